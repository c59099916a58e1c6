"""The door for all years together: each year's records go through it one after the other, then what stands beside the records."""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.engine.workspace import Workspace
from generator.records.register import Foundation, Register
from generator.website.door.disclosure import disclose
from generator.website.door.documents import LetterFile, TextReader, disclose_documents, read_nothing
from generator.website.door.public import PublicRegister
from generator.website.door.public_document import PublicDocument
from generator.website.door.public_site import PublicChannel, PublicMethodChange, PublicSite


def disclose_site(
    registers: Iterable[Register],
    foundation: Foundation,
    workspace: Workspace,
    *,
    today: date,
    letters: Sequence[LetterFile] = (),
    read_text: TextReader = read_nothing,
) -> PublicSite:
    """All that the public may know on the day given; `workspace` is asked for the files that are linked in, `read_text` for letters."""
    public: list[PublicRegister] = []
    documents: list[PublicDocument] = []
    for register in registers:  # one year in memory at a time
        of_year = disclose_documents(register, [one for one in letters if one.year == register.year], today=today, read_text=read_text)
        public.append(disclose(register, today=today, documents=of_year))
        documents += of_year
    # A coming year is in the records for its ex-ante letters long before there is anything to publish.
    shown = [one for one in public if one.dossiers or one.year <= today.year] or public
    site = foundation.office.site
    return PublicSite(
        registers=tuple(sorted(shown, key=lambda register: register.year)),
        documents=tuple(documents),
        channels=tuple(PublicChannel(channel.name, channel.value, channel.note) for channel in site.channels),
        method_changes=tuple(PublicMethodChange(change.year, change.note) for change in foundation.office.method_changes),
    )
