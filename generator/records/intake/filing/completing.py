"""What a valid dossier must have and the forms lack: guessed where that is sensible, and then said; else asked for.

The model says what must be there, so nothing of it is listed here; only what may be guessed is.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.records.faults import error_path, model_at, model_problems
from generator.records.fields import Word
from generator.records.intake.candidate import Path
from generator.records.intake.filing.rows import LEVELS
from generator.records.reading import TextTree
from generator.records.vocabulary import BudgetKind, MonitoringAction, Outlook, ProjectNature

LACKING = frozenset({"missing", "too_short", "string_too_short"})
MOST_ROUNDS = 12  # what is taken out can make what it stood in wrong


@dataclass(frozen=True)
class Guess:
    """A value that no form says, and where it was taken from."""

    path: Path
    value: Any
    reason: str


@dataclass(frozen=True)
class Lack:
    """A field that must be there; `part` is what cannot be written without it, empty for the whole dossier."""

    path: Path
    part: Path
    meaning: str


@dataclass(frozen=True)
class Fault:
    """A value that the model refuses, in its words."""

    path: Path
    rule: str
    message: str
    todo: str


@dataclass(frozen=True)
class Completed:
    """The values that may be written, and what was guessed, lacks, or is wrong."""

    values: dict[str, Any]
    guesses: tuple[Guess, ...]
    lacks: tuple[Lack, ...]
    faults: tuple[Fault, ...]


def complete(values: Mapping[str, Any], existing: Mapping[str, Any], before: Mapping[str, Any], model: type[BaseModel]) -> Completed:
    """Guess what may be guessed; take out what cannot stand without what it lacks.

    `existing` is what the record says now, `before` what the same project's record of an earlier year says.
    """
    tree: dict[str, Any] = copy.deepcopy(dict(values))
    guesses = []
    known = {info.alias for info in model.model_fields.values()}
    for path, guess in GUESSES.items():
        is_new = path[0] not in existing if len(path) > 1 else not existing  # a record that stands is not added to by guessing
        if is_new and path[0] in known and not _at(tree, path) and (len(path) == 1 or _at(tree, path[:-1])):
            value, reason = guess(tree, before)
            if value:
                _put(tree, path, value)
                guesses.append(Guess(path, value, reason))
    lacks: dict[Path, Lack] = {}
    for _ in range(MOST_ROUNDS):
        errors = _errors(tree, model)
        lacking = [(path, part_of(path, tree)) for path, kind in errors if kind in LACKING and not _at(tree, path)]
        if not lacking:
            break
        for path, part in lacking:
            lacks.setdefault(path, Lack(path, part, _meaning(model, path)))
        if any(not part for _, part in lacking):
            break
        for part in {part for _, part in lacking}:
            _take_back(tree, part, existing)
    return Completed(tree, tuple(guesses), tuple(lacks.values()), _faults(tree, model) if all(lack.part for lack in lacks.values()) else ())


def part_of(path: Path, tree: Mapping[str, Any]) -> Path:
    """What must be left out if the field at the path is missing: a part with keys of its own (自评 › 报告评审), else the section."""
    if len(path) == 1:
        return ()
    if len(path) > 2 and isinstance(path[1], str) and isinstance(_at(tree, path[:2]), Mapping):
        return path[:2]
    return path[:1]


def _errors(tree: Mapping[str, Any], model: type[BaseModel]) -> list[tuple[Path, str]]:
    try:
        model.model_validate(tree)
    except ValidationError as error:
        return [(error_path(detail, tree), detail["type"]) for detail in error.errors(include_url=False)]
    return []


def _faults(tree: dict[str, Any], model: type[BaseModel]) -> tuple[Fault, ...]:
    try:
        model.model_validate(tree)
    except ValidationError as error:
        paths = [error_path(detail, tree) for detail in error.errors(include_url=False)]
        problems = model_problems(error, model, TextTree(tree, ()), "")
        named = {" › ".join(f"第{part + 1}项" if isinstance(part, int) else part for part in path): path for path in paths}
        return tuple(Fault(named.get(one.field, ()), one.rule, one.message, one.suggestion) for one in problems)
    return ()


def _meaning(model: type[BaseModel], path: Path) -> str:
    """What to write: the field's description, and its words where it has a closed list of them."""
    owner = model_at(model, path[:-1])
    info = next((info for info in owner.model_fields.values() if info.alias == path[-1]), None) if owner else None
    if info is None:
        return ""
    words = info.annotation.words() if isinstance(info.annotation, type) and issubclass(info.annotation, Word) else ()
    return f"填{'、'.join(words)}之一" if words else str(info.description or "")


def _take_back(tree: dict[str, Any], part: Path, existing: Mapping[str, Any]) -> None:
    """The part as the record has it now, or not at all."""
    old = _at(existing, part)
    if old:
        _put(tree, part, copy.deepcopy(old))
        return
    owner = _at(tree, part[:-1])
    if isinstance(owner, dict):
        owner.pop(str(part[-1]), None)


def _at(values: Any, path: Path) -> Any:
    for part in path:
        if isinstance(values, Mapping):
            values = values.get(str(part))
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            values = values[part]
        else:
            return None
    return values


def _put(tree: dict[str, Any], path: Path, value: Any) -> None:
    owner: Any = tree
    for part in path[:-1]:
        owner = owner[part]
    owner[path[-1]] = value


# --- what may be guessed -----------------------------------------------------------------------------------------------

Maker = Callable[[Mapping[str, Any], Mapping[str, Any]], tuple[Any, str]]


def _as_before(key: str, tree: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[str, str]:
    return (str(before[key]), f"照 {before.get('年度', '')} 年的资料") if before.get(key) else ("", "")


def _budget(tree: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[str, str]:
    if before.get("预算类型"):
        return _as_before("预算类型", tree, before)
    said = str(tree.get("资金", "")) + str(tree.get("项目名称", ""))
    for kind in BudgetKind:
        if kind.value.removesuffix("预算") in said:
            return kind.value, f"表里提到“{kind.value.removesuffix('预算')}”"
    return BudgetKind.GENERAL.value, "表里没有写预算类型，多数项目属于一般公共预算"


def _nature(tree: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[str, str]:
    return (ProjectNature.CONTINUING.value, f"{before.get('年度', '')} 年有同一项目的资料") if before else ("", "")


def _purpose(tree: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[str, str]:
    if before.get("项目概况"):
        return _as_before("项目概况", tree, before)
    objectives = tree.get("绩效目标")
    for key in ("年度目标", "中期目标"):
        if isinstance(objectives, Mapping) and objectives.get(key):
            return str(objectives[key]), f"表里没有项目概况，用了{key}"
    return "", ""


def _action(tree: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[str, str]:
    rows = tree["运行监控"].get("指标") or []
    outlooks = {row.get("完成可能性") for row in rows if isinstance(row, Mapping)}
    if outlooks == {Outlook.CERTAIN.value}:
        return MonitoringAction.NONE.value, "各项指标都写“确定能”完成"
    return "", ""


def _objectives(tree: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[Any, str]:
    """A self-evaluation repeats the targets; where no form of objectives came, they are taken from it."""
    own = tree.get("自评")
    rows = own.get("指标", []) if isinstance(own, Mapping) else []
    kept = [{key: row[key] for key in (*LEVELS, "指标值", "分值", "方向") if key in row} for row in rows if isinstance(row, Mapping) and row.get(LEVELS[2])]
    if not any("指标值" in row for row in kept):
        return [], ""
    return kept, f"没有目标申报表，照自评表的年度指标值，{len(kept)} 项"


GUESSES: Mapping[Path, Maker] = {
    ("预算类型",): _budget,
    ("项目属性",): _nature,
    ("评价对象",): lambda tree, before: _as_before("评价对象", tree, before),
    ("领域",): lambda tree, before: _as_before("领域", tree, before),
    ("项目概况",): _purpose,
    ("主要职能",): lambda tree, before: _as_before("主要职能", tree, before),
    ("运行监控", "处理"): _action,
    ("绩效目标", "指标"): _objectives,
}

