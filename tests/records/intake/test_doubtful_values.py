"""Values that could be taken wrongly without anybody being told: each is read as its writer meant it, or told, never both wrong and silent."""


import pytest

from generator.engine.grids.grid import Grid, GridCell, Spot
from generator.records.intake.candidate import Candidate, CellRef, Note, Target, Weight
from generator.records.intake.filing.planning import without_faulty
from generator.records.intake.parsing.days import read_day, read_year
from generator.records.intake.parsing.figures import read_money
from generator.records.intake.parsing.levels import read_second
from generator.records.intake.parsing.measures import read_actual, read_target
from generator.records.intake.scanning.headings import Forms
from generator.records.intake.understanding.sheet import all_fates_told, understand
from tests.intake.paper import box
from tests.records.intake.test_understanding import COLUMNS, TITLE, codes, forms, only, read

ROW = ["产出指标", "数量指标", "里程", "≥12公里", "13公里", "50", "50"]
FUND_HEAD = ["项目资金", "年初预算数", "全年预算数", "全年执行数"]
FUNDS = ["年度资金总额", "100", "100", "98"]
__all__ = ["forms"]


# --- numbers and money ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["100\n200", "100 200", "8 60", "1 234 567.5"])
def test_two_numbers_in_a_cell_are_not_one(forms: Forms, text: str):
    made = read([*TITLE, [*FUND_HEAD[:1], *[f"{head}（万元）" for head in FUND_HEAD[1:]]], ["年度资金总额", text, "100", "98"]], forms)
    assert "X27" in codes(made)
    assert "年初预算数" not in only(made)["资金"]
    assert read_target(f"≥{text}").reading == f"≥{text}"


@pytest.mark.parametrize(("text", "number"), [("12.5(万元)", "12.5"), ("12.5（元）", "0.00125"), ("−5", "-5"), ("－5万元", "-5"), ("12.5 万 元", "12.5")])
def test_unit_in_brackets_and_signs_of_minus(text: str, number: str):
    money = read_money(text)
    assert money is not None
    assert (money.number, money.rest) == (number, "")


@pytest.mark.parametrize(("text", "why"), [(".32", "整数部分可能丢了"), ("(1,234.00)", "像是负数"), ("△5", "像是负数")])
def test_a_number_that_is_refused_says_why(forms: Forms, text: str, why: str):
    made = read([*TITLE, ["项目资金（万元）", *FUND_HEAD[1:]], ["年度资金总额", text, "100", "98"]], forms)
    [note] = [note for note in made.notes if note.code == "X20"]
    assert why in note.message
    assert note.stands == text


def test_a_unit_in_the_name_of_an_indicator_is_not_that_of_the_form(forms: Forms):
    """`人均成本（元）` once made 100 万元 into 0.01."""
    table = [COLUMNS, ["产出指标", "成本指标", "人均成本（元）", "≤100", "90", "50", "50"]]
    with_line = read([*TITLE, ["单位：万元"], FUND_HEAD, FUNDS, *table], forms)
    without = read([*TITLE, FUND_HEAD, FUNDS, *table], forms)
    assert only(with_line)["资金"]["年初预算数"] == only(without)["资金"]["年初预算数"] == "100"
    assert not {"X21", "X23", "X24"} & codes(with_line)
    assert "X24" in codes(without)


def test_a_row_that_names_its_own_unit_is_read_in_it(forms: Forms):
    made = read([*TITLE, ["项目资金（万元）", *FUND_HEAD[1:]], FUNDS, ["其中：当年财政拨款（元）", "1000000", "1000000", "980000"]], forms)
    [source] = only(made)["资金"]["来源明细"]
    assert (source["年初预算数"], source["全年执行数"]) == ("100", "98")
    assert {"X21", "X23"} <= codes(made)


# --- scores --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "score"), [("满分100分，得分96分", "96"), ("96.5/100", "96.5"), ("2024年得分96分", "96")])
def test_the_score_among_several_numbers_is_told(forms: Forms, text: str, score: str):
    made = read([*TITLE, COLUMNS, ROW, ["自评得分", box(text, 6)]], forms)
    assert only(made)["自评"]["总分"] == score
    assert "X58" in codes(made)


@pytest.mark.parametrize("text", ["扣2分，98分", "100分制96分", "-5", ".5", "1,00"])
def test_a_score_that_cannot_be_told_apart_is_an_error(forms: Forms, text: str):
    made = read([*TITLE, COLUMNS, ROW, ["自评得分", box(text, 6)]], forms)
    assert "总分" not in only(made)["自评"]
    [note] = [note for note in made.notes if note.code == "X20"]
    assert (note.weight, note.stands) == (Weight.ERROR, text)


def test_a_bound_in_the_name_of_a_level_is_no_weight():
    assert read_second("满意度≥90%").weight == ""
    assert read_second("时效（10分）").weight == "10"


# --- percent, days, years ------------------------------------------------------------------------------------------------


def test_a_fraction_of_a_target_in_percent_is_told_in_text_too():
    """A Word table has only text."""
    read_as_text = read_actual("0.98", "≥95%")
    assert (read_as_text.reading, read_as_text.remarks) == ("98%", ["X34"])
    assert read_actual("1", "≥95%").reading == "1"


def test_a_fraction_beside_a_unit_of_percent_is_told():
    told = read_target("0.95", "≥", "%")
    assert (told.reading, "X39" in told.remarks) == ("≥0.95%", True)
    assert "X39" not in read_target("95", "≥", "%").remarks + read_target("0.95%", "≥").remarks + read_target("0.95", "≥", "个").remarks


def test_the_unit_in_the_heading_of_targets_is_theirs(forms: Forms):
    head = [*COLUMNS[:3], "年度指标值（万元）", *COLUMNS[4:]]
    made = read([*TITLE, ["项目资金（万元）", *FUND_HEAD[1:]], FUNDS, head, ["产出指标", "成本指标", "总成本", "≤50", "48", "50", "50"], ["", "", "达标率", "≥95%", "96%", "50", "50"]], forms)
    assert [row["指标值"] for row in only(made)["自评"]["指标"]] == ["≤50万元", "≥95%"]


@pytest.mark.parametrize("text", ["2024-01-01至2024-12-31", "2022年1月1日—2024年7月31日", "2024-02-30", "2024.13.01"])
def test_two_days_and_days_that_are_none_are_no_day(text: str):
    assert read_day(text) is None


@pytest.mark.parametrize(("text", "year"), [("2024—2026年项目", None), ("2024年至2026年", None), ("2024-2026年度规划（2024年度）", 2024), ("2024年度", 2024), ("2024-05-20", 2024)])
def test_a_span_of_years_is_no_year(text: str, year: int | None):
    assert read_year(text) == year


def test_a_span_of_years_in_the_title_is_asked_about(forms: Forms):
    [candidate] = read([[box("2024—2026年项目支出绩效目标申报表", 4)], ["项目名称", box("道路养护", 3)], COLUMNS[:4], ["产出指标", "数量指标", "里程", "≥12公里"]], forms).candidates
    assert candidate.year is None


# --- merged cells --------------------------------------------------------------------------------------------------------


def test_a_target_merged_over_rows_is_told(forms: Forms):
    made = read([*TITLE, COLUMNS, ["产出指标", "数量指标", "里程", box("≥12公里", 1, 2), "13公里", "50", "50"], ["", "", "桥梁", "13公里", "50", "50"]], forms)
    [note] = [note for note in made.notes if note.code == "X44"]
    assert (note.cell.area, note.weight) == ("D6:D7", Weight.GUESS)
    assert [row["指标值"] for row in only(made)["自评"]["指标"]] == ["≥12公里", "≥12公里"]


# --- what is hostile or huge ---------------------------------------------------------------------------------------------


def grid(*rows: list[str]) -> Grid:
    return Grid("大.xlsx", "表", tuple(GridCell(Spot(row, column), text) for row, texts in enumerate(rows, 1) for column, text in enumerate(texts, 1) if text))


@pytest.mark.parametrize("title", ["项目支出绩效自评表", "项目支出绩效自评报告"])
def test_a_cell_of_nothing_but_digits_holds_nobody_up(forms: Forms, title: str):
    """Forty seconds once: each of the digits began a search to the end of the cell."""
    sheet = grid([title], ["1" * 30_000])
    assert all_fates_told(understand(sheet, forms), sheet)


def test_many_faulty_cells_are_laid_to_their_form():
    """The nearest form by row, found without comparing each fault with each cell."""
    values = {"资金": {"全年预算数": "1"}, "自评": {"指标": [{"得分": "1"}] * 3000}}
    sources = {("资金", "全年预算数"): CellRef("大.xlsx", "表", Spot(5, 2)), **{("自评", "指标", row, "得分"): CellRef("大.xlsx", "表", Spot(row + 20, 7)) for row in range(3000)}}
    candidate = Candidate(Target.PROJECT, "手工", CellRef("大.xlsx", "表"), values, sources)
    notes = [Note("X20", Weight.ERROR, CellRef("大.xlsx", "表", Spot(row, 6)), "好", "", "", "") for row in range(20, 3000)]
    [sound], told = without_faulty([candidate], notes)
    assert (sound.is_faulty, sound.values) == (True, {})
    assert [note.code for note in told] == ["X94"]


def test_a_lone_amount_is_taken_as_the_budget_of_the_year_and_said_so(forms: Forms):
    made = read([*TITLE, ["资金来源（万元）", "金额"], ["年度资金总额", "120"], COLUMNS, ROW], forms)
    assert only(made)["资金"]["全年预算数"] == "120"
    assert [note.understood for note in made.notes if note.code == "X100"] == ["全年预算数"]
