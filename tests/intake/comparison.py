"""What became of each fact of a record: understood, noted, or lost.

* understood: it stands in a candidate at the right place with the right value
* noted: its cell was not taken, and a note names the cell and what stands there
* lost: neither
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from generator.engine.grids.grid import Grid, Spot
from generator.records.intake.candidate import Fate, Note, Path, Understood
from tests.intake.facts import Fact, plain
from tests.intake.paper import Paper
from tests.intake.records import Said

# The codes of notes that say that something was not kept; all others tell how it was taken.
NOT_KEPT = frozenset({"X13", "X14", "X16", "X17", "X18", "X25", "X27", "X31", "X42", "X50", "X56", "X57"})


class Verdict(Enum):
    UNDERSTOOD = "读入"
    NOTED = "说明"
    LOST = "丢失"


@dataclass(frozen=True)
class Reading:
    """One file, and what was made of each of its grids."""

    paper: Paper
    grids: tuple[Grid, ...]
    understood: tuple[Understood, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(note for one in self.understood for note in one.notes)


def verdicts(facts: Sequence[Fact], reading: Reading) -> Mapping[Fact, Verdict]:
    """The verdict on each fact."""
    candidates = tuple(candidate for one in reading.understood for candidate in one.candidates)
    result = {}
    for fact in facts:
        if any(home.holds(candidates) for home in fact.homes):
            result[fact] = Verdict.UNDERSTOOD
        else:
            result[fact] = Verdict.NOTED if _is_noted(fact, reading) else Verdict.LOST
    return result


def _is_noted(fact: Fact, reading: Reading) -> bool:
    says = plain(fact.says)
    for grid, made in zip(reading.grids, reading.understood, strict=True):
        for spot in _spots(fact, reading.paper, grid):
            about = [note for note in made.notes if _covers(note, spot)]
            if about and made.fates.get(spot) in (Fate.NOTED, Fate.UNPLACED):
                return True
            # A cell of which a part was read: a note has to name the part that was not.
            if any(note.code in NOT_KEPT and says in plain(f"{note.stands}{note.message}") for note in about):
                return True
        # What stands in the name of a sheet stands in no cell.
        if says in plain(grid.sheet) and any(not note.cell.first.row and says in plain(note.stands) for note in made.notes):
            return True
    return False


def _spots(fact: Fact, paper: Paper, grid: Grid) -> list[Spot]:
    """The cells in which the fact stands: the one that was laid out from it, or else all that hold its words."""
    sheets = [sheet for sheet in paper.sheets if sheet.name == grid.sheet]
    found = [
        place.spot
        for sheet in sheets
        for place in sheet.placed()
        if isinstance(place.box.text, Said) and place.box.text.place == fact.place and place.box.text == fact.says
    ]
    return found or [cell.spot for cell in grid.cells if plain(fact.says) in plain(cell.text)]


def _covers(note: Note, spot: Spot) -> bool:
    first, last = note.cell.first, note.cell.last or note.cell.first
    return first.row <= spot.row <= last.row and first.column <= spot.column <= last.column


def surplus(facts: Sequence[Fact], reading: Reading) -> list[tuple[str, str]]:
    """What stands in candidates and answers to no fact: `("自评.其他说明", "…")`, rows of lists without their number."""
    result = []
    for candidate in (candidate for one in reading.understood for candidate in one.candidates):
        answered = {place for fact in facts for home in fact.homes for place in home.places(candidate)}
        for place, value in _leaves(candidate.values, ()):
            if value not in (None, "") and not any(place[:depth] in answered for depth in range(1, len(place) + 1)):
                result.append((".".join(step for step in place if isinstance(step, str)), str(value)))
    return result


def _leaves(value: Any, place: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*place, key))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _leaves(item, (*place, number))
    else:
        yield place, value
