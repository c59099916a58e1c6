"""Tables are written down column by column: what a column is called and means stands beside where its value comes from."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Reference
from generator.website.door.public import PublicDossier

T = TypeVar("T")

PROJECT, OVERALL = "项目", "部门整体支出"
YES, NO = "是", "否"


class Column(NamedTuple, Generic[T]):
    """A field, and how its value is taken from what a row is about."""

    field: Field
    get: Callable[[T], Cell]


def make_table(
    key: str, title: str, description: str, columns: Sequence[Column[T]], values: Iterable[T], *,
    primary_key: tuple[str, ...] = (), references: tuple[Reference, ...] = (),
) -> DataTable:  # fmt: skip
    """The table of the values, one row for each."""
    rows = tuple(tuple(column.get(value) for column in columns) for value in values)
    return DataTable(key, title, description, tuple(column.field for column in columns), rows, primary_key, references=references)


@dataclass(frozen=True)
class Line(Generic[T]):
    """One of several things that a dossier holds, with its place among them, counted from 1."""

    dossier: PublicDossier
    number: int
    value: T


def lines(dossiers: Iterable[PublicDossier], pick: Callable[[PublicDossier], Iterable[T]]) -> Iterator[Line[T]]:
    """What is picked of each dossier, in order."""
    for dossier in dossiers:
        for number, value in enumerate(pick(dossier), 1):
            yield Line(dossier, number, value)


# Every table about dossiers begins with these: the key, and two columns so that a person sees what a row is about.
DOSSIER = Field("dossier", "编号", description="项目的永久编号；部门整体支出是 U 加单位编码")
TITLE = Field("title", "名称", description="项目名称；部门整体支出写作“部门整体支出”")
UNIT = Field("unit", "预算单位", description="预算单位的简称")
NUMBER = Field("number", "序号", FieldKind.INTEGER, "在同一项目中的次序，从 1 数起")
TO_DOSSIER = (Reference(("dossier",), "dossiers", ("dossier",)),)


def about_dossier() -> tuple[Column[PublicDossier], ...]:
    """What a table with one row a dossier begins with."""
    return (
        Column(DOSSIER, lambda dossier: dossier.id),
        Column(TITLE, lambda dossier: dossier.title),
        Column(UNIT, lambda dossier: dossier.unit.label),
    )


def numbered_table(key: str, title: str, description: str, columns: Sequence[Column[T]], found: Iterable[T]) -> DataTable:
    """A table of things that have no name of their own: they are counted."""
    number = Column[tuple[int, T]](Field("number", "序号", FieldKind.INTEGER, "从 1 数起"), lambda row: row[0])
    rest = (Column[tuple[int, T]](column.field, _of_counted(column.get)) for column in columns)
    return make_table(key, title, description, (number, *rest), enumerate(found, 1), primary_key=("number",))


def _of_counted(get: Callable[[T], Cell]) -> Callable[[tuple[int, T]], Cell]:
    return lambda row: get(row[1])


def line_table(
    key: str, title: str, description: str, columns: Sequence[Column[T]], found: Iterable[Line[T]], *references: Reference
) -> DataTable:
    """A table with several rows a dossier; `columns` take their values from what the lines hold, one of them may be the number itself."""
    numbers = [column for column in columns if column.field.name == NUMBER.name]
    own = [] if numbers else [Column[Line[T]](NUMBER, lambda line: line.number)]
    key_fields = (DOSSIER.name, NUMBER.name)
    return make_table(key, title, description, _after_dossier(columns, own), found, primary_key=key_fields, references=(*TO_DOSSIER, *references))


def section_table(
    key: str, title: str, description: str, columns: Sequence[Column[T]], dossiers: Iterable[PublicDossier], pick: Callable[[PublicDossier], T | None]
) -> DataTable:
    """A table with one row for each dossier that has what `pick` picks; `columns` take their values from it."""
    found = (Line(dossier, 1, value) for dossier in dossiers if (value := pick(dossier)) is not None)
    return make_table(key, title, description, _after_dossier(columns), found, primary_key=(DOSSIER.name,), references=TO_DOSSIER)


def _after_dossier(columns: Sequence[Column[T]], own: Sequence[Column[Line[T]]] = ()) -> tuple[Column[Line[T]], ...]:
    about = (Column[Line[T]](column.field, _of_dossier(column.get)) for column in about_dossier())
    return (*about, *own, *(Column[Line[T]](column.field, _of_value(column.get)) for column in columns))


def _of_dossier(get: Callable[[PublicDossier], Cell]) -> Callable[[Line[T]], Cell]:
    return lambda line: get(line.dossier)


def _of_value(get: Callable[[T], Cell]) -> Callable[[Line[T]], Cell]:
    return lambda line: get(line.value)


def amount(name: str, title: str, description: str = "") -> Field:
    """An amount in 万元."""
    return Field(name, title, FieldKind.AMOUNT, description)


def count(name: str, title: str, description: str = "", unit: str = "个") -> Field:
    """How many."""
    return Field(name, title, FieldKind.INTEGER, description, unit)


def score(name: str, title: str, description: str = "") -> Field:
    """Points."""
    return Field(name, title, FieldKind.SCORE, description)


def rate(name: str, title: str, description: str = "") -> Field:
    """A share of one."""
    return Field(name, title, FieldKind.RATE, description)


def day(name: str, title: str, description: str = "") -> Field:
    """A date."""
    return Field(name, title, FieldKind.DATE, description)


def yes_no(name: str, title: str, description: str = "") -> Field:
    """是 or 否."""
    return Field(name, title, FieldKind.TEXT, description, choices=(YES, NO))


def said(answer: bool | None) -> str | None:
    """是 or 否, or nothing where only a person can tell."""
    return None if answer is None else YES if answer else NO


def listed(parts: Iterable[str]) -> str:
    """Several texts in one cell, each a paragraph."""
    return "\n".join(parts)
