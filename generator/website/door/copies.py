"""A year's records without all that is not public: what a document for the public may be composed of.

Other wings compose documents of records, not of the public view. They are given these copies, so nothing closed can get
into what they make. The office keeps how its paper looks, which is nobody's secret, and none of its wording.
"""

from datetime import date

from generator.records.office import LetterLook, Office
from generator.records.redaction import redact, without_closed_fields
from generator.records.register import Register
from generator.records.results import is_disclosed
from generator.website.door.disclosure import public_units

PAPER = frozenset({"page", "fonts"})  # of the office's letters: size of type and faces


def disclosed_copies(register: Register, today: date) -> Register:
    """A register of redacted copies of the disclosed dossiers and of the public units, and of nothing else."""
    return Register(
        year=register.year,
        office=office_for_paper(register.office),
        units={unit.code: without_closed_fields(unit) for unit in public_units(register)},
        projects=tuple(redact(dossier) for dossier in register.projects if is_disclosed(dossier, register, today)),
        overall=tuple(redact(dossier) for dossier in register.overall if is_disclosed(dossier, register, today)),
    )


def office_for_paper(office: Office) -> Office:
    """The office with nothing of its letters but their paper."""
    wording = {name: info for name, info in LetterLook.model_fields.items() if name not in PAPER}
    plain = {name: () if info.is_required() else info.get_default(call_default_factory=True, validated_data={}) for name, info in wording.items()}
    return office.model_copy(update={"letters": office.letters.model_copy(update=plain)})
