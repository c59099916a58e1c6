"""绩效评价结果通报: tells all budget units of a district what the year's evaluations found (通报, 文件格式).

It goes to every unit, so `records/named.py` says whom it may name. The numbers are those of the yearly report.
"""

from collections.abc import Sequence
from datetime import date

from generator.engine.chinese import format_score
from generator.letters.composing.subject import Subject
from generator.letters.composing.year_document import (
    Heading,
    listed,
    owner_and_name,
    part_words,
    planned,
    subjects_of,
    year_document,
)
from generator.letters.composing.year_tables import by_score, decisions_table, groups_table, results_table, uses_table
from generator.letters.document import Annex, Genre, OfficialDocument, Table
from generator.letters.widths import annex_of
from generator.letters.wording import Wording
from generator.records.named import is_named, may_be_named
from generator.records.office import Office
from generator.records.register import Register
from generator.records.results import LARGE_GAP, result_grade, result_total
from generator.records.totals import do_shares_close
from generator.records.vocabulary import Disclosure, DocumentKind, Grade
from generator.records.year_totals import (
    PartStatistics,
    YearStatistics,
    is_self_evaluation_far_above,
    is_self_evaluation_returned,
    late_dossiers,
    open_overall,
    open_projects,
    year_statistics,
)

KIND = DocumentKind.CIRCULAR
STEM = "circular"
TOLD_FINDINGS = 2  # findings of a criticised dossier that the text quotes; the rest is a number


def compose_circular(register: Register, today: date, wording: Wording) -> OfficialDocument | None:
    """The circular on the results of a budget year; None while nothing was evaluated."""
    statistics = year_statistics(register, today)
    if not any(part.totals.evaluated.count for part in (statistics.projects, statistics.overall)):
        return None
    office = register.office
    projects, overall = subjects_of(open_projects(register), register, today), subjects_of(open_overall(register), register, today)
    heading = Heading(STEM, KIND, Genre.CIRCULAR, (f"关于{register.year}年度", "财政支出绩效评价结果", "的通报"), office.letters.circular_to)
    annexes = _annexes((("项目支出", projects), ("部门整体支出", overall)), office)
    values = {**_values(statistics, register, today), **_names([*projects, *overall], register, today)}
    return year_document(register, today, heading, wording.compose(STEM, values, _tables(statistics.projects)), annexes)


def _annexes(parts: Sequence[tuple[str, Sequence[Subject]]], office: Office) -> list[Annex]:
    """Results and their use, projects and overall expenditure each in a table of its own."""
    named = lambda dossier: is_named(dossier, office)  # noqa: E731 - the same question for every table
    results = [results_table(subjects, named, name) for name, subjects in parts if any(one.dossier.evaluation for one in subjects)]
    uses = [decisions_table(subjects, named, name) for name, subjects in parts if any(one.dossier.budget_decision for one in subjects)]
    annexes = [annex_of("评价结果汇总表", results)]
    return [*annexes, annex_of("评价结果与预算安排挂钩表", uses)] if uses else annexes


def _tables(part: PartStatistics) -> dict[str, Table]:
    totals = part.totals
    return {
        "等级": groups_table("评价等级", part.graded, totals.evaluated),
        "预算类型": groups_table("预算类型", [group for group in totals.by_budget if group.count], totals.evaluated),
        "应用": uses_table(part),
    }


def _values(statistics: YearStatistics, register: Register, today: date) -> dict[str, object]:
    """All numbers that the wording may speak of."""
    office, totals = register.office, statistics.projects.totals
    kinds = [group for group in totals.by_budget if group.count]
    shares_close = all(
        do_shares_close([getattr(group, name) for group in groups], getattr(totals.evaluated, name))
        for groups in (statistics.projects.graded, kinds)
        for name in ("count", "budget")
    )
    return {
        "年度": register.year,
        "财政": office.short_name,
        "政府": office.letters.report_to,
        "经同意": office.letters.has_consent,
        "依据": office.letters.cites,
        "规定依据": office.result_policy.basis,
        "项目": part_words(statistics.projects),
        "整体": part_words(statistics.overall),
        "占比有尾差": not shares_close,
        "不含涉密": statistics.leaves_out_secret_units,
        "项目拟": planned(statistics.projects, today),
        "整体拟": planned(statistics.overall, today),
        "自评差距": LARGE_GAP,
    }


def _names(subjects: Sequence[Subject], register: Register, today: date) -> dict[str, object]:
    """Who is praised and criticised by name; empty where the office or the dossiers forbid it."""
    office = register.office
    late = {dossier.id: count for dossier, count in late_dossiers([one.dossier for one in subjects], office, today)}
    open_ones = [one for one in subjects if may_be_named(one.dossier)] if office.letters.criticises_by_name else []
    praised = [one for one in by_score(subjects) if _grade(one) is Grade.EXCELLENT and is_named(one.dossier, office)]
    return {
        "表扬": listed(praised, _with_score),
        "批评": [_told(one) for one in reversed(by_score(open_ones)) if _grade(one) in (Grade.FAIR, Grade.POOR)],
        "退回名单": listed([one for one in open_ones if is_self_evaluation_returned(one.dossier)]),
        "偏高名单": listed([one for one in open_ones if is_self_evaluation_far_above(one.dossier)]),
        "逾期名单": listed([one for one in open_ones if one.dossier.id in late], lambda one: f"{owner_and_name(one)}（{late[one.dossier.id]}项）"),
    }


def _grade(subject: Subject) -> Grade | None:
    return result_grade(subject.dossier, subject.register.office)


def _with_score(subject: Subject) -> str:
    score = result_total(subject.dossier)
    return owner_and_name(subject) + (f"（{format_score(score)}分）" if score is not None else "")


def _told(subject: Subject) -> dict[str, object]:
    """A criticised result: score, grade and the findings that the text may quote."""
    findings = subject.dossier.evaluation.findings if subject.dossier.evaluation else ()
    quoted = [finding.heading for finding in findings if finding.disclosure is Disclosure.PROACTIVE][:TOLD_FINDINGS]
    grade = _grade(subject)
    return {
        "名称": owner_and_name(subject),
        "得分": result_total(subject.dossier),
        "等级": grade.value if grade else "",
        "问题": "".join(f"“{heading}”" for heading in quoted),
        "问题数": len(findings),
    }
