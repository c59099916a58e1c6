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

UNSIGNED = "（未签发）"  # stands where a draft has no number
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
    """The mark in a frame at 30 mm with the red double line under it; the number at the right below the line."""
    grid, mark = WordGrid.of(document.style), fit_mark(document)
    frame_pt = layout.LETTER_MARK_TOP_MM * layout.MM - measures.blank_above(mark.line_pt, mark.size_pt)
    line_gap_pt = layout.RULE_TOP_GAP_MM * layout.MM - measures.blank_below(mark.line_pt, mark.size_pt)
    head_gap_pt = grid.body_pt * 7 / 8 - measures.blank_above(grid.pitch_pt, grid.body_pt)  # 3号字高的 7/8, clause 10.1
    frame = w(
        "framePr",
        w=mm(layout.RULE_WIDTH_MM),
        vSpace=max(0, twips(head_gap_pt)),
        wrap="notBeside",
        vAnchor="page",
        hAnchor="page",
        x=mm(layout.RULE_LEFT_MM),
        y=twips(frame_pt),
    )
    # A border is as long as its paragraph: one in the same frame bears the line, so that the mark's inset does not shorten it.
    yield paragraph(Style.MARK, mark.lines[0], frame, *_widened(mark))
    space = w("spacing", before=max(0, twips(line_gap_pt) - 20), line=20, lineRule="exact")
    yield paragraph(Style.HAIRLINE, "", frame, rule_border("bottom", "thickThinSmallGap"), space)
    number = run(f"\t{document.document_number or UNSIGNED}")
    labels = _labels(document)
    first = [run(text, Style.STRONG if style is Style.SECRECY else None) for style, text in labels[:1]]
    yield paragraph(Style.NUMBER, (*first, number))
    for style, text in labels[1:]:
        yield paragraph(style, text)


def _widened(mark: Mark) -> tuple[Element, ...]:
    """The frame is as wide as the line, the name keeps to the type area."""
    side = mark.inset + mm((layout.RULE_WIDTH_MM - layout.AREA_WIDTH_MM) / 2)
    return (w("ind", left=side, right=side),)


def rule_border(side: str, kind: str) -> Element:
    """A red double line of the letter form as a paragraph's border; `kind` names the weights from top to bottom."""
    weight = measures.eighths(layout.RULE_THICK_PT)
    return w("pBdr", w(side, val=kind, sz=weight, space=0, color=RED))


def _document_head(document: OfficialDocument) -> Iterator[Element]:
    grid, mark = WordGrid.of(document.style), fit_mark(document)
    labels = _labels(document)
    yield from (paragraph(style, text) for style, text in labels)
    above_pt = measures.DOCUMENT_MARK_GAP_MM * layout.MM - len(labels) * grid.pitch_pt
    gap = max(0, twips(above_pt - measures.blank_above(mark.line_pt, mark.size_pt)))
    if len(mark.lines) == 1:
        yield paragraph(Style.MARK, mark.lines[0], w("spacing", before=gap, line=twips(mark.line_pt), lineRule="exact"))
    else:
        yield paragraph(Style.HAIRLINE, "", w("spacing", before=max(0, gap - 20), line=20, lineRule="exact"))
        yield _stack(mark)
    below_pt = measures.blank_below(mark.line_pt, mark.size_pt)
    before = w("spacing", before=max(0, grid.rows(measures.NUMBER_BLANK_ROWS) - twips(below_pt)))
    rows = _number_rows(document, grid)
    for at, (content, properties) in enumerate(rows):
        yield paragraph(Style.NUMBER, content, *properties, *(() if at else (before,)))


def _stack(mark: Mark) -> Element:
    """Agencies of a joint document one below the other, “文件” centred at their right (clause 7.2.4)."""
    width, side = AREA_WIDTH - mark.suffix_width, mark.suffix_width
    rows = []
    for at, name in enumerate(mark.lines):
        cells = [_stack_cell(width, paragraph(Style.MARK, name))]
        if mark.suffix:
            words = paragraph(Style.MARK, mark.suffix if at == 0 else "", w("ind", left=0, right=0), w("jc", val="center"))
            cells.append(_stack_cell(side, words, w("vMerge", val="restart") if at == 0 else w("vMerge")))
        rows.append(w("tr", w("trPr", flag("cantSplit")), *cells))
    return plain_table((width, side) if mark.suffix else (width,), rows)


def _stack_cell(width: int, content: Element, *properties: Element) -> Element:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center"), *properties), content)


def _number_rows(document: OfficialDocument, grid: WordGrid) -> list[tuple[tuple[Element, ...], tuple[Element, ...]]]:
    """发文字号; in an upward document on the last line of the 签发人 (clauses 7.2.5 and 7.2.6)."""
    number = document.document_number or UNSIGNED
    if not document.is_upward:
        return [((run(number),), ())]
    names = document.approvers or ("",)
    lines = [names[at : at + APPROVERS_PER_ROW] for at in range(0, len(names), APPROVERS_PER_ROW)]
    tabs = (_approver_tabs(names, grid),)
    rows: list[tuple[tuple[Element, ...], tuple[Element, ...]]] = []
    for at, line in enumerate(lines):
        words = number if at == len(lines) - 1 else ""
        label = f"\t{words}\t{APPROVER_LABEL if at == 0 else ''}"
        rows.append(((run(label), *_approvers(line)), tabs))
    return rows


def _approvers(names: tuple[str, ...]) -> Iterator[Element]:
    for name in names:
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
