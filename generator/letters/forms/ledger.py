"""整改台账: every item with its finding, demand, measure, dates and state; one for the year and one for each dossier.

Internal: 责任人 and 佐证材料 stand in it, which are never public; the unit's own form is an annex of the feedback letter.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from generator.engine.chinese import close_up, format_date
from generator.letters.composing.subject import Subject
from generator.letters.composing.year_tables import amount
from generator.letters.document import Align, CellContent, OfficialDocument, Table, TableRow
from generator.letters.forms.sheet import FormKind, sheet, subjects
from generator.letters.widths import across, column, left, total_row
from generator.records.deadlines import NOT_TOLD, days_overdue, item_due_on, notified_on, standing_of
from generator.records.dossier import Finding, RectificationItem
from generator.records.register import Register

KIND = FormKind("整改台账", "绩效评价发现问题整改台账", "ledger")
COLUMNS = (
    column("编号", 2.2),
    column("问题类别", 4.3),
    column("存在问题", 4.8, Align.LEFT),
    column("涉及金额（万元）", 4.3, Align.RIGHT),
    column("整改要求", 4.8, Align.LEFT),
    column("整改措施", 4.8, Align.LEFT),
    column("责任单位", 4.3),
    column("责任人", 3.2),
    column("完成时限", 4.3),
    column("整改情况", 4.8, Align.LEFT),
    column("佐证材料", 4.3),
    column("状态", 3.2),
    column("核验意见", 2.2),
    column("销号日期", 4.3),
)


def compose(register: Register, today: date) -> Iterator[OfficialDocument]:
    """The year's ledger, then one for each dossier with rectification items."""
    found = [subject for subject in subjects(register, today) if subject.dossier.rectification]
    if found:
        yield sheet(KIND, register, today, (ledger(found),))
    for subject in found:
        yield sheet(KIND, register, today, (ledger([subject]),), subject.dossier)


def ledger(found: Sequence[Subject]) -> Table:
    """A band for each dossier, with its unit and feedback number, and below it its items; at the end how many there are."""
    rows: list[TableRow] = []
    count = 0
    total = Decimal(0)
    for subject in found:
        rows.append(TableRow(across(left(_band(subject)), len(COLUMNS))))
        items = subject.dossier.rectification.items if subject.dossier.rectification else ()
        findings = {finding.number: finding for finding in subject.dossier.evaluation.findings} if subject.dossier.evaluation else {}
        for item in items:
            finding = findings.get(item.finding)
            rows.append(TableRow(_cells(subject, item, finding)))
            count += 1
            total += (finding.amount if finding else None) or Decimal(0)
    rows.append(total_row((*across(f"合计（{count}项）", 3), amount(total), *("",) * (len(COLUMNS) - 4))))
    return Table(COLUMNS, tuple(rows))


def _band(subject: Subject) -> str:
    feedback = subject.dossier.feedback
    number = feedback.document_number if feedback else ""
    return f"预算单位：{close_up(subject.unit.label)}　项目：{close_up(subject.name)}　反馈文号：{number or NOT_TOLD}"


def _due(subject: Subject, item: RectificationItem) -> str:
    """The item's last day; while nobody was told, only a day that the record itself names."""
    dossier = subject.dossier
    stated = item.due_on or (dossier.rectification.due_on if dossier.rectification else None)
    if not stated and not notified_on(dossier):
        return "反馈后确定"
    return format_date(item_due_on(item, dossier, subject.register.office, subject.today))


def _cells(subject: Subject, item: RectificationItem, finding: Finding | None) -> tuple[CellContent, ...]:
    dossier, office, today = subject.dossier, subject.register.office, subject.today
    late = days_overdue(item, dossier, office, today)
    return (
        str(item.finding),
        finding.category.value if finding else "",
        close_up(finding.heading) if finding else "",
        amount(finding.amount) if finding and finding.amount is not None else "",
        close_up(item.requirement),
        close_up(item.measure),
        close_up(item.responsible_unit),
        close_up(item.responsible_person),
        _due(subject, item),
        close_up(item.progress),
        close_up(item.evidence),
        standing_of(item, dossier) + (f"（逾期{late}日）" if late else ""),
        _verdict(item),
        format_date(item.closed_on) if item.closed_on else "",
    )


def _verdict(item: RectificationItem) -> str:
    """财政审核意见, with why an item was sent back."""
    words = [item.verification.value if item.verification else "", close_up(item.return_reason)]
    return "：".join(word for word in words if word)
