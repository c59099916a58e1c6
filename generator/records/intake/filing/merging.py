"""What forms say and what the records say, laid side by side: what is new, what is the same, what differs.

First the forms of one run are laid together (`combine`): where two say different things of one field, neither counts.
Then the whole is compared with the dossier (`merge`): a section that is not there is new, a field that is not there is added,
a field that differs is changed only if that was asked for. What the forms do not speak of stays.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_in
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from generator.engine.grids.grid import Spot
from generator.records.faults import model_of
from generator.records.intake.candidate import CellRef, Path
from generator.records.intake.filing.rows import LEVELS, align, is_leaf, same

# Rows of these lists leave out what the row of the same name in 绩效目标 says.
LEANS_ON_OBJECTIVES: Mapping[tuple[str, ...], tuple[str, ...]] = {("自评", "指标"): (*LEVELS[:2], "指标值", "分值", "方向"), ("运行监控", "指标"): LEVELS[:2]}
OBJECTIVES = ("绩效目标", "指标")
# Lists that are a table of their own: with `replace` the form's table takes the place of the old one.
TABLES = frozenset({"指标", "中期指标", "评审表", "考核表"})
# Lists that only grow.
GATHERED = frozenset({"别名"})


@dataclass(frozen=True)
class Said:
    """A value, and the cell that says so."""

    value: Any
    cell: CellRef


@dataclass(frozen=True)
class Conflict:
    """Two cells of one run that say different things of one field."""

    path: Path
    first: Said
    second: Said


@dataclass
class Combined:
    """What all forms of a run say of one dossier; leaves are `Said`, or `None` where they contradict each other."""

    tree: dict[str, Any]
    conflicts: list[Conflict]

    @property
    def values(self) -> dict[str, Any]:
        """Without the cells."""
        found = plain_tree(self.tree)
        assert isinstance(found, dict)
        return found


class Kind(Enum):
    """What the forms mean to a field of the dossier."""

    NEW = "新增一节"
    ADDED = "补充"
    DIFFERS = "不同"
    EXTRA_ROW = "表上没有这一行"  # a row of the records that the form's table does not have


@dataclass(frozen=True)
class Change:
    """One field on which the forms and the dossier are not of one mind; `path` leads to it in the merged tree."""

    kind: Kind
    path: Path
    old: Any
    new: Any
    cell: CellRef | None
    is_made: bool

    @property
    def section(self) -> str:
        """The top-level key."""
        return str(self.path[0])


@dataclass(frozen=True)
class Merged:
    """The dossier as it would be, and each change on the way there."""

    values: dict[str, Any]
    changes: tuple[Change, ...]
    sources: Mapping[Path, CellRef]  # of each value that the forms speak of, whether it was taken or not
    answered: dict[Path, CellRef] = field(default_factory=dict)  # of what was filled in afterwards

    @property
    def made(self) -> tuple[Change, ...]:
        """The changes that are in `values`."""
        return tuple(change for change in self.changes if change.is_made)

    def cell(self, path: Path) -> CellRef | None:
        """The cell that speaks of the value at the path, or of something in it, or of what it stands in."""
        for end in range(len(path), 0, -1):
            inner = [cell for at, cell in self.sources.items() if at[:end] == path[:end]]
            exact = self.sources.get(path[:end]) or self.answered.get(path[:end])
            if exact or inner:
                return exact or first_of(inner)
        return None


def combine(claims: Sequence[tuple[Mapping[str, Any], Mapping[Path, CellRef], CellRef]]) -> Combined:
    """Lay together values, their sources and the area of each form; the first to say something says it."""
    combined = Combined({}, [])
    for values, sources, area in claims:
        _lay(combined, combined.tree, values, (), _Cells(sources, area), ())
    return combined


@dataclass(frozen=True)
class _Cells:
    sources: Mapping[Path, CellRef]
    area: CellRef

    def of(self, path: Path) -> CellRef:
        if path in self.sources:
            return self.sources[path]
        inner = [cell for at, cell in self.sources.items() if at[: len(path)] == path]
        if inner:
            return min(inner, key=_where)
        return next((self.sources[path[:end]] for end in range(len(path) - 1, 0, -1) if path[:end] in self.sources), self.area)


def _lay(combined: Combined, node: dict[str, Any], values: Mapping[str, Any], path: Path, cells: _Cells, origin: Path) -> None:
    for key, value in values.items():
        here, there = (*path, key), (*origin, key)
        if value in ("", None, [], {}):
            continue
        if is_leaf(key, value):
            _lay_leaf(combined, node, key, Said(value, cells.of(there)), here)
        elif isinstance(value, Mapping):
            _lay(combined, node.setdefault(key, {}), value, here, cells, there)
        else:
            rows = node.setdefault(key, [])
            for number, (row, at) in enumerate(zip(value, align(key, plain_tree(rows), value), strict=True)):
                if not row:
                    continue
                if at is None:
                    rows.append({})
                    at = len(rows) - 1
                _lay(combined, rows[at], row if isinstance(row, Mapping) else {}, (*here, at), cells, (*there, number))


def _lay_leaf(combined: Combined, node: dict[str, Any], key: str, said: Said, path: Path) -> None:
    if key not in node:
        node[key] = said
    elif node[key] is None:
        return  # already in dispute
    elif key in GATHERED:
        node[key] = Said([*node[key].value, *(one for one in said.value if one not in node[key].value)], node[key].cell)
    elif not same(key, node[key].value, said.value):
        combined.conflicts.append(Conflict(path, node[key], said))
        node[key] = None


def plain_tree(node: Any) -> Any:
    """The tree without cells, and without what is in dispute."""
    if isinstance(node, dict):
        return {key: plain_tree(value) for key, value in node.items() if value is not None}
    if isinstance(node, list):
        return [plain_tree(value) for value in node]
    return node.value if isinstance(node, Said) else node


def merge(existing: Mapping[str, Any], combined: Combined, model: type[BaseModel], *, replace: bool) -> Merged:
    """The dossier with what the forms say; `replace` lets them change what stands there."""
    work = _Merge(replace, {}, [])
    tree = work.dossier(existing, combined.tree, model)
    changes = [replace_in(change, kind=Kind.NEW) if change.kind is Kind.ADDED and change.section not in existing else change for change in work.changes]
    return Merged(tree, tuple(changes), work.sources)


@dataclass
class _Merge:
    replace: bool
    sources: dict[Path, CellRef]
    changes: list[Change]
    objectives: list[Any] = field(default_factory=list)  # as they will be: by the model's order they come before what leans on them

    def dossier(self, old: Mapping[str, Any], new: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
        """The whole, its sections in the model's order."""
        found = dict(old)
        self.objectives = _rows_of(old, OBJECTIVES)
        for key in in_order(new, model):
            found = self.mapping(found, {key: new[key]}, (), model, {})
            if key == OBJECTIVES[0]:
                self.objectives = _rows_of(found, OBJECTIVES)
        return {key: found[key] for key in in_order(found, model)}

    def mapping(self, old: Mapping[str, Any], new: Mapping[str, Any], path: Path, model: type[BaseModel] | None, lean: Mapping[str, Any]) -> dict[str, Any]:
        """One mapping; `lean` is what it says by leaving it out."""
        found = dict(old)
        for key in in_order(new, model):
            value, here, before = new[key], (*path, key), old.get(key)
            if isinstance(value, Said):
                self._leaf(found, old, value, here, model, lean)
            elif isinstance(value, dict):
                if made := self.mapping(before if isinstance(before, dict) else {}, value, here, _inner_model(model, key), {}):
                    found[key] = made
            elif isinstance(value, list) and (rows := self._rows(before if isinstance(before, list) else [], value, here, _inner_model(model, key))):
                found[key] = rows
        return found

    def _leaf(self, found: dict[str, Any], old: Mapping[str, Any], said: Said, path: Path, model: type[BaseModel] | None, lean: Mapping[str, Any]) -> None:
        key = str(path[-1])
        self.sources[path] = said.cell
        before = old.get(key) or ""
        if not before:
            silent = lean.get(key) or _default(model, key) or _worked_out(old, key)
            if silent is not None and same(key, silent, said.value):
                return
            if key not in lean or key in LEVELS:  # a row may stand in another place of its own table; another target is no matter of course
                found[key] = said.value
                self.changes.append(Change(Kind.ADDED, path, "", said.value, said.cell, is_made=True))
                return
            before = lean[key]
        if key in GATHERED and isinstance(before, list):
            more = [one for one in said.value if one not in before]
            if more:
                found[key] = [*before, *more]
                self.changes.append(Change(Kind.ADDED, path, "", more, said.cell, is_made=True))
            return
        if same(key, before, said.value):
            return
        if self.replace:
            found[key] = said.value
        self.changes.append(Change(Kind.DIFFERS, path, before, said.value, said.cell, is_made=self.replace))

    def _rows(self, old: list[Any], new: list[Any], path: Path, model: type[BaseModel] | None) -> list[Any]:
        keys = LEANS_ON_OBJECTIVES.get(tuple(str(part) for part in path if isinstance(part, str)), ())
        places = align(str(path[-1]), old, [plain_tree(row) for row in new])
        found = list(old)
        taken = set(places)
        for row, at in zip(new, places, strict=True):
            before = old[at] if at is not None else {}
            lean = _leaning(before or plain_tree(row), keys, self.objectives)
            here = (*path, at if at is not None else len(found))
            told = len(self.changes)
            made = self.mapping(before, row, here, model, lean)
            if at is not None:
                found[at] = made
            elif lean and set(made) <= {*LEVELS}:  # a row that nobody filled in: it says only what the objectives say
                del self.changes[told:]
            else:
                found.append(made)
        gone = [at for at in range(len(old)) if at not in taken]
        if gone and new and str(path[-1]) in TABLES:
            is_made = self.replace and None in places
            self.changes += [Change(Kind.EXTRA_ROW, (*path, at), old[at], "", self._first_cell(path), is_made=is_made) for at in gone]
            if is_made:
                self._without(path, gone)
                return [row for at, row in enumerate(found) if at not in gone]
        return found

    def _first_cell(self, path: Path) -> CellRef | None:
        return first_of(cell for at, cell in self.sources.items() if at[: len(path)] == path)

    def _without(self, path: Path, gone: list[int]) -> None:
        """Rows move up where others went: so do the paths that lead through them."""

        def moved(at: Path) -> Path:
            if at[: len(path)] != path or len(at) == len(path):
                return at
            number = at[len(path)]
            return (*path, number - sum(place < number for place in gone), *at[len(path) + 1 :]) if isinstance(number, int) else at

        self.sources = {moved(at): cell for at, cell in self.sources.items()}
        self.changes = [
            change if change.kind is Kind.EXTRA_ROW else replace_in(change, path=moved(change.path))
            for change in self.changes
        ]


def first_of(cells: Iterable[CellRef]) -> CellRef | None:
    """The first of some cells, by file, sheet and place."""
    return min(cells, key=_where, default=None)


def _where(cell: CellRef) -> tuple[str, str, Spot]:
    return cell.file, cell.sheet, cell.first


def _rows_of(values: Mapping[str, Any] | None, path: tuple[str, str]) -> list[Any]:
    section = (values or {}).get(path[0])
    rows = section.get(path[1]) if isinstance(section, dict) else None
    return rows if isinstance(rows, list) else []


def _leaning(row: Mapping[str, Any], keys: Sequence[str], objectives: Sequence[Any]) -> dict[str, Any]:
    """What a row says by leaving it out: the fields of the one objective with its name, as `results.objective_for` finds it."""
    if not keys:
        return {}
    alike = [one for one in objectives if isinstance(one, dict) and same(LEVELS[2], one.get(LEVELS[2], ""), row.get(LEVELS[2], ""))]
    if len(alike) > 1 and row.get(LEVELS[1]):
        alike = [one for one in alike if one.get(LEVELS[1]) == row[LEVELS[1]]]
        keys = [key for key in keys if key != LEVELS[1]]  # by this the row is known
    return {key: alike[0][key] for key in keys if key in alike[0]} if len(alike) == 1 else {}


def _inner_model(model: type[BaseModel] | None, key: str) -> type[BaseModel] | None:
    info = next((info for info in model.model_fields.values() if info.alias == key), None) if model else None
    return model_of(info.annotation) if info else None


def _worked_out(old: Mapping[str, Any], key: str) -> str | None:
    """A rate or a total that the record leaves out, since it follows from its other numbers."""
    try:
        if key == "执行率":
            planned, spent = Decimal(old["全年预算数"]), Decimal(old["全年执行数"])
            return str((spent / planned * 100).quantize(Decimal("0.01")).normalize())
        if key == "总分":
            scores = [Decimal(row["得分"]) for row in old["指标"]]
            return str(sum(scores, Decimal(old.get("执行率得分", "0"))))
    except (ArithmeticError, KeyError, TypeError):
        pass
    return None


def _default(model: type[BaseModel] | None, key: str) -> str | None:
    """What an absent field means, as text: 10 for 执行率分值, 否 for 核心指标."""
    info = next((info for info in model.model_fields.values() if info.alias == key), None) if model else None
    if info is None or info.is_required() or info.default in (None, "", ()):
        return None
    if isinstance(info.default, bool):
        return "是" if info.default else "否"
    return str(getattr(info.default, "value", info.default))


# What stands first, in this order, whatever the order of the model, which says what dossiers have in common before the rest.
HEADS = (
    "编号", "年度", "项目名称", "评价对象", "预算单位", "预算类型", "项目属性", "领域", "实施单位", "项目编码", "项目期", "项目负责人", "项目概况",
    "主要职能", "编制人数", "在职人数", "事前评估", "编码", "来源", "名称",
)  # fmt: skip


def in_order(values: Mapping[str, Any], model: type[BaseModel] | None) -> Iterator[str]:
    """The keys in the order that people of the house write them; what the model does not know comes last."""
    known = [info.alias for info in model.model_fields.values() if info.alias] if model else []
    yield from (key for key in HEADS if key in values and key in known)
    yield from (key for key in known if key in values and key not in HEADS)
    yield from (key for key in values if key not in known)
