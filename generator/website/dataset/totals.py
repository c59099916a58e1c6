"""The year in sums: of projects, of overall expenditure, and of each unit's projects; as `records/totals.py` worked them out."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator.records.totals import DecisionTotal, GroupTotal, Totals
from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Reference
from generator.website.dataset.columns import OVERALL, PROJECT, Column, amount, count, make_table, rate
from generator.website.door.public import PublicRegister, PublicUnit

SCOPE = Field("scope", "范围", description="项目，或部门整体支出；两者不能相加", choices=(PROJECT, OVERALL))


def tables_of(register: PublicRegister) -> Iterator[DataTable]:
    """All sums of the year."""
    yield make_table(
        "totals", "汇总", "全部公开的项目、全部公开的部门整体支出各一行",
        (Column(SCOPE, lambda row: row[0]), *_sums()), _scopes(register), primary_key=("scope",),
    )  # fmt: skip
    yield _unit_totals(register)
    yield _groups(register, "totals-by-grade", "汇总：按评价等级", Field("group", "等级", FieldKind.GRADE), lambda totals: totals.by_grade)
    yield _groups(register, "totals-by-budget", "汇总：按预算类型", Field("group", "预算类型"), lambda totals: totals.by_budget)
    yield _categories(register)
    yield _uses(register)


def _scopes(register: PublicRegister) -> list[tuple[str, Totals]]:
    return [(PROJECT, register.project_totals), (OVERALL, register.overall_totals)]


def _spent(group: GroupTotal) -> Cell:
    """Where nothing states yet what was spent, zero would say something wrong."""
    return None if group.is_running else group.executed


def _sums() -> tuple[Column[tuple[Any, Totals]], ...]:
    """The columns of `Totals`; what the row is about comes before it."""
    return (
        Column(count("recorded", "公开数量", "公开的项目或部门整体支出"), lambda row: row[1].recorded.count),
        Column(amount("budget", "全年预算数"), lambda row: row[1].recorded.budget),
        Column(amount("executed", "全年执行数"), lambda row: _spent(row[1].recorded)),
        Column(rate("rate", "执行率", "全年执行数÷全年预算数"), lambda row: row[1].recorded.execution_rate),
        Column(count("evaluated", "已评价数量"), lambda row: row[1].evaluated.count),
        Column(amount("evaluated_budget", "已评价的全年预算数"), lambda row: row[1].evaluated.budget),
        Column(amount("evaluated_executed", "已评价的全年执行数"), lambda row: _spent(row[1].evaluated)),
        Column(rate("evaluated_rate", "已评价的执行率", "已评价的全年执行数÷已评价的全年预算数"), lambda row: row[1].evaluated.execution_rate),
        Column(count("findings", "发现问题"), lambda row: row[1].findings),
        Column(amount("finding_amount", "问题涉及金额"), lambda row: row[1].finding_amount),
        Column(count("items", "整改事项", unit="项"), lambda row: row[1].rectification.items),
        Column(count("closed", "已销号", unit="项"), lambda row: row[1].rectification.closed),
        Column(count("reported", "待核验", unit="项"), lambda row: row[1].rectification.reported),
        Column(count("in_progress", "整改中", unit="项"), lambda row: row[1].rectification.in_progress),
        Column(count("not_started", "未整改", unit="项"), lambda row: row[1].rectification.not_started),
        Column(count("overdue", "逾期", "到数据日期已逾期而未销号", "项"), lambda row: row[1].rectification.overdue),
        Column(amount("increase", "增加预算", "评价结果应用增加的预算合计"), lambda row: row[1].increase),
        Column(amount("decrease", "减少预算", "评价结果应用减少的预算合计"), lambda row: row[1].decrease),
    )


def _unit_totals(register: PublicRegister) -> DataTable:
    found = [(unit, register.unit_totals[unit.code]) for unit in register.units if unit.code in register.unit_totals]
    columns: tuple[Column[tuple[PublicUnit, Totals]], ...] = (
        Column(Field("unit_code", "单位编码", description="预算单位编码"), lambda row: row[0].code),
        Column(Field("unit", "预算单位"), lambda row: row[0].label),
        *_sums(),
    )
    return make_table(
        "unit-totals", "汇总：按预算单位", "每个单位公开的项目的合计，不含部门整体支出，不含下属单位", columns, found,
        primary_key=("unit_code",), references=(Reference(("unit_code",), "units", ("code",)),),
    )  # fmt: skip


def _groups(register: PublicRegister, key: str, title: str, group: Field, pick: Callable[[Totals], Sequence[GroupTotal]]) -> DataTable:
    columns: tuple[Column[tuple[str, GroupTotal]], ...] = (
        Column(SCOPE, lambda row: row[0]),
        Column(group, lambda row: row[1].name),
        Column(count("count", "数量"), lambda row: row[1].count),
        Column(amount("budget", "全年预算数"), lambda row: row[1].budget),
        Column(amount("executed", "全年执行数"), lambda row: _spent(row[1])),
        Column(rate("rate", "执行率", "全年执行数÷全年预算数"), lambda row: row[1].execution_rate),
    )
    found = [(scope, row) for scope, totals in _scopes(register) for row in pick(totals)]
    return make_table(key, title, "已评价的项目和部门整体支出分组合计", columns, found, primary_key=("scope", "group"))


def _categories(register: PublicRegister) -> DataTable:
    columns: tuple[Column[tuple[str, tuple[str, int]]], ...] = (
        Column(SCOPE, lambda row: row[0]),
        Column(Field("category", "问题类别"), lambda row: row[1][0]),
        Column(count("findings", "问题数"), lambda row: row[1][1]),
    )
    found = [(scope, row) for scope, totals in _scopes(register) for row in totals.findings_by_category]
    return make_table("totals-by-category", "汇总：按问题类别", "评价发现的问题分类合计", columns, found, primary_key=("scope", "category"))


def _uses(register: PublicRegister) -> DataTable:
    columns: tuple[Column[tuple[str, DecisionTotal]], ...] = (
        Column(SCOPE, lambda row: row[0]),
        Column(Field("use", "应用方式"), lambda row: row[1].use),
        Column(count("count", "数量"), lambda row: row[1].count),
        Column(amount("increase", "增加预算"), lambda row: row[1].increase),
        Column(amount("decrease", "减少预算"), lambda row: row[1].decrease),
        Column(amount("previous", "上年预算"), lambda row: row[1].previous),
        Column(amount("decided", "安排预算"), lambda row: row[1].decided),
    )
    found = [(scope, row) for scope, totals in _scopes(register) for row in totals.decisions]
    return make_table("totals-by-use", "汇总：按结果应用方式", "评价结果应用分类合计", columns, found, primary_key=("scope", "use"))
