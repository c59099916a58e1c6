"""The thirty records of `tests/cases/forms`; each string knows where in its record it stands."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "cases" / "forms"
Record = dict[str, Any]


class Said(str):
    """A string of a record, with its place: `("indicators", 3, "target")`. Layouts hand it on, so that its cell can be found again."""

    place: tuple[str | int, ...] = ()

    @classmethod
    def at(cls, text: str, place: tuple[str | int, ...]) -> "Said":
        said = cls(text)
        said.place = place
        return said


def _said(value: Any, place: tuple[str | int, ...]) -> Any:
    if isinstance(value, dict):
        return {key: _said(item, (*place, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_said(item, (*place, number)) for number, item in enumerate(value)]
    return Said.at(value, place) if isinstance(value, str) else value


@cache
def records() -> dict[str, Record]:
    """All of them, by number."""
    read = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
    return {number: _said(record, (number,)) for number, record in read.items()}
