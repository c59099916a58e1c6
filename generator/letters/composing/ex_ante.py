"""事前绩效评估结果告知函: tells what the assessment before the budget found, and what follows from it (standards: 函, 信函格式)."""

from datetime import timedelta

from generator.letters.composing import group
from generator.letters.composing.parts import Part, letter
from generator.letters.composing.subject import Subject
from generator.letters.composing.tables import opinion_table
from generator.letters.document import OfficialDocument
from generator.letters.wording import Wording
from generator.problems import JixiaoError
from generator.records.deadlines import awaits_ex_ante_letter
from generator.records.dossier import ExAnteEvaluation, ProjectDossier
from generator.records.vocabulary import DocumentKind

KIND = DocumentKind.EX_ANTE
STEM = "ex-ante"


def concerns(subject: Subject) -> bool:
    """True from the assessment until the budget is approved with its targets, or its year is over."""
    return awaits_ex_ante_letter(subject.dossier, subject.today)


def compose(subjects: tuple[Subject, ...], wording: Wording) -> OfficialDocument:
    """The letter, of the day given."""
    title = ("关于告知", *group.title_name(subjects), "事前绩效评估结果", "的函")
    parts = [_part(subject) for subject in subjects]
    return letter(parts, wording, stem=STEM, kind=KIND, title=title, issued_on=subjects[0].today)


def _part(subject: Subject) -> Part:
    office = subject.register.office
    seen = _assessment(subject)
    values = {
        "规定依据": office.ex_ante_threshold.basis,
        "评估": seen,
        "核减": seen.requested - seen.proposed if seen.requested is not None and seen.proposed is not None else None,
        "预算年度": subject.dossier.year,
        "报送期限": subject.today + timedelta(days=office.deadlines.revision_days),
    }
    return Part(subject, values, {"意见": opinion_table(seen.opinions)} if seen.opinions else {})


def _assessment(subject: Subject) -> ExAnteEvaluation:
    dossier = subject.dossier
    if not isinstance(dossier, ProjectDossier) or not dossier.ex_ante:
        raise JixiaoError(f"{dossier.id} 没有事前评估，不能成文。")
    return dossier.ex_ante
