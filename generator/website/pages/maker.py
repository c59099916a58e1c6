"""What every family of pages needs: the public view, the templates, and the frame of values that each page is given."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from generator.engine.templates import Environment, render_template
from generator.website.data.files import csv_of
from generator.website.data.published import OpenData
from generator.website.data.tables import DataTable
from generator.website.dates import PageDates
from generator.website.door.public import PublicRegister, PublicUnit
from generator.website.door.public_site import PublicSite
from generator.website.metadata import tags_of
from generator.website.pages.page import Page, domain_place, format_size, linker, paragraphs, path_of, path_of_unit


@dataclass(frozen=True)
class PageMaker:
    """Makes pages of the public view with the templates in `templates/pages`."""

    site: PublicSite
    environment: Environment
    open_data: OpenData = OpenData()  # noqa: RUF009 - frozen
    handwritten: tuple[str, ...] = ()  # addresses of the pages in content/pages

    @property
    def registers(self) -> tuple[PublicRegister, ...]:
        """The budget years, in order."""
        return self.site.registers

    @property
    def latest(self) -> PublicRegister:
        """The year that the home page shows."""
        return self.site.latest

    @cached_property
    def dates(self) -> PageDates:
        """When what pages tell was published, and when it changed."""
        return PageDates(self.site)

    @cached_property
    def _published(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Of each table of the open data, by key and title: its folder, and the hash of its CSV file."""
        return {(one.table.key, one.table.title): (each.kind.folder, one.csv.sha256) for each in self.open_data.sets for one in each.tables}

    def folder_of(self, table: DataTable) -> str:
        """The folder with the files of the table, such as `data/2025/`; empty where the open data hold no table just like it."""
        folder, digest = self._published.get((table.key, table.title), ("", ""))
        return folder if folder and sha256(csv_of(table)).hexdigest() == digest else ""

    @cached_property
    def known(self) -> frozenset[str]:
        """Pages of dossiers that will be there, so that nothing links to a page that won't."""
        return frozenset(path_of(dossier) for register in self.registers for dossier in register.dossiers)

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """The fields that have indicators in the library, in its order."""
        return tuple(dict.fromkeys(indicator.domain for indicator in self.site.indicators))

    def year_links(self, path: Callable[[int], str], unit: PublicUnit | None = None) -> list[tuple[int, str]]:
        """The years, latest first, each with the address of its page; a unit has none before it existed."""
        years = sorted((register.year for register in self.registers), reverse=True)
        return [(year, path(year)) for year in years if unit is None or unit.existed_in(year)]

    def values(self, path: str, register: PublicRegister) -> dict[str, Any]:
        """What every template may use."""
        return {
            "here": path,
            "link": linker(path),
            "path_of": path_of,
            "path_of_unit": path_of_unit,
            "paragraphs": paragraphs,
            "size": format_size,
            "folder_of": self.folder_of,
            "domains_with_indicators": self.domains,
            "domain_place": domain_place,
            "office": register.office,
            "as_of": register.as_of,
            "told": self.dates.of(path),
            "register": register,
            "year_links": (),
        }

    def page(
        self, template: str, path: str, register: PublicRegister, title: str, description: str,
        meta: Sequence[tuple[str, str]] = (), **values: Any,
    ) -> Page:  # fmt: skip
        """The page at `path`, made from the template; `description` is one sentence for search engines."""
        body = render_template(self.environment, f"pages/{template}", **{**self.values(path, register), **values})
        return self.finished(path, register, title, description, _tidy(body), meta)

    def finished(
        self, path: str, register: PublicRegister, title: str, description: str, body: str, meta: Sequence[tuple[str, str]] = ()
    ) -> Page:
        """The page of a body that is already made, with its date and tags; `meta` are tags that it knows better than `metadata`."""
        told = self.dates.of(path)
        return Page(path, title, description, body, register.as_of, tags_of(path, title, register.office, told, meta), told.changed)


def _tidy(html: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", html).strip() + "\n"
