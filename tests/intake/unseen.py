"""Four further disclosed forms that nobody looked at while the reader was written: what it makes of forms it does not know.

Facts and figures as they were disclosed, names of places replaced. Each row of indicators: levels, name, target, actual, weight, score, reason.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.intake.facts import Agrees, Fact, Home, Row, Step, actual, number, same, target
from tests.intake.homes import level, without_amount
from tests.intake.paper import Box, Paper, Rows, Sheet, beside, box, merged, typed

PLANNED = (("绩效目标", "指标"), ("自评", "指标"))


class Line(NamedTuple):
    """A row of indicators."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str = ""
    weight: str = ""
    score: str = ""
    reason: str = ""


def _levels(lines: Sequence[Line]) -> list[list[str]]:
    return [[line.level1, line.level2] for line in lines]


def _said(path: tuple[Step, ...], agrees: Agrees, says: str) -> Fact:
    return Fact(says, ("", *(step for step in path if isinstance(step, str)), says), (Home(path, agrees),))


def _head(unit: str, title: str, year: int) -> Iterator[Fact]:
    yield _said(("@unit",), same(unit), unit)
    if title:
        yield _said(("@title",), same(title), title)
    yield _said(("@year",), same(str(year)), str(year))


def _facts(lines: Sequence[Line]) -> Iterator[Fact]:
    for line in lines:
        if not any(line[3:]):
            continue
        step = Row((("三级指标", same(line.name, without_amount(line.name), line.name.removeprefix("指标1"))),))

        def planned(field: str, agrees: Agrees, says: str, step: Row = step) -> Fact:
            return Fact(says, ("", field, says), tuple(Home((*path, step, field), agrees) for path in PLANNED))

        yield planned("一级指标", level(line.level1), line.level1)
        if line.level2:
            yield planned("二级指标", level(line.level2), line.level2)
        yield planned("三级指标", lambda value: value is not None, line.name)
        if line.target:
            yield planned("指标值", target(line.target), line.target)
        if line.weight:
            yield planned("分值", number(line.weight), line.weight)
        assessed = ("自评", "指标", step)
        if line.actual:
            yield _said((*assessed, "实际完成值"), actual(line.actual), line.actual)
        if line.score:
            yield _said((*assessed, "得分"), number(line.score), line.score)
        if line.reason:
            yield _said((*assessed, "偏差原因"), same(line.reason), line.reason)


# --- a self-evaluation of 2019, form A, with the rows that the form prints ----------------------------------------------

HEATING = (
    Line("产出指标", "数量指标", "指标1工程资金金额", "43.2", "37.24", "10", "9", "已完工,剩余3%尾款未付,且最高限价低于预算金额。提高预算准确度。"),
    Line("产出指标", "数量指标", "指标2", ""), Line("产出指标", "数量指标", "……", ""),
    Line("产出指标", "质量指标", "指标1工程完工率", "100", "100", "10", "10"), Line("产出指标", "质量指标", "指标2工程验收合格率", "100", "100", "10", "10"),
    Line("产出指标", "时效指标", "指标1项目完成及时率", "100", "100", "10", "10"), Line("产出指标", "成本指标", "指标1成本控制率", "100", "100", "10", "10"),
    Line("效益指标", "经济效益\n指标", "指标1安全率", "100", "100", "10", "10", "0"), Line("效益指标", "社会效益\n指标", "指标1学校发展能力", "100", "100", "10", "10", "0"),
    Line("效益指标", "生态效益\n指标", "指标1", ""), Line("效益指标", "可持续影响\n指标", "指标1长期使用性", "100", "100", "10", "10"),
    Line("满意度\n指标", "服务对象满意度指标", "指标1学生满意度", "100", "100", "10", "10", "0"),
)  # fmt: skip


def heating() -> Paper:
    sheet = Sheet("Sheet1")
    sheet.row(box("办公宿舍楼、食堂及餐厅暖通改造经费 绩效自评表(修改)", 9)).row(box("附件1", 9)).row(box("项目支出绩效自评表", 9)).row(box("2019年度)", 9))
    sheet.row("项目名称", box("办公宿舍楼、食堂及餐厅暖通改造经费", 8))
    sheet.row("主管部门", box("样例市发改委", 4), "实施单位", box("样例市食品工程学校", 3))
    rows: Rows = [[box("", 2), *map(box, ("年初\n预算数", "全年\n预算数", "全年\n执行数", "分值", "执行率", "得分"))]]
    rows.append([box("年度资金总额", 2), *map(typed, ("43.2", "43.2", "37.24", "10", "86%", "9"))])
    rows.append([box("其中:当年财政拨款", 2), *map(typed, ("43.2", "43.2", "37.24", "", "", ""))])
    rows += [[box(name, 2), *[box("")] * 6] for name in ("      上年结转资金", "  其他资金")]
    sheet.rows += beside("项目资金\n(万元)", rows)
    sheet.rows += beside("年度总体目标", [[box("预期目标", 4), box("实际完成情况", 4)], [box("43.2", 4), box("37.24", 4)]])
    head = ("一级指标", "二级指标", "三级指标", "年度\n指标值", "实际\n完成值", "分值", "得分", "偏差原因分析及改进措施")
    body = [[box(line.name), *map(typed, line[3:7]), box(line.reason)] for line in HEATING]
    sheet.rows += beside("绩效指标", [list(map(box, head)), *merged(_levels(HEATING), body)])
    return Paper("暖通改造自评表.xlsx", (sheet,))


def heating_facts() -> Iterator[Fact]:
    yield from _head("样例市食品工程学校", "办公宿舍楼、食堂及餐厅暖通改造经费", 2019)
    for path, says in ((("资金", "年初预算数"), "43.2"), (("资金", "全年预算数"), "43.2"), (("资金", "全年执行数"), "37.24"), (("资金", "执行率"), "86%"),
                       (("自评", "执行率分值"), "10"), (("自评", "执行率得分"), "9")):  # fmt: skip
        yield _said(path, number(says), says)
    yield _said(("绩效目标", "年度目标"), same("43.2"), "43.2")
    yield _said(("自评", "目标完成情况"), same("37.24"), "37.24")
    yield from _facts(tuple(line._replace(reason="" if line.reason == "0" else line.reason) for line in HEATING if line.target))


# --- a self-evaluation of Hubei, form E: execution counts 20, no weights, a cell of tick boxes ---------------------------

SPONGE = (
    Line("产出指标", "数量指标", "完成省级宣传片制作;完成实施方案的编制;完成自评估报告", "完成1部宣传片,2套方案", "完成1部宣传片,2套方案", "", "10"),
    Line("产出指标", "质量指标", "通过专家评审", "通过", "通过", "", "10"),
    Line("产出指标", "时效指标", "上半年完成宣传片制作;下半年完成实施方案", "6月份完成宣传片制作;9月份完成文本", "完成", "", "10"),
    Line("产出指标", "成本指标", "省级宣传片制作费、申报文本编制费、自评估报告编制费", "200万", "195.5万元", "", "10"),
    Line("效益指标", "经济效益\n指标", "统筹海绵城市项目谋划", "统筹海绵城市项目谋划", "完成", "", "10"),
    Line("效益指标", "社会效益\n指标", "指导城市建设", "指导城市建设", "完成", "", "10"),
    Line("效益指标", "生态效益\n指标", "有利于城市生态、韧性发展", "有利于城市生态、韧性发展", "完成", "", "10"),
    Line("满意度指标", "满意度指标", "群众满意度", "满意", "完成", "", "10"),
)


def sponge() -> Paper:
    sheet = Sheet("第1张表")
    sheet.row("项目名称", box("系统化全域海绵城市示范城市的申报工作经费", 6))
    sheet.row("主管部门", box("样例市住房和城乡建设局", 3), "项目实施单位", box("样例市住房和城乡建设局", 2))
    for label, text in (("项目类别", "1、部门预算项目 ☑ 2、市直专项 □"), ("项目属性", "1、持续性项目 ☑ 2、新增性项目 □"), ("项目类型", "1、常年性项目 □ 2、延续性项目 ☑ 3、一次性项目 □")):
        sheet.row(label, box(text, 6))
    heads = ("预算数(A)", "执行数(B)", "执行率(B/A)", "得分\n(20分*执行率)")
    sheet.rows += beside("预算执行情况(万元)(20分)", [[box("", 2), *map(box, heads)], [box("年度财政资金总额", 2), *map(box, ("200", "195.5", "97.75%", "19.55"))]])
    body = [[box(line.name), box(line.target), box(line.actual), box(line.score)] for line in SPONGE]
    head = ("一级指标", "二级指标", "三级指标", "年初目标值(A)", "实际完成值(B)", "得分")
    sheet.rows += beside("年度绩效目标1\n(80分)", [list(map(box, head)), *merged(_levels(SPONGE), body)])
    sheet.row("总分", box("99.55分", 6))
    sheet.row("偏差大或\n目标未完成\n原因分析", box("第三方咨询单位已编制完成自评估报告,并通过专家评审,尾款待付。", 6))
    return Paper("海绵城市自评表.docx", ("2022年度系统化全域海绵城市示范城市的申报工作经费项目自评表", sheet))


def sponge_facts() -> Iterator[Fact]:
    yield from _head("样例市住房和城乡建设局", "系统化全域海绵城市示范城市的申报工作经费", 2022)
    for path, says in ((("资金", "全年预算数"), "200"), (("资金", "全年执行数"), "195.5"), (("资金", "执行率"), "97.75%"), (("自评", "执行率得分"), "19.55"),
                       (("自评", "执行率分值"), "20"), (("自评", "总分"), "99.55")):  # fmt: skip
        yield _said(path, number(says), says)
    yield _said(("项目属性",), same("延续"), "延续性项目 ☑")
    yield _said(("自评", "存在问题"), lambda value: str(value).startswith("第三方咨询单位"), "偏差大或目标未完成原因分析")
    yield from _facts(SPONGE)


# --- targets of a district, with what has to be filled in written into the names -----------------------------------------

FOREST = (
    Line("产出指标", "数量指标\n(必填硬性指标)", "实施营造林总面积(亩)", "80000"), Line("产出指标", "数量指标\n(必填硬性指标)", "其中:实施新造林总面积(亩)", "30000"),
    Line("产出指标", "数量指标\n(必填硬性指标)", "修建作业道长度(公里)", "30"), Line("产出指标", "质量指标\n(必填)", "苗木成活率(≥**%)", "85"),
    Line("产出指标", "时效指标\n(必填)", "项目完成时间", "2023年底"), Line("产出指标", "成本指标\n(必填硬性指标)", "项目总投入(≥**万元)", "6070"),
    Line("效益指标", "经济效益\n指标\n(选填)", "增加就业机会,提高农民收入。", ""), Line("效益指标", "社会效益\n指标\n(必填)", "受益人数(人)", "132"),
    Line("满意度指标", "服务对象满意度指标\n(必填)", "群众满意度(≥**%)", "90"),
)  # fmt: skip


def forest() -> Paper:
    sheet = Sheet("Sheet1")
    sheet.row(box("项目支出绩效目标申报表", 5)).row(box("(2022年度)", 5))
    sheet.row("项目名称", box("样例区2022年南部水源涵养林建设项目", 4))
    sheet.row("主管部门及代码", box("样例区自然资源局", 2), "实施单位", "样例区自然资源局")
    sheet.row("项目属性", box("新建", 2), "项目期", "2022年3月-2023年11月")
    funds = (("年度资金总额:", "6070.00"), ("其中:财政拨款", "6070.00"), ("其他资金", ""))
    sheet.rows += beside("项目资金\n(万元)", [[box(name, 2), typed(amount, 2)] for name, amount in funds])
    sheet.row("年度总体目标", box("在七个林场实施营造林8万亩,修建作业道30公里。", 4))
    body: Rows = [[box(line.name), typed(line.target)] for line in FOREST]
    sheet.rows += beside("绩\n效\n指\n标", [list(map(box, ("一级指标", "二级指标", "三级指标", "指标值"))), *merged(_levels(FOREST), body)])
    return Paper("水源涵养林目标表.xlsx", (sheet,))


def forest_facts() -> Iterator[Fact]:
    yield from _head("样例区自然资源局", "样例区2022年南部水源涵养林建设项目", 2022)
    yield _said(("资金", "年初预算数"), number("6070"), "6070.00")
    yield _said(("项目期",), same("2022年3月-2023年11月"), "2022年3月-2023年11月")
    yield _said(("绩效目标", "年度目标"), same("在七个林场实施营造林8万亩,修建作业道30公里。"), "在七个林场…")
    for line in FOREST:
        bare = line.level2.partition("\n(")[0].replace("\n", "")
        for fact in _facts([line._replace(level2=bare)]):
            percent = line.name.endswith("(≥**%)") and fact.place[-2] == "指标值"
            homes = [home for text in (f"≥{line.target}%", line.target) for home in ([Home((*path, _row(line), "指标值"), target(text)) for path in PLANNED])]
            yield Fact(fact.says, fact.place, tuple(homes)) if percent else fact


def _row(line: Line) -> Row:
    return Row((("三级指标", lambda value: str(value).startswith(line.name.partition("(")[0])),))


# --- the overall self-evaluation of a unit, amounts in words, two ways to divide them -------------------------------------

FORESTRY = (
    Line("产出指标\n(50)", "数量\n指标", "造林面积", "1.2万亩", "1.2万亩", "10", "10"), Line("产出指标\n(50)", "数量\n指标", "病虫害防治面积", "3.45万亩", "3.45万亩", "7", "7"),
    Line("产出指标\n(50)", "质量\n指标", "造林成活率", "85%", "85%", "7", "7"), Line("产出指标\n(50)", "时效\n指标", "当期完成", "90%", "100%", "7", "7"),
    Line("产出指标\n(50)", "成本\n指标", "造林补助", "每亩300元", "每亩300元", "6", "6"), Line("效益指标\n(30分)", "经济效\n益指标", "木材销售收入", "1100万元", "1093万元", "6", "5"),
    Line("效益指标\n(30分)", "经济效\n益指标", "林产品收入", "2.6亿元", "2.45亿元", "6", "5"), Line("效益指标\n(30分)", "社会效\n益指标", "提高就业率", "显著", "显著", "6", "6"),
)  # fmt: skip


def forestry() -> Paper:
    sheet = Sheet("第1张表")
    sheet.row(box("县级预算单位名称", 2), box("样例区林业局", 7))
    heads = ("年初\n预算数", "全年预算数", "全年\n执行数", "分值", "执行率", "得分")
    rows: Rows = [[box("", 2), *map(box, heads)], [box("年度资金总额", 2), *map(box, ("4753.66万元", "4753.66万元", "3824.26万元", "10", "100%", "10"))]]
    rows.append([box("按收入性质分:", 5), box("按支出性质分:", 3)])
    rows.append([box("其中:一般公共预算:1873.66万元", 5), box("其中:基本支出:1768.16万元", 3)])
    rows.append([box("其他资金:2880万元", 5), box("项目支出:2985.5万元", 3)])
    sheet.rows += beside("年度预\n算申请\n(万元)", rows)
    goal = "目标1:造林1.2万亩,\n目标2:森林经营16.3万亩"
    sheet.rows += beside("年度总体目标", [[box("预期目标", 4), box("实际完成情况", 4)], [box(goal, 4), box(goal, 4)]])
    body: list[list[Box]] = [[box(line.name), *map(box, line[3:7]), box(line.reason)] for line in FORESTRY]
    head = ("一级指标", "二级指标", "三级指标", "年度\n指标值", "实际\n完成值", "分值", "得分", "偏差原因\n分析及\n改进措施")
    sheet.rows += beside("绩效指标", [list(map(box, head)), *merged(_levels(FORESTRY), body)])
    return Paper("林业局部门整体自评表.docx", ("部门整体支出绩效自评表", "(2021年度)", sheet))


def forestry_facts() -> Iterator[Fact]:
    yield from _head("样例区林业局", "", 2021)
    for path, says in ((("资金", "年初预算数"), "4753.66"), (("资金", "全年预算数"), "4753.66"), (("资金", "全年执行数"), "3824.26"), (("资金", "执行率"), "100"),
                       (("自评", "执行率分值"), "10"), (("自评", "执行率得分"), "10")):  # fmt: skip
        yield _said(path, number(says), says)
    for name, says in (("基本支出", "1768.16"), ("项目支出", "2985.5")):
        step = Row((("名称", same(name)),))
        yield Fact(says, ("", name), tuple(Home(("资金", "支出构成", step, field), number(says)) for field in ("年初预算数", "全年预算数", "全年执行数")))
    goal = "目标1:造林1.2万亩,目标2:森林经营16.3万亩"
    yield _said(("绩效目标", "年度目标"), same(goal), goal)
    yield _said(("自评", "目标完成情况"), same(goal), goal)
    yield from _facts([line._replace(level1=line.level1.partition("\n")[0], level2=line.level2.replace("\n", "")) for line in FORESTRY])


UNSEEN = {"heating": (heating, heating_facts), "sponge": (sponge, sponge_facts), "forest": (forest, forest_facts), "forestry": (forestry, forestry_facts)}
