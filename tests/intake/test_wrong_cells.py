"""One cell of a sound form is not as it should be: it is read as meant, or the message names it. Never a wrong number without a word."""

import pytest

from tests.intake.facts import number
from tests.intake.paper import Paper, box
from tests.intake.readings import make_out
from tests.intake.variations import Way, paper, ways

PLAIN = Way("万元", False, 0, False, "合并", True, True, True, True, True, (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5))
# Which cell: the text that its row begins with, and how many boxes right of that text.
AMOUNT, RATE = ("年度资金总额", 1), ("年度资金总额", 5)
TARGET, ACTUAL, WEIGHT, SCORE = (("改造管网长度", step) for step in (1, 2, 3, 4))
Cell = tuple[str, int]


def with_cell(cell: Cell, text: str) -> tuple[Paper, str]:
    """The form with another text in one cell, and the name of that cell."""
    laid = paper(PLAIN)
    (sheet,) = laid.sheets
    for row in sheet.rows:
        for place, one in enumerate(row):
            if one.text == cell[0]:
                row[place + cell[1]] = changed = box(text)
                (spot,) = (placed.spot for placed in sheet.placed() if placed.box is changed)
                return laid, spot.name
    raise LookupError(cell)


def read(cell: Cell, text: str) -> tuple[str | None, set[str]]:
    """What the cell was read as, and the codes of the notes on it."""
    laid, name = with_cell(cell, text)
    (made,) = make_out(laid, laid.grids()).understood
    (candidate,) = made.candidates
    tree = candidate.values
    planned = next((row for row in tree["绩效目标"]["指标"] if row["三级指标"] == "改造管网长度"), {})
    assessed = next((row for row in tree["自评"]["指标"] if row["三级指标"] == "改造管网长度"), {})
    value = {
        AMOUNT: tree["资金"].get("年初预算数"), RATE: tree["资金"].get("执行率"), TARGET: planned.get("指标值"), ACTUAL: assessed.get("实际完成值"),
        WEIGHT: planned.get("分值"), SCORE: assessed.get("得分"),
    }[cell]  # fmt: skip
    return value, {note.code for note in made.notes if name in note.cell.area.split(":")}


@pytest.mark.parametrize(
    ("cell", "text", "meant"),
    [
        (AMOUNT, "８６０", "860"), (AMOUNT, "860万元", "860"), (AMOUNT, "860.00", "860"),
        (SCORE, "15分", "15"), (SCORE, "１５", "15"), (WEIGHT, "15分", "15"), (RATE, "98", "98"), (RATE, "９８％", "98"), (RATE, "98.00%", "98"),
    ],
)  # fmt: skip
def test_another_spelling_is_read_as_meant(cell: Cell, text: str, meant: str):
    value, _ = read(cell, text)
    assert number(meant)(value)


@pytest.mark.parametrize(
    ("cell", "text", "meant", "code"),
    [
        (AMOUNT, "8600000元", "860", "X22"), (AMOUNT, "0.086亿元", "860", "X22"), (AMOUNT, "860(含上年)", "860", "X28"), (AMOUNT, "约860", "860", "X28"),
        (WEIGHT, "15%", "15", "X28"), (RATE, "0.98", "98", "X34"),
    ],
)  # fmt: skip
def test_a_guess_is_told_at_the_cell(cell: Cell, text: str, meant: str, code: str):
    value, codes = read(cell, text)
    assert number(meant)(value)
    assert code in codes


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (AMOUNT, "八百六十"), (AMOUNT, "捌佰陆拾万元整"), (AMOUNT, "860.0.5"), (AMOUNT, "1,2345"), (AMOUNT, "#REF!"), (AMOUNT, "暂未下达"), (AMOUNT, "8 60"),
        (SCORE, "满分"), (SCORE, "l5"), (SCORE, "15/15"), (SCORE, "#N/A"), (SCORE, "15。0"), (WEIGHT, "(15)"), (WEIGHT, "十五"), (RATE, "百分之九十八"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_not_taken_and_told_at_the_cell(cell: Cell, text: str):
    value, codes = read(cell, text)
    assert value is None
    assert codes & {"X20", "X27", "X09"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("不少于12.5公里", "≥12.5公里"), ("大于等于12.5公里", "≥12.5公里"), (">=12.5 公里", "≥12.5公里"), ("≥≥12.5公里", "≥12.5公里"), ("12.5公里以上", "≥12.5公里"),
        ("12-13公里", "12-13公里"), ("约12.5公里", "约12.5公里"), ("100%完成", "100%完成"),
    ],
)  # fmt: skip
def test_targets_keep_what_they_say(text: str, meant: str):
    value, _ = read(TARGET, text)
    assert value == meant


def codes_with(cell: Cell, text: str) -> set[str]:
    laid, _ = with_cell(cell, text)
    return {note.code for note in make_out(laid, laid.grids()).notes}


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [(SCORE, "100", "X52"), (SCORE, "14", "X51"), (RATE, "9.8", "X54"), (AMOUNT, "900", "X53")],
)  # fmt: skip
def test_what_does_not_add_up_is_told(cell: Cell, text: str, code: str):
    assert code in codes_with(cell, text)


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize(
    ("text", "day"),
    [
        (text, "2025-03-15")
        for text in (
            "2025-03-15", "2025.03.15", "2025.3.15", "2025/3/15", "2025年3月15日", "2025 年 3 月 15 日", "二○二五年三月十五日", "二〇二五年三月十五日", "20250315",
        )
    ] + [("2025年3月", "2025-03-31"), ("2025.3", "2025-03-31"), ("3月15日", None)],
)  # fmt: skip
def test_days_in_every_spelling(text: str, day: str | None, inline: bool):
    laid = paper(next(ways()))
    if inline:
        laid.sheets[0].row(box(f"填报人:        填报日期:{text}", 9))
    else:
        laid.sheets[0].row("填报人", "", "填报日期", box(text, 2))
    (made,) = make_out(laid, laid.grids()).understood

    assert made.candidates[0].values["自评"].get("报送日期") == day
    if day != "2025-03-15":  # the day was worked out, or none was found
        assert {"X61", "X62"} & {note.code for note in made.notes}
