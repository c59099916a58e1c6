"""Budget documents (预决算公开): why they are public, a year's list, and a page for the government and each unit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.website import charts
from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Linked
from generator.website.door.addresses import STAGE_NAMES
from generator.website.door.public import PublicRegister, PublicUnit
from generator.website.door.public_site import PublicAccounts, PublicSite, PublicTable, PublicThreePublic
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of_accounts, path_of_budgets, path_of_timeliness, path_of_unit, path_of_unit_history

INDEX = "budget/index.html"
GOVERNMENT = "government"
STAGES = ("预算", "决算")
STATES = "已公开、已更正（公开后有更正）、已撤回、不适用、随主管部门（在主管部门的材料里一并公开）、未到期、未公开（期限已过）、尚未公开（没有列出期限）"
ACCOUNTS_DUTIES = ("部门预算", "部门决算", "政府预算", "政府决算")  # their last two words are the stage
NOT_YET = "尚未公开"  # said where the terms are not public: it does not judge
CODE = Field("code", "单位编码", description="预算单位编码；政府没有编码")
THREE_PUBLIC = (
    Field("total", "合计", FieldKind.AMOUNT, "“三公”经费合计"),
    Field("abroad", "因公出国（境）费", FieldKind.AMOUNT, "出国（境）的差旅费、培训费等", zero="0"),
    Field("vehicle_purchase", "公务用车购置费", FieldKind.AMOUNT, "购买公务用车的支出，含购置税", zero="0"),
    Field("vehicle_running", "公务用车运行维护费", FieldKind.AMOUNT, "燃料、维修、过桥过路、保险等支出", zero="0"),
    Field("reception", "公务接待费", FieldKind.AMOUNT, "按规定开支的各类公务接待", zero="0"),
)
# The lines of the official table; those with 其中 are parts of the line above them.
THREE_PUBLIC_LINES: tuple[tuple[str, Callable[[PublicThreePublic], Decimal]], ...] = (
    ("因公出国（境）费", lambda three: three.abroad),
    ("公务用车购置及运行维护费", lambda three: three.vehicles),
    ("其中：公务用车购置费", lambda three: three.vehicle_purchase),
    ("其中：公务用车运行维护费", lambda three: three.vehicle_running),
    ("公务接待费", lambda three: three.reception),
)


@dataclass(frozen=True)
class StageView:
    """What the page shows of one stage."""

    accounts: PublicAccounts
    key: str  # in the ids of the page
    expenditure_chart: str
    tables: DataTable
    three_public: DataTable | None


def compose(maker: PageMaker) -> Iterator[Page]:
    """Nothing where no budget documents are recorded; else the index, a page a year, and a page per body and year."""
    if not maker.site.accounts:
        return
    yield _compose_index(maker)
    shelf = {(one.code, one.year, one.stage): one for one in maker.site.accounts}
    years: dict[str, set[int]] = {}
    for code, year, _ in shelf:
        years.setdefault(code, set()).add(year)
    for register in years_of(maker.site):
        yield _compose_year(maker, register)
        for code, views in by_body(maker.site.accounts, register.year).items():
            links = [(year, path_of_accounts(year, code)) for year in sorted(years[code], reverse=True)]
            yield _compose_body(maker, register, [_view(views[stage], shelf) for stage in STAGES if stage in views], links)


def years_of(site: PublicSite) -> tuple[PublicRegister, ...]:
    """The years with budget documents, in order."""
    years = {accounts.year for accounts in site.accounts}
    return tuple(register for register in site.registers if register.year in years)


def by_body(accounts: Sequence[PublicAccounts], year: int) -> Mapping[str, Mapping[str, PublicAccounts]]:
    """A year's accounts by code, then by stage; the government's first."""
    found: dict[str, dict[str, PublicAccounts]] = {}
    for one in accounts:
        if one.year == year:
            found.setdefault(one.code, {})[one.stage] = one
    return found


def _year_links(maker: PageMaker) -> list[tuple[int, str]]:
    return [(register.year, path_of_budgets(register.year)) for register in reversed(years_of(maker.site))]


# --- index and year ----------------------------------------------------------------------------------------------------


def _compose_index(maker: PageMaker) -> Page:
    register = maker.registers[-1]
    years = [
        (each.year, path_of_budgets(each.year), path_of_timeliness(each.year) if _has_duties(maker, each.year) else "", _counts(maker, each))
        for each in reversed(years_of(maker.site))
    ]
    return maker.page(
        "budget_index.html.jinja", INDEX, register, "预决算公开",
        f"{register.office.district}政府和各部门历年的预算、决算：应当公开哪些表，在哪里，什么时候公开的。", years=years, has_volumes=bool(maker.site.volumes),
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
        accounts_table=accounts_table(maker.site, register), three_public_table=three_public_table(maker.site, register),
        stages=_stages(maker.site, year), counts=_counts(maker, register),
        timeliness_path=path_of_timeliness(year) if _has_duties(maker, year) else "", year_links=_year_links(maker),
    )  # fmt: skip


def _stages(site: PublicSite, year: int) -> tuple[str, ...]:
    """The stages that have begun: final accounts come a year later."""
    begun = {accounts.stage for accounts in site.accounts if accounts.year == year}
    return tuple(stage for stage in STAGES if stage in begun)


def tables_of(site: PublicSite, register: PublicRegister) -> tuple[DataTable, ...]:
    """The year's tables for open data; none where no budget documents are recorded."""
    if register not in years_of(site):
        return ()
    return accounts_table(site, register), three_public_table(site, register)


def accounts_table(site: PublicSite, register: PublicRegister) -> DataTable:
    """Who published which budget documents when: the government, then every unit that there was."""
    year, stages = register.year, _stages(site, register.year)
    fields = [Field("body", "单位", description="政府，或预算单位全称")]
    for stage in stages:
        name = STAGE_NAMES[stage]
        fields += [
            Field(f"{name}_state", stage, FieldKind.STATUS, f"{stage}是否公开：{STATES}"),
            Field(f"{name}_published_on", f"{stage}公开日期", FieldKind.DATE, f"{stage}向社会公开的日期"),
            Field(f"{name}_tables", f"{stage}表格", description="应当公开的表列出了几张，斜线后是一共几张；空表、不适用而有说明的算列出"),
        ]
    bodies = by_body(site.accounts, year)
    due = _due_states(site, year)
    rows = [_row(f"{register.office.district}政府", GOVERNMENT, "", bodies.get(GOVERNMENT, {}), stages, year, {}, due)]
    covering = {(unit.code, one.stage): one for one in site.accounts if one.year == year and one.is_shown for unit in one.covered}
    for unit in sorted(register.units, key=_order):
        if unit.existed_in(year):
            above = {stage: covering[unit.code, stage] for stage in stages if (unit.code, stage) in covering}
            rows.append(_row(unit.name, unit.code, path_of_unit_history(unit), bodies.get(unit.code, {}), stages, year, above, due))
    return DataTable(
        "budget-accounts", f"{year}年度预算和决算公开情况", "政府和各预算单位的预算、决算：是否公开、公开日期、应当公开的表是否齐全。",
        (*fields, CODE), tuple(rows), ("body",),
    )  # fmt: skip


def _due_states(site: PublicSite, year: int) -> Mapping[tuple[str, str], str]:
    """What the table of terms says of each body and stage, in the same words; empty where the office does not publish it."""
    return {
        (duty.unit.code if duty.unit else GOVERNMENT, duty.subject[-2:]): duty.state
        for duty in site.duties
        if duty.year == year and duty.subject in ACCOUNTS_DUTIES and not duty.published_on
    }


def _order(unit: PublicUnit) -> tuple[str, bool, str]:
    """Units below a department stand after it."""
    return unit.parent or unit.code, bool(unit.parent), unit.code


def _row(
    name: str, code: str, path: str, views: Mapping[str, PublicAccounts], stages: Sequence[str], year: int, above: Mapping[str, PublicAccounts],
    due: Mapping[tuple[str, str], str],
) -> tuple[Cell, ...]:
    row: list[Cell] = [Linked(name, path) if path else name]
    for stage in stages:
        if accounts := views.get(stage):
            place = f"{path_of_accounts(year, code)}#{STAGE_NAMES[stage]}"
            told = f"{accounts.told_count}/{len(accounts.due_tables)}" if accounts.is_shown else ""
            row += [Linked(accounts.state, place), accounts.published_on, told]
        elif parent := above.get(stage):
            row += [Linked("随主管部门", f"{path_of_accounts(year, parent.code)}#{STAGE_NAMES[stage]}"), parent.published_on, ""]
        else:
            row += [due.get((code, stage), NOT_YET), None, ""]
    return (*row, None if code == GOVERNMENT else code)


def three_public_table(site: PublicSite, register: PublicRegister) -> DataTable:
    """三公经费 of everyone who published it; a unit's is part of the government's."""
    rows: list[tuple[Cell, ...]] = [
        (
            Linked(one.body, f"{path_of_accounts(one.year, one.code)}#{STAGE_NAMES[one.stage]}-three-public"), one.stage,
            *three_public_cells(three), one.unit.code if one.unit else None,
        )
        for one in site.accounts
        if one.year == register.year and (three := one.three_public)
    ]  # fmt: skip
    return DataTable(
        "three-public", f"{register.year}年度“三公”经费", "政府和各预算单位公开的“三公”经费；政府的合计包括各单位。",
        (Field("body", "单位", description="政府，或预算单位全称"), Field("stage", "口径", description="预算或决算"), *THREE_PUBLIC, CODE),
        tuple(rows), ("body", "stage"),
    )  # fmt: skip


def three_public_cells(three: PublicThreePublic) -> tuple[Cell, ...]:
    """The values of `THREE_PUBLIC`."""
    return three.total, three.abroad, three.vehicle_purchase, three.vehicle_running, three.reception


# --- one body's year ---------------------------------------------------------------------------------------------------


def _compose_body(maker: PageMaker, register: PublicRegister, views: Sequence[StageView], year_links: Sequence[tuple[int, str]]) -> Page:
    first = views[0].accounts
    title = f"{first.body}{register.year}年度预决算公开"
    published = [view.accounts.published_on for view in views if view.accounts.published_on]
    return maker.page(
        "accounts.html.jinja", path_of_accounts(register.year, first.code), register, title,
        f"{first.body}{register.year}年度预算和决算：文件、应当公开的表、收支数字和“三公”经费。",
        body=first.body, unit=first.unit, views=views, history_of=path_of_unit_history,
        budgets_path=path_of_budgets(register.year), published_on=max(published) if published else None,
        unit_path=path_of_unit(first.unit, register.year) if first.unit else "", year_links=year_links,
    )  # fmt: skip


def _view(accounts: PublicAccounts, shelf: Mapping[tuple[str, int, str], PublicAccounts]) -> StageView:
    key = STAGE_NAMES[accounts.stage]
    before = shelf.get((accounts.code, accounts.year - 1, accounts.stage))
    three = accounts.three_public
    parts = accounts.basic is not None and accounts.projects is not None and accounts.expenditure
    return StageView(
        accounts, key, charts.draw_expenditure(f"{key}-parts", accounts) if parts else "", due_table(accounts),
        compared_table(accounts, three, before.three_public if before else None) if three else None,
    )  # fmt: skip


def due_table(accounts: PublicAccounts) -> DataTable:
    """The tables that must be public, each with its place; explanations have a column where there are any."""
    explained = [table.explanation or ("" if table.is_due else "规定以外增加的") for table in accounts.tables]
    fields = (
        Field("table", "表名", description="规定的表名"),
        Field("state", "状态", FieldKind.STATUS, "已公开、空表、不适用、未公开"),
        Field("place", "在哪里", description="文件、页码或工作表名"),
        *([Field("explanation", "说明", description="空表或不适用的理由")] if any(explained) else []),
    )
    rows = (
        (table.name, table.state, _place(table), *([explanation] if any(explained) else []))
        for table, explanation in zip(accounts.tables, explained, strict=True)
    )
    return DataTable(
        f"{STAGE_NAMES[accounts.stage]}-tables", f"{accounts.year}年度{accounts.stage}的表各在哪里", "应当公开的表", fields, tuple(rows), ("table",)
    )


def _place(table: PublicTable) -> Cell:
    """A table that does not apply is in no file, unless a page is named."""
    if table.file is None or (table.state == "不适用" and not table.page):
        return table.page
    return Linked("，".join(part for part in (table.file.name, table.page) if part), table.file.url)


def compared_table(accounts: PublicAccounts, now: PublicThreePublic, before: PublicThreePublic | None) -> DataTable:
    """三公经费 line by line beside the year before, where that is public; the total last."""
    lines = [_compared(name, get(now), get(before) if before else None, before is not None) for name, get in THREE_PUBLIC_LINES]
    year, stage = accounts.year, accounts.stage
    fields = [Field("item", "项目"), Field("value", f"{year}年{stage}", FieldKind.AMOUNT, zero="0")]
    if before:
        fields += [Field("before", f"{year - 1}年{stage}", FieldKind.AMOUNT, zero="0"), Field("change", "比上年增减", FieldKind.AMOUNT, zero="0")]
    return DataTable(
        f"{STAGE_NAMES[stage]}-three-public", f"{year}年{stage}“三公”经费", "与上年比较", tuple(fields), tuple(lines),
        total=_compared("合计", now.total, before.total if before else None, before is not None),
    )  # fmt: skip


def _compared(name: str, now: Decimal, before: Decimal | None, compares: bool) -> tuple[Cell, ...]:
    return (name, now, before, None if before is None else now - before) if compares else (name, now)
