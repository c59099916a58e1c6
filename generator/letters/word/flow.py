"""The text from title to last annex as paragraphs and tables, in sections: upright sheets and turned ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from generator.letters.document import Annex, Block, DocumentForm, Heading, OfficialDocument, Paragraph, Table
from generator.letters.paper import layout
from generator.letters.paper.linebreak import break_title
from generator.letters.word import measures
from generator.letters.word.head import head
from generator.letters.word.markup import Element, flag, w
from generator.letters.word.measures import WordGrid
from generator.letters.word.styles import HEADINGS, Style
from generator.letters.word.tables import table
from generator.letters.word.tail import annex_notes, imprint, signature
from generator.letters.word.text import is_paragraph, paragraph, run, with_properties


@dataclass(frozen=True)
class Section:
    """Paragraphs and tables on sheets that lie one way."""

    content: tuple[Element, ...]
    is_landscape: bool = False


def sections(document: OfficialDocument) -> tuple[Section, ...]:
    """The whole document; what follows a turned sheet begins a new one."""
    has_main = document.form is not DocumentForm.TABLE or document.body or not document.annexes
    parts = [Section(tuple(_main(document)))] if has_main else []
    for number, annex in enumerate(document.annexes, start=1):
        label = _label(document, number)
        follows = bool(parts) and parts[-1].is_landscape == annex.is_landscape
        parts.append(Section(tuple(_annex(document, annex, label, follows=follows)), annex.is_landscape))
    foot = imprint(document)
    if foot:
        parts.append(Section((*foot, paragraph(Style.HAIRLINE, ""))))  # the paragraph that the frame is tied to
    return tuple(_joined(parts))


def _joined(parts: Iterable[Section]) -> Iterator[Section]:
    for is_landscape, group in groupby(parts, key=lambda part: part.is_landscape):
        content = [element for part in group for element in part.content]
        yield Section(tuple(_parted(content)), is_landscape)


def _parted(content: Sequence[Element]) -> Iterator[Element]:
    """After a table a paragraph that takes no room, where none follows: Word joins tables that touch, and sections end in paragraphs."""
    for element, following in zip_longest(content, content[1:]):
        yield element
        if not is_paragraph(element) and (following is None or not is_paragraph(following)):
            yield paragraph(Style.HAIRLINE, "")


def _label(document: OfficialDocument, number: int) -> str:
    """附件, with its number where there are several; an annex that is printed alone has none."""
    if document.form is DocumentForm.TABLE:
        return ""
    return f"附件{number}" if len(document.annexes) > 1 else "附件"


def _main(document: OfficialDocument) -> Iterator[Element]:
    if document.form is DocumentForm.TABLE:
        yield _title(Style.ANNEX_TITLE, document.title, document, w("spacing", before=0, after=_after(document)))
        yield from _blocks(document.body, measures.AREA_WIDTH, document)
        return
    yield from head(document)
    yield _title(Style.TITLE, document.title, document)
    if document.addressee:
        yield paragraph(Style.ADDRESSEE, f"{document.addressee}：")
    yield from _bound(tuple(_blocks(document.body, measures.AREA_WIDTH, document)))
    yield from (with_properties(note, flag("keepNext")) for note in annex_notes(document))
    yield from signature(document)


def _after(document: OfficialDocument) -> int:
    return WordGrid.of(document.style).rows(layout.ANNEX_BODY_BLANK_ROWS)


def _bound(text: Sequence[Element]) -> tuple[Element, ...]:
    """The end of the text goes with 附件说明 and signature to their page, two lines of it (clause 7.3.5.5)."""
    if not text or not is_paragraph(text[-1]):
        return tuple(text)
    return (*text[:-1], with_properties(text[-1], flag("keepNext"), flag("widowControl")))


def _title(
    style: Style, pieces: Sequence[str], document: OfficialDocument, *properties: Element, width: int = measures.AREA_WIDTH
) -> Element:
    """A title in lines of 梯形 or 菱形 (clause 7.3.1)."""
    limit = int(width / measures.TWIPS / document.style.title_pt)
    return paragraph(style, (run("\n".join(break_title(pieces, limit=limit))),), *properties)


def _annex(document: OfficialDocument, annex: Annex, label: str, *, follows: bool) -> Iterator[Element]:
    """The label on line 1 of a new page, the title on line 3, then the text (clause 7.3.7).

    One that follows others in their section breaks the page; a section of its own begins on a new page by itself.
    """
    width = measures.AREA_HEIGHT if annex.is_landscape else measures.AREA_WIDTH
    if label:
        yield paragraph(Style.ANNEX_LABEL, label, *(() if follows else (flag("pageBreakBefore", False),)))
        yield _title(Style.ANNEX_TITLE, (annex.title,), document, width=width)
    else:
        spacing = w("spacing", before=0, after=_after(document))
        breaks = (flag("pageBreakBefore"),) if follows else ()
        yield _title(Style.ANNEX_TITLE, (annex.title,), document, spacing, *breaks, width=width)
    yield from _blocks(annex.blocks, width, document)


def _blocks(blocks: Iterable[Block], width: int, document: OfficialDocument) -> Iterator[Element]:
    grid = WordGrid.of(document.style)
    tables: list[Table] = []
    for block in blocks:
        if isinstance(block, Table) and not block.caption and tables:
            tables.append(block)  # touches the one before
            continue
        if tables:
            yield table(tables, width, grid)
            tables = []
        if isinstance(block, Table):
            tables = [block]
            if block.caption:
                yield paragraph(Style.CAPTION, block.caption)
        else:
            yield _text(block)
    if tables:
        yield table(tables, width, grid)


def _text(block: Heading | Paragraph) -> Element:
    if isinstance(block, Heading):
        return paragraph(HEADINGS[block.level - 1], block.text)
    runs = tuple(run(piece.text, Style.STRONG if piece.is_strong else None) for piece in block.runs if piece.text)
    if block.is_centred:
        return paragraph(Style.FLUSH, runs, w("jc", val="center"))
    return paragraph(Style.FLUSH if block.is_flush else Style.BODY, runs)
