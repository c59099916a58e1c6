"""The public view becomes pages: each a path, a title and the HTML of its body, ready to be set into the frame."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from generator.engine.chinese import format_amount, format_score
from generator.engine.templates import Environment, render_template
from generator.website import charts
from generator.website.public import PublicDossier, PublicOverall, PublicProject, PublicRegister, PublicUnit

LARGEST = 10  # projects that the home page names
LATE = 20  # late items that a page at a glance names
SENTENCE_ENDS = "。！？；：.!?;:"


@dataclass(frozen=True)
class Page:
    """One page of the site."""

    path: str
    title: str
    description: str
    body: str
    as_of: date
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class UnitCell:
    """What a unit published in a year."""

    year: int
    path: str
    count: int
    has_overall: bool


# --- addresses, relative to the site's root ----------------------------------------------------------------------------


def path_of(dossier: PublicDossier) -> str:
    """The page of a dossier."""
    return _dossier_path(dossier, dossier.year)


def _dossier_path(dossier: PublicDossier, year: int) -> str:
    return f"units/{dossier.unit.code}/{year}-overall.html" if dossier.is_overall else f"projects/{dossier.id}/{year}.html"


def path_of_unit(unit: PublicUnit, year: int) -> str:
    """The page of a unit's year."""
    return f"units/{unit.code}/{year}.html"


def path_of_year(year: int) -> str:
    """The page of a year."""
    return f"years/{year}.html"


def path_of_grades(year: int) -> str:
    """The page of a year's grades."""
    return f"grades/{year}.html"


def linker(path: str) -> Callable[[str], str]:
    """Addresses as the page at `path` writes them: relative, so that the site works in any folder."""
    folder = posixpath.dirname(path)
    return lambda target: posixpath.relpath(target, folder or ".")


# --- values as the pages write them ------------------------------------------------------------------------------------


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs of a record's text: a line that ends within a sentence goes on in the next, as Chinese does, without a blank."""
    found: list[str] = []
    goes_on = False
    for line in (raw.strip() for raw in text.splitlines()):
        if not line:
            goes_on = False
            continue
        if goes_on:
            blank = " " if found[-1][-1].isascii() and line[0].isascii() else ""
            found[-1] += blank + line
        else:
            found.append(line)
        goes_on = line[-1] not in SENTENCE_ENDS
    return tuple(found)


def format_size(size: int) -> str:
    """A file's size in KB or MB."""
    return f"{max(1, round(size / 1024))} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


# --- the site ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PageComposer:
    """Composes all pages of the given years."""

    registers: tuple[PublicRegister, ...]
    environment: Environment

    @cached_property
    def latest(self) -> PublicRegister:
        """The year that the home page shows: the latest with results, else the latest."""
        by_year = sorted(self.registers, key=lambda register: register.year)
        evaluated = [register for register in by_year if register.project_totals.evaluated.count]
        return (evaluated or by_year)[-1]

    @cached_property
    def known(self) -> frozenset[str]:
        """Pages of dossiers that will be there, so that nothing links to a page that won't."""
        return frozenset(path_of(dossier) for register in self.registers for dossier in register.dossiers)

    def compose(self) -> Iterator[Page]:
        """All pages, one after the other, so that they need not be in memory at once."""
        yield self.compose_home()
        yield self.compose_units()
        for register in self.registers:
            yield self.compose_year(register)
            yield self.compose_grades(register)
            for unit in register.units:
                if unit.existed_in(register.year):
                    yield self.compose_unit(register, unit)
            for dossier in register.dossiers:
                yield self.compose_dossier(register, dossier)

    def compose_home(self) -> Page:
        """The latest year at a glance, and ways to the others."""
        register = self.latest
        largest = sorted(
            (project for project in register.projects if project.funds and project.funds.total.adjusted),
            key=lambda project: (-(project.funds.total.adjusted or 0) if project.funds else 0, project.id),
        )
        return self._page(
            "home.html.jinja", "index.html", register, register.office.site_title,
            f"{register.office.district}财政项目的预算、绩效评价、问题整改和结果应用，{register.year}年度概况。",
            **self._glance(register), largest=largest[:LARGEST], year_links=self._year_links(path_of_year),
        )  # fmt: skip

    def compose_year(self, register: PublicRegister) -> Page:
        """A whole budget year."""
        active = {dossier.unit.code for dossier in register.dossiers}
        silent = [unit for unit in register.units if unit.existed_in(register.year) and unit.code not in active]
        return self._page(
            "year.html.jinja", path_of_year(register.year), register, f"{register.year}年度总览",
            f"{register.office.district}{register.year}年度公开的全部项目和部门整体支出绩效。",
            **self._glance(register), silent=silent, year_links=self._year_links(path_of_year),
        )  # fmt: skip

    def compose_grades(self, register: PublicRegister) -> Page:
        """The year's evaluated projects by grade."""
        policies = {policy.grade: policy.statement + "。" for policy in register.office.policies}
        sections = [
            (
                band,
                policies.get(band.grade, ""),
                [project for project in register.projects if project.grade == band.grade],
                [dossier for dossier in register.overall if dossier.grade == band.grade],
            )
            for band in register.office.bands
        ]
        return self._page(
            "grades.html.jinja", path_of_grades(register.year), register, f"{register.year}年度评价等级",
            f"{register.year}年度项目绩效评价等级：优、良、中、差各有哪些项目。",
            sections=sections, pending=[project for project in register.projects if not project.grade],
            grade_chart=charts.draw_grades("grades", register.year, register.project_totals.by_grade),
            year_links=self._year_links(path_of_grades),
        )  # fmt: skip

    def compose_units(self) -> Page:
        """The list of units, with what each published in each year."""
        register = max(self.registers, key=lambda each: each.year)
        years = [each.year for each in sorted(self.registers, key=lambda each: each.year, reverse=True)]
        by_code = {unit.code: unit for unit in register.units}
        counts = {each.year: _counts(each) for each in self.registers}
        rows = []
        for unit in sorted(register.units, key=lambda unit: (unit.parent or unit.code, bool(unit.parent), unit.code)):
            cells = [
                UnitCell(year, path_of_unit(unit, year), *counts[year].get(unit.code, (0, False))) if unit.existed_in(year) else None
                for year in years
            ]
            rows.append((unit, by_code.get(unit.parent), cells))
        return self._page(
            "units.html.jinja", "units/index.html", register, "预算单位",
            f"{register.office.district}预算单位名录，以及各单位公开的项目数。", years=years, rows=rows,
        )  # fmt: skip

    def compose_unit(self, register: PublicRegister, unit: PublicUnit) -> Page:
        """A unit's year."""
        projects = [project for project in register.projects if project.unit.code == unit.code]
        overall = next((dossier for dossier in register.overall if dossier.unit.code == unit.code), None)
        counts = _counts(register)
        own: list[PublicDossier] = [*projects, *([overall] if overall else [])]
        return self._page(
            "unit.html.jinja", path_of_unit(unit, register.year), register, f"{unit.label}{register.year}年度",
            f"{unit.name}{register.year}年度的项目预算、执行、评价结果和整改情况。",
            unit=unit, projects=projects, overall=overall, totals=register.unit_totals.get(unit.code),
            parent=next((other for other in register.units if other.code == unit.parent), None),
            children=[
                (child, counts.get(child.code, (0, False))[0])
                for child in register.units
                if child.parent == unit.code and child.existed_in(register.year)
            ],
            items=[(dossier, item) for dossier in own for item in dossier.rectification],
            year_links=self._year_links(lambda year: path_of_unit(unit, year), unit),
        )  # fmt: skip

    def compose_dossier(self, register: PublicRegister, dossier: PublicDossier) -> Page:
        """One project's year, or one unit's overall expenditure."""
        heading = f"{dossier.unit.label}{dossier.year}年度{dossier.title}绩效" if isinstance(dossier, PublicOverall) else dossier.title
        paths = ((row, _dossier_path(dossier, row.year)) for row in dossier.years)
        evaluation, funds = dossier.evaluation, dossier.funds
        title = heading if dossier.is_overall else f"{dossier.title}（{dossier.year}年度）"
        return self._page(
            "dossier.html.jinja", path_of(dossier), register, title, _summary(dossier),
            meta=_article_meta(title, dossier, register),
            dossier=dossier, heading=heading, unit_path=path_of_unit(dossier.unit, dossier.year),
            year_rows=[(row, path if path in self.known else "") for row, path in paths],
            money_chart=charts.draw_money("money", funds.total) if funds and funds.total.adjusted is not None else "",
            dimension_chart=charts.draw_dimensions("score", evaluation.dimensions) if evaluation else "",
            years_chart=charts.draw_years("history", dossier.years),
        )  # fmt: skip

    def compose_pieces(self, path: str) -> dict[str, Markup]:
        """Pieces that a hand-written page may name: the district's rules and how to reach the bureau."""
        office = self.latest.office
        policies = {policy.grade: policy for policy in office.policies}
        values = self.values(path, self.latest)
        rules = render_template(
            self.environment, "pages/rules.html.jinja", **values, bands=[(band, policies.get(band.grade)) for band in office.bands]
        )
        contact = render_template(self.environment, "pages/contact.html.jinja", **values)
        return {"本区规定": Markup(rules), "联系方式": Markup(contact)}

    def _glance(self, register: PublicRegister) -> dict[str, Any]:
        late = [(dossier, item) for dossier in register.projects for item in dossier.rectification if item.days_overdue]
        late.sort(key=lambda pair: (-pair[1].days_overdue, pair[0].id, pair[1].finding))
        return {"grade_chart": charts.draw_grades("grades", register.year, register.project_totals.by_grade), "late": late[:LATE]}

    def _year_links(self, path: Callable[[int], str], unit: PublicUnit | None = None) -> list[tuple[int, str]]:
        years = sorted((register.year for register in self.registers), reverse=True)
        return [(year, path(year)) for year in years if unit is None or unit.existed_in(year)]

    def values(self, path: str, register: PublicRegister) -> dict[str, Any]:
        """What every template may use."""
        return {
            "here": path,
            "link": linker(path),
            "path_of": path_of,
            "path_of_unit": path_of_unit,
            "paragraphs": paragraphs,
            "size": format_size,
            "office": register.office,
            "as_of": register.as_of,
            "register": register,
            "year_links": (),
        }

    def _page(
        self, template: str, path: str, register: PublicRegister, title: str, description: str,
        meta: Sequence[tuple[str, str]] = (), **values: Any,
    ) -> Page:  # fmt: skip
        body = render_template(self.environment, f"pages/{template}", **{**self.values(path, register), **values})
        return Page(path, title, description, _tidy(body), register.as_of, tuple(meta))


def _counts(register: PublicRegister) -> Mapping[str, tuple[int, bool]]:
    """By unit code: how many projects, and whether overall expenditure is published."""
    counts: dict[str, tuple[int, bool]] = {}
    for project in register.projects:
        number, flag = counts.get(project.unit.code, (0, False))
        counts[project.unit.code] = (number + 1, flag)
    for dossier in register.overall:
        counts[dossier.unit.code] = (counts.get(dossier.unit.code, (0, False))[0], True)
    return counts


def _summary(dossier: PublicDossier) -> str:
    """One sentence for search engines and previews."""
    text = f"{dossier.unit.label}{dossier.year}年度{dossier.title}："
    if dossier.funds and dossier.funds.total.adjusted is not None:
        text += f"全年预算{format_amount(dossier.funds.total.adjusted)}万元，"
    if dossier.score is None:
        return text + "尚未评价。"
    findings = len(dossier.evaluation.findings) if dossier.evaluation else 0
    return text + f"评价得分{format_score(dossier.score)}分，等级为{dossier.grade}，公开问题{findings}个。"


def _article_meta(title: str, dossier: PublicDossier, register: PublicRegister) -> list[tuple[str, str]]:
    """Tags that government sites put on an article (国办发〔2017〕47号, practice)."""
    tags = [("ArticleTitle", title), ("ContentSource", register.office.name), ("ColumnName", "预算绩效公开")]
    if dossier.published_on:
        tags.append(("PubDate", dossier.published_on.isoformat()))
    if isinstance(dossier, PublicProject) and dossier.domain:
        tags.append(("Keywords", f"{dossier.domain},{dossier.unit.label},{dossier.year}年"))
    return tags


def _tidy(html: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", html).strip() + "\n"
