"""Small sheets, each with one difficulty of real forms; a form that nobody knows; sheets of nonsense."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.engine.grids.grid import CellKind, Grid, GridCell, Spot
from generator.records.intake.candidate import Fate, Target, Understood
from generator.records.intake.scanning.form_files import load_forms
from generator.records.intake.scanning.headings import Forms
from generator.records.intake.understanding.sheet import all_fates_told, understand
from tests.intake.layouts import papers
from tests.intake.paper import Content, Sheet, beside, box, merged

TEMPLATES = Path(__file__).parents[3] / "templates"
Rows = Sequence[Sequence[Content]]


@pytest.fixture(scope="module")
def forms() -> Forms:
    known, problems = load_forms([TEMPLATES])
    assert not problems
    return known


def read(rows: Rows, forms: Forms, name: str = "表") -> Understood:
    sheet = Sheet(name)
    for row in rows:
        sheet.row(*row)
    return understand(sheet.grid("某单位.xlsx"), forms)


def only(understood: Understood) -> dict[str, Any]:
    [candidate] = understood.candidates
    return dict(candidate.values)


def codes(understood: Understood) -> set[str]:
    return {note.code for note in understood.notes}


TITLE: Rows = [[box("项目支出绩效自评表", 6)], [box("（2024年度）", 6)], ["项目名称", box("道路养护", 5)], ["主管部门", box("交通局", 2), "实施单位", box("公路段", 2)]]
COLUMNS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def test_who_and_when(forms: Forms):
    [candidate] = read([*TITLE, COLUMNS, ["产出指标", "数量指标", "里程", "≥12公里", "13公里", "50", "50"]], forms).candidates
    assert (candidate.target, candidate.year, candidate.unit, candidate.supervisor, candidate.title) == (Target.PROJECT, 2024, "公路段", "交通局", "道路养护")
    assert candidate.sources[("自评", "指标", 0, "得分")].area == "G6"
    assert candidate.area.area == "A1:G6"


def test_execution_as_a_row_of_indicators(forms: Forms):
    made = read([*TITLE, COLUMNS, ["预算执行率", "", "预算执行率", "100%", "98%", "10", "9.8"], ["产出指标", "数量指标", "里程", "12", "12", "90", "90"], ["总分", "", "", "", "", "100", "99.8"]], forms)
    own = only(made)["自评"]
    assert (own["执行率分值"], own["执行率得分"], own["总分"]) == ("10", "9.8", "99.8")
    assert [row["三级指标"] for row in own["指标"]] == ["里程"]
    assert "X47" in codes(made)


def test_a_grade_without_a_score_and_both_in_one_cell(forms: Forms):
    head = [*TITLE, COLUMNS, ["产出指标", "数量指标", "里程", "12", "12", "100", "92.5"]]
    assert only(read([*head, ["自评等级", box("优秀", 6)]], forms))["自评"]["等级"] == "优"
    both = only(read([*head, ["自评得分及等级", box("", 6)], ["自评结果", box("92.5分（优）", 6)]], forms))["自评"]
    assert (both["总分"], both["等级"]) == ("92.5", "优")


def test_a_score_that_is_no_number_is_an_error_with_its_cell(forms: Forms):
    made = read([*TITLE, COLUMNS, ["产出指标", "数量指标", "里程", "12", "12", "50", "满分"]], forms)
    [note] = [note for note in made.notes if note.code == "X20"]
    assert (note.cell.area, note.stands, note.weight.value) == ("G6", "满分", "错误")
    assert "得分" not in only(made)["自评"]["指标"][0]


def test_weights_that_do_not_add_up_are_told(forms: Forms):
    made = read([*TITLE, COLUMNS, ["产出指标（60分）", "数量指标", "里程", "12", "12", "50", "50"], ["合计", "", "", "", "", "90", "50"]], forms)
    assert {"X50", "X55"} <= codes(made)


def test_monitoring_with_boxes_to_tick(forms: Forms):
    head = [[box("一级指标", rows=2), box("三级指标", rows=2), box("年度指标值", rows=2), box("1-7月执行情况", rows=2), box("偏差原因分析", 2), box("完成目标可能性", 3)], ["经费保障", "原因说明", "确定能", "有可能", "完全不可能"]]
    money = [["项目资金", "年初预算数", "1-7月执行数", "全年预计执行数"], ["年度资金总额", "500", "260", "500"]]
    rows = [["产出指标", "里程", "≥12公里", "7公里", "√", "雨季停工", "", "√", ""], ["", "验收", "合格", "", "", "", "", "", ""]]
    values = only(read([[box("项目支出绩效目标执行监控表", 9)], [box("（2024年度）", 9)], ["项目名称", box("道路养护", 8)], *money, *head, *rows], forms))
    assert values["运行监控"] == {
        "已执行数": "260", "全年预计执行数": "500", "截止日期": "2024-07-31",
        "指标": [{"一级指标": "产出指标", "三级指标": "里程", "执行情况": "7公里", "完成可能性": "有可能", "偏差原因": "经费保障\n雨季停工"}],
    }  # fmt: skip
    assert [row["指标值"] for row in values["绩效目标"]["指标"]] == ["≥12公里", "合格"]


def test_targets_of_the_period_beside_those_of_the_year(forms: Forms):
    rows = [
        [box("项目支出绩效目标申报表", 7)], [box("（2024年度）", 7)], ["项目名称", box("系统运维", 6)],
        ["中期资金总额：", box("600", 2), "年度资金总额：", box("200", 3)], ["其中：财政拨款", box("600", 2), "其中：财政拨款", box("200", 3)],
        [box("中期目标（2024年—2026年）", 3), box("年度目标", 4)], [box("三年稳定", 3), box("全年稳定", 4)],
        ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "系统数", "≥12个", "数量指标", "系统数", "≥4个"],
    ]  # fmt: skip
    values = only(read(rows, forms))
    assert (values["绩效目标"]["中期目标"], values["绩效目标"]["年度目标"]) == ("三年稳定", "全年稳定")
    assert (values["绩效目标"]["中期指标"][0]["指标值"], values["绩效目标"]["指标"][0]["指标值"]) == ("≥12个", "≥4个")
    assert values["资金"] == {"年初预算数": "200", "来源明细": [{"来源": "当年财政拨款", "年初预算数": "200"}]}


def test_explanations_of_an_evaluation_are_no_reasons(forms: Forms):
    head = ["一级指标", "二级指标", "三级指标", "分值", "指标解释", "评分标准", "得分", "扣分原因"]
    body = merged([["决策（20分）", "绩效目标"]], [[box(text) for text in ("指标明确性", "20", "是否细化", "每项1分", "18", "没有量化")]])
    made = read([[box("某项目支出绩效评价评分表", 8)], [box("项目名称：道路养护    评价年度：2023年", 8)], head, *body, [box("合计", 3), "20", "", "", "18", ""]], forms)
    assert only(made)["评价"] == {"指标": [{"一级指标": "决策", "二级指标": "绩效目标", "三级指标": "指标明确性", "分值": "20", "得分": "18", "扣分原因": "没有量化"}], "总分": "18"}
    assert "X16" in codes(made)


def test_a_ledger_without_requirements(forms: Forms):
    head = ["序号", "项目名称", "存在问题", "整改措施", "责任科室", "整改时限", "整改落实情况"]
    made = read([[box("绩效评价问题整改台账", 7)], head, ["1", "道路养护", "监理日志缺失", "补齐", "养护股", "2024.7.31", "已完成"], ["2", "绿化", "超范围支出", "退回", "财务股", "2024年6月底", ""]], forms)
    [one, other] = made.candidates
    assert one.values["整改"]["台账"] == [{"整改措施": "补齐", "责任单位": "养护股", "完成时限": "2024-07-31", "整改情况": "已完成", "整改要求": "监理日志缺失", "问题编号": "1"}]
    assert (other.title, other.values["整改"]["台账"][0]["完成时限"]) == ("绿化", "2024-06-30")
    assert {"X61", "X66"} <= codes(made)


def test_results_of_self_evaluation_are_not_those_of_an_evaluation(forms: Forms):
    rows = [[box("2023年度项目支出绩效自评结果汇总表", 6)], ["填报单位：教育局", box("单位：元", 5)], ["序号", "项目名称", "预算数", "执行数", "得分", "等级"], ["1", "免费教科书", "1,200,000", "1,180,000", "97.5", "优"], ["合计", "", "1200000", "1180000", "", ""]]
    [candidate] = read(rows, forms).candidates
    assert candidate.values == {"资金": {"全年预算数": "120", "全年执行数": "118"}, "自评": {"总分": "97.5", "等级": "优"}, "项目名称": "免费教科书"}
    assert (candidate.unit, candidate.year) == ("教育局", 2023)


def test_uses_of_results(forms: Forms):
    head = ["序号", "预算单位", "项目名称", "评价得分", "评价等级", "上年预算数（万元）", "安排预算数（万元）", "结果应用方式"]
    made = read([[box("2023年度绩效评价结果应用情况表", 8)], head, ["1", "住建局", "老旧小区", "72", "中", "500", "400", "压减预算"]], forms)
    [candidate] = made.candidates
    assert candidate.values["结果应用"] == {"上年预算": "500", "安排预算": "400", "方式": "调减预算"}
    assert {"X57", "X66"} <= codes(made)


def test_the_end_of_a_review_is_no_aspect(forms: Forms):
    rows = [
        [box("绩效自评报告评审表（2023年度）", 4)], ["项目名称", box("道路养护", 3)], ["评审内容", "标准分", "得分", "扣分原因"],
        ["文本规范性", "10", "8", "附表不全"], ["自评结论", "10", "9", "依据不足"], ["合计", "20", "17", ""], ["评审意见", box("同意", 3)], ["评审人", "甲", "评审日期", "2024年5月6日"],
    ]  # fmt: skip
    assert only(read(rows, forms))["自评"]["报告评审"] == {
        "评审表": [{"方面": "文本规范性", "分值": "10", "得分": "8", "扣分理由": "附表不全"}, {"方面": "自评结论", "分值": "10", "得分": "9", "扣分理由": "依据不足"}],
        "评审意见": "同意", "评审人": "甲", "评审日期": "2024-05-06",
    }  # fmt: skip


def test_a_transfer_with_its_questions_on_management(forms: Forms):
    rows = [
        ["附件2"], [box("转移支付区域绩效自评表", 7)], [box("（2023年度）", 7)], ["转移支付（项目）名称", box("水利发展资金", 6)], ["中央主管部门", box("水利部", 6)],
        ["地方主管部门", box("县水利局", 3), "资金使用单位", box("县水利局", 2)],
        ["资金投入情况（万元）", "", box("全年预算数（A）", 2), "全年执行数（B）", box("预算执行率（B/A）", 2)], ["", "年度资金总额：", box("1200", 2), "1100", box("91.67%", 2)],
        [box("资金管理情况", 2), box("情况说明", 3), box("存在问题和改进措施", 2)], [box("分配科学性", 2), box("按因素法", 3), box("无", 2)],
        COLUMNS, ["产出指标", "数量指标", "河道", "≥10公里", "10.5公里", "", ""],
    ]  # fmt: skip
    made = read(rows, forms)
    [candidate] = made.candidates
    assert (candidate.unit, candidate.supervisor) == ("县水利局", "县水利局")
    assert candidate.values["内部备注"] == "分配科学性：按因素法"
    assert "X13" not in codes(made)


def test_the_list_of_units(forms: Forms):
    rows = [[box("预算单位名录", 5)], ["序号", "单位编码", "单位名称", "单位类型", "别名"], ["1", "101", "教育局", "部门", "区教育局、教体局"], ["2", "101001", "实验小学", "二级单位", ""]]
    [candidate] = read(rows, forms).candidates
    assert candidate.target is Target.UNITS
    assert candidate.values["单位"][0] == {"编码": "101", "名称": "教育局", "类型": "部门", "别名": ["区教育局", "教体局"]}


def test_an_unknown_source_is_told(forms: Forms):
    money = beside("项目资金", [[box(""), box("年初预算数"), box("全年预算数"), box("全年执行数")], [box("年度资金总额"), box("10"), box("10"), box("9")], [box("彩票公益金"), box("10"), box("10"), box("9")]])
    made = read([*TITLE, *money, COLUMNS, ["产出指标", "数量指标", "里程", "12", "12", "50", "50"]], forms)
    assert only(made)["资金"]["来源明细"] == [{"来源": "其他资金", "名称": "彩票公益金", "年初预算数": "10", "全年预算数": "10", "全年执行数": "9"}]
    assert any(note.code == "X66" and "彩票公益金" in note.stands for note in made.notes)


def test_a_sheet_that_is_no_form_is_one_note(forms: Forms):
    made = read([["姓名", "电话"], ["甲", "1"], ["乙", "2"]], forms)
    assert (made.form, made.candidates, [note.code for note in made.notes]) == ("", (), ["X10"])
    assert set(made.fates.values()) == {Fate.UNPLACED}


def test_an_empty_sheet_says_nothing(forms: Forms):
    assert understand(Grid("空.xlsx", "Sheet1", ()), forms) == Understood((), (), {})


WORDS = ("合计", "总分", "产出指标", "数量指标", "≥", "%", "100", "元", "单位：元", "（2022年度）", "项目名称", "□√", "一级指标", "三级指标", "指标值", "年初预算数", "执行率", "其中：", "资金（万元）", "=1/0", "#REF!")


@pytest.mark.parametrize("seed", range(6))
def test_nonsense_is_read_without_losing_a_cell(seed: int, forms: Forms):
    """Pieces of real forms thrown together: no sheet stops the reader, each cell has a fate, each source a value."""
    chance = random.Random(seed)
    pieces = [cell.text for paper in papers().values() for grid in paper.grids() for cell in grid.cells if cell.text]
    for _ in range(40):
        grid = Grid("乱.xlsx", chance.choice(["Sheet1", "自评表", "2022年防火50万元"]), tuple(_nonsense(chance, (*pieces, *WORDS))))
        made = understand(grid, forms)
        assert all_fates_told(made, grid)
        for candidate in made.candidates:
            for path in candidate.sources:
                value: Any = candidate.values
                for part in path:
                    value = value[part]


def _nonsense(chance: random.Random, words: Sequence[str]) -> list[GridCell]:
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row in range(1, chance.randint(2, 24)):
        for column in range(1, chance.randint(2, 10)):
            rows, columns = (1, 1) if chance.random() < 0.8 else (chance.randint(1, 3), chance.randint(1, 3))
            area = {(row + down, column + right) for down in range(rows) for right in range(columns)}
            if chance.random() < 0.25 or area & taken:
                continue
            taken |= area
            text = chance.choice(words)
            cells.append(GridCell(Spot(row, column), text, CellKind.TEXT, text, rows, columns))
    return cells
