"""整改复核（销号）函: what verification passed is closed, what it sent back is asked for again (standards: 函, 信函格式)."""

from collections.abc import Sequence
from datetime import timedelta

from generator.letters.composing import group
from generator.letters.composing.parts import Part, letter
from generator.letters.composing.subject import Subject
from generator.letters.composing.tables import passed_table, returned_table
from generator.letters.document import OfficialDocument, Table
from generator.letters.wording import Wording
from generator.records.deadlines import days_overdue, is_sent_back, status_of, verified_items
from generator.records.dossier import RectificationItem
from generator.records.vocabulary import DocumentKind, RectificationStatus

KIND = DocumentKind.CLOSURE
STEM = "closure"


def concerns(subject: Subject) -> bool:
    """True once an item was verified that no letter has told of."""
    return bool(_news(subject))


def _news(subject: Subject) -> tuple[RectificationItem, ...]:
    """Items verified since the last letter of this kind, and not so long ago that they were surely told otherwise."""
    dossier, register = subject.dossier, subject.register
    told = register.issued.valid_for(DocumentKind.CLOSURE, dossier.id, register.year)
    oldest = subject.today - timedelta(days=register.office.deadlines.closure_days)
    since = max(oldest, told[-1].issued_on) if told else oldest
    return tuple(item for item in verified_items(dossier) if item.verified_on is None or item.verified_on > since)


def compose(subjects: tuple[Subject, ...], wording: Wording) -> OfficialDocument:
    """The letter, of the day given; its title says 销号 only if everything is closed."""
    parts = [_part(subject) for subject in subjects]
    is_closed = all(part.values["其余数"] == 0 and part.values["退回数"] == 0 for part in parts)
    title = ("关于", *group.title_name(subjects), "绩效评价发现问题", "整改销号" if is_closed else "整改复核情况", "的函")
    return letter(parts, wording, stem=STEM, kind=KIND, title=title, issued_on=subjects[0].today)


def _part(subject: Subject) -> Part:
    items = subject.dossier.rectification.items if subject.dossier.rectification else ()
    verified = _news(subject)
    returned = [item for item in verified if is_sent_back(item)]
    passed = [item for item in verified if item not in returned]
    rest = [item for item in items if item not in verified_items(subject.dossier)]
    values = {
        **group.previous_letter(subject),
        "总项数": len(items),
        "复核数": len(verified),
        "销号数": len(passed),
        "退回数": len(returned),
        "其余数": len(rest),
        **_rest(subject, rest),
    }
    tables: dict[str, Table] = {}
    if passed:
        tables["销号"] = passed_table(subject, passed)
    if returned:
        tables["退回"] = returned_table(subject, returned)
    return Part(subject, values, tables)


def _rest(subject: Subject, items: Sequence[RectificationItem]) -> dict[str, str]:
    """The items that were not verified yet, by what comes next for them: `第2、4项`."""
    office = subject.register.office
    reported = [item for item in items if status_of(item) is RectificationStatus.REPORTED]
    late = [item for item in items if days_overdue(item, subject.dossier, office, subject.today)]
    in_time = [item for item in items if item not in reported and item not in late]
    return {"待复核": _numbers(reported), "未到期": _numbers(in_time), "已逾期": _numbers(late)}


def _numbers(items: Sequence[RectificationItem]) -> str:
    return f"第{'、'.join(str(item.finding) for item in items)}项" if items else ""
