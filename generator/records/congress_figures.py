"""The numbers that papers for the congress tell of a year and of its dossiers, each under its name.

The same names serve for comparing papers with each other, and for seeing what moved since a set was delivered.
"""

from collections.abc import Iterator
from datetime import date

from generator.engine.chinese import format_score
from generator.records.congress_totals import rectified_total
from generator.records.deadlines import NOT_TOLD, standing_of
from generator.records.dossier import Dossier
from generator.records.office import Office
from generator.records.results import result_grade, result_total
from generator.records.totals import DecisionTotal, GroupTotal, RectificationTotal
from generator.records.year_totals import PartStatistics


def finding_standing(number: int | str) -> str:
    """What the state of one finding is called among the figures of a dossier."""
    return f"问题{number}的整改状态"


def part_figures(part: PartStatistics) -> Iterator[tuple[str, str]]:
    """The year's numbers of all projects, or of all overall expenditure: name and value."""
    totals = part.totals
    yield from ((f"纳入绩效管理的{what}", value) for what, value in _group(totals.recorded))
    yield from ((f"评价的{what}", value) for what, value in _group(totals.evaluated))
    yield from ((f"财政重点评价的{what}", value) for what, value in _group(part.key))
    for kind, groups in (("评价等级", part.graded), ("评价类别", part.by_kind), ("预算类型", totals.by_budget)):
        yield from ((f"{kind}为“{group.name}”的{what}", value) for group in groups for what, value in _group(group))
    for use, total in (("结果应用的", part.decided), *((f"“{one.use}”的", one) for one in totals.decisions)):
        yield from ((use + what, value) for what, value in decision_figures(total))
    yield "发现问题的个数", str(totals.findings)
    yield "发现问题的涉及金额", str(totals.finding_amount)
    yield "列入整改台账的项数", str(totals.rectification.items)
    yield from _rectified(part.rectification_told, part.items_not_told)
    yield "应当自评的个数", str(part.self_evaluation.coverage.due)
    yield "已自评的个数", str(part.self_evaluation.coverage.done)
    yield "应当编报绩效目标的个数", str(part.objectives.due)
    yield "已编报绩效目标的个数", str(part.objectives.done)
    yield "第三方参与评价的个数", str(part.third_parties.engagements)
    if totals.average is not None:
        yield "平均得分", format_score(totals.average)


def _rectified(told: RectificationTotal, not_told: int) -> Iterator[tuple[str, str]]:
    counts = ((NOT_TOLD, not_told), ("已销号", told.closed), ("待核验", told.reported), ("整改中", told.in_progress), ("未整改", told.not_started))
    yield from ((f"整改状态为“{name}”的项数", str(count)) for name, count in counts)
    yield "逾期的整改事项", str(told.overdue)


def standing_figures(dossier: Dossier, office: Office, day: date) -> Iterator[tuple[str, str]]:
    """How far the findings of a dossier are put right: each, and how many."""
    if not dossier.rectification:
        return
    total = rectified_total([dossier], office, day)
    yield "列入整改台账的项数", str(total.items)
    yield from _rectified(total.told, total.not_told)
    yield from ((finding_standing(item.finding), standing_of(item, dossier)) for item in dossier.rectification.items)


def _group(group: GroupTotal) -> Iterator[tuple[str, str]]:
    yield from (("个数", str(group.count)), ("全年预算数", str(group.budget)), ("全年执行数", str(group.executed)))


def decision_figures(total: DecisionTotal) -> Iterator[tuple[str, str]]:
    """What some results meant for budgets."""
    yield from (("个数", str(total.count)), ("上年预算", str(total.previous)), ("安排预算", str(total.decided)), ("增加", str(total.increase)), ("减少", str(total.decrease)))


def dossier_figures(dossier: Dossier, office: Office) -> Iterator[tuple[str, str]]:
    """The numbers of one dossier."""
    funds, decision = dossier.funds, dossier.budget_decision
    amounts = (("年初预算数", funds.original_budget), ("全年预算数", funds.adjusted_budget), ("全年执行数", funds.executed)) if funds else ()
    yield from ((name, str(value)) for name, value in amounts if value is not None)
    if (score := result_total(dossier)) is not None:
        yield "得分", format_score(score)
    if grade := result_grade(dossier, office):
        yield "等级", grade.value
    if decision:
        yield "应用方式", decision.use.value
        yield from (("上年预算", str(decision.previous)), ("安排预算", str(decision.decided)))
