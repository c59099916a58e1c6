"""The thirty records of `tests/cases/forms`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "cases" / "forms"
Record = dict[str, Any]


@cache
def records() -> dict[str, Record]:
    """All of them, by number."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
