"""Totals, added up by hand from four small dossiers."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.records.dossier import ProjectDossier
from generator.records.office import Office
from generator.records.totals import DecisionTotal, GroupTotal, RectificationTotal, Totals, group_total, total_up
from tests.workspaces import TODAY, load_year, make_sound_workspace

ITEM = {"整改要求": "改正"}


def project(number: int, score: str | None, *, budget: str = "一般公共预算", funds: tuple[str, str] | None = None, **sections: object) -> ProjectDossier:
    """A dossier with one scored indicator; without a score it is not evaluated."""
    values: dict[str, object] = {
        "编号": f"P-{number}", "年度": "2025", "项目名称": f"项目{number}", "预算单位": "101", "预算类型": budget, "项目概况": "甲", **sections,
    }  # fmt: skip
    if funds:
        values["资金"] = dict(zip(("全年预算数", "全年执行数"), funds, strict=True))
    if score:
        findings = values.pop("问题", [])
        values["评价"] = {
            "类别": "财政评价", "结果确定日期": "2025-12-10", "评价结论": "甲", "存在问题": findings,
            "指标": [{"三级指标": "甲", "分值": "100", "得分": score}],
        }  # fmt: skip
    return ProjectDossier.model_validate(values)


def finding(number: int, category: str, amount: str = "") -> dict[str, str]:
    return {"编号": str(number), "类别": category, "标题": "甲", "事实": "乙", "涉及金额": amount}


def decision(use: str, previous: str, decided: str) -> dict[str, str]:
    return {"方式": use, "预算年度": "2026", "上年预算": previous, "安排预算": decided, "依据": "甲"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return load_year(make_sound_workspace(tmp_path)).office


def four_dossiers() -> list[ProjectDossier]:
    told = {"发文字号": "样财函〔2025〕1号", "发文日期": "2025-12-20"}
    return [
        project(1, "95", funds=("100.10", "90.05"), 结果应用=decision("优先保障", "100", "130.5")),
        project(
            2, "65", funds=("200", "100"), budget="政府性基金预算", 问题=[finding(1, "任务未完成", "12.5"), finding(2, "进度滞后")], 反馈=told,
            整改={"台账": [{**ITEM, "问题编号": "1", "销号日期": "2026-01-20"}, {**ITEM, "问题编号": "2"}]}, 结果应用=decision("调减预算", "200", "150"),
        ),
        project(
            3, "59.99", 问题=[finding(1, "任务未完成", "7.5")], 反馈=told,
            整改={"台账": [{**ITEM, "问题编号": "1", "开始日期": "2026-01-05", "完成时限": "2026-12-31"}, {**ITEM, "问题编号": "1", "报告日期": "2026-01-06"}]},
            结果应用=decision("调减预算", "80", "60.4"),
        ),
        project(4, None, funds=("50", "0"), 结果应用=decision("调减预算", "10", "10.1")),
    ]  # fmt: skip


def test_totals(office: Office) -> None:
    zero = Decimal(0)
    assert total_up(four_dossiers(), office, TODAY) == Totals(
        recorded=GroupTotal("全部", 4, Decimal("350.10"), Decimal("190.05")),
        evaluated=GroupTotal("已评价", 3, Decimal("300.10"), Decimal("190.05")),
        by_grade=(
            GroupTotal("优", 1, Decimal("100.10"), Decimal("90.05")),
            GroupTotal("良", 0, zero, zero),
            GroupTotal("中", 1, Decimal(200), Decimal(100)),
            GroupTotal("差", 1, zero, zero),
        ),
        by_budget=(
            GroupTotal("一般公共预算", 2, Decimal("100.10"), Decimal("90.05")),
            GroupTotal("政府性基金预算", 1, Decimal(200), Decimal(100)),
            GroupTotal("国有资本经营预算", 0, zero, zero),
            GroupTotal("社会保险基金预算", 0, zero, zero),
        ),
        findings=3,
        finding_amount=Decimal(20),
        findings_by_category=(("任务未完成", 2), ("进度滞后", 1)),
        rectification=RectificationTotal(items=4, closed=1, reported=1, in_progress=1, not_started=1, overdue=1),
        decisions=(
            DecisionTotal("优先保障", 1, Decimal("30.5"), zero, Decimal(100), Decimal("130.5")),
            DecisionTotal("调减预算", 3, Decimal("0.1"), Decimal("69.6"), Decimal(290), Decimal("220.5")),
        ),
        increase=Decimal("30.6"),
        decrease=Decimal("69.6"),
    )


@pytest.mark.parametrize(("today", "overdue"), [(date(2026, 1, 19), 0), (date(2026, 1, 20), 1), (date(2026, 12, 31), 1), (date(2027, 1, 1), 2)])
def test_overdue_depends_on_the_day_alone(today: date, overdue: int, office: Office) -> None:
    assert total_up(four_dossiers(), office, today).rectification.overdue == overdue


def test_totals_do_not_depend_on_the_order(office: Office) -> None:
    assert total_up(reversed(four_dossiers()), office, TODAY) == total_up(four_dossiers(), office, TODAY)


def test_totals_of_nothing(office: Office) -> None:
    totals = total_up([], office, TODAY)
    assert (totals.recorded, totals.findings, totals.decisions, totals.rectification) == (
        GroupTotal("全部", 0, Decimal(0), Decimal(0)), 0, (), RectificationTotal(0, 0, 0, 0, 0, 0),
    )  # fmt: skip


@pytest.mark.parametrize(("money", "rate"), [(("200", "150"), Decimal("0.75")), (("0", "0"), None), (None, None)])
def test_rate_of_a_group(money: tuple[str, str] | None, rate: Decimal | None) -> None:
    assert group_total("甲", [project(1, None, funds=money)]).execution_rate == rate
