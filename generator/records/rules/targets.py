"""Rules on performance targets and their indicators."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.engine.chinese import format_score
from generator.records.indicators import PERCENT_UNITS, Levels
from generator.records.reading import Path
from generator.records.results import objective_for
from generator.records.rules.rule import Case, Violation, notice, warning
from generator.records.vocabulary import Direction

FORM = "绩效目标申报表（财预〔2015〕88号）"
TARGET_IN_NAME = re.compile(r"[≥≤=]?\s*\d+(?:\.\d+)?\s*%|[≥≤]\s*\d+")


@warning("T01", "中发〔2018〕34号；预算法实施条例 第二十条")
def check_objectives_given(case: Case) -> Iterator[Violation]:
    """安排了预算的项目都应有绩效目标。"""
    dossier = case.dossier
    if dossier.funds and dossier.funds.adjusted_budget and not dossier.objectives:
        yield Violation((), f"“{dossier.title}”安排了预算，没有绩效目标", "补上“绩效目标”一节")


@warning("T02", FORM)
def check_targets_given(case: Case) -> Iterator[Violation]:
    """每项指标都应有指标值。"""
    objectives = case.dossier.objectives
    for index, row in enumerate(objectives.indicators if objectives else ()):
        if row.target is None and not TARGET_IN_NAME.search(row.name):
            yield Violation(("绩效目标", "指标", index), f"指标“{row.name}”没有指标值", "补上“指标值: …”")


@notice("T03", FORM, is_local=True)
def check_target_not_in_name(case: Case) -> Iterator[Violation]:
    """指标值应填在指标值一栏，不应写进指标名称。"""
    dossier = case.dossier
    rows: list[tuple[Path, Levels, bool]] = []
    if dossier.objectives:
        rows += [(("绩效目标", "指标", n), row, row.target is None) for n, row in enumerate(dossier.objectives.indicators)]
    if dossier.self_evaluation:
        rows += [(("自评", "指标", n), row, row.target is None) for n, row in enumerate(dossier.self_evaluation.indicators)]
    for path, row, has_none in rows:
        if has_none and (found := TARGET_IN_NAME.search(row.name)):
            yield Violation((*path, "三级指标"), f"指标值“{found[0]}”写在指标名称里", f"改成“指标值: {found[0]}”，名称里删去")


@warning("T04", FORM)
def check_names_once(case: Case) -> Iterator[Violation]:
    """同一张表里指标名称不应重复。"""
    dossier = case.dossier
    tables: list[tuple[str, tuple[Levels, ...]]] = []
    if dossier.objectives:
        tables.append(("绩效目标", dossier.objectives.indicators))
    if dossier.self_evaluation:
        tables.append(("自评", dossier.self_evaluation.indicators))
    if dossier.evaluation:
        tables.append(("评价", dossier.evaluation.indicators))
    for section, rows in tables:
        seen: set[tuple[str | None, str]] = set()
        for index, row in enumerate(rows):
            if (row.category, row.name) in seen:
                yield Violation((section, "指标", index, "三级指标"), f"指标“{row.name}”在同一张表里出现两次", "改用不同的名称，或合并")
            seen.add((row.category, row.name))


@warning("T05", FORM)
def check_objective_weights(case: Case) -> Iterator[Violation]:
    """绩效目标各项指标都有分值的，合计应为 90 分（另有预算执行率 10 分）或 100 分。"""
    objectives = case.dossier.objectives
    weights = [row.weight for row in objectives.indicators] if objectives else []
    if not weights or any(weight is None for weight in weights):
        return
    total = sum((weight or Decimal(0) for weight in weights), Decimal(0))
    own = case.dossier.self_evaluation
    expected = 100 - (own.execution_weight if own else Decimal(10))
    if total not in (expected, Decimal(100)):
        yield Violation(("绩效目标", "指标"), f"绩效目标分值合计 {format_score(total)} 分", f"合计应为 {format_score(expected)} 分或 100 分")


@warning("T06", "项目支出绩效自评表（财预〔2020〕10号 附1）")
def check_self_rows_have_targets(case: Case) -> Iterator[Violation]:
    """自评的每项指标都应有指标值：自评中写明，或与绩效目标中的同名指标对应。"""
    own = case.dossier.self_evaluation
    for index, row in enumerate(own.indicators if own else ()):
        promised = objective_for(case.dossier, row)
        # A target that 绩效目标 itself lacks is told there, by T02.
        if row.target is None and promised is None and not TARGET_IN_NAME.search(row.name):
            yield Violation(
                ("自评", "指标", index), f"自评指标“{row.name}”没有指标值，绩效目标里也没有同名指标", "补上“指标值: …”，或使名称与绩效目标一致"
            )


@warning("T07", "项目支出绩效评价管理办法（财预〔2020〕10号）第八条")
def check_targets_unchanged(case: Case) -> Iterator[Violation]:
    """自评采用的指标值应与批复的绩效目标一致。"""
    own = case.dossier.self_evaluation
    for index, row in enumerate(own.indicators if own else ()):
        promised = objective_for(case.dossier, row)
        if row.target and promised and promised.target and str(row.target) != str(promised.target):
            yield Violation(
                ("自评", "指标", index, "指标值"), f"“{row.name}”自评写 {row.target}，绩效目标是 {promised.target}", "按批复的绩效目标改正，或说明调整依据"
            )


@warning("T08", "中发〔2018〕34号")
def check_all_targets_reported(case: Case) -> Iterator[Violation]:
    """绩效目标的每项指标都应在自评中报告完成情况。"""
    dossier = case.dossier
    if not dossier.objectives or not dossier.self_evaluation or not dossier.self_evaluation.indicators:
        return
    reported = {row.name for row in dossier.self_evaluation.indicators}
    for index, row in enumerate(dossier.objectives.indicators):
        if row.name not in reported:
            yield Violation(("绩效目标", "指标", index, "三级指标"), f"指标“{row.name}”没有自评", "在自评指标里补上同名的一项")


@warning("T09", "项目支出绩效自评表（财预〔2020〕10号 附1）")
def check_actuals_given(case: Case) -> Iterator[Violation]:
    """自评的每项指标都应有实际完成值。"""
    own = case.dossier.self_evaluation
    for index, row in enumerate(own.indicators if own else ()):
        if row.actual is None:
            yield Violation(("自评", "指标", index), f"自评指标“{row.name}”没有实际完成值", "补上“实际完成值: …”")


@notice("T10", "GB 3100—1993", is_local=True)
def check_units_agree(case: Case) -> Iterator[Violation]:
    """完成值的度量单位应与指标值一致，否则无法自动比较。"""
    own = case.dossier.self_evaluation
    for index, row in enumerate(own.indicators if own else ()):
        promised = objective_for(case.dossier, row)
        target = row.target or (promised.target if promised else None)
        if not target or not row.actual or target.value is None:
            continue
        if row.actual.value is None:
            yield Violation(("自评", "指标", index, "实际完成值"), f"“{row.name}”目标是 {target}，完成值写的是文字“{row.actual.text}”", "写成数字")
        elif target.unit and row.actual.unit and target.unit != row.actual.unit and not {target.unit, row.actual.unit} <= PERCENT_UNITS:
            yield Violation(("自评", "指标", index, "实际完成值"), f"“{row.name}”目标单位“{target.unit}”，完成值单位“{row.actual.unit}”", "换算成同一单位")


@notice("T11", FORM)
def check_comparison_given(case: Case) -> Iterator[Violation]:
    """数字指标应写明比较号（≥、≤、=）。"""
    objectives = case.dossier.objectives
    for index, row in enumerate(objectives.indicators if objectives else ()):
        if row.target and row.target.value is not None and row.target.comparison is None:
            assumed = "≤" if row.direction is Direction.REVERSE else "≥"
            yield Violation(("绩效目标", "指标", index, "指标值"), f"“{row.name}”的指标值 {row.target} 没有比较号", f"写成 ≥、≤ 或 =；现按 {assumed} 理解")


@warning("T12", "项目支出绩效目标执行监控（财预〔2019〕136号）")
def check_monitored_names(case: Case) -> Iterator[Violation]:
    """监控的指标应是绩效目标中的指标。"""
    dossier = case.dossier
    if not dossier.monitoring or not dossier.objectives:
        return
    names = {row.name for row in dossier.objectives.indicators}
    for index, row in enumerate(dossier.monitoring.indicators):
        if row.name not in names:
            yield Violation(("运行监控", "指标", index, "三级指标"), f"绩效目标里没有指标“{row.name}”", "使名称与绩效目标一致")


def is_self_evaluation_due(year: int, today: date) -> bool:
    """Self-evaluations come with the final accounts, by the end of June of the next year."""
    return today > date(year + 1, 6, 30)


@warning("T13", "项目支出绩效评价管理办法（财预〔2020〕10号）第八条、第二十六条")
def check_self_evaluation_given(case: Case) -> Iterator[Violation]:
    """安排了预算的项目，次年 6 月 30 日前都应有自评。"""
    dossier = case.dossier
    if dossier.funds and dossier.funds.adjusted_budget and not dossier.self_evaluation and is_self_evaluation_due(dossier.year, case.today):
        yield Violation((), f"“{dossier.title}”没有自评", "催报自评表，补上“自评”一节")
