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
MAX_DEPTH = 20  # the model is 6 deep
SAFE_OPENINGS = 5_000  # libyaml composes by recursion: some 50 000 levels overflow the stack and kill the process

Path = tuple[str | int, ...]

# What libyaml says, what it means to a person who writes records, and what to do about it.
YAML_FAULTS = (
    ("mapping values are not allowed", "同一行里有两个“键: 值”", "值里含有半角冒号加空格时，改用全角冒号，或用英文双引号把整个值括起来"),
    ("could not find expected ':'", "这一行没有半角冒号加空格", "写成“键: 值”：半角冒号，后面空一格；多行文字在键后写“|”并缩进"),
    ("did not find expected key", "缩进与上文对不齐", "同一层的键左对齐，只用半角空格"),
    ("did not find expected '-'", "列表里有一行不以“- ”开头，或没有对齐", "每一项以“- ”开头，并与上一项左对齐"),
    ("unexpected end of stream", "引号没有成对", "补上缺少的英文引号"),
    ("cannot start any token", "值以 @、`、%、>、| 等符号开头", "用英文双引号把整个值括起来；大于等于写成“≥”，小于等于写成“≤”"),
    ("sequence entries are not allowed", "列表项“- ”的位置不对", "把“- ”另起一行，写在键的下面"),
    ("did not find expected ',' or", "方括号或花括号没有成对，或里面缺少半角逗号", "补上括号，或半角逗号加空格"),
    ("did not find expected node content", "方括号或花括号里少了内容，或括号没有成对", "补上内容或括号"),
    ("unknown escape character", "英文双引号里有反斜杠“\\”", "去掉引号，或改用英文单引号"),
    ("hexdecimal number", "英文双引号里有反斜杠“\\”", "去掉引号，或改用英文单引号"),
    ("expected comment or line break", "“|”或“>”后面不能直接写文字", "文字另起一行并缩进；值以这两个符号开头时，用英文双引号括起来"),
    ("undefined alias", "值以 * 开头", "用英文双引号把整个值括起来"),
    ("did not find expected alphabetic", "值以 & 或 * 开头", "用英文双引号把整个值括起来"),
    ("second occurrence", "用了 YAML 的锚点（&），而且重复", "不要用锚点；值以 & 开头时，用英文双引号括起来"),
    ("tag", "值以 ! 开头", "用英文双引号把整个值括起来"),
    ("expected whitespace or line break", "值以 ! 开头", "用英文双引号把整个值括起来"),
    ("did not find the expected '>'", "值以 ! 开头", "用英文双引号把整个值括起来"),
    ("directive", "行首是“%”", "删去这一行；值以 % 开头时，用英文双引号括起来"),
    ("document start", "“---”或“...”的位置不对", "删去这一行"),
    ("document indicator", "引号没有成对，或“---”的位置不对", "补上缺少的英文引号，删去“---”"),
    ("tab character", "缩进里有制表符（Tab）", "只用半角空格，每层两个"),
)
# Faults whose cause stands where the construct began, not where the reader gave up.
FAULTS_OF_BEGINNING = ("unexpected end of stream", "did not find expected ',' or", "could not find expected ':'", "document indicator")


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
    if place := _too_deep(text):
        return TextTree({}, (fault("Y18", *place, f"括号或列表套了 {MAX_DEPTH} 层以上", "参照模板文件的写法"),))
    visible, invisible_problems = _without_invisible(text.splitlines(), fault)
    mended, problems, shifts = _mend(visible, fault, known_keys)
    problems += invisible_problems
    parts, syntax_problems, broken = _compose(mended, fault, known_keys, has_tabs=any(p.rule == "Y03" for p in problems))
    builder = _Builder(fault, shifts, known_keys)
    values: dict[str, Any] = {}
    for node in parts:
        builder.add_top(values, node)
    problems += [*syntax_problems, *builder.all_problems()]
    return TextTree(values, tuple(problems), broken, builder.places)


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
        guess = "看起来是 UTF-16 编码" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "编码无法辨认"
    return fault("Y02", line, column, f"文件不是 UTF-8 编码（{guess}）", "用编辑器或记事本“另存为”，编码选 UTF-8")


def _too_deep(text: str) -> tuple[int, int] | None:
    """Where the nesting leaves all reason; only a file with very many brackets is looked at."""
    if sum(text.count(sign) for sign in "[{-?") < SAFE_OPENINGS:
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH and event.start_mark:
                return event.start_mark.line + 1, event.start_mark.column + 1
    except yaml.YAMLError:
        return None  # reading tells what is wrong
    return None


# Signs that YAML refuses, and signs without width: neither can be seen in an editor.
INVISIBLE = re.compile("[^\t\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200b-\u200f\u2060\ufeff]")


def _without_invisible(lines: list[str], fault: _Fault) -> tuple[list[str], list[Problem]]:
    problems = [
        fault("Y19", number + 1, match.start() + 1, f"有一个看不见的字符（U+{ord(match[0]):04X}）", "删去这个字符，或把这一行重新录入一遍")
        for number, line in enumerate(lines)
        for match in INVISIBLE.finditer(line)
    ]
    return [INVISIBLE.sub(" ", line) for line in lines], problems


# A key with a full-width colon, or with a half-width one that no space follows.
KEY_BEFORE_ODD_COLON = re.compile(r"^(\s*(?:- +)?)([^\s:：#\"'\[\]{}|>&*!%@`,-][^:：#\"']{0,30}?)(\s*：|:(?=[^ \t]))(.*)$")
BLOCK_SCALAR = re.compile(r"(?:^|[:\-]\s+)[|>][+-]?\d?\s*(?:#.*)?$")
ODD_DASH = re.compile(r"^( *)-([\u3000\u00a0]+|(?=[\u4e00-\u9fff“《（{\[]))")
ODD_INDENTS = (("\t", "Y03", "制表符（Tab）"), ("\u3000", "Y05", "全角空格"), ("\u00a0", "Y05", "不间断空格"))
# Per line (0-based): from which column of the mended line on it grew by how much, latest change first.
Shifts = dict[int, list[tuple[int, int]]]


def _mend(lines: list[str], fault: _Fault, known_keys: frozenset[str]) -> tuple[list[str], list[Problem], Shifts]:
    """Name tabs and full-width signs where YAML needs ASCII, and mend them so that reading can go on."""
    mended: list[str] = []
    problems: list[Problem] = []
    shifts: Shifts = {}
    block_indent: int | None = None
    for number, line in enumerate(lines):
        stripped = line.lstrip(" \t\u3000\u00a0")
        indent = len(line) - len(stripped)
        if block_indent is not None and (not stripped or indent > block_indent):
            mended.append(line)
            continue
        block_indent = None
        if stripped and not stripped.startswith("#"):
            made: list[tuple[int, int]] = []
            line = _mend_indent(line, line[:indent], number, fault, problems, made)
            line = _mend_dash(line, mended, number, fault, problems, made)
            line = _mend_colon(line, lines, number, fault, problems, made, known_keys)
            if made:
                shifts[number] = made[::-1]
        mended.append(line)
        if BLOCK_SCALAR.search(line):
            block_indent = _block_indent(line)
    return mended, problems, shifts


def _block_indent(line: str) -> int:
    """Lines deeper than this belong to the text that begins here; `- 键: |` counts from the key."""
    dashes = re.match(r"^ *(?:- +)*", line)
    end = dashes.end() if dashes else 0
    return end if line[end : end + 1] not in "|>" else len(line) - len(line.lstrip())


def _mend_indent(line: str, lead: str, number: int, fault: _Fault, problems: list[Problem], made: list[tuple[int, int]]) -> str:
    end = len(lead)
    for sign, rule, name in ODD_INDENTS:
        if sign in lead:
            problems.append(fault(rule, number + 1, lead.index(sign) + 1, f"行首缩进里有{name}", "行首只用半角空格，每层两个"))
    new = re.sub("[\t\u3000]", "  ", lead).replace("\u00a0", " ")
    if new != lead:
        made.append((len(new), len(new) - end))
    return new + line[end:]


def _mend_dash(line: str, above: list[str], number: int, fault: _Fault, problems: list[Problem], made: list[tuple[int, int]]) -> str:
    """`-加强` beside `- 加强` would be read as more of the item above."""
    match = ODD_DASH.match(line)
    if not match or not any(one.startswith(f"{match[1]}- ") for one in above[-20:]):
        return line
    sign = "是全角空格" if match[2] else "没有空格"
    problems.append(fault("Y05", number + 1, len(match[1]) + 2, f"“-”后面{sign}", "“-”后面空一个半角空格"))
    made.append((match.end() + 1 - len(match[2]), 1 - len(match[2])))
    return f"{match[1]}- {line[match.end() :]}"


def _mend_colon(
    line: str, lines: list[str], number: int, fault: _Fault, problems: list[Problem], made: list[tuple[int, int]], known_keys: frozenset[str]
) -> str:
    match = KEY_BEFORE_ODD_COLON.match(line)
    if not match or not _is_key(match, lines, number, known_keys):
        return line
    key, colon, rest = match[2], match[3], match[4].lstrip()
    column = match.end(2) + 1 - sum(growth for start, growth in made if start <= match.end(2))
    if "：" in colon:
        message, remedy = f"“{key}”后面是全角冒号“：”", "改成半角冒号加空格" if rest else "改成半角冒号"
    else:
        message, remedy = f"“{key}”的冒号后面没有半角空格", "冒号后面空一格"
    problems.append(fault("Y04", number + 1, column, message, f"{remedy}，即“{key}: {rest}”" if rest else f"{remedy}，即“{key}:”", key))
    new = f"{match[1]}{key}: {rest}".rstrip()
    made.append((match.end(2) + 1, len(f"{match[1]}{key}: ") - (len(line) - len(rest))))
    return new


def _is_key(match: re.Match[str], lines: list[str], number: int, known_keys: frozenset[str]) -> bool:
    """Tell `得分：8` from a line of prose that happens to hold a full-width colon."""
    if not _is_known(match[2], known_keys, is_close_enough="：" in match[3]):
        return False
    if not match[1].rstrip().endswith("-"):
        return True
    # A list item is a mapping only if its next line goes on under the key; else it is a line of text.
    following = lines[number + 1] if number + 1 < len(lines) else ""
    indent = len(match[1])
    if not following.startswith(" " * indent) or following[indent : indent + 1].strip() in ("", "-"):
        return False
    key = re.match(r"([^:：]+)[:：]", following[indent:])
    return bool(key and _is_known(key[1].strip(), known_keys))


def _is_known(key: str, known_keys: frozenset[str], *, is_close_enough: bool = True) -> bool:
    return key in known_keys or (is_close_enough and bool(difflib.get_close_matches(key, known_keys, 1, 0.7)))


def _compose(
    lines: list[str], fault: _Fault, known_keys: frozenset[str], *, has_tabs: bool
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
            return nodes[:1], [fault("Y10", line + 1, 1, "一个文件里有两份资料（中间有“---”）", "删去“---”，或拆成两个文件")], frozenset()
        return nodes, [], frozenset()
    parts: list[yaml.Node] = []
    problems: list[Problem] = []
    broken: set[str] = set()
    for start, end in _sections(lines):
        try:
            nodes = _documents("\n" * start + "\n".join(lines[start:end]) + "\n")
        except yaml.YAMLError as error:
            problems.append(_syntax_problem(error, lines, fault, known_keys))
        else:
            if all(isinstance(node, yaml.MappingNode) for node in nodes):
                parts.extend(nodes)
                continue
            problems.append(fault("Y06", start + 1, 1, *YAML_FAULTS[1][1:]))
        broken.add(lines[start].partition(":")[0].strip().strip("\"'"))
    if not problems and not has_tabs:
        problems.append(_syntax_problem(whole, lines, fault, known_keys))
    return parts, problems, frozenset(broken)


def _documents(text: str) -> list[yaml.Node]:
    return [node for node in yaml.compose_all(text, Loader=yaml.CBaseLoader) if node is not None]


def _sections(lines: list[str]) -> Iterator[tuple[int, int]]:
    starts = [n for n, line in enumerate(lines) if line and not line[0].isspace() and line[0] not in "#-]}"]
    yield from zip(starts, [*starts[1:], len(lines)], strict=True)


def _syntax_problem(error: yaml.YAMLError, lines: list[str], fault: _Fault, known_keys: frozenset[str]) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", "") or error)
    if mark and "did not find expected ',' or" in said and lines[mark.line : mark.line + 1] and lines[mark.line][mark.column : mark.column + 2] == ": ":
        said = "mapping values are not allowed"
    elif any(pattern in said for pattern in FAULTS_OF_BEGINNING):
        mark = getattr(error, "context_mark", None) or mark
    line, column = (min(mark.line + 1, len(lines)), mark.column + 1) if mark else (0, 0)
    text = lines[line - 1] if line else ""
    if comma := _full_width_comma(text, known_keys):
        return fault("Y04", line, comma.start() + 1, f"“{comma[1]}”前面是全角逗号“，”", _comma_remedy(comma))
    if "mapping values are not allowed" in said and text.count(": ") + text.endswith(":") < 2:
        return fault("Y06", line, column, "缩进不对：上一行已经有值，这一行不能比它更靠右", "与同一层的键左对齐，只用半角空格")
    if "did not find expected key" in said and ('"' in text or "'" in text):
        return fault("Y06", line, column, "英文引号没有括住整个值", "去掉英文引号，或改用中文引号“”")
    for pattern, message, suggestion in YAML_FAULTS:
        if pattern in said:
            return fault("Y06", line, column, message, suggestion)
    return fault("Y06", line, column, "不合 YAML 格式", "检查这一行及上一行的冒号、引号和缩进")


# A key after a full-width comma, with its colon, in a text that braces hold.
HIDDEN_ENTRY = re.compile(r"，\s*([^，,:：{}]{1,12}?)\s*[:：]\s*")


def _full_width_comma(text: str, known_keys: frozenset[str]) -> re.Match[str] | None:
    """`{三级指标: 甲，得分: 8}`: a key after a full-width comma inside braces."""
    if "{" not in text:
        return None
    return next((match for match in HIDDEN_ENTRY.finditer(text) if match[1] in known_keys), None)


def _comma_remedy(comma: re.Match[str]) -> str:
    if "：" in comma[0]:
        return f"冒号、逗号都改成半角，后面空一格，即“, {comma[1]}: …”"
    return "改成半角逗号加空格"


def mend_entries(text: str, known_keys: frozenset[str]) -> str:
    """`甲，得分：8` as it should stand in braces: `甲, 得分: 8`."""
    return HIDDEN_ENTRY.sub(lambda match: f", {match[1]}: " if match[1] in known_keys else match[0], text)


class _Builder:
    """Turns nodes into text values, notes places, and refuses what a record has no use for."""

    def __init__(self, fault: _Fault, shifts: Shifts, known_keys: frozenset[str]):
        self.fault = fault
        self.shifts = shifts
        self.known_keys = known_keys
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {}
        self._seen: dict[int, yaml.Node] = {}
        self._values: dict[int, Any] = {}
        self._aliased: dict[int, Problem] = {}

    def all_problems(self) -> list[Problem]:
        """What was found while building; an alias is told of once, however often it is used."""
        return [*self.problems, *self._aliased.values()]

    def add_top(self, values: dict[str, Any], node: yaml.Node) -> None:
        if not isinstance(node, yaml.MappingNode):
            line, column = self._mark(node)
            self.problems.append(self.fault("Y11", line, column, "文件的最外层应是若干“键: 值”", "参照模板文件的写法，从左边第一列写键"))
            return
        self._mapping(node, (), values)

    def _mark(self, node: yaml.Node) -> tuple[int, int]:
        line, column = node.start_mark.line, node.start_mark.column
        for start, growth in self.shifts.get(line, ()):
            if column >= start:
                column -= growth
        return line + 1, column + 1

    def _value(self, node: yaml.Node, path: Path) -> Any:
        line, column = self._mark(node)
        if id(node) in self._seen:
            self._aliased.setdefault(id(node), self.fault("Y08", line, column, "这个值被 YAML 的别名（&、*）在别处引用", "不要用别名，把内容照抄一遍", name_path(path)))
            return self._values.get(id(node), "")  # never built twice: aliases of aliases would grow without end
        self._seen[id(node)] = node  # holding the node keeps its id its own
        if len(path) > MAX_DEPTH:
            self.problems.append(self.fault("Y18", line, column, f"括号或列表套了 {MAX_DEPTH} 层以上", "参照模板文件的写法"))
            return ""
        self._values[id(node)] = value = self._content(node, path, line, column)
        return value

    def _content(self, node: yaml.Node, path: Path, line: int, column: int) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, {})
        if isinstance(node, yaml.SequenceNode):
            return [self._item(child, (*path, index)) for index, child in enumerate(node.value)]
        if node.tag and not node.tag.startswith("tag:yaml.org,2002:") and node.tag != "!":
            self.problems.append(self.fault("Y09", line, column, f"值前面有 YAML 标签“{node.tag}”", "删去感叹号开头的标签；值以“!”开头时用英文双引号括起来", name_path(path)))
        return str(node.value).strip()

    def _item(self, node: yaml.Node, path: Path) -> Any:
        line, column = self._mark(node)
        self.places[path] = Place(line, column, line, column)
        return self._value(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path, values: dict[str, Any]) -> dict[str, Any]:
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(self.fault("Y12", *self._mark(key_node), "键不是一个词", "键只能是一个词，例如“得分”"))
                continue
            for entry in self._entries(node, key_node, value_node, path):
                self._entry(*entry, path, values)
        return values

    def _entry(self, key: str, key_node: yaml.Node, value_node: yaml.Node, path: Path, values: dict[str, Any]) -> None:
        key_line, key_column = self._mark(key_node)
        if key in values:
            first = self.places[(*path, key)].key_line
            self.problems.append(
                self.fault("Y07", key_line, key_column, f"“{key}”写了两次（第一次在第 {first} 行）", "删去一个；列表的各项要以“- ”开头", name_path((*path, key)))
            )
            return
        line, column = self._mark(value_node)
        self.places[(*path, key)] = Place(key_line, key_column, line, column)
        values[key] = self._value(value_node, (*path, key))
    def _entries(self, node: yaml.MappingNode, key_node: yaml.ScalarNode, value_node: yaml.Node, path: Path) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """`{得分：8}` and `{得分:8}` are keys without a value to YAML, `{名称: 甲，得分：8}` is one value: each is read as it was meant."""
        key = str(key_node.value).strip()
        odd = re.match(r"([^:：]+?)\s*([:：])\s*(.+)", key)
        if node.flow_style and odd and value_node.value == "" and _is_known(odd[1], self.known_keys, is_close_enough=odd[2] == "："):
            line, column = self._mark(key_node)
            message = f"“{odd[1]}”后面是全角冒号“：”" if odd[2] == "：" else f"“{odd[1]}”的冒号后面没有半角空格"
            mended = mend_entries(odd[3], self.known_keys)
            remedy = "改成半角冒号加空格" if mended == odd[3] else "冒号、逗号都改成半角，后面空一格"
            self.problems.append(self.fault("Y04", line, column + odd.start(2), message, f"{remedy}，即“{odd[1]}: {mended}”", name_path((*path, odd[1]))))
            yield from self._parted(odd[1], key_node, odd[3], _moved(key_node, odd.start(3)))
        elif node.flow_style and isinstance(value_node, yaml.ScalarNode) and not value_node.style:
            line, column = self._mark(value_node)
            if comma := _full_width_comma("{" + value_node.value, self.known_keys):
                self.problems.append(
                    self.fault("Y04", line, column + comma.start() - 1, f"“{comma[1]}”前面是全角逗号“，”", self._comma_remedy(key, value_node.value), name_path((*path, key)))
                )
            yield from self._parted(key, key_node, value_node.value, value_node)
        else:
            yield key, key_node, value_node

    def _comma_remedy(self, key: str, text: str) -> str:
        if all("：" not in match[0] for match in HIDDEN_ENTRY.finditer(text) if match[1] in self.known_keys):
            return "改成半角逗号加空格"
        return f"冒号、逗号都改成半角，后面空一格，即“{key}: {mend_entries(text, self.known_keys)}”"

    def _parted(self, key: str, key_node: yaml.Node, text: str, start: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """A value and what a full-width comma hid behind it; `start` is where the text stands."""
        commas = [match for match in HIDDEN_ENTRY.finditer(text) if match[1] in self.known_keys]
        ends = [*(match.start() for match in commas), len(text)]
        yield key, key_node, _scalar(start, text[: ends[0]], 0) if commas else _whole(start, text)
        for match, end in zip(commas, ends[1:], strict=True):
            yield match[1], _moved(start, match.start(1)), _scalar(start, text[match.end() : end], match.end())


def _whole(node: yaml.Node, text: str) -> yaml.Node:
    return node if node.value == text else _scalar(node, text, 0)


def _scalar(node: yaml.Node, text: str, offset: int) -> yaml.ScalarNode:
    """A part of a value as a value of its own."""
    moved = _moved(node, offset)
    return yaml.ScalarNode(node.tag, text, moved.start_mark, moved.end_mark)


def _moved(node: yaml.Node, offset: int) -> yaml.ScalarNode:
    """A node that begins further right."""
    mark = node.start_mark
    return yaml.ScalarNode(node.tag, node.value, yaml.Mark(mark.name, mark.index, mark.line, mark.column + offset, None, 0), node.end_mark)


def name_path(path: Path) -> str:
    """The path as a person reads it: `评价 › 指标 › 第3项 › 得分`."""
    return " › ".join(f"第{part + 1}项" if isinstance(part, int) else part for part in path)
