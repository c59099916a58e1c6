"""Every kind of document, a line each: the word on the command line, its name, its file name, what composes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.letters.composing import closure, ex_ante, feedback, monitoring, rectification, reminder, review
from generator.letters.composing.subject import Subject
from generator.letters.document import OfficialDocument
from generator.letters.wording import Wording
from generator.records.register import Register


def one_series(subject: Subject) -> str:
    """Nothing but the department tells letters apart."""
    return ""


@dataclass(frozen=True)
class LetterKind:
    """A letter about one dossier; where the office says 一函多项, about all dossiers of one department that it concerns.

    Of those, the ones of different `series` go into letters of their own: what went out apart is not told together.
    """

    word: str
    name: str
    stem: str
    concerns: Callable[[Subject], bool]
    compose: Callable[[tuple[Subject, ...], Wording], OfficialDocument]
    series: Callable[[Subject], str] = one_series


@dataclass(frozen=True)
class YearKind:
    """A document about a whole year; None while the records give nothing to say."""

    word: str
    name: str
    stem: str
    compose: Callable[[Register, date, Wording], OfficialDocument | None]


@dataclass(frozen=True)
class TableKind:
    """An annex table that is also printed alone, one for each dossier or one for the year."""

    word: str
    name: str
    stem: str
    compose: Callable[[Register, date], Iterator[OfficialDocument]]


# In the order of a project's life.
LETTER_KINDS = (
    LetterKind("事前评估", ex_ante.KIND, ex_ante.STEM, ex_ante.concerns, ex_ante.compose),
    LetterKind("监控预警", monitoring.KIND, monitoring.STEM, monitoring.concerns, monitoring.compose),
    LetterKind("自评评审", review.KIND, review.STEM, review.concerns, review.compose),
    LetterKind("反馈", feedback.KIND, feedback.STEM, feedback.concerns, feedback.compose, feedback.series),
    LetterKind("催办", reminder.KIND, reminder.STEM, reminder.concerns, reminder.compose),
    LetterKind("整改", rectification.KIND, rectification.STEM, rectification.concerns, rectification.compose),
    LetterKind("销号", closure.KIND, closure.STEM, closure.concerns, closure.compose),
)
