"""Rows between pages: what is higher than a page is cut, and where a joined cell may be parted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.letters.paper import layout
from generator.letters.paper.tablebox import GridCell, GridRow

PER_ROW = layout.TABLE_LINES_PER_ROW


def grid_lines(cell: GridCell) -> int:
    """Grid lines that a cell's text needs; one character a line is a label that wants white above and below."""
    lines = len(cell.lines)
    is_stacked = lines > PER_ROW and all(len(line.text) == 1 for line in cell.lines)
    return max(1, -(-(lines + is_stacked) // PER_ROW))


def fit_rows(rows: Sequence[GridRow], most: int) -> tuple[GridRow, ...]:
    """Bring rows into a form that pages of `most` lines can bear, whatever stands in them."""
    fitted = _cut_tall(_flow_tall(rows, most), most)
    while True:
        keeps = bindings(fitted)
        join = _hindrance(fitted, keeps, most)
        if join is None:
            return fitted
        fitted = _flow(fitted, join)


def _flow_tall(rows: Sequence[GridRow], most: int) -> tuple[GridRow, ...]:
    """Part each joined cell whose text is higher than a page bears."""
    flowed = tuple(rows)
    for join in _joins(rows):
        if join.need > most:
            flowed = _flow(flowed, join)
    return flowed


def _hindrance(rows: Sequence[GridRow], keeps: Sequence[bool], most: int) -> "_Join | None":
    """The joined cell with most text among those that bind more rows together than a page bears."""
    start = 0
    for at, row_keeps in enumerate(keeps):
        if row_keeps:
            continue
        if sum(row.rows for row in rows[start : at + 1]) > most:
            joins = [join for join in _joins(rows) if join.start <= at and join.stop > start]
            return max(joins, key=lambda join: join.need, default=None)
        start = at + 1
    return None


def _flow(rows: Sequence[GridRow], join: "_Join") -> tuple[GridRow, ...]:
    """Part a joined cell: each of its rows takes what it holds of the text."""
    flowed = list(rows)
    lines = join.cell.lines
    for at in range(join.start, join.stop):
        room = rows[at].rows * PER_ROW
        part = replace(join.cell, lines=lines[:room], is_joined=False)
        lines = lines[room:]
        cells = tuple(part if one.column == join.cell.column else one for one in rows[at].cells)
        flowed[at] = replace(rows[at], cells=cells)
    return tuple(flowed)


def _cut_tall(rows: Sequence[GridRow], most: int) -> tuple[GridRow, ...]:
    """Cut a row that is higher than `most` lines into several; short texts are said in each part."""
    cut: list[GridRow] = []
    for at, row in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else None
        cut += _cut(row, below, most) if row.rows > most else [row]
    return tuple(cut)


def _cut(row: GridRow, below: GridRow | None, most: int) -> Iterator[GridRow]:
    heights = [min(most, row.rows - start) for start in range(0, row.rows, most)]
    for part, height in enumerate(heights):
        cells = []
        for cell in row.cells:
            is_long = cell.is_joined or (below is not None and below.continues(cell))
            if is_long or grid_lines(cell) <= min(heights):
                cells.append(replace(cell, is_joined=cell.is_joined or part > 0))
            else:
                start = part * most * PER_ROW
                cells.append(replace(cell, lines=cell.lines[start : start + most * PER_ROW]))
        yield GridRow(tuple(cells), height)


def bindings(rows: Sequence[GridRow]) -> list[bool]:
    """Which rows keep the next: wherever a join is parted, each part must be high enough for its text."""
    keeps = [False] * len(rows)
    for join in _joins(rows):
        above, below = 0, sum(row.rows for row in rows[join.start : join.stop])
        for at in range(join.start, join.stop - 1):
            above, below = above + rows[at].rows, below - rows[at].rows
            if above < join.need or below < join.need:
                keeps[at] = True
            else:
                above = 0  # it may be parted here, and again further down
    return keeps


@dataclass(frozen=True)
class _Join:
    """A cell that covers rows `start` to `stop`, without the last."""

    cell: GridCell
    start: int
    stop: int

    @property
    def need(self) -> int:
        return grid_lines(self.cell)


def _joins(rows: Sequence[GridRow]) -> Iterator[_Join]:
    for start, row in enumerate(rows):
        for cell in row.cells:
            if cell.is_joined:
                continue
            stop = start + 1
            while stop < len(rows) and rows[stop].continues(cell):
                stop += 1
            if stop - start > 1:
                yield _Join(cell, start, stop)
