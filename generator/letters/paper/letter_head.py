"""Place the head of a letter: mark, first red line, what stands under it (GB/T 9704—2012, clause 10.1)."""

from generator.letters.document import OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.fonts import Role
from generator.letters.paper.mark import letter_mark
from generator.letters.paper.sheet import Head, PlacedLine, Rule


def letter_head(document: OfficialDocument, setter: Setter, number: str) -> Head:
    """Compute every position from the ink of the mark's own glyphs."""
    mark = letter_mark(document, setter)
    rule_mm = mark.bottom_mm + layout.RULE_TOP_GAP_MM
    lines_mm = rule_mm + (layout.RULE_HEIGHT_PT + layout.HEAD_GAP_PT) / layout.MM
    words = [(document.copy_number, None), (document.classification, Role.HEI), (document.urgency, Role.HEI)]
    left = [setter.line(text, role) for text, role in words if text]
    pitch_mm = setter.grid.pitch_mm
    lines = [PlacedLine("head-left", line, lines_mm + at * pitch_mm, layout.LEFT_MARGIN_MM) for at, line in enumerate(left)]
    lines.append(PlacedLine("number", setter.line(number), lines_mm, None))
    wanted = lines_mm + (max(1, len(left)) + layout.TITLE_BLANK_ROWS) * pitch_mm
    rule = Rule(
        rule_mm,
        layout.RULE_LEFT_MM,
        layout.RULE_WIDTH_MM,
        layout.RULE_THICK_PT,
        layout.RED,
        layout.RULE_GAP_PT,
        layout.RULE_THIN_PT,
    )
    return Head(mark.lines, rule, tuple(lines), setter.grid.nearest_row(wanted))
