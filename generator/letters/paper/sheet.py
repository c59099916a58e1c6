"""What stands on the pages of one letter: lines and table rows at their places, ready to be printed.

Between an `OfficialDocument`, which knows nothing of lines, and HTML, which need not think any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.letters.paper import layout


@dataclass(frozen=True)
class Piece:
    """A part of a line in one face; `css` is the class of the face, empty for the body's own."""

    text: str
    css: str = ""


@dataclass(frozen=True)
class TextLine:
    """One line, broken and measured; `spacing_pt` replaces the grid's letter spacing where it must."""

    pieces: tuple[Piece, ...]
    indent_pt: float = 0.0
    spacing_pt: float | None = None

    @property
    def text(self) -> str:
        """The words without their faces."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class GridCell:
    """A table cell; `is_joined` continues the cell above, whose lines it repeats for a new page."""

    lines: tuple[TextLine, ...]
    is_joined: bool = False


@dataclass(frozen=True)
class GridRow:
    """A table row, a whole number of grid lines high."""

    cells: tuple[GridCell, ...]
    rows: int


@dataclass(frozen=True, eq=False)
class Grid:
    """What the rows of one table share."""

    widths_pt: tuple[float, ...]
    aligns: tuple[str, ...]
    head: GridRow
    type_pt: float


@dataclass(frozen=True, eq=False)
class Block:
    """What lines belong together: one paragraph, heading or table. `tag` is HTML, `kind` its class."""

    tag: str
    kind: str
    grid: Grid | None = None


@dataclass(frozen=True)
class Unit:
    """The least that paging moves: a line of text or a table row, with the blank lines above it.

    `keeps_next` binds it to the page of the unit after it.
    """

    block: Block
    content: TextLine | GridRow
    gap: int = 0
    rows: int = 1
    keeps_next: bool = False
    starts_page: bool = False


@dataclass(frozen=True)
class Cell:
    """A table cell as one page shows it, over `span` rows."""

    lines: tuple[TextLine, ...]
    span: int
    align: str


@dataclass(frozen=True)
class PrintedRow:
    """A table row as one page shows it."""

    cells: tuple[Cell, ...]
    height_pt: float


@dataclass(frozen=True)
class TextBox:
    """The lines of one block on one page."""

    tag: str
    kind: str
    lines: tuple[TextLine, ...]
    gap: int

    @property
    def left_pt(self) -> float:
        """Where its lines begin, but for the first."""
        return self.lines[-1].indent_pt

    @property
    def first_pt(self) -> float:
        """How much further in the first line begins."""
        return self.lines[0].indent_pt - self.left_pt


@dataclass(frozen=True)
class TableBox:
    """The rows of one table on one page, under its repeated head."""

    grid: Grid
    head: PrintedRow
    rows: tuple[PrintedRow, ...]
    gap: int
    tag: str = "table"

    @property
    def height_pt(self) -> float:
        """A whole number of grid lines."""
        return self.head.height_pt + sum(row.height_pt for row in self.rows)


@dataclass(frozen=True)
class Page:
    """One page: its boxes from the top; `copied` is 抄送 at its foot."""

    number: int
    boxes: tuple[TextBox | TableBox, ...]
    first_row: int = 0
    copied: tuple[TextLine, ...] = ()


@dataclass(frozen=True)
class Head:
    """Positions of the letter's head, in mm from the page's upper edge (clause 10.1)."""

    mark: TextLine
    mark_pt: float
    mark_squeeze: float
    mark_box_mm: float  # upper edge of the mark's em box: its ink begins a little below
    rule_mm: float  # upper edge of line 1
    left: tuple[TextLine, ...]  # 密级, 紧急程度
    number: TextLine
    lines_mm: float  # upper edge of the type of the first line under line 1
    title_row: int  # line of the grid on which the title begins


@dataclass(frozen=True)
class Substitution:
    """A character drawn in the fallback face instead of the role's own."""

    char: str
    role: str


@dataclass(frozen=True)
class Sheet:
    """A whole letter, ready to be printed."""

    head: Head
    pages: tuple[Page, ...]
    substitutions: tuple[Substitution, ...] = field(default=())


def box_units(units: Sequence[Unit]) -> tuple[TextBox | TableBox, ...]:
    """Gather the units of one page, block by block."""
    boxes: list[TextBox | TableBox] = []
    start = 0
    for at in range(1, len(units) + 1):
        if at < len(units) and units[at].block is units[start].block:
            continue
        group = units[start:at]
        boxes.append(_table_box(group) if group[0].block.grid else _text_box(group))
        start = at
    return tuple(boxes)


def _text_box(units: Sequence[Unit]) -> TextBox:
    block = units[0].block
    lines = tuple(unit.content for unit in units if isinstance(unit.content, TextLine))
    return TextBox(block.tag, block.kind, lines, units[0].gap)


def _table_box(units: Sequence[Unit]) -> TableBox:
    grid = units[0].block.grid
    assert grid is not None  # box_units looked
    rows = [unit.content for unit in units if isinstance(unit.content, GridRow)]
    return TableBox(grid, _printed([grid.head], grid)[0], _printed(rows, grid), units[0].gap)


def _printed(rows: Sequence[GridRow], grid: Grid) -> tuple[PrintedRow, ...]:
    """Join cells downwards within the page; a join that comes from the page before begins anew."""
    printed = []
    for at, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row.cells):
            if cell.is_joined and at:
                continue
            span = 1
            while at + span < len(rows) and rows[at + span].cells[column].is_joined:
                span += 1
            cells.append(Cell(cell.lines, span, grid.aligns[column]))
        printed.append(PrintedRow(tuple(cells), row.rows * layout.PITCH_PT))
    return tuple(printed)
