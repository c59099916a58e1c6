"""评价评分表 (财预〔2020〕10号 附2): 决策、过程、产出、效益, scored by the evaluators; and 自评报告评审表, six aspects scored by the bureau.

Both are the bureau's own and never go to the unit.
"""

from generator.engine.form_sheets import FormSheet, Help, Kind, Look
from generator.records.dossier import Evaluation, OverallDossier
from generator.records.forms import helps
from generator.records.forms.case import FormCase, Row, text
from generator.records.forms.kinds import FormKind
from generator.records.forms.paper import TALL, TALLER, Paper, TableColumn, entry, given, label

#                一级  二级  三级  指标值 完成值 分值 得分 扣分原因
SCORE_WIDTHS = (11.0, 14.0, 22.0, 14.0, 14.0, 8.0, 8.0, 32.0)
#                 序号  方面 要点 分值 得分 理由
REVIEW_WIDTHS = (6.0, 20.0, 44.0, 8.0, 8.0, 34.0)
SPARE = 4
SPARE_FINDINGS = 3
# 指标体系框架（参考）; the points are ours, a suggestion that the evaluators may change. 产出 and 效益 have 60, as 第十四条 asks.
FRAMEWORK: tuple[Row, ...] = (
    ("决策", "项目立项", "立项依据充分性", None, None, 3), ("决策", "项目立项", "立项程序规范性", None, None, 3),
    ("决策", "绩效目标", "绩效目标合理性", None, None, 4), ("决策", "绩效目标", "绩效指标明确性", None, None, 4),
    ("决策", "资金投入", "预算编制科学性", None, None, 3), ("决策", "资金投入", "资金分配合理性", None, None, 3),
    ("过程", "资金管理", "资金到位率", None, None, 4), ("过程", "资金管理", "预算执行率", None, None, 4),
    ("过程", "资金管理", "资金使用合规性", None, None, 4), ("过程", "组织实施", "管理制度健全性", None, None, 4),
    ("过程", "组织实施", "制度执行有效性", None, None, 4), ("产出", "产出数量", "实际完成率", None, None, 10),
    ("产出", "产出质量", "质量达标率", None, None, 10), ("产出", "产出时效", "完成及时性", None, None, 5),
    ("产出", "产出成本", "成本节约率", None, None, 5), ("效益", "项目效益", "实施效益", None, None, 20),
    ("效益", "项目效益", "满意度", None, None, 10),
)  # fmt: skip
# The six aspects are the bureau's; points and what to look at are a suggestion of ours.
PROJECT_ASPECTS = (
    ("文本规范性", "格式、附表齐全，数字前后一致，用语规范", 10),
    ("评价基本情况", "项目概况、评价对象和范围、资料来源、抽样方法写清楚", 15),
    ("评价指标体系", "指标与项目相关，可以衡量，权重合理", 25),
    ("绩效分析", "逐项分析完成情况，有数据、有依据，结论有支撑", 25),
    ("问题分析", "问题找得准，原因分析到位，不避重就轻", 15),
    ("有关建议", "针对问题，可以操作，写明谁来做、何时做", 10),
)
OVERALL_ASPECTS = (
    ("文本规范性", "格式、附表齐全，数字前后一致，用语规范", 10),
    ("目标及指标体系", "目标反映部门职责，指标与目标对应，可以衡量", 25),
    ("绩效分析", "逐项分析完成情况，有数据、有依据，结论有支撑", 30),
    ("自评结论", "得分、等级与完成情况相符", 10),
    ("问题分析", "问题找得准，原因分析到位，不避重就轻", 15),
    ("有关建议", "针对问题，可以操作，写明谁来做、何时做", 10),
)
SCORE_NOTES = "填表说明：1.局内用表，不发被评价单位。2.只在白色的格里填写。3.得分低于分值的，必须写扣分原因。4.产出、效益指标的分值合计不低于60分。5.存在的问题一个一行，行数不够时插入行；反馈意见函由这里的问题和建议生成。"
REVIEW_NOTES = "填表说明：1.局内用表，不发被评审单位。2.只在白色的格里填写。3.得分低于分值的，必须写扣分理由。"


def score_sheet(case: FormCase) -> FormSheet:
    """The score table of one evaluation; without one the framework of the national rule."""
    found = case.dossier.evaluation if case.dossier else None
    paper = Paper(SCORE_WIDTHS)
    paper.head(FormKind.EVALUATION.value, case.below, _line_of(case), "局内资料")
    _names(paper, case, 2, 2, 1)
    row = paper.row
    paper.line(
        label("评价类别", 2), entry(found.kind.value if found else None, 1, Kind.WORD, helps.EVALUATION_KIND), label("财政重点评价"),
        entry(_yes_no(found.is_key) if found else None, 1, Kind.WORD, helps.KEY), label("结果确定日期", 2),
        entry(found.concluded_on if found else None, 1, Kind.DATE, helps.day(f"H{row}", "结果确定日期", "反馈期限从这一天算起。")),
    )  # fmt: skip
    first = paper.row + 1
    columns = (
        TableColumn("一级指标", help=helps.DIMENSION), TableColumn("二级指标", help=helps.CATEGORY), TableColumn("三级指标", Kind.TEXT, helps.INDICATOR),
        TableColumn("指标值", help=helps.TARGET), TableColumn("实际完成值", help=helps.ACTUAL),
        TableColumn("分值", Kind.SCORE, helps.weight(f"F{first}")), TableColumn("得分", Kind.SCORE, helps.score(f"G{first}", f"F{first}")),
        TableColumn("扣分原因", Kind.TEXT, Help("扣分原因", "得分低于分值时必须填写。")),
    )  # fmt: skip
    paper.table_head(columns)
    lines: list[Row] = [
        (row.dimension, row.category, row.name, text(row.target), text(row.actual), row.weight, row.score, row.deduction_reason)
        for row in (found.indicators if found else ())
    ] or [(*row, None, None) for row in FRAMEWORK]
    first, last = paper.rows(columns, lines, SPARE, levels=2)
    paper.tell_above("G", "F", first, last)
    row = paper.row
    weights, scores = paper.sum_box(6, first, last), paper.sum_box(7, first, last)
    stated = found.stated_total if found else None
    total = scores if stated is None or stated == paper.worked_out(scores) else entry(stated, 1, Kind.SCORE)
    paper.line(label("总分", 5), weights, total, paper.hint_box(f"F{row}", paper.worked_out(weights), 1))
    paper.tell_full(f"H{row}", f"F{row}")
    paper.line(label("评价等级", 2), entry(found.stated_grade.value if found and found.stated_grade else None, 6, Kind.WORD, helps.GRADE))
    paper.text("评价结论", found.conclusion if found else None, helps.LONG_TEXT, TALLER)
    paper.text("主要成效", "\n".join(found.achievements) if found else None, helps.ONE_A_LINE, TALLER)
    _findings(paper, found)
    paper.text("有关建议", "\n".join(found.recommendations) if found else None, helps.ONE_A_LINE, TALLER)
    paper.note(SCORE_NOTES)
    return paper.sheet(case.name_of("部门整体" if case.dossier else "评分表"))


def _findings(paper: Paper, found: Evaluation | None) -> None:
    """存在的问题, one a row; the feedback letter takes them from here."""
    first = paper.row + 1
    columns = (
        TableColumn("问题编号", Kind.WHOLE, helps.count(f"A{first}", "问题编号")), TableColumn("问题类别", help=helps.FINDING),
        TableColumn("问题标题", Kind.TEXT, Help("问题标题", "一句话概括，不带句号。")),
        TableColumn("查实的情况", Kind.TEXT, Help("查实的情况", "时间、数量、金额等事实。"), columns=2),
        TableColumn("涉及金额\n（万元）", Kind.AMOUNT, helps.amount(f"F{first}", "没有的空着。"), columns=2),
        TableColumn("不符合的规定", Kind.TEXT, Help("不符合的规定", "文件名称、文号和条款；没有的空着。")),
    )  # fmt: skip
    paper.table_head(columns)
    paper.head_rows = None  # neither header stands over the other table's rows on the next page
    rows: list[Row] = [(one.number, one.category.value, one.heading, one.fact, one.amount, one.basis or None) for one in (found.findings if found else ())]
    highest = max((one.number for one in found.findings), default=0) if found else 0
    spare: list[Row] = [(highest + more, None, None, None, None, None) for more in range(1, SPARE_FINDINGS + 1)]
    paper.rows(columns, rows, 0, height=TALL)
    paper.rows(columns, spare, 0)


def review_sheet(case: FormCase) -> FormSheet:
    """The review of one self-evaluation report."""
    own = case.dossier.self_evaluation if case.dossier else None
    found = own.review if own else None
    suggested = OVERALL_ASPECTS if isinstance(case.dossier, OverallDossier) else PROJECT_ASPECTS
    points = {name: what for name, what, _ in (*PROJECT_ASPECTS, *OVERALL_ASPECTS)}
    paper = Paper(REVIEW_WIDTHS)
    paper.head(FormKind.REVIEW.value, case.below, _line_of(case), "局内资料")
    _names(paper, case, 2, 1, 2)
    first = paper.row + 1
    columns = (
        TableColumn("序号", Kind.WHOLE, look=Look.GIVEN), TableColumn("评审方面"), TableColumn("评审要点", Kind.TEXT), TableColumn("分值", Kind.SCORE, helps.weight(f"D{first}")),
        TableColumn("得分", Kind.SCORE, helps.score(f"E{first}", f"D{first}")),
        TableColumn("扣分理由", Kind.TEXT, Help("扣分理由", "得分低于分值时必须填写。")),
    )  # fmt: skip
    paper.table_head(columns)
    lines: list[Row] = [
        (number, one.aspect, points.get(one.aspect), one.weight, one.score, one.deduction_reason) for number, one in enumerate(found.aspects, 1)
    ] if found else [(number, name, what, weight, None, None) for number, (name, what, weight) in enumerate(suggested, 1)]  # fmt: skip
    first, last = paper.rows(columns, lines, 2, height=TALL)
    paper.tell_above("E", "D", first, last)
    row = paper.row
    weights, scores = paper.sum_box(4, first, last), paper.sum_box(5, first, last)
    paper.line(label("合计", 3), weights, scores, paper.hint_box(f"D{row}", paper.worked_out(weights), 1))
    paper.tell_full(f"F{row}", f"D{row}")
    row = paper.row
    paper.line(
        label("评审结论", 2), entry(found.conclusion.value if found else None, 1, Kind.WORD, helps.CONCLUSION), label("评审日期", 2),
        entry(found.reviewed_on if found else None, 1, Kind.DATE, helps.day(f"F{row}", "评审日期")),
    )  # fmt: skip
    paper.text("评审意见", found.opinion if found else None, helps.LONG_TEXT, TALLER)
    paper.text("评审人", found.reviewer if found else None, None, 26)
    paper.note(REVIEW_NOTES)
    return paper.sheet(case.name_of("部门整体" if case.dossier else "评审表"))


def _line_of(case: FormCase) -> str:
    return f"项目编号：{case.project.id}" if case.project else ""


def _names(paper: Paper, case: FormCase, side: int, middle: int, between: int) -> None:
    """项目名称 and 预算单位; of overall expenditure the name is 部门整体支出."""
    title = case.dossier.title if case.dossier else None
    rest = len(paper.widths) - side
    paper.line(label("项目名称", side), given(title, rest) if title else entry(None, rest, Kind.WORD))
    unit, department = case.unit.name if case.unit else None, case.department.name if case.department else None
    right = rest - middle
    paper.line(
        label("预算单位", side), given(unit, middle) if unit else entry(None, middle, Kind.WORD), label("主管部门", between),
        entry(department, right - between, Kind.WORD),
    )  # fmt: skip


def _yes_no(flag: bool) -> str:
    return "是" if flag else "否"
