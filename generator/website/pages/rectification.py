"""The public part of the rectification ledger of a year: every item, what is overdue first, and counts for each unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Linked, Shown
from generator.website.door.public import PublicDossier, PublicRectificationItem, PublicRegister
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of, path_of_unit
from generator.website.pages.year_parts import path_of_rectification, year_parts

STATES = ("未整改", "整改中", "待核验", "已销号")
LISTED = 1000  # items that the page shows; of more, those that are not closed
Entry = tuple[PublicDossier, PublicRectificationItem]

FIELDS = (
    Field("project", "项目", description="项目名称；部门整体支出写单位名称和“部门整体支出”"),
    Field("overdue_days", "逾期天数", FieldKind.INTEGER, "超过完成时限多少日还没有报告完成；没有逾期为空", unit="天"),
    Field("status", "状态", FieldKind.STATUS, "未整改、整改中、待核验（单位已报告完成）、已销号（财政部门核验通过）"),
    Field("finding", "发现的问题", description="评价发现的问题"),
    Field("requirement", "整改要求", description="财政部门要求怎样改"),
    Field("measure", "整改措施", description="单位准备怎样改", missing="没有填写"),
    Field("progress", "整改情况", description="单位报告的进展", missing="没有填写"),
    Field("responsible", "责任单位", description="负责整改的单位或科室", missing="没有填写"),
    Field("due_on", "完成时限", FieldKind.DATE, "应当完成的日期；还没有反馈单位的，自反馈之日起计算", missing="反馈后起算"),
    Field("closed_on", "销号日期", FieldKind.DATE, "核验通过、从台账上销去的日期"),
    Field("unit", "预算单位", description="花这笔钱的预算单位"),
    Field("project_id", "项目编号", description="项目的永久编号；部门整体支出是 U 加单位编码"),
    Field("finding_number", "问题编号", FieldKind.INTEGER, "评价里的问题编号"),
)


@dataclass(frozen=True)
class UnitLedger:
    """The items of one unit in one table, with an anchor of its own."""

    anchor: str
    name: str
    path: str
    rows: tuple[tuple[Shown, ...], ...]


def tables_of(register: PublicRegister) -> tuple[DataTable, ...]:
    """The ledger of projects, that of overall expenditure, and the counts for each unit."""
    return ledger_table(register), ledger_table(register, is_overall=True), count_table(register)


def compose(maker: PageMaker) -> Iterator[Page]:
    """One page a year."""
    for register in maker.registers:
        yield _compose_year(maker, register)


def entries_of(dossiers: Sequence[PublicDossier]) -> list[Entry]:
    """The items of some dossiers, the longest overdue first, then what is furthest from being closed."""
    found = [(dossier, item) for dossier in dossiers for item in dossier.rectification]
    return sorted(found, key=lambda pair: (-pair[1].days_overdue, STATES.index(pair[1].status), pair[0].unit.code, pair[0].id, pair[1].finding))


def _row(entry: Entry) -> tuple[Cell, ...]:
    dossier, item = entry
    title = f"{dossier.unit.label}{dossier.title}" if dossier.is_overall else dossier.title
    return (
        Linked(title, f"{path_of(dossier)}#rectification"), item.days_overdue or None, item.status, item.heading, item.requirement,
        item.measure, item.progress, item.responsible_unit, item.due_on, item.closed_on, dossier.unit.label, dossier.id, item.finding,
    )  # fmt: skip


def ledger_table(register: PublicRegister, *, is_overall: bool = False) -> DataTable:
    """Every item of the year, of projects or of overall expenditure."""
    dossiers: Sequence[PublicDossier] = register.overall if is_overall else register.projects
    what = "部门整体支出" if is_overall else "项目"
    return _table("rectification-overall" if is_overall else "rectification", f"{register.year}年度{what}整改台账", entries_of(dossiers))


def _table(key: str, title: str, entries: Sequence[Entry]) -> DataTable:
    return DataTable(
        key, title, "评价发现的问题怎样整改，每项一行；不予公开的问题不在其中", FIELDS, tuple(map(_row, entries)), primary_key=("project_id", "finding_number")
    )


def _number(name: str, title: str, description: str) -> Field:
    return Field(name, title, FieldKind.INTEGER, description, unit="项")


def count_table(register: PublicRegister) -> DataTable:
    """How far each unit's projects are; those with overdue items first."""
    units = {unit.code: unit for unit in register.units}
    totals = {code: one.rectification for code, one in register.unit_totals.items() if one.rectification.items and code in units}
    whole = register.project_totals.rectification
    return DataTable(
        "rectification-by-unit", f"{register.year}年度各单位项目整改情况", "各单位项目的整改事项，按状态计数；不含部门整体支出",
        (
            Field("unit", "预算单位", description="花这笔钱的预算单位"), _number("items", "整改事项", "列入台账的事项"),
            _number("overdue", "逾期", "超过完成时限没有报告完成"), _number("not_started", "未整改", "还没有开始"),
            _number("in_progress", "整改中", "正在整改，或核验后退回"), _number("reported", "待核验", "单位已报告完成，财政部门还没有核验"),
            _number("closed", "已销号", "核验通过"), Field("unit_code", "单位编码", description="预算单位编码"),
        ),
        tuple(
            (Linked(units[code].label, f"{path_of_rectification(register.year)}#unit-{code}"), one.items, one.overdue, one.not_started,
             one.in_progress, one.reported, one.closed, code)
            for code, one in sorted(totals.items(), key=lambda pair: (-pair[1].overdue, -pair[1].items, pair[0]))
        ),
        primary_key=("unit_code",),
        total=("合计", whole.items, whole.overdue, whole.not_started, whole.in_progress, whole.reported, whole.closed, None),
    )  # fmt: skip


def _compose_year(maker: PageMaker, register: PublicRegister) -> Page:
    ledger = ledger_table(register)
    entries = entries_of(register.projects)
    shown = [pair for pair in entries if pair[1].status != "已销号"] if len(entries) > LISTED else entries
    late = [pair for pair in entries if pair[1].days_overdue]
    overall = entries_of(register.overall)
    return maker.page(
        "rectification.html.jinja", path_of_rectification(register.year), register, f"{register.year}年度整改台账",
        f"{register.year}年度绩效评价发现的问题怎样整改：责任单位、完成时限、状态，逾期的排在前面。",
        ledger=ledger, late=_table("late", f"已经逾期的 {len(late)} 项", late), counts=count_table(register), groups=list(_groups(register, shown)),
        is_shortened=len(shown) < len(entries), shown=len(shown),
        overall=ledger_table(register, is_overall=True) if overall else None, overall_totals=register.overall_totals.rectification,
        year_parts=year_parts(maker, register), year_links=maker.year_links(path_of_rectification),
    )  # fmt: skip


def _groups(register: PublicRegister, entries: Sequence[Entry]) -> Iterator[UnitLedger]:
    """The items unit by unit, in the order of the counts."""
    for row in count_table(register).rows:
        code = row[-1]
        of_unit = [pair for pair in entries if pair[0].unit.code == code]
        if of_unit:
            unit = of_unit[0][0].unit
            yield UnitLedger(f"unit-{code}", unit.label, path_of_unit(unit, register.year), tuple(_table("unit", "单位", of_unit).shown_rows()))
