"""The volume for the people's congress: composed, put beside everything else that tells the same figures, and only then bound.

A volume whose figures do not agree is not written. What the congress has approved goes onto the site as it was bound.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from generator.engine.files import write_bytes
from generator.engine.plain_workbook import plain_workbook_bytes
from generator.engine.sheets import Sheet, SheetColumn, csv_bytes
from generator.engine.workers import Progress, silent
from generator.engine.workspace import Workspace
from generator.letters.binding.bind import BoundVolume, bind
from generator.letters.binding.folder import DATA_FOLDER, MANIFEST, VolumeFolder, write_folder
from generator.letters.printing import PrintShop
from generator.letters.volume.compose import compose_volume
from generator.letters.volume.figures import dossier_figure
from generator.letters.volume.inspection import inspect_volume
from generator.letters.volume.part import Volume
from generator.letters.volume.reconcile import Reconciliation
from generator.letters.wording import Wording
from generator.problems import ContentError, Severity
from generator.records.accounts import Stage
from generator.records.register import Register
from generator.website.door.addresses import page_address, stem_of
from generator.website.door.public import PublicDossier
from generator.website.door.public_site import PublicSite
from generator.website.door.volumes import BoundFile, BoundPackage
from generator.website.open_data import publish_year

STAGE_SLUGS = {Stage.BUDGET: "budget", Stage.FINAL: "final"}
COMPARED_NAME = "核对清单"
COMPARED_COLUMNS = (SheetColumn("事项", 60), SheetColumn("数值", 20), SheetColumn("出处", 90), SheetColumn("是否一致", 10))


@dataclass(frozen=True)
class MadeVolume:
    """A volume on disk, and what was compared before it was bound."""

    volume: Volume
    bound: BoundVolume
    folder: VolumeFolder
    reconciliation: Reconciliation
    compared: Path  # the list of what was compared, XLSX; a CSV stands beside it


def make_volume(
    workspace: Workspace, registers: Mapping[int, Register], year: int, stage: Stage, today: date, public: PublicSite, shop: PrintShop,
    progress: Progress = silent,
) -> MadeVolume:  # fmt: skip
    """Write the volume, its parts, their ZIP and the list of comparisons below `build/volume`; ContentError if a figure does not agree."""
    wording = Wording(workspace.template_folders)
    place = workspace.volumes / f"{year}-{STAGE_SLUGS[stage]}"
    data = publish_year(public, year, workspace.build / "volume-data")
    volume = compose_volume(
        registers, year, stage, today, wording, content=workspace.content, template_folders=workspace.template_folders, data=data
    )
    compared = inspect_volume(
        volume, registers, today, wording, template_folders=workspace.template_folders, others=site_figures(public, year)
    )
    list_path = _write_compared(volume, compared, workspace.volumes / f"{place.name}-{COMPARED_NAME}")
    if any(problem.severity is Severity.ERROR for problem in compared.problems):
        raise ContentError(compared.problems)
    bound = bind(volume, shop, workspace.volumes / f"{place.name}.pdf", progress)
    return MadeVolume(volume, bound, write_folder(volume, bound, shop, place, progress), compared, list_path)


def site_figures(public: PublicSite, year: int) -> Iterator[tuple[str, str, str]]:
    """What the site says of the year's dossiers, named as the other papers name it: name, value, where."""
    for register in public.registers:
        if register.year != year:
            continue
        for dossier in register.dossiers:
            where = f"网站 {page_address(stem_of(dossier))}"
            for what, value in _figures(dossier):
                yield dossier_figure(year, dossier.unit.label, dossier.title, what), value, where


def _figures(dossier: PublicDossier) -> Iterator[tuple[str, str]]:
    funds, decision = dossier.funds, dossier.decision
    if funds:
        for name, value in (("年初预算数", funds.total.original), ("全年预算数", funds.total.adjusted), ("全年执行数", funds.total.executed)):
            if value is not None:
                yield name, str(value)
    if dossier.score is not None:
        yield "得分", str(dossier.score)
    if dossier.grade:
        yield "等级", dossier.grade
    if decision:
        yield "应用方式", decision.use
        yield "上年预算", str(decision.previous)
        yield "安排预算", str(decision.decided)


def _write_compared(volume: Volume, compared: Reconciliation, path: Path) -> Path:
    """The list as XLSX for people and as CSV."""
    rows = [
        (row.name, value, "；".join(where), "一致" if row.agrees else "不一致")
        for row in compared.rows
        for value, where in row.found
    ]
    sheet = Sheet(COMPARED_NAME, COMPARED_COLUMNS, rows)
    write_bytes(path.with_suffix(".csv"), csv_bytes(sheet))
    xlsx = path.with_suffix(".xlsx")
    write_bytes(xlsx, plain_workbook_bytes(sheet, title=f"{volume.title}{COMPARED_NAME}", made_on=volume.submitted_on))
    return xlsx


def package_of(made: MadeVolume, stage: Stage) -> BoundPackage:
    """The volume as the door sees it."""
    whole, *rest = made.folder.files
    folder = made.folder.folder
    bound = [BoundFile(one.path, one.title, one.kind, one.pages, one.first_page, one.sha256, folder / one.path) for one in (whole, *rest)]
    archive = made.folder.zip_path
    packed = BoundFile(archive.name, f"{made.volume.title}（全部文件）", "ZIP", None, None, _sha256(archive), archive)
    lists = tuple(
        BoundFile(path.name, "文件清单", path.suffix[1:].upper(), None, None, _sha256(path), path) for path in sorted(folder.glob(f"{MANIFEST}.*"))
    )
    parts = tuple(file for file in bound[1:] if not file.name.startswith(f"{DATA_FOLDER}/"))
    return BoundPackage(made.volume.year, stage, made.volume.title, made.bound.pages, bound[0], packed, parts, lists)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
