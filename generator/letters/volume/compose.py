"""The whole package of one year and stage, in the order of the paper: 函, 报告, 简报, 汇总表, 重点评价报告, 绩效表, 预决算文件."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.engine.chinese import close_up
from generator.letters.document import OfficialDocument
from generator.letters.volume.briefing import compose_briefing
from generator.letters.volume.evaluation import compose_evaluation
from generator.letters.volume.forms import chosen_forms
from generator.letters.volume.letter import DRAFTS, compose_letter, sender_of
from generator.letters.volume.material import Material, material_of
from generator.letters.volume.part import PartKind, Volume, VolumePart
from generator.letters.volume.pieces import project_names
from generator.letters.volume.report import compose_report
from generator.letters.volume.tables import summary_tables
from generator.letters.wording import Wording
from generator.records.accounts import GOVERNMENT, Stage
from generator.records.congress_choice import attached_accounts
from generator.records.dossier import OverallDossier
from generator.records.register import Register

# How the covering letter speaks of the kinds of part, in the order of the volume.
CONTENTS = {
    PartKind.REPORT: "向会议作的报告",
    PartKind.BRIEFING: "绩效简报",
    PartKind.TABLES: "汇总表",
    PartKind.EVALUATION: "重点评价报告",
    PartKind.FORMS: "重点项目绩效表",
    PartKind.ACCOUNTS: "文件",
}


def compose_volume(
    registers: Mapping[int, Register],
    year: int,
    stage: Stage,
    today: date,
    wording: Wording,
    *,
    content: Path,
    template_folders: Sequence[Path],
    data: Sequence[Path] = (),
) -> Volume:
    """The volume of `year` and `stage`; `registers` are all years that are known, `content` the folder that attached files stand in.

    JixiaoError where `congress.yml` says nothing of the stage, or where a template is wrong.
    """
    material = material_of(registers, year, stage, today)
    places = {f"evaluation-{dossier.id}": place for place, dossier in enumerate(material.key)}
    found = [*_own_parts(material, wording, template_folders), *_attached_parts(material, registers[year], content, today)]
    parts = sorted(found, key=lambda part: (list(PartKind).index(part.kind), places.get(part.id, 0)))
    has_draft = any(map(_is_draft, parts))
    letter = compose_letter(material, _contents(parts, stage), wording, has_draft=has_draft)
    draft, papers = DRAFTS[stage]
    office = material.office
    return Volume(
        year=year,
        stage=stage.value,
        title=f"{office.district}{year}年{f'{draft}和{papers}' if has_draft else papers}审查材料",
        agency=sender_of(office, stage),
        district=office.district,
        is_demo=office.is_demo,
        meeting=material.submission.meeting,
        submitted_on=material.submission.submitted_on,
        parts=(VolumePart("letter", PartKind.LETTER, letter.title_text, letter), *parts),
        data=tuple(data),
    )


def _own_parts(material: Material, wording: Wording, template_folders: Sequence[Path]) -> Iterator[VolumePart]:
    """Everything that is composed, but for the letter, which has to know the rest."""
    report = compose_report(material, wording)
    yield VolumePart("report", PartKind.REPORT, report.title_text, report)
    briefing = compose_briefing(material, template_folders)
    yield VolumePart("briefing", PartKind.BRIEFING, f"{material.office.district}{material.year}年{DRAFTS[material.stage][1]}简报", html=briefing)
    for table in summary_tables(material):
        yield VolumePart(_id_of(table, material), PartKind.TABLES, table.title_text, table, level=2)
    attached = {report.project: report.path for report in material.submission.reports}
    for dossier in material.key:
        if dossier.id not in attached:
            document = compose_evaluation(dossier, material, wording)
            names = project_names(dossier, material.subject(dossier))
            yield VolumePart(f"evaluation-{dossier.id}", PartKind.EVALUATION, document.title_text, document, level=2, names=names)
    has_report = {dossier.id for dossier in material.key}
    for dossier, form in chosen_forms(material):
        subject = material.subject(dossier)
        owner = subject.unit.label if isinstance(dossier, OverallDossier) else dossier.title
        title = f"{form.title[0]}（{close_up(owner)}）"
        # Where there is a report on the project, its mention leads there.
        names = () if dossier.id in has_report else project_names(dossier, subject)
        yield VolumePart(f"form-{dossier.id}", PartKind.FORMS, title, form, level=2, names=names)


def _id_of(table: OfficialDocument, material: Material) -> str:
    return table.name.removeprefix("congress-").removesuffix(f"-{material.slug}")


def _attached_parts(material: Material, register: Register, content: Path, today: date) -> Iterator[VolumePart]:
    """The evaluators' own reports, then budgets or accounts; the register is the whole one, for copies hold no books."""
    copies = material.copies.by_id
    for report in material.submission.reports:
        if dossier := copies.get(report.project):
            subject = material.subject(dossier)
            title = f"{close_up(subject.heading)}{subject.period}{subject.result_name.removesuffix('结果')}报告（评价机构）"
            yield VolumePart(
                f"evaluation-{dossier.id}", PartKind.EVALUATION, title, pdf=content / report.path, level=2,
                names=project_names(dossier, subject), source=f"content/{report.path}",
            )  # fmt: skip
    seen: dict[str, int] = {}
    for one in attached_accounts(register, material.submission, material.stage, today):
        key = {"": "file", GOVERNMENT: "government"}.get(one.owner, one.owner)
        seen[key] = seen.get(key, 0) + 1
        part_id = f"accounts-{key}" + (f"-{seen[key]}" if seen[key] > 1 or not one.owner else "")
        yield VolumePart(part_id, PartKind.ACCOUNTS, one.title, pdf=content / one.path, level=2, source=f"content/{one.path}")


def _is_draft(part: VolumePart) -> bool:
    """True for the government's draft itself: what a file of the year names stands for it, the units' own papers do not."""
    return part.kind is PartKind.ACCOUNTS and part.id.startswith(("accounts-government", "accounts-file"))


def _contents(parts: Sequence[VolumePart], stage: Stage) -> list[str]:
    """What goes with the letter, by kinds, with how many there are."""
    found = []
    for kind, name in CONTENTS.items():
        count = sum(part.kind is kind for part in parts)
        if count:
            name = f"{stage.value}{name}" if kind is PartKind.ACCOUNTS else name
            found.append(name if count == 1 else f"{name}（{count}份）")
    return found
