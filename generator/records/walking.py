"""Walk over a record and everything in it, by field, with the path that leads to each value in the file."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from generator.records.fields import PUBLIC, Record
from generator.records.reading import Path


def texts(record: Record, *, is_public: bool, path: Path = (), is_open: bool = True) -> Iterator[tuple[Path, str]]:
    """All texts of the record whose audience is public (or not), with their paths.

    A field is public only if every record around it is; `is_open` carries that down.
    """
    for name, info in type(record).model_fields.items():
        passes = is_open and record.audience_of(name) is PUBLIC
        yield from _texts(getattr(record, name), (*path, info.alias or name), passes, is_public)


def _texts(value: Any, path: Path, is_open: bool, is_public: bool) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        if is_open == is_public and value:
            yield path, value
    elif isinstance(value, Record):
        yield from texts(value, is_public=is_public, path=path, is_open=is_open)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index), is_open, is_public)
