"""项目支出绩效目标表 (绩效目标申报表, 财预〔2015〕88号): what a project promises for its whole term and for the year."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.engine.chinese import close_up
from generator.letters.composing.subject import Subject
from generator.letters.composing.year_tables import amount
from generator.letters.document import Align, Join, OfficialDocument, Table, TableRow
from generator.letters.forms.sheet import FormKind, implementing_unit, joined_levels, project_subjects, sheet, source_line, texts_table
from generator.letters.widths import across, blank_columns, column, down, label
from generator.records.dossier import Objectives, ProjectDossier
from generator.records.indicators import side_by_side
from generator.records.register import Register
from generator.records.vocabulary import FundingSource

KIND = FormKind("目标表", "项目支出绩效目标表", "objectives")
APPROPRIATION = frozenset({FundingSource.CURRENT_APPROPRIATION})


def compose(register: Register, today: date) -> Iterator[OfficialDocument]:
    """A form for each project with objectives."""
    for subject in project_subjects(register, today):
        if objectives := subject.dossier.objectives:
            goals = texts_table("总体目标", (("中期目标", objectives.long_term), ("年度目标", objectives.annual)))
            blocks = (_names_table(subject), _funds_table(subject), goals, _indicators_table(objectives))
            yield sheet(KIND, register, today, blocks, subject.dossier)


def _names_table(subject: Subject) -> Table:
    project = subject.dossier if isinstance(subject.dossier, ProjectDossier) else None
    department = f"{close_up(subject.department.name)}（{subject.department.code}）"
    return Table(
        blank_columns(7.2, 12, 4.2, 12),
        (
            TableRow((label("项目名称"), *across(close_up(subject.dossier.title), 3))),
            TableRow((label("主管部门及代码"), department, label("实施单位"), implementing_unit(subject))),
            TableRow((label("项目属性"), project.nature.value if project and project.nature else "", label("项目期"), project.period if project else "")),
        ),
    )


def _funds_table(subject: Subject) -> Table:
    """The budget asked for at the year's start; 中期资金总额 is not on record."""
    funds = subject.dossier.funds
    total = funds.original_budget if funds else None
    appropriation = source_line(funds, APPROPRIATION).original_budget
    others: Decimal | None = source_line(funds, frozenset(FundingSource) - APPROPRIATION).original_budget
    side = down(label("项目资金（万元）"))
    lines = (("年度资金总额", total), ("其中：财政拨款", appropriation), ("其他资金", others))
    headings = ("中期资金总额", "其中：财政拨款", "其他资金")
    return Table(
        blank_columns(5, 8, 8, 8, 8),
        tuple(
            TableRow((next(side), label(heading), "", label(name), "" if value is None else amount(value)))
            for heading, (name, value) in zip(headings, lines, strict=True)
        ),
    )


def _indicators_table(objectives: Objectives) -> Table:
    rows = side_by_side(objectives.indicators, objectives.long_term_indicators)
    side = down(label("绩效指标"))
    return Table(
        columns=(
            column("", 2.4), column("一级指标", 4), column("二级指标", 6), column("三级指标", 11, Align.LEFT), column("指标值", 5.5), column("指标值", 8),
        ),
        head=(
            TableRow(("", *map(label, ("一级指标", "二级指标", "三级指标")), *across(label("指标值"), 2))),
            TableRow((Join.ABOVE, Join.ABOVE, Join.ABOVE, Join.ABOVE, label("中期"), label("年度"))),
        ),
        rows=tuple(
            TableRow((next(side), *levels, close_up(line.row.name), close_up(str(line.whole_term or "")), close_up(str(line.year or ""))))
            for line, levels in zip(rows, joined_levels([(line.row.dimension_name, line.row.category or "") for line in rows]), strict=True)
        ),
    )  # fmt: skip
