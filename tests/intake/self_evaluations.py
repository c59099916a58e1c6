"""Self-evaluations of projects and units, each in the form in which it was disclosed (forms A, C, D, J, K of the collection)."""

from collections.abc import Callable, Sequence
from typing import Any

from tests.intake.paper import Box, Paper, Rows, Sheet, as_above, beside, box, merged, repeated, typed
from tests.intake.records import Record

Cell = Callable[..., Box]
MONEY = ("initial_budget", "full_year_budget", "executed")


def text(content: str | None, columns: int = 1) -> Box:
    """A cell that holds text, also where a number stands: so a system exports, so Word is."""
    return box(content or "", columns)


def values(row: dict[str, Any], names: Sequence[str], cell: Cell = typed) -> list[Box]:
    extra = row.get("extra") or {}
    return [cell(extra.get(name, row.get(name))) for name in names]


def levels(record: Record, names: Sequence[str] = ("level1", "level2")) -> list[list[str]]:
    return [[row[name] or "" for name in names] for row in record["indicators"]]


def funds(record: Record, columns: Sequence[str], label: str, name_columns: int, cell: Cell = typed) -> Rows:
    """The block of funds: headings, then one row a source."""
    rows: Rows = [[box("", name_columns), *map(box, columns)]]
    for row in record["funds"]["rows"]:
        rows.append([box(row["name"], name_columns), *values(row, (*MONEY, "weight", "execution_rate", "score"), cell)])
    return beside(label, rows)


def indicators(record: Record, names: Sequence[str], cell: Cell = typed, arrange: Callable[[Any, Rows], Rows] = merged) -> Rows:
    """Headings of the record, then its indicators."""
    rows = [values(row, names, cell) for row in record["indicators"]]
    return [list(map(box, record["form"]["indicator_columns"])), *arrange(levels(record), rows)]


# --- form A -------------------------------------------------------------------------------------------------------------

A_NAMES = ("level3", "target", "actual", "weight", "score", "deviation_reason")


def _form_a(record: Record, sheet: Sheet, cell: Cell, block: Rows) -> Sheet:
    goal = record["goal"]
    sheet.row(box("项目支出绩效自评表", 9)).row(box(f"({record['year']})", 9))
    sheet.row("项目名称", box(record["project"], 8))
    sheet.row("主管部门", box(record["supervising_department"], 4), "实施单位", box(record["unit"], 3))
    sheet.rows += funds(record, record["form"]["fund_columns"], "项目资金\n(万元)", 2, cell)
    sheet.rows += beside("年度\n总体\n目标", [[box("预期目标", 4), box("实际完成情况", 4)], [box(goal["expected"], 4), box(goal["actual"], 4)]])
    sheet.rows += beside("绩效\n指标", block)
    return sheet


def chizhou(record: Record) -> Paper:
    """001, old Excel: merged levels with their weight in the name; the page was seen as far as the row of satisfaction."""
    sheet = Sheet("委托业务项目")
    return Paper("001_委托业务项目.xls", (_form_a(record, sheet, typed, indicators(record, A_NAMES)),))


def tianchang(record: Record) -> Paper:
    """030, a table in Word: the names of two levels are lost, rows that were meant to be filled stand empty."""
    rows = indicators(record, A_NAMES, text)
    levels_1 = {1: "(50分)", 6: "(30分)"}  # the rows of headings and indicators, counted from 0, where a level begins
    assert all(rows[at][0].text == name for at, name in levels_1.items())
    # "指标2:" 与 "……" 两行没有填：数量指标之后、满意度之后
    blank = [[box("指标2:"), *[box("")] * 5], [box("……"), *[box("")] * 5]]
    level_1, level_2 = rows[1][0], rows[1][1]
    rows[1] = [Box(level_1.text, 1, level_1.rows + 1), Box(level_2.text, 1, level_2.rows + 1), *rows[1][2:]]
    rows.insert(3, blank[1])
    last = rows[-1]
    rows[-1] = [Box(last[0].text, 1, 3), Box(last[1].text, 1, 3), *last[2:]]
    rows += blank
    sheet = _form_a(record, Sheet("第1张表"), text, rows)
    sheet.row(box("总分", 6), text("100"), text(record["total_score"]), "")
    return Paper("030_水旱灾害防御经费.docx", (record["title"], sheet))


# --- form D: like A, with sign, value and unit apart; the money in yuan -----------------------------------------------


def yongde(record: Record) -> Paper:
    """025: amounts in yuan with separators, signs of full width, maximum, score and grade in one row."""
    sheet = Sheet("公开14表")
    sheet.row(box("项目支出绩效自评表", 11)).row(box(f"({record['year']})", 11))
    sheet.row(box("公开14表", 11)).row(box(f"编制单位:{record['unit']}", 6), box("金额单位:元", 5))
    sheet.row("项目名称", box(record["project"], 10))
    sheet.row("主管部门", box(record["supervising_department"], 5), "实施单位", box(record["unit"], 4))

    def grouped(content: str | None, columns: int = 1) -> Box:
        shown = f"{int(content[:-3]):,}{content[-3:]}" if content and content[-3:-2] == "." else content
        return typed(shown, columns)

    sheet.rows += funds(record, record["form"]["fund_columns"], "项目资金\n(元)", 4, grouped)
    goal = record["goal"]
    expected = goal["expected"]
    assert goal["actual"] == "与预期目标同文"
    sheet.rows += beside("年度总\n体目标", [[box("预期目标", 5), box("实际完成情况", 5)], [box(expected, 5), box(expected, 5)]])
    names = ("level3", "nature", "target", "unit", "actual", "weight", "score", "deviation_reason")
    sheet.rows += beside("绩\n效\n指\n标", indicators(record, names))
    sheet.row(box("其他需要说明事项", 3), box(record["problems"], 8))
    sheet.row(box("总分", 8), typed("100"), typed(record["total_score"]), record["grade"])
    return Paper("025_营养改善计划.xlsx", (sheet,))


# --- form C: the system of Sichuan --------------------------------------------------------------------------------------

C_NAMES = ("level3", "nature", "target", "unit", "actual", "weight", "score", "deviation_reason")
HINT_GOAL = "对照年度目标,说明相关任务目标的完成情况(100字以内)"
HINT_FUNDS = "1.预算执行率=预算执行数/调整后预算数,未达到90%的需说明原因(100字以内);2.年中发生预算调整的,应单独说明理由"
HINTS_TAIL = ("说明项目自评总分和取得的成效(200字以内)", "分析存在的问题及原因(200字以内)", "提出下一步改进的意见和建议(200字以内)")


def _head_c(record: Record, sheet: Sheet, cell: Cell, goal_actual: str, fund_reason: str) -> None:
    form = record["form"]
    sheet.row(box(f"报表编号:{form['report_code']}", 11)).row(box(f"部门预算项目支出绩效自评表({record['year']})", 11))
    sheet.row(box("项目名称", 2), box(f"{record['project_code']}-{record['project']}", 9))
    sheet.row(box("主管部门", 2), box(record["supervising_department"], 4), box("实施单位\n(盖章)", 2), box(record["unit"], 3))
    sheet.rows += beside(
        "项目基本情况",
        [
            [box("1.项目年度目标完成情况", 1, 2), box("项目年度目标", 5), box("年度目标完成情况", 4)],
            [box(record["goal"]["expected"], 5), box(goal_actual, 4)],
            [box("2.项目实施内容及过程概述"), box("", 9)],
        ],
    )
    names = ("initial_budget", "full_year_budget", "executed", "execution_rate", "weight", "score")
    money = record["funds"]["rows"]
    rows: Rows = [[box("年度预算数(万元)", 3), *map(box, form["fund_columns"])]]
    for number, row in enumerate(money):
        reason = [box(fund_reason, 1, len(money))] if number == 0 else []
        rows.append([box(row["name"], 3), *values(row, names, cell), *reason])
    sheet.rows += beside("预算执行情况(10分)", rows)


def _tail_c(sheet: Sheet, total: Sequence[str], conclusion: str, problems: str, measures: str, cell: Cell) -> None:
    sheet.row(box("合计", 8), *map(cell, total), "")
    for label, content in (("评价结论", conclusion), ("存在问题", problems), ("改进措施", measures)):
        sheet.row(label, box(content, 10))
    sheet.row(box("项目负责人:", 6), box("财务负责人:", 5))


def qingshen(record: Record) -> Paper:
    """004: exported by the system, all text; nothing filled in but the plan, the hints still in their cells."""
    sheet = Sheet("绩效自评表")
    _head_c(record, sheet, text, HINT_GOAL, HINT_FUNDS)
    sheet.rows += beside("绩效指标(90分)", indicators(record, C_NAMES, text))
    _tail_c(sheet, ("100", ""), *HINTS_TAIL, text)
    return Paper("004_工资性支出.xlsx", (sheet,))


def daying(tail: Record, record: Record) -> Paper:
    """006 and 005 on one sheet: the end of one form, then the next form as far as it was seen."""
    sheet = Sheet("决算附件")
    sheet.rows += beside("绩效指标(90分)", indicators(tail, C_NAMES))
    _tail_c(sheet, ("100", ""), "", tail["problems"], tail["measures"], typed)
    _head_c(record, sheet, typed, record["goal"]["actual"], "")
    sheet.rows += beside("绩效指标(90分)", indicators(record, C_NAMES))
    return Paper("005_006_2023年度部门决算附件.xlsx", (sheet,))


def fragment(record: Record) -> Paper:
    """007: copied from a page, the cells of a row run together, nothing but the end of the form."""
    sheet = Sheet("Sheet1")
    before = ["", ""]
    for row in record["indicators"]:
        names = [row["level1"], row["level2"]]
        new = "" if names == before else names[1] if names[0] == before[0] else "".join(names)
        sheet.row(f"{new}{row['level3']}{row['target']} {row['weight']}")
        before = names
    total = record["consistency_checks"]["合计写明"]
    sheet.row(f"合计{total}").row("评价结论及时、足额缴纳。")
    sheet.row(f"存在问题{record['problems']}").row(f"改进措施{record['measures']}").row("项目负责人:财务负责人:")
    return Paper("007_自评表片段.xlsx", (sheet,))


# --- forms K and J ------------------------------------------------------------------------------------------------------


def hedao(record: Record) -> Paper:
    """020: an old form of Sichuan, each level written in every row, no weights and no scores."""
    sheet = Sheet("河道保洁")
    form = record["form"]
    sheet.row(box(form["name"], 6)).row(box(f"({record['year']})", 6))
    sheet.row("预算单位", box(record["unit"], 5))
    sheet.row("项目名称", box(record["project"].removesuffix("(表头未能看到)"), 5))
    sheet.rows += beside("绩效指标完成情况", indicators(record, ("level3", "target", "actual"), text, repeated))
    return Paper("020_河道保洁.xlsx", (sheet,))


def liangping(record: Record) -> Paper:
    """059, recognised from a picture: amounts without their first digits, values run together, signs lost; the year of the file is not the form's."""
    form = record["form"]
    sheet = Sheet("第1张表")
    year = record["year"].split("/")[1].removesuffix("(表头)")
    sheet.row("主管部门", box(record["unit"], 3), "部门联系人", "", "联系电话", "")
    sheet.row(*map(box, form["header"]), box(record["total_score"], 7))
    sheet.row(box("", 2), *map(box, form["fund_columns"]))
    first, second = record["funds"]["rows"]
    lost = (".32", ".06", ".5")
    assert "".join(lost) == ".32.06.5"
    assert first["extra"]["raw"] == "".join(lost)
    assert second["extra"]["raw"] == "".join((*lost, second["execution_rate"], second["weight"], second["score"]))
    sheet.row(box(first["name"], 2), *map(box, lost), "", "", "")
    sheet.row(box(second["name"], 2), *map(box, lost), second["execution_rate"], second["weight"], second["score"])
    goals = ("维护林业、林区安全稳定", "维护林业、林区安全稳定,森林资源得到有效保护", "完成森林资源保护,创建国家重要湿地")
    sheet.rows += beside(
        "当年绩效目标", [[box(form["goal_columns"][0], 2), box(form["goal_columns"][1], 2), box(form["goal_columns"][2], 3)],
                         [box(goals[0], 2), box(goals[1], 2), box(goals[2], 3)]]
    )  # fmt: skip
    rows: Rows = [list(map(box, form["indicator_columns"]))]
    for row in record["indicators"]:
        extra = row["extra"]
        name, unit, sign = box(row["level3"]), box(extra["unit"]), box("")
        if "reading" in extra:
            rows.append([name, unit, sign, *map(box, extra["reading"].split(" / ")), box("")])
        else:
            rows.append([name, unit, sign, box(extra["raw"], 4), box("")])
    sheet.rows += rows
    title = f"{record['unit']}{year}部门整体绩效自评表"
    return Paper("059_林业局2022年度部门整体绩效自评表.docx", (title, sheet))


def huangshi(record: Record) -> Paper:
    """047: monitoring in the middle of the year; two levels, boxes to tick, no scores."""
    form = record["form"]
    sheet = Sheet("监控表")
    sheet.row(box("样例市项目支出绩效监控表\n(申遗)", 7)).row(box(f"({record['year']})", 7))
    sheet.row(box("项目单位(盖章):", 4), box("单位:万元", 3))
    sheet.row("项目名称", box(record["project"], 6))
    sheet.row("主管部门", box(record["supervising_department"], 2), "项目执行单位", box(record["unit"], 3))
    sheet.row("项目属性", box("1、持续性项目 □      2、新增性项目 □", 6))
    sheet.rows += beside("项目类型", [[box("1、常年性项目 □ √    2、延续性项目 □    3、一次性项目 □", 6)],
                                      [box("1、部门预算项目 □    2、省直专项 □    3、省对下转移支付项目 □", 6)]])  # fmt: skip
    rows: Rows = [[box("", 2), box(form["fund_columns"][0]), box(form["fund_columns"][1], 2), box(form["fund_columns"][2])]]
    for row in record["funds"]["rows"]:
        expected = typed(row["extra"]["expected_full_year"])
        rows.append([box(row["name"], 2), typed(row["initial_budget"]), typed(row["executed"], 2), expected])
    sheet.rows += beside("项目资金\n(万元)", rows)
    names = ("level3", "target", "progress", "likelihood")
    body = as_above([[row["level1"]] for row in record["indicators"]], [[*values(row, names, text), box("")] for row in record["indicators"]])
    sheet.rows += beside("绩效指标", [list(map(box, form["indicator_columns"])), *body])
    for label in form["tail"][:2]:
        sheet.row(box(label, 2), box("", 5))
    sheet.row(box("注:1.完成目标可能性:分确定能、有可能、不可能三级综合判断。\n2.出现“有可能”“不可能”的,请写明原因和措施。", 7))
    return Paper("047_申遗经费监控表.xlsx", (sheet,))
