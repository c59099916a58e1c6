"""Rates, totals and grades of one dossier, worked out by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from generator.records.dossier import Funds
from generator.records.register import YearRow
from generator.records.results import (
    DimensionScore,
    by_dimension,
    evaluation_rows,
    execution_rate,
    grade_of,
    is_disclosed,
    received_execution_rate,
    result_grade,
    result_total,
    self_result_rows,
    self_rows,
    self_total,
    summarise,
)
from generator.records.vocabulary import Comparison, Grade
from tests.workspaces import OFFICE, OVERALL, PROJECT, TODAY, UNITS, edit, load_year, make_sound_workspace


@pytest.mark.parametrize(
    ("adjusted", "received", "executed", "by_budget", "by_receipt"),
    [
        ("320", "310", "304", "0.95", "304/310"),
        ("320", "", "304", "0.95", None),
        ("", "310", "304", None, "304/310"),
        ("0", "0", "0", None, None),
        ("0", "0", "5", None, None),
        ("320", "310", "", None, None),
        ("320", "310", "0", "0", "0"),
        ("100", "100", "102.59", "1.0259", "1.0259"),
    ],
)
def test_two_rates_two_denominators(adjusted: str, received: str, executed: str, by_budget: str | None, by_receipt: str | None) -> None:
    funds = Funds.model_validate({"全年预算数": adjusted, "到位数": received, "全年执行数": executed})

    def number(text: str | None) -> Decimal | None:
        if text is None:
            return None
        above, _, below = text.partition("/")
        return Decimal(above) / Decimal(below or 1)

    assert (execution_rate(funds), received_execution_rate(funds)) == (number(by_budget), number(by_receipt))


def test_rates_of_no_funds() -> None:
    assert (execution_rate(None), received_execution_rate(None)) == (None, None)


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", Grade.EXCELLENT),
        ("90", Grade.EXCELLENT),
        ("89.99", Grade.GOOD),
        ("80", Grade.GOOD),
        ("79.995", Grade.FAIR),
        ("60", Grade.FAIR),
        ("59.99", Grade.POOR),
        ("0", Grade.POOR),
    ],
)
def test_grade(score: str, grade: Grade, tmp_path: Path) -> None:
    office = load_year(make_sound_workspace(tmp_path)).office
    assert grade_of(Decimal(score), office) is grade


def test_grade_by_the_bands_of_the_district(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, OFFICE, "{等级: 优, 下限: 90}", "{等级: 优, 下限: 95}")
    register = load_year(workspace)
    assert result_grade(register.projects[0], register.office) is Grade.GOOD


def test_self_evaluation_completed_from_targets(tmp_path: Path) -> None:
    project = load_year(make_sound_workspace(tmp_path)).projects[0]

    row = self_rows(project)[2]

    assert (row.dimension, row.category, row.name, str(row.target), str(row.actual), row.weight, row.score, row.is_met, row.deduction, row.path) == (
        "产出", "成本指标", "生均成本", "≤115元/人", "112元/人", Decimal(10), Decimal(10), True, Decimal(0), ("自评", "指标", 2),
    )  # fmt: skip


def test_totals(tmp_path: Path) -> None:
    project = load_year(make_sound_workspace(tmp_path)).projects[0]
    # 9.5 for execution + 20 + 19 + 10 + 28 + 10; 8 + 14 + 8 + 20 + 13 + 17 + 10
    assert (self_total(project), result_total(project)) == (Decimal("96.5"), Decimal(90))


def test_dimensions(tmp_path: Path) -> None:
    project = load_year(make_sound_workspace(tmp_path)).projects[0]
    assert by_dimension(evaluation_rows(project)) == (
        DimensionScore("决策", Decimal(10), Decimal(8)),
        DimensionScore("过程", Decimal(25), Decimal(22)),
        DimensionScore("产出", Decimal(35), Decimal(33)),
        DimensionScore("效益", Decimal(30), Decimal(27)),
    )


def test_execution_row(tmp_path: Path) -> None:
    row = self_result_rows(load_year(make_sound_workspace(tmp_path)).projects[0])[0]
    assert (row.name, str(row.target), str(row.actual), row.weight, row.score) == ("预算执行率", "=100%", "95%", Decimal(10), Decimal("9.5"))
    assert row.target
    assert row.target.comparison is Comparison.EQUAL


def test_no_execution_row_where_it_has_no_weight(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, PROJECT, "  执行率分值: 10\n  执行率得分: 9.5\n", "  执行率分值: 0\n")
    project = load_year(workspace).projects[0]
    assert (next(row.name for row in self_result_rows(project)), self_total(project)) == ("覆盖学校数量", Decimal(87))


def test_review_of_a_self_evaluation_takes_its_scores(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    table = text[text.index("  指标:                       # 分值合计") : text.index("  评价结论")]
    edit(workspace, PROJECT, table, "")
    edit(workspace, PROJECT, "类别: 财政评价 ", "类别: 单位自评 ")
    project = load_year(workspace).projects[0]
    assert (result_total(project), evaluation_rows(project)) == (Decimal("96.5"), self_result_rows(project))


def test_no_result_without_an_evaluation(tmp_path: Path) -> None:
    register = load_year(make_sound_workspace(tmp_path))
    assert [(result_total(one), result_grade(one, register.office)) for one in register.overall] == [(None, None), (None, None)]


@pytest.mark.parametrize(
    ("file", "old", "new", "disclosed"),
    [
        (PROJECT, "  属性: 主动公开\n  审", "  属性: 主动公开\n  审", True),
        (PROJECT, "  属性: 主动公开\n  审", "  属性: 依申请公开\n  理由: 内部\n  审", False),
        (PROJECT, "  属性: 主动公开\n  审", "  属性: 不予公开\n  理由: 内部\n  审", False),
        (PROJECT, "公开:\n  属性: 主动公开\n  审查日期: 2025-12-15        # 保密审查的日期\n", "", False),
        (PROJECT, "  属性: 主动公开\n  审", "  属性: 主动公开\n  公开日期: 2026-11-21\n  审", True),
        (PROJECT, "  属性: 主动公开\n  审", "  属性: 主动公开\n  公开日期: 2026-11-22\n  审", False),
        (PROJECT, '预算单位: "101"', '预算单位: "999"', False),
        (PROJECT, '预算单位: "101"', '预算单位: "101001"', True),
        (UNITS, "    类型: 部门 ", "    涉密: 是\n    类型: 部门 ", False),
    ],
)
def test_disclosed(file: str, old: str, new: str, disclosed: bool, tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, file, old, new)
    register = load_year(workspace)
    assert is_disclosed(register.projects[0], register, TODAY) is disclosed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    类型: 部门 ", "    涉密: 是\n    类型: 部门 "),
        ('主管部门: "101" ', '主管部门: "999" '),
    ],
    ids=["secret department", "unknown department"],
)
def test_a_unit_is_closed_with_its_department(old: str, new: str, tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, PROJECT, '预算单位: "101"', '预算单位: "101001"')
    edit(workspace, UNITS, old, new)
    register = load_year(workspace)
    assert is_disclosed(register.projects[0], register, TODAY) is False


def test_year_rows(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, OVERALL, "  属性: 主动公开", "  属性: 不予公开\n  理由: 内部")
    money = Decimal(1500), Decimal(1470)
    assert summarise(load_year(workspace), TODAY) == (
        YearRow(2025, "P-2025-0001", "中小学课后服务", "101", "一般公共预算", Decimal(320), Decimal(304), Decimal(90), Grade.EXCELLENT, True),
        YearRow(2025, "U101", "部门整体支出", "101", "部门整体支出", *money, None, None, True),
        YearRow(2025, "U201", "部门整体支出", "201", "部门整体支出", *money, None, None, False),
    )
