"""Reading forms that come in: `make bench`, or `python -m tests.bench_grids`. Each reader does what it can; what it cannot is said beside it."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from generator.engine.grids.reading import read_file
from tests.engine.grids.making import raw_workbook

INDICATORS = 30
HEADINGS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
BLANK_ROWS, BLANK_COLUMNS = 1_048_576, 12  # a sheet with borders down to its last row


def cpu(work: Callable[[], object], runs: int) -> float:
    """CPU milliseconds of one run, the mean of some."""
    before = os.times()
    for _ in range(runs):
        work()
    after = os.times()
    return (sum(after[:2]) - sum(before[:2])) / runs * 1000


def write_form(path: Path) -> None:
    """A self-evaluation form of thirty indicators, with borders and formats, as a unit fills it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评表"
    line = Side("thin")
    sheet.append(["项目支出绩效自评表"])
    sheet.append(["（2025年度）", None, None, None, None, None, "单位：万元"])
    sheet.append(["项目名称", "农村生活垃圾收运处置", None, None, "实施单位", "江城市示范区城市管理局"])
    sheet.append(["项目资金", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"])
    sheet.append(["年度资金总额", None, 1234.5, 1300, 1287.43, 10, 0.9903, 9.9])
    sheet.append(["开始日期", date(2025, 1, 1), None, None, "完成日期", date(2025, 12, 31)])
    sheet.append(list(HEADINGS))
    for number in range(INDICATORS):
        sheet.append(["产出指标", "数量指标", f"第{number}项收运垃圾数量", "≥45吨", f"{45 + number}吨", 2, 1.97, "因汛期道路中断三天，已增配车辆。"])
    for row in sheet.iter_rows(min_row=1, max_row=sheet.max_row, max_col=len(HEADINGS)):
        for cell in row:
            cell.border = Border(line, line, line, line)
            cell.font = Font("宋体", 10.5)
            cell.alignment = Alignment(wrap_text=True)
            if isinstance(cell.value, float):
                cell.number_format = "0.00%" if cell.value < 1 else "#,##0.00"
    for area in ("A1:H1", "B3:D3", "F3:H3", f"A8:A{INDICATORS + 7}", f"B8:B{INDICATORS + 7}"):
        sheet.merge_cells(area)
    book.save(path)


def write_word_form(path: Path) -> None:
    """The indicators of the form as a table of a Word file."""
    document = docx.Document()
    document.add_heading("项目支出绩效自评表", 1)
    table = document.add_table(INDICATORS + 1, len(HEADINGS))
    for column, heading in enumerate(HEADINGS):
        table.cell(0, column).text = heading
    for row in range(1, INDICATORS + 1):
        for column in range(len(HEADINGS)):
            table.cell(row, column).text = f"第{row}项收运垃圾数量"
    table.cell(1, 0).merge(table.cell(INDICATORS, 0))
    document.save(path)


def write_blank_sheet(path: Path) -> None:
    """One cell, and a million rows of formatted blanks below it."""
    letters = [get_column_letter(column) for column in range(1, BLANK_COLUMNS + 1)]
    blank = "".join(f'<c r="{letter}@" s="0"/>' for letter in letters)
    blanks = "".join(f'<row r="{row}" spans="1:{BLANK_COLUMNS}" ht="15">{blank.replace("@", str(row))}</row>' for row in range(2, BLANK_ROWS + 1))
    raw_workbook(path, f'<row r="1"><c r="A1"><v>1</v></c></row>{blanks}')


def with_openpyxl(path: Path) -> None:
    """Twice: once for formulas, formats and merged areas, once for the results."""
    for data_only in (False, True):
        book = load_workbook(path, data_only=data_only)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    _ = cell.value, cell.number_format


def with_calamine(path: Path) -> None:
    """Values and merged areas; it gives no formats and no formulas."""
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        _ = sheet.to_python(), sheet.merged_cell_ranges


def with_python_docx(path: Path) -> None:
    """The text of all cells; merged ones come again at each of their places."""
    for table in docx.Document(path).tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


def block() -> list[str]:
    """The lines of docs/benchmarks.md about reading forms."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        new, old, word, blank = (folder / each for each in ("form.xlsx", "form.xls", "form.docx", "blank.xlsx"))
        write_form(new)
        write_word_form(word)
        write_blank_sheet(blank)
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", "xls", "--outdir", str(folder), str(new)],
            check=True, capture_output=True,
        )  # fmt: skip
        rows = [
            ("a form, .xlsx", cpu(lambda: read_file(new), 40), cpu(lambda: with_openpyxl(new), 10), cpu(lambda: with_calamine(new), 40), None),
            ("a form, .xls", cpu(lambda: read_file(old), 40), None, cpu(lambda: with_calamine(old), 40), None),
            ("a form, .docx", cpu(lambda: read_file(word), 40), None, None, cpu(lambda: with_python_docx(word), 5)),
            (
                f"{BLANK_ROWS:,} formatted blank rows ({blank.stat().st_size >> 20} MB)", cpu(lambda: read_file(blank), 1), None,
                cpu(lambda: with_calamine(blank), 1), None,
            ),
        ]  # fmt: skip
    return [
        "## Forms that come in",
        "",
        f"CPU milliseconds for one file of {INDICATORS} indicators, mean of several runs in one warm process. calamine gives values and merged areas, but neither "
        "formats nor formulas; openpyxl reads twice, for formulas and for results.",
        "",
        "| file | ours | openpyxl | calamine | python-docx |",
        "|---|---|---|---|---|",
        *(f"| {what} | {' | '.join(f'{value:,.1f}' if value is not None else '—' for value in values)} |" for what, *values in rows),
    ]


if __name__ == "__main__":
    print("\n".join(block()))  # noqa: T201
