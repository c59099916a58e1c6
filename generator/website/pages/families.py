"""All families of pages, in the order in which they are made; a new family is one module and one line here."""

from collections.abc import Callable, Iterator

from generator.website.door.public_site import PublicSite
from generator.website.pages import (
    budget,
    changes,
    congress,
    data,
    dossier,
    feedback,
    forms,
    home,
    key,
    letters,
    project,
    rectification,
    results,
    rules,
    timeliness,
    unit,
    unit_history,
    year,
)
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page

FAMILIES: tuple[Callable[[PageMaker], Iterator[Page]], ...] = (
    home.compose,
    year.compose,
    key.compose,
    rectification.compose,
    results.compose,
    unit.compose,
    unit_history.compose,
    budget.compose,
    timeliness.compose,
    congress.compose,
    dossier.compose,
    project.compose,
    forms.compose,
    changes.compose,
    letters.compose,
    data.compose,
    rules.compose,
    feedback.compose,
)

# Addresses that the families make whatever the records are.
MAIN_PAGES = frozenset({
    "index.html", "find.html", "units/index.html", "letters/index.html", "rules/index.html", "rules/indicators.html", "data/index.html",
    "corrections/index.html", "feedback.html", "sitemap.html",
})  # fmt: skip


def main_pages(site: PublicSite) -> frozenset[str]:
    """The pages that the menu and the footer may name."""
    return MAIN_PAGES | ({budget.INDEX} if site.accounts else frozenset())


def compose_all(maker: PageMaker) -> Iterator[Page]:
    """Every page, one after the other, so that they need not be in memory at once."""
    for compose in FAMILIES:
        yield from compose(maker)
