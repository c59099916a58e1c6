"""Print a letter: `OfficialDocument` → PDF/A-3a. The only place that knows WeasyPrint."""

import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from generator.engine.templates import make_environment, render_template
from generator.letters.document import OfficialDocument, PageStyle
from generator.letters.paper import layout
from generator.letters.paper.artifacts import mark_artifacts
from generator.letters.paper.fonts import Faces, PrintFonts, Role, check_subsetter, rare_family
from generator.letters.paper.grid import LineGrid
from generator.letters.paper.sheet import Sheet
from generator.letters.paper.textline import Substitution
from generator.letters.paper.typeset import set_letter
from generator.problems import JixiaoError

PDF_VARIANT = "pdf/a-3a"  # tagged, for archives; 3 rather than 2, so that data may be attached one day
PAGE_TEMPLATE = "print/letter.html.jinja"
STYLE_TEMPLATE = "print/letter.css"
PIECE_PAGES = 40  # of a document that is printed to be bound
# What the layout itself prints, whatever the document says.
PRINTED_CHARACTERS = "0123456789 .—…年月日文附件：（未签发人）主抄送印，。　"


@dataclass(frozen=True)
class PrintedDocument:
    """A finished letter; `substitutions` are the characters that no proper face has."""

    pdf: bytes
    pages: int
    substitutions: tuple[Substitution, ...] = ()


class PrivateFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type hints
    """Lets WeasyPrint read files under `folders` and nothing else; anything else ends the print."""

    def __init__(self, folders: Sequence[Path]):
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)
        self._folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """Open a file URL."""
        path = Path(unquote(urlsplit(url).path)).resolve()
        if urlsplit(url).scheme != "file" or not any(path.is_relative_to(one) for one in self._folders):
            raise FatalURLFetchingError(f"不允许读取：{url}")
        return super().fetch(url, headers)


class PdfPrinter:
    """Prints documents one after another; make one per process.

    It is made of plain data, so a worker process builds its own: `fonts` as `subset_fonts` returned them,
    `template_folders` as `make_environment` takes them. WeasyPrint's font configuration is made once, its style
    sheet once for each page style; a new configuration for each letter would hold a gigabyte after 200.
    """

    def __init__(self, fonts: PrintFonts, template_folders: Sequence[Path]):
        check_subsetter()
        self._fonts, self._template_folders = fonts, tuple(template_folders)
        self._faces = Faces(fonts)
        self._environment = make_environment(template_folders)
        font_folders = {file.path.parent for file in fonts.faces.values()}
        self._fetcher = PrivateFetcher([*font_folders, *template_folders])
        self._font_configuration = FontConfiguration()
        self._styles: dict[PageStyle, CSS] = {}
        self._style_sheet(PageStyle())  # a template that cannot be read is told before the first document

    def _style_sheet(self, style: PageStyle) -> CSS:
        """The parsed style sheet of a page style."""
        if style not in self._styles:
            self._styles[style] = self._css(STYLE_TEMPLATE, style)
        return self._styles[style]

    def _css(self, template: str, style: PageStyle, values: Mapping[str, object] | None = None) -> CSS:
        """A style sheet filled with the numbers of layout and grid and the fonts of the batch; that of free pages has `values`."""
        text = render_template(
            self._environment,
            template,
            layout=layout,
            grid=LineGrid(style),
            fonts=[
                {"family": family, "url": file.path.as_uri(), "drop_em": round(self._faces.drop(role), 4)}
                for family, (role, file) in self._fonts.families.items()
            ],
            folio_top_mm=self._folio_top_mm(style),
            **(values or {}),
        )
        with _loud(f"版式文件 {template.rpartition('/')[2]}"):
            return CSS(string=self._with_fallback(text) if values is not None else text, font_config=self._font_configuration, url_fetcher=self._fetcher)

    def __reduce__(self) -> tuple[type["PdfPrinter"], tuple[Any, ...]]:
        return PdfPrinter, (self._fonts, self._template_folders)

    def set(self, document: OfficialDocument) -> tuple[Sheet, str]:
        """Break a document into lines and pages, and write them as HTML."""
        sheet = set_letter(document, self._faces)
        return sheet, render_template(self._environment, PAGE_TEMPLATE, layout=layout, document=document, sheet=sheet)

    def print(self, document: OfficialDocument) -> PrintedDocument:
        """Print one document; the same one gives the same bytes, on any day and in any process."""
        sheet, html = self.set(document)
        return PrintedDocument(self._draw(document, sheet, html), len(sheet.pages), sheet.substitutions)

    def print_pieces(self, document: OfficialDocument) -> Iterator[PrintedDocument]:
        """Print a document to be bound, some pages in a file, in order: WeasyPrint holds 5 MB for a page of a dense table.

        ValueError if it numbers its pages itself, for each piece would begin anew.
        """
        if document.has_folio:
            raise ValueError(f"{document.name} numbers its own pages")
        sheet = set_letter(document, self._faces)
        for start in range(0, len(sheet.pages), PIECE_PAGES):
            piece = replace(sheet, pages=sheet.pages[start : start + PIECE_PAGES])
            html = render_template(self._environment, PAGE_TEMPLATE, layout=layout, document=document, sheet=piece)
            yield PrintedDocument(self._draw(document, piece, html), len(piece.pages), sheet.substitutions)

    def _draw(self, document: OfficialDocument, sheet: Sheet, html: str) -> bytes:
        style = self._style_sheet(document.style)
        with _loud(f"公文 {document.name}"):
            page = HTML(string=html, url_fetcher=self._fetcher)
            rendered = page.render(font_config=self._font_configuration, stylesheets=[style])
            with warnings.catch_warnings():
                # WeasyPrint 70 leaves its own colour profile open for the garbage collector.
                warnings.simplefilter("ignore", ResourceWarning)
                pdf: bytes = rendered.write_pdf(pdf_variant=PDF_VARIANT, finisher=mark_artifacts)
        self._check(document, rendered, pages=len(sheet.pages))
        return pdf

    def print_html(
        self, name: str, html: str, css_template: str, values: Mapping[str, object] | None = None, *, is_tagged: bool = True
    ) -> PrintedDocument:
        """Print pages that are no official document: a cover, contents, a briefing with charts.

        `css_template` is filled with `layout`, `grid`, `fonts` and `folio_top_mm` as that of letters is, and with
        `values`. Untagged pages are for stamping onto others. JixiaoError if a character is in no face.
        """
        self._check_characters(name, unescape(html))
        style = self._css(css_template, PageStyle(), values or {})
        with _loud(name), warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # as above
            page = HTML(string=self._with_fallback(html), url_fetcher=self._fetcher)
            rendered = page.render(font_config=self._font_configuration, stylesheets=[style])
            pdf = rendered.write_pdf(pdf_variant=PDF_VARIANT, finisher=mark_artifacts) if is_tagged else rendered.write_pdf()
        self._check_fonts(name, rendered)
        return PrintedDocument(pdf, len(rendered.pages))

    def _with_fallback(self, text: str) -> str:
        """Name the fonts of rare characters after each face that free pages ask for: no line of theirs is set here, character by character."""
        for role in self._fonts.faces:
            rare = [rare_family(fallback, char) for fallback, char in self._fonts.rare if fallback is role.fallback]
            text = re.sub(rf"\"?\b{role.family}\b\"?(?!\"?\s*;\s*src\b|\.otf)", ", ".join([role.family, *rare]), text)
        return text

    def _check_characters(self, name: str, text: str) -> None:
        """WeasyPrint draws an empty box for what no font has, and says nothing."""
        missing = [char for char in dict.fromkeys(text) if char.isprintable() and self._faces.role_of(char, Role.BODY) is None]
        if missing:
            what = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in missing)
            raise JixiaoError(f"{name}：字符{what}在{Role.BODY.value}和后备字体中都没有，无法印出。请改用其他字。")

    def _check_fonts(self, name: str, rendered: Any) -> None:
        strange = {font.family for font in rendered.fonts.values()} - set(self._fonts.families)
        if strange:
            raise JixiaoError(f"{name}：PDF 中混入了其他字体：{'、'.join(sorted(strange))}。")

    def _check(self, document: OfficialDocument, rendered: Any, pages: int) -> None:
        """A font that is not there is replaced without any word; a line too many makes a page too many."""
        self._check_fonts(f"公文 {document.name}", rendered)
        if len(rendered.pages) != pages:
            raise JixiaoError(f"公文 {document.name}：排版得 {pages} 页，印出却有 {len(rendered.pages)} 页。请检查 {PAGE_TEMPLATE}。")

    def _folio_top_mm(self, style: PageStyle) -> float:
        """Upper edge of the page number's box: the ink of its dash begins 7 mm below the type area."""
        _, dash_top = self._faces.ink("—", Role.SONG)
        dash_mm = layout.AREA_BOTTOM_MM + layout.FOLIO_GAP_MM
        return dash_mm - (layout.ASCENT_EM - dash_top) * style.small_pt / layout.MM


def characters_of(documents: Iterable[OfficialDocument]) -> frozenset[str]:
    """Every character that the letters of a batch may need, for `subset_fonts`."""
    characters = set(PRINTED_CHARACTERS)
    for document in documents:
        characters.update(_characters(document))
    return frozenset(characters - {"\n"})


def _characters(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value
    elif isinstance(value, tuple):
        for item in value:
            yield from _characters(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _characters(getattr(value, name))


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _loud(what: str) -> Iterator[None]:
    """Turn whatever WeasyPrint would only mutter into a failure that names the document."""
    collector = _Collector()
    handlers, propagate = LOGGER.handlers, LOGGER.propagate
    LOGGER.handlers, LOGGER.propagate = [collector], False
    try:
        yield
    except FatalURLFetchingError as error:
        raise JixiaoError(f"{what}：生成 PDF 时要读取不允许或不存在的文件。{error}") from error
    finally:
        LOGGER.handlers, LOGGER.propagate = handlers, propagate
    if collector.messages:
        raise JixiaoError(f"{what}：生成 PDF 时有警告：{'；'.join(dict.fromkeys(collector.messages))}")
