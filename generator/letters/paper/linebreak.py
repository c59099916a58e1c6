"""Break text into lines by counting cells: paragraphs, table cells, titles.

WeasyPrint knows neither hanging punctuation nor 避头尾, but on a fixed pitch breaking lines is only counting.
A cell is the width of one Chinese character (GB/T 9704—2012, clause 3.1).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations, pairwise, product

from generator.engine.words import cut_words

OPENING = frozenset("（〔［｛《〈「『【“‘([{")
CLOSING = frozenset("，。、；：！？）〕］｝》〉」』】”’…—,.;:!?)]}%‰℃·")
# These may stand past the right edge, one at a line's end; a dash or an ellipsis would be seen there.
HANGING = frozenset("，。、；：！？）〕》〉」』】”’")
# Shared with Latin, but full width in Chinese text.
FULL_WIDTH = frozenset("“”‘’—…·〔〕★①②③④⑤⑥⑦⑧⑨⑩")

# What must stay in one piece: document numbers, numbers with their unit sign, a unit of money in a heading, Latin words, double marks.
_ATOM = re.compile(
    r"〔\d{4}〕\d+号"
    r"|[-+−±]?\d[\d,.]*(?:万元|亿元|[%‰℃年月日号元万亿时分天个家人项名户次条期级页份倍])?"
    r"|[万亿]元"
    r"|[A-Za-z][A-Za-z0-9'&/._@:-]*"
    r"|——|……"
    r"|.",
    re.DOTALL,
)
_SLACK = 1e-6  # sums of cell widths carry float dust


@dataclass(frozen=True)
class Line:
    """Characters `start` to `end` of a text; `width` in cells leaves out a mark that `hangs` past the edge."""

    start: int
    end: int
    width: float
    hangs: bool = False


@dataclass(frozen=True)
class _Unit:
    """What no line break may part: an atom with the opening marks before and the closing marks after it."""

    start: int
    end: int
    width: float


@cache
def cell_width(char: str) -> float:
    """One cell for a Chinese character or mark, half a cell for the rest."""
    if char in FULL_WIDTH or unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.5


def text_width(text: str) -> float:
    """Width in cells of a text whose face is not known."""
    return sum(map(cell_width, text))


def break_paragraph(
    text: str, *, first: float, rest: float, widths: Sequence[float] | None = None, may_hang: bool = True
) -> tuple[Line, ...]:
    """Cut `text` into a first line of `first` cells and others of `rest`; an empty text is one empty line.

    `widths` are those of the single characters; without them, `cell_width` counts.
    """
    measured = tuple(map(cell_width, text)) if widths is None else widths
    lines: list[Line] = []
    start, width = 0, 0.0
    end = 0
    for unit in _units(text, measured, limit=min(first, rest)):
        limit = rest if lines else first
        if end == start and text[unit.start : unit.end].isspace() and lines:
            start = end = unit.end  # a blank at the beginning of a line would look like an indent
            continue
        if width + unit.width <= limit + _SLACK:
            width, end = width + unit.width, unit.end
            continue
        mark = measured[unit.end - 1]
        if may_hang and text[unit.end - 1] in HANGING and width + unit.width - mark <= limit + _SLACK:
            lines.append(Line(start, unit.end, width + unit.width - mark, hangs=True))
            start, end, width = unit.end, unit.end, 0.0
            continue
        if end > start:
            lines.append(_trimmed(text, measured, start, end))
        start = unit.end if text[unit.start : unit.end].isspace() else unit.start
        end, width = unit.end, sum(measured[start : unit.end])
    if end > start or not lines:
        lines.append(_trimmed(text, measured, start, end))
    return tuple(lines)


def break_cell(text: str, *, limit: float, widths: Sequence[float] | None = None) -> tuple[Line, ...]:
    """Cut a table cell's text, at its own line ends too; nothing hangs, for a border stands there."""
    measured = tuple(map(cell_width, text)) if widths is None else widths
    lines: list[Line] = []
    start = 0
    for part in text.split("\n"):
        stop = start + len(part)
        for line in break_paragraph(part, first=limit, rest=limit, widths=measured[start:stop], may_hang=False):
            lines.append(Line(start + line.start, start + line.end, line.width))
        start = stop + 1
    return tuple(lines)


def widest_unit(text: str, widths: Sequence[float] | None = None) -> float:
    """Cells that a column needs so that nothing in it is torn apart."""
    measured = tuple(map(cell_width, text)) if widths is None else widths
    return max((unit.width for unit in _units(text, measured, limit=float("inf"))), default=0.0)


def _trimmed(text: str, widths: Sequence[float], start: int, end: int) -> Line:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Line(start, end, sum(widths[start:end]))


def _units(text: str, widths: Sequence[float], *, limit: float) -> Iterator[_Unit]:
    """Glue marks to what they belong to; what is wider than a whole line falls into its characters."""
    for start, end in _glued(text):
        width = sum(widths[start:end])
        if width <= limit + _SLACK:
            yield _Unit(start, end, width)
        else:
            yield from (_Unit(i, i + 1, widths[i]) for i in range(start, end))


def _glued(text: str) -> list[tuple[int, int]]:
    units: list[tuple[int, int]] = []
    for match in _ATOM.finditer(text):
        start, end = match.span()
        follows_opening = bool(units) and text[units[-1][1] - 1] in OPENING
        if units and (follows_opening or text[start] in CLOSING):
            units[-1] = (units[-1][0], end)
        else:
            units.append((start, end))
    return units


# Titles

_PIECE_BREAK, _WORD_BREAK, _OTHER_BREAK = 0.0, 30.0, 120.0
_BAD_START_COST = 25.0
_EXTRA_LINE = 15.0
_LEAST_LINE = 2.0  # cells
_REACH = {4: 6, 5: 4}  # by number of lines: characters that a break may be away from an even division
_BAD_START = frozenset("的地得和与及等")  # no line of a title begins with these


def break_title(pieces: Sequence[str], *, limit: float) -> tuple[str, ...]:
    """Cut a title into lines of at most `limit` cells, shaped 梯形 or 菱形 (clause 7.3.1).

    A break between pieces is preferred to one between words, and that to any other.
    """
    text = "".join(pieces)
    total = text_width(text)
    if total <= limit:
        return (text,)
    borders, at = set(), 0
    for piece in pieces:
        at += len(piece)
        borders.add(at)
    cuts = [end for _, end in _glued(text)][:-1]
    word_ends = set(accumulate(map(len, cut_words(text))))
    upto = (0.0, *accumulate(map(cell_width, text)))
    fewest = max(2, -int(-total // limit))
    best: tuple[float, tuple[int, ...]] | None = None
    for count in (fewest, fewest + 1):
        for chosen in _choices(cuts, len(text), count):
            widths = [upto[b] - upto[a] for a, b in pairwise((0, *chosen, len(text)))]
            if max(widths) > limit or min(widths) < _LEAST_LINE:
                continue
            cost = _shape_cost(widths) + (count - fewest) * _EXTRA_LINE
            cost += sum(_PIECE_BREAK if cut in borders else _break_cost(text[cut], cut in word_ends) for cut in chosen)
            if best is None or cost < best[0]:
                best = (cost, chosen)
    if best:
        return tuple(text[a:b] for a, b in pairwise((0, *best[1], len(text))))
    return tuple(text[line.start : line.end] for line in break_paragraph(text, first=limit, rest=limit, may_hang=False))


def _choices(cuts: Sequence[int], length: int, count: int) -> Iterable[tuple[int, ...]]:
    """Ways to part a title into `count` lines; of the many ways for long ones, those near an even division."""
    if count <= 3:
        return combinations(cuts, count - 1)
    reach = _REACH.get(count)
    if reach is None:
        return ()
    ideals = [length * at / count for at in range(1, count)]
    windows = [[cut for cut in cuts if abs(cut - ideal) <= reach] for ideal in ideals]
    return (chosen for chosen in product(*windows) if all(a < b for a, b in pairwise(chosen)))


def _break_cost(first: str, is_word_end: bool) -> float:
    """How bad it is to break here, away from the borders of the pieces: between words, or inside one."""
    return (_WORD_BREAK if is_word_end else _OTHER_BREAK) + (_BAD_START_COST if first in _BAD_START else 0.0)


def _shape_cost(widths: Sequence[float]) -> float:
    """梯形 grows or shrinks, 菱形 is widest in the middle; a rectangle or an hourglass is ugly."""
    steps = [b - a for a, b in pairwise(widths)]
    uneven = max(widths) - min(widths)
    cost = 0.3 * uneven**2 / len(widths)
    if uneven < 1:
        cost += 6  # a rectangle
    shrinks = all(step <= 0 for step in steps)
    grows = all(step >= 0 for step in steps)
    peak = widths.index(max(widths))
    is_diamond = all(s >= 0 for s in steps[:peak]) and all(s <= 0 for s in steps[peak:])
    if not (shrinks or grows or is_diamond):
        cost += 30  # an hourglass
    return cost + (2 if grows and not shrinks else 0)
