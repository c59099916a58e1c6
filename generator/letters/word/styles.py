"""The styles of an official document, named as the standard names its parts, defined for one document.

A clerk who opens the style pane finds these and no others. `正文` is a style of its own beside Word's Normal: Normal
carries face, size, pitch and the rules of Chinese typesetting, `正文` adds the indent of a paragraph, so that a
table or a heading need not take it away again.
"""

from dataclasses import dataclass
from enum import Enum

from generator.letters.document import DocumentForm, OfficialDocument
from generator.letters.paper import layout
from generator.letters.word import measures
from generator.letters.word.families import Families
from generator.letters.word.mark import Mark, fit_mark
from generator.letters.word.markup import Element, flag, part, w
from generator.letters.word.measures import WordGrid, twips

RED = layout.RED.removeprefix("#").upper()
GREY = layout.MARKS_GREY.removeprefix("#").upper()
NORMAL = "Normal"
CELL_PADDING_PT = 2  # above and below the text of a cell (house rule)


class Style(Enum):
    """Names of the styles; their identifiers are made of the members' names."""

    MARK = "发文机关标志"
    COPY_NUMBER = "份号"
    SECRECY = "密级和紧急程度"
    NUMBER = "发文字号"
    TITLE = "公文标题"
    ADDRESSEE = "主送机关"
    BODY = "正文"
    FLUSH = "正文顶格"
    HEADING_1 = "一级标题"
    HEADING_2 = "二级标题"
    HEADING_3 = "三级标题"
    HEADING_4 = "四级标题"
    ANNEX_NOTE = "附件说明"
    ANNEX_NOTE_NEXT = "附件说明续"
    SIGNATURE = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    ANNEX_LABEL = "附件标签"
    ANNEX_TITLE = "附件标题"
    CAPTION = "表题"
    CELL = "表格文字"
    CELL_CENTRED = "表格文字居中"
    CELL_RIGHT = "表格文字居右"
    LABEL = "表头"
    SMALL_CELL = "表格小字"
    SMALL_CELL_CENTRED = "表格小字居中"
    SMALL_CELL_RIGHT = "表格小字居右"
    SMALL_LABEL = "小字表头"
    COPIED = "抄送"
    PRINTED = "印发机关和印发日期"
    THICK_LINE = "版记粗线"
    THIN_LINE = "版记细线"
    FOLIO = "页码"
    FOLIO_ODD = "单页码"
    FOLIO_EVEN = "双页码"
    PAGE_MARKS = "页眉标记"
    HAIRLINE = "空行"  # holds an anchor or a section's end and takes no room
    STRONG = "强调"
    APPROVER = "签发人姓名"
    GRID_TABLE = "公文表格"
    PLAIN_TABLE = "无框表格"

    @property
    def id(self) -> str:
        """What paragraphs, runs and tables refer to."""
        return "Gw" + "".join(word.capitalize() for word in self.name.split("_"))


HEADINGS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)


@dataclass(frozen=True)
class Look:
    """What a paragraph style says beyond the style it is based on."""

    paragraph: tuple[Element, ...] = ()
    face: str = ""
    size_pt: float = 0
    run: tuple[Element, ...] = ()
    is_free: bool = False  # neither lines nor characters snap to the grid, which is the body's
    base: Style | None = None
    next: Style | None = None


def style_sheet(document: OfficialDocument, families: Families) -> bytes:
    """The part that defines every style."""
    grid = WordGrid.of(document.style)
    looks = {**_head(document, grid), **_text(document, grid), **_tables(), **_edges(document)}
    return part(
        "styles",
        w(
            "docDefaults",
            w("rPrDefault", w("rPr", families.run_fonts(document.style.body_face), _language())),
            w("pPrDefault"),
        ),
        # Only what is defined here is offered; Word's own styles stay hidden until someone calls them.
        w("latentStyles", defLockedState=0, defUIPriority=99, defSemiHidden=1, defUnhideWhenUsed=1, defQFormat=0, count=376),
        _normal(document, families, grid),
        *_defaults(),
        *(_paragraph_style(style, look, families, at) for at, (style, look) in enumerate(looks.items(), start=1)),
        _run_style(Style.STRONG, families.run_fonts("黑体")),
        _run_style(Style.APPROVER, families.run_fonts("楷体")),
        *_table_styles(),
    )


def _language() -> Element:
    # Latin letters and figures as English, as Chinese Word has it: taken as Chinese, “21号” is torn between its figures.
    return w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")


def _size(points: float) -> tuple[Element, Element]:
    halves = round(points * 2)
    return w("sz", val=halves), w("szCs", val=halves)


def _normal(document: OfficialDocument, families: Families, grid: WordGrid) -> Element:
    paragraph = w(
        "pPr",
        flag("widowControl", False),  # a single line may stand on a page: the grid is filled (clause 5.2.3)
        flag("kinsoku"),
        flag("overflowPunct"),
        flag("topLinePunct", False),
        flag("autoSpaceDE", False),  # no quarter em between Chinese and Latin: it would break the grid
        flag("autoSpaceDN", False),
        flag("snapToGrid"),
        w("spacing", before=0, after=0, line=grid.pitch, lineRule="exact"),
        w("jc", val="both"),
    )
    run = w("rPr", families.run_fonts(document.style.body_face), w("kern", val=0), *_size(document.style.body_pt), _language())
    return w("style", w("name", val=NORMAL), w("qFormat"), paragraph, run, type="paragraph", default=1, styleId=NORMAL)


def _defaults() -> tuple[Element, ...]:
    """What Word expects to find beside Normal."""
    hidden = (w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed"))
    cells = w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    return (
        w("style", w("name", val="Default Paragraph Font"), *hidden, type="character", default=1, styleId="DefaultParagraphFont"),
        w(
            "style",
            w("name", val="Normal Table"),
            *hidden,
            w("tblPr", w("tblInd", w=0, type="dxa"), cells),
            type="table",
            default=1,
            styleId="TableNormal",
        ),
        w("style", w("name", val="No List"), *hidden, type="numbering", default=1, styleId="NoList"),
    )


def _paragraph_style(style: Style, look: Look, families: Families, priority: int) -> Element:
    run = (
        *((families.run_fonts(look.face),) if look.face else ()),
        *(_size(look.size_pt) if look.size_pt else ()),
        *look.run,
        *((flag("snapToGrid", False),) if look.is_free else ()),
    )
    paragraph = (*look.paragraph, *((flag("snapToGrid", False),) if look.is_free else ()))
    return w(
        "style",
        w("name", val=style.value),
        w("basedOn", val=look.base.id if look.base else NORMAL),
        w("next", val=look.next.id) if look.next else None,
        w("uiPriority", val=priority),
        w("qFormat"),
        w("pPr", *paragraph) if paragraph else None,
        w("rPr", *run) if run else None,
        type="paragraph",
        customStyle=1,
        styleId=style.id,
    )


def _run_style(style: Style, fonts: Element) -> Element:
    name = (w("name", val=style.value), w("basedOn", val="DefaultParagraphFont"), w("qFormat"))
    return w("style", *name, w("rPr", fonts), type="character", customStyle=1, styleId=style.id)


def _table_styles() -> tuple[Element, ...]:
    padding = twips(layout.TABLE_PADDING_PT)
    sides = {"top": twips(CELL_PADDING_PT), "left": padding, "bottom": twips(CELL_PADDING_PT), "right": padding}
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides.items()))
    weight = measures.eighths(layout.TABLE_BORDER_PT)
    names = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w("tblBorders", *(w(name, val="single", sz=weight, space=0, color="auto") for name in names))
    return (_table_style(Style.GRID_TABLE, borders, margins), _table_style(Style.PLAIN_TABLE))


def _table_style(style: Style, *properties: Element) -> Element:
    name = (w("name", val=style.value), w("basedOn", val="TableNormal"), w("qFormat"))
    content = (w("tblPr", *properties),) if properties else ()
    return w("style", *name, *content, type="table", customStyle=1, styleId=style.id)


def _head(document: OfficialDocument, grid: WordGrid) -> dict[Style, Look]:
    """版头, clauses 7.2 and 10.1."""
    flush = (w("jc", val="left"),)
    return {
        Style.MARK: _mark(document, fit_mark(document)),
        Style.COPY_NUMBER: Look(flush),
        Style.SECRECY: Look(flush, face="黑体"),
        Style.NUMBER: _number(document, grid),
        Style.TITLE: Look(
            (
                flag("keepNext"),
                flag("keepLines"),
                w("spacing", before=grid.rows(_title_blanks(document)), after=grid.rows(layout.ADDRESSEE_BLANK_ROWS)),
                w("jc", val="center"),
            ),
            face=document.style.title_face,
            size_pt=document.style.title_pt,
            is_free=True,
            next=Style.ADDRESSEE,
        ),
    }


def _title_blanks(document: OfficialDocument) -> int:
    """Blank lines above the title (clauses 7.3.1 and 10.1)."""
    return layout.TITLE_BLANK_ROWS


def _mark(document: OfficialDocument, mark: Mark) -> Look:
    red = (w("color", val=RED),) if document.style.mark_is_red else ()
    scale = (w("w", val=mark.percent),) if mark.percent != 100 else ()
    return Look(
        (
            w("spacing", line=twips(mark.line_pt), lineRule="exact"),
            w("ind", left=mark.inset, right=mark.inset),
            w("jc", val="distribute" if mark.inset else "center"),
        ),
        face=document.style.mark_face,
        size_pt=mark.size_pt,
        run=red + scale,
        is_free=True,
    )


def _number(document: OfficialDocument, grid: WordGrid) -> Look:
    """发文字号: in the letter at the right, in the document centred over the red line, in the upward document one cell in."""
    if document.form is DocumentForm.LETTER:
        right = w("tabs", w("tab", val="right", pos=measures.AREA_WIDTH))
        under = measures.line_under(grid.body_pt * 7 / 8, grid.body_pt)  # 3号字高的 7/8 below the line, clause 10.1
        return Look((right, w("spacing", line=twips(under), lineRule="exact"), w("jc", val="left")), is_free=True)
    gap_pt = layout.RED_RULE_GAP_MM * layout.MM - measures.blank_below(grid.pitch_pt, document.style.body_pt)
    weight = measures.eighths(layout.RED_RULE_PT)
    rule = w("pBdr", w("bottom", val="single", sz=weight, space=max(0, min(31, round(gap_pt))), color=RED))
    return Look((rule, w("jc", val="left" if document.is_upward else "center")))


def _text(document: OfficialDocument, grid: WordGrid) -> dict[Style, Look]:
    """主体, clause 7.3."""
    indent = _chars(grid, firstLine=layout.INDENT_CELLS)
    looks = {
        Style.ADDRESSEE: Look((w("jc", val="left"),), next=Style.BODY),
        Style.BODY: Look((indent,)),
        Style.FLUSH: Look((_chars(grid, firstLine=0),), base=Style.BODY),
    }
    for level, (style, face) in enumerate(zip(HEADINGS, document.style.heading_faces, strict=True)):
        looks[style] = Look((flag("keepNext"), indent, w("outlineLvl", val=level)), face=face, next=Style.BODY)
    number = 1 if len(document.annexes) > 1 else 0  # cells of “1.”
    start = layout.INDENT_CELLS + 3  # after “附件：”
    before = w("spacing", before=grid.rows(layout.ANNEX_NOTE_BLANK_ROWS))
    looks |= {
        Style.ANNEX_NOTE: Look((before, _chars(grid, left=start + number, hanging=3 + number), w("jc", val="left"))),
        Style.ANNEX_NOTE_NEXT: Look((_chars(grid, left=start + number, hanging=number), w("jc", val="left"))),
        Style.SIGNATURE: Look((flag("keepNext"), flag("keepLines"), w("jc", val="left")), next=Style.DATE),
        Style.DATE: Look((flag("keepLines"), w("jc", val="left"))),
        Style.NOTE: Look((indent,)),
        Style.ANNEX_LABEL: Look((flag("keepNext"), flag("pageBreakBefore"), w("jc", val="left")), face="黑体"),
        Style.ANNEX_TITLE: Look(
            (w("spacing", before=grid.rows(layout.ANNEX_TITLE_ROW - 2), after=grid.rows(layout.ANNEX_BODY_BLANK_ROWS)),),
            base=Style.TITLE,
            next=Style.BODY,
        ),
    }
    return looks


def _chars(grid: WordGrid, **cells: float) -> Element:
    """An indent in characters, which Word takes, and in twips, for those that do not know characters."""
    attributes: dict[str, object] = {}
    for side, count in cells.items():
        attributes[f"{side}Chars"] = round(count * 100)
        attributes[side] = grid.width(count)
    return w("ind", **attributes)


def _tables() -> dict[Style, Look]:
    """Tables: single-spaced small type, never on the exact pitch, which would clip it (house rules)."""
    looks = {Style.CAPTION: Look((flag("keepNext"), w("jc", val="center")), face="黑体")}
    sizes = {
        layout.TABLE_PT: (Style.CELL, Style.CELL_CENTRED, Style.CELL_RIGHT, Style.LABEL),
        layout.TABLE_SMALL_PT: (Style.SMALL_CELL, Style.SMALL_CELL_CENTRED, Style.SMALL_CELL_RIGHT, Style.SMALL_LABEL),
    }
    for size, (left, centred, right, label) in sizes.items():
        line = w("spacing", line=240, lineRule="auto")
        looks[left] = Look((line, w("jc", val="left")), size_pt=size, is_free=True)
        looks[centred] = Look((w("jc", val="center"),), base=left)
        looks[right] = Look((w("jc", val="right"),), base=left)
        looks[label] = Look((w("jc", val="center"),), face="黑体", base=left)
    return looks


def _edges(document: OfficialDocument) -> dict[Style, Look]:
    """版记, page numbers and what stands in headers (clauses 7.4 and 7.5)."""
    small = document.style.small_pt
    side = twips(small)  # 一字 of this size
    line = w("spacing", line=twips(small * 15 / 8), lineRule="exact")  # 行, clause 3.2
    ends = w("tabs", w("tab", val="right", pos=measures.AREA_WIDTH - side))
    folio = (w("spacing", line=twips(measures.FOLIO_LINE_PT), lineRule="exact"),)
    return {
        Style.COPIED: Look((line, w("ind", left=side * 4, hanging=side * 3, right=side), w("jc", val="left")), size_pt=small, is_free=True),
        Style.PRINTED: Look((line, ends, w("ind", left=side), w("jc", val="left")), size_pt=small, is_free=True),
        Style.THICK_LINE: _bar(document.style.imprint_thick_mm),
        Style.THIN_LINE: _bar(document.style.imprint_thin_mm),
        Style.FOLIO: Look(folio, face="宋体", size_pt=small, is_free=True),
        Style.FOLIO_ODD: Look((w("ind", right=side), w("jc", val="right")), base=Style.FOLIO),
        Style.FOLIO_EVEN: Look((w("ind", left=side), w("jc", val="left")), base=Style.FOLIO),
        Style.PAGE_MARKS: Look(
            (w("spacing", line=twips(layout.MARKS_PT * 4 / 3), lineRule="exact"), w("jc", val="center")),
            size_pt=layout.MARKS_PT,
            run=(w("color", val=GREY),),
            is_free=True,
        ),
        Style.HAIRLINE: Look(
            (w("spacing", line=twips(measures.HAIRLINE_PT), lineRule="exact"), w("jc", val="left")), size_pt=1, is_free=True
        ),
    }


def _bar(weight_mm: float) -> Look:
    """A line across the type area: an empty paragraph as low as the line is thick, filled with black (clause 7.4.1)."""
    least = 14  # twips; Word knows no lower line
    line = w("spacing", line=max(least, measures.mm(weight_mm)), lineRule="exact")
    return Look((w("shd", val="clear", color="auto", fill="000000"), line), size_pt=1, is_free=True)
