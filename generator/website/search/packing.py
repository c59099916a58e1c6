"""The finder's rows as columns: what repeats is said once, numbers that rise are steps. `assets/finder.js` unpacks them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from generator.website.search.rows import FinderRow


class _Words:
    """Gives each value its place in a list, in the order in which they come."""

    def __init__(self) -> None:
        self.places: dict[Any, int] = {}

    def place(self, value: Any) -> int:
        return self.places.setdefault(value, len(self.places))

    @property
    def values(self) -> list[Any]:
        return list(self.places)


def pack_rows(rows: Sequence[FinderRow], page_numbers: Mapping[str, int]) -> dict[str, Any]:
    """The columns. An entity is what stays the same over the years; `page` is the number of the row's page in the full text."""
    kinds, units, budgets, grades, paths, entities = _Words(), _Words(), _Words(), _Words(), _Words(), _Words()
    places = [entities.place(row.entity) for row in rows]
    columns = {
        "entity": _steps(places),
        "page": _steps(page_numbers[row.path] for row in rows),
        "year": _steps(row.year for row in rows),
        "path": [paths.place(_pattern(row)) for row in rows],
        "grade": [grades.place(row.grade) for row in rows],
        "score": [_number(row.score) for row in rows],
        "amount": [_number(row.amount) for row in rows],
        "rate": [_number(row.rate) for row in rows],
    }
    described: dict[str, list[Any]] = {"kind": [], "name": [], "number": [], "unit": [], "budget": []}
    for kind, name, number, *unit, budget in entities.values:
        described["kind"].append(kinds.place(kind))
        described["name"].append(name)
        described["number"].append(number)
        described["unit"].append(units.place(tuple(unit)))
        described["budget"].append(budgets.place(budget))
    return {
        "kinds": kinds.values, "units": units.values, "budgets": budgets.values, "grades": grades.values, "paths": paths.values,
        "entities": described, "rows": columns,
    }  # fmt: skip


def _steps(numbers: Iterable[int]) -> list[int]:
    return [after - before for before, after in pairwise([0, *numbers])]


def _number(value: Decimal | None) -> int | float | None:
    """Two places at most, so that a float says exactly what is meant; null where nothing is known."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _pattern(row: FinderRow) -> str:
    """The address with its number, unit and year left out, so that a thousand addresses become one; else the address itself."""
    path, marks = row.path, (("{n}", row.number), ("{u}", row.unit_code), ("{y}", str(row.year) if row.year else ""))
    pattern = path
    for mark, value in marks:
        if value:
            pattern = pattern.replace(value, mark)
    filled = pattern
    for mark, value in marks:
        filled = filled.replace(mark, value)
    return pattern if filled == path else path
