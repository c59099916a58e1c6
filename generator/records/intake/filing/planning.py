"""One dossier and all that the forms of a run say of it: what its file will be, or why it stays as it is."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, Protocol

from pydantic import BaseModel

from generator.engine.grids.grid import Spot
from generator.records.dossier import Dossier
from generator.records.intake.candidate import Candidate, CellRef, Note, Path, Weight
from generator.records.intake.codes import filing_note
from generator.records.intake.filing import promising
from generator.records.intake.filing.answering import YES_NO, is_asked, value_of, words_for
from generator.records.intake.filing.completing import Completed, Lack, complete
from generator.records.intake.filing.inserting import new_file, rewritten
from generator.records.intake.filing.merging import Combined, Kind, Merged, combine, first_of, merge
from generator.records.intake.filing.outcome import Difference, How, Missing, Subject, Written, field_name, shown
from generator.records.intake.filing.rows import LEVELS, same
from generator.records.intake.filing.writing import clean
from generator.records.loading import KNOWN_KEYS
from generator.records.reading import read_yaml

PRINTED = frozenset({"截止日期", "方面", "分值", *LEVELS, "指标值", "方向", "核心指标", "执行率分值"})  # of a form that nobody filled in
HEAD_KEYS = frozenset({"编号", "年度", "项目名称", "预算单位", "预算类型", "项目概况", "项目属性", "评价对象", "领域", "主要职能"})  # what may be looked up or guessed
FULL_MARKS = Decimal(100)
UNKNOWN_FORM = "X10"  # the error of a part of its own
BOM = b"\xef\xbb\xbf"
MOST_NAMED, MOST_ASKED = 3, 6  # of what lacks in a part: more is no slip, the form was not filled in
MOST_ANSWERED = 5  # rounds of answers: one that fills a part may show what else the part lacks


@dataclass(frozen=True)
class Claim:
    """What one form says of the dossier, its unit and project looked up."""

    values: Mapping[str, Any]
    sources: Mapping[Path, CellRef]
    area: CellRef
    is_faulty: bool = False  # its form has a cell that could not be read: it says only whose it is


def without_faulty(candidates: Sequence[Candidate], notes: Sequence[Note]) -> tuple[list[Candidate], list[Note]]:
    """The forms of a sheet, those in which a cell could not be read marked and emptied, and what is to be said of them.

    A cell that was not read stands in no form's sources, so it belongs to the form whose cells are nearest by row.
    """
    held: dict[int, Note] = {}
    of_row: dict[int, int] = {}
    for number, candidate in enumerate(candidates):
        for cell in candidate.sources.values():
            if cell.first.row:
                of_row.setdefault(cell.first.row, number)
    rows = sorted(of_row)
    for note in notes if rows else ():
        if note.weight is Weight.ERROR and note.code != UNKNOWN_FORM and (at := note.cell.first.row):
            place = bisect_left(rows, at)
            _, number = min((abs(row - at), of_row[row]) for row in rows[max(0, place - 1) : place + 1])
            held.setdefault(number, filing_note("X94", note.cell, note.stands))
    sound = [replace(one, values={}, sources={}, is_faulty=True) if number in held else one for number, one in enumerate(candidates)]
    return sound, list(held.values())


@dataclass(frozen=True)
class Breach:
    """A rule of `check` that the dossier would break; `path` leads to the value."""

    path: Path
    rule: str
    message: str
    todo: str


class Answers(Protocol):
    """What people filled into the report of an earlier run."""

    def __call__(self, form: CellRef, asked: str) -> tuple[str, CellRef] | None:
        """The answer for a field of a form, and its cell; it counts as used."""

    def of_form(self, form: CellRef) -> Iterable[tuple[str, str, CellRef]]:
        """All answers for a form: what was asked, the answer, its cell."""


Check = Callable[[BaseModel], Sequence[Breach]]
Refusal = Callable[[BaseModel], str]  # why a public dossier may not become this; empty if it may


@dataclass(frozen=True)
class Setting:
    """What holds for all dossiers of a run."""

    today: date
    replace: bool
    answers: Answers
    text_of: Callable[[CellRef], str] = lambda cell: ""  # what stands in a cell, word for word
    blank_of: Callable[[CellRef, str], CellRef | None] = lambda form, key: None  # the empty cell that a form has for a field


@dataclass
class Plan:
    """What is to be written, None if nothing, and what is to be told."""

    subject: Subject
    text: bytes | None = None
    before: bytes | None = None
    notes: list[Note] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    is_refused: bool = False


@dataclass(frozen=True)
class Standing:
    """The dossier as it stands: its file's bytes, the same project in an earlier year, and whether it may be changed."""

    content: bytes | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    refusal: Refusal = lambda record: ""
    pruned: Callable[[dict[str, Any]], dict[str, Any]] = lambda values: values  # rows that go since no form has them


def plan(subject: Subject, claims: Sequence[Claim], model: type[BaseModel], standing: Standing, setting: Setting, check: Check) -> Plan:
    """Lay the forms together, compare, complete, prove: nothing is written that would be an error."""
    made = Plan(subject, before=standing.content)
    tree = read_yaml(standing.content, subject.file, KNOWN_KEYS) if standing.content is not None else None
    if all(claim.is_faulty for claim in claims):
        made.is_refused = True
        return made
    claims = _as_promised(made, claims, tree.values if tree else {}, setting)
    combined = combine([(_without_echo(clean(claim.values)), claim.sources, claim.area) for claim in claims])
    if tree and tree.problems:
        first = tree.problems[0]
        made.notes.append(filing_note("X85", claims[0].area, subject.file, f"{first.place} {first.message}"))
        made.is_refused = True
        return made
    _tell_conflicts(made, combined)
    existing = tree.values if tree else {}
    merged = merge(existing, combined, model, replace=setting.replace)
    completed = _completed(made, merged, existing, standing, model, claims, setting)
    _tell_lacks(made, completed, merged, combined, model, claims, setting)
    _tell_late_answers(made, completed, model, claims, setting)
    _decide(made, merged, completed, existing, model, claims, standing, setting, check)
    _tell_changes(made, merged)
    return made


def _as_promised(made: Plan, claims: Sequence[Claim], existing: Mapping[str, Any], setting: Setting) -> list[Claim]:
    """Reports add no targets to those that stand: their strange rows are asked about or told."""
    approved = promising.rows_of(existing) or [row for claim in claims if not promising.is_report(claim.values) for row in promising.rows_of(claim.values)]
    found = []
    for claim in claims:
        if not approved or not promising.is_report(claim.values):
            found.append(claim)
            continue
        kept = promising.without_new_targets(claim.values, approved, partial(_yes_or_no, made, claim, setting))
        for one in kept.strangers:
            made.notes.append(filing_note("X97", _cell_of(claim, one.path), one.name, f"没有添进绩效目标；{one.section}里照表写" if one.section in promising.REPORTS else "没有添进绩效目标"))
        for one in kept.waiting:
            made.notes.append(filing_note("X98", _cell_of(claim, one.path), one.name, f"相近的是“{one.near}”；{one.section}先不写"))
            made.missing.append(Missing(made.subject, one.path, one.question, "同一个指标填“是”，不是填“否”", claim.area, is_question=True, words=YES_NO))
        found.append(replace(claim, values=kept.values))
    return found


def _yes_or_no(made: Plan, claim: Claim, setting: Setting, question: str) -> str:
    given = setting.answers(claim.area, question)
    if given and given[0] not in YES_NO and not any(note.cell == given[1] for note in made.notes):
        made.notes.append(filing_note("X95", given[1], given[0], "填“是”或“否”"))
    return given[0] if given else ""


def _cell_of(claim: Claim, path: Path) -> CellRef:
    """The cell that names the row."""
    return claim.sources.get((*path, LEVELS[2])) or next((cell for at, cell in claim.sources.items() if at[: len(path)] == path), claim.area)


def _decide(
    made: Plan, merged: Merged, completed: Completed, existing: Mapping[str, Any], model: type[BaseModel], claims: Sequence[Claim], standing: Standing, setting: Setting, check: Check
) -> None:
    """Write it, unless something lacks, would be an error, or is public."""
    if any(not lack.part for lack in completed.lacks):
        made.is_refused = True
        return
    if not existing and completed.lacks and not any(isinstance(value, (dict, list)) for value in completed.values.values()):
        made.is_refused = True  # nothing but a head is left
        return
    if not existing and isinstance(model, type) and issubclass(model, Dossier) and set(completed.values) <= HEAD_KEYS:
        made.notes.append(filing_note("X08", claims[0].area, ""))
        return
    completed = replace(completed, values=standing.pruned(completed.values))
    breaches = [Breach(fault.path, fault.rule, fault.message, fault.todo) for fault in completed.faults]
    if not breaches and completed.values != existing:
        breaches = list(check(model.model_validate(completed.values)))
        if waiting := _waiting(completed, breaches, existing, model, check):
            _tell_waiting(made, waiting, completed, merged, claims)
            breaches, completed = [], replace(completed, values={key: value for key, value in completed.values.items() if key not in waiting})
    for breach in breaches:
        cell = merged.cell(breach.path) or claims[0].area
        where = field_name(breach.path, completed.values)
        read = _standing_at(completed.values, breach.path)
        stands = (merged.sources.get(breach.path) == cell and setting.text_of(cell)) or read
        made.notes.append(filing_note("X90", cell, stands, f"{where}：{breach.message}（{breach.rule}）", understood=read, todo=breach.todo))
    if breaches:
        made.is_refused = True
    elif completed.values != existing and (refusal := standing.refusal(model.model_validate(completed.values))):
        others = sorted((change for change in merged.made if change.kind is not Kind.EXTRA_ROW), key=lambda change: not change.old)  # what changed comes first
        named = [f"{field_name(change.path, merged.values)}“{shown(change.new)}”" for change in others]
        more = f"等 {len(named)} 项" if len(named) > MOST_NAMED else ""
        cell = next((change.cell for change in others if change.cell), claims[0].area)
        made.notes.append(filing_note("X83", cell, made.subject.file, f"{'、'.join(named[:MOST_NAMED])}{more}。{refusal}"))
        made.is_refused = True
    elif completed.values != existing:
        _write(made, merged, completed, existing, model, claims, setting)


def _waiting(completed: Completed, breaches: Sequence[Breach], existing: Mapping[str, Any], model: type[BaseModel], check: Check) -> frozenset[str]:
    """The new sections that are wrong only for want of what lacks, such as the rectification of an evaluation that is not written yet."""
    waiting = frozenset(str(breach.path[0]) for breach in breaches if breach.path)
    if not completed.lacks or not waiting or waiting & {*existing, *HEAD_KEYS}:
        return frozenset()
    rest = {key: value for key, value in completed.values.items() if key not in waiting}
    return waiting if not check(model.model_validate(rest)) else frozenset()


def _tell_waiting(made: Plan, waiting: Iterable[str], completed: Completed, merged: Merged, claims: Sequence[Claim]) -> None:
    lacking = "、".join(dict.fromkeys(field_name(lack.part, merged.values) for lack in completed.lacks))
    for section in sorted(waiting):
        made.notes.append(filing_note("X99", merged.cell((section,)) or claims[0].area, "", f"“{section}”等“{lacking}”补齐以后再写"))


def _without_echo(values: dict[str, Any]) -> dict[str, Any]:
    """A form with two columns of targets prints name and weight once for both; each list keeps the rows that have a target there."""
    objectives = values.get("绩效目标")
    if not isinstance(objectives, dict) or not (isinstance(objectives.get("指标"), list) and isinstance(objectives.get("中期指标"), list)):
        return values
    annual, long_term = objectives["指标"], objectives["中期指标"]
    kept = {
        **objectives,
        "指标": [row if "指标值" in row or not _is_in(row, long_term) else {} for row in annual],
        "中期指标": [{key: row[key] for key in row if key not in ("分值", "核心指标", "方向")} if "指标值" in row else {} for row in long_term],
    }
    return {**values, "绩效目标": kept}


def _is_in(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a row of the same name has a target."""
    return any("指标值" in other and all(other.get(key) == row.get(key) for key in LEVELS) for other in rows)


def _completed(
    made: Plan, merged: Merged, existing: Mapping[str, Any], standing: Standing, model: type[BaseModel], claims: Sequence[Claim], setting: Setting
) -> Completed:
    """Completed by guesses, and by what a person filled in for what lacks."""
    values = merged.values
    wrong: set[CellRef] = set()
    for _ in range(MOST_ANSWERED):
        completed = complete(values, existing, standing.before, model)
        answered = [(lack, found) for lack in completed.lacks if (found := _answer(lack, values, claims, setting)) and found[1] not in wrong]
        if not answered:
            return completed
        for lack, (text, cell) in answered:
            value, trouble = value_of(model, lack.path, text)
            if trouble:
                wrong.add(cell)
                made.notes.append(filing_note("X95", cell, text, f"{field_name(lack.path, values)}{trouble}"))
                continue
            owner: Any = values
            for part in lack.path[:-1]:
                owner = owner[part] if not isinstance(owner, dict) else owner.setdefault(part, {})
            owner[lack.path[-1]] = value
            merged.answered[lack.path] = cell
    return completed


def _answer(lack: Lack, values: Mapping[str, Any], claims: Sequence[Claim], setting: Setting) -> tuple[str, CellRef] | None:
    """What a person filled in, whichever of the dossier's forms the question named."""
    asked = field_name(lack.path, values)
    return next((found for claim in claims if (found := setting.answers(claim.area, asked))), None)


def _tell_late_answers(made: Plan, completed: Completed, model: type[BaseModel], claims: Sequence[Claim], setting: Setting) -> None:
    """Answers to what lacks no longer: fine where the record says the same, else told as any difference."""
    given = {asked: (text, cell, claim.area) for claim in claims for asked, text, cell in setting.answers.of_form(claim.area)}
    if not given:
        return
    for path, value in _leaves(completed.values):
        name = field_name(path, completed.values)
        if name in given:
            text, cell, form = given[name]
            setting.answers(form, name)
            meant, _ = value_of(model, path, text)
            if not any(note.cell == cell for note in made.notes) and not same(str(path[-1]), value, meant):
                made.differences.append(Difference(made.subject, name, shown(value), text, cell, is_written=False))


def _form_of(lack: Lack, merged: Merged, claims: Sequence[Claim]) -> CellRef:
    """The form that speaks of what stands nearest to what lacks: the row, else the part."""
    cell = merged.cell(lack.path) if lack.part else None
    if cell:
        return next((claim.area for claim in claims if (claim.area.file, claim.area.sheet) == (cell.file, cell.sheet)), cell)
    return claims[0].area


def _tell_conflicts(made: Plan, combined: Combined) -> None:
    for conflict in combined.conflicts:
        where = field_name(conflict.path, combined.values)
        for one, other in ((conflict.first, conflict.second), (conflict.second, conflict.first)):
            message = f"{where}这里是“{shown(one.value)}”，{other.cell} 是“{shown(other.value)}”"
            made.notes.append(filing_note("X81", one.cell, shown(one.value), message))


def _tell_changes(made: Plan, merged: Merged) -> None:
    """What differs; it is written only where its section was."""
    done = {section for written in made.written for section in written.section.split("、")}
    kept: dict[tuple[Path, CellRef], list[str]] = {}
    for change in merged.changes:
        is_made = change.is_made and change.section in done
        where = field_name(change.path, merged.values)
        if change.kind is Kind.DIFFERS:
            made.differences.append(Difference(made.subject, where, shown(change.old), shown(change.new), change.cell, is_written=is_made))
        elif change.kind is Kind.EXTRA_ROW and is_made:
            table = f"{change.section} › {change.path[-2]}"
            made.differences.append(Difference(made.subject, table, shown(change.old), "（表上没有这一行）", change.cell, is_written=True))
        elif change.kind is Kind.EXTRA_ROW and change.cell:
            kept.setdefault((change.path[:-1], change.cell), []).append(field_name(change.path[-2:], {change.path[-2]: [*[{}] * _index(change.path), change.old]}))
    for (path, cell), rows in kept.items():
        names = "、".join(str(row) for row in rows)
        made.notes.append(filing_note("X82", cell, "", f"{' › '.join(map(str, path))}有 {len(rows)} 行，{names}"))


def _tell_lacks(made: Plan, completed: Completed, merged: Merged, combined: Combined, model: type[BaseModel], claims: Sequence[Claim], setting: Setting) -> None:
    disputed = {conflict.path for conflict in combined.conflicts}
    parts: dict[Path, list[Lack]] = {}
    for lack in completed.lacks:
        if lack.path not in disputed:
            parts.setdefault(lack.part, []).append(lack)
    for part, lacks in parts.items():
        cell = _form_of(lacks[0], merged, claims)
        place = first_of(found for lack in lacks for claim in claims if len(lack.path) <= 2 and (found := setting.blank_of(claim.area, str(lack.path[-1])))) or cell
        if part and _is_unfilled(part, merged.values):
            made.notes.append(filing_note("X08", cell, "", f"“{field_name(part, merged.values)}”没有填"))
            continue
        names = [field_name(lack.path, merged.values) for lack in lacks]
        what = f"“{field_name(part, merged.values)}”没有写入" if part else "这份资料没有写入"
        more = f"等 {len(names)} 项" if len(names) > MOST_NAMED else ""
        is_held = any(claim.is_faulty for claim in claims)
        hope = "；有错误的那张表上也许有，先改好它" if is_held else ""
        made.notes.append(filing_note("X92", place, "", f"{'、'.join(names[:MOST_NAMED])}{more}，所以{what}{hope}"))
        if len(lacks) <= MOST_ASKED and not is_held:
            made.missing += [
                Missing(made.subject, lack.path, name, lack.meaning, _form_of(lack, merged, claims), words=words_for(model, lack.path))
                for lack, name in zip(lacks, names, strict=True)
                if is_asked(model, lack.path)
            ]
    for guess in completed.guesses:
        cell = merged.cell(guess.path) or claims[0].area
        made.notes.append(filing_note("X91", cell, "", f"{field_name(guess.path, merged.values)}（{guess.reason}）", understood=shown(guess.value)))


def _is_unfilled(part: Path, values: Any) -> bool:
    """Whether nothing stands in a part but what is printed on its form."""
    for key in part:
        values = values[key]
    return part[0] != "绩效目标" and all(path[-1] in PRINTED for path, _ in _leaves(values))


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, number))
    else:
        yield path, value


def _standing_at(values: Any, path: Path) -> str:
    for part in path:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return shown(values) if not isinstance(values, (dict, list)) else ""


def _write(made: Plan, merged: Merged, completed: Completed, existing: Mapping[str, Any], model: type[BaseModel], claims: Sequence[Claim], setting: Setting) -> None:
    values = completed.values
    stays = {section for section, value in values.items() if value != existing.get(section)}
    changes = [change for change in merged.made if change.section in stays]
    remarks = _remarks(values, existing, stays, merged, claims, setting.today)
    guesses = {str(guess.path[0]): "推定，请核对" for guess in completed.guesses if len(guess.path) == 1}
    if made.before is None:
        text = new_file(values, model, remarks, guesses)
    else:
        text = rewritten(made.before.decode("utf-8-sig"), read_yaml(made.before, "", KNOWN_KEYS), values, model, remarks)
    if text is None:
        made.notes.append(filing_note("X84", claims[0].area, made.subject.file))
        made.is_refused = True
        return
    mark = BOM if made.before and made.before.startswith(BOM) else b""
    made.text = mark + text.encode()
    heads = [key for key in values if key in stays and not isinstance(values[key], (dict, list))]
    _tell_no_rate_score(made, values, stays, merged, claims)
    for sections in ([heads] if heads else []) + [[key] for key in values if key in stays and key not in heads]:
        mine = [change for change in changes if change.section in sections]
        is_new = all(section not in existing for section in sections)
        how = How.NEW if is_new else How.REPLACED if any(change.old for change in mine) else How.ADDED
        cell = first_of(change.cell for change in mine if change.cell) or claims[0].area
        made.written.append(Written(made.subject, "、".join(sections), how, max(1, len(mine)), cell))


def _tell_no_rate_score(made: Plan, values: Mapping[str, Any], stays: Collection[str], merged: Merged, claims: Sequence[Claim]) -> None:
    """A self-evaluation with scores, but none for the rate of execution, counts as if that were 0."""
    own = values.get("自评")
    if "自评" not in stays or not isinstance(own, Mapping) or own.get("执行率得分") or not any(row.get("得分") for row in promising.rows_of(values, "自评")):
        return
    weights = [row.get("分值") for row in (promising.rows_of(values) or promising.rows_of(values, "自评"))]
    if str(own.get("执行率分值", "")) == "0" or _sum_of(weights) == FULL_MARKS:
        return
    cell = merged.cell(("自评", "执行率分值")) or merged.cell(("自评",)) or claims[0].area
    made.notes.append(filing_note("X87", cell, "", f"按 0 分计，满分 {own.get('执行率分值') or 10} 分"))


def _sum_of(weights: Sequence[Any]) -> Decimal | None:
    try:
        return sum((Decimal(str(weight)) for weight in weights), Decimal(0))
    except InvalidOperation:
        return None


def _remarks(
    values: Mapping[str, Any], existing: Mapping[str, Any], stays: set[str], merged: Merged, claims: Sequence[Claim], today: date
) -> dict[str, str]:
    """What stands above a section: the file, sheet and cells that it came from, and the day."""
    found = {}
    for section in stays:
        if not isinstance(values[section], (dict, list)):
            continue
        cells = [cell for path, cell in merged.sources.items() if path[0] == section]
        cells += [cell for path, cell in merged.answered.items() if path[0] == section]
        if cells:
            verb = "来自" if section not in existing else "补充或替换自"
            found[section] = _one_line(f"{section}：{verb} {'；'.join(_areas(cells))}，{today} 导入")
    if not existing:
        first = next(iter(values))
        heads = sorted({str(claim.area) for claim in claims})
        found[first] = _one_line(f"来自 {'；'.join(heads)}，{today} 导入")
    return found


def _areas(cells: Sequence[CellRef]) -> list[str]:
    """Each sheet once, with the area that its cells lie in."""
    sheets: dict[tuple[str, str], list[Spot]] = {}
    for cell in cells:
        spots = sheets.setdefault((cell.file, cell.sheet), [])
        spots += [spot for spot in (cell.first, cell.last) if spot and spot.row]
    found = []
    for (file, sheet), spots in sorted(sheets.items()):
        if spots:
            first = Spot(min(spot.row for spot in spots), min(spot.column for spot in spots))
            last = Spot(max(spot.row for spot in spots), max(spot.column for spot in spots))
            found.append(str(CellRef(file, sheet, first, last)))
        else:
            found.append(str(CellRef(file, sheet)))
    return found


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text)


def _index(path: Path) -> int:
    last = path[-1]
    return last if isinstance(last, int) else 0
