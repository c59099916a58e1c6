"""The door for all years together: each year's records go through it one after the other, then what stands beside the records."""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.engine.workspace import Workspace
from generator.records.register import Foundation, Register
from generator.website.door.disclosure import disclose
from generator.website.door.public import LetterFile, PublicRegister
from generator.website.door.public_site import PublicChannel, PublicMethodChange, PublicSite


def disclose_site(
    registers: Iterable[Register], foundation: Foundation, workspace: Workspace, *, today: date, letters: Sequence[LetterFile] = ()
) -> PublicSite:
    """All that the public may know on the day given; `workspace` is asked for the files that are linked in."""
    public: list[PublicRegister] = []
    for register in registers:  # one year in memory at a time
        public.append(disclose(register, today=today, letters=[one for one in letters if one.year == register.year]))
    # A coming year is in the records for its ex-ante letters long before there is anything to publish.
    shown = [one for one in public if one.dossiers or one.year <= today.year] or public
    site = foundation.office.site
    return PublicSite(
        registers=tuple(sorted(shown, key=lambda register: register.year)),
        channels=tuple(PublicChannel(channel.name, channel.value, channel.note) for channel in site.channels),
        method_changes=tuple(PublicMethodChange(change.year, change.note) for change in foundation.office.method_changes),
    )
