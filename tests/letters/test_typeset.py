"""Which line stands on which page, without printing."""

from dataclasses import replace

import pytest

from generator.letters.paper.fonts import Faces, Role
from generator.letters.paper.sheet import Page, Sheet, TableBox, TextBox
from generator.letters.paper.typeset import set_letter, signature_places
from tests.letters.samples import REAL_BODY, full_text, letter, paragraph, real_letter, score_table


def kinds(page: Page) -> list[str]:
    return [box.kind if isinstance(box, TextBox) else "table" for box in page.boxes]


def rows(page: Page) -> int:
    """Grid lines that the boxes of a page take."""
    heights = [box.gap + (len(box.lines) if isinstance(box, TextBox) else round(box.height_pt / 28.99)) for box in page.boxes]
    return sum(heights)


@pytest.mark.parametrize(
    ("agency", "date", "is_sealed", "places"),
    [
        (9, 6, True, (16.5, 18)),  # date ends four cells in, agency centred above it
        (4, 7, True, (18.5, 17)),
        (20, 6, True, (8, 15)),  # too long for that: at the edge, the date centred below
        (9, 6, False, (17, 19)),  # agency ends two cells in, date begins two cells further
        (5, 7, False, (17, 19)),  # the date is longer: it ends two cells in
    ],
)
def test_signature_places(agency: float, date: float, is_sealed: bool, places: tuple[float, float]) -> None:
    assert signature_places(agency, date, is_sealed=is_sealed) == places


def test_parts_come_in_the_order_of_the_standard(faces: Faces) -> None:
    sheet = set_letter(real_letter(), faces)
    assert [kinds(page) for page in sheet.pages[2:]] == [
        ["annex-label", "title", "caption", "table"],
        ["table"],
        ["annex-label", "title", "caption", "table", "text", "heading"],
    ]
    assert kinds(sheet.pages[0])[:3] == ["title", "addressee", "text"]
    assert kinds(sheet.pages[1])[-5:] == ["annex-note", "annex-note", "signature", "date", "note"]


def test_annex_names_wrap_under_their_first_character(faces: Faces) -> None:
    sheet = set_letter(real_letter(), faces)
    notes = [box for box in sheet.pages[1].boxes if isinstance(box, TextBox) and box.kind == "annex-note"]
    cell = 16 - 0.2085
    first, second = notes
    assert first.lines[0].indent_pt == pytest.approx(2 * cell)
    assert second.lines[0].indent_pt == pytest.approx(5 * cell)
    number_pt = (faces.width("2", Role.BODY) + faces.width(".", Role.BODY)) * 16 - 2 * 0.2085
    assert second.lines[1].indent_pt == pytest.approx(5 * cell + number_pt)


def test_heading_is_never_the_last_line_of_a_page(faces: Faces) -> None:
    for before in range(1, 24):
        body = (paragraph("国" * 28 * before, is_flush=True), *REAL_BODY[1:3])
        for page in set_letter(letter(body), faces).pages:
            assert kinds(page)[-1] != "heading"


def test_no_page_is_overfull(faces: Faces) -> None:
    for lines in range(1, 70):
        sheet = set_letter(full_text(lines, copied_agencies=("区审计局",)), faces)
        for page in sheet.pages:
            below = len(page.copied)
            capacity = 22 - below if page.number > 1 or below else 23
            assert rows(page) + page.first_row <= capacity


def tables(sheet: Sheet) -> list[TableBox]:
    return [box for page in sheet.pages for box in page.boxes if isinstance(box, TableBox)]


@pytest.mark.parametrize("before", range(0, 20))
def test_joined_cells_are_high_enough_on_both_sides_of_a_page_break(faces: Faces, before: int) -> None:
    table = score_table(12)
    long = replace(table.rows[3], cells=("过程管理制度建设和执行情况" * 4, *table.rows[3].cells[1:]))
    table = replace(table, rows=(*table.rows[:3], long, *table.rows[4:]))
    body = (paragraph("国" * 28 * before, is_flush=True), table)
    for box in tables(set_letter(letter(body), faces)):
        assert round(box.height_pt / 28.99, 6).is_integer()
        for at, row in enumerate(box.rows):
            for cell in row.cells:
                height = sum(one.height_pt for one in box.rows[at : at + cell.span])
                assert len(cell.lines) * 28.99 / 2 <= height + 0.001
        spans = sum(cell.span for row in box.rows for cell in row.cells)
        assert spans == len(box.rows) * len(box.grid.widths_pt)
