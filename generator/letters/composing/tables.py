"""The tables of the letters about dossiers: scores, opinions, rectification. Numbers come from `records/`, cells are closed up."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from generator.engine.chinese import close_up, format_date, format_rate, format_score
from generator.letters.composing.subject import Subject
from generator.letters.document import Align, Column, Join, Table, TableRow
from generator.records.deadlines import days_overdue, is_sent_back, item_due_on, rectification_due_on, returned_due_on, status_of
from generator.records.dossier import Dossier, ExAnteOpinion, MonitoringRow, RectificationItem, ReviewAspect
from generator.records.results import ScoreRow, by_dimension, evaluation_rows
from generator.records.vocabulary import EvaluationKind

SENT_BACK = "复核退回"
NO_REASON = "未达到整改要求"  # why an item was sent back, where the record gives no reason

def dimension_table(dossier: Dossier) -> Table:
    """Score by 一级指标 with its rate, and the total."""
    lines = by_dimension(evaluation_rows(dossier))
    weight = sum((line.weight for line in lines), Decimal(0))
    score = sum((line.score for line in lines), Decimal(0))
    return Table(
        columns=(
            Column("一级指标", 0.34, Align.CENTRE),
            Column("分值", 0.22, Align.CENTRE),
            Column("得分", 0.22, Align.CENTRE),
            Column("得分率", 0.22, Align.CENTRE),
        ),
        rows=(
            *(TableRow((line.dimension, format_score(line.weight), format_score(line.score), _rate(line.score, line.weight))) for line in lines),
            TableRow(("合计", format_score(weight), format_score(score), _rate(score, weight)), is_total=True),
        ),
    )


def _rate(score: Decimal, weight: Decimal) -> str:
    return format_rate(score / weight) if weight else "—"


def score_table(dossier: Dossier) -> Table:
    """Every indicator with target, actual, weight, score and why points were lost; joined cells where a level goes on."""
    rows = evaluation_rows(dossier)
    cells: list[TableRow] = []
    above: ScoreRow | None = None
    for row in rows:
        same_dimension = above is not None and above.dimension == row.dimension
        same_category = same_dimension and above is not None and above.category == row.category
        cells.append(
            TableRow(
                (
                    Join.ABOVE if same_dimension else row.dimension,
                    Join.ABOVE if same_category else row.category,
                    close_up(row.name),
                    close_up(str(row.target or "")),
                    close_up(str(row.actual or "")),
                    "" if row.weight is None else format_score(row.weight),
                    "" if row.score is None else format_score(row.score),
                    close_up(row.reason),
                )
            )
        )
        above = row
    weight = sum((row.weight or Decimal(0) for row in rows), Decimal(0))
    score = sum((row.score or Decimal(0) for row in rows), Decimal(0))
    cells.append(TableRow(("合计", "", "", "", "", format_score(weight), format_score(score), ""), is_total=True))
    reason = "偏差原因" if dossier.evaluation and dossier.evaluation.kind is EvaluationKind.SELF else "扣分原因"
    return Table(
        columns=(
            Column("一级指标", 0.08, Align.CENTRE),
            Column("二级指标", 0.12, Align.CENTRE),
            Column("三级指标", 0.19),
            Column("指标值", 0.12, Align.CENTRE),
            Column("完成值", 0.12, Align.CENTRE),
            Column("分值", 0.065, Align.CENTRE),
            Column("得分", 0.065, Align.CENTRE),
            Column(reason, 0.24),
        ),
        rows=tuple(cells),
    )


def ledger_table(subject: Subject, numbers: Collection[int] | None = None) -> Table:
    """The ledger form that the unit fills in: findings, demands, dates and measures so far are given, the rest is blank.

    `numbers` names the findings that are wanted; None wants all.
    """
    dossier = subject.dossier
    items: dict[int, RectificationItem] = {item.finding: item for item in dossier.rectification.items} if dossier.rectification else {}
    findings = dossier.evaluation.findings if dossier.evaluation else ()
    rows = []
    for finding in findings:
        if numbers is not None and finding.number not in numbers:
            continue
        item = items.get(finding.number)
        office = subject.register.office
        due = item_due_on(item, dossier, office, subject.today) if item else rectification_due_on(dossier, office, subject.today)
        rows.append(
            TableRow(
                (
                    str(finding.number),
                    close_up(finding.heading),
                    close_up(item.requirement) if item else "",
                    close_up(item.measure) if item else "",
                    "",
                    format_date(due),
                    "",
                )
            )
        )
    return Table(
        columns=(
            Column("序号", 0.07, Align.CENTRE),
            Column("存在问题", 0.19),
            Column("整改要求", 0.19),
            Column("整改措施", 0.17),
            Column("责任单位责任人", 0.115, Align.CENTRE),
            Column("完成时限", 0.115, Align.CENTRE),
            Column("整改情况", 0.15),
        ),
        rows=tuple(rows),
    )


def open_items_table(subject: Subject, items: Sequence[RectificationItem]) -> Table:
    """The items that a rectification notice demands, with where they stand and until when they were due."""
    headings = _headings(subject)
    return Table(
        columns=(
            Column("序号", 0.08, Align.CENTRE),
            Column("存在问题", 0.3),
            Column("整改要求", 0.31),
            Column("目前状态", 0.12, Align.CENTRE),
            Column("原定时限", 0.19, Align.CENTRE),
        ),
        rows=tuple(
            TableRow(
                (
                    str(item.finding),
                    headings[item.finding],
                    close_up(item.requirement),
                    SENT_BACK if is_sent_back(item) else status_of(item).value,
                    format_date(item_due_on(item, subject.dossier, subject.register.office, subject.today)),
                )
            )
            for item in items
        ),
    )


def overdue_table(subject: Subject, items: Sequence[RectificationItem]) -> Table:
    """The items that a reminder names, with their dates and by how many days they are late."""
    headings, office = _headings(subject), subject.register.office
    return Table(
        columns=(
            Column("序号", 0.08, Align.CENTRE),
            Column("存在问题", 0.28),
            Column("整改要求", 0.29),
            Column("完成时限", 0.2, Align.CENTRE),
            Column("逾期天数", 0.15, Align.CENTRE),
        ),
        rows=tuple(
            TableRow(
                (
                    str(item.finding),
                    headings[item.finding],
                    close_up(item.requirement),
                    format_date(item_due_on(item, subject.dossier, office, subject.today)),
                    str(days_overdue(item, subject.dossier, office, subject.today)),
                )
            )
            for item in items
        ),
    )


def passed_table(subject: Subject, items: Sequence[RectificationItem]) -> Table:
    """The items that verification passed, with what was done; one without 销号日期 is closed by this letter."""
    headings = _headings(subject)
    return Table(
        columns=(
            Column("序号", 0.08, Align.CENTRE),
            Column("存在问题", 0.28),
            Column("整改情况", 0.43),
            Column("销号日期", 0.21, Align.CENTRE),
        ),
        rows=tuple(
            TableRow((str(item.finding), headings[item.finding], close_up(item.progress), format_date(item.closed_on or subject.today)))
            for item in items
        ),
    )


def returned_table(subject: Subject, items: Sequence[RectificationItem]) -> Table:
    """The items that verification sent back, with why and until when they are to be reported again."""
    headings, office = _headings(subject), subject.register.office
    return Table(
        columns=(
            Column("序号", 0.08, Align.CENTRE),
            Column("存在问题", 0.28),
            Column("退回理由", 0.43),
            Column("重新报送时限", 0.21, Align.CENTRE),
        ),
        rows=tuple(
            TableRow(
                (
                    str(item.finding),
                    headings[item.finding],
                    close_up(item.return_reason) or NO_REASON,
                    format_date(returned_due_on(item, subject.dossier, office, subject.today)),
                )
            )
            for item in items
        ),
    )


def _headings(subject: Subject) -> dict[int, str]:
    """What each finding is called."""
    evaluation = subject.dossier.evaluation
    return {finding.number: close_up(finding.heading) for finding in evaluation.findings} if evaluation else {}


def opinion_table(opinions: Sequence[ExAnteOpinion]) -> Table:
    """The opinions on the five aspects; with scores where there are any."""
    has_scores = any(row.score is not None for row in opinions)
    scores = (Column("得分", 0.1, Align.CENTRE),) if has_scores else ()
    return Table(
        columns=(Column("方面", 0.24, Align.CENTRE), Column("评估意见", 0.66 if has_scores else 0.76), *scores),
        rows=tuple(
            TableRow(
                (
                    row.aspect.value,
                    close_up(row.opinion),
                    *(("" if row.score is None else format_score(row.score),) if has_scores else ()),
                )
            )
            for row in opinions
        ),
    )


def risk_table(dossier: Dossier, rows: Sequence[MonitoringRow]) -> Table:
    """The monitored indicators whose targets are at risk; the target stands with the name where 绩效目标 has it."""
    targets = {row.name: str(row.target) for row in dossier.objectives.indicators if row.target} if dossier.objectives else {}
    return Table(
        columns=(
            Column("指标", 0.23),
            Column("执行情况", 0.19),
            Column("全年预计", 0.17),
            Column("完成可能性", 0.15, Align.CENTRE),
            Column("偏差原因", 0.26),
        ),
        rows=tuple(
            TableRow(
                (
                    close_up(row.name + (f"（{targets[row.name]}）" if row.name in targets else "")),
                    close_up(row.progress),
                    close_up(row.expected),
                    row.outlook.value,
                    close_up(row.deviation_reason),
                )
            )
            for row in rows
        ),
    )


def review_table(aspects: Sequence[ReviewAspect]) -> Table:
    """The review in its aspects, with the total."""
    weight = sum((row.weight for row in aspects), Decimal(0))
    score = sum((row.score for row in aspects), Decimal(0))
    return Table(
        columns=(
            Column("方面", 0.25, Align.CENTRE),
            Column("分值", 0.11, Align.CENTRE),
            Column("得分", 0.11, Align.CENTRE),
            Column("扣分理由", 0.53),
        ),
        rows=(
            *(TableRow((close_up(row.aspect), format_score(row.weight), format_score(row.score), close_up(row.deduction_reason))) for row in aspects),
            TableRow(("合计", format_score(weight), format_score(score), ""), is_total=True),
        ),
    )
