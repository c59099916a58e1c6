"""Rules on scores, weights and grades."""

from collections.abc import Iterator
from decimal import Decimal

from generator.engine.chinese import format_rate, format_score
from generator.records.dossier import OverallDossier
from generator.records.indicators import attainment
from generator.records.results import (
    EXECUTION_INDICATOR,
    FULL_MARKS,
    LARGE_GAP,
    ScoreRow,
    by_dimension,
    evaluation_rows,
    execution_rate,
    grade_of,
    result_total,
    self_result_rows,
    self_rows,
    self_total,
)
from generator.records.rules.rule import Case, Violation, error, notice, warning
from generator.records.vocabulary import EvaluationKind

METHOD = "财预〔2020〕10号"
EXECUTION_TOLERANCE = Decimal("0.5")  # points; districts round the execution score differently
FAR_ABOVE_TARGET = Decimal("1.5")  # 财预〔2020〕10号 第十六条 speaks of 超额较多 without a number; ours
# 一级权重 with and without cost as a level of its own, and without satisfaction.
USUAL_WEIGHTS = (
    {"产出": 50, "效益": 30, "满意度": 10},
    {"成本": 20, "产出": 40, "效益": 20, "满意度": 10},
    {"产出": 50, "效益": 40},
    {"成本": 20, "产出": 40, "效益": 30},
)
OUTPUT_AND_BENEFIT_FLOOR = Decimal(60)


def _own_evaluation_rows(case: Case) -> tuple[ScoreRow, ...]:
    """Rows that the evaluation itself scored, not those taken over from the self-evaluation."""
    evaluation = case.dossier.evaluation
    return evaluation_rows(case.dossier) if evaluation and evaluation.kind is not EvaluationKind.SELF else ()


@error("S01", f"{METHOD} 第十三条")
def check_self_weights(case: Case) -> Iterator[Violation]:
    """自评各项指标分值与预算执行率分值之和应为 100 分。"""
    rows = self_result_rows(case.dossier)
    if not rows or any(row.weight is None for row in rows):
        return
    total = sum((row.weight or Decimal(0) for row in rows), Decimal(0))
    if total != FULL_MARKS:
        yield Violation(("自评", "指标"), f"自评分值合计 {format_score(total)} 分，不是 100 分", "核对各项分值和执行率分值")


@warning("S02", f"{METHOD} 附1")
def check_self_rows_complete(case: Case) -> Iterator[Violation]:
    """自评的每项指标都应有分值和得分。"""
    for row in self_rows(case.dossier):
        missing = [word for word, value in (("分值", row.weight), ("得分", row.score)) if value is None]
        if missing:
            yield Violation(row.path, f"自评指标“{row.name}”没有{'和'.join(missing)}", "补上；空行或以“/”占位的指标应删去")


@error("S03", f"{METHOD} 附1", is_local=True)
def check_scores_within_weights(case: Case) -> Iterator[Violation]:
    """得分不得超过分值。"""
    for row in (*self_result_rows(case.dossier), *_own_evaluation_rows(case)):
        if row.deduction < 0:
            path = row.path if row.name == EXECUTION_INDICATOR and row.path[-1] == "执行率得分" else (*row.path, "得分")
            yield Violation(
                path,
                f"“{row.name}”得分 {format_score(row.score or Decimal(0))} 超过分值 {format_score(row.weight or Decimal(0))}",
                "核对得分和分值",
            )


@error("S04", f"{METHOD} 附1")
def check_self_total(case: Case) -> Iterator[Violation]:
    """自评表所填总分应等于各项得分之和。"""
    own, total = case.dossier.self_evaluation, self_total(case.dossier)
    if own and own.stated_total is not None and total is not None and own.stated_total != total:
        yield Violation(
            ("自评", "总分"), f"自评总分填的是 {format_score(own.stated_total)}，各项得分之和是 {format_score(total)}", "改正总分或得分；总分也可不填"
        )


@error("S05", f"{METHOD} 第十八条")
def check_self_grade(case: Case) -> Iterator[Violation]:
    """自评表所填等级应与总分对应的等级一致。"""
    own = case.dossier.self_evaluation
    total = self_total(case.dossier)
    if own and own.stated_grade and total is not None and own.stated_grade is not grade_of(total, case.office):
        yield Violation(
            ("自评", "等级"),
            f"自评等级填的是“{own.stated_grade}”，总分 {format_score(total)} 对应“{grade_of(total, case.office)}”",
            "改正等级或得分；等级也可不填",
        )


@error("S06", f"{METHOD} 第十四条")
def check_evaluation_weights(case: Case) -> Iterator[Violation]:
    """评价各项指标分值之和应为 100 分。"""
    rows = _own_evaluation_rows(case)
    total = sum((row.weight or Decimal(0) for row in rows), Decimal(0))
    if rows and total != FULL_MARKS:
        yield Violation(("评价", "指标"), f"评价分值合计 {format_score(total)} 分，不是 100 分", "核对各项分值")


@error("S07", f"{METHOD} 第二十五条")
def check_evaluation_total(case: Case) -> Iterator[Violation]:
    """评价报告所载总分应等于各项得分之和。"""
    evaluation, total = case.dossier.evaluation, result_total(case.dossier)
    if evaluation and evaluation.stated_total is not None and total is not None and evaluation.stated_total != total:
        yield Violation(
            ("评价", "总分"), f"评价总分填的是 {format_score(evaluation.stated_total)}，各项得分之和是 {format_score(total)}", "改正总分或得分；总分也可不填"
        )


@error("S08", f"{METHOD} 第十八条")
def check_evaluation_grade(case: Case) -> Iterator[Violation]:
    """评价报告所载等级应与总分对应的等级一致。"""
    evaluation, total = case.dossier.evaluation, result_total(case.dossier)
    if evaluation and evaluation.stated_grade and total is not None and evaluation.stated_grade is not grade_of(total, case.office):
        yield Violation(
            ("评价", "等级"),
            f"评价等级填的是“{evaluation.stated_grade}”，总分 {format_score(total)} 对应“{grade_of(total, case.office)}”",
            "改正等级或得分；等级也可不填",
        )


@warning("S09", f"{METHOD} 第十六条", is_local=True)
def check_missed_targets(case: Case) -> Iterator[Violation]:
    """没有达到指标值的指标不应得满分。"""
    for row in (*self_rows(case.dossier), *_own_evaluation_rows(case)):
        if row.is_met is False and row.score is not None and row.score == row.weight:
            yield Violation(
                (*row.path, "得分"), f"“{row.name}”目标 {row.target}，完成 {row.actual}，没有达到却得满分", "按完成比例扣分，或核对指标值和完成值"
            )


@warning("S10", f"{METHOD} 附1", is_local=True)
def check_deduction_reasons(case: Case) -> Iterator[Violation]:
    """扣了分的指标应写明原因。"""
    for row in self_rows(case.dossier):
        if row.deduction > 0 and not row.reason:
            goal = "，目标已达到" if row.is_met else ""
            yield Violation(row.path, f"“{row.name}”扣 {format_score(row.deduction)} 分{goal}，没有写偏差原因", "补上“偏差原因: …”")
    for row in _own_evaluation_rows(case):
        if row.deduction > 0 and not row.reason:
            yield Violation(row.path, f"“{row.name}”扣 {format_score(row.deduction)} 分，没有写扣分原因", "补上“扣分原因: …”")


@warning("S11", f"{METHOD} 第三条")
def check_all_full_marks(case: Case) -> Iterator[Violation]:
    """自评全部指标都得满分，应重点审核。"""
    rows = [row for row in self_rows(case.dossier) if row.score is not None]
    if len(rows) >= 3 and all(row.score == row.weight for row in rows):
        yield Violation(("自评", "指标"), f"自评 {len(rows)} 项指标全部得满分", "逐项核对佐证材料，必要时退回修改")


@warning("S12", f"{METHOD} 第十三条、第十六条")
def check_execution_score(case: Case) -> Iterator[Violation]:
    """预算执行率得分应等于执行率乘以分值（执行率超过 100% 的按满分计）。"""
    own = case.dossier.self_evaluation
    if not own or own.execution_score is None:
        return
    rate = execution_rate(case.dossier.funds)
    if rate is None:
        if own.execution_score:
            yield Violation(("自评", "执行率得分"), f"资金数据算不出执行率，执行率却得 {format_score(own.execution_score)} 分", "补齐全年预算数和全年执行数")
        return
    expected = own.execution_weight * min(rate, Decimal(1))
    if abs(own.execution_score - expected) > EXECUTION_TOLERANCE:
        yield Violation(
            ("自评", "执行率得分"),
            f"执行率 {format_rate(rate)}，按比例应得 {format_score(expected)} 分，填的是 {format_score(own.execution_score)} 分",
            "核对执行率得分",
        )


@warning("S13", f"{METHOD} 第十四条")
def check_output_and_benefit(case: Case) -> Iterator[Violation]:
    """项目的部门评价和财政评价中，产出、效益指标（含满意度）的权重之和不低于 60%。"""
    rows = _own_evaluation_rows(case)
    if not rows or isinstance(case.dossier, OverallDossier):
        return
    weights = {line.dimension: line.weight for line in by_dimension(rows)}
    share = sum((weights.get(name, Decimal(0)) for name in ("产出", "效益", "效果", "满意度", "成本")), Decimal(0))
    if share < OUTPUT_AND_BENEFIT_FLOOR:
        yield Violation(("评价", "指标"), f"产出和效益指标合计 {format_score(share)} 分，低于 60 分", "调整指标权重")


@notice("S14", f"{METHOD} 第十三条；财预〔2021〕101号")
def check_usual_weights(case: Case) -> Iterator[Violation]:
    """项目自评一级指标的权重一般为产出 50、效益 30、满意度 10，设成本指标的为成本 20、产出 40、效益 20、满意度 10。"""
    rows = self_rows(case.dossier)
    if not rows or isinstance(case.dossier, OverallDossier) or any(row.weight is None for row in rows):
        return
    weights = {line.dimension: line.weight for line in by_dimension(rows)}
    if weights not in USUAL_WEIGHTS and "未分类" not in weights:
        found = "、".join(f"{name} {format_score(weight)}" for name, weight in weights.items())
        yield Violation(("自评", "指标"), f"一级指标权重为{found}，与通行权重不同", "有特殊情况可以调整；没有的按通行权重")


@warning("S15", "财预〔2020〕10号 附2；财预〔2021〕101号")
def check_dimension_given(case: Case) -> Iterator[Violation]:
    """每项指标都应归入一级指标。"""
    for row in self_rows(case.dossier):
        if row.dimension == "未分类":
            yield Violation(row.path, f"“{row.name}”没有一级指标", "补上“一级指标: 产出指标”等")


@notice("S16", f"{METHOD} 第二十二条")
def check_gap_to_self_evaluation(case: Case) -> Iterator[Violation]:
    """评价得分与自评得分相差 10 分以上的，应核对自评质量。"""
    own, result = self_total(case.dossier), result_total(case.dossier)
    if own is None or result is None or not _own_evaluation_rows(case):
        return
    if abs(own - result) >= LARGE_GAP:
        yield Violation(
            ("评价",), f"自评 {format_score(own)} 分，评价 {format_score(result)} 分，相差 {format_score(abs(own - result))} 分", "核对自评是否失实"
        )


@notice("S17", f"{METHOD} 第十六条")
def check_far_above_target(case: Case) -> Iterator[Violation]:
    """完成值超过指标值一半以上的，可能是指标值定得偏低，应适度调减得分。"""
    for row in self_rows(case.dossier):
        ratio = attainment(row.target, row.actual, row.direction)
        if ratio is not None and ratio >= FAR_ABOVE_TARGET and row.score is not None and row.score == row.weight:
            yield Violation(row.path, f"“{row.name}”目标 {row.target}，完成 {row.actual}，超出较多", "核对指标值是否偏低")


@warning("S19", f"{METHOD} 第十六条")
def check_full_marks_without_actual(case: Case) -> Iterator[Violation]:
    """没有实际完成值的指标不应得满分。"""
    names = [row.name for row in self_rows(case.dossier) if row.actual is None and row.score and row.score == row.weight]
    if names:
        yield Violation(("自评", "指标"), f"{len(names)} 项指标没有实际完成值却得满分：{'、'.join(names)}", "补上完成值，或扣分")


@error("S18", "区级评审评分表")
def check_sheets_add_up(case: Case) -> Iterator[Violation]:
    """自评报告评审表、第三方质量考评表、考核表的分值合计应为 100 分，得分不超过分值。"""
    dossier = case.dossier
    sheets: list[tuple[tuple[str, ...], list[tuple[str, Decimal, Decimal]]]] = []
    if dossier.self_evaluation and (review := dossier.self_evaluation.review):
        sheets.append((("自评", "报告评审", "评审表"), [(a.aspect, a.weight, a.score) for a in review.aspects]))
    if dossier.evaluation and dossier.evaluation.evaluator and dossier.evaluation.evaluator.quality:
        sheets.append((("评价", "第三方机构", "质量考评"), [(q.name, q.weight, q.score) for q in dossier.evaluation.evaluator.quality]))
    if isinstance(dossier, OverallDossier) and dossier.assessment:
        sheets.append((("考核", "考核表"), [(i.name, i.weight, i.score) for i in dossier.assessment.items]))
    for path, lines in sheets:
        total = sum((weight for _, weight, _ in lines), Decimal(0))
        if total != FULL_MARKS:
            yield Violation(path, f"{path[-1]}分值合计 {format_score(total)} 分，不是 100 分", "核对各项分值")
        for index, (name, weight, score) in enumerate(lines):
            if score > weight:
                yield Violation((*path, index, "得分"), f"“{name}”得分 {format_score(score)} 超过分值 {format_score(weight)}", "核对得分")
