"""部门整体支出绩效自评表, the local form: the unit's money, the year's goal, indicators, total, reasons and measures."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from generator.engine.chinese import close_up, format_score
from generator.letters.composing.subject import Subject, subject_of
from generator.letters.composing.year_tables import amount, rate
from generator.letters.document import Align, OfficialDocument, Table, TableRow
from generator.letters.forms.sheet import FormKind, joined_levels, sheet
from generator.letters.widths import across, blank_columns, column, label, left, total_row
from generator.records.dossier import Dossier, FundLine, SelfEvaluation
from generator.records.register import Register
from generator.records.results import ScoreRow, execution_rate, self_result_rows, self_rows, self_total
from generator.records.year_totals import open_overall

KIND = FormKind("部门整体自评表", "部门整体支出绩效自评表", "overall-self-evaluation")
PARTS = ("基本支出", "项目支出")


def compose(register: Register, today: date) -> Iterator[OfficialDocument]:
    """A form for each unit with a self-evaluation of its overall expenditure."""
    for dossier in open_overall(register):
        if own := dossier.self_evaluation:
            subject = subject_of(dossier, register, today)
            rows = self_rows(dossier)
            blocks = (_names_table(subject), _funds_table(subject, own), _goal_table(dossier, own), _indicators_table(dossier, rows), _words_table(own, rows))
            yield sheet(KIND, register, today, blocks, dossier)


def _names_table(subject: Subject) -> Table:
    funds = subject.dossier.funds
    parts = {part.name: part for part in funds.overall} if funds else {}
    amounts = [parts[name].adjusted_budget if name in parts else None for name in PARTS]
    cells = [amount(value) if value is not None else "" for value in amounts]
    return Table(
        blank_columns(10.2, 7, 10.2, 7),
        (
            TableRow((label("单位名称"), *across(close_up(subject.unit.name), 3))),
            TableRow((label("基本支出总额（万元）"), cells[0], label("项目支出总额（万元）"), cells[1])),
        ),
    )


def _funds_table(subject: Subject, own: SelfEvaluation) -> Table:
    line = subject.dossier.funds or FundLine.model_validate({})
    share = execution_rate(line)
    values = (
        amount(line.adjusted_budget) if line.adjusted_budget is not None else "",
        amount(line.executed) if line.executed is not None else "",
        rate(share) if share is not None else "",
        format_score(own.execution_weight),
        format_score(own.execution_score) if own.execution_score is not None else "",
    )
    return Table(
        blank_columns(9, 8, 8, 5, 4, 4),
        (
            TableRow(tuple(map(label, ("年度资金（万元）", "全年预算数", "全年执行数", "执行率", "分值", "得分")))),
            TableRow((label("部门整体支出"), *values)),
        ),
    )


def _goal_table(dossier: Dossier, own: SelfEvaluation) -> Table:
    goal = dossier.objectives.annual if dossier.objectives else ""
    return Table(
        blank_columns(6, 32),
        (TableRow((label("年度目标"), left(close_up(goal)))), TableRow((label("完成情况"), left(close_up(own.achieved))))),
    )


def _indicators_table(dossier: Dossier, rows: Sequence[ScoreRow]) -> Table:
    body = [
        TableRow(
            (
                *levels, close_up(row.name), close_up(str(row.target or "")), close_up(str(row.actual or "")),
                "" if row.weight is None else format_score(row.weight), "" if row.score is None else format_score(row.score),
            )
        )
        for row, levels in zip(rows, joined_levels([(row.dimension, row.category) for row in rows]), strict=True)
    ]  # fmt: skip
    weight = sum((row.weight or Decimal(0) for row in self_result_rows(dossier)), Decimal(0))
    total = self_total(dossier)
    body.append(total_row((*across("总分", 5), format_score(weight), format_score(total) if total is not None else "")))
    return Table(
        columns=(
            column("一级指标", 5.5), column("二级指标", 5.5), column("三级指标", 9, Align.LEFT), column("年初目标值", 5.5),
            column("实际完成值", 5.5), column("分值", 3), column("得分", 3),
        ),
        rows=tuple(body),
    )  # fmt: skip


def _words_table(own: SelfEvaluation, rows: Sequence[ScoreRow]) -> Table:
    reasons = _sentences([*((row.name, row.reason) for row in rows), ("", own.problems)])
    measures = _sentences([*((row.name, row.improvement) for row in rows), ("", own.improvements)])
    return Table(
        blank_columns(9, 29),
        (
            TableRow((label("偏差大或目标未完成原因分析"), left(reasons))),
            TableRow((label("改进措施及结果应用方案"), left(measures))),
        ),
    )


def _sentences(said: Sequence[tuple[str, str]]) -> str:
    """`居民满意度：停车难；……。`: what is said, each with the indicator that it is said of."""
    parts = [(f"{close_up(name)}：" if name else "") + close_up(text).rstrip("。；") for name, text in said if text.strip()]
    return "；".join(parts) + "。" if parts else ""
