"""The tables of an official form as the page shows them, and how they wait in memory for their page."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any


@dataclass(frozen=True)
class FormCell:
    """One cell of an official form, with the rows and columns that it covers."""

    text: str
    align: str = ""  # left, center, right
    rows: int = 1
    columns: int = 1
    scope: str = ""  # of a label: row, col, rowgroup, colgroup; empty: no label


@dataclass(frozen=True)
class FormTable:
    """One table of a form: widths of its columns in percent, rows of its head, rows of its body; the last may be a total."""

    widths: tuple[float, ...]
    head: tuple[tuple[FormCell, ...], ...]
    rows: tuple[tuple[FormCell, ...], ...]
    has_total: bool


def pack_tables(tables: Iterable[FormTable]) -> bytes:
    """The tables in few bytes, always the same for the same tables."""
    return zlib.compress(json.dumps([astuple(table) for table in tables], ensure_ascii=False, separators=(",", ":")).encode(), 9)


def unpack_tables(packed: bytes) -> tuple[FormTable, ...]:
    """What `pack_tables` packed."""

    def cells(rows: Any) -> tuple[tuple[FormCell, ...], ...]:
        return tuple(tuple(FormCell(*cell) for cell in row) for row in rows)

    return tuple(FormTable(tuple(widths), cells(head), cells(body), total) for widths, head, body, total in json.loads(zlib.decompress(packed)))
