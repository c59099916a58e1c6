"""Thirty disclosed forms, each in its own form: what they say is read, and what cannot be read is told. Nothing is lost.

The mark of the project: at least 98 of 100 fields understood, none lost.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from generator.records.intake.candidate import Fate
from tests.intake.comparison import Reading, Verdict, verdicts
from tests.intake.counts import TABLE, Counts, chinese_table, share, terminal_lines, total
from tests.intake.facts import plain
from tests.intake.files import read
from tests.intake.homes import facts
from tests.intake.layouts import papers
from tests.intake.quirks import QUIRKS
from tests.intake.readings import make_out
from tests.intake.records import records

MARK = 0.98
DOCS = Path(__file__).parents[2] / "docs" / "import.md"
COUNTS = re.compile(r"(?<=<!-- counts -->\n).*?(?=\n<!-- /counts -->)", re.DOTALL)
CODE = re.compile(r"X\d\d")


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    folder = tmp_path_factory.mktemp("forms")
    by_file: dict[str, Reading] = {}
    for paper in papers().values():
        if paper.file not in by_file:
            by_file[paper.file] = make_out(paper, read(paper, folder))
    return {number: by_file[paper.file] for number, paper in papers().items()}


@pytest.fixture(scope="module")
def counts(readings: dict[str, Reading], request: pytest.FixtureRequest) -> Counts:
    found = {number: Counter(verdicts(facts(number), reading).values()) for number, reading in readings.items()}
    request.config.stash[TABLE] = terminal_lines(found)
    return found


@pytest.mark.parametrize("number", records())
def test_no_field_is_lost(number: str, readings: dict[str, Reading]):
    became = verdicts(facts(number), readings[number])
    assert not [f"{fact.name}: {fact.says}" for fact, verdict in became.items() if verdict is Verdict.LOST]


def test_at_least_98_of_100_fields_are_understood(counts: Counts):
    assert share(total(counts)) >= MARK
    assert total(counts)[Verdict.LOST] == 0


def test_the_counts_are_told_in_the_documentation(counts: Counts, request: pytest.FixtureRequest):
    text = DOCS.read_text(encoding="utf-8")
    assert COUNTS.search(text)
    table = chinese_table(counts)
    if request.config.getoption("--update-golden"):
        DOCS.write_text(COUNTS.sub(lambda _: table, text), encoding="utf-8")
        return
    assert COUNTS.search(text)[0] == table, "run with --update-golden, then read docs/import.md"


@pytest.mark.parametrize("number", records())
def test_every_cell_has_a_fate(number: str, readings: dict[str, Reading]):
    reading = readings[number]
    for grid, made in zip(reading.grids, reading.understood, strict=True):
        assert {cell.spot for cell in grid.cells if cell.text} == set(made.fates)
        for spot, fate in made.fates.items():
            if fate in (Fate.NOTED, Fate.UNPLACED):
                noted = [note for note in made.notes if _speaks_of(note, spot)]
                assert noted, f"{grid.sheet} {spot.name} {grid.at(spot.row, spot.column).text}: {fate} without a note"


def _speaks_of(note, spot) -> bool:
    first, last = note.cell.first, note.cell.last or note.cell.first
    return not first.row or (first.row <= spot.row <= last.row and first.column <= spot.column <= last.column)


@pytest.mark.parametrize(
    ("number", "quirk", "expected"),
    [(number, quirk, expected) for number in records() for quirk, expected in zip(records()[number]["quirks"], QUIRKS[number], strict=True)],
)
def test_quirks_that_can_be_seen_are_told(number: str, quirk: str, expected: str, readings: dict[str, Reading]):
    codes, _, words = expected.partition(" ")
    if not CODE.match(codes):
        assert codes in ("原样", "规则") or codes.startswith("够不着：")
        return
    notes = [note for note in readings[number].notes if note.code in codes.split("|")]
    told = [plain(f"{note.stands} {note.message} {note.understood} {note.cell}") for note in notes]
    assert any(plain(words) in text for text in told) or "原样" in codes.split("|"), (quirk, expected, told)


def test_every_quirk_is_accounted_for():
    assert {number: len(record["quirks"]) for number, record in records().items()} == {number: len(told) for number, told in QUIRKS.items()}
