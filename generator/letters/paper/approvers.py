"""Place 签发人 in the head of an upward document (GB/T 9704—2012, clause 7.2.6)."""

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
    grid = setter.grid
    column = _column(rows, setter)
    start = grid.cells - layout.APPROVERS_RIGHT_CELLS - _width(rows, setter)
    lines = [_placed("number", setter.line(LABEL), setter, first_row, start)]
    names_at = start + setter.cells(LABEL)
    for row, names in enumerate(rows, start=first_row):
        for at, name in enumerate(names):
            left = names_at + at * (column + layout.APPROVERS_GAP_CELLS)
            lines.append(_placed("approver", _spaced(name, setter), setter, row, left))
    return tuple(lines)


def _width(rows: Rows, setter: Setter) -> float:
    columns = max([1, *map(len, rows)])
    return setter.cells(LABEL) + columns * _column(rows, setter) + (columns - 1) * layout.APPROVERS_GAP_CELLS


def _column(rows: Rows, setter: Setter) -> float:
    """Cells of the longest name."""
    widths = [setter.cells(name, Role.KAI) for row in rows for name in row]
    return max([layout.APPROVER_LEAST_CELLS, *widths])


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
