"""What a genre may say: rules on the words of composed documents."""

import pytest

from generator.records.rules import DocumentCase, check_document

LETTER = {"genre": "函", "title": "关于反馈评价结果的函", "addressee": "示范区教育局", "ending": "特此函告。"}
CIRCULAR = {"genre": "通报", "title": "关于2025年度绩效评价结果的通报", "addressee": "各街道办事处，区直各预算单位", "ending": "特此通报。"}
REPORT = {"genre": "报告", "title": "关于2025年度预算绩效管理工作情况的报告", "addressee": "区人民政府", "ending": "特此报告。"}


def problems(kind: dict[str, str], *paragraphs: str, **changes: str) -> list[str]:
    values = {**kind, **changes}
    case = DocumentCase(
        "draft", values["genre"], values["title"], values["addressee"], (), values["genre"] == "报告", (*paragraphs, values["ending"])
    )
    return [f"{one.severity.value} {one.rule} {one.field}：{one.message}" for one in check_document(case)]


@pytest.mark.parametrize("kind", [LETTER, CIRCULAR, REPORT], ids=lambda kind: kind["genre"])
def test_proper_words_pass(kind):
    assert problems(kind, "请你单位于2026年7月8日前将整改情况书面反馈我局。") == []


@pytest.mark.parametrize("order", ["请遵照执行", "务必于月底前完成", "你单位必须整改", "贵局必须报送", "责令改正"])
def test_a_letter_gives_no_orders(order):
    (problem,) = problems(LETTER, f"现将结果函告如下，{order}。")

    assert problem.startswith("警告 G01 正文第1段：函里有指令性用语“")


def test_an_order_is_shown_with_its_words_around_it():
    assert problems(LETTER, "请对照台账逐项整改，务必于2026年7月8日前完成。") == [
        "警告 G01 正文第1段：函里有指令性用语“务必”（……请对照台账逐项整改，务必于2026年7月8日前完……）"
    ]


def test_what_a_contract_must_is_no_order():
    assert problems(LETTER, "采购必须公开招标的，从其规定。合同约定中标人必须按月报送。") == []


def test_a_circular_may_order():
    assert problems(CIRCULAR, "各单位务必按期整改。") == []


@pytest.mark.parametrize("request_", ["请批示", "请予批复", "妥否，请指示", "当否", "请审批"])
def test_a_report_asks_nothing(request_):
    assert any(problem.startswith("错误 G02 正文第1段：报告里有请示用语“") for problem in problems(REPORT, f"拟追加预算，{request_}。"))


def test_a_letter_may_ask():
    assert problems(LETTER, "妥否，请函复。") == []


def test_title_ends_with_genre():
    assert problems(LETTER, title="绩效评价结果反馈意见函") == ["警告 G03 标题：标题“绩效评价结果反馈意见函”没有以“的函”结尾"]


def test_ending_fits_genre():
    assert problems(REPORT, ending="特此通报。") == ["提示 G04 正文：最后一段“特此通报。”不是报告的结尾语"]


@pytest.mark.parametrize("addressee", ["区人民政府、区人大常委会", "区人民政府，区政协"])
def test_a_report_goes_to_one(addressee):
    assert problems(REPORT, addressee=addressee) == [f"错误 G05 主送：主送了多个机关“{addressee}”"]
