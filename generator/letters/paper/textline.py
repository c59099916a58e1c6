"""Lines of text, broken and measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A part of a line in one face; `css` is the class of the face, empty for the body's own.

    `lead_pt` is white before it, as between two signatures on one line.
    """

    text: str
    css: str = ""
    lead_pt: float = 0.0


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
class Substitution:
    """A character drawn in the fallback face instead of the role's own."""

    char: str
    role: str
