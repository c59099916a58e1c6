import csv
from datetime import date, datetime, timezone
from decimal import Decimal
from io import BytesIO, StringIO
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from generator.engine.sheets import ColumnKind, Sheet, SheetColumn, csv_bytes
from generator.engine.workbook import workbook_bytes

COLUMNS = (
    SheetColumn("单位", 20),
    SheetColumn("得分", 8, ColumnKind.NUMBER),
    SheetColumn("到期", 12, ColumnKind.DATE),
    SheetColumn("金额（万元）", 14, ColumnKind.AMOUNT),
)
ROWS = (("教育局", Decimal("86.5"), date(2026, 11, 21), Decimal("1234.5")), ("=1+1", 3, None, None))
SHEET = Sheet("台账", COLUMNS, ROWS)
DAY = date(2026, 11, 21)


def reopened(sheet: Sheet = SHEET, title: str = "甲&乙台账"):
    return load_workbook(BytesIO(workbook_bytes([sheet], title=title, made_on=DAY)))


def test_cells_have_their_types():
    page = reopened()["台账"]

    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=1)] == [
        ["单位", "得分", "到期", "金额（万元）"],
        ["教育局", 86.5, page["C2"].value, 1234.5],
        ["=1+1", 3, None, None],
    ]
    assert page["C2"].value.date() == DAY
    assert [page[place].number_format for place in ("B2", "C2", "D2")] == ["General", "yyyy-mm-dd", "#,##0.00"]


def test_a_text_that_looks_like_a_formula_stays_a_text():
    cell = reopened()["台账"]["A3"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_the_sheet_is_ready_to_be_filtered_and_printed():
    page = reopened()["台账"]

    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:D3"
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (1, 0, True)
    assert all(cell.font.b for cell in page[1])
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert page.oddHeader.center.text == "甲&&乙台账"


def test_a_long_text_has_room():
    page = reopened(Sheet("台账", (SheetColumn("标题", 11),), (("一二三四五",), ("一二三四五六",), ("一\n二\n三",))))["台账"]

    assert [page.row_dimensions[row].height for row in (2, 3, 4)] == [20, 34, 48]


def test_the_same_sheets_give_the_same_bytes_at_any_time(monkeypatch):
    first = workbook_bytes([SHEET], title="台账", made_on=DAY)

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2030, 1, 1, tzinfo=tz)

    monkeypatch.setattr("openpyxl.writer.excel.datetime", SimpleNamespace(datetime=Later, timezone=timezone))
    monkeypatch.setattr("zipfile.time", SimpleNamespace(time=lambda: 0, localtime=lambda _: (2030, 1, 1, 0, 0, 0)))
    assert workbook_bytes([SHEET], title="台账", made_on=DAY) == first
    assert load_workbook(BytesIO(first)).properties.modified.date() == DAY


def test_characters_that_xml_cannot_hold_are_seen_and_too_long_texts_are_cut_with_a_word():
    page = reopened(Sheet("台账", COLUMNS[:1], (("甲\x0b乙",), ("长" * 40_000,))))["台账"]

    assert page["A2"].value == "甲\ufffd乙"
    assert page["A3"].value.endswith("……（内容过长，下略）")
    assert len(page["A3"].value) == 32767


def test_csv_opens_in_excel_and_runs_nothing():
    sheet = Sheet("表", COLUMNS[:1], (("=cmd|' /C calc'!A0",), ("+1",), ("-1",), ("@a",), ("\t=1",), ("＝1",), ("甲,“乙”\n丙",)))

    content = csv_bytes(sheet)

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows] == ["单位", "'=cmd|' /C calc'!A0", "'+1", "'-1", "'@a", "'\t=1", "'＝1", "甲,“乙”\n丙"]


def test_csv_of_figures_and_dates():
    assert csv_bytes(SHEET).decode("utf-8-sig") == "单位,得分,到期,金额（万元）\r\n教育局,86.5,2026-11-21,1234.5\r\n'=1+1,3,,\r\n"


@pytest.mark.parametrize("row", [("甲", "8", None, None), ("甲", None, "2026-01-01", None), (5, None, None, None), ("甲", True, None, None)])
def test_a_value_of_another_kind_is_a_fault_of_the_program(row):
    with pytest.raises(TypeError):
        Sheet("表", COLUMNS, (row,))


def test_a_row_must_have_a_value_for_each_column():
    with pytest.raises(ValueError, match="shorter"):
        Sheet("表", COLUMNS, (("甲",),))
