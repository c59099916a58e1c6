"""The issuing desk: the way to a number (of a set for the congress: `delivering.py`), and what stands in the register. Drafts go in, frozen files come out."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.before_issue import remarks, require_day_after_events, require_unchanged
from generator.drafting import Draft, Selection, drafts_of, manners_of
from generator.engine.workers import Progress, silent
from generator.engine.workspace import Workspace
from generator.letters.archive.archive import Archive, Writer
from generator.letters.archive.requests import EntryRequest, IssueRequest, MadeFiles
from generator.letters.archive.series import DOCUMENT_SERIES, LETTER_SERIES, series_of
from generator.letters.archive.verify import Verification
from generator.letters.document import DocumentForm, OfficialDocument
from generator.letters.printing import PrintedDocument
from generator.letters.wording import Wording
from generator.problems import ContentError, Problem, Severity, UsageError
from generator.records.delivery import typed_numbers
from generator.records.document_numbers import require_number
from generator.records.issued import IssuedDocument, IssuedRegister
from generator.records.loading import Loader
from generator.records.office import Office
from generator.records.register import Register
from generator.records.stated import stated_facts
from generator.records.vocabulary import DocumentKind

GAP = "R10"  # numbers are missing in between


@dataclass(frozen=True)
class Slip:
    """What the person at the desk says with an order to issue."""

    on: date  # 成文日期, the day of signing (GB/T 9704—2012, 7.3.5.4)
    when: str  # the moment of registration, for the register alone
    approvers: tuple[str, ...] = ()  # 签发人


@dataclass(frozen=True)
class Issued:
    """What was issued, and what a crash before had left to be mended."""

    documents: tuple[IssuedDocument, ...]
    mended: tuple[str, ...]
    warnings: tuple[Problem, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _Ready:
    """A draft composed for the day of signing, and the year that it is about."""

    draft: Draft
    register: Register


@dataclass
class _Found:
    """What one walk through all years gives."""

    ready: dict[str, _Ready] = field(default_factory=dict)
    sent: dict[tuple[int, str], str] = field(default_factory=dict)  # year and dossier → number that its record states
    taken: tuple[str, ...] = ()  # all numbers that records state


def issue(
    workspace: Workspace, names: Sequence[str], slip: Slip, today: date, on_wait: Callable[[str], None], progress: Progress = silent
) -> Issued:
    """Give numbers to drafts in the order named, register them, freeze their files.

    The records are read under the lock, so that nobody's issue in between is missed; numbers are known before printing.
    """
    wanted = [Path(name).name.removesuffix(".pdf").removesuffix(".docx") for name in names]
    _check_order(wanted, slip, today)
    with Archive(workspace.issued).writing(on_wait) as writer:
        checked, foundation = pipeline.sound_records(workspace, today)
        found = _walk(workspace, checked, slip.on)
        chosen = [_choose(name, found, writer.register) for name in wanted]
        warnings = tuple(problem for one in chosen for problem in _manners(one.draft, slip))
        for one in chosen:
            require_day_after_events(one.draft, one.register, slip.on)
        require_unchanged(workspace, wanted, {one.draft.year: one.register for one in chosen}.values())
        requests = [_request(one, slip, foundation.office) for one in chosen]
        numbers = list(_numbers(requests, writer, found.taken))
        said = tuple(
            word for one, number in zip(chosen, numbers, strict=True) for word in remarks(one.draft, one.register, slip.on, writer.register, number)
        )
        documents = [_signed(one.draft.document, number, slip, foundation.office) for one, number in zip(chosen, numbers, strict=True)]
        printed = pipeline.print_shop(workspace, foundation).print_bytes(documents, progress)
        issued = tuple(
            writer.issue(request, lambda number, paper=paper: _made(paper, number), taken=found.taken)  # type: ignore[misc]
            for request, paper in zip(requests, printed, strict=True)
        )
        mended = writer.recovered
    for one in chosen:  # what was issued is no draft any more
        _remove_draft(workspace, one.draft)
    return Issued(issued, mended, warnings, said)


def _check_order(names: Sequence[str], slip: Slip, today: date) -> None:
    if slip.on > today:
        raise UsageError(f"成文日期 {slip.on} 还没有到。成文日期是签发的日期，请核对。")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise UsageError(f"“{twice[0]}”写了两次。一件公文只能签发一次。")


def _walk(workspace: Workspace, checked: pipeline.Checked, on: date) -> _Found:
    """Compose every draft for the day given, year by year, and note the numbers that records state."""
    found = _Found()
    if checked.foundation is None:
        return found
    wording = Wording(workspace.template_folders)
    for register in pipeline.registers_of(Loader(workspace), checked.foundation, checked.years, checked.rows):
        found.taken += tuple(typed_numbers(register))
        found.sent |= {(register.year, one.id): one.feedback.document_number for one in register.dossiers if one.feedback and one.feedback.document_number}
        for draft in drafts_of(register, on, wording, Selection(), is_final=True):
            found.ready[draft.document.name] = _Ready(draft, register)
    return found


def _facts(draft: Draft, register: Register, on: date) -> Mapping[str, str]:
    """What the document states; of a correction, what the corrected one should have stated."""
    original = register.issued.by_number(draft.corrects) if draft.corrects else None
    kind, day = (original.kind, original.issued_on) if original else (draft.document.kind, on)
    return stated_facts(kind, register.dossiers_of(draft.dossiers), register, day)


def _choose(name: str, found: _Found, register: IssuedRegister) -> _Ready:
    if issued := register.of_draft(name):
        raise UsageError(
            f"“{name}”已于{issued.issued_on}以{issued.number}签发，不能再签发。"
            f"数据变了，用 jixiao correct {issued.number} 起草更正函；发错了，先用 jixiao void {issued.number} --why 原因 作废。"
        )
    ready = found.ready.get(name)
    if ready is None:
        near = difflib.get_close_matches(name, found.ready, 1, 0.5)
        raise UsageError(f"没有待签发的草稿“{name}”。" + (f"是否应为“{near[0]}”？" if near else "用 jixiao status 查看待签发的草稿。"))
    if ready.draft.document.kind == DocumentKind.FEEDBACK:
        for dossier in ready.draft.dossiers:
            if number := found.sent.get((ready.draft.year, dossier)):
                raise UsageError(f"{dossier} 的资料里已有发文字号 {number}，说明函已经发出，不能再签发。要列入登记簿，用 jixiao enter {number} 补录。")
    return ready


def _manners(draft: Draft, slip: Slip) -> Iterator[Problem]:
    """Warnings of the words; an error stops the issue."""
    problems = tuple(manners_of(draft))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ContentError(problems)
    if draft.document.is_upward and not slip.approvers:
        raise UsageError(f"“{draft.document.name}”是上行文，要写明签发人：加上 --approver 姓名（GB/T 9704—2012 第7.2.6条）。")
    return iter(problems)


def _request(one: _Ready, slip: Slip, office: Office) -> IssueRequest:
    document = one.draft.document
    is_letter = document.form is DocumentForm.LETTER
    return IssueRequest(
        code=office.codes.letter if is_letter else office.codes.document,
        series=LETTER_SERIES if is_letter else DOCUMENT_SERIES,
        kind=document.kind,
        genre=document.genre.value,
        draft=document.name,
        title=document.title_text,
        addressee=document.addressee,
        issued_on=slip.on,
        when=slip.when,
        approver="、".join(slip.approvers),
        budget_year=one.draft.year,
        dossiers=one.draft.dossiers,
        facts=_facts(one.draft, one.register, slip.on),
        corrects=one.draft.corrects,
    )


def _numbers(requests: Sequence[IssueRequest], writer: Writer, taken: tuple[str, ...]) -> Iterator[str]:
    """The numbers that the documents will get, in order, so that all can be printed at once."""
    given: list[str] = []
    for request in requests:
        number = writer.next_number(request.code, request.issued_on.year, taken=(*taken, *given))
        given.append(number)
        yield number


def _signed(document: OfficialDocument, number: str, slip: Slip, office: Office) -> OfficialDocument:
    """The document as it goes out."""
    is_document = document.form is DocumentForm.DOCUMENT
    return replace(
        document,
        document_number=number,
        issued_on=slip.on,
        approvers=slip.approvers if document.is_upward else (),
        printed_on=slip.on if is_document else None,
    )


def _made(paper: PrintedDocument, number: str) -> MadeFiles:
    if paper.document.document_number != number:
        raise RuntimeError(f"{paper.document.name} was printed as {paper.document.document_number}, but its number is {number}")
    return MadeFiles(paper.pdf, paper.docx, paper.pages)


def _remove_draft(workspace: Workspace, draft: Draft) -> None:
    for ending in (".pdf", ".docx"):
        (workspace.letters / str(draft.year) / f"{draft.document.name}{ending}").unlink(missing_ok=True)


def void(workspace: Workspace, number: str, why: str, on: date, when: str, on_wait: Callable[[str], None]) -> IssuedDocument:
    """作废: the number stays used."""
    with Archive(workspace.issued).writing(on_wait) as writer:
        return writer.void(number, why=why, on=on, when=when)


def enter(workspace: Workspace, request: EntryRequest, on_wait: Callable[[str], None]) -> IssuedDocument:
    """补录: a number that was given outside the program; UsageError for one that is most likely mistyped.

    The register cannot be changed afterwards. What the archive calls the series of the number is known here.
    """
    read = require_number(request.number.strip())
    foundation = Loader(workspace).foundation()
    series = series_of(read, request.issued_on, foundation.office.codes if foundation else None)
    with Archive(workspace.issued).writing(on_wait) as writer:
        return writer.enter(replace(request, series=series))


def correct(workspace: Workspace, number: str, today: date, progress: Progress = silent) -> pipeline.BuildReport:
    """Draft the 更正函 of an issued document; UsageError where there is nothing to correct."""
    register = Archive(workspace.issued).read()
    document = register.by_number(number.strip())
    if document is None:
        near = difflib.get_close_matches(number, [one.number for one in register.documents], 1, 0.5)
        raise UsageError(f"登记簿里没有“{number}”。" + (f"是否应为“{near[0]}”？" if near else "用 jixiao register 查看。"))
    if not document.is_valid:
        raise UsageError(f"{document.number} 已作废，不用更正。")
    if not document.facts:
        raise UsageError(f"{document.number} 是补录的，登记簿里没有它所载的数据，程序不能对照，请另行起草更正函。")
    try:
        return pipeline.make_letters(workspace, today, Selection(corrects=document.number), progress)
    except UsageError:
        raise UsageError(f"{document.number} 所载的数据与现在的资料一致，没有要更正的。") from None


def verify(workspace: Workspace, expected: str) -> Verification:
    """Prove the register: chain, files, numbers; numbers that the records state explain gaps."""
    archive = Archive(workspace.issued)
    result = archive.verify(expected=expected)
    if all(finding.rule != GAP for finding in result.findings):
        return result
    loader = Loader(workspace)
    foundation = loader.foundation()
    registers = (loader.year(foundation, year) for year in workspace.years()) if foundation else ()
    return archive.verify(expected=expected, taken=[number for register in registers for number in typed_numbers(register)])
