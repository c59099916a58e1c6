"""Forms in which targets are set before the year, each as it was disclosed."""

from tests.intake.paper import Paper, Rows, Sheet, as_above, beside, box, merged, typed
from tests.intake.records import Record
from tests.intake.self_evaluations import indicators, levels, text, values

PLAIN = ("level3", "target")


def ningxiang(record: Record) -> Paper:
    """011: all money in the words of one cell; two sets of targets; content and value of an indicator run together."""
    form = record["form"]
    sheet = Sheet("项目绩效目标表")
    sheet.row(box("项目绩效目标表", 6)).row(box(f"({record['year']})", 6)).row(box(f"填报单位(盖章):{record['unit']}", 6))
    sheet.row("项目名称", box(record["project"], 2), "项目属性", box("新增项目□    延续项目√", 2))
    sheet.row("主管部门", box(record["supervising_department"], 2), "主管部门编码", box("", 2))
    sheet.row("项目单位", box(record["supervising_department"], 2), "项目负责人", box("", 2))
    sheet.row("起止时间", box(record["year"], 5))
    total, fiscal, above, own, self_raised, other = [row["initial_budget"] for row in record["funds"]["rows"]]
    sheet.row(
        "资金总额及构成", box(f"总额{total}万元", 2),
        box(f"一、财政拨款:{fiscal}万元(其中:上级财政资金:{above}万元;本级财政:{own}万元)\n二、自有资金:{self_raised}万元\n三、其他:{other}万元", 3),
    )  # fmt: skip
    sheet.row("项目概况", box("镇域内水利、道路、学校等基础设施建设", 5))
    sheet.rows += beside("立项情况", [[box("项目立项的依据"), box("按发改部门立项", 4)], [box("项目申报的可行性"), box("已评估", 4)],
                                      [box("项目申报的必要性"), box("改善镇域内基础设施", 4)]])  # fmt: skip
    sheet.rows += beside("项目实施进度计划", [[box("项目实施内容", 3), box("开始时间"), box("完成时间")],
                                              [box("1、总体概念规划", 3), box("2016"), box("2020")],
                                              [box("2、核心区规划", 3), box("2021"), box("2021")]])  # fmt: skip
    sheet.rows += beside("项目绩效目标", [[box("长期目标", 3), box("年度目标", 2)], [box("改善镇域内基础设施", 3), box("完成集镇立面改造等项目", 2)]])
    for period in ("长期", "年度"):
        rows = [row for row in record["indicators"] if row["extra"]["period"] == period]
        body = merged([[row["level1"], row["level2"]] for row in rows], [[box(row["target"], 2), box("")] for row in rows])
        sheet.rows += beside(f"{period}绩效指标", [list(map(box, form["indicator_columns"])), *body])
    return Paper("011_基础设施建设.xlsx", (sheet,))


def linyi(record: Record) -> Paper:
    """013: levels called 产出值 and 数量值; ASCII signs."""
    sheet = Sheet("目标申报表")
    sheet.row(box("项目支出目标申报表", 6)).row(box(f"({record['year']})", 6))
    sheet.row("项目名称", box(record["project"], 5))
    sheet.row("主管部门", box(record["supervising_department"], 2), "实施单位", box(record["unit"], 2))
    sheet.rows += beside("资金情况(万元)", [[box(row["name"], 2), typed(row["initial_budget"], 3)] for row in record["funds"]["rows"]])
    sheet.row("年度总体目标", box(record["goal"]["expected"], 5))
    rows = [[*row, box("")] for row in indicators(record, PLAIN)]
    rows[0] = rows[0][:-1]  # 备注 is the last heading
    sheet.rows += beside("年度绩效指标", rows)
    return Paper("013_小学教育公用经费.xlsx", (sheet,))


def xiangtan(record: Record) -> Paper:
    """021: amounts with a unit of their own under a heading in 万元; a period where a number is asked for."""
    goal = record["goal"]["expected"].removesuffix("(实施期与本年度同文)")
    own, above = record["funds"]["rows"]
    sheet = Sheet("Sheet1")
    sheet.row(box(f"{record['year']}项目支出绩效目标申报表", 6)).row(box("填报单位:(盖章)", 4), box("单位:万元", 2))
    sheet.row("项目支出名称", box(record["project"], 2), "预算部门", box(record["unit"], 2))
    sheet.row("年度本级\n预算金额", box(own["initial_budget"], 2), above["name"], typed(above["initial_budget"], 2))
    sheet.row("项目支出实施期", box("2023.07-2024.01", 5))
    sheet.row("实施期绩效目标", box(goal, 5)).row("本年度绩效目标", box(goal, 5))
    rows = [values(row, ("level3", "target", "standard"), text) for row in record["indicators"]]
    body = as_above(levels(record), rows)
    body[-1][:2] = [box(body[-1][0].text, 2)]  # satisfaction has no second level: its name takes both columns
    sheet.rows += beside("本年度\n绩效指标", [list(map(box, record["form"]["indicator_columns"])), *body])
    sheet.row("财政部门审核意见", box("", 5))
    sheet.row(box("填表人:          联系电话:          填报日期:          单位负责人签字:", 6))
    return Paper("021_雾炮车降尘抑尘服务.xlsx", (sheet,))


def chencang(record: Record) -> Paper:
    """031, Word: a form of the province with rows that are not meant; values that are but a unit."""
    sheet = Sheet("第1张表")
    sheet.row("专项名称", box(record["project"], 4))
    sheet.row("市级财政部门", "样例市财政局", box("市级主管部门"), box(record["supervising_department"], 2))
    sheet.row("区级财政部门", "样例区财政局", box("区级主管部门"), box(record["unit"], 2))
    sheet.rows += beside("资金情况\n(万元)", [[box(row["name"], 2), box(row["initial_budget"], 2)] for row in record["funds"]["rows"]])
    sheet.row("总体目标", box(record["goal"]["expected"], 4))
    sheet.rows += beside("绩效指标", indicators(record, PLAIN, text))
    return Paper("031_农村饮水安全.docx", (record["form"]["name"], record["year"], sheet))


def zhaohua(record: Record) -> Paper:
    """034: a heading stands where the total should be; sources by kind of budget."""
    money = record["funds"]["rows"]
    rows: Rows = [[box(money[0]["name"], 2), box("金额(万元)", 2)]]
    rows += [[box(row["name"], 2), typed(row["initial_budget"], 2)] for row in money[1:]]
    sheet = Sheet("申报表")
    sheet.row(box("项目支出绩效目标申报表", 5)).row(box(f"({record['year']})", 5))
    sheet.row("项目名称", box(record["project"], 4)).row("预算单位", box(record["unit"], 4))
    sheet.rows += beside("项目资金", rows)
    sheet.rows += beside("绩效指标", indicators(record, PLAIN, text))
    return Paper("034_特困家庭再扶助.xlsx", (sheet,))


def fuliang(record: Record) -> Paper:
    """061, old Excel: the overall targets of a unit; unit written twice, no year, no weights."""
    goal = record["goal"]["expected"].removesuffix("(与职能概述同文)")
    sheet = Sheet("部门整体支出绩效目标表保障服务")
    sheet.row(box("部门整体绩效目标", 7)).row(box("基本信息", 7))
    sheet.row("部门编码:", "316", "部门名称:", box(record["unit"], 2), "*联系人:", "")
    sheet.row("联系电话:", box("", 6))
    sheet.row("*部门职能职责概述", box(goal, 6)).row(box("年度绩效目标", 7)).row("*年度绩效总目标", box(goal, 6))
    sheet.rows += indicators(record, ("level3", "symbol", "target", "unit", "note"))
    return Paper("061_林业局部门整体绩效目标.xls", (sheet,))


def rongchang(record: Record) -> Paper:
    """063: one sheet a project, named for project and amount; unit and sign before the value. Of the other sheets only the head was seen."""
    sheets = []
    for item in record["results_list"]:
        sheet = Sheet(f"{item['name']}{item['amount_in_menu'] or ''}")
        is_seen = item["name"] == record["project"]
        sheet.row(box("附件2-1", 7)).row(box("项目绩效目标表", 7)).row(box(record["year"], 7))
        sheet.row("申报单位", box(record["unit"], 2), box("项目(专项)名称", 2), box(item["name"], 2))
        if is_seen:
            _seen(record, sheet)
        sheets.append(sheet)
    return Paper("063_2022年度项目绩效目标表.xlsx", tuple(sheets))


def _seen(record: Record, sheet: Sheet) -> None:
    sheet.row("具体实施单位", box(record["supervising_department"], 2), box("项目属性", 2), box("延续", 2))
    sheet.row("项目负责人", box("", 2), box("联系电话", 2), box("", 2))
    sheet.rows += beside("资金情况(万元)", [[box(row["name"], 3), typed(row["initial_budget"], 3)] for row in record["funds"]["rows"]])
    sheet.row("项目概况及立项依据", box("在样例镇大样杠村事实乡村公路绿化;对周边沿线村民发放李子苗", 6))
    sheet.row("项目总体目标", box("对样例镇大样杠村约3500米公路沿线进行绿化美化。", 6))
    sheet.row("项目年度目标", box("对大样杠村公路沿线进行绿化和美化,向沿线村民发放李子苗。", 6))
    rows = indicators(record, ("level3", "unit", "nature", "target"))
    sheet.rows += beside("绩效指标", rows)


