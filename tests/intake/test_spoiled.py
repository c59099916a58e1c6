"""Forms spoiled at random: whatever comes, reading ends without a failure, and no cell is forgotten."""

import random
import signal
from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator.engine.grids.grid import CellKind, Grid, GridCell, Spot
from generator.records.intake.candidate import Fate
from generator.records.intake.understanding.sheet import understand
from tests.intake.layouts import papers
from tests.intake.readings import forms

SPOILED = 12  # of each sheet
STRANGE = ("", "0", "-1", "1e9", "100%", "≥", "□√", "......", "((((", "9" * 40, "项目名称", "一级指标", "合计", "得分", "2024年13月45日", "=A1+B2", "#DIV/0!", "㊀", "a\nb", "万元")


def spoiled(grid: Grid, chance: random.Random) -> Grid:
    """Some cells gone, some with other words, some moved or stretched, rows and columns lost."""
    lost_row, lost_column = chance.randint(1, grid.rows), chance.randint(1, grid.columns)
    is_row_lost, is_column_lost = chance.random() < 0.4, chance.random() < 0.3
    cells: dict[Spot, GridCell] = {}
    for cell in grid.cells:
        if (is_row_lost and cell.spot.row == lost_row) or (is_column_lost and cell.spot.column == lost_column) or chance.random() < 0.05:
            continue
        if chance.random() < 0.1:
            cell = replace(cell, text=(text := chance.choice(STRANGE).strip()), value=text or None, kind=CellKind.TEXT)
        if chance.random() < 0.05:
            cell = replace(cell, spot=Spot(cell.spot.row + chance.randint(0, 2), cell.spot.column + chance.randint(0, 2)), rows=1, columns=1)
        if cell.text or cell.rows * cell.columns > 1:
            cells.setdefault(cell.spot, cell)
    return replace(grid, cells=tuple(cells[spot] for spot in sorted(cells)))


@pytest.fixture(autouse=True)
def no_endless_reading() -> Iterator[None]:
    """A loop that never ends is a failure, not a test run that never ends."""

    def stop(*_: object) -> None:
        raise TimeoutError("reading does not end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("number", papers())
def test_a_spoiled_form_is_read_to_its_end(number: str):
    chance = random.Random(f"spoiled {number}")
    for grid in papers()[number].grids()[:3]:
        for _ in range(SPOILED):
            broken = spoiled(grid, chance)
            made = understand(broken, forms())

            assert set(made.fates) == {cell.spot for cell in broken.cells if cell.text}
            kept = {spot for spot, fate in made.fates.items() if fate is Fate.FIELD}
            assert bool(kept) == bool(made.candidates) or not kept
            assert all(note.code and note.message for note in made.notes)
