"""A form on paper: rows of boxes that span rows and columns, written as a workbook, as a table of a Word file, or as a `Grid`.

Boxes flow as in a table of a web page: a box stands in the first free column of its row, and a box that spans rows takes their columns away
from the rows below. Nothing here knows what a form means.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
from openpyxl.styles import Alignment, Border, Side

from generator.engine.grids.grid import CellKind, Grid, GridCell, Spot

NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
EDGE = Border(*(Side(style="thin"),) * 4)


@dataclass(frozen=True)
class Box:
    """What one cell shows, how far it spans, and what the file holds of it: a text, or a number with the format that shows the text."""

    text: str
    columns: int = 1
    rows: int = 1
    number: Decimal | None = None
    format: str = "General"


Content = str | Box


def box(text: str, columns: int = 1, rows: int = 1) -> Box:
    return Box(text, columns, rows)


def typed(text: str | None, columns: int = 1, rows: int = 1) -> Box:
    """A number as a clerk's workbook holds it: `100.00%` is 1 shown as a percentage, `0.00` is 0 shown with two places; other text is text."""
    text = text or ""
    is_percent = text.endswith("%")
    digits = text.removesuffix("%")
    if not NUMBER.fullmatch(digits):
        return Box(text, columns, rows)
    number = Decimal(digits.replace(",", ""))
    places = len(digits.partition(".")[2])
    shown = ("#,##0" if "," in digits else "0") + ("." + "0" * places if places else "")
    if is_percent:
        return Box(text, columns, rows, number / 100, f"{shown}%")
    return Box(text, columns, rows, number, "General" if format(number.normalize(), "f") == digits else shown)


@dataclass(frozen=True)
class Placed:
    """A box at its place."""

    spot: Spot
    box: Box


@dataclass
class Sheet:
    """One sheet of a workbook, or one table of a Word file."""

    name: str
    rows: list[list[Box]] = field(default_factory=list)

    def row(self, *contents: Content) -> "Sheet":
        """One more row; an empty box keeps its place."""
        self.rows.append([box(content) if isinstance(content, str) else content for content in contents])
        return self

    def placed(self) -> Iterator[Placed]:
        taken: set[tuple[int, int]] = set()
        for number, boxes in enumerate(self.rows, 1):
            column = 1
            for one in boxes:
                while (number, column) in taken:
                    column += 1
                taken |= {(number + down, column + right) for down in range(one.rows) for right in range(one.columns)}
                yield Placed(Spot(number, column), one)
                column += one.columns

    @property
    def size(self) -> tuple[int, int]:
        spots = [(place.spot.row + place.box.rows - 1, place.spot.column + place.box.columns - 1) for place in self.placed()]
        return max(row for row, _ in spots), max(column for _, column in spots)

    def grid(self, file: str) -> Grid:
        """The grid that this sheet is when it is read."""
        cells = [
            GridCell(
                place.spot,
                place.box.text.strip(),
                CellKind.TEXT if place.box.number is None else CellKind.NUMBER,
                (place.box.text.strip() or None) if place.box.number is None else _shortest(place.box.number),
                place.box.rows,
                place.box.columns,
            )
            for place in self.placed()
            if place.box.text.strip() or place.box.rows * place.box.columns > 1
        ]
        return Grid(file, self.name, tuple(sorted(cells, key=lambda cell: cell.spot)))


Block = str | Sheet  # a paragraph, or a table


@dataclass(frozen=True)
class Paper:
    """A file: a workbook of sheets, or a Word file of paragraphs and tables."""

    file: str
    blocks: tuple[Block, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """As readers of files give them: of a Word file the paragraphs above a table are its first rows, as wide as the table."""
        if not self.file.endswith(".docx"):
            return tuple(block for block in self.blocks if isinstance(block, Sheet))
        paragraphs: list[str] = []
        found: list[Sheet] = []
        for block in self.blocks:
            if isinstance(block, str):
                paragraphs.append(block)
            else:
                _, width = block.size
                found.append(Sheet(f"第{len(found) + 1}张表", [*([box(text, width)] for text in paragraphs), *block.rows]))
                paragraphs = []
        assert not (found and paragraphs)  # none of the files has any below its last table
        return tuple(found) or (Sheet("正文", [[box(text)] for text in paragraphs]),)

    def grids(self) -> tuple[Grid, ...]:
        """What reading the file gives."""
        return tuple(sheet.grid(self.file) for sheet in self.sheets)

    def write(self, folder: Path) -> Path:
        """The file itself; what is to be .xls is written as .xlsx, for LibreOffice to turn into it."""
        path = folder / self.file
        if path.suffix == ".docx":
            _write_word(path, self.blocks)
        else:
            path = path.with_suffix(".xlsx")
            _write_workbook(path, self.sheets)
        return path


def _write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for place in sheet.placed():
            spot, one = place.spot, place.box
            cell = page.cell(spot.row, spot.column)
            cell.value = one.text or None
            if one.number is not None:
                cell.value, cell.number_format = _stored(one.number), one.format
            elif one.text:
                cell.data_type = "s"  # `=100%` is a text here, not a formula
            cell.border, cell.alignment = EDGE, Alignment(horizontal="center", vertical="center", wrap_text=True)
            if one.rows * one.columns > 1:
                page.merge_cells(
                    start_row=spot.row, start_column=spot.column, end_row=spot.row + one.rows - 1, end_column=spot.column + one.columns - 1
                )
    book.save(path)


def _shortest(number: Decimal) -> Decimal:
    return Decimal(format(number.normalize(), "f"))


def _stored(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _write_word(path: Path, blocks: Sequence[Block]) -> None:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table: Any = document.add_table(*block.size)
        for place in block.placed():
            first = table.cell(place.spot.row - 1, place.spot.column - 1)
            last = table.cell(place.spot.row + place.box.rows - 2, place.spot.column + place.box.columns - 2)
            first.merge(last).text = place.box.text
    document.save(path)


# --- parts that most forms share ---------------------------------------------------------------------------------------

Rows = list[list[Box]]


def beside(label: Content, rows: Rows) -> Rows:
    """The rows with one label at their left that spans them all."""
    first = box(label) if isinstance(label, str) else label
    return [[replace(first, rows=len(rows)), *rows[0]], *rows[1:]]


def merged(levels: Sequence[Sequence[str]], rows: Rows) -> Rows:
    """The rows with the levels they belong to at their left, each level one box as long as it stays the same."""
    result: Rows = []
    for number, (names, row) in enumerate(zip(levels, rows, strict=True)):
        boxes = [
            box(name, rows=_run(levels, number, depth))
            for depth, name in enumerate(names)
            if number == 0 or levels[number - 1][: depth + 1] != names[: depth + 1]
        ]
        result.append([*boxes, *row])
    return result


def _run(levels: Sequence[Sequence[str]], start: int, depth: int) -> int:
    wanted = list(levels[start][: depth + 1])
    length = 1
    while start + length < len(levels) and list(levels[start + length][: depth + 1]) == wanted:
        length += 1
    return length


def as_above(levels: Sequence[Sequence[str]], rows: Rows) -> Rows:
    """The same with single boxes: a level is written once and left empty below."""
    result: Rows = []
    for number, (names, row) in enumerate(zip(levels, rows, strict=True)):
        above = levels[number - 1] if number else None
        boxes = [box("" if above and above[: depth + 1] == names[: depth + 1] else name) for depth, name in enumerate(names)]
        result.append([*boxes, *row])
    return result


def repeated(levels: Sequence[Sequence[str]], rows: Rows) -> Rows:
    """The same with the levels written in each row."""
    return [[*map(box, names), *row] for names, row in zip(levels, rows, strict=True)]
