"""Charts speak, escape and ask for nothing."""

import re
from decimal import Decimal
from xml.etree import ElementTree

from generator.records.totals import GroupTotal
from generator.website.charts import draw_dimensions, draw_grades, draw_money, draw_years
from generator.website.door.public import PublicDimension, PublicFundLine, PublicYear

D = Decimal
SVG = "{http://www.w3.org/2000/svg}"


def dimension(name: str, weight: int, score: str) -> PublicDimension:
    return PublicDimension(name, D(weight), D(score), D(score) / weight)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_dimensions_write_every_value() -> None:
    svg = draw_dimensions("score", [dimension("决策", 15, "12"), dimension("产出", 35, "30.5")])
    assert texts(svg) == ["决策", "12/15 分", "产出", "30.5/35 分"]
    assert "<desc id=\"score-desc\">决策12分，满分15分，产出30.5分，满分35分。</desc>" in svg


def test_bar_is_as_long_as_the_score() -> None:
    svg = draw_dimensions("score", [dimension("决策", 20, "10"), dimension("产出", 40, "40")])
    bars = [float(r.get("width") or 0) for r in ElementTree.fromstring(svg).iter(f"{SVG}rect") if r.get("class") == "jx-chart-bar"]
    assert abs(bars[1] - 4 * bars[0]) < 0.5


def test_names_are_escaped() -> None:
    svg = draw_dimensions("score", [dimension("<b>&", 10, "5")])
    assert texts(svg)[0] == "<b>&"


def test_charts_name_themselves_and_load_nothing() -> None:
    year = PublicYear(2024, "甲", D(10), D(9), None, "")
    for svg in (
        draw_grades("g", 2025, [GroupTotal("优", 2, D(1), D(1)), GroupTotal("良", 0, D(0), D(0))]),
        draw_money("m", PublicFundLine("合计", None, D(10), None, D(9), D("0.9"))),
        draw_years("y", [year, PublicYear(2025, "甲", D(10), D(9), D("83.5"), "良")]),
        draw_grades("e", 2025, []),
    ):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root[0].tag == f"{SVG}title"
        assert root[1].tag == f"{SVG}desc"
        assert not re.search(r"href|url\(|<script|style=", svg)


def test_years_say_when_there_was_no_evaluation() -> None:
    svg = draw_years("y", [PublicYear(2024, "甲", None, None, None, ""), PublicYear(2025, "甲", None, None, D("83.5"), "良")])
    assert texts(svg) == ["2024年", "尚未评价", "2025年", "83.5 分（良）"]


def test_shapes_stay_inside_the_picture() -> None:
    svg = draw_money("m", PublicFundLine("合计", D("123456789.12"), D("123456789.12"), None, D(1), None))
    root = ElementTree.fromstring(svg)
    width = float((root.get("viewBox") or "").split()[2])
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x") or 0) + float(rect.get("width") or 0) <= width
