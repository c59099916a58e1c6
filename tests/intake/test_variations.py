"""One dossier in eighty layouts: what is read equals what was laid out."""

import pytest

from tests.intake import other_forms
from tests.intake.comparison import Verdict, verdicts
from tests.intake.paper import Paper
from tests.intake.readings import make_out
from tests.intake.unseen import UNSEEN
from tests.intake.variations import Way, expected, paper, ways


@pytest.mark.parametrize("way", [pytest.param(way, id=way.name) for way in ways()])
def test_what_is_read_is_what_was_laid_out(way: Way):
    laid: Paper = paper(way)
    reading = make_out(laid, laid.grids())
    wrong = [f"{fact.name}" for fact, verdict in verdicts(tuple(expected(way)), reading).items() if verdict is not Verdict.UNDERSTOOD]

    assert not wrong
    assert len(reading.understood[0].candidates) == 1


@pytest.mark.parametrize("form", other_forms.FORMS)
def test_forms_that_none_of_the_records_shows(form: str):
    laid = other_forms.FORMS[form]()
    reading = make_out(laid, laid.grids())
    wrong = [fact.name for fact, verdict in verdicts(tuple(other_forms.expected(form)), reading).items() if verdict is not Verdict.UNDERSTOOD]

    assert not wrong


@pytest.mark.parametrize("form", UNSEEN)
def test_forms_that_nobody_looked_at_while_the_reader_was_written(form: str):
    lay_out, facts = UNSEEN[form]
    laid = lay_out()
    became = verdicts(tuple(facts()), make_out(laid, laid.grids()))
    assert not [f"{fact.name}: {verdict.name}" for fact, verdict in became.items() if verdict is not Verdict.UNDERSTOOD]
