"""What came of it: self-evaluation, evaluation, findings, rectification, and what the result meant for the next budget."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.website.data.tables import DataTable, Field, FieldKind, Reference
from generator.website.dataset.columns import (
    Column,
    amount,
    count,
    day,
    line_table,
    lines,
    listed,
    rate,
    said,
    score,
    section_table,
    yes_no,
)
from generator.website.door.public import (
    PublicComparison,
    PublicDecision,
    PublicDimension,
    PublicDossier,
    PublicEvaluation,
    PublicFinding,
    PublicGap,
    PublicOutcome,
    PublicRectificationItem,
    PublicScoreRow,
    PublicSelfEvaluation,
)

OWN, EVALUATED = "自评", "评价"
DIMENSION, INDICATOR = "一级指标", "指标"
FINDING_NUMBER = Field("number", "问题序号", FieldKind.INTEGER, "问题在评价中的序号；不公开的问题不在表中，所以可能不连续")


def tables_of(dossiers: Sequence[PublicDossier]) -> Iterator[DataTable]:
    """All tables, in the order of a project's life."""
    yield _self_evaluations(dossiers)
    yield _scores("self-evaluation-scores", "自评得分明细", "单位自评的每个指标一行", dossiers, lambda one: one.self_evaluation.rows if one.self_evaluation else ())
    yield _evaluations(dossiers)
    yield _scores("evaluation-scores", "评价得分明细", "评价的每个指标一行", dossiers, lambda one: one.evaluation.rows if one.evaluation else ())
    yield _dimensions(dossiers)
    yield _comparisons(dossiers)
    yield _gaps(dossiers)
    yield _outcomes(dossiers)
    yield _findings(dossiers)
    yield _recommendations(dossiers)
    yield _rectification(dossiers)
    yield _decisions(dossiers)


def _self_evaluations(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicSelfEvaluation], ...] = (
        Column(day("submitted_on", "报送日期"), lambda one: one.submitted_on),
        Column(score("total", "自评总分"), lambda one: one.total),
        Column(Field("achieved", "年度目标完成情况"), lambda one: one.achieved),
        Column(Field("problems", "存在的问题", description="单位自己写的问题和原因"), lambda one: one.problems),
        Column(Field("improvements", "改进措施", description="单位自己写的改进措施"), lambda one: one.improvements),
    )
    return section_table("self-evaluations", "绩效自评", "单位对自己的评价", columns, dossiers, lambda one: one.self_evaluation)


def _scores(key: str, title: str, description: str, dossiers: Sequence[PublicDossier], pick: Callable[[PublicDossier], Iterable[PublicScoreRow]]) -> DataTable:
    columns: tuple[Column[PublicScoreRow], ...] = (
        Column(Field("dimension", "一级指标"), lambda row: row.dimension),
        Column(Field("category", "二级指标"), lambda row: row.category),
        Column(Field("indicator", "三级指标"), lambda row: row.name),
        Column(Field("target", "指标值"), lambda row: row.target),
        Column(Field("actual", "完成值"), lambda row: row.actual),
        Column(score("weight", "分值"), lambda row: row.weight),
        Column(score("score", "得分"), lambda row: row.score),
        Column(yes_no("is_met", "达到目标", "由完成值和指标值比较得出；空：无法直接比较"), lambda row: said(row.is_met)),
        Column(Field("reason", "扣分或偏差原因"), lambda row: row.reason),
        Column(Field("improvement", "改进措施"), lambda row: row.improvement),
    )
    return line_table(key, title, description, columns, lines(dossiers, pick))


def _evaluations(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicEvaluation], ...] = (
        Column(Field("kind", "评价类别", description="财政评价、部门评价、单位自评（财政部门审核）"), lambda one: one.kind),
        Column(yes_no("is_key", "财政重点评价"), lambda one: said(one.is_key)),
        Column(Field("key_reason", "重点评价的理由", description="为什么列为财政重点评价"), lambda one: one.key_reason),
        Column(yes_no("is_review", "自评审核", "是：财政部门只审核单位自评，没有另外打分"), lambda one: said(one.is_review)),
        Column(Field("evaluator", "评价机构", description="受托开展评价的机构"), lambda one: one.evaluator),
        Column(Field("methods", "评价方法"), lambda one: "、".join(one.methods)),
        Column(day("consulted_on", "征求意见日期"), lambda one: one.consulted_on),
        Column(day("concluded_on", "评价日期"), lambda one: one.concluded_on),
        Column(score("total", "评价得分"), lambda one: one.total),
        Column(Field("grade", "评价等级", FieldKind.GRADE), lambda one: one.grade),
        Column(Field("conclusion", "评价结论"), lambda one: one.conclusion),
        Column(Field("achievements", "主要成效", description="每条一段"), lambda one: listed(one.achievements)),
    )
    return section_table("evaluations", "绩效评价", "评价和评价结果", columns, dossiers, lambda one: one.evaluation)


def _dimensions(dossiers: Sequence[PublicDossier]) -> DataTable:
    def pick(dossier: PublicDossier) -> Iterator[tuple[str, PublicDimension]]:
        if dossier.self_evaluation:
            yield from ((OWN, row) for row in dossier.self_evaluation.dimensions)
        if dossier.evaluation:
            yield from ((EVALUATED, row) for row in dossier.evaluation.dimensions)

    columns: tuple[Column[tuple[str, PublicDimension]], ...] = (
        Column(Field("stage", "自评或评价", choices=(OWN, EVALUATED)), lambda row: row[0]),
        Column(Field("dimension", "一级指标"), lambda row: row[1].name),
        Column(score("weight", "分值"), lambda row: row[1].weight),
        Column(score("score", "得分"), lambda row: row[1].score),
        Column(rate("rate", "得分率", "得分÷分值"), lambda row: row[1].rate),
    )
    return line_table("dimension-scores", "一级指标得分", "自评和评价在每个一级指标上的得分", columns, lines(dossiers, pick))


def _comparisons(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicComparison], ...] = (
        Column(score("own_total", "自评得分"), lambda one: one.own_total),
        Column(score("total", "评价得分"), lambda one: one.total),
        Column(score("difference", "相差", "自评得分减评价得分"), lambda one: one.difference),
        Column(yes_no("is_large", "相差较大"), lambda one: said(one.is_large)),
    )
    return section_table("comparisons", "自评与评价的差别", "单位自评和评价都有得分的，每个一行", columns, dossiers, lambda one: one.comparison)


def _gaps(dossiers: Sequence[PublicDossier]) -> DataTable:
    def pick(dossier: PublicDossier) -> Iterator[tuple[str, PublicGap]]:
        if dossier.comparison:
            yield from ((DIMENSION, row) for row in dossier.comparison.dimensions)
            yield from ((INDICATOR, row) for row in dossier.comparison.indicators)

    columns: tuple[Column[tuple[str, PublicGap]], ...] = (
        Column(Field("level", "层次", choices=(DIMENSION, INDICATOR)), lambda row: row[0]),
        Column(Field("name", "部分或指标"), lambda row: row[1].name),
        Column(score("own_weight", "自评分值"), lambda row: row[1].own_weight),
        Column(score("own_score", "自评得分"), lambda row: row[1].own_score),
        Column(rate("own_rate", "自评得分率", "自评得分÷自评分值"), lambda row: row[1].own_rate),
        Column(score("weight", "评价分值"), lambda row: row[1].weight),
        Column(score("score", "评价得分"), lambda row: row[1].score),
        Column(rate("rate", "评价得分率", "评价得分÷评价分值"), lambda row: row[1].rate),
        Column(rate("difference", "得分率相差", "自评得分率减评价得分率"), lambda row: row[1].difference),
        Column(Field("reported", "自评完成值"), lambda row: row[1].reported),
        Column(Field("verified", "评价核实值"), lambda row: row[1].verified),
    )
    return line_table("comparison-details", "自评与评价的差别：各部分和指标", "两边都有的部分和指标，按得分率比较", columns, lines(dossiers, pick))


def _outcomes(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicOutcome], ...] = (
        Column(Field("dimension", "一级指标"), lambda row: row.dimension),
        Column(Field("indicator", "指标"), lambda row: row.name),
        Column(Field("target", "指标值"), lambda row: row.target),
        Column(Field("reported", "自评完成值"), lambda row: row.reported),
        Column(Field("verified", "评价核实值"), lambda row: row.verified),
        Column(yes_no("is_met", "达到目标", "有核实值的按核实值；空：无法直接比较"), lambda row: said(row.is_met)),
    )
    return line_table("outcomes", "指标完成情况", "承诺、单位自报和评价核实的值并列", columns, lines(dossiers, lambda one: one.outcomes))


def _findings(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicFinding], ...] = (
        Column(FINDING_NUMBER, lambda row: row.number),
        Column(Field("category", "问题类别"), lambda row: row.category),
        Column(Field("stage", "环节", description="问题出在决策、过程、产出、效益等哪个环节"), lambda row: row.stage),
        Column(Field("heading", "问题"), lambda row: row.heading),
        Column(Field("fact", "事实"), lambda row: row.fact),
        Column(Field("basis", "依据"), lambda row: row.basis),
        Column(amount("amount", "涉及金额"), lambda row: row.amount),
    )
    found = lines(dossiers, lambda one: one.evaluation.findings if one.evaluation else ())
    return line_table("findings", "评价发现的问题", "公开的每个问题一行", columns, found)


def _recommendations(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[str], ...] = (Column(Field("recommendation", "建议"), lambda text: text),)
    found = lines(dossiers, lambda one: one.evaluation.recommendations if one.evaluation else ())
    return line_table("recommendations", "评价建议", "评价提出的每条建议一行", columns, found)


def _rectification(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicRectificationItem], ...] = (
        Column(Field("finding", "问题序号", FieldKind.INTEGER, "对应的问题"), lambda row: row.finding),
        Column(Field("heading", "问题"), lambda row: row.heading),
        Column(Field("requirement", "整改要求"), lambda row: row.requirement),
        Column(Field("measure", "整改措施"), lambda row: row.measure),
        Column(Field("responsible_unit", "责任单位"), lambda row: row.responsible_unit),
        Column(Field("progress", "进展"), lambda row: row.progress),
        Column(Field("status", "状态", FieldKind.STATUS, "未整改、整改中、待核验、已销号，由各日期得出"), lambda row: row.status),
        Column(day("due_on", "完成时限", "空：还没有通知单位，时限未起算"), lambda row: row.due_on),
        Column(count("days_overdue", "逾期天数", "到数据日期超过时限的天数", "天"), lambda row: row.days_overdue),
        Column(day("closed_on", "销号日期"), lambda row: row.closed_on),
    )
    to_finding = Reference(("dossier", "finding"), "findings", ("dossier", "number"))
    return line_table("rectification-items", "问题整改", "每个整改事项一行", columns, lines(dossiers, lambda one: one.rectification), to_finding)


def _decisions(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicDecision], ...] = (
        Column(Field("use", "应用方式", description="优先保障、合理保障、控制新增、调减预算、取消安排等"), lambda one: one.use),
        Column(Field("budget_year", "预算年度", FieldKind.YEAR, "结果用于哪一年的预算"), lambda one: one.budget_year),
        Column(amount("previous", "上年预算"), lambda one: one.previous),
        Column(amount("decided", "安排预算"), lambda one: one.decided),
        Column(amount("change", "增减", "安排预算减上年预算，减少为负数"), lambda one: one.change),
        Column(rate("rate", "增减幅度", "增减÷上年预算"), lambda one: one.rate),
        Column(Field("basis", "依据"), lambda one: one.basis),
        Column(Field("explanation", "说明"), lambda one: one.explanation),
        Column(Field("departure_reason", "与规定不同的理由", description="没有按评价等级对应的规定安排时的理由"), lambda one: one.departure_reason),
    )
    return section_table("decisions", "评价结果应用", "评价结果对下一年预算的影响", columns, dossiers, lambda one: one.decision)
