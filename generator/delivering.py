"""Delivering the set for the people's congress: its covering letter gets a number, and all that goes out is registered and frozen.

Binding may take minutes, so it is done with the number that will be the next one, while nobody has to wait; then, under the lock, the
records are read again. If the number is another by then, or a record changed, the set is made again before anything is registered.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.before_issue import remarks_on_day
from generator.delivered import delivered_package, moved_figures, parts_folder
from generator.engine.chinese import format_date
from generator.engine.files import remove_tree
from generator.engine.workers import Progress, silent
from generator.engine.workspace import Workspace
from generator.letters.archive.archive import Archive
from generator.letters.archive.requests import DeliveryRequest, MadeSet
from generator.letters.archive.series import LETTER_SERIES, OTHER_SERIES, series_of
from generator.letters.document import OfficialDocument
from generator.letters.printing import PrintShop
from generator.problems import Problem, UsageError
from generator.records.accounts import Stage
from generator.records.congress import Submission
from generator.records.delivery import KINDS, draft_of_set, typed_numbers, with_number
from generator.records.document_numbers import DocumentNumber, require_number
from generator.records.issued import IssuedDocument, IssuedRegister
from generator.records.office import Office
from generator.records.register import Register
from generator.records.stated import stated_facts
from generator.volumes import (
    ComparedVolume,
    compare_volume,
    compose_and_reconcile,
    content_of,
    content_seen,
    named_in,
    package_once,
    place_of,
)
from generator.website.door.public_site import PublicSite

SENDING = "sending"  # where a set is bound that has its number, so that the volume that a person saw stays until it is registered


@dataclass(frozen=True)
class Wanted:
    """What the person at the desk orders."""

    year: int
    stage: Stage
    when: str  # the moment of registration, for the register alone
    approvers: tuple[str, ...] = ()  # 签发人
    is_after_meeting: bool = False  # 会后补存: the person knows that the session is over


@dataclass(frozen=True)
class Delivered:
    """What was delivered, and what a crash before had left to be mended."""

    document: IssuedDocument
    parts: Path  # the folder with every file of the set
    mended: tuple[str, ...]
    warnings: tuple[Problem, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """A delivered set beside what would be made of the records today."""

    document: IssuedDocument
    files: tuple[Path, ...]
    parts: Path
    is_same: bool  # the records would give the same papers
    moved: tuple[tuple[str, str, str], ...]  # figures that are others by now: name, value then, value now


@dataclass(frozen=True)
class _Order:
    """The records as read, and what is asked of the archive."""

    registers: Mapping[int, Register]
    public: PublicSite
    shop: PrintShop
    seen: ComparedVolume  # as the records stand, with or without a number
    was_bound: bool  # somebody could look at it before
    request: DeliveryRequest
    taken: tuple[str, ...]


def deliver(workspace: Workspace, wanted: Wanted, today: date, on_wait: Callable[[str], None], progress: Progress = silent) -> Delivered:
    """Number, register and freeze the set of a year and stage; UsageError where it is out already or must not go out yet."""
    archive = Archive(workspace.issued)
    with archive.writing(on_wait) as writer:
        order = _order(workspace, wanted, today)
        number, mended = writer.number_for(order.request, taken=order.taken), writer.recovered
    _made(workspace, order, wanted, today, number, progress)
    with archive.writing(on_wait) as writer:
        order = _order(workspace, wanted, today)
        said = tuple(_remarks(order, wanted, today, writer.number_for(order.request, taken=order.taken), writer.register))
        document = writer.deliver(order.request, lambda number: _made(workspace, order, wanted, today, number, progress), taken=order.taken)
        mended, register = (*mended, *writer.recovered), writer.register
    _clear_away(workspace, wanted)
    delivered_package(workspace, document, register)
    return Delivered(document, parts_folder(workspace, document), mended, order.seen.reconciliation.problems, said)


def kept(workspace: Workspace, year: int, stage: Stage, today: date, progress: Progress = silent) -> Kept | None:
    """The set that was delivered, and how far the records have moved on since; None if none was."""
    if not Archive(workspace.issued).read().delivered(year, stage.value):  # asked first: most often there is none
        return None
    checked, foundation = pipeline.sound_records(workspace, today)
    document = foundation.issued.delivered(year, stage.value)
    if document is None:  # voided this moment
        return None
    delivered_package(workspace, document, foundation.issued)
    registers, public = pipeline.volume_records(workspace, year, stage, today, foundation, checked, progress)
    now = compose_and_reconcile(workspace, _sending(workspace, year, stage), registers, year, stage, today, public)
    return Kept(
        document,
        tuple(workspace.issued / file.path for file in document.files),
        parts_folder(workspace, document),
        content_of(now.volume) == document.made_from,
        moved_figures(workspace, document, now.reconciliation),
    )


def _order(workspace: Workspace, wanted: Wanted, today: date) -> _Order:
    """Read everything, compose the set as the records stand, and see that it is the one that a person saw."""
    checked, foundation = pipeline.sound_records(workspace, today)
    year, stage = wanted.year, wanted.stage
    registers, public = pipeline.volume_records(workspace, year, stage, today, foundation, checked)
    submission = _submission(registers.get(year), wanted, today)
    if document := foundation.issued.delivered(year, stage.value):
        raise UsageError(_twice(document, wanted))
    _require_meeting_ahead(submission, wanted, today)
    place = place_of(workspace, year, stage)
    seen = compare_volume(workspace, place, registers, year, stage, today, public)
    before = content_seen(place)
    if before and before != content_of(seen.volume):
        raise UsageError(
            f"{year} 年{stage}的资料或用语在成册以后变了，送交的会与看过的不一样。请先运行 jixiao volume {year} --for {stage}，重看，再送交。"
        )
    letter = seen.volume.parts[0].document
    if letter is None:
        raise RuntimeError("a volume begins with its covering letter")
    codes = foundation.office.codes
    number = require_number(submission.document_number) if submission.document_number else None
    series = _series(letter, number, wanted, foundation.office)
    request = DeliveryRequest(
        code=codes.letter,
        series=series,
        kind=KINDS[stage],
        genre=letter.genre.value,
        draft=draft_of_set(year, stage),
        title=letter.title_text,
        addressee=letter.addressee,
        issued_on=submission.submitted_on,
        when=wanted.when,
        approver="、".join(wanted.approvers),
        budget_year=year,
        facts=stated_facts(KINDS[stage], (), registers[year], submission.submitted_on),
        stage=stage.value,
        number=str(number) if number else "",
    )
    taken = tuple(one for register in registers.values() for one in typed_numbers(register))
    if number and taken.count(str(number)) > 1:
        raise UsageError(f"“{number}”在资料里还是别的函的文号，不能用作报送函的。请改正 content/{year}/congress.yml 的发文字号，或改正另一处。")
    return _Order(registers, public, pipeline.print_shop(workspace, foundation), seen, bool(before), request, taken)


def _series(letter: OfficialDocument, number: DocumentNumber | None, wanted: Wanted, office: Office) -> str:
    """The series of the covering letter's number; UsageError where the number is another body's to give, and was not given."""
    if letter.issuing_agency != office.name:
        if number is None:
            raise UsageError(f"报送函由{letter.issuing_agency}发，文号由它编：给了号以后，填在 content/{wanted.year}/congress.yml 的“发文字号”里，再送交。")
        return OTHER_SERIES
    return series_of(number, letter.issued_on, office.codes) if number else LETTER_SERIES


def _submission(register: Register | None, wanted: Wanted, today: date) -> Submission:
    file = f"content/{wanted.year}/congress.yml"
    submission = register.congress.submission(wanted.stage) if register and register.congress else None
    if submission is None:
        raise UsageError(f"{file} 里没有写“{wanted.stage}”，没有可送交的。请先写会议、开会日期和送交日期。")
    if submission.submitted_on > today:
        raise UsageError(
            f"送交日期 {format_date(submission.submitted_on)}还没有到，这一天是报送函的成文日期。到那天再送交；提前送交的，先改 {file} 的送交日期。"
        )
    return submission


def _require_meeting_ahead(submission: Submission, wanted: Wanted, today: date) -> None:
    """Before a number is given, for a number cannot be taken back."""
    if today > submission.held_on and not wanted.is_after_meeting:
        raise UsageError(
            f"会议（{format_date(submission.held_on)}）已经开过，没有编号：现在存档的是由现有资料编成的一套，与当时送出的可能不同，登记以后不能改。"
            "请先与送出的逐份核对；一致的，加上 --after-meeting 补存，网站会写明是会后存档的。"
            f"开会日期写错的，先改 content/{wanted.year}/congress.yml。"
        )


def _twice(document: IssuedDocument, wanted: Wanted) -> str:
    return (
        f"{wanted.year} 年{wanted.stage}的材料已于{format_date(document.issued_on)}以“{document.number}”送交存档，不能再送交一次。"
        f"数据变了，用 jixiao correct {document.number} 起草更正函，补送人大；整套送错了、要换的，先用 jixiao void {document.number} --why 原因 作废，"
        "再重新成册、送交：用新的文号，原来的一套留在档案里。"
    )


def _made(workspace: Workspace, order: _Order, wanted: Wanted, today: date, number: str, progress: Progress) -> MadeSet:
    """The set with its number in it, bound apart."""
    year, stage = wanted.year, wanted.stage
    place = _sending(workspace, year, stage)
    register = order.registers[year]
    assert register.congress  # the order was made of it
    numbered = {**order.registers, year: replace(register, congress=with_number(register.congress, stage, number))}
    compared = compare_volume(workspace, place, numbered, year, stage, today, order.public)
    package = package_once(place, compared, stage, order.shop, progress)
    files = {".pdf": package.whole.source, ".zip": package.archive.source, ".xlsx": compared.path, ".csv": compared.path.with_suffix(".csv")}
    return MadeSet(files, package.pages, content_of(compared.volume), named_in(compared, numbered, order.public, today))


def _sending(workspace: Workspace, year: int, stage: Stage) -> Path:
    place = place_of(workspace, year, stage)
    return place.parent / SENDING / place.name


def _remarks(order: _Order, wanted: Wanted, today: date, number: str, issued: IssuedRegister) -> Iterator[str]:
    """What the person at the desk should know, though nothing forbids it."""
    yield from remarks_on_day(number, order.request.issued_on, issued)
    if not order.was_bound:
        yield "这一套没有先成册看过，送出以前请逐份看存档的文件；有错的，作废以后重做。"
    congress = order.registers[wanted.year].congress
    submission = congress.submission(wanted.stage) if congress else None
    if submission and today > submission.held_on:
        yield (
            f"会议（{format_date(submission.held_on)}）已经开过，存档的是现在由资料编成的一套，与当时送出的可能不同，请逐份核对；"
            "网站会写明是会后存档的。核对不一致的，请作废，改正资料后重做。"
        )


def _clear_away(workspace: Workspace, wanted: Wanted) -> None:
    """What was delivered is no draft any more: what is to be sent stands in the archive."""
    place = place_of(workspace, wanted.year, wanted.stage)
    remove_tree(place.parent / SENDING)
    remove_tree(place)
    for path in place.parent.glob(f"{place.name}*.*"):
        path.unlink()
