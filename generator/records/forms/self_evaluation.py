"""项目支出绩效自评表 (财预〔2020〕10号 附1) and 部门整体支出绩效自评表: money, the year's goal, indicators, total, the unit's own words.

The paper has one column for reasons and measures; here it is parted, so that what comes back is both.
"""

from collections.abc import Sequence
from decimal import Decimal

from generator.engine.form_sheets import FormSheet, Help, Kind
from generator.records.dossier import FundLine, OverallDossier, SelfEvaluation
from generator.records.forms import helps
from generator.records.forms.case import (
    OVERALL_LEVELS,
    PROJECT_LEVELS,
    FormCase,
    blank_lines,
    rate_box,
    self_lines,
    source_rows,
)
from generator.records.forms.kinds import FormKind
from generator.records.forms.paper import TALL, TALLER, Box, Paper, TableColumn, entry, given, label, side
from generator.records.results import execution_rate

#          side  一级 二级  三级  指标值 完成值 分值 得分 原因 措施
WIDTHS = (5.0, 12.0, 19.0, 18.0, 13.0, 13.0, 8.0, 8.0, 17.0, 17.0)
OVERALL_WIDTHS = (5.0, 16.0, 15.0, 20.0, 13.0, 13.0, 8.0, 8.0, 16.0, 16.0)
DASH = "—"
SPARE = 4
WEIGHT, SCORE, RATE_SCORE = 7, 8, 9  # columns of the sheet
TOTAL = "总分"
PROJECT_NOTES = (
    "填表说明：1.只在白色的格里填写，灰色的格由表自动计算或已经填好。2.金额单位为万元。3.各项指标分值加预算执行率分值合计为100分。"
    "4.指标行数不够时，选中一个空行，插入行。5.填好后存为 Excel 文件报送，不要改成图片或 PDF。"
)


def project_sheet(case: FormCase) -> FormSheet:
    """The form of one project."""
    project = case.project
    paper = Paper(WIDTHS)
    paper.head(FormKind.PROJECT_SELF.value, case.below, case.filler, "金额单位：万元")
    whole = len(WIDTHS)
    paper.line(label("项目名称", 2), _identity(project.name if project else None, whole - 2))
    paper.line(
        label("主管部门", 2), entry(case.department.name if case.department else None, 3, Kind.WORD),
        label("实施单位", 2), entry(case.implementing_unit, whole - 7, Kind.WORD),
    )  # fmt: skip
    rate_row = _project_funds(paper, case)
    _goal(paper, case)
    _scores(paper, case, rate_row, PROJECT_LEVELS)
    _words(paper, case)
    paper.note(PROJECT_NOTES)
    return paper.sheet(case.name_of("自评表"))


def overall_sheet(case: FormCase) -> FormSheet:
    """The form of a unit's overall expenditure."""
    overall = case.dossier if isinstance(case.dossier, OverallDossier) else None
    paper = Paper(OVERALL_WIDTHS)
    paper.head(FormKind.OVERALL_SELF.value, case.below, case.filler, "金额单位：万元")
    whole = len(WIDTHS)
    paper.line(label("单位名称", 2), _identity(case.unit.name if case.unit else None, whole - 2))
    paper.text("主要职能", overall.duties.strip() if overall else None, helps.LONG_TEXT)
    row = paper.row
    paper.line(
        label("编制人数", 2), entry(overall.staff_quota if overall else None, 3, Kind.WHOLE, helps.count(f"C{row}", "编制人数")),
        label("在职人数", 2), entry(overall.staff if overall else None, whole - 7, Kind.WHOLE, helps.count(f"H{row}", "在职人数")),
    )  # fmt: skip
    rate_row = _overall_funds(paper, case)
    _goal(paper, case)
    _scores(paper, case, rate_row, OVERALL_LEVELS)
    _words(paper, case)
    paper.note(PROJECT_NOTES)
    return paper.sheet("部门整体")


def _identity(content: str | None, columns: int) -> Box:
    """A name that we know stands fixed, or what comes back would be another's."""
    return given(content, columns) if content else entry(None, columns, Kind.WORD)


def _funds_head(paper: Paper, name: str, rows: int) -> None:
    paper.line(
        side(name, rows), label("资金（万元）", 2), label("年初预算数"), label("全年预算数"),
        label("全年执行数"), label("分值"), label("执行率"), label("得分", 2),
    )  # fmt: skip


def _project_funds(paper: Paper, case: FormCase) -> int:
    funds = case.dossier.funds if case.dossier else None
    parts = source_rows(funds)
    _funds_head(paper, "项目资金", len(parts) + 2)
    total = _funds_total(paper, case, "年度资金总额")
    for place, (name, line) in enumerate(parts):
        _funds_line(paper, f"其中：{name}" if not place else name, line, total)
    paper.tell_unequal("D", "F", total, total + 1, total + len(parts))
    return total


def _overall_funds(paper: Paper, case: FormCase) -> int:
    funds = case.dossier.funds if case.dossier else None
    parts = {part.name: part for part in funds.overall} if funds else {}
    names = list(dict.fromkeys(("基本支出", "项目支出", *parts)))
    sources = source_rows(funds)
    _funds_head(paper, "年度资金", len(names) + len(sources) + 2)
    total = _funds_total(paper, case, "年度资金总额")
    for place, name in enumerate(names):
        _funds_line(paper, f"其中：{name}" if not place else name, parts.get(name), total)
    for name, line in sources:
        _funds_line(paper, name, line, total)
    paper.tell_unequal("D", "F", total, total + 1, total + len(names))
    return total


def _funds_total(paper: Paper, case: FormCase, name: str) -> int:
    row = paper.row
    funds = case.dossier.funds if case.dossier else None
    own = case.dossier.self_evaluation if case.dossier else None
    money = helps.amount(f"D{row}", "总额等于下面各行之和；不相等时底色变红。")
    paper.line(
        label(name, 2), *_money(funds, money),
        entry(own.execution_weight if own else Decimal(10), 1, Kind.SCORE, helps.weight(f"G{row}")),
        rate_box(f"F{row}", f"E{row}", execution_rate(funds), funds.execution_rate if funds else None),
        entry(own.execution_score if own else None, 2, Kind.SCORE, helps.score(f"I{row}", f"G{row}")),
    )  # fmt: skip
    paper.tell_above("I", "G", row, row)
    return row


def _funds_line(paper: Paper, name: str, line: FundLine | None, total: int) -> None:
    row = paper.row
    paper.line(
        label(name, 2), *_money(line, helps.amount(f"D{total + 1}")), label(DASH),
        rate_box(f"F{row}", f"E{row}", execution_rate(line), None), label(DASH, 2),
    )  # fmt: skip


def _money(line: FundLine | None, help_: Help) -> tuple[Box, ...]:
    values = (line.original_budget, line.adjusted_budget, line.executed) if line else (None, None, None)
    return tuple(entry(value, 1, Kind.AMOUNT, help_) for value in values)


def _goal(paper: Paper, case: FormCase) -> None:
    objectives = case.dossier.objectives if case.dossier else None
    own = case.dossier.self_evaluation if case.dossier else None
    paper.line(side("年度总体目标", 2), label("预期目标", 4), label("实际完成情况", 5))
    paper.line(
        entry(objectives.annual if objectives else None, 4, Kind.TEXT, helps.LONG_TEXT),
        entry(own.achieved if own else None, 5, Kind.TEXT, helps.LONG_TEXT),
        height=TALLER,
    )


def _scores(paper: Paper, case: FormCase, rate_row: int, blank_levels: Sequence[tuple[object, ...]]) -> None:
    lines = self_lines(case.dossier) or blank_lines([tuple(map(_word, row)) for row in blank_levels], 9)
    side_rows = 2 + len(lines) + SPARE
    first = paper.row + 2
    columns = (
        TableColumn("一级指标", help=helps.DIMENSION), TableColumn("二级指标", help=helps.CATEGORY), TableColumn("三级指标", Kind.TEXT, helps.INDICATOR),
        TableColumn("年度指标值", help=helps.TARGET), TableColumn("实际完成值", help=helps.ACTUAL),
        TableColumn("分值", Kind.SCORE, helps.weight(f"G{first}")), TableColumn("得分", Kind.SCORE, helps.score(f"H{first}", f"G{first}")),
        TableColumn("偏差原因分析", Kind.TEXT, helps.REASON, group="偏差原因分析及改进措施"),
        TableColumn("改进措施", Kind.TEXT, helps.IMPROVEMENT, group="偏差原因分析及改进措施"),
    )  # fmt: skip
    paper.table_head(columns, "绩效指标", side_rows)
    first, last = paper.rows(columns, lines, SPARE, levels=2)
    paper.tell_above("H", "G", first, last)
    _total(paper, case.dossier.self_evaluation if case.dossier else None, first, last, rate_row)


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _total(paper: Paper, own: SelfEvaluation | None, first: int, last: int, rate_row: int) -> None:
    """总分: the sum, unless the record states another; beside it whether the weights come to 100."""
    row = paper.row
    weights, scores = paper.sum_box(WEIGHT, first, last, (rate_row, WEIGHT)), paper.sum_box(SCORE, first, last, (rate_row, RATE_SCORE))
    worked_out = paper.worked_out(scores)
    stated = own.stated_total if own else None
    total = scores if stated is None or stated == worked_out else entry(stated, 1, Kind.SCORE)
    paper.line(label(TOTAL, 6), weights, total, paper.hint_box(f"G{row}", paper.worked_out(weights), 2))
    paper.tell_full(f"I{row}", f"G{row}")


def _words(paper: Paper, case: FormCase) -> None:
    own = case.dossier.self_evaluation if case.dossier else None
    paper.line(
        label("自评等级", 2), entry(own.stated_grade.value if own and own.stated_grade else None, 2, Kind.WORD, helps.GRADE),
        label("评价结论"), entry(own.conclusion if own else None, 5, Kind.TEXT, helps.LONG_TEXT),
        height=TALL,
    )  # fmt: skip
    paper.text("存在问题", own.problems if own else None, helps.LONG_TEXT)
    paper.text("下一步改进措施", own.improvements if own else None, helps.LONG_TEXT)
    paper.text("其他需要说明的事项", own.other_matters if own else None, helps.LONG_TEXT)
    row = paper.row
    paper.line(
        label("填报人", 2), entry(own.filled_by if own else None, 1, Kind.WORD), label("联系电话"), entry(own.phone if own else None, 2, Kind.WORD),
        label("报送日期", 2), entry(own.submitted_on if own else None, 2, Kind.DATE, helps.day(f"I{row}", "报送日期")),
    )  # fmt: skip
