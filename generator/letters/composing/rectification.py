"""限期整改的函: findings that are past their date, or were sent back, get a last date (standards: 函, 信函格式)."""

from datetime import date, timedelta

from generator.letters.composing.subject import Subject, ledger_table, letter, open_items_table, subject_of
from generator.letters.document import Annex, OfficialDocument
from generator.letters.wording import Wording
from generator.records.deadlines import days_overdue, status_of
from generator.records.dossier import Dossier, RectificationItem
from generator.records.register import Register
from generator.records.vocabulary import RectificationStatus, Verification

KIND = "限期整改的函"
NAME = "rectification"


def compose_rectification_letter(dossier: Dossier, register: Register, today: date, wording: Wording) -> OfficialDocument | None:
    """The letter for a dossier with items that are late or were sent back; None where there are none."""
    items = demanded_items(dossier, register, today)
    if not items:
        return None
    subject = subject_of(dossier, register, today)
    title = ("关于", *subject.title_name, subject.period, "绩效评价发现问题", "限期整改", "的函")
    return letter(
        subject,
        name=NAME,
        kind=KIND,
        title=title,
        issued_on=today,
        body=wording.compose("rectification", _values(subject, items), {"事项": open_items_table(subject, items)}),
        annexes=[Annex("问题清单及整改台账", (ledger_table(subject, {item.finding for item in items}),))],
    )


def demanded_items(dossier: Dossier, register: Register, today: date) -> tuple[RectificationItem, ...]:
    """Items that are overdue, or that verification sent back and that are not closed."""
    if not dossier.rectification or not dossier.feedback or not dossier.feedback.document_number:
        return ()
    return tuple(
        item
        for item in dossier.rectification.items
        if days_overdue(item, dossier, register.office, today)
        or (item.verification is Verification.RETURNED and status_of(item) is not RectificationStatus.CLOSED)
    )


def _values(subject: Subject, items: tuple[RectificationItem, ...]) -> dict[str, object]:
    """All that the wording may speak of."""
    office, feedback = subject.register.office, subject.dossier.feedback
    statuses = [status_of(item) for item in items]
    return {
        "称谓": office.letters.salutation,
        "所属": f"所属{subject.unit.label}" if subject.is_subordinate else "",
        "对象": subject.name,
        "年度": subject.period,
        "前函标题": "".join(subject.feedback_title),
        "前函文号": feedback.document_number if feedback else "",
        "前函日期": feedback.issued_on if feedback else None,
        "规定依据": office.result_policy.basis,
        "项数": len(items),
        "总项数": len(subject.dossier.rectification.items) if subject.dossier.rectification else 0,
        "未整改": [item.finding for item, status in zip(items, statuses, strict=True) if status is RectificationStatus.NOT_STARTED],
        "整改中": [item.finding for item, status in zip(items, statuses, strict=True) if status is not RectificationStatus.NOT_STARTED],
        "报送期限": subject.today + timedelta(days=office.deadlines.final_days),
    }
