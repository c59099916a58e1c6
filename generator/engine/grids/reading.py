"""A file becomes grids: recognised by its content, read by the reader of its kind; every failure is one Chinese message."""

from pathlib import Path

from generator.engine.grids.grid import Grid
from generator.engine.grids.laying import Layout, lay, with_marker
from generator.engine.grids.limits import LIMITS, Limits
from generator.engine.grids.outcome import FileRead, Hindrance, Refusal, Remark, UnreadableFile
from generator.engine.grids.package import Package
from generator.engine.grids.xlsx import read_xlsx


def read_file(path: Path, *, name: str | None = None, limits: Limits = LIMITS) -> FileRead:
    """All grids of a file and what is worth knowing of it; `name` is what messages call it. UnreadableFile if it gives none."""
    name = name or path.name
    try:
        return _read(path, name, limits)
    except Refusal as refusal:
        raise UnreadableFile(name, refusal.hindrance, refusal.message, refusal.remedy) from refusal


def read_grids(path: Path, *, name: str | None = None) -> tuple[Grid, ...]:
    """The grids of a file alone."""
    return read_file(path, name=name).grids


def _read(path: Path, name: str, limits: Limits) -> FileRead:
    with Package(path, limits) as package:
        layouts, remarks = read_xlsx(package, package.main_part(), limits)
    return _laid(layouts, remarks, name)


def _laid(layouts: list[Layout], remarks: list[Remark], name: str) -> FileRead:
    laid = [lay(layout, name) for layout in layouts]
    grids = with_marker(grid for grid, _ in laid if grid.cells)
    if not grids:
        raise Refusal(Hindrance.NOTHING_IN_IT, "文件里没有内容。", "请核对是否发错了文件。")
    return FileRead(grids, (*remarks, *(remark for _, more in laid for remark in more)))
