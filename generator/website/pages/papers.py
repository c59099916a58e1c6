"""All papers of a dossier in one list: official forms, letters, versions before corrections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.engine.chinese import format_date
from generator.website.door.addresses import forms_address, stem_of
from generator.website.door.public import PublicDossier
from generator.website.door.public_document import PublicDocument
from generator.website.door.public_site import PublicEarlier, PublicForm, PublicSite
from generator.website.pages.page import format_size

T = TypeVar("T")


@dataclass(frozen=True)
class Paper:
    """One document and where it is; `note` says what to expect behind the link."""

    title: str
    note: str
    path: str
    is_pdf: bool = False
    is_draft: bool = False


class Papers:
    """Looks up what there is about a dossier; made once for a family of pages."""

    def __init__(self, site: PublicSite):
        self._forms = _grouped(((form.year, form.dossier), form) for form in site.forms)
        self._earlier = _grouped(((one.dossier.year, one.dossier.id), one) for one in site.earlier)
        self._documents = _grouped(((one.year, dossier), one) for one in site.documents for dossier in one.dossiers)

    def forms(self, dossier: PublicDossier) -> tuple[PublicForm, ...]:
        """Its official forms, what was promised before what was done."""
        return tuple(sorted(self._forms.get((dossier.year, dossier.id), ()), key=lambda form: "目标" not in form.name))

    def earlier(self, dossier: PublicDossier) -> tuple[PublicEarlier, ...]:
        """Its versions before corrections that are shown."""
        return self._earlier.get((dossier.year, dossier.id), ())

    def papers(self, dossier: PublicDossier) -> tuple[Paper, ...]:
        """Everything, forms first."""
        return (*self._form_papers(dossier), *self.letters(dossier), *map(_version, self.earlier(dossier)))

    def _form_papers(self, dossier: PublicDossier) -> tuple[Paper, ...]:
        forms = self.forms(dossier)
        if not forms:
            return ()
        page = Paper("、".join(form.name for form in forms), "网页，可以打印", forms_address(stem_of(dossier)))
        files = (Paper(form.name, _pdf(form.pages, form.file.size), form.file.url, is_pdf=True) for form in forms if form.file)
        return (page, *files)

    def letters(self, dossier: PublicDossier) -> tuple[Paper, ...]:
        """Letters and circulars about it."""
        return tuple(_document(one) for one in self._documents.get((dossier.year, dossier.id), ()) if not one.is_withdrawn)


def _grouped(pairs: Iterable[tuple[tuple[int, str], T]]) -> Mapping[tuple[int, str], tuple[T, ...]]:
    groups: dict[tuple[int, str], list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(group) for key, group in groups.items()}


def _document(one: PublicDocument) -> Paper:
    return Paper(one.title, "网页；" + _number(one), one.path, is_draft=one.is_draft)


def _version(version: PublicEarlier) -> Paper:
    return Paper(f"{format_date(version.correction.on)}更正以前的旧版", "网页", version.path)


def _number(one: PublicDocument) -> str:
    if one.is_draft and not one.is_sent:
        return "未签发稿，以正式印发的为准"
    number = one.number + (f"，{format_date(one.issued_on)}" if one.issued_on else "")
    return f"{number}；底稿，以印发的为准" if one.is_sent else number


def _pdf(pages: int, size: int) -> str:
    return f"PDF，{pages} 页，{format_size(size)}"
