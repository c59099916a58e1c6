"""Values become YAML as the people of the house write it: keys in the model's order, a row of a table on one line, long texts below their key.

Reading is `records/reading.py`; what is written here is always read back and compared before it goes to a file.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from generator.records.faults import model_of
from generator.records.intake.filing.merging import in_order
from generator.records.reading import INVISIBLE

ROOM = 240  # characters that a row may have on one line
SHORT = 100  # … and a few fields that stand together
LONG_TEXT = 60  # a longer text stands below its key
SHORT_ITEM = 20  # items of a list in brackets
CODES = frozenset({"预算单位", "编码", "主管部门", "含所属单位"})  # digits that are no number
# What YAML would take for something else at the beginning of a value, and what ends a value in the middle.
ODD_START = re.compile(r"[\s\-?:,\[\]{}#&*!|>'\"%@`“”‘’＂]")
ODD_INSIDE = re.compile(r": |:$| #|\t")


def clean(value: Any) -> Any:
    """Values as reading gives them back: no unseen signs, no white around lines; what is empty is left out, but a row keeps its place."""
    if isinstance(value, Mapping):
        kept = {str(key): clean(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in ("", [], {})}
    if isinstance(value, (list, tuple)):
        return [inner for inner in map(clean, value) if inner not in ("", [])]
    text = INVISIBLE.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "\n".join(re.sub(r"[\x85\u2028\u2029\x0b\x0c]", " ", line).strip() for line in text.split("\n")).strip()


def entry(key: str, value: Any, indent: int, model: type[BaseModel] | None, remark: str = "") -> list[str]:
    """The lines of `key: value`; `remark` is a comment behind it, where there is room for one."""
    lead = f"{' ' * indent}{key}:"
    behind = f"  # {remark}" if remark else ""
    inner = inner_model(model, key)
    if isinstance(value, Mapping):
        if indent and (line := _in_braces(value, inner, SHORT)):
            return [f"{lead} {line}{behind}"]
        return [f"{lead}{behind}", *mapping(value, indent + 2, inner)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(one, str) and len(one) <= SHORT_ITEM for one in value) and sum(map(len, value)) <= SHORT:
            return [f"{lead} [{', '.join(_in_bracket(one, key) for one in value)}]{behind}"]
        return [f"{lead}{behind}", *(line for one in value for line in item(key, one, indent + 2, inner))]
    text = str(value)
    if "\n" in text or (len(text) > LONG_TEXT and not text.startswith("#")):
        return [f"{lead} |{behind}", *(f"{' ' * (indent + 2)}{line}" if line else "" for line in text.split("\n"))]
    return [f"{lead} {_plain(text, key)}{behind}"]


def item(key: str, value: Any, indent: int, model: type[BaseModel] | None, room: int = ROOM) -> list[str]:
    """The lines of one item of the list under `key`; on one line if it has room there."""
    dash = f"{' ' * indent}- "
    if isinstance(value, Mapping):
        if line := _in_braces(value, model, room):
            return [f"{dash}{line}"]
        first, *rest = mapping(value, indent + 2, model)
        return [f"{dash}{first.lstrip()}", *rest]
    text = str(value)
    if "\n" in text:
        return [f"{dash}{_quoted(text)}"]
    return [f"{dash}{_quoted(text) if re.search('[:：]', text[:32]) else _plain(text, key)}"]


def mapping(value: Mapping[str, Any], indent: int, model: type[BaseModel] | None) -> list[str]:
    """The lines of several entries."""
    return [line for key in in_order(value, model) for line in entry(key, value[key], indent, model)]


def inner_model(model: type[BaseModel] | None, key: str) -> type[BaseModel] | None:
    """The model of what stands under a key."""
    info = next((info for info in model.model_fields.values() if info.alias == key), None) if model else None
    return model_of(info.annotation) if info else None


def _in_braces(value: Mapping[str, Any], model: type[BaseModel] | None, room: int) -> str:
    """`{三级指标: 甲, 得分: 8}`; empty where that would be no line to read."""
    parts = []
    for key in in_order(value, model):
        one = value[key]
        if isinstance(one, Mapping):
            inner = _in_braces(one, inner_model(model, key), room)
            if not inner:
                return ""
            parts.append(f"{key}: {inner}")
        elif isinstance(one, Sequence) and not isinstance(one, str):
            if not all(isinstance(text, str) for text in one):
                return ""
            parts.append(f"{key}: [{', '.join(_in_bracket(text, key) for text in one)}]")
        elif "\n" in str(one):
            return ""
        else:
            parts.append(f"{key}: {_in_bracket(str(one), key)}")
    line = f"{{{', '.join(parts)}}}"
    return line if len(line) <= room else ""


def _plain(text: str, key: str) -> str:
    if key in CODES or not text or ODD_START.match(text) or ODD_INSIDE.search(text):
        return _quoted(text)
    return text


def _in_bracket(text: str, key: str) -> str:
    """Within braces a comma ends a value, and a full-width one before a word looks as if it should."""
    return _quoted(text) if re.search(r"[,\[\]{}]|[:：]", text) else _plain(text, key)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
