"""The gate of the door: what of a record may be seen, as its model says field by field, and nothing else."""

from functools import cache
from typing import Any, TypeVar

from generator.records.fields import PUBLIC, Record

R = TypeVar("R", bound=Record)


class ClosedFieldError(Exception):
    """A field was read at the door that the model does not mark public: a fault of the program, never of the content."""


@cache
def _public_fields(model: type[Record]) -> frozenset[str]:
    return frozenset(name for name in model.model_fields if model.audience_of(name) is PUBLIC)


class Opened:
    """A record through which only public fields can be seen, down to the last record inside it."""

    __slots__ = ("_record",)

    def __init__(self, record: Record):
        self._record = record

    def __getattr__(self, name: str) -> Any:
        if name not in _public_fields(type(self._record)):
            raise ClosedFieldError(f"{type(self._record).__name__}.{name} is not marked public")
        return _opened_value(getattr(self._record, name))

    def __str__(self) -> str:
        raise ClosedFieldError(f"{type(self._record).__name__} as a whole is not public")

    __repr__ = __str__


def opened(record: Record) -> Any:
    """The record behind the gate."""
    return Opened(record)


def _opened_value(value: Any) -> Any:
    if isinstance(value, Record):
        return Opened(value)
    if isinstance(value, tuple):
        return tuple(_opened_value(part) for part in value)
    return value


@cache
def _closed_fields(model: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if model.audience_of(name) is not PUBLIC)


@cache
def _open_fields(model: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in _closed_fields(model))


def without_closed_fields(record: R) -> R:
    """A copy in which every field that is not public holds its default; a record that can't do without one is closed as a whole."""
    model = type(record)
    changed: dict[str, Any] = {}
    for name in _closed_fields(model):
        info = model.model_fields[name]
        if info.is_required():
            raise ClosedFieldError(f"{model.__name__}.{name} is required and not public")
        default = info.get_default(call_default_factory=True, validated_data={})
        if getattr(record, name) != default:
            changed[name] = default
    for name in _open_fields(model):
        value = getattr(record, name)
        if isinstance(value, Record):
            copy: Any = without_closed_fields(value)
            if copy is not value:
                changed[name] = copy
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            copy = tuple(without_closed_fields(part) for part in value)
            if any(new is not old for new, old in zip(copy, value, strict=True)):
                changed[name] = copy
    return record.model_copy(update=changed) if changed else record
