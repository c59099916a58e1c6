"""Which row of a list is which: by what names it, never by its place, so that a row put in between moves nothing."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.records.fields import NUMBER
from generator.records.indicators import ActualText, TargetText
from generator.records.intake.filing.resolving import plain

LEVELS = ("一级指标", "二级指标", "三级指标")
# The keys that name a row, most telling first; a second one tells apart those with the same first.
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "来源明细": ("来源", "名称"),
    "支出构成": ("名称",),
    "评审表": ("方面",),
    "评估意见": ("方面",),
    "考核表": ("项目",),
    "质量考评": ("项目",),
    "存在问题": ("编号",),
    "台账": ("问题编号", "整改要求"),
    "单位": ("编码",),
    "表格": ("名称",),
    "文件": ("名称",),
}
MEASURES: Mapping[str, TypeAdapter[Any]] = {"指标值": TypeAdapter(TargetText), "实际完成值": TypeAdapter(ActualText)}


def is_leaf(key: str, value: Any) -> bool:
    """Whether a value is compared as one: text, a measure however it is written, a list of texts."""
    return not isinstance(value, (dict, list)) or key in MEASURES or (isinstance(value, list) and not any(isinstance(item, dict) for item in value))


def same(key: str, one: Any, other: Any) -> bool:
    """Whether two values say the same: 5 and 5.00, ≥95% and its parts, a text broken into lines elsewhere."""
    if key in MEASURES:
        return bool(_measure(key, one) == _measure(key, other))
    if isinstance(one, list) and isinstance(other, list):
        return [_said(item) for item in one] == [_said(item) for item in other]
    if isinstance(one, str) and isinstance(other, str):
        if _said(one) == _said(other):
            return True
        if key in LEVELS[:2]:
            return level(one) == level(other)
        numbers = _number(one), _number(other)
        return None not in numbers and numbers[0] == numbers[1]
    return bool(one == other)


def level(text: str) -> str:
    """A level's name without weight in brackets and without 指标: 产出指标（50分） is 产出."""
    return re.sub(r"指标$", "", re.sub(r"\(.*?\)", "", plain(text)))


def align(name: str, old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each new row the place of the old one that it speaks of; None if there is none. No old row is given twice."""
    free = dict.fromkeys(range(len(old)))
    found: list[int | None] = [None] * len(new)
    for keys in _ways(name):
        alike: dict[tuple[str, ...] | None, deque[int]] = defaultdict(deque)
        for at in free:
            if isinstance(old[at], Mapping):
                alike[keys(old[at])].append(at)
        for place, row in enumerate(new):
            if found[place] is not None or not isinstance(row, Mapping):
                continue
            mine = keys(row)
            if mine and alike[mine]:
                match = found[place] = alike[mine].popleft()
                del free[match]
    if any(key in row for row in new if isinstance(row, Mapping) for key in LEVELS):
        _align_by_name(old, new, found, free)
    return found


Way = Callable[[Mapping[str, Any]], tuple[str, ...] | None]


def _ways(name: str) -> tuple[Way, ...]:
    """What rows are matched by: everything that names them first, then the most telling alone."""
    if name in NAMED_BY:
        keys = NAMED_BY[name]
        ways: list[Way] = [lambda row: tuple(_key(row, key) for key in keys)]
        if name in ("台账", "来源明细"):  # a requirement may be worded anew, its finding stays; a name may be left out
            ways.append(lambda row: (_key(row, keys[0]),))
        return tuple(ways)
    return (_all_levels,)


def _all_levels(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The place of an indicator in its tree; None of a row that is none."""
    if not row.get(LEVELS[2]):
        return None
    return level(str(row.get(LEVELS[0], ""))), level(str(row.get(LEVELS[1], ""))), _key(row, LEVELS[2])


def _align_by_name(old: Sequence[Any], new: Sequence[Any], found: list[int | None], free: dict[int, None]) -> None:
    """Rows that leave out their levels, or name them in another way, are known by 三级指标, where that is enough to tell."""
    olds: dict[str, list[int]] = defaultdict(list)
    for at in free:
        if isinstance(old[at], Mapping):
            olds[_key(old[at], LEVELS[2])].append(at)
    names = {place: _key(row, LEVELS[2]) for place, row in enumerate(new) if found[place] is None and isinstance(row, Mapping)}
    rivals = Counter(names.values())
    for is_like in (_may_be, _is_named_so):
        for place, name in names.items():
            if found[place] is None and rivals[name] == 1:
                alike = [at for at in olds[name] if at in free and is_like(old[at], new[place])]
                if len(alike) == 1:
                    found[place] = alike[0]
                    del free[alike[0]]
                    rivals[name] = 0


def _is_named_so(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(_key(one, LEVELS[2])) and _key(one, LEVELS[2]) == _key(other, LEVELS[2])


def _may_be(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return _is_named_so(one, other) and all(not one.get(key) or not other.get(key) or level(str(one[key])) == level(str(other[key])) for key in LEVELS[:2])


def _key(row: Mapping[str, Any], key: str) -> str:
    text = plain(str(row.get(key, "")))
    number = _number(text)
    return format(number.normalize(), "f") if number is not None else text


def _said(value: Any) -> str:
    return re.sub(r"\s+", "", str(value))


def _number(text: str) -> Decimal | None:
    if not NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _measure(key: str, value: Any) -> Any:
    try:
        return MEASURES[key].validate_python(value)
    except ValidationError:
        return value
