"""Which drafts the records ask for: every kind of document put to every dossier and every year, less what was issued."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.engine.cache import fingerprint
from generator.letters.composing.correction import STEM as CORRECTION_STEM
from generator.letters.composing.correction import compose_correction
from generator.letters.composing.kinds import LETTER_KINDS, LetterKind
from generator.letters.composing.subject import Subject, subject_of
from generator.letters.composing.year_kinds import YEAR_KINDS
from generator.letters.document import Heading, OfficialDocument, Paragraph
from generator.letters.forms.kinds import TABLE_KINDS
from generator.letters.wording import Wording
from generator.problems import Problem
from generator.records.issued import IssuedDocument
from generator.records.office import Deadlines
from generator.records.register import Register
from generator.records.rules import DocumentCase, check_document
from generator.records.stated import moved_in
from generator.records.vocabulary import DocumentKind

CORRECTION_WORD = "更正"
LETTER_WORDS = (*(kind.word for kind in LETTER_KINDS), *(kind.word for kind in YEAR_KINDS), CORRECTION_WORD)
TABLE_WORDS = tuple(kind.word for kind in TABLE_KINDS)
STEMS = (*(kind.stem for kind in LETTER_KINDS), *(kind.stem for kind in YEAR_KINDS), *(kind.stem for kind in TABLE_KINDS), CORRECTION_STEM)
# The names that this module gives to drafts, so that nobody else's file is taken for one.
DRAFT_NAME = re.compile(rf"(?:{'|'.join(STEMS)})-\d{{4}}(?:-[A-Za-z0-9-]+)?")
# Letters that may follow each other about the same dossier, and how long the answer to one may take.
ANSWER_DAYS: Mapping[str, Callable[[Deadlines], int]] = {
    DocumentKind.REMINDER: lambda days: days.reminder_days,
    DocumentKind.RECTIFICATION: lambda days: days.final_days,
}


@dataclass(frozen=True)
class Selection:
    """Which documents are wanted; an empty word wants all."""

    kind: str = ""
    unit: str = ""
    project: str = ""
    corrects: str = ""  # the number of an issued document

    @property
    def is_everything(self) -> bool:
        """True if nothing was left out."""
        return not (self.kind or self.unit or self.project or self.corrects)


@dataclass(frozen=True)
class Draft:
    """A composed document with the year and the dossiers that it is about; a document about a whole year names none."""

    document: OfficialDocument
    year: int
    dossiers: tuple[str, ...] = ()
    corrects: str = ""  # 更正函: the number of the document that it corrects


def drafts_of(register: Register, today: date, wording: Wording, selection: Selection, *, is_final: bool = False) -> Iterator[Draft]:
    """The documents of one budget year that are to be sent; `is_final` forgets days that were only planned: `today` is the day of signing."""
    if selection.corrects:
        yield from _corrections(register, today, wording, selection)
        return
    subjects = [subject_of(dossier, register, today) for dossier in register.dossiers]
    for kind in LETTER_KINDS:
        if selection.kind in ("", kind.word):
            yield from _letters(kind, subjects, wording, selection, is_final=is_final)
    if not (selection.unit or selection.project):
        yield from _year_documents(register, today, wording, selection)
        if selection.kind in ("", CORRECTION_WORD):
            yield from _corrections(register, today, wording, selection)


def _year_documents(register: Register, today: date, wording: Wording, selection: Selection) -> Iterator[Draft]:
    for kind in YEAR_KINDS:
        is_wanted = selection.kind in ("", kind.word) and not _issued_for_year(kind.name, register)
        if is_wanted and (document := kind.compose(register, today, wording)):
            yield Draft(document, register.year)


def _letters(kind: LetterKind, subjects: Sequence[Subject], wording: Wording, selection: Selection, *, is_final: bool) -> Iterator[Draft]:
    concerned = [subject for subject in subjects if kind.concerns(subject) and _is_due(kind, subject)]
    is_merged = bool(concerned) and concerned[0].register.office.letters.is_merged
    for group, serial in groups_of(kind, concerned, is_merged=is_merged):
        if not any(_is_selected(subject, selection) for subject in group):
            continue
        document = kind.compose(tuple(subject.without_planned_date() for subject in group) if is_final else group, wording)
        named = replace(document, name=f"{document.name}-{serial}") if serial > 1 else document
        yield Draft(_numbered(named, group), group[0].register.year, tuple(subject.dossier.id for subject in group))


def _issued_for_year(kind: str, register: Register) -> bool:
    return any(one.is_valid and one.kind == kind and one.budget_year == register.year for one in register.issued.documents)


def _is_due(kind: LetterKind, subject: Subject) -> bool:
    """False while an issued letter of the same kind still stands: for ever, or until the answer to it is late too."""
    register = subject.register
    issued: tuple[IssuedDocument, ...] = register.issued.valid_for(kind.name, subject.dossier.id, register.year)
    if not issued or kind.name == DocumentKind.CLOSURE:
        return True  # of a closure, composing leaves out what an issued one has closed
    if kind.name not in ANSWER_DAYS:
        return False
    return subject.today > issued[-1].issued_on + timedelta(days=ANSWER_DAYS[kind.name](register.office.deadlines))


def groups_of(kind: LetterKind, subjects: Sequence[Subject], *, is_merged: bool) -> Iterator[tuple[tuple[Subject, ...], int]]:
    """What goes into one letter: one subject, or under 一函多项 all of one department and series.

    With it, of a department's letters about several, the how-manieth it is in the order of their series.
    """
    if not is_merged:
        yield from (((subject,), 1) for subject in subjects)
        return
    found: dict[tuple[str, str], list[Subject]] = {}
    for subject in subjects:
        found.setdefault((subject.department.code, kind.series(subject)), []).append(subject)
    serials: dict[str, int] = {}
    for department, series in sorted(found):
        group = tuple(found[department, series])
        serials[department] = serials.get(department, 0) + (len(group) > 1)
        yield group, serials[department] if len(group) > 1 else 1


def _is_selected(subject: Subject, selection: Selection) -> bool:
    dossier = subject.dossier
    return (not selection.unit or selection.unit in subject.unit.names) and (not selection.project or selection.project in (dossier.id, dossier.title))


def _numbered(document: OfficialDocument, group: Sequence[Subject]) -> OfficialDocument:
    """A second letter of the same kind about the same dossier has a name of its own: `reminder-2025-P2023-0103-n2`."""
    earlier = group[0].register.issued.times_issued(document.name)
    return replace(document, name=f"{document.name}-n{earlier + 1}") if earlier else document


def _corrections(register: Register, today: date, wording: Wording, selection: Selection) -> Iterator[Draft]:
    for document in register.issued.documents:
        if not document.is_valid or document.budget_year != register.year or document.kind == DocumentKind.CORRECTION:
            continue
        if selection.corrects in ("", document.number) and (moved := moved_in(document, register)):
            yield Draft(compose_correction(document, moved, register, today, wording), register.year, document.dossiers, document.number)


def tables_of(register: Register, today: date, selection: Selection) -> Iterator[Draft]:
    """The annex tables of one budget year, each alone."""
    for kind in TABLE_KINDS:
        if selection.kind not in ("", kind.word):
            continue
        for document in kind.compose(register, today):
            dossier = document.name.removeprefix(f"{kind.stem}-{register.year}").removeprefix("-")
            if _is_table_selected(dossier, register, selection):
                yield Draft(document, register.year, (dossier,) if dossier else ())


def _is_table_selected(number: str, register: Register, selection: Selection) -> bool:
    if not (selection.unit or selection.project):
        return True
    dossier = next((one for one in register.dossiers if one.id == number), None)
    unit = register.unit_of(dossier) if dossier else None
    if not dossier:
        return False
    names = unit.names if unit else frozenset({dossier.unit})
    return (not selection.unit or selection.unit in names) and (not selection.project or selection.project in (dossier.id, dossier.title))


def fingerprint_of(document: OfficialDocument) -> str:
    """What a person saw of a draft, in a few signs, to know it again."""
    return fingerprint(repr(document))


def manners_of(draft: Draft) -> Iterator[Problem]:
    """What the rules say of a document's words."""
    document = draft.document
    paragraphs = tuple(block.text for block in document.body if isinstance(block, Heading | Paragraph))
    yield from check_document(
        DocumentCase(
            document.name,
            document.genre.value,
            document.title_text,
            document.addressee,
            document.copied_agencies,
            document.is_upward,
            paragraphs,
            f"{next(stem for stem in STEMS if document.name.startswith(f'{stem}-')).replace('-', '_')}.md.jinja",
        )
    )
