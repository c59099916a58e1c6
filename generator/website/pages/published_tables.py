"""The tables of pages that are published as open data besides the whole year's; a new one is one line here."""

from collections.abc import Callable, Iterable, Iterator

from generator.website.data.tables import DataTable
from generator.website.door.public import PublicRegister
from generator.website.door.public_site import PublicSite
from generator.website.pages import budget, letters, timeliness, unit_history

OF_A_YEAR: tuple[Callable[[PublicSite, PublicRegister], Iterable[DataTable]], ...] = (budget.tables_of, timeliness.tables_of)
OF_THE_SITE: tuple[Callable[[PublicSite], Iterable[DataTable]], ...] = (letters.tables_of, unit_history.tables_of)


def tables_of_year(site: PublicSite, register: PublicRegister) -> Iterator[DataTable]:
    """What pages show of one year."""
    for tables_of in OF_A_YEAR:
        yield from tables_of(site, register)


def tables_of_site(site: PublicSite) -> Iterator[DataTable]:
    """What pages show of all years."""
    for tables_of in OF_THE_SITE:
        yield from tables_of(site)
