"""第三方机构质量考评表: how well an agency did its work. Internal: it names the agency and 主评人, and is never public."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.engine.chinese import close_up, format_score
from generator.letters.composing.subject import Subject
from generator.letters.composing.year_tables import amount
from generator.letters.document import Align, OfficialDocument, Table, TableRow
from generator.letters.forms.sheet import FormKind, sheet, subjects
from generator.letters.widths import across, blank_columns, column, label, total_row
from generator.records.dossier import Evaluator, OverallDossier
from generator.records.register import Register
from generator.records.results import grade_of

KIND = FormKind("质量考评表", "第三方机构质量考评表", "quality")


def compose(register: Register, today: date) -> Iterator[OfficialDocument]:
    """A sheet for each evaluation whose agency was scored."""
    for subject in subjects(register, today):
        evaluator = subject.dossier.evaluation.evaluator if subject.dossier.evaluation else None
        if evaluator and evaluator.quality:
            yield sheet(KIND, register, today, (_names_table(subject, evaluator), _scores_table(evaluator, register)), subject.dossier)


def _names_table(subject: Subject, evaluator: Evaluator) -> Table:
    is_overall = isinstance(subject.dossier, OverallDossier)
    fee = f"{amount(evaluator.fee)}万元" if evaluator.fee is not None else ""
    return Table(
        blank_columns(6, 12.4, 4.2, 12.4),
        (
            TableRow((label("评价对象" if is_overall else "项目名称"), *across(close_up(subject.dossier.title), 3))),
            TableRow((label("预算单位"), *across(close_up(subject.unit.name), 3))),
            TableRow((label("受托机构"), *across(close_up(evaluator.name), 3))),
            TableRow((label("主评人"), close_up(evaluator.lead), label("委托费用"), fee)),
        ),
    )


def _scores_table(evaluator: Evaluator, register: Register) -> Table:
    """Items, their sum, and the grade by the office's bands."""
    weight = sum((line.weight for line in evaluator.quality), Decimal(0))
    score = sum((line.score for line in evaluator.quality), Decimal(0))
    rows = [TableRow((close_up(line.name), format_score(line.weight), format_score(line.score), close_up(line.reason))) for line in evaluator.quality]
    rows.append(total_row(("合计", format_score(weight), format_score(score), "")))
    rows.append(total_row(("等级", *across(grade_of(score, register.office).value, 3))))
    columns = (column("考评内容", 10), column("分值", 4), column("得分", 4), column("扣分理由", 18, Align.LEFT))
    return Table(columns, tuple(rows))
