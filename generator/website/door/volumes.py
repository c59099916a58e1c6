"""Volumes for the people's congress at the door: closed until the congress has approved and the day of publication has come.

A set that was delivered comes from the archive, byte for byte; where none was kept, the volume is bound of the records as they are.

What stands in a volume was composed of redacted copies (`letters/volume/material.py`); the door decides on the whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.records.accounts import Stage
from generator.records.congress_choice import is_open
from generator.records.delivery import closed_since, waiting_for
from generator.records.register import Register
from generator.website.door.addresses import volume_stem
from generator.website.door.gate import opened
from generator.website.door.public_site import PublicFile, PublicVolume, PublicVolumePart


@dataclass(frozen=True)
class BoundFile:
    """A file of a volume's folder as the pipeline hands it in."""

    name: str  # its address below the volume's own
    title: str
    kind: str
    pages: int | None
    first_page: int | None  # None for what is no part: the whole, lists, data
    sha256: str
    source: Path


@dataclass(frozen=True)
class BoundPackage:
    """A volume that was bound: the whole, the ZIP of the folder, the parts in order, the lists."""

    year: int
    stage: Stage
    title: str
    pages: int
    whole: BoundFile
    archive: BoundFile
    parts: tuple[BoundFile, ...]
    lists: tuple[BoundFile, ...] = ()
    number: str = ""  # 发文字号 of the covering letter; of a set that is kept in the archive
    kept_on: date | None = None  # the day on which it came into the archive; None for one that is bound of the present records
    corrections: tuple[tuple[str, date], ...] = ()  # letters that correct a kept one: number and day
    has_moved: bool = False  # the records say otherwise by now than a kept one does
    named: tuple[str, ...] = ()  # the dossiers, findings and budget documents that it tells of


def disclose_volume(register: Register, package: BoundPackage, today: date) -> PublicVolume | None:
    """The volume as the public may have it; None while the door is closed."""
    submission = register.congress.submission(package.stage) if register.congress else None
    if submission is None or not is_open(submission, today):
        return None
    gate = opened(submission)
    stem = volume_stem(package.year, package.stage.value)
    # A bound volume is one piece: what was withdrawn or closed since cannot be taken out of it, so none of its files goes out.
    # Nor before the last of the budget documents in it is public: the set must not be the way by which one goes out early.
    is_gone = bool(closed_since(package.named, register, today))
    waits = () if is_gone else waiting_for(package.named, register, today)
    is_closed = is_gone or bool(waits)
    return PublicVolume(
        year=package.year,
        stage=package.stage.value,
        title=package.title,
        meeting=gate.meeting,
        held_on=gate.held_on,
        submitted_on=gate.submitted_on,
        approved_on=gate.approved_on,
        published_on=gate.published_on,
        pages=package.pages,
        whole=None if is_closed else _file(package.whole, stem),
        archive=None if is_closed else _file(package.archive, stem),
        lists=() if is_closed else tuple(_file(one, stem) for one in package.lists),
        parts=() if is_closed else tuple(_parts(package.parts, stem)),
        number=package.number,
        kept_on=package.kept_on,
        corrections=package.corrections,
        has_moved=package.has_moved,
        waits=tuple((one.label, one.published_on) for one in waits),
    )


def _parts(files: Iterable[BoundFile], stem: str) -> Iterable[PublicVolumePart]:
    """A part may have come as PDF and, for the office that edits it, as DOCX: one line with both."""
    waiting: list[BoundFile] = []
    for file in files:
        if waiting and waiting[0].title != file.title:
            yield _part(waiting, stem)
            waiting = []
        waiting.append(file)
    if waiting:
        yield _part(waiting, stem)


def _part(files: list[BoundFile], stem: str) -> PublicVolumePart:
    first = next(file for file in files if file.pages)
    return PublicVolumePart(first.title, first.kind, first.pages or 0, first.first_page or 0, tuple(_file(file, stem) for file in files))


def _file(file: BoundFile, stem: str) -> PublicFile:
    return PublicFile(file.title, f"{stem}/{file.name}", file.source.stat().st_size, file.sha256, file.source)
