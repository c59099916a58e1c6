"""Numbers, days, measures, levels and words of lists in the spellings that forms have: one table each."""

import pytest

from generator.records.intake.parsing.choices import read_choice, read_grade
from generator.records.intake.parsing.days import read_day, read_document_number, read_year
from generator.records.intake.parsing.figures import is_nothing, is_template, money_unit, read_figure, read_money, read_points, read_rate
from generator.records.intake.parsing.levels import read_first, read_second, without_index
from generator.records.intake.parsing.measures import read_actual, read_target, target_in_name
from generator.records.intake.scanning.headings import Lexicon, plain
from generator.records.intake.understanding.fund_rows import source_name
from generator.records.intake.understanding.money_words import money_words


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("89.974", "万元", "89.974"), ("387,664.62", "元", "38.766462"), ("250万", "万元", "250"), ("3683.3970", "万元", "3683.3970"), ("５００．０", "万元", "500.0"),
        ("1.2", "亿元", "12000"), ("5.0E3", "万元", "5000"), ("0.00", "万元", "0.00"), ("￥1,200元", "万元", "0.12"), ("-16.77", "万元", "-16.77"), ("30 万元", "元", "30"),
        ("共计12.5万元。", "万元", "12.5"),
    ],
)  # fmt: skip
def test_money_is_told_in_wan(text: str, unit: str, number: str):
    money = read_money(text, unit)
    assert money
    assert money.number == number


@pytest.mark.parametrize("text", ["", "无", "见附件", ".32", "按合同10.5万元"])
def test_what_is_no_money(text: str):
    assert read_money(text) is None


def test_a_cell_with_another_unit_than_its_heading_is_known():
    assert read_money("250万元", "元").is_other
    assert not read_money("250万元", "万元").is_other
    assert read_money("6923.3552万元(其中:上级)", "万元").rest == "(其中:上级)"
    assert read_money("约860").rest == "约"


@pytest.mark.parametrize(("text", "number"), [("80.10分", "80.10"), ("10", "10"), ("９６分", "96"), ("22.5", "22.5"), ("15/15", None), ("满分", None)])
def test_points(text: str, number: str | None):
    found = read_points(text)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(("text", "number"), [("100.00%", "100.00"), ("79.27", "79.27"), ("102.59％", "102.59"), ("100 %", "100"), ("百分之九十", None)])
def test_rates(text: str, number: str | None):
    found = read_rate(text)
    assert (found.number if found else None) == number


@pytest.mark.parametrize("text", ["", "/", "—", "——", "-", "……", "无", "暂无", "占 %", "≥%", "〔〕号", "(≥**人)", "指标2：", "（200字以内）", "XX年"])
def test_nothing_is_said(text: str):
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["0", "0.00", "无人机3架", "100%", "优", "合格", "2个", "与XX公司签订合同，合同金额120万元，已经验收并付清全部款项"])
def test_something_is_said(text: str):
    assert not is_nothing(text)


def test_the_forms_own_advice_is_no_answer():
    assert is_template("分析存在的问题及原因(200字以内)")
    assert is_template("对照年度目标,说明相关任务目标的完成情况(100字以内)")
    assert not is_template("按要求购设备并付款")


@pytest.mark.parametrize(("text", "unit"), [("项目资金\n（万元）", "万元"), ("单位：元", "元"), ("金额单位:万元", "万元"), ("（单位：亿元）", "亿元"), ("项目名称", ""), ("单位名称：甲局", "")])
def test_units_of_money(text: str, unit: str):
    assert money_unit(text) == unit


def test_an_exponent_is_known():
    assert read_figure("5.0E3").is_respelt
    assert not read_figure("5000").is_respelt


@pytest.mark.parametrize(
    ("text", "day", "is_guess"),
    [
        ("2021.07.14", "2021-07-14", False), ("2023年6月28日", "2023-06-28", False), ("2023.6.28", "2023-06-28", False), ("二○二三年九月二十八日", "2023-09-28", False),
        ("二〇二四年十二月三十一日", "2024-12-31", False), ("20181130日", "2018-11-30", False), ("2021.1", "2021-01-31", True), ("2024年2月", "2024-02-29", True), ("45000", "2023-03-15", True),
        ("2019614日", "2019-06-14", True),
    ],
)  # fmt: skip
def test_days(text: str, day: str, is_guess: bool):
    found = read_day(text)
    assert found
    assert (found.day.isoformat(), found.is_guess) == (day, is_guess)


@pytest.mark.parametrize("text", ["年底", "2023-13-40", "12月底", "一季度"])
def test_what_is_no_day(text: str):
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [("（2022年度）", 2022), ("( 2021 年度)", 2021), ("(2020)年度", 2020), ("2019年度)", 2019), ("二○二二年度", 2022), ("2021年市级预算绩效评价", 2021), ("自评表", None), ("20xx年", None)],
)
def test_years(text: str, year: int | None):
    assert read_year(text) == year


@pytest.mark.parametrize(
    ("text", "number"),
    [("鲁财科教(2024)67号", "鲁财科教〔2024〕67号"), ("保财绩〔2023〕2号", "保财绩〔2023〕2号"), ("岳财[2020]15号", "岳财〔2020〕15号"), ("渝农〔201928号", "渝农〔2019〕28号"), ("无", None)],
)
def test_document_numbers(text: str, number: str | None):
    found = read_document_number(text)
    assert (found[0] if found else None) == number


@pytest.mark.parametrize(
    ("text", "sign", "unit", "reading"),
    [
        ("≥50个", "", "", "≥50个"), ("≥100百分比", "", "", "≥100%"), ("100", "=", "%", "=100%"), ("735", "≧", "人次", "≥735人次"), ("<=6962人", "", "", "≤6962人"), ("≥≥98%", "", "", "≥98%"),
        ("不少于3场", "", "", "≥3场"), ("95%以上", "", "", "≥95%"), ("至少2次", "", "", "≥2次"), ("控制在5%以内", "", "", "≤5%"), ("780元/生/年", "", "", "780元/生/年"), ("100%", "=", "%", "=100%"),
        ("80M", "≥", "", "≥80M"), ("效果明显", "", "", "效果明显"), ("有效", "定性", "", "有效"), ("2023.07-2024.01", "", "", "2023.07-2024.01"), ("11月底前", "", "", "11月底前"), ("5万", "", "元", "5万元"),
        ("15万元。", "", "", "15万元"), ("1,200", "≥", "人", "≥1200人"),
    ],
)  # fmt: skip
def test_targets(text: str, sign: str, unit: str, reading: str):
    assert read_target(text, sign, unit).reading == reading


@pytest.mark.parametrize(("text", "code"), [("公里", "X31"), ("≧ %", "X31"), ("万人", "X31")])
def test_a_target_without_a_number_is_none(text: str, code: str):
    found = read_target(text)
    assert found.reading is None
    assert code in found.remarks


@pytest.mark.parametrize(
    ("text", "target", "is_number", "reading", "remark"),
    [
        ("50", "≥50个", False, "50", None), ("≥98%", "≥95%", False, "98%", "X33"), ("达成预期指标", "≥50个", False, "达成预期指标", "X37"), ("0.95", "≥90%", True, "95%", "X34"), ("1", "=100%", True, "100%", "X34"),
        ("0.5", "≤0.9%", True, "0.5", None), ("100%", "100%", False, "100%", None), ("已完成", "有效", False, "已完成", None), ("按合同10.5万元。", "15万元", False, "按合同10.5万元。", "X37"),
    ],
)  # fmt: skip
def test_what_was_reached(text: str, target: str, is_number: bool, reading: str, remark: str | None):
    found = read_actual(text, target, is_number=is_number)
    assert found.reading == reading
    assert (remark in found.remarks) if remark else not found.remarks


def test_the_direction_may_stand_where_the_sign_does():
    assert read_target("5", "反向指标", "%").direction == "反向"


@pytest.mark.parametrize(("name", "target"), [("年度资金支付完成率100%", "100%"), ("受益人数≥50人", "≥50人"), ("受益人数", ""), ("2023年道路养护", "")])
def test_targets_within_names(name: str, target: str):
    assert target_in_name(name) == target


@pytest.mark.parametrize(
    ("text", "name", "weight"),
    [
        ("产出指标（50分）", "产出指标", "50"), ("产出值", "产出指标", ""), ("项目完成指标", "产出指标", ""), ("效果指标", "效益指标", ""), ("社会公众或服务对象满意度指标", "满意度指标", ""), ("(30分)", "", "30"),
        ("产\n出\n指\n标", "产出指标", ""), ("成本指标", "成本指标", ""), ("决策", "决策", ""), ("运行成本", "运行成本", ""),
    ],
)  # fmt: skip
def test_first_levels(text: str, name: str, weight: str):
    assert (read_first(text).name, read_first(text).weight) == (name, weight)


@pytest.mark.parametrize(("text", "name"), [("数量值", "数量指标"), ("环境效益", "生态效益指标"), ("服务对象满意度指标等", "服务对象满意度指标"), ("经济效益", "经济效益指标"), ("读者", "读者")])
def test_second_levels(text: str, name: str):
    assert read_second(text).name == name


def test_numbers_before_names_go():
    assert without_index("指标1：工程质量") == "工程质量"
    assert without_index("指标体系建设") == "指标体系建设"


@pytest.mark.parametrize(
    ("kind", "text", "word", "is_guess"),
    [
        ("项目属性", "新增项目□    延续项目√", "延续", False), ("项目属性", "☑延续项目 □新增项目", "延续", False), ("项目属性", "1、常年性项目 □ √    2、一次性项目 □", "延续", True), ("项目属性", "新增□ 延续□", None, False),
        ("完成可能性", "确定能", "确定能", False), ("完成可能性", "不可能", "完全不可能", True), ("处理", "正常", "正常执行", True), ("预算类型", "一般公共预算", "一般公共预算", False), ("方式", "随便", None, False),
    ],
)  # fmt: skip
def test_words_of_lists(kind: str, text: str, word: str | None, is_guess: bool):
    found = read_choice(kind, text)
    assert (found.word if found else None) == word
    assert not found or not is_guess or found.is_guess


@pytest.mark.parametrize(("text", "grade"), [("优", "优"), ("优秀", "优"), ("良好", "良"), ("评价等次为“良”", "良"), ("（优）", "优"), ("不错", None)])
def test_grades(text: str, grade: str | None):
    found = read_grade(text)
    assert (found.word if found else None) == grade


@pytest.mark.parametrize(
    ("text", "key"),
    [("*全年预算数（A）", "全年预算数"), ("预算执行率(B/A)", "预算执行率"), ("年 度\n总体\n目标", "年度总体目标"), ("一、基本情况", "基本情况"), ("1.中央资金", "中央资金"), ("其中：当年财政拨款", "当年财政拨款"), ("实施（使用）单位：", "实施单位"), ("(50分)", "50分")],
)
def test_headings_are_compared_without_what_differs(text: str, key: str):
    assert plain(text) == key


def test_dots_in_a_heading_stand_for_anything():
    lexicon = Lexicon.of({"已执行数": ("…月执行数",)})
    assert lexicon.meaning("1-6月执行数") == "已执行数"
    assert lexicon.meaning("全年执行数") == ""


def test_money_in_words():
    rows = Lexicon.of({"当年财政拨款": ("财政拨款", "上级财政资金", "本级财政"), "单位资金": ("自有资金",)})
    said = money_words("一、财政拨款:6923.3552万元(其中:上级财政资金:6923.3552万元;本级财政:0万元)\n二、自有资金:0万元", rows)
    assert [(word.label, word.amount) for word in said] == [("一、财政拨款", "6923.3552万元"), ("其中:上级财政资金", "6923.3552万元"), ("本级财政", "0万元"), ("二、自有资金", "0万元")]


@pytest.mark.parametrize(("text", "name"), [("其中：1.中央资金（万元）", "中央资金"), ("(一)财政拨款小计", "财政拨款小计"), ("一般公共预算", "一般公共预算"), ("二、自有资金", "自有资金")])
def test_names_of_sources(text: str, name: str):
    assert source_name(text) == name
