"""The numbers that a volume for the congress tells beyond those of the year: by unit, of targets, and of what results meant for one budget."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.records.deadlines import notified_on
from generator.records.dossier import Dossier, ProjectDossier
from generator.records.office import Office
from generator.records.register import Register
from generator.records.results import result_grade, result_total
from generator.records.totals import ZERO, DecisionTotal, GroupTotal, RectificationTotal, group_total, rectification_total, sum_of_decisions
from generator.records.vocabulary import BudgetKind, Grade, UseOfResult
from generator.records.year_totals import open_projects

Named = Callable[[Dossier], bool]


@dataclass(frozen=True)
class UnitTotal:
    """The evaluated projects of one unit: money, mean score, and how many have which grade."""

    unit: str  # code; empty for those that are not named
    group: GroupTotal
    average: Decimal | None  # points; None where nothing was scored
    grades: tuple[tuple[str, int], ...]  # in the order of the vocabulary


@dataclass(frozen=True)
class TargetTotal:
    """Projects with targets: how many, their budget at the year's start in 万元, and their indicators."""

    name: str
    count: int
    budget: Decimal
    indicators: int


@dataclass(frozen=True)
class AppliedTotal:
    """What results, of whichever years, meant for the budget of one year."""

    budget_year: int
    from_years: tuple[int, ...]
    total: DecisionTotal
    by_use: tuple[DecisionTotal, ...]  # as `uses_without_singles` gives them


@dataclass(frozen=True)
class RectifiedTotal:
    """How far the findings of some dossiers are put right."""

    findings: int
    items: int
    not_told: int  # items of dossiers whose feedback letter has not gone out: the unit does not know of them yet
    told: RectificationTotal  # the others


def unit_totals(projects: Iterable[ProjectDossier], office: Office, named: Named) -> tuple[UnitTotal, ...]:
    """Evaluated projects by unit, in the order of codes; what is not named is one line at the end, so that the sum closes."""
    groups: dict[str, list[Dossier]] = {}
    for dossier in projects:
        if dossier.evaluation:
            groups.setdefault(dossier.unit if named(dossier) else "", []).append(dossier)
    return tuple(unit_total(unit, groups[unit], office) for unit in sorted(groups, key=lambda code: (not code, code)))


def unit_total(unit: str, dossiers: Sequence[Dossier], office: Office) -> UnitTotal:
    """Some evaluated dossiers in one line."""
    scores = [score for dossier in dossiers if (score := result_total(dossier)) is not None]
    grades = [result_grade(dossier, office) for dossier in dossiers]
    return UnitTotal(
        unit,
        group_total(unit, dossiers),
        sum(scores, ZERO) / len(scores) if scores else None,
        tuple((grade.value, grades.count(grade)) for grade in Grade),
    )


def target_totals(register: Register) -> tuple[TargetTotal, ...]:
    """Projects with targets by budget, then all of them as 合计; without secret units."""
    found = [dossier for dossier in open_projects(register) if dossier.objectives]
    by_budget = [_targets(kind.value, [one for one in found if one.budget is kind]) for kind in BudgetKind]
    return (*(total for total in by_budget if total.count), _targets("合计", found))


def _targets(name: str, dossiers: Sequence[Dossier]) -> TargetTotal:
    budget = sum((one.funds.original_budget or ZERO for one in dossiers if one.funds), ZERO)
    return TargetTotal(name, len(dossiers), budget, sum(len(one.objectives.indicators) for one in dossiers if one.objectives))


OTHER_USES = "其他方式"


def uses_without_singles(dossiers: Sequence[Dossier], named: Named) -> tuple[DecisionTotal, ...]:
    """Decisions by use, in the order of the vocabulary. What holds a single dossier that is not named is put together as 其他方式:

    beside a list of the named ones, the sum of its use would tell the decision on it. If there is one such use, that with the most
    unnamed dossiers joins it, else the smallest.
    """
    by_use = {use: [one for one in dossiers if one.budget_decision and one.budget_decision.use is use] for use in UseOfResult}
    by_use = {use: found for use, found in by_use.items() if found}
    unnamed = {use: sum(not named(one) for one in found) for use, found in by_use.items()}
    merged = [use for use, count in unnamed.items() if count == 1]
    if len(merged) == 1 and len(by_use) > 1:
        merged.append(max((use for use in by_use if use not in merged), key=lambda use: (unnamed[use], -len(by_use[use]))))
    rows = [sum_of_decisions(found, use.value) for use, found in by_use.items() if use not in merged]
    together = [one for use in merged for one in by_use[use]]
    return (*rows, sum_of_decisions(together, OTHER_USES)) if together else tuple(rows)


def applied_total(registers: Iterable[Register], budget_year: int, named: Named) -> AppliedTotal:
    """The decisions on projects for one year's budget among all registers; without secret units."""
    found = [
        (register.year, dossier)
        for register in registers
        for dossier in open_projects(register)
        if dossier.budget_decision and dossier.budget_decision.budget_year == budget_year
    ]
    dossiers = [dossier for _, dossier in found]
    return AppliedTotal(budget_year, tuple(sorted({year for year, _ in found})), sum_of_decisions(dossiers), uses_without_singles(dossiers, named))


def rectified_total(dossiers: Iterable[Dossier], office: Office, today: date) -> RectifiedTotal:
    """Some dossiers together."""
    chosen = list(dossiers)
    not_told = sum(len(one.rectification.items) for one in chosen if one.rectification and not notified_on(one))
    told = rectification_total([one for one in chosen if notified_on(one)], office, today)
    return RectifiedTotal(sum(len(one.evaluation.findings) for one in chosen if one.evaluation), told.items + not_told, not_told, told)
