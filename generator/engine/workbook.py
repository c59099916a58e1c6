"""Sheets become an XLSX workbook that is ready to be filtered and printed; the same sheets give the same bytes."""

import re
import zipfile
from collections.abc import Callable, Sequence
from copy import copy
from datetime import UTC, date, datetime, time
from io import BytesIO
from math import ceil
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.engine.sheets import FORMULA_SIGNS, ColumnKind, Link, Sheet, SheetColumn, Value

FACE, SIZE = "宋体", 10.5  # 五号, as office tables are
LINE_PT, PADDING_PT = 14.0, 6.0  # height of a line of text, and of the white above and below
PADDING_CHARACTERS = 1.0  # white at the sides of a cell
HIGHEST_ROW_PT = 409.0  # the format's limit
LONGEST_TEXT = 32767  # characters in one cell, the format's limit
CUT = "……（内容过长，下略）"
MARGIN_INCH, MARGIN_FOOT_INCH = 0.6, 0.3
FORMATS = {
    ColumnKind.TEXT: "General", ColumnKind.NUMBER: "General", ColumnKind.DATE: "yyyy-mm-dd", ColumnKind.AMOUNT: "#,##0.00",
    ColumnKind.RATE: "0.0%",
}  # fmt: skip
ALIGNMENTS = {
    ColumnKind.TEXT: "left", ColumnKind.NUMBER: "center", ColumnKind.DATE: "center", ColumnKind.AMOUNT: "right", ColumnKind.RATE: "right",
}  # fmt: skip
HEADING_FILL = PatternFill("solid", fgColor="E8ECF1")
LINE = Side("thin", color="9AA3AE")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
LINK_COLOUR = "0B57A4"
IN_ADDRESSES = str.maketrans({"%": "%25", " ": "%20", "#": "%23", "?": "%3F"})  # Chinese stays as it is: Excel, WPS and LibreOffice read it so
CORE_PROPERTIES = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")  # the library puts the clock's time there
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say


def workbook_bytes(sheets: Sequence[Sheet], *, title: str, made_on: date) -> bytes:
    """The workbook as a file; `made_on` stands in its properties, no clock is asked."""
    book = Workbook()
    book.remove(book.worksheets[0])
    moment = datetime.combine(made_on, time(), UTC).replace(tzinfo=None)
    book.properties.title, book.properties.creator = title, "绩效公开"
    book.properties.created = book.properties.modified = moment
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet, title)
    raw = BytesIO()
    book.save(raw)
    return without_clock(raw.getvalue(), moment)


def _fill(paper: Worksheet, sheet: Sheet, title: str) -> None:
    for place, column in enumerate(sheet.columns, 1):
        paper.column_dimensions[get_column_letter(place)].width = column.width
        _head(_cell(paper, 1, place), column)
    paper.row_dimensions[1].height = _height(sheet.columns, tuple(column.heading for column in sheet.columns))
    worn: dict[tuple[ColumnKind, bool], StyleArray] = {}
    for number, row in enumerate(sheet.rows, 2):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True), 1):
            _put(_cell(paper, number, place), value, column.kind, worn)
        paper.row_dimensions[number].height = _height(sheet.columns, row)
    for (number, place), words in sheet.choices.items():
        offered = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)  # what it means by another word is asked at import
        offered.add(_cell(paper, number + 1, place).coordinate)
        paper.add_data_validation(offered)
    paper.freeze_panes = f"{get_column_letter(sheet.kept_columns + 1)}2"
    paper.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    _set_up_print(paper, title)


def _height(columns: tuple[SheetColumn, ...], row: tuple[Value, ...]) -> float:
    """Room for the longest text of a row, in points: LibreOffice and WPS do not work it out when they open a file."""
    lines = max((lines_of(value, column.width) for column, value in zip(columns, row, strict=True) if isinstance(value, str)), default=1)
    return min(lines * LINE_PT + PADDING_PT, HIGHEST_ROW_PT)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell of this width, in characters."""
    room = max(1.0, width - PADDING_CHARACTERS)
    return sum(max(1, ceil(_width(line) / room)) for line in text.split("\n"))


def _width(text: str) -> int:
    """In characters of the Latin kind; a Chinese one counts two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _cell(paper: Worksheet, row: int, place: int) -> Cell:
    cell = paper.cell(row, place)
    assert isinstance(cell, Cell)  # nothing is merged here
    return cell


def _head(cell: Cell, column: SheetColumn) -> None:
    _put(cell, column.heading, ColumnKind.TEXT)
    cell.font = Font(name=FACE, size=SIZE, bold=True)
    cell.fill = HEADING_FILL
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _put(cell: Cell, value: Value, kind: ColumnKind, worn: dict[tuple[ColumnKind, bool], StyleArray] | None = None) -> None:
    is_quoted = isinstance(value, str) and value.startswith(FORMULA_SIGNS)
    style = worn.get((kind, is_quoted)) if worn is not None else None
    if style is not None:  # to work a style out takes ten times as long as to write the cell
        cell._style = copy(style)  # type: ignore[attr-defined]
    else:
        cell.font = Font(name=FACE, size=SIZE)
        cell.border = BOX
        cell.alignment = Alignment(horizontal=ALIGNMENTS[kind], vertical="center", wrap_text=kind is ColumnKind.TEXT)
        cell.number_format = FORMATS[kind]
        cell.quotePrefix = is_quoted  # text even where it begins with =, when someone edits it too
        if worn is not None:
            worn[kind, is_quoted] = copy(cell._style)  # type: ignore[attr-defined]
    if isinstance(value, Link):
        cell.hyperlink = Hyperlink(ref=cell.coordinate, target=value.file.translate(IN_ADDRESSES), location=value.place or None)
        cell.font = Font(name=FACE, size=SIZE, color=LINK_COLOUR, underline="single")
    if isinstance(value, str):
        cell.value = storable(str(value))
        cell.data_type = "s"
    else:
        cell.value = value


def storable(text: str) -> str:
    """The text without characters that XML cannot hold, seen to be cut where a cell cannot hold it."""
    clean = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    return clean if len(clean) <= LONGEST_TEXT else clean[: LONGEST_TEXT - len(CUT)] + CUT


def _set_up_print(paper: Worksheet, title: str) -> None:
    """A4 on its side, as wide as the page, headings on every page, pages counted."""
    setup = paper.page_setup
    setup.orientation, setup.paperSize = "landscape", 9  # 9 is A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    paper.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    paper.print_title_rows = "1:1"
    paper.print_options.horizontalCentered = True
    margins = paper.page_margins
    margins.left = margins.right = margins.bottom = MARGIN_INCH
    margins.top = MARGIN_INCH + MARGIN_FOOT_INCH
    margins.header = margins.footer = MARGIN_FOOT_INCH
    head, foot = paper.oddHeader, paper.oddFooter
    assert head is not None  # a new sheet has both; an empty one is false
    assert foot is not None
    head.center.text, head.center.size, head.center.font = title.replace("&", "&&"), 14, f"{FACE},Bold"
    foot.center.text, foot.center.size, foot.center.font = "第 &P 页，共 &N 页", 9, f"{FACE},Regular"


def without_clock(content: bytes, moment: datetime, finish: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """The same archive with fixed times; `finish` gets each part with its name and may change it."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            part = finish(name, source.read(name))
            if name == CORE_PROPERTIES:
                part = MODIFIED.sub(rb"\g<1>" + f"{moment.isoformat()}Z".encode(), part)
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, part)
    return target.getvalue()
