"""The whole build on one screen: load → check → compose → print → disclose → publish."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.engine.workers import Progress, silent
from generator.engine.workspace import Workspace
from generator.letters.composing import kinds
from generator.letters.composing.subject import Subject, subject_of
from generator.letters.document import OfficialDocument
from generator.letters.printing import PrintedLetter, PrintShop
from generator.letters.wording import Wording
from generator.problems import ContentError, Problem, Severity, UsageError, sort_problems
from generator.records.loading import Loader
from generator.records.register import Foundation, Register, YearRow
from generator.records.results import summarise
from generator.records.rules import check_register
from generator.website.disclosure import disclose
from generator.website.memory import inputs_of, recall, remember
from generator.website.public import LetterFile, PublicRegister
from generator.website.release import SiteReport
from generator.website.site import build_website

LETTER_KINDS = {kind.word: kind for kind in kinds.LETTER_KINDS}  # by the word on the command line


@dataclass(frozen=True)
class Selection:
    """Which letters are wanted; an empty word wants all."""

    kind: str = ""
    unit: str = ""
    project: str = ""

    @property
    def is_everything(self) -> bool:
        """True if nothing was left out."""
        return not (self.kind or self.unit or self.project)

    def wants(self, subject: Subject) -> bool:
        """True if letters about this subject are asked for."""
        is_unit = self.unit in ("", *subject.unit.names)
        return is_unit and self.project in ("", subject.dossier.id, subject.dossier.title)


@dataclass(frozen=True)
class Checked:
    """A workspace that was read and put to the rules."""

    foundation: Foundation | None
    years: tuple[int, ...]
    rows: tuple[YearRow, ...]
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """True if nothing may be built from it."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True)
class Drafted:
    """A letter with the dossiers it is about."""

    letter: PrintedLetter
    dossiers: tuple[str, ...]
    year: int


@dataclass(frozen=True)
class _Composed:
    """A document with the dossiers it is about, not printed yet."""

    document: OfficialDocument
    dossiers: tuple[str, ...]
    year: int


@dataclass(frozen=True)
class BuildReport:
    """What a build made."""

    problems: tuple[Problem, ...]
    drafts: tuple[Drafted, ...] = ()
    removed: tuple[Path, ...] = ()
    site: SiteReport | None = None
    is_site_new: bool = False


def check(workspace: Workspace, today: date) -> Checked:
    """Read everything and put it to all rules; every problem is found at once."""
    loader = Loader(workspace)
    foundation = loader.foundation()
    years = workspace.years()
    if foundation is None:
        for year in years:  # without the office no rules, but what is wrong in the writing can be told
            loader.scan(year)
        return Checked(None, years, (), sort_problems(loader.problems))
    rows = tuple(row for year in years for row in summarise(loader.year(foundation, year), today))
    problems: list[Problem] = []
    for register in _registers(loader, foundation, years, rows):
        problems += check_register(register, today, loader.locate)
    return Checked(foundation, years, rows, sort_problems([*loader.problems, *problems]))


def _registers(loader: Loader, foundation: Foundation, years: tuple[int, ...], rows: tuple[YearRow, ...]) -> Iterator[Register]:
    """One year after the other, so that memory holds one; of the others each knows a row per dossier."""
    for year in years:
        yield replace(loader.year(foundation, year), other_years=tuple(row for row in rows if row.year != year))


def make_letters(workspace: Workspace, today: date, selection: Selection, progress: Progress = silent) -> BuildReport:
    """Drafts of the letters selected, and nothing else."""
    return _draft(workspace, today, _sound(workspace, today), selection, progress)


def _draft(workspace: Workspace, today: date, sound: tuple[Checked, Foundation], selection: Selection, progress: Progress) -> BuildReport:
    checked, foundation = sound
    composed = [
        found for register in _registers(Loader(workspace), foundation, checked.years, checked.rows) for found in _compose(workspace, register, today, selection)
    ]
    if not composed and not selection.is_everything:
        raise UsageError(_nothing_selected(foundation, checked, selection))
    return _print(workspace, foundation, checked, composed, progress, removes_others=selection.is_everything)


def build(workspace: Workspace, today: date, progress: Progress = silent) -> BuildReport:
    """All letters and the site."""
    checked, foundation = _sound(workspace, today)
    report = _draft(workspace, today, (checked, foundation), Selection(), progress)
    letters = [file for drafted in report.drafts for file in _letter_files(drafted)]
    public: list[PublicRegister] = [
        disclose(register, today=today, letters=[one for one in letters if one.year == register.year])
        for register in _registers(Loader(workspace), foundation, checked.years, checked.rows)
    ]
    # A coming year is in the records for its ex-ante letters long before there is anything to publish.
    shown = [one for one in public if one.dossiers or one.year <= today.year] or public
    inputs = inputs_of(shown, workspace)
    if site := recall(workspace, inputs):
        return replace(report, site=site)
    site = build_website(shown, workspace)
    remember(workspace, inputs, site)
    return replace(report, site=site, is_site_new=True)


def _sound(workspace: Workspace, today: date) -> tuple[Checked, Foundation]:
    checked = check(workspace, today)
    if checked.has_errors or checked.foundation is None:
        raise ContentError(checked.problems)
    return checked, checked.foundation


def _compose(workspace: Workspace, register: Register, today: date, selection: Selection) -> Iterator[_Composed]:
    wording = Wording(workspace.template_folders)
    subjects = [subject_of(dossier, register, today) for dossier in register.dossiers]
    for kind in kinds.LETTER_KINDS:
        if selection.kind not in ("", kind.word):
            continue
        for group, serial in _groups(kind, subjects, is_merged=register.office.letters.is_merged):
            if any(selection.wants(subject) for subject in group):
                document = kind.compose(group, wording)
                named = replace(document, name=f"{document.name}-{serial}") if serial > 1 else document
                yield _Composed(named, tuple(subject.dossier.id for subject in group), register.year)


def _groups(kind: kinds.LetterKind, subjects: Iterable[Subject], *, is_merged: bool) -> Iterator[tuple[tuple[Subject, ...], int]]:
    """What goes into one letter: one subject, or under 一函多项 all of one department and series.

    With it, of a department's letters about several, the how-manieth it is in the order of their series.
    """
    concerned = [subject for subject in subjects if kind.concerns(subject)]
    if not is_merged:
        yield from (((subject,), 1) for subject in concerned)
        return
    found: dict[tuple[str, str], list[Subject]] = {}
    for subject in concerned:
        found.setdefault((subject.department.code, kind.series(subject)), []).append(subject)
    serials: dict[str, int] = {}
    for department, series in sorted(found):
        group = tuple(found[department, series])
        serials[department] = serials.get(department, 0) + (len(group) > 1)
        yield group, serials[department] if len(group) > 1 else 1


def _nothing_selected(foundation: Foundation, checked: Checked, selection: Selection) -> str:
    """Why no letter fits, with the nearest name where a name was not found."""
    units = {name for unit in foundation.units.values() for name in unit.names}
    projects = {name for row in checked.rows for name in (row.id, row.title)}
    for word, names, what in ((selection.unit, units, "单位"), (selection.project, projects, "项目")):
        if word and word not in names:
            near = [*(name for name in sorted(names) if word in name), *difflib.get_close_matches(word, names, 3, 0.4)]
            return f"没有{what}“{word}”。" + (f"是否应为{'、'.join(f'“{name}”' for name in dict.fromkeys(near[:3]))}？" if near else f"请核对{what}的编码或名称。")
    return "没有符合条件的函：所选的单位或项目目前不需要这种函。"


def _print(
    workspace: Workspace,
    foundation: Foundation,
    checked: Checked,
    composed: list[_Composed],
    progress: Progress,
    *,
    removes_others: bool,
) -> BuildReport:
    shop = PrintShop(
        workspace.template_folders,
        workspace.font_folders,
        {name: workspace.root / path for name, path in foundation.office.letters.fonts.items()},
        workspace.build,
    )
    folders = {one.document.name: workspace.letters / str(one.year) for one in composed}
    letters = shop.print_all([one.document for one in composed], folders, progress)
    drafts = tuple(Drafted(letter, one.dossiers, one.year) for letter, one in zip(letters, composed, strict=True))
    removed = _remove_stale(workspace, {letter.path for letter in letters}) if removes_others else ()
    return BuildReport(checked.problems, drafts, removed)


def _remove_stale(workspace: Workspace, current: set[Path]) -> tuple[Path, ...]:
    """A draft that no record asks for any more must not be sent by mistake."""
    stems = "|".join(re.escape(kind.stem) for kind in kinds.LETTER_KINDS)
    ours = re.compile(rf"(?:{stems})-\d{{4}}-(?:unit-[0-9-]+|[A-Z0-9-]+)\.pdf")
    stale = tuple(path for path in sorted(workspace.letters.glob("*/*.pdf")) if path not in current and ours.fullmatch(path.name))
    for path in stale:
        path.unlink()
    return stale


def _letter_files(drafted: Drafted) -> Iterator[LetterFile]:
    """The letter as the site knows it, once for each dossier that it is about."""
    document = drafted.letter.document
    for dossier in drafted.dossiers:
        yield LetterFile(
            dossier=dossier,
            year=drafted.year,
            kind=document.kind,
            title=document.title_text,
            file_name=drafted.letter.path.name,
            document_number=document.document_number or "",
            issued_on=document.issued_on,
            pages=drafted.letter.pages,
            size=drafted.letter.size,
            is_draft=document.is_draft,
            source=drafted.letter.path,
            also_about=tuple(other for other in drafted.dossiers if other != dossier),
        )
