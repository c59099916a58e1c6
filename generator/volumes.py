"""The volume for the people's congress: composed, put beside everything else that tells the same figures, and only then bound.

A volume whose figures do not agree is not written. Until it is delivered it follows the records, so it is bound anew if they change;
a delivered set is in the archive, and is neither composed nor bound here again (`delivered.py`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator import __version__
from generator.engine.cache import fingerprint
from generator.engine.files import sha256_of, write_bytes, write_text
from generator.engine.plain_workbook import plain_workbook_bytes
from generator.engine.sheets import Sheet, SheetColumn, csv_bytes
from generator.engine.workers import Progress, silent
from generator.engine.workspace import Workspace
from generator.letters.binding.bind import BoundVolume, bind
from generator.letters.binding.folder import DATA_ADDRESS, MANIFEST_ADDRESS, VolumeFolder, write_folder
from generator.letters.printing import PrintShop
from generator.letters.volume.compose import compose_volume
from generator.letters.volume.figures import dossier_figure
from generator.letters.volume.inspection import inspect_volume
from generator.letters.volume.part import Volume
from generator.letters.volume.reconcile import Reconciliation
from generator.letters.wording import Wording
from generator.problems import ContentError, Problem, Severity
from generator.records.accounts import Stage
from generator.records.congress_choice import may_go_out
from generator.records.delivery import accounts_keys, named_keys
from generator.records.register import Register
from generator.website.door.addresses import page_address, stem_of
from generator.website.door.public import PublicDossier
from generator.website.door.public_site import PublicSite
from generator.website.door.volumes import BoundFile, BoundPackage
from generator.website.open_data import publish_year

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
    missing: tuple[Problem, ...] = ()  # papers that the package lacks
    unbound: tuple[str, ...] = ()  # whose budget documents are not in it, and why


@dataclass(frozen=True)
class ComparedVolume:
    """A volume that is composed and agrees with everything else; `path` is the list of what was compared, as XLSX."""

    volume: Volume
    reconciliation: Reconciliation
    path: Path


def make_volume(
    workspace: Workspace, registers: Mapping[int, Register], year: int, stage: Stage, today: date, public: PublicSite, shop: PrintShop,
    progress: Progress = silent,
) -> MadeVolume:  # fmt: skip
    """Write the volume, its parts, their ZIP and the list of comparisons below `build/volume`; ContentError if a figure does not agree."""
    place = place_of(workspace, year, stage)
    return _bound(place, stage, shop, progress, compare_volume(workspace, place, registers, year, stage, today, public))


def approved_package(
    workspace: Workspace, registers: Mapping[int, Register], year: int, stage: Stage, today: date, public: PublicSite, shop: PrintShop,
    progress: Progress = silent,
) -> BoundPackage:  # fmt: skip
    """The volume as the door sees it; it is bound again only if something in it changed, and compared in any case."""
    place = place_of(workspace, year, stage)
    compared = compare_volume(workspace, place, registers, year, stage, today, public)
    # What was withdrawn since the day of sending is not bound any more, but deputies had it: such a set is not given out either.
    return replace(package_once(place, compared, stage, shop, progress), named=named_in(compared, registers, public, compared.volume.submitted_on))


def package_once(place: Path, compared: ComparedVolume, stage: Stage, shop: PrintShop, progress: Progress = silent) -> BoundPackage:
    """The volume bound at `place`, as the door sees it; what was bound there of the same is not bound again."""
    kept = _kept(_note(place), _inputs(compared.volume, shop))
    return kept or package_of(_bound(place, stage, shop, progress, compared), stage)


def _bound(place: Path, stage: Stage, shop: PrintShop, progress: Progress, compared: ComparedVolume) -> MadeVolume:
    volume = compared.volume
    bound = bind(volume, shop, place.with_name(f"{place.name}.pdf"), progress)
    made = MadeVolume(volume, bound, write_folder(volume, bound, shop, place, progress), compared.reconciliation, compared.path)
    _keep(_note(place), _inputs(volume, shop), content_of(volume), package_of(made, stage))
    return made


def compare_volume(
    workspace: Workspace, place: Path, registers: Mapping[int, Register], year: int, stage: Stage, today: date, public: PublicSite
) -> ComparedVolume:
    """Compose and compare; the list of comparisons is written beside `place` even if something does not agree: then ContentError."""
    compared = compose_and_reconcile(workspace, place, registers, year, stage, today, public)
    _write_compared(compared)
    if any(problem.severity is Severity.ERROR for problem in compared.reconciliation.problems):
        raise ContentError(compared.reconciliation.problems)
    return compared


def compose_and_reconcile(
    workspace: Workspace, place: Path, registers: Mapping[int, Register], year: int, stage: Stage, today: date, public: PublicSite
) -> ComparedVolume:
    """Compose the volume, and see what agrees."""
    wording = Wording(workspace.template_folders)
    data = publish_year(public, year, workspace.build / "volume-data" / place.name)
    volume = compose_volume(
        registers, year, stage, today, wording, content=workspace.content, template_folders=workspace.template_folders, data=data
    )
    reconciliation = inspect_volume(
        volume, registers, today, wording, template_folders=workspace.template_folders, others=site_figures(public, year)
    )
    return ComparedVolume(volume, reconciliation, place.with_name(f"{place.name}-{COMPARED_NAME}.xlsx"))


def place_of(workspace: Workspace, year: int, stage: Stage) -> Path:
    """Where the volume stands: the folder of its parts; the PDF and the ZIP have the same name beside it."""
    return workspace.volumes / f"{year}-{stage.slug}"


# --- what was bound is not bound again ---------------------------------------------------------------------------------


def _note(place: Path) -> Path:
    return place.with_name(f"{place.name}.json")


def _inputs(volume: Volume, shop: PrintShop) -> str:
    """Hash of all that a volume is made of; files count by what is in them."""
    files = [*(part.pdf for part in volume.parts if part.pdf), *volume.data]
    return fingerprint(shop.state(), __version__, repr(volume), *(sha256_of(file) if file.is_file() else "" for file in files))


def content_of(volume: Volume) -> str:
    """Fingerprint of what a volume says, on whatever machine and by whatever version it was printed; the data beside it are left out."""
    said = [repr(replace(part, pdf=None)) for part in volume.parts]
    files = [sha256_of(part.pdf) for part in volume.parts if part.pdf and part.pdf.is_file()]
    return fingerprint(volume.title, volume.meeting, str(volume.submitted_on), *said, *files)


def named_in(compared: ComparedVolume, registers: Mapping[int, Register], public: PublicSite, day: date) -> tuple[str, ...]:
    """What a volume and the data that go with it tell of, as `records/delivery.py` writes it: what is withdrawn later must be known.

    Budget documents are those that would be bound on `day`.
    """
    volume = compared.volume
    own, stage = registers[volume.year], Stage(volume.stage)
    submission = own.congress.submission(stage) if own.congress else None
    accounts = accounts_keys(own, submission, stage, day) if submission else ()
    text = "".join("".join(repr(replace(part, pdf=None)).split()) for part in volume.parts)
    in_data = {dossier.id for register in public.registers if register.year == volume.year for dossier in register.dossiers}
    dossiers = (
        key
        for register in registers.values()
        for dossier in register.dossiers
        if may_go_out(dossier, register, volume.submitted_on)
        and ((register.year == volume.year and dossier.id in in_data) or "".join(dossier.title.split()) in text)
        for key in named_keys(dossier)
    )
    return (*dossiers, *accounts)


def content_seen(place: Path) -> str:
    """`content_of` the volume that was last bound at a place; empty if there is none."""
    return str(json.loads(note.read_text(encoding="utf-8")).get("content", "")) if (note := _note(place)).is_file() else ""


def _keep(note: Path, inputs: str, content: str, package: BoundPackage) -> None:
    write_text(note, json.dumps({"inputs": inputs, "content": content, "package": {**asdict(package), "stage": package.stage.value}}, ensure_ascii=False, default=str) + "\n")


def _kept(note: Path, inputs: str) -> BoundPackage | None:
    """The package as it was bound, if it was bound of the same and its files are still the same."""
    if not note.is_file():
        return None
    found = json.loads(note.read_text(encoding="utf-8"))
    if found["inputs"] != inputs:
        return None
    fields = found["package"]
    whole, archive = _file(fields["whole"]), _file(fields["archive"])
    parts, lists = (tuple(map(_file, fields[name])) for name in ("parts", "lists"))
    package = BoundPackage(fields["year"], Stage(fields["stage"]), fields["title"], fields["pages"], whole, archive, parts, lists)
    everything = (whole, archive, *parts, *lists)
    return package if all(one.source.is_file() and sha256_of(one.source) == one.sha256 for one in everything) else None


def _file(fields: dict[str, Any]) -> BoundFile:
    return BoundFile(**{**fields, "source": Path(fields["source"])})


# --- comparing with the site -------------------------------------------------------------------------------------------


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


def _write_compared(compared: ComparedVolume) -> None:
    """The list as XLSX for people and as CSV."""
    rows = [
        (row.name, value, "；".join(where), "一致" if row.agrees else "不一致")
        for row in compared.reconciliation.rows
        for value, where in row.found
    ]
    volume = compared.volume
    sheet = Sheet(COMPARED_NAME, COMPARED_COLUMNS, rows)
    write_bytes(compared.path.with_suffix(".csv"), csv_bytes(sheet))
    write_bytes(compared.path, plain_workbook_bytes(sheet, title=f"{volume.title}{COMPARED_NAME}", made_on=volume.submitted_on))


def package_of(made: MadeVolume, stage: Stage) -> BoundPackage:
    """The volume as the door sees it."""
    whole, *rest = made.folder.files
    folder = made.folder.folder
    bound = [BoundFile(one.address, one.title, one.kind, one.pages, one.first_page, one.sha256, folder / one.path) for one in (whole, *rest)]
    archive = made.folder.zip_path
    packed = BoundFile(archive.name, f"{made.volume.title}（全部文件）", "ZIP", None, None, sha256_of(archive), archive)
    lists = tuple(
        BoundFile(f"{MANIFEST_ADDRESS}{path.suffix}", "文件清单", path.suffix[1:].upper(), None, None, sha256_of(path), path) for path in made.folder.lists
    )
    parts = tuple(file for file in bound[1:] if not file.name.startswith(f"{DATA_ADDRESS}/"))
    return BoundPackage(made.volume.year, stage, made.volume.title, made.bound.pages, bound[0], packed, parts, lists)
