"""The open data of the whole site: a set for each budget year and one for what belongs to no year, written beside the pages."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from generator.website.data.published import Dataset, OpenData, SetKind
from generator.website.data.publishing import publish
from generator.website.data.tables import DataTable
from generator.website.dataset.sets import site_tables, year_tables
from generator.website.dates import PageDates
from generator.website.door.public import PublicRegister
from generator.website.door.public_site import PublicSite
from generator.website.pages.published_tables import tables_of_site, tables_of_year


def publish_year(site: PublicSite, year: int, root: Path) -> tuple[Path, ...]:
    """Write the set of one year alone below `root`; the archive of it, or nothing where the year is not public."""
    dates = PageDates(site)
    for register in site.registers:
        if register.year == year:
            kind = SetKind(year)
            tables = chain(tables_of_year(site, register), year_tables(site, register))
            publish(kind, register, tables, dates.of(kind.page).changed, root)
            return (root / kind.archive,)
    return ()


def publish_all(site: PublicSite, root: Path) -> OpenData:
    """Write all sets below `root`: what pages show comes first, then everything else that is public of the year."""
    dates = PageDates(site)

    def write(kind: SetKind, register: PublicRegister, tables: Iterable[DataTable]) -> Dataset:
        return publish(kind, register, tables, dates.of(kind.page).changed, root)

    years = [
        write(SetKind(register.year), register, chain(tables_of_year(site, register), year_tables(site, register)))
        for register in reversed(site.registers)
    ]
    return OpenData((*years, write(SetKind(None), site.latest, chain(tables_of_site(site), site_tables(site)))))
