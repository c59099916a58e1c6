"""Set a table on the line grid: cells broken into lines, rows a whole number of grid lines high."""

from collections.abc import Sequence

from generator.letters.document import Align, Table, TableRow
from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.fonts import Role
from generator.letters.paper.linebreak import widest_unit
from generator.letters.paper.sheet import Block, Unit
from generator.letters.paper.tablebox import GridCell, GridRow, TableGrid
from generator.letters.paper.tablejoin import Area, Areas, areas_of
from generator.letters.paper.tablerows import bindings, fit_rows, grid_lines
from generator.problems import JixiaoError


def table_units(table: Table, setter: Setter) -> tuple[Unit, ...]:
    """The caption's line, if any, and one unit for each row."""
    place = _TablePlace(table, setter)
    head, body = place.rows(_head_rows(table), is_head=True), place.rows(table.rows)
    grid = TableGrid(place.widths_pt, head, place.type_pt)
    most = min(setter.grid.lines - layout.TABLE_SPARE_ROWS, setter.grid.lines - grid.head_rows)
    rows = fit_rows(body, most) + _blank_rows(table.blank_rows or (0 if body else 1), table)
    block = Block("table", "table", grid)
    is_small = sum(row.rows for row in rows) + grid.head_rows <= setter.grid.lines * layout.SMALL_TABLE_SHARE
    must = bindings(rows)
    # Neither the first row nor the last, often the total, is left alone on a page.
    inner = range(layout.TABLE_ROWS_TOGETHER - 1, len(rows) - layout.TABLE_ROWS_TOGETHER)
    wish = [(is_small or at not in inner) and at < len(rows) - 1 for at in range(len(rows))]
    units = [Unit(block, row, rows=row.rows, keeps_next=wish[at], must_keep_next=must[at]) for at, row in enumerate(rows)]
    if table.caption:
        caption = setter.line(table.caption, Role.HEI)
        return (Unit(Block("p", "caption"), caption, keeps_next=True), *units)
    return tuple(units)


def _head_rows(table: Table) -> tuple[TableRow, ...]:
    """Its own head, or the columns' headings, or none in a form that has neither."""
    if table.head:
        return table.head
    headings = tuple(column.heading for column in table.columns)
    return (TableRow(headings),) if any(headings) else ()


def _blank_rows(count: int, table: Table) -> tuple[GridRow, ...]:
    cells = tuple(GridCell((), at, column.align.value) for at, column in enumerate(table.columns))
    return tuple(GridRow(cells, 1) for _ in range(count))


class _TablePlace:
    """One table on one grid: its columns' widths and the size of its type."""

    def __init__(self, table: Table, setter: Setter):
        total = sum(column.share for column in table.columns)
        self._table, self._setter = table, setter
        self.widths_pt = tuple(setter.grid.width_pt * column.share / total for column in table.columns)
        self.type_pt = self._type_size()

    def rows(self, rows: Sequence[TableRow], *, is_head: bool = False) -> tuple[GridRow, ...]:
        """Rows with their joined cells; a join that is too low for its text makes its last row higher."""
        areas = self._areas(rows)
        cells = {area: self._cell(area, rows[area.row], is_head=is_head) for area in areas.all}
        heights = [
            max((grid_lines(cells[area]) for area in areas.in_row(at) if area.bottom - area.row == 1), default=1) for at in range(len(rows))
        ]
        for area in areas.by_column():
            missing = grid_lines(cells[area]) - sum(heights[area.row : area.bottom])
            heights[area.bottom - 1] += max(0, missing)
        return tuple(
            GridRow(tuple(areas.cell(cells[area], area, at) for area in areas.in_row(at)), height) for at, height in enumerate(heights)
        )

    def _areas(self, rows: Sequence[TableRow]) -> Areas:
        try:
            return areas_of(rows, len(self._table.columns))
        except ValueError as error:
            raise JixiaoError(f"公文 {self._setter.document_name}：表格“{self._table.caption}”{error}") from error

    def _cell(self, area: Area, row: TableRow, *, is_head: bool) -> GridCell:
        is_label = is_head or area.is_label
        role = Role.HEI if is_label or row.is_total else self._setter.grid.body_role
        usual = Align.CENTRE if is_label else self._table.columns[area.column].align
        lines = self._setter.cell(area.text, role, width_pt=self._inner(area), size_pt=self.type_pt)
        return GridCell(lines, area.column, (area.align or usual).value, area.right - area.column, is_label)

    def _inner(self, area: Area) -> float:
        width_pt = sum(self.widths_pt[area.column : area.right])
        return width_pt - 2 * layout.TABLE_PADDING_PT - layout.TABLE_BORDER_PT

    def _type_size(self) -> float:
        """五号, unless that would tear a number or a word apart."""
        areas = [area for rows in (_head_rows(self._table), self._table.rows) for area in self._areas(rows).all]
        narrowest = min((self._inner(area) for area in areas if area.text), default=layout.TABLE_SMALL_PT)
        if narrowest < layout.TABLE_SMALL_PT:
            raise JixiaoError(f"公文 {self._setter.document_name}：表格“{self._table.caption}”有的列太窄，一个字也排不下。请加宽该列。")
        if any(widest_unit(area.text) * layout.TABLE_PT > self._inner(area) for area in areas):
            return layout.TABLE_SMALL_PT
        return layout.TABLE_PT
