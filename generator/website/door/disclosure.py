"""THE ONE DOOR: a year's records go in, what the public may know comes out. Closed unless the model and the record open it.

Two locks, one behind the other:

1. `redact` makes copies without what is withheld: dossiers, findings with their rectification, and the content of every
   field that the model does not mark public. What is computed is computed from these copies.
2. `opened` is the only way to read a field, and refuses one that is not public. A slip in this file raises, it does not leak.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from generator.records import deadlines, results
from generator.records.dossier import Dossier, OverallDossier, ProjectDossier
from generator.records.fields import Record
from generator.records.office import Office
from generator.records.redaction import redact
from generator.records.register import Register, YearRow
from generator.records.totals import Totals, total_up
from generator.records.units import Unit
from generator.records.vocabulary import Disclosure, EvaluationKind, SubjectKind
from generator.website.door.addresses import dossier_stem, version_address
from generator.website.door.gate import opened
from generator.website.door.public import (
    PublicBand,
    PublicComparison,
    PublicCorrection,
    PublicDecision,
    PublicDimension,
    PublicEvaluation,
    PublicExAnte,
    PublicFeedback,
    PublicFinding,
    PublicFundLine,
    PublicFunds,
    PublicGap,
    PublicMonitoring,
    PublicMonitoringRow,
    PublicObjective,
    PublicObjectives,
    PublicOffice,
    PublicOpinion,
    PublicOutcome,
    PublicOverall,
    PublicPolicy,
    PublicProject,
    PublicRectificationItem,
    PublicRegister,
    PublicScoreRow,
    PublicSelfEvaluation,
    PublicUnit,
    PublicYear,
)
from generator.website.door.public_document import PublicDocument

D = TypeVar("D", bound=Dossier)

INNER_DIMENSIONS = frozenset({"决策", "过程"})  # how the work was managed; an outcome is 产出 or 效益


# --- the door ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Case:
    """What is needed to disclose one dossier."""

    office: Office
    units: Mapping[str, PublicUnit]
    other_years: Mapping[str, tuple[YearRow, ...]]
    letters: Mapping[str, tuple[PublicDocument, ...]]
    today: date


def disclose(register: Register, *, today: date, documents: Sequence[PublicDocument] = ()) -> PublicRegister:
    """One year's records as the public may see them on the day given; `documents` are those about the year that are public."""
    units = {unit.code: unit for unit in _units(register)}
    open_projects = [dossier for dossier in register.projects if results.is_disclosed(dossier, register, today)]
    open_overall = [dossier for dossier in register.overall if results.is_disclosed(dossier, register, today)]
    case = _Case(
        register.office,
        units,
        _grouped((row for row in register.other_years if row.is_disclosed), lambda row: row.id),
        _letters(documents),
        today,
    )
    projects = [redact(dossier) for dossier in open_projects]
    overall = [redact(dossier) for dossier in open_overall]
    years = {register.year, *(row.year for row in register.other_years)}
    return PublicRegister(
        year=register.year,
        years=tuple(sorted(years)),
        as_of=today,
        office=_office(register.office),
        units=tuple(units.values()),
        projects=tuple(_project(dossier, case) for dossier in projects),
        overall=tuple(_overall(dossier, case) for dossier in overall),
        project_totals=total_up(projects, register.office, today),
        overall_totals=total_up(overall, register.office, today),
        unit_totals=_unit_totals(projects, register.office, today),
    )


def _letters(documents: Iterable[PublicDocument]) -> dict[str, tuple[PublicDocument, ...]]:
    """By dossier, the letters about it that can be read; one about several stands on the page of each."""
    pairs = ((number, document) for document in documents if not document.is_withdrawn for number in document.dossiers)
    return {number: tuple(document for _, document in group) for number, group in _grouped(pairs, lambda pair: pair[0]).items()}


T = TypeVar("T")


def _grouped(values: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for value in values:
        groups.setdefault(key(value), []).append(value)
    return {name: tuple(group) for name, group in groups.items()}


def public_units(register: Register) -> Iterable[Unit]:
    """Secret units don't exist, nor do those below them."""
    for unit in register.units.values():
        parent = register.units.get(unit.parent) if unit.parent else None
        if not (unit.is_secret or (unit.parent and (parent is None or parent.is_secret))):
            yield unit


def _units(register: Register) -> Iterable[PublicUnit]:
    for unit in public_units(register):
        gate = opened(unit)
        yield PublicUnit(gate.code, gate.name, gate.short_name or gate.name, gate.kind.value, gate.parent, gate.since)


def _unit_totals(projects: Sequence[ProjectDossier], office: Office, today: date) -> dict[str, Totals]:
    return {code: total_up(group, office, today) for code, group in _grouped(projects, lambda dossier: dossier.unit).items()}


def _office(office: Office) -> PublicOffice:
    gate = opened(office)
    bands = sorted(gate.bands, key=lambda band: band.floor, reverse=True)
    ceilings: list[Decimal | None] = [None, *(band.floor for band in bands)]
    return PublicOffice(
        name=gate.name,
        short_name=gate.short_name,
        district=gate.district,
        is_demo=gate.is_demo,
        section=gate.contact.section,
        phone=gate.contact.phone,
        email=gate.contact.email,
        address=gate.contact.address,
        bands=tuple(PublicBand(band.grade.value, band.floor, ceiling) for band, ceiling in zip(bands, ceilings, strict=False)),
        bands_basis=_citation(gate.bands_basis),
        policies=tuple(
            PublicPolicy(policy.grade.value, tuple(use.value for use in policy.uses), policy.statement)
            for policy in gate.result_policy.policies
        ),
        policies_basis=_citation(gate.result_policy.basis),
        deadlines_basis=_citation(gate.deadlines.basis),
        feedback_days=gate.deadlines.feedback_days,
        rectification_days=gate.deadlines.rectification_days,
        site_title=gate.site.title,
        host=gate.site.host,
        identifier=gate.site.identifier,
        record_number=gate.site.record_number,
        police_number=gate.site.police_number,
        domain=gate.site.domain,
        error_report=gate.site.error_report,
        feedback_email=gate.site.feedback_address or gate.contact.email,
    )


def _citation(gate: Any) -> str:
    return f"《{gate.title}》" + (f"（{gate.number}）" if gate.number else "")


# --- dossiers ---------------------------------------------------------------------------------------------------------


def _project(dossier: ProjectDossier, case: _Case) -> PublicProject:
    gate = opened(dossier)
    return PublicProject(
        **_common(dossier, gate.name, gate.budget.value, case),
        subject=gate.subject.value,
        budget=gate.budget.value,
        nature=gate.nature.value if gate.nature else "",
        period=gate.period,
        domain=gate.domain,
        implementing_unit=gate.implementing_unit,
        purpose=gate.purpose,
        ex_ante=_ex_ante(gate.ex_ante) if gate.ex_ante else None,
    )


def _overall(dossier: OverallDossier, case: _Case) -> PublicOverall:
    gate = opened(dossier)
    title = SubjectKind.DEPARTMENT_OVERALL.value
    return PublicOverall(
        **_common(dossier, title, title, case), duties=gate.duties, staff_quota=gate.staff_quota, staff=gate.staff
    )


def _common(dossier: Dossier, title: str, budget: str, case: _Case) -> dict[str, Any]:
    gate = opened(dossier)
    funds = _funds(dossier) if dossier.funds else None
    evaluation = _evaluation(dossier, case.office) if dossier.evaluation else None
    return {
        "id": dossier.id,  # the number, or the unit's code; both public
        "year": gate.year,
        "title": title,
        "unit": case.units[gate.unit],
        "funds": funds,
        "objectives": _objectives(gate.objectives) if gate.objectives else None,
        "monitoring": _monitoring(gate, funds) if gate.monitoring else None,
        "self_evaluation": _self_evaluation(dossier) if dossier.self_evaluation else None,
        "evaluation": evaluation,
        "outcomes": _outcomes(dossier),
        "rectification": _rectification(dossier, case),
        "decision": _decision(gate.budget_decision) if gate.budget_decision else None,
        "feedback": _feedback(dossier),
        "letters": case.letters.get(dossier.id, ()),
        "years": _years(dossier, title, funds, evaluation, case),
        "published_on": gate.disclosure.published_on,
        "comparison": _comparison(dossier),
        "corrections": _corrections(dossier, case.today),
    }


def _fund_line(gate: Any, name: str) -> PublicFundLine:
    rate = gate.executed / gate.adjusted_budget if gate.executed is not None and gate.adjusted_budget else None
    return PublicFundLine(name, gate.original_budget, gate.adjusted_budget, gate.received, gate.executed, rate)


def _funds(dossier: Dossier) -> PublicFunds:
    gate = opened(dossier).funds
    return PublicFunds(
        total=_fund_line(gate, "合计"),
        sources=tuple(_fund_line(line, line.source.value) for line in gate.sources),
        parts=tuple(_fund_line(line, line.name) for line in gate.overall),
        received_rate=results.received_execution_rate(dossier.funds),
    )


def _ex_ante(gate: Any) -> PublicExAnte:
    return PublicExAnte(
        assessed_on=gate.assessed_on,
        method=gate.method,
        requested=gate.requested,
        proposed=gate.proposed,
        opinions=tuple(PublicOpinion(row.aspect.value, row.opinion) for row in gate.opinions),
        conclusion=gate.conclusion.value,
    )


def _measure(gate: Any) -> str:
    """A target or an actual value as the form shows it."""
    if gate is None:
        return ""
    if gate.value is None:
        return str(gate.text)
    sign = gate.comparison.value if "comparison" in type(gate._record).model_fields and gate.comparison else ""
    return f"{sign}{format(gate.value, 'f')}{gate.unit}"


def _text_of(measure: Record | None) -> str:
    return _measure(opened(measure)) if measure else ""


def _objectives(gate: Any) -> PublicObjectives:
    return PublicObjectives(
        annual=gate.annual,
        long_term=gate.long_term,
        approved_on=gate.approved_on,
        indicators=tuple(map(_objective, gate.indicators)),
        long_term_indicators=tuple(map(_objective, gate.long_term_indicators)),
    )


def _objective(row: Any) -> PublicObjective:
    return PublicObjective(_dimension(row.dimension), row.category or "", row.name, _measure(row.target), row.weight, row.is_core)


def _dimension(text: str | None) -> str:
    return (text or "").split("（")[0].split("(")[0].removesuffix("指标")


def _monitoring(gate: Any, funds: PublicFunds | None) -> PublicMonitoring:
    seen = gate.monitoring
    budget = funds.total.adjusted if funds else None
    return PublicMonitoring(
        as_of=seen.as_of,
        executed=seen.executed,
        expected=seen.expected,
        rate=seen.executed / budget if budget else None,
        action=seen.action.value,
        rows=tuple(PublicMonitoringRow(row.name, row.progress, row.expected, row.outlook.value) for row in seen.indicators),
    )


def _score_rows(rows: Iterable[results.ScoreRow]) -> tuple[PublicScoreRow, ...]:
    """Score rows are computed from redacted copies, so they hold nothing that is closed."""
    return tuple(
        PublicScoreRow(
            row.dimension, row.category, row.name, _text_of(row.target), _text_of(row.actual), row.weight, row.score, row.is_met,
            row.reason, row.improvement,
        )
        for row in rows
    )  # fmt: skip


def _dimensions(rows: tuple[results.ScoreRow, ...]) -> tuple[PublicDimension, ...]:
    return tuple(PublicDimension(sum_.dimension, sum_.weight, sum_.score, sum_.rate) for sum_ in results.by_dimension(rows))


def _self_evaluation(dossier: Dossier) -> PublicSelfEvaluation:
    gate = opened(dossier).self_evaluation
    rows = results.self_result_rows(dossier)
    return PublicSelfEvaluation(
        submitted_on=gate.submitted_on,
        achieved=gate.achieved,
        rows=_score_rows(rows),
        dimensions=_dimensions(rows),
        total=results.self_total(dossier),
        problems=gate.problems,
        improvements=gate.improvements,
    )


def _evaluation(dossier: Dossier, office: Office) -> PublicEvaluation:
    gate = opened(dossier).evaluation
    rows = results.evaluation_rows(dossier)
    grade = results.result_grade(dossier, office)
    return PublicEvaluation(
        kind=gate.kind.value,
        is_review=gate.kind is EvaluationKind.SELF,
        is_key=gate.is_key,
        key_reason=gate.key_reason if gate.is_key else "",
        evaluator=gate.evaluator.name if gate.evaluator else "",
        methods=gate.methods,
        consulted_on=gate.consulted_on,
        concluded_on=gate.concluded_on,
        rows=_score_rows(rows),
        dimensions=_dimensions(rows),
        total=results.result_total(dossier),
        grade=grade.value if grade else "",
        conclusion=gate.conclusion,
        achievements=gate.achievements,
        findings=tuple(
            PublicFinding(f.number, f.category.value, f.category.stage, f.heading, f.fact, f.basis, f.amount) for f in gate.findings
        ),
        recommendations=gate.recommendations,
    )


def _comparison(dossier: Dossier) -> PublicComparison | None:
    """Where the bureau only reviewed the self-evaluation there are no two scores to compare."""
    own_total, total = results.self_total(dossier), results.result_total(dossier)
    if own_total is None or total is None or not dossier.evaluation or dossier.evaluation.kind is EvaluationKind.SELF:
        return None
    own_rows, rows = results.self_result_rows(dossier), results.evaluation_rows(dossier)
    by_name = {row.name: row for row in rows}
    sums = {sum_.dimension: sum_ for sum_ in results.by_dimension(rows)}
    return PublicComparison(
        own_total=own_total,
        total=total,
        is_large=abs(own_total - total) >= results.LARGE_GAP,
        dimensions=tuple(
            PublicGap(own.dimension, own.weight, own.score, own.rate, found.weight, found.score, found.rate)
            for own in results.by_dimension(own_rows)
            if (found := sums.get(own.dimension))
        ),
        indicators=tuple(
            PublicGap(
                own.name, own.weight, own.score, results.score_rate(own), verified.weight, verified.score, results.score_rate(verified),
                _text_of(own.actual), _text_of(verified.actual),
            )
            for own in own_rows
            if (verified := by_name.get(own.name))
        ),
    )  # fmt: skip


def _corrections(dossier: Dossier, today: date) -> tuple[PublicCorrection, ...]:
    """What was corrected up to now; a version that is not kept has an address too, which says why."""
    stem = dossier_stem(dossier.unit, dossier.id if isinstance(dossier, ProjectDossier) else "", dossier.year)
    return tuple(
        PublicCorrection(number, gate.on, gate.note, version_address(stem, number), "" if gate.keeps_old else gate.old_reason)
        for number, gate in enumerate(opened(dossier).disclosure.corrections, 1)
        if gate.on <= today
    )


def _outcomes(dossier: Dossier) -> tuple[PublicOutcome, ...]:
    """Target, reported and verified value side by side; rows meet by the indicator's name."""
    reported = results.self_rows(dossier)
    verified = _verified_rows(dossier)
    outcomes = [_outcome(row, verified.pop(row.name, None)) for row in reported]
    if not reported and dossier.objectives:
        for promise in dossier.objectives.indicators:
            seen = verified.pop(promise.name, None)
            target, actual = _text_of(promise.target), _text_of(seen.actual) if seen else ""
            outcomes.append(PublicOutcome(promise.dimension_name, promise.name, target, "", actual, seen.is_met if seen else None))
    outcomes += [PublicOutcome(row.dimension, row.name, _text_of(row.target), "", _text_of(row.actual), row.is_met) for row in verified.values()]
    return tuple(outcomes)


def _verified_rows(dossier: Dossier) -> dict[str, results.ScoreRow]:
    if not dossier.evaluation or dossier.evaluation.kind is EvaluationKind.SELF:
        return {}
    rows = results.evaluation_rows(dossier)
    return {row.name: row for row in rows if row.target and row.actual and row.dimension not in INNER_DIMENSIONS}


def _outcome(row: results.ScoreRow, verified: results.ScoreRow | None) -> PublicOutcome:
    return PublicOutcome(
        row.dimension,
        row.name,
        _text_of(row.target or (verified.target if verified else None)),
        _text_of(row.actual),
        _text_of(verified.actual) if verified else "",
        verified.is_met if verified else row.is_met,
    )


def _rectification(dossier: Dossier, case: _Case) -> tuple[PublicRectificationItem, ...]:
    if not dossier.rectification or not dossier.evaluation:
        return ()
    headings = {finding.number: finding.heading for finding in opened(dossier).evaluation.findings}
    told = deadlines.notified_on(dossier) or dossier.rectification.due_on
    rows = []
    for item in dossier.rectification.items:
        gate = opened(item)
        # Before the unit was told there is no deadline yet, unless one was set.
        due_on = deadlines.item_due_on(item, dossier, case.office, case.today) if told or item.due_on else None
        rows.append(
            PublicRectificationItem(
                finding=gate.finding,
                heading=headings[gate.finding],
                requirement=gate.requirement,
                measure=gate.measure,
                responsible_unit=gate.responsible_unit,
                progress=gate.progress,
                status=deadlines.status_of(item).value,
                due_on=due_on,
                days_overdue=deadlines.days_overdue(item, dossier, case.office, case.today),
                closed_on=gate.closed_on,
            )
        )
    return tuple(rows)


def _decision(gate: Any) -> PublicDecision:
    return PublicDecision(
        use=gate.use.value,
        budget_year=gate.budget_year,
        previous=gate.previous,
        decided=gate.decided,
        basis=gate.basis,
        explanation=gate.explanation,
        departure_reason=gate.departure_reason,
    )


def _feedback(dossier: Dossier) -> PublicFeedback | None:
    feedback = dossier.feedback
    if not feedback or feedback.disclosure is not Disclosure.PROACTIVE or not feedback.document_number:
        return None
    gate = opened(feedback)
    return PublicFeedback(gate.document_number, gate.issued_on)


def _years(
    dossier: Dossier, title: str, funds: PublicFunds | None, evaluation: PublicEvaluation | None, case: _Case
) -> tuple[PublicYear, ...]:
    here = PublicYear(
        dossier.year,
        title,
        funds.total.adjusted if funds else None,
        funds.total.executed if funds else None,
        evaluation.total if evaluation else None,
        evaluation.grade if evaluation else "",
    )
    others = [
        PublicYear(row.year, row.title, row.adjusted_budget, row.executed, row.score, row.grade.value if row.grade else "")
        for row in case.other_years.get(dossier.id, ())
        if row.year != dossier.year
    ]
    return tuple(sorted((here, *others), key=lambda row: row.year))
