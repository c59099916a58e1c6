"""The tables of pages that are published as open data besides the whole year's; a new one is one line here."""

from collections.abc import Callable, Iterable, Iterator

from generator.website.data.tables import DataTable
from generator.website.door.public import PublicRegister
from generator.website.door.public_site import PublicSite
from generator.website.pages import budget, changes, congress, key, letters, rectification, results, timeliness, unit_history, year

OF_A_YEAR: tuple[Callable[[PublicSite, PublicRegister], Iterable[DataTable]], ...] = (
    lambda _, register: year.tables_of(register),
    lambda _, register: key.tables_of(register),
    lambda _, register: rectification.tables_of(register),
    lambda _, register: results.tables_of(register),
    budget.tables_of,
    timeliness.tables_of,
)
OF_THE_SITE: tuple[Callable[[PublicSite], Iterable[DataTable]], ...] = (
    year.tables_of_site, changes.tables_of, letters.tables_of, unit_history.tables_of, congress.tables_of,
)  # fmt: skip


def tables_of_year(site: PublicSite, register: PublicRegister) -> Iterator[DataTable]:
    """What pages show of one year."""
    for tables_of in OF_A_YEAR:
        yield from tables_of(site, register)


def tables_of_site(site: PublicSite) -> Iterator[DataTable]:
    """What pages show of all years."""
    for tables_of in OF_THE_SITE:
        yield from tables_of(site)
