"""A text of lines, each bound to the one before by its SHA-256, so that no line is changed, taken out or put in unseen.

A line is one JSON object in UTF-8 with sorted keys and no spaces between. `本行校验码` is the SHA-256 of the line as it
would stand without that entry; `上行校验码` repeats the one of the line before (of line 1: that of a fixed text);
`登记序号` counts from 1. Anyone can check that with ten lines of any language (decision 0012).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

SEQUENCE, PREVIOUS, OWN = "登记序号", "上行校验码", "本行校验码"
START = sha256("绩效公开·发文登记簿".encode()).hexdigest()  # what line 1 names as the line before it


@dataclass(frozen=True)
class Link:
    """A line as read or made: what it says, and the three entries that bind it."""

    sequence: int
    previous: str
    content: Mapping[str, Any]  # without the three entries of the chain
    own: str

    @property
    def line(self) -> bytes:
        """The line with its end."""
        return _encode({**self.content, SEQUENCE: self.sequence, PREVIOUS: self.previous, OWN: self.own}) + b"\n"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line (counted from 1); `is_order` if it stands in the wrong place, not if it was altered."""

    line: int
    message: str
    is_order: bool = False


@dataclass(frozen=True)
class Chain:
    """All lines that can be read, with their places in the file; what is wrong; and bytes after the last line end."""

    links: tuple[tuple[int, Link], ...]
    faults: tuple[Fault, ...]
    tail: bytes

    @property
    def head(self) -> str:
        """The hash of the last line, which vouches for all before it."""
        return self.links[-1][1].own if self.links else START


def seal(content: Mapping[str, Any], *, after: Link | None) -> Link:
    """Bind a new line to the last one."""
    sequence, previous = (after.sequence + 1, after.own) if after else (1, START)
    return Link(sequence, previous, content, _digest(sequence, previous, content))


def read_chain(content: bytes) -> Chain:
    """Read all lines; a fault is told once, where it is, and reading goes on."""
    *lines, tail = content.split(b"\n")
    links, faults = list[tuple[int, Link]](), list[Fault]()
    last: Link | None = seal({}, after=None)
    is_first = True
    for number, line in enumerate(lines, 1):
        try:
            link = _read_line(line)
        except ValueError as fault:
            faults.append(Fault(number, str(fault)))
            last, is_first = None, False
            continue
        faults += [Fault(number, message) for message in _altered(link, line)]
        if is_first or last:
            faults += [Fault(number, message, is_order=True) for message in _misplaced(link, None if is_first else last)]
        links.append((number, link))
        last, is_first = link, False
    return Chain(tuple(links), tuple(faults), tail)


def _encode(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _digest(sequence: int, previous: str, content: Mapping[str, Any]) -> str:
    return sha256(_encode({**content, SEQUENCE: sequence, PREVIOUS: previous})).hexdigest()


def _read_line(line: bytes) -> Link:
    """The link; ValueError with a Chinese reason if the line is none."""
    if line.endswith(b"\r"):
        raise ValueError("行尾多了回车符：文件可能被 Windows 编辑器或 git 转换过换行")
    try:
        value = json.loads(line)
        _encode(value)
    except (ValueError, RecursionError, TypeError):
        raise ValueError("这一行读不出来，内容被改过或不完整") from None
    if not isinstance(value, dict):
        raise ValueError("这一行不是登记内容")
    sequence, previous, own = (value.pop(key, None) for key in (SEQUENCE, PREVIOUS, OWN))
    if not (type(sequence) is int and isinstance(previous, str) and isinstance(own, str)):
        raise ValueError(f"这一行缺少“{SEQUENCE}”“{PREVIOUS}”或“{OWN}”")
    return Link(sequence, previous, value, own)


def _altered(link: Link, line: bytes) -> list[str]:
    """A line must have its own hash, and exactly the spelling that the program gives it."""
    if link.own != _digest(link.sequence, link.previous, link.content):
        return [f"这一行的内容与它的校验码不符，登记后被改过（第{link.sequence}条）"]
    if link.line != line + b"\n":
        return ["这一行的写法（空格、顺序或转义）被改过"]
    return []


def _misplaced(link: Link, last: Link | None) -> list[str]:
    expected = last.sequence + 1 if last else 1
    if link.sequence != expected:
        return [f"这里应是第{expected}条，现为第{link.sequence}条：有登记被删去、插入或换了位置"]
    if link.previous != (last.own if last else START):
        return ["与上一行接不上：上一行被改过或换过，并重算了校验码" if last else "第一条的起点不对：前面的登记被删去或换过"]
    return []
