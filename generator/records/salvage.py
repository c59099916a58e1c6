"""What can still be checked of a dossier that has errors: its wrong pieces are taken out, the rest goes before the rules.

So a clerk sees a score above its weight beside the misspelt key further up, not after mending it. A rule that looked at
a section from which something was taken says nothing, for it might be wrong (`rules/rule.py`).
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.records.dossier import Dossier
from generator.records.faults import error_path, meant_key
from generator.records.reading import Path

MOST_ROUNDS = 12  # taking out a required value can make its parent wrong, and so on upwards
TAKEN = object()


@dataclass(frozen=True)
class Damaged:
    """The sound rest of a dossier; `affected` are the top-level keys that lost something."""

    file: str
    model: type[Dossier]
    values: Mapping[str, Any]
    affected: frozenset[str]
    survivors: Mapping[Path, tuple[int, ...]]  # for each list that lost items: the places of those that are left

    def origin(self, path: Path) -> Path:
        """The path in the file for a path in the rest."""
        return _origin(path, self.survivors)

    def watched(self) -> "tuple[Dossier, set[str]]":
        """The rest as a dossier, and the set in which it notes each top-level key that is looked at."""
        model, seen = _watching(self.model)
        dossier = model.model_validate(self.values)
        seen.clear()
        return dossier, seen


@cache
def _watching(model: type[Dossier]) -> tuple[type[Dossier], set[str]]:
    keys = {name: info.alias or name for name, info in model.model_fields.items()}
    seen: set[str] = set()

    class Watched(model):  # type: ignore[valid-type, misc]
        def __getattribute__(self, name: str) -> Any:
            if name in keys:
                seen.add(keys[name])
            return super().__getattribute__(name)

    return Watched, seen


def salvage(values: Mapping[str, Any], model: type[Dossier], file: str, stand_ins: Mapping[str, str], broken: frozenset[str]) -> Damaged | None:
    """Take wrong pieces out until the rest is sound; `stand_ins` take the place of top-level keys that can't be missing."""
    rest: dict[str, Any] = copy.deepcopy(dict(values))
    affected = set(broken)
    for _ in range(MOST_ROUNDS):
        left, survivors = _without_taken(rest), dict(_survivors(rest, ()))
        try:
            model.model_validate(left)
        except ValidationError as error:
            faults = [(_origin(error_path(detail, left), survivors), detail["type"]) for detail in error.errors(include_url=False)]
            # A misspelt key first: with its right name nothing may be missing any more.
            renamed = [_rename(rest, path, model) for path, kind in faults if kind == "extra_forbidden"]
            if not any(renamed):
                for path, kind in faults:
                    _take_out(rest, path, kind, stand_ins, affected)
        else:
            return Damaged(file, model, left, frozenset(affected), survivors)
    return None


def _origin(path: Path, survivors: Mapping[Path, tuple[int, ...]]) -> Path:
    found: list[str | int] = []
    for part in path:
        left = survivors.get(tuple(found))
        found.append(left[part] if left and isinstance(part, int) else part)
    return tuple(found)


def _rename(rest: dict[str, Any], path: Path, model: type[BaseModel]) -> bool:
    """Give a misspelt key the name that it was meant to have; False if that is not known."""
    parent = _at(rest, path[:-1])
    meant = meant_key(path, model, parent)
    if not meant or not isinstance(parent, dict) or path[-1] not in parent:
        return False
    parent[meant] = parent.pop(path[-1])
    return True


def _take_out(rest: dict[str, Any], path: Path, kind: str, stand_ins: Mapping[str, str], affected: set[str]) -> None:
    """Take a wrong value out, and with a missing one the piece that lacks it."""
    if not path:
        return
    affected.add(str(path[0]))
    if kind == "missing" and len(path) > 1:
        path = path[:-1]
    if len(path) == 1 and str(path[0]) in stand_ins:
        rest[str(path[0])] = stand_ins[str(path[0])]
        return
    parent = _at(rest, path[:-1])
    if isinstance(parent, list) and isinstance(path[-1], int) and path[-1] < len(parent):
        parent[path[-1]] = TAKEN
    elif isinstance(parent, dict):
        parent.pop(path[-1], None)


def _at(values: Any, path: Path) -> Any:
    """The piece at a path, None if it is gone."""
    for part in path:
        if isinstance(values, list) and isinstance(part, int):
            values = values[part] if part < len(values) else None
        elif isinstance(values, dict):
            values = values.get(part)
        else:
            return None
    return values


def _without_taken(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_taken(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_taken(inner) for inner in value if inner is not TAKEN]
    return value


def _survivors(value: Any, path: Path) -> Iterator[tuple[Path, tuple[int, ...]]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _survivors(inner, (*path, key))
    elif isinstance(value, list):
        if any(inner is TAKEN for inner in value):
            yield path, tuple(at for at, inner in enumerate(value) if inner is not TAKEN)
        for at, inner in enumerate(value):
            yield from _survivors(inner, (*path, at))
