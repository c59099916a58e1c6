"""Tables within a sheet: a header of one row or several, and what each column of it means."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.engine.grids.grid import Grid, GridCell
from generator.records.intake.scanning.headings import Lexicon, plain

MAX_HEADER_ROWS = 4


@dataclass(frozen=True)
class Column:
    """A column of a table, which may span several of the sheet."""

    meaning: str  # empty if its heading is not known
    first: int
    last: int
    heading: GridCell
    parent: str = ""  # the heading above its own
    group: int = 0  # which one of several columns with the same heading


@dataclass(frozen=True)
class Header:
    """The header of a table."""

    columns: tuple[Column, ...]
    first_row: int
    last_row: int

    @cached_property
    def meanings(self) -> frozenset[str]:
        """What there is a column for."""
        return frozenset(column.meaning for column in self.columns if column.meaning)

    def column(self, meaning: str, group: int | None = None) -> Column | None:
        """The column of a meaning; the first, or that of a group."""
        return next((column for column in self.columns if column.meaning == meaning and group in (None, column.group)), None)

    @property
    def left(self) -> int:
        """Where the first known column begins."""
        return min(column.first for column in self.columns if column.meaning)

    def over(self, cell: GridCell) -> Column | None:
        """The column that a cell stands under: a known one if it lies under several."""
        found = [column for column in self.columns if column.first <= cell.last.column and cell.spot.column <= column.last]
        return next((column for column in found if column.meaning), found[0] if found else None)


def covering(grid: Grid, row: int, first: int = 1, last: int | None = None) -> list[GridCell]:
    """The cells that cover this row between two columns, each once, from left to right."""
    found: list[GridCell] = []
    for column in range(first, (last or grid.columns) + 1):
        cell = grid.at(row, column)
        if cell and (not found or cell is not found[-1]):
            found.append(cell)
    return found


def find_header(grid: Grid, row: int, end: int, lexicon: Lexicon, is_header: Callable[[frozenset[str]], bool]) -> Header | None:
    """The header that begins in this row; None if there is none."""
    known = [cell for cell in grid.starting(row) if lexicon.meaning(cell.text)]
    if len(known) < 2:
        return None
    last_row = max(cell.last.row for cell in known if cell.rows <= MAX_HEADER_ROWS) if any(cell.rows <= MAX_HEADER_ROWS for cell in known) else row
    for deeper in range(last_row, min(last_row + 2, end, row + MAX_HEADER_ROWS)):
        if deeper == last_row and _goes_on(grid, row, last_row, lexicon):
            last_row += 1
    header = Header(tuple(_columns(grid, row, last_row, lexicon)), row, last_row)
    return header if is_header(header.meanings) else None


def _goes_on(grid: Grid, row: int, last_row: int, lexicon: Lexicon) -> bool:
    """Whether headings of parts stand under a wide heading."""
    for cell in grid.starting(row):
        if cell.columns > 1 and cell.last.row == last_row:
            below = [part for part in covering(grid, last_row + 1, cell.spot.column, cell.last.column) if part.text and part.spot.row == last_row + 1]
            if len(below) >= 2 and all(lexicon.meaning(part.text) or lexicon.meaning(cell.text + part.text) for part in below):
                return True
    return False


def _columns(grid: Grid, first_row: int, last_row: int, lexicon: Lexicon) -> Iterator[Column]:
    found: list[Column] = []
    for number in range(1, grid.columns + 1):
        stack = [cell for cell in _stack(grid, number, first_row, last_row) if cell.text and cell.spot.row >= first_row]
        if not stack:
            continue
        heading = stack[-1]
        if found and found[-1].heading is heading:
            found[-1] = replace(found[-1], last=number)
            continue
        texts = [cell.text for cell in stack]
        meaning = lexicon.meaning("".join(texts)) or lexicon.meaning(texts[-1]) or (lexicon.meaning(texts[0]) if len(texts) > 1 else "")
        found.append(Column(meaning, number, number, heading, plain(texts[0]) if len(texts) > 1 else ""))
    counts: dict[str, int] = {}
    for column in found:
        group = counts.get(column.meaning, 0) if column.meaning else 0
        counts[column.meaning] = group + 1
        yield replace(column, group=group)


def _stack(grid: Grid, column: int, first_row: int, last_row: int) -> Iterator[GridCell]:
    seen: list[GridCell] = []
    for row in range(first_row, last_row + 1):
        cell = grid.at(row, column)
        if cell and cell not in seen:
            seen.append(cell)
            yield cell
