"""结果与预算安排挂钩建议表: what each result of the year means for the next budget.

Internal: it names every dossier and gives the 业务科室意见; the circular has a table of its own.
"""

from collections.abc import Iterator
from datetime import date

from generator.letters.composing.subject import Subject, subject_of
from generator.letters.composing.year_tables import decisions_table
from generator.letters.document import OfficialDocument, Paragraph, Run
from generator.letters.forms.sheet import FormKind, sheet
from generator.records.register import Register
from generator.records.year_totals import open_overall, open_projects

KIND = FormKind("挂钩建议表", "结果与预算安排挂钩建议表", "decisions")


def compose(register: Register, today: date) -> Iterator[OfficialDocument]:
    """One table for the year; projects and overall expenditure are never added up."""
    parts = (("项目支出", open_projects(register)), ("部门整体支出", open_overall(register)))
    used: list[tuple[str, list[Subject]]] = [
        (name, [subject_of(one, register, today) for one in dossiers if one.budget_decision]) for name, dossiers in parts
    ]
    tables = [decisions_table(subjects, lambda _: True, name, is_internal=True) for name, subjects in used if subjects]
    if tables:
        rule = Paragraph((Run(f"依据：{register.office.result_policy.basis}。"),))
        yield sheet(KIND, register, today, (rule, *tables))
