"""Which forms go into which file: one file a unit and kind, one sheet a project, or a blank one.

A unit gets its own and nobody else's. What the bureau fills in itself is put apart. Of secret units there are no forms:
their papers need a classification that no form has.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.engine.form_sheets import FormBook, FormSheet
from generator.engine.sheets import LONGEST_SHEET_NAME, NOT_IN_SHEET_NAMES
from generator.records.deadlines import notified_on
from generator.records.dossier import Dossier
from generator.records.forms import evaluation, ledger, lists, monitoring, objectives, self_evaluation
from generator.records.forms.case import FormCase
from generator.records.forms.kinds import (
    FORM_VERSION,
    MARKER_FORM,
    MARKER_ID,
    MARKER_SHEET,
    MARKER_UNIT,
    MARKER_VERSION,
    MARKER_YEAR,
    FormKind,
    marker_key,
)
from generator.records.register import Register
from generator.records.units import Unit
from generator.records.vocabulary import EvaluationKind
from generator.records.year_totals import is_of_secret_unit

LONGEST_WHOSE = 50  # characters of a unit in a file's name: 150 bytes, of the 255 that a name may have
NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
INTERNAL_KINDS = frozenset({FormKind.EVALUATION, FormKind.REVIEW, FormKind.USE_OF_RESULTS, FormKind.UNITS})
WHOLE_KINDS = frozenset({FormKind.USE_OF_RESULTS, FormKind.UNITS})  # one file for all units
NEEDS_DOSSIERS = INTERNAL_KINDS | {FormKind.RECTIFICATION}  # a blank one is of no use unless somebody asks for it
BLANK = "空白"
SHEETS: Mapping[FormKind, Callable[[FormCase], FormSheet]] = {
    FormKind.OBJECTIVES: objectives.sheet,
    FormKind.MONITORING: monitoring.sheet,
    FormKind.PROJECT_SELF: self_evaluation.project_sheet,
    FormKind.OVERALL_SELF: self_evaluation.overall_sheet,
    FormKind.EVALUATION: evaluation.score_sheet,
    FormKind.REVIEW: evaluation.review_sheet,
}


@dataclass(frozen=True)
class FormFile:
    """A file with forms, whether it is for the bureau alone, and how many dossiers (or units, in their list) are filled in."""

    book: FormBook
    kind: FormKind
    is_internal: bool
    dossiers: int


def form_files(register: Register, kind: FormKind, units: Sequence[Unit], *, is_blank: bool = False, is_asked_for: bool = True) -> Iterator[FormFile]:
    """The files of one kind for some units; without units a blank one for anybody.

    `is_asked_for` is False where all kinds are made at once: then there is no blank form for a unit that has nothing of the kind.
    """
    if kind is FormKind.UNITS:
        listed = () if is_blank else tuple(register.units.values())
        yield _file(register, kind, None, [(lists.units_sheet(listed), None)], len(listed))
    elif kind is FormKind.USE_OF_RESULTS:
        dossiers = [] if is_blank else [one for unit in units for one in _concerned(register, kind, unit)]
        yield _file(register, kind, units[0] if len(units) == 1 else None, [(lists.uses_sheet(register, dossiers), None)], len(dossiers))
    elif not units:
        yield _of_unit(register, kind, None, [])
    else:
        for unit in units:
            dossiers = [] if is_blank else _concerned(register, kind, unit)
            if dossiers or is_asked_for or kind not in NEEDS_DOSSIERS:
                yield _of_unit(register, kind, unit, dossiers)


def _of_unit(register: Register, kind: FormKind, unit: Unit | None, dossiers: Sequence[Dossier]) -> FormFile:
    if kind is FormKind.RECTIFICATION:
        return _file(register, kind, unit, [(ledger.sheet(FormCase(register, unit), dossiers), None)], len(dossiers))
    compose = SHEETS[kind]
    cases: Sequence[Dossier | None] = dossiers or (None,)
    sheets = [(compose(FormCase(register, unit, dossier)), dossier) for dossier in cases]
    return _file(register, kind, unit, sheets, len(dossiers))


def _concerned(register: Register, kind: FormKind, unit: Unit) -> list[Dossier]:
    """The unit's dossiers that a form of this kind is filled from."""
    projects = [one for one in register.projects if one.unit == unit.code and not is_of_secret_unit(one, register)]
    overall = [one for one in register.overall if one.unit == unit.code and not is_of_secret_unit(one, register)]
    both: list[Dossier] = [*projects, *overall]
    match kind:
        case FormKind.OVERALL_SELF:
            return list(overall)
        case FormKind.EVALUATION:
            return [one for one in both if one.evaluation and one.evaluation.kind is not EvaluationKind.SELF]
        case FormKind.REVIEW:
            return [one for one in both if one.self_evaluation]
        case FormKind.RECTIFICATION:  # of findings that nobody told the unit of, it learns by letter
            return [one for one in both if notified_on(one) and one.evaluation and (one.evaluation.findings or one.rectification)]
        case FormKind.USE_OF_RESULTS:
            return [one for one in both if one.evaluation or one.budget_decision]
    return list(projects)


def _file(
    register: Register, kind: FormKind, unit: Unit | None, sheets: Sequence[tuple[FormSheet, Dossier | None]], dossiers: int = 0
) -> FormFile:
    named = _named([sheet for sheet, _ in sheets])
    marker = {MARKER_FORM: kind.value, MARKER_VERSION: FORM_VERSION, MARKER_YEAR: str(register.year), MARKER_UNIT: unit.code if unit else ""}
    for sheet, (_, dossier) in zip(named, sheets, strict=True):
        if dossier:
            marker[marker_key(sheet.title)] = dossier.id
            if len(named) == 1:  # holds under any name of the sheet
                marker[MARKER_ID] = dossier.id
    whose = f"{unit.code}{unit.label}"[:LONGEST_WHOSE] if unit else "" if kind in WHOLE_KINDS else BLANK
    parts = (whose, kind.value, "" if kind is FormKind.UNITS else str(register.year))
    name = NOT_IN_FILE_NAMES.sub("_", "-".join(part for part in parts if part))
    title = f"{kind.value}（{register.year}年度）"
    return FormFile(FormBook(name, title, tuple(named), marker, MARKER_SHEET), kind, kind in INTERNAL_KINDS, dossiers)


def _named(sheets: Sequence[FormSheet]) -> list[FormSheet]:
    """The sheets with names that a workbook can have, each once."""
    taken = {MARKER_SHEET}
    named = []
    for sheet in sheets:
        plain = NOT_IN_SHEET_NAMES.sub(" ", sheet.title).strip() or "表"
        name, number = plain[:LONGEST_SHEET_NAME], 1
        while name.casefold() in taken:
            number += 1
            ending = f"({number})"
            name = plain[: LONGEST_SHEET_NAME - len(ending)] + ending
        taken.add(name.casefold())
        named.append(sheet.named(name))
    return named
