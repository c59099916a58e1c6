"""汇总表 of a volume: results by grade, by unit, by budget; their use; how far findings are put right; targets of a draft budget.

What may not be named is one row (`其余…个（未列名）`), so that every total closes.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.engine.chinese import close_up, format_score
from generator.letters.composing.subject import Subject, subject_of
from generator.letters.composing.year_tables import DASH, amount, decisions_table, groups_table, rate, results_table
from generator.letters.document import Align, CellContent, OfficialDocument, Table, TableRow
from generator.letters.volume.material import Material
from generator.letters.volume.pieces import owner_of, plain_document
from generator.letters.widths import across, column, total_row
from generator.records.accounts import Stage
from generator.records.congress_totals import (
    AppliedTotal,
    TargetTotal,
    UnitTotal,
    rectified_total,
    target_totals,
    unit_total,
    unit_totals,
)
from generator.records.deadlines import NOT_TOLD
from generator.records.dossier import Dossier, OverallDossier
from generator.records.totals import DecisionTotal
from generator.records.vocabulary import Grade
from generator.records.year_totals import PartStatistics, open_projects

KIND = "汇总表"
PROJECTS, OVERALL = "项目支出", "部门整体支出"


def summary_tables(material: Material) -> Iterator[OfficialDocument]:
    """The tables of the stage, each a document; one that would be empty is left out."""
    yield from _final(material) if material.stage is Stage.FINAL else _budget(material)


def _final(material: Material) -> Iterator[OfficialDocument]:
    statistics, year = material.statistics, f"（{material.year}年度）"
    groups = [*_group_tables(PROJECTS, statistics.projects), *_group_tables(OVERALL, statistics.overall)]
    if groups:
        yield plain_document(material, f"congress-groups-{material.slug}", KIND, ("绩效评价结果分类统计表", year), groups)
    units = unit_totals(open_projects(material.register), material.office, material.is_named)
    if units:
        table = _units_table(units, material)
        yield plain_document(material, f"congress-units-{material.slug}", KIND, ("绩效评价结果分单位统计表", year), (table,))
    parts = ((PROJECTS, material.projects), (OVERALL, material.overall))
    results = [results_table(subjects, material.is_named, name) for name, subjects in parts if any(one.dossier.evaluation for one in subjects)]
    if results:
        yield plain_document(material, f"congress-results-{material.slug}", KIND, ("绩效评价结果汇总表", year), results)
    uses = [decisions_table(subjects, material.is_named, name) for name, subjects in parts if any(one.dossier.budget_decision for one in subjects)]
    if uses:
        yield plain_document(material, f"congress-uses-{material.slug}", KIND, ("绩效评价结果应用情况表", year), uses)
    ledgers = (_rectification_table(subjects, material, name) for name, subjects in parts)
    if rectified := [ledger for ledger in ledgers if ledger]:
        yield plain_document(material, f"congress-rectification-{material.slug}", KIND, ("绩效评价问题整改情况表", year), rectified)


def _budget(material: Material) -> Iterator[OfficialDocument]:
    year = f"（{material.year}年）"
    if (targets := target_totals(material.register))[-1].count:
        table = targets_table(targets)
        yield plain_document(material, f"congress-groups-{material.slug}", KIND, ("绩效目标编报统计表", year), (table,))
        listed = _promises_table(material, targets[-1])
        yield plain_document(material, f"congress-targets-{material.slug}", KIND, ("项目绩效目标汇总表", year), (listed,))
    tables = []
    for register, copies in material.decided:
        decided = [one for one in open_projects(register) if one.budget_decision and one.budget_decision.budget_year == material.year]
        if decided:
            subjects = [subject_of(copies.by_id.get(one.id, one), register, material.day) for one in decided]
            known = frozenset(copies.by_id)
            tables.append(decisions_table(subjects, lambda dossier, known=known: dossier.id in known, f"{register.year}年度{PROJECTS}评价结果"))  # type: ignore[misc]
    if tables:
        applied = applied_table(material.applied)
        yield plain_document(material, f"congress-uses-{material.slug}", KIND, ("绩效评价结果在预算安排中的应用情况表", year), (applied, *tables))


def _group_tables(name: str, part: PartStatistics) -> Iterator[Table]:
    """By grade, by kind of evaluation and by budget; of overall expenditure by grade alone."""
    totals = part.totals
    if not totals.evaluated.count:
        return
    yield _captioned(groups_table("评价等级", part.graded, totals.evaluated), f"{name}按评价等级")
    if name == PROJECTS:
        yield _captioned(groups_table("评价类别", [group for group in part.by_kind if group.count], totals.evaluated), f"{name}按评价类别")
        yield _captioned(groups_table("预算类型", [group for group in totals.by_budget if group.count], totals.evaluated), f"{name}按预算类型")


def _captioned(table: Table, caption: str) -> Table:
    return Table(table.columns, table.rows, caption, table.blank_rows, table.head)


# --- by unit -----------------------------------------------------------------------------------------------------------


def _units_table(units: Sequence[UnitTotal], material: Material) -> Table:
    rows = []
    for number, total in enumerate(units, start=1):
        if total.unit:
            rows.append(TableRow((str(number), close_up(material.register.units[total.unit].label), *_unit_cells(total, is_named=True))))
        else:
            rows.append(TableRow((*across(f"其余{total.group.count}个（未列名）", 2), *_unit_cells(total, is_named=False))))
    evaluated = [one for one in open_projects(material.register) if one.evaluation]
    rows.append(total_row((*across("合计", 2), *_unit_cells(unit_total("", evaluated, material.office), is_named=True))))
    return Table(
        columns=(
            column("序号", 2.2), column("预算单位", 11, Align.LEFT), column("评价个数", 4.2), column("全年预算数（万元）", 5.4, Align.RIGHT),
            column("全年执行数（万元）", 5.4, Align.RIGHT), column("执行率", 3.2), column("平均得分", 4.2), *(column(grade.value, 1.6) for grade in Grade),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _unit_cells(total: UnitTotal, *, is_named: bool) -> tuple[str, ...]:
    group, average = total.group, total.average
    scored = (format_score(average) if average is not None else DASH, *(str(count) if count else "" for _, count in total.grades))
    unnamed = (DASH,) * len(scored)  # of a single dossier the mean would be its score
    return (str(group.count), amount(group.budget), amount(group.executed), rate(group.execution_rate), *(scored if is_named else unnamed))


# --- rectification -----------------------------------------------------------------------------------------------------


def _rectification_table(subjects: Sequence[Subject], material: Material, caption: str) -> Table | None:
    """By dossier, in the order of the register; the counts of what is not named are one row."""
    # Counted from the whole records: a finding that is not public is a number here, as in the circular.
    whole = [dossier for one in subjects if (dossier := material.register.by_id[one.dossier.id]).rectification]
    if not whole:
        return None
    named, others = [one for one in whole if material.is_named(one)], [one for one in whole if not material.is_named(one)]
    is_overall = isinstance(whole[0], OverallDossier)
    width = 2 if is_overall else 3
    rows = []
    for number, dossier in enumerate(named, start=1):
        subject = material.subject(material.copies.by_id[dossier.id])
        who = (owner_of(subject),) if is_overall else (owner_of(subject), close_up(dossier.title))
        rows.append(TableRow((str(number), *who, *_rectified_cells([dossier], material))))
    if others:
        rows.append(TableRow((*across(f"其余{len(others)}个（未列名）", width), *_rectified_cells(others, material))))
    rows.append(total_row((*across(f"合计（{len(whole)}个）", width), *_rectified_cells(whole, material))))
    who_columns = (column("预算单位", 20, Align.LEFT),) if is_overall else (column("预算单位", 8, Align.LEFT), column("项目名称", 12, Align.LEFT))
    return Table(
        columns=(
            column("序号", 2.2), *who_columns, column("评价发现问题", 4), column("整改事项", 2.6), column(NOT_TOLD, 2.6), column("已销号", 3.2),
            column("待核验", 3.2), column("整改中", 3.2), column("未整改", 3.2), column("其中逾期", 2.6), column("销号率", 3.2),
        ),
        rows=tuple(rows),
        caption=caption,
    )  # fmt: skip


def _rectified_cells(dossiers: Sequence[Dossier], material: Material) -> tuple[CellContent, ...]:
    total = rectified_total(dossiers, material.office, material.day)
    told = total.told
    counts = (total.findings, total.items, total.not_told, told.closed, told.reported, told.in_progress, told.not_started, told.overdue)
    return (*map(str, counts), rate(told.closed_share))


# --- targets -----------------------------------------------------------------------------------------------------------


def targets_table(totals: Sequence[TargetTotal]) -> Table:
    """By budget, the last row all of them."""
    rows = [TableRow((total.name, str(total.count), amount(total.budget), str(total.indicators))) for total in totals[:-1]]
    whole = totals[-1]
    rows.append(total_row((whole.name, str(whole.count), amount(whole.budget), str(whole.indicators))))
    return Table(
        columns=(column("预算类型", 12), column("项目个数", 6), column("年初预算数（万元）", 10, Align.RIGHT), column("绩效指标个数", 7)),
        rows=tuple(rows),
    )


def _promises_table(material: Material, whole: TargetTotal) -> Table:
    """Every project with targets that may be named: money, the year's goal, its core indicators."""
    found = [one for one in open_projects(material.register) if one.objectives]
    named = [material.subject(material.copies.by_id[one.id]) for one in found if material.is_named(one)]
    rows = [TableRow((str(number), owner_of(one), close_up(one.dossier.title), *_promise_cells(one))) for number, one in enumerate(named, start=1)]
    if others := [one for one in found if not material.is_named(one)]:
        budget = sum((one.funds.original_budget or Decimal(0) for one in others if one.funds), Decimal(0))
        rows.append(TableRow((*across(f"其余{len(others)}个（未列名）", 3), amount(budget), DASH, DASH)))
    rows.append(total_row((*across(f"合计（{whole.count}个）", 3), amount(whole.budget), "", "")))
    return Table(
        columns=(
            column("序号", 2.2), column("预算单位", 7.4, Align.LEFT), column("项目名称", 10, Align.LEFT), column("年初预算数（万元）", 5.4, Align.RIGHT),
            column("年度目标", 18, Align.LEFT), column("主要绩效指标", 16, Align.LEFT),
        ),
        rows=tuple(rows),
    )  # fmt: skip


CORE = 3  # indicators that the list of targets shows of a project that names no core ones


def _promise_cells(subject: Subject) -> tuple[str, ...]:
    objectives, funds = subject.dossier.objectives, subject.dossier.funds
    indicators = objectives.indicators if objectives else ()
    shown = [one for one in indicators if one.is_core] or indicators[:CORE]
    words = "；".join(close_up(f"{one.name}{one.target or ''}") for one in shown)
    return amount(funds.original_budget if funds else None), close_up(objectives.annual if objectives else ""), words


# --- use of results ----------------------------------------------------------------------------------------------------


def applied_table(applied: AppliedTotal) -> Table:
    """What results meant for one budget, by the way they were used."""
    rows = [TableRow(_applied_cells(total.use, total)) for total in applied.by_use]
    rows.append(total_row(_applied_cells("合计", applied.total)))
    return Table(
        columns=(
            column("应用方式", 5), column("个数", 2.6), column("上年预算（万元）", 8.2, Align.RIGHT), column("安排预算（万元）", 8.2, Align.RIGHT),
            column("增加（万元）", 6.2, Align.RIGHT), column("减少（万元）", 6.2, Align.RIGHT),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _applied_cells(name: str, total: DecisionTotal) -> tuple[str, ...]:
    return (name, str(total.count), amount(total.previous), amount(total.decided), amount(total.increase), amount(total.decrease))

