"""The grid that a page style makes: pitch, letter spacing, and how much fits a type area, upright or on its side."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import floor

from generator.letters.document import PageStyle
from generator.letters.paper import layout
from generator.letters.paper.fonts import Role


@dataclass(frozen=True)
class LineGrid:
    """Lines and cells of one type area; that of a page on its side has the same pitch, but other sides (clause 8)."""

    style: PageStyle
    is_turned: bool = False

    @property
    def turned(self) -> "LineGrid":
        """The grid of a page whose table lies on its side."""
        return replace(self, is_turned=True)

    @property
    def width_mm(self) -> float:
        """Width of the type area as the reader of its text sees it."""
        return layout.AREA_HEIGHT_MM if self.is_turned else layout.AREA_WIDTH_MM

    @property
    def height_mm(self) -> float:
        """Height of the type area as the reader of its text sees it."""
        return layout.AREA_WIDTH_MM if self.is_turned else layout.AREA_HEIGHT_MM

    @property
    def width_pt(self) -> float:
        """The same in points."""
        return self.width_mm * layout.MM

    @cached_property
    def pitch_pt(self) -> float:
        """From line to line, 撑满版心 (clause 5.2.3)."""
        exact = layout.AREA_HEIGHT_MM * layout.MM / self.style.lines
        return round(floor(exact / layout.PITCH_STEP_PT) * layout.PITCH_STEP_PT, 2)

    @property
    def pitch_mm(self) -> float:
        """The same in mm."""
        return self.pitch_pt / layout.MM

    @cached_property
    def tracking_pt(self) -> float:
        """Letter spacing: 28 × 16 pt are 158 mm and must fit into 156 mm."""
        exact = layout.AREA_WIDTH_MM * layout.MM / self.style.cells - self.style.body_pt
        return round(exact - layout.TRACKING_SLACK_PT, layout.TRACKING_DIGITS)

    @property
    def body_pt(self) -> float:
        """Size of the body's type."""
        return self.style.body_pt

    @property
    def body_mm(self) -> float:
        """The same in mm."""
        return self.style.body_pt / layout.MM

    @property
    def cell_pt(self) -> float:
        """Width of one character with its spacing (clause 3.1)."""
        return self.body_pt + self.tracking_pt

    @property
    def leading_pt(self) -> float:
        """White between two lines."""
        return self.pitch_pt - self.body_pt

    @property
    def top_mm(self) -> float:
        """Upper edge of the first line's pitch: its type, in the middle of it, begins at 天头."""
        return layout.TOP_MARGIN_MM - self.leading_pt / 2 / layout.MM

    @cached_property
    def lines(self) -> int:
        """Lines of a page."""
        return int(self.height_mm * layout.MM / self.pitch_pt)

    @cached_property
    def cells(self) -> int:
        """Characters of a line."""
        return int(self.width_pt / self.cell_pt)

    @property
    def title_cells(self) -> int:
        """Characters of a line of a title."""
        return int(self.width_pt / self.style.title_pt)

    @property
    def title_rows(self) -> int:
        """Lines of the grid that one line of a title takes."""
        return 1 if self.style.title_pt * layout.TITLE_LEAST_PITCH_EM <= self.pitch_pt else 2

    @property
    def table_line_pt(self) -> float:
        """Pitch of the small type in tables: so many lines and a border make a row no higher than its grid lines."""
        return (self.pitch_pt - layout.TABLE_BORDER_PT) / layout.TABLE_LINES_PER_ROW

    @property
    def imprint_pitch_pt(self) -> float:
        """Pitch of 版记."""
        return self.style.small_pt * layout.IMPRINT_PITCH_EM

    def type_top_mm(self, row: float) -> float:
        """Upper edge of the type of a line, counted from 0, from the page's upper edge."""
        return layout.TOP_MARGIN_MM + row * self.pitch_mm

    def nearest_row(self, top_mm: float) -> int:
        """The line whose type begins nearest to this height."""
        return round((top_mm - layout.TOP_MARGIN_MM) / self.pitch_mm)

    @property
    def body_role(self) -> Role:
        """The face of the text."""
        return Role(self.style.body_face)

    @property
    def title_role(self) -> Role:
        """The face of titles."""
        return Role(self.style.title_face)

    @property
    def mark_role(self) -> Role:
        """The face of 发文机关标志."""
        return Role(self.style.mark_face)

    def heading_role(self, level: int) -> Role:
        """The face of a heading; deeper ones than the standard knows are as the deepest it knows."""
        faces = self.style.heading_faces
        return Role(faces[min(level, len(faces)) - 1])
