"""Place the head of a letter: mark, first red line, what stands under it (GB/T 9704—2012, clause 10.1)."""

from generator.letters.document import OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.fonts import Role
from generator.letters.paper.sheet import Head, TextLine

AREA_PT = layout.AREA_WIDTH_MM * layout.MM


def set_head(document: OfficialDocument, setter: Setter, unsigned: str) -> Head:
    """Compute every position from the ink of the mark's own glyphs."""
    text = document.issuing_agency_mark
    size, squeeze, spacing = _fit_mark(setter.width(text, Role.TITLE), len(text))
    low, high = setter.ink(text, Role.TITLE)
    box_mm = layout.MARK_TOP_MM - (layout.ASCENT_EM - high) * size / layout.MM
    rule_mm = layout.MARK_TOP_MM + (high - low) * size / layout.MM + layout.RULE_TOP_GAP_MM
    lines_mm = rule_mm + (layout.RULE_HEIGHT_PT + layout.HEAD_GAP_PT) / layout.MM
    left = tuple(setter.line(words, Role.HEI) for words in (document.classification, document.urgency) if words)
    mark = setter.line(text, Role.TITLE)
    return Head(
        mark=TextLine(mark.pieces, spacing_pt=spacing),
        mark_pt=size,
        mark_squeeze=squeeze,
        mark_box_mm=box_mm,
        rule_mm=rule_mm,
        left=left,
        number=setter.line(document.document_number or unsigned),
        lines_mm=lines_mm,
        title_row=_title_row(lines_mm, max(1, len(left))),
    )


def _fit_mark(width_em: float, length: int) -> tuple[float, float, float]:
    """Size, horizontal squeeze and letter spacing with which the mark is striking and fits the type area."""
    size = layout.MARK_PT
    if width_em * size > AREA_PT:
        squeeze = AREA_PT / (width_em * size)
        if squeeze >= layout.MARK_SQUEEZE_MIN:
            return size, squeeze, 0.0
        return AREA_PT / (width_em * layout.MARK_SQUEEZE_MIN), layout.MARK_SQUEEZE_MIN, 0.0
    free = layout.MARK_SPREAD_TO_MM * layout.MM - width_em * size
    spacing = min(layout.MARK_SPREAD_MAX_EM * size, max(0.0, free / max(1, length - 1)))
    return size, 1.0, spacing


def _title_row(lines_mm: float, lines: int) -> int:
    """The grid line nearest to two blank lines below the last line under the rule."""
    pitch_mm = layout.PITCH_PT / layout.MM
    wanted = lines_mm + (lines + layout.TITLE_BLANK_ROWS) * pitch_mm
    return round((wanted - layout.TOP_MARGIN_MM) / pitch_mm)
