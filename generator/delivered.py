"""A delivered set, read back from the archive: the very files that went to the people's congress, whatever the records say by now.

The archive holds the bound volume, the ZIP of all files with its list, and the list of figures that were compared. The parts are taken
out of the ZIP for the site; each must be what the list in the ZIP says, and the ZIP what the register says.
"""

import csv
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.engine.files import sha256_of, write_bytes
from generator.engine.workspace import Workspace
from generator.letters.volume.reconcile import Reconciliation
from generator.problems import JixiaoError
from generator.records.accounts import Stage
from generator.records.events import FrozenFile
from generator.records.issued import IssuedDocument, IssuedRegister
from generator.website.door.volumes import BoundFile, BoundPackage

# What the list in a ZIP says stays as it was when the set was frozen, so these words are not those of the folder that is written now.
DATA_KIND = "公开数据"
ADDRESS = "网站上的文件名"  # where the list has it; else a file's name is its address
LIST_ADDRESS = "manifest"


def delivered_package(workspace: Workspace, document: IssuedDocument, issued: IssuedRegister) -> BoundPackage:
    """The set as the door sees it; JixiaoError if a file of it is not what was registered."""
    frozen = {Path(file.path).suffix: file for file in document.files}
    paths = {ending: _unchanged(workspace.issued / file.path, file, document) for ending, file in frozen.items()}
    folder = parts_folder(workspace, document)
    with zipfile.ZipFile(paths[".zip"]) as packed:
        top, manifest = _list_in(packed)
        content = json.loads(packed.read(manifest))
        rows = [row for row in content["文件"] if row["类别"] != DATA_KIND]
        files = [_file(row, _taken_out(packed, top, row["文件"], row["SHA-256"], folder)) for row in rows]
        lists = tuple(_lists(packed, top, manifest, folder))
    whole, *parts = files
    title = content["标题"]
    return BoundPackage(
        year=document.budget_year or 0,
        stage=Stage(document.stage),
        title=title,
        pages=document.pages,
        whole=BoundFile(whole.name, whole.title, whole.kind, whole.pages, None, frozen[".pdf"].sha256, paths[".pdf"]),
        archive=BoundFile(f"{top}.zip", f"{title}（全部文件）", "ZIP", None, None, frozen[".zip"].sha256, paths[".zip"]),
        parts=tuple(parts),
        lists=lists,
        number=document.number,
        kept_on=document.registered_on,
        named=document.named,
        corrections=tuple((one.number, one.issued_on) for number in document.corrected_by if (one := issued.by_number(number))),
    )


def parts_folder(workspace: Workspace, document: IssuedDocument) -> Path:
    """Where the parts stand that were taken out of the archive; they may be deleted at any time."""
    return workspace.volumes / "delivered" / Path(document.files[0].path).stem


def _unchanged(path: Path, file: FrozenFile, document: IssuedDocument) -> Path:
    if not path.is_file() or path.stat().st_size != file.size or sha256_of(path) != file.sha256:
        fault = "与登记簿的校验码不符" if path.is_file() else "不见了"
        raise JixiaoError(
            f"{document.number}（《{document.title}》）送交人大的存档文件 {path.name} {fault}，没有继续。"
            "请运行 jixiao verify 查看，用备份恢复这个文件；存档文件不能改。"
        )
    return path


def _taken_out(packed: zipfile.ZipFile, top: str, name: str, sha256: str, folder: Path) -> Path:
    """A file of the set beside the archive; one that stands there already is used if it is the same."""
    path = folder / name
    if not path.is_file() or sha256_of(path) != sha256:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        with packed.open(f"{top}/{name}") as source, beside.open("wb") as target:
            shutil.copyfileobj(source, target)
        beside.replace(path)
    return path


def _list_in(packed: zipfile.ZipFile) -> tuple[str, str]:
    """The folder in the ZIP, and its list of files: the one JSON that stands in it, whatever a version of the program called it."""
    (manifest,) = (name for name in packed.namelist() if name.count("/") == 1 and name.endswith(".json"))
    return manifest.partition("/")[0], manifest


def _file(row: Mapping[str, Any], path: Path) -> BoundFile:
    return BoundFile(row.get(ADDRESS, row["文件"]), row["标题"], row["类别"], row["页数"], row["合订本起页"], row["SHA-256"], path)


def _lists(packed: zipfile.ZipFile, top: str, manifest: str, folder: Path) -> Iterator[BoundFile]:
    """The list of files in its three forms, which cannot state its own hash."""
    for name in sorted(name for name in packed.namelist() if name.startswith(manifest.removesuffix("json"))):
        path = folder / name.removeprefix(f"{top}/")
        write_bytes(path, packed.read(name))
        yield BoundFile(f"{LIST_ADDRESS}{path.suffix}", "文件清单", path.suffix[1:].upper(), None, None, sha256_of(path), path)


def moved_figures(workspace: Workspace, document: IssuedDocument, now: Reconciliation) -> tuple[tuple[str, str, str], ...]:
    """The figures that were compared when the set was delivered and are others by now: name, value then, value now or nothing."""
    file = next(file for file in document.files if file.path.endswith(".csv"))
    path = _unchanged(workspace.issued / file.path, file, document)
    then = {row["事项"]: row["数值"] for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())}
    said = {row.name: "、".join(value for value, _ in row.found) for row in now.rows}
    return tuple((name, value, said.get(name, "")) for name, value in then.items() if said.get(name, "") != value)
