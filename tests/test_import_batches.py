"""A bureau's batch for one project, form by form, as a clerk meets it: what one form lacks another has, and what is asked is answered in the report."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from generator.cli import run
from generator.engine.workspace import Workspace
from tests.workspaces import UNITS, edit, make_workspace

RECORD = "content/2025/projects/P2025-0101.yml"
HEAD: list[list[object]] = [["（2025年度）"], ["项目名称", "乡村道路养护"], ["主管部门", "样例区教育局", None, None, "实施单位", "样例区教育局"]]
ROAD, TIME, PEOPLE = ("产出指标", "数量指标", "养护里程"), ("效益指标", "社会效益指标", "出行时间"), ("满意度指标", "服务对象满意度指标", "群众满意度")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "区")


def call(workspace: Workspace, *arguments: object) -> int:
    return run(["-C", str(workspace.root), "--today", "2026-11-21", *map(str, arguments)])


def save(path: Path, title: str, rows: list[list[object]], head: list[list[object]] = HEAD, **cells: object) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    for row in [[title], *head, *rows]:
        sheet.append(row)
    for name, value in cells.items():
        sheet[name] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def objectives(folder: Path, **cells: object) -> Path:
    rows: list[list[object]] = [
        ["项目概况", "养护 26 公里乡村道路。"], ["项目资金（万元）", "年度资金总额", 100], ["年度目标", "养护乡村道路 26 公里。"],
        ["一级指标", "二级指标", "三级指标", "指标值", "分值"], [*ROAD, "≥26公里", 50], [*TIME, "缩短", 30], [*PEOPLE, "≥90%", 10],
    ]  # fmt: skip
    return save(folder / "1目标.xlsx", "项目支出绩效目标申报表", rows, **cells)


def own(folder: Path, *more: list[object], **cells: object) -> Path:
    rows: list[list[object]] = [
        ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "年度资金总额", 100, 100, 98.5, 10, "98.5%", 9.85],
        ["年度总体目标", "预期目标", "养护乡村道路 26 公里。"], [None, "实际完成情况", "养护 26 公里。"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        [*ROAD, "≥26公里", "26公里", 50, 50], [*TIME, "缩短", "缩短", 30, 30], [*PEOPLE, "≥90%", "93%", 10, 10], *more,
    ]  # fmt: skip
    return save(folder / "2自评.xlsx", "项目支出绩效自评表", rows, **cells)


def batch(folder: Path) -> Path:
    objectives(folder)
    own(folder)
    scores: list[list[object]] = [
        ["评价类别", "财政评价"], ["一级指标", "二级指标", "三级指标", "分值", "得分", "扣分原因"], ["决策", "绩效目标", "绩效指标明确性", 40, 40],
        ["产出", "产出数量", "养护里程", 60, 55, "有 1 公里没有养护"], ["总分", None, None, 100, 95], ["评价结论", "总体较好。"],
    ]  # fmt: skip
    save(folder / "3评分.xlsx", "项目绩效评价评分表", scores)
    ledger: list[list[object]] = [["问题编号", "项目名称", "预算单位", "存在问题", "整改要求"], [1, "乡村道路养护", "样例区教育局", "有 1 公里道路没有养护", "补做养护"]]
    save(folder / "4台账.xlsx", "绩效评价整改台账", ledger, head=HEAD[:1])
    return folder


def latest(workspace: Workspace) -> Path:
    return max((workspace.root / "build/import").glob("*.xlsx"), key=lambda path: (len(path.name), path.name))


def asked(workspace: Workspace) -> list[str]:
    return [str(row[5]) for row in load_workbook(latest(workspace))["待补充"].iter_rows(min_row=2, values_only=True)]


def answer(report: Path, **answers: str) -> Path:
    """Fill in the cells of 待补充 whose question ends so."""
    book = load_workbook(report)
    for row in book["待补充"].iter_rows(min_row=2):
        row[7].value = next((text for end, text in answers.items() if str(row[5].value).endswith(end)), row[7].value)
    book.save(report)
    return report


def record(workspace: Workspace) -> str:
    return (workspace.root / RECORD).read_bytes().decode()


def test_the_answers_bring_in_what_all_forms_of_the_batch_say(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report alone: the problem comes from the ledger, though the day lacks on the form of scores."""
    assert call(workspace, "import", batch(tmp_path / "批")) == 1
    assert "表 › A4  错误" not in capsys.readouterr().out  # the ledger waits, it is not wrong
    assert "自评:" in record(workspace)
    assert [section in record(workspace) for section in ("评价:", "整改:")] == [False, False]
    assert asked(workspace) == ["评价 › 结果确定日期", "评价 › 问题“1” › 类别", "评价 › 问题“1” › 事实"]
    offered = load_workbook(latest(workspace))["待补充"].data_validations.dataValidation
    assert [(str(one.sqref), "任务未完成" in str(one.formula1)) for one in offered] == [("H3", True)]
    report = answer(latest(workspace), 结果确定日期="2026年5月6日", 类别="任务未完成", 事实="1 公里没有养护。")
    assert call(workspace, "import", report) == 0, capsys.readouterr().out
    assert "  结果确定日期: 2026-05-06\n" in record(workspace)
    assert "- {编号: 1, 类别: 任务未完成, 标题: 有 1 公里道路没有养护, 事实: 1 公里没有养护。}" in record(workspace)
    assert "项目概况: 养护 26 公里乡村道路。\n" in record(workspace)
    before = record(workspace)
    assert call(workspace, "import", report) == 0, capsys.readouterr().out
    assert record(workspace) == before


def test_an_answer_that_cannot_be_used_is_told_at_its_cell(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(workspace, "import", batch(tmp_path / "批"))
    report = answer(latest(workspace), 结果确定日期="五月上旬", 类别="不好", 事实="1 公里没有养护。")
    capsys.readouterr()
    assert call(workspace, "import", report) == 1
    said = capsys.readouterr().out
    assert "待补充 › H2  错误 X95  写的是“五月上旬”，“待补充”里填的这一格不能用：评价 › 结果确定日期不是一个日期，写成 2026-05-20 的样子" in said
    assert "待补充 › H3  错误 X95  写的是“不好”，“待补充”里填的这一格不能用：评价 › 问题“1” › 类别应是" in said
    assert asked(workspace) == ["评价 › 结果确定日期", "评价 › 问题“1” › 类别"]
    answer(report, 结果确定日期="2026-05-06", 类别="任务未完成")
    (tmp_path / "批/4台账.xlsx").unlink()
    assert call(workspace, "import", report) == 1
    assert "待补充 › H4  错误 X06  写的是“4台账.xlsx”，报告里列的文件找不到了，所以报告里列的表都没有再读" in capsys.readouterr().out
    assert "评价:" not in record(workspace)  # an evaluation without the problem would be a wrong one
    batch(tmp_path / "批")
    book = load_workbook(report)
    book["待补充"]["C3"].value = "A5:F5"  # the row was moved, say
    book.save(report)
    assert call(workspace, "import", report) == 1
    assert "待补充 › H3  错误 X96  写的是“任务未完成”，“待补充”里填的这一格没有用上：评价 › 问题“1” › 类别" in capsys.readouterr().out


def test_a_self_evaluation_adds_no_targets(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A target under a name that is nearly the same is asked about; one that nobody approved is told."""
    assert call(workspace, "import", objectives(tmp_path)) == 0, capsys.readouterr().out
    before = record(workspace)
    form = own(tmp_path, C10="道路养护里程")
    assert call(workspace, "import", form) == 1
    assert asked(workspace) == ["指标“道路养护里程”是否就是绩效目标里的“养护里程”"]
    assert "自评:" not in record(workspace)
    report = answer(latest(workspace), **{"“养护里程”": "是"})
    capsys.readouterr()
    assert call(workspace, "import", report) == 0, capsys.readouterr().out
    assert before[before.index("绩效目标:\n") :] in record(workspace)
    assert "    - {三级指标: 养护里程, 实际完成值: 26公里, 得分: 50}\n" in record(workspace)


def test_an_indicator_that_was_never_a_target_is_told(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(workspace, "import", objectives(tmp_path))
    before = record(workspace)
    assert call(workspace, "import", own(tmp_path, ["产出指标", "质量指标", "绿化验收合格", "≥95%", "95%", 15, 15])) == 1
    said = capsys.readouterr().out
    assert "表 › C13  错误 X97  写的是“绿化验收合格”，绩效目标里没有这个指标：没有添进绩效目标" in said
    assert before[before.index("绩效目标:\n") :] in record(workspace)


def test_a_lower_target_is_not_written_unless_it_is_meant(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(workspace, "import", objectives(tmp_path))
    form = own(tmp_path, D10="≥20公里")
    capsys.readouterr()
    assert call(workspace, "import", form) == 1
    assert "自评 › 指标“养护里程” › 指标值：资料里是“≥26公里”，表上是“≥20公里”" in capsys.readouterr().out
    assert "≥20公里" not in record(workspace)
    assert "三级指标: 养护里程, 实际完成值: 26公里, 得分: 50" in record(workspace)


def test_a_form_with_an_unreadable_cell_is_not_written_at_all_and_the_others_are(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One error, told once: not the targets, not the grade, and no question that the form itself would answer."""
    objectives(tmp_path / "批")
    form = own(tmp_path / "批", G10="五十上下")
    assert call(workspace, "import", tmp_path / "批") == 1
    said = capsys.readouterr().out
    assert "写入 1 份资料，有读不懂的格、整张没有写入的表 1 张。" in said
    assert "错误 2 处" in said  # the cell, and that its form was not written
    assert "表 › G10  错误 X94  写的是“五十上下”，这张表有读不懂的格，所以整张没有写入\n" in said
    assert "自评:" not in record(workspace)
    assert "全年执行数" not in record(workspace)
    assert call(workspace, "import", form) == 1
    assert "写入 0 份资料，没有写入 1 份，有读不懂的格、整张没有写入的表 1 张。" in capsys.readouterr().out


def test_a_name_that_two_units_have_is_asked_about(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(workspace, UNITS, "    类型: 街道\n", "    简称: 区教育局\n    类型: 街道\n")
    form = objectives(tmp_path, B4="区教育局", F4="区教育局")
    assert call(workspace, "import", form) == 1
    assert "单位的这个写法，名录里不止一个单位用：101 样例区教育局；201 样例街道办事处" in capsys.readouterr().out
    assert asked(workspace) == ["预算单位"]
    assert call(workspace, "import", answer(latest(workspace), 预算单位="101")) == 0, capsys.readouterr().out
    assert (workspace.root / RECORD).is_file()


def units(folder: Path, *rows: list[object]) -> Path:
    return save(folder / "名录.xlsx", "预算单位名录", [["编码", "名称", "简称", "类型"], *rows], head=[])


def test_a_list_of_units_may_not_call_two_the_same(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (workspace.root / UNITS).read_bytes()
    form = units(tmp_path, ["301", "江北区教育局", "北教局", "部门"], ["302", "江南区教育局", "北教局", "部门"])
    assert call(workspace, "import", form) == 1
    assert "“北教局”也是 301 江北区教育局的名称、简称或别名（B09）" in capsys.readouterr().out
    assert (workspace.root / UNITS).read_bytes() == before


def test_units_that_are_not_on_the_list_go_if_nothing_needs_them(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = units(tmp_path, ["101", "样例区教育局", "区教育局", "部门"], ["305", "样例区水务局", "区水务局", "部门"])
    assert call(workspace, "import", form) == 0, capsys.readouterr().out
    assert "样例区第一小学" in (workspace.root / UNITS).read_text(encoding="utf-8")
    assert call(workspace, "import", "--replace", form) == 0, capsys.readouterr().out
    text = (workspace.root / UNITS).read_text(encoding="utf-8")
    assert [name in text for name in ("样例区第一小学", "样例街道办事处", "样例区水务局")] == [False, True, True]
    told = [str(row[6]) for row in load_workbook(latest(workspace))["问题"].iter_rows(min_row=2, values_only=True) if row[8] == "X86"]
    assert told == ["资料的名录里有这个单位，表上没有：101001 样例区第一小学，已删去", "资料的名录里有这个单位，表上没有：201 样例街道办事处，content/2025/units/201.yml还用着，没有删去"]


def test_a_rate_of_execution_without_its_score_is_told(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(workspace, "import", own(tmp_path, H6=None)) == 0, capsys.readouterr().out
    told = [str(row[6]) for row in load_workbook(latest(workspace))["问题"].iter_rows(min_row=2, values_only=True) if row[8] == "X87"]
    assert told == ["自评表没有执行率得分：按 0 分计，满分 10 分"]


def test_what_lacks_is_told_at_its_own_empty_cell(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = batch(tmp_path / "批")
    book = load_workbook(folder / "3评分.xlsx")
    book.worksheets[0]["D5"] = "结果确定日期"
    book.save(folder / "3评分.xlsx")
    assert call(workspace, "import", folder) == 1
    assert "表 › E5  错误 X92  资料必须有的，表上没有：评价 › 结果确定日期" in capsys.readouterr().out


def test_what_a_new_project_is_for_is_taken_from_its_objective(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(workspace, "import", objectives(tmp_path, B5=None)) == 0, capsys.readouterr().out
    assert "项目概况: 养护乡村道路 26 公里。  # 推定，请核对\n" in record(workspace)
