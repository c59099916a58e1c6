"""Which places of a table are one cell: joins to the left and upwards, resolved into rectangles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.letters.document import Align, Cell, CellContent, Join, TableRow
from generator.letters.paper.tablebox import GridCell

Place = tuple[int, int]  # row, column


@dataclass(frozen=True)
class Area:
    """A cell over rows `row` to `bottom` and columns `column` to `right`, both without the last."""

    row: int
    column: int
    bottom: int
    right: int
    text: str
    is_label: bool = False
    align: Align | None = None


@dataclass(frozen=True)
class Areas:
    """All cells of some rows, in the order of reading, and what stands at each place."""

    all: tuple[Area, ...]
    columns: int
    at: dict[Place, Area]

    def in_row(self, row: int) -> Iterator[Area]:
        """The cells that a row begins or continues, from the left."""
        column = 0
        while column < self.columns:
            area = self.at[row, column]
            yield area
            column = area.right

    def by_column(self) -> Iterator[Area]:
        """The cells column by column."""
        yield from sorted(self.all, key=lambda area: (area.column, area.row))

    def cell(self, cell: GridCell, area: Area, row: int) -> GridCell:
        """The cell of an area as one of its rows holds it."""
        return replace(cell, is_joined=row > area.row)


def areas_of(rows: Sequence[TableRow], columns: int) -> Areas:
    """Resolve joins. A join at the table's edge joins nothing: an empty cell.

    Raises ValueError, in Chinese, if a row has too few or too many cells or joined places are no rectangle.
    """
    owners: dict[Place, Place] = {}
    for row, table_row in enumerate(rows):
        if len(table_row.cells) != columns:
            raise ValueError(f"第{row + 1}行有{len(table_row.cells)}个单元格，应为{columns}个。")
        for column, content in enumerate(table_row.cells):
            owners[row, column] = _owner(content, row, column, owners)
    places: dict[Place, list[Place]] = {}
    for place, owner in owners.items():
        places.setdefault(owner, []).append(place)
    areas = {owner: _area(owner, held, rows) for owner, held in places.items()}
    return Areas(tuple(areas.values()), columns, {place: areas[owner] for place, owner in owners.items()})


def _owner(content: CellContent, row: int, column: int, owners: dict[Place, Place]) -> Place:
    if content is Join.ABOVE and row:
        return owners[row - 1, column]
    if content is Join.LEFT and column:
        return owners[row, column - 1]
    return row, column


def _area(owner: Place, held: Sequence[Place], rows: Sequence[TableRow]) -> Area:
    row, column = owner
    bottom, right = max(place[0] for place in held) + 1, max(place[1] for place in held) + 1
    if len(held) != (bottom - row) * (right - column):
        raise ValueError(f"第{row + 1}行第{column + 1}列起合并的单元格不成矩形。")
    content = rows[row].cells[column]
    if isinstance(content, Cell):
        return Area(row, column, bottom, right, content.text, content.is_label, content.align)
    return Area(row, column, bottom, right, content if isinstance(content, str) else "")
