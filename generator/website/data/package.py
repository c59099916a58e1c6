"""`datapackage.json`: a year's tables described for programs (Frictionless Data Package, version 1, with Table Schema and CSV Dialect).

Names of fields are the headings of the CSV files, as the standard wants them; the names for programs stand beside them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.website.data.published import DEMO_NOTICE, TERMS, DataFile, SetKind, title_of
from generator.website.data.tables import DataTable, Field, FieldKind
from generator.website.door.public import PublicRegister

TYPES = {
    FieldKind.INTEGER: "integer", FieldKind.SCORE: "number", FieldKind.AMOUNT: "number", FieldKind.RATE: "number",
    FieldKind.DATE: "date", FieldKind.YEAR: "year",
}  # fmt: skip
DIALECT = {
    "csvddfVersion": 1.2, "delimiter": ",", "doubleQuote": True, "header": True, "lineTerminator": "\r\n", "quoteChar": '"',
    "skipInitialSpace": False,
}  # fmt: skip
# No licence is claimed that nobody granted: the register of licences has a name for that.
LICENCES = [{"name": "notspecified", "title": TERMS}]


def package_of(kind: SetKind, register: PublicRegister, tables: Sequence[tuple[DataTable, DataFile]]) -> bytes:
    """The description; each table comes without its rows and with its CSV file."""
    office = register.office
    headings = {(table.key, field.name): field.heading for table, _ in tables for field in table.fields}
    known = {table.key for table, _ in tables}
    package = {
        "profile": "tabular-data-package",
        "name": f"jixiao-{kind.year or 'site'}",
        "title": f"{office.district}{title_of(kind)}",
        "description": DEMO_NOTICE + TERMS if register.is_demo else TERMS,
        "version": register.as_of.isoformat(),
        "created": f"{register.as_of.isoformat()}T00:00:00+08:00",  # the data's day: no clock is asked
        "licenses": LICENCES,
        "sources": [{"title": office.name}],
        "contributors": [{"title": office.name, "role": "publisher"}],
        "resources": [_resource(table, file, headings, known) for table, file in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: DataTable, file: DataFile, headings: Mapping[tuple[str, str], str], known: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, field) for field in table.fields], "missingValues": [""]}
    if _is_keyed(table):
        schema["primaryKey"] = [headings[table.key, name] for name in table.primary_key]
    references = [reference for reference in table.references if not reference.table or reference.table in known]
    if references:
        schema["foreignKeys"] = [
            {
                "fields": [headings[table.key, name] for name in reference.fields],
                "reference": {"resource": reference.table, "fields": [headings[reference.table or table.key, name] for name in reference.to]},
            }
            for reference in references
        ]
    return {
        "profile": "tabular-data-resource", "name": table.key, "path": file.name, "title": table.title, "description": table.description,
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": file.size, "hash": f"sha256:{file.sha256}",
        "dialect": DIALECT, "schema": schema,
    }  # fmt: skip


def _is_keyed(table: DataTable) -> bool:
    """Whether the key holds for all rows of the file: a row of sums may have no code."""
    key = [cell for field, cell in zip(table.fields, table.total, strict=False) if field.name in table.primary_key]
    return bool(table.primary_key) and None not in key


def _field(table: DataTable, field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.heading, "title": field.title, "type": TYPES.get(field.kind, "string"), "format": "default"}
    described |= {"description": field.description} if field.description else {}
    described |= {"unit": field.unit} if field.unit else {}
    described["programName"] = field.name
    constraints: dict[str, Any] = {"required": True} if field.name in table.primary_key and _is_keyed(table) else {}
    if field.choices:
        sums = [str(table.total[0])] if table.total and field is table.fields[0] else []
        constraints["enum"] = [*field.choices, *sums]
    if constraints:
        described["constraints"] = constraints
    return described
