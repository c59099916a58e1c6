"""自评报告评审意见函: what the review of a self-evaluation found; accepted, or to be revised (standards: 函, 信函格式)."""

from datetime import timedelta
from decimal import Decimal

from generator.letters.composing import group
from generator.letters.composing.parts import Part, letter
from generator.letters.composing.subject import Subject
from generator.letters.composing.tables import review_table
from generator.letters.document import OfficialDocument
from generator.letters.wording import Wording
from generator.problems import JixiaoError
from generator.records.deadlines import awaits_review_letter
from generator.records.vocabulary import DocumentKind

KIND = DocumentKind.REVIEW
STEM = "review"


def concerns(subject: Subject) -> bool:
    """True from the review of the self-evaluation until an evaluation goes beyond it."""
    return awaits_review_letter(subject.dossier)


def compose(subjects: tuple[Subject, ...], wording: Wording) -> OfficialDocument:
    """The letter, of the day given."""
    title = ("关于", *group.title_name(subjects), "绩效自评报告", "评审意见", "的函")
    parts = [_part(subject) for subject in subjects]
    return letter(parts, wording, stem=STEM, kind=KIND, title=title, issued_on=subjects[0].today)


def _part(subject: Subject) -> Part:
    office, own = subject.register.office, subject.dossier.self_evaluation
    if not own or not own.review:
        raise JixiaoError(f"{subject.dossier.id} 没有自评报告评审，不能成文。")
    values = {
        "依据": office.letters.cites,
        "自评": own,
        "评审": own.review,
        "总分": sum((row.score for row in own.review.aspects), Decimal(0)),
        "方面数": len(own.review.aspects),
        "报送期限": subject.today + timedelta(days=office.deadlines.revision_days),
    }
    return Part(subject, values, {"评审": review_table(own.review.aspects)})
