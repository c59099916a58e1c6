"""Every figure that stands under one name in several papers is the same: the list of what was compared, and a problem for each that differs.

Compared are the volume, the circular and the yearly report of the volume's day, the feedback letters, what issued
documents state, the statistics themselves, and what the caller adds (the site's public figures).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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
    plain,
    year_figure,
)
from generator.letters.volume.material import Material, material_of
from generator.letters.volume.part import PartKind, Volume
from generator.letters.wording import Wording
from generator.problems import Problem, Severity
from generator.records.accounts import Stage
from generator.records.congress_figures import decision_figures, dossier_figures, part_figures, standing_figures
from generator.records.register import Register
from generator.records.year_totals import open_overall, open_projects

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
        for what, value in part_figures(part):
            yield Figure(year_figure(material.year, material.day, name, what), plain(value), RECORDS)
    if material.stage is Stage.BUDGET:
        for label, total in (("结果应用的", material.applied.total), *((f"“{total.use}”的", total) for total in material.applied.by_use)):
            yield from (Figure(applied_figure(material.year, PROJECTS, label + what), plain(value), RECORDS) for what, value in decision_figures(total))
    pairs: Sequence[tuple[Register, Register]] = ((material.register, material.copies), *material.decided)
    for register, copies in pairs:
        for dossier in (*open_projects(register), *open_overall(register)):
            if dossier.id in copies.by_id:
                unit = copies.units[dossier.unit]
                for what, value in (*dossier_figures(dossier, register.office), *standing_figures(dossier, register.office, material.day)):
                    yield Figure(dossier_figure(register.year, unit.label, dossier.title, what), plain(value), RECORDS)
