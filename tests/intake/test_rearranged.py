"""What is read of a disclosed form does not hang on where it stands in the sheet, on merged cells, on types or on the program that wrote it."""

import pytest

from tests.intake.all_facts import facts
from tests.intake.comparison import Reading, Verdict, verdicts
from tests.intake.layouts import papers
from tests.intake.paper import Paper
from tests.intake.readings import make_out
from tests.intake.rearranged import WAYS, in_word, rearranged, stacked

TABLES = [number for number, paper in papers().items() if paper.sheets[0].name != "正文"]
# What no reader could know: in 011 a cell stands for two columns, in 063 names of sheets say something that a Word file has not.
EXCUSED = {("taken apart", "011"), ("filled", "011"), ("in Word", "063")}
PAIRS = [("001", "004"), ("025", "020"), ("013", "034"), ("034", "047"), ("021", "061"), ("004", "013"), ("030", "001"), ("061", "059")]


def otherwise(paper: Paper, way: str) -> Paper:
    return in_word(paper) if way == "in Word" else rearranged(paper, way)


def missed(number: str, reading: Reading) -> list[str]:
    """Facts that are understood of the form as it was, and are not of this one."""
    paper = papers()[number]
    before, now = verdicts(facts(number), make_out(paper, paper.grids())), verdicts(facts(number), reading)
    return [f"{fact.name}: {fact.says}" for fact in now if before[fact] is Verdict.UNDERSTOOD and now[fact] is not Verdict.UNDERSTOOD]


@pytest.mark.parametrize("number", TABLES)
@pytest.mark.parametrize("way", [*WAYS, "in Word"])
def test_the_same_is_read_of_the_same_form_laid_out_otherwise(way: str, number: str):
    paper = otherwise(papers()[number], way)
    found = missed(number, make_out(paper, paper.grids()))
    assert bool(found) == ((way, number) in EXCUSED), found


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_forms_on_one_sheet_are_read_as_two(first: str, second: str):
    paper = stacked(papers()[first], papers()[second])
    reading = make_out(paper, paper.grids())
    assert not missed(first, reading)
    assert not missed(second, reading)
