"""Letters composed from the repository's sample, as text that can be read and compared."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from generator.engine.workspace import Workspace
from generator.letters.composing.kinds import LETTER_KINDS, LetterKind
from generator.letters.composing.subject import Subject, subject_of
from generator.letters.document import Block, Cell, Heading, Join, OfficialDocument, Paragraph, Table, TableRow
from generator.letters.wording import Wording
from generator.records.loading import Loader
from generator.records.register import Register

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 21)
KINDS = {kind.word: kind for kind in LETTER_KINDS}


@cache
def wording() -> Wording:
    return Wording((ROOT / "templates",))


@cache
def registers() -> dict[int, Register]:
    workspace = Workspace.open(ROOT)
    loader = Loader(workspace)
    foundation = loader.foundation()
    assert foundation
    return {year: loader.year(foundation, year) for year in workspace.years()}


def subject(year: int, dossier_id: str, today: date = DAY) -> Subject:
    """A dossier of the sample."""
    register = registers()[year]
    return subject_of(next(one for one in register.dossiers if one.id == dossier_id), register, today)


def changed(subject: Subject, section: str, **changes: Any) -> Subject:
    """The subject with other values in one section of its dossier; without values, without the section."""
    old = getattr(subject.dossier, section)
    new = old.model_copy(update=changes) if changes else None
    return replace(subject, dossier=subject.dossier.model_copy(update={section: new}))


def with_items(subject: Subject, *changes: dict[str, Any]) -> Subject:
    """The subject with as many rectification items as there are changes, changed so."""
    assert subject.dossier.rectification
    items = subject.dossier.rectification.items
    return changed(subject, "rectification", items=tuple(item.model_copy(update=change) for item, change in zip(items, changes, strict=False)))


def draft(word: str, *subjects: Subject) -> OfficialDocument:
    """The letter of a kind, which must concern all of them."""
    kind = KINDS[word]
    assert all(kind.concerns(one) for one in subjects)
    return kind.compose(subjects, wording())


def concerned(kind: LetterKind, register: Register, today: date = DAY) -> list[Subject]:
    found = [subject_of(dossier, register, today) for dossier in register.dossiers]
    return [one for one in found if kind.concerns(one)]


def words(document: OfficialDocument) -> str:
    """Headings and paragraphs of the body, a line each."""
    return "\n".join(block.text for block in document.body if isinstance(block, Heading | Paragraph))


def text_of(document: OfficialDocument) -> str:
    """All that a reader sees, without the layout; `·` marks where the title may break."""
    lines = [document.name, f"{document.issued_on}", "·".join(document.title), f"{document.addressee}：", *_lines(document.body)]
    for annex in document.annexes:
        lines += [f"附件　{annex.title}", *_lines(annex.blocks)]
    return "\n".join([*lines, f"抄送：{'，'.join(document.copied_agencies)}"]) + "\n"


def tables(document: OfficialDocument) -> list[Table]:
    return [block for block in document.body if isinstance(block, Table)]


def _lines(blocks: tuple[Block, ...]) -> list[str]:
    lines = []
    for block in blocks:
        if isinstance(block, Table):
            rows = (TableRow(tuple(column.heading for column in block.columns)), *block.rows)
            lines += ["  " + " | ".join(_cell(cell) for cell in row.cells) for row in rows]
        else:
            lines.append(block.text)
    return lines


def _cell(cell: str | Cell | Join) -> str:
    if isinstance(cell, Join):
        return ""
    return cell.text if isinstance(cell, Cell) else cell
