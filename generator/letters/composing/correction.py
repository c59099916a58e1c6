"""更正函: an issued document whose data moved; cites it and says what changes.

A letter is corrected by a letter. A circular is corrected by a circular to the same units, a report by a report to the
same government: what went out under one 文种 is not put right under another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from generator.letters.composing.blank import blank_letter
from generator.letters.composing.year_document import Heading, year_document
from generator.letters.document import Align, Column, Genre, OfficialDocument, Table, TableRow
from generator.letters.wording import Wording
from generator.records.issued import IssuedDocument
from generator.records.naming import name_value
from generator.records.register import Register
from generator.records.stated import Moved
from generator.records.vocabulary import DocumentKind, Grade

STEM = "correction"
GRADE_PATH = ("评价", "等级")
WRITTEN_GENRES = {Genre.CIRCULAR.value: Genre.CIRCULAR, Genre.REPORT.value: Genre.REPORT}


def correction_name(document: IssuedDocument) -> str:
    """The draft's file name: `correction-2026-letter-0021`."""
    return f"{STEM}-{document.year}-{document.series or 'number'}-{document.serial:04d}"


def compose_correction(document: IssuedDocument, moved: Sequence[Moved], register: Register, today: date, wording: Wording) -> OfficialDocument:
    """What corrects `document` in the facts that moved; it goes to whom the document went."""
    genre = WRITTEN_GENRES.get(document.genre, Genre.LETTER)
    is_set = bool(document.stage)  # for the congress: the letter itself says no figures, its papers do
    values = {
        "文种": genre.value,
        "财政": register.office.short_name,
        "原文标题": document.title,
        "原文文号": document.number,
        "原文日期": document.issued_on,
        "项数": len(moved),
        "多项": len(document.dossiers) != 1,
        "规定依据": register.office.result_policy.basis,
        "成套": is_set,
        "等级变化": [] if genre is Genre.REPORT or is_set else list(_grade_changes(moved, register)),
    }
    body = wording.compose(STEM, values, {"更正": _table(document, moved, register)})
    title = ("关于更正", f"{document.number}{genre.value}", "所附材料有关内容" if is_set else "有关内容", f"的{genre.value}")
    name = correction_name(document)
    if genre is not Genre.LETTER:
        written = year_document(register, today, Heading(STEM, DocumentKind.CORRECTION, genre, title, document.addressee), body)
        return replace(written, name=name)
    blank = blank_letter(
        register.office, name=name, kind=DocumentKind.CORRECTION, title=title, addressee=document.addressee, issued_on=today
    )
    # A set for the congress was sent to its committee alone.
    return replace(blank, body=body, copied_agencies=() if is_set else blank.copied_agencies)


def _grade_changes(moved: Sequence[Moved], register: Register) -> Iterator[dict[str, object]]:
    """Each grade that changed, with what the district's rule says of the new one."""
    for one in moved:
        dossier = register.by_id.get(one.dossier)
        if one.path == GRADE_PATH and dossier and one.old and one.new:
            policy = register.office.policy_for(Grade(one.new))
            yield {
                "名称": register.label_of(dossier),
                "原等级": one.old,
                "现等级": one.new,
                "意见": policy.statement if policy else "",
            }


def _table(document: IssuedDocument, moved: Sequence[Moved], register: Register) -> Table:
    """What changes, from what, to what; with the project's name where the document speaks of several."""
    rows = []
    for number, one in enumerate(moved, start=1):
        dossier = register.by_id.get(one.dossier)
        if dossier is None:  # a number of the year, or a dossier that is gone
            what, old, new = "".join(map(str, (one.dossier, *one.path))), one.old or "（无）", one.new or "（无）"
        else:
            named = name_value(dossier, one.path)
            what, old, new = named.label, named.show(one.old), named.show(one.new)
            if len(document.dossiers) != 1:
                what = f"{register.label_of(dossier)}：{what}"
        rows.append(TableRow((str(number), what, old, new)))
    return Table(
        columns=(Column("序号", 0.08, Align.CENTRE), Column("更正内容", 0.36), Column("原文", 0.28), Column("更正为", 0.28)),
        rows=tuple(rows),
    )
