"""The set of papers that went to the people's congress: what the register of issued documents calls it, and how it completes the record.

Once a set is delivered, its covering letter has number and date from the register; nobody has to copy them into `congress.yml`.
"""

from collections.abc import Iterator

from generator.records.accounts import Stage
from generator.records.congress import Congress, Submission
from generator.records.issued import IssuedDocument, IssuedRegister
from generator.records.register import Register

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


def typed_numbers(register: Register) -> Iterator[str]:
    """Every number that the records of a year state: those that were given outside the program are never given again."""
    yield from (one.feedback.document_number for one in register.dossiers if one.feedback and one.feedback.document_number)
    submissions = (register.congress.submission(stage) for stage in Stage) if register.congress else ()
    yield from (one.document_number for one in submissions if one and one.document_number)
