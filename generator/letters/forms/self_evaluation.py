"""项目支出绩效自评表, 财预〔2020〕10号 附1: names, funds, the year's goal, indicators, total.

The form is the unit's own and goes with 部门决算; it names nobody.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.engine.chinese import close_up, format_score
from generator.letters.composing.subject import Subject
from generator.letters.composing.year_tables import DASH, amount, rate
from generator.letters.document import Align, OfficialDocument, Table, TableRow
from generator.letters.forms.sheet import (
    FORM_SOURCES,
    FormKind,
    joined_levels,
    names_table,
    project_subjects,
    sheet,
    source_line,
    texts_table,
)
from generator.letters.widths import across, blank_columns, column, down, label, total_row
from generator.records.dossier import Dossier, FundLine
from generator.records.register import Register
from generator.records.results import ScoreRow, execution_rate, self_result_rows, self_rows, self_total

KIND = FormKind("项目自评表", "项目支出绩效自评表", "self-evaluation")


def compose(register: Register, today: date) -> Iterator[OfficialDocument]:
    """A form for each project with a self-evaluation."""
    for subject in project_subjects(register, today):
        if own := subject.dossier.self_evaluation:
            objectives = subject.dossier.objectives
            goal = texts_table("年度总体目标", (("预期目标", objectives.annual if objectives else ""), ("实际完成情况", own.achieved)))
            blocks = (names_table(subject), _funds_table(subject), goal, indicators_table(subject.dossier))
            yield sheet(KIND, register, today, blocks, subject.dossier)


def _funds_table(subject: Subject) -> Table:
    funds, own = subject.dossier.funds, subject.dossier.self_evaluation
    whole = _funds_cells(funds or FundLine.model_validate({}))
    weight = format_score(own.execution_weight) if own else ""
    score = format_score(own.execution_score) if own and own.execution_score is not None else ""
    headings = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    rows = [
        TableRow(("", "", *map(label, headings))),
        TableRow(("", label("年度资金总额"), *whole[:3], weight, whole[3], score)),
    ]
    for name, sources in FORM_SOURCES:
        cells = _funds_cells(source_line(funds, sources))
        rows.append(TableRow(("", label(name), *cells[:3], DASH, cells[3], DASH)))
    side = down(label("项目资金（万元）"))
    return Table(
        blank_columns(4, 9, 5, 5, 5, 2.2, 3, 2.2),
        tuple(TableRow((next(side), *row.cells[1:])) for row in rows),
    )


def _funds_cells(line: FundLine) -> tuple[str, str, str, str]:
    """年初预算数, 全年预算数, 全年执行数 and 执行率; what is not stated stays blank, as on the paper form."""
    stated = [amount(value) if value is not None else "" for value in (line.original_budget, line.adjusted_budget, line.executed)]
    share = execution_rate(line)
    return stated[0], stated[1], stated[2], rate(share) if share is not None else ""


def indicators_table(dossier: Dossier) -> Table:
    """Indicators with target, actual, weight, score and what is said of a deviation; 总分 includes the execution rate's points."""
    rows = self_rows(dossier)
    side = down(label("绩效指标"))
    body = [
        TableRow((next(side), *levels, *_score_cells(row), close_up(_deviation(row))))
        for row, levels in zip(rows, joined_levels([(row.dimension, row.category) for row in rows]), strict=True)
    ]
    weight = sum((row.weight or Decimal(0) for row in self_result_rows(dossier)), Decimal(0))
    total = self_total(dossier)
    body.append(total_row((*across("总分", 6), format_score(weight), format_score(total) if total is not None else "", "")))
    return Table(
        columns=(
            column("", 2), column("一级指标", 2.2), column("二级指标", 4), column("三级指标", 5.7, Align.LEFT), column("年度指标值", 4.9),
            column("实际完成值", 4.9), column("分值", 2), column("得分", 2), column("偏差原因分析及改进措施", 7.5, Align.LEFT),
        ),
        rows=tuple(body),
    )  # fmt: skip


def _score_cells(row: ScoreRow) -> tuple[str, ...]:
    return (
        close_up(row.name),
        close_up(str(row.target or "")),
        close_up(str(row.actual or "")),
        "" if row.weight is None else format_score(row.weight),
        "" if row.score is None else format_score(row.score),
    )


def _deviation(row: ScoreRow) -> str:
    """Why it deviates, then what will be done."""
    parts = [text.strip().rstrip("。；") for text in (row.reason, row.improvement) if text.strip()]
    return "；".join(parts) + "。" if parts else ""
