"""Which tables each set of open data holds: one set a budget year, and one of what belongs to no single year."""

from collections.abc import Iterator

from generator.website.data.tables import DataTable
from generator.website.dataset import beside, dossiers, results, totals
from generator.website.door.public import PublicRegister
from generator.website.door.public_site import PublicSite


def year_tables(site: PublicSite, register: PublicRegister) -> Iterator[DataTable]:
    """Everything public of a year, one table after the other; a year without a thing has the table without rows."""
    year = register.year
    yield from dossiers.tables_of(register.dossiers)
    yield from results.tables_of(register.dossiers)
    yield from totals.tables_of(register)
    yield beside.units([unit for unit in register.units if unit.existed_in(year)])
    yield beside.grades(register.office)
    yield from beside.accounts_tables([one for one in site.accounts if one.year == year])
    yield beside.forms([form for form in site.forms if form.year == year])
    yield from beside.document_tables([document for document in site.documents if document.year == year])
    yield beside.changes([change for change in site.changes if change.year == year])


def site_tables(site: PublicSite) -> Iterator[DataTable]:
    """What belongs to no single year."""
    yield beside.units(site.registers[-1].units)
    yield beside.rules(site.rules)
    yield beside.indicators(site.indicators)
    yield beside.method_changes(site.method_changes)

