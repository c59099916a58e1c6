"""A file becomes grids: recognised by its content, read by the reader of its kind; every failure is one Chinese message."""

import os
import stat
from pathlib import Path

from generator.engine.grids.grid import Grid
from generator.engine.grids.laying import Layout, lay, with_marker
from generator.engine.grids.limits import LIMITS, MEGABYTE, Limits
from generator.engine.grids.outcome import FileRead, Hindrance, RefusalError, Remark, UnreadableFile
from generator.engine.grids.package import Package
from generator.engine.grids.plain_text import read_plain_text
from generator.engine.grids.recognising import (
    ASK_FOR_TABLE,
    START,
    WORKBOOK,
    FileKind,
    examine_office,
    examine_ole,
    on_extension,
    recognise,
)
from generator.engine.grids.web_page import read_web_page
from generator.engine.grids.word import read_word
from generator.engine.grids.xls import read_xls
from generator.engine.grids.xlsx import read_xlsx

PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff\xe0")  # how pictures begin, anywhere in a file that keeps them as they are
Content = tuple[list[Layout], list[Remark], str, bool]  # sheets, remarks, what the content is called, whether there are pictures


def read_file(path: Path, *, name: str | None = None, limits: Limits = LIMITS) -> FileRead:
    """All grids of a file and what is worth knowing of it; `name` is what messages call it. UnreadableFile if it gives none.

    Nothing bounds the time here: `apart.py` reads files that are not trusted.
    """
    name = name or path.name
    try:
        return _laid(*_content(path, limits), name)
    except RefusalError as refusal:
        raise UnreadableFile(name, refusal.hindrance, refusal.message, refusal.remedy) from refusal
    except (MemoryError, RecursionError) as error:
        raise UnreadableFile(
            name, Hindrance.HOSTILE, "文件的结构不正常，读它要用的内存太多。", "请用 WPS 或 Excel 打开，把要用的表复制到新文件里再用。"
        ) from error


def read_grids(path: Path, *, name: str | None = None) -> tuple[Grid, ...]:
    """The grids of a file alone."""
    return read_file(path, name=name).grids


def _content(path: Path, limits: Limits) -> Content:
    start = _start(path, limits)
    kind = recognise(start, path.name)
    if kind is FileKind.OFFICE:
        return _office(path, limits)
    content = path.read_bytes()
    if kind is FileKind.XLS:
        has_macro = start.startswith(b"\xd0\xcf") and examine_ole(content)
        return *read_xls(content, limits, has_macro=has_macro), kind.value, any(picture in content for picture in PICTURES)
    layouts = read_web_page(content, limits) if kind is FileKind.WEB_PAGE else read_plain_text(content, limits)
    return layouts, [], kind.value, b"<img" in content.lower()


def _start(path: Path, limits: Limits) -> bytes:
    """The first bytes of a file that is one, and not too large."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise RefusalError(Hindrance.NO_FILE, "这是文件夹，不是文件。", "请给出文件夹里的表格文件。")
        if not stat.S_ISREG(status.st_mode):
            raise RefusalError(Hindrance.NO_FILE, "这不是普通的文件。", "请给出表格文件。")
        if status.st_size > limits.file_bytes:
            raise RefusalError(
                Hindrance.TOO_LARGE, f"文件有 {status.st_size // MEGABYTE} MB，超过 {limits.file_bytes // MEGABYTE} MB。",
                "请删去表里的图片和多余的工作表，另存后再用。",
            )  # fmt: skip
        with path.open("rb") as file:
            start = file.read(START)
    except FileNotFoundError as error:
        raise RefusalError(Hindrance.NO_FILE, "没有这个文件。", "请核对文件名和所在的文件夹。") from error
    except OSError as error:
        raise RefusalError(Hindrance.NO_FILE, f"文件打不开（{os.strerror(error.errno or 0)}）。", "请看是否有权限读，是否正被别的程序占用。") from error
    if not start:
        raise RefusalError(Hindrance.EMPTY, "文件是空的，大小为 0。", "多半是没有拷完或者没有传完，请对方重发。")
    return start


def _office(path: Path, limits: Limits) -> Content:
    with Package(path, limits) as package:
        called = examine_office(package.has, lambda: package.tree(package.main_part()).tag)
        main = package.main_part()
        layouts, remarks = (read_xlsx if called == WORKBOOK else read_word)(package, main, limits)
        return layouts, remarks, called, package.has("xl/media/") or package.has("word/media/")


def _laid(layouts: list[Layout], remarks: list[Remark], called: str, has_pictures: bool, name: str) -> FileRead:
    laid = [lay(layout, name) for layout in layouts]
    grids = with_marker(grid for grid, _ in laid if any(cell.text for cell in grid.cells))
    if not grids:
        if has_pictures:
            raise RefusalError(Hindrance.NOTHING_IN_IT, "文件里只有图片，没有文字。", ASK_FOR_TABLE)
        raise RefusalError(Hindrance.NOTHING_IN_IT, "文件里没有内容。", "请核对是否发错了文件。")
    return FileRead(grids, (*on_extension(name, called), *remarks, *(remark for _, more in laid for remark in more)))
