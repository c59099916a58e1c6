"""A sheet becomes a plain XLSX for people who work with the data: headings, widths, a filter, and no printing form.

`workbook.py` draws borders and heights for print, a millisecond a row; open data of a year have a hundred thousand rows, and
this takes a hundredth of the time (decision 0017). The parts are those that ECMA-376 asks for, the bytes the same for the same sheet.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from generator.engine.sheets import FORMULA_SIGNS, LONGEST_SHEET_NAME, NOT_IN_SHEET_NAMES, ColumnKind, Sheet, SheetColumn, Value

DAY_ZERO = date(1899, 12, 30)  # serial number 0 of a spreadsheet's days, from March 1900 on
LONGEST_TEXT = 32767  # characters in one cell, the format's limit
CUT = "……（内容过长，下略）"
MOST_ROWS = 1_048_575  # below the headings, the format's limit
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say
HEAD, QUOTED = 1, 2  # styles by their place in STYLES
STYLE_OF = {ColumnKind.TEXT: 0, ColumnKind.NUMBER: 0, ColumnKind.DATE: 3, ColumnKind.AMOUNT: 4, ColumnKind.RATE: 5}

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"

CONTENT_TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{CORE}"/></Types>'
)
ROOT_RELATIONS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
)
BOOK_RELATIONS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF1"/></patternFill></fill></fills>'
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def plain_workbook_bytes(sheet: Sheet, *, title: str, made_on: date) -> bytes:
    """The sheet as a file; `made_on` stands in its properties, no clock is asked. ValueError if it has more rows than a sheet can hold."""
    if len(sheet.rows) > MOST_ROWS:
        raise ValueError(f"{sheet.title}: {len(sheet.rows)} rows, a sheet holds {MOST_ROWS}")
    name = escape(NOT_IN_SHEET_NAMES.sub("_", sheet.title)[:LONGEST_SHEET_NAME], {'"': "&quot;"})
    moment = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{made_on.isoformat()}T00:00:00Z</dcterms:{{0}}>'
    core = (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_xml(title)}</dc:title><dc:creator>绩效公开</dc:creator>{moment.format('created')}{moment.format('modified')}</cp:coreProperties>"
    )
    book = f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in (
            ("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", ROOT_RELATIONS), ("docProps/core.xml", core), ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS), ("xl/styles.xml", STYLES),
        ):  # fmt: skip
            archive.writestr(_entry(path), text)
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w") as part:  # row by row: the text of a large sheet takes 100 MB
            for piece in _sheet_xml(sheet):
                part.write(piece.encode())
    return raw.getvalue()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet_xml(sheet: Sheet) -> Iterator[str]:
    letters = [_letters(place) for place in range(1, len(sheet.columns) + 1)]
    whole = f"A1:{letters[-1]}{len(sheet.rows) + 1}"
    yield f'{XML}<worksheet xmlns="{MAIN}"><dimension ref="{whole}"/><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>'
    for place, column in enumerate(sheet.columns, 1):
        yield f'<col min="{place}" max="{place}" width="{column.width}" customWidth="1"/>'
    yield '</cols><sheetData><row r="1">'
    for letter, column in zip(letters, sheet.columns, strict=True):
        yield _text_cell(f"{letter}1", column.heading, HEAD)
    yield "</row>"
    kinds = [column.kind for column in sheet.columns]
    for number, row in enumerate(sheet.rows, 2):
        cells = (_cell(f"{letter}{number}", value, kind) for letter, kind, value in zip(letters, kinds, row, strict=True) if value is not None)
        yield f'<row r="{number}">{"".join(cells)}</row>'
    yield f'</sheetData><autoFilter ref="{whole}"/></worksheet>'


def _cell(place: str, value: Value, kind: ColumnKind) -> str:
    if isinstance(value, str):
        return _text_cell(place, value, QUOTED if value.startswith(FORMULA_SIGNS) else 0)
    written = str((value - DAY_ZERO).days) if isinstance(value, date) else format(value, "f" if not isinstance(value, int) else "d")
    return f'<c r="{place}" s="{STYLE_OF[kind]}"><v>{written}</v></c>'


def _text_cell(place: str, text: str, style: int) -> str:
    """Text even where it begins with =, and when someone edits it: the style says so."""
    kept = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_xml(kept)}</t></is></c>'


def _xml(text: str) -> str:
    """Text of a cell; `_x0041_` would be read as a sign's number, so its first sign is written as one."""
    return escape(ESCAPED.sub("_x005F_", NOT_IN_XML.sub("\ufffd", text)))


def _letters(place: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def width_of(heading: str, kind: ColumnKind) -> float:
    """Room for the heading and for what usually stands below it, in characters; a Chinese one counts two."""
    usual = {ColumnKind.TEXT: 24, ColumnKind.DATE: 12, ColumnKind.AMOUNT: 14}.get(kind, 8)
    return float(max(usual, sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in heading) + 4))


def plain_column(heading: str, kind: ColumnKind) -> SheetColumn:
    """A column that is as wide as usual."""
    return SheetColumn(heading, width_of(heading, kind), kind)
