"""Totals of a set of dossiers. Letters, circulars, reports, pages and open data print only what this returns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.engine.chinese import round_half_up
from generator.records.deadlines import days_overdue, status_of
from generator.records.dossier import Dossier, Finding, ProjectDossier
from generator.records.office import Office
from generator.records.results import FULL_MARKS, result_grade, result_total
from generator.records.vocabulary import BudgetKind, EvaluationKind, FindingCategory, Grade, RectificationStatus

ZERO = Decimal(0)
NO_DOMAIN = "未注明领域"


@dataclass(frozen=True)
class GroupTotal:
    """Dossiers of one group: how many, and their money in 万元."""

    name: str
    count: int
    budget: Decimal
    executed: Decimal
    is_running: bool = False  # no dossier states yet what was spent, so zero says nothing

    @property
    def execution_rate(self) -> Decimal | None:
        """全年执行数 ÷ 全年预算数, a share of one."""
        return self.executed / self.budget if self.budget and not self.is_running else None


@dataclass(frozen=True)
class FindingTotal:
    """Findings of one category, or of one stage: how many, and the money they concern in 万元."""

    name: str
    stage: str  # 决策, 过程, 产出, 效益, 绩效管理, 其他
    count: int
    amount: Decimal


@dataclass(frozen=True)
class RectificationTotal:
    """How far the findings are put right."""

    items: int
    closed: int
    reported: int
    in_progress: int
    not_started: int
    overdue: int

    @property
    def closed_share(self) -> Decimal | None:
        """已销号 ÷ 全部, a share of one; None where there is nothing to put right."""
        return share_of(self.closed, self.items)


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
    by_kind: tuple[GroupTotal, ...]  # 财政评价, 部门评价, 单位自评 (a reviewed self-evaluation)
    by_domain: tuple[GroupTotal, ...]  # projects alone: most money first, those without a 领域 last
    key: GroupTotal  # 财政重点评价
    average: Decimal | None  # of all results with a score, in points; None before there is one
    findings: int
    finding_amount: Decimal
    finding_groups: tuple[FindingTotal, ...]  # by category, the commonest first
    rectification: RectificationTotal
    decisions: tuple[DecisionTotal, ...]
    increase: Decimal
    decrease: Decimal

    @property
    def evaluated_share(self) -> Decimal | None:
        """How much of all the money was evaluated, a share of one."""
        return share_of(self.evaluated.budget, self.recorded.budget)

    @property
    def good_share(self) -> Decimal | None:
        """优 and 良 among the results that have a grade, a share of one."""
        good = sum(group.count for group in self.by_grade if group.name in (Grade.EXCELLENT, Grade.GOOD))
        return share_of(good, sum(group.count for group in self.by_grade))

    @property
    def findings_by_category(self) -> tuple[tuple[str, int], ...]:
        """Names and counts, the commonest first."""
        return tuple((group.name, group.count) for group in self.finding_groups)

    @property
    def findings_by_stage(self) -> tuple[FindingTotal, ...]:
        """决策, 过程, 产出, 效益, 绩效管理, 其他; stages without findings are left out."""
        return _by_stage(self.finding_groups)

    @property
    def applied(self) -> int:
        """How many results were applied to a budget."""
        return sum(decision.count for decision in self.decisions)

    @property
    def net_change(self) -> Decimal:
        """Increase less decrease, 万元."""
        return self.increase - self.decrease


def group_total(name: str, dossiers: Iterable[Dossier]) -> GroupTotal:
    """Count and money of some dossiers; those without funds count with none."""
    chosen = list(dossiers)
    funds = [dossier.funds for dossier in chosen if dossier.funds]
    return GroupTotal(
        name,
        len(chosen),
        sum((line.adjusted_budget or ZERO for line in funds), ZERO),
        sum((line.executed or ZERO for line in funds), ZERO),
        is_running=bool(funds) and all(line.executed is None for line in funds),
    )


def total_up(dossiers: Iterable[Dossier], office: Office, today: date) -> Totals:
    """Sum up dossiers of one kind. Overall expenditure contains projects, so never mix the two."""
    chosen = list(dossiers)
    evaluated = [dossier for dossier in chosen if dossier.evaluation]
    grades = {id(dossier): result_grade(dossier, office) for dossier in evaluated}
    findings = [f for d in evaluated if d.evaluation for f in d.evaluation.findings]
    scores = [score for dossier in evaluated if (score := result_total(dossier)) is not None]
    decisions = _decisions(chosen)
    return Totals(
        recorded=group_total("全部", chosen),
        evaluated=group_total("已评价", evaluated),
        by_grade=tuple(group_total(grade.value, (d for d in evaluated if grades[id(d)] is grade)) for grade in Grade),
        by_budget=tuple(
            group_total(kind.value, (d for d in evaluated if isinstance(d, ProjectDossier) and d.budget is kind)) for kind in BudgetKind
        ),
        by_kind=tuple(
            group_total(kind.value, (d for d in evaluated if d.evaluation and d.evaluation.kind is kind)) for kind in reversed(EvaluationKind)
        ),
        by_domain=_by_domain(evaluated),
        key=group_total("财政重点评价", (d for d in evaluated if d.evaluation and d.evaluation.is_key)),
        average=sum(scores, ZERO) / len(scores) if scores else None,
        findings=len(findings),
        finding_amount=sum((finding.amount or ZERO for finding in findings), ZERO),
        finding_groups=_by_category(findings),
        rectification=rectification_total(chosen, office, today),
        decisions=decisions,
        increase=sum((decision.increase for decision in decisions), ZERO),
        decrease=sum((decision.decrease for decision in decisions), ZERO),
    )


def _by_domain(evaluated: Sequence[Dossier]) -> tuple[GroupTotal, ...]:
    groups: dict[str, list[ProjectDossier]] = {}
    for dossier in evaluated:
        if isinstance(dossier, ProjectDossier):
            groups.setdefault(dossier.domain or NO_DOMAIN, []).append(dossier)
    totals = [group_total(name, members) for name, members in groups.items()]
    return tuple(sorted(totals, key=lambda group: (group.name == NO_DOMAIN, -group.budget, group.name)))


def _by_category(findings: Iterable[Finding]) -> tuple[FindingTotal, ...]:
    groups: dict[FindingCategory, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.category, []).append(finding)
    totals = [
        FindingTotal(category.value, category.stage, len(members), sum((one.amount or ZERO for one in members), ZERO))
        for category, members in groups.items()
    ]
    return tuple(sorted(totals, key=lambda group: (-group.count, group.name)))


def _by_stage(groups: Sequence[FindingTotal]) -> tuple[FindingTotal, ...]:
    stages = dict.fromkeys(category.stage for category in FindingCategory)
    members = {stage: [group for group in groups if group.stage == stage] for stage in stages}
    return tuple(
        FindingTotal(stage, stage, sum(group.count for group in found), sum((group.amount for group in found), ZERO))
        for stage, found in members.items()
        if found
    )


def rectification_total(dossiers: Iterable[Dossier], office: Office, today: date) -> RectificationTotal:
    """How far the findings of some dossiers are put right on the day given."""
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


def share_of(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A share of one; None of nothing."""
    return Decimal(part) / whole if whole else None


def do_shares_close(parts: Iterable[Decimal | int], whole: Decimal | int) -> bool:
    """True if percentages with one place, as they are shown, add up to 100; where not, the text has to say so."""
    shown = [round_half_up(share * 100, Decimal("0.1")) for part in parts if (share := share_of(part, whole)) is not None]
    return not shown or sum(shown) == FULL_MARKS
