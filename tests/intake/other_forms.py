"""The forms of the collection that none of the thirty records shows whole (B, E, F, G, H), filled in with the sound dossier of the variations."""

from collections.abc import Iterator
from decimal import Decimal

from tests.intake.facts import Agrees, Fact, Home, Row, Step, actual, number, same, target
from tests.intake.paper import Paper, Rows, Sheet, beside, box, merged, typed
from tests.intake.variations import ACHIEVED, EXECUTION_SCORE, GOAL, INDICATORS, MONEY, RATE, TITLE, UNIT, YEAR, Indicator

LEVELS = [[row.level1, row.level2] for row in INDICATORS]


def said(path: tuple[Step, ...], agrees: Agrees, says: str) -> Fact:
    return Fact(says, ("", *(step for step in path if isinstance(step, str)), says), (Home(path, agrees),))


def full(row: Indicator) -> str:
    return f"{row.sign}{row.value}{row.unit}"


def _head(sheet: Sheet, title: str, width: int) -> None:
    sheet.row(box(title, width)).row(box(f"({YEAR}年度)", width))
    sheet.row("项目名称", box(TITLE, width - 1))
    sheet.row("主管部门", box(UNIT, width - 4), "实施单位", box(UNIT, 2))


def _goals(sheet: Sheet, width: int) -> None:
    left = (width - 1) // 2
    rest = width - 1 - left
    sheet.rows += beside("年度总体目标", [[box("预期目标", left), box("实际完成情况", rest)], [box(GOAL, left), box(ACHIEVED, rest)]])


def form_b() -> Paper:
    """Transfers: no budget of the beginning of the year; the weight stands before the target."""
    sheet = Sheet("自评表")
    _head(sheet, "衔接推进乡村振兴补助资金项目绩效自评表", 9)
    rows: Rows = [[box("", 3), *map(box, ("全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分"))]]
    total = (MONEY["全年预算数"], MONEY["全年执行数"], "10", f"{RATE}%", EXECUTION_SCORE)
    rows.append([box("年度资金总额:", 3), *map(typed, total)])
    sheet.rows += beside("项目资金(万元)", rows)
    _goals(sheet, 9)
    table: Rows = [list(map(box, ("一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年实际值", "得分", "未完成原因及拟采取的改进措施")))]
    body = [[box(row.name), typed(str(row.weight)), box(full(row)), box(row.got), typed(str(row.score)), box(row.reason)] for row in INDICATORS]
    sheet.rows += beside("绩效指标", [*table, *merged(LEVELS, body)])
    return Paper("B.xlsx", (sheet,))


def form_e() -> Paper:
    """Hubei: execution counts 20, and there is no column of weights."""
    sheet = Sheet("附表2")
    _head(sheet, "项目自评表", 7)
    names = ("预算数(A)", "执行数(B)", "执行率(B/A)", "得分(20分*执行率)")
    total = (MONEY["全年预算数"], MONEY["全年执行数"], f"{RATE}%", "19.6")
    sheet.rows += beside("预算执行情况(万元)(20分)", [[box("", 2), *map(box, names)], [box("年度财政资金总额", 2), *map(typed, total)]])
    table: Rows = [list(map(box, ("一级指标", "二级指标", "三级指标", "年初目标值(A)", "实际完成值(B)", "得分")))]
    body = [[box(row.name), box(full(row)), box(row.got), typed(str(row.score))] for row in INDICATORS]
    sheet.rows += beside("年度绩效目标1(80分)", [*table, *merged(LEVELS, body)])
    sheet.row("总分", box("96.6分", 6))
    return Paper("E.xlsx", (sheet,))


def form_f() -> Paper:
    """Hebei: money received has its column; sign, value and unit apart; the weighted score is the score."""
    sheet = Sheet("自评")
    _head(sheet, "项目支出绩效自评表", 12)
    names = ("预算数", "到位数", "执行数", "预算执行进度(%)")
    total = (MONEY["全年预算数"], "840", MONEY["全年执行数"], RATE)
    sheet.rows += beside("资金情况(万元)", [[box("", 3), *(box(name, 2) for name in names)], [box("项目资金总额", 3), *(typed(one, 2) for one in total)]])
    names = ("一级指标", "二级指标", "三级指标", "解释", "符号", "预期指标值", "单位(文字描述)", "实际完成值", "完成情况", "单项指标得分", "权重占比", "折算得分")
    body = []
    for row in INDICATORS:
        share = Decimal(row.score) / row.weight * 100
        cells = (row.sign, row.value, row.unit, row.got, "完成" if row.score == row.weight else "未完成")
        body.append([box(row.name), box(""), *map(box, cells), typed(f"{share.quantize(Decimal(1))}"), typed(str(row.weight)), typed(str(row.score))])
    sheet.rows += [list(map(box, names)), *merged(LEVELS, body)]
    return Paper("F.xlsx", (sheet,))


def form_h() -> Paper:
    """The central government's transfers: no weights and no scores; money of three levels of government."""
    sheet = Sheet("区域自评")
    _head(sheet, "转移支付区域(项目)绩效自评表", 8)
    rows: Rows = [[box("", 4), *map(box, ("全年预算数(A)", "全年执行数(B)", "预算执行率(B/A)"))]]
    rows.append([box("年度资金总额:", 4), *map(typed, (MONEY["全年预算数"], MONEY["全年执行数"], f"{RATE}%"))])
    rows.append([box("其中:中央财政资金", 4), *map(typed, ("500", "500", "100%"))])
    rows.append([box("地方资金", 4), *map(typed, ("345.5", "328.59", "95.11%"))])
    sheet.rows += beside("资金情况(万元)", rows)
    sheet.rows += beside("总体目标完成情况", [[box("总体目标", 4), box("全年实际完成情况", 3)], [box(GOAL, 4), box(ACHIEVED, 3)]])
    table: Rows = [[*map(box, ("一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值")), box("未完成原因和改进措施", 2)]]
    body = [[box(row.name), box(full(row)), box(row.got), box(row.reason, 2)] for row in INDICATORS]
    sheet.rows += beside("绩效指标", [*table, *merged(LEVELS, body)])
    return Paper("H.xlsx", (sheet,))


G_ROWS = (
    ("决策", "项目立项", "立项依据充分性", "5", "充分", "充分", "5", ""),
    ("决策", "绩效目标", "绩效指标明确性", "5", "明确", "不够明确", "4", "指标没有量化"),
    ("管理", "资金管理", "预算执行率", "15", "100%", "98%", "14.7", ""),
    ("管理", "组织实施", "管理制度健全性", "10", "健全", "健全", "10", ""),
    ("产出", "产出数量", "改造管网长度", "30", "≥12.5公里", "12.8公里", "30", ""),
    ("效益", "社会效益", "停水投诉件数", "35", "≤20件", "23件", "30", "水压不稳"),
)


def form_g() -> Paper:
    """Ningxia: decision, management, output, effect; two totals side by side in the head."""
    sheet = Sheet("自评表")
    _head(sheet, "项目支出绩效自评表", 8)
    sheet.row("自评得分", box("93.7", 3), "财政审核评分", box("", 3))
    sheet.rows += beside("项目资金(万元)", [[box("", 3), *map(box, ("年初预算数", "调整预算数(A)", "执行数(B)", "执行率(B/A)"))],
                                            [box("资金总额", 3), *map(typed, (*MONEY.values(), f"{RATE}%"))]])  # fmt: skip
    names = ("一级指标", "二级指标", "三级指标", "参考分值", "指标值(A)", "实际值(B)", "得分", "未完成原因分析")
    body = [[box(row[2]), typed(row[3]), box(row[4]), box(row[5]), typed(row[6]), box(row[7])] for row in G_ROWS]
    sheet.rows += [list(map(box, names)), *merged([[row[0], row[1]] for row in G_ROWS], body)]
    return Paper("G.xlsx", (sheet,))


MANY = {"老旧小区供水管网改造": ("3,200,000.00", "延续", INDICATORS[:3]), "二次供水设施维护": ("450,000.00", "新增", INDICATORS[4:6])}


def many() -> Paper:
    """Several projects in one table, as a city publishes them for a unit: amounts in yuan, weights, and whether more or less is better."""
    sheet = Sheet("项目绩效目标表")
    sheet.row(box("项目支出绩效目标表", 11)).row(box(f"({YEAR}年度)", 11)).row(box(f"单位名称:{UNIT}", 6), box("单位:元", 5))
    sheet.row(*map(box, ("项目名称", "项目属性", "资金总额", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重", "指标方向性")))
    for name, (amount, nature, rows) in MANY.items():
        body = [[box(row.name), box(row.sign), typed(row.value), box(row.unit), typed(str(row.weight)), box("反向" if row.sign == "≤" else "正向")] for row in rows]
        table = merged([[name, nature, amount, row.level1, row.level2] for row in rows], body)
        table[0][2] = typed(amount, rows=len(rows))
        sheet.rows += table
    return Paper("多项目.xlsx", (sheet,))


# --- what must be read --------------------------------------------------------------------------------------------------


def _common(goal: bool = True, amounts: tuple[str, ...] = ("全年预算数", "全年执行数")) -> Iterator[Fact]:
    yield said(("@unit",), same(UNIT), UNIT)
    yield said(("@title",), same(TITLE), TITLE)
    yield said(("@year",), same(str(YEAR)), str(YEAR))
    for name in amounts:
        yield said(("资金", name), number(MONEY[name]), MONEY[name])
    yield said(("资金", "执行率"), number(RATE), RATE)
    if goal:
        yield said(("绩效目标", "年度目标"), same(GOAL), GOAL)
        yield said(("自评", "目标完成情况"), same(ACHIEVED), ACHIEVED)


PLANNED = (("绩效目标", "指标"), ("自评", "指标"))  # a form without goals in words has its plan beside what was achieved


def _rows(*, weight: bool = True, score: bool = True, reason: bool = True) -> Iterator[Fact]:
    for row in INDICATORS:
        levels = (("三级指标", same(row.name)), ("一级指标", same(row.level1)), ("二级指标", same(row.level2)))
        assessed = ("自评", "指标", Row(levels[:1]))
        yield _planned(levels, "指标值", target(full(row)), full(row))
        yield said((*assessed, "实际完成值"), actual(row.got), row.got)
        if weight:
            yield _planned(levels, "分值", number(str(row.weight)), str(row.weight))
        if score:
            yield said((*assessed, "得分"), number(str(row.score)), str(row.score))
        if reason and row.reason:
            yield said((*assessed, "偏差原因"), same(row.reason), row.reason)


def _planned(levels: tuple[tuple[str, Agrees], ...], field: str, agrees: Agrees, says: str) -> Fact:
    return Fact(says, ("", field, says), tuple(Home((*path, Row(levels), field), agrees) for path in PLANNED))


def _g_rows() -> Iterator[Fact]:
    for level1, level2, name, weight, wanted, got, score, reason in G_ROWS:
        if name == "预算执行率":
            continue  # may be read as the score of execution
        step = Row((("三级指标", same(name)),))
        first = Row((("三级指标", same(name)), ("一级指标", same(level1, f"{level1}指标", "过程")), ("二级指标", same(level2, f"{level2}指标", level2.replace("产出数量", "数量指标")))))
        yield _planned(first.keys, "指标值", target(wanted), wanted)
        yield _planned(first.keys, "分值", number(weight), weight)
        yield said(("自评", "指标", step, "实际完成值"), actual(got), got)
        yield said(("自评", "指标", step, "得分"), number(score), score)
        if reason:
            yield said(("自评", "指标", step, "偏差原因"), same(reason), reason)


def _many() -> Iterator[Fact]:
    for name, (amount, nature, rows) in MANY.items():
        about = same(name)

        def at(path: tuple[Step, ...], agrees: Agrees, says: str, about: Agrees = about) -> Fact:
            return Fact(says, ("", *(step for step in path if isinstance(step, str)), says), (Home(path, agrees, lambda candidate: about(candidate.title)),))

        yield at(("@title",), same(name), name)
        yield at(("@unit",), same(UNIT), UNIT)
        yield at(("@year",), same(str(YEAR)), str(YEAR))
        yield at(("项目属性",), same(nature), nature)
        yield at(("资金", "年初预算数"), number(str(Decimal(amount.replace(",", "")) / 10000)), amount)
        for row in rows:
            step = Row((("三级指标", same(row.name)), ("一级指标", same(row.level1)), ("二级指标", same(row.level2))))
            yield at(("绩效目标", "指标", step, "指标值"), target(full(row)), full(row))
            yield at(("绩效目标", "指标", step, "分值"), number(str(row.weight)), str(row.weight))
            yield at(("绩效目标", "指标", step, "方向"), same("反向" if row.sign == "≤" else "正向"), row.name)


def expected(form: str) -> Iterator[Fact]:
    """Each field of a form, and where it must stand."""
    match form:
        case "many":
            yield from _many()
        case "B":
            yield from _common()
            yield said(("自评", "执行率得分"), number(EXECUTION_SCORE), EXECUTION_SCORE)
            yield from _rows()
        case "E":
            yield from _common(goal=False)
            yield said(("自评", "执行率分值"), number("20"), "20")
            yield said(("自评", "执行率得分"), number("19.6"), "19.6")
            yield said(("自评", "总分"), number("96.6"), "96.6分")
            yield from _rows(weight=False, reason=False)
        case "F":
            yield from _common(goal=False)
            yield said(("资金", "到位数"), number("840"), "840")
            yield from _rows(reason=False)
        case "G":
            yield from _common(goal=False, amounts=tuple(MONEY))
            yield said(("自评", "总分"), number("93.7"), "93.7")
            yield from _g_rows()
        case "H":
            yield from _common()
            yield from _rows(weight=False, score=False)


FORMS = {"B": form_b, "E": form_e, "F": form_f, "G": form_g, "H": form_h, "many": many}
