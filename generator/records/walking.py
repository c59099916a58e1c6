"""Walk over a record and everything in it, by field, with the path that leads to each value in the file."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from generator.records.fields import Record
from generator.records.reading import Path


def texts(record: Record, *, is_public: bool, path: Path = (), is_open: bool = True) -> Iterator[tuple[Path, str]]:
    """All texts of the record whose audience is public (or not), with their paths.

    A field is public only if every record around it is; `is_open` carries that down.
    """
    for name, (key, passes) in record.fields_told().items():
        yield from _texts(getattr(record, name), (*path, key), is_open and passes, is_public)


def _texts(value: Any, path: Path, is_open: bool, is_public: bool) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if is_open == is_public and value and not isinstance(value, Enum):
            yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index), is_open, is_public)
    elif isinstance(value, Record) and (is_open or not is_public):  # nothing in what is not public is public
        yield from texts(value, is_public=is_public, path=path, is_open=is_open)
