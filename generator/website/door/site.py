"""The door for all years together: each year's records go through it one after the other, then what stands beside the records."""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.engine.workspace import Workspace
from generator.records.register import Foundation, Register
from generator.website.door.disclosure import disclose
from generator.website.door.gate import opened
from generator.website.door.library import disclose_indicators, disclose_rules
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
    office = opened(foundation.office)
    return PublicSite(
        registers=tuple(sorted(shown, key=lambda register: register.year)),
        rules=disclose_rules(foundation.library, workspace),
        indicators=disclose_indicators(foundation.library),
        channels=tuple(PublicChannel(channel.name, channel.value, channel.note) for channel in office.site.channels),
        method_changes=tuple(PublicMethodChange(change.year, change.note) for change in office.method_changes),
    )
