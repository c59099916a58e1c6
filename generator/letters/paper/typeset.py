"""Set a document: `OfficialDocument` → `Sheet`, in the order in which GB/T 9704—2012 names the parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from generator.letters.document import Annex, DocumentForm, OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.document_head import document_head
from generator.letters.paper.faces import Setter
from generator.letters.paper.fonts import Faces
from generator.letters.paper.grid import LineGrid
from generator.letters.paper.imprint import set_imprint
from generator.letters.paper.letter_head import letter_head
from generator.letters.paper.paging import annex_room, bind_to_tail, leaves_room, main_room, paginate
from generator.letters.paper.sheet import Head, Imprint, Page, Sheet, Unit, box_units
from generator.letters.paper.signature import signature_units
from generator.letters.paper.tablebox import TableBox
from generator.letters.paper.text import annex_note_units, annex_units, block_units, text_units, title_units
from generator.problems import JixiaoError


@dataclass(frozen=True)
class _Part:
    """What begins a page of its own: the document itself, or an annex."""

    units: tuple[Unit, ...]
    grid: LineGrid


def set_letter(document: OfficialDocument, faces: Faces) -> Sheet:
    """Break, measure and page a whole document.

    An addressee so long that page 1 would show no text moves to 版记 (clause 7.3.2). Raises JixiaoError if page 1
    shows none even then, or if a character is in no face.
    """
    setter = Setter(faces, document.name, LineGrid(document.style))
    setter.line("".join(document.marks))  # printed by the style sheet, which has the fallback but cannot tell
    if document.form is DocumentForm.TABLE:
        return _set_table(document, setter)
    head = _head(document, setter)
    for has_addressee, companions in _attempts(document):
        sheet = _set_main(document, setter, head, companions, has_addressee=has_addressee)
        if _shows_text(sheet.pages[0]):
            return sheet
    raise JixiaoError(f"公文 {document.name}：首页排不下正文，把主送机关移至版记也不行。请缩短标题（GB/T 9704—2012 第7.3.2条）。")


def _attempts(document: OfficialDocument) -> Iterator[tuple[bool, int]]:
    """Whether the addressee stands above the text, and how many lines of the text go with the signature to its page."""
    all_companions = layout.SIGNATURE_COMPANIONS_ROWS
    for has_addressee in (True, False) if document.addressee else (True,):
        yield from ((has_addressee, companions) for companions in range(all_companions, 0, -1))
    yield True, 0  # a text of one line: rather the signature alone on its page than no text on page 1


def _head(document: OfficialDocument, setter: Setter) -> Head:
    number = document.number_text
    place = letter_head if document.form is DocumentForm.LETTER else document_head
    return place(document, setter, number)


def _shows_text(page: Page) -> bool:
    """首页必须显示正文 (clause 7.3.2)."""
    return any(isinstance(box, TableBox) or box.kind not in ("title", "addressee") for box in page.boxes)


def _set_table(document: OfficialDocument, setter: Setter) -> Sheet:
    """An annex that is not bound with its document says so on line 1 (clause 7.3.7)."""
    labels = _labels(document.annexes, document.document_number) if document.document_number else [""] * len(document.annexes)
    parts = _annex_parts(document.annexes, labels, setter)
    if not parts:
        raise JixiaoError(f"公文 {document.name}：单独的附表没有内容。")
    return Sheet(document.form, setter.grid, None, _pages(parts, document.form), setter.substitutions)


def _set_main(document: OfficialDocument, setter: Setter, head: Head, companions: int, *, has_addressee: bool) -> Sheet:
    imprint = set_imprint(document, setter, has_addressee=not has_addressee)
    main = _Part(_main_units(document, setter, companions, has_addressee=has_addressee), setter.grid)
    annexes = _annex_parts(document.annexes, _labels(document.annexes), setter)
    pages = _pages((main, *annexes), document.form, head.title_row, imprint)
    return Sheet(document.form, setter.grid, head, pages, setter.substitutions)


def _main_units(document: OfficialDocument, setter: Setter, companions: int, *, has_addressee: bool) -> tuple[Unit, ...]:
    body = block_units(document.body, setter)
    before = title_units(document.title, setter)
    if has_addressee and document.addressee:
        before += text_units("addressee", f"{document.addressee}：", setter, gap=layout.ADDRESSEE_BLANK_ROWS)
    elif body:
        body = (replace(body[0], gap=layout.ADDRESSEE_BLANK_ROWS), *body[1:])
    main = (*before, *body)
    tail = (*annex_note_units(document.annexes, setter), *signature_units(document, setter))
    return bind_to_tail((*main, *tail), len(main), min(companions, len(body)))


def _labels(annexes: Sequence[Annex], number: str = "") -> list[str]:
    """附件, or 附件1, 附件2 … where there are several, after the document's number if they are not bound with it."""
    return [f"{number}附件{at if len(annexes) > 1 else ''}" for at in range(1, len(annexes) + 1)]


def _annex_parts(annexes: Sequence[Annex], labels: Sequence[str], setter: Setter) -> tuple[_Part, ...]:
    parts = []
    for annex, label in zip(annexes, labels, strict=True):
        grid = setter.grid.turned if annex.is_landscape else setter.grid
        parts.append(_Part(annex_units(annex, label, setter.on(grid)), grid))
    return tuple(parts)


def _pages(parts: Sequence[_Part], form: DocumentForm, title_row: int = 0, imprint: Imprint | None = None) -> tuple[Page, ...]:
    """Page every part; 版记 is on the last page, or on one of its own where that lies on its side or is full."""
    pages: list[Page] = []
    numbers = count(1)
    has_room = True
    for part in parts:
        is_main, is_last = part is parts[0], part is parts[-1]
        tail = imprint.rows if imprint and is_last and not part.grid.is_turned else 0
        room = main_room(form, part.grid, title_row, tail) if is_main and title_row else annex_room(part.grid, tail)
        units = part.units if is_main or not tail else bind_to_tail(part.units, len(part.units), layout.SIGNATURE_COMPANIONS_ROWS)
        set_pages = paginate(units, room)
        has_room = not part.grid.is_turned and leaves_room(set_pages[-1], room, is_first=len(set_pages) == 1)
        pages += [Page(next(numbers), box_units(page), part.grid) for page in set_pages]
    pages[0] = replace(pages[0], first_row=title_row)
    if not imprint:
        return tuple(pages)
    if has_room:
        return (*pages[:-1], replace(pages[-1], imprint=imprint))
    return (*pages, Page(next(numbers), (), parts[0].grid, imprint=imprint))
