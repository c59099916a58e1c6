"""Set a table on the line grid: cells broken into lines, rows a whole number of grid lines high."""

from collections.abc import Sequence
from dataclasses import replace

from generator.letters.document import Cell, CellContent, Join, Table, TableRow
from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.fonts import Role
from generator.letters.paper.linebreak import widest_unit
from generator.letters.paper.sheet import Block, Grid, GridCell, GridRow, Unit

# A table of so few lines is kept on one page; a longer one breaks between rows. Ours: the standard says nothing.
SMALL_TABLE_LINES = 8
AREA_WIDTH_PT = layout.AREA_WIDTH_MM * layout.MM


def table_units(table: Table, setter: Setter) -> tuple[Unit, ...]:
    """The caption's line, if any, and one unit for each row."""
    grid = _grid(table, setter)
    rows = _cut_tall(_grid_rows(table, setter, grid))
    rows += tuple(
        GridRow(tuple(GridCell(setter.cell("", Role.BODY, width_pt=1, size_pt=1)) for _ in table.columns), 1)
        for _ in range(table.blank_rows)
    )
    block = Block("table", "table", grid)
    is_small = sum(row.rows for row in rows) + grid.head.rows <= SMALL_TABLE_LINES
    binds = [True] * (len(rows) - 1) + [False] if is_small else _bindings(rows)
    if len(rows) > 1:
        binds[-2] = True  # the last row, often the total, is not left alone on a page
    units = [Unit(block, row, rows=row.rows, keeps_next=keeps) for row, keeps in zip(rows, binds, strict=True)]
    if table.caption:
        caption = setter.line(table.caption, Role.HEI)
        return (Unit(Block("p", "caption"), caption, keeps_next=True), *units)
    return tuple(units)


def _grid(table: Table, setter: Setter) -> Grid:
    total = sum(column.share for column in table.columns)
    widths = tuple(AREA_WIDTH_PT * column.share / total for column in table.columns)
    size = _type_size(table, widths)
    head = tuple(
        GridCell(setter.cell(column.heading, Role.HEI, width_pt=_inner(width), size_pt=size))
        for column, width in zip(table.columns, widths, strict=True)
    )
    aligns = tuple(column.align.value for column in table.columns)
    return Grid(widths, aligns, GridRow(head, _rows_for(head)), size)


def text_of(content: CellContent) -> str:
    """The words of a cell; a place that continues another has none."""
    if isinstance(content, Join):
        return ""
    return content.text if isinstance(content, Cell) else content


def _inner(width_pt: float) -> float:
    return width_pt - 2 * layout.TABLE_PADDING_PT - layout.TABLE_BORDER_PT


def _type_size(table: Table, widths: Sequence[float]) -> float:
    """五号, unless that would tear a number or a word apart."""
    for at, width in enumerate(widths):
        texts = [table.columns[at].heading, *(text_of(row.cells[at]) for row in table.rows)]
        if max(map(widest_unit, texts)) * layout.TABLE_PT > _inner(width):
            return layout.TABLE_SMALL_PT
    return layout.TABLE_PT


def _rows_for(cells: Sequence[GridCell]) -> int:
    """Grid lines that the highest of the cells needs."""
    return max(_need(cell) for cell in cells)


def _need(cell: GridCell) -> int:
    return max(1, -(-len(cell.lines) // layout.TABLE_LINES_PER_ROW))


def _grid_rows(table: Table, setter: Setter, grid: Grid) -> tuple[GridRow, ...]:
    """Rows with their joined cells; a join that is too low for its text makes its last row higher."""
    cells: list[tuple[GridCell, ...]] = []
    for row in table.rows:
        cells.append(_cells(row, cells[-1] if cells else None, setter, grid))
    heights = []
    for at, row_cells in enumerate(cells):
        own = [cell for column, cell in enumerate(row_cells) if not cell.is_joined and not _is_joined(cells, at + 1, column)]
        heights.append(_rows_for(own) if own else 1)
    for column in range(len(table.columns)):
        for start, stop in _joins(cells, column):
            missing = _need(cells[start][column]) - sum(heights[start:stop])
            heights[stop - 1] += max(0, missing)
    return tuple(GridRow(row_cells, height) for row_cells, height in zip(cells, heights, strict=True))


def _cells(row: TableRow, above: tuple[GridCell, ...] | None, setter: Setter, grid: Grid) -> tuple[GridCell, ...]:
    role = Role.HEI if row.is_total else Role.BODY
    cells = []
    for column, content in enumerate(row.cells):
        if content is Join.ABOVE and above:
            cells.append(replace(above[column], is_joined=True))
            continue
        lines = setter.cell(text_of(content), role, width_pt=_inner(grid.widths_pt[column]), size_pt=grid.type_pt)
        cells.append(GridCell(lines))
    return tuple(cells)


def _is_joined(cells: Sequence[tuple[GridCell, ...]], row: int, column: int) -> bool:
    return row < len(cells) and cells[row][column].is_joined


def _joins(cells: Sequence[tuple[GridCell, ...]], column: int) -> list[tuple[int, int]]:
    """Stretches of rows, start and stop, that one cell of `column` covers; single rows left out."""
    joins, start = [], 0
    for at in range(1, len(cells) + 1):
        if _is_joined(cells, at, column):
            continue
        if at - start > 1:
            joins.append((start, at))
        start = at
    return joins


def _bindings(rows: Sequence[GridRow]) -> list[bool]:
    """Which rows keep the next: where a join is parted, each side must be high enough for its text."""
    keeps = [False] * len(rows)
    cells = [row.cells for row in rows]
    for column in range(len(rows[0].cells) if rows else 0):
        for start, stop in _joins(cells, column):
            need = _need(cells[start][column])
            for at in range(start, stop - 1):
                above = sum(row.rows for row in rows[start : at + 1])
                below = sum(row.rows for row in rows[at + 1 : stop])
                keeps[at] = keeps[at] or above < need or below < need
    return keeps


def _cut_tall(rows: Sequence[GridRow]) -> tuple[GridRow, ...]:
    """Cut a row that is higher than a page bears into several."""
    cut: list[GridRow] = []
    most = layout.TABLE_ROW_MAX_ROWS * layout.TABLE_LINES_PER_ROW
    for row in rows:
        if row.rows <= layout.TABLE_ROW_MAX_ROWS:
            cut.append(row)
            continue
        longest = max(len(cell.lines) for cell in row.cells)
        for start in range(0, longest, most):
            cells = tuple(replace(cell, lines=cell.lines[start : start + most]) for cell in row.cells)
            cut.append(GridRow(cells, _rows_for(cells)))
    return tuple(cut)
