"""New values into a file that belongs to people: only the lines of what changed are written anew, all else stays byte for byte.

The result is read again and must say exactly what was meant. If it does not, nothing is written and a person is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.records.intake.filing.merging import in_order
from generator.records.intake.filing.writing import ROOM, entry, inner_model, item
from generator.records.loading import KNOWN_KEYS
from generator.records.reading import Path, TextTree, read_yaml


def new_file(values: Mapping[str, Any], model: type[BaseModel], remarks: Mapping[str, str], guesses: Mapping[str, str]) -> str | None:
    """The text of a file that is not there yet; `remarks` stand above their sections, `guesses` behind their entries."""
    lines: list[str] = []
    for key in in_order(values, model):
        if remark := remarks.get(key):
            lines += ["", *_comment(remark)] if lines else _comment(remark)
        lines += entry(key, values[key], 0, model, guesses.get(key, ""))
    return _proved("\n".join(lines) + "\n", values)


def rewritten(text: str, tree: TextTree, values: Mapping[str, Any], model: type[BaseModel], remarks: Mapping[str, str]) -> str | None:
    """The text with what `values` say otherwise than `tree`; None where its way of writing is not known."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    work = _Rewriting([line.rstrip("\r\n") for line in lines], tree, remarks)
    made = work.mapping((), values, 0, model)
    if made is None:
        return None
    body = end.join(made) + end
    return _proved(body, values)


def _proved(text: str, values: Mapping[str, Any]) -> str | None:
    """The text if it says what was meant."""
    again = read_yaml(text.encode(), "", KNOWN_KEYS)
    return text if not again.problems and again.values == dict(values) else None


def _comment(remark: str) -> list[str]:
    return [f"# {line}" for line in remark.splitlines()]


@dataclass(frozen=True)
class _Chunk:
    """The lines of one entry or item: the comments above it, its own, the white below; line numbers count from 0."""

    start: int
    own: int
    end: int


@dataclass(frozen=True)
class _Rewriting:
    lines: list[str]
    tree: TextTree
    remarks: Mapping[str, str]

    def mapping(self, path: Path, new: Mapping[str, Any], indent: int, model: type[BaseModel] | None, span: tuple[int, int] | None = None) -> list[str] | None:
        """The lines of a mapping written as a block, its unchanged entries as they are; None if it is written otherwise."""
        old = _at(self.tree.values, path)
        start, end = span or (0, len(self.lines))
        chunks = self._chunks([(*path, key) for key in old], start, end, by_key=True)
        if chunks is None or any(key not in new for key in old):
            return None
        in_file = sorted(old, key=lambda key: chunks[(*path, key)].own)
        after = self._places_of_new(in_file, list(in_order(new, model)), old)
        is_spaced = not path and any(not self.lines[at].strip() for key in in_file[1:] for at in range(max(0, chunks[(*path, key)].start - 1), chunks[(*path, key)].start))
        made = self.lines[start : chunks[(*path, in_file[0])].start] if in_file else []
        for key in (None, *in_file):
            if key is not None:
                chunk = chunks[(*path, key)]
                if old[key] == new[key]:
                    made += self.lines[chunk.start : chunk.end]
                else:
                    made += self._changed((*path, key), new[key], indent, model, chunk)
            for fresh in after.get(key, ()):
                made = self._added(made, fresh, new[fresh], indent, model, is_top=not path, is_spaced=is_spaced)
        return made

    def _added(self, made: list[str], key: str, value: Any, indent: int, model: type[BaseModel] | None, *, is_top: bool, is_spaced: bool) -> list[str]:
        """One more entry below the last line that is not white."""
        remark = _comment(self.remarks[key]) if is_top and key in self.remarks else []
        fresh = [*remark, *entry(key, value, indent, model)]
        white = len(made)
        while white and not made[white - 1].strip():
            white -= 1
        gap = [""] if is_spaced and white and not isinstance(value, str) else []
        return [*made[:white], *gap, *fresh, *made[white:]]

    def _changed(self, path: Path, new: Any, indent: int, model: type[BaseModel] | None, chunk: _Chunk) -> list[str]:
        """An entry that says something else now, with the comments above and behind it."""
        key, old = str(path[-1]), _at(self.tree.values, path)
        head = self.lines[chunk.start : chunk.own]
        if len(path) == 1 and key in self.remarks:
            head = [*head, *(line for line in _comment(self.remarks[key]) if line not in head)]
        line = self.lines[chunk.own]
        is_block = self.tree.places[path].line > chunk.own + 1
        inner = inner_model(model, key)
        if is_block and isinstance(old, dict) and isinstance(new, Mapping):
            column = min((self.tree.places[(*path, one)].key_column for one in old), default=indent + 3)
            made = self.mapping(path, new, column - 1, inner, (chunk.own + 1, chunk.end))
            if made is not None:
                return [*head, line, *made]
        if is_block and isinstance(old, list) and isinstance(new, list) and old:
            made = self._list(path, old, new, inner, (chunk.own + 1, chunk.end))
            if made is not None:
                return [*head, line, *made]
        fresh = entry(key, new, indent, model, self._behind(path, chunk))
        lead = line[: self.tree.places[path].key_column - 1]  # a dash, where the entry is the first of an item
        return [*head, f"{lead}{fresh[0].lstrip()}", *fresh[1:], *self._white(chunk)]

    def _list(self, path: Path, old: list[Any], new: list[Any], model: type[BaseModel] | None, span: tuple[int, int]) -> list[str] | None:
        """Items that stayed as they are, changed ones anew, more at the end; None if items are gone or stand in brackets."""
        chunks = self._chunks([(*path, number) for number in range(len(old))], *span, by_key=False)
        if chunks is None or len(new) < len(old) or any(not self.lines[chunk.own].lstrip().startswith("- ") for chunk in chunks.values()):
            return None
        key = str(path[-1])
        made = self.lines[span[0] : chunks[(*path, 0)].start]
        indent = len(self.lines[chunks[(*path, 0)].own]) - len(self.lines[chunks[(*path, 0)].own].lstrip())
        for number, value in enumerate(new[: len(old)]):
            chunk = chunks[(*path, number)]
            if value == old[number]:
                made += self.lines[chunk.start : chunk.end]
                continue
            inner = self.tree.places[(*path, number)].column - 1
            lines = None
            if isinstance(value, Mapping) and isinstance(old[number], dict) and not self.lines[chunk.own].lstrip("- ").startswith("{"):
                lines = self.mapping((*path, number), value, inner, model, (chunk.own, chunk.end))
            made += self.lines[chunk.start : chunk.own]
            made += lines if lines is not None else [*item(key, value, indent, model), *self._white(chunk)]
        white = len(made)
        while white and not made[white - 1].strip():
            white -= 1
        room = ROOM if self.lines[chunks[(*path, len(old) - 1)].own].lstrip("- ").startswith("{") else 0  # as the last one is written
        more = [line for value in new[len(old) :] for line in item(key, value, indent, model, room)]
        return [*made[:white], *more, *made[white:]]

    def _chunks(self, paths: list[Path], start: int, end: int, *, by_key: bool) -> dict[Path, _Chunk] | None:
        """Which lines belong to which entry; None if two begin on one line, as they do in braces."""
        own = {path: (self.tree.places[path].key_line if by_key else self.tree.places[path].line) - 1 for path in paths}
        if len(set(own.values())) < len(own) or (by_key and len({self.tree.places[path].key_column for path in paths}) > 1):
            return None
        order = sorted(paths, key=lambda path: own[path])
        starts = [self._with_comments(own[path], self.tree.places[path].key_column - 1, start) for path in order]
        return {path: _Chunk(first, own[path], last) for path, first, last in zip(order, starts, [*starts[1:], end], strict=True)}

    def _with_comments(self, line: int, column: int, lowest: int) -> int:
        """Where the comments begin that stand directly above a line."""
        while line > lowest and self.lines[line - 1].lstrip().startswith("#") and len(self.lines[line - 1]) - len(self.lines[line - 1].lstrip()) <= column:
            line -= 1
        return line

    def _behind(self, path: Path, chunk: _Chunk) -> str:
        """The comment behind a value that stands on one line."""
        value = _at(self.tree.values, path)
        line = self.lines[chunk.own]
        if not isinstance(value, str) or self.tree.places[path].line != chunk.own + 1:
            return ""
        rest = line[self.tree.places[path].column - 1 :]
        _, sign, remark = rest.partition(" #")
        return remark.strip() if sign and not rest.startswith(('"', "'", "|", ">")) else ""

    def _white(self, chunk: _Chunk) -> list[str]:
        """The white lines that an entry ends with."""
        at = chunk.end
        while at > chunk.own + 1 and not self.lines[at - 1].strip():
            at -= 1
        return self.lines[at : chunk.end]

    @staticmethod
    def _places_of_new(in_file: list[str], wanted: list[str], old: Mapping[str, Any]) -> dict[str | None, list[str]]:
        """After which entry of the file each new one comes: the nearest that the model puts before it."""
        found: dict[str | None, list[str]] = {}
        for number, key in enumerate(wanted):
            if key not in old:
                before = next((one for one in reversed(wanted[:number]) if one in old), None)
                found.setdefault(before if before is not None else None, []).append(key)
        return found


def _at(values: Any, path: Path) -> Any:
    for part in path:
        values = values[part]
    return values
