"""The home page: the latest year at a glance, and ways to everything else."""

from collections.abc import Iterator

from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of_year
from generator.website.pages.year import glance

LARGEST = 10  # projects that the home page names


def compose(maker: PageMaker) -> Iterator[Page]:
    """The home page."""
    register = maker.latest
    largest = sorted(
        (project for project in register.projects if project.funds and project.funds.total.adjusted),
        key=lambda project: (-(project.funds.total.adjusted or 0) if project.funds else 0, project.id),
    )
    yield maker.page(
        "home.html.jinja", "index.html", register, register.office.site_title,
        f"{register.office.district}财政项目的预算、绩效评价、问题整改和结果应用，{register.year}年度概况。",
        **glance(register), largest=largest[:LARGEST], year_links=maker.year_links(path_of_year),
    )  # fmt: skip
