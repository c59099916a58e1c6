"""When what a page tells was published, and when it last changed: true dates from the records, for the sitemap, the feed and the foot of
every page. The day of the build is none of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from generator.website.door.addresses import stem_of
from generator.website.door.public import PublicDossier, PublicProject
from generator.website.door.public_site import PublicAccounts, PublicDocument, PublicSite

# Pages that tell of everything; other pages at the top are written by hand and carry no date of their own.
WHOLE_SITE = frozenset({"index.html", "find.html", "sitemap.html"})
OF_A_YEAR = frozenset({"years", "grades", "key", "rectification", "results", "data"})


class Told(NamedTuple):
    """`published`: the latest 公开日期 of what a page holds. `changed`: the latest date of all that it tells. None where nothing is dated."""

    published: date | None = None
    changed: date | None = None


NOTHING = Told()


def latest(days: Iterable[date | None], until: date) -> date | None:
    """The latest of the days that have come."""
    return max((day for day in days if day and day <= until), default=None)


@dataclass(frozen=True)
class PageDates:
    """The dates of every page, by its address."""

    site: PublicSite

    def of(self, path: str) -> Told:
        """What the page at the address tells, and since when."""
        parts = path.removesuffix(".html").split("/")
        if path in self._pages:
            return self._pages[path]
        if len(parts) == 1:
            return self._of_scope("") if path in WHOLE_SITE else Told(self._of_scope("").published, None)
        folder, name, *_ = parts
        if folder in OF_A_YEAR:
            return self._of_scope(f"year {name.removesuffix('.zip')}" if name.isdigit() else "")
        # Forms tell what their dossier tells: projects/<id>/2025-forms, units/<code>/2025-overall-forms.
        return self._of_scope("/".join(parts[:-1]) if parts[-1] == "index" else "/".join(parts).removesuffix("-forms"))

    def _of_scope(self, scope: str) -> Told:
        return self._scopes.get(scope, NOTHING)

    @cached_property
    def _pages(self) -> dict[str, Told]:
        """Pages that stand for one thing with dates of its own."""
        until = self.site.as_of
        found = {document.path: _told([document.published_on], _dates_of(document), until) for document in self.site.documents}
        found |= {notice.path: _told([notice.on], [], until) for notice in self.site.notices}
        found |= {earlier.path: _told([earlier.dossier.published_on], [earlier.correction.on], until) for earlier in self.site.earlier}
        return found

    @cached_property
    def _scopes(self) -> dict[str, Told]:
        """What is collected on pages, each under the words that `of` asks with; the empty words are the whole site."""
        scopes: dict[str, Told] = {}
        until = self.site.as_of
        for names, published, others in self._told():
            told = _told(published, others, until)
            for name in ("", *names):
                before = scopes.get(name, NOTHING)
                scopes[name] = Told(
                    latest((before.published, told.published), until), latest((before.changed, told.changed), until)
                )  # fmt: skip
        return scopes

    def _told(self) -> Iterator[tuple[tuple[str, ...], list[date | None], list[date | None]]]:
        """Everything dated: the pages that collect it, when it was published, and its other dates."""
        for register in self.site.registers:
            for dossier in register.dossiers:
                stem, code = stem_of(dossier), dossier.unit.code
                names = [stem, f"year {dossier.year}", f"units/{code}", f"units/{code}/{dossier.year}", "units"]
                names += [] if dossier.is_overall else [f"projects/{dossier.id}"]
                names += ["rectification"] if dossier.rectification else []
                yield tuple(names), [dossier.published_on], [*_dates_within(dossier)]
        for accounts in self.site.accounts:
            code = accounts.unit.code if accounts.unit else "government"
            names = ["budget", f"budget/{accounts.year}", f"budget/{accounts.year}/{code}", f"timeliness/{accounts.year}", f"year {accounts.year}"]
            names += [f"units/{code}", f"units/{code}/{accounts.year}"] if accounts.unit else []
            yield tuple(names), [accounts.published_on], _corrected(accounts)
        for duty in self.site.duties:
            yield (f"timeliness/{duty.year}",), [duty.published_on], []
        for document in self.site.documents:
            yield ("letters", f"letters/{document.year}", f"year {document.year}"), [document.published_on], _dates_of(document)
        for change in self.site.changes:
            of_project = [change.path.rpartition("/")[0]] if change.dossier and change.path.startswith("projects/") else []
            yield ("corrections", f"year {change.year}", *of_project), [change.on], []
        for volume in self.site.volumes:
            yield ("congress", volume.stem), [volume.published_on], []
        for rule in self.site.rules:
            yield ("rules", "rules/indicators"), [rule.published_on], []


def _told(published: Iterable[date | None], others: Iterable[date | None], until: date) -> Told:
    day = latest(published, until)
    return Told(day, latest((day, *others), until))


def _dates_of(document: PublicDocument) -> list[date | None]:
    """A draft's date is only planned."""
    return [None if document.is_draft else document.issued_on, document.withdrawn_on]


def _corrected(accounts: PublicAccounts) -> list[date | None]:
    return [correction.on for correction in accounts.corrections]


def _dates_within(dossier: PublicDossier) -> Iterator[date | None]:
    """Every date that a dossier's page tells of what has happened."""
    yield from (correction.on for correction in dossier.corrections)
    yield from (item.closed_on for item in dossier.rectification)
    yield from (letter.published_on for letter in dossier.letters)
    if dossier.objectives:
        yield dossier.objectives.approved_on
    if dossier.monitoring:
        yield dossier.monitoring.as_of
    if dossier.self_evaluation:
        yield dossier.self_evaluation.submitted_on
    if dossier.evaluation:
        yield dossier.evaluation.concluded_on
    if dossier.feedback:
        yield dossier.feedback.issued_on
    if isinstance(dossier, PublicProject) and dossier.ex_ante:
        yield dossier.ex_ante.assessed_on
