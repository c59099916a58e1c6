"""What was issued: the register in `content/issued/register.jsonl`, read into documents with their present state.

Reading asks for no lock and writes nothing. An absent register is an empty one; a damaged one is a ContentError that
names the line. Rules R01 to R07 are said here; those on files and serial numbers are in `letters/archive/verify.py`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.engine.chain import START, Chain, Link, read_chain
from generator.engine.pending import read_settled
from generator.problems import ContentError, Problem, Severity
from generator.records.document_numbers import DocumentNumber, read_number
from generator.records.events import Delivery, Event, FrozenFile, Issue, Registered, Void, read_event

REGISTER, PENDING = "register.jsonl", "pending.json"
SHOWN_AS = "content/issued"  # where the archive stands in a workspace
RESTORE = "不要手工改登记簿：用备份或 git 恢复 register.jsonl，再运行 jixiao verify"

SERIAL_OF_DRAFT = re.compile(r"-n\d+$")  # of a second letter of the same kind about the same dossier
ARCHIVED = "[0-9][0-9][0-9][0-9]/*.pdf"
STRAY = "登记簿可能被删短或换成了旧的：先用备份或 git 恢复 register.jsonl，再运行 jixiao verify；确实不是本程序存的，才移到别处（旧文件归档用 jixiao enter）"
RULES: Mapping[str, str] = {
    "R01": "登记簿的每一行都应能读出，内容与它自己的校验码相符。",
    "R02": "登记簿的每一行都应接着上一行：序号连续，上行校验码相符。",
    "R03": "登记簿不应有写了一半的登记；中断的签发在下次签发时自动收尾。",
    "R04": "每一行登记的事件应是发文、补录、报送或作废，内容齐全。",
    "R05": "发文字号应写法正确，一号一文，号与文件名一致。",
    "R06": "作废应指向已登记且未作废的文号，并写明原因。",
    "R07": "更正应指向此前登记的文号。",
    "R08": "存档文件应都在，大小和校验码与登记相符。",
    "R09": "存档文件夹里不应有登记以外的文件。",
    "R10": "同一机关代字同一年的顺序号应连续；补录可以留下空号。",
    "R11": "抄存的登记簿校验码应在登记簿里找得到。",
}


@dataclass(frozen=True)
class Voiding:
    """When and why a document lost its force."""

    on: date
    why: str


@dataclass(frozen=True)
class IssuedDocument:
    """A document that has a number, as the register knows it today."""

    number: str
    code: str  # 机关代字
    year: int
    serial: int
    is_entered: bool  # 补录, or a set delivered under such a number: numbered outside the program
    series: str  # ASCII word of the 机关代字 in file names; empty if nothing was frozen
    kind: str  # 绩效评价结果反馈意见函 …
    genre: str  # 文种
    draft: str  # file name of the draft without ending; empty for an entered one
    title: str
    addressee: str
    issued_on: date  # 成文日期
    approver: str  # 签发人
    budget_year: int | None
    dossiers: tuple[str, ...]
    pages: int  # 0 if unknown
    files: tuple[FrozenFile, ...]
    stated: Mapping[str, str] = field(hash=False)  # the facts that it states itself
    facts: Mapping[str, str] = field(hash=False)  # the facts that hold now: those of its latest correction, or its own
    corrects: str  # the number that it corrects, or empty
    corrected_by: tuple[str, ...]  # numbers of valid corrections, in order
    voided: Voiding | None
    when: str  # time of registration, as the caller gave it
    line: int  # in the register
    stage: str = ""  # of a set of papers for the people's congress: 预算 or 决算
    made_from: str = ""  # of such a set: fingerprint of what it was composed of
    named: tuple[str, ...] = ()  # of such a set: the dossiers and findings that it tells of

    @property
    def registered_on(self) -> date:
        """The day on which it came into the archive."""
        return date.fromisoformat(self.when[:10])

    @property
    def is_valid(self) -> bool:
        """True unless voided."""
        return self.voided is None

    @property
    def state(self) -> str:
        """As the register shows it: 有效, 已更正, 已作废."""
        if self.voided:
            return "已作废"
        return "已更正" if self.corrected_by else "有效"


@dataclass(frozen=True)
class IssuedRegister:
    """All documents in the order of registration, and the chain that vouches for them."""

    documents: tuple[IssuedDocument, ...] = ()
    links: tuple[Link, ...] = ()
    events: tuple[tuple[int, Event], ...] = ()  # with the lines they stand in

    @property
    def lines(self) -> int:
        """How many events stand in the register."""
        return len(self.links)

    @property
    def head(self) -> str:
        """登记簿校验码: vouches for every line; an office may write it down on paper."""
        return self.links[-1].own if self.links else START

    def by_number(self, number: str) -> IssuedDocument | None:
        """The document of a number, valid or void."""
        return self._by_number.get(number)

    def of_draft(self, draft: str) -> IssuedDocument | None:
        """The valid document that a draft became."""
        return self._by_draft.get(draft) if draft else None

    def valid_for(self, kind: str, dossier: str, year: int) -> tuple[IssuedDocument, ...]:
        """Valid documents of a kind that concern a dossier of a budget year."""
        return self._by_dossier.get((kind, dossier, year), ())

    def delivered(self, year: int, stage: str) -> IssuedDocument | None:
        """The valid set of papers that went to the people's congress for a budget year and stage."""
        return next((one for one in reversed(self.documents) if (one.budget_year, one.stage) == (year, stage) and one.is_valid), None)

    def times_issued(self, draft: str) -> int:
        """How many valid documents came from drafts of this name, those with a number of their own (`…-n2`) among them."""
        return self._drafts[draft]

    # A year asks for every kind of every dossier, so what is asked for is looked up, not searched for.

    @cached_property
    def _by_number(self) -> Mapping[str, IssuedDocument]:
        return {document.number: document for document in reversed(self.documents)}

    @cached_property
    def _by_draft(self) -> Mapping[str, IssuedDocument]:
        return {document.draft: document for document in reversed(self.documents) if document.is_valid}

    @cached_property
    def _by_dossier(self) -> Mapping[tuple[str, str, int | None], tuple[IssuedDocument, ...]]:
        found: dict[tuple[str, str, int | None], tuple[IssuedDocument, ...]] = {}
        for document in self.documents:
            for dossier in dict.fromkeys(document.dossiers) if document.is_valid else ():
                key = (document.kind, dossier, document.budget_year)
                found[key] = (*found.get(key, ()), document)
        return found

    @cached_property
    def _drafts(self) -> Counter[str]:
        return Counter(SERIAL_OF_DRAFT.sub("", document.draft) for document in self.documents if document.is_valid)

    def numbers(self, code: str, year: int) -> tuple[DocumentNumber, ...]:
        """All numbers of a 机关代字 in a year, void ones too, in ascending order."""
        return tuple(sorted(DocumentNumber(one.code, one.year, one.serial) for one in self.documents if (one.code, one.year) == (code, year)))

    def next_serial(self, code: str, year: int, taken: Iterable[str] = ()) -> int:
        """The serial number after the highest that is known, here or among numbers `taken` elsewhere; void ones stay used."""
        elsewhere = (number for number in map(read_number, taken) if number and (number.code, number.year) == (code, year))
        return max((number.serial for number in (*self.numbers(code, year), *elsewhere)), default=0) + 1


@dataclass(frozen=True)
class Inspection:
    """A register as far as it can be read, and all that is wrong with it."""

    register: IssuedRegister
    problems: tuple[Problem, ...]


def read_issued(folder: Path, *, shown_as: str = SHOWN_AS) -> IssuedRegister:
    """The register of an archive; ContentError if it is damaged."""
    content = read_settled(folder / REGISTER, folder / PENDING)
    if not content and not (folder / PENDING).exists() and any(folder.glob(ARCHIVED)):
        content = read_settled(folder / REGISTER, folder / PENDING)  # the first document of all may have come this moment
    if not content and any(folder.glob(ARCHIVED)) and not (folder / PENDING).exists():
        raise ContentError([damage("R03", f"{shown_as}/{REGISTER}", 0, "存档文件还在，登记簿却不见了", RESTORE)])
    inspection = inspect(content, f"{shown_as}/{REGISTER}")
    if inspection.problems:
        raise ContentError(inspection.problems)
    return inspection.register


def inspect(content: bytes, file: str) -> Inspection:
    """Read the text of a register; `file` is its name in problems."""
    chain = read_chain(content)
    events, unreadable = _events(chain, file)
    register = assemble(tuple(link for _, link in chain.links), events)
    problems = (*_chain_problems(chain, content.count(b"\n"), file), *unreadable, *_number_problems(events, file), *_reference_problems(events, file))
    return Inspection(register, tuple(problems))


def assemble(links: tuple[Link, ...], events: Sequence[tuple[int, Event]]) -> IssuedRegister:
    """Fold events, with the lines they stand in, into documents with their present state."""
    documents: dict[str, tuple[int, Registered]] = {}
    voidings: dict[str, Voiding] = {}
    for line, event in events:
        if isinstance(event, Registered) and read_number(event.number):
            documents.setdefault(event.number, (line, event))
        elif isinstance(event, Void):
            voidings.setdefault(event.number, Voiding(event.voided_on, event.why))
    corrections = _corrections(documents, voidings)
    return IssuedRegister(
        tuple(_document(event, line, voidings.get(event.number), corrections, documents) for line, event in documents.values()),
        links,
        tuple(events),
    )


def _corrections(documents: Mapping[str, tuple[int, Registered]], voidings: Mapping[str, Voiding]) -> dict[str, tuple[str, ...]]:
    """By number, its valid corrections; only a later document corrects, so that no circle can arise."""
    found: dict[str, tuple[str, ...]] = {}
    for line, event in documents.values():
        if isinstance(event, Issue) and event.number not in voidings and event.corrects in documents and documents[event.corrects][0] < line:
            found[event.corrects] = (*found.get(event.corrects, ()), event.number)
    return found


def _latest_facts(number: str, corrections: Mapping[str, tuple[str, ...]], documents: Mapping[str, tuple[int, Registered]]) -> Mapping[str, str]:
    """The facts of the latest correction that states any, also through corrections of corrections; else its own."""
    for correction in reversed(corrections.get(number, ())):
        if facts := _latest_facts(correction, corrections, documents):
            return facts
    return _stated(documents[number][1])


def _stated(event: Registered) -> Mapping[str, str]:
    return event.facts if isinstance(event, Issue) else {}


def _document(
    event: Registered,
    line: int,
    voided: Voiding | None,
    corrections: Mapping[str, tuple[str, ...]],
    documents: Mapping[str, tuple[int, Registered]],
) -> IssuedDocument:
    number = read_number(event.number)
    assert number  # others are no documents: assemble leaves them out
    return IssuedDocument(
        number=event.number,
        code=number.code,
        year=number.year,
        serial=number.serial,
        is_entered=event.is_typed if isinstance(event, Delivery) else not isinstance(event, Issue),
        series=event.series,
        kind=event.kind,
        genre=event.genre,
        draft=event.draft if isinstance(event, Issue) else "",
        title=event.title,
        addressee=event.addressee,
        issued_on=event.issued_on,
        approver=event.approver,
        budget_year=event.budget_year,
        dossiers=event.dossiers,
        pages=event.pages,
        files=event.files,
        stated=_stated(event),
        facts=_latest_facts(event.number, corrections, documents),
        corrects=event.corrects if isinstance(event, Issue) else "",
        corrected_by=corrections.get(event.number, ()),
        voided=voided,
        when=event.when,
        line=line,
        stage=event.stage if isinstance(event, Delivery) else "",
        made_from=event.made_from if isinstance(event, Delivery) else "",
        named=event.named if isinstance(event, Delivery) else (),
    )


def damage(rule: str, file: str, line: int, message: str, suggestion: str = RESTORE) -> Problem:
    """A problem that makes the register worthless until it is mended."""
    return Problem(rule, Severity.ERROR, file, line, 1 if line else 0, message, suggestion=suggestion)


def _events(chain: Chain, file: str) -> tuple[list[tuple[int, Event]], list[Problem]]:
    events, problems = list[tuple[int, Event]](), list[Problem]()
    for line, link in chain.links:
        try:
            events.append((line, read_event(link.content)))
        except ValueError as fault:
            problems.append(damage("R04", file, line, str(fault)))
    return events, problems


def _chain_problems(chain: Chain, lines: int, file: str) -> Iterator[Problem]:
    for fault in chain.faults:
        yield damage("R02" if fault.is_order else "R01", file, fault.line, fault.message)
    if chain.tail:
        yield damage("R03", file, lines + 1, "最后一行只有一半，又没有与它对应的 pending.json，看不出原来要登记什么")


def _number_problems(events: Sequence[tuple[int, Event]], file: str) -> Iterator[Problem]:
    first, stems = dict[str, int](), dict[str, str]()
    for line, event in events:
        if not isinstance(event, Registered):
            continue
        if not read_number(event.number):
            yield damage("R05", file, line, f"发文字号“{event.number}”写法不对")
        elif event.number in first:
            yield damage("R05", file, line, f"“{event.number}”登记了两次，第{first[event.number]}行已有")
        elif wrong := _wrong_file(event):
            yield damage("R05", file, line, f"“{event.number}”的文件名是“{wrong}”，与文号不符")
        elif shared := next((stems[one.path] for one in event.files if one.path in stems), ""):
            yield damage("R05", file, line, f"“{event.number}”与“{shared}”用了同一个文件名")
        first.setdefault(event.number, line)
        stems |= {one.path: event.number for one in event.files}


def slug(series: str, number: DocumentNumber) -> str:
    """The permanent ASCII name of a document's files: `2026-letter-0001`."""
    return f"{number.year}-{series}-{number.serial:04d}"


def _wrong_file(event: Registered) -> str:
    """The first file that is not named as its number wants, or nothing."""
    number = read_number(event.number)
    stem = f"{number.year}/{slug(event.series, number)}." if number else ""
    return next((file.path for file in event.files if not file.path.startswith(stem)), "")


def _reference_problems(events: Sequence[tuple[int, Event]], file: str) -> Iterator[Problem]:
    """Voids and corrections must point at what stands above them."""
    known, voided = set[str](), set[str]()
    for line, event in events:
        if isinstance(event, Void):
            yield from _void_problems(event, line, known, voided, file)
            voided.add(event.number)
        elif isinstance(event, Issue) and event.corrects and event.corrects not in known:
            yield damage("R07", file, line, f"“{event.number}”更正的“{event.corrects}”此前没有登记")
        if isinstance(event, Registered):
            known.add(event.number)


def _void_problems(event: Void, line: int, known: set[str], voided: set[str], file: str) -> Iterator[Problem]:
    if event.number not in known:
        yield damage("R06", file, line, f"作废的“{event.number}”此前没有登记")
    elif event.number in voided:
        yield damage("R06", file, line, f"“{event.number}”作废了两次")
    if not event.why.strip():
        yield damage("R06", file, line, f"“{event.number}”作废没有写原因")
