"""绩效评价结果反馈意见函: tells a unit what the evaluation found and what is asked of it (standards: 函, 信函格式)."""

from datetime import date

from generator.letters.composing.subject import Subject, dimension_table, ledger_table, letter, score_table, subject_of
from generator.letters.document import Annex, OfficialDocument
from generator.letters.wording import Wording
from generator.records.deadlines import letter_date, rectification_due_on
from generator.records.dossier import Dossier
from generator.records.register import Register
from generator.records.results import execution_rate, result_grade, result_total

KIND = "绩效评价结果反馈意见函"
NAME = "feedback"


def compose_feedback_letter(dossier: Dossier, register: Register, today: date, wording: Wording) -> OfficialDocument | None:
    """The letter for an evaluated dossier; None where nothing was evaluated."""
    if not dossier.evaluation or result_total(dossier) is None:
        return None
    subject = subject_of(dossier, register, today)
    annexes = [Annex("绩效评价指标得分表", (score_table(dossier),))]
    if dossier.evaluation.findings:
        annexes.append(Annex("问题清单及整改台账", (ledger_table(subject),)))
    return letter(
        subject,
        name=NAME,
        kind=KIND,
        title=subject.feedback_title,
        issued_on=letter_date(dossier, today),
        body=wording.compose("feedback", _values(subject), {"得分": dimension_table(dossier)}),
        annexes=annexes,
    )


def _values(subject: Subject) -> dict[str, object]:
    """All that the wording may speak of."""
    dossier, office = subject.dossier, subject.register.office
    grade = result_grade(dossier, office)
    return {
        "称谓": office.letters.salutation,
        "依据": office.letters.cites,
        "所属": f"所属{subject.unit.label}" if subject.is_subordinate else "",
        "对象": subject.name,
        "对象支出": subject.spending,
        "对象简称": subject.short_name,
        "年度": subject.period,
        "资金": dossier.funds,
        "执行率": execution_rate(dossier.funds),
        "评价": dossier.evaluation,
        "结果名称": subject.result_name,
        "总分": result_total(dossier),
        "等级": grade,
        "规定": office.policy_for(grade) if grade else None,
        "规定依据": office.result_policy.basis,
        "结果应用": dossier.budget_decision,
        "拟": "拟" if dossier.budget_decision and dossier.budget_decision.budget_year > letter_date(dossier, subject.today).year else "",
        "整改期限": rectification_due_on(dossier, office, subject.today),
        "台账附件": "附件2" if dossier.evaluation and dossier.evaluation.findings else "",
    }
