"""All families of pages, in the order in which they are made; a new family is one module and one line here."""

from collections.abc import Callable, Iterator

from generator.website.pages import dossier, feedback, home, rules, unit, year
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page

FAMILIES: tuple[Callable[[PageMaker], Iterator[Page]], ...] = (
    home.compose,
    year.compose,
    unit.compose,
    dossier.compose,
    rules.compose,
    feedback.compose,
)

# Addresses that the families make whatever the records are: the menu and the footer may name them.
MAIN_PAGES = frozenset({"index.html", "units/index.html", "rules/index.html", "rules/indicators.html", "feedback.html", "sitemap.html"})


def compose_all(maker: PageMaker) -> Iterator[Page]:
    """Every page, one after the other, so that they need not be in memory at once."""
    for compose in FAMILIES:
        yield from compose(maker)
