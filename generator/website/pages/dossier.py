"""A project's year, or a unit's overall expenditure in a year."""

from collections.abc import Iterable, Iterator

from generator.engine.chinese import format_amount, format_date, format_score
from generator.website import charts
from generator.website.door.addresses import project_address
from generator.website.door.public import PublicDossier, PublicOverall, PublicProject, PublicRegister, PublicYear
from generator.website.door.public_site import PublicEarlier, PublicMethodChange
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import NOT_SEARCHABLE, Page, path_of, path_of_dossier, path_of_unit
from generator.website.pages.papers import Papers


def compose(maker: PageMaker) -> Iterator[Page]:
    """A page per dossier and year."""
    papers = Papers(maker.site)
    for register in maker.registers:
        for dossier in register.dossiers:
            yield compose_dossier(maker, register, dossier, papers)


def compose_dossier(maker: PageMaker, register: PublicRegister, dossier: PublicDossier, papers: Papers, version: PublicEarlier | None = None) -> Page:
    """The page of a dossier; with `version` the page of what it was before a correction."""
    heading = f"{dossier.unit.label}{dossier.year}年度{dossier.title}绩效" if isinstance(dossier, PublicOverall) else dossier.title
    paths = ((row, path_of_dossier(dossier, row.year)) for row in dossier.years)
    evaluation, funds = dossier.evaluation, dossier.funds
    title = heading if dossier.is_overall else f"{dossier.title}（{dossier.year}年度）"
    values = {
        "dossier": dossier, "heading": heading, "unit_path": path_of_unit(dossier.unit, dossier.year), "version": version,
        "history_path": "" if dossier.is_overall else project_address(dossier.id),
        "year_rows": [(row, path if path in maker.known else "") for row, path in paths],
        "money_chart": charts.draw_money("money", funds.total) if funds and funds.total.adjusted is not None else "",
        "dimension_chart": charts.draw_dimensions("score", evaluation.dimensions) if evaluation else "",
        "years_chart": charts.draw_years("history", dossier.years),
        "method_changes": methods_changed(maker.site.method_changes, dossier.years),
    }  # fmt: skip
    if version:
        # It is told as it was on its last day: a deadline that passed since then says nothing of it.
        title = f"{title}：{format_date(version.correction.on)}更正以前的旧版"
        return maker.page(
            "dossier.html.jinja", version.path, register, title, f"{title}。现行版本在另一页。",
            meta=[NOT_SEARCHABLE], **{**values, "as_of": version.correction.on, "papers": (), "current_path": path_of(dossier)},
        )  # fmt: skip
    return maker.page(
        "dossier.html.jinja", path_of(dossier), register, title, _summary(dossier),
        meta=_keywords(dossier), papers=papers.papers(dossier), **values,
    )  # fmt: skip


def methods_changed(changes: Iterable[PublicMethodChange], rows: Iterable[PublicYear]) -> list[PublicMethodChange]:
    """Those between the first and the last year whose scores are compared."""
    scored = [row.year for row in rows if row.score is not None]
    return [change for change in changes if scored and scored[0] < change.year <= scored[-1]]


def _summary(dossier: PublicDossier) -> str:
    """One sentence for search engines and previews."""
    text = f"{dossier.unit.label}{dossier.year}年度{dossier.title}："
    if dossier.funds and dossier.funds.total.adjusted is not None:
        text += f"全年预算{format_amount(dossier.funds.total.adjusted)}万元，"
    if dossier.score is None:
        return text + "尚未评价。"
    findings = len(dossier.evaluation.findings) if dossier.evaluation else 0
    return text + f"评价得分{format_score(dossier.score)}分，等级为{dossier.grade}，公开问题{findings}个。"


def _keywords(dossier: PublicDossier) -> list[tuple[str, str]]:
    """Better words than those of the section; the other tags of an article come from `metadata`."""
    domain = dossier.domain if isinstance(dossier, PublicProject) else ""
    return [("Keywords", f"{domain},{dossier.unit.label},{dossier.year}年")] if domain else []
