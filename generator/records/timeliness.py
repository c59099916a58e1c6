"""Who must publish what by when: two clocks, one duty per unit and thing, all worked out from the records and a day.

* 预算法第十四条 and its 实施条例第六条: budgets, final accounts and what belongs to them, 20 days (日) after they were approved.
* 政府信息公开条例第二十六条: anything else that is published of one's own accord, 20 working days after it was made.

Both terms begin the day after. Duties of budgets are asked only of a year that has budget books (`content/<year>/budget`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from generator.engine.chinese import format_date
from generator.records.accounts import GOVERNMENT, Accounts, BudgetBook, Stage, is_published, is_withdrawn, publishes_performance
from generator.records.calendar import Calendar
from generator.records.dossier import Dossier
from generator.records.fields import Word
from generator.records.reading import Path
from generator.records.register import Register, file_of, file_of_book
from generator.records.units import Unit
from generator.records.vocabulary import Disclosure, UnitKind

DAYS = 20  # 预算法第十四条
WORKING_DAYS = 20  # 政府信息公开条例第二十六条
# Where the approval is not stated, the latest that the law allows: 预算法第五十二条、第八十条.
REPLY_DAYS = 20  # from the congress's approval to the bureau's, for departments
PASS_ON_DAYS = 15  # from there to the department's, for units below it
UNITS = "content/units.yml"
DOCUMENTS = "content/documents.yml"


class Subject(Word):
    """What is to be published."""

    BUDGET = "部门预算"
    OBJECTIVES = "绩效目标"
    FINAL = "部门决算"
    SELF_EVALUATION = "绩效自评结果"
    RESULT = "绩效评价结果"
    GOVERNMENT_BUDGET = "政府预算"
    GOVERNMENT_FINAL = "政府决算"
    DOCUMENT = "公文"


class State(Word):
    """How a duty stands; 已公开 is done on a day that is not known, or within a term that is not known."""

    MISSING = "未公开"
    LATE = "迟公开"
    NOT_DUE = "未到期"
    DONE = "已公开"
    IN_TIME = "按时"
    EXEMPT = "不适用"


class Clock(Word):
    """Which term runs."""

    BUDGET_LAW = "20日"
    REGULATION = "20个工作日"

    @property
    def basis(self) -> str:
        """The rule, with what its term runs from."""
        if self is Clock.BUDGET_LAW:
            return "《中华人民共和国预算法》第十四条：批准、批复后二十日内"
        return "《中华人民共和国政府信息公开条例》第二十六条：形成或者变更之日起20个工作日内"


@dataclass(frozen=True)
class Duty:
    """One thing that one body must publish, and how it stands. `unit` is a code; empty for the government and the bureau.

    `days` past the term, for what is late or still missing; 0 where the term is not known.
    """

    year: int
    subject: Subject
    unit: str
    state: State
    clock: Clock
    started_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    days: int = 0
    reason: str = ""
    title: str = ""  # of a document
    planned_on: date | None = field(default=None, compare=False)  # a day of publication that has not come yet
    file: str = field(default="", compare=False)  # where a person mends it
    path: Path = field(default=(), compare=False)


@dataclass(frozen=True)
class _Term:
    """From when to when; `is_sure` is false where the start was worked out and may have been earlier."""

    started_on: date | None
    due_on: date | None
    is_sure: bool = True


@dataclass(frozen=True)
class _Done:
    """That something was published; on a day that is not known, `on` is None. `file` is the dossier that names the day, if one does."""

    on: date | None
    file: str = ""


# --- all duties --------------------------------------------------------------------------------------------------------


def duties_of(register: Register, today: date) -> tuple[Duty, ...]:
    """The year's duties: the government's, then each unit's in the order of the list, then documents. Secret units have none here."""
    own = list(_government_duties(register, today)) if register.books else []
    dossiers: dict[str, list[Dossier]] = {}
    for dossier in register.dossiers:
        if _is_open(dossier):
            dossiers.setdefault(dossier.unit, []).append(dossier)
    for index, unit in enumerate(register.units.values()):
        if not register.is_secret(unit):
            own += _unit_duties(register, unit, index, dossiers.get(unit.code, []), today)
    return (*own, *_document_duties(register, today))


def unknown_years(register: Register) -> tuple[int, ...]:
    """Years whose days off are not known and which a term of working days runs into, where a day of publishing is held against it."""
    starts = [
        dossier.evaluation.concluded_on
        for dossier in register.dossiers
        if dossier.evaluation and _is_open(dossier) and dossier.disclosure and dossier.disclosure.published_on
    ]
    starts += [issued_on for _, issued_on, published_on, _ in _documents(register) if published_on]
    years = {year for start in starts for year in range(start.year, _after(register.calendar, start).year + 1)}
    return tuple(sorted(year for year in years if not register.calendar.knows(year)))


def _after(calendar: Calendar, start: date) -> date:
    return calendar.after_working_days(start, WORKING_DAYS)


def _judge(term: _Term, done: _Done | None, today: date) -> tuple[State, int, str]:
    """State, days past the term, and what should be known of them."""
    due = term.due_on
    if done:
        if done.on is None:
            return State.DONE, 0, "公开日期没有填写"
        if due is None:
            return State.DONE, 0, "批复日期没有填写，无法判断是否按时"
        if done.on > due:
            return State.LATE, (done.on - due).days, "" if term.is_sure else "批复日期没有填写，按法律允许的最迟批复日推算"
        return (State.IN_TIME, 0, "") if term.is_sure else (State.DONE, 0, "批复日期没有填写，无法判断是否按时")
    if due is None or today <= due:
        return State.NOT_DUE, 0, "" if due else "没有批准日期，期限还没有起算"
    return State.MISSING, (today - due).days, "" if term.is_sure else "批复日期没有填写，按法律允许的最迟批复日推算"


# --- budgets and final accounts ----------------------------------------------------------------------------------------


def _government_duties(register: Register, today: date) -> Iterator[Duty]:
    book = register.book_of.get(GOVERNMENT)
    if GOVERNMENT in register.unread_books:
        return
    for stage, subject in ((Stage.BUDGET, Subject.GOVERNMENT_BUDGET), (Stage.FINAL, Subject.GOVERNMENT_FINAL)):
        accounts = book.accounts(stage) if book else None
        duty = Duty(register.year, subject, "", State.EXEMPT, Clock.BUDGET_LAW)
        yield _placed(_accounts_duty(duty, accounts, _term(register, None, accounts, stage), stage, today), register, book, None, stage)


def _unit_duties(register: Register, unit: Unit, index: int, dossiers: Sequence[Dossier], today: date) -> Iterator[Duty]:
    """What a unit must publish of a year, in the order of the year."""
    if register.books and not {unit.code, unit.parent} & register.unread_books:  # a book with errors may say anything
        book = register.book_of.get(unit.code)
        for stage, subject, performance in ((Stage.BUDGET, Subject.BUDGET, Subject.OBJECTIVES), (Stage.FINAL, Subject.FINAL, Subject.SELF_EVALUATION)):
            accounts = book.accounts(stage) if book else None
            term = _term(register, unit, accounts, stage)
            duty = Duty(register.year, subject, unit.code, State.EXEMPT, Clock.BUDGET_LAW)
            if reason := _exempt_reason(register, unit, stage):
                yield replace(duty, reason=reason)
                yield replace(duty, subject=performance, reason=reason)
                continue
            duty = _accounts_duty(duty, accounts, term, stage, today)
            yield _placed(duty, register, book, index, stage)
            duty = _performance_duty(replace(duty, subject=performance), accounts, dossiers, term, stage, today)
            yield duty if duty.file else _placed(duty, register, book, index, stage)
    if result := _result_duty(register, dossiers, today):
        yield result


def _exempt_reason(register: Register, unit: Unit, stage: Stage) -> str:
    """Why a unit need not publish its accounts; empty if it must."""
    if unit.since and unit.since > register.year:
        return f"{unit.since}年才成立"
    book, parent = register.book_of.get(unit.code), register.units.get(unit.parent)
    if own := book.accounts(stage) if book else None:
        return "" if own.published_on else own.exemption
    if parent and (above := register.book_of.get(parent.code)) and (accounts := above.accounts(stage)) and unit.code in accounts.covered:
        return f"由{parent.label}一并公开"
    return ""


def _term(register: Register, unit: Unit | None, accounts: Accounts | None, stage: Stage) -> _Term:
    """Twenty days from the approval; where that is not stated, from the latest day that the law allows for it."""
    if accounts and accounts.approved_on:
        return _Term(accounts.approved_on, accounts.approved_on + timedelta(days=DAYS))
    government = register.book_of.get(GOVERNMENT)
    above = government.accounts(stage) if government else None
    if unit is None or above is None or above.approved_on is None:
        return _Term(None, None, is_sure=False)
    days = REPLY_DAYS + (PASS_ON_DAYS if unit.kind is UnitKind.SUBORDINATE else 0)
    return _Term(None, above.approved_on + timedelta(days=days + DAYS), is_sure=False)


def _accounts_duty(duty: Duty, accounts: Accounts | None, term: _Term, stage: Stage, today: date) -> Duty:
    if accounts and accounts.exemption and not accounts.published_on:
        return replace(duty, reason=accounts.exemption)
    done = _Done(accounts.published_on) if accounts and is_published(accounts, today) else None
    duty = _judged(duty, term, done, stage, today)
    if not done and accounts and accounts.published_on:
        return replace(duty, planned_on=accounts.published_on)
    if done and accounts and accounts.withdrawal and is_withdrawn(accounts, today):
        return replace(duty, reason=f"{format_date(accounts.withdrawal.on)}撤回")
    return duty


def _judged(duty: Duty, term: _Term, done: _Done | None, stage: Stage, today: date) -> Duty:
    state, days, reason = _judge(term, done, today)
    if state is State.NOT_DUE and term.due_on is None and today.year > duty.year + (stage is Stage.FINAL):
        # No approval is known, but it must have come by the end of the year in which it is given.
        state, reason = State.MISSING, "批准、批复日期没有填写，逾期多少天算不出"
    return replace(duty, state=state, days=days, reason=reason, started_on=term.started_on, due_on=term.due_on, done_on=done.on if done else None)


def _performance_duty(duty: Duty, accounts: Accounts | None, dossiers: Sequence[Dossier], term: _Term, stage: Stage, today: date) -> Duty:
    """Objectives go with the budget, self-evaluations with the final accounts: in their files, or each on its own page."""
    if duty.state is State.EXEMPT:
        return duty
    told = [dossier for dossier in dossiers if (dossier.objectives if stage is Stage.BUDGET else dossier.self_evaluation)]
    in_accounts = bool(accounts and is_published(accounts, today) and publishes_performance(accounts, stage))
    ways = [_Done(accounts.published_on)] if accounts and in_accounts else []
    if told and (pages := _pages_done(told, today)):
        ways.append(pages)
    if not told and not in_accounts:
        thing = "绩效目标" if stage is Stage.BUDGET else "绩效自评"
        return replace(duty, state=State.EXEMPT, started_on=None, due_on=None, done_on=None, days=0, reason=f"没有登记主动公开的{thing}")
    known = [way for way in ways if way.on]
    done = min(known, key=lambda way: way.on or date.max) if known else ways[0] if ways else None
    if done and done.file:  # its day stands in a dossier, not in the accounts
        duty = replace(duty, file=done.file, path=("公开", "公开日期"))
    return _judged(duty, term, done, stage, today)


def _pages_done(dossiers: Iterable[Dossier], today: date) -> _Done | None:
    """When the last of the dossiers was published; None while one is not."""
    days = {dossier.id: dossier.disclosure.published_on for dossier in dossiers if dossier.disclosure}
    known = {number: day for number, day in days.items() if day}
    if any(day > today for day in known.values()):
        return None
    if len(known) < len(days):
        return _Done(None)
    last = max(known.values())
    return _Done(last, next(file_of(dossier) for dossier in dossiers if known.get(dossier.id) == last))


def _placed(duty: Duty, register: Register, book: BudgetBook | None, index: int | None, stage: Stage) -> Duty:
    """The duty with the place at which a person states that it is done."""
    if book:
        key = "公开日期" if duty.done_on or duty.planned_on else ""
        return replace(duty, file=file_of_book(book), path=((stage.value, key) if key else (stage.value,)) if book.accounts(stage) else ("年度",))
    if index is None:
        return replace(duty, file=f"content/{register.year}/budget")
    return replace(duty, file=UNITS, path=("单位", index))


# --- results and documents ---------------------------------------------------------------------------------------------


def _is_open(dossier: Dossier) -> bool:
    """True if the dossier is to be published, on its day; what is withheld or undecided has no term, and may not show by one."""
    decision = dossier.disclosure
    return bool(decision and decision.disclosure is Disclosure.PROACTIVE and not decision.withdrawal)


def _result_duty(register: Register, dossiers: Sequence[Dossier], today: date) -> Duty | None:
    """All results of a unit in one duty: that of the worst, and how many are like it."""
    each = [
        _one_result(register, dossier, dossier.evaluation.concluded_on, dossier.disclosure.published_on, today)
        for dossier in dossiers
        if dossier.evaluation and dossier.disclosure
    ]
    if not each:
        return None
    worst = min(each, key=lambda duty: (list(State).index(duty.state), -duty.days, duty.due_on or date.max))
    alike = sum(duty.state is worst.state for duty in each)
    if len(each) > 1 and worst.state in (State.LATE, State.MISSING):
        return replace(worst, reason=f"{len(each)}项结果中{alike}项{worst.state}")
    return worst


def _one_result(register: Register, dossier: Dossier, start: date, published_on: date | None, today: date) -> Duty:
    """From the day on which the result was settled to the day on which the dossier was published."""
    term = _Term(start, _after(register.calendar, start))
    done = None if published_on and published_on > today else _Done(published_on)
    duty = Duty(register.year, Subject.RESULT, dossier.unit, State.DONE, Clock.REGULATION, file=file_of(dossier), path=("公开", "公开日期"))
    if published_on and published_on < start:
        # The page was there before its result, which joined it when the site was next built.
        return replace(duty, started_on=start, due_on=term.due_on, reason="结果确定以前已经公开，结果随后补入")
    state, days, reason = _judge(term, done, today)
    duty = replace(duty, planned_on=None if done else published_on)
    return replace(duty, state=state, days=days, reason=reason, started_on=start, due_on=term.due_on, done_on=done.on if done else None)


def _documents(register: Register) -> Iterator[tuple[str, date, date | None, int]]:
    """Issued documents of the year that are public: title, day of issue, day of publishing, and which entry of `documents.yml` says so."""
    for index, decision in enumerate(register.documents.documents):
        if decision.year != register.year or decision.disclosure is not Disclosure.PROACTIVE or decision.withdrawal:
            continue
        for document in register.issued.documents:
            is_meant = document.budget_year == decision.year and document.kind == decision.kind and decision.number in ("", document.number)
            if is_meant and document.is_valid:
                yield document.title, document.issued_on, decision.published_on, index


def _document_duties(register: Register, today: date) -> Iterator[Duty]:
    for title, issued_on, published_on, index in _documents(register):
        term = _Term(issued_on, _after(register.calendar, issued_on))
        done = None if published_on and published_on > today else _Done(published_on)
        state, days, reason = _judge(term, done, today)
        yield Duty(
            register.year, Subject.DOCUMENT, "", state, Clock.REGULATION, issued_on, term.due_on, done.on if done else None, days, reason, title,
            None if done else published_on, DOCUMENTS, ("公文", index),
        )  # fmt: skip
