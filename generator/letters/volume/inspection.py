"""Everything that must be right before a volume is bound: its words, its templates, its figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.letters.document import Genre, Heading, OfficialDocument, Paragraph
from generator.letters.volume.figures import blocks_of
from generator.letters.volume.handwritten import handwritten_figures
from generator.letters.volume.part import PartKind, Volume
from generator.letters.volume.reconcile import Reconciliation, reconcile
from generator.letters.wording import Wording
from generator.problems import Problem, sort_problems
from generator.records.register import Register
from generator.records.rules import DocumentCase, check_document

WORDED = (PartKind.LETTER, PartKind.REPORT)


def inspect_volume(
    volume: Volume,
    registers: Mapping[int, Register],
    today: date,
    wording: Wording,
    *,
    template_folders: Sequence[Path],
    others: Iterable[tuple[str, str, str]] = (),
) -> Reconciliation:
    """The list of what was compared, and every problem: figures that differ, figures typed by hand, words that a 文种 does not bear."""
    compared = reconcile(volume, registers, today, wording, others=others)
    problems = [*compared.problems, *handwritten_figures(template_folders), *_manners(volume)]
    return Reconciliation(compared.rows, tuple(sort_problems(problems)))


def _manners(volume: Volume) -> Iterator[Problem]:
    for part in volume.parts:
        if part.document and part.kind in WORDED:
            yield from check_document(_case(part.document, part.kind))


def _case(document: OfficialDocument, kind: PartKind) -> DocumentCase:
    paragraphs = tuple(block.text for block in blocks_of(document) if isinstance(block, Heading | Paragraph))
    genre = Genre.REPORT.value if kind is PartKind.REPORT else document.genre.value
    return DocumentCase(document.name, genre, document.title_text, document.addressee, document.copied_agencies, False, paragraphs, "congress_*.md.jinja")
