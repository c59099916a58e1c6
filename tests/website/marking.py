"""Records made from the model, with a mark of its own in every text: what must show, and what must never show."""

import enum
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Union

from generator.records.fields import PUBLIC, Record
from generator.records.indicators import Actual, Target

Fixed = Mapping[tuple[str, str], Any]


class Marks:
    """Gives out marks and remembers which field each stands in."""

    def __init__(self) -> None:
        self.open: dict[str, str] = {}
        self.closed: dict[str, str] = {}

    def mark(self, place: str, is_open: bool, pattern: str | None = None) -> str:
        number = len(self.open) + len(self.closed) + 10000
        if pattern and "〔" in pattern:
            text = f"{'公' if is_open else '密'}函〔2025〕{number}号"
        else:
            text = f"{'公开' if is_open else '密封'}{number}字"
        (self.open if is_open else self.closed)[text] = place
        return text


def make(model: type[Record], marks: Marks, fixed: Fixed, is_open: bool = True, outer: str = "") -> dict[str, Any]:
    """The record as a file would hold it: every field filled; `is_open` False closes all its texts."""
    values = {}
    for name, info in model.model_fields.items():
        place = f"{outer}/{model.__name__}.{name}" if outer else f"{model.__name__}.{name}"
        field_is_open = is_open and model.audience_of(name) is PUBLIC
        key = next((key for key in ((base.__name__, name) for base in model.__mro__) if key in fixed), None)
        pattern = next((m.pattern for m in info.metadata if getattr(m, "pattern", None)), None)
        if key:
            value = fixed[key]
            value = value(field_is_open) if callable(value) else value
        else:
            value = _value(info.annotation, place, marks, fixed, field_is_open, pattern)
        if value is not None:
            values[info.alias or name] = value
    return values


def _value(kind: Any, place: str, marks: Marks, fixed: Fixed, is_open: bool, pattern: str | None) -> Any:
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        return _value(typing.get_args(kind)[0], place, marks, fixed, is_open, pattern)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in typing.get_args(kind) if arg is not type(None))
        return _value(inner, place, marks, fixed, is_open, pattern)
    if origin is tuple:
        return [_value(typing.get_args(kind)[0], place, marks, fixed, is_open, pattern)]
    if origin is dict:
        return {"键": marks.mark(place, is_open)}
    if kind in (Target, Actual):
        return {"描述": marks.mark(f"{place}.text", is_open)}
    if isinstance(kind, type) and issubclass(kind, Record):
        return make(kind, marks, fixed, is_open, place.split("/")[-1])
    return _scalar(kind, place, marks, is_open, pattern)


def _scalar(kind: Any, place: str, marks: Marks, is_open: bool, pattern: str | None) -> Any:
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind)).value
    plain: dict[type, Callable[[], Any]] = {
        str: lambda: marks.mark(place, is_open, pattern),
        bool: lambda: "是",
        int: lambda: 1,
        Decimal: lambda: "40",
        date: lambda: "2026-05-20",
    }
    return plain[kind]()
