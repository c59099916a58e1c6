"""The yearly assessment of the units' performance management: sums, grades, ranks, and where points were lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.records.dossier import AssessmentItem, OverallDossier
from generator.records.register import Register
from generator.records.results import grade_of
from generator.records.totals import ZERO
from generator.records.units import Unit
from generator.records.vocabulary import Grade
from generator.records.year_totals import open_overall


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
