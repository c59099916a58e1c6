"""What a person fills in for a field that no form says: read as forms are read, so that a day may be written in any of their spellings."""

from datetime import date
from typing import Any, get_args

from pydantic import BaseModel

from generator.records.faults import model_at, model_of
from generator.records.fields import Word
from generator.records.intake.candidate import Path
from generator.records.intake.parsing.choices import WORDS, read_choice
from generator.records.intake.parsing.days import read_day

YES_NO = ("是", "否")


def words_for(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """What may be filled in, where the list is closed; empty where it is open."""
    kinds = _kinds(_annotation(model, path))
    words = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Word)), None)
    return words.words() if words else YES_NO if bool in kinds else ()


def is_asked(model: type[BaseModel], path: Path) -> bool:
    """Whether the field is one value, that a cell can hold; a table is for its form."""
    return model_of(_annotation(model, path)) is None


def value_of(model: type[BaseModel], path: Path, text: str) -> tuple[str, str]:
    """The value as a record has it, and empty; or empty, and why the text cannot be used."""
    kinds = _kinds(_annotation(model, path))
    if date in kinds:
        found = read_day(text)
        return (found.day.isoformat(), "") if found else ("", "不是一个日期，写成 2026-05-20 的样子")
    words = words_for(model, path)
    if not words or text in words:
        return text, ""
    name = next((name for name, kind in WORDS.items() if kind in kinds), "")
    choice = read_choice(name, text) if name else None
    return (choice.word, "") if choice else ("", f"应是{'、'.join(words)}之一")


def _annotation(model: type[BaseModel], path: Path) -> Any:
    owner = model_at(model, path[:-1])
    info = next((info for info in owner.model_fields.values() if info.alias == path[-1]), None) if owner else None
    return info.annotation if info else None


def _kinds(annotation: Any) -> list[Any]:
    """The types that an annotation such as `Annotated[date, …] | None` is made of."""
    return [annotation, *(kind for inner in get_args(annotation) if isinstance(inner, type) or get_args(inner) for kind in _kinds(inner))]
