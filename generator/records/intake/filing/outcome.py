"""What became of the forms: which dossier was written and how, what differs, what is missing, what is to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from generator.records.intake.candidate import CellRef, Note, Path
from generator.records.naming import ITEM_NAMES, LIST_NAMES


@dataclass(frozen=True)
class Subject:
    """Whose record it is, as the report says it."""

    file: str  # in the workspace: `content/2025/projects/P2025-0101.yml`; empty as long as it is not known
    unit: str
    title: str


@dataclass(frozen=True)
class Difference:
    """A field on which form and record do not agree."""

    subject: Subject
    field: str  # `自评 › 指标“受益学校” › 得分`
    recorded: str
    said: str
    cell: CellRef | None
    is_written: bool


@dataclass(frozen=True)
class Missing:
    """A field that the record must have and the form does not say; a person fills it into the report."""

    subject: Subject
    path: Path  # as in the form's own values
    field: str
    meaning: str  # what to write there
    cell: CellRef  # the form, or its part, that it belongs to
    is_question: bool = False  # not a field of the record: 是否同一项目
    words: tuple[str, ...] = ()  # what may be answered, where the list is closed


class How(Enum):
    """What was done to a section."""

    NEW = "新写"
    ADDED = "补充"
    REPLACED = "替换"


@dataclass(frozen=True)
class Written:
    """A section that now stands in a record."""

    subject: Subject
    section: str
    how: How
    fields: int
    cell: CellRef | None


@dataclass
class Outcome:
    """Everything that a run found and did; grows as it goes."""

    notes: list[Note] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    same: int = 0  # dossiers that already say all that the forms say
    refused: int = 0  # dossiers that were not written for an error


def field_name(path: Path, values: Any) -> str:
    """A path in words: rows by what names them, `自评 › 指标“受益学校” › 得分`."""
    words: list[str] = []
    leaf = ""
    for part in path:
        if isinstance(part, int):
            values = values[part] if isinstance(values, Sequence) and not isinstance(values, str) and part < len(values) else None
            name = next((str(values[key]) for key in ("编号", "问题编号", *ITEM_NAMES) if isinstance(values, Mapping) and values.get(key)), "")
            words[-1:] = [f"{LIST_NAMES.get(leaf, leaf)}“{name}”" if name else f"{LIST_NAMES.get(leaf, leaf)}第{part + 1}项"]
        else:
            values = values.get(part) if isinstance(values, Mapping) else None
            words.append(part)
            leaf = part
    return " › ".join(words)


def shown(value: Any) -> str:
    """A value as the report shows it; a measure as it is written on a form."""
    if isinstance(value, Mapping):
        if set(value) <= {"性质", "值", "单位", "描述"}:
            return "".join(str(value.get(key, "")) for key in ("性质", "值", "单位", "描述"))
        return "；".join(f"{key} {shown(inner)}" for key, inner in value.items())
    if isinstance(value, (list, tuple)):
        return "；".join(map(shown, value))
    return str(value)
