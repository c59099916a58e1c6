"""The set of papers that went to the people's congress: what the register of issued documents calls it, and how it completes the record.

Once a set is delivered, its covering letter has the number of the register; nobody has to copy it into `congress.yml`. A set is one piece: if
anything that it tells of may not be public any more, none of its files may.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.records.accounts import Stage
from generator.records.congress import Congress, Submission
from generator.records.congress_choice import may_go_out
from generator.records.dossier import Dossier
from generator.records.issued import IssuedDocument, IssuedRegister
from generator.records.register import Register, YearRow
from generator.records.vocabulary import Disclosure

KINDS = {Stage.BUDGET: "报送人大审查的预算草案和绩效目标", Stage.FINAL: "报送人大审查的决算草案和绩效评价结果"}  # 种类 in the register; permanent


def draft_of_set(year: int, stage: Stage) -> str:
    """What the register knows the set by, so that it is delivered once."""
    return f"congress-{year}-{stage.slug}"


def with_delivered_numbers(congress: Congress | None, issued: IssuedRegister) -> Congress | None:
    """The file with the numbers of delivered sets; one that it states itself stays, so that a rule can compare the two."""
    if congress is None:
        return None
    budget, final = (_numbered(congress.submission(stage), issued.delivered(congress.year, stage.value)) for stage in Stage)
    return congress.model_copy(update={"budget": budget, "final": final})


def with_number(congress: Congress, stage: Stage, number: str) -> Congress:
    """The file as it would stand with this number."""
    submission = congress.submission(stage)
    return congress.model_copy(update={stage.slug: submission.model_copy(update={"document_number": number})}) if submission else congress


def _numbered(submission: Submission | None, document: IssuedDocument | None) -> Submission | None:
    if submission is None or document is None or submission.document_number:
        return submission
    return submission.model_copy(update={"document_number": document.number})


def named_keys(dossier: Dossier) -> Iterator[str]:
    """How a set says that it tells of a dossier and of its findings."""
    yield f"{dossier.year}/{dossier.id}"
    for finding in dossier.evaluation.findings if dossier.evaluation else ():
        if finding.disclosure is Disclosure.PROACTIVE:
            yield f"{dossier.year}/{dossier.id}/{finding.number}"


def closed_since(named: Iterable[str], register: Register, today: date) -> tuple[str, ...]:
    """What of that may not be public any more: withdrawn, closed, gone; of a secret unit; of other years what the site does not show."""
    rows = {(row.year, row.id): row for row in register.other_years}
    return tuple(key for key in named if not _is_open(key, rows, register, today))


def _is_open(key: str, rows: Mapping[tuple[int, str], YearRow], register: Register, today: date) -> bool:
    year, number, *finding = key.split("/")
    if int(year) != register.year:
        row = rows.get((int(year), number))
        return row is not None and row.is_disclosed
    dossier = register.by_id.get(number)
    if dossier is None or not may_go_out(dossier, register, today):
        return False
    return not finding or key in named_keys(dossier)


def typed_numbers(register: Register) -> Iterator[str]:
    """Every number that the records of a year state: those that were given outside the program are never given again."""
    yield from (one.feedback.document_number for one in register.dossiers if one.feedback and one.feedback.document_number)
    submissions = (register.congress.submission(stage) for stage in Stage) if register.congress else ()
    yield from (one.document_number for one in submissions if one and one.document_number)
