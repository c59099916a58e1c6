"""All records of a year as sheets to sort and filter, for the section head: internal fields are in them, secret units are not.

Sums, scores, grades, states and days come from where letters and pages get them.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.engine.chinese import round_half_up
from generator.engine.sheets import ColumnKind, Sheet, SheetColumn, Value
from generator.records.deadlines import days_overdue, feedback_due_on, item_due_on, notified_on, status_of
from generator.records.dossier import Dossier, OverallDossier, ProjectDossier
from generator.records.register import Register
from generator.records.results import (
    ScoreRow,
    evaluation_rows,
    execution_rate,
    grade_of,
    is_disclosed,
    result_grade,
    result_total,
    score_rate,
    self_result_rows,
    self_total,
)
from generator.records.totals import group_total, share_of, sum_of_decisions, total_up
from generator.records.units import Unit
from generator.records.vocabulary import Grade
from generator.records.year_totals import (
    PartStatistics,
    is_of_secret_unit,
    is_self_evaluation_far_above,
    year_statistics,
)

Row = tuple[Value, ...]
TEXT, NUMBER, DAY, AMOUNT, RATE = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.DATE, ColumnKind.AMOUNT, ColumnKind.RATE
PROJECT, OVERALL = "项目支出", "部门整体支出"
MARK = "内部资料"
KEPT = 3  # 编号, 类别, 名称


def _columns(*columns: tuple[str, float, ColumnKind]) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(heading, width, kind) for heading, width, kind in columns)


_WHO = (("编号", 16.0, TEXT), ("类别", 13.0, TEXT), ("名称", 26.0, TEXT), ("单位编码", 10.0, TEXT), ("预算单位", 22.0, TEXT))
SUMMARY = _columns(
    ("类别", 14, TEXT), ("个数", 7, NUMBER), ("全年预算（万元）", 15, AMOUNT), ("全年执行（万元）", 15, AMOUNT), ("执行率", 9, RATE), ("已填绩效目标", 9, NUMBER),
    ("已监控", 8, NUMBER), ("已自评", 8, NUMBER), ("自评已评审", 8, NUMBER), ("自评退回", 8, NUMBER), ("已评价", 8, NUMBER), ("评价资金占比", 9, RATE),
    *((grade.value, 6.0, NUMBER) for grade in Grade), ("平均分", 9, NUMBER), ("问题", 7, NUMBER), ("涉及金额（万元）", 14, AMOUNT), ("整改项", 8, NUMBER),
    ("已销号", 8, NUMBER), ("待核验", 8, NUMBER), ("整改中", 8, NUMBER), ("未整改", 8, NUMBER), ("逾期", 7, NUMBER), ("结果应用", 9, NUMBER),
    ("增加预算（万元）", 14, AMOUNT), ("减少预算（万元）", 14, AMOUNT), ("已公开", 8, NUMBER),
)  # fmt: skip
DOSSIERS = _columns(
    *_WHO, ("主管部门", 22, TEXT), ("实施单位", 22, TEXT), ("预算类型", 15, TEXT), ("评价对象", 13, TEXT), ("项目属性", 9, TEXT), ("领域", 12, TEXT), ("项目期", 14, TEXT),
    ("项目编码", 16, TEXT), ("项目负责人", 12, TEXT), ("年初预算（万元）", 14, AMOUNT), ("全年预算（万元）", 14, AMOUNT), ("到位数（万元）", 14, AMOUNT), ("全年执行（万元）", 14, AMOUNT),
    ("执行率", 9, RATE), ("目标指标数", 8, NUMBER), ("目标批复日期", 12, DAY), ("事前评估结论", 12, TEXT), ("申请金额（万元）", 14, AMOUNT), ("建议金额（万元）", 14, AMOUNT),
    ("监控截止日期", 12, DAY), ("监控时执行（万元）", 14, AMOUNT), ("监控处理", 10, TEXT), ("监控意见", 24, TEXT), ("自评报送日期", 12, DAY), ("自评得分", 9, NUMBER),
    ("自评等级", 7, TEXT), ("自评明显偏高", 8, TEXT), ("评审结论", 10, TEXT), ("评价类别", 11, TEXT), ("重点评价", 8, TEXT), ("第三方机构", 22, TEXT), ("评价得分", 9, NUMBER),
    ("评价等级", 7, TEXT), ("结果确定日期", 12, DAY), ("问题数", 7, NUMBER), ("问题金额（万元）", 14, AMOUNT), ("反馈期限", 12, DAY), ("反馈文号", 20, TEXT),
    ("反馈发文日期", 12, DAY), ("签收日期", 12, DAY), ("整改项", 7, NUMBER), ("已销号", 7, NUMBER), ("逾期项", 7, NUMBER), ("应用方式", 10, TEXT),
    ("应用预算年度", 9, NUMBER), ("上年预算（万元）", 14, AMOUNT), ("安排预算（万元）", 14, AMOUNT), ("公开属性", 11, TEXT), ("公开日期", 12, DAY), ("已公开", 7, TEXT),
    ("不公开理由", 20, TEXT), ("内部备注", 26, TEXT),
)  # fmt: skip
INDICATORS = _columns(
    *_WHO, ("出处", 10, TEXT), ("一级指标", 14, TEXT), ("二级指标", 16, TEXT), ("三级指标", 26, TEXT), ("指标值", 16, TEXT), ("实际完成值", 16, TEXT), ("分值", 7, NUMBER),
    ("得分", 7, NUMBER), ("得分率", 8, RATE), ("达到指标值", 8, TEXT), ("偏差或扣分原因", 30, TEXT), ("改进措施", 26, TEXT),
)  # fmt: skip
FINDINGS = _columns(
    *_WHO, ("问题编号", 7, NUMBER), ("阶段", 10, TEXT), ("问题类别", 18, TEXT), ("问题", 26, TEXT), ("事实", 40, TEXT), ("依据", 26, TEXT), ("涉及金额（万元）", 14, AMOUNT),
    ("问题公开属性", 11, TEXT), ("反馈文号", 20, TEXT), ("整改要求", 26, TEXT), ("完成时限", 12, DAY), ("整改措施", 26, TEXT), ("责任单位", 14, TEXT), ("责任人", 12, TEXT),
    ("整改情况", 26, TEXT), ("佐证材料", 18, TEXT), ("开始日期", 12, DAY), ("报告日期", 12, DAY), ("状态", 9, TEXT), ("逾期天数", 8, NUMBER), ("核验意见", 8, TEXT),
    ("退回理由", 20, TEXT), ("核验日期", 12, DAY), ("销号日期", 12, DAY),
)  # fmt: skip
USES = _columns(
    *_WHO, ("评价得分", 9, NUMBER), ("评价等级", 7, TEXT), ("应用方式", 10, TEXT), ("应用预算年度", 9, NUMBER), ("上年预算（万元）", 14, AMOUNT), ("安排预算（万元）", 14, AMOUNT),
    ("增加（万元）", 13, AMOUNT), ("减少（万元）", 13, AMOUNT), ("调整率", 9, RATE), ("依据", 30, TEXT), ("说明", 30, TEXT), ("偏离理由", 20, TEXT), ("业务科室意见", 20, TEXT),
)  # fmt: skip
UNITS = _columns(
    ("单位编码", 10, TEXT), ("名称", 30, TEXT), ("简称", 22, TEXT), ("类型", 10, TEXT), ("主管部门", 22, TEXT), ("项目数", 8, NUMBER), ("项目预算（万元）", 14, AMOUNT),
    ("项目执行（万元）", 14, AMOUNT), ("项目执行率", 9, RATE), ("已评价项目", 8, NUMBER), ("平均分", 8, NUMBER), ("部门整体得分", 9, NUMBER), ("部门整体等级", 7, TEXT),
    ("问题", 7, NUMBER), ("已销号", 8, NUMBER), ("逾期", 7, NUMBER), ("别名", 24, TEXT),
)  # fmt: skip


def year_sheets(register: Register, today: date) -> tuple[Sheet, ...]:
    """汇总, then everything a row each."""
    dossiers = [one for one in register.dossiers if not is_of_secret_unit(one, register)]
    return (
        Sheet("汇总", SUMMARY, _summary(register, today)),
        Sheet("项目", DOSSIERS, [_dossier(one, register, today) for one in dossiers], KEPT),
        Sheet("指标", INDICATORS, [row for one in dossiers for row in _indicators(one, register)], KEPT),
        Sheet("问题和整改", FINDINGS, [row for one in dossiers for row in _findings(one, register, today)], KEPT),
        Sheet("结果应用", USES, [_use(one, register) for one in dossiers if one.budget_decision], KEPT),
        Sheet("单位", UNITS, [_unit(unit, register, dossiers, today) for unit in register.units.values() if not register.is_secret(unit)], 2),
    )


def year_title(register: Register) -> str:
    """What stands above every page."""
    return f"{register.year}年度预算绩效资料（{MARK}，不得对外提供）"


def _summary(register: Register, today: date) -> list[Row]:
    year = year_statistics(register, today)
    return [_part(PROJECT, year.projects), _part(OVERALL, year.overall)]


def _part(name: str, part: PartStatistics) -> Row:
    totals, done = part.totals, part.totals.rectification
    grades = {group.name: group.count for group in totals.by_grade}
    return (
        name, totals.recorded.count, totals.recorded.budget, totals.recorded.executed, totals.recorded.execution_rate, part.objectives.done,
        part.monitoring.coverage.done, part.self_evaluation.coverage.done, part.self_evaluation.reviewed, part.self_evaluation.returned,
        totals.evaluated.count, totals.evaluated_share, *(grades[grade.value] for grade in Grade), _points(totals.average), totals.findings, totals.finding_amount,
        done.items, done.closed, done.reported, done.in_progress, done.not_started, done.overdue, totals.applied, totals.increase, totals.decrease,
        part.disclosed,
    )  # fmt: skip


def _who(dossier: Dossier, register: Register) -> Row:
    unit = register.unit_of(dossier)
    return dossier.id, OVERALL if isinstance(dossier, OverallDossier) else PROJECT, dossier.title, dossier.unit, unit.label if unit else None


def _dossier(dossier: Dossier, register: Register, today: date) -> Row:
    unit, office = register.unit_of(dossier), register.office
    funds, monitoring, own, evaluation = dossier.funds, dossier.monitoring, dossier.self_evaluation, dossier.evaluation
    feedback, decision, disclosure = dossier.feedback, dossier.budget_decision, dossier.disclosure
    totals, own_score, grade = total_up([dossier], office, today), self_total(dossier), result_grade(dossier, office)
    ex_ante = dossier.ex_ante if isinstance(dossier, ProjectDossier) else None
    return (
        *_who(dossier, register), register.department_of(unit).label if unit else None, *_of_project(dossier),
        *((funds.original_budget, funds.adjusted_budget, funds.received, funds.executed) if funds else (None,) * 4), execution_rate(funds),
        len(dossier.objectives.indicators) if dossier.objectives else None, dossier.objectives.approved_on if dossier.objectives else None,
        *((ex_ante.conclusion.value, ex_ante.requested, ex_ante.proposed) if ex_ante else (None,) * 3),
        *((monitoring.as_of, monitoring.executed, monitoring.action.value, monitoring.opinion) if monitoring else (None,) * 4),
        own.submitted_on if own else None, own_score, grade_of(own_score, office).value if own_score is not None else None,
        "是" if is_self_evaluation_far_above(dossier) else None, own.review.conclusion.value if own and own.review else None,
        evaluation.kind.value if evaluation else None, _yes(evaluation.is_key if evaluation else None),
        evaluation.evaluator.name if evaluation and evaluation.evaluator else None, result_total(dossier), grade.value if grade else None,
        evaluation.concluded_on if evaluation else None, *((totals.findings, totals.finding_amount) if evaluation else (None, None)),
        feedback_due_on(dossier, office), feedback.document_number if feedback else None, feedback.issued_on if feedback else None,
        feedback.received_on if feedback else None,
        *((totals.rectification.items, totals.rectification.closed, totals.rectification.overdue) if dossier.rectification else (None,) * 3),
        *((decision.use.value, decision.budget_year, decision.previous, decision.decided) if decision else (None,) * 4),
        disclosure.disclosure.value if disclosure else None, disclosure.published_on if disclosure else None,
        "是" if is_disclosed(dossier, register, today) else "否", disclosure.reason if disclosure else None, dossier.internal_note,
    )  # fmt: skip


def _of_project(dossier: Dossier) -> Row:
    if not isinstance(dossier, ProjectDossier):
        return (None,) * 8
    nature = dossier.nature.value if dossier.nature else None
    return (
        dossier.implementing_unit, dossier.budget.value, dossier.subject.value, nature, dossier.domain, dossier.period, dossier.system_code,
        dossier.project_lead,
    )  # fmt: skip


def _yes(flag: bool | None) -> str | None:
    return None if flag is None else "是" if flag else "否"


def _indicators(dossier: Dossier, register: Register) -> Iterator[Row]:
    who = _who(dossier, register)
    for row in dossier.objectives.indicators if dossier.objectives else ():
        yield (*who, "绩效目标", row.dimension_name, row.category, row.name, str(row.target or ""), None, row.weight, None, None, None, None, None)
    for one in self_result_rows(dossier):
        yield _scored(who, "自评", one)
    if dossier.evaluation and dossier.evaluation.indicators:
        for one in evaluation_rows(dossier):
            yield _scored(who, "评价", one)


def _scored(who: Row, source: str, row: ScoreRow) -> Row:
    return (
        *who, source, row.dimension, row.category, row.name, str(row.target or ""), str(row.actual or ""), row.weight, row.score, score_rate(row),
        _yes(row.is_met), row.reason, row.improvement,
    )  # fmt: skip


def _findings(dossier: Dossier, register: Register, today: date) -> Iterator[Row]:
    """A finding and what became of it; a finding without an item has a row, an item without a finding too."""
    who, office = _who(dossier, register), register.office
    findings = {finding.number: finding for finding in dossier.evaluation.findings} if dossier.evaluation else {}
    items = {item.finding: item for item in dossier.rectification.items} if dossier.rectification else {}
    number = dossier.feedback.document_number if dossier.feedback else None
    for ordinal in sorted({*findings, *items}):
        finding, item = findings.get(ordinal), items.get(ordinal)
        told: Row = (
            finding.category.stage, finding.category.value, finding.heading, finding.fact, finding.basis, finding.amount, finding.disclosure.value
        ) if finding else (None,) * 7  # fmt: skip
        done: Row = (
            item.requirement, item_due_on(item, dossier, office, today) if item.due_on or notified_on(dossier) else None, item.measure, item.responsible_unit,
            item.responsible_person, item.progress, item.evidence, item.started_on, item.reported_on, status_of(item).value,
            days_overdue(item, dossier, office, today) or None, item.verification.value if item.verification else None, item.return_reason, item.verified_on,
            item.closed_on,
        ) if item else (None,) * 15  # fmt: skip
        yield (*who, ordinal, *told, number, *done)


def _use(dossier: Dossier, register: Register) -> Row:
    decision, grade, change = dossier.budget_decision, result_grade(dossier, register.office), sum_of_decisions([dossier])
    assert decision is not None  # asked before
    return (
        *_who(dossier, register), result_total(dossier), grade.value if grade else None, decision.use.value, decision.budget_year, decision.previous,
        decision.decided, change.increase or None, change.decrease or None, share_of(change.increase - change.decrease, change.previous), decision.basis,
        decision.explanation, decision.departure_reason, decision.section_opinion,
    )  # fmt: skip


def _unit(unit: Unit, register: Register, dossiers: list[Dossier], today: date) -> Row:
    own = [one for one in dossiers if one.unit == unit.code]
    projects = [one for one in own if isinstance(one, ProjectDossier)]
    overall = next((one for one in own if isinstance(one, OverallDossier)), None)
    money, totals, whole = group_total(unit.code, projects), total_up(projects, register.office, today), total_up(own, register.office, today)
    grade = result_grade(overall, register.office) if overall else None
    return (
        unit.code, unit.name, unit.short_name, unit.kind.value, register.department_of(unit).label if unit.parent else None, money.count, money.budget,
        money.executed, money.execution_rate, totals.evaluated.count, _points(totals.average), result_total(overall) if overall else None,
        grade.value if grade else None, whole.findings, whole.rectification.closed, whole.rectification.overdue, "、".join(unit.aliases),
    )  # fmt: skip


def _points(average: Decimal | None) -> Decimal | None:
    """An average as texts show it, with two decimals at most."""
    return None if average is None else round_half_up(average)
