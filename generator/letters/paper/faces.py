"""Turn text into measured lines in the faces of their roles, and note what a face lacks."""

from collections.abc import Sequence

from generator.letters.paper import layout
from generator.letters.paper.fonts import Faces, Role, rare_family
from generator.letters.paper.grid import LineGrid
from generator.letters.paper.linebreak import Line, break_cell, break_paragraph
from generator.letters.paper.textline import Piece, Substitution, TextLine
from generator.problems import JixiaoError


class Setter:
    """Sets the lines of one document on one grid; remembers the characters that the fallback had to draw."""

    def __init__(self, faces: Faces, document_name: str, grid: LineGrid, met: dict[Substitution, None] | None = None):
        self._faces = faces
        self.document_name = document_name
        self.grid = grid
        self._substitutions: dict[Substitution, None] = {} if met is None else met

    def on(self, grid: LineGrid) -> "Setter":
        """The same on another grid, with one memory."""
        return Setter(self._faces, self.document_name, grid, self._substitutions)

    @property
    def substitutions(self) -> tuple[Substitution, ...]:
        """In the order in which they were met."""
        return tuple(self._substitutions)

    def widths(self, text: str, roles: Sequence[Role]) -> list[float]:
        """Advances in em, which are cells, but for the letter spacing."""
        return [self._faces.width(char, role) for char, role in zip(text, roles, strict=True)]

    def pieces(self, text: str, roles: Sequence[Role]) -> tuple[Piece, ...]:
        """Runs of characters in one face."""
        pieces: list[Piece] = []
        for char, role in zip(text, roles, strict=True):
            css = self._css(char, role)
            if pieces and pieces[-1].css == css:
                pieces[-1] = Piece(pieces[-1].text + char, css)
            else:
                pieces.append(Piece(char, css))
        return tuple(pieces)

    def _css(self, char: str, role: Role) -> str:
        """The class of the face that draws `char`; the body's own needs none."""
        drawn = self._faces.role_of(char, role)
        if drawn is None:
            raise JixiaoError(f"公文 {self.document_name}：字符“{char}”（U+{ord(char):04X}）在{role.value}和后备字体中都没有，无法印出。")
        if drawn is not role:
            self._substitutions[Substitution(char, role.value)] = None
            return rare_family(drawn, char)
        return "" if role is self.grid.body_role else role.family

    def line(self, text: str, role: Role | None = None, indent_cells: float = 0.0) -> TextLine:
        """One line that is known to fit."""
        pieces = self.pieces(text, self.roles(text, role))
        return TextLine(pieces, indent_cells * self.grid.cell_pt)

    def roles(self, text: str, role: Role | None = None) -> list[Role]:
        """One role, the body's unless told, for each character."""
        return [role or self.grid.body_role] * len(text)

    def width(self, text: str, role: Role | None = None) -> float:
        """Width in em."""
        return sum(self.widths(text, self.roles(text, role)))

    def cells(self, text: str, role: Role | None = None) -> float:
        """Width of body text in cells as it is drawn: half-width characters carry a whole letter spacing."""
        return (self.width(text, role) * self.grid.body_pt + len(text) * self.grid.tracking_pt) / self.grid.cell_pt

    def ink(self, text: str, role: Role) -> tuple[float, float]:
        """Lowest and highest ink above the baseline, in em."""
        return self._faces.ink(text, role)

    def paragraph(self, text: str, roles: Sequence[Role], *, first_cells: float, rest_cells: float) -> tuple[TextLine, ...]:
        """Lines of a paragraph of the body that begin `first_cells` and then `rest_cells` in."""
        grid = self.grid
        return self._set(text, roles, (first_cells, rest_cells), grid.cells, grid.body_pt, grid.tracking_pt)

    def small_paragraph(self, text: str, *, first_cells: float, rest_cells: float, limit_cells: float) -> tuple[TextLine, ...]:
        """Lines of a paragraph in the small type of 版记, without letter spacing."""
        return self._set(text, self.roles(text), (first_cells, rest_cells), limit_cells, self.grid.style.small_pt, 0)

    def _set(
        self, text: str, roles: Sequence[Role], indents: tuple[float, float], limit_cells: float, size_pt: float, tracking_pt: float
    ) -> tuple[TextLine, ...]:
        first, rest = indents
        widths = self.widths(text, roles)
        lines = break_paragraph(text, first=limit_cells - first, rest=limit_cells - rest, widths=widths)
        cell_pt = size_pt + tracking_pt
        set_lines = []
        for at, line in enumerate(lines):
            indent = rest if at else first
            room_pt = (limit_cells - indent) * cell_pt
            is_last = at == len(lines) - 1
            set_lines.append(
                TextLine(
                    self.pieces(text[line.start : line.end], roles[line.start : line.end]),
                    indent * cell_pt,
                    None if is_last else _spacing(line, widths, room_pt, size_pt, tracking_pt),
                )
            )
        return tuple(set_lines)

    def cell(self, text: str, role: Role, *, width_pt: float, size_pt: float) -> tuple[TextLine, ...]:
        """Lines of a table cell."""
        roles = [role] * len(text)
        lines = break_cell(text, limit=width_pt / size_pt, widths=self._cell_widths(text, role))
        return tuple(TextLine(self.pieces(text[line.start : line.end], roles[line.start : line.end])) for line in lines)

    def _cell_widths(self, text: str, role: Role) -> list[float]:
        return [0.0 if char == "\n" else self._faces.width(char, role) for char in text]


def _spacing(line: Line, widths: Sequence[float], room_pt: float, size_pt: float, tracking_pt: float) -> float | None:
    """Letter spacing that brings a short line's last character to the edge; None where the grid's will do."""
    end = line.end - 1 if line.hangs else line.end
    gaps = end - line.start - 1
    if gaps < 1:
        return None
    natural_pt = sum(widths[line.start : end]) * size_pt + (end - line.start) * tracking_pt
    missing_pt = room_pt - natural_pt
    if not layout.SPREAD_LEAST_PT < missing_pt < layout.SPREAD_LIMIT_CELLS * size_pt:
        return None
    return round(tracking_pt + missing_pt / gaps, 3)
