"""限期整改的函: findings that were sent back, or that a reminder did not move, get a last date (standards: 函, 信函格式)."""

from collections.abc import Sequence
from datetime import timedelta

from generator.letters.composing import group
from generator.letters.composing.parts import Part, letter
from generator.letters.composing.subject import Subject
from generator.letters.composing.tables import ledger_table, open_items_table
from generator.letters.document import Annex, OfficialDocument
from generator.letters.wording import Wording
from generator.records.deadlines import final_items, is_sent_back, status_of
from generator.records.dossier import RectificationItem
from generator.records.vocabulary import DocumentKind, RectificationStatus

KIND = DocumentKind.RECTIFICATION
STEM = "rectification"


def concerns(subject: Subject) -> bool:
    """True if an overdue item was sent back, or is late by more than the office's days."""
    return bool(final_items(subject.dossier, subject.register.office, subject.today))


def compose(subjects: tuple[Subject, ...], wording: Wording) -> OfficialDocument:
    """The letter, of the day given."""
    title = ("关于", *group.title_name(subjects), "绩效评价发现问题", "限期整改", "的函")
    parts = [_part(subject) for subject in subjects]
    return letter(parts, wording, stem=STEM, kind=KIND, title=title, issued_on=subjects[0].today)


def _part(subject: Subject) -> Part:
    items = final_items(subject.dossier, subject.register.office, subject.today)
    annex = Annex("问题清单及整改台账", (ledger_table(subject, {item.finding for item in items}),))
    return Part(subject, _values(subject, items), {"事项": open_items_table(subject, items)}, {"台账": annex})


def _values(subject: Subject, items: Sequence[RectificationItem]) -> dict[str, object]:
    """All that the wording may speak of."""
    office, rectification = subject.register.office, subject.dossier.rectification
    returned = [item for item in items if is_sent_back(item)]
    waiting = [item for item in items if status_of(item) is RectificationStatus.NOT_STARTED]
    begun = [item for item in items if item not in returned and item not in waiting]
    return {
        **group.previous_letter(subject),
        "规定依据": office.result_policy.basis,
        "项数": len(items),
        "总项数": len(rectification.items) if rectification else 0,
        "未整改": _which(waiting, items),
        "整改中": _which(begun, items),
        "退回": _which(returned, items),
        "报送期限": subject.today + timedelta(days=office.deadlines.final_days),
    }


def _which(some: Sequence[RectificationItem], items: Sequence[RectificationItem]) -> str:
    """How the text points at some of the items: `该问题` if there is but one, else `第1、3项`."""
    if not some:
        return ""
    return "该问题" if len(items) == 1 else f"第{'、'.join(str(item.finding) for item in some)}项"
