"""Rules on money."""

from collections.abc import Iterator
from decimal import Decimal

from generator.engine.chinese import format_amount, format_rate
from generator.records.dossier import FundLine, Funds
from generator.records.results import execution_rate, received_execution_rate, source_sum
from generator.records.rules.rule import Case, Violation, error, notice, warning

FORM = "项目支出绩效自评表（财预〔2020〕10号 附1）"
RATE_TOLERANCE = Decimal("0.051")  # percentage points: a rate rounded to one place
AMOUNT_TOLERANCE = Decimal("0.01")  # 万元: parts rounded to two places
LOW_EXECUTION = Decimal("0.8")
LARGE_ADJUSTMENT = Decimal("0.3")
COLUMNS = {"original_budget": "年初预算数", "adjusted_budget": "全年预算数", "received": "到位数", "executed": "全年执行数"}


def _funds(case: Case) -> Funds | None:
    return case.dossier.funds


@error("F01", FORM)
def check_execution_rate(case: Case) -> Iterator[Violation]:
    """所填执行率应等于全年执行数÷全年预算数。"""
    funds = _funds(case)
    if not funds or funds.execution_rate is None:
        return
    rate = execution_rate(funds)
    if rate is None:
        if funds.execution_rate or funds.executed:  # 0% of nothing is what the forms print
            yield Violation(("资金", "执行率"), f"填了执行率 {funds.execution_rate}%，但没有全年预算数或执行数可算", "补齐金额，或删去执行率")
    elif abs(rate * 100 - funds.execution_rate) > RATE_TOLERANCE:
        yield Violation(("资金", "执行率"), f"执行率填的是 {funds.execution_rate}%，全年执行数÷全年预算数是 {format_rate(rate)}", "改正执行率；也可不填")


@error("F02", "项目支出绩效评价指标体系框架（财预〔2020〕10号 附2）")
def check_received_execution_rate(case: Case) -> Iterator[Violation]:
    """所填到位资金执行率应等于全年执行数÷到位数；它与执行率的分母不同，不能混用。"""
    funds = _funds(case)
    if not funds or funds.received_execution_rate is None:
        return
    rate = received_execution_rate(funds)
    if rate is None:
        yield Violation(("资金", "到位资金执行率"), "填了到位资金执行率，但没有到位数或执行数可算", "补齐金额，或删去这一行")
    elif abs(rate * 100 - funds.received_execution_rate) > RATE_TOLERANCE:
        other = execution_rate(funds)
        mixed = other is not None and abs(other * 100 - funds.received_execution_rate) <= RATE_TOLERANCE
        remedy = "这是除以全年预算数的执行率，请改用到位数作分母" if mixed else "改正到位资金执行率；也可不填"
        yield Violation(
            ("资金", "到位资金执行率"), f"到位资金执行率填的是 {funds.received_execution_rate}%，全年执行数÷到位数是 {format_rate(rate)}", remedy
        )


@error("F03", FORM)
def check_parts_add_up(case: Case) -> Iterator[Violation]:
    """各资金来源之和应等于资金总额，四列分别核对。"""
    funds = _funds(case)
    if not funds:
        return
    for column, key in COLUMNS.items():
        stated, parts = getattr(funds, column), source_sum(funds, column)
        if stated is not None and parts is not None and abs(stated - parts) > AMOUNT_TOLERANCE:
            yield Violation(
                ("资金", key),
                f"{key}总额 {format_amount(stated)} 万元，各来源合计 {format_amount(parts)} 万元，相差 {format_amount(abs(stated - parts))} 万元",
                "核对总额和各来源金额",
            )


@error("F04", "部门整体支出绩效自评表")
def check_overall_parts(case: Case) -> Iterator[Violation]:
    """部门整体支出的基本支出与项目支出之和应等于总额。"""
    funds = _funds(case)
    if not funds or not funds.overall:
        return
    for column, key in COLUMNS.items():
        stated = getattr(funds, column)
        values = [value for part in funds.overall if (value := getattr(part, column)) is not None]
        if stated is not None and values and abs(stated - sum(values, Decimal(0))) > AMOUNT_TOLERANCE:
            total = format_amount(sum(values, Decimal(0)))
            yield Violation(("资金", key), f"{key}总额 {format_amount(stated)} 万元，基本支出与项目支出合计 {total} 万元", "核对金额")


def _lines(funds: Funds) -> Iterator[tuple[tuple[str | int, ...], str, FundLine]]:
    yield ("资金",), "资金总额", funds
    for index, line in enumerate(funds.sources):
        yield ("资金", "来源明细", index), line.source.value, line


@warning("F05", "预算法 第十三条", is_local=True)
def check_spending_within_budget(case: Case) -> Iterator[Violation]:
    """全年执行数不应超过全年预算数。"""
    if not (funds := _funds(case)):
        return
    for path, name, line in _lines(funds):
        if line.executed is not None and line.adjusted_budget is not None and line.executed > line.adjusted_budget:
            yield Violation(
                (*path, "全年执行数"),
                f"{name}执行 {format_amount(line.executed)} 万元，超过全年预算 {format_amount(line.adjusted_budget)} 万元",
                "核对金额；确有超支的在自评中说明",
            )


@warning("F06", "项目支出绩效评价指标体系框架（财预〔2020〕10号 附2）", is_local=True)
def check_spending_within_received(case: Case) -> Iterator[Violation]:
    """全年执行数不应超过到位数。"""
    if not (funds := _funds(case)):
        return
    for path, name, line in _lines(funds):
        if line.executed is not None and line.received is not None and line.executed > line.received:
            yield Violation(
                (*path, "到位数"), f"{name}到位 {format_amount(line.received)} 万元，执行 {format_amount(line.executed)} 万元", "核对到位数和执行数"
            )


@warning("F07", "财预〔2020〕10号 第二十六条")
def check_low_execution_explained(case: Case) -> Iterator[Violation]:
    """执行率低于 80% 的，应在自评中说明原因和改进措施。"""
    rate, own = execution_rate(_funds(case)), case.dossier.self_evaluation
    if rate is not None and own and rate < LOW_EXECUTION and not (own.problems or own.improvements):
        yield Violation(("自评",), f"执行率只有 {format_rate(rate)}，自评没有说明", "在自评里补上“存在问题: …”和“改进措施: …”")


@notice("F08", "预算法 第六十七条")
def check_large_adjustment(case: Case) -> Iterator[Violation]:
    """全年预算与年初预算相差 30% 以上的，应核对调整手续。"""
    funds = _funds(case)
    if not funds or not funds.original_budget or funds.adjusted_budget is None:
        return
    change = (funds.adjusted_budget - funds.original_budget) / funds.original_budget
    if abs(change) >= LARGE_ADJUSTMENT:
        yield Violation(("资金", "全年预算数"), f"全年预算比年初{'增加' if change > 0 else '减少'} {format_rate(abs(change))}", "核对预算调整手续")


@error("F09", FORM)
def check_sources_once(case: Case) -> Iterator[Violation]:
    """同一资金来源只列一行；表上分列的（中央资金、市级资金），各行写明名称。"""
    seen: set[tuple[str, str]] = set()
    for index, line in enumerate(case.dossier.funds.sources if case.dossier.funds else ()):
        if (line.source, line.name) in seen:
            yield Violation(("资金", "来源明细", index, "来源"), f"“{line.source}”列了两行", "合并成一行，或写明各是什么资金（名称）")
        seen.add((line.source, line.name))


@warning("F10", FORM)
def check_funds_given(case: Case) -> Iterator[Violation]:
    """有自评或评价的，应有资金总额。"""
    dossier = case.dossier
    if (dossier.self_evaluation or dossier.evaluation) and (not dossier.funds or dossier.funds.adjusted_budget is None):
        yield Violation(("资金",) if dossier.funds else (), "没有全年预算数", "补上“资金”一节的全年预算数和全年执行数")


@warning("F11", FORM)
def check_spending_without_budget(case: Case) -> Iterator[Violation]:
    """没有预算就不应有支出，分值给了执行率也无从计算。"""
    funds = _funds(case)
    if funds and funds.adjusted_budget == 0 and (funds.executed or source_sum(funds, "executed")):
        yield Violation(("资金", "全年预算数"), "全年预算数为 0，却有支出", "核对资金总额这一行")
