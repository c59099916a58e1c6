"""Thirty disclosed forms, each in its own form: what they say is read, and what cannot be read is told. Nothing is lost.

The mark of the project: at least 98 of 100 fields understood, none lost.
"""

import re
from collections import Counter

import pytest

from generator.records.intake.candidate import Fate
from generator.records.intake.codes import CODES
from tests.intake.all_facts import facts
from tests.intake.besides import may_stand_beside
from tests.intake.comparison import Reading, Verdict, surplus, verdicts
from tests.intake.counts import TABLE, Counts, chinese_table, noted_table, share, terminal_lines, total
from tests.intake.documentation import agrees_with_docs
from tests.intake.facts import plain
from tests.intake.files import read
from tests.intake.layouts import papers
from tests.intake.quirks import QUIRKS
from tests.intake.readings import make_out
from tests.intake.records import records

MARK = 0.98
CODE = re.compile(r"X\d{2,3}")


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


@pytest.mark.parametrize("number", records())
def test_nothing_is_made_up(number: str, readings: dict[str, Reading]):
    """What stands in a candidate is what a record says, or was laid out beside it: no hint, no heading, no number taken for another."""
    paper = readings[number].paper
    sharing = [other for other, known in papers().items() if known is paper]
    found = surplus([fact for other in sharing for fact in facts(other)], readings[number])
    assert not [f"{path}: {value}" for path, value in found if not may_stand_beside(number, path, value)]


def test_at_least_98_of_100_fields_are_understood(counts: Counts):
    assert share(total(counts)) >= MARK
    assert total(counts)[Verdict.LOST] == 0


def test_the_counts_are_told_in_the_documentation(counts: Counts, request: pytest.FixtureRequest):
    agrees_with_docs("counts", chinese_table(counts), request.config)


def test_what_was_not_read_is_told_in_the_documentation(readings: dict[str, Reading], request: pytest.FixtureRequest):
    noted = {number: [fact for fact, verdict in verdicts(facts(number), reading).items() if verdict is Verdict.NOTED] for number, reading in readings.items()}
    agrees_with_docs("noted", noted_table(noted), request.config)


def test_what_became_of_quirks_is_told_in_the_documentation(request: pytest.FixtureRequest):
    told = Counter("有说明" if CODE.match(one) else re.split("[： ]", one)[0] for quirks in QUIRKS.values() for one in quirks)
    meaning = {"有说明": "导入时有一条说明", "原样": "照原样读入，用不着说明", "规则": "表里看不出错，读入以后由检查规则指出", "够不着": "表里没有，或者要人看懂内容才能判断"}
    lines = ["| 特点 | 个数 | 意思 |", "|---|---:|---|", *(f"| {name} | {told[name]} | {text} |" for name, text in meaning.items())]
    agrees_with_docs("quirks", "\n".join(lines), request.config)


def test_the_codes_of_notes_are_told_in_the_documentation(request: pytest.FixtureRequest):
    lines = ["| 代码 | 性质 | 意思 | 怎么办 |", "|---|---|---|---|"]
    lines += [f"| {name} | {code.weight.value} | {code.meaning} | {code.todo} |" for name, code in sorted(CODES.items())]
    agrees_with_docs("codes", "\n".join(lines), request.config)


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


@pytest.mark.parametrize("number", records())
def test_quirks_that_can_be_seen_are_told(number: str, readings: dict[str, Reading]):
    told = [(note.code, plain(f"{note.stands} {note.message} {note.understood} {note.cell}")) for note in readings[number].notes]
    untold = []
    for quirk, expected in zip(records()[number]["quirks"], QUIRKS[number], strict=True):
        codes, _, words = expected.partition(" ")
        if not CODE.match(codes):
            assert codes in ("原样", "规则") or expected.startswith("够不着：")
        elif not any(code in codes.split("|") and plain(words) in text for code, text in told):
            untold.append(f"{quirk}: {expected}")
    assert not untold


def test_every_quirk_is_accounted_for():
    assert {number: len(record["quirks"]) for number, record in records().items()} == {number: len(told) for number, told in QUIRKS.items()}
