"""Rows between pages: what is higher than a page is cut, and where a joined cell may be parted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.letters.paper import layout
from generator.letters.paper.tablebox import GridCell, GridRow

PER_ROW = layout.TABLE_LINES_PER_ROW


def grid_lines(cell: GridCell) -> int:
    """Grid lines that a cell's text needs."""
    return max(1, -(-len(cell.lines) // PER_ROW))


def flow_tall(rows: Sequence[GridRow], most: int) -> tuple[GridRow, ...]:
    """Part a joined cell whose text is higher than a page bears: each of its rows takes what it holds."""
    flowed = list(rows)
    for column, start, stop in _joins(rows):
        cell = _cell_at(rows[start], column)
        if cell is None or grid_lines(cell) <= most:
            continue
        lines = cell.lines
        for at in range(start, stop):
            room = rows[at].rows * PER_ROW
            part = replace(cell, lines=lines[:room], is_joined=False)
            lines = lines[room:]
            cells = tuple(part if one.column == column else one for one in flowed[at].cells)
            flowed[at] = replace(flowed[at], cells=cells)
    return tuple(flowed)


def cut_tall(rows: Sequence[GridRow], most: int) -> tuple[GridRow, ...]:
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
    """Which rows keep the next: where a join is parted, each side must be high enough for its text."""
    keeps = [False] * len(rows)
    for column, start, stop in _joins(rows):
        cell = _cell_at(rows[start], column)
        need = grid_lines(cell) if cell else 1
        for at in range(start, stop - 1):
            above = sum(row.rows for row in rows[start : at + 1])
            below = sum(row.rows for row in rows[at + 1 : stop])
            keeps[at] = keeps[at] or above < need or below < need
    return keeps


def _joins(rows: Sequence[GridRow]) -> Iterator[tuple[int, int, int]]:
    """Column, first row and row after the last of each cell that covers several rows."""
    for start, row in enumerate(rows):
        for cell in row.cells:
            if cell.is_joined:
                continue
            stop = start + 1
            while stop < len(rows) and rows[stop].continues(cell):
                stop += 1
            if stop - start > 1:
                yield cell.column, start, stop


def _cell_at(row: GridRow, column: int) -> GridCell | None:
    return next((cell for cell in row.cells if cell.column == column), None)
