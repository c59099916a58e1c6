"""预算绩效管理考核结果通报: the year's assessment of the units' performance management, ranked (通报, 文件格式)."""

from collections.abc import Sequence
from datetime import date

from generator.engine.chinese import close_up, format_score
from generator.letters.composing.year_document import LOW_GRADES, Heading, counted, year_document
from generator.letters.composing.year_tables import DASH
from generator.letters.document import Align, CellContent, Genre, OfficialDocument, Table, TableRow
from generator.letters.widths import annex_of, column
from generator.letters.wording import Wording
from generator.records.assessments import AssessedUnit, AssessmentLine, AssessmentTotal, assessment_total
from generator.records.named import names_grade
from generator.records.office import Office
from generator.records.register import Register
from generator.records.vocabulary import DocumentKind, Grade

KIND = DocumentKind.ASSESSMENT
STEM = "assessment"
TOLD_REASONS = 2  # reasons for points lost that the text gives for an item


def compose_assessment(register: Register, today: date, wording: Wording) -> OfficialDocument | None:
    """The circular on the unit assessments of a year; None while no unit was assessed."""
    total = assessment_total(register)
    if total is None:
        return None
    heading = Heading(STEM, KIND, Genre.CIRCULAR, (f"关于{register.year}年度", "预算绩效管理考核结果", "的通报"), register.office.letters.circular_to)
    annex = annex_of("预算绩效管理考核结果排名表", (ranking_table(total.units, register),))
    return year_document(register, today, heading, wording.compose(STEM, _values(total, register), {}), (annex,))


def _values(total: AssessmentTotal, register: Register) -> dict[str, object]:
    """All that the wording may speak of."""
    office = register.office
    named = [one for one in total.units if names_grade(one.grade, office)]
    return {
        "年度": register.year,
        "财政": office.short_name,
        "政府": office.letters.report_to,
        "经同意": office.letters.has_consent,
        "单位数": len(total.units),
        "平均": total.average,
        "最高": total.highest,
        "最低": total.lowest,
        "等级分布": counted([(f"“{grade}”的", count) for grade, count in total.by_grade]),
        "优": dict(total.by_grade)[Grade.EXCELLENT.value],
        "较低": counted([(f"“{grade}”的", count) for grade, count in total.by_grade if grade in LOW_GRADES]),
        "表扬": "、".join(one.unit.label for one in named if one.grade is Grade.EXCELLENT),
        "批评": "、".join(f"{one.unit.label}（{format_score(one.score)}分）" for one in named if one.grade.value in LOW_GRADES),
        "扣分": [_line_words(line, office) for line in total.lines if line.losses],
        "不含涉密": any(unit.is_secret for unit in register.units.values()),
    }


def _line_words(line: AssessmentLine, office: Office) -> dict[str, object]:
    """An item with the weightiest reasons; a reason may betray whose it is, so units that are not named give none."""
    told = dict.fromkeys(close_up(loss.reason) for loss in line.losses if loss.reason and names_grade(loss.unit.grade, office))
    return {
        "名称": line.name,
        "分值": line.weight,
        "平均": line.average,
        "得分率": line.rate,
        "理由": "".join(f"“{reason}”" for reason in list(told)[:TOLD_REASONS]),
    }


def ranking_table(units: Sequence[AssessedUnit], register: Register) -> Table:
    """Rank, unit, score and grade, with the items as columns where all sheets have the same.

    Units of a grade that the office does not tell by name are one row without scores.
    """
    sheets = {tuple((item.name, item.weight) for item in one.dossier.assessment.items) for one in units if one.dossier.assessment}
    items = next(iter(sheets)) if len(sheets) == 1 else ()
    rows = [_row(one, with_items=bool(items)) for one in units if names_grade(one.grade, register.office)]
    for grade in Grade:
        if (count := sum(one.grade is grade for one in units)) and not names_grade(grade, register.office):
            rows.append(TableRow((DASH, f"其余{count}个单位（未列名）", *(DASH,) * (len(items) + 1), grade.value)))
    return Table(
        columns=(
            column("名次", 2.4),
            column("单位", 9, Align.LEFT),
            *(column(f"{close_up(name)}（{format_score(weight)}分）", 3.8) for name, weight in items),
            column("总分", 3),
            column("等级", 2.4),
        ),
        rows=tuple(rows),
    )


def _row(one: AssessedUnit, *, with_items: bool) -> TableRow:
    items = one.dossier.assessment.items if one.dossier.assessment and with_items else ()
    cells: tuple[CellContent, ...] = (str(one.rank), close_up(one.unit.label), *(format_score(item.score) for item in items))
    return TableRow((*cells, format_score(one.score), one.grade.value))
