"""版头 of both forms: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人, red lines (clauses 7.2 and 10.1)."""

from collections.abc import Iterator

from generator.letters.document import DocumentForm, OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.linebreak import text_width
from generator.letters.word import measures
from generator.letters.word.mark import Mark, fit_mark
from generator.letters.word.markup import Element, flag, w
from generator.letters.word.measures import AREA_WIDTH, WordGrid, mm, twips
from generator.letters.word.styles import RED, Style
from generator.letters.word.tables import plain_table
from generator.letters.word.text import paragraph, run

APPROVER_LABEL = "签发人："
APPROVERS_PER_ROW = 2  # clause 7.2.6
EDGE_CELLS = 1  # 空一字, clauses 7.2.5 and 7.2.6


def head(document: OfficialDocument) -> Iterator[Element]:
    """All that stands above the title."""
    if document.form is DocumentForm.LETTER:
        yield from _letter_head(document)
    elif document.form is DocumentForm.DOCUMENT:
        yield from _document_head(document)


def _labels(document: OfficialDocument) -> list[tuple[Style, str]]:
    """份号, 密级 and 紧急程度 from top to bottom (clauses 7.2.1 to 7.2.3)."""
    labels = [(Style.COPY_NUMBER, document.copy_number), (Style.SECRECY, document.classification), (Style.SECRECY, document.urgency)]
    return [(style, text) for style, text in labels if text]


def _letter_head(document: OfficialDocument) -> Iterator[Element]:
    """The mark at 30 mm, the red double line 4 mm below it, the number at the right below the line (clause 10.1).

    Mark and line are tied to the page, each in a frame of its own: LibreOffice loses a frame of two paragraphs.
    """
    mark = fit_mark(document)
    mark_pt = layout.MARK_TOP_MM * layout.MM
    line_pt = mark_pt + (measures.INK_TOP_EM - measures.INK_BOTTOM_EM) * mark.size_pt + layout.RULE_TOP_GAP_MM * layout.MM
    frame = page_frame(layout.RULE_LEFT_MM, layout.RULE_WIDTH_MM, mark_pt - measures.blank_above(mark.line_pt, mark.size_pt))
    side = mark.inset + mm((layout.RULE_WIDTH_MM - layout.AREA_WIDTH_MM) / 2)  # the frame is as wide as the line below
    yield paragraph(Style.MARK, mark.lines[0], frame, w("ind", left=side, right=side))
    yield red_line("thickThinSmallGap", line_pt)
    labels = _labels(document)
    first = [run(text, Style.STRONG if style is Style.SECRECY else None) for style, text in labels[:1]]
    yield paragraph(Style.NUMBER, (*first, run(f"\t{document.number_text}")))
    for style, text in labels[1:]:
        yield paragraph(style, text)


def page_frame(left_mm: float, width_mm: float, top_pt: float) -> Element:
    """A frame tied to the page; the text goes on below it."""
    return w(
        "framePr",
        w=mm(width_mm),
        wrap="notBeside",
        vAnchor="page",
        hAnchor="page",
        x=mm(left_mm),
        y=twips(top_pt),
    )


def red_line(kind: str, top_pt: float) -> Element:
    """A double line of the letter form as the lower border of an empty paragraph; `kind` names the weights from above.

    Only lower borders mean the same to all: LibreOffice turns an upper one round.
    """
    frame = page_frame(layout.RULE_LEFT_MM, layout.RULE_WIDTH_MM, top_pt - measures.HAIRLINE_PT)
    weight = measures.eighths(layout.RULE_THICK_PT)
    return paragraph(Style.HAIRLINE, "", frame, w("pBdr", w("bottom", val=kind, sz=weight, space=0, color=RED)))


def _document_head(document: OfficialDocument) -> Iterator[Element]:
    grid, mark = WordGrid.of(document.style), fit_mark(document)
    labels = _labels(document)
    yield from (paragraph(style, text) for style, text in labels)
    above_pt = (layout.DOCUMENT_MARK_TOP_MM - layout.TOP_MARGIN_MM) * layout.MM - len(labels) * grid.pitch_pt
    gap = max(0, twips(above_pt - measures.blank_above(mark.line_pt, mark.size_pt)))
    if len(mark.lines) == 1:
        yield paragraph(Style.MARK, mark.lines[0], w("spacing", before=gap, line=twips(mark.line_pt), lineRule="exact"))
    else:
        hairline = twips(measures.HAIRLINE_PT)
        yield paragraph(Style.HAIRLINE, "", w("spacing", before=max(0, gap - hairline), line=hairline, lineRule="exact"))
        yield _stack(mark)
    below_pt = measures.blank_below(mark.line_pt, mark.size_pt)
    before = w("spacing", before=max(0, grid.rows(layout.NUMBER_BLANK_ROWS) - twips(below_pt)))
    for at, (content, properties) in enumerate(_number_rows(document, grid)):
        yield paragraph(Style.NUMBER, content, *properties, *(() if at else (before,)))


def _stack(mark: Mark) -> Element:
    """Agencies of a joint document one below the other, “文件” centred at their right (clause 7.2.4)."""
    rows = []
    for at, name in enumerate(mark.lines):
        # All agencies are as wide as the widest.
        cells = [_stack_cell(mark.width, paragraph(Style.MARK, name, w("jc", val="distribute")))]
        if mark.suffix:
            words = paragraph(Style.MARK, mark.suffix if at == 0 else "", w("jc", val="right"))
            cells.append(_stack_cell(mark.suffix_width, words, w("vMerge", val="restart") if at == 0 else w("vMerge")))
        rows.append(w("tr", w("trPr", flag("cantSplit")), *cells))
    return plain_table((mark.width, mark.suffix_width) if mark.suffix else (mark.width,), rows, is_centred=True)


def _stack_cell(width: int, content: Element, *properties: Element) -> Element:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center"), *properties), content)


def _number_rows(document: OfficialDocument, grid: WordGrid) -> list[tuple[tuple[Element, ...], tuple[Element, ...]]]:
    """发文字号; in an upward document on the last line of the 签发人 (clauses 7.2.5 and 7.2.6)."""
    number = document.number_text
    if not document.is_upward:
        return [((run(number),), ())]
    names = document.approvers or ("",)
    lines = [names[at : at + APPROVERS_PER_ROW] for at in range(0, len(names), APPROVERS_PER_ROW)]
    tabs = (_approver_tabs(names, grid),)
    rows: list[tuple[tuple[Element, ...], tuple[Element, ...]]] = []
    for at, line in enumerate(lines):
        words = number if at == len(lines) - 1 else ""
        label = APPROVER_LABEL if at == 0 else "\t"  # names stand below names
        rows.append(((run(f"\t{words}\t{label}"), *_approvers(line)), tabs))
    return rows


def _approvers(names: tuple[str, ...]) -> Iterator[Element]:
    for at, name in enumerate(names):
        if at:
            yield run("\t")
        if name:
            yield run(name, Style.APPROVER)


def _approver_tabs(names: tuple[str, ...], grid: WordGrid) -> Element:
    """Stops for the number, the label and the names: names of a column stand below each other, the last one cell in."""
    slot = max(map(text_width, names))
    columns = min(len(names), APPROVERS_PER_ROW)
    first = grid.cells - EDGE_CELLS - columns * slot - (columns - 1)
    cells = [EDGE_CELLS, first - text_width(APPROVER_LABEL), *(first + at * (slot + 1) for at in range(columns))]
    return w("tabs", *(w("tab", val="left", pos=min(grid.width(at), AREA_WIDTH)) for at in cells))
