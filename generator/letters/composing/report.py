"""年度预算绩效管理工作情况报告: the year's whole chain in numbers, to the district government (报告, 文件格式, 上行文).

A report asks for nothing (条例 第十五条). It tells numbers only: no names of people, no internal opinions, no score of an agency.
"""

from datetime import date

from generator.letters.composing.year_document import Heading, part_words, planned, year_document
from generator.letters.composing.year_tables import groups_table, uses_table
from generator.letters.document import Genre, OfficialDocument
from generator.letters.wording import Wording
from generator.records.register import Register
from generator.records.results import LARGE_GAP
from generator.records.totals import do_shares_close
from generator.records.vocabulary import DocumentKind
from generator.records.year_totals import year_statistics

KIND = DocumentKind.REPORT
STEM = "report"


def compose_report(register: Register, today: date, wording: Wording) -> OfficialDocument | None:
    """The report on a budget year; None while the year runs, or where there is nothing to report."""
    statistics = year_statistics(register, today)
    projects, overall = statistics.projects, statistics.overall
    if today.year <= register.year or not (projects.totals.recorded.count or overall.totals.recorded.count):
        return None
    office = register.office
    heading = Heading(STEM, KIND, Genre.REPORT, (f"关于{register.year}年度", "预算绩效管理工作情况", "的报告"), office.letters.report_to)
    evaluated = projects.totals.evaluated
    values: dict[str, object] = {
        "年度": register.year,
        "依据": office.letters.cites,
        "规定依据": office.result_policy.basis,
        "项目": part_words(projects),
        "整体": part_words(overall),
        "不含涉密": statistics.leaves_out_secret_units,
        "占比有尾差": not all(do_shares_close([getattr(g, name) for g in projects.graded], getattr(evaluated, name)) for name in ("count", "budget")),
        "项目拟": planned(projects, today),
        "整体拟": planned(overall, today),
        "自评差距": LARGE_GAP,
    }
    tables = {"等级": groups_table("评价等级", projects.graded, evaluated), "应用": uses_table(projects)}
    return year_document(register, today, heading, wording.compose(STEM, values, tables))
