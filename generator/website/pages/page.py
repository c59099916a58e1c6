"""One page of the site: its address, title and body, and the words that all pages write values in."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from generator.engine.chinese import paragraphs as paragraphs
from generator.website.door.addresses import dossier_stem, page_address
from generator.website.door.public import PublicDossier, PublicUnit

NOT_SEARCHABLE = ("robots", "noindex")


@dataclass(frozen=True)
class Page:
    """One page of the site."""

    path: str
    title: str
    description: str
    body: str
    as_of: date
    meta: tuple[tuple[str, str], ...] = ()
    dated: date | None = None  # the latest public date of what the page tells; None where nothing on it is dated

    @property
    def is_searchable(self) -> bool:
        """False for what does not hold any more: the site's own search, the sitemap and search engines leave it out."""
        return NOT_SEARCHABLE not in self.meta


@dataclass(frozen=True)
class Handwritten:
    """A hand-written page, rendered and cleaned, still without a frame."""

    path: str
    title: str
    body: str


# --- addresses, relative to the site's root ----------------------------------------------------------------------------


def path_of(dossier: PublicDossier) -> str:
    """The page of a dossier."""
    return path_of_dossier(dossier, dossier.year)


def path_of_dossier(dossier: PublicDossier, year: int) -> str:
    """The page of the same project or unit in some year."""
    return page_address(dossier_stem(dossier.unit.code, "" if dossier.is_overall else dossier.id, year))


def path_of_unit(unit: PublicUnit, year: int) -> str:
    """The page of a unit's year."""
    return f"units/{unit.code}/{year}.html"


def path_of_unit_history(unit: PublicUnit) -> str:
    """The page of a unit over the years."""
    return f"units/{unit.code}/index.html"


def path_of_accounts(year: int, code: str) -> str:
    """The page of a budget and its final accounts; `code` is a unit's, or `government`."""
    return f"budget/{year}/{code}.html"


def path_of_budgets(year: int) -> str:
    """The page of a year's budgets and final accounts."""
    return f"budget/{year}.html"


def path_of_timeliness(year: int) -> str:
    """The page that says who published what when."""
    return f"timeliness/{year}.html"


def path_of_year(year: int) -> str:
    """The page of a year."""
    return f"years/{year}.html"


def path_of_grades(year: int) -> str:
    """The page of a year's grades."""
    return f"grades/{year}.html"


def domain_place(domain: str) -> str:
    """Where a field stands on the page of indicators."""
    return "domain-" + re.sub(r"\s+", "", domain)


def linker(path: str) -> Callable[[str], str]:
    """Addresses as the page at `path` writes them: relative, so that the site works in any folder."""
    folder = posixpath.dirname(path)
    return lambda target: posixpath.relpath(target, folder or ".")


# --- values as the pages write them ------------------------------------------------------------------------------------


def format_size(size: int) -> str:
    """A file's size in KB or MB."""
    return f"{max(1, round(size / 1024))} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
