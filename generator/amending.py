"""Correcting what is public: the present file is kept as the version before, and the correction is written into the file.

The file belongs to people, with their comments and their way of writing. So text is inserted, nothing is rewritten; and the
result is read again and must say exactly what it said before, with the correction added. If it does not, nothing is done.
"""

import difflib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.engine import durable
from generator.engine.workspace import Workspace
from generator.problems import UsageError
from generator.records.loading import KNOWN_KEYS
from generator.records.reading import TextTree, read_yaml

SECTION, CORRECTIONS = "公开", "更正"


@dataclass(frozen=True)
class Amended:
    """What was written."""

    file: Path
    earlier: Path
    number: int


def amend(workspace: Workspace, dossier: str, year: int, note: str, on: date) -> Amended:
    """Keep the present file as the version before, and write the correction into it; UsageError where a person must do it."""
    file = _file_of(workspace, dossier, year)
    text = file.read_bytes().decode("utf-8-sig")
    tree = _sound(file.read_bytes(), workspace.relative(file))
    decision = tree.values.get(SECTION)
    if not isinstance(decision, dict) or not decision.get("公开日期"):
        raise UsageError(f"{workspace.relative(file)} 没有公开日期，还没有公开过：直接改就是，不用写更正。")
    if decision.get("撤回"):
        raise UsageError(f"{workspace.relative(file)} 已经撤回，不用更正。")
    note = " ".join(note.split())
    if not note:
        raise UsageError("说明是空的。请写明哪一项由多少改为多少，例如 --note 全年执行数由1097.4万元更正为1079.4万元。")
    number = len(decision.get(CORRECTIONS) or []) + 1
    earlier = workspace.content / str(year) / "earlier" / f"{file.stem}.{number}.yml"
    if earlier.exists() and earlier.read_bytes() != file.read_bytes():
        raise UsageError(f"已有 {workspace.relative(earlier)}，与现在的文件不同。请先写完第 {number} 次更正，或删去这个旧版文件。")
    written = with_correction(text, tree, on, note)
    if written is None or not _says_the_same(written, tree, on, note):
        raise UsageError(_by_hand(workspace, file, earlier, on, note))
    durable.make_folder(earlier.parent)
    durable.put(earlier, file.read_bytes(), mode=durable.PLAIN)
    durable.put(file, written.encode(), mode=durable.PLAIN)
    return Amended(file, earlier, number)


def _file_of(workspace: Workspace, dossier: str, year: int) -> Path:
    folder = workspace.content / str(year)
    code = dossier.removeprefix("U") if dossier.removeprefix("U").isdigit() else ""
    file = folder / "units" / f"{code}.yml" if code else folder / "projects" / f"{dossier}.yml"
    if not file.is_file():
        names = [path.stem for name in ("projects", "units") for path in (folder / name).glob("*.yml")]
        near = difflib.get_close_matches(dossier, sorted(names), 1, 0.5)
        raise UsageError(f"没有 {workspace.relative(file)}。" + (f"是否应为“{near[0]}”？" if near else "请核对编号和年度。"))
    return file


def _sound(content: bytes, name: str) -> TextTree:
    tree = read_yaml(content, name, KNOWN_KEYS)
    if tree.problems:
        first = tree.problems[0]
        raise UsageError(f"{first.place}：{first.message}。请先改正（jixiao check），再更正。")
    return tree


def with_correction(text: str, tree: TextTree, on: date, note: str) -> str | None:
    """The text with one more entry in 公开 › 更正; None where its way of writing is not known."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    section = tree.places[(SECTION,)]
    value = text.splitlines()[section.line - 1][section.column - 1 :]
    if value.startswith("{"):
        return _in_braces(lines, section.line - 1, tree, on, note)
    first, last = section.key_line, _end_of_block(lines, section.key_line)
    places = {key: tree.places[(SECTION, key)] for key in tree.values[SECTION]}
    indent = " " * (min(place.key_column for place in places.values()) - 1)
    if CORRECTIONS not in places:
        entry = [f"{indent}{CORRECTIONS}:", f"{indent}  - 日期: {on}", f"{indent}    说明: {_quoted(note)}"]
        return _inserted(lines, last, entry, end)
    if not isinstance(tree.values[SECTION][CORRECTIONS], list) or not tree.values[SECTION][CORRECTIONS]:
        return None
    item = tree.places[(SECTION, CORRECTIONS, 0)]
    dash = lines[item.line - 1][: item.column - 1]
    if not re.fullmatch(r" *- +", dash):
        return None  # a list in brackets
    after = [place.key_line for key, place in places.items() if place.key_line > places[CORRECTIONS].key_line]
    last = min(after) - 1 if after else last
    while last > first and not lines[last - 1].split("#")[0].strip():
        last -= 1
    blank = " " * len(dash)
    return _inserted(lines, last, [f"{dash}日期: {on}", f"{blank}说明: {_quoted(note)}"], end)


def _in_braces(lines: list[str], index: int, tree: TextTree, on: date, note: str) -> str | None:
    """`公开: {属性: 主动公开, …}` on one line, without a correction so far."""
    line = lines[index]
    close = line.rfind("}")
    if CORRECTIONS in tree.values[SECTION] or close < 0 or line.count("{") != 1 or line.count("}") != 1:
        return None
    lines = [*lines]
    lines[index] = f"{line[:close].rstrip()}, {CORRECTIONS}: [{{日期: {on}, 说明: {_quoted(note)}}}]{line[close:]}"
    return "".join(lines)


def _end_of_block(lines: list[str], start: int) -> int:
    """How many lines there are up to the end of the block that begins on line `start`, counted from 1, trailing blanks left out."""
    end = start
    for number, line in enumerate(lines[start:], start + 1):
        if line.strip() and not line.startswith((" ", "#", "-")):
            break
        if line.startswith((" ", "-")) and line.strip():
            end = number
    return end


def _inserted(lines: list[str], after: int, entry: list[str], end: str) -> str:
    before = [*lines[:after]]
    if before and not before[-1].endswith(("\n", "\r\n")):
        before[-1] += end
    return "".join([*before, *(row + end for row in entry), *lines[after:]])


def _quoted(note: str) -> str:
    """Always in quotes, so that no sign in it means anything to YAML."""
    return '"' + note.replace("\\", "＼").replace('"', "”") + '"'


def _says_the_same(written: str, tree: TextTree, on: date, note: str) -> bool:
    """True if the new text reads as the old one with the correction at the end of its list."""
    again = read_yaml(written.encode(), "", KNOWN_KEYS)
    if again.problems or SECTION not in again.values:
        return False
    corrections: list[Any] = [*(tree.values[SECTION].get(CORRECTIONS) or []), {"日期": str(on), "说明": _quoted(note)[1:-1]}]
    return bool(again.values == {**tree.values, SECTION: {**tree.values[SECTION], CORRECTIONS: corrections}})


def _by_hand(workspace: Workspace, file: Path, earlier: Path, on: date, note: str) -> str:
    return (
        f"{workspace.relative(file)} 的写法程序不敢改，没有动。请手工做两步：\n"
        f"  1. 把这个文件原样另存为 {workspace.relative(earlier)}\n"
        f"  2. 在原文件“公开”一节的“更正”里加一项：日期: {on}，说明: {_quoted(note)}"
    )
