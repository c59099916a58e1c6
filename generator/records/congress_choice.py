"""What of a year belongs into a volume for the congress, and until when it must be sent and published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import PurePosixPath

from generator.records.accounts import GOVERNMENT, Accounts, AttachedFile, BudgetBook, Stage, is_withdrawn
from generator.records.congress import Congress, Submission
from generator.records.dossier import Dossier, ProjectDossier
from generator.records.office import Office
from generator.records.reading import Path as FieldPath
from generator.records.register import Register, file_of_book, file_of_congress
from generator.records.results import is_withdrawn as is_dossier_withdrawn
from generator.records.vocabulary import Disclosure, ProjectNature
from generator.records.year_totals import is_of_secret_unit

DAYS_BEFORE = 30  # 预算法 第四十四条 (预算草案的初步方案), 第七十八条 (决算草案), for districts
DAYS_AFTER = 20  # 预算法 第十四条
LAW = {Stage.BUDGET: "预算法 第四十四条", Stage.FINAL: "预算法 第七十八条"}
# Who sends what to whom, in words for the clerk.
WAYS = {Stage.BUDGET: "由政府把预算草案的初步方案提交人大常委会初步审查", Stage.FINAL: "由财政部门把决算草案送人大常委会有关工作机构征求意见"}


@dataclass(frozen=True)
class Attached:
    """A file of the workspace to be bound in: whose it is, what it is called, and where it is, relative to `content/`."""

    owner: str  # unit code, or `government`; empty where the submission names it itself
    title: str
    path: str
    file: str  # of the records that name it, and the field that does
    field: FieldPath


def stands_on(submission: Submission, today: date) -> date:
    """The day that the volume speaks of: today, or once it was sent the day on which it was."""
    return min(today, submission.submitted_on)


def due_before(submission: Submission) -> date:
    """The last day to send it."""
    return submission.held_on - timedelta(days=DAYS_BEFORE)


def public_due_on(submission: Submission) -> date | None:
    """The last day to publish it; None before it is approved."""
    return submission.approved_on + timedelta(days=DAYS_AFTER) if submission.approved_on else None


def is_open(submission: Submission, today: date) -> bool:
    """True once the congress has approved and the day of publishing has come: then, and only then, the volume may go onto the site."""
    opens = (submission.approved_on, submission.published_on)
    return all(day is not None and day <= today for day in opens)


def may_go_out(dossier: Dossier, register: Register, day: date) -> bool:
    """True if a volume, which becomes public, may name the dossier: 主动公开, of no secret unit, not withdrawn."""
    decision = dossier.disclosure
    if decision is None or decision.disclosure is not Disclosure.PROACTIVE or is_dossier_withdrawn(dossier, day):
        return False
    return not is_of_secret_unit(dossier, register)


def has_papers(dossier: Dossier, stage: Stage) -> bool:
    """True if there is something to send of the dossier: its targets with a budget, its results with the final accounts."""
    if stage is Stage.BUDGET:
        return dossier.objectives is not None
    return dossier.evaluation is not None or dossier.self_evaluation is not None


def chosen_dossiers(register: Register, submission: Submission, stage: Stage, day: date) -> tuple[Dossier, ...]:
    """The dossiers whose papers are bound in, in the order of the file, or of the register where the program chooses.

    Those that may not go out are in neither; a rule tells when the file names one.
    """
    named = [register.by_id[number] for number in submission.chosen if number in register.by_id]
    wanted = named if submission.chosen else [one for one in register.dossiers if _is_weighty(one, submission, stage, register.office)]
    found = {one.id: one for one in wanted if may_go_out(one, register, day) and has_papers(one, stage)}
    return tuple(found.values())


def _is_weighty(dossier: Dossier, submission: Submission, stage: Stage, office: Office) -> bool:
    """重大: every 财政重点评价, every evaluated project of the amount; before the year, the amount or what is new and was to be assessed."""
    if not isinstance(dossier, ProjectDossier):
        return False
    budget = _budget(dossier, stage)
    if stage is Stage.FINAL:
        return dossier.evaluation is not None and (dossier.evaluation.is_key or budget >= submission.floor)
    is_new = dossier.nature is ProjectNature.NEW and budget >= office.ex_ante_threshold.amount
    return budget >= submission.floor or is_new


def _budget(dossier: Dossier, stage: Stage) -> Decimal:
    if not dossier.funds:
        return Decimal(0)
    amount = dossier.funds.original_budget if stage is Stage.BUDGET else dossier.funds.adjusted_budget
    return amount or Decimal(0)


def key_dossiers(register: Register, submission: Submission, day: date) -> tuple[Dossier, ...]:
    """The chosen dossiers that have an evaluation to report on: all that the file names, of the others the 财政重点评价."""
    found = chosen_dossiers(register, submission, Stage.FINAL, day)
    named = {*submission.chosen, *(report.project for report in submission.reports)}
    return tuple(one for one in found if one.evaluation and (one.evaluation.is_key or one.id in named))


def attached_accounts(register: Register, submission: Submission, stage: Stage, today: date) -> tuple[Attached, ...]:
    """The PDFs of budgets or final accounts that are bound in: as the file says, else of every book, the government's first.

    A secret unit's book is not among them, nor one that is exempt or was taken back.
    """
    if submission.files:
        own = file_of_congress(register.year)
        return tuple(Attached("", file.name, file.path, own, (stage, "预决算文件", at, "路径")) for at, file in enumerate(submission.files))
    books = sorted(register.books, key=lambda book: (book.id != GOVERNMENT, book.id))
    return tuple(attached for book in books for attached in _files_of(book, register, stage, today))


def _files_of(book: BudgetBook, register: Register, stage: Stage, today: date) -> Iterator[Attached]:
    accounts, unit = book.accounts(stage), register.units.get(book.unit)
    if accounts is None or accounts.exemption or is_withdrawn(accounts, today) or (book.unit and (unit is None or register.is_secret(unit))):
        return
    pdfs = [(at, file) for at, file in enumerate(accounts.files) if is_pdf(file)]
    for at, file in pdfs:
        yield Attached(book.id, file.name if len(pdfs) > 1 else accounts.title, file.path, file_of_book(book), (stage, "文件", at, "路径"))


def unbound_accounts(register: Register, submission: Submission, stage: Stage, today: date) -> Iterator[str]:
    """Whose budget or final accounts are not bound in, each with the reason; nothing where the submission itself names the files."""
    if submission.files:
        return
    bound = {one.owner for one in attached_accounts(register, submission, stage, today)}
    books = register.book_of
    departments = (unit for unit in register.units.values() if not unit.parent and (unit.since is None or unit.since <= register.year))
    owners = dict.fromkeys([*(unit.code for unit in departments), *sorted(code for code in books if code != GOVERNMENT)])
    for code in owners:
        unit = register.units.get(code)
        if unit is None or register.is_secret(unit) or code in bound:
            continue
        accounts = books[code].accounts(stage) if code in books else None
        yield f"{unit.label}{'单位' if unit.parent else '部门'}{stage}（{_why_unbound(accounts, today)}）"


def _why_unbound(accounts: Accounts | None, today: date) -> str:
    if accounts is None:
        return "没有登记"
    if accounts.exemption:
        return "不公开"
    if is_withdrawn(accounts, today):
        return "已撤回"
    return "文件不是 PDF" if accounts.files else "没有文件"


def attached_reports(register: Register, submission: Submission, stage: Stage, day: date) -> tuple[Attached, ...]:
    """The evaluators' own reports that are bound in; one on a dossier that may not go out is not."""
    return tuple(
        Attached(report.project, "", report.path, file_of_congress(register.year), (stage, "重点评价报告", at, "路径"))
        for at, report in enumerate(submission.reports)
        if report.project in register.by_id and may_go_out(register.by_id[report.project], register, day)
    )


def is_pdf(file: AttachedFile) -> bool:
    """True if the file can be bound in."""
    return PurePosixPath(file.path).suffix.lower() == ".pdf"


def missing_papers(register: Register, congress: Congress | None, stage: Stage, today: date) -> tuple[str, ...]:
    """What a volume still lacks, in words for the clerk; nothing where all is there."""
    submission = congress.submission(stage) if congress else None
    if submission is None:
        return ()
    found = []
    government = register.book_of.get(GOVERNMENT)
    accounts = government.accounts(stage) if government else None
    if not submission.files and not (accounts and any(map(is_pdf, accounts.files))):
        found.append(f"政府{stage.value}草案（PDF）")
    chosen = chosen_dossiers(register, submission, stage, stands_on(submission, today))
    if len(chosen) < len(set(submission.chosen)):  # a number that is wrong is told by itself; what it would bring is not known
        return tuple(found)
    if not chosen:
        found.append("绩效目标表" if stage is Stage.BUDGET else "评价结果和自评表")
    if stage is Stage.FINAL and not submission.reports and not key_dossiers(register, submission, stands_on(submission, today)):
        found.append("重点评价报告")
    return tuple(found)
