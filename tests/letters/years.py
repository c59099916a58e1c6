"""The repository's sample workspace as a register, and a register changed for what a test asks."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from generator.engine.workspace import Workspace
from generator.letters.wording import Wording
from generator.records.dossier import Dossier
from generator.records.loading import Loader
from generator.records.register import Register

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 21)


@cache
def sample(year: int = 2025) -> Register:
    loader = Loader(Workspace.open(ROOT))
    foundation = loader.foundation()
    assert foundation
    register = loader.year(foundation, year)
    assert loader.problems == []
    return register


@cache
def wording() -> Wording:
    return Wording(Workspace.open(ROOT).template_folders)


def with_letters(register: Register, **settings: object) -> Register:
    """The register of an office with other settings for its documents."""
    letters = register.office.letters.model_copy(update=settings)
    return replace(register, office=register.office.model_copy(update={"letters": letters}))


def only(register: Register, keep: Callable[[Dossier], bool]) -> Register:
    """The register without some dossiers."""
    return replace(register, projects=tuple(filter(keep, register.projects)), overall=tuple(filter(keep, register.overall)))


def changed(register: Register, change: Callable[[Dossier], dict[str, object]]) -> Register:
    """The register with some sections of its dossiers replaced."""
    projects = tuple(one.model_copy(update=change(one)) for one in register.projects)
    return replace(register, projects=projects, overall=tuple(one.model_copy(update=change(one)) for one in register.overall))


def people_of(register: Register) -> set[str]:
    """Everyone whom the records name, in any field."""
    return {name for dossier in register.dossiers for name in _people(dossier.model_dump())}


def _people(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _people(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _people(inner)
    elif isinstance(value, str) and value.startswith("演示人员"):
        yield value
