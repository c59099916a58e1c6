"""The bureau's own letterhead: what is the same in all of its documents, before anything is written on it."""

from datetime import date

from generator.letters.composing.subject import marks_of, style_of
from generator.letters.document import DocumentForm, OfficialDocument
from generator.records.office import Office


def contact_note(office: Office, *, of: str = "") -> str:
    """Whom to ask; `of` names the bureau where the letter is another body's: said in fewer words, so that it stays on one line."""
    if of:
        return f"联系单位：{of}{office.contact.section}，{office.contact.phone}"
    return f"联系科室：{office.contact.section}，联系电话：{office.contact.phone}"


def blank_letter(office: Office, *, name: str, kind: str, title: tuple[str, ...], addressee: str, issued_on: date) -> OfficialDocument:
    """A letter in 信函格式 without its text; a document about a year takes the other form."""
    return OfficialDocument(
        name=name,
        kind=kind,
        form=DocumentForm.LETTER,
        issuing_agency_mark=office.name,
        title=title,
        addressee=addressee,
        body=(),
        issuing_agency=office.name,
        issued_on=issued_on,
        is_sealed=office.letters.is_sealed,
        note=contact_note(office),
        copied_agencies=office.letters.copied,
        marks=marks_of(office),
        style=style_of(office),
    )
