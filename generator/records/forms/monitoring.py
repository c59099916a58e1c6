"""监控情况表 (项目支出绩效目标执行监控表, 财预〔2019〕136号): money and targets at the day of monitoring, outlook, what the unit says.

The paper has a column to tick for each cause and each outlook. A record has one outlook, chosen from a list, and the cause in words.
"""

from dataclasses import replace

from generator.engine.form_sheets import FormSheet, Kind
from generator.records.dossier import Dossier, MonitoringRow
from generator.records.forms import helps
from generator.records.forms.case import PROJECT_LEVELS, FormCase, Row, blank_lines, levels, objective_rows, rate_box, text
from generator.records.forms.kinds import FormKind
from generator.records.forms.paper import Paper, TableColumn, entry, given, label, side
from generator.records.indicators import Objective
from generator.records.totals import share_of

#          side  一级  二级  三级  指标值 执行  全年  原因  可能  备注
WIDTHS = (5.0, 12.0, 19.0, 20.0, 15.0, 22.0, 20.0, 24.0, 12.0, 16.0)
SPARE = 2
LOW = 34.0  # points: the form is on its side, and one page is enough
USUAL_MONTH = 7  # 财预〔2019〕136号: 1—7月
NOTES = (
    "填表说明：1.只在白色的格里填写；“处理”由财政部门填写：在“审阅”里点“撤销工作表保护”，没有密码。2.金额单位为万元。3.有偏差的指标要写偏差原因：经费保障、制度保障、人员保障、硬件条件保障或其他。"
    "4.完成目标可能性从下拉列表里选择。"
)


def sheet(case: FormCase) -> FormSheet:
    """The form of one project."""
    project, found = case.project, case.dossier.monitoring if case.dossier else None
    month = found.as_of.month if found else USUAL_MONTH
    period = "1月" if month == 1 else f"1—{month}月"
    paper = Paper(WIDTHS, is_landscape=True)
    paper.head(FormKind.MONITORING.value, case.below, case.filler, "金额单位：万元")
    paper.line(label("项目名称", 2), given(project.name, 8) if project else entry(None, 8, Kind.WORD))
    row = paper.row
    paper.line(
        label("主管部门", 2), entry(case.department.name if case.department else None, 2, Kind.WORD), label("实施单位"),
        entry(case.implementing_unit, 2, Kind.WORD), label("截止日期"),
        entry(found.as_of if found else None, 2, Kind.DATE, helps.day(f"I{row}", "截止日期", "监控到哪一天，一般是7月31日。")),
    )  # fmt: skip
    funds = case.dossier.funds if case.dossier else None
    budget, executed = funds.original_budget if funds else None, found.executed if found else None
    paper.line(
        side("项目资金", 2), label("资金（万元）", 2), label("年初预算数"), label(f"{period}执行数", 2), label(f"{period}执行率"),
        label("全年预计执行数", 3),
    )  # fmt: skip
    row = paper.row
    money = helps.amount(f"D{row}")
    paper.line(
        label("年度资金总额", 2), entry(budget, 1, Kind.AMOUNT, money), entry(executed, 2, Kind.AMOUNT, money),
        rate_box(f"E{row}", f"D{row}", share_of(executed, budget) if executed is not None and budget is not None else None, None),
        entry(found.expected if found else None, 3, Kind.AMOUNT, money),
    )  # fmt: skip
    objectives = case.dossier.objectives if case.dossier else None
    paper.text("年度总体目标", objectives.annual if objectives else None, helps.LONG_TEXT, LOW)
    _indicators(paper, case, period)
    paper.text("偏差原因总体说明", found.deviation_reason if found else None, helps.LONG_TEXT, LOW)
    paper.text("改进举措", found.proposals if found else None, helps.LONG_TEXT, LOW)
    paper.line(label("处理", 2), replace(given(found.action.value if found else None, 8), help=helps.ACTION))
    paper.note(NOTES)
    return paper.sheet(case.name_of("监控情况表"))


def _indicators(paper: Paper, case: FormCase, period: str) -> None:
    lines = _lines(case.dossier) or blank_lines(tuple(dict.fromkeys(PROJECT_LEVELS)), 9)
    columns = (
        TableColumn("一级指标", help=helps.DIMENSION), TableColumn("二级指标", help=helps.CATEGORY), TableColumn("三级指标", Kind.TEXT, helps.INDICATOR),
        TableColumn("年度指标值", help=helps.TARGET), TableColumn(f"{period}执行情况", Kind.TEXT, helps.PROGRESS),
        TableColumn("全年预计完成情况", Kind.TEXT), TableColumn("偏差原因分析", Kind.TEXT, helps.CAUSE),
        TableColumn("完成目标可能性", help=helps.OUTLOOK), TableColumn("备注", Kind.TEXT),
    )  # fmt: skip
    paper.table_head(columns, "绩效指标", 1 + len(lines) + SPARE)
    paper.rows(columns, lines, SPARE, levels=2, height=24)


def _lines(dossier: Dossier | None) -> list[Row]:
    """What was monitored, each with its promise; before there is any monitoring, all promises."""
    found = dossier.monitoring if dossier else None
    if dossier is None or found is None:
        return [(*levels(row), row.name, text(row.target), None, None, None, None, None) for row in objective_rows(dossier)]
    lines: list[Row] = []
    for row in found.indicators:
        promised = promise_of(dossier, row)
        lines.append(
            (
                row.dimension or (promised.dimension if promised else None), row.category or (promised.category if promised else None), row.name,
                text(promised.target) if promised else None, row.progress, row.expected, row.deviation_reason, row.outlook.value, row.note,
            )
        )  # fmt: skip
    return lines


def promise_of(dossier: Dossier, row: MonitoringRow) -> Objective | None:
    """The promise with the same name, if there is but one."""
    same = [one for one in objective_rows(dossier) if one.name == row.name]
    if len(same) > 1 and row.category:
        same = [one for one in same if one.category == row.category]
    return same[0] if len(same) == 1 else None
