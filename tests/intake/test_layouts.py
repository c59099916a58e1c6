"""The files that the thirty records are laid out as hold what the records say, and hold it as files hold it."""

from pathlib import Path

import openpyxl
import pytest

from generator.engine.grids.grid import Grid
from tests.intake.files import read
from tests.intake.layouts import papers
from tests.intake.paper import Sheet, box, merged, typed
from tests.intake.records import records


def test_every_record_has_its_file():
    assert set(papers()) == set(records())
    assert len(records()) == 30


@pytest.mark.parametrize("number", records())
def test_what_a_record_says_stands_in_its_file(number: str):
    paper = papers()[number]
    written = {cell.text for grid in paper.grids() for cell in grid.cells}

    for row in records()[number]["indicators"]:
        for name in ("level3", "target", "actual", "deviation_reason"):
            value = row[name]
            assert not value or any(value in text for text in written), (name, value)


def test_typed_cells_show_what_the_record_says():
    assert typed("100.00%").number == 1
    assert typed("100.00%").format == "0.00%"
    assert typed("3683.3970").format == "0.0000"
    assert typed("387,664.62").format == "#,##0.00"
    assert typed("89.974").format == "General"
    assert typed("—").number is None


def test_boxes_flow_around_those_that_span_rows():
    sheet = Sheet("一")
    sheet.rows += merged([["甲", "a"], ["甲", "b"]], [[box("1")], [box("2")]])
    assert [(place.spot.name, place.box.text) for place in sheet.placed()] == [("A1", "甲"), ("B1", "a"), ("C1", "1"), ("B2", "b"), ("C2", "2")]


def test_a_workbook_holds_numbers_as_numbers_and_signs_as_text(tmp_path: Path):
    path = papers()["005"].write(tmp_path)
    sheet = openpyxl.load_workbook(path).worksheets[0]

    assert (sheet["G16"].value, sheet["G16"].number_format) == (3.36, "General")
    assert (sheet["H16"].value, sheet["H16"].number_format) == (1, "0.00%")
    assert (sheet["E22"].value, sheet["E22"].data_type) == ("=", "s")
    assert "A8:K8" in [str(area) for area in sheet.merged_cells.ranges]


@pytest.mark.parametrize("number", records())
def test_a_file_gives_the_grids_that_were_laid_out(number: str, tmp_path: Path):
    """Also the two old workbooks: one that no longer is what its record lays out has to be written anew with LibreOffice."""
    paper = papers()[number]
    assert _shown(read(paper, tmp_path)) == _shown(paper.grids())


def _shown(grids: tuple[Grid, ...]) -> list[object]:
    return [[grid.sheet, *((cell.spot, cell.text, cell.kind, cell.value, cell.rows, cell.columns) for cell in grid.cells)] for grid in grids]
