"""The report of an import as a workbook: a row for each thing worth knowing, linked to its cell; and a sheet to fill in and send back."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.engine.grids.grid import Grid, Spot
from generator.engine.sheets import ColumnKind, Link, Sheet, SheetColumn, Value
from generator.engine.workbook import workbook_bytes
from generator.records.intake.candidate import CellRef, Note, Weight
from generator.records.intake.filing.outcome import Outcome

ANSWER_SHEET, FILE_SHEET = "待补充", "文件清单"
FILE, SHEET, CELL = SheetColumn("文件", 28), SheetColumn("表", 14), SheetColumn("单元格", 10)
UNIT, TITLE, RECORD = SheetColumn("单位", 18), SheetColumn("项目", 24), SheetColumn("资料文件", 34)
ASKED, ANSWER, PATH = "要补充的", "填在这里", "程序用（请勿改动）"
GIVEN = SheetColumn("表上没有年度时按", 10, ColumnKind.NUMBER)  # what `--year` said, so that it need not be said again
ORDER = (Weight.ERROR, Weight.GUESS, Weight.NOTICE)
TABLES_WITH_CELLS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")


@dataclass(frozen=True)
class FieldQuestion:
    """A row of 待补充 as it came back: of which form, what was asked, what a person filled in (empty if nothing), and where."""

    path: str  # the form's file, relative to the report's folder
    sheet: str
    area: str
    field: str
    answer: str
    spot: Spot
    year: int | None = None  # given by `--year` when the report was made


@dataclass(frozen=True)
class ReportRead:
    """A report as it came back: what was asked, and the files that were read then, with the year that `--year` gave them."""

    questions: tuple[FieldQuestion, ...]
    files: tuple[tuple[str, str, int | None], ...]  # way from the report's folder, name, year


def sorted_notes(notes: Iterable[Note]) -> list[Note]:
    """The worst first, then file by file in the order of cells."""
    weights = [*ORDER, Weight.UNPLACED]
    return sorted(notes, key=lambda note: (weights.index(note.weight), note.cell.file, note.cell.sheet, note.cell.first, note.code))


def report_bytes(outcome: Outcome, files: Mapping[str, Path], folder: Path, today: date, years: Mapping[str, int]) -> bytes:
    """The workbook; `folder` is where it will stand, so that links are relative; `years` were given for files that name none."""
    places = _Places(files, folder)
    notes = sorted_notes(outcome.notes)
    return workbook_bytes(
        (
            _problems([note for note in notes if note.weight is not Weight.UNPLACED], places),
            _differences(outcome, places),
            _unplaced([note for note in notes if note.weight is Weight.UNPLACED], places),
            _missing(outcome, places, years),
            _written(outcome, places),
            _files(places, years),
        ),
        title=f"导入报告（{today}）",
        made_on=today,
    )


@dataclass(frozen=True)
class _Places:
    """Cells as links, relative to the report."""

    files: Mapping[str, Path]
    folder: Path

    def path(self, name: str) -> str:
        """The way from the report to a file; empty if it is none (`--alias`)."""
        path = self.files.get(name)
        if path is None:
            return ""
        try:
            return Path(os.path.relpath(path.resolve(), self.folder.resolve())).as_posix()
        except ValueError:  # on another drive
            return path.resolve().as_posix()

    def columns(self, cell: CellRef | None) -> tuple[Value, Value, Value]:
        """File, sheet and cell, the last as a link, or the file where there is no cell."""
        if cell is None:
            return None, None, None
        path = self.path(cell.file)
        if not path:
            return cell.file, cell.sheet or None, cell.area or None
        if not cell.area or not path.lower().endswith(TABLES_WITH_CELLS):
            return Link(cell.file, path), cell.sheet or None, cell.area or None
        quoted = cell.sheet.replace("'", "''")
        return cell.file, cell.sheet, Link(cell.area, path, f"'{quoted}'!{cell.area}")


def _problems(notes: Sequence[Note], places: _Places) -> Sheet:
    columns = (
        SheetColumn("程度", 8), FILE, SHEET, CELL, SheetColumn("表上写的", 26), SheetColumn("理解为", 26), SheetColumn("说明", 44),
        SheetColumn("怎么办", 40), SheetColumn("代码", 7),
    )  # fmt: skip
    rows = [(note.weight.value, *places.columns(note.cell), note.stands, note.understood, note.message, note.todo, note.code) for note in notes]
    return Sheet("问题", columns, rows)


def _differences(outcome: Outcome, places: _Places) -> Sheet:
    columns = (UNIT, TITLE, SheetColumn("哪一项", 34), SheetColumn("资料里", 30), SheetColumn("表上", 30), FILE, SHEET, CELL, SheetColumn("结果", 20), RECORD)
    rows = [
        (one.subject.unit, one.subject.title, one.field, one.recorded, one.said, *places.columns(one.cell),
         "已按表替换" if one.is_written else "没有写入；表对的，加 --replace 再导入", one.subject.file)
        for one in outcome.differences
    ]  # fmt: skip
    return Sheet("差异", columns, rows)


def _unplaced(notes: Sequence[Note], places: _Places) -> Sheet:
    columns = (FILE, SHEET, CELL, SheetColumn("表上写的", 60), SheetColumn("说明", 36), SheetColumn("怎么办", 36), SheetColumn("代码", 7))
    return Sheet("没有去处", columns, [(*places.columns(note.cell), note.stands, note.message, note.todo, note.code) for note in notes])


def _missing(outcome: Outcome, places: _Places, years: Mapping[str, int]) -> Sheet:
    columns = (
        FILE, SHEET, CELL, UNIT, TITLE, SheetColumn(ASKED, 34), SheetColumn("怎么填", 44), SheetColumn(ANSWER, 30), SheetColumn(PATH, 20), GIVEN,
    )  # fmt: skip
    rows = []
    for one in outcome.missing:
        file, sheet, cell = places.columns(one.cell)
        rows.append((file, sheet, cell, one.subject.unit, one.subject.title, one.field, one.meaning, None, places.path(one.cell.file), years.get(one.cell.file)))
    answer = next(place for place, column in enumerate(columns, 1) if column.heading == ANSWER)
    choices = {(number, answer): one.words for number, one in enumerate(outcome.missing, 1) if one.words}
    return Sheet(ANSWER_SHEET, columns, rows, choices=choices)


def _files(places: _Places, years: Mapping[str, int]) -> Sheet:
    """All files of the run: with the answers they are read again, since a dossier is made of several."""
    columns = (FILE, SheetColumn(PATH, 60), GIVEN)
    return Sheet(FILE_SHEET, columns, [(Link(name, places.path(name)), places.path(name), years.get(name)) for name in places.files])


def _written(outcome: Outcome, places: _Places) -> Sheet:
    columns = (RECORD, UNIT, TITLE, SheetColumn("哪一节", 14), SheetColumn("方式", 8), SheetColumn("项数", 8, ColumnKind.NUMBER), FILE, SHEET, CELL)
    rows = [
        (one.subject.file, one.subject.unit, one.subject.title, one.section, one.how.value, one.fields, *places.columns(one.cell))
        for one in outcome.written
    ]  # fmt: skip
    return Sheet("已写入", columns, rows)


def report_read(grids: Iterable[Grid]) -> ReportRead | None:
    """The rows of 待补充 with what was filled in, and of 文件清单; None if the workbook is no report of ours."""
    tables = {grid.sheet: _Table(grid) for grid in grids}
    asked, files = tables.get(ANSWER_SHEET), tables.get(FILE_SHEET)
    if asked is None or not {FILE.heading, SHEET.heading, CELL.heading, ASKED, ANSWER, PATH} <= set(asked.heads):
        return None
    questions = tuple(
        FieldQuestion(
            asked.text(row, PATH), asked.text(row, SHEET.heading), asked.text(row, CELL.heading), asked.text(row, ASKED), asked.text(row, ANSWER),
            Spot(row, asked.heads[ANSWER]), asked.year(row),
        )
        for row in range(2, asked.grid.rows + 1)
        if asked.text(row, ASKED) and asked.text(row, PATH)
    )  # fmt: skip
    rows = range(2, files.grid.rows + 1) if files else ()
    return ReportRead(questions, tuple((files.text(row, PATH), files.text(row, FILE.heading), files.year(row)) for row in rows if files and files.text(row, PATH)))


@dataclass(frozen=True)
class _Table:
    """A sheet of a report by its headings."""

    grid: Grid

    @cached_property
    def heads(self) -> dict[str, int]:
        """The column of each heading."""
        return {cell.text: cell.spot.column for cell in self.grid.cells if cell.spot.row == 1}

    def text(self, row: int, heading: str) -> str:
        """What stands there; empty if nothing does."""
        cell = self.grid.at(row, self.heads[heading]) if heading in self.heads else None
        return cell.text if cell else ""

    def year(self, row: int) -> int | None:
        """What `--year` had said."""
        given = self.text(row, GIVEN.heading)
        return int(given) if re.fullmatch(r"20\d{2}", given) else None
