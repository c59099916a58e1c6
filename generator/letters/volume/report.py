"""The government's 报告 to the congress, in speech form: with the final accounts on results, with the budget on targets."""

import re
from decimal import Decimal

from generator.engine.chinese import close_up, format_date
from generator.letters.composing.subject import Subject
from generator.letters.composing.year_document import changes, owner_and_name, part_words, planned
from generator.letters.composing.year_tables import by_score, groups_table, uses_table
from generator.letters.document import Block, Genre, OfficialDocument, Paragraph, Run, Table
from generator.letters.paper.linebreak import break_title
from generator.letters.volume.material import Material
from generator.letters.volume.pieces import plain_document
from generator.letters.volume.tables import applied_table, targets_table
from generator.letters.wording import Wording, without_lone_numerals
from generator.records.accounts import Stage
from generator.records.congress_totals import target_totals
from generator.records.results import result_grade, result_total
from generator.records.totals import ZERO, do_shares_close
from generator.records.vocabulary import Grade

KIND = "向人民代表大会的报告"
STEMS = {Stage.BUDGET: "congress_report_budget", Stage.FINAL: "congress_report_final"}
TITLES = {Stage.BUDGET: ("年预算绩效目标编制", "和评价结果应用情况", "的报告"), Stage.FINAL: ("年度预算绩效管理", "和绩效评价情况", "的报告")}
MARGIN_CELLS = 4  # of the line that says where and when it is spoken, on both sides together
TOLD_FINDINGS = 2  # findings of a low result that the text quotes
LISTENERS = {True: "主任、各位副主任、各位委员：", False: "各位代表："}
CONGRESS = "区人民代表大会"


def compose_report(material: Material, wording: Wording) -> OfficialDocument:
    """The report, with who says it where on top."""
    values, tables = _final(material) if material.stage is Stage.FINAL else _budget(material)
    body = without_lone_numerals(wording.compose(STEMS[material.stage], {**_common(material), **values}, tables))
    first, *rest = TITLES[material.stage]
    title = (f"关于{material.office.district}", f"{material.year}{first}", *rest)
    return plain_document(material, f"congress-report-{material.slug}", KIND, title, (*_opening(material), *body), Genre.REPORT)


def _opening(material: Material) -> tuple[Block, ...]:
    """When, where, by whom, and to whom."""
    submission = material.submission
    pieces = (f"——{format_date(submission.held_on)}在", *filter(None, re.split(r"(?<=届)|(?=第[^第]*次会议$)", submission.meeting)), "上")
    place = break_title((*pieces[:-2], "".join(pieces[-2:])), limit=material.office.letters.page.cells - MARGIN_CELLS)
    spoken = Paragraph((Run(LISTENERS[material.is_before_standing_committee]),), is_flush=True)
    reporter = (Paragraph((Run(submission.reporter),), is_centred=True),) if submission.reporter else ()
    return (*(Paragraph((Run(line),), is_centred=True) for line in place), *reporter, spoken)


def body_of(material: Material) -> str:
    """Who sits: the standing committee, or the congress itself."""
    return material.office.letters.standing_committee if material.is_before_standing_committee else CONGRESS


def _common(material: Material) -> dict[str, object]:
    office, statistics = material.office, material.statistics
    return {
        "年度": material.year,
        "行政区": office.district,
        "政府": office.letters.report_to,
        "人大": body_of(material),
        "规定依据": office.result_policy.basis,
        "截至": material.day,
        "项目": part_words(statistics.projects),
        "整体": part_words(statistics.overall),
        "不含涉密": statistics.leaves_out_secret_units,
    }


def _final(material: Material) -> tuple[dict[str, object], dict[str, Table]]:
    projects, overall = material.statistics.projects, material.statistics.overall
    evaluated = projects.totals.evaluated
    named = [one for one in by_score(material.projects) if one.dossier.evaluation and material.is_named(one.dossier)]
    low = [one for one in reversed(named) if _grade(one) in (Grade.FAIR, Grade.POOR)]
    values: dict[str, object] = {
        "平均": projects.totals.average,
        "占比有尾差": not all(do_shares_close([getattr(g, name) for g in projects.graded], getattr(evaluated, name)) for name in ("count", "budget")),
        "项目拟": planned(projects, material.day),
        "整体拟": planned(overall, material.day),
        "重点名单": [_told(one) for one in named if one.dossier.evaluation and one.dossier.evaluation.is_key],
        "较低名单": [told for one in low if (told := _told(one))["问题"]],
    }
    return values, {"等级": groups_table("评价等级", projects.graded, evaluated), "应用": uses_table(projects, material.uses)}


def _told(subject: Subject) -> dict[str, object]:
    """A result by name, from its redacted record."""
    evaluation, funds = subject.dossier.evaluation, subject.dossier.funds
    grade = _grade(subject)
    return {
        "名称": owner_and_name(subject),
        "预算": (funds.adjusted_budget if funds else None) or ZERO,
        "得分": result_total(subject.dossier) or ZERO,
        "等级": grade.value if grade else "",
        "结论": evaluation.conclusion if evaluation else "",
        "问题": [close_up(finding.heading).rstrip("。") for finding in (evaluation.findings if evaluation else ())][:TOLD_FINDINGS],
    }


def _grade(subject: Subject) -> Grade | None:
    return result_grade(subject.dossier, subject.register.office)


def _budget(material: Material) -> tuple[dict[str, object], dict[str, Table]]:
    targets = target_totals(material.register)
    applied = material.applied
    values: dict[str, object] = {
        "目标": targets[-1],
        "名单": [_promised(material.subject(one)) for one in material.chosen],
        "应用": applied,
        "应用年度": "、".join(map(str, applied.from_years)),
        "应用增减": changes(applied.total),
        "拟": "拟" if material.year > material.day.year else "",
    }
    return values, {"目标": targets_table(targets), "应用": applied_table(applied)}


def _promised(subject: Subject) -> dict[str, object]:
    funds, objectives = subject.dossier.funds, subject.dossier.objectives
    budget: Decimal = (funds.original_budget if funds else None) or ZERO
    return {"名称": owner_and_name(subject), "预算": budget, "目标": objectives.annual if objectives else ""}

