"""The gate of the door: what of a record may be seen, as its model says field by field, and nothing else."""

from typing import Any

from generator.records.fields import Record
from generator.records.redaction import ClosedFieldError, public_fields


class Opened:
    """A record through which only public fields can be seen, down to the last record inside it."""

    __slots__ = ("_record",)

    def __init__(self, record: Record):
        self._record = record

    def __getattr__(self, name: str) -> Any:
        if name not in public_fields(type(self._record)):
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
