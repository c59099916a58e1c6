"""What is due when, and what is late: computed from dates on the day given, never stored."""

from datetime import date, timedelta

from generator.records.dossier import Dossier, ProjectDossier, RectificationItem
from generator.records.office import Office
from generator.records.vocabulary import RectificationStatus, Verification

NOT_TOLD = "尚未反馈"  # how papers call what its unit has not been told of, so that nobody is blamed for it


def feedback_due_on(dossier: Dossier, office: Office) -> date | None:
    """The last day for the feedback letter: result date plus the district's days."""
    if not dossier.evaluation:
        return None
    return dossier.evaluation.concluded_on + timedelta(days=office.deadlines.feedback_days)


def notified_on(dossier: Dossier) -> date | None:
    """The day the unit was told: of a letter that has a number, receipt, else the letter's date."""
    feedback = dossier.feedback
    if not feedback or not feedback.document_number:
        return None
    return feedback.received_on or feedback.issued_on


def letter_date(dossier: Dossier, today: date) -> date:
    """The date a feedback letter bears: as stated, else the day given."""
    return (dossier.feedback.issued_on if dossier.feedback else None) or today


def rectification_due_on(dossier: Dossier, office: Office, today: date) -> date:
    """The last day for the rectification report: as stated, else the letter's date plus the district's days.

    The letter's own date counts, not its receipt: the letter names the day, and one day must stand in letter, ledger and page.
    """
    if dossier.rectification and dossier.rectification.due_on:
        return dossier.rectification.due_on
    return letter_date(dossier, today) + timedelta(days=office.deadlines.rectification_days)


def item_due_on(item: RectificationItem, dossier: Dossier, office: Office, today: date) -> date:
    """The last day for one item."""
    return item.due_on or rectification_due_on(dossier, office, today)


def status_of(item: RectificationItem) -> RectificationStatus:
    """Closed, reported, in progress or not started; an item sent back is in progress again."""
    if item.closed_on:
        return RectificationStatus.CLOSED
    if item.verification is Verification.RETURNED:
        return RectificationStatus.IN_PROGRESS
    if item.reported_on:
        return RectificationStatus.REPORTED
    if item.started_on or item.measure:
        return RectificationStatus.IN_PROGRESS
    return RectificationStatus.NOT_STARTED


def standing_of(item: RectificationItem, dossier: Dossier) -> str:
    """How papers call the state of an item; `dossier` is the whole record, for a redacted copy does not say when the unit was told."""
    return status_of(item).value if notified_on(dossier) else NOT_TOLD


def days_overdue(item: RectificationItem, dossier: Dossier, office: Office, today: date) -> int:
    """Days past the deadline of an item that has not been reported done; 0 if in time, done, or never notified."""
    if status_of(item) in (RectificationStatus.CLOSED, RectificationStatus.REPORTED) or not notified_on(dossier):
        return 0
    return max(0, (today - item_due_on(item, dossier, office, today)).days)


def overdue_items(dossier: Dossier, office: Office, today: date) -> tuple[RectificationItem, ...]:
    """The items that are late on the day given."""
    if not dossier.rectification:
        return ()
    return tuple(item for item in dossier.rectification.items if days_overdue(item, dossier, office, today))


def is_sent_back(item: RectificationItem) -> bool:
    """True if verification returned the item and it is still open."""
    return item.verification is Verification.RETURNED and status_of(item) is not RectificationStatus.CLOSED


def final_items(dossier: Dossier, office: Office, today: date) -> tuple[RectificationItem, ...]:
    """The overdue items of a dossier that 限期整改 demands: one of them was sent back, or is late by more than 限期整改天数.

    A project is reminded or demanded of, never both: once one item has come so far, all overdue ones go with it.
    An item that was sent back and whose date lies ahead is told in the 复核函 alone.
    """
    late = overdue_items(dossier, office, today)
    limit = office.deadlines.final_days
    is_final = any(is_sent_back(item) or days_overdue(item, dossier, office, today) > limit for item in late)
    return late if is_final else ()


def reminder_items(dossier: Dossier, office: Office, today: date) -> tuple[RectificationItem, ...]:
    """The overdue items of a dossier that are reminded of: none was sent back, none is late by more than 限期整改天数."""
    return () if final_items(dossier, office, today) else overdue_items(dossier, office, today)


def verified_items(dossier: Dossier) -> tuple[RectificationItem, ...]:
    """The items that verification passed or sent back; none before the unit was told of them."""
    if not dossier.rectification or not notified_on(dossier):
        return ()
    return tuple(item for item in dossier.rectification.items if item.verification)


def returned_due_on(item: RectificationItem, dossier: Dossier, office: Office, today: date) -> date:
    """Until when an item that was sent back is to be reported again: its own date while that lies ahead, else 限期整改天数 from today."""
    due_on = item_due_on(item, dossier, office, today)
    return due_on if due_on > today else today + timedelta(days=office.deadlines.final_days)


def awaits_review_letter(dossier: Dossier) -> bool:
    """True if the self-evaluation was reviewed and no evaluation has followed, which would leave nothing to revise."""
    return bool(dossier.self_evaluation and dossier.self_evaluation.review and not dossier.evaluation)


def awaits_ex_ante_letter(dossier: Dossier, today: date) -> bool:
    """True if the project was assessed ex ante and its budget is still open: targets not approved, its year not over."""
    if not isinstance(dossier, ProjectDossier) or not dossier.ex_ante:
        return False
    return not (dossier.objectives and dossier.objectives.approved_on) and today.year <= dossier.year
