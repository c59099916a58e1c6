"""Totals, added up by hand from four small dossiers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.records.assessments import assessment_total
from generator.records.dossier import Evaluator, OverallDossier, ProjectDossier
from generator.records.office import Office
from generator.records.register import Register
from generator.records.totals import (
    DecisionTotal,
    FindingTotal,
    GroupTotal,
    RectificationTotal,
    Totals,
    do_shares_close,
    group_total,
    total_up,
)
from generator.records.units import Unit
from generator.records.vocabulary import Grade
from generator.records.year_totals import Coverage, ExAnteTotal, MonitoringTotal, SelfEvaluationTotal, ThirdPartyTotal, year_statistics
from tests.letters.years import sample
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
        project(1, "95", funds=("100.10", "90.05"), 领域="教育", 结果应用=decision("优先保障", "100", "130.5")),
        project(
            2, "65", funds=("200", "100"), budget="政府性基金预算", 领域="城市管理", 问题=[finding(1, "任务未完成", "12.5"), finding(2, "进度滞后")], 反馈=told,
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
        by_kind=(
            GroupTotal("财政评价", 3, Decimal("300.10"), Decimal("190.05")),
            GroupTotal("部门评价", 0, zero, zero),
            GroupTotal("单位自评", 0, zero, zero),
        ),
        by_domain=(
            GroupTotal("城市管理", 1, Decimal(200), Decimal(100)),
            GroupTotal("教育", 1, Decimal("100.10"), Decimal("90.05")),
            GroupTotal("未注明领域", 1, zero, zero),
        ),
        key=GroupTotal("财政重点评价", 0, zero, zero),
        average=Decimal("219.99") / 3,
        findings=3,
        finding_amount=Decimal(20),
        finding_groups=(FindingTotal("任务未完成", "产出", 2, Decimal(20)), FindingTotal("进度滞后", "产出", 1, zero)),
        rectification=RectificationTotal(items=4, closed=1, reported=1, in_progress=1, not_started=1, overdue=1),
        decisions=(
            DecisionTotal("优先保障", 1, Decimal("30.5"), zero, Decimal(100), Decimal("130.5")),
            DecisionTotal("调减预算", 3, Decimal("0.1"), Decimal("69.6"), Decimal(290), Decimal("220.5")),
        ),
        increase=Decimal("30.6"),
        decrease=Decimal("69.6"),
    )


def test_shares_and_sums_that_follow_from_totals(office: Office) -> None:
    totals = total_up(four_dossiers(), office, TODAY)

    assert totals.evaluated_share == Decimal("300.10") / Decimal("350.10")
    assert totals.good_share == Decimal(1) / 3
    assert totals.findings_by_category == (("任务未完成", 2), ("进度滞后", 1))
    assert totals.findings_by_stage == (FindingTotal("产出", "产出", 3, Decimal(20)),)
    assert totals.rectification.closed_share == Decimal("0.25")
    assert (totals.applied, totals.net_change) == (4, Decimal("-39"))


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
    assert (totals.average, totals.evaluated_share, totals.good_share, totals.rectification.closed_share) == (None, None, None, None)


@pytest.mark.parametrize(("money", "rate"), [(("200", "150"), Decimal("0.75")), (("0", "0"), None), (None, None)])
def test_rate_of_a_group(money: tuple[str, str] | None, rate: Decimal | None) -> None:
    assert group_total("甲", [project(1, None, funds=money)]).execution_rate == rate


# ---- a whole year ----


UNITS = {
    code: Unit.model_validate({"编码": code, "名称": f"甲{code}", "类型": kind, "涉密": secret, "主管部门": parent})
    for code, kind, secret, parent in (("101", "部门", "否", ""), ("102", "部门", "否", ""), ("109", "部门", "是", ""), ("109001", "二级单位", "否", "109"))
}


def overall(code: str, *scores: str) -> OverallDossier:
    """A unit with an assessment of items of 50 points each."""
    items = [{"项目": name, "分值": "50", "得分": score, "扣分理由": f"{code}{name}"} for name, score in zip("甲乙", scores, strict=True)]
    values = {"年度": "2025", "预算单位": code, "资金": {"全年预算数": "1000", "全年执行数": "900"}, "考核": {"考核日期": "2026-01-01", "考核表": items}}
    return OverallDossier.model_validate(values)


def register_of(office: Office, projects: list[ProjectDossier], units: Sequence[OverallDossier] = ()) -> Register:
    return Register(2025, office, UNITS, tuple(projects), tuple(units))


def with_unit(dossier: ProjectDossier, code: str) -> ProjectDossier:
    return dossier.model_copy(update={"unit": code})


def indicator(name: str = "甲") -> dict[str, str]:
    return {"三级指标": name, "指标值": "1", "分值": "90"}


CHAIN = {
    "绩效目标": {"年度目标": "甲", "指标": [indicator()]},
    "自评": {
        "执行率得分": "10",
        "指标": [{**indicator(), "得分": "90"}],
        "报告评审": {"评审日期": "2026-03-01", "结论": "退回修改", "评审表": [{"方面": "甲", "分值": "100", "得分": "60"}]},
    },
}


def ex_ante(conclusion: str, requested: str, proposed: str) -> dict[str, object]:
    return {"事前评估": {"评估日期": "2024-10-01", "申请金额": requested, "建议金额": proposed, "结论": conclusion}}


def monitoring(action: str) -> dict[str, object]:
    return {"运行监控": {"截止日期": "2025-07-31", "已执行数": "1", "处理": action}}


def money(original: str, adjusted: str) -> dict[str, object]:
    return {"资金": {"年初预算数": original, "全年预算数": adjusted}}


def test_the_chain_of_a_year(office: Office) -> None:
    dossiers = [
        project(1, "85", **CHAIN, **ex_ante("通过", "100", "90.5"), **monitoring("正常执行"), **money("90.5", "90.5")),
        project(2, "95", **CHAIN, **monitoring("收回资金"), **money("80", "50")),
        project(3, None, **ex_ante("不予通过", "40", "0"), **money("0", "0")),
        project(4, None, **monitoring("收回资金"), **money("30", "0")),
        project(5, None, **money("10", "12")),
        project(6, None, **ex_ante("修改后通过", "", "7")),
    ]
    part = year_statistics(register_of(office, dossiers), TODAY).projects

    assert part.ex_ante == ExAnteTotal(
        count=3, by_conclusion=(("通过", 1), ("修改后通过", 1), ("不予通过", 1)),
        requested=Decimal(140), proposed=Decimal("97.5"), reduced=Decimal("49.5"), rejected=Decimal(40),
    )  # fmt: skip
    assert part.objectives == Coverage(due=5, done=2)  # the third was refused; of the sixth no funds are known
    assert part.monitoring == MonitoringTotal(
        Coverage(due=5, done=3), (("正常执行", 1), ("限期纠偏", 0), ("暂缓拨付", 0), ("收回资金", 2)), recovered=Decimal(60)
    )
    assert part.self_evaluation == SelfEvaluationTotal(Coverage(due=4, done=2), reviewed=2, returned=2, far_above=1)
    assert (part.objectives.missing, part.objectives.rate) == (3, Decimal("0.4"))


def test_third_parties_are_told_as_an_average(office: Office) -> None:
    def evaluated_by(number: int, agency: str, *scores: str) -> ProjectDossier:
        dossier = project(number, "85")
        quality = [{"项目": "甲", "分值": "50", "得分": score} for score in scores]
        evaluator = Evaluator.model_validate({"名称": agency, "质量考评": quality})
        assert dossier.evaluation
        return dossier.model_copy(update={"evaluation": dossier.evaluation.model_copy(update={"evaluator": evaluator})})

    dossiers = [evaluated_by(1, "甲", "40", "50"), evaluated_by(2, "甲", "45", "40"), evaluated_by(3, "乙"), project(4, "85")]
    part = year_statistics(register_of(office, dossiers), TODAY).projects

    assert part.third_parties == ThirdPartyTotal(engagements=3, agencies=2, scored=2, average=Decimal("87.5"))
    assert part.by_kind == (
        GroupTotal("财政评价", 4, Decimal(0), Decimal(0)), GroupTotal("部门评价", 0, Decimal(0), Decimal(0)), GroupTotal("单位自评", 0, Decimal(0), Decimal(0)),
    )  # fmt: skip


def test_a_year_reconciles(office: Office) -> None:
    part = year_statistics(register_of(office, four_dossiers()), TODAY).projects
    totals = part.totals

    for groups in (totals.by_grade, totals.by_budget, part.by_kind):
        for name in ("count", "budget", "executed"):
            assert sum(getattr(group, name) for group in groups) == getattr(totals.evaluated, name)
    assert sum(count for _, count in part.findings_by_stage) == sum(count for _, count in totals.findings_by_category) == totals.findings
    for name in ("count", "increase", "decrease", "previous", "decided"):
        assert sum(getattr(decision, name) for decision in totals.decisions) == getattr(part.decided, name)
    assert part.decided.decided - part.decided.previous == totals.increase - totals.decrease
    told = part.rectification_told
    assert told.items + part.items_not_told == totals.rectification.items
    assert told.closed + told.reported + told.in_progress + told.not_started == told.items


def test_the_sample_reconciles() -> None:
    for year in (2024, 2025):
        statistics = year_statistics(sample(year), TODAY)
        for part in (statistics.projects, statistics.overall):
            assert sum(group.count for group in part.totals.by_grade) == part.totals.evaluated.count
            assert sum(group.budget for group in part.totals.by_grade) == part.totals.evaluated.budget
            assert part.rectification_told.items + part.items_not_told == part.totals.rectification.items
        projects = statistics.projects.totals
        assert sum(group.budget for group in projects.by_budget) == projects.evaluated.budget


def test_projects_and_overall_expenditure_are_never_mixed(office: Office) -> None:
    statistics = year_statistics(register_of(office, four_dossiers(), [overall("101", "40", "45")]), TODAY)

    assert statistics.projects.totals.recorded == GroupTotal("全部", 4, Decimal("350.10"), Decimal("190.05"))
    assert statistics.overall.totals.recorded == GroupTotal("全部", 1, Decimal(1000), Decimal(900))


def test_secret_units_units_below_them_and_unknown_units_are_left_out(office: Office) -> None:
    dossiers = [with_unit(dossier, code) for dossier, code in zip(four_dossiers(), ("101", "109", "109001", "999"), strict=True)]
    statistics = year_statistics(register_of(office, dossiers), TODAY)

    assert statistics.projects.totals.recorded.count == 1
    assert statistics.leaves_out_secret_units


def test_main_categories_leave_no_tie_out(office: Office) -> None:
    def found(*counts: int) -> tuple[tuple[str, int], ...]:
        names = ("任务未完成", "进度滞后", "成本超支", "效果不明显")
        findings = [finding(number, name) for number, name in enumerate((n for n, count in zip(names, counts, strict=False) for _ in range(count)), start=1)]
        return year_statistics(register_of(office, [project(1, "85", 问题=findings)]), TODAY).projects.main_categories

    assert found(5, 4, 3, 1) == (("任务未完成", 5), ("进度滞后", 4), ("成本超支", 3))
    assert found(5, 3, 3, 3) == (("任务未完成", 5),)
    assert found(2, 1) == ()


@pytest.mark.parametrize(("parts", "close"), [((1, 1, 1), False), ((1, 1, 2), True), ((0, 0), True)])
def test_shares_that_do_not_close_after_rounding_are_known(parts: tuple[int, ...], close: bool) -> None:
    assert do_shares_close(parts, sum(parts)) is close


def test_assessments_are_ranked_and_equal_scores_share_a_rank(office: Office) -> None:
    register = register_of(office, [], [overall("102", "45", "45"), overall("101", "40", "50"), overall("109", "50", "50")])
    register = replace(register, units={**UNITS, "103": Unit.model_validate({"编码": "103", "名称": "丙", "类型": "部门"})})
    register = replace(register, overall=(*register.overall, overall("103", "30", "29.5")))

    total = assessment_total(register)

    assert total
    assert [(one.rank, one.unit.code, one.score, one.grade) for one in total.units] == [
        (1, "101", Decimal(90), Grade.EXCELLENT), (1, "102", Decimal(90), Grade.EXCELLENT), (3, "103", Decimal("59.5"), Grade.POOR),
    ]  # fmt: skip
    assert total.by_grade == (("优", 2), ("良", 0), ("中", 0), ("差", 1))
    assert (total.highest, total.lowest, total.average * 3) == (Decimal(90), Decimal("59.5"), Decimal("239.5"))
    first, second = total.lines
    assert [(loss.unit.unit.code, loss.points, loss.reason) for loss in first.losses] == [
        ("103", Decimal(20), "103甲"), ("101", Decimal(10), "101甲"), ("102", Decimal(5), "102甲"),
    ]  # fmt: skip
    assert [loss.unit.unit.code for loss in second.losses] == ["103", "102"]
    assert first.rate * 150 == Decimal(115)


def test_no_assessment_no_total(office: Office) -> None:
    assert assessment_total(register_of(office, four_dossiers())) is None
