"""整改催办函: asks after items that are past their date, before anything is demanded (standards: 函, 信函格式)."""

from datetime import timedelta

from generator.letters.composing import group
from generator.letters.composing.parts import Part, letter
from generator.letters.composing.subject import Subject
from generator.letters.composing.tables import overdue_table
from generator.letters.document import OfficialDocument
from generator.letters.wording import Wording
from generator.records.deadlines import reminder_items
from generator.records.vocabulary import DocumentKind

KIND = DocumentKind.REMINDER
STEM = "reminder"


def concerns(subject: Subject) -> bool:
    """True if items are late, but not so late that 限期整改 speaks of them."""
    return bool(reminder_items(subject.dossier, subject.register.office, subject.today))


def compose(subjects: tuple[Subject, ...], wording: Wording) -> OfficialDocument:
    """The letter, of the day given."""
    title = ("关于催办", *group.title_name(subjects), "绩效评价发现问题", "整改事项", "的函")
    parts = [_part(subject) for subject in subjects]
    return letter(parts, wording, stem=STEM, kind=KIND, title=title, issued_on=subjects[0].today)


def _part(subject: Subject) -> Part:
    office, rectification = subject.register.office, subject.dossier.rectification
    items = reminder_items(subject.dossier, office, subject.today)
    values = {
        **group.previous_letter(subject),
        "项数": len(items),
        "总项数": len(rectification.items) if rectification else 0,
        "回复期限": subject.today + timedelta(days=office.deadlines.reminder_days),
    }
    return Part(subject, values, {"事项": overdue_table(subject, items)})
