"""What follows from one dossier: rates, totals, grades. Letters, pages and rules all ask here, so a number has one source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.engine.chinese import round_half_up
from generator.records.dossier import Dossier, FundLine, Funds, ProjectDossier
from generator.records.indicators import Actual, Objective, SelfScore, Target, is_met
from generator.records.office import Office
from generator.records.register import Register, YearRow
from generator.records.vocabulary import Direction, Disclosure, EvaluationKind, Grade, SubjectKind

FULL_MARKS = Decimal(100)
LARGE_GAP = Decimal(10)  # points between self-evaluation and evaluation that are worth a look; ours
EXECUTION_DIMENSION = "预算执行"
EXECUTION_INDICATOR = "预算执行率"


@dataclass(frozen=True)
class ScoreRow:
    """One scored indicator with everything that is known of it; `path` leads to its line in the file."""

    dimension: str
    category: str
    name: str
    target: Target | None
    actual: Actual | None
    weight: Decimal | None
    score: Decimal | None
    direction: Direction | None
    reason: str
    improvement: str
    path: tuple[str | int, ...]

    @property
    def is_met(self) -> bool | None:
        """Whether the target was met; None where only a person can tell."""
        return is_met(self.target, self.actual, self.direction)

    @property
    def deduction(self) -> Decimal:
        """Points lost."""
        if self.weight is None or self.score is None:
            return Decimal(0)
        return self.weight - self.score


@dataclass(frozen=True)
class DimensionScore:
    """Weight and score of all indicators of one 一级指标."""

    dimension: str
    weight: Decimal
    score: Decimal

    @property
    def rate(self) -> Decimal:
        """得分率, a share of one."""
        return self.score / self.weight if self.weight else Decimal(0)


def execution_rate(line: FundLine | None) -> Decimal | None:
    """执行率 = 全年执行数 ÷ 全年预算数 (项目支出绩效自评表), a share of one; None without a budget."""
    if not line or line.executed is None or not line.adjusted_budget:
        return None
    return line.executed / line.adjusted_budget


def received_execution_rate(line: FundLine | None) -> Decimal | None:
    """预算执行率 = 实际支出资金 ÷ 实际到位资金 (指标体系框架), a share of one."""
    if not line or line.executed is None or not line.received:
        return None
    return line.executed / line.received


def grade_of(score: Decimal, office: Office) -> Grade:
    """The grade from the office's bands; the lowest band has no floor."""
    bands = sorted(office.bands, key=lambda band: band.floor, reverse=True)
    return next((band.grade for band in bands if score >= band.floor), bands[-1].grade)


def objective_for(dossier: Dossier, row: SelfScore) -> Objective | None:
    """The row of 绩效目标 with the same name, in the same 二级指标 where that is needed to tell."""
    if not dossier.objectives:
        return None
    same = [o for o in dossier.objectives.indicators if o.name == row.name]
    if len(same) > 1 and row.category:
        same = [o for o in same if o.category == row.category]
    return same[0] if len(same) == 1 else None


def self_rows(dossier: Dossier) -> tuple[ScoreRow, ...]:
    """The rows of the self-evaluation, completed from 绩效目标, without the execution row."""
    if not dossier.self_evaluation:
        return ()
    rows = []
    for index, row in enumerate(dossier.self_evaluation.indicators):
        promised = objective_for(dossier, row)
        named = row if row.dimension or not promised else promised
        rows.append(
            ScoreRow(
                named.dimension_name,
                row.category or (promised.category if promised else None) or "",
                row.name,
                row.target or (promised.target if promised else None),
                row.actual,
                row.weight if row.weight is not None else (promised.weight if promised else None),
                row.score,
                row.direction or (promised.direction if promised else None),
                row.shortfall_reason,
                row.improvement,
                ("自评", "指标", index),
            )
        )
    return tuple(rows)


def _execution_row(dossier: Dossier) -> tuple[ScoreRow, ...]:
    own = dossier.self_evaluation
    if not own or not own.execution_weight:
        return ()
    rate = execution_rate(dossier.funds)
    actual = None if rate is None else Actual.model_validate({"值": f"{round_half_up(rate * 100).normalize():f}", "单位": "%"})
    return (
        ScoreRow(
            EXECUTION_DIMENSION, "", EXECUTION_INDICATOR, Target.model_validate({"值": "100", "单位": "%", "性质": "="}), actual,
            own.execution_weight, own.execution_score, None, "", "", ("自评", "执行率得分"),
        ),
    )  # fmt: skip


def evaluation_rows(dossier: Dossier) -> tuple[ScoreRow, ...]:
    """The rows that the result rests on: the evaluation's own, or the self-evaluation's where that was reviewed."""
    evaluation = dossier.evaluation
    if evaluation and evaluation.kind is not EvaluationKind.SELF:
        return tuple(
            ScoreRow(
                row.dimension_name, row.category or "", row.name, row.target, row.actual, row.weight, row.score, None,
                row.deduction_reason, "", ("评价", "指标", index),
            )
            for index, row in enumerate(evaluation.indicators)
        )  # fmt: skip
    return self_result_rows(dossier)


def self_result_rows(dossier: Dossier) -> tuple[ScoreRow, ...]:
    """All scored rows of the self-evaluation, budget execution first."""
    return (*_execution_row(dossier), *self_rows(dossier))


def total_of(rows: tuple[ScoreRow, ...]) -> Decimal | None:
    """Sum of scores; None if nothing was scored."""
    scores = [row.score for row in rows if row.score is not None]
    return sum(scores, Decimal(0)) if scores else None


def self_total(dossier: Dossier) -> Decimal | None:
    """The self-evaluation's total, recomputed."""
    return total_of(self_result_rows(dossier))


def result_total(dossier: Dossier) -> Decimal | None:
    """The evaluation's total, recomputed; None before there is an evaluation."""
    return total_of(evaluation_rows(dossier)) if dossier.evaluation else None


def result_grade(dossier: Dossier, office: Office) -> Grade | None:
    """The grade that follows from the total."""
    total = result_total(dossier)
    return None if total is None else grade_of(total, office)


def score_rate(row: ScoreRow) -> Decimal | None:
    """得分率, a share of one; None where the row has no weight or no score."""
    return row.score / row.weight if row.score is not None and row.weight else None


def by_dimension(rows: tuple[ScoreRow, ...]) -> tuple[DimensionScore, ...]:
    """Weights and scores summed by 一级指标, in the order of the table."""
    sums: dict[str, list[Decimal]] = {}
    for row in rows:
        pair = sums.setdefault(row.dimension, [Decimal(0), Decimal(0)])
        pair[0] += row.weight or 0
        pair[1] += row.score or 0
    return tuple(DimensionScore(name, weight, score) for name, (weight, score) in sums.items())


def source_sum(funds: Funds, name: str) -> Decimal | None:
    """The parts of the funds added up for one column; None if no part states it."""
    return sum_of_lines(funds.sources, name)


def sum_of_lines(lines: Iterable[FundLine], name: str) -> Decimal | None:
    """Some lines of funds added up for one column; None if none states it."""
    values = [value for line in lines if (value := getattr(line, name)) is not None]
    return sum(values, Decimal(0)) if values else None


def is_withdrawn(dossier: Dossier, today: date) -> bool:
    """True from the day on which the dossier was withdrawn from the public."""
    withdrawal = dossier.disclosure.withdrawal if dossier.disclosure else None
    return withdrawal is not None and withdrawal.on <= today


def is_disclosed(dossier: Dossier, register: Register, today: date) -> bool:
    """True if the dossier says 主动公开, its day has come, and its unit is known and not secret; closed in every other case."""
    unit = register.unit_of(dossier)
    if not unit or unit.is_secret or not dossier.disclosure or is_withdrawn(dossier, today):
        return False
    parent = register.units.get(unit.parent) if unit.parent else None
    if unit.parent and (parent is None or parent.is_secret):
        return False
    published_on = dossier.disclosure.published_on
    return dossier.disclosure.disclosure is Disclosure.PROACTIVE and (published_on is None or published_on <= today)


def summarise(register: Register, today: date) -> tuple[YearRow, ...]:
    """One row per dossier, for the registers of other years."""
    return tuple(
        YearRow(
            register.year,
            dossier.id,
            dossier.title,
            dossier.unit,
            dossier.budget.value if isinstance(dossier, ProjectDossier) else SubjectKind.DEPARTMENT_OVERALL.value,
            dossier.funds.adjusted_budget if dossier.funds else None,
            dossier.funds.executed if dossier.funds else None,
            result_total(dossier),
            result_grade(dossier, register.office),
            is_disclosed(dossier, register, today),
        )
        for dossier in register.dossiers
    )
