"""The comparison itself: a wrong value is not understood, a note without the words is none."""

from generator.engine.grids.grid import Spot
from generator.records.intake.candidate import Candidate, CellRef, Fate, Note, Target, Understood, Weight
from tests.intake.comparison import Reading, Verdict, surplus, verdicts
from tests.intake.facts import Fact, Home, actual, number, same, target
from tests.intake.paper import Paper, Sheet

SHEET = Sheet("表").row("项目名称", "修路").row("年初预算数", "90")
PAPER = Paper("一.xlsx", (SHEET,))
FACT = Fact("90", ("000", "funds", "initial_budget"), (Home(("资金", "年初预算数"), number("90")),))
CELL = CellRef("一.xlsx", "表", Spot(2, 2))


def reading(values: dict, fate: Fate = Fate.FIELD, notes: tuple[Note, ...] = ()) -> Reading:
    candidate = Candidate(Target.PROJECT, "表", CELL, values, {}, title="修路")
    return Reading(PAPER, PAPER.grids(), (Understood((candidate,), notes, {Spot(2, 2): fate}),))


def verdict(made: Reading) -> Verdict:
    return verdicts([FACT], made)[FACT]


def note(code: str, stands: str, cell: CellRef = CELL) -> Note:
    return Note(code, Weight.NOTICE, cell, stands, "", "", "")


def test_a_value_at_its_place_is_understood():
    assert verdict(reading({"资金": {"年初预算数": "90.00"}})) is Verdict.UNDERSTOOD


def test_a_value_at_another_place_or_another_value_is_lost():
    assert verdict(reading({"资金": {"全年预算数": "90"}})) is Verdict.LOST
    assert verdict(reading({"资金": {"年初预算数": "91"}})) is Verdict.LOST
    assert verdict(reading({"资金": {"年初预算数": "91"}}, notes=(note("X30", "90"),))) is Verdict.LOST


def test_a_note_has_to_name_the_cell():
    elsewhere = CellRef("一.xlsx", "表", Spot(1, 2))
    assert verdict(reading({}, Fate.NOTED, (note("X57", "90"),))) is Verdict.NOTED
    assert verdict(reading({}, Fate.NOTED, (note("X57", "90", elsewhere),))) is Verdict.LOST
    assert verdict(reading({}, Fate.NOTED)) is Verdict.LOST


def test_what_answers_to_no_fact_is_surplus():
    made = reading({"资金": {"年初预算数": "90", "全年预算数": "95"}, "自评": {"指标": [{"三级指标": "里程"}]}})
    assert surplus([FACT], made) == [("资金.全年预算数", "95"), ("自评.指标.三级指标", "里程")]


def test_meaning_is_compared():
    assert target("≧735人次")({"性质": "≥", "值": "735", "单位": "人次"})
    assert target("≥100百分比")("≥100%")
    assert not target("≥95%")("≤95%")
    assert not target("≥95%")("≥95")
    assert actual("50")("50个")
    assert not actual("50个")("50")
    assert same("产出指标(50分)")("产出指标（50分）")
