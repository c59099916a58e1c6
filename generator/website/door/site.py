"""The door for all years together: each year's records go through it one after the other, then what stands beside the records."""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.engine.workspace import Workspace
from generator.records.register import Foundation, Register
from generator.website.door.changes import YearChanges, changes_of_year
from generator.website.door.disclosure import disclose
from generator.website.door.documents import LetterFile, TextReader, disclose_documents, read_nothing
from generator.website.door.public import PublicRegister
from generator.website.door.public_document import PublicDocument
from generator.website.door.public_site import PublicChannel, PublicForm, PublicMethodChange, PublicSite


def disclose_site(
    registers: Iterable[Register],
    foundation: Foundation,
    workspace: Workspace,
    *,
    today: date,
    letters: Sequence[LetterFile] = (),
    read_text: TextReader = read_nothing,
    forms: Sequence[PublicForm] = (),
) -> PublicSite:
    """All that the public may know on the day given; `workspace` is asked for the files that are linked in, `read_text` for letters.

    `forms` were made of redacted copies (`copies.py`); those of dossiers that are not public are left out all the same.
    """
    public: list[PublicRegister] = []
    documents: list[PublicDocument] = []
    changed: list[YearChanges] = []
    for register in registers:  # one year in memory at a time
        of_year = disclose_documents(register, [one for one in letters if one.year == register.year], today=today, read_text=read_text)
        public.append(disclose(register, today=today, documents=of_year))
        documents += of_year
        changed.append(changes_of_year(register, public[-1], today))
    # A coming year is in the records for its ex-ante letters long before there is anything to publish.
    shown = [one for one in public if one.dossiers or one.year <= today.year] or public
    there = {(register.year, dossier.id) for register in shown for dossier in register.dossiers}
    changes = sorted((change for one in changed for change in one.changes), key=lambda change: (-change.on.toordinal(), change.path, change.note))
    site = foundation.office.site
    return PublicSite(
        registers=tuple(sorted(shown, key=lambda register: register.year)),
        earlier=tuple(version for one in changed for version in one.earlier),
        changes=tuple(changes),
        withdrawn=tuple(change for one in changed for change in one.withdrawn),
        notices=tuple(notice for one in changed for notice in one.notices),
        forms=tuple(form for form in forms if (form.year, form.dossier) in there),
        documents=tuple(documents),
        channels=tuple(PublicChannel(channel.name, channel.value, channel.note) for channel in site.channels),
        method_changes=tuple(PublicMethodChange(change.year, change.note) for change in foundation.office.method_changes),
    )
