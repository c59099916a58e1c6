"""Lists of results, and what is told in sentences: reports, notices, statements of 三公 (form M of the collection)."""

from tests.intake.paper import Block, Paper, Sheet, box, typed
from tests.intake.records import Record

# --- lists --------------------------------------------------------------------------------------------------------------


def tianshui(record: Record) -> Paper:
    """009: a notice, then the names of the files that hold the reports."""
    signed = record["page_metadata"]
    blocks: list[Block] = [
        record["title"],
        f"根据有关规定,我局于{signed['评价时间']}组织开展了市级预算绩效评价,现将评价报告公开如下。",
        *(f"附件{row['no']}:{row['name']}绩效评价报告.pdf" for row in record["results_list"]),
        signed["署名"],
        signed["成文日期"],
    ]
    return Paper("009_绩效评价公开.docx", tuple(blocks))


def quzhou(record: Record) -> Paper:
    """075: a table with grades and no scores; the last row was seen as far as its department."""
    facts = record["funds"]["facts"]
    sheet = Sheet("通报表")
    sheet.row(box(record["title"], 5))
    sheet.row(box(f"评价项目{facts['项目数']},涉及单位{facts['涉及单位']},资金{facts['资金']}万元,其中{facts['等级']}。", 5))
    sheet.row(*map(box, record["form"]["columns"]))
    for row in record["results_list"]:
        amount = typed(row["amount"])
        sheet.row(typed(str(row["no"])), row["department"], row["name"] or "", amount, row["grade"] or "")
    return Paper("075_评价情况通报.xlsx", (sheet,))


# --- results in two sentences -------------------------------------------------------------------------------------------


def lukou(record: Record) -> Paper:
    """014: score and grade in one sentence, what was done in another."""
    return Paper(
        "014_残保金专项绩效评价.docx",
        (
            record["title"],
            f"{record['year']},{record['unit']}实施了{record['project']}项目。从投入、过程、产出、效益四个方面评价,"
            f"该项目综合得分{record['total_score']},评价等次为“{record['grade']}”。",
            "项目的实施保障了残疾人的基本生活,使残疾人开阔了眼果。",
        ),
    )


def nanchuan(record: Record) -> Paper:
    """076: days without the words for year and month; a document number that lost a bracket."""
    facts = record["funds"]["facts"]
    number = record["documents_cited"][0]
    return Paper(
        "076_重点绩效评价结果.docx",
        (
            f"{record['unit']}{record['title']}",
            f"为推动财政资金聚力增效,区财政局委托第三方机构对我单位负责的{record['project']}项目开展了重点绩效评价,报告(摘要)如下:",
            "一、基本情况",
            f"根据《关于高标准农田建设项目实施计划的批复》({number}),建设高标准农田{facts['面积']},工程总投资{facts['总投资']}万元。"
            "修建机耕路7.00km,涵管168m,蓄水池7口,安装110PE1.03km。"
            f"资金分两批下达,其中20181130日提前下达{facts['第一批(2018-11-30提前下达)']}万元,2019614日下达{facts['第二批(2019-06-14)']}万元。"
            f"截至20191231日,项目实际支出{facts['截至2019-12-31支出']}万元。",
            "二、评价结论",
            f"项目绩效评价得分{record['total_score']},评价等级为{record['grade']}。",
        ),
    )


def zongfenguan(record: Record) -> Paper:
    """044: the year hidden, the grade before the score."""
    facts = record["funds"]["facts"]
    return Paper(
        "044_总分馆建设自评报告.docx",
        (
            "项目实施绩效自评报告",
            f"根据{record['documents_cited'][0]}文件,{record['year']}开展{record['project']}项目。",
            f"项目控制价{facts['控制价']}万元,招标分为{facts['招标分包']},建成分馆{facts['分馆']},财政列支{facts['财政列支']}万元。",
            f"经自评,项目等级为{record['grade']},得分{record['total_score']}。",
            "建议加大总分馆建设投入。",
        ),
    )


# --- reports ------------------------------------------------------------------------------------------------------------


def lishui(record: Record) -> Paper:
    """036: the overall expenditure of a unit, told."""
    facts = record["funds"]["facts"]
    return Paper(
        "036_整体支出绩效评价报告.docx",
        (
            record["title"],
            "一、单位概况",
            f"{record['unit']}核定编制{facts['编制']},实有在编人员{facts['在编']},离退休人员{facts['离退休']}。年末固定资产{facts['年末固定资产']}万元。",
            "二、收支情况",
            f"{record['year']}实际收入{facts['实际收入']}万元,其中财政拨款收入{facts['财政拨款收入']}万元,上年结转结余{facts['上年结转结余']}万元。",
            f"{record['year']}实际支出{facts['实际支出']}万元,其中基本支出{facts['基本支出']}万元,项目支出{facts['项目支出']}万元。",
        ),
    )


def _baoshan(record: Record, file: str, problems: str, measures: tuple[str, str]) -> Paper:
    """Achieved as planned, said as a rate; one paragraph a kind of indicator."""
    blocks: list[Block] = [record["title"], "一、自评结论", "(一)自评得分", f"{record['total_score']}。", "(二)绩效目标完成情况"]
    seen: list[str] = []
    for row in record["indicators"]:
        said = f"{row['level3']}{row['target']},指标完成率{row['extra']['completion_rate']}"
        if row["level1"] not in seen:
            seen.append(row["level1"])
            blocks.append(f"{len(seen)}.{row['level1']}完成情况")
            group = None
        if row["level2"] == group:
            blocks[-1] = f"{blocks[-1].removesuffix('。')};{said}。"
        else:
            group = row["level2"]
            blocks.append(f"{group}:{said}。" if group else f"{said}。")
    blocks += ["(三)存在的问题和原因分析", problems, "(四)下一步拟改进措施及有关建议", f"1.措施:{measures[0]}", f"2.建议:{measures[1]}"]
    blocks += ["二、佐证材料", "(二)自评工作开展情况", f"根据市财政局文件({record['documents_cited'][0]})要求,我单位安排专人做好该项目经费绩效评价工作。"]
    return Paper(file, tuple(blocks))


def baoshan_culture(record: Record) -> Paper:
    """038."""
    problems = f"{record['problems']}。以目前的金额,无法提供更多更好的服务。"
    return _baoshan(record, "038_公共文化服务自评报告.docx", problems, ("加强申报指导,使项目编制更加符合绩效评价相关要求。", "无。"))


def baoshan_free(record: Record) -> Paper:
    """039."""
    problems = f"{record['problems']},以目前的金额,无法提供更多更好的服务。"
    return _baoshan(record, "039_免费开放自评报告.docx", problems, ("加强申报指导,牢固树立绩效管理理念。", "加大投入和人才建设。"))


def xiaoyuan(record: Record) -> Paper:
    """057: the unit's name hidden; numbered now A B C, now (1) (2)."""
    money = record["funds"]["rows"][0]
    blocks: list[Block] = [
        f"{record['year']}{record['project']}项目自评结果",
        f"项目单位(盖章): {record['unit']}",
        "主要领导签字:",
        "一、自评结论",
        f"(一)自评得分{record['total_score']}",
        "(二)绩效目标完成情况",
        "1.执行率情况。",
        f"年初预算{money['initial_budget']}万元,实际预算{money['full_year_budget']}万元,全年执行{money['executed']}万元,"
        f"执行率{money['execution_rate']},自评分{money['score']}分。",
        "2.完成的绩效目标。",
    ]
    letters = {"产出指标(自评分19分)": "A", "效益指标": "B", "满意度指标": "C"}
    before = ("", "")
    number = 0
    for row in record["indicators"]:
        if row["level1"] != before[0]:
            blocks.append(f"{letters[row['level1']]}{row['level1']}")
            number = 0
        if row["level2"] and row["level2"] != before[1]:
            number += 1
            mark = "" if row["level2"] == "经济效益" else f"({number})"  # the first mark of B is missing
            blocks.append(f"{mark}{row['level2']}{':' if row['level2'] == '数量指标' else ''}")
        reason = f",{row['deviation_reason']}" if row["deviation_reason"] else ""
        blocks.append(f"{row['level3']},年初目标值{row['target']},实际完成值{row['actual']}{reason}。")
        before = (row["level1"], row["level2"])
    blocks += ["3.未完成的绩效目标(无)", "(三)存在的问题和原因", f"{record['problems']}。", "(四)下一步拟改进措施", record["measures"]]
    return Paper("057_自评结果.docx", tuple(blocks))


# --- 三公, and a budget told --------------------------------------------------------------------------------------------


def qujiang(record: Record) -> Paper:
    """049: text and table do not agree by one; the text takes one year for another."""
    sheet = Sheet("第1张表")
    sheet.row(box("年度", rows=2), box("合计", rows=2), box("因公出国(境)经费", rows=2), box("公务接待费", rows=2), box("公车购置及运行维护费", 3))
    sheet.row("合计", "车辆购置", "车辆运行")
    sheet.row("2015年", "2840", "90", "1400", "1350", "73", "1277")
    sheet.row("2016年", "2364", "12", "1356", "996", "37", "959")
    sheet.row("2016年比2015年增减%", "-16.77", "-86.62", "-3.14", "-26.24", "-47.95", "-24.98")
    return Paper(
        "049_三公经费决算.docx",
        (
            record["title"],
            "样例区2016年一般公共预算安排“三公”经费决算数2364万元,比上年决算数下降16.77 %。分项情况是:因公出国(境)经费12万元,下降86.62%;"
            "公务接待费1356万元,下降3.14%;公车购置及运行费995万元(其中公务用车购置费38万元,公务用车运行费958万元),下降26.24%,"
            "2016年公务用车购置数及保有量分别为1辆和130辆。",
            "2015年样例区“三公”经费支出决算同比下降的原因主要是厉行节约。",
            "2016年决算数与2015年决算数对比情况",
            sheet,
        ),
    )


def longquan(record: Record) -> Paper:
    """050: rates and no amounts of the year before."""
    return Paper(
        "050_三公经费决算.docx",
        (
            record["title"],
            "经市财政局汇总,2018年样例市部门及乡镇政府因公出国(境)经费、公务接待费、公车购置费,公车运行费(“三公”经费)决算总额2771万元,比上年下降1.8%。"
            "分项情况是:因公出国(境)经费决算120万元,比上年增长79.1%;公务接待费决算1033万元,与上年下降7.6%;"
            "公务用车购置及运行费决算1618万元,比上年下降1.2%,其中:公务用车购置费决算414万元,比上年增长7.5%;公务用车运行费决算1204万元,与上年下降3.9%。",
        ),
    )


def ordos(record: Record) -> Paper:
    """053: the budget of one year beside the accounts of the year before; no unit."""
    return Paper(
        "053_三公经费.docx",
        (
            record["title"],
            "一、2022年“三公”经费预算安排情况",
            "2022年度“三公”经费预算总计21.8万元,其中:因公出国(境)经费0万元,公务接待11.8万元,公务用车运行费用10万元。",
            "二、2021年“三公”经费决算情况",
            "2021年度“三公”经费合计支出20.12万元,其中:因公出国(境)经费0万元,公务接待12.39万元,公务用车运行费用7.73万元。",
            "2022年度预算较2021年度增加1.68万元,其中公务接待较上年同期减少0.58万元,减少4.68%。公务用车运行费用较上年同期增加2.27万元,增长29.37%。",
        ),
    )


def dazu(record: Record) -> Paper:
    """066: each source that is nothing is said to be nothing."""
    facts = record["funds"]["facts"]
    return Paper(
        "066_2024年部门预算情况说明.docx",
        (
            "样例市样例区样例镇人民政府",
            "2024年部门预算情况说明",
            "一、单位基本情况",
            f"核定编制{facts['编制']}人,实有人数{facts['实有']}。",
            "二、部门收支总体情况",
            f"(一)收入预算:2024年年初预算数{facts['收入预算']}万元,其中:一般公共预算拨款{facts['一般公共预算拨款']}万元,"
            f"政府性基金预算拨款{facts['政府性基金预算拨款']}万元,国有资本经营预算收入0万元,事业收入0万元,事业单位经营收入0万元,其他收入0万元。"
            f"收入比去年{facts['比去年']}万元。",
        ),
    )
