"""The sample's two volumes, composed once."""

from datetime import date
from functools import cache

from generator.letters.document import OfficialDocument, Table
from generator.letters.volume.compose import compose_volume
from generator.letters.volume.figures import blocks_of
from generator.letters.volume.part import PartKind, Volume, VolumePart
from generator.records.accounts import Stage
from generator.records.register import Register
from tests.letters.blocks import text_of
from tests.letters.years import DAY, ROOT, sample, wording

YEARS = (2024, 2025, 2026, 2027)
TEMPLATES = (ROOT / "templates",)


@cache
def registers() -> dict[int, Register]:
    return {year: sample(year) for year in YEARS}


def compose(year: int, stage: Stage, today: date = DAY, **changed: Register) -> Volume:
    """The volume of the sample, where some years (`y2025=…`) may be other registers."""
    known = registers() | {int(name[1:]): register for name, register in changed.items()}
    return compose_volume(known, year, stage, today, wording(), content=ROOT / "content", template_folders=TEMPLATES)


@cache
def final() -> Volume:
    return compose(2025, Stage.FINAL)


@cache
def budget() -> Volume:
    return compose(2026, Stage.BUDGET)


def part(volume: Volume, part_id: str) -> VolumePart:
    return next(one for one in volume.parts if one.id == part_id)


def document(volume: Volume, part_id: str) -> OfficialDocument:
    found = part(volume, part_id).document
    assert found
    return found


def words(volume: Volume, part_id: str) -> str:
    """All that stands in a part."""
    return text_of(document(volume, part_id))


def all_words(volume: Volume) -> str:
    """All that stands in all generated parts, their titles too."""
    texts = [text_of(one.document) if one.document else one.html or "" for one in volume.parts]
    return "\n".join([volume.title, volume.meeting, *(one.title for one in volume.parts), *texts])


def tables(volume: Volume, part_id: str) -> list[Table]:
    return [block for block in blocks_of(document(volume, part_id)) if isinstance(block, Table)]


def kinds(volume: Volume) -> list[PartKind]:
    return [one.kind for one in volume.parts]
