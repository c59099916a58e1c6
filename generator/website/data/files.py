"""A table becomes CSV, XLSX and JSON that hold exactly what its page shows: the same rows, the same order, the same words.

Amounts and scores are written as recorded, of which a page shows the rounding; rates as they are shown (98.6% is 0.986), since more
digits would be the computer's; texts in the paragraphs of the page. CSV and XLSX are headed in Chinese, JSON speaks the names for
programs (decision 0017).
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from generator.engine.chinese import paragraphs, round_half_up
from generator.engine.plain_workbook import plain_column, plain_workbook_bytes
from generator.engine.sheets import ColumnKind, Sheet, csv_bytes
from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Value, value_of

_quoted = json.JSONEncoder(ensure_ascii=False).encode
SHOWN_RATE = Decimal("0.001")  # 98.6%
COLUMN_KINDS = {
    FieldKind.INTEGER: ColumnKind.NUMBER, FieldKind.SCORE: ColumnKind.NUMBER, FieldKind.YEAR: ColumnKind.NUMBER,
    FieldKind.AMOUNT: ColumnKind.AMOUNT, FieldKind.RATE: ColumnKind.RATE, FieldKind.DATE: ColumnKind.DATE,
}  # fmt: skip


def written(field: Field, cell: Cell) -> Value:
    """A cell's value as files hold it; None leaves it empty."""
    value = value_of(cell)
    if isinstance(value, str):
        # Most texts are one line as it stands; nothing that ends a line is printable.
        return value if value.isprintable() and value == value.strip() else "\n".join(paragraphs(value)) or None
    if field.kind is FieldKind.RATE and isinstance(value, Decimal):
        return round_half_up(value, SHOWN_RATE)
    return value


def sheet_of(table: DataTable) -> Sheet:
    """The table as files hold it, from which all formats are written; a row of sums comes last."""
    columns = tuple(plain_column(field.heading, COLUMN_KINDS.get(field.kind, ColumnKind.TEXT)) for field in table.fields)
    rows = [*table.rows, *([table.total] if table.total else [])]
    return Sheet(table.title, columns, [_row(table, row) for row in rows])


def _row(table: DataTable, row: tuple[Cell, ...]) -> tuple[Value, ...]:
    return tuple(written(field, cell) for field, cell in zip(table.fields, row, strict=True))


def csv_of(table: DataTable) -> bytes:
    """CSV for Excel and WPS: UTF-8 with its mark, CRLF, one line of headings."""
    return csv_bytes(sheet_of(table))


def xlsx_of(sheet: Sheet, note: str, made_on: date) -> bytes:
    """XLSX of one sheet; `note` (演示数据) stands behind the title in its properties."""
    return plain_workbook_bytes(sheet, title=f"{sheet.title}{note}", made_on=made_on)


def json_of(table: DataTable, sheet: Sheet, about: Mapping[str, object]) -> bytes:
    """One object: what is said `about` the data, the fields, and the rows as objects by the names for programs; sums under `total`."""
    head: dict[str, object] = {"name": table.key, "title": table.title, "description": table.description, **about}
    fields = [
        {"name": field.name, "title": field.title, "kind": field.kind.value, "unit": field.unit, "description": field.description}
        for field in table.fields
    ]
    head["fields"] = [{name: value for name, value in row.items() if value} for row in fields]
    start = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    keys = [f'"{field.name}": ' for field in table.fields]
    objects = ["{" + ", ".join([key + _literal(value) for key, value in zip(keys, row, strict=True)]) + "}" for row in sheet.rows]
    total = f',\n "total": {objects.pop()}' if table.total else ""
    rows = ",".join(f"\n  {each}" for each in objects)
    return f'{start},\n "rows": [{rows}\n ]{total}\n}}\n'.encode()


def _literal(value: Value) -> str:
    """A number keeps its digits: 86.50 is not turned into a float on the way."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    return format(value, "f") if isinstance(value, Decimal) else str(value)
