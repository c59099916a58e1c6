"""What the congress is owed in a year, by when, and what is still missing for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.engine.chinese import format_date
from generator.records.accounts import GOVERNMENT, Stage, is_published
from generator.records.congress import Submission
from generator.records.congress_choice import DAYS_AFTER, DAYS_BEFORE, WAYS, due_before, missing_papers, public_due_on
from generator.records.delivery import told_of, waiting_for
from generator.records.fields import Word
from generator.records.register import Register
from generator.records.stated import moved_in

FIRST_MONTH = 6  # 监督法 第十九条: final accounts go to the standing committee between June and September
BUDGET_MONTH = 10  # ours: from here on a bureau ought to know when next year's session is


class Task(Word):
    """What is to be done."""

    REGISTER = "登记会议"
    SEND = "送交材料"
    APPROVE = "会议批准"
    PUBLISH = "向社会公开"


class Progress(Word):
    """How it stands."""

    OPEN = "未到期"
    LATE = "已过期"
    DONE = "已完成"
    DONE_LATE = "迟了"


@dataclass(frozen=True)
class Step:
    """One thing to do for one session; `days` are left, negative past the day; None where it is done or has no term."""

    year: int
    stage: Stage
    meeting: str
    task: Task
    due_on: date | None
    done_on: date | None
    state: Progress
    days: int | None
    note: str = ""


def congress_steps(register: Register, today: date) -> Iterator[Step]:
    """The steps of a year: sending, approval, publishing of the budget, then of the final accounts; what nobody has registered is told."""
    for stage in Stage:
        submission = register.congress.submission(stage) if register.congress else None
        if submission:
            yield from _steps(register, stage, submission, today)
        elif _is_expected(register, stage, today):
            note = f"在 content/{register.year}/congress.yml 的“{stage.value}”里写会议和日期，会前 {DAYS_BEFORE} 日{WAYS[stage]}"
            yield Step(register.year, stage, "", Task.REGISTER, None, None, Progress.OPEN, None, note)


def _is_expected(register: Register, stage: Stage, today: date) -> bool:
    """True while the session must be near and nothing says that it was: nobody is asked about years long past."""
    if not register.dossiers:
        return False
    if stage is Stage.BUDGET:
        return register.year == today.year + 1 and today.month >= BUDGET_MONTH
    return register.year == today.year - 1 and today.month >= FIRST_MONTH


def _steps(register: Register, stage: Stage, submission: Submission, today: date) -> Iterator[Step]:
    def step(task: Task, due: date | None, done: date | None, note: str = "") -> Step:
        if done and done <= today:
            return Step(register.year, stage, submission.meeting, task, due, done, Progress.DONE_LATE if due and done > due else Progress.DONE, None, note)
        state = Progress.LATE if due and due < today else Progress.OPEN
        return Step(register.year, stage, submission.meeting, task, due, None, state, (due - today).days if due else None, note)

    lacks = missing_papers(register, register.congress, stage, today)
    planned = f"打算 {format_date(submission.submitted_on)}送交" if submission.submitted_on > today else ""
    kept = _kept(register, stage, submission, today)
    way = "" if submission.submitted_on <= today else WAYS[stage]
    notes = (planned, way, kept, f"还缺{'、'.join(lacks)}" if lacks else "")
    yield step(Task.SEND, due_before(submission), submission.submitted_on, "；".join(filter(None, notes)))
    # A session lasts for days, so its first day is no term for what it decides.
    yield step(Task.APPROVE, None if submission.approved_on else submission.held_on, submission.approved_on, "" if submission.approved_on else "批准以后填批准日期")
    if submission.approved_on or submission.held_on <= today:
        yield step(Task.PUBLISH, public_due_on(submission), submission.published_on, _unpublished(register, stage, submission, today))


def _kept(register: Register, stage: Stage, submission: Submission, today: date) -> str:
    """Whether what was sent is kept, and whether the records have moved on since."""
    document = register.issued.delivered(register.year, stage.value)
    if document:
        moved = len(moved_in(document, register))
        return f"{document.number}，已存档" + (f"；此后资料有 {moved} 处变了，用 jixiao check 查看" if moved else "")
    return "没有编号存档，用 volume --deliver 办理" if submission.submitted_on <= today else ""


def _unpublished(register: Register, stage: Stage, submission: Submission, today: date) -> str:
    """What is not public of the budget or accounts that the congress approved; the term runs from its approval."""
    if not submission.approved_on:
        return f"批准后 {DAYS_AFTER} 日内公开"
    book = register.book_of.get(GOVERNMENT)
    accounts = book.accounts(stage) if book else None
    if accounts is None or not is_published(accounts, today):
        return f"政府{stage.value}还没有公开"
    if waits := waiting_for(told_of(register, stage, submission, today), register, today):
        return f"网站等{'、'.join(one.label for one in waits)}公开以后才提供文件"
    return ""
