"""What the generated parts of a volume have in common: a document of title and blocks, and names as the tables have them."""

from collections.abc import Sequence

from generator.engine.chinese import close_up
from generator.letters.composing.subject import Subject, marks_of, style_of
from generator.letters.document import Annex, Block, DocumentForm, Genre, OfficialDocument
from generator.letters.volume.material import Material
from generator.letters.widths import annex_of
from generator.records.dossier import Dossier, OverallDossier


def plain_document(material: Material, name: str, kind: str, title: Sequence[str], blocks: Sequence[Block], genre: Genre = Genre.TABLE) -> OfficialDocument:
    """A document without head, signature and seal; it stands in the volume under the bureau's covering letter."""
    office = material.office
    annex: Annex = annex_of("".join(title), blocks)
    return OfficialDocument(
        name=name,
        kind=kind,
        form=DocumentForm.TABLE,
        genre=genre,
        issuing_agency_mark=office.name,
        title=tuple(title),
        addressee="",
        body=(),
        issuing_agency=office.name,
        issued_on=material.day,
        annexes=(annex,),
        is_sealed=False,
        marks=marks_of(office),
        style=style_of(office),
    )


def project_names(dossier: Dossier, subject: Subject) -> tuple[str, ...]:
    """The names under which texts elsewhere speak of a dossier; none for overall expenditure, whose name all share."""
    if isinstance(dossier, OverallDossier):
        return (f"{subject.unit.label}部门整体支出",)
    return tuple(dict.fromkeys((dossier.title, close_up(dossier.title))))


def owner_of(subject: Subject) -> str:
    """The unit in a table cell."""
    return close_up(subject.unit.label)
