"""Place 签发人 in the head of an upward document (GB/T 9704—2012, clause 7.2.6)."""

from itertools import zip_longest

from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.fonts import Role
from generator.letters.paper.sheet import PlacedLine
from generator.letters.paper.textline import TextLine

LABEL = "签发人："

Rows = tuple[tuple[str, ...], ...]


def approver_rows(names: tuple[str, ...], setter: Setter, free_cells: float) -> Rows:
    """Two names a row, or one where two would touch the number; a row without a name leaves room for one."""
    for columns in range(layout.APPROVERS_PER_ROW, 0, -1):
        rows = tuple(names[at : at + columns] for at in range(0, len(names), columns))
        if _width(rows, setter) + layout.APPROVERS_RIGHT_CELLS + layout.APPROVERS_GAP_CELLS <= free_cells:
            break
    return rows or ((),)


def approver_lines(rows: Rows, setter: Setter, first_row: int) -> tuple[PlacedLine, ...]:
    """签发人： and the names, each name under the one of the row before."""
    start = setter.grid.cells - layout.APPROVERS_RIGHT_CELLS - _width(rows, setter)
    lines = [_placed("number", setter.line(LABEL), setter, first_row, start)]
    columns = _columns(rows, setter)
    for row, names in enumerate(rows, start=first_row):
        left = start + setter.cells(LABEL)
        for name, width in zip(names, columns, strict=False):  # the last row may be short
            lines.append(_placed("approver", _spaced(name, setter), setter, row, left))
            left += width + layout.APPROVERS_GAP_CELLS
    return tuple(lines)


def _width(rows: Rows, setter: Setter) -> float:
    columns = _columns(rows, setter)
    return setter.cells(LABEL) + sum(columns) + (len(columns) - 1) * layout.APPROVERS_GAP_CELLS


def _columns(rows: Rows, setter: Setter) -> tuple[float, ...]:
    """Cells of the longest name of each column; one column of the least width while no name is known."""
    columns = zip_longest(*rows, fillvalue="") if any(rows) else ((),)
    return tuple(max([layout.APPROVER_LEAST_CELLS, *(setter.cells(name, Role.KAI) for name in names)]) for names in columns)


def _spaced(name: str, setter: Setter) -> TextLine:
    """A name of two characters as wide as one of three."""
    line = setter.line(name, Role.KAI)
    missing = (layout.APPROVER_LEAST_CELLS - setter.cells(name, Role.KAI)) * setter.grid.cell_pt
    if len(name) < 2 or missing < layout.SPREAD_LEAST_PT:
        return line
    return TextLine(line.pieces, spacing_pt=round(setter.grid.tracking_pt + missing / (len(name) - 1), 3))


def _placed(kind: str, line: TextLine, setter: Setter, row: int, left_cells: float) -> PlacedLine:
    left_mm = layout.LEFT_MARGIN_MM + left_cells * setter.grid.cell_pt / layout.MM
    return PlacedLine(kind, line, setter.grid.type_top_mm(row), left_mm)
