"""Forms become an XLSX workbook that people fill in: drop-down lists, help, locked words, sums; the same forms give the same bytes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.engine.form_sheets import Condition, Content, FormBook, FormCell, FormSheet, Formula, Help, Kind, Look, Tone
from generator.engine.sheets import FORMULA_SIGNS
from generator.engine.workbook import lines_of, storable, without_clock

SONG, HEI = "宋体", "黑体"
FACES = {Look.TITLE: (HEI, 18.0), Look.NOTE: (SONG, 9.0), Look.HINT: (SONG, 9.0)}  # 小二, 小五
FACE = (SONG, 10.5)  # 五号
BARE = frozenset({Look.TITLE, Look.CAPTION, Look.NOTE})  # without a border
LABELS = frozenset({Look.LABEL, Look.SIDE})
STACKED = 255  # the format's word for characters one below the other
FORMATS = {
    Kind.TEXT: "General", Kind.WORD: "@", Kind.SCORE: "General", Kind.AMOUNT: "#,##0.00####", Kind.RATE: "0.00%",
    Kind.DATE: "yyyy-mm-dd", Kind.WHOLE: "0",
}  # fmt: skip
LABEL_FILL = PatternFill("solid", fgColor="EEF1F5")
GIVEN_FILL = PatternFill("solid", fgColor="F7F8FA")
LINE = Side("thin", color="404040")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
TONES = {
    Tone.WRONG: (Font(color="9C0006", bold=True), PatternFill("solid", bgColor="FFD9D6")),
    Tone.RIGHT: (Font(color="1E6B34"), PatternFill("solid", bgColor="E6F4EA")),
}
LINE_PT, SMALL_LINE_PT, PADDING_PT = 15.0, 12.5, 7.0
INDENT = 1.0  # characters
LEAST_PT, TITLE_PT, HIGHEST_PT = 24.0, 34.0, 409.0
MARGIN_INCH, FOOT_INCH = 0.55, 0.3
A4 = 9
FORMULA_CELL = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)><f>(.*?)</f><v\s*(?:/>|></v>)</c>', re.DOTALL)
TYPE = re.compile(rb' t="[^"]*"')


@dataclass
class _Styles:
    """Styles of a workbook by what cells are for: to work one out takes longer than to write the cell."""

    found: dict[tuple[Look, Kind, bool], StyleArray] = field(default_factory=dict)

    def put_on(self, cell: Cell, look: Look, kind: Kind, *, is_quoted: bool) -> None:
        key = look, kind, is_quoted
        if key not in self.found:
            _dress(cell, look, kind)
            cell.quotePrefix = is_quoted
            self.found[key] = _worn(cell)
        _wear(cell, self.found[key])


def form_workbook_bytes(book: FormBook, *, made_on: date) -> bytes:
    """The workbook as a file; `made_on` stands in its properties, no clock is asked."""
    work = Workbook()
    work.remove(work.worksheets[0])
    moment = datetime.combine(made_on, time(), UTC).replace(tzinfo=None)
    work.properties.title, work.properties.creator = book.title, "绩效公开"
    work.properties.created = work.properties.modified = moment
    styles = _Styles()
    for sheet in book.sheets:
        _fill(work.create_sheet(sheet.title), sheet, styles)
    _mark(work.create_sheet(book.marker_sheet), book.marker)
    work.security = WorkbookProtection(lockStructure=True)
    raw = BytesIO()
    work.save(raw)
    computed = {f"xl/worksheets/sheet{number}.xml": _values(sheet) for number, sheet in enumerate(book.sheets, 1)}
    return without_clock(raw.getvalue(), moment, lambda name, part: _with_values(part, computed.get(name, {})))


def _values(sheet: FormSheet) -> dict[str, Content]:
    return {f"{get_column_letter(cell.column)}{cell.row}": cell.value for cell in sheet.cells if isinstance(cell.content, Formula)}


def _with_values(part: bytes, values: Mapping[str, Content]) -> bytes:
    """A sheet's XML with what its formulas come to: the library writes formulas without, and readers that do not compute would see nothing."""
    if not values:
        return part

    def put(match: re.Match[bytes]) -> bytes:
        name, attributes, formula = match[1], TYPE.sub(b"", match[2]), match[3]
        value = values[name.decode()]
        is_text = value is None or isinstance(value, str)
        written = escape(str(value or "")) if is_text else f"{value:f}" if not isinstance(value, int | date) else str(value)
        return b'<c r="' + name + b'"' + attributes + (b' t="str"' if is_text else b"") + b"><f>" + formula + b"</f><v>" + written.encode() + b"</v></c>"

    return FORMULA_CELL.sub(put, part)


def _mark(paper: Worksheet, marker: Mapping[str, str]) -> None:
    for row, (name, value) in enumerate(marker.items(), 1):
        for column, text in enumerate((name, value), 1):
            cell = paper.cell(row, column)
            cell.value, cell.data_type, cell.number_format = text, "s", "@"
    paper.sheet_state = "veryHidden"
    paper.protection.sheet = True


def _fill(paper: Worksheet, sheet: FormSheet, styles: _Styles) -> None:
    for column, width in enumerate(sheet.widths, 1):
        paper.column_dimensions[get_column_letter(column)].width = width
    for cell in sheet.cells:
        _put(paper, cell, styles)
    for row, height in _heights(sheet).items():
        paper.row_dimensions[row].height = height
    for help_, areas in _helped(sheet.cells).items():
        paper.add_data_validation(_validation(help_, areas))
    for condition in sheet.conditions:
        _colour(paper, condition)
    if sheet.frozen_rows:
        paper.freeze_panes = f"A{sheet.frozen_rows + 1}"
    _protect(paper)
    _set_up_print(paper, sheet)


def _put(paper: Worksheet, cell: FormCell, styles: _Styles) -> None:
    if cell.rows > 1 or cell.columns > 1:  # before there is a style: the library would copy borders to each edge, which takes ten times as long
        paper.merge_cells(
            start_row=cell.row, start_column=cell.column, end_row=cell.row + cell.rows - 1, end_column=cell.column + cell.columns - 1
        )
    first = paper.cell(cell.row, cell.column)
    assert isinstance(first, Cell)  # areas do not overlap
    is_quoted = False
    if isinstance(cell.content, Formula):
        first.value = f"={cell.content.text}"
    elif isinstance(cell.content, str):
        first.value = storable(cell.content)
        first.data_type = "s"  # text even where it begins with =
        is_quoted = cell.content.startswith(FORMULA_SIGNS)  # … and when someone edits it
    else:
        first.value = cell.content
    styles.put_on(first, cell.look, cell.kind, is_quoted=is_quoted)
    for row in range(cell.row, cell.row + cell.rows):  # all of the area is locked, or none of it
        for column in range(cell.column, cell.column + cell.columns):
            if (row, column) != (cell.row, cell.column):
                _wear(paper.cell(row, column), _worn(first))


def _worn(cell: Cell) -> StyleArray:
    """All that a cell looks like, in the library's own short form."""
    style: StyleArray = cell._style  # type: ignore[attr-defined]
    return style


def _wear(cell: Cell | MergedCell, style: StyleArray) -> None:
    cell._style = copy(style)  # type: ignore[union-attr]


def _dress(cell: Cell, look: Look, kind: Kind) -> None:
    face, size = FACES.get(look, FACE)
    cell.font = Font(name=face, size=size, bold=look in LABELS or look is Look.SUM, color="595959" if look is Look.NOTE else "000000")
    cell.number_format = FORMATS[kind]
    cell.protection = Protection(locked=look is not Look.ENTRY)
    side = _horizontal(look, kind)
    cell.alignment = Alignment(
        horizontal=side,
        vertical="top" if look is Look.NOTE else "center",
        wrap_text=look is not Look.SIDE,
        text_rotation=STACKED if look is Look.SIDE else 0,
        indent=1 if side != "center" and look not in BARE else 0,
    )
    if look not in BARE:
        cell.border = BOX
    if look in LABELS or look is Look.SUM:
        cell.fill = LABEL_FILL
    elif look in (Look.GIVEN, Look.HINT):
        cell.fill = GIVEN_FILL


def _horizontal(look: Look, kind: Kind) -> str:
    if look is Look.TITLE or look in LABELS:
        return "center"
    if look in (Look.NOTE, Look.HINT) or kind is Kind.TEXT:
        return "left"
    return "right" if kind is Kind.AMOUNT else "center"


def _heights(sheet: FormSheet) -> dict[int, float]:
    """Room for the longest text of each row, in points: LibreOffice and WPS do not work it out when they open a file."""
    last = max(cell.row + cell.rows - 1 for cell in sheet.cells)
    heights = {row: sheet.least_heights.get(row, LEAST_PT) for row in range(1, last + 1)}
    for cell in sorted(sheet.cells, key=lambda one: one.rows):  # areas of several rows see first what their rows have anyway
        if not isinstance(cell.value, str) or not cell.value:
            continue
        needed = _needed(cell, sum(sheet.widths[cell.column - 1 : cell.column - 1 + cell.columns]))
        rows = range(cell.row, cell.row + cell.rows)
        if (missing := needed - sum(heights[row] for row in rows)) > 0:
            for row in rows:
                heights[row] = min(heights[row] + missing / len(rows), HIGHEST_PT)
    return heights


def _needed(cell: FormCell, width: float) -> float:
    if cell.look is Look.TITLE:
        return TITLE_PT
    if cell.look is Look.SIDE:
        return len(str(cell.value)) * LINE_PT + PADDING_PT
    line = SMALL_LINE_PT if cell.look in (Look.NOTE, Look.HINT) else LINE_PT
    room = width * FACE[1] / SMALL_LINE_PT * 1.15 if line == SMALL_LINE_PT else width  # small letters: more of them in a line
    return lines_of(str(cell.value), room - INDENT) * line + PADDING_PT


def _helped(cells: Iterable[FormCell]) -> dict[Help, list[str]]:
    """Each help with its areas; cells below each other are one area, so that a row put between them has the same help."""
    found: dict[Help, dict[tuple[int, int], list[tuple[int, int]]]] = {}
    for cell in cells:
        if cell.help:
            runs = found.setdefault(cell.help, {}).setdefault((cell.column, cell.columns), [])
            if runs and runs[-1][1] == cell.row - 1:
                runs[-1] = runs[-1][0], cell.row + cell.rows - 1
            else:
                runs.append((cell.row, cell.row + cell.rows - 1))
    return {help_: list(_areas(columns)) for help_, columns in found.items()}


def _areas(columns: Mapping[tuple[int, int], list[tuple[int, int]]]) -> Iterator[str]:
    for (column, count), runs in columns.items():
        for first, last in runs:
            yield f"{get_column_letter(column)}{first}:{get_column_letter(column + count - 1)}{last}"


def _validation(help_: Help, areas: list[str]) -> DataValidation:
    formula = f'"{",".join(help_.choices)}"' if help_.choices else help_.list_area or help_.rule
    rule = DataValidation(
        type="list" if help_.choices or help_.list_area else "custom" if help_.rule else None,
        formula1=formula or None,
        allow_blank=True,
        showErrorMessage=bool(formula),
        showInputMessage=True,
        promptTitle=help_.title,
        prompt=help_.prompt,
        errorTitle="请核对" if formula else None,
        error=help_.error or (f"请从下拉列表里选择：{'、'.join(help_.choices)}"[:225] if help_.choices else None),
        errorStyle="stop" if help_.is_strict else "warning",
    )
    for area in areas:
        rule.add(area)
    return rule


def _colour(paper: Worksheet, condition: Condition) -> None:
    font, fill = TONES[condition.tone]
    paper.conditional_formatting.add(condition.area, FormulaRule(formula=[condition.formula], font=font, fill=fill))  # type: ignore[no-untyped-call]


def _protect(paper: Worksheet) -> None:
    """Words of the form are locked; rows may be inserted and made higher. There is no password: it is a rail, not a wall."""
    rail = paper.protection
    rail.sheet = True
    rail.formatCells = rail.formatColumns = rail.formatRows = False  # False: allowed
    rail.insertRows = rail.deleteRows = rail.sort = rail.autoFilter = False


def _set_up_print(paper: Worksheet, sheet: FormSheet) -> None:
    """A4 as on paper, as wide as the page, headings on every page, pages counted."""
    setup = paper.page_setup
    setup.orientation, setup.paperSize = "landscape" if sheet.is_landscape else "portrait", A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    paper.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    last = max(cell.row + cell.rows - 1 for cell in sheet.cells)
    paper.print_area = f"A1:{get_column_letter(len(sheet.widths))}{last}"
    if sheet.head_rows:
        paper.print_title_rows = f"{sheet.head_rows[0]}:{sheet.head_rows[1]}"
    paper.print_options.horizontalCentered = True
    margins = paper.page_margins
    margins.left = margins.right = margins.top = MARGIN_INCH
    margins.bottom, margins.header, margins.footer = MARGIN_INCH + FOOT_INCH, FOOT_INCH, FOOT_INCH
    foot = paper.oddFooter
    assert foot is not None  # a new sheet has one; an empty one is false
    foot.center.text, foot.center.size, foot.center.font = "第 &P 页，共 &N 页", 9, f"{SONG},Regular"
