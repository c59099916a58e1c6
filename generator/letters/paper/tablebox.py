"""A table on the line grid: its rows as they were set, and as one page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.letters.paper.textline import TextLine


@dataclass(frozen=True)
class GridCell:
    """A table cell over `columns` columns from `column` on.

    `is_joined` continues the cell above, whose lines it repeats for a new page.
    """

    lines: tuple[TextLine, ...]
    column: int
    align: str
    columns: int = 1
    is_label: bool = False
    is_joined: bool = False


@dataclass(frozen=True)
class GridRow:
    """A table row, a whole number of grid lines high; its cells cover all columns, from the left."""

    cells: tuple[GridCell, ...]
    rows: int

    def continues(self, cell: GridCell) -> bool:
        """True if this row continues `cell`, which stands above it."""
        return any(one.is_joined and one.column == cell.column and one.columns == cell.columns for one in self.cells)


@dataclass(frozen=True, eq=False)
class TableGrid:
    """What the rows of one table share; a form without headings has no `head`."""

    widths_pt: tuple[float, ...]
    head: tuple[GridRow, ...]
    type_pt: float

    @property
    def head_rows(self) -> int:
        """Grid lines of the head."""
        return sum(row.rows for row in self.head)


@dataclass(frozen=True)
class PrintedCell:
    """A table cell as one page shows it, over `span` rows which are `rows` grid lines high."""

    lines: tuple[TextLine, ...]
    columns: int
    span: int
    rows: int
    align: str
    is_label: bool


@dataclass(frozen=True)
class TableBox:
    """The rows of one table on one page, under its repeated head; `rows` is its height in grid lines."""

    grid: TableGrid
    head: tuple[tuple[PrintedCell, ...], ...]
    body: tuple[tuple[PrintedCell, ...], ...]
    gap: int
    rows: int
    tag: str = "table"


def table_box(grid: TableGrid, rows: Sequence[GridRow], gap: int) -> TableBox:
    """Put a head over those rows of a table that one page shows."""
    height = grid.head_rows + sum(row.rows for row in rows)
    return TableBox(grid, _print_rows(grid.head), _print_rows(rows), gap, height)


def _print_rows(rows: Sequence[GridRow]) -> tuple[tuple[PrintedCell, ...], ...]:
    """Join cells downwards within the page; a join that comes from the page before begins anew."""
    printed = []
    for at, row in enumerate(rows):
        cells = []
        for cell in row.cells:
            if cell.is_joined and at:
                continue
            span = 1
            while at + span < len(rows) and rows[at + span].continues(cell):
                span += 1
            height = sum(one.rows for one in rows[at : at + span])
            cells.append(PrintedCell(cell.lines, cell.columns, span, height, cell.align, cell.is_label))
        printed.append(tuple(cells))
    return tuple(printed)
