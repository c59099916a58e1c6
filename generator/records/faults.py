"""What the model says of bad values, said in Chinese with place and remedy."""

import difflib
import re
import types
from collections.abc import Iterator
from functools import cache
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.problems import Problem, Severity
from generator.records.reading import Path, TextTree, mend_entries, name_path

# pydantic's error types: rule, message, remedy. `{key}` is the field, other names come from the error's context.
FAULTS = {
    "missing": ("M01", "缺少“{key}”", "补上“{key}: …”{meaning}"),
    "extra_forbidden": ("M02", "不认识的键“{key}”", "删去，或改成这里可用的键：{allowed}"),
    "enum": ("M03", "“{key}”的值“{value}”不在规定范围内", "填{expected}之一"),
    "number": ("M04", "“{key}”的值“{value}”不是数字", "{suggestion}"),
    "odd_number": ("M04", "“{key}”的值“{value}”里有逗号、空格或全角字符", "核对金额，写成“{suggestion}”：不写逗号，小数点用“.”"),
    "date": ("M05", "“{key}”的值“{value}”不是规定的日期写法", "{suggestion}"),
    "day": ("M05", "“{key}”的值“{value}”不是日历上的日子", "核对年月日"),
    "flag": ("M06", "“{key}”的值“{value}”应为“是”或“否”", "填“是”或“否”"),
    "model_type": ("M07", "“{key}”下面应是若干“键: 值”", "参照模板，把内容写成缩进的“键: 值”"),
    "tuple_type": ("M07", "“{key}”应是列表", "每项另起一行，以“- ”开头"),
    "dict_type": ("M07", "“{key}”下面应是若干“键: 值”", "参照模板，把内容写成缩进的“键: 值”"),
    "string_type": ("M07", "“{key}”应是一段文字，这里却是列表或若干键", "写成“{key}: 文字”"),
    "string_pattern_mismatch": ("M08", "“{key}”的值“{value}”写法不对", "应为{meaning_plain}"),
    "string_too_short": ("M01", "“{key}”是空的", "补上内容{meaning}"),
    "too_short": ("M01", "“{key}”至少要有一项", "补上内容{meaning}"),
    "greater_than_equal": ("M09", "“{key}”的值“{value}”小于下限 {ge}", "核对数值"),
    "greater_than": ("M09", "“{key}”的值“{value}”应大于 {gt}", "核对数值"),
    "less_than_equal": ("M09", "“{key}”的值“{value}”大于上限 {le}", "核对数值"),
    "int_parsing": ("M04", "“{key}”的值“{value}”不是整数", "只写整数"),
    "int_from_float": ("M04", "“{key}”的值“{value}”不是整数", "只写整数"),
    "int_parsing_size": ("M04", "“{key}”的值“{value}”不是整数", "只写整数"),
    "decimal_type": ("M07", "“{key}”应是一个数，这里却是列表或若干键", "写成“{key}: 数字”"),
    "int_type": ("M07", "“{key}”应是一个数，这里却是列表或若干键", "写成“{key}: 数字”"),
    "date_type": ("M07", "“{key}”应是日期，这里却是列表或若干键", "写成“{key}: 2026-05-20”的样子"),
    "bool_type": ("M07", "“{key}”应为“是”或“否”，这里却是列表或若干键", "写成“{key}: 是”或“{key}: 否”"),
    "word_type": ("M07", "“{key}”应是一个词，这里却是列表或若干键", "填{expected}之一"),
    "blank": ("M01", "“{key}”是空的", "补上内容{meaning}"),
}

CURLY = frozenset("“”‘’＂")  # a value in these was meant to stand in quotes


def model_problems(error: ValidationError, model: type[BaseModel], tree: TextTree, file: str) -> list[Problem]:
    """Turn a validation error into problems with places; a misspelt key hides the missing one it stands for."""
    details = error.errors(include_url=False)
    problems: list[Problem] = []
    explained: set[Path] = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            problem, meant = _unknown_key(detail, model, tree, file)
            problems.append(problem)
            explained.add(meant)
    for detail in details:
        path = error_path(detail, tree.values)
        if detail["type"] == "too_short" and _value_at(tree.values, path):
            continue  # pydantic does not count items that are wrong
        if detail["type"] == "extra_forbidden" or (detail["type"] == "missing" and (path in explained or path[0] in tree.broken)):
            continue
        problems.append(_problem(detail, path, model, tree, file))
    return problems


def error_path(detail: ErrorDetails, values: Any) -> Path:
    """The error's location without the names that pydantic adds for unions and functions."""
    path: list[str | int] = []
    for part in detail["loc"]:
        if isinstance(values, dict) and isinstance(part, str) and part not in values and part is not detail["loc"][-1]:
            continue
        path.append(part)
        if isinstance(values, dict):
            values = values.get(part) if isinstance(part, str) else None
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            values = values[part]
        else:
            values = None
    return tuple(path)


def meant_key(path: Path, model: type[BaseModel], present: Any) -> str:
    """The key that an unknown one was probably meant to be; empty if there is none near, or if it belongs elsewhere."""
    key = str(path[-1])
    if key in known_keys(model):
        return ""
    return next(iter(difflib.get_close_matches(key, _free_keys(path, model, present), 1, 0.4)), "")


def _free_keys(path: Path, model: type[BaseModel], present: Any) -> list[str]:
    """The keys that may stand beside the one at `path` and do not yet."""
    owner = model_at(model, path[:-1])
    allowed = [info.alias or name for name, info in owner.model_fields.items()] if owner else []
    return [word for word in allowed if not isinstance(present, dict) or word not in present]


def _unknown_key(detail: ErrorDetails, model: type[BaseModel], tree: TextTree, file: str) -> tuple[Problem, Path]:
    path = error_path(detail, tree.values)
    key, present = str(path[-1]), _value_at(tree.values, path[:-1])
    rule, message, remedy = FAULTS["extra_forbidden"]
    place = tree.place(path)
    if key in known_keys(model):  # the right word in the wrong place: most often a slip of indentation
        message, remedy = "“{key}”不能写在这里", "检查缩进，看它属于哪一层；这里可用的键：{allowed}"
        if longer := [word for word in _free_keys(path, model, present) if word.endswith(key)]:  # 备注 for 内部备注
            remedy = f"是否应为“{longer[0]}”？不是的话，检查缩进，看它属于哪一层"
    if re.fullmatch(r"\d+(\.\d+)?", key):  # {全年预算数: 1,860}: in braces a comma parts the entries
        message, remedy = "“{key}”前面的逗号把数字断开了", "数字里不写逗号；小数点用“.”"
    word, colon, value = key.partition("：")
    if colon:  # in braces, and the word is none that reading knows
        mended = mend_entries(value.strip(), known_keys(model))
        how = "改成半角冒号加空格" if mended == value.strip() else "冒号、逗号都改成半角，后面空一格"
        message, remedy = "“{key}”里是全角冒号“：”", f"{how}，即“{word}: {mended}”"
    meant = "" if key.isdigit() or colon else meant_key(path, model, present)
    allowed = "、".join(_free_keys(path, model, present)[:12]) or "（没有）"
    suggestion = f"是否应为“{meant}”？" if meant else remedy.format(allowed=allowed)
    problem = Problem(rule, Severity.ERROR, file, place.key_line, place.key_column, message.format(key=key), name_path(path), suggestion)
    return problem, (*path[:-1], meant) if meant else ()


def _problem(detail: ErrorDetails, path: Path, model: type[BaseModel], tree: TextTree, file: str) -> Problem:
    kind, value = detail["type"], _value_at(tree.values, path)
    if kind == "missing" and value == "":
        kind = "blank"
    elif kind == "enum" and not isinstance(value, str):
        kind = "word_type"
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if path and isinstance(path[-1], int):
        key = f"{key}第{path[-1] + 1}项"
    owner = model_at(model, path[:-1])
    info = next((f for f in owner.model_fields.values() if f.alias == key), None) if owner else None
    meaning = (info.description or "") if info else ""
    rule, message, remedy = FAULTS.get(kind, ("M10", "“{key}”的值“{value}”不合要求", "核对这个值{meaning}"))
    context = dict(detail.get("ctx") or {})
    words = {
        "key": key,
        "value": value if isinstance(value, str) else "",
        "meaning": f"（{meaning}）" if meaning else "",
        "meaning_plain": meaning or "规定的写法",
        "suggestion": "核对数值",
        "expected": "",
        **context,
    }
    words["value"] = value if isinstance(value, str) else words.get("value", "")
    if kind in ("enum", "word_type"):
        expected = [word.strip(" '") for word in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        words["expected"] = "、".join(f"“{word}”" for word in expected)
        guess = difflib.get_close_matches(str(value), expected, 1, 0.5)
        if guess and kind == "enum":
            remedy = f"是否应为“{guess[0]}”？可填：{{expected}}"
    if isinstance(value, str) and len(value) > 1 and value[0] in CURLY and value[-1] in CURLY:
        remedy = "这里的引号是中文引号“”，改成英文直引号，例如 \"{inner}\"；文字和数字也可以不加引号"
        words["inner"] = value[1:-1]
    place = tree.place(path)
    line, column = (place.key_line, place.key_column) if kind == "missing" else (place.line, place.column)
    if kind == "missing" and len(path) == 1:
        line, column = 1, 1
    if kind == "blank":
        line, column = place.key_line, place.key_column
    return Problem(rule, Severity.ERROR, file, line, column, message.format(**words), name_path(path), remedy.format(**words))


def _value_at(values: Any, path: Path) -> Any:
    for part in path:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model class that stands at a path of Chinese keys."""
    owner: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int):
            continue
        if owner is None:
            return None
        info = next((f for f in owner.model_fields.values() if f.alias == part), None)
        owner = model_of(info.annotation) if info else None
    return owner


def model_of(annotation: Any) -> type[BaseModel] | None:
    """The model class inside an annotation such as `tuple[Finding, ...]`."""
    return next(_models_in(annotation), None)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (tuple, Union, types.UnionType) or get_args(annotation):
        for inner in get_args(annotation):
            yield from _models_in(inner)


@cache
def known_keys(*models: type[BaseModel]) -> frozenset[str]:
    """Every Chinese key of the models and of all models inside them."""
    keys: set[str] = set()
    waiting = list(models)
    seen: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for info in model.model_fields.values():
            keys.add(info.alias or "")
            waiting.extend(_models_in(info.annotation))
    return frozenset(keys - {""})
