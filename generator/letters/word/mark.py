"""发文机关标志: how large, how wide, where; one line or, in a joint document, a stack (clauses 7.2.4 and 10.1)."""

from dataclasses import dataclass
from math import floor

from generator.letters.document import DocumentForm, OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.linebreak import text_width
from generator.letters.word import measures
from generator.letters.word.measures import AREA_WIDTH, TWIPS, twips

SUFFIX = layout.DOCUMENT_MARK_WORD


GAP_EM = 0.5  # between a stack of agencies and “文件”
SLACK = 0.99  # of the room: a face may be a hair wider than its cells, and one character too many would begin a new line


@dataclass(frozen=True)
class Mark:
    """The mark's words and measures; `suffix` stands at the right of a stack of agencies. Widths in twips."""

    lines: tuple[str, ...]
    suffix: str
    size_pt: float
    percent: int  # of the type's width
    width: int  # of the name, or of the stack's widest name
    suffix_width: int

    @property
    def line_pt(self) -> float:
        """The exact line of one agency."""
        return self.size_pt * measures.MARK_LINE

    @property
    def inset(self) -> int:
        """Twips on both sides of a short name, within which it is spaced out; 0 where it fills the type area."""
        return (AREA_WIDTH - self.width) // 2 if self.percent == 100 else 0


def fit_mark(document: OfficialDocument) -> Mark:
    """Striking, and no wider than the type area."""
    lines, suffix = _words(document)
    size = min(layout.MARK_PT, layout.MARK_PT * measures.MARK_STACK_LINES / len(lines))
    beside_em = text_width(suffix) + GAP_EM if suffix else 0.0
    longest = max(lines, key=text_width)
    widest_em = max(1.0, text_width(longest))  # a table printed alone has no mark
    percent = min(100, floor(100 * SLACK * AREA_WIDTH / TWIPS / ((widest_em + beside_em) * size)))
    least = round(layout.MARK_SQUEEZE_MIN * 100)
    if percent < least:  # condensed no further, but smaller
        size, percent = floor(size * percent / least * 2) / 2, least
    beside = twips(beside_em * size * percent / 100)
    if percent < 100:
        return Mark(lines, suffix, size, percent, AREA_WIDTH - beside, beside)
    return Mark(lines, suffix, size, percent, _spaced_width(longest, size, AREA_WIDTH - beside), beside)


def _words(document: OfficialDocument) -> tuple[tuple[str, ...], str]:
    """A letter shows the first agency alone (10.1), a document its name and “文件”, which stands beside a stack, not in it (7.2.4)."""
    name = document.issuing_agency_mark.removesuffix(SUFFIX)
    if document.form is not DocumentForm.DOCUMENT:
        return (name,), ""
    if not document.joint_agencies:
        return (name + SUFFIX,), ""
    return (name, *(agency.removesuffix(SUFFIX) for agency in document.joint_agencies)), SUFFIX


def _spaced_width(name: str, size: float, room: int) -> int:
    """How wide a short name is spaced out, in twips."""
    natural_pt = text_width(name) * size / SLACK
    spaced_pt = natural_pt + layout.MARK_SPREAD_MAX_EM * size * (len(name) - 1)
    return min(room, twips(max(natural_pt, min(spaced_pt, layout.MARK_SPREAD_TO_MM * layout.MM))))
