"""Cells and merged areas are laid out as a grid: what a merge hides is told, what a merge could do to memory is not let."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.engine.grids.grid import MARKER_SHEET, CellKind, Grid, GridCell, Spot, Value
from generator.engine.grids.limits import Limits
from generator.engine.grids.outcome import Hindrance, RefusalError, Remark, RemarkKind
from generator.engine.grids.shown import Shown, shown

WHITE = "".join(map(chr, (*range(0x21), 0x7F, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200E), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)))
HUGE = 10_000  # places under one merged area; a form's largest has some hundred


@dataclass(frozen=True)
class Area:
    """A merged area; its first place is its upper left one."""

    first: Spot
    last: Spot


@dataclass
class Layout:
    """A sheet while it is read."""

    sheet: str
    limits: Limits
    is_hidden: bool = False
    cells: dict[Spot, GridCell] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    linked: list[Spot] = field(default_factory=list)  # formulas that ask another file
    without_result: list[Spot] = field(default_factory=list)

    def put(self, spot: Spot, text: str, kind: CellKind = CellKind.TEXT, value: Value | None = None, *, is_formula: bool = False) -> None:
        """Keep a cell if there is something in it."""
        text = clean(text)
        if not text:
            return
        if spot.row > self.limits.row or spot.column > self.limits.column:
            raise self._too_far(spot)
        self.cells[spot] = GridCell(spot, text, kind, text if kind is CellKind.TEXT else value, is_formula=is_formula)

    def put_number(self, spot: Spot, raw: str | float, code: str, *, is_1904: bool, is_formula: bool) -> None:
        """Keep a number, or a day, as its format shows it."""
        try:
            seen: Shown | None = shown(raw, code, is_1904=is_1904)
        except ValueError:  # no number after all
            seen = None
        text, kind, value = seen or (str(raw), CellKind.TEXT, None)
        self.put(spot, text, kind, value, is_formula=is_formula)

    def _too_far(self, spot: Spot) -> RefusalError:
        return RefusalError(
            Hindrance.TOO_LARGE,
            f"工作表“{self.sheet}”的单元格 {spot.name} 还有内容，超出了可以读的范围（{self.limits.row} 行、{self.limits.column} 列）。",
            "请删去远处不需要的内容，或者把工作表拆成几个再用。",
        )


def clean(text: str) -> str:
    """The text as it is kept: plain line ends, no white around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(WHITE)


def lay(layout: Layout, file: str) -> tuple[Grid, tuple[Remark, ...]]:
    """The sheet as a grid, cells in order of rows, with what is worth knowing of it."""
    cells = dict(layout.cells)
    spans, covered = _spans(layout)
    under = []
    for spot in covered:
        if spot in cells:
            under.append(spot)
            del cells[spot]
    for first, last in spans.items():
        cell = cells.get(first) or GridCell(first, "")
        cells[first] = replace(cell, rows=last.row - first.row + 1, columns=last.column - first.column + 1)
    grid = Grid(file, layout.sheet, tuple(cells[spot] for spot in sorted(cells)), layout.is_hidden)
    return grid, tuple(_remarks(layout, sorted(under)))


def _spans(layout: Layout) -> tuple[dict[Spot, Spot], set[Spot]]:
    """Merged areas by their first place, and all places that they cover but these; an area that overlaps another is none."""
    furthest = Spot(max((spot.row for spot in layout.cells), default=1), max((spot.column for spot in layout.cells), default=1))
    spans: dict[Spot, Spot] = {}
    taken: set[Spot] = set()
    for area in layout.areas:
        first, last = area.first, area.last
        if (last.row - first.row + 1) * (last.column - first.column + 1) > HUGE:  # whole rows or columns merged: as far as there is content
            last = Spot(max(first.row, min(last.row, furthest.row)), max(first.column, min(last.column, furthest.column)))
        if len(taken) + (last.row - first.row + 1) * (last.column - first.column + 1) > layout.limits.covered:
            raise RefusalError(
                Hindrance.TOO_LARGE, f"工作表“{layout.sheet}”合并的单元格太多、太大。", "请取消大片的合并单元格，另存后再用。"
            )
        places = {Spot(row, column) for row in range(first.row, last.row + 1) for column in range(first.column, last.column + 1)}
        if len(places) < 2 or not places.isdisjoint(taken):
            continue
        spans[first] = last
        taken |= places
    return spans, taken - spans.keys()


def _remarks(layout: Layout, under: list[Spot]) -> Iterable[Remark]:
    name = layout.sheet
    if layout.is_hidden and layout.cells and name != MARKER_SHEET:
        yield Remark(RemarkKind.HIDDEN_SHEET, f"工作表“{name}”是隐藏的，也读了。", name, (), "不需要的请在表里删去这张工作表。")
    if layout.without_result:
        yield Remark(
            RemarkKind.NO_RESULT, "单元格里是公式，文件里没有保存算出的结果，所以没有数可读。", name, tuple(sorted(layout.without_result)),
            "请用 WPS 或 Excel 打开这个文件，保存一次再用。",
        )  # fmt: skip
    if layout.linked:
        yield Remark(
            RemarkKind.OUTSIDE_LINK, "公式引用了别的文件，读的是上次保存的结果，不会去打开那个文件。", name, tuple(sorted(layout.linked)),
            "请核对这些数；最好把公式粘贴成数值。",
        )  # fmt: skip
    hidden = tuple(
        spot for spot in sorted(layout.cells)
        if spot.row in layout.hidden_rows or any(first <= spot.column <= last for first, last in layout.hidden_columns)
    )  # fmt: skip
    if hidden:
        yield Remark(RemarkKind.HIDDEN_LINES, "这些单元格在隐藏的行或列里，也读了。", name, hidden, "不需要的请在表里删去这些行、列。")
    if under:
        yield Remark(
            RemarkKind.UNDER_MERGE, "合并单元格下面还藏着看不见的内容，没有读。", name, tuple(under), "需要的请取消合并，把内容写到看得见的地方。"
        )


def with_marker(grids: Iterable[Grid]) -> tuple[Grid, ...]:
    """The grids without the one that carries the marker of our own forms; the others get what it says."""
    kept: list[Grid] = []
    marker: Mapping[str, str] = {}
    for grid in grids:
        if grid.sheet == MARKER_SHEET:
            marker = _marker(grid)
        else:
            kept.append(grid)
    return tuple(replace(grid, marker=marker) if marker else grid for grid in kept)


def _marker(grid: Grid) -> Mapping[str, str]:
    cells = {cell.spot: cell.text for cell in grid.cells}
    return {text: cells.get(Spot(spot.row, 2), "") for spot, text in cells.items() if spot.column == 1}
