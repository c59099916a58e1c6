"""Tables for a spreadsheet program: what stands in them is said here, `workbook.py` makes XLSX of it, `csv_bytes` CSV."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from io import StringIO

Value = str | int | Decimal | date | None

# A spreadsheet program takes a text that begins so for a formula, and would run it; full-width signs count in Excel too.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


LONGEST_SHEET_NAME = 31  # characters, the format's limit
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


class Link(str):
    """A text that leads to a place in another file: `file` relative to the workbook's folder, `place` such as `'自评表'!B3`."""

    __slots__ = ("file", "place")
    file: str
    place: str

    def __new__(cls, text: str, file: str, place: str = "") -> "Link":
        """The text with its target."""
        link = super().__new__(cls, text)
        link.file, link.place = file, place
        return link


class ColumnKind(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"  # ordinals, counts, scores: shown as they are
    DATE = "date"
    AMOUNT = "amount"  # two decimals, thousands marked; the heading says the unit
    RATE = "rate"  # a share of one, shown as a percentage with one decimal at most


@dataclass(frozen=True)
class SheetColumn:
    """A column: heading, width in characters (a Chinese one counts two), and kind. A cell without a value stays empty."""

    heading: str
    width: float
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: a line of headings, and rows with as many values as there are columns."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[Value, ...]]
    kept_columns: int = 0  # that stay in sight when one scrolls to the right
    choices: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)  # words that a cell offers, by row and column counted from 1

    def __post_init__(self) -> None:
        for row in self.rows:
            for column, value in zip(self.columns, row, strict=True):
                if not _fits(value, column.kind):
                    raise TypeError(f"{column.heading}: {value!r} is no {column.kind.value}")


def csv_bytes(sheet: Sheet) -> bytes:
    """UTF-8 with a mark that tells Excel so, CRLF; a text that looks like a formula gets an apostrophe, as Excel itself does it."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_harmless(column.heading) for column in sheet.columns])
    writer.writerows([[_plain(value) for value in row] for row in sheet.rows])
    return text.getvalue().encode("utf-8-sig")


def _fits(value: Value, kind: ColumnKind) -> bool:
    if value is None:
        return True
    if kind is ColumnKind.TEXT:
        return isinstance(value, str)
    if kind is ColumnKind.DATE:
        return type(value) is date
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _harmless(value)
    return value.isoformat() if isinstance(value, date) else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
