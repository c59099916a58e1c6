"""The data dictionary: what every column of every table means, as a table, and as text for people."""

from collections.abc import Sequence

from generator.engine.chinese import format_date
from generator.website.data.published import DEMO_NOTICE, TERMS, SetKind, title_of
from generator.website.data.tables import DataTable, Field, FieldKind
from generator.website.door.public import PublicRegister

KEY = "dictionary"
TEXT_NAME = "数据字典.txt"
YES = "是"
KINDS = {
    FieldKind.TEXT: "文字", FieldKind.INTEGER: "整数", FieldKind.SCORE: "分数", FieldKind.AMOUNT: "金额", FieldKind.RATE: "比率",
    FieldKind.DATE: "日期", FieldKind.YEAR: "年度", FieldKind.GRADE: "等级", FieldKind.STATUS: "状态",
}  # fmt: skip

NUMBER = Field("number", "序号", FieldKind.INTEGER, "列在表中的次序，从 1 数起")
HEADING = Field("heading", "列名", description="CSV 和 Excel 文件第一行的列名，与网页上的表头相同")
NAME = Field("name", "程序用名", description="JSON 文件中的名称，也用来指明主键和对应的列")
KIND = Field("kind", "类型", FieldKind.TEXT, "文字、整数、分数、金额、比率、日期、年度、等级、状态", choices=tuple(KINDS.values()))
UNIT = Field("unit", "单位", description="计量单位；列名后的括号里也有")
MEANING = Field("description", "说明", description="这一列是什么")
IN_KEY = Field("in_key", "主键", description="“是”：这一列（或这几列合起来）在表中不重复，可用来指明一行", choices=(YES,))
REFERENCE = Field("reference", "对应", description="这一列的值在哪个表的哪一列里，写作 表名.程序用名")

NOTES = (
    "空单元格表示没有数据，不表示零。网页上对应的位置显示“未填”“—”等。",
    "金额的单位是万元。文件里是记录的原有位数，网页上四舍五入保留两位小数。",
    "比率写成小数：0.986 就是网页上的 98.6%。",
    "日期写成 2026-06-08 这样的格式。",
    "CSV 文件用 UTF-8 编码（带 BOM），以逗号分隔，第一行是列名，可以直接用 Excel 或 WPS 打开。",
    "以“=”“+”“-”“@”等符号开头的文字，在 CSV 文件里前面加了一个单引号（'），以免被当作公式；Excel 和 JSON 文件里没有这个引号。",
    "JSON 文件的 fields 说明各列，rows 是各行，用程序用名；合计写在 total 里。",
    "网页上有合计行的表，CSV 和 Excel 文件的最后一行也是合计；求和时请不要重复计算。",
    "项目的编号永久不变，可以用来连接各年度的数据；部门整体支出的编号是 U 加单位编码。",
    "部门整体支出包括基本支出和项目支出，不能与项目的数字相加。",
    "整改状态、逾期天数等按数据日期计算。",
)


def notes_of(register: PublicRegister) -> tuple[str, ...]:
    """What holds for all tables, in sentences."""
    return (*([DEMO_NOTICE] if register.is_demo else []), *NOTES, TERMS)


def fields_of(table: DataTable) -> DataTable:
    """One table's columns, as its page in the dictionary shows them."""
    references: dict[str, list[str]] = {}
    for reference in table.references:
        for name, to in zip(reference.fields, reference.to, strict=True):
            references.setdefault(name, []).append(f"{reference.table or table.key}.{to}")
    rows = tuple(
        (
            number, field.heading, field.name, KINDS[field.kind], field.unit, _meaning(field),
            YES if field.name in table.primary_key else None, "、".join(references.get(field.name, ())),
        )
        for number, field in enumerate(table.fields, 1)
    )  # fmt: skip
    fields = (NUMBER, HEADING, NAME, KIND, UNIT, MEANING, IN_KEY, REFERENCE)
    return DataTable(f"fields-{table.key}", f"{table.title}：各列的含义", table.description, fields, rows, ("number",))


def _meaning(field: Field) -> str:
    choices = f"取值：{'、'.join(field.choices)}" if field.choices else ""
    return "。".join(part for part in (field.description, choices) if part)


def dictionary_of(tables: Sequence[DataTable]) -> DataTable:
    """All tables' columns as one table, which stands in the package as well."""
    table_field = Field("table", "表名", description="文件名（不带后缀），也是数据包里的资源名")
    title_field = Field("table_title", "表的标题", description="表的中文标题")
    rows = tuple((table.key, table.title, *row) for table in tables for row in fields_of(table).rows)
    fields = (table_field, title_field, NUMBER, HEADING, NAME, KIND, UNIT, MEANING, IN_KEY, REFERENCE)
    return DataTable(KEY, "数据字典", "各表各列的含义", fields, rows, ("table", "number"))


def text_of(kind: SetKind, register: PublicRegister, tables: Sequence[tuple[DataTable, int]]) -> bytes:
    """The dictionary as a text that Windows' own editor opens; with each table, how many rows it has."""
    lines = [
        f"{register.office.district}{title_of(kind)}", "", f"发布机构：{register.office.name}", f"数据日期：{format_date(register.as_of)}", "",
        *notes_of(register), "",
    ]  # fmt: skip
    for table, count in tables:
        lines += [f"■ {table.key}.csv　{table.title}（{count} 行）", table.description]
        for row in fields_of(table).rows:
            number, heading, name, word, _, meaning, in_key, reference = row
            more = "".join((f"。{meaning}" if meaning else "", "。主键" if in_key else "", f"。对应 {reference}" if reference else ""))
            lines.append(f"  {number}. {heading}（{name}）：{word}{more}")
        lines.append("")
    return "\r\n".join(lines).encode("utf-8-sig")
