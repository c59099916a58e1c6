"""A unit as it is written on a form, looked up in the list."""

import pytest

from generator.records.intake.filing.resolving import UnitFinder
from generator.records.units import Unit

UNITS = [
    Unit.model_validate({"编码": code, "名称": name, "简称": short, "类型": "部门", "别名": aliases})
    for code, name, short, aliases in (
        ("101", "江城市示范区教育局", "示范区教育局", []),
        ("103", "江城市示范区城市管理执法局", "示范区城市管理执法局", ["示范区城管局"]),
        ("219001", "青龙镇人民政府", "", []),
        ("101001", "江城市示范区实验小学", "示范区实验小学", []),
    )
]
FINDER = UnitFinder(UNITS, "江城市示范区")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("101", "101"),
        ("江城市示范区教育局", "101"),
        (" 江城市示范区 教育局\n", "101"),
        ("示范区城管局", "103"),
        ("219001-青龙镇人民政府", "219001"),
        ("２１９００１－青龙镇人民政府", "219001"),
        ("青龙镇人民政府（219001）", "219001"),
        ("[219001]青龙镇人民政府", "219001"),
        ("单位名称：示范区教育局（盖章）", "101"),
    ],
)
def test_plain_writings_are_found_without_a_word(written: str, code: str) -> None:
    found = FINDER.find(written)
    assert found.unit
    assert (found.unit.code, found.reading) == (code, "")


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("示范区教育局（本级）", "101", "去掉“本级”“部门”等字样，认作江城市示范区教育局（101）"),
        ("示范区教育局本级", "101", "去掉“本级”“部门”等字样，认作江城市示范区教育局（101）"),
        ("区教育局", "101", "补上行政区名，认作江城市示范区教育局（101）"),
        ("教育局", "101", "补上行政区名，认作江城市示范区教育局（101）"),
        ("360-示范区教育局", "101", "编码 360 名录里没有，按名称认作江城市示范区教育局（101）"),
        ("219001-某镇人民政府", "219001", "按编码 219001 认作青龙镇人民政府；名称“某镇人民政府”与名录不同"),
    ],
)
def test_a_step_more_is_said(written: str, code: str, said: str) -> None:
    found = FINDER.find(written)
    assert found.unit
    assert (found.unit.code, found.reading) == (code, said)


def test_an_unknown_name_gives_the_nearest() -> None:
    found = FINDER.find("示范区城市管理局")
    assert found.unit is None
    assert "103" in [unit.code for unit in found.nearest]


def test_code_and_name_of_two_units_are_no_unit() -> None:
    found = FINDER.find("103-示范区教育局")
    assert found.unit is None
    assert found.trouble == "编码 103 是江城市示范区城市管理执法局，名称却是江城市示范区教育局"


def test_what_only_ends_alike_is_not_taken() -> None:
    assert FINDER.find("小学").unit is None
    assert FINDER.find("邻县教育局").unit is None
