"""Letters, circulars and reports at the door: which of them the public may read, with their text and files as they were sent.

`records/document_disclosure.py` says what may be public. Here nothing else goes out, whatever the pipeline hands in; the text of
a document that stays inside is not even read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.engine.files import sha256_of
from generator.problems import JixiaoError
from generator.records.document_disclosure import YEAR_KINDS, Paper, Verdict, verdict_on
from generator.records.document_numbers import read_number
from generator.records.dossier import Dossier, ProjectDossier
from generator.records.register import Register
from generator.records.results import is_disclosed
from generator.records.vocabulary import DocumentKind
from generator.website.door.gate import opened
from generator.website.door.public_document import OtherDocument, PublicBlock, PublicDocument, PublicFile

TextReader = Callable[[Path], tuple[PublicBlock, ...]]
DRAFT, VALID, CORRECTED, VOID, WITHDRAWN = "未签发", "有效", "已更正", "已作废", "已撤回"
SENT = "底稿"  # of a letter that went out under a number of the records, its original being in no archive here


@dataclass(frozen=True)
class OutgoingFile:
    """A file of a document; `sha256` as the register has it, empty where it has none."""

    path: Path
    sha256: str = ""


@dataclass(frozen=True)
class LetterFile:
    """A finished document as the pipeline hands it in; whether it may go out is decided at the door."""

    dossiers: tuple[str, ...]  # none for a document about the whole year
    year: int
    kind: str
    title: str
    addressee: str
    name: str  # of its files without ending: ASCII and, once it has a number, permanent
    document_number: str  # empty for a draft
    issued_on: date | None
    pages: int
    files: tuple[OutgoingFile, ...]
    draft: str = ""  # the draft that it was, to know the one that went out in place of a void one
    corrects: str = ""  # the number that it corrects
    is_corrected: bool = False
    voided_on: date | None = None
    voided_why: str = ""

    @property
    def is_draft(self) -> bool:
        """True until a number has been given."""
        return not self.document_number

    @property
    def paper(self) -> Paper:
        """What decides whether it may be public."""
        return Paper(self.kind, self.year, self.document_number, self.dossiers, self.corrects)

    @property
    def path(self) -> str:
        """Its page."""
        return f"letters/{self.year}/{self.name}.html"


def read_nothing(path: Path) -> tuple[PublicBlock, ...]:
    """For those who only want to know which documents are public."""
    return ()


def disclose_documents(
    register: Register, letters: Iterable[LetterFile], *, today: date, read_text: TextReader = read_nothing
) -> tuple[PublicDocument, ...]:
    """The documents about a budget year that the public may read on the day given."""
    found = [(letter, document) for letter in letters if (document := _disclose(letter, register, today, read_text))]
    by_number = {document.number: document for _, document in found if document.number}
    return tuple(_linked(letter, document, found, by_number) for letter, document in found)


def _disclose(letter: LetterFile, register: Register, today: date, read_text: TextReader) -> PublicDocument | None:
    if not letter.files or (letter.is_draft and not register.office.site.shows_drafts):
        return None
    verdict = verdict_on(letter.paper, register, today)
    if not verdict.is_open:
        # Only what had a number had an address that stays.
        return _document(letter, verdict, WITHDRAWN) if verdict.withdrawal and not letter.is_draft else None
    if letter.voided_on:
        return _document(letter, verdict, VOID)
    numbers = _recorded_numbers(letter, register)
    if len(numbers) > 1:
        return None  # what went out under several numbers, or in part, is no draft, nor is this what went out
    if letter.is_draft and numbers:
        letter = replace(letter, issued_on=_recorded_day(letter, register) or letter.issued_on)
    word = next((file.path for file in letter.files if file.path.suffix == ".docx"), None)
    document = _document(letter, verdict, _state(letter, numbers), min(numbers, default="") if letter.is_draft else "")
    shown = replace(document, files=tuple(_files(letter)), text=read_text(word) if word else ())
    _refuse_closed_names(letter, shown, register, today)
    return shown


def _state(letter: LetterFile, numbers: Collection[str]) -> str:
    if letter.is_draft:
        return SENT if numbers else DRAFT
    return CORRECTED if letter.is_corrected else VALID


def _recorded_numbers(letter: LetterFile, register: Register) -> frozenset[str]:
    """Of a draft: the numbers under which the records say that its letter went out without this program; "" for a dossier without one.

    Empty where no dossier has such a number, and where the number is in the archive: then the draft is of a further letter.
    """
    if not letter.is_draft or letter.kind != DocumentKind.FEEDBACK:
        return frozenset()
    numbers = {_number_in(dossier, register) for dossier in register.dossiers_of(letter.dossiers)}
    return frozenset(numbers) if any(numbers) else frozenset()


def _number_in(dossier: Dossier, register: Register) -> str:
    number: str = opened(dossier.feedback).document_number if dossier.feedback else ""
    return "" if register.issued.by_number(number) else number


def _recorded_day(letter: LetterFile, register: Register) -> date | None:
    days: set[date | None] = {opened(dossier.feedback).issued_on for dossier in register.dossiers_of(letter.dossiers) if dossier.feedback}
    return days.pop() if len(days) == 1 else None


def _document(letter: LetterFile, verdict: Verdict, state: str, recorded: str = "") -> PublicDocument:
    """The document without text and files; of one that was withdrawn not even title and addressee are told, for they name projects."""
    told = letter.document_number or recorded
    number = read_number(told)
    withdrawal = verdict.withdrawal
    is_told = withdrawal is None
    return PublicDocument(
        kind=letter.kind,
        year=letter.year,
        title=letter.title if is_told else letter.kind,
        number=told,
        series=number.code if number else "",
        number_year=number.year if number else 0,
        serial=number.serial if number else 0,
        issued_on=letter.issued_on,
        published_on=None if letter.is_draft else verdict.published_on,
        addressee=letter.addressee if is_told else "",
        is_draft=letter.is_draft,
        is_withdrawn=state in (VOID, WITHDRAWN),
        state=state,
        withdrawn_on=withdrawal.on if withdrawal else letter.voided_on,
        withdrawn_reason=withdrawal.reason if withdrawal else letter.voided_why,
        pages=letter.pages,
        files=(),
        text=(),
        dossiers=letter.dossiers if is_told else (),
        path=letter.path,
    )


def _files(letter: LetterFile) -> Iterator[PublicFile]:
    for file in letter.files:
        if not file.path.is_file():
            raise JixiaoError(f"没有找到要公开的文件 {file.path}。如果是函，请先生成函件。")
        digest = sha256_of(file.path)
        if file.sha256 not in ("", digest):
            raise JixiaoError(f"存档文件 {file.path.name} 与登记簿的校验码不符，网站没有生成。请运行 jixiao verify 查看，用备份恢复这个文件。")
        yield PublicFile(letter.title, f"letters/{letter.year}/{file.path.name}", file.path.stat().st_size, digest, file.path)


def _refuse_closed_names(letter: LetterFile, document: PublicDocument, register: Register, today: date) -> None:
    """A document about the whole year names many, and what it names may have been closed after it went out."""
    if letter.kind not in (*YEAR_KINDS, DocumentKind.CORRECTION) or letter.dossiers:
        return
    projects = [dossier for dossier in register.projects if isinstance(dossier, ProjectDossier)]
    text = "\n".join(document.paragraphs)
    for name in sorted((dossier.name for dossier in projects if is_disclosed(dossier, register, today)), key=len, reverse=True):
        text = text.replace(name, "")  # so that a closed name within a public one is not taken for itself
    closed = [dossier.name for dossier in projects if not is_disclosed(dossier, register, today)]
    closed += [name for unit in register.units.values() if unit.is_secret for name in (unit.name, unit.label)]
    if leaked := next((name for name in closed if name in text), ""):
        raise JixiaoError(
            f"《{letter.title}》定为主动公开，但写有不公开的“{leaked}”，网站没有生成。"
            f"请在 content/documents.yml 里把它改为“不予公开”并写明理由，或者先公开“{leaked}”。"
        )


def _linked(
    letter: LetterFile, document: PublicDocument, found: Sequence[tuple[LetterFile, PublicDocument]], by_number: Mapping[str, PublicDocument]
) -> PublicDocument:
    """The document with the public ones that it corrects, that correct it, and that took its place."""
    if document.state == WITHDRAWN:
        return document
    original = by_number.get(letter.corrects)
    later = [other for paper, other in found if letter.document_number and paper.corrects == letter.document_number and not other.is_withdrawn]
    instead = [other for paper, other in found if letter.voided_on and paper.draft == letter.draft != "" and not other.is_withdrawn]
    return replace(
        document,
        corrects=_other(original) if original else None,
        corrected_by=tuple(map(_other, later)),
        replaced_by=_other(instead[-1]) if instead else None,
    )


def _other(document: PublicDocument) -> OtherDocument:
    return OtherDocument(document.number, document.title, document.path)
