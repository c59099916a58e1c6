"""A budget year in numbers, the whole chain: what the circular and the yearly report print, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.records.deadlines import days_overdue, notified_on
from generator.records.dossier import Dossier, ExAnteEvaluation, OverallDossier, ProjectDossier
from generator.records.office import Office
from generator.records.register import Register
from generator.records.results import LARGE_GAP, is_disclosed, result_grade, result_total, self_total
from generator.records.totals import (
    ZERO,
    DecisionTotal,
    GroupTotal,
    RectificationTotal,
    Totals,
    group_total,
    rectification_total,
    sum_of_decisions,
    total_up,
)
from generator.records.vocabulary import ExAnteConclusion, MonitoringAction, ReviewConclusion

MAIN_CATEGORIES = 3  # kinds of finding that a text names, and from how many findings on; ours


@dataclass(frozen=True)
class Coverage:
    """How many dossiers ought to have something, and how many have it."""

    due: int
    done: int

    @property
    def missing(self) -> int:
        """Those without."""
        return self.due - self.done

    @property
    def rate(self) -> Decimal | None:
        """覆盖率, a share of one; None where nothing is due."""
        return Decimal(self.done) / self.due if self.due else None


@dataclass(frozen=True)
class ExAnteTotal:
    """事前绩效评估 of the year; amounts in 万元, of the dossiers that state them."""

    count: int
    by_conclusion: tuple[tuple[str, int], ...]
    requested: Decimal
    proposed: Decimal
    reduced: Decimal  # requested less proposed, where both are stated
    rejected: Decimal  # requested by those that were refused; part of `reduced` where nothing was proposed


@dataclass(frozen=True)
class MonitoringTotal:
    """绩效运行监控 of the year."""

    coverage: Coverage
    by_action: tuple[tuple[str, int], ...]
    recovered: Decimal  # 万元: by how much the year's budget went down where monitoring took money back


@dataclass(frozen=True)
class SelfEvaluationTotal:
    """单位自评 of the year and the bureau's review of it."""

    coverage: Coverage
    reviewed: int
    returned: int
    far_above: int  # of the evaluated: self-evaluation at least `LARGE_GAP` points above the result


@dataclass(frozen=True)
class ThirdPartyTotal:
    """Evaluations with a 第三方机构; the quality is an average, so that no agency's score is told."""

    engagements: int
    agencies: int
    scored: int
    average: Decimal | None  # of the sheets there are; points of 100


@dataclass(frozen=True)
class PartStatistics:
    """One part of the year in numbers: all projects, or all units' overall expenditure."""

    totals: Totals
    ex_ante: ExAnteTotal
    objectives: Coverage
    monitoring: MonitoringTotal
    self_evaluation: SelfEvaluationTotal
    by_kind: tuple[GroupTotal, ...]  # evaluated: 财政评价, 部门评价, 单位自评 (a reviewed self-evaluation)
    graded: tuple[GroupTotal, ...]  # evaluated: 优, 良, 中, 差, and 未评定 where there are any without scores; adds up to all
    key: GroupTotal  # 财政重点评价
    third_parties: ThirdPartyTotal
    decided: DecisionTotal  # all budget decisions
    budget_years: tuple[int, ...]  # that the decisions are for
    findings_by_stage: tuple[tuple[str, int], ...]  # 决策, 过程, 产出, 效益, 绩效管理, 其他
    main_categories: tuple[tuple[str, int], ...]  # the commonest, if common enough; none that ties with one left out
    told: int  # evaluated dossiers whose feedback letter went out
    rectification_told: RectificationTotal  # of the dossiers whose feedback letter went out
    items_not_told: int  # the rest of `totals.rectification.items`: the unit does not know of them yet
    late: int  # dossiers with overdue items
    disclosed: int  # evaluated dossiers whose day of publication is on record and has come


@dataclass(frozen=True)
class YearStatistics:
    """A budget year in numbers. Overall expenditure contains projects: the two parts are never added up."""

    year: int
    projects: PartStatistics
    overall: PartStatistics
    leaves_out_secret_units: bool


def is_of_secret_unit(dossier: Dossier, register: Register) -> bool:
    """True for a dossier of a secret unit, of a unit below one, or of a unit that nobody knows; closed in every doubtful case."""
    unit = register.unit_of(dossier)
    parent = register.units.get(unit.parent) if unit and unit.parent else None
    return unit is None or unit.is_secret or bool(unit.parent and (parent is None or parent.is_secret))


def open_projects(register: Register) -> tuple[ProjectDossier, ...]:
    """The projects that documents over all units may count: secret units are in none of their numbers."""
    return tuple(dossier for dossier in register.projects if not is_of_secret_unit(dossier, register))


def open_overall(register: Register) -> tuple[OverallDossier, ...]:
    """The same of overall expenditure."""
    return tuple(dossier for dossier in register.overall if not is_of_secret_unit(dossier, register))


def year_statistics(register: Register, today: date) -> YearStatistics:
    """The whole chain of a budget year, without secret units."""
    projects, overall = open_projects(register), open_overall(register)
    return YearStatistics(
        register.year,
        _part(projects, register, today),
        _part(overall, register, today),
        leaves_out_secret_units=any(unit.is_secret for unit in register.units.values()),
    )


def _part(dossiers: Sequence[Dossier], register: Register, today: date) -> PartStatistics:
    office = register.office
    evaluated = [dossier for dossier in dossiers if dossier.evaluation]
    totals = total_up(dossiers, office, today)
    return PartStatistics(
        totals=totals,
        ex_ante=_ex_ante(dossiers),
        objectives=_coverage([d for d in dossiers if _has_budget(d)], "objectives"),
        monitoring=_monitoring(dossiers),
        self_evaluation=_self_evaluation(dossiers),
        by_kind=totals.by_kind,
        graded=_graded(totals, [dossier for dossier in evaluated if result_grade(dossier, office) is None]),
        key=totals.key,
        third_parties=_third_parties(evaluated),
        decided=sum_of_decisions(dossiers),
        budget_years=tuple(sorted({d.budget_decision.budget_year for d in dossiers if d.budget_decision})),
        findings_by_stage=tuple((stage.name, stage.count) for stage in totals.findings_by_stage),
        main_categories=_main_categories(totals),
        told=sum(1 for dossier in evaluated if notified_on(dossier)),
        rectification_told=rectification_total([dossier for dossier in dossiers if notified_on(dossier)], office, today),
        items_not_told=sum(len(d.rectification.items) for d in dossiers if d.rectification and not notified_on(d)),
        late=len(late_dossiers(dossiers, office, today)),
        disclosed=sum(1 for d in evaluated if d.disclosure and d.disclosure.published_on and is_disclosed(d, register, today)),
    )


def _graded(totals: Totals, ungraded: Sequence[Dossier]) -> tuple[GroupTotal, ...]:
    return (*totals.by_grade, group_total("未评定", ungraded)) if ungraded else totals.by_grade


def late_dossiers(dossiers: Iterable[Dossier], office: Office, today: date) -> tuple[tuple[Dossier, int], ...]:
    """Dossiers with overdue rectification items, each with how many."""
    counted = ((d, sum(1 for item in d.rectification.items if days_overdue(item, d, office, today))) for d in dossiers if d.rectification)
    return tuple((dossier, count) for dossier, count in counted if count)


def is_self_evaluation_far_above(dossier: Dossier) -> bool:
    """True if the unit gave itself at least `LARGE_GAP` points more than the evaluation did."""
    own, result = self_total(dossier), result_total(dossier)
    return own is not None and result is not None and own - result >= LARGE_GAP


def is_self_evaluation_returned(dossier: Dossier) -> bool:
    """True if the review sent the self-evaluation report back."""
    review = dossier.self_evaluation.review if dossier.self_evaluation else None
    return review is not None and review.conclusion is ReviewConclusion.RETURNED


def _has_budget(dossier: Dossier) -> bool:
    """False where the record says that no money was given: no budget at the year's start and none at its end."""
    return not dossier.funds or any(amount != 0 for amount in (dossier.funds.original_budget, dossier.funds.adjusted_budget))


def _keeps_budget(dossier: Dossier) -> bool:
    """False where the year ended without a budget: there is nothing to evaluate."""
    return not dossier.funds or dossier.funds.adjusted_budget != 0


def _coverage(due: Sequence[Dossier], section: str) -> Coverage:
    return Coverage(len(due), sum(1 for dossier in due if getattr(dossier, section)))


def _ex_ante(dossiers: Sequence[Dossier]) -> ExAnteTotal:
    found: list[ExAnteEvaluation] = [d.ex_ante for d in dossiers if isinstance(d, ProjectDossier) and d.ex_ante]
    return ExAnteTotal(
        count=len(found),
        by_conclusion=tuple((word.value, sum(one.conclusion is word for one in found)) for word in ExAnteConclusion),
        requested=sum((one.requested or ZERO for one in found), ZERO),
        proposed=sum((one.proposed or ZERO for one in found), ZERO),
        reduced=sum((one.requested - one.proposed for one in found if one.requested is not None and one.proposed is not None), ZERO),
        rejected=sum((one.requested or ZERO for one in found if one.conclusion is ExAnteConclusion.REJECTED), ZERO),
    )


def _monitoring(dossiers: Sequence[Dossier]) -> MonitoringTotal:
    due = [dossier for dossier in dossiers if _has_budget(dossier)]
    monitored = [(dossier, dossier.monitoring) for dossier in due if dossier.monitoring]
    recovered = [d.funds for d, monitoring in monitored if monitoring.action is MonitoringAction.RECOVER and d.funds]
    return MonitoringTotal(
        coverage=Coverage(len(due), len(monitored)),
        by_action=tuple((word.value, sum(monitoring.action is word for _, monitoring in monitored)) for word in MonitoringAction),
        recovered=sum((max((line.original_budget or ZERO) - (line.adjusted_budget or ZERO), ZERO) for line in recovered), ZERO),
    )


def _self_evaluation(dossiers: Sequence[Dossier]) -> SelfEvaluationTotal:
    return SelfEvaluationTotal(
        coverage=_coverage([dossier for dossier in dossiers if _keeps_budget(dossier)], "self_evaluation"),
        reviewed=sum(1 for dossier in dossiers if dossier.self_evaluation and dossier.self_evaluation.review),
        returned=sum(map(is_self_evaluation_returned, dossiers)),
        far_above=sum(map(is_self_evaluation_far_above, dossiers)),
    )


def _third_parties(evaluated: Sequence[Dossier]) -> ThirdPartyTotal:
    evaluators = [d.evaluation.evaluator for d in evaluated if d.evaluation and d.evaluation.evaluator]
    scores = [sum((line.score for line in one.quality), ZERO) for one in evaluators if one.quality]
    average = sum(scores, ZERO) / len(scores) if scores else None
    return ThirdPartyTotal(len(evaluators), len({one.name for one in evaluators}), len(scores), average)


def _main_categories(totals: Totals) -> tuple[tuple[str, int], ...]:
    found = totals.findings_by_category
    left_out = found[MAIN_CATEGORIES][1] if len(found) > MAIN_CATEGORIES else 0
    return tuple((name, count) for name, count in found[:MAIN_CATEGORIES] if count > left_out and count >= MAIN_CATEGORIES)
