"""项目支出绩效目标执行监控表, 财预〔2019〕136号: money and targets at the day of monitoring, deviations by cause, outlook.

The form has five causes; the record says the cause in words, which stand under 原因说明. Other cells that the record
does not hold stay blank.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.engine.chinese import close_up
from generator.letters.composing.subject import Subject
from generator.letters.composing.year_tables import amount, rate
from generator.letters.document import Align, Cell, CellContent, Join, OfficialDocument, Table, TableRow
from generator.letters.forms.sheet import FORM_SOURCES, FormKind, implementing_unit, joined_levels, project_subjects, sheet, source_line
from generator.letters.widths import across, blank_columns, column, label
from generator.records.dossier import Dossier, Monitoring, MonitoringRow
from generator.records.indicators import Objective
from generator.records.register import Register
from generator.records.totals import share_of
from generator.records.vocabulary import Outlook

KIND = FormKind("监控表", "项目支出绩效目标执行监控表", "monitoring-table")
CAUSES = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他", "原因说明")
TICK = "√"


def compose(register: Register, today: date) -> Iterator[OfficialDocument]:
    """A form for each project that was monitored."""
    for subject in project_subjects(register, today):
        if monitoring := subject.dossier.monitoring:
            blocks = (_names_table(subject), _funds_table(subject, monitoring), _goal_table(subject), _indicators_table(subject.dossier, monitoring))
            yield sheet(KIND, register, today, blocks, subject.dossier)


def months(day: date) -> str:
    """`1—7月`: from the year's beginning to the month of monitoring."""
    return "1月" if day.month == 1 else f"1—{day.month}月"


def _names_table(subject: Subject) -> Table:
    return Table(
        blank_columns(8.2, 20, 6, 20),
        (
            TableRow((label("项目名称"), *across(close_up(subject.dossier.title), 3))),
            TableRow((label("主管部门"), close_up(subject.department.name), label("实施单位"), implementing_unit(subject))),
        ),
    )


def _funds_table(subject: Subject, monitoring: Monitoring) -> Table:
    """By source the record knows the budget alone; the rate divides by the column beside it, 年初预算数."""
    funds, period = subject.dossier.funds, months(monitoring.as_of)
    budget = funds.original_budget if funds else None
    share = share_of(monitoring.executed, budget) if budget is not None else None
    headings = ("年初预算数", f"{period}执行数", f"{period}执行率", "全年预计执行数")
    rows: list[tuple[CellContent, ...]] = [
        ("", *map(label, headings)),
        (label("年度资金总额"), _stated(budget), amount(monitoring.executed), rate(share) if share is not None else "", _stated(monitoring.expected)),
        *((label(name), _stated(source_line(funds, sources).original_budget), "", "", "") for name, sources in FORM_SOURCES),
    ]
    side: list[CellContent] = [label("项目资金（万元）"), *(Join.ABOVE,) * (len(rows) - 1)]
    return Table(blank_columns(8.2, 11, 9, 9, 8, 9), tuple(TableRow((first, *row)) for first, row in zip(side, rows, strict=True)))


def _stated(value: Decimal | None) -> str:
    return "" if value is None else amount(value)


def _goal_table(subject: Subject) -> Table:
    objectives = subject.dossier.objectives
    return Table(blank_columns(8.2, 48), (TableRow((label("年度总体目标"), Cell(close_up(objectives.annual) if objectives else "", align=Align.LEFT))),))


def _indicators_table(dossier: Dossier, monitoring: Monitoring) -> Table:
    rows = [(row, _objective(dossier, row)) for row in monitoring.indicators]
    levels = joined_levels([(_dimension(row, objective), row.category or (objective.category if objective else "") or "") for row, objective in rows])
    body = tuple(
        TableRow(
            (
                *level, close_up(row.name), close_up(str(objective.target or "")) if objective else "", close_up(row.progress), close_up(row.expected),
                "", "", "", "", "", close_up(row.deviation_reason), *(TICK if row.outlook is word else "" for word in Outlook), "",
            )
        )
        for (row, objective), level in zip(rows, levels, strict=True)
    )  # fmt: skip
    names = ("一级指标", "二级指标", "三级指标", "年度指标值", f"{months(monitoring.as_of)}执行情况", "全年预计完成情况")
    return Table(
        columns=(
            column("一级指标", 2.6), column("二级指标", 3.4), column("三级指标", 6, Align.LEFT), column("年度指标值", 4.4),
            column("执行情况", 6.5, Align.LEFT), column("全年预计完成情况", 5, Align.LEFT), *(column(name, 2.2) for name in CAUSES[:-1]),
            column("原因说明", 7, Align.LEFT), *(column(word.value, 2.2) for word in Outlook), column("备注", 2),
        ),
        head=(
            TableRow((*map(label, names), *across(label("偏差原因分析"), len(CAUSES)), *across(label("完成目标可能性"), len(Outlook)), label("备注"))),
            TableRow((*(Join.ABOVE for _ in names), *map(label, CAUSES), *(label(word.value) for word in Outlook), Join.ABOVE)),
        ),
        rows=body or (TableRow(("",) * (len(names) + len(CAUSES) + len(Outlook) + 1)),),  # a form without entries has an empty line
    )  # fmt: skip


def _objective(dossier: Dossier, row: MonitoringRow) -> Objective | None:
    """The promise with the same name, if there is but one."""
    same = [one for one in dossier.objectives.indicators if one.name == row.name] if dossier.objectives else []
    if len(same) > 1 and row.category:
        same = [one for one in same if one.category == row.category]
    return same[0] if len(same) == 1 else None


def _dimension(row: MonitoringRow, objective: Objective | None) -> str:
    named = row if row.dimension or not objective else objective
    return named.dimension_name if named.dimension else ""
