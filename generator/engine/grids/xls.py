"""A workbook of the older kind (.xls: BIFF in an OLE file) becomes grids. The only place that knows xlrd.

xlrd gives values, formats and merged areas; which cells are formulas it forgets, so the records are walked once for that.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDoc
from xlrd.sheet import Sheet

from generator.engine.grids.grid import CellKind, Spot
from generator.engine.grids.laying import Area, Layout
from generator.engine.grids.limits import Limits
from generator.engine.grids.outcome import Hindrance, RefusalError, Remark, RemarkKind, damaged
from generator.engine.grids.recognising import no_workbook
from generator.engine.grids.xlsx import too_many_cells

STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
# Records by their numbers in [MS-XLS].
BEGIN, END, SHEET, PASSWORD, OUTER_BOOK, FORMULAS = 0x0809, 0x000A, 0x0085, 0x002F, 0x01AE, (0x0006, 0x0206, 0x0406)
OWN_BOOK = (b"\x01\x04", b"\x01\x3a")  # what an OUTER_BOOK says that is this book, or a function of the program
NOT_WORKED_OUT = 0x3  # flags of a formula that wait for the next program to work it out
WORKSHEET = 0


@dataclass
class _Walked:
    """What the records tell that xlrd does not."""

    has_password: bool = False
    has_macro_sheet: bool = False
    links_outside: bool = False
    sheets: list[int] = field(default_factory=list)  # where each worksheet begins
    formulas: list[dict[Spot, bool]] = field(default_factory=list)  # of each worksheet: cells, and whether the result may be missing


def read_xls(content: bytes, limits: Limits, *, has_macro: bool) -> tuple[list[Layout], list[Remark]]:
    """All sheets with cells, in their order, and what is worth knowing of the file."""
    try:
        walked = _walk(content)
        if walked.has_password:
            raise protected()
        book = xlrd.open_workbook(
            file_contents=content, logfile=StringIO(), formatting_info=True, ragged_rows=True, on_demand=True,
            ignore_workbook_corruption=True,  # some reporting systems write one sector for two streams; Excel opens such a file
        )  # fmt: skip
    except RefusalError:
        raise
    except Exception as error:  # xlrd meets broken files with whatever comes: struct.error, IndexError, AssertionError …
        raise protected() if "encrypted" in str(error) else damaged("不是完整的 .xls 表格") from error
    if book.nsheets > limits.sheets:
        raise RefusalError(Hindrance.TOO_LARGE, f"文件里有 {book.nsheets} 张工作表，最多读 {limits.sheets} 张。", "请拆成几个文件再用。")
    layouts: list[Layout] = []
    for number in range(book.nsheets):
        formulas = walked.formulas[number] if len(walked.formulas) == book.nsheets else {}
        try:
            sheet = book.sheet_by_index(number)
        except Exception as error:
            raise damaged(f"第 {number + 1} 张工作表读不出") from error
        layouts.append(_laid_out(book, sheet, formulas, limits))
        book.unload_sheet(number)
        if sum(len(layout.cells) for layout in layouts) > limits.cells:
            raise too_many_cells(limits)
    return layouts, list(_remarks(walked, has_macro))


def protected() -> RefusalError:
    """A file that opens with a password only."""
    return RefusalError(Hindrance.PROTECTED, "文件设了打开密码，读不了。", "请用 WPS 或 Excel 打开，取消密码，另存后再用。")


def _remarks(walked: _Walked, has_macro: bool) -> Iterator[Remark]:
    if has_macro or walked.has_macro_sheet:
        yield Remark(RemarkKind.MACRO, "文件里有宏。只读了数据，宏没有运行。", remedy="最好另存为不含宏的 .xlsx 再发。")
    if walked.links_outside:
        yield Remark(RemarkKind.OUTSIDE_LINK, "文件链接了别的文件；没有去打开，读的是上次保存的结果。", remedy="请核对由别的文件算来的数。")


def _walk(content: bytes) -> _Walked:
    walked = _Walked()
    stream = _stream(content)
    for number, place, size in _records(stream, 0):
        if number == END:
            break
        if number == PASSWORD:
            walked.has_password = True
        elif number == SHEET:
            start, kind = struct.unpack_from("<I", stream, place)[0], stream[place + 5]
            if kind == WORKSHEET:
                walked.sheets.append(start)
            walked.has_macro_sheet |= kind == 1
        elif number == OUTER_BOOK and stream[place + 2 : place + 4] not in OWN_BOOK and size > 4:
            walked.links_outside = True
    if not walked.has_password:
        walked.formulas = [dict(_formulas(stream, start)) for start in walked.sheets]
    return walked


def _stream(content: bytes) -> bytes:
    if not content.startswith(b"\xd0\xcf\x11\xe0"):
        return content  # before Excel 5 the records were the file
    compound = CompDoc(content, logfile=StringIO(), ignore_workbook_corruption=True)
    for name in STREAMS:
        if stream := compound.get_named_stream(name):
            return bytes(stream)
    raise no_workbook(content)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Number, place and size of each record from here on; what lies past the end of the file is none."""
    place = start
    while place + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, place)
        if place + 4 + size > len(stream):
            return
        yield number, place + 4, size
        place += 4 + size


def _formulas(stream: bytes, start: int) -> Iterator[tuple[Spot, bool]]:
    depth = 0
    for number, place, size in _records(stream, start):
        depth += (number == BEGIN) - (number == END)
        if not depth:
            return
        if number in FORMULAS and depth == 1 and size >= 16:  # deeper are charts
            row, column = struct.unpack_from("<HH", stream, place)
            result, flags = stream[place + 6 : place + 14], struct.unpack_from("<H", stream, place + 14)[0]
            yield Spot(row + 1, column + 1), bool(flags & NOT_WORKED_OUT) and result == bytes(8)


def _laid_out(book: Book, sheet: Sheet, formulas: dict[Spot, bool], limits: Limits) -> Layout:
    layout = Layout(sheet.name, limits, is_hidden=sheet.visibility != 0)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            _put(layout, book, sheet, row, column, formulas)
        if len(layout.cells) > limits.cells:
            raise too_many_cells(limits)
    for first_row, end_row, first_column, end_column in sheet.merged_cells:
        if first_row < end_row and first_column < end_column:
            layout.areas.append(Area(Spot(first_row + 1, first_column + 1), Spot(end_row, end_column)))
    layout.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    layout.hidden_columns = [(column + 1, column + 1) for column, info in sheet.colinfo_map.items() if info.hidden]
    layout.without_result = [spot for spot, is_missing in formulas.items() if is_missing and spot in layout.cells]
    return layout


def _put(layout: Layout, book: Book, sheet: Sheet, row: int, column: int, formulas: dict[Spot, bool]) -> None:
    kind = sheet.cell_type(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return
    spot, value = Spot(row + 1, column + 1), sheet.cell_value(row, column)
    is_formula = spot in formulas
    if kind == xlrd.XL_CELL_TEXT:
        layout.put(spot, value, is_formula=is_formula)
    elif kind == xlrd.XL_CELL_BOOLEAN:
        layout.put(spot, "TRUE" if value else "FALSE", CellKind.FLAG, bool(value), is_formula=is_formula)
    elif kind == xlrd.XL_CELL_ERROR:
        layout.put(spot, xlrd.error_text_from_code.get(int(value), "#ERROR"), CellKind.ERROR, is_formula=is_formula)
    else:
        layout.put_number(spot, value, _format(book, sheet, row, column), is_1904=book.datemode == 1, is_formula=is_formula)


def _format(book: Book, sheet: Sheet, row: int, column: int) -> str:
    try:
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        return str(book.format_map[style.format_key].format_str)
    except (IndexError, KeyError, XLRDError):
        return "General"
