"""绩效运行监控预警函: each action, what calls for a warning, and when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.letters.composing.subject import Subject
from generator.records.monitored import spending_lag, time_progress
from generator.records.vocabulary import MonitoringAction, Outlook
from tests.letters.drafting import KINDS, changed, draft, subject, tables, text_of, words

SCHOOLS, FOUNTAINS, PIPES, WASTE, HEALTH = "P2022-0101", "P2026-101001", "P2026-0104", "P2023-0103", "P2021-0102"


@pytest.mark.parametrize("dossier_id", [SCHOOLS, FOUNTAINS, PIPES, WASTE])
def test_text(dossier_id, golden):
    golden(f"letters/monitoring_{dossier_id}.txt", text_of(draft("监控预警", subject(2026, dossier_id))))


def test_two_of_one_department_in_one_letter(golden):
    golden("letters/monitoring_merged.txt", text_of(draft("监控预警", subject(2026, SCHOOLS), subject(2026, FOUNTAINS))))


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (MonitoringAction.NONE, "请你单位查明原因，采取措施加快预算执行，确保年度绩效目标如期实现，于2026年12月6日前将有关情况书面反馈我局。"),
        (MonitoringAction.CORRECT, "于2026年12月6日前完成纠偏，并将纠偏情况书面反馈我局。"),
        (MonitoringAction.SUSPEND, "自本函发出之日起，暂缓拨付该项目剩余资金。"),
        (MonitoringAction.RECOVER, "该项目全年预算预计结余144万元，我局拟按规定程序收回，统筹安排使用。"),
    ],
)
def test_actions(action, said):
    assert said in words(draft("监控预警", changed(subject(2026, PIPES), "monitoring", action=action)))


@pytest.mark.parametrize("expected", [None, Decimal(240), Decimal(300)])
def test_an_unknown_amount_is_not_named(expected):
    text = words(draft("监控预警", changed(subject(2026, PIPES), "monitoring", expected=expected)))

    assert "按照目前执行情况，我局拟按规定程序收回该项目年内不能支出的资金，统筹安排使用。请你单位核实不能支出的金额，相应调整绩效目标，" in text


def outlooks(one: Subject, *wanted: Outlook) -> Subject:
    row = one.dossier.monitoring.indicators[0]
    return changed(one, "monitoring", indicators=tuple(row.model_copy(update={"outlook": outlook}) for outlook in wanted))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("可", "本次监控的绩效指标可能不能如期完成，情况如下："),
        ("不", "本次监控的绩效指标不能如期完成，情况如下："),
        ("定可", "本次监控的2项绩效指标中，有1项可能不能如期完成，情况如下："),
        ("不不", "本次监控的2项绩效指标中，有2项不能如期完成，情况如下："),
        ("定可不", "本次监控的3项绩效指标中，有1项不能如期完成，1项可能不能如期完成，情况如下："),
        ("定定", "本次监控的绩效指标预计均能完成。"),
    ],
)
def test_targets(wanted, said):
    by_sign = {"定": Outlook.CERTAIN, "可": Outlook.POSSIBLE, "不": Outlook.IMPOSSIBLE}
    document = draft("监控预警", outlooks(subject(2026, PIPES), *(by_sign[sign] for sign in wanted)))

    assert said in words(document).splitlines()
    assert sum(len(table.rows) for table in tables(document)) == len(wanted.replace("定", ""))


def test_no_section_on_targets_where_none_was_monitored():
    text = words(draft("监控预警", changed(subject(2026, PIPES), "monitoring", indicators=())))

    assert "绩效指标" not in text
    assert "二、处理意见" in text


@pytest.mark.parametrize(
    ("executed", "said", "lag"),
    [
        ("36", "执行率15%，比序时进度（58.1%）低43.1个百分点，预算执行明显滞后。", "43.1"),
        ("115.4", "执行率48.1%，比序时进度（58.1%）低10个百分点，预算执行明显滞后。", "10.0"),
        ("115.6", "执行率48.2%，比序时进度（58.1%）低9.9个百分点。", "9.9"),
        ("139.44", "执行率58.1%，达到序时进度（58.1%）。", "0.0"),
        ("200", "执行率83.3%，达到序时进度（58.1%）。", "-25.2"),
    ],
)
def test_spending(executed, said, lag):
    pipes = changed(subject(2026, PIPES), "monitoring", executed=Decimal(executed))

    assert said in words(draft("监控预警", pipes))
    assert spending_lag(pipes.dossier) == Decimal(lag)


def test_without_a_budget_only_the_amount_is_told():
    text = words(draft("监控预警", changed(subject(2026, PIPES), "funds", adjusted_budget=None, original_budget=None)))

    assert "截至2026年7月31日，该项目已执行36万元。预计全年执行96万元。" in text
    assert "执行率" not in text


def test_the_original_budget_counts_until_it_is_adjusted():
    assert "全年预算240万元" in words(draft("监控预警", changed(subject(2026, PIPES), "funds", adjusted_budget=None)))


def test_what_calls_for_a_warning():
    concerns = KINDS["监控预警"].concerns
    fine = subject(2026, HEALTH)

    assert not concerns(fine)
    assert concerns(changed(fine, "monitoring", action=MonitoringAction.CORRECT))
    assert concerns(outlooks(fine, Outlook.POSSIBLE))
    assert concerns(changed(fine, "monitoring", executed=Decimal("1900")))
    assert not concerns(changed(fine, "monitoring"))


def test_only_within_the_budget_year_and_not_before_the_day_of_monitoring():
    concerns = KINDS["监控预警"].concerns
    pipes = subject(2026, PIPES)

    days = {day: concerns(replace(pipes, today=day)) for day in (date(2026, 7, 30), date(2026, 7, 31), date(2026, 12, 31), date(2027, 1, 1))}
    assert list(days.values()) == [False, True, True, False]


def test_the_basis_is_a_setting():
    pipes = subject(2026, PIPES)
    office = pipes.register.office
    bare = office.model_copy(update={"monitoring": office.monitoring.model_copy(update={"basis": None})})

    text = words(draft("监控预警", replace(pipes, register=replace(pipes.register, office=bare))))

    assert text.startswith("根据预算绩效管理有关规定，我局对你单位城区排水管网检测修复项目2026年度绩效目标实现程度")


def test_time_progress_counts_days():
    assert time_progress(date(2026, 7, 31)) == Decimal(212) / 365
    assert time_progress(date(2024, 7, 31)) == Decimal(213) / 366
    assert time_progress(date(2026, 12, 31)) == 1
