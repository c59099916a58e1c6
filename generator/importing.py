"""Forms into records: read → understood → filed, or told why not.

Files are read in several processes; what they say is laid together in one, dossier by dossier.
"""

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.engine.grids.apart import ReaderApart
from generator.engine.grids.grid import Grid, Spot
from generator.engine.grids.outcome import RemarkKind, UnreadableFile
from generator.engine.workers import Progress, run_units, silent
from generator.engine.workspace import Workspace
from generator.import_filing import WHICH_UNIT, Filing, Wanted
from generator.import_report import ANSWER_SHEET, FILE_SHEET, FieldQuestion, ReportRead, report_read
from generator.letters.archive.archive import Archive
from generator.problems import ContentError, UsageError
from generator.records.intake.candidate import Candidate, CellRef, Note, Weight
from generator.records.intake.codes import filing_note
from generator.records.intake.filing.outcome import Outcome
from generator.records.intake.filing.planning import without_faulty
from generator.records.intake.scanning.form_files import load_forms
from generator.records.intake.scanning.headings import Forms
from generator.records.intake.understanding.sheet import understand
from generator.records.loading import KNOWN_KEYS

TABLE_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods", ".docx", ".doc", ".wps", ".csv", ".htm", ".html"})
LOCK_FILES = ("~$", ".~")


@dataclass(frozen=True)
class Imported:
    """What a run did."""

    outcome: Outcome
    files: Mapping[str, Path]  # as messages name them
    read: int
    skipped: int
    forms: int
    fields: Mapping[str, int]  # cells by their fates
    changed: tuple[str, ...]  # records written, or to be written
    is_dry: bool
    years: Mapping[str, int]  # of each file whose forms name none: the one that was given, now or when it was first imported

    @property
    def has_errors(self) -> bool:
        """True if something that the forms say did not get into the records."""
        return any(note.weight is Weight.ERROR for note in self.outcome.notes) or any(not one.is_written for one in self.outcome.differences)


# --- files ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    files: dict[str, Path]
    skipped: int
    notes: tuple[Note, ...]


def _gather(paths: Iterable[Path]) -> _Found:
    """The files to read, by the name that messages give them; folders are walked in order."""
    files: dict[str, Path] = {}
    seen: set[Path] = set()
    others: dict[str, list[str]] = {}
    skipped = 0
    for path in paths:
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                name = (Path(path.name) / inner.relative_to(path)).as_posix()
                if inner.is_dir():
                    continue
                if any(part.startswith((".", *LOCK_FILES)) for part in inner.relative_to(path).parts):
                    skipped += 1
                elif inner.suffix.lower() not in TABLE_ENDINGS:
                    others.setdefault(inner.suffix.lower() or "没有扩展名", []).append(name)
                elif inner.resolve() not in seen:
                    seen.add(inner.resolve())
                    files[_free(name, files)] = inner
        elif path.exists():
            if path.resolve() not in seen:
                seen.add(path.resolve())
                files[_free(path.name, files)] = path
        else:
            raise UsageError(f"没有“{path}”这个文件或文件夹。")
    notes = tuple(
        filing_note("X05", CellRef(names[0]), ending, f"{ending} 文件 {len(names)} 个" + (f"，如 {names[0]}" if len(names) > 1 else ""))
        for ending, names in sorted(others.items())
    )
    return _Found(files, skipped + sum(map(len, others.values())), notes)


def _free(name: str, taken: Mapping[str, Path]) -> str:
    count, free = 1, name
    while free in taken:
        count += 1
        free = f"{name}（{count}）"
    return free


# --- reading, in processes -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Read:
    """What one file gave; small, as it comes from another process."""

    name: str
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[Note, ...] = ()
    report: ReportRead | None = None  # where the file is one that was filled in
    fates: tuple[tuple[str, int], ...] = ()
    forms: int = 0
    texts: Mapping[CellRef, str] = field(default_factory=dict)  # what stands in the cells that the candidates came from
    blanks: Mapping[tuple[CellRef, str], CellRef] = field(default_factory=dict)  # of each form, the empty cell behind a label


@dataclass
class _Process:
    """What this process reads with: the forms it knows, and a process apart for files that nobody trusts."""

    forms: Forms
    reader: ReaderApart


_process: list[_Process] = []


def _prepare(folders: tuple[Path, ...]) -> None:
    _process[:] = [_Process(load_forms(folders)[0], ReaderApart())]


def _finish() -> None:
    """End the process apart, where files were read in this one; those of workers end with them."""
    while _process:
        _process.pop().reader.__exit__(None, None, None)


def _read(named: tuple[str, Path]) -> _Read:
    name, path = named
    try:
        found = _process[0].reader.read(path, name=name)
    except UnreadableFile as trouble:
        return _Read(name, notes=(filing_note("X03", CellRef(name), "", f"{trouble.hindrance.value}。{trouble.message}", todo=trouble.remedy),))
    if any(grid.sheet == ANSWER_SHEET for grid in found.grids) and (report := report_read(found.grids)) is not None:
        return _Read(name, report=report)
    notes = [filing_note("X04", _cell_of(name, remark.sheet, remark.spots), remark.kind.value, remark.message, todo=remark.remedy) for remark in found.remarks if remark.kind is not RemarkKind.NO_RESULT]  # told where the result is needed
    candidates: list[Candidate] = []
    texts: dict[CellRef, str] = {}
    blanks: dict[tuple[CellRef, str], CellRef] = {}
    fates: dict[str, int] = {}
    forms = 0
    for grid in found.grids:
        try:
            understood = understand(grid, _process[0].forms)
        except Exception as fault:  # our own fault: the other sheets are read all the same
            where = traceback.extract_tb(fault.__traceback__)[-1]
            notes.append(filing_note("X07", CellRef(name, grid.sheet), "", f"{type(fault).__name__}，{Path(where.filename).name} 第 {where.lineno} 行"))
            continue
        notes += understood.notes
        sound, more = without_faulty(understood.candidates, understood.notes)
        candidates += sound
        for cell in (cell for candidate in sound for cell in candidate.sources.values() if cell.first.row):
            found_cell = grid.at(cell.first.row, cell.first.column)
            texts[cell] = found_cell.text if found_cell else ""
        notes += more
        blanks.update(_blanks(grid, [candidate.area for candidate in sound]))
        forms += bool(understood.form)
        for fate in understood.fates.values():
            fates[fate.value] = fates.get(fate.value, 0) + 1
    return _Read(name, tuple(candidates), tuple(notes), fates=tuple(fates.items()), forms=forms, texts=texts, blanks=blanks)


def _blanks(grid: Grid, areas: Iterable[CellRef]) -> Iterator[tuple[tuple[CellRef, str], CellRef]]:
    """The empty cells to the right of what is called as a field is."""
    for cell in grid.cells:
        key = re.sub(r"[\s*:：]", "", cell.text)
        behind = Spot(cell.spot.row, cell.last.column + 1)
        found = grid.at(behind.row, behind.column)
        if key in KNOWN_KEYS and not (found and found.text):
            for area in areas:
                if area.first.row <= cell.spot.row and (area.last is None or cell.spot.row <= area.last.row):
                    yield (area, key), CellRef(area.file, area.sheet, behind)


def _cell_of(name: str, sheet: str, spots: Sequence[Spot]) -> CellRef:
    return CellRef(name, sheet, spots[0], spots[-1] if len(spots) > 1 else None) if spots else CellRef(name, sheet)


def import_forms(
    workspace: Workspace, wanted: Wanted, today: date, progress: Progress = silent, processes: int | None = None, on_wait: Callable[[str], None] = lambda message: None
) -> Imported:
    """Read forms and write what they say into the records; UsageError where the call is wrong, ContentError where the records are.

    The records are read and written under the lock of the archive: two imports would give one number to two projects, and a letter
    could be made of records half of which are new. `on_wait` gets a sentence to show where another holds it.
    """
    problems = load_forms(workspace.template_folders)[1]
    if problems:
        raise ContentError(problems)
    found = _gather(wanted.paths)
    files = dict(found.files)
    reads = _read_all(workspace, tuple(files.items()), progress, processes)
    answers = _Answers(files)
    answers.take(reads)
    if more := answers.files_to_read(files):  # a report alone: the forms that it speaks of
        files.update(more)
        reads += _read_all(workspace, tuple(more.items()), progress, processes)
    texts = {cell: text for read in reads for cell, text in read.texts.items()}
    blanks = {at: cell for read in reads for at, cell in read.blanks.items()}
    with nullcontext() if wanted.is_dry else Archive(workspace.issued).alone(on_wait):
        work = Filing(workspace, wanted, today, answers, lambda cell: texts.get(cell, ""), lambda form, key: blanks.get((form, key)))
        work.outcome.notes += [*found.notes, *answers.notes, *(note for read in reads for note in read.notes)]
        work.run([candidate for read in reads for candidate in read.candidates], progress)
        work.outcome.notes += answers.unused()
    fates: dict[str, int] = {}
    for read in reads:
        for fate, count in read.fates:
            fates[fate] = fates.get(fate, 0) + count
    return Imported(
        work.outcome, files, len(files), found.skipped, sum(read.forms for read in reads), fates,
        tuple(sorted(work.changed)), wanted.is_dry, {name: year for name in files if (year := wanted.year or answers.year_of(CellRef(name)))},
    )  # fmt: skip


def _read_all(workspace: Workspace, files: tuple[tuple[str, Path], ...], progress: Progress, processes: int | None) -> list[_Read]:
    work = run_units(_read, files, prepare=_prepare, prepared_with=(workspace.template_folders,), processes=processes)
    try:
        return list(progress(work, total=len(files), label="读表"))
    finally:
        _finish()


def _whole(files: Mapping[str, Path]) -> dict[str, Path]:
    return {name: path.resolve() for name, path in files.items()}


class _Answers:
    """What people filled into the reports of earlier runs; each answer is used, or told."""

    def __init__(self, files: Mapping[str, Path]):
        self._paths = _whole(files)
        self._given: dict[tuple[Path, str, str], dict[str, tuple[str, CellRef]]] = {}  # of each form, by what was asked
        self.units: dict[str, tuple[str, CellRef]] = {}  # what a person said a writing means
        self._years: dict[Path, int] = {}  # given by `--year` when the report was made
        self._listed: dict[Path, CellRef] = {}  # the files of those runs, and the report that names them
        self._names: dict[Path, str] = {}  # as messages named them then
        self._used: set[CellRef] = set()
        self._is_whole = True
        self.notes: list[Note] = []

    def take(self, reads: Iterable[_Read]) -> None:
        """Remember the filled cells of every report among the files."""
        for read in reads:
            if read.report is None:
                continue
            folder = self._paths[read.name].parent
            for way, name, year in read.report.files:
                path = (folder / way).resolve()
                self._names.setdefault(path, name)
                self._listed.setdefault(path, CellRef(read.name, FILE_SHEET))
                if year:
                    self._years[path] = year
            for one in read.report.questions:
                self._take(one, folder, CellRef(read.name, ANSWER_SHEET, one.spot))

    def _take(self, one: FieldQuestion, folder: Path, cell: CellRef) -> None:
        path = (folder / one.path).resolve()
        self._listed[path] = cell
        if one.year:
            self._years[path] = one.year
        if one.answer:
            self._given.setdefault((path, one.sheet.strip(), one.area), {})[one.field] = one.answer, cell
            if unit := re.fullmatch(rf"“(.+)”{WHICH_UNIT}", one.field):
                self.units[unit[1]] = one.answer, cell
                self._used.add(cell)  # what is wrong with it is told where aliases are made

    def files_to_read(self, files: Mapping[str, Path]) -> dict[str, Path]:
        """The forms of those runs that are not among the files given: a dossier is made of all that speak of it."""
        known = set(self._paths.values())
        more: dict[str, Path] = {}
        gone = {path: cell for path, cell in self._listed.items() if path not in known and not path.is_file()}
        self.notes += [filing_note("X06", cell, path.name) for path, cell in gone.items()]
        for path in self._listed if not gone else ():  # without one of its forms a dossier would be written by halves
            if path not in known:
                more[_free(self._names.get(path, path.name), {**files, **more})] = path
        self._is_whole = not gone
        self._paths |= _whole(more)
        return more

    def year_of(self, form: CellRef) -> int | None:
        """The year that was given for the forms of this file when they were first imported."""
        path = self._paths.get(form.file)
        return self._years.get(path) if path else None

    def __call__(self, form: CellRef, asked: str) -> tuple[str, CellRef] | None:
        """The answer for a field of a form."""
        found = self._of(form).get(asked)
        if found:
            self._used.add(found[1])
        return found

    def of_form(self, form: CellRef) -> Iterator[tuple[str, str, CellRef]]:
        """All answers for a form: what was asked, the answer, its cell."""
        for asked, (answer, cell) in self._of(form).items():
            yield asked, answer, cell

    def _of(self, form: CellRef) -> Mapping[str, tuple[str, CellRef]]:
        path = self._paths.get(form.file)
        return self._given.get((path, form.sheet.strip(), form.area), {}) if path else {}

    def unused(self) -> Iterator[Note]:
        """What was answered and asked by nobody."""
        for asked, (answer, cell) in (one for given in self._given.values() for one in given.items()):
            if cell not in self._used and self._is_whole:
                yield filing_note("X96", cell, answer, asked)
