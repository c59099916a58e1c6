"""A fact: one field of a record, with the places where it may stand once it is read, and what must stand there.

Values are compared by meaning: numbers as decimals, amounts in 万元, targets as sign, value and unit. A fact without a home has no field in
a dossier; that it stands in the form must be noted.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import TypeAdapter

from generator.records.indicators import ActualText, TargetText
from generator.records.intake.candidate import Candidate, Path
from tests.intake.records import Said

TARGET, ACTUAL = TypeAdapter(TargetText), TypeAdapter(ActualText)
BLANKS = frozenset({"", "/", "—", "-", "指标1:/"})  # a cell with a stroke says as much as one without
Agrees = Callable[[Any], bool]


@dataclass(frozen=True)
class Row:
    """A step into the rows of a list: those in which all these keys agree."""

    keys: tuple[tuple[str, Agrees], ...]

    def of(self, rows: Any) -> Iterator[tuple[int, Any]]:
        for number, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
            if all(agrees(row.get(key)) for key, agrees in self.keys):
                yield number, row


Step = str | Row


@dataclass(frozen=True)
class Home:
    """Where a fact may stand: in which candidates, at which path, and what must stand there. `@unit` is the candidate's own attribute."""

    path: tuple[Step, ...]
    agrees: Agrees
    about: Callable[[Candidate], bool] = lambda _: True

    def holds(self, candidates: tuple[Candidate, ...]) -> bool:
        return any(self.agrees(value) for candidate in candidates if self.about(candidate) for _, value in _values(candidate, self.path))

    def places(self, candidate: Candidate) -> Iterator[Path]:
        """Where in the candidate it holds."""
        if self.about(candidate):
            yield from (place for place, value in _values(candidate, self.path) if self.agrees(value))


def _values(candidate: Candidate, path: tuple[Step, ...]) -> Iterator[tuple[Path, Any]]:
    first = path[0]
    if isinstance(first, str) and first.startswith("@"):
        yield (first,), getattr(candidate, first[1:])
        return
    found: list[tuple[Path, Any]] = [((), candidate.values)]
    for step in path:
        if isinstance(step, Row):
            found = [((*place, number), row) for place, value in found for number, row in step.of(value)]
        else:
            found = [((*place, step), value[step]) for place, value in found if isinstance(value, dict) and step in value]
    yield from found


@dataclass(frozen=True)
class Derived:
    """A sum or a rate that is not kept because it follows from what is kept; it must follow with the value that stands in the form."""

    follows: Callable[[Candidate], bool]

    def holds(self, candidates: tuple[Candidate, ...]) -> bool:
        return any(map(self.follows, candidates))

    def places(self, candidate: Candidate) -> Iterator[Path]:
        yield from ()


@dataclass(frozen=True)
class Fact:
    """One field of a record."""

    says: str
    place: tuple[str | int, ...]  # in the record
    homes: tuple[Home | Derived, ...]

    @property
    def name(self) -> str:
        """`indicators › 3 › target`."""
        return " › ".join(map(str, self.place[1:]))


def fact(said: Any, *homes: Home | Derived, says: str | None = None) -> Fact:
    """A fact of the record; `says` if it is but a part of what stands there."""
    place = said.place if isinstance(said, Said) else ()
    return Fact(str(said) if says is None else says, place, homes)


# --- what agrees --------------------------------------------------------------------------------------------------------

SPACE = re.compile(r"\s+")
ONE_WIDTH = str.maketrans("（）：，；０１２３４５６７８９．％", "():,;0123456789.%")


def plain(text: Any) -> str:
    """Without white, and with digits, brackets and stops of one width."""
    return SPACE.sub("", str(text)).translate(ONE_WIDTH).rstrip("。:")


def same(*accepted: str) -> Agrees:
    """One of these texts."""
    wanted = {plain(text) for text in accepted}
    return lambda value: value is not None and plain(value) in wanted


def holding(*parts: str) -> Agrees:
    """A text in which all of these stand."""
    return lambda value: value is not None and all(plain(part) in plain(value) for part in parts)


def number(text: str) -> Agrees:
    """The same number, whatever zeros follow."""
    wanted = Decimal(text.replace(",", "").rstrip("%分"))

    def agrees(value: Any) -> bool:
        try:
            return Decimal(str(value).replace(",", "").rstrip("%分")) == wanted
        except InvalidOperation:
            return False

    return agrees


def as_shown(text: str) -> Agrees:
    """The same number with the same zeros: 80.10 is not 80.1."""
    return lambda value: str(value) == text


def target(text: str) -> Agrees:
    """The same sign, value and unit, or the same requirement."""
    wanted = _target(text)
    return lambda value: value is not None and _target(value) == wanted


def _target(value: Any) -> tuple[Any, ...]:
    read = TARGET.validate_python(value.rstrip("。") if isinstance(value, str) else value)
    return (read.comparison, read.value, "%" if read.unit in ("%", "百分比") else read.unit, plain(read.text))


def actual(text: str) -> Agrees:
    """The same value, with its unit if the record gives one, or the same text."""
    wanted = ACTUAL.validate_python(text.rstrip("。"))

    def agrees(value: Any) -> bool:
        if value is None:
            return False
        got = ACTUAL.validate_python(value.rstrip("。") if isinstance(value, str) else value)
        return got.value == wanted.value and plain(got.text) == plain(wanted.text) and (not wanted.unit or got.unit == wanted.unit)

    return agrees
