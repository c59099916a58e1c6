"""A table of public values, made once: pages show it with `parts.data_table`, open data write the same rows in the same order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

Value = str | int | Decimal | date | None

MACHINE_NAME = re.compile(r"[a-z][a-z0-9_]*")
TABLE_KEY = re.compile(r"[a-z][a-z0-9-]*")  # a Frictionless resource's name and the file's name
GRADES = ("优", "良", "中", "差")
YEARS = range(1900, 2201)


class FieldKind(Enum):
    """What the cells of a column are; None and an empty text mean that there is no value."""

    TEXT = "text"
    INTEGER = "integer"  # counts, ordinals, days
    SCORE = "score"  # points, shown with two places at most
    AMOUNT = "amount"  # 万元, shown with two places
    RATE = "rate"  # a share of one, shown as a percentage with one place
    DATE = "date"
    YEAR = "year"
    GRADE = "grade"  # 优、良、中、差
    STATUS = "status"  # one of a few words that say how something stands


NUMBERS = frozenset({FieldKind.INTEGER, FieldKind.SCORE, FieldKind.AMOUNT, FieldKind.RATE})
WORDS = frozenset({FieldKind.TEXT, FieldKind.GRADE, FieldKind.STATUS})
DEFAULT_UNITS = {FieldKind.AMOUNT: "万元"}
# What a page shows where there is no value; files leave the cell empty.
NO_SUM = "—"
MISSING = {FieldKind.AMOUNT: "未填", FieldKind.SCORE: "未填", FieldKind.GRADE: "尚未评价"}


@dataclass(frozen=True)
class Field:
    """A column: `name` for programs, `title` for readers; `description` says what it means and goes into the data dictionary.

    `unit` is shown in the heading (an amount is in 万元 unless it says otherwise); `missing` is what a page shows for no value;
    `choices` are all words that may stand in the column, where they are few. `zero` is what a page shows for nothing at all, where
    most rows have none and 0.00 would only be in the way; files say 0.
    """

    name: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    description: str = ""
    unit: str = ""
    missing: str = ""
    choices: tuple[str, ...] = ()
    zero: str = ""

    def __post_init__(self) -> None:
        if not MACHINE_NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name for programs: a small letter first, then small letters, figures, _")
        if not self.title:
            raise ValueError(f"{self.name} has no title")
        object.__setattr__(self, "unit", self.unit or DEFAULT_UNITS.get(self.kind, ""))
        object.__setattr__(self, "missing", self.missing or MISSING.get(self.kind, "—"))
        if self.kind is FieldKind.GRADE:
            object.__setattr__(self, "choices", GRADES)

    @property
    def heading(self) -> str:
        """The title with its unit, as pages and files head the column."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    @property
    def is_number(self) -> bool:
        """Numbers stand at the right of their column; years don't."""
        return self.kind in NUMBERS


@dataclass(frozen=True)
class Linked:
    """A value that leads to a page; `path` is relative to the site's root, with `#place` if wanted. Files keep the value alone."""

    value: Value
    path: str


Cell = Value | Linked


class Reference(NamedTuple):
    """The cells of `fields` are together a key of another table of the same set (of the same table, where `table` is empty)."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Shown(NamedTuple):
    """A cell as a template sees it; `path` is empty where nothing is linked."""

    field: Field
    value: Value
    path: str
    missing: str


@dataclass(frozen=True)
class DataTable:
    """A table of a year or of the whole site. `key` names its files, `title` is its caption on a page.

    A row has as many cells as there are fields. `total` is a last row of sums, shown and written as such; its first cell is a
    word like 合计. `primary_key` names the fields whose values together are never alike in two rows.
    """

    key: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    primary_key: tuple[str, ...] = ()
    total: tuple[Cell, ...] = ()
    references: tuple[Reference, ...] = ()

    def __post_init__(self) -> None:
        if not TABLE_KEY.fullmatch(self.key):
            raise ValueError(f"{self.key!r} is no name of a file: a small letter first, then small letters, figures, -")
        names = [field.name for field in self.fields]
        headings = [field.heading for field in self.fields]
        for what, words in (("name", names), ("heading", headings)):
            if twice := sorted({word for word in words if words.count(word) > 1}):
                raise ValueError(f"{self.key}: two columns with the {what} {twice[0]}")
        if unknown := [name for name in (*self.primary_key, *(name for one in self.references for name in one.fields)) if name not in names]:
            raise ValueError(f"{self.key}: the key names {unknown[0]}, which is no column")
        for row in self.rows:
            for field, cell in zip(self.fields, row, strict=True):
                self._check(field, cell)
        if self.total:
            if self.fields[0].kind not in WORDS or not isinstance(value_of(self.total[0]), str):
                raise TypeError(f"{self.key}: sums need a word like 合计 in the first column")
            for field, cell in zip(self.fields[1:], self.total[1:], strict=True):
                self._check(field, cell)

    def _check(self, field: Field, cell: Cell) -> None:
        value = value_of(cell)
        if not _fits(value, field.kind) or (field.choices and value is not None and value not in field.choices):
            raise TypeError(f"{self.key}, {field.title}: {cell!r} is no {field.kind.value}")

    def shown_rows(self) -> Iterator[tuple[Shown, ...]]:
        """The rows with their fields, as `parts.data_table` asks for them; the row of sums is not among them."""
        return (tuple(_shown(field, cell, field.missing) for field, cell in zip(self.fields, row, strict=True)) for row in self.rows)

    def shown_total(self) -> tuple[Shown, ...]:
        """The row of sums, or nothing."""
        return tuple(_shown(field, cell, NO_SUM) for field, cell in zip(self.fields, self.total, strict=False))


def _shown(field: Field, cell: Cell, missing: str) -> Shown:
    return Shown(field, value_of(cell), cell.path if isinstance(cell, Linked) else "", missing)


def value_of(cell: Cell) -> Value:
    """The value without its link; an empty text is no value."""
    value = cell.value if isinstance(cell, Linked) else cell
    return None if value == "" else value


def _fits(value: Value, kind: FieldKind) -> bool:
    if value is None:
        return True
    if kind in WORDS:
        return isinstance(value, str)
    if kind is FieldKind.DATE:
        return type(value) is date
    if kind is FieldKind.YEAR:
        return type(value) is int and value in YEARS
    if kind is FieldKind.INTEGER:
        return type(value) is int
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)
