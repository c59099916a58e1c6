"""Set a letter: `OfficialDocument` → `Sheet`, in the order in which GB/T 9704—2012 names the parts."""

from dataclasses import replace
from itertools import count

from generator.letters.document import Annex, Block, DocumentForm, Heading, OfficialDocument, Paragraph, Table
from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.fonts import Faces, Role
from generator.letters.paper.head import set_head
from generator.letters.paper.linebreak import break_title
from generator.letters.paper.paging import bind_to_tail, paginate
from generator.letters.paper.sheet import Block as SetBlock
from generator.letters.paper.sheet import Page, Sheet, TextLine, Unit, box_units
from generator.letters.paper.tablegrid import table_units
from generator.problems import JixiaoError

HEADING_ROLES = {1: Role.HEI, 2: Role.KAI}  # 一、黑体 （一）楷体, deeper ones 仿宋: clause 7.3.3
UNSIGNED = "（未签发）"  # stands where a draft has no number


def set_letter(document: OfficialDocument, faces: Faces) -> Sheet:
    """Break, measure and page a whole letter."""
    if document.form is not DocumentForm.LETTER:
        raise JixiaoError(f"公文 {document.name}：目前只能印信函格式，不能印{document.form.value}。")
    setter = Setter(faces, document.name)
    head = set_head(document, setter, UNSIGNED)
    body = _body_units(document, setter)
    main = (*_title_units(document.title, setter), *_addressee_units(document, setter), *body)
    signature = _signature_units(document, setter)
    annex_note = _annex_note_units(document, setter)
    companions = min(layout.SIGNATURE_COMPANIONS_ROWS, len(body))
    units = bind_to_tail((*main, *annex_note, *signature), len(main), companions)
    copied = _copied_lines(document, setter)
    for number, annex in enumerate(document.annexes, start=1):
        label = f"附件{number}" if len(document.annexes) > 1 else "附件"
        units += _annex_units(label, annex, setter)
    if copied and document.annexes:
        units = bind_to_tail(units, len(units), layout.SIGNATURE_COMPANIONS_ROWS)
    pages = paginate(units, title_row=head.title_row, tail_rows=len(copied))
    _check_first_page(document, pages[0])
    setter.line("".join(document.marks))  # printed by the style sheet, which has the fallback but cannot tell
    return Sheet(head, _pages(pages, head.title_row, copied), setter.substitutions)


def _pages(pages: tuple[tuple[Unit, ...], ...], title_row: int, copied: tuple[TextLine, ...]) -> tuple[Page, ...]:
    return tuple(
        Page(
            number,
            box_units(units),
            first_row=title_row if number == 1 else 0,
            copied=copied if number == len(pages) else (),
        )
        for number, units in zip(count(1), pages)
    )


def _check_first_page(document: OfficialDocument, units: tuple[Unit, ...]) -> None:
    """首页必须显示正文 (clause 7.3.2)."""
    if all(unit.block.kind in ("title", "addressee") for unit in units):
        raise JixiaoError(f"公文 {document.name}：首页排不下正文。请缩短标题，或把主送机关移至版记（GB/T 9704—2012 第7.3.2条）。")


def _units(block: SetBlock, lines: tuple[TextLine, ...], gap: int = 0) -> tuple[Unit, ...]:
    return tuple(Unit(block, line, gap=0 if at else gap) for at, line in enumerate(lines))


def _title_units(title: tuple[str, ...], setter: Setter, gap: int = 0) -> tuple[Unit, ...]:
    lines = break_title(title, limit=layout.TITLE_CELLS)
    units = _units(SetBlock("h1", "title"), tuple(setter.line(line, Role.TITLE) for line in lines), gap)
    return tuple(replace(unit, keeps_next=True) for unit in units)


def _text_units(
    kind: str,
    text: str,
    setter: Setter,
    *,
    first: float = 0,
    rest: float = 0,
    tag: str = "p",
    role: Role = Role.BODY,
    gap: int = 0,
) -> tuple[Unit, ...]:
    lines = setter.paragraph(text, [role] * len(text), first_cells=first, rest_cells=rest)
    return _units(SetBlock(tag, kind), lines, gap)


def _addressee_units(document: OfficialDocument, setter: Setter) -> tuple[Unit, ...]:
    text = f"{document.addressee}："
    return _text_units("addressee", text, setter, gap=layout.ADDRESSEE_BLANK_ROWS)


def _body_units(document: OfficialDocument, setter: Setter) -> tuple[Unit, ...]:
    return tuple(unit for block in document.body for unit in _block_units(block, setter))


def _block_units(block: Block, setter: Setter) -> tuple[Unit, ...]:
    if isinstance(block, Table):
        return table_units(block, setter)
    if isinstance(block, Heading):
        role = HEADING_ROLES.get(block.level, Role.BODY)
        units = _text_units("heading", block.text, setter, first=layout.INDENT_CELLS, tag=f"h{block.level + 1}", role=role)
        return tuple(replace(unit, keeps_next=True) for unit in units)
    return _paragraph_units(block, setter)


def _paragraph_units(paragraph: Paragraph, setter: Setter) -> tuple[Unit, ...]:
    roles = [Role.HEI if run.is_strong else Role.BODY for run in paragraph.runs for _ in run.text]
    first = 0 if paragraph.is_flush else layout.INDENT_CELLS
    lines = setter.paragraph(paragraph.text, roles, first_cells=first, rest_cells=0)
    return _units(SetBlock("p", "text"), lines)


def _annex_note_units(document: OfficialDocument, setter: Setter) -> tuple[Unit, ...]:
    """附件：1.… ; wrapped names begin under the first character of the name (clause 7.3.4)."""
    units: tuple[Unit, ...] = ()
    label = "附件："
    start = layout.INDENT_CELLS + setter.cells(label)
    for number, annex in enumerate(document.annexes, start=1):
        ordinal = f"{number}." if len(document.annexes) > 1 else ""
        text = (label if number == 1 else "") + ordinal + annex.title
        units += _text_units(
            "annex-note",
            text,
            setter,
            first=layout.INDENT_CELLS if number == 1 else start,
            rest=start + setter.cells(ordinal),
            gap=layout.ANNEX_NOTE_BLANK_ROWS if number == 1 else 0,
        )
    return units


def _signature_units(document: OfficialDocument, setter: Setter) -> tuple[Unit, ...]:
    """署名, 成文日期 and 附注 (clauses 7.3.5, 7.3.6)."""
    day = document.issued_on
    date = f"{day.year}年{day.month}月{day.day}日"
    agency_at, date_at = signature_places(setter.cells(document.issuing_agency), setter.cells(date), is_sealed=document.is_sealed)
    gap = layout.SEALED_BLANK_ROWS if document.is_sealed else layout.UNSEALED_BLANK_ROWS
    agency_line = setter.line(document.issuing_agency, indent_cells=agency_at)
    units = _units(SetBlock("p", "signature"), (agency_line,), gap)
    units += _units(SetBlock("p", "date"), (setter.line(date, indent_cells=date_at),))
    if document.note:
        units += _text_units("note", f"（{document.note}）", setter, first=layout.INDENT_CELLS)
    return units


def signature_places(agency: float, date: float, *, is_sealed: bool) -> tuple[float, float]:
    """Where 署名 and 成文日期 of these widths begin, in cells from the left edge."""
    edge = layout.LINE_CELLS
    if is_sealed:  # 7.3.5.1: the date four cells in, the agency centred above it
        date_at = edge - layout.SEALED_DATE_RIGHT_CELLS - date
        agency_at = min(date_at + (date - agency) / 2, edge - agency)
        # An agency too long for that stands at the edge and draws the date with it.
        return max(0.0, agency_at), max(0.0, agency_at + (agency - date) / 2)
    if date > agency:  # 7.3.5.2: the longer of the two stands two cells in
        date_at = edge - layout.UNSEALED_RIGHT_CELLS - date
        return date_at - layout.UNSEALED_DATE_SHIFT_CELLS, date_at
    agency_at = max(0.0, edge - layout.UNSEALED_RIGHT_CELLS - agency)
    return agency_at, agency_at + layout.UNSEALED_DATE_SHIFT_CELLS


def _annex_units(label: str, annex: Annex, setter: Setter) -> tuple[Unit, ...]:
    """附件1 on line 1, its title on line 3, then its text (clause 7.3.7)."""
    first = Unit(SetBlock("p", "annex-label"), setter.line(label, Role.HEI), keeps_next=True, starts_page=True)
    title = _title_units((annex.title,), setter, gap=layout.ANNEX_TITLE_ROW - 2)
    body = [unit for block in annex.blocks for unit in _block_units(block, setter)]
    if body:
        body[0] = replace(body[0], gap=layout.ANNEX_BODY_BLANK_ROWS)
    return (first, *title, *body)


def _copied_lines(document: OfficialDocument, setter: Setter) -> tuple[TextLine, ...]:
    """抄送：…。 in 4号, one cell in on both sides, wraps after the colon (clause 7.4.2)."""
    if not document.copied_agencies:
        return ()
    text = f"抄送：{'，'.join(document.copied_agencies)}。"
    cells = layout.AREA_WIDTH_MM * layout.MM / layout.SMALL_PT
    side = layout.COPIED_SIDE_CELLS
    return setter.paragraph(
        text,
        [Role.BODY] * len(text),
        first_cells=side,
        rest_cells=side + setter.width("抄送："),
        limit_cells=cells - side,
        size_pt=layout.SMALL_PT,
        tracking_pt=0,
    )
