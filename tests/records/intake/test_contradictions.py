"""What is seen on a form against what it carries unseen; errors of the spreadsheet program; money in yuan."""

from pathlib import Path

import pytest

from generator.engine.grids.grid import CellKind, Grid, GridCell, Spot
from generator.engine.grids.reading import read_grids
from generator.records.forms.kinds import MARKER_FORM, MARKER_ID, MARKER_UNIT, MARKER_YEAR, marker_key
from generator.records.intake.candidate import Note, Understood, Weight
from generator.records.intake.scanning.headings import Forms
from generator.records.intake.understanding.sheet import all_fates_told, understand
from tests.intake.paper import Paper, Sheet, box
from tests.records.intake.test_understanding import COLUMNS, TITLE, Rows, codes, forms, only, read

__all__ = ["forms"]
MARKER = {MARKER_FORM: "项目支出绩效自评表", MARKER_YEAR: "2026", MARKER_UNIT: "104", MARKER_ID: "P2026-0104", marker_key("养老服务"): "P2026-0104"}
FUND_HEAD = ["资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率"]


def sheet(forms: Forms, *, year: str = "（2026年度）", filler: str = "填报单位：江城市示范区民政局　　项目编号：P2026-0104", name: str = "养老服务",
          funds: tuple[str, ...] = ("240", "240", "238", "99.17%"), formula: str = "") -> tuple[Understood, Grid]:  # fmt: skip
    rows = [["项目支出绩效自评表"], [year], [filler], ["项目名称", "养老服务"], FUND_HEAD, ["年度资金总额", *funds], COLUMNS, ["产出指标", "数量指标", "人数", "≥12人", "13人", "90", "90"]]
    cells = [GridCell(Spot(row, column), text) for row, texts in enumerate(rows, 1) for column, text in enumerate(texts, 1) if text]
    if formula:
        cells = [cell for cell in cells if cell.spot != Spot(6, 5)] + [GridCell(Spot(6, 5), formula, CellKind.ERROR, is_formula=True)]
    grid = Grid("104民政局.xlsx", name, tuple(sorted(cells, key=lambda cell: cell.spot)), marker=MARKER)
    made = understand(grid, forms)
    assert all_fates_told(made, grid)
    return made, grid


def errors(made: Understood) -> list[Note]:
    return [note for note in made.notes if note.weight is Weight.ERROR]


# --- seen and unseen -------------------------------------------------------------------------------------------------------


def test_a_form_as_it_went_out_is_taken(forms: Forms):
    made, _ = sheet(forms)
    [candidate] = made.candidates
    assert (candidate.year, candidate.id, candidate.unit, candidate.seen_unit) == (2026, "P2026-0104", "104", "江城市示范区民政局")
    assert errors(made) == []


@pytest.mark.parametrize(("changed", "cell", "said"), [
    ({"year": "（2025年度）"}, "A2", "表上是 2025 年，这份表格是 2026 年的"),
    ({"year": "2027年度"}, "A2", "表上是 2027 年"),
    ({"filler": "填报单位：江城市示范区民政局 项目编号：P2025-0106"}, "A3", "表上的项目编号是 P2025-0106，这份表格是 P2026-0104 的"),
])  # fmt: skip
def test_last_years_file_with_a_new_title_is_refused(forms: Forms, changed: dict[str, str], cell: str, said: str):
    made, _ = sheet(forms, **changed)
    assert made.candidates == ()
    [note] = errors(made)
    assert (note.code, note.cell.area) == ("X01", cell)
    assert said in note.message
    assert "jixiao forms" in note.todo


def test_a_sheet_copied_into_another_workbook_is_known_by_the_number_on_it(forms: Forms):
    made, _ = sheet(forms, name="生活垃圾分类收运", year="（2025年度）", filler="填报单位：江城市示范区城市管理执法局 项目编号：P2023-0103")
    [candidate] = made.candidates
    assert (candidate.id, candidate.unit, candidate.year) == ("P2023-0103", "江城市示范区城市管理执法局", 2025)
    assert "X02" in codes(made)
    assert errors(made) == []


def test_a_sheet_that_was_only_renamed_is_still_its_own(forms: Forms):
    made, _ = sheet(forms, name="自评")
    [candidate] = made.candidates
    assert candidate.id == "P2026-0104"
    assert "X02" not in codes(made)


# --- errors of the spreadsheet program ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#NAME?", "#REF!", "#VALUE!"])
@pytest.mark.parametrize("column", [3, 4, 5, 6, 7])
def test_an_error_of_the_spreadsheet_is_never_a_value(forms: Forms, error: str, column: int):
    row = ["产出指标", "数量指标", "里程", "≥12公里", "13公里", "50", "50", "天气"]
    row[column] = error
    made = read([*TITLE, [*COLUMNS, "偏差原因"], row], forms)
    [note] = errors(made)
    assert (note.code, note.cell.area, note.stands) == ("X09", f"{'ABCDEFGH'[column]}6", error)
    assert error not in str([dict(candidate.values) for candidate in made.candidates])


@pytest.mark.parametrize("text", ["238万元", "1,200万元", "约238", "2,38万元"])
@pytest.mark.parametrize("formula", ["#VALUE!", "=D6/C6"])
def test_the_message_stands_at_the_cell_that_was_filled_in(forms: Forms, text: str, formula: str):
    """The sheet's own formula cannot work with such a text; that is not the cell to mend."""
    made, _ = sheet(forms, funds=("240", "240", text, ""), formula=formula)
    about = [note for note in made.notes if note.cell.area == "D6"]
    assert len(about) == 1
    assert not [note for note in made.notes if note.cell.area == "E6"]
    assert about[0].code == {"约238": "X28", "2,38万元": "X20"}.get(text, "X26")
    assert ("全年执行数" in only(made)["资金"]) == (text != "2,38万元")


def test_a_formula_without_its_result_is_told_only_where_it_is_needed(forms: Forms):
    grid_rows = [["项目支出绩效自评表"], ["（2024年度）"], ["项目名称", "道路养护"], COLUMNS, ["产出指标", "数量指标", "里程", "≥12公里", "13公里", "50", "=F5-1"], ["总分", "", "", "", "", "100", "=SUM(G5:G5)"]]
    cells = tuple(
        GridCell(Spot(row, column), text, CellKind.ERROR if text.startswith("=") else CellKind.TEXT, is_formula=text.startswith("="))
        for row, texts in enumerate(grid_rows, 1) for column, text in enumerate(texts, 1) if text
    )  # fmt: skip
    grid = Grid("甲.xlsx", "表", cells)
    made = understand(grid, forms)
    [note] = errors(made)
    assert (note.cell.area, "保存一次" in note.todo) == ("G5", True)
    assert all_fates_told(made, grid)


# --- yuan where 万元 is asked for -----------------------------------------------------------------------------------------------


def test_yuan_in_a_form_of_wan_are_asked_about_and_not_converted(forms: Forms):
    made, _ = sheet(forms, funds=("1000000", "1000000", "900000", ""))
    assert only(made)["资金"]["全年预算数"] == "1000000"
    [note] = [note for note in made.notes if note.code == "X89"]
    assert (note.weight, "是否以元填写" in note.message) == (Weight.GUESS, True)


def test_what_the_form_says_elsewhere_shows_that_amounts_are_yuan(forms: Forms):
    table = [COLUMNS, ["产出指标", "成本指标", "总成本", "≤12万元", "11.5万元", "50", "50"]]
    money = [["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数"], ["年度资金总额", "120000", "120000", "115000"]]
    assert "X89" in codes(read([*TITLE, *money, *table], forms))
    money[1] = ["年度资金总额", "12", "12", "11.5"]
    assert "X89" not in codes(read([*TITLE, *money, *table], forms))
    in_yuan = [["项目资金（元）", "年初预算数", "全年预算数", "全年执行数"], ["年度资金总额", "12000000000", "12", "11.5"]]
    assert "X89" not in codes(read([*TITLE, *in_yuan, *table], forms))


def in_word(rows: Rows, forms: Forms, folder: Path) -> Understood:
    sheet = Sheet("表")
    for row in rows:
        sheet.row(*row)
    path = Paper("表.docx", [sheet]).write(folder)
    [made] = [found for grid in read_grids(path) if (found := understand(grid, forms)).form]
    return made


# --- a unit's own old form ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_word", [False, True])
def test_a_units_own_form_of_scores_is_a_self_evaluation(forms: Forms, as_word: bool, tmp_path: Path):
    rows: Rows = [
        [box("专项经费使用情况自评打分表（2025年）", 7)], ["项目", box("道路养护", 6)], ["填报单位", box("交通局", 2), "单位：元", ""],
        ["资金情况", "预算金额", "支出金额", "支出进度"], ["财政拨款", "1200000", "1180000", "98.33%"],
        ["指标类别", "指标内容", "目标", "完成情况", "分值", "得分"],
        ["产出", "养护里程", "≥12公里", "13公里", "50", "50"], ["效益", "群众投诉下降率", "≥10%", "12%", "40", "38"], ["合计", "", "", "", "90", "88"],
    ]  # fmt: skip
    made = in_word(rows, forms, tmp_path) if as_word else read(rows, forms)
    [candidate] = made.candidates
    values = dict(candidate.values)
    assert candidate.title == "道路养护"
    assert [(row["三级指标"], row["指标值"], row["实际完成值"], row["得分"]) for row in values["自评"]["指标"]] == [
        ("养护里程", "≥12公里", "13公里", "50"), ("群众投诉下降率", "≥10%", "12%", "38")]  # fmt: skip
    assert values["自评"]["总分"] == "88"
    assert values["资金"]["来源明细"][0]["全年执行数"] == "118"


# --- findings --------------------------------------------------------------------------------------------------------------------

FOUND_HEAD = ["问题编号", "问题类别", "问题标题", "查实的情况", "涉及金额（万元）", "不符合的规定"]
SCORES = [[box("项目支出绩效评价评分表", 6)], [box("（2025年度）", 6)], ["项目名称", box("道路养护", 5)], ["一级指标", "二级指标", "三级指标", "分值", "得分", "扣分原因"],
          ["决策", "项目立项", "立项依据充分性", "100", "90", "依据不足"], [box("总分", 3), "100", "90", ""]]  # fmt: skip


def test_findings_achievements_and_recommendations_come_from_the_score_table(forms: Forms):
    made = read([
        *SCORES, ["主要成效", box("养护 13 公里\n群众投诉下降 12%", 5)], FOUND_HEAD,
        ["1", "资金使用不规范", "列支无关费用", "列支招待费 4.2 万元。", "4.2", "《办法》第十条"], ["2", "档案资料不完整", "缺验收单", "3 个路段没有验收单。", "", ""], ["3", "", "", "", "", ""],
        ["有关建议", box("规范支出。\n补齐档案。", 5)],
    ], forms)  # fmt: skip
    told = only(made)["评价"]
    assert told["主要成效"] == ["养护 13 公里", "群众投诉下降 12%"]
    assert told["有关建议"] == ["规范支出。", "补齐档案。"]
    assert told["存在问题"] == [
        {"编号": "1", "类别": "资金使用不规范", "标题": "列支无关费用", "事实": "列支招待费 4.2 万元。", "涉及金额": "4.2", "依据": "《办法》第十条"},
        {"编号": "2", "类别": "档案资料不完整", "标题": "缺验收单", "事实": "3 个路段没有验收单。"},
    ]
    assert errors(made) == []


def test_a_finding_in_a_row_put_in_gets_the_next_number(forms: Forms):
    made = read([*SCORES, FOUND_HEAD, ["4", "资金使用不规范", "列支无关费用", "列支招待费。", "", ""], ["", "档案资料不完整", "缺验收单", "没有验收单。", "", ""]], forms)
    assert [row["编号"] for row in only(made)["评价"]["存在问题"]] == ["4", "5"]
    assert "X00" in codes(made)


def test_a_category_that_no_list_has_is_an_error_at_its_cell(forms: Forms):
    made = read([*SCORES, FOUND_HEAD, ["1", "风水不好", "标题", "事实。", "", ""]], forms)
    [note] = errors(made)
    assert (note.code, note.cell.area) == ("X65", "B8")
