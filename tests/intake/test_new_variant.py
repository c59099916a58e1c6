"""A form that nobody has seen is a few lines of YAML in the workspace, no code."""

from pathlib import Path

from generator.records.intake.scanning.form_files import load_forms
from generator.records.intake.understanding.sheet import understand
from tests.intake.paper import Paper, Sheet, box, merged
from tests.intake.readings import TEMPLATES

VARIANT = """\
表式:
  - 名称: 惠民实事兑现表
    种类: 项目自评
    标题: [惠民实事兑现表]
    词汇:
      标签:
        项目名称: [实事名称]
        预算单位: [牵头单位]
      指标列:
        一级指标: [类别]
        二级指标: [细类]
        三级指标: [事项]
        指标值: [承诺]
        实际完成值: [兑现]
        分值: [应得]
        得分: [实得]
"""
ROWS = (("产出", "数量", "新建口袋公园", "≥6个", "7个", "50", "50"), ("效益", "社会效益", "居民投诉", "≤10件", "12件", "40", "35"))


def form() -> Paper:
    sheet = Sheet("Sheet1")
    sheet.row(box("2025年度惠民实事兑现表", 7))
    sheet.row("实事名称", box("口袋公园建设", 2), "牵头单位", box("样例区城市管理局", 3))
    sheet.row("类别", "细类", "事项", "承诺", "兑现", "应得", "实得")
    sheet.rows += merged([list(row[:2]) for row in ROWS], [[box(text) for text in row[2:]] for row in ROWS])
    return Paper("惠民实事.xlsx", (sheet,))


def test_a_form_becomes_known_by_a_description_in_the_workspace(tmp_path: Path):
    (grid,) = form().grids()
    unknown = understand(grid, load_forms([TEMPLATES])[0])
    assert not unknown.candidates
    assert [note.code for note in unknown.notes] == ["X10"]

    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "our-own.yml").write_text(VARIANT, encoding="utf-8")
    known, problems = load_forms([tmp_path, TEMPLATES])
    assert not problems
    (candidate,) = understand(grid, known).candidates

    assert (candidate.title, candidate.unit, candidate.year, candidate.form) == ("口袋公园建设", "样例区城市管理局", 2025, "惠民实事兑现表")
    rows = candidate.values["自评"]["指标"]
    assert [(row["三级指标"], row["指标值"], row["实际完成值"], row["分值"], row["得分"]) for row in rows] == [row[2:] for row in ROWS]


def test_a_slip_in_a_description_is_told_with_its_line(tmp_path: Path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "our-own.yml").write_text(VARIANT.replace("指标列", "指标栏"), encoding="utf-8")
    _, problems = load_forms([tmp_path, TEMPLATES])
    assert problems
    assert any("our-own.yml" in str(problem) for problem in problems)
