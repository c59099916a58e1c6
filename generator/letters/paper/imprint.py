"""Place 版记 at the very foot of the last page (GB/T 9704—2012, clauses 7.4 and 10.1)."""

from math import ceil

from generator.letters.document import DocumentForm, OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.sheet import Imprint, ImprintText, Rule
from generator.letters.paper.textline import TextLine
from generator.problems import JixiaoError

SIDE = layout.IMPRINT_SIDE_CELLS
UNKNOWN_DAY = "　　年　　月　　日"  # room to write in, while the day of printing is not known


def set_imprint(document: OfficialDocument, setter: Setter, *, has_addressee: bool) -> Imprint | None:
    """主送 (if it stands here), 抄送, and 印发机关 with its date; a letter has neither the last nor rules."""
    agencies = [("抄送", "，".join(document.copied_agencies))]
    if has_addressee:
        agencies.insert(0, ("主送", document.addressee))
    lines = tuple(line for word, names in agencies if names for line in (_agency_lines(word, names, setter),))
    is_ruled = document.form is DocumentForm.DOCUMENT
    last = _printing_lines(document, setter) if is_ruled else ()
    if not lines and not last:
        return None
    imprint = _ruled(lines, last, setter) if is_ruled else _plain(lines, setter)
    if imprint.rows > setter.grid.lines:
        raise JixiaoError(f"公文 {document.name}：版记超过一面，排不下。请精简主送机关和抄送机关，使用规范化简称或同类型机关统称。")
    return imprint


def _line_cells(setter: Setter) -> float:
    """Characters of the small type that the type area's width holds."""
    return setter.grid.width_pt / setter.grid.style.small_pt


def _agency_lines(word: str, names: str, setter: Setter) -> tuple[TextLine, ...]:
    """抄送：…。 one cell in on both sides, wraps after the colon (clause 7.4.2)."""
    limit = _line_cells(setter) - SIDE
    return setter.small_paragraph(f"{word}：{names}。", first_cells=SIDE, rest_cells=SIDE + setter.width(f"{word}："), limit_cells=limit)


def _printing_lines(document: OfficialDocument, setter: Setter) -> tuple[tuple[TextLine, ...], ...]:
    """印发机关 one cell in, and the day it was printed (clause 7.4.3)."""
    if not document.printing_agency:
        return ()
    day = document.printed_on
    date = f"{day.year}年{day.month}月{day.day}日" if day else UNKNOWN_DAY
    date = f"{date}印发"
    room = _line_cells(setter) - 2 * SIDE - setter.width(date)
    agency = setter.small_paragraph(document.printing_agency, first_cells=SIDE, rest_cells=SIDE, limit_cells=room)
    return agency, (setter.line(date),)


def _plain(blocks: tuple[tuple[TextLine, ...], ...], setter: Setter) -> Imprint:
    """Without rules (clause 10.1): the type of the last line stands on the type area's lower edge."""
    pitch_pt, small_pt = setter.grid.imprint_pitch_pt, setter.grid.style.small_pt
    bottom_mm = layout.AREA_BOTTOM_MM + (pitch_pt - small_pt) / 2 / layout.MM
    texts: list[ImprintText] = []
    for lines in reversed(blocks):
        bottom_mm -= len(lines) * pitch_pt / layout.MM
        texts.insert(0, ImprintText(lines, bottom_mm))
    return Imprint(tuple(texts), (), _rows(sum(map(len, blocks)) * pitch_pt, setter))


def _ruled(blocks: tuple[tuple[TextLine, ...], ...], last: tuple[tuple[TextLine, ...], ...], setter: Setter) -> Imprint:
    """Between rules, from the last upwards: it coincides with the type area's lower edge (clause 7.4.1)."""
    style, pitch_mm = setter.grid.style, setter.grid.imprint_pitch_pt / layout.MM
    at_mm = layout.AREA_BOTTOM_MM - style.imprint_thick_mm
    rules = [_rule(at_mm, style.imprint_thick_mm)]
    texts: list[ImprintText] = []
    if last:
        agency, date = last
        at_mm -= len(agency) * pitch_mm
        date_top = at_mm + (len(agency) - 1) * pitch_mm
        texts = [ImprintText(agency, at_mm), ImprintText(date, date_top, right_pt=SIDE * style.small_pt)]
        if blocks:
            at_mm -= style.imprint_thin_mm
            rules.insert(0, _rule(at_mm, style.imprint_thin_mm))
    for lines in reversed(blocks):  # no rule between 主送 and 抄送, clause 7.4.2
        at_mm -= len(lines) * pitch_mm
        texts.insert(0, ImprintText(lines, at_mm))
    at_mm -= style.imprint_thick_mm
    rules.insert(0, _rule(at_mm, style.imprint_thick_mm))
    return Imprint(tuple(texts), tuple(rules), _rows((layout.AREA_BOTTOM_MM - at_mm) * layout.MM, setter))


def _rule(top_mm: float, weight_mm: float) -> Rule:
    return Rule(top_mm, layout.LEFT_MARGIN_MM, layout.AREA_WIDTH_MM, weight_mm * layout.MM, layout.BLACK)


def _rows(height_pt: float, setter: Setter) -> int:
    """Lines of the grid that are kept free; what is white below the line above parts them."""
    return ceil(height_pt / setter.grid.pitch_pt)
