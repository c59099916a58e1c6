"""Forms into dossiers: what is written, what is asked, what is left alone."""

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pytest

from generator.engine.workspace import Workspace
from generator.import_filing import Filing, Wanted
from generator.problems import Severity, UsageError
from generator.records.intake.candidate import Candidate, CellRef, Target
from tests.records.intake.forms import NEW, SELF, form
from tests.workspaces import OVERALL, PROJECT, TODAY, UNITS, check, edit, make_workspace, write

R = TypeVar("R")
P_NEW = "content/2025/projects/P2025-0101.yml"


class Given:
    """Answers by what was asked."""

    def __init__(self, **answers: str):
        self.answers = answers
        self.units: dict[str, tuple[str, CellRef]] = {}

    def year_of(self, form: CellRef) -> int | None:
        return int(self.answers["给过的年度"]) if "给过的年度" in self.answers else None

    def of_form(self, form: CellRef) -> list[tuple[str, str, CellRef]]:
        return []

    def __call__(self, form: CellRef, asked: str) -> tuple[str, CellRef] | None:
        return (self.answers[asked], CellRef("导入报告.xlsx", "待补充")) if asked in self.answers else None


def unseen(results: Iterator[R], *, total: int, label: str) -> Iterator[R]:
    return results


def file(workspace: Workspace, *candidates: Candidate, answers: Mapping[str, str] = {}, **wanted: Any) -> Filing:
    filing = Filing(workspace, Wanted(**wanted), TODAY, Given(**answers))
    filing.run(candidates, unseen)
    return filing


def codes(filing: Filing) -> list[str]:
    return [note.code for note in filing.outcome.notes]


def messages(filing: Filing, code: str) -> list[str]:
    return [f"{note.cell}：{note.message}" for note in filing.outcome.notes if note.code == code]


def text(workspace: Workspace, name: str) -> str:
    return (workspace.root / name).read_bytes().decode()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path)


def changed(values: Mapping[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    copied: Any = copy.deepcopy(dict(values))
    owner = copied
    for part in path[:-1]:
        owner = owner[part]
    owner[path[-1]] = value
    return copied


def test_a_new_project_is_written_as_people_of_the_house_write_it(workspace: Workspace) -> None:
    done = file(workspace, form(NEW, title="学校直饮水设备更新"))
    assert text(workspace, P_NEW) == (
        "# 来自 区教育局自评表.xlsx › 项目自评 › A1:J60，2026-11-21 导入\n"
        "编号: P2025-0101\n"
        "年度: 2025\n"
        "项目名称: 学校直饮水设备更新\n"
        '预算单位: "101"\n'
        "预算类型: 一般公共预算  # 推定，请核对\n"
        "项目概况: 为 20 所学校更换直饮水设备，水质检测合格率 100%。  # 推定，请核对\n"
        "\n"
        "# 资金：来自 区教育局自评表.xlsx › 项目自评 › B10:B13，2026-11-21 导入\n"
        "资金:\n"
        "  年初预算数: 100\n"
        "  全年预算数: 100\n"
        "  到位数: 100\n"
        "  全年执行数: 98.5\n"
        "\n"
        "# 绩效目标：来自 区教育局自评表.xlsx › 项目自评 › B14:B29，2026-11-21 导入\n"
        "绩效目标:\n"
        "  年度目标: 为 20 所学校更换直饮水设备，水质检测合格率 100%。\n"
        "  指标:\n"
        "    - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 更换设备学校数, 指标值: ≥20所, 分值: 50}\n"
        "    - {一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 受益学生数, 指标值: ≥12000人, 分值: 30}\n"
        "    - {一级指标: 满意度指标, 二级指标: 服务对象满意度指标, 三级指标: 师生满意度, 指标值: ≥90%, 分值: 10}\n"
    )
    assert done.changed == [P_NEW]
    assert codes(done) == ["X75", "X91", "X91"]  # a new number; two things that were guessed are said
    assert not [problem for problem in check(workspace) if problem.severity is Severity.ERROR]


def test_the_same_form_twice_changes_nothing(workspace: Workspace) -> None:
    file(workspace, form(NEW, title="学校直饮水设备更新"))
    before = text(workspace, P_NEW)
    again = file(workspace, form(NEW, title="学校直饮水设备更新"))
    assert (again.changed, again.outcome.same, text(workspace, P_NEW)) == ([], 1, before)


def test_what_the_record_says_by_leaving_it_out_is_the_same(workspace: Workspace) -> None:
    """The form repeats targets, weights and levels; the record has them in 绩效目标, and 320.00 is 320."""
    before = text(workspace, PROJECT)
    done = file(workspace, form(SELF))
    assert (done.changed, done.outcome.differences, text(workspace, PROJECT)) == ([], [], before)


def test_a_difference_is_listed_with_its_cell_and_not_written(workspace: Workspace) -> None:
    done = file(workspace, form(changed(SELF, ("自评", "指标", 1, "得分"), "18")))
    (one,) = done.outcome.differences
    assert (one.field, one.recorded, one.said, one.is_written) == ("自评 › 指标“学生参加率” › 得分", "19", "18", False)
    assert str(one.cell) == "区教育局自评表.xlsx › 项目自评 › B28"
    assert done.changed == []


def test_replacing_leaves_comments_and_all_other_lines(workspace: Workspace) -> None:
    edit(workspace, PROJECT, "    - {三级指标: 生均成本,", "    # 2025 年标准未变\n    - {三级指标: 生均成本,")
    before = text(workspace, PROJECT).splitlines()
    file(workspace, form(changed(SELF, ("自评", "指标", 1, "得分"), "18")), replace=True)
    after = text(workspace, PROJECT).splitlines()
    gone, come = [line for line in before if line not in after], [line for line in after if line not in before]
    assert gone == ["    - {三级指标: 学生参加率, 实际完成值: 83%, 得分: 19, 偏差原因: 两所学校场地不足, 改进措施: 调剂社区场地}"]
    assert come == [
        "# 自评：补充或替换自 区教育局自评表.xlsx › 项目自评 › B12:B30，2026-11-21 导入",
        "    - {三级指标: 学生参加率, 实际完成值: 83%, 得分: 18, 偏差原因: 两所学校场地不足, 改进措施: 调剂社区场地}",
    ]


def test_what_the_record_has_not_is_added_and_what_the_form_has_not_stays(workspace: Workspace) -> None:
    review = "自评:\n  报告评审: {评审日期: 2026-05-13, 评审表: [{方面: 文本规范性, 分值: 10, 得分: 10}], 结论: 通过}\n"
    edit(workspace, PROJECT, "自评:\n", review)
    done = file(workspace, form(changed(SELF, ("自评", "存在问题"), "两所学校场地不足，报名没有全部满足。")))
    assert review in text(workspace, PROJECT)
    assert "  存在问题: 两所学校场地不足，报名没有全部满足。\n" in text(workspace, PROJECT)
    assert [(one.section, one.how.value, one.fields) for one in done.outcome.written] == [("自评", "补充", 1)]


def test_rows_are_known_by_name_not_by_place(workspace: Workspace) -> None:
    turned = changed(SELF, ("自评", "指标"), SELF["自评"]["指标"][::-1])
    assert file(workspace, form(turned)).outcome.differences == []


def test_a_section_comes_at_its_place(workspace: Workspace) -> None:
    monitoring = {"运行监控": {"截止日期": "2025-07-31", "已执行数": "150", "处理": "正常执行"}}
    file(workspace, form(monitoring))
    keys = [line.split(":")[0] for line in text(workspace, PROJECT).splitlines() if line and line[0] not in " #"]
    assert keys.index("绩效目标") + 1 == keys.index("运行监控") == keys.index("自评") - 1


def test_two_forms_that_contradict_each_other_are_both_named_and_neither_written(workspace: Workspace) -> None:
    one, other = form(NEW, title="直饮水"), form(changed(NEW, ("资金", "到位数"), "90"), title="直饮水", file="另一份.xlsx")
    done = file(workspace, one, other)
    assert messages(done, "X81") == [
        "区教育局自评表.xlsx › 项目自评 › B12：这次导入的两处对同一项说法不同，两处都没有写入：资金 › 到位数这里是“100”，另一份.xlsx › 项目自评 › B12 是“90”",
        "另一份.xlsx › 项目自评 › B12：这次导入的两处对同一项说法不同，两处都没有写入：资金 › 到位数这里是“90”，区教育局自评表.xlsx › 项目自评 › B12 是“100”",
    ]
    assert "到位数" not in text(workspace, P_NEW)


def test_two_forms_of_one_project_make_one_dossier(workspace: Workspace) -> None:
    rows = [("更换设备学校数", "20所", "50"), ("受益学生数", "12400人", "30"), ("师生满意度", "93%", "10")]
    own = {"自评": {"目标完成情况": "设备全部更换。", "指标": [{"三级指标": name, "实际完成值": actual, "得分": score} for name, actual, score in rows]}}
    done = file(workspace, form(NEW, title="直饮水"), form(own, title="直饮水", file="自评.xlsx"))
    assert done.changed == [P_NEW], messages(done, "X90")
    assert "# 自评：来自 自评.xlsx › 项目自评 › B10:B19，2026-11-21 导入\n自评:\n" in text(workspace, P_NEW)


def test_an_error_of_the_rules_is_told_at_its_cell_and_nothing_is_written(workspace: Workspace) -> None:
    done = file(workspace, form(changed(NEW, ("绩效目标", "指标", 0, "分值"), "500"), title="直饮水"))
    (message,) = messages(done, "X90")
    assert message.startswith("区教育局自评表.xlsx › 项目自评 › B19：写进资料会成为错误，这份资料没有写入：绩效目标 › 指标“更换设备学校数” › 分值：")
    assert "500" in message
    assert not (workspace.root / P_NEW).exists()


def test_a_missing_field_keeps_its_section_out_and_an_answer_brings_it_in(workspace: Workspace) -> None:
    values = changed(NEW, ("评价",), {"类别": "部门评价", "评价结论": "设备全部更换，水质合格。", "指标": [
        {"一级指标": "产出", "二级指标": "产出数量", "三级指标": "更换设备学校数", "分值": "100", "得分": "100"}]})  # fmt: skip
    first = file(workspace, form(values, title="直饮水"))
    assert [(one.field, one.meaning) for one in first.outcome.missing] == [("评价 › 结果确定日期", "评价结果确定的日期，反馈期限由此起算")]
    assert messages(first, "X92") == ["区教育局自评表.xlsx › 项目自评 › A1:J60：资料必须有的，表上没有：评价 › 结果确定日期，所以“评价”没有写入"]
    assert "评价:" not in text(workspace, P_NEW)
    assert "绩效目标:" in text(workspace, P_NEW)
    second = file(workspace, form(values, title="直饮水"), answers={"评价 › 结果确定日期": "2026-05-06"})
    assert second.outcome.missing == []
    assert "  结果确定日期: 2026-05-06\n" in text(workspace, P_NEW)
    assert "导入报告.xlsx › 待补充" in text(workspace, P_NEW)


def test_an_unknown_unit_is_asked_for_once_and_an_alias_settles_it(workspace: Workspace) -> None:
    forms = [form(NEW, title=title, unit="样区教体局") for title in ("直饮水", "图书室")]
    first = file(workspace, *forms)
    assert first.changed == []
    assert [(one.field, one.is_question) for one in first.outcome.missing] == [("“样区教体局”是名录里的哪个单位", True)] * len(forms)
    assert len(messages(first, "X71")) == len(forms)
    before = text(workspace, UNITS)
    second = file(workspace, *forms, aliases=(("样区教体局", "101"),))
    assert second.changed == [UNITS, P_NEW, "content/2025/projects/P2025-0101-2.yml"]
    assert text(workspace, UNITS) == before.replace("    类型: 部门                # 部门、二级单位、街道、乡镇\n", "    类型: 部门                # 部门、二级单位、街道、乡镇\n    别名: [样区教体局]\n").replace(
        "单位:\n", "# 单位：补充或替换自 --alias，2026-11-21 导入\n单位:\n"
    )
    assert file(workspace, *forms).changed == []


def test_an_alias_that_names_another_unit_is_refused(workspace: Workspace) -> None:
    edit(workspace, UNITS, "    # 别名: [样例街办]", "    别名: [样例街办]")
    with pytest.raises(UsageError, match="“样例街办”已经是 201 样例街道办事处的名称或别名，不能再指 101 样例区教育局。"):
        file(workspace, aliases=(("样例街办", "101"),))


def test_a_list_of_units_comes_first_so_that_its_units_are_known(workspace: Workspace) -> None:
    units = form({"单位": [{"编码": "305", "名称": "样例区水务局"}, {"编码": "306", "名称": "青龙镇人民政府"}]}, target=Target.UNITS, unit="", title="", file="名录.xlsx")
    done = file(workspace, form(NEW, title="直饮水", unit="样例区水务局"), units)
    assert done.changed == [UNITS, "content/2025/projects/P2025-0305.yml"]
    assert '  - 编码: "306"\n    名称: 青龙镇人民政府\n    类型: 乡镇\n' in text(workspace, UNITS)


def test_what_is_public_is_for_amend(workspace: Workspace) -> None:
    edit(workspace, PROJECT, "  # 公开日期: 2025-12-31", "  公开日期: 2026-01-31")
    done = file(workspace, form(changed(SELF, ("自评", "存在问题"), "场地不足")))
    assert done.changed == []
    (message,) = messages(done, "X83")
    assert message.endswith("已公开的自评会变；2026-01-31 起公开，先运行 jixiao amend P-2025-0001 --year 2025 --note 更正了什么")


def test_what_comes_in_the_course_of_things_needs_no_amend(workspace: Workspace) -> None:
    """As `publish` has it: stages that follow, progress of rectification, and what the public does not read."""
    edit(workspace, PROJECT, "  # 公开日期: 2025-12-31", "  公开日期: 2026-01-31")
    progress = {
        "运行监控": {"截止日期": "2025-07-31", "已执行数": "150", "处理": "正常执行"},
        "整改": {"台账": [{"问题编号": "1", "整改要求": "满足全部报名需求", "整改措施": "调剂社区场地", "开始日期": "2026-01-05"}]},
        "结果应用": {"方式": "合理保障", "预算年度": "2027", "上年预算": "320", "安排预算": "320", "依据": "样财发〔2024〕1号"},
    }
    done = file(workspace, form(progress))
    assert (done.changed, codes(done)) == ([PROJECT], [])
    again = form(changed(progress, ("整改", "台账", 0, "整改措施"), "调剂两处社区场地"))
    assert file(workspace, again).changed == []
    assert file(workspace, again, replace=True).changed == [PROJECT]
    internal = form({"项目负责人": "张某"})
    assert file(workspace, internal).changed == [PROJECT]
    assert file(workspace, form({"项目负责人": "李某"}), replace=True).changed == [PROJECT]
    told = messages(file(workspace, form({"项目负责人": "李某", "项目概况": "为全区学校提供课后服务。"}), replace=True), "X83")
    assert ["项目概况“为全区学校提供课后服务。”。已公开的概况会变" in one for one in told] == [True]


def test_overall_expenditure_goes_to_the_unit_s_file(workspace: Workspace) -> None:
    done = file(workspace, form({"主要职能": "主管全区教育。", "资金": {"全年预算数": "9000", "全年执行数": "8900"}}, target=Target.OVERALL, title="", unit="101"))
    assert done.changed == ["content/2025/units/101.yml"]
    assert text(workspace, "content/2025/units/101.yml").splitlines()[1:4] == ["年度: 2025", '预算单位: "101"', "主要职能: 主管全区教育。"]
    assert done.changed[0] != OVERALL


def test_a_form_without_a_year_takes_the_one_given_else_asks(workspace: Workspace) -> None:
    asked = file(workspace, form(NEW, title="直饮水", year=None))
    assert [one.field for one in asked.outcome.missing] == ["年度"]
    assert file(workspace, form(NEW, title="直饮水", year=None), year=2025).changed == [P_NEW]


def test_the_year_given_before_holds_until_another_is_given(workspace: Workspace) -> None:
    assert file(workspace, form(NEW, title="直饮水", year=None), answers={"给过的年度": "2025"}, is_dry=True).changed == [P_NEW]
    assert file(workspace, form(NEW, title="直饮水", year=None), answers={"给过的年度": "2024"}, year=2025).changed == [P_NEW]


def test_a_project_of_last_year_keeps_its_number_and_what_it_is_for(workspace: Workspace) -> None:
    done = file(workspace, form(NEW, title="中小学课后服务", year=2026))
    assert done.changed == ["content/2026/projects/P-2025-0001.yml"]
    written = text(workspace, done.changed[0])
    assert "项目属性: 延续  # 推定，请核对\n" in written
    assert "项目概况: 为全区中小学校提供课后服务，减轻家长接送负担。  # 推定，请核对\n" in written
    assert {"X76", "X88"} <= set(codes(done))


def test_a_record_with_faults_is_left_alone(workspace: Workspace) -> None:
    edit(workspace, PROJECT, "预算类型: 一般公共预算", "预算类型：一般公共预算")
    done = file(workspace, form(changed(SELF, ("自评", "存在问题"), "场地不足")))
    assert (done.changed, codes(done)) == ([], ["X85"])


def test_a_dry_run_writes_nothing(workspace: Workspace) -> None:
    done = file(workspace, form(NEW, title="直饮水"), is_dry=True)
    assert done.changed == [P_NEW]
    assert not (workspace.root / P_NEW).exists()


def test_texts_of_every_kind_are_read_back_as_they_were(workspace: Workspace) -> None:
    odd = [
        "得分：8，等级：优", "- 一、加强管理", "# 不是注释", "键: 值, {括号} [方括号]", "“引号”里的话", "100%", "@某人", "*星", "'单引号'", '"双引号"', "末尾冒号:",
        "反斜杠\\路径", "一段 # 井号", "第一段\n　　第二段\n\n第三段", "是", "null", "1,234.50", "=28所", "≥95%", "?", "制\t表", "零宽\u200b字",
    ]  # fmt: skip
    values = changed(NEW, ("自评",), {"目标完成情况": "\n".join(odd), "存在问题": odd[3], "指标": [{"三级指标": f"指标{number}", "实际完成值": one, "偏差原因": one, "得分": "1"} for number, one in enumerate(odd)]})
    values["评价"] = {"类别": "部门评价", "结果确定日期": "2026-05-06", "评价结论": "好", "主要成效": odd, "指标": [{"三级指标": "甲", "分值": "100", "得分": "100"}]}
    done = file(workspace, form(values, title="直饮水"))
    assert done.changed == [P_NEW], messages(done, "X90")
    again = file(workspace, form(values, title="直饮水"))
    assert (again.changed, again.outcome.differences) == ([], [])


def test_nothing_is_written_if_one_file_cannot_be(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    write(workspace, "content/2025/projects/P2025-0101-2.yml.new/file", "in the way")
    with pytest.raises(OSError, match=r"P2025-0101-2"):
        file(workspace, form(NEW, title="直饮水"), form(NEW, title="图书室"))
    assert not (workspace.root / P_NEW).exists()
    assert not (workspace.root / f"{P_NEW}.new").exists()


def test_a_form_of_very_many_rows_is_filed_in_time_that_grows_with_them(workspace: Workspace) -> None:
    """Each row was compared with each other one: 26 s for these, hours for what a sheet can hold."""
    rows = [{**SELF["自评"]["指标"][0], "三级指标": f"指标{number}号", "分值": "0.1", "得分": "0.1"} for number in range(1500)]
    done = file(workspace, form({**SELF, "自评": {**SELF["自评"], "指标": rows}}, title="大项目"), is_dry=True)
    assert done.outcome.refused == 1
