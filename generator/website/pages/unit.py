"""The list of budget units, and each unit's year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.website.door.addresses import STAGE_NAMES
from generator.website.door.public import PublicDossier, PublicProject, PublicRegister, PublicUnit
from generator.website.door.public_site import PublicAccounts
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of_accounts, path_of_unit, path_of_unit_history


@dataclass(frozen=True)
class UnitCell:
    """What a unit published in a year."""

    year: int
    path: str
    count: int
    has_overall: bool


def compose(maker: PageMaker) -> Iterator[Page]:
    """The list, then a page per unit and year."""
    yield _compose_list(maker)
    for register in maker.registers:
        of_year = _of_year(maker, register)
        for unit in register.units:
            if unit.existed_in(register.year):
                yield _compose_unit(maker, register, unit, of_year)


@dataclass(frozen=True)
class _Year:
    """A year's records by unit code, so that they are gone through once and not for each unit."""

    projects: Mapping[str, Sequence[PublicProject]]
    counts: Mapping[str, tuple[int, bool]]
    accounts: Sequence[PublicAccounts]


def _of_year(maker: PageMaker, register: PublicRegister) -> _Year:
    projects: dict[str, list[PublicProject]] = {}
    for project in register.projects:
        projects.setdefault(project.unit.code, []).append(project)
    return _Year(projects, _counts(register), [one for one in maker.site.accounts if one.year == register.year])


def _compose_list(maker: PageMaker) -> Page:
    register = maker.registers[-1]
    years = [each.year for each in reversed(maker.registers)]
    by_code = {unit.code: unit for unit in register.units}
    counts = {each.year: _counts(each) for each in maker.registers}
    rows = []
    for unit in sorted(register.units, key=lambda unit: (unit.parent or unit.code, bool(unit.parent), unit.code)):
        cells = [
            UnitCell(year, path_of_unit(unit, year), *counts[year].get(unit.code, (0, False))) if unit.existed_in(year) else None
            for year in years
        ]
        rows.append((unit, by_code.get(unit.parent), cells))
    return maker.page(
        "units.html.jinja", "units/index.html", register, "预算单位",
        f"{register.office.district}预算单位名录，以及各单位公开的项目数。", years=years, rows=rows,
    )  # fmt: skip


def _compose_unit(maker: PageMaker, register: PublicRegister, unit: PublicUnit, of_year: _Year) -> Page:
    projects, accounts = of_year.projects.get(unit.code, ()), of_year.accounts
    overall = next((dossier for dossier in register.overall if dossier.unit.code == unit.code), None)
    own: list[PublicDossier] = [*projects, *([overall] if overall else [])]
    return maker.page(
        "unit.html.jinja", path_of_unit(unit, register.year), register, f"{unit.label}{register.year}年度",
        f"{unit.name}{register.year}年度的项目预算、执行、评价结果和整改情况。",
        unit=unit, projects=projects, overall=overall, totals=register.unit_totals.get(unit.code),
        parent=next((other for other in register.units if other.code == unit.parent), None),
        children=[
            (child, of_year.counts.get(child.code, (0, False))[0])
            for child in register.units
            if child.parent == unit.code and child.existed_in(register.year)
        ],
        accounts=[one for one in accounts if one.code == unit.code], above=[one for one in accounts if one.is_shown and unit in one.covered],
        has_accounts=bool(accounts), accounts_path=path_of_accounts, stage_names=STAGE_NAMES, history_path=path_of_unit_history(unit),
        items=[(dossier, item) for dossier in own for item in dossier.rectification],
        year_links=maker.year_links(lambda year: path_of_unit(unit, year), unit),
    )  # fmt: skip


def _counts(register: PublicRegister) -> Mapping[str, tuple[int, bool]]:
    """By unit code: how many projects, and whether overall expenditure is published."""
    counts: dict[str, tuple[int, bool]] = {}
    for project in register.projects:
        number, flag = counts.get(project.unit.code, (0, False))
        counts[project.unit.code] = (number + 1, flag)
    for dossier in register.overall:
        counts[dossier.unit.code] = (counts.get(dossier.unit.code, (0, False))[0], True)
    return counts
