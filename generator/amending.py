"""Correcting what is public: the present file is kept as the version before, and the correction is written into the file.

A correction is made of what was published: where the record says something else by now than the ledger remembers, the version
before would be one that nobody ever saw, so that is refused.

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
from generator.engine.chinese import format_score
from generator.engine.workspace import Workspace
from generator.problems import UsageError
from generator.records.loading import KNOWN_KEYS, Loader
from generator.records.reading import TextTree, read_yaml
from generator.records.register import Foundation
from generator.website.door.addresses import dossier_stem, page_address, stem_of
from generator.website.door.disclosure import disclose
from generator.website.door.public import PublicDossier
from generator.website.ledger import Entry, read_ledger
from generator.website.published import has_correction_of, is_notice, is_of_another_scheme, lost_or_changed, mark_of_dossier

SECTION, CORRECTIONS = "公开", "更正"


@dataclass(frozen=True)
class Amended:
    """What was written."""

    file: Path
    earlier: Path
    number: int
    standing: str  # total and grade before the correction, in words; empty before there is a result


def amend(workspace: Workspace, dossier: str, year: int, note: str, on: date) -> Amended:
    """Keep the present file as the version before, and write the correction into it; UsageError where a person must do it."""
    file = _file_of(workspace, dossier, year)
    text = file.read_bytes().decode("utf-8-sig")
    tree = _sound(file.read_bytes(), workspace.relative(file))
    decision = tree.values.get(SECTION)
    stem = dossier_stem(file.stem, "" if file.parent.name == "units" else file.stem, year)
    foundation = Loader(workspace).foundation()
    ledger = read_ledger(workspace.published).held_against(is_demo=bool(foundation and foundation.office.is_demo))
    entry = ledger.entries.get(page_address(stem))
    if not isinstance(decision, dict) or not decision.get("公开日期"):
        raise UsageError(_without_day(workspace.relative(file), entry))
    if decision.get("撤回"):
        raise UsageError(f"{workspace.relative(file)} 已经撤回，不用更正。")
    if not entry and str(decision["公开日期"]) > on.isoformat():
        raise UsageError(f"{workspace.relative(file)} 的公开日期 {decision['公开日期']} 还没有到，还没有公开过：直接改就是，不用写更正。")
    public = _public(workspace, foundation, year, stem, on)
    if entry:
        _refuse_other_content(workspace.relative(file), entry, public)
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
    return Amended(file, earlier, number, _standing(public))


def _without_day(name: str, entry: Entry | None) -> str:
    if entry is None:
        return f"{name} 没有公开日期，还没有公开过：直接改就是，不用写更正。"
    return f"{name} 在 {entry.first} 公开过（见 content/published.tsv），却没有公开日期。请先在它的“公开”里补上“公开日期: {entry.first}”，再更正。"


def _public(workspace: Workspace, foundation: Foundation | None, year: int, stem: str, on: date) -> PublicDossier | None:
    """What the site would show of the dossier; None if it has errors or is not public."""
    if foundation is None:
        return None
    dossiers = disclose(Loader(workspace).year(foundation, year), today=on).dossiers
    return next((dossier for dossier in dossiers if stem_of(dossier) == stem), None)


def _refuse_other_content(name: str, entry: Entry, public: PublicDossier | None) -> None:
    """UsageError unless the record still says what was published; what grows by itself may have grown."""
    if public is None:
        raise UsageError(f"{name} 公开过，现在有错误或者不是主动公开，没法与公开的内容核对。请先检查（jixiao check）并改正，再更正。")
    mark = mark_of_dossier(public)
    if is_of_another_scheme(entry.mark, mark) or is_notice(entry.mark):
        return
    if has_correction_of(entry.mark, mark):
        raise UsageError(
            f"{name} 的上一次更正还没有发布。还要改的，直接改资料和那次更正的说明，一并发布；"
            "不更正了的，删去那一项更正和 earlier 里的旧版，数据改回原样。"
        )
    parts, is_in_course = lost_or_changed(entry.mark, mark)
    if not is_in_course:
        raise UsageError(
            f"{name} 的内容已经与 {entry.changed} 公开的不同（{'、'.join(parts)}），现在存旧版，存下的不是公众看到的内容，所以没有动。\n"
            "请先把改动改回公开时的样子（从备份恢复，或对照网站上的这一页），再运行 amend，然后再改数据。"
        )


def _standing(public: PublicDossier | None) -> str:
    return f"{format_score(public.score)} 分、{public.grade}" if public and public.score is not None else ""


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
