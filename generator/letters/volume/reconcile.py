"""Every figure that stands under one name in several papers is the same: the list of what was compared, and a problem for each that differs.

Compared are the volume, the circular and the yearly report of the volume's day, the feedback letters, what issued
documents state, the statistics themselves, and what the caller adds (the site's public figures).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.engine.chinese import format_score
from generator.letters.composing import circular, report
from generator.letters.composing import feedback as feedback_letter
from generator.letters.composing.subject import subject_of
from generator.letters.volume.figures import (
    OVERALL,
    PROJECTS,
    Figure,
    applied_figure,
    dossier_figure,
    figures_about,
    figures_of_briefing,
    figures_of_document,
    finding_standing,
    plain,
    year_figure,
)
from generator.letters.volume.material import Material, material_of
from generator.letters.volume.part import PartKind, Volume
from generator.letters.wording import Wording
from generator.problems import Problem, Severity
from generator.records.accounts import Stage
from generator.records.congress_totals import rectified_total
from generator.records.deadlines import NOT_TOLD, standing_of
from generator.records.dossier import Dossier
from generator.records.register import Register
from generator.records.results import result_grade, result_total
from generator.records.totals import DecisionTotal, GroupTotal, RectificationTotal
from generator.records.year_totals import PartStatistics, open_overall, open_projects

RULE = "N12"
RECORDS = "资料的统计"
REMEDY = "模板里改过数字的，恢复程序统计的值；资料在生成以后改过的，全部重新生成；已经签发的公文，用 jixiao correct 起草更正函"
ISSUED_FACTS = {"评价/总分": "得分", "评价/等级": "等级", "资金/全年预算数": "全年预算数", "资金/全年执行数": "全年执行数", "结果应用/安排预算": "安排预算"}


@dataclass(frozen=True)
class Compared:
    """A figure that stands in two places or more."""

    name: str
    found: tuple[tuple[str, tuple[str, ...]], ...]  # each value with where it stands

    @property
    def agrees(self) -> bool:
        """True if all places say the same."""
        return len(self.found) == 1


@dataclass(frozen=True)
class Reconciliation:
    """All that was compared, in the order of the papers, and what is wrong."""

    rows: tuple[Compared, ...]
    problems: tuple[Problem, ...]


def reconcile(
    volume: Volume, registers: Mapping[int, Register], today: date, wording: Wording, *, others: Iterable[tuple[str, str, str]] = ()
) -> Reconciliation:
    """Compare the volume with everything else that tells the same; `others` are (name, value, where), named as in `figures.py`."""
    material = material_of(registers, volume.year, Stage(volume.stage), today)
    figures = [*figures_of_records(material), *figures_of_volume(volume, material), *_figures_of_papers(material, wording)]
    figures += [Figure(name, plain(value), where) for name, value, where in others]
    return compare(figures)


def compare(figures: Iterable[Figure]) -> Reconciliation:
    """Group figures by name."""
    places: dict[str, dict[str, dict[str, None]]] = {}
    for figure in figures:
        places.setdefault(figure.name, {}).setdefault(figure.value, {})[figure.where] = None
    rows = [
        Compared(name, tuple((value, tuple(where)) for value, where in values.items()))
        for name, values in places.items()
        if sum(len(where) for where in values.values()) > 1
    ]
    return Reconciliation(tuple(rows), tuple(_problem(row) for row in rows if not row.agrees))


def _problem(row: Compared) -> Problem:
    said = "；".join(f"{'、'.join(where)}是 {value}" for value, where in row.found)
    return Problem(RULE, Severity.ERROR, "送人大的材料", 0, 0, f"同一个数不一样——{row.name}：{said}", "", REMEDY)


# --- what the volume says ----------------------------------------------------------------------------------------------


def figures_of_volume(volume: Volume, material: Material) -> Iterator[Figure]:
    """What is printed in each part; attached files are not read."""
    applied_to = material.year if material.stage is Stage.BUDGET else None
    for part in volume.parts:
        where = f"材料〈{part.title}〉"
        if part.html:
            yield from figures_of_briefing(part.html, material.year, material.day, where)
        elif part.document and part.kind in (PartKind.EVALUATION, PartKind.FORMS):
            dossier = material.copies.by_id.get(part.id.partition("-")[2])
            if dossier:
                subject = material.subject(dossier)
                yield from figures_about(part.document, material.year, subject.unit.label, dossier.title, where)
        elif part.document:
            yield from figures_of_document(part.document, material.year, material.day, where, applied_to=applied_to)


# --- what the other papers say -----------------------------------------------------------------------------------------


def _figures_of_papers(material: Material, wording: Wording) -> Iterator[Figure]:
    """Circular and yearly report as they would be written on the volume's day; feedback letters; what was issued."""
    register, day = material.register, material.day
    if material.stage is Stage.FINAL:
        for compose in (circular.compose_circular, report.compose_report):
            if document := compose(register, day, wording):
                yield from figures_of_document(document, register.year, day, f"{document.kind}（截至材料之日）")
    for dossier in material.copies.dossiers:
        original = register.by_id[dossier.id]
        subject = subject_of(original, register, day)
        if feedback_letter.concerns(subject):
            number = original.feedback.document_number if original.feedback else ""
            document = feedback_letter.compose((subject,), wording)
            yield from figures_about(document, register.year, subject.unit.label, dossier.title, f"反馈意见函{number}")
    yield from _issued(material.register, material)


def _issued(register: Register, material: Material) -> Iterator[Figure]:
    """What valid issued documents of the year state of dossiers that the volume names; not what an earlier set for the congress does."""
    for document in register.issued.documents:
        if document.budget_year != register.year or not document.is_valid or document.corrected_by or document.stage:
            continue
        for key, value in document.facts.items():
            number, _, rest = key.partition("/")
            dossier = material.copies.by_id.get(number)
            if dossier and rest in ISSUED_FACTS:
                label = material.subject(dossier).unit.label
                yield Figure(dossier_figure(register.year, label, dossier.title, ISSUED_FACTS[rest]), plain(value), f"已签发的{document.number}")


# --- what the records say ----------------------------------------------------------------------------------------------


def figures_of_records(material: Material) -> Iterator[Figure]:
    """The statistics under the same names: what every paper ought to say."""
    for name, part in ((PROJECTS, material.statistics.projects), (OVERALL, material.statistics.overall)):
        for what, value in _part_figures(part):
            yield Figure(year_figure(material.year, material.day, name, what), plain(value), RECORDS)
    if material.stage is Stage.BUDGET:
        for label, total in (("结果应用的", material.applied.total), *((f"“{total.use}”的", total) for total in material.applied.by_use)):
            yield from (Figure(applied_figure(material.year, PROJECTS, label + what), plain(value), RECORDS) for what, value in _decision(total))
    pairs: Sequence[tuple[Register, Register]] = ((material.register, material.copies), *material.decided)
    for register, copies in pairs:
        for dossier in (*open_projects(register), *open_overall(register)):
            if dossier.id in copies.by_id:
                unit = copies.units[dossier.unit]
                for what, value in (*_dossier_figures(dossier, register), *_standings(dossier, register, material)):
                    yield Figure(dossier_figure(register.year, unit.label, dossier.title, what), plain(value), RECORDS)


def _part_figures(part: PartStatistics) -> Iterator[tuple[str, str]]:
    totals = part.totals
    yield from ((f"纳入绩效管理的{what}", value) for what, value in _group(totals.recorded))
    yield from ((f"评价的{what}", value) for what, value in _group(totals.evaluated))
    yield from ((f"财政重点评价的{what}", value) for what, value in _group(part.key))
    for kind, groups in (("评价等级", part.graded), ("评价类别", part.by_kind), ("预算类型", totals.by_budget)):
        yield from ((f"{kind}为“{group.name}”的{what}", value) for group in groups for what, value in _group(group))
    for use, total in (("结果应用的", part.decided), *((f"“{one.use}”的", one) for one in totals.decisions)):
        yield from ((use + what, value) for what, value in _decision(total))
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


def _standings(dossier: Dossier, register: Register, material: Material) -> Iterator[tuple[str, str]]:
    """How far the findings of a dossier are put right: each, and how many."""
    if not dossier.rectification:
        return
    total = rectified_total([dossier], register.office, material.day)
    yield "列入整改台账的项数", str(total.items)
    yield from _rectified(total.told, total.not_told)
    yield from ((finding_standing(item.finding), standing_of(item, dossier)) for item in dossier.rectification.items)


def _group(group: GroupTotal) -> Iterator[tuple[str, str]]:
    yield from (("个数", str(group.count)), ("全年预算数", str(group.budget)), ("全年执行数", str(group.executed)))


def _decision(total: DecisionTotal) -> Iterator[tuple[str, str]]:
    yield from (("个数", str(total.count)), ("上年预算", str(total.previous)), ("安排预算", str(total.decided)), ("增加", str(total.increase)), ("减少", str(total.decrease)))


def _dossier_figures(dossier: Dossier, register: Register) -> Iterator[tuple[str, str]]:
    funds, decision = dossier.funds, dossier.budget_decision
    amounts = (("年初预算数", funds.original_budget), ("全年预算数", funds.adjusted_budget), ("全年执行数", funds.executed)) if funds else ()
    yield from ((name, str(value)) for name, value in amounts if value is not None)
    if (score := result_total(dossier)) is not None:
        yield "得分", format_score(score)
    if grade := result_grade(dossier, register.office):
        yield "等级", grade.value
    if decision:
        yield "应用方式", decision.use.value
        yield from (("上年预算", str(decision.previous)), ("安排预算", str(decision.decided)))

