"""绩效目标申报表 (财预〔2015〕88号): what a project promises, for its whole term and for the year.

A record knows the money of the year alone, so 中期资金总额 of the paper has no place here: what is typed must not be lost.
"""

from decimal import Decimal

from generator.engine.form_sheets import Content, FormSheet, Help, Kind
from generator.records.dossier import Objectives
from generator.records.forms import helps
from generator.records.forms.case import PROJECT_LEVELS, FormCase, Row, blank_lines, source_rows, text
from generator.records.forms.kinds import FormKind
from generator.records.forms.paper import TALLER, Paper, TableColumn, entry, given, label, side

#          side  一级  二级  三级  中期  年度  分值 核心 说明
WIDTHS = (5.0, 12.0, 19.0, 20.0, 16.0, 16.0, 8.0, 8.0, 26.0)
SPARE = 5
WEIGHT = 7
FULL_WITHOUT_RATE = Decimal(90)  # 预算执行率 has the other ten, 财预〔2020〕10号 第十三条
NOTES = (
    "填表说明：1.只在白色的格里填写。2.金额单位为万元。3.指标值写比较号、数字、单位，例如 ≥95%、≤120万元；定性指标直接写要求。"
    "4.各项指标分值合计一般为90分，另10分留给预算执行率。5.指标行数不够时，选中一个空行，插入行。"
)


def sheet(case: FormCase) -> FormSheet:
    """The form of one project."""
    project = case.project
    paper = Paper(WIDTHS)
    paper.head(FormKind.OBJECTIVES.value, case.below, case.filler, "金额单位：万元")
    name = given(project.name, 7) if project else entry(None, 7, Kind.WORD)
    paper.line(label("项目名称", 2), name)
    paper.line(
        label("主管部门及代码", 2), entry(f"{case.department.name}（{case.department.code}）" if case.department else None, 2, Kind.WORD),
        label("实施单位"), entry(case.implementing_unit, 4, Kind.WORD),
    )  # fmt: skip
    for left, right in _pairs(case):
        paper.line(label(left[0], 2), entry(left[1], 2, Kind.WORD, left[2]), label(right[0]), entry(right[1], 4, Kind.WORD, right[2]))
    paper.line(label("项目负责人", 2), entry(project.project_lead if project else None, 7, Kind.WORD))
    paper.text("项目概况", project.purpose.strip() if project else None, helps.LONG_TEXT, TALLER)
    _funds(paper, case)
    objectives = case.dossier.objectives if case.dossier else None
    paper.line(side("总体目标", 2), label("中期目标", 4), label("年度目标", 4))
    paper.line(
        entry(objectives.long_term if objectives else None, 4, Kind.TEXT, helps.LONG_TEXT),
        entry(objectives.annual if objectives else None, 4, Kind.TEXT, helps.LONG_TEXT),
        height=TALLER,
    )
    _indicators(paper, objectives)
    paper.note(NOTES)
    return paper.sheet(case.name_of("申报表"))


Pair = tuple[str, Content, Help | None]


def _pairs(case: FormCase) -> tuple[tuple[Pair, Pair], ...]:
    project = case.project
    return (
        (
            ("项目属性", project.nature.value if project and project.nature else None, helps.NATURE),
            ("项目期", project.period if project else None, Help("项目期", "例如 2025—2027 年；一年的项目写当年。")),
        ),
        (
            ("预算类型", project.budget.value if project else None, helps.BUDGET),
            ("评价对象", project.subject.value if project else None, helps.SUBJECT),
        ),
        (
            ("项目编码", project.system_code if project else None, Help("项目编码", "预算管理一体化系统里的项目编码；没有的不填。")),
            ("领域", project.domain if project else None, Help("领域", "例如 教育、卫生健康、城市管理。")),
        ),
    )


def _funds(paper: Paper, case: FormCase) -> None:
    funds = case.dossier.funds if case.dossier else None
    parts = source_rows(funds)
    row = paper.row
    paper.line(side("项目资金", len(parts) + 2), label("资金（万元）", 3), label("年初预算数", 5))
    paper.line(label("年度资金总额", 3), entry(funds.original_budget if funds else None, 5, Kind.AMOUNT, helps.amount(f"E{row + 1}", "总额等于下面各行之和。")))
    for place, (name, line) in enumerate(parts):
        paper.line(
            label(f"其中：{name}" if not place else name, 3),
            entry(line.original_budget if line else None, 5, Kind.AMOUNT, helps.amount(f"E{row + 2}")),
        )
    paper.tell_unequal("E", "E", row + 1, row + 2, row + 1 + len(parts))


def _indicators(paper: Paper, objectives: Objectives | None) -> None:
    lines = _lines(objectives) if objectives else blank_lines(PROJECT_LEVELS, 8)
    first = paper.row + 2
    columns = (
        TableColumn("一级指标", help=helps.DIMENSION), TableColumn("二级指标", help=helps.CATEGORY), TableColumn("三级指标", Kind.TEXT, helps.INDICATOR),
        TableColumn("中期", help=helps.TARGET, group="指标值"), TableColumn("年度", help=helps.TARGET, group="指标值"),
        TableColumn("分值", Kind.SCORE, helps.weight(f"G{first}")), TableColumn("核心指标", help=helps.CORE),
        TableColumn("指标说明", Kind.TEXT, helps.EXPLANATION),
    )  # fmt: skip
    paper.table_head(columns, "绩效指标", 2 + len(lines) + SPARE)
    first, last = paper.rows(columns, lines, SPARE, levels=2)
    row = paper.row
    weights = paper.sum_box(WEIGHT, first, last)
    paper.line(label("分值合计", 6), weights, paper.hint_box(f"G{row}", paper.worked_out(weights), 2, full=FULL_WITHOUT_RATE, note="（另10分为预算执行率）"))
    paper.tell_full(f"H{row}", f"G{row}", full=FULL_WITHOUT_RATE)


def _lines(objectives: Objectives) -> list[Row]:
    """The rows of the year, each with the target of the whole term beside it; promises of the whole term alone come last."""
    long_term = {(row.dimension, row.category, row.name): row for row in objectives.long_term_indicators}
    lines: list[Row] = []
    for row in objectives.indicators:
        beside = long_term.pop((row.dimension, row.category, row.name), None)
        lines.append(
            (
                row.dimension, row.category, row.name, text(beside.target) if beside else None, text(row.target), row.weight,
                "是" if row.is_core else None, row.explanation,
            )
        )  # fmt: skip
    return lines + [(row.dimension, row.category, row.name, text(row.target), None, None, None, row.explanation) for row in long_term.values()]
