"""Where the year stands on a day: who owes an answer, what is late and by how many days, what was closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.records.deadlines import days_overdue, item_due_on, notified_on, rectification_due_on, status_of
from generator.records.dossier import Dossier, Finding, RectificationItem
from generator.records.register import Register
from generator.records.vocabulary import RectificationStatus

NO_LEDGER = "未列台账"


@dataclass(frozen=True)
class AwaitedReply:
    """A feedback letter whose answer is not yet due; `days` are left."""

    unit: str
    subject: str
    number: str
    due_on: date
    days: int
    open_items: int


@dataclass(frozen=True)
class LateItem:
    """A rectification item past its date by `days`."""

    unit: str
    subject: str
    number: str
    finding: int
    requirement: str
    due_on: date
    days: int
    status: str


@dataclass(frozen=True)
class ClosedItem:
    """A rectification item that was verified and closed."""

    unit: str
    subject: str
    number: str
    finding: int
    requirement: str
    closed_on: date


def awaited_replies(register: Register, today: date) -> Iterator[AwaitedReply]:
    """Letters that went out, are not overdue, and have items that nobody reported done."""
    for dossier in register.dossiers:
        if not notified_on(dossier) or not dossier.feedback:
            continue
        due = rectification_due_on(dossier, register.office, today)
        pending = [item for item in _items(dossier) if status_of(item) not in (RectificationStatus.CLOSED, RectificationStatus.REPORTED)]
        waiting = [item for item in pending if not days_overdue(item, dossier, register.office, today)]
        without_ledger = () if _items(dossier) or due < today else _findings(dossier)
        if waiting or without_ledger:
            due = min((item_due_on(item, dossier, register.office, today) for item in waiting), default=due)
            number = dossier.feedback.document_number
            yield AwaitedReply(_unit(dossier, register), dossier.title, number, due, (due - today).days, len(waiting) + len(without_ledger))


def late_items(register: Register, today: date) -> Iterator[LateItem]:
    """Every item past its date, in the order of the ledger."""
    for dossier in register.dossiers:
        for item in _items(dossier):
            if days := days_overdue(item, dossier, register.office, today):
                due = item_due_on(item, dossier, register.office, today)
                yield LateItem(
                    _unit(dossier, register), dossier.title, _number(dossier), item.finding, item.requirement, due, days, status_of(item).value
                )
        if not _items(dossier) and notified_on(dossier) and (due := rectification_due_on(dossier, register.office, today)) < today:
            for finding in _findings(dossier):  # nobody began a ledger, and the day has passed all the same
                yield LateItem(
                    _unit(dossier, register), dossier.title, _number(dossier), finding.number, finding.heading, due, (today - due).days, NO_LEDGER
                )


def closed_items(register: Register) -> Iterator[ClosedItem]:
    """Every item that was closed."""
    for dossier in register.dossiers:
        for item in _items(dossier):
            if item.closed_on:
                yield ClosedItem(_unit(dossier, register), dossier.title, _number(dossier), item.finding, item.requirement, item.closed_on)


def _findings(dossier: Dossier) -> tuple[Finding, ...]:
    return dossier.evaluation.findings if dossier.evaluation else ()


def _items(dossier: Dossier) -> tuple[RectificationItem, ...]:
    return dossier.rectification.items if dossier.rectification else ()


def _unit(dossier: Dossier, register: Register) -> str:
    unit = register.unit_of(dossier)
    return unit.label if unit else dossier.unit


def _number(dossier: Dossier) -> str:
    return dossier.feedback.document_number if dossier.feedback else ""
