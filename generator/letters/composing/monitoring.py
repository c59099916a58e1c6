"""绩效运行监控预警函: spending behind time or targets at risk within the year, and what is asked (standards: 函, 信函格式)."""

from datetime import timedelta

from generator.letters.composing import group
from generator.letters.composing.parts import Part, letter
from generator.letters.composing.subject import Subject
from generator.letters.composing.tables import risk_table
from generator.letters.document import OfficialDocument
from generator.letters.wording import Wording
from generator.problems import JixiaoError
from generator.records.monitored import (
    is_behind,
    monitored_budget,
    monitored_rate,
    needs_warning,
    recoverable,
    risky_rows,
    spending_lag,
    time_progress,
)
from generator.records.vocabulary import DocumentKind, Outlook

KIND = DocumentKind.MONITORING
STEM = "monitoring"


def concerns(subject: Subject) -> bool:
    """True if monitoring in the running year calls for a warning."""
    return needs_warning(subject.dossier, subject.register.office, subject.today)


def compose(subjects: tuple[Subject, ...], wording: Wording) -> OfficialDocument:
    """The letter, of the day given."""
    title = ("关于", *group.title_name(subjects), "绩效运行监控预警", "的函")
    parts = [_part(subject) for subject in subjects]
    return letter(parts, wording, stem=STEM, kind=KIND, title=title, issued_on=subjects[0].today)


def _part(subject: Subject) -> Part:
    dossier, office = subject.dossier, subject.register.office
    seen = dossier.monitoring
    if not seen:
        raise JixiaoError(f"{dossier.id} 没有运行监控，不能成文。")
    risky = risky_rows(dossier)
    budget = monitored_budget(dossier)
    values = {
        "规定依据": office.monitoring.basis,
        "监控": seen,
        "预算": budget,
        "执行率": monitored_rate(dossier),
        "序时进度": time_progress(seen.as_of),
        "滞后": spending_lag(dossier),
        "进度预警": is_behind(dossier, office),
        "预计执行率": seen.expected / budget if budget and seen.expected is not None else None,
        "风险数": len(risky),
        "不能完成数": sum(row.outlook is Outlook.IMPOSSIBLE for row in risky),
        "监控数": len(seen.indicators),
        "收回金额": recoverable(dossier),
        "报送期限": subject.today + timedelta(days=office.deadlines.monitoring_days),
    }
    return Part(subject, values, {"风险": risk_table(dossier, risky)} if risky else {})
