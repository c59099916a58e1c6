"""Targets as people write them, and whether they were met."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from generator.records.indicators import Actual, EvaluationScore, Objective, SelfScore, Target, attainment, is_met, side_by_side
from generator.records.vocabulary import Direction


def target_of(text: object) -> Target:
    target = Objective.model_validate({"三级指标": "指标", "指标值": text}).target
    assert target
    return target


def actual_of(text: object) -> Actual:
    actual = SelfScore.model_validate({"三级指标": "指标", "实际完成值": text}).actual
    assert actual
    return actual


def parts(measure: Target | Actual) -> tuple[str, str, str, str]:
    """Sign, value, unit, description."""
    sign = measure.comparison.value if isinstance(measure, Target) and measure.comparison else ""
    return sign, "" if measure.value is None else format(measure.value, "f"), measure.unit, measure.text


# The first twenty are from disclosed tables.
@pytest.mark.parametrize(
    ("text", "sign", "value", "unit"),
    [
        ("≥50个", "≥", "50", "个"),
        ("≥100百分比", "≥", "100", "百分比"),
        ("≤90万元", "≤", "90", "万元"),
        ("≧735人次", "≥", "735", "人次"),
        ("═100%", "=", "100", "%"),
        ("＝100％", "=", "100", "%"),
        ("不少于3次", "≥", "3", "次"),
        ("不低于95%", "≥", "95", "%"),
        ("不高于5%", "≤", "5", "%"),
        ("不超过620万/月", "≤", "620", "万/月"),
        ("780元/生/年", "", "780", "元/生/年"),
        ("≤115元/人·月", "≤", "115", "元/人·月"),
        ("≤3元/人*月", "≤", "3", "元/人*月"),
        ("95%", "", "95", "%"),
        ("5万", "", "5", "万"),
        ("4623 万", "", "4623", "万"),
        ("1,234.5", "", "1234.5", ""),
        ("≥２８所", "≥", "28", "所"),
        ("79.27", "", "79.27", ""),
        ("100 %", "", "100", "%"),
        (">=95%", "≥", "95", "%"),
        ("<=3天", "≤", "3", "天"),
        ("> 3 个", ">", "3", "个"),
        ("＜5", "<", "5", ""),
        ("≥-3℃", "≥", "-3", "℃"),
        ("≥1200m2", "≥", "1200", "m2"),
        ("大于等于3个", "≥", "3", "个"),
        ("不大于3个", "≤", "3", "个"),
        ("20日内", "", "20", "日内"),
        ("3年", "", "3", "年"),
        ("≥1次/月", "≥", "1", "次/月"),
    ],
)
def test_target_is_a_measure(text: str, sign: str, value: str, unit: str) -> None:
    assert parts(target_of(text)) == (sign, value, unit, "")


@pytest.mark.parametrize(
    "text",
    [
        "效果明显",
        "≥≥98%",
        "9月前",
        "12月底前完成",
        "2025年12月31日",
        "2025年底",
        "2025-12-31",
        "3-5次",
        "3～5次",
        "1:2",
        "/",
        "—",
        "(≥**人)",
        "占 %",
        "达成预期指标",
        "1,23",
        "100%，无投诉",
        "第1期",
    ],
)
def test_target_is_a_description(text: str) -> None:
    assert parts(target_of(text)) == ("", "", "", text)


def test_target_in_parts() -> None:
    """Sign, value and unit in columns of their own, as the forms of Yunnan and Sichuan have them."""
    assert parts(target_of({"性质": "≧", "值": "735", "单位": "人次"})) == ("≥", "735", "人次", "")


@pytest.mark.parametrize("sign", ["约", ["≥"], {"≥": "1"}])
def test_target_in_parts_with_a_wrong_sign(sign: object) -> None:
    with pytest.raises(ValidationError) as caught:
        target_of({"性质": sign, "值": "735"})
    assert [(error["type"], error["loc"][-1]) for error in caught.value.errors()] == [("enum", "性质")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("98%", ("", "98", "%", "")),
        ("≥98%", ("", "98", "%", "")),  # some repeat the sign of the target
        ("50", ("", "50", "", "")),
        ("102.59%", ("", "102.59", "%", "")),
        ("达成预期指标", ("", "", "", "达成预期指标")),
        ("已完成100%", ("", "", "", "已完成100%")),
    ],
)
def test_actual(text: str, expected: tuple[str, str, str, str]) -> None:
    assert parts(actual_of(text)) == expected


def test_empty_is_absent() -> None:
    row = SelfScore.model_validate({"三级指标": "指标", "指标值": "", "实际完成值": "", "分值": "", "得分": ""})
    assert (row.target, row.actual, row.weight, row.score) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("≥50个", "≥50个"), ("═100％", "=100%"), ("1,234.50元", "1234.50元"), ("效果明显", "效果明显"), ("不少于 3 次", "≥3次"), ("0.000001", "0.000001")],
)
def test_target_as_text(text: str, shown: str) -> None:
    assert str(target_of(text)) == shown


FORWARD, REVERSE = Direction.FORWARD, Direction.REVERSE


@pytest.mark.parametrize(
    ("target", "actual", "direction", "met", "share"),
    [
        ("≥50个", "50", None, True, "1"),
        ("≥50个", "49.9个", None, False, "0.998"),
        ("50个", "50个", None, True, "1"),
        (">50个", "50个", None, False, "1"),
        (">50个", "51个", None, True, "1.02"),
        ("=50个", "50.0个", None, True, "1"),
        ("=50个", "60个", None, False, "1.2"),
        ("≤50元", "50元", None, True, "1"),
        ("≤50元", "40元", None, True, "1.25"),
        ("≤50元", "62.5元", None, False, "0.8"),
        ("<50元", "50元", None, False, "1"),
        ("<50元", "40元", None, True, "1.25"),
        ("50件", "40件", REVERSE, True, "1.25"),
        ("50件", "100件", REVERSE, False, "0.5"),
        ("=50件", "40件", REVERSE, True, "1.25"),
        ("<50件", "50件", REVERSE, False, "1"),
        ("50件", "40件", FORWARD, False, "0.8"),
        ("≥100百分比", "100", None, True, "1"),
        ("≥100百分比", "98%", None, False, "0.98"),
        ("═100%", "98%", None, False, "0.98"),
        ("≤0起", "0起", None, True, None),
        ("≤0起", "1起", None, False, None),
        ("≥3个", "0个", None, False, None),
        ("≤90万元", "90元", None, None, None),
        ("≥50个", "达成预期指标", None, None, None),
        ("效果明显", "效果明显", None, None, None),
        ("效果明显", "100", None, None, None),
    ],
)
def test_is_met(target: str, actual: str, direction: Direction | None, met: bool | None, share: str | None) -> None:
    promised, reached = target_of(target), actual_of(actual)

    assert (is_met(promised, reached, direction), attainment(promised, reached, direction)) == (met, None if share is None else Decimal(share))


def test_is_met_of_nothing() -> None:
    assert (is_met(None, actual_of("1")), is_met(target_of("1"), None), attainment(None, None)) == (None, None, None)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("产出指标", "产出"),
        ("产出指标（50分）", "产出"),
        ("产出指标(50分)", "产出"),
        ("满意度指标(10分)", "满意度"),
        ("成本", "成本"),
        ("决策", "决策"),
        ("（50分）", "未分类"),
        ("", "未分类"),
        (None, "未分类"),
    ],
)
def test_dimension_name(written: str | None, name: str) -> None:
    levels = {} if written is None else {"一级指标": written}
    assert EvaluationScore.model_validate({"三级指标": "指标", "分值": "5", "得分": "5", **levels}).dimension_name == name


def test_targets_of_the_whole_term_stand_beside_those_of_the_year() -> None:
    def row(dimension: str, category: str, name: str, target: str) -> Objective:
        return Objective.model_validate({"一级指标": dimension, "二级指标": category, "三级指标": name, "指标值": target})

    annual = (row("产出指标", "数量指标", "建档率", "≥92%"), row("产出指标", "质量指标", "合格率", "≥90%"), row("效益指标", "社会效益指标", "知晓率", "≥80%"))
    long_term = (row("产出指标", "数量指标", "签约率", "≥75%"), row("效益指标", "社会效益指标", "知晓率", "≥95%"), row("满意度指标", "", "满意度", "≥90%"))

    assert [(line.row.name, str(line.whole_term or ""), str(line.year or "")) for line in side_by_side(annual, long_term)] == [
        ("建档率", "", "≥92%"),
        ("签约率", "≥75%", ""),
        ("合格率", "", "≥90%"),
        ("知晓率", "≥95%", "≥80%"),
        ("满意度", "≥90%", ""),
    ]
