"""The parts of a volume as single files, in a folder and as a ZIP, with a list of them.

A generated part has page numbers of its own here, from 1 on: it is read, sent and printed alone. The list says on which
page of the volume it begins. An attached file is the very one that was handed in, byte for byte.

Names are Chinese and in the order of the volume, for people who look into the folder; on the site a file has an address in
ASCII, which the list gives beside its name.
"""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from generator.engine.files import remove_tree, sha256_of, write_bytes
from generator.engine.plain_workbook import plain_workbook_bytes
from generator.engine.sheets import ColumnKind, Sheet, SheetColumn, Value, csv_bytes
from generator.engine.workers import Progress, silent
from generator.letters.binding.bind import BoundVolume, print_html_part
from generator.letters.document import OfficialDocument
from generator.letters.paper.linebreak import text_width
from generator.letters.printing import PrintShop
from generator.letters.volume.part import PartKind, Volume, VolumePart

DATA_FOLDER = "公开数据"
MANIFEST = "文件清单"
WHOLE = "00-合订本"
DATA_ADDRESS, MANIFEST_ADDRESS = "data", "manifest"
NAME_CELLS = 40  # of a file's name at most, in widths of a Chinese character: some systems end at 255 bytes
MADE_HERE, FROM_EVALUATOR, FROM_UNIT, OPEN_DATA = "程序按资料生成", "评价机构提供，原样收入", "编制单位提供，原样收入", "程序生成，内容与公开网站相同"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say
UNFIT = re.compile(r'[\\/:*?"<>|\s]+')  # what no name of a file may hold on Windows
EDITED_KINDS = (PartKind.REPORT,)  # also as DOCX, for the office that edits them
COLUMNS = (
    SheetColumn("序号", 6, ColumnKind.NUMBER),
    SheetColumn("文件", 60),
    SheetColumn("标题", 48),
    SheetColumn("类别", 16),
    SheetColumn("页数", 8, ColumnKind.NUMBER),
    SheetColumn("合订本起页", 12, ColumnKind.NUMBER),
    SheetColumn("大小（字节）", 14, ColumnKind.NUMBER),
    SheetColumn("SHA-256", 66),
    SheetColumn("来源", 26),
    SheetColumn("网站上的文件名", 34),
)


@dataclass(frozen=True)
class ListedFile:
    """A line of the list."""

    path: str  # within the folder
    title: str
    kind: str
    pages: int | None
    first_page: int | None  # in the volume
    size: int  # bytes
    sha256: str
    source: str  # in words
    address: str  # of the file on the site, below the volume's own


@dataclass(frozen=True)
class VolumeFolder:
    """The folder, its ZIP beside it, and what the list says."""

    folder: Path
    zip_path: Path
    files: tuple[ListedFile, ...]
    lists: tuple[Path, ...]  # of the files, which the list itself cannot hold

    @property
    def count(self) -> int:
        """Files in the folder, the lists among them."""
        return len(self.files) + len(self.lists)


def write_folder(volume: Volume, bound: BoundVolume, shop: PrintShop, folder: Path, progress: Progress = silent) -> VolumeFolder:
    """Write the parts anew into `folder`, and `<folder>.zip` beside it; the same volume gives the same bytes."""
    neighbour = folder.with_name(f".{folder.name}.new")
    remove_tree(neighbour)
    neighbour.mkdir(parents=True)
    whole = _copied(bound.path, neighbour, f"{WHOLE}{bound.path.suffix}")
    files = [_listed(neighbour, whole, volume.title, "合订本", bound.pages, None, MADE_HERE, bound.path.name)]
    files += _parts(volume, bound, shop, neighbour, progress)
    for path in volume.data:
        copy = _copied(path, neighbour / DATA_FOLDER, path.name)
        files.append(_listed(neighbour, copy, f"{volume.year}年度公开数据", "公开数据", None, None, OPEN_DATA, f"{DATA_ADDRESS}/{path.name}"))
    _write_list(volume, files, neighbour)
    remove_tree(folder)
    neighbour.replace(folder)
    zip_path = folder.with_name(f"{folder.name}.zip")
    _zip(folder, zip_path)
    return VolumeFolder(folder, zip_path, tuple(files), tuple(sorted(folder.glob(f"{MANIFEST}.*"))))


def _parts(volume: Volume, bound: BoundVolume, shop: PrintShop, folder: Path, progress: Progress) -> Iterator[ListedFile]:
    single = {placed.part.id: replace(placed.part.document, name=_name(at, placed.part)) for at, placed in enumerate(bound.parts, 1) if placed.part.document}
    edited = {part.id for part in volume.parts if part.kind in EDITED_KINDS and part.document}
    printed = dict(zip(single, _printed(single, edited, shop, folder, progress), strict=True))
    for at, placed in enumerate(bound.parts, 1):
        part = placed.part
        target = folder / f"{_name(at, part)}.pdf"
        if part.id not in printed:
            source = part.pdf or print_html_part(part, shop)
            shutil.copyfile(source, target)
        for path in printed.get(part.id, (target,)):
            pages = _pages(path) if path.suffix == ".pdf" else None
            first_page = placed.first_page if pages else None
            address = f"{at:02}-{part.id}{path.suffix}"
            yield _listed(folder, path, part.title, part.kind.value, pages, first_page, _source(part), address)


def _source(part: VolumePart) -> str:
    if part.pdf is None:
        return MADE_HERE
    return FROM_EVALUATOR if part.kind is PartKind.EVALUATION else FROM_UNIT


def _printed(single: dict[str, OfficialDocument], edited: set[str], shop: PrintShop, folder: Path, progress: Progress) -> Iterator[tuple[Path, ...]]:
    """The files of each generated part, in order."""
    both = shop.print_all([single[part_id] for part_id in single if part_id in edited], {document.name: folder for document in single.values()}, progress)
    alone = shop.print_pdfs([single[part_id] for part_id in single if part_id not in edited], progress)
    by_name: dict[str, tuple[Path, ...]] = {letter.document.name: letter.paths for letter in both}
    for one in alone:
        target = folder / f"{one.document.name}.pdf"
        shutil.copyfile(one.path, target)
        by_name[one.document.name] = (target,)
    for document in single.values():
        yield by_name[document.name]


def _name(at: int, part: VolumePart) -> str:
    """In the order of the volume; what stands alone is called by its kind, one of several by its title."""
    name = UNFIT.sub("", part.title if part.level > 1 else part.kind.value)
    while text_width(name) > NAME_CELLS:
        name = name[:-1]
    return f"{at:02}-{name}"


def _copied(path: Path, folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(path, folder / name))


def _pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _listed(folder: Path, path: Path, title: str, kind: str, pages: int | None, first_page: int | None, source: str, address: str) -> ListedFile:
    return ListedFile(path.relative_to(folder).as_posix(), title, kind, pages, first_page, path.stat().st_size, sha256_of(path), source, address)


def _write_list(volume: Volume, files: list[ListedFile], folder: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        (at, one.path, one.title, one.kind, one.pages, one.first_page, one.size, one.sha256, one.source, one.address) for at, one in enumerate(files, 1)
    ]
    sheet = Sheet("文件清单", COLUMNS, rows)
    write_bytes(folder / f"{MANIFEST}.csv", csv_bytes(sheet))
    title = f"{volume.title}文件清单"
    write_bytes(folder / f"{MANIFEST}.xlsx", plain_workbook_bytes(sheet, title=title, made_on=volume.submitted_on))
    listed = [dict(zip((column.heading for column in COLUMNS), row, strict=True)) for row in rows]
    content = {"标题": volume.title, "报送日期": volume.submitted_on.isoformat(), "文件": listed}
    write_bytes(folder / f"{MANIFEST}.json", (json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n").encode())


def _zip(folder: Path, path: Path) -> None:
    """Files in the order of their names, all with the same time; PDFs are packed already."""
    neighbour = path.with_name(f".{path.name}")
    with zipfile.ZipFile(neighbour, "w") as archive:
        for file in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", ZIP_TIME)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if file.suffix in (".pdf", ".zip") else zipfile.ZIP_DEFLATED
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)
    neighbour.replace(path)
