"""Who has published what when, at the door: only where the office publishes it, only of units that the public may know of."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from generator.records.register import Register
from generator.records.timeliness import Subject, duties_of
from generator.website.door.public import PublicUnit
from generator.website.door.public_site import PublicDuty


def disclose_duties(register: Register, units: Mapping[str, PublicUnit], documents: Collection[str], today: date) -> Iterator[PublicDuty]:
    """The year's duties, if 网站 › 公开时限表 says so. Of documents only those whose titles are public already, which `documents` are.

    A duty says nothing of a dossier but its unit, its dates and how many are alike; what is withheld or undecided has none.
    """
    if not register.office.site.shows_timeliness:
        return
    for duty in duties_of(register, today):
        if (duty.unit and duty.unit not in units) or (duty.subject is Subject.DOCUMENT and duty.title not in documents):
            continue
        yield PublicDuty(
            year=duty.year,
            subject=duty.subject.value,
            title=duty.title,
            unit=units.get(duty.unit),
            started_on=duty.started_on,
            due_on=duty.due_on,
            published_on=duty.done_on,
            state=duty.state.value,
            days_late=duty.days,
            reason=duty.reason,
            term=duty.clock.value,
            basis=duty.clock.basis,
        )
