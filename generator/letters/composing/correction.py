"""更正函: an issued document whose data moved; cites it and says what changes (standards: 函, 信函格式)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.letters.composing.blank import blank_letter
from generator.letters.document import Align, Column, OfficialDocument, Table, TableRow
from generator.letters.wording import Wording
from generator.records.issued import IssuedDocument
from generator.records.naming import name_value
from generator.records.register import Register
from generator.records.stated import Moved
from generator.records.vocabulary import DocumentKind

STEM = "correction"


def correction_name(document: IssuedDocument) -> str:
    """The draft's file name: `correction-2026-letter-0021`."""
    return f"{STEM}-{document.year}-{document.series or 'number'}-{document.serial:04d}"


def compose_correction(document: IssuedDocument, moved: Sequence[Moved], register: Register, today: date, wording: Wording) -> OfficialDocument:
    """The letter that corrects `document` in the facts that moved; it goes to whom the document went."""
    office = register.office
    grades = next(((one.old, one.new) for one in moved if one.path == ("评价", "等级")), None)
    values: Mapping[str, object] = {
        "原文标题": document.title,
        "原文文号": document.number,
        "原文日期": document.issued_on,
        "项数": len(moved),
        "等级变化": grades if len(document.dossiers) == 1 else None,
    }
    blank = blank_letter(
        office,
        name=correction_name(document),
        kind=DocumentKind.CORRECTION,
        title=("关于更正", f"{document.number}文", "有关内容", "的函"),
        addressee=document.addressee,
        issued_on=today,
    )
    return replace(blank, body=wording.compose(STEM, values, {"更正": _table(document, moved, register)}))


def _table(document: IssuedDocument, moved: Sequence[Moved], register: Register) -> Table:
    """What changes, from what, to what; with the project's name where the document speaks of several."""
    dossiers = {dossier.id: dossier for dossier in register.dossiers}
    rows = []
    for number, one in enumerate(moved, start=1):
        dossier = dossiers.get(one.dossier)
        if dossier is None:
            what, old, new = one.dossier, one.old, one.new or "（无）"
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
