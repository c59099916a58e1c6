"""A unit over the years: its money, its projects with their scores, what was found, what was put right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.website import charts
from generator.website.door.public import PublicDossier, PublicOverall, PublicProject, PublicRectificationItem, PublicRegister, PublicUnit
from generator.website.door.public_document import PublicDocument
from generator.website.door.public_site import PublicAccounts, PublicThreePublic
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of, path_of_accounts, path_of_unit, path_of_unit_history

# Of rectification, what is still to be done stands first.
STATUS_ORDER = ("未整改", "整改中", "待核验", "已销号")


@dataclass(frozen=True)
class ProjectRow:
    """A project with its year in each column; None where it had none. `latest` is the year to read first."""

    latest: PublicProject
    cells: tuple[PublicProject | None, ...]


@dataclass(frozen=True)
class MoneyRow:
    """A unit's money in one year."""

    year: int
    budget: PublicAccounts | None
    final: PublicAccounts | None

    @property
    def path(self) -> str:
        """The page of the accounts."""
        accounts = self.budget or self.final
        return path_of_accounts(self.year, accounts.code) if accounts else ""


@dataclass(frozen=True)
class OpenItem:
    """A rectification item with the dossier that it belongs to."""

    dossier: PublicDossier
    item: PublicRectificationItem


def compose(maker: PageMaker) -> Iterator[Page]:
    """A page per unit that any year knows of."""
    for unit in units_of(maker):
        yield _compose_unit(maker, unit)


def units_of(maker: PageMaker) -> tuple[PublicUnit, ...]:
    """The units as the last year knows them."""
    return maker.registers[-1].units


def _compose_unit(maker: PageMaker, unit: PublicUnit) -> Page:
    register = maker.registers[-1]
    registers = [each for each in reversed(maker.registers) if unit.existed_in(each.year)]
    overall = [dossier for each in registers for dossier in each.overall if dossier.unit.code == unit.code]
    projects = _projects(registers, unit)
    money = _money(maker, registers, unit)
    items = _items([*(one for row in projects for one in row.cells if one), *overall])
    return maker.page(
        "unit_history.html.jinja", path_of_unit_history(unit), register, unit.name,
        f"{unit.name}历年的预算和决算、“三公”经费、项目和评价得分、问题整改。",
        unit=unit, years=[each.year for each in registers], projects=projects, overall=overall, money=money,
        money_chart=_money_chart(money), three_public=_three_public(money), three_public_chart=_three_public_chart(money),
        items=items, open_count=sum(1 for one in items if not one.item.closed_on), letters=_letters(projects, overall),
        duties=next((one.duties for one in overall if one.duties), ""), staffed=next((one for one in overall if one.staff is not None), None),
        parent=next((other for other in register.units if other.code == unit.parent), None),
        children=[other for other in register.units if other.parent == unit.code],
        year_paths=[(each.year, path_of_unit(unit, each.year)) for each in registers],
        history_of=path_of_unit_history,
    )  # fmt: skip


def _projects(registers: Sequence[PublicRegister], unit: PublicUnit) -> list[ProjectRow]:
    """Projects by their lasting number; those of the latest year first, in the order of that year."""
    found: dict[str, dict[int, PublicProject]] = {}
    for register in registers:
        for project in register.projects:
            if project.unit.code == unit.code:
                found.setdefault(project.id, {})[register.year] = project
    return [ProjectRow(_first_to_read(by_year), tuple(by_year.get(register.year) for register in registers)) for by_year in found.values()]


def _first_to_read(by_year: dict[int, PublicProject]) -> PublicProject:
    """The latest year with a result, else the latest."""
    years = sorted(by_year, reverse=True)
    return by_year[next((year for year in years if by_year[year].grade), years[0])]


def _money(maker: PageMaker, registers: Sequence[PublicRegister], unit: PublicUnit) -> list[MoneyRow]:
    own = {(one.year, one.stage): one for one in maker.site.accounts if one.code == unit.code}
    rows = [MoneyRow(each.year, own.get((each.year, "预算")), own.get((each.year, "决算"))) for each in registers]
    return [row for row in rows if row.budget or row.final]


def _money_chart(money: Sequence[MoneyRow]) -> str:
    rows = [
        (f"{row.year}年{stage}", accounts.expenditure)
        for row in reversed(money)
        for stage, accounts in (("预算", row.budget), ("决算", row.final))
        if accounts and accounts.expenditure is not None
    ]
    return charts.draw_amounts("money", "历年支出合计", rows) if len(rows) > 1 else ""


def _three_public(money: Sequence[MoneyRow]) -> list[tuple[int, str, PublicThreePublic]]:
    return [(row.year, stage, accounts.three_public) for row in money for stage, accounts in _stages(row) if accounts and accounts.three_public]


def _three_public_chart(money: Sequence[MoneyRow]) -> str:
    rows: list[tuple[str, Decimal]] = [(f"{year}年{stage}", three.total) for year, stage, three in reversed(_three_public(money))]
    return charts.draw_amounts("three-public", "历年“三公”经费合计", rows) if len(rows) > 1 else ""


def _stages(row: MoneyRow) -> tuple[tuple[str, PublicAccounts | None], ...]:
    """The final accounts first: lists run from the latest back."""
    return ("决算", row.final), ("预算", row.budget)


def _items(dossiers: Sequence[PublicDossier]) -> list[OpenItem]:
    """What is not closed first, the latest first among these; then what is closed."""
    items = [OpenItem(dossier, item) for dossier in dossiers for item in dossier.rectification]
    return sorted(items, key=lambda one: (STATUS_ORDER.index(one.item.status), -one.item.days_overdue, -one.dossier.year, one.dossier.id, one.item.finding))


def _letters(projects: Sequence[ProjectRow], overall: Sequence[PublicOverall]) -> list[PublicDocument]:
    """Letters about the unit's dossiers, each once, those of the latest year first."""
    dossiers: list[PublicDossier] = [*(one for row in projects for one in row.cells if one), *overall]
    ordered = sorted(dossiers, key=lambda one: (-one.year, path_of(one)))
    return list({letter.path: letter for dossier in ordered for letter in dossier.letters}.values())
