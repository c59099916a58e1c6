"""A YAML file becomes a tree of plain text, with a place for every value and a clear word for every fault.

Nothing is typed here: the model gives types (decision 0003). `yaml` is imported nowhere else.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.problems import Problem, Severity

MAX_BYTES = 1_000_000  # a dossier has some 10 kB; larger files are mistakes or attacks

Path = tuple[str | int, ...]

# What libyaml says, what it means to a person who writes records, and what to do about it.
YAML_FAULTS = (
    ("mapping values are not allowed", "同一行里有两个“键: 值”，或上一行缩进不对", "值里含有半角冒号加空格时，用英文双引号把整个值括起来；否则检查缩进"),
    ("could not find expected ':'", "这一行没有冒号", "写成“键: 值”：半角冒号，后面空一格；多行文字在键后写“|”并缩进"),
    ("did not find expected key", "缩进与上文对不齐，或值里有没转义的引号", "同一层的键要左对齐（用空格）；值里有英文引号时改用中文引号“”"),
    ("did not find expected '-'", "列表的各项没有对齐", "每一项以“- ”开头，并与上一项左对齐"),
    ("unexpected end of stream", "引号没有成对", "补上缺少的英文引号"),
    ("cannot start any token", "值以 @、` 或 % 等符号开头", "用英文双引号把整个值括起来"),
    ("sequence entries are not allowed", "列表项“- ”的位置不对", "把“- ”另起一行，写在键的下面"),
    ("did not find expected ',' or", "方括号或花括号里缺少逗号，或括号没有成对", "补上逗号或括号"),
    ("undefined alias", "值以 * 开头", "用英文双引号把整个值括起来"),
    ("did not find expected alphabetic", "值以 & 或 * 开头", "用英文双引号把整个值括起来"),
)


@dataclass(frozen=True)
class Place:
    """Where a key and its value stand; lines and columns count from 1."""

    key_line: int
    key_column: int
    line: int
    column: int


@dataclass(frozen=True)
class TextTree:
    """A file's content as nested dicts, lists and strings; `broken` names top-level keys that did not parse."""

    values: dict[str, Any]
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()
    places: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """The place of the value at `path`, or of its nearest parent that is in the file."""
        for end in range(len(path), 0, -1):
            if found := self.places.get(path[:end]):
                return found
        return Place(1, 1, 1, 1)


def read_yaml(content: bytes, file: str, known_keys: frozenset[str]) -> TextTree:
    """Read one file; all faults are found at once. `known_keys` tell a full-width colon from prose."""
    fault = _Fault(file)
    if len(content) > MAX_BYTES:
        return TextTree({}, (fault("Y01", 0, 0, f"文件有 {len(content):,} 字节，超过上限 1 MB", "拆成几个文件，附件不要写进 YAML"),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return TextTree({}, (_encoding_problem(content, error, fault),))
    lines = text.splitlines()
    mended, problems, shifts = _mend(lines, fault, known_keys)
    parts, syntax_problems, broken = _compose(mended, fault, has_tabs=any(p.rule == "Y03" for p in problems))
    builder = _Builder(fault, shifts)
    values: dict[str, Any] = {}
    for node in parts:
        builder.add_top(values, node)
    return TextTree(values, tuple(problems) + tuple(syntax_problems) + tuple(builder.problems), broken, builder.places)


class _Fault:
    """Makes the problems of one file."""

    def __init__(self, file: str):
        self.file = file

    def __call__(self, rule: str, line: int, column: int, message: str, suggestion: str, key: str = "") -> Problem:
        return Problem(rule, Severity.ERROR, self.file, line, column, message, key, suggestion)


def _encoding_problem(content: bytes, error: UnicodeDecodeError, fault: _Fault) -> Problem:
    before = content[: error.start]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    try:
        content.decode("gb18030")
        guess = "看起来是 GBK 编码"
    except UnicodeDecodeError:
        guess = "编码无法辨认"
    return fault("Y02", line, column, f"文件不是 UTF-8 编码（{guess}）", "用编辑器或记事本“另存为”，编码选 UTF-8")


KEY_BEFORE_FULL_WIDTH_COLON = re.compile(r"^(\s*(?:- +)?)([^\s:：#\"'\[\]{}|>&*!%@`,-][^:：#\"']{0,30}?)\s*：(.*)$")
BLOCK_SCALAR = re.compile(r"(?:^|[:\-]\s+)[|>][+-]?\d?\s*(?:#.*)?$")


def _mend(
    lines: list[str], fault: _Fault, known_keys: frozenset[str]
) -> tuple[list[str], list[Problem], dict[int, tuple[int, int]]]:
    """Name tabs and full-width signs where YAML needs ASCII, and mend them so that reading can go on.

    Returns the mended lines, the problems, and per line (0-based) from which column on it grew by how much.
    """
    mended: list[str] = []
    problems: list[Problem] = []
    shifts: dict[int, tuple[int, int]] = {}
    block_indent: int | None = None
    for number, line in enumerate(lines):
        stripped = line.lstrip(" \t\u3000")
        indent = len(line) - len(stripped)
        if block_indent is not None and (not stripped or indent > block_indent):
            mended.append(line)
            continue
        block_indent = None
        lead = line[:indent]
        if stripped and not stripped.startswith("#"):
            line = _mend_indent(line, lead, number, fault, problems)
            match = KEY_BEFORE_FULL_WIDTH_COLON.match(line)
            if match and _is_key(match, lines, number, known_keys):
                problems.append(
                    fault(
                        "Y04",
                        number + 1,
                        match.end(2) + 1,
                        f"“{match[2]}”后面是全角冒号“：”",
                        f"改成半角冒号加空格，即“{match[2]}: {match[3].strip()}”" if match[3].strip() else f"改成半角冒号，即“{match[2]}:”",
                        match[2],
                    )
                )
                rest = match[3].lstrip()
                new = f"{match[1]}{match[2]}: {rest}".rstrip()
                shifts[number] = (match.end(2), len(f"{match[1]}{match[2]}: ") - (len(line) - len(rest)))
                line = new
        mended.append(line)
        if BLOCK_SCALAR.search(line):
            block_indent = indent
    return mended, problems, shifts


def _mend_indent(line: str, lead: str, number: int, fault: _Fault, problems: list[Problem]) -> str:
    for sign, rule, name in (("\t", "Y03", "制表符（Tab）"), ("\u3000", "Y05", "全角空格")):
        if sign in lead:
            problems.append(fault(rule, number + 1, lead.index(sign) + 1, f"行首缩进里有{name}", "行首只用半角空格，每层两个"))
            line = lead.replace(sign, "  ") + line[len(lead) :]
            lead = lead.replace(sign, "  ")
    return line


def _is_key(match: re.Match[str], lines: list[str], number: int, known_keys: frozenset[str]) -> bool:
    """Tell `得分：8` from a line of prose that happens to hold a full-width colon."""
    key = match[2]
    if key not in known_keys and not difflib.get_close_matches(key, known_keys, 1, 0.7):
        return False
    if not match[1].rstrip().endswith("-"):
        return True
    # A list item is a mapping only if its next line goes on under the key; else it is a line of text.
    following = lines[number + 1] if number + 1 < len(lines) else ""
    indent = len(match[1])
    return following.startswith(" " * indent) and following[indent : indent + 1].strip() not in ("", "-") and ":" in following


def _compose(
    lines: list[str], fault: _Fault, *, has_tabs: bool
) -> tuple[list[yaml.Node], list[Problem], frozenset[str]]:
    """Parse the whole; if that fails, parse each top-level section alone, so that one slip hides nothing else."""
    text = "\n".join(lines) + "\n"
    try:
        nodes = _documents(text)
    except yaml.YAMLError as error:
        whole = error
    else:
        if len(nodes) > 1:
            line = nodes[1].start_mark.line
            return nodes[:1], [fault("Y10", line + 1, 1, "一个文件里有两份文档（中间有“---”）", "删去“---”，或拆成两个文件")], frozenset()
        return nodes, [], frozenset()
    parts: list[yaml.Node] = []
    problems: list[Problem] = []
    broken: set[str] = set()
    for start, end in _sections(lines):
        try:
            parts.extend(_documents("\n" * start + "\n".join(lines[start:end]) + "\n"))
        except yaml.YAMLError as error:
            problems.append(_syntax_problem(error, fault))
            broken.add(lines[start].partition(":")[0].strip().strip("\"'"))
    if not problems and not has_tabs:
        problems.append(_syntax_problem(whole, fault))
    return parts, problems, frozenset(broken)


def _documents(text: str) -> list[yaml.Node]:
    return [node for node in yaml.compose_all(text, Loader=yaml.CBaseLoader) if node is not None]


def _sections(lines: list[str]) -> Iterator[tuple[int, int]]:
    starts = [n for n, line in enumerate(lines) if line and not line[0].isspace() and line[0] not in "#-]}"]
    yield from zip(starts, [*starts[1:], len(lines)], strict=True)


def _syntax_problem(error: yaml.YAMLError, fault: _Fault) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", "") or error)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    for pattern, message, suggestion in YAML_FAULTS:
        if pattern in said:
            return fault("Y06", line, column, message, suggestion)
    return fault("Y06", line, column, f"不合 YAML 格式（{said}）", "检查这一行及上一行的冒号、引号和缩进")


class _Builder:
    """Turns nodes into text values, notes places, and refuses what a record has no use for."""

    def __init__(self, fault: _Fault, shifts: dict[int, tuple[int, int]]):
        self.fault = fault
        self.shifts = shifts
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {}
        self._seen: dict[int, yaml.Node] = {}

    def add_top(self, values: dict[str, Any], node: yaml.Node) -> None:
        if not isinstance(node, yaml.MappingNode):
            line, column = self._mark(node)
            self.problems.append(self.fault("Y11", line, column, "文件的最外层应是若干“键: 值”", "参照模板文件的写法，从左边第一列写键"))
            return
        self._mapping(node, (), values)

    def _mark(self, node: yaml.Node) -> tuple[int, int]:
        line, column = node.start_mark.line, node.start_mark.column
        start, growth = self.shifts.get(line, (column + 1, 0))
        return line + 1, (column - growth if column > start else column) + 1

    def _value(self, node: yaml.Node, path: Path) -> Any:
        if id(node) in self._seen:
            line, column = self._mark(node)
            self.problems.append(self.fault("Y08", line, column, "这个值被 YAML 的别名（&、*）在别处引用", "不要用别名，把内容照抄一遍", _name(path)))
        self._seen[id(node)] = node  # holding the node keeps its id its own
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, {})
        if isinstance(node, yaml.SequenceNode):
            return [self._item(child, (*path, index)) for index, child in enumerate(node.value)]
        if node.tag and not node.tag.startswith("tag:yaml.org,2002:") and node.tag != "!":
            line, column = self._mark(node)
            self.problems.append(self.fault("Y09", line, column, f"值前面有 YAML 标签“{node.tag}”", "删去感叹号开头的标签；值以“!”开头时用英文双引号括起来", _name(path)))
        return str(node.value).strip()

    def _item(self, node: yaml.Node, path: Path) -> Any:
        line, column = self._mark(node)
        self.places[path] = Place(line, column, line, column)
        return self._value(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path, values: dict[str, Any]) -> dict[str, Any]:
        for key_node, value_node in node.value:
            key_line, key_column = self._mark(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(self.fault("Y12", key_line, key_column, "键不是一个词", "键只能是一个词，例如“得分”"))
                continue
            key = str(key_node.value).strip()
            if key in values:
                first = self.places[(*path, key)].key_line
                self.problems.append(
                    self.fault("Y07", key_line, key_column, f"“{key}”写了两次（第一次在第 {first} 行）", "删去一个；列表的各项要以“- ”开头", _name((*path, key)))
                )
                continue
            line, column = self._mark(value_node)
            self.places[(*path, key)] = Place(key_line, key_column, line, column)
            values[key] = self._value(value_node, (*path, key))
        return values


def _name(path: Path) -> str:
    """The path as a person reads it: `评价 › 指标 › 第3项 › 得分`."""
    return " › ".join(f"第{part + 1}项" if isinstance(part, int) else part for part in path)


name_path = _name
