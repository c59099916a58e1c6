"""One page of the site: its address, title and body, and the words that all pages write values in."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from generator.website.door.public import PublicDossier, PublicUnit

SENTENCE_ENDS = "。！？；：.!?;:"


@dataclass(frozen=True)
class Page:
    """One page of the site."""

    path: str
    title: str
    description: str
    body: str
    as_of: date
    meta: tuple[tuple[str, str], ...] = ()


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
    return f"units/{dossier.unit.code}/{year}-overall.html" if dossier.is_overall else f"projects/{dossier.id}/{year}.html"


def path_of_unit(unit: PublicUnit, year: int) -> str:
    """The page of a unit's year."""
    return f"units/{unit.code}/{year}.html"


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


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs of a record's text: a line that ends within a sentence goes on in the next, as Chinese does, without a blank."""
    found: list[str] = []
    goes_on = False
    for line in (raw.strip() for raw in text.splitlines()):
        if not line:
            goes_on = False
            continue
        if goes_on:
            blank = " " if found[-1][-1].isascii() and line[0].isascii() else ""
            found[-1] += blank + line
        else:
            found.append(line)
        goes_on = line[-1] not in SENTENCE_ENDS
    return tuple(found)


def format_size(size: int) -> str:
    """A file's size in KB or MB."""
    return f"{max(1, round(size / 1024))} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
