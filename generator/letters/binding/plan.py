"""Where each part of a volume stands: numbers of pages, before anything is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.letters.document import DocumentForm
from generator.letters.volume.part import Volume, VolumePart

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


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
