import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from generator.letters.archive.archive import Archive
from generator.letters.archive.export import register_csv, register_xlsx
from generator.letters.archive.requests import EntryRequest
from tests.letters.archive.acting import DAY, WHEN, made, request

HEADINGS = ["序号", "发文字号", "文种", "种类", "标题", "主送机关", "成文日期", "签发人", "预算年度", "项目编号", "页数", "状态", "说明"]


@pytest.fixture
def register(tmp_path):
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        writer.issue(request("a", dossiers=("P2025-0001", "P2025-0002")), made)
        writer.issue(request("b", corrects="样财函〔2026〕1号", title="=更正"), made)
        writer.enter(EntryRequest("样财发〔2025〕7号", "关于2024年度绩效评价结果的通报", date(2025, 6, 1), WHEN))
        writer.void("样财函〔2026〕2号", why="误发", on=DAY, when=WHEN)
    return archive.read()


def test_csv_opened_again_says_what_the_register_says(register):
    rows = list(csv.reader(StringIO(register_csv(register).decode("utf-8-sig"), newline="")))

    kind, title, unit = "绩效评价结果反馈意见函", "关于反馈2025年度农村公路养护项目支出绩效评价结果的函", "江城市示范区交通运输局"
    assert rows == [
        HEADINGS,
        ["1", "样财函〔2026〕1号", "函", kind, title, unit, "2026-11-21", "演示人员甲", "2025", "P2025-0001、P2025-0002", "3", "有效", ""],
        [
            *("2", "样财函〔2026〕2号", "函", kind, "'=更正", unit, "2026-11-21", "演示人员甲", "2025", "P2025-0001", "3", "已作废"),
            "更正样财函〔2026〕1号；2026年11月21日作废：误发",
        ],
        ["3", "样财发〔2025〕7号", "", "", "关于2024年度绩效评价结果的通报", "", "2025-06-01", "", "", "", "", "有效", "补录"],
    ]


def test_xlsx_opened_again_has_typed_cells(register):
    page = load_workbook(BytesIO(register_xlsx(register, office="江城市示范区财政局", made_on=DAY)))["发文登记表"]

    assert [cell.value for cell in page[1]] == HEADINGS
    assert [page.cell(2, place).value for place in (1, 2, 9, 11)] == [1, "样财函〔2026〕1号", 2025, 3]
    assert page["G2"].value.date() == DAY
    assert (page["E3"].value, page["E3"].data_type) == ("=更正", "s")
    assert page["I4"].value is None
    assert page.oddHeader.center.text == "江城市示范区财政局发文登记表"


def test_an_empty_register_is_a_table_of_headings(tmp_path):
    empty = Archive(tmp_path / "none").read()

    assert register_csv(empty).decode("utf-8-sig") == ",".join(HEADINGS) + "\r\n"
    assert load_workbook(BytesIO(register_xlsx(empty, office="甲", made_on=DAY)))["发文登记表"].max_row == 1
