"""Print a whole document: `OfficialDocument` → DOCX."""

from collections.abc import Mapping
from datetime import UTC, datetime

from generator.letters.document import DocumentForm, OfficialDocument
from generator.letters.paper import layout
from generator.letters.word.edges import Edge, edges, footer_distance
from generator.letters.word.families import Families
from generator.letters.word.flow import Section, sections
from generator.letters.word.markup import Element, flag, part, reference, w
from generator.letters.word.measures import WordGrid, mm
from generator.letters.word.package import Properties, RelatedPart, pack
from generator.letters.word.styles import style_sheet
from generator.letters.word.text import with_properties
from generator.problems import JixiaoError


class WordPrinter:
    """Prints documents for Word and WPS, with the font families of the office.

    What Word cannot do on its own grid is left out: the text of a letter's first page ends at the type area's lower
    edge and not just above the second red line, as clause 10.1 would allow.
    """

    def __init__(self, fonts: Mapping[str, str] | None = None):
        self._families = Families(fonts)

    def print(self, document: OfficialDocument) -> bytes:
        """The document as DOCX, the same bytes each time; JixiaoError where something cannot be printed."""
        try:
            return self._print(document)
        except JixiaoError as error:
            raise JixiaoError(f"公文 {document.name}：{error}") from error

    def _print(self, document: OfficialDocument) -> bytes:
        parts = sections(document)
        has_first = document.form is DocumentForm.LETTER
        edge_parts = edges(document, has_first=has_first, has_landscape=any(one.is_landscape for one in parts))
        names = {edge: f"rId{at}" for at, edge in enumerate(edge_parts, start=4)}
        related = [
            RelatedPart("rId1", "styles", "styles", style_sheet(document, self._families)),
            RelatedPart("rId2", "settings", "settings", _settings()),
            RelatedPart("rId3", "fontTable", "fontTable", self._families.font_table()),
        ]
        for at, edge in enumerate(edge_parts, start=1):
            related.append(RelatedPart(names[edge], edge.side, f"{edge.side}{at}", edge.xml))
        return pack(part("document", _body(document, parts, names)), related, _properties(document))


def _body(document: OfficialDocument, parts: tuple[Section, ...], names: Mapping[Edge, str]) -> Element:
    content: list[Element] = []
    for at, section in enumerate(parts):
        properties = _section(document, section, names, has_first=at == 0 and document.form is DocumentForm.LETTER)
        if at == len(parts) - 1:
            content += (*section.content, properties)
        else:  # every section but the last ends in the properties of its last paragraph
            content += (*section.content[:-1], with_properties(section.content[-1], properties))
    return w("body", *content)


def _section(document: OfficialDocument, section: Section, names: Mapping[Edge, str], *, has_first: bool) -> Element:
    """Sheet, margins, grid, headers and footers of a section (clauses 5.1, 5.2 and 8)."""
    mine = [edge for edge in names if edge.is_landscape == section.is_landscape and (edge.pages != "first" or has_first)]
    grid = WordGrid.of(document.style)
    return w(
        "sectPr",
        *(reference(f"{edge.side}Reference", edge.pages, names[edge]) for edge in mine),
        w("type", val="nextPage"),
        *_sheet(document, section),
        flag("titlePg") if has_first else None,
        w("docGrid", type="linesAndChars", linePitch=grid.pitch, charSpace=grid.char_space),
    )


def _sheet(document: OfficialDocument, section: Section) -> tuple[Element, Element]:
    """Size and margins; a turned sheet has its table's head at the left edge of the upright one (clause 8)."""
    short, long = mm(layout.PAGE_WIDTH_MM), mm(layout.PAGE_HEIGHT_MM)
    top, right = mm(layout.TOP_MARGIN_MM), mm(layout.RIGHT_MARGIN_MM)
    bottom, left = mm(layout.BOTTOM_MARGIN_MM), mm(layout.LEFT_MARGIN_MM)
    distances = {"header": mm(layout.MARKS_TOP_MM), "footer": footer_distance(document), "gutter": 0}
    if section.is_landscape:
        size = w("pgSz", w=long, h=short, orient="landscape")
        return size, w("pgMar", top=left, right=top, bottom=right, left=bottom, **distances)
    return w("pgSz", w=short, h=long), w("pgMar", top=top, right=right, bottom=bottom, left=left, **distances)


def _settings() -> bytes:
    compatibility = {
        "compatibilityMode": 15,  # Word 2013 and later; without it Word opens in 兼容模式
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
    }
    uri = "http://schemas.microsoft.com/office/word"
    return part(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        flag("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),  # squeezed punctuation would leave the grid
        w(
            "compat",
            flag("balanceSingleByteDoubleByteWidth"),
            flag("doNotExpandShiftReturn"),
            flag("useFELayout"),
            *(w("compatSetting", name=name, uri=uri, val=value) for name, value in compatibility.items()),
        ),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def _properties(document: OfficialDocument) -> Properties:
    day = document.issued_on
    number = document.number_text
    is_table = document.form is DocumentForm.TABLE
    return Properties(
        title=document.title_text,
        subject=document.kind if is_table else f"{document.kind} {number}",
        author=document.issuing_agency,
        category=document.genre.value,
        keywords="；".join(word for word in (document.genre.value, document.kind, document.addressee) if word),
        comments="　".join(document.marks),
        status="草稿" if document.is_draft and not is_table else "",
        moment=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
