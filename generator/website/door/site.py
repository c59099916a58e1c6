"""The door for all years together: each year's records go through it one after the other, then what stands beside the records."""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.engine.workspace import Workspace
from generator.records.register import Foundation, Register
from generator.website.door.accounts import disclose_accounts
from generator.website.door.disclosure import disclose
from generator.website.door.public import LetterFile, PublicRegister
from generator.website.door.public_site import PublicAccounts, PublicChannel, PublicDuty, PublicMethodChange, PublicSite
from generator.website.door.timeliness import disclose_duties


def disclose_site(
    registers: Iterable[Register], foundation: Foundation, workspace: Workspace, *, today: date, letters: Sequence[LetterFile] = ()
) -> PublicSite:
    """All that the public may know on the day given; `workspace` is asked for the files that are linked in."""
    public: list[PublicRegister] = []
    accounts: list[PublicAccounts] = []
    duties: list[PublicDuty] = []
    for register in registers:  # one year in memory at a time
        public.append(disclose(register, today=today, letters=[one for one in letters if one.year == register.year]))
        units = {unit.code: unit for unit in public[-1].units}
        accounts += disclose_accounts(register, units, workspace, today)
        duties += disclose_duties(register, units, (), today)
    # A coming year is in the records for its ex-ante letters long before there is anything to publish.
    shown = [one for one in public if one.dossiers or one.year <= today.year] or public
    years = {one.year for one in shown}
    site = foundation.office.site
    return PublicSite(
        registers=tuple(sorted(shown, key=lambda register: register.year)),
        accounts=tuple(one for one in accounts if one.year in years),
        duties=tuple(one for one in duties if one.year in years),
        channels=tuple(PublicChannel(channel.name, channel.value, channel.note) for channel in site.channels),
        method_changes=tuple(PublicMethodChange(change.year, change.note) for change in foundation.office.method_changes),
    )
