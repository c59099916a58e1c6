"""A unit over the years: its money, its projects with their scores, what was found, what was put right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.engine.chinese import format_score
from generator.website import charts
from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Linked
from generator.website.door.addresses import STAGE_NAMES, project_address
from generator.website.door.public import PublicDossier, PublicOverall, PublicProject, PublicRectificationItem, PublicRegister, PublicUnit
from generator.website.door.public_document import PublicDocument
from generator.website.door.public_site import PublicAccounts, PublicSite
from generator.website.pages.budget import THREE_PUBLIC, three_public_cells
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of, path_of_accounts, path_of_unit, path_of_unit_history

# Of rectification, what is still to be done stands first.
STATUS_ORDER = ("未整改", "整改中", "待核验", "已销号")
NOTHING = "—"


@dataclass(frozen=True)
class MoneyRow:
    """A unit's money in one year: its own accounts, or those of the department above that hold its."""

    year: int
    budget: PublicAccounts | None
    final: PublicAccounts | None
    above: tuple[PublicAccounts, ...] = ()

    @property
    def path(self) -> str:
        """The page of its own accounts."""
        accounts = self.budget or self.final
        return path_of_accounts(self.year, accounts.code) if accounts else ""

    @property
    def stages(self) -> tuple[PublicAccounts, ...]:
        """Its own accounts, the final ones first: lists run from the latest back."""
        return tuple(one for one in (self.final, self.budget) if one)


@dataclass(frozen=True)
class OpenItem:
    """A rectification item with the dossier that it belongs to."""

    dossier: PublicDossier
    item: PublicRectificationItem


@dataclass
class UnitRecords:
    """All that is public of one unit, the latest year first."""

    unit: PublicUnit
    years: tuple[int, ...]
    projects: dict[str, dict[int, PublicProject]] = field(default_factory=dict)
    overall: list[PublicOverall] = field(default_factory=list)
    accounts: dict[tuple[int, str], PublicAccounts] = field(default_factory=dict)
    above: dict[int, list[PublicAccounts]] = field(default_factory=dict)

    @property
    def money(self) -> list[MoneyRow]:
        """The years of which there are accounts."""
        rows = [
            MoneyRow(year, self.accounts.get((year, "预算")), self.accounts.get((year, "决算")), tuple(self.above.get(year, ()))) for year in self.years
        ]
        return [row for row in rows if row.budget or row.final or row.above]

    @property
    def dossiers(self) -> list[PublicDossier]:
        """Projects, then overall expenditure."""
        return [*(project for by_year in self.projects.values() for project in by_year.values()), *self.overall]


def records_of(site: PublicSite) -> dict[str, UnitRecords]:
    """By unit code, in the order of the list of units as the last year knows it: all years are gone through once."""
    years = sorted((register.year for register in site.registers), reverse=True)
    units = site.registers[-1].units
    found = {unit.code: UnitRecords(unit, tuple(year for year in years if unit.existed_in(year))) for unit in units}
    for register in reversed(site.registers):
        for project in register.projects:
            if project.unit.code in found:
                found[project.unit.code].projects.setdefault(project.id, {})[register.year] = project
        for dossier in register.overall:
            if dossier.unit.code in found:
                found[dossier.unit.code].overall.append(dossier)
    for accounts in site.accounts:
        if accounts.code in found:
            found[accounts.code].accounts[accounts.year, accounts.stage] = accounts
        for unit in accounts.covered:
            if unit.code in found and accounts.is_shown:
                found[unit.code].above.setdefault(accounts.year, []).append(accounts)
    return found


def compose(maker: PageMaker) -> Iterator[Page]:
    """A page per unit that any year knows of."""
    for records in records_of(maker.site).values():
        yield _compose_unit(maker, records)


def _compose_unit(maker: PageMaker, records: UnitRecords) -> Page:
    register, unit = maker.registers[-1], records.unit
    money, overall = records.money, records.overall
    items = _items(records.dossiers)
    own = [row for row in money if row.path]
    return maker.page(
        "unit_history.html.jinja", path_of_unit_history(unit), register, unit.name,
        f"{unit.name}历年的预算和决算、“三公”经费、项目和评价得分、问题整改。",
        unit=unit, project_count=len(records.projects), project_table=_project_table(records), overall_table=_overall_table(records),
        money_table=_money_table(records), money_chart=_money_chart(own), above=[one for row in money for one in row.above],
        three_public_table=_three_public_table(records), three_public_chart=_three_public_chart(own),
        item_table=_item_table(register, unit, items), item_count=len(items), open_count=sum(1 for one in items if not one.item.closed_on),
        letters=_letters(records.dossiers),
        duties=next((one.duties for one in overall if one.duties), ""), staffed=next((one for one in overall if one.staff is not None), None),
        parent=next((other for other in register.units if other.code == unit.parent), None),
        children=[other for other in register.units if other.parent == unit.code],
        year_paths=[(year, path_of_unit(unit, year)) for year in records.years],
        history_of=path_of_unit_history, accounts_path=path_of_accounts, stage_names=STAGE_NAMES,
    )  # fmt: skip


def _first_to_read(by_year: Mapping[int, PublicProject]) -> PublicProject:
    """The latest year with a result, else the latest."""
    years = sorted(by_year, reverse=True)
    return by_year[next((year for year in years if by_year[year].grade), years[0])]


# --- tables ------------------------------------------------------------------------------------------------------------

UNIT_FIELDS = (Field("code", "单位编码", description="预算单位编码"), Field("unit", "单位", description="预算单位全称"))
STAGE = Field("stage", "口径", description="预算或决算")
YEAR = Field("year", "年度", FieldKind.YEAR, "预算年度")
MONEY = (
    Field("budget", "预算支出", FieldKind.AMOUNT, "预算的支出合计", missing=NOTHING),
    Field("final", "决算支出", FieldKind.AMOUNT, "决算的支出合计", missing=NOTHING),
    Field("basic", "基本支出", FieldKind.AMOUNT, "有决算的按决算，没有的按预算", missing=NOTHING),
    Field("projects", "项目支出", FieldKind.AMOUNT, "有决算的按决算，没有的按预算", missing=NOTHING),
    Field("budget_published_on", "预算公开日期", FieldKind.DATE, "预算向社会公开的日期"),
    Field("final_published_on", "决算公开日期", FieldKind.DATE, "决算向社会公开的日期"),
    Field("note", "说明", description="公开后有更正、撤回，或者不公开的"),
)
OVERALL = (
    Field("grade", "等级", FieldKind.GRADE, "评价等级"),
    Field("score", "评价得分", FieldKind.SCORE, "满分 100", missing=NOTHING),
    Field("self_score", "自评得分", FieldKind.SCORE, "满分 100", missing=NOTHING),
    Field("objective", "年度目标", description="部门整体支出的年度绩效目标"),
)


Row = tuple[Cell, ...]


def tables_of(site: PublicSite) -> tuple[DataTable, ...]:
    """The tables of all units in one, for open data; those about budget documents only where any are recorded."""
    every = records_of(site).values()
    years = sorted((register.year for register in site.registers), reverse=True)
    tables = [
        DataTable(
            "unit-projects", "各单位的项目，历年等级和得分", "每个项目一行，各年度一列", (*UNIT_FIELDS, *_project_fields(years)),
            tuple(_of_unit(one, row) for one in every for row in _project_rows(one, years)), ("project_id",),
        ),
        DataTable(
            "unit-overall", "各单位历年部门整体支出绩效", "部门整体支出各年度的等级、得分和年度目标", (*UNIT_FIELDS, YEAR, *OVERALL),
            tuple(_of_unit(one, row) for one in every for row in _overall_rows(one)), ("code", "year"),
        ),
    ]  # fmt: skip
    if site.accounts:
        tables += [
            DataTable(
                "unit-budgets", "各单位历年预算和决算", "各单位历年预算和决算的支出", (*UNIT_FIELDS, YEAR, *MONEY),
                tuple(_of_unit(one, row) for one in every for row in _money_rows(one)), ("code", "year"),
            ),
            DataTable(
                "unit-three-public", "各单位历年“三公”经费", "各单位历年预算和决算的“三公”经费", (*UNIT_FIELDS, YEAR, STAGE, *THREE_PUBLIC),
                tuple(_of_unit(one, row) for one in every for row in _three_public_rows(one)), ("code", "year", "stage"),
            ),
        ]  # fmt: skip
    return tuple(tables)


def _of_unit(records: UnitRecords, row: Row) -> Row:
    return (records.unit.code, Linked(records.unit.name, path_of_unit_history(records.unit)), *row)


def _money_table(records: UnitRecords) -> DataTable:
    """The last column only where something is to be said."""
    rows = tuple(_money_rows(records))
    fields: tuple[Field, ...] = (YEAR, *MONEY)
    if not any(row[-1] for row in rows):
        rows, fields = tuple(row[:-1] for row in rows), fields[:-1]
    return DataTable("money", f"{records.unit.label}历年预算和决算", "历年预算和决算的支出", fields, rows, ("year",))


def _money_rows(records: UnitRecords) -> Iterator[Row]:
    for row in records.money:
        if row.path:
            last = row.final if row.final and row.final.is_shown else row.budget
            yield (
                Linked(row.year, row.path), row.budget.expenditure if row.budget else None, row.final.expenditure if row.final else None,
                last.basic if last else None, last.projects if last else None,
                row.budget.published_on if row.budget else None, row.final.published_on if row.final else None,
                "；".join(_note(one) for one in row.stages if one.state != "已公开"),
            )  # fmt: skip


def _note(accounts: PublicAccounts) -> str:
    return f"{accounts.stage}不公开：{accounts.exemption}" if accounts.exemption else f"{accounts.stage}{accounts.state}"


def _three_public_table(records: UnitRecords) -> DataTable:
    return DataTable(
        "three-public", f"{records.unit.label}历年“三公”经费", "历年预算和决算的“三公”经费", (YEAR, STAGE, *THREE_PUBLIC), tuple(_three_public_rows(records)),
        ("year", "stage"),
    )  # fmt: skip


def _three_public_rows(records: UnitRecords) -> Iterator[Row]:
    for row in records.money:
        for one in row.stages:
            if one.three_public:
                place = f"{row.path}#{STAGE_NAMES[one.stage]}-three-public"
                yield (Linked(row.year, place), one.stage, *three_public_cells(one.three_public))


def _project_table(records: UnitRecords) -> DataTable:
    return DataTable(
        "projects", f"{records.unit.label}的项目，历年等级和得分", "每个项目一行，各年度一列", _project_fields(records.years),
        tuple(_project_rows(records, records.years)), ("project_id",),
    )  # fmt: skip


def _project_fields(years: Sequence[int]) -> tuple[Field, ...]:
    columns = (Field(f"result_{year}", f"{year}年", description=f"{year}年度的评价等级和得分；空：这一年没有公开") for year in years)
    return (Field("project", "项目", description="项目名称"), *columns, Field("project_id", "项目编号", description="永久编号，跨年度不变"))


def _project_rows(records: UnitRecords, years: Sequence[int]) -> Iterator[Row]:
    for number, by_year in records.projects.items():
        cells = (Linked(_result(by_year[year]), path_of(by_year[year])) if year in by_year else None for year in years)
        yield (Linked(_first_to_read(by_year).title, project_address(number)), *cells, number)


def _result(project: PublicProject) -> str:
    if not project.grade:
        return "尚未评价"
    return project.grade if project.score is None else f"{project.grade}，{format_score(project.score)} 分"


def _overall_table(records: UnitRecords) -> DataTable:
    return DataTable(
        "overall", f"{records.unit.label}历年部门整体支出绩效", "部门整体支出各年度的等级、得分和年度目标", (YEAR, *OVERALL), tuple(_overall_rows(records)), ("year",)
    )


def _overall_rows(records: UnitRecords) -> Iterator[Row]:
    for one in records.overall:
        own = one.self_evaluation.total if one.self_evaluation else None
        yield Linked(one.year, path_of(one)), one.grade or None, one.score, own, one.objectives.annual if one.objectives else None


def _item_table(register: PublicRegister, unit: PublicUnit, items: Sequence[OpenItem]) -> DataTable:
    fields = (
        Field("heading", "问题"),
        Field("state", "状态", FieldKind.STATUS, "未整改、整改中、待核验、已销号"),
        Field("days_overdue", "逾期天数", FieldKind.INTEGER, unit="天"),
        Field("due_on", "完成时限", FieldKind.DATE, missing=f"自反馈之日起 {register.office.rectification_days} 日内"),
        Field("dossier", "项目"),
        Field("year", "年度", FieldKind.YEAR),
    )
    rows = (
        (
            one.item.heading, one.item.status, one.item.days_overdue or None, one.item.due_on,
            Linked(one.dossier.title, f"{path_of(one.dossier)}#rectification"), one.dossier.year,
        )
        for one in items
    )  # fmt: skip
    return DataTable("rectification", f"{unit.label}历年整改事项，没有完成的在前", "历年整改事项", fields, tuple(rows))


# --- charts and lists --------------------------------------------------------------------------------------------------


def _money_chart(money: Sequence[MoneyRow]) -> str:
    rows = [
        (f"{row.year}年{one.stage}", one.expenditure) for row in reversed(money) for one in reversed(row.stages) if one.expenditure is not None
    ]
    return charts.draw_amounts("money", "历年支出合计", rows) if len(rows) > 1 else ""


def _three_public_chart(money: Sequence[MoneyRow]) -> str:
    rows: list[tuple[str, Decimal]] = [
        (f"{row.year}年{one.stage}", one.three_public.total) for row in reversed(money) for one in reversed(row.stages) if one.three_public
    ]
    return charts.draw_amounts("three-public", "历年“三公”经费合计", rows) if len(rows) > 1 else ""


def _items(dossiers: Sequence[PublicDossier]) -> list[OpenItem]:
    """What is not closed first, the latest first among these; then what is closed."""
    items = [OpenItem(dossier, item) for dossier in dossiers for item in dossier.rectification]
    return sorted(items, key=lambda one: (STATUS_ORDER.index(one.item.status), -one.item.days_overdue, -one.dossier.year, one.dossier.id, one.item.finding))


def _letters(dossiers: Sequence[PublicDossier]) -> list[PublicDocument]:
    """Letters about the unit's dossiers, each once, those of the latest year first."""
    ordered = sorted(dossiers, key=lambda one: (-one.year, path_of(one)))
    return list({letter.path: letter for dossier in ordered for letter in dossier.letters}.values())
