"""Forms of a year as files in a folder: the units' own, and in a folder of its own what the bureau fills in itself."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.engine.files import write_bytes
from generator.engine.form_workbook import form_workbook_bytes
from generator.engine.workers import Progress, silent
from generator.engine.workspace import Workspace
from generator.problems import ContentError, Problem, Severity, UsageError
from generator.records.forms.books import FormFile, form_files
from generator.records.forms.kinds import FormKind
from generator.records.intake.filing.resolving import SHORTEST, UnitFinder
from generator.records.loading import Loader
from generator.records.register import Foundation, Register
from generator.records.units import Unit

INTERNAL_FOLDER = "局内"
MOST_NAMED = 5
# Years from today's on: next year's targets are asked for, this year is watched, the year before is evaluated.
YEARS_ON = {FormKind.OBJECTIVES: 1, FormKind.MONITORING: 0}


@dataclass(frozen=True)
class FormRequest:
    """Which forms are wanted; no kinds are all kinds, no units all units, no year each kind's usual one."""

    kinds: tuple[FormKind, ...] = ()
    units: tuple[str, ...] = ()
    year: int | None = None
    is_blank: bool = False
    replaces: bool = False  # files that are there already may be written over


@dataclass(frozen=True)
class WrittenForm:
    """A file in the folder."""

    path: Path
    kind: FormKind
    is_internal: bool
    dossiers: int  # filled in
    year: int
    is_new: bool


@dataclass(frozen=True)
class WrittenForms:
    """What was written, and which dossiers could not be filled in because their files have errors."""

    files: tuple[WrittenForm, ...]
    faults: tuple[Problem, ...]
    secret_units: int  # left out


def write_forms(workspace: Workspace, folder: Path, request: FormRequest, today: date, progress: Progress = silent) -> WrittenForms:
    """Write the forms; UsageError, and nothing written, if a unit is unknown or a file stands there with other content."""
    loader = Loader(workspace)
    foundation = loader.foundation()
    if foundation is None:
        raise ContentError(tuple(loader.problems))
    units, secret_units = _units(foundation, request)
    registers: dict[int, Register] = {}

    def forms() -> Iterator[tuple[int, FormFile]]:
        """One file at a time: a district's forms of a year are more than memory holds."""
        for kind in request.kinds or tuple(FormKind):
            year = request.year if request.year is not None else today.year + YEARS_ON.get(kind, -1)
            if year not in registers:
                registers[year] = loader.year(foundation, year)
            for form in form_files(registers[year], kind, units, is_blank=request.is_blank, is_asked_for=bool(request.kinds)):
                yield year, form

    total, clashes = 0, []
    for _, form in forms():
        total += 1
        path = _place(folder, form)
        if not request.replaces and path.exists() and path.read_bytes() != form_workbook_bytes(form.book, made_on=today):
            clashes.append(path)
    _refuse_overwriting(clashes)
    written = tuple(_write(folder, form, year, today) for year, form in progress(forms(), total=total, label="填写表格"))
    return WrittenForms(written, tuple(one for one in loader.problems if one.severity is Severity.ERROR), secret_units)


def _write(folder: Path, form: FormFile, year: int, today: date) -> WrittenForm:
    path = _place(folder, form)
    is_new = write_bytes(path, form_workbook_bytes(form.book, made_on=today))
    return WrittenForm(path, form.kind, form.is_internal, form.dossiers, year, is_new)


def _place(folder: Path, form: FormFile) -> Path:
    return (folder / INTERNAL_FOLDER if form.is_internal else folder) / f"{form.book.name}.xlsx"


def _refuse_overwriting(paths: Sequence[Path]) -> None:
    if paths:
        names = "、".join(f"“{path.name}”" for path in paths[:MOST_NAMED]) + ("等" if len(paths) > MOST_NAMED else "")
        raise UsageError(
            f"有 {len(paths)} 个表格已经在那里，而且内容不同（可能已经填过）：{names}。一个也没有写。请换一个文件夹；确实要重新生成的，加 --replace。"
        )


def _units(foundation: Foundation, request: FormRequest) -> tuple[tuple[Unit, ...], int]:
    """The units asked for, or all of them, and how many secret ones were left out; a blank form without a unit is for anybody."""
    if request.units:
        chosen = tuple(dict.fromkeys(_unit(foundation, name) for name in request.units))
        if secret := [unit for unit in chosen if _is_secret(foundation, unit)]:
            raise UsageError(f"“{secret[0].label}”是涉密单位：表格上没有密级和保密标志，不能用来送涉密单位的资料。请按保密规定另行办理。")
        return chosen, 0
    if request.is_blank:
        return (), 0
    open_ones = tuple(unit for unit in foundation.units.values() if not _is_secret(foundation, unit))
    return open_ones, len(foundation.units) - len(open_ones)


def _is_secret(foundation: Foundation, unit: Unit) -> bool:
    parent = foundation.units.get(unit.parent) if unit.parent else None
    return unit.is_secret or bool(unit.parent and (parent is None or parent.is_secret))


def _unit(foundation: Foundation, name: str) -> Unit:
    for unit in foundation.units.values():
        if name in unit.names:
            return unit
    found = UnitFinder(foundation.units.values(), foundation.office.district).find(name)
    if found.unit:  # the district's name left out
        return found.unit
    ending = [unit for unit in foundation.units.values() if len(name) >= SHORTEST and any(one.endswith(name) for one in unit.names)]
    if len(ending) == 1:  # the end of a short name: 区城管局
        return ending[0]
    names = {one for unit in foundation.units.values() for one in unit.names}
    near = [*(one for one in sorted(names) if name in one), *difflib.get_close_matches(name, sorted(names), 3, 0.4)]
    hint = f"是否应为{'、'.join(f'“{one}”' for one in dict.fromkeys(near[:3]))}？" if near else "请核对单位的编码或名称。"
    raise UsageError(f"没有单位“{name}”。{hint}")
