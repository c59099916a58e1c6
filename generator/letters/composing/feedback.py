"""绩效评价结果反馈意见函: tells a unit what the evaluation found and what is asked of it (standards: 函, 信函格式)."""

from generator.letters.composing import group
from generator.letters.composing.parts import Part, letter
from generator.letters.composing.subject import Subject
from generator.letters.composing.tables import dimension_table, ledger_table, score_table
from generator.letters.document import Annex, OfficialDocument
from generator.letters.wording import Wording
from generator.records.deadlines import letter_date, rectification_due_on
from generator.records.results import execution_rate, result_grade, result_total
from generator.records.vocabulary import DocumentKind

KIND = DocumentKind.FEEDBACK
STEM = "feedback"


def concerns(subject: Subject) -> bool:
    """True once there is a result to tell."""
    return result_total(subject.dossier) is not None


def series(subject: Subject) -> str:
    """Date and number of the letter: only dossiers told of on one day under one number, or under none yet, belong together."""
    feedback = subject.dossier.feedback
    return f"{letter_date(subject.dossier, subject.today)} {feedback.document_number if feedback else ''}"


def compose(subjects: tuple[Subject, ...], wording: Wording) -> OfficialDocument:
    """The letter, of the date that the records state, else of the day given."""
    return letter(
        [_part(subject) for subject in subjects],
        wording,
        stem=STEM,
        kind=KIND,
        title=group.feedback_title(subjects),
        issued_on=letter_date(subjects[0].dossier, subjects[0].today),
    )


def _part(subject: Subject) -> Part:
    dossier = subject.dossier
    annexes = {"得分表": Annex("绩效评价指标得分表", (score_table(dossier),))}
    if dossier.evaluation and dossier.evaluation.findings:
        annexes["台账"] = Annex("问题清单及整改台账", (ledger_table(subject),))
    return Part(subject, _values(subject), {"得分": dimension_table(dossier)}, annexes)


def _values(subject: Subject) -> dict[str, object]:
    """All that the wording may speak of."""
    dossier, office = subject.dossier, subject.register.office
    decision = dossier.budget_decision
    grade = result_grade(dossier, office)
    return {
        "依据": office.letters.cites,
        "资金": dossier.funds,
        "执行率": execution_rate(dossier.funds),
        "评价": dossier.evaluation,
        "结果名称": subject.result_name,
        "总分": result_total(dossier),
        "等级": grade,
        "规定": office.policy_for(grade) if grade else None,
        "规定依据": office.result_policy.basis,
        "结果应用": decision,
        "拟": "拟" if decision and decision.budget_year > letter_date(dossier, subject.today).year else "",
        "整改期限": rectification_due_on(dossier, office, subject.today),
    }
