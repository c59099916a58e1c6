"""Lengths as Word counts them, and the document grid of a page style (GB/T 9704—2012, clauses 5.2.2 and 5.2.3).

A twip is 1/20 pt. What the standard fixes (规定) comes from `paper/layout.py`; what follows from `PageStyle` is computed here.
"""

from dataclasses import dataclass
from math import floor

from generator.letters.document import PageStyle
from generator.letters.paper import layout

TWIPS = 20  # in a point

# With an exact pitch Word and LibreOffice put the baseline four fifths down the line, whatever the type's size.
BASELINE_SHARE = 0.8
# Where the ink of a Chinese character lies about its baseline, in em: the em box less the white inside it.
INK_TOP_EM, INK_BOTTOM_EM = 0.83, -0.08

MARK_LINE = 1.2  # the mark's line, of its size: an exact line clips what it does not hold
MARK_STACK_LINES = 3  # a joint mark grows no higher than so many lines of a single one (首页必须显示正文, house rule)
FOLIO_LINE_PT = 20  # exact line of the page number
HAIRLINE_PT = 1  # height of a paragraph that only bears something


def twips(points: float) -> int:
    """Points in the unit of lengths."""
    return round(points * TWIPS)


def mm(millimetres: float) -> int:
    """Millimetres in the unit of lengths."""
    return twips(millimetres * layout.MM)


def eighths(points: float) -> int:
    """Points in the unit of border weights."""
    return max(2, round(points * 8))


def blank_below(line_pt: float, size_pt: float, bottom_em: float = INK_BOTTOM_EM) -> float:
    """Points between the ink of type and the lower edge of its exact line."""
    return line_pt * (1 - BASELINE_SHARE) + bottom_em * size_pt


def blank_above(line_pt: float, size_pt: float, top_em: float = INK_TOP_EM) -> float:
    """Points between the upper edge of an exact line and the ink of its type."""
    return line_pt * BASELINE_SHARE - top_em * size_pt


def line_under(gap_pt: float, size_pt: float) -> float:
    """The exact line whose type begins `gap_pt` below the line's upper edge."""
    return (gap_pt + INK_TOP_EM * size_pt) / BASELINE_SHARE


AREA_WIDTH = mm(layout.AREA_WIDTH_MM)
AREA_HEIGHT = mm(layout.AREA_HEIGHT_MM)


@dataclass(frozen=True)
class WordGrid:
    """The document grid of a page style."""

    cells: int  # characters a line
    cell_pt: float  # width of one, clause 3.1
    char_space: int  # what a cell is wider than the body's type, in 1/4096 pt
    pitch: int  # of the lines, in twips, rounded down so that all lines fit the type area
    body_pt: float

    @classmethod
    def of(cls, style: PageStyle) -> "WordGrid":
        """The grid on which so many lines of so many characters fill the type area."""
        cell_pt = layout.AREA_WIDTH_MM * layout.MM / style.cells
        return cls(
            cells=style.cells,
            cell_pt=cell_pt,
            char_space=floor((cell_pt - style.body_pt) * 4096),
            pitch=floor(layout.AREA_HEIGHT_MM * layout.MM / style.lines * TWIPS),
            body_pt=style.body_pt,
        )

    @property
    def pitch_pt(self) -> float:
        """The exact pitch in points."""
        return self.pitch / TWIPS

    def width(self, cells: float) -> int:
        """So many cells, in twips."""
        return twips(cells * self.cell_pt)

    def rows(self, rows: float) -> int:
        """So many lines, in twips."""
        return round(rows * self.pitch)
