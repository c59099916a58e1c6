"""The official forms of a dossier, as on paper: one page that prints on A4."""

from collections.abc import Iterator

from generator.website.door.addresses import forms_address, stem_of
from generator.website.door.public import PublicDossier, PublicRegister
from generator.website.door.public_site import PublicForm
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of, path_of_unit
from generator.website.pages.papers import Papers


def compose(maker: PageMaker) -> Iterator[Page]:
    """A page per dossier that has a form."""
    papers = Papers(maker.site)
    for register in maker.registers:
        for dossier in register.dossiers:
            if forms := papers.forms(dossier):
                yield _compose_forms(maker, register, dossier, forms)


def _compose_forms(maker: PageMaker, register: PublicRegister, dossier: PublicDossier, forms: tuple[PublicForm, ...]) -> Page:
    names = "、".join(form.name for form in forms)
    subject = dossier.unit.label if dossier.is_overall else dossier.title
    return maker.page(
        "forms.html.jinja", forms_address(stem_of(dossier)), register, f"{subject}{dossier.year}年度{names}",
        f"{subject}{dossier.year}年度{names}，按规定的表格样式。",
        dossier=dossier, forms=forms, subject=subject, dossier_path=path_of(dossier), unit_path=path_of_unit(dossier.unit, dossier.year),
    )  # fmt: skip
