"""Files for the tests of reading: workbooks with openpyxl, or part by part where no program would write them so."""

import struct
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from generator.engine.grids.grid import Grid

FILES = Path(__file__).parents[1] / "files"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def seen(grid: Grid) -> dict[str, str]:
    """What stands in each cell by its name."""
    return {cell.spot.name: cell.text for cell in grid.cells}


def form_workbook() -> Workbook:
    """A small form with one of everything that matters to reading."""
    book = Workbook()
    sheet = book.active
    sheet.title = "自评表"

    def put(place: str, value: object, code: str = "General") -> None:
        sheet[place] = value
        sheet[place].number_format = code

    put("A1", "　项目支出绩效自评表 ")
    put("A2", "项目名称")
    put("B2", "道路\n养护")
    put("A3", "产出指标")
    put("B3", 0.95, "0%")
    put("C3", 80.1, "0.00")
    put("D3", 89.97399999999999)
    put("E3", 1234567.891, "#,##0.00")
    put("F3", 12, '0"万元"')
    put("B4", date(2026, 5, 20), "yyyy/m/d")
    put("C4", date(2026, 5, 1), 'yyyy"年"m"月"')
    put("D4", 0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')
    put("E4", -5, "0.00;[Red](0.00)")
    put("B5", "=SUM(C3,10)", "0.00")
    put("C5", "=1/0")
    put("D5", '=IF(C3>80,"良","")')
    put("E5", 12345678, "#,##0.00,")
    for area in ("A1:F1", "B2:F2", "A3:A5"):
        sheet.merge_cells(area)
    sheet.row_dimensions[5].hidden = True
    marker = book.create_sheet("jixiao")
    marker.sheet_state = "veryHidden"
    marker["A1"], marker["B1"], marker["A2"], marker["B2"] = "表", "项目支出绩效自评表", "年度", "2025"
    hidden = book.create_sheet("旧数")
    hidden.sheet_state = "hidden"
    hidden["B2"] = 5
    return book


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """An archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def rewritten(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """The same archive with these parts put in or replaced."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return zipped(path, {**kept, **parts})


def raw_workbook(
    path: Path, rows: str, *, texts: str = "", formats: Mapping[int, str] | None = None, after: str = "", parts: Mapping[str, str | bytes] | None = None
) -> Path:
    """A workbook of one sheet `表` whose rows are XML; style n+1 of a cell has the n-th of `formats`."""
    codes = formats or {}
    numbers = "".join(f'<numFmt numFmtId="{number}" formatCode="{code}"/>' for number, code in codes.items())
    styles = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{number}"/>' for number in codes)
    return zipped(path, {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="u" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{numbers}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>',
        **(parts or {}),
    })  # fmt: skip


def endless_workbook(path: Path) -> Path:
    """An OLE file whose workbook lies in two small sectors, each of which says that the other follows."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

    def numbers(*first: int) -> bytes:
        return struct.pack("<128I", *first, *[free] * (128 - len(first)))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        stored = f"{name}\x00".encode("utf-16-le")
        return stored.ljust(64, b"\x00") + struct.pack("<HBBIII36xIII", len(stored), kind, 1, free, free, child, start, size, 0)

    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H10x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 1, 1, 0, 4096, 2, 1, end, 0, 0) + numbers()[:432]  # sectors: 0 table, 1 folder, 2 table of small ones, 3 small ones
    folder = entry("Root Entry", 5, 1, 3, 512) + entry("Workbook", 2, free, 0, 200) + bytes(256)
    path.write_bytes(head + numbers(table, end, end, end) + folder + numbers(1, 0) + bytes(512))
    return path


def word_file(path: Path, body: str, parts: Mapping[str, str | bytes] | None = None) -> Path:
    """A Word file whose body is XML."""
    return zipped(path, {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>', **(parts or {}),
    })  # fmt: skip


def paragraph(text: str, *, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(text: str, *, across: int = 1, down: str = "") -> str:
    """A cell; `down` is `restart` or `continue` of a vertical merge."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merge = f'<w:vMerge w:val="{down}"/>' if down == "restart" else "<w:vMerge/>" if down else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph(text)}</w:tc>"
