"""Whether a document may be public. 反馈意见函 say so in their dossiers, all others in `documents.yml`; closed in every other case.

A document is one piece: if it tells of anything that is withheld, it stays inside as a whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.records.accounts import Stage
from generator.records.changes import Withdrawal
from generator.records.congress_choice import is_open
from generator.records.delivery import closed_since, waiting_for
from generator.records.dossier import Dossier
from generator.records.issued import IssuedDocument
from generator.records.library import DocumentDisclosure
from generator.records.named import is_named
from generator.records.register import Register
from generator.records.results import is_disclosed, is_withdrawn
from generator.records.vocabulary import Disclosure, DocumentKind
from generator.records.year_totals import is_of_secret_unit

# About all units together; every other kind is about the dossiers that it names.
YEAR_KINDS = frozenset({DocumentKind.CIRCULAR, DocumentKind.ASSESSMENT, DocumentKind.REPORT})
# They tell units what the site never tells: scores of reviews, reasons for deviations, why a report was sent back, the assessment of units.
INNER_KINDS = frozenset(
    {DocumentKind.EX_ANTE, DocumentKind.MONITORING, DocumentKind.REVIEW, DocumentKind.CLOSURE, DocumentKind.ASSESSMENT}
)


@dataclass(frozen=True)
class Paper:
    """What must be known of a document to say whether it may be public; a draft has no number."""

    kind: str
    year: int
    number: str
    dossiers: tuple[str, ...]
    corrects: str = ""


@dataclass(frozen=True)
class Verdict:
    """`refusal` says why a document stays inside though it was declared public; `withdrawal` that it was public and is no more."""

    is_open: bool = False
    published_on: date | None = None
    withdrawal: Withdrawal | None = None
    refusal: str = ""


CLOSED = Verdict()


def paper_of(document: IssuedDocument) -> Paper:
    """An issued document as the verdict sees it."""
    return Paper(document.kind, document.budget_year or 0, document.number, document.dossiers, document.corrects)


def has_withheld_findings(dossier: Dossier) -> bool:
    """True if the dossier's letters tell something that its page must not."""
    return bool(dossier.evaluation and any(f.disclosure is not Disclosure.PROACTIVE for f in dossier.evaluation.findings))


def verdict_on(paper: Paper, register: Register, today: date) -> Verdict:
    """Whether the document may be public on the day given, as its decision and all that it tells of say."""
    if paper.year != register.year:
        return CLOSED
    if paper.kind == DocumentKind.FEEDBACK:
        return _feedback(paper, register, today)
    if paper.kind == DocumentKind.CORRECTION and not decision_for(paper, register, own_only=True):
        return _correction(paper, register, today)
    decision = decision_for(paper, register)
    if decision is None or not _has_come(decision, today):
        return CLOSED
    refusal = _inner_refusal(paper, decision) or _content_refusal(paper, register, today)
    if not decision.withdrawal or decision.withdrawal.on > today:
        return Verdict(not refusal, decision.published_on, refusal=refusal)
    return CLOSED if refusal else Verdict(published_on=decision.published_on, withdrawal=decision.withdrawal)


def decision_for(paper: Paper, register: Register, *, own_only: bool = False) -> DocumentDisclosure | None:
    """The entry of `documents.yml` about the document: one with its number, else the one about its kind in its year."""
    entries = [entry for entry in register.documents.documents if (entry.year, entry.kind) == (paper.year, paper.kind)]
    own = next((entry for entry in entries if paper.number and entry.number == paper.number), None)
    return own or (None if own_only else next((entry for entry in entries if not entry.number), None))


def _has_come(decision: DocumentDisclosure, today: date) -> bool:
    return decision.disclosure is Disclosure.PROACTIVE and (decision.published_on is None or decision.published_on <= today)


def _feedback(paper: Paper, register: Register, today: date) -> Verdict:
    """By the 公开属性 in every dossier that the letter is about; an entry with its number can only close or withdraw it."""
    own = decision_for(paper, register, own_only=True)
    if own and not _has_come(own, today):
        return CLOSED
    dossiers = register.dossiers_of(paper.dossiers)
    declared = [d for d in dossiers if d.feedback and d.feedback.disclosure is Disclosure.PROACTIVE]
    if not paper.dossiers or len(declared) < len(paper.dossiers):
        return CLOSED
    withdrawals = [d.disclosure.withdrawal for d in dossiers if d.disclosure and d.disclosure.withdrawal and is_withdrawn(d, today)]
    if own and own.withdrawal and own.withdrawal.on <= today:
        withdrawals.append(own.withdrawal)
    if refusal := _dossier_refusal([_before_withdrawal(dossier) for dossier in dossiers], register, today):
        return Verdict(refusal=refusal)
    published = [d.disclosure.published_on for d in dossiers if d.disclosure and d.disclosure.published_on]
    withdrawal = min(withdrawals, key=lambda one: one.on) if withdrawals else None
    return Verdict(withdrawal is None, max(published, default=None), withdrawal)


def _correction(paper: Paper, register: Register, today: date) -> Verdict:
    """A correction is public where what it corrects is, so that the public sees both or none."""
    original = register.issued.by_number(paper.corrects) if paper.corrects else None
    if original is None or original.budget_year != register.year:
        return CLOSED
    if original.stage:
        return _of_set(paper, original, register, today)
    verdict = verdict_on(paper_of(original), register, today)
    refusal = verdict.refusal or (_content_refusal(paper, register, today) if verdict.is_open and original.kind not in YEAR_KINDS else "")
    return Verdict(refusal=refusal) if refusal else verdict


def _of_set(paper: Paper, original: IssuedDocument, register: Register, today: date) -> Verdict:
    """What corrects a set for the congress is public with the set, as long as the site shows every dossier of which the set states anything."""
    submission = next((register.congress.submission(stage) for stage in Stage if stage.value == original.stage), None) if register.congress else None
    if submission is None or not is_open(submission, today):
        return CLOSED
    if closed_since(original.named, register, today) or waiting_for(original.named, register, today):
        return CLOSED
    stated = register.dossiers_of(dict.fromkeys(key.partition("/")[0] for key in original.facts))
    if not all(is_disclosed(dossier, register, today) for dossier in stated):
        return CLOSED
    own = register.issued.by_number(paper.number) if paper.number else None
    days = (submission.published_on, own.issued_on if own else None)
    return Verdict(True, max(day for day in days if day))


def _inner_refusal(paper: Paper, decision: DocumentDisclosure) -> str:
    if paper.kind not in INNER_KINDS or (decision.number and decision.reviewed_by and decision.reviewed_on):
        return ""
    return f"{paper.kind}写有不上网的内容，须逐件决定：写明发文字号、审查人和审查日期"


def _content_refusal(paper: Paper, register: Register, today: date) -> str:
    if paper.dossiers:
        known = register.dossiers_of(paper.dossiers)
        return _dossier_refusal(known, register, today) if len(known) == len(paper.dossiers) else "所述的项目不在资料里"
    if paper.kind not in {*YEAR_KINDS, DocumentKind.CORRECTION}:
        return "不知道它说的是哪些项目"
    return _naming_refusal(register, today) if paper.kind == DocumentKind.CIRCULAR else ""


def _dossier_refusal(dossiers: Iterable[Dossier], register: Register, today: date) -> str:
    for dossier in dossiers:
        if not is_disclosed(dossier, register, today):
            return f"“{register.label_of(dossier)}”没有公开"
        if has_withheld_findings(dossier):
            return f"“{register.label_of(dossier)}”有不予公开的问题"
    return ""


def _naming_refusal(register: Register, today: date) -> str:
    """A circular names dossiers that are not 不予公开 (`records/named.py`); all of these must be public themselves."""
    for dossier in register.dossiers:
        has_row = bool(dossier.evaluation or dossier.budget_decision) and not is_of_secret_unit(dossier, register)
        if has_row and is_named(dossier, register.office) and not is_disclosed(dossier, register, today):
            return f"通报列名的“{register.label_of(dossier)}”没有公开"
    return ""


def _before_withdrawal(dossier: Dossier) -> Dossier:
    if not dossier.disclosure or not dossier.disclosure.withdrawal:
        return dossier
    return dossier.model_copy(update={"disclosure": dossier.disclosure.model_copy(update={"withdrawal": None})})
