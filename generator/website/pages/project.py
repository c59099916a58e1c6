"""A project over the years, by its permanent number: what was promised, found, put right, and what it changed in the next budget."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.engine.chinese import format_score
from generator.website import charts
from generator.website.door.addresses import project_address
from generator.website.door.public import PublicFinding, PublicProject, PublicRectificationItem, PublicRegister, PublicYear
from generator.website.door.public_site import PublicChange
from generator.website.pages.dossier import methods_changed
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of, path_of_unit
from generator.website.pages.papers import Paper, Papers


@dataclass(frozen=True)
class ProjectYear:
    """One year of the project, and what the next budget then was."""

    project: PublicProject
    path: str
    steps: tuple[tuple[PublicFinding, PublicRectificationItem | None], ...]  # each finding with what was done about it
    next_original: Decimal | None  # 年初预算 of the year that the decision is about, where that is public
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Row:
    """A year in the table over the years: what is public of it, or that it was withdrawn."""

    year: int
    path: str
    project: PublicProject | None
    withdrawal: PublicChange | None


def compose(maker: PageMaker) -> Iterator[Page]:
    """A page per project."""
    papers = Papers(maker.site)
    years: dict[str, list[tuple[PublicRegister, PublicProject]]] = {}
    for register in maker.registers:
        for project in register.projects:
            years.setdefault(project.id, []).append((register, project))
    withdrawn: dict[str, list[PublicChange]] = {}
    for change in maker.site.withdrawn:
        if change.path.startswith("projects/"):
            withdrawn.setdefault(change.dossier, []).append(change)
    changes: dict[str, list[PublicChange]] = {}
    for change in maker.site.changes:
        changes.setdefault(change.dossier, []).append(change)
    for number in sorted({*years, *withdrawn}):
        gone = withdrawn.get(number, [])
        yield _compose_project(maker, number, years.get(number, []), gone, changes.get(number, []), papers)


def _compose_project(
    maker: PageMaker, number: str, years: Sequence[tuple[PublicRegister, PublicProject]], withdrawn: Sequence[PublicChange],
    changes: Sequence[PublicChange], papers: Papers,
) -> Page:  # fmt: skip
    by_year = {project.year: project for _, project in years}
    register, latest = years[-1] if years else (maker.latest, None)
    title = latest.title if latest else next((change.title for change in withdrawn if change.title), f"编号 {number} 的项目")
    unit = latest.unit if latest else withdrawn[-1].unit
    rows = [*(Row(year, path_of(project), project, None) for year, project in by_year.items())]
    rows += [Row(change.year, change.path, None, change) for change in withdrawn]
    return maker.page(
        "project.html.jinja", project_address(number), register, f"{title}：历年情况", _summary(title, number, by_year),
        heading=title, number=number, latest=latest, unit=unit,
        unit_path=path_of_unit(unit, latest.year if latest else withdrawn[-1].year) if unit else "",
        rows=sorted(rows, key=lambda row: row.year),
        years=[_year(project, by_year, papers) for project in reversed(by_year.values())],
        scores_chart=charts.draw_years("scores", _evaluated(by_year)) if len(_evaluated(by_year)) > 1 else "",
        money_chart=charts.draw_money_years("money", _with_money(by_year)) if len(_with_money(by_year)) > 1 else "",
        method_changes=methods_changed(maker.site.method_changes, _year_rows(by_year)),
        changes=changes,
    )  # fmt: skip


def _year(project: PublicProject, by_year: Mapping[int, PublicProject], papers: Papers) -> ProjectYear:
    items = {item.finding: item for item in project.rectification}
    findings = project.evaluation.findings if project.evaluation else ()
    following = by_year.get(project.decision.budget_year) if project.decision else None
    return ProjectYear(
        project,
        path_of(project),
        tuple((finding, items.get(finding.number)) for finding in findings),
        following.funds.total.original if following and following.funds else None,
        papers.papers(project),
    )


def _summary(title: str, number: str, by_year: Mapping[int, PublicProject]) -> str:
    """One sentence for search engines and previews."""
    scores = "，".join(f"{year}年{format_score(project.score)}分" for year, project in by_year.items() if project.score is not None)
    return f"{title}（{number}）历年的预算、绩效目标、评价、问题整改和结果应用" + (f"：{scores}。" if scores else "。")


def _evaluated(by_year: Mapping[int, PublicProject]) -> list[PublicYear]:
    return [row for row in _year_rows(by_year) if row.score is not None]


def _with_money(by_year: Mapping[int, PublicProject]) -> list[PublicYear]:
    return [row for row in _year_rows(by_year) if row.budget is not None]


def _year_rows(by_year: Mapping[int, PublicProject]) -> list[PublicYear]:
    """What each year's own page says of the year."""
    return [next(row for row in project.years if row.year == year) for year, project in by_year.items()]
