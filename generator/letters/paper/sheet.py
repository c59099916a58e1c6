"""What stands on the pages of one document: lines and table rows at their places, ready to be printed.

Between an `OfficialDocument`, which knows nothing of lines, and HTML, which need not think any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.letters.document import DocumentForm
from generator.letters.paper.grid import LineGrid
from generator.letters.paper.tablebox import GridRow, TableBox, TableGrid, table_box
from generator.letters.paper.textline import Substitution, TextLine


@dataclass(frozen=True, eq=False)
class Block:
    """What lines belong together: one paragraph, heading or table. `tag` is HTML, `kind` its class."""

    tag: str
    kind: str
    grid: TableGrid | None = None


@dataclass(frozen=True)
class Unit:
    """The least that paging moves: a line of text or a table row, with the blank lines above it.

    `keeps_next` binds it to the page of the unit after it, if a page can hold all that is bound so;
    `must_keep_next` says that text would be lost if the two were parted.
    """

    block: Block
    content: TextLine | GridRow
    gap: int = 0
    rows: int = 1
    keeps_next: bool = False
    must_keep_next: bool = False


class Indented:
    """Lines of which the first may begin elsewhere than the others."""

    lines: tuple[TextLine, ...]

    @property
    def left_pt(self) -> float:
        """Where its lines begin, but for the first."""
        return self.lines[-1].indent_pt

    @property
    def first_pt(self) -> float:
        """How much further in the first line begins; less than nothing where the first line stands out."""
        return self.lines[0].indent_pt - self.left_pt


@dataclass(frozen=True)
class TextBox(Indented):
    """The lines of one block on one page, each `line_rows` lines of the grid high."""

    tag: str
    kind: str
    lines: tuple[TextLine, ...]
    gap: int
    line_rows: int = 1

    @property
    def rows(self) -> int:
        """Grid lines, without the gap."""
        return len(self.lines) * self.line_rows


@dataclass(frozen=True)
class Rule:
    """A line across the page, single, or double if `second_pt`; places in mm from the page's upper left corner."""

    top_mm: float
    left_mm: float
    width_mm: float
    first_pt: float
    colour: str
    gap_pt: float = 0.0
    second_pt: float = 0.0


@dataclass(frozen=True)
class PlacedLine:
    """A line at a place of its own; `left_mm` None puts it at the type area's right edge."""

    kind: str
    line: TextLine
    top_mm: float  # upper edge of its type, from the page's upper edge
    left_mm: float | None


@dataclass(frozen=True)
class MarkLine:
    """A line of 发文机关标志 around `middle_mm`, in mm from the page's left edge."""

    line: TextLine
    size_pt: float
    squeeze: float
    box_mm: float  # upper edge of its em box: its ink begins a little below
    middle_mm: float


@dataclass(frozen=True)
class Head:
    """The head of page 1 (clauses 7.2 and 10.1)."""

    marks: tuple[MarkLine, ...]
    rule: Rule
    lines: tuple[PlacedLine, ...]
    title_row: int  # line of the grid on which the title begins


@dataclass(frozen=True)
class ImprintText(Indented):
    """Lines of 版记; `right_pt` puts them at the right, so far from the edge."""

    lines: tuple[TextLine, ...]
    top_mm: float  # upper edge of the first line's pitch
    right_pt: float | None = None


@dataclass(frozen=True)
class Imprint:
    """版记, at the foot of the last page (clauses 7.4 and 10.1); `rows` lines of the grid are kept free for it."""

    texts: tuple[ImprintText, ...]
    rules: tuple[Rule, ...]
    rows: int


@dataclass(frozen=True)
class Page:
    """One page: its boxes from the top, on an upright or a turned grid."""

    number: int
    boxes: tuple[TextBox | TableBox, ...]
    grid: LineGrid
    first_row: int = 0
    imprint: Imprint | None = None


@dataclass(frozen=True)
class Sheet:
    """A whole document, ready to be printed; a table alone has no head."""

    form: DocumentForm
    grid: LineGrid
    head: Head | None
    pages: tuple[Page, ...]
    substitutions: tuple[Substitution, ...] = ()


def box_units(units: Sequence[Unit]) -> tuple[TextBox | TableBox, ...]:
    """Gather the units of one page, block by block."""
    boxes: list[TextBox | TableBox] = []
    start = 0
    for at in range(1, len(units) + 1):
        if at < len(units) and units[at].block is units[start].block:
            continue
        boxes.append(_box(units[start:at]))
        start = at
    return tuple(boxes)


def _box(units: Sequence[Unit]) -> TextBox | TableBox:
    first = units[0]
    if first.block.grid:
        rows = [unit.content for unit in units if isinstance(unit.content, GridRow)]
        return table_box(first.block.grid, rows, first.gap)
    lines = tuple(unit.content for unit in units if isinstance(unit.content, TextLine))
    return TextBox(first.block.tag, first.block.kind, lines, first.gap, first.rows)
