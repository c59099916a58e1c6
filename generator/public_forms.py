"""Official forms for the public: composed by the letters wing from redacted copies, shown by the website wing as page and as PDF.

The page and the PDF come from the same document, so they cannot say different things.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from generator.engine.workers import Progress, silent
from generator.letters.composing.kinds import TableKind
from generator.letters.document import Align, Cell, Join, OfficialDocument, Table, TableRow
from generator.letters.forms import kinds, objectives, overall_self_evaluation, self_evaluation
from generator.letters.printing import PrintedPdf, PrintShop
from generator.records.dossier import OverallDossier
from generator.records.register import Register
from generator.website.door.addresses import dossier_stem
from generator.website.door.copies import disclosed_copies
from generator.website.door.form_tables import FormCell, FormTable, pack_tables
from generator.website.door.public_site import PublicFile, PublicForm

# The forms that go out, and what their files are called: the unit's own, which are disclosed with 部门预算 and 部门决算.
PUBLIC_KINDS = {self_evaluation.KIND.name: "self", overall_self_evaluation.KIND.name: "self", objectives.KIND.name: "objectives"}
ALIGNS = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def public_forms(registers: Iterable[Register], today: date, shop: PrintShop | None, progress: Progress = silent) -> tuple[PublicForm, ...]:
    """The forms of all years; without a shop as pages alone."""
    found: list[PublicForm] = []
    for register in registers:
        copies = disclosed_copies(register, today)
        documents = list(form_documents(copies, today))
        printed: Sequence[PrintedPdf | None] = shop.print_pdfs(documents, progress) if shop else [None] * len(documents)
        found += [_form(document, copies, pdf) for document, pdf in zip(documents, printed, strict=True)]
    return tuple(found)


def form_documents(copies: Register, today: date) -> Iterator[OfficialDocument]:
    """The forms of a year. Each is dated with the dossier's own day, or it would be another document every morning."""
    for kind in _public_kinds():
        for document in kind.compose(copies, today):
            disclosure = copies.by_id[_dossier(document, kind.stem, copies.year)].disclosure
            published_on = disclosure.published_on if disclosure else None
            yield replace(document, issued_on=published_on or date(copies.year, 12, 31))


def _public_kinds() -> Iterator[TableKind]:
    return (kind for kind in kinds.TABLE_KINDS if kind.name in PUBLIC_KINDS)


def _dossier(document: OfficialDocument, stem: str, year: int) -> str:
    return document.name.removeprefix(f"{stem}-{year}-")


def _form(document: OfficialDocument, copies: Register, pdf: PrintedPdf | None) -> PublicForm:
    stem = next(kind.stem for kind in _public_kinds() if kind.name == document.kind)
    dossier = copies.by_id[_dossier(document, stem, copies.year)]
    tables = [block for annex in document.annexes for block in annex.blocks if isinstance(block, Table)]
    packed = pack_tables(_shown(table) for table in tables)
    if pdf is None:
        return PublicForm(dossier.id, copies.year, document.kind, packed)
    address = dossier_stem(dossier.unit, "" if isinstance(dossier, OverallDossier) else dossier.id, copies.year)
    url = f"{address}-{PUBLIC_KINDS[document.kind]}.pdf"
    return PublicForm(dossier.id, copies.year, document.kind, packed, PublicFile(document.title_text, url, pdf.size, pdf.sha256, pdf.path), pdf.pages)


# --- a table of the paper as a table of the page -----------------------------------------------------------------------


def _shown(table: Table) -> FormTable:
    """The same cells; what the paper leaves to the eye, the page says in words: which cell is a heading, and of what."""
    whole = sum(column.share for column in table.columns)
    head = table.head or ((TableRow(tuple(column.heading for column in table.columns)),) if any(column.heading for column in table.columns) else ())
    return FormTable(
        widths=tuple(round(column.share / whole * 100, 2) for column in table.columns),
        head=_cells(table, head, is_head=True),
        rows=_cells(table, table.rows, is_head=False),
        has_total=bool(table.rows) and table.rows[-1].is_total,
    )


def _cells(table: Table, rows: Sequence[TableRow], *, is_head: bool) -> tuple[tuple[FormCell, ...], ...]:
    return tuple(
        tuple(_cell(table, rows, top, left, is_head=is_head) for left, content in enumerate(row.cells) if not isinstance(content, Join))
        for top, row in enumerate(rows)
    )


def _cell(table: Table, rows: Sequence[TableRow], top: int, left: int, *, is_head: bool) -> FormCell:
    content = rows[top].cells[left]
    height = 1 + _count(rows[below].cells[left] is Join.ABOVE for below in range(top + 1, len(rows)))
    width = 1 + _count(cell is Join.LEFT for cell in rows[top].cells[left + 1 :])
    text = content.text if isinstance(content, Cell) else str(content)
    own = content.align if isinstance(content, Cell) else None
    is_label = bool(text) and (is_head or (isinstance(content, Cell) and content.is_label) or (rows[top].is_total and left == 0))
    align = ALIGNS[Align.CENTRE if is_label else own or table.columns[left].align]
    scope = _scope(rows[top], left, height, width, is_head=is_head) if is_label else ""
    return FormCell(text, align, height, width, scope)


def _scope(row: TableRow, left: int, height: int, width: int, *, is_head: bool) -> str:
    """A label heads its column where nothing but labels stands in its row, else what follows it in the row."""
    if is_head:
        return "colgroup" if width > 1 else "col"
    if left == 0 and height > 1:
        return "rowgroup"
    on_the_right = row.cells[left:]
    heads_columns = all(isinstance(cell, Join) or (isinstance(cell, Cell) and cell.is_label) for cell in on_the_right)
    return "col" if heads_columns and sum(isinstance(cell, Cell) for cell in row.cells) > 1 else "row"


def _count(flags: Iterable[bool]) -> int:
    """How many are true before the first that is not."""
    number = 0
    for flag in flags:
        if not flag:
            break
        number += 1
    return number
