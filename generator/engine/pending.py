"""A line that is about to be appended, written down first: whoever comes after a crash knows what was meant."""

import json
from dataclasses import dataclass
from pathlib import Path

from generator.engine import durable

SIZE, LINE = "登记簿原有字节", "将登记"


@dataclass(frozen=True)
class Pending:
    """The line to come, with its end, and how many bytes the file had before it."""

    size: int
    line: bytes

    def is_done(self, content: bytes) -> bool:
        """Whether the file holds the whole line."""
        return content[self.size :] == self.line

    def is_torn(self, content: bytes) -> bool:
        """Whether the file ends in a part of the line, or in nothing of it; after a power cut zeros may stand for the rest."""
        rest = content[self.size :]
        return len(content) >= self.size and len(rest) <= len(self.line) and rest != self.line and self.line.startswith(rest.rstrip(b"\0"))


def write_pending(path: Path, pending: Pending) -> None:
    """Write it down for good."""
    text = json.dumps({SIZE: pending.size, LINE: pending.line.decode()}, ensure_ascii=False)
    durable.put(path, text.encode(), mode=durable.PLAIN)


def read_pending(path: Path) -> Pending | None:
    """What was written down; None if nothing is pending, ValueError if it cannot be read."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        value = json.loads(content)
        size, line = value[SIZE], value[LINE]
        if type(size) is int and size >= 0 and isinstance(line, str) and line.endswith("\n"):
            return Pending(size, line.encode())
    except (ValueError, KeyError, TypeError):
        pass
    raise ValueError(f"{path.name} 读不出来")


def read_settled(file: Path, pending_path: Path) -> bytes:
    """The file without a line that is being appended this moment, or was when a writer died; empty if there is no file.

    Asks for no lock. A torn end that nothing explains is given as it is.
    """
    content = _read(file)
    while content and not content.endswith(b"\n"):
        try:
            pending = read_pending(pending_path)
        except ValueError:
            return content
        if pending and pending.is_torn(content):
            return content[: pending.size]
        # The writer may have come to its end between our two readings; if nothing moved, nothing explains it.
        again = _read(file)
        if again == content:
            return content
        content = again
    return content


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
