"""Headers and footers: marks such as 演示数据, page numbers, the letter's second red line (clauses 7.5, 8 and 10.1).

On a landscape page the number stands where it would on an upright sheet (clause 8), that is at the left of the turned
page, below on odd pages and above on even ones, its foot to the left. A footer cannot reach there: the number stands
in a header's table cell with vertical text, tied to the page.
"""

from dataclasses import dataclass

from generator.letters.document import OfficialDocument
from generator.letters.paper import layout
from generator.letters.word import measures
from generator.letters.word.head import red_line
from generator.letters.word.markup import Element, part, w
from generator.letters.word.measures import AREA_WIDTH, mm, twips
from generator.letters.word.styles import Style
from generator.letters.word.tables import plain_table
from generator.letters.word.text import paragraph, run

# The 一字线 is in the middle of its type; so far it lies below the upper edge of the number's exact line.
_DASH_EM = (layout.ASCENT_EM - layout.DESCENT_EM) / 2


@dataclass(frozen=True)
class Edge:
    """A header or footer: which pages of which sections it belongs to, and its content."""

    side: str  # header or footer
    pages: str  # default (odd), even or first
    is_landscape: bool
    xml: bytes


def edges(document: OfficialDocument, *, has_first: bool, has_landscape: bool) -> tuple[Edge, ...]:
    """All headers and footers of a document; `has_first` where page 1 has its own."""
    found = []
    for pages, style in (("default", Style.FOLIO_ODD), ("even", Style.FOLIO_EVEN)):
        found.append(Edge("header", pages, False, part("hdr", _page_marks(document))))
        found.append(Edge("footer", pages, False, part("ftr", _folio(style))))
        if has_landscape:
            turned = part("hdr", _turned_folio(document, style), _page_marks(document))
            found.append(Edge("header", pages, True, turned))
            found.append(Edge("footer", pages, True, part("ftr", paragraph(Style.FOLIO, ""))))
    if has_first:
        found.append(Edge("header", "first", False, part("hdr", _page_marks(document))))
        found.append(Edge("footer", "first", False, part("ftr", _second_rule(), paragraph(Style.FOLIO, ""))))
    return tuple(found)


def footer_distance(document: OfficialDocument) -> int:
    """From the page's lower edge to the number's line, so that its 一字线 is 7 mm below the type area (clause 7.5)."""
    dash_pt = (layout.TOP_MARGIN_MM + layout.AREA_HEIGHT_MM + layout.FOLIO_GAP_MM) * layout.MM
    return mm(layout.PAGE_HEIGHT_MM) - twips(dash_pt - _dash_depth(document) + measures.FOLIO_LINE_PT)


def _dash_depth(document: OfficialDocument) -> float:
    return measures.FOLIO_LINE_PT * measures.BASELINE_SHARE - _DASH_EM * document.style.small_pt


def _page_marks(document: OfficialDocument) -> Element:
    return paragraph(Style.PAGE_MARKS, "　".join(document.marks))


def _folio(style: Style) -> Element:
    field = w("fldSimple", run("1"), instr="PAGE")
    return paragraph(style, (run("— "), field, run(" —")))


def _second_rule() -> Element:
    """上细下粗, 20 mm above the page's lower edge, on page 1 alone (clause 10.1)."""
    return red_line("thinThickSmallGap", (layout.PAGE_HEIGHT_MM - layout.RULE_BOTTOM_MM) * layout.MM)


def _turned_folio(document: OfficialDocument, style: Style) -> Element:
    """The number at the left of a turned page; the cell is as high as the type area is wide on the upright sheet."""
    width = twips(measures.FOLIO_LINE_PT)
    # The sheet's lower edge is the turned page's left edge.
    dash_mm = layout.BOTTOM_MARGIN_MM - layout.FOLIO_GAP_MM
    place = w(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="page",
        horzAnchor="page",
        tblpX=mm(dash_mm) + twips(_dash_depth(document)) - width,
        tblpY=mm(layout.LEFT_MARGIN_MM),
    )
    turned = w("tcPr", w("tcW", w=width, type="dxa"), w("textDirection", val="tbRl"))
    height = w("trPr", w("trHeight", val=AREA_WIDTH, hRule="exact"))
    return plain_table((width,), [w("tr", height, w("tc", turned, _folio(style)))], place)
