"""What ends the text: 附件说明, 署名, 成文日期, 附注, and 版记 at the foot of the last page (clauses 7.3.4 to 7.4)."""

from collections.abc import Iterator
from datetime import date
from math import ceil

from generator.letters.document import DocumentForm, OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.linebreak import text_width
from generator.letters.word.markup import Element, flag, w
from generator.letters.word.measures import AREA_WIDTH, WordGrid, mm
from generator.letters.word.styles import Style
from generator.letters.word.tables import plain_table
from generator.letters.word.text import paragraph

SEAL_GAP_MM = 4  # seals neither cross nor touch, clause 7.3.5.1


def day_text(day: date) -> str:
    """Arabic numerals without leading zeros (clause 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def annex_notes(document: OfficialDocument) -> Iterator[Element]:
    """附件：1.… ; wrapped names begin under the first character of the name (clause 7.3.4)."""
    grid = WordGrid.of(document.style)
    for number, annex in enumerate(document.annexes, start=1):
        ordinal = f"{number}." if len(document.annexes) > 1 else ""
        label = "附件：" if number == 1 else ""
        width = text_width(ordinal)
        # The style knows one-figure numbers; from 10 on the name begins further right.
        properties = (_hanging(grid, layout.INDENT_CELLS + 3 + width, width),) if width > 1 else ()
        style = Style.ANNEX_NOTE if number == 1 else Style.ANNEX_NOTE_NEXT
        yield paragraph(style, f"{label}{ordinal}{annex.title}", *properties)


def _hanging(grid: WordGrid, left: float, hanging: float) -> Element:
    return w(
        "ind",
        leftChars=round(left * 100),
        left=grid.width(left),
        hangingChars=round(hanging * 100),
        hanging=grid.width(hanging),
    )


def signature(document: OfficialDocument) -> Iterator[Element]:
    """署名, 成文日期 and 附注 (clauses 7.3.5, 7.3.6)."""
    agencies = (document.issuing_agency, *document.joint_agencies)
    if document.is_sealed and len(agencies) > 1:
        yield _joint_seals(document, agencies)
    elif document.is_sealed:
        yield from _sealed(document)
    else:
        yield from _unsealed(document, agencies)
    if document.note:
        yield paragraph(Style.NOTE, f"（{document.note}）")


def _gap(document: OfficialDocument, rows: int) -> Element:
    return w("spacing", before=WordGrid.of(document.style).rows(rows))


def _sealed(document: OfficialDocument) -> Iterator[Element]:
    """The date four cells from the right, the agency centred over it: both centred in the same stretch of the line."""
    grid, day = WordGrid.of(document.style), day_text(document.issued_on)
    agency = text_width(document.issuing_agency)
    centre = grid.cells - document.style.sealed_date_right_cells - text_width(day) / 2
    centre = max(grid.cells / 2, min(centre, grid.cells - agency / 2))  # a long agency draws the date with it
    indent = _left(grid, 2 * centre - grid.cells)
    centred = w("jc", val="center")
    yield paragraph(Style.SIGNATURE, document.issuing_agency, _gap(document, layout.SEALED_BLANK_ROWS), indent, centred)
    yield paragraph(Style.DATE, day, *_with_note(document), indent, centred)


def _unsealed(document: OfficialDocument, agencies: tuple[str, ...]) -> Iterator[Element]:
    """The longer of both two cells from the right, the date two cells further in than the agency (clause 7.3.5.2)."""
    grid, day = WordGrid.of(document.style), day_text(document.issued_on)
    edge = grid.cells - layout.UNSEALED_RIGHT_CELLS
    shift = layout.UNSEALED_DATE_SHIFT_CELLS
    widest, width = max(map(text_width, agencies)), text_width(day)
    at = edge - width - shift if width > widest else max(0.0, edge - widest)
    for number, agency in enumerate(agencies):
        gap = () if number else (_gap(document, layout.UNSEALED_BLANK_ROWS),)
        yield paragraph(Style.SIGNATURE, agency, *gap, _left(grid, at))
    yield paragraph(Style.DATE, day, *_with_note(document), _left(grid, at + shift))


def _with_note(document: OfficialDocument) -> tuple[Element, ...]:
    """A note is not left alone on a page."""
    return (flag("keepNext"),) if document.note else ()


def _left(grid: WordGrid, cells: float) -> Element:
    return w("ind", leftChars=round(cells * 100), left=grid.width(cells))


def _joint_seals(document: OfficialDocument, agencies: tuple[str, ...]) -> Element:
    """Agencies side by side, each with room for its seal; the date under the last one (clause 7.3.5.1)."""
    grid = WordGrid.of(document.style)
    columns = 2 if len(agencies) == 2 or max(map(text_width, agencies)) * 3 > grid.cells - 2 else layout.SEALS_PER_ROW
    width = AREA_WIDTH // columns
    height = mm(layout.SEAL_MM + SEAL_GAP_MM)
    count = ceil(len(agencies) / columns) * columns
    full = len(agencies) // columns * columns
    # A last row that is not full stands at the right, where the date belongs.
    places = (*agencies[:full], *("",) * (count - len(agencies)), *agencies[full:])
    rows = []
    for at in range(0, len(places), columns):
        cells = [
            _seal_cell(document, agency, width, is_last=at + place == len(places) - 1)
            for place, agency in enumerate(places[at : at + columns])
        ]
        rows.append(w("tr", w("trPr", flag("cantSplit"), w("trHeight", val=height, hRule="atLeast")), *cells))
    return plain_table((width,) * columns, rows)


def _seal_cell(document: OfficialDocument, agency: str, width: int, *, is_last: bool) -> Element:
    centred = w("jc", val="center")
    gap = _gap(document, layout.SEALED_BLANK_ROWS)
    content = [paragraph(Style.SIGNATURE, agency, gap, centred)]
    if is_last:
        content.append(paragraph(Style.DATE, day_text(document.issued_on), centred))
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="top")), *content)


def imprint(document: OfficialDocument) -> tuple[Element, ...]:
    """版记: a frame tied to the lower edge of the last page's type area, however long the text is (clause 7.4).

    A letter has 抄送 alone and no lines (10.1); a table printed alone has none at all. A frame and not a table, and
    lines that are paragraphs and not borders: LibreOffice sets a floating table of full width into the text, and loses a
    frame whose paragraphs differ in their borders.
    """
    rows: list[tuple[Style, str]] = []
    if document.copied_agencies:
        rows.append((Style.COPIED, f"抄送：{'，'.join(document.copied_agencies)}。"))
    if document.form is DocumentForm.DOCUMENT and (document.printing_agency or document.printed_on):
        printed = f"{day_text(document.printed_on)}印发" if document.printed_on else ""
        rows.append((Style.PRINTED, f"{document.printing_agency}\t{printed}"))
    if not rows or document.form is DocumentForm.TABLE:
        return ()
    if document.form is DocumentForm.DOCUMENT:  # the first and the last line thick, those between thin (clause 7.4.1)
        between = [part for row in rows for part in (row, (Style.THIN_LINE, ""))]
        rows = [(Style.THICK_LINE, ""), *between[:-1], (Style.THICK_LINE, "")]
    place = w("framePr", w=AREA_WIDTH, wrap="notBeside", vAnchor="margin", hAnchor="margin", xAlign="left", yAlign="bottom")
    return tuple(paragraph(style, text, place) for style, text in rows)
