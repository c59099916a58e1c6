"""Totals of a set of dossiers. Letters, circulars, reports, pages and open data print only what this returns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.engine.chinese import round_half_up
from generator.records.deadlines import days_overdue, notified_on, status_of
from generator.records.dossier import AssessmentItem, Dossier, ExAnteEvaluation, OverallDossier, ProjectDossier
from generator.records.office import Office
from generator.records.register import Register
from generator.records.results import FULL_MARKS, LARGE_GAP, grade_of, is_disclosed, result_grade, result_total, self_total
from generator.records.units import Unit
from generator.records.vocabulary import (
    BudgetKind,
    EvaluationKind,
    ExAnteConclusion,
    FindingCategory,
    Grade,
    MonitoringAction,
    RectificationStatus,
    ReviewConclusion,
)

ZERO = Decimal(0)
MAIN_CATEGORIES = 3  # kinds of finding that a text names, and from how many findings on; ours


@dataclass(frozen=True)
class GroupTotal:
    """Dossiers of one group: how many, and their money in 万元."""

    name: str
    count: int
    budget: Decimal
    executed: Decimal

    @property
    def execution_rate(self) -> Decimal | None:
        """全年执行数 ÷ 全年预算数, a share of one."""
        return self.executed / self.budget if self.budget else None


@dataclass(frozen=True)
class RectificationTotal:
    """How far the findings are put right."""

    items: int
    closed: int
    reported: int
    in_progress: int
    not_started: int
    overdue: int


@dataclass(frozen=True)
class DecisionTotal:
    """What the results meant for the next budget; amounts in 万元, cuts positive."""

    use: str
    count: int
    increase: Decimal
    decrease: Decimal
    previous: Decimal = ZERO  # decided - previous is increase - decrease
    decided: Decimal = ZERO


@dataclass(frozen=True)
class Totals:
    """The year in numbers."""

    recorded: GroupTotal
    evaluated: GroupTotal
    by_grade: tuple[GroupTotal, ...]
    by_budget: tuple[GroupTotal, ...]
    findings: int
    finding_amount: Decimal
    findings_by_category: tuple[tuple[str, int], ...]
    rectification: RectificationTotal
    decisions: tuple[DecisionTotal, ...]
    increase: Decimal
    decrease: Decimal


def group_total(name: str, dossiers: Iterable[Dossier]) -> GroupTotal:
    """Count and money of some dossiers; those without funds count with none."""
    chosen = list(dossiers)
    funds = [dossier.funds for dossier in chosen if dossier.funds]
    return GroupTotal(
        name,
        len(chosen),
        sum((line.adjusted_budget or ZERO for line in funds), ZERO),
        sum((line.executed or ZERO for line in funds), ZERO),
    )


def total_up(dossiers: Iterable[Dossier], office: Office, today: date) -> Totals:
    """Sum up dossiers of one kind. Overall expenditure contains projects, so never mix the two."""
    chosen = list(dossiers)
    evaluated = [dossier for dossier in chosen if dossier.evaluation]
    grades = {id(dossier): result_grade(dossier, office) for dossier in evaluated}
    findings = [f for d in evaluated if d.evaluation for f in d.evaluation.findings]
    categories: dict[str, int] = {}
    for finding in findings:
        categories[finding.category.value] = categories.get(finding.category.value, 0) + 1
    decisions = _decisions(chosen)
    return Totals(
        recorded=group_total("全部", chosen),
        evaluated=group_total("已评价", evaluated),
        by_grade=tuple(group_total(grade.value, (d for d in evaluated if grades[id(d)] is grade)) for grade in Grade),
        by_budget=tuple(
            group_total(kind.value, (d for d in evaluated if isinstance(d, ProjectDossier) and d.budget is kind)) for kind in BudgetKind
        ),
        findings=len(findings),
        finding_amount=sum((finding.amount or ZERO for finding in findings), ZERO),
        findings_by_category=tuple(sorted(categories.items(), key=lambda pair: (-pair[1], pair[0]))),
        rectification=_rectification(chosen, office, today),
        decisions=decisions,
        increase=sum((decision.increase for decision in decisions), ZERO),
        decrease=sum((decision.decrease for decision in decisions), ZERO),
    )


def _rectification(dossiers: list[Dossier], office: Office, today: date) -> RectificationTotal:
    pairs = [(item, dossier) for dossier in dossiers if dossier.rectification for item in dossier.rectification.items]
    count = dict.fromkeys(RectificationStatus, 0)
    for item, _ in pairs:
        count[status_of(item)] += 1
    return RectificationTotal(
        items=len(pairs),
        closed=count[RectificationStatus.CLOSED],
        reported=count[RectificationStatus.REPORTED],
        in_progress=count[RectificationStatus.IN_PROGRESS],
        not_started=count[RectificationStatus.NOT_STARTED],
        overdue=sum(1 for item, dossier in pairs if days_overdue(item, dossier, office, today)),
    )


def sum_of_decisions(dossiers: Iterable[Dossier], name: str = "合计") -> DecisionTotal:
    """All budget decisions among the dossiers in one line."""
    found = [dossier.budget_decision for dossier in dossiers if dossier.budget_decision]
    changes = [decision.decided - decision.previous for decision in found]
    return DecisionTotal(
        name,
        len(found),
        increase=sum((change for change in changes if change > 0), ZERO),
        decrease=-sum((change for change in changes if change < 0), ZERO),
        previous=sum((decision.previous for decision in found), ZERO),
        decided=sum((decision.decided for decision in found), ZERO),
    )


def _decisions(dossiers: list[Dossier]) -> tuple[DecisionTotal, ...]:
    uses = sorted({dossier.budget_decision.use.value for dossier in dossiers if dossier.budget_decision})
    return tuple(sum_of_decisions((d for d in dossiers if d.budget_decision and d.budget_decision.use == use), use) for use in uses)


# ---- a whole year: what circulars and the yearly report speak of ----


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
    disclosed: int  # evaluated dossiers whose result the public can see


@dataclass(frozen=True)
class YearStatistics:
    """A budget year in numbers. Overall expenditure contains projects: the two parts are never added up."""

    year: int
    projects: PartStatistics
    overall: PartStatistics
    leaves_out_secret_units: bool


@dataclass(frozen=True)
class AssessedUnit:
    """A unit's place in the yearly assessment; equal scores share a rank, and the next rank is left out (1, 2, 2, 4)."""

    rank: int
    unit: Unit
    dossier: OverallDossier
    score: Decimal
    grade: Grade


@dataclass(frozen=True)
class Loss:
    """Points that a unit lost on one item of the assessment, with the reason."""

    unit: AssessedUnit
    points: Decimal
    reason: str


@dataclass(frozen=True)
class AssessmentLine:
    """One item of the assessment over all units that have it: average, full marks, and what was lost, most first."""

    name: str
    weight: Decimal
    average: Decimal
    losses: tuple[Loss, ...]

    @property
    def rate(self) -> Decimal:
        """得分率, a share of one."""
        return self.average / self.weight


@dataclass(frozen=True)
class AssessmentTotal:
    """The year's unit assessments, ranked, with what they have in common."""

    units: tuple[AssessedUnit, ...]
    average: Decimal
    by_grade: tuple[tuple[str, int], ...]
    lines: tuple[AssessmentLine, ...]

    @property
    def highest(self) -> Decimal:
        """The best score."""
        return self.units[0].score

    @property
    def lowest(self) -> Decimal:
        """The last score."""
        return self.units[-1].score


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


def share_of(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A share of one; None of nothing."""
    return Decimal(part) / whole if whole else None


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
        by_kind=tuple(
            group_total(kind.value, (d for d in evaluated if d.evaluation and d.evaluation.kind is kind)) for kind in reversed(EvaluationKind)
        ),
        graded=_graded(totals, [dossier for dossier in evaluated if result_grade(dossier, office) is None]),
        key=group_total("财政重点评价", (d for d in evaluated if d.evaluation and d.evaluation.is_key)),
        third_parties=_third_parties(evaluated),
        decided=sum_of_decisions(dossiers),
        budget_years=tuple(sorted({d.budget_decision.budget_year for d in dossiers if d.budget_decision})),
        findings_by_stage=_by_stage(totals),
        main_categories=_main_categories(totals),
        told=sum(1 for dossier in evaluated if notified_on(dossier)),
        rectification_told=_rectification([dossier for dossier in dossiers if notified_on(dossier)], office, today),
        items_not_told=sum(len(d.rectification.items) for d in dossiers if d.rectification and not notified_on(d)),
        late=len(late_dossiers(dossiers, office, today)),
        disclosed=sum(1 for dossier in evaluated if is_disclosed(dossier, register, today)),
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


def _by_stage(totals: Totals) -> tuple[tuple[str, int], ...]:
    stages: dict[str, int] = {}
    for category in FindingCategory:
        stages.setdefault(category.stage, 0)
    for name, count in totals.findings_by_category:
        stages[FindingCategory(name).stage] += count
    return tuple((stage, count) for stage, count in stages.items() if count)


def _main_categories(totals: Totals) -> tuple[tuple[str, int], ...]:
    found = totals.findings_by_category
    left_out = found[MAIN_CATEGORIES][1] if len(found) > MAIN_CATEGORIES else 0
    return tuple((name, count) for name, count in found[:MAIN_CATEGORIES] if count > left_out and count >= MAIN_CATEGORIES)


def do_shares_close(parts: Iterable[Decimal | int], whole: Decimal | int) -> bool:
    """True if percentages with one place, as they are shown, add up to 100; where not, the text has to say so."""
    shown = [round_half_up(share * 100, Decimal("0.1")) for part in parts if (share := share_of(part, whole)) is not None]
    return not shown or sum(shown) == FULL_MARKS


def rank_assessments(register: Register) -> tuple[AssessedUnit, ...]:
    """The year's unit assessments, best first; units with equal scores in the order of the list of units."""
    scored: list[tuple[Decimal, Unit, OverallDossier]] = []
    for dossier in open_overall(register):
        unit = register.unit_of(dossier)
        if unit and dossier.assessment:
            scored.append((sum((item.score for item in dossier.assessment.items), ZERO), unit, dossier))
    scored.sort(key=lambda one: (-one[0], one[1].code))
    ranks = {score: 1 + sum(other > score for other, _, _ in scored) for score, _, _ in scored}
    return tuple(AssessedUnit(ranks[score], unit, dossier, score, grade_of(score, register.office)) for score, unit, dossier in scored)


def assessment_total(register: Register) -> AssessmentTotal | None:
    """The year's unit assessments; None while there are none."""
    units = rank_assessments(register)
    if not units:
        return None
    average = sum((one.score for one in units), ZERO) / len(units)
    by_grade = tuple((grade.value, sum(one.grade is grade for one in units)) for grade in Grade)
    return AssessmentTotal(units, average, by_grade, _assessment_lines(units))


def _assessment_lines(assessed: Sequence[AssessedUnit]) -> tuple[AssessmentLine, ...]:
    """The items in the order in which the sheets have them; an item is one by its name and full marks."""
    found: dict[tuple[str, Decimal], list[tuple[AssessedUnit, AssessmentItem]]] = {}
    for one in assessed:
        for item in one.dossier.assessment.items if one.dossier.assessment else ():
            found.setdefault((item.name, item.weight), []).append((one, item))
    lines = []
    for (name, weight), entries in found.items():
        losses = sorted((Loss(one, weight - item.score, item.reason) for one, item in entries if item.score < weight), key=lambda loss: -loss.points)
        average = sum((item.score for _, item in entries), ZERO) / len(entries)
        lines.append(AssessmentLine(name, weight, average, tuple(losses)))
    return tuple(lines)
