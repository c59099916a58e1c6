"""Where the names of projects stand on a page; the only place that knows PDFium.

The text is compared without its white, so a name that breaks over two lines, as in a table's narrow column, is found.
"""

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from generator.letters.binding.measures import SHORTEST_NAME

Box = tuple[float, float, float, float]
LINE_SHARE = 0.5  # two characters stand on one line if they share so much of their height or width


@dataclass(frozen=True)
class Mention:
    """A name on a page: one box for each line that it takes, in the page's own coordinates."""

    name: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class PageText:
    """What was found on a page."""

    has_text: bool
    mentions: tuple[Mention, ...]


class Names:
    """The names that are looked for, longest first: where one holds another, the longer is meant."""

    def __init__(self, names: Sequence[str]):
        wanted = {_closed(name): name for name in names}
        self.all: Mapping[str, str] = {
            closed: wanted[closed] for closed in sorted(wanted, key=lambda one: (-len(one), one)) if len(closed) >= SHORTEST_NAME
        }


def _closed(text: str) -> str:
    return "".join(text.split())


def read_pages(path: Path, names: Names) -> Iterator[PageText]:
    """Look for the names on every page of a file."""
    with pypdfium2.PdfDocument(path) as document:
        for at in range(len(document)):
            page = document[at]
            text_page = page.get_textpage()
            try:
                yield _read(text_page, names)
            finally:
                text_page.close()
                page.close()


def _read(text_page: pypdfium2.PdfTextPage, names: Names) -> PageText:
    letters: list[str] = []
    places: list[int] = []
    for at in range(text_page.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text_page, at))
        if not char.isspace() and char.isprintable():
            letters.append(char)
            places += [at] * len(char)
    text = "".join(letters)
    taken: set[int] = set()
    mentions = []
    for closed, name in names.all.items():
        start = text.find(closed)
        while start >= 0:
            span = range(start, start + len(closed))
            if taken.isdisjoint(span):
                taken.update(span)
                mentions.append((start, Mention(name, _boxes(text_page, [places[one] for one in span]))))
            start = text.find(closed, start + len(closed))
    mentions.sort(key=lambda one: one[0])
    return PageText(bool(text), tuple(mention for _, mention in mentions))


def _boxes(text_page: pypdfium2.PdfTextPage, places: Sequence[int]) -> tuple[Box, ...]:
    """One box for each line: a character that is not beside the one before it begins another."""
    boxes: list[Box] = []
    before: Box | None = None
    for place in places:
        box = _box(text_page, place)
        if before and _is_beside(before, box):
            last = boxes[-1]
            boxes[-1] = min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])
        else:
            boxes.append(box)
        before = box
    return tuple(boxes)


def _box(text_page: pypdfium2.PdfTextPage, place: int) -> Box:
    rectangle = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, place, ctypes.byref(rectangle))
    return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top


def _is_beside(before: Box, box: Box) -> bool:
    """True if two characters share most of their height, or of their width on a page on its side, and lie close together."""
    across, along = _shared(before[1], before[3], box[1], box[3]), _shared(before[0], before[2], box[0], box[2])
    reach = max(before[3] - before[1], before[2] - before[0])
    near = max(box[0] - before[2], before[0] - box[2]) < reach and max(box[1] - before[3], before[1] - box[3]) < reach
    return near and max(across, along) >= LINE_SHARE


def _shared(low: float, high: float, other_low: float, other_high: float) -> float:
    least = min(high - low, other_high - other_low)
    return (min(high, other_high) - max(low, other_low)) / least if least > 0 else 0.0
