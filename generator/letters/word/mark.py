"""发文机关标志: how large, how wide, where; one line or, in a joint document, a stack (clauses 7.2.4 and 10.1)."""

from dataclasses import dataclass
from math import floor

from generator.letters.document import DocumentForm, OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.linebreak import text_width
from generator.letters.word import measures
from generator.letters.word.measures import AREA_WIDTH, TWIPS, twips

SUFFIX = "文件"


@dataclass(frozen=True)
class Mark:
    """The mark's words and measures; `suffix` stands at the right of a stack of agencies."""

    lines: tuple[str, ...]
    suffix: str
    size_pt: float
    percent: int  # of the type's width
    inset: int  # twips on both sides, within which a short name is spaced out; 0: not spaced out
    suffix_width: int  # twips

    @property
    def line_pt(self) -> float:
        """The exact line of one agency."""
        return self.size_pt * measures.MARK_LINE


def fit_mark(document: OfficialDocument) -> Mark:
    """Striking, and no wider than the type area."""
    lines, suffix = _words(document)
    size = min(layout.LETTER_MARK_PT, layout.LETTER_MARK_PT * measures.MARK_STACK_LINES / len(lines))
    suffix_width = twips(size * (text_width(suffix) + 1 / 2)) if suffix else 0
    room_pt = (AREA_WIDTH - suffix_width) / TWIPS
    widest = max(1.0, *map(text_width, lines))  # a table printed alone has no mark
    percent = min(100, floor(100 * room_pt / (widest * size)))
    least = round(layout.MARK_SQUEEZE_MIN * 100)
    if percent < least:  # condensed no further, but smaller
        size, percent = floor(size * percent / least * 2) / 2, least
    return Mark(lines, suffix, size, percent, _inset(lines, size, percent, twips(room_pt)), suffix_width)


def _words(document: OfficialDocument) -> tuple[tuple[str, ...], str]:
    """A letter shows the first agency alone (10.1); “文件” stands beside a stack, not in it (7.2.4)."""
    name = document.issuing_agency_mark
    if document.form is DocumentForm.LETTER or not document.joint_agencies:
        return (name,), ""
    suffix = SUFFIX if name.endswith(SUFFIX) else ""
    return (name.removesuffix(suffix), *(agency.removesuffix(SUFFIX) for agency in document.joint_agencies)), suffix


def _inset(lines: tuple[str, ...], size: float, percent: int, room: int) -> int:
    """What is left on both sides when the name is spaced out; agencies of a stack are all as wide as the widest."""
    longest = max(lines, key=text_width)
    natural = text_width(longest) * size
    if percent < 100:
        return 1 if len(lines) > 1 else 0
    widest = natural + layout.MARK_SPREAD_MAX_EM * size * (len(longest) - 1)
    target = max(natural, min(widest, layout.LETTER_MARK_SPREAD_TO_MM * layout.MM))
    return max(1, (room - twips(target)) // 2)
