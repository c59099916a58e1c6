"""Which project a form means: one that is known, by its number, its system code or its name, or a new one with a number of its own.

Two names that are nearly the same are never taken for one project: that is a question to the bureau.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from generator.records.intake.filing.resolving import plain

GOOD_ID = re.compile(r"[A-Z][A-Z0-9-]{2,30}")
# What a name may have or lack without meaning another project.
IDLE = re.compile(r"^(?:19|20)\d{2}(?:年度?|-|—)?|(?:19|20)\d{2}年度?|项目$|专项$|经费$|资金$|[的、,。.·\-—_()\[\]:;/]")
ALIKE = 0.75  # above: worth telling that there is a project with such a name
SHORTEST_CODE = 6
UNIT_DIGITS = 4  # a short code is padded: P2025-0101


@dataclass(frozen=True)
class KnownProject:
    """A project's dossier of one year, as far as it is needed to be found."""

    year: int
    id: str
    unit: str
    name: str
    system_code: str = ""


class How(Enum):
    """By what a project was found."""

    BY_ID = "编号"
    BY_CODE = "项目编码"
    BY_NAME = "单位和名称"
    IN_OTHER_YEAR = "以前年度的同名项目"
    NEW = "新项目"
    ASKED = "问"
    CONTRADICTS = "编号与名称对不上"


@dataclass(frozen=True)
class FoundProject:
    """The number that the form's project has; empty where a person must say."""

    id: str
    how: How
    known: KnownProject | None = None  # the dossier by which it was found, or with which it must be compared
    near: tuple[KnownProject, ...] = ()


class ProjectFinder:
    """All projects of all years; grows with each new one, so that two forms of one project meet."""

    def __init__(self, known: Iterable[KnownProject]):
        self._ids: dict[str, dict[int, KnownProject]] = {}
        self._of_unit: dict[str, list[KnownProject]] = {}
        for project in known:
            self.add(project)

    def add(self, project: KnownProject) -> None:
        """Remember one more."""
        self._ids.setdefault(project.id, {})[project.year] = project
        self._of_unit.setdefault(project.unit, []).append(project)

    def has(self, number: str) -> bool:
        """Whether a project has this number."""
        return number in self._ids

    def latest_before(self, number: str, year: int) -> KnownProject | None:
        """The project's dossier of another year, the nearest one before if there is one."""
        years = [known for other, known in self._ids.get(number, {}).items() if other != year]
        return max(years, key=lambda known: (known.year < year, -abs(known.year - year)), default=None)

    def find(self, *, year: int, unit: str, name: str, number: str = "", system_code: str = "", answer: str = "") -> FoundProject:
        """The project of this unit and name; `answer` is what a person said to the question before: a number or 新项目."""
        if answer and answer != How.NEW.value and answer in self._ids:
            known = self._ids[answer].get(year) or self.latest_before(answer, year)
            return FoundProject(answer, How.BY_ID, known)
        if number and GOOD_ID.fullmatch(number):
            return self._by_number(number, year, unit, name)
        mine = self._of_unit.get(unit, [])
        for how, same in (
            (How.BY_CODE, [one for one in mine if is_system_code(system_code) and one.system_code == system_code]),
            (How.BY_NAME, [one for one in mine if plain(one.name) == plain(name) and one.year == year]),
            (How.IN_OTHER_YEAR, [one for one in mine if plain(one.name) == plain(name)]),
        ):
            if len({one.id for one in same}) == 1:
                return FoundProject(same[0].id, how, max(same, key=lambda one: (one.year == year, one.year)))
            if same:
                return FoundProject("", How.ASKED, near=tuple(same))
        doubtful = _of_one_id([one for one in mine if core(one.name) == core(name)])
        if doubtful and answer != How.NEW.value:
            return FoundProject("", How.ASKED, near=doubtful)
        near = _of_one_id([one for one in mine if _alike(one.name, name)])
        return FoundProject(self.free_id(year, unit), How.NEW, near=near)

    def _by_number(self, number: str, year: int, unit: str, name: str) -> FoundProject:
        years = self._ids.get(number)
        if not years:
            return FoundProject(number, How.BY_ID)
        known = years.get(year) or self.latest_before(number, year)
        if known and name and plain(known.name) != plain(name) and core(known.name) != core(name) and not _alike(known.name, name):
            return FoundProject("", How.CONTRADICTS, known)
        if known and unit and known.year == year and known.unit != unit:
            return FoundProject("", How.CONTRADICTS, known)
        return FoundProject(number, How.BY_ID, known)

    def free_id(self, year: int, unit: str) -> str:
        """A number that no year has: `P2025-0101`, the next `P2025-0101-2`; the code of the unit stands in it."""
        first = f"P{year}-{unit.zfill(UNIT_DIGITS)}"
        number, count = first, 1
        while number in self._ids:
            count += 1
            number = f"{first}-{count}"
        return number


def is_system_code(code: str) -> bool:
    """Whether a text is a code that can stand for one project, and no placeholder."""
    return len(code) >= SHORTEST_CODE and any(sign.isdigit() for sign in code)


@lru_cache(maxsize=20_000)
def core(name: str) -> str:
    """A name without the year, 项目, 经费 and signs."""
    text, before = plain(name), ""
    while text != before:
        before, text = text, IDLE.sub("", text)
    return text or plain(name)


def _alike(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, core(one), core(other))
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _of_one_id(projects: list[KnownProject]) -> tuple[KnownProject, ...]:
    return tuple({one.id: one for one in sorted(projects, key=lambda one: (one.id, one.year))}.values())
