"""What our own forms carry unseen, against what is seen on them: last year's file with a new title is no form of this year."""

import re
from collections.abc import Iterator

from generator.engine.grids.grid import Grid, GridCell
from generator.records.forms.kinds import MARKER_ID, MARKER_YEAR, marked_id, marker_key
from generator.records.intake.parsing.days import read_year
from generator.records.intake.parsing.figures import half_width
from generator.records.intake.understanding.notebook import Notebook

HEAD_ROWS, ROWS_WITH_YEAR = 5, 2
_NUMBER = re.compile(r"项目编号\s*[:：]\s*([A-Za-z][A-Za-z0-9-]{2,30})")


def seen_number(grid: Grid) -> tuple[str, GridCell] | None:
    """The project's number that a person sees above the table, and its cell."""
    for row in range(1, HEAD_ROWS + 1):
        for cell in grid.starting(row):
            if match := _NUMBER.search(half_width(cell.text)):
                return match[1].upper(), cell
    return None


def is_copied(grid: Grid) -> bool:
    """Whether a sheet was put into the workbook from another: the marker names its sheets, and not this one, which shows another number."""
    names_sheets = any(key.startswith(marker_key("")) for key in grid.marker)
    seen = seen_number(grid)
    return bool(names_sheets and marker_key(grid.sheet) not in grid.marker and seen and seen[0] != grid.marker.get(MARKER_ID, ""))


def tell_contradictions(notebook: Notebook, titles: list[GridCell]) -> bool:
    """Whether year or number as they are seen contradict the marker; each is an error at its cell."""
    grid = notebook.grid
    told = False
    year = grid.marker.get(MARKER_YEAR, "")
    for cell in _above(grid, titles):
        seen = read_year(cell.text)
        if seen and year.isdigit() and seen != int(year):
            notebook.note("X01", cell, "", f"表上是 {seen} 年，这份表格是 {year} 年的")
            told = True
    own, number = marked_id(grid.marker, grid.sheet), seen_number(grid)
    if own and number and number[0] != own:
        notebook.note("X01", number[1], "", f"表上的项目编号是 {number[0]}，这份表格是 {own} 的")
        told = True
    return told


def _above(grid: Grid, titles: list[GridCell]) -> Iterator[GridCell]:
    seen = list(titles)
    yield from seen
    for row in range(1, ROWS_WITH_YEAR + 1):
        yield from (cell for cell in grid.starting(row) if cell not in seen and not _NUMBER.search(half_width(cell.text)))
