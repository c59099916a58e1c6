"""What a report on an indicator may do to the approved 绩效目标: nothing but fill gaps of its rows.

A self-evaluation and a monitoring form repeat the targets. Where the targets stand already, from a form of objectives or in the
record, a row of the report that has none of their names is no new target: it may be one of them under another name.
"""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.records.intake.candidate import Path
from generator.records.intake.filing.answering import YES_NO
from generator.records.intake.filing.resolving import plain
from generator.records.intake.filing.rows import LEVELS, align

OBJECTIVES, ROWS = "绩效目标", "指标"
REPORTS = ("自评", "运行监控")
NEAR = 0.5  # of two names of indicators: worth asking about


@dataclass(frozen=True)
class Stranger:
    """A row of a report that the approved targets do not have; `near` is the one that it may be, empty if none is."""

    name: str
    near: str
    section: str
    path: Path

    @property
    def question(self) -> str:
        """As it stands in the report of the import."""
        return f"指标“{self.name}”是否就是绩效目标里的“{self.near}”"


@dataclass(frozen=True)
class Kept:
    """The values of a report without new targets, the rows that are strangers, and whether one of them waits for an answer."""

    values: dict[str, Any]
    strangers: tuple[Stranger, ...]
    waiting: tuple[Stranger, ...]


def is_report(values: Mapping[str, Any]) -> bool:
    """Whether a form reports on targets."""
    return any(section in values for section in REPORTS)


def rows_of(values: Mapping[str, Any], section: str = OBJECTIVES) -> list[Mapping[str, Any]]:
    """The indicators of a section."""
    found = values.get(section)
    rows = found.get(ROWS) if isinstance(found, Mapping) else None
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def without_new_targets(values: Mapping[str, Any], approved: Sequence[Mapping[str, Any]], answer: Callable[[str], str]) -> Kept:
    """The report as it may be filed; `answer` gives 是, 否 or nothing to a question."""
    found = dict(values)
    meant: dict[str, Mapping[str, Any]] = {}
    strangers: dict[str, Stranger] = {}
    waiting: list[Stranger] = []
    for section in (section for section in (*REPORTS, OBJECTIVES) if rows_of(values, section)):
        rows = rows_of(values, section)
        places = align(ROWS, approved, rows)
        free = {str(row.get(LEVELS[2], "")): row for at, row in enumerate(approved) if at not in places}
        for at, (row, place) in enumerate(zip(rows, places, strict=True)):
            name = str(row.get(LEVELS[2], ""))
            if place is not None or not name or name in strangers:
                continue
            near = difflib.get_close_matches(plain(name), [plain(other) for other in free], 1, NEAR)
            other = next((other for other in free if near and plain(other) == near[0]), "")
            one = strangers[name] = Stranger(name, other, section, (section, ROWS, at))
            said = answer(one.question) if other else YES_NO[1]
            if said == YES_NO[0]:
                meant[name] = free.pop(other)
            elif said != YES_NO[1]:
                waiting.append(one)
    for section in (section for section in (*REPORTS, OBJECTIVES) if rows_of(values, section)):
        named = [{**row, **{key: meant[name][key] for key in LEVELS if key in meant[name]}} if (name := str(row.get(LEVELS[2], ""))) in meant else row for row in rows_of(values, section)]
        if section == OBJECTIVES:
            named = [row if place is not None else {} for row, place in zip(named, align(ROWS, approved, named), strict=True)]
        found[section] = {**values[section], ROWS: named}
    if waiting:
        found = {key: value for key, value in found.items() if key not in REPORTS}
    return Kept(found, tuple(one for one in strangers.values() if one.name not in meant and one not in waiting), tuple(waiting))
