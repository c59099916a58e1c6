"""Budget documents (预决算公开): why they are public, a year's list, and a page for the government and each unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.website import charts
from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Linked
from generator.website.door.public import PublicRegister, PublicUnit
from generator.website.door.public_site import PublicAccounts, PublicThreePublic
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of_accounts, path_of_budgets, path_of_timeliness, path_of_unit, path_of_unit_history

INDEX = "budget/index.html"
GOVERNMENT = "government"
STAGES = ("预算", "决算")
STAGE_NAMES = {"预算": "budget", "决算": "final"}


@dataclass(frozen=True)
class ComparedRow:
    """One line of 三公经费 beside the same line of the year before; `before` is None where that is not known."""

    name: str
    value: Decimal
    before: Decimal | None
    is_part: bool = False  # a part of the line above it

    @property
    def change(self) -> Decimal | None:
        """More or less than the year before."""
        return None if self.before is None else self.value - self.before


@dataclass(frozen=True)
class StageView:
    """What the page shows of one stage."""

    accounts: PublicAccounts
    key: str  # in the ids of the page
    expenditure_chart: str
    three_public: tuple[ComparedRow, ...]
    compares: bool  # whether the year before is known


def compose(maker: PageMaker) -> Iterator[Page]:
    """Nothing where no budget documents are recorded; else the index, a page a year, and a page per body and year."""
    if not maker.site.accounts:
        return
    yield _compose_index(maker)
    for register in years_of(maker):
        yield _compose_year(maker, register)
        for views in by_body(maker.site.accounts, register.year).values():
            yield _compose_body(maker, register, views)


def years_of(maker: PageMaker) -> tuple[PublicRegister, ...]:
    """The years with budget documents, in order."""
    years = {accounts.year for accounts in maker.site.accounts}
    return tuple(register for register in maker.registers if register.year in years)


def by_body(accounts: Sequence[PublicAccounts], year: int) -> Mapping[str, Mapping[str, PublicAccounts]]:
    """A year's accounts by code, then by stage; the government's first."""
    found: dict[str, dict[str, PublicAccounts]] = {}
    for one in accounts:
        if one.year == year:
            found.setdefault(one.code, {})[one.stage] = one
    return found


def _year_links(maker: PageMaker) -> list[tuple[int, str]]:
    return [(register.year, path_of_budgets(register.year)) for register in reversed(years_of(maker))]


# --- index and year ----------------------------------------------------------------------------------------------------


def _compose_index(maker: PageMaker) -> Page:
    register = maker.registers[-1]
    years = [
        (each.year, path_of_budgets(each.year), path_of_timeliness(each.year) if _has_duties(maker, each.year) else "", _counts(maker, each))
        for each in reversed(years_of(maker))
    ]
    return maker.page(
        "budget_index.html.jinja", INDEX, register, "预决算公开",
        f"{register.office.district}政府和各部门历年的预算、决算：应当公开哪些表，在哪里，什么时候公开的。", years=years,
    )  # fmt: skip


def _counts(maker: PageMaker, register: PublicRegister) -> dict[str, int]:
    """How many bodies published each stage."""
    bodies = by_body(maker.site.accounts, register.year).values()
    return {stage: sum(stage in views and views[stage].is_shown for views in bodies) for stage in STAGES}


def _has_duties(maker: PageMaker, year: int) -> bool:
    return any(duty.year == year for duty in maker.site.duties)


def _compose_year(maker: PageMaker, register: PublicRegister) -> Page:
    year = register.year
    return maker.page(
        "budget_year.html.jinja", path_of_budgets(year), register, f"{year}年度预决算公开",
        f"{register.office.district}{year}年度政府预算、部门预算和决算：公开日期、文件、应当公开的表是否齐全。",
        accounts_table=accounts_table(maker, register), three_public_table=three_public_table(maker, register),
        stages=_stages(maker, year), counts=_counts(maker, register),
        timeliness_path=path_of_timeliness(year) if _has_duties(maker, year) else "", year_links=_year_links(maker),
    )  # fmt: skip


def _stages(maker: PageMaker, year: int) -> tuple[str, ...]:
    """The stages that have begun: final accounts come a year later."""
    begun = {accounts.stage for accounts in maker.site.accounts if accounts.year == year}
    return tuple(stage for stage in STAGES if stage in begun)


def tables_of(maker: PageMaker, register: PublicRegister) -> tuple[DataTable, ...]:
    """The year's tables for open data; none where no budget documents are recorded."""
    if register not in years_of(maker):
        return ()
    tables = (accounts_table(maker, register), three_public_table(maker, register))
    return tuple(table for table in tables if table.rows)


def accounts_table(maker: PageMaker, register: PublicRegister) -> DataTable:
    """Who published which budget documents when: the government, then every unit that there was."""
    year, stages = register.year, _stages(maker, register.year)
    fields = [Field("body", "单位", description="政府，或预算单位全称"), Field("code", "编码", description="预算单位编码；政府为 government")]
    for stage in stages:
        name = STAGE_NAMES[stage]
        fields += [
            Field(f"{name}_state", stage, FieldKind.STATUS, f"{stage}是否公开：已公开、已更正（公开后有更正）、已撤回、未公开、不适用、随主管部门（在主管部门的材料里一并公开）"),
            Field(f"{name}_published_on", f"{stage}公开日期", FieldKind.DATE, f"{stage}向社会公开的日期"),
            Field(f"{name}_tables", f"{stage}表格", description="应当公开的表列出了几张，斜线后是一共几张；空表、不适用而有说明的算列出"),
        ]
    bodies = by_body(maker.site.accounts, year)
    rows = [_row(f"{register.office.district}政府", GOVERNMENT, "", bodies.get(GOVERNMENT, {}), stages, year, {})]
    covering = {(unit.code, one.stage): one for one in maker.site.accounts if one.year == year and one.is_shown for unit in one.covered}
    for unit in sorted(register.units, key=_order):
        if unit.existed_in(year):
            above = {stage: covering[unit.code, stage] for stage in stages if (unit.code, stage) in covering}
            rows.append(_row(unit.name, unit.code, path_of_unit_history(unit), bodies.get(unit.code, {}), stages, year, above))
    return DataTable(
        "budget-accounts", f"{year}年度预算和决算公开情况", "政府和各预算单位的预算、决算：是否公开、公开日期、应当公开的表是否齐全。",
        tuple(fields), tuple(rows), ("code",),
    )  # fmt: skip


def _order(unit: PublicUnit) -> tuple[str, bool, str]:
    """Units below a department stand after it."""
    return unit.parent or unit.code, bool(unit.parent), unit.code


def _row(
    name: str, code: str, path: str, views: Mapping[str, PublicAccounts], stages: Sequence[str], year: int, above: Mapping[str, PublicAccounts]
) -> tuple[Cell, ...]:
    row: list[Cell] = [Linked(name, path) if path else name, code]
    for stage in stages:
        if accounts := views.get(stage):
            place = f"{path_of_accounts(year, code)}#{STAGE_NAMES[stage]}"
            told = f"{accounts.told_count}/{len(accounts.due_tables)}" if accounts.is_shown else ""
            row += [Linked(accounts.state, place), accounts.published_on, told]
        elif parent := above.get(stage):
            row += [Linked("随主管部门", f"{path_of_accounts(year, parent.code)}#{STAGE_NAMES[stage]}"), parent.published_on, ""]
        else:
            row += ["未公开", None, ""]
    return tuple(row)


def three_public_table(maker: PageMaker, register: PublicRegister) -> DataTable:
    """三公经费 of everyone who published it; a unit's is part of the government's."""
    fields = (
        Field("body", "单位", description="政府，或预算单位全称"),
        Field("code", "编码", description="预算单位编码；政府为 government"),
        Field("stage", "口径", description="预算或决算"),
        Field("total", "合计", FieldKind.AMOUNT, "“三公”经费合计"),
        Field("abroad", "因公出国（境）费", FieldKind.AMOUNT),
        Field("vehicle_purchase", "公务用车购置费", FieldKind.AMOUNT),
        Field("vehicle_running", "公务用车运行维护费", FieldKind.AMOUNT),
        Field("reception", "公务接待费", FieldKind.AMOUNT),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            Linked(one.body, f"{path_of_accounts(one.year, one.code)}#{STAGE_NAMES[one.stage]}-three-public"), one.code, one.stage, three.total,
            three.abroad, three.vehicle_purchase, three.vehicle_running, three.reception,
        )
        for one in maker.site.accounts
        if one.year == register.year and (three := one.three_public)
    ]  # fmt: skip
    return DataTable(
        "three-public", f"{register.year}年度“三公”经费", "政府和各预算单位公开的“三公”经费；政府的合计包括各单位。", fields, tuple(rows), ("code", "stage")
    )


# --- one body's year ---------------------------------------------------------------------------------------------------


def _compose_body(maker: PageMaker, register: PublicRegister, views: Mapping[str, PublicAccounts]) -> Page:
    first = next(iter(views.values()))
    years = [
        (year, path_of_accounts(year, first.code))
        for year in sorted({one.year for one in maker.site.accounts if one.code == first.code}, reverse=True)
    ]
    title = f"{first.body}{register.year}年度预决算公开"
    published = [one.published_on for one in views.values() if one.published_on]
    return maker.page(
        "accounts.html.jinja", path_of_accounts(register.year, first.code), register, title,
        f"{first.body}{register.year}年度预算和决算：文件、应当公开的表、收支数字和“三公”经费。",
        body=first.body, unit=first.unit, views=[_view(maker, views[stage]) for stage in STAGES if stage in views],
        budgets_path=path_of_budgets(register.year), published_on=max(published) if published else None,
        unit_path=path_of_unit(first.unit, register.year) if first.unit else "",
        history_path=path_of_unit_history(first.unit) if first.unit else "", year_links=years,
    )  # fmt: skip


def _view(maker: PageMaker, accounts: PublicAccounts) -> StageView:
    key = STAGE_NAMES[accounts.stage]
    before = next((one for one in maker.site.accounts if (one.year, one.stage, one.code) == (accounts.year - 1, accounts.stage, accounts.code)), None)
    rows = compared(accounts.three_public, before.three_public if before else None) if accounts.three_public else ()
    parts = accounts.basic is not None and accounts.projects is not None and accounts.expenditure
    return StageView(accounts, key, charts.draw_expenditure(f"{key}-parts", accounts) if parts else "", rows, bool(before and before.three_public))


def compared(now: PublicThreePublic, before: PublicThreePublic | None) -> tuple[ComparedRow, ...]:
    """三公经费 line by line, the total last."""
    lines = (
        ("因公出国（境）费", "abroad", False), ("公务用车购置及运行维护费", "vehicles", False), ("公务用车购置费", "vehicle_purchase", True),
        ("公务用车运行维护费", "vehicle_running", True), ("公务接待费", "reception", False), ("合计", "total", False),
    )  # fmt: skip
    return tuple(ComparedRow(name, getattr(now, key), getattr(before, key) if before else None, is_part) for name, key, is_part in lines)
