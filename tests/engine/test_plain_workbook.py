from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from generator.engine.plain_workbook import MOST_ROWS, plain_column, plain_workbook_bytes
from generator.engine.sheets import ColumnKind, Sheet

COLUMNS = (
    plain_column("单位", ColumnKind.TEXT), plain_column("得分", ColumnKind.NUMBER), plain_column("到期", ColumnKind.DATE),
    plain_column("金额（万元）", ColumnKind.AMOUNT), plain_column("执行率", ColumnKind.RATE),
)  # fmt: skip
ROWS = (("教育局", Decimal("86.50"), date(2026, 11, 21), Decimal("1234.5678"), Decimal("0.986")), ("=1+1", 3, None, None, None))
DAY = date(2026, 11, 21)


def reopened(rows=ROWS, title="甲&乙", name="台账"):
    return load_workbook(BytesIO(plain_workbook_bytes(Sheet(name, COLUMNS, rows), title=title, made_on=DAY)))


def test_cells_have_their_types_and_formats():
    page = reopened()["台账"]

    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["单位", "得分", "到期", "金额（万元）", "执行率"],
        ["教育局", 86.5, page["C2"].value, 1234.5678, 0.986],
        ["=1+1", 3, None, None, None],
    ]
    assert page["C2"].value.date() == DAY
    assert [page[place].number_format for place in ("B2", "C2", "D2", "E2")] == ["General", r"yyyy\-mm\-dd", "#,##0.00", "0.0%"]
    assert (page["A3"].data_type, page["A3"].quotePrefix) == ("s", True)
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:E3")


def test_text_keeps_marks_lines_and_blanks():
    page = reopened([(' <甲> & "乙"\n丙 ', None, None, None, None), ("坏\x00字", None, None, None, None)])["台账"]

    assert [page["A2"].value, page["A3"].value] == [' <甲> & "乙"\n丙 ', "坏\ufffd字"]


def test_long_texts_are_cut_and_say_so():
    text = reopened([("字" * 40000, None, None, None, None)])["台账"]["A2"].value

    assert len(text) == 32767
    assert text.endswith("（内容过长，下略）")


def test_names_of_sheets_are_made_to_fit():
    assert reopened(name="收/支：" + "长" * 40).sheetnames == ["收_支：" + "长" * 27]


def test_many_columns_have_letters():
    columns = tuple(plain_column(f"列{number}", ColumnKind.NUMBER) for number in range(1, 30))
    book = load_workbook(BytesIO(plain_workbook_bytes(Sheet("宽", columns, [tuple(range(1, 30))]), title="宽", made_on=DAY)))

    assert (book["宽"]["AC1"].value, book["宽"]["AC2"].value) == ("列29", 29)


def test_same_sheet_same_bytes_and_no_clock():
    first, second = (plain_workbook_bytes(Sheet("台账", COLUMNS, ROWS), title="台账", made_on=DAY) for _ in range(2))

    assert first == second
    assert reopened().properties.modified.date() == DAY
    assert reopened().properties.title == "甲&乙"


def test_more_rows_than_a_sheet_holds_are_refused():
    with pytest.raises(ValueError, match="a sheet holds"):
        plain_workbook_bytes(Sheet("大", COLUMNS[:1], [("甲",)] * (MOST_ROWS + 1)), title="大", made_on=DAY)
