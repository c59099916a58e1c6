from datetime import date
from decimal import Decimal

import pytest

from generator.engine.chinese import close_up, format_amount, format_date, format_goal, format_ordinal, format_rate, format_score


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1234.5", None, "1,234.5"),
        ("1180", None, "1,180"),
        ("0", None, "0"),
        ("38.766462", None, "38.77"),
        ("0.005", None, "0.01"),
        ("-36.40", None, "-36.4"),
        ("1180", 2, "1,180.00"),
        ("89.974", 2, "89.97"),
    ],
)
def test_amount(value, places, text):
    assert format_amount(Decimal(value), places=places) == text


@pytest.mark.parametrize(("value", "text"), [("83", "83"), ("83.0", "83"), ("86.25", "86.25"), ("86.255", "86.26"), ("100", "100")])
def test_score(value, text):
    assert format_score(Decimal(value)) == text


@pytest.mark.parametrize(("value", "text"), [("0.93", "93%"), ("0.9857", "98.6%"), ("1.0259", "102.6%"), ("0", "0%"), ("0.0005", "0.1%")])
def test_rate(value, text):
    assert format_rate(Decimal(value)) == text


def test_date_has_no_leading_zero():
    assert format_date(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(("value", "text"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_ordinal(value, text):
    assert format_ordinal(value) == text


@pytest.mark.parametrize("value", [0, 100])
def test_ordinal_out_of_range(value):
    with pytest.raises(ValueError, match="no heading"):
        format_ordinal(value)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("全区 86 个小区", "全区86个小区"), ("第一行\n  第二行", "第一行第二行"), ("A4 paper 纸", "A4 paper纸"), ("≥ 95%", "≥ 95%"), ("《办法》 2 份", "《办法》2份")],
)
def test_close_up(typed, printed):
    assert close_up(typed) == printed


@pytest.mark.parametrize(("measure", "text"), [("=28所", "28所"), ("=100%", "100%"), ("≥95%", "≥95%"), ("12月底前", "12月底前"), ("", "")])
def test_exact_target_is_said_without_its_sign(measure: str, text: str) -> None:
    assert format_goal(measure) == text
