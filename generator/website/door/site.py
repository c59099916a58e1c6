"""The door for all years together: each year's records go through it one after the other, then what stands beside the records."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from generator.engine.workspace import Workspace
from generator.records.register import Foundation, Register
from generator.website.door.accounts import disclose_accounts
from generator.website.door.changes import YearChanges, changes_of_accounts, changes_of_documents, changes_of_year
from generator.website.door.disclosure import disclose
from generator.website.door.documents import LetterFile, TextReader, disclose_documents, read_nothing
from generator.website.door.gate import opened
from generator.website.door.library import disclose_indicators, disclose_rules
from generator.website.door.public import PublicRegister
from generator.website.door.public_document import PublicDocument
from generator.website.door.public_site import PublicAccounts, PublicChannel, PublicDuty, PublicForm, PublicMethodChange, PublicSite
from generator.website.door.timeliness import disclose_duties


def is_shown(register: PublicRegister, today: date) -> bool:
    """False for a coming year of which nothing is public yet."""
    return bool(register.dossiers) or register.year <= today.year


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
    accounts: list[PublicAccounts] = []
    duties: list[PublicDuty] = []
    documents: list[PublicDocument] = []
    changed: list[YearChanges] = []
    for register in registers:  # one year in memory at a time
        of_year = disclose_documents(register, [one for one in letters if one.year == register.year], today=today, read_text=read_text)
        public.append(disclose(register, today=today, documents=of_year))
        documents += of_year
        units = {unit.code: unit for unit in public[-1].units}
        accounts += disclose_accounts(register, units, workspace, today)
        duties += disclose_duties(register, units, {document.title for document in of_year}, today)
        changed.append(changes_of_year(register, public[-1], today))
    # A coming year is in the records for its ex-ante letters long before there is anything to publish.
    shown = [one for one in public if is_shown(one, today)] or public
    years = {one.year for one in shown}
    there = {(register.year, dossier.id) for register in shown for dossier in register.dossiers}
    office = opened(foundation.office)
    found = PublicSite(
        registers=tuple(sorted(shown, key=lambda register: register.year)),
        accounts=tuple(one for one in accounts if one.year in years),
        duties=tuple(one for one in duties if one.year in years),
        earlier=tuple(version for one in changed for version in one.earlier),
        withdrawn=tuple(change for one in changed for change in one.withdrawn),
        notices=tuple(notice for one in changed for notice in one.notices),
        forms=tuple(form for form in forms if (form.year, form.dossier) in there),
        documents=tuple(documents),
        rules=disclose_rules(foundation.library, workspace, today),
        indicators=disclose_indicators(foundation.library),
        channels=tuple(PublicChannel(channel.name, channel.value, channel.note) for channel in office.site.channels),
        method_changes=tuple(PublicMethodChange(change.year, change.note) for change in office.method_changes),
    )
    changes = [*(change for one in changed for change in one.changes), *changes_of_accounts(found.accounts), *changes_of_documents(found.documents)]
    return replace(found, changes=tuple(sorted(changes, key=lambda change: (-change.on.toordinal(), change.path, change.note))))
