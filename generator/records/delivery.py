"""The set of papers that went to the people's congress: what the register of issued documents calls it, and how it completes the record.

Once a set is delivered, its covering letter has the number of the register; nobody has to copy it into `congress.yml`. A set is one piece: if
anything that it tells of may not be public any more, none of its files may.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.records.accounts import BudgetBook, Stage, is_published, is_withdrawn
from generator.records.congress import Congress, Submission
from generator.records.congress_choice import attached_accounts, chosen_dossiers, may_go_out, stands_on
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


def accounts_keys(register: Register, submission: Submission, stage: Stage, day: date) -> Iterator[str]:
    """How a set says that it holds somebody's budget or final accounts: `2025/106/决算`; a file that the submission names is known by its path."""
    attached = attached_accounts(register, submission, stage, day)
    owners, paths = {one.owner for one in attached}, {one.path for one in attached if not one.owner}
    for book in register.books:
        for of, accounts in book.accounts_with_stages():
            if (book.id in owners and of is stage) or any(file.path in paths for file in accounts.files):
                yield f"{book.year}/{book.id}/{of}"


def told_of(register: Register, stage: Stage, submission: Submission, today: date) -> tuple[str, ...]:
    """What the set of a stage tells of: as it was delivered, else what would be chosen and bound of the records."""
    if document := register.issued.delivered(register.year, stage.value):
        return document.named
    day = stands_on(submission, today)
    chosen = (f"{one.year}/{one.id}" for one in chosen_dossiers(register, submission, stage, day))
    return (*chosen, *accounts_keys(register, submission, stage, day))


@dataclass(frozen=True)
class Waiting:
    """A budget or final accounts that a set holds and that are not public yet."""

    label: str  # of the unit and the stage: 民政局决算
    published_on: date | None  # the day that is stated; None where there is none


def waiting_for(named: Iterable[str], register: Register, day: date) -> tuple[Waiting, ...]:
    """Which budget documents of a set are not public on a day; until they are, the set as a whole is not either."""
    found = []
    for key in named:
        book, stage = _book_named(key, register)
        accounts = book.accounts(stage) if book and stage else None
        if book and accounts and not is_published(accounts, day):
            unit = register.units.get(book.unit)
            found.append(Waiting(f"{unit.label if unit else '政府'}{stage}", accounts.published_on))
    return tuple(found)


def _book_named(key: str, register: Register) -> tuple[BudgetBook | None, Stage | None]:
    _, owner, *rest = key.split("/")
    stage = next((one for one in Stage if rest == [one.value]), None)
    return (register.book_of.get(owner) if stage else None), stage


def closed_since(named: Iterable[str], register: Register, today: date) -> tuple[str, ...]:
    """What of that may not be public any more: withdrawn, closed, gone; of a secret unit; of other years what the site does not show."""
    rows = {(row.year, row.id): row for row in register.other_years}
    return tuple(key for key in named if not _is_open(key, rows, register, today))


def _is_open(key: str, rows: Mapping[tuple[int, str], YearRow], register: Register, today: date) -> bool:
    year, number, *finding = key.split("/")
    book, stage = _book_named(key, register)
    if stage:
        return book is not None and _may_be_read(book, stage, register, today)
    if int(year) != register.year:
        row = rows.get((int(year), number))
        return row is not None and row.is_disclosed
    dossier = register.by_id.get(number)
    if dossier is None or not may_go_out(dossier, register, today):
        return False
    return not finding or key in named_keys(dossier)


def _may_be_read(book: BudgetBook, stage: Stage, register: Register, today: date) -> bool:
    """False once somebody's budget or accounts were withdrawn, are exempt, or are those of a secret unit."""
    accounts, unit = book.accounts(stage), register.units.get(book.unit)
    if accounts is None or accounts.exemption or is_withdrawn(accounts, today):
        return False
    return not book.unit or (unit is not None and not register.is_secret(unit))


def typed_numbers(register: Register) -> Iterator[str]:
    """Every number that the records of a year state: those that were given outside the program are never given again."""
    yield from (one.feedback.document_number for one in register.dossiers if one.feedback and one.feedback.document_number)
    submissions = (register.congress.submission(stage) for stage in Stage) if register.congress else ()
    yield from (one.document_number for one in submissions if one and one.document_number)
