"""Tables of public values: what is refused, and what a reader sees."""

from datetime import date
from decimal import Decimal

import pytest

from generator.engine.templates import make_environment
from generator.engine.workspace import PACKAGED
from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Linked
from generator.website.pages.page import linker, paragraphs
from tests.website.reading import visible_text

NAME = Field("name", "名称", description="名称")
MONEY = Field("adjusted", "全年预算数", FieldKind.AMOUNT)


def show(table: DataTable, files: str = "") -> str:
    template = make_environment([PACKAGED / "templates"]).from_string(
        '{% import "pages/_parts.html.jinja" as parts with context %}{{ parts.data_table(table) }}'
    )
    return template.render(table=table, folder_of=lambda _: files, link=linker("years/2025.html"), paragraphs=paragraphs)


def table_of(fields: tuple[Field, ...], *rows: tuple[Cell, ...], total: tuple[Cell, ...] = ()) -> DataTable:
    return DataTable("sample", "样表", "说明", fields, rows, total=total)


def test_reader_sees_values_as_everywhere_else() -> None:
    fields = (
        NAME, MONEY, Field("rate", "执行率", FieldKind.RATE), Field("score", "得分", FieldKind.SCORE), Field("on", "日期", FieldKind.DATE),
        Field("year", "年度", FieldKind.YEAR), Field("grade", "等级", FieldKind.GRADE), Field("state", "状态", FieldKind.STATUS),
        Field("count", "问题数", FieldKind.INTEGER, unit="个"),
    )  # fmt: skip
    table = table_of(
        fields,
        (Linked("甲", "projects/P1/2025.html#money"), Decimal("1234.565"), Decimal("0.98574"), Decimal("86.50"), date(2026, 6, 8), 2025, "良", "整改中", 3),
        ("乙＜\n丙", None, None, None, None, None, None, None, None),
        total=("合计", Decimal("1234.565"), None, None, None, None, None, None, 3),
    )  # fmt: skip
    html = show(table, "data/2025/")
    assert visible_text(html) == (
        "样表\n"
        "|名称|全年预算数（万元）|执行率|得分|日期|年度|等级|状态|问题数（个）\n"
        "| 甲|1,234.57|98.6%|86.5|2026年6月8日|2025|良|整改中|3\n"
        "|乙＜丙|未填|—|未填|—|—|尚未评价|—|—\n"
        "|合计|1,234.57|—|—|—|—|—|—|3\n"
        "下载本表： CSV，样表 · Excel，样表 · JSON，样表\n"
    )
    assert '<a href="../projects/P1/2025.html#money">甲</a>' in html
    assert '<a href="../data/2025/sample.csv" download>' in html
    assert html.count('scope="col"') == len(fields)
    assert html.count('scope="row"') == 3


def test_text_is_never_markup() -> None:
    html = show(table_of((NAME,), ("<b>甲</b>",), (Linked("<i>乙</i>", "a.html"),)))
    assert "&lt;b&gt;甲&lt;/b&gt;" in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_table_without_rows_says_so() -> None:
    assert visible_text(show(table_of((NAME, MONEY)))) == "样表\n|名称|全年预算数（万元）\n|没有数据\n"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (NAME, 1), (MONEY, "1"), (MONEY, 1.5), (MONEY, True), (Field("on", "日期", FieldKind.DATE), "2026-06-08"),
        (Field("grade", "等级", FieldKind.GRADE), "甲"), (Field("year", "年度", FieldKind.YEAR), 26), (Field("n", "数", FieldKind.INTEGER), Decimal(1)),
    ],
)  # fmt: skip
def test_value_of_another_kind_is_refused(field: Field, value: object) -> None:
    with pytest.raises(TypeError, match=field.title):
        table_of((field,), (value,))  # type: ignore[arg-type]


def test_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        table_of((NAME, MONEY), ("甲",))


def test_names_for_programs_are_checked() -> None:
    with pytest.raises(ValueError, match="name for programs"):
        Field("预算", "预算")
    with pytest.raises(ValueError, match="two columns with the name"):
        table_of((NAME, Field("name", "别名")))
    with pytest.raises(ValueError, match="which is no column"):
        DataTable("sample", "样表", "", (NAME,), (), primary_key=("id",))
