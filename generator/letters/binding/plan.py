"""Where each part of a volume stands: numbers of pages, before anything is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.letters.document import DocumentForm
from generator.letters.volume.part import PartKind, Volume, VolumePart

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

# Headings over parts of the second level, which have none of their own.
GROUPS = {
    PartKind.LETTER: "函",
    PartKind.REPORT: "报告",
    PartKind.BRIEFING: "简报",
    PartKind.TABLES: "汇总表",
    PartKind.EVALUATION: "重点评价报告",
    PartKind.FORMS: "重点项目绩效表",
    PartKind.ACCOUNTS: "预决算文件",
}


@dataclass(frozen=True)
class PlacedPart:
    """A part with its pages; `first_page` is the number printed on the first of them."""

    part: VolumePart
    first_page: int
    pages: int

    @property
    def last_page(self) -> int:
        """The number printed on its last page."""
        return self.first_page + self.pages - 1


@dataclass(frozen=True)
class PlacedPage:
    """One page of a part as it is numbered."""

    part: VolumePart
    number: int
    at: int  # place within the part, from 0

    @property
    def is_attached(self) -> bool:
        """True for a page that was not made here."""
        return self.part.pdf is not None

    @property
    def has_low_folio(self) -> bool:
        """True where the second red line of a letter takes the place of the number (clause 10.1)."""
        return self.at == 0 and self.part.document is not None and self.part.document.form is DocumentForm.LETTER


def place_parts(volume: Volume, pages_of: Mapping[str, int]) -> tuple[PlacedPart, ...]:
    """Number all parts through from 1."""
    placed: list[PlacedPart] = []
    following = 1
    for part in volume.parts:
        placed.append(PlacedPart(part, following, pages_of[part.id]))
        following += pages_of[part.id]
    return tuple(placed)


@dataclass(frozen=True)
class Entry:
    """A line of the contents, and a bookmark: a part, or the heading over parts of one kind, which leads to the first of them."""

    title: str
    level: int
    part_id: str
    number: int


def entries_of(parts: Sequence[PlacedPart], stage: str) -> Iterator[Entry]:
    """Contents in order; parts of the second level stand under a heading of their kind."""
    group: PartKind | None = None
    for placed in parts:
        part = placed.part
        if part.level > 1 and part.kind is not group:
            yield Entry(_heading(part.kind, stage), 1, part.id, placed.first_page)
        group = part.kind if part.level > 1 else None
        yield Entry(part.title, part.level, part.id, placed.first_page)


def _heading(kind: PartKind, stage: str) -> str:
    """As the covering letter calls it: 预算文件 or 决算文件."""
    return f"{stage}文件" if kind is PartKind.ACCOUNTS else GROUPS[kind]


def pages_of(parts: Sequence[PlacedPart]) -> Iterator[PlacedPage]:
    """Every numbered page in order."""
    for placed in parts:
        for at in range(placed.pages):
            yield PlacedPage(placed.part, placed.first_page + at, at)


def roman(number: int) -> str:
    """The number of a page of the contents, which are not counted with the rest."""
    text = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
