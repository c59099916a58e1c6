"""What is looked at before a number is given: a number cannot be taken back, so this is the last moment to ask."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.drafting import Draft, Selection, drafts_of, fingerprint_of
from generator.engine.chinese import format_date
from generator.engine.files import write_text
from generator.engine.workspace import Workspace
from generator.letters.wording import Wording
from generator.problems import UsageError
from generator.records.issued import IssuedRegister
from generator.records.register import Register
from generator.records.sequence import latest_event


@dataclass(frozen=True)
class SeenDraft:
    """A draft as a person could see it: printed on which day, and what it was."""

    day: date
    fingerprint: str


def note_draft(workspace: Workspace, draft: Draft, day: date) -> None:
    """Remember what a printed draft was, so that nobody signs one text and sends another."""
    note = {"日期": day.isoformat(), "指纹": fingerprint_of(draft.document)}
    write_text(_note(workspace, draft.document.name), json.dumps(note, ensure_ascii=False))


def _note(workspace: Workspace, name: str) -> Path:
    return workspace.build / "seen" / f"{name}.json"


def seen_draft(workspace: Workspace, name: str) -> SeenDraft | None:
    """The draft that lies in the workspace, if one was printed there."""
    note = _note(workspace, name)
    if not note.is_file() or not any(workspace.letters.glob(f"*/{name}.pdf")):
        return None
    values = json.loads(note.read_text(encoding="utf-8"))
    return SeenDraft(date.fromisoformat(values["日期"]), values["指纹"])


def require_unchanged(workspace: Workspace, names: Iterable[str], registers: Iterable[Register]) -> None:
    """UsageError if records or wording changed since a draft was printed: what was approved would not be what goes out."""
    wording, years = Wording(workspace.template_folders), tuple(registers)
    seen = {name: draft for name in names if (draft := seen_draft(workspace, name))}
    for day in sorted({draft.day for draft in seen.values()}):
        now = {one.document.name: fingerprint_of(one.document) for register in years for one in drafts_of(register, day, wording, Selection())}
        for name, draft in seen.items():
            if draft.day == day and now.get(name) != draft.fingerprint:
                raise UsageError(
                    f"“{name}”的资料或用语在{format_date(day)}生成草稿以后变了，签发的会与看过的不一样。请先运行 jixiao letters，重看草稿，再签发。"
                )


def require_day_after_events(draft: Draft, register: Register, on: date) -> None:
    """UsageError if the document would bear a day before what it tells of."""
    event = latest_event(draft.document.kind, register.dossiers_of(draft.dossiers) or register.dossiers)
    if event and on < event.day:
        raise UsageError(f"成文日期 {on} 早于{event.name}（{event.day}），“{draft.document.name}”不能签发。请核对 --date。")


def remarks_on_day(number: str, on: date, issued: IssuedRegister) -> Iterator[str]:
    """A number whose day is before that of the number before it."""
    last = [one for one in issued.documents if number.startswith(f"{one.code}〔{one.year}〕") and not one.is_entered]
    if last and last[-1].issued_on > on:
        yield f"{number} 的成文日期 {on} 早于上一号 {last[-1].number} 的 {last[-1].issued_on}，请核对。"


def remarks(draft: Draft, register: Register, on: date, issued: IssuedRegister, number: str) -> Iterator[str]:
    """What the person at the desk should know, though nothing forbids it."""
    yield from remarks_on_day(number, on, issued)
    for dossier in register.dossiers_of(draft.dossiers):
        unit = register.unit_of(dossier)
        if unit and unit.is_secret:
            yield f"{unit.label}是涉密单位，{number} 上没有密级。请按保密规定核对能否用本程序办理。"
