"""The parts of an Office file (a ZIP of XML), read as streams with limits; nothing is unpacked to disk, and no part that is not asked for.

XML is read with expat itself: a part with a document type declaration is refused before any entity could be declared, so there is
nothing to expand and nothing to fetch. Names are compared without their prefixes, as the strict and the common kind of a file differ in them.
"""

import posixpath
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from generator.engine.grids.limits import MEGABYTE, Limits
from generator.engine.grids.outcome import Hindrance, RefusalError, damaged

CHUNK = MEGABYTE
ENCRYPTED = 0x1
BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, OverflowError)
Attributes = dict[str, str]


class Package:
    """An open Office file; `names` are its parts in small letters."""

    def __init__(self, path: Path, limits: Limits):
        self._limits = limits
        self._file = path.open("rb")  # ours, so that it is closed even while a part is being read
        try:
            self._archive = ZipFile(self._file)
            self._examine()
        except BROKEN as error:
            self._file.close()
            raise damaged("不是完整的压缩包，可能没有传完") from error
        except RefusalError:
            self._file.close()
            raise

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()
        self._file.close()

    def _examine(self) -> None:
        """Refuse what no office program writes, by the archive's own list, before anything is unpacked."""
        entries = self._archive.infolist()
        if len(entries) > self._limits.parts:
            raise RefusalError(Hindrance.HOSTILE, f"文件里有 {len(entries)} 个部件，正常的表只有几十个。", "不要打开它，请对方重新另存后发来。")
        self._entries = {_plain(entry.filename): entry for entry in entries}
        self.names = frozenset(self._entries)
        if len(self.names) != len(entries):
            raise damaged("同一个部件出现了两次")
        total = sum(entry.file_size for entry in entries)
        bomb = any(
            entry.file_size > self._limits.ratio_from and entry.file_size > self._limits.ratio * max(1, entry.compress_size) for entry in entries
        )
        if bomb or total > self._limits.unpacked_bytes:
            raise RefusalError(
                Hindrance.HOSTILE, f"文件解压后会有 {total // MEGABYTE} MB，是压缩炸弹或者损坏的文件，没有解压。", "不要打开它，请问清来源，请对方重新另存后发来。"
            )  # fmt: skip
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise RefusalError(Hindrance.PROTECTED, "文件的压缩包设了密码。", "请用不加密的方式重新保存后再用。")

    def has(self, folder: str) -> bool:
        """Whether there is a part of this name, or one whose name begins so."""
        return any(name.startswith(_plain(folder)) for name in self.names)

    def texts(self, folder: str, ending: str = ".xml") -> str:
        """The text of all parts whose names begin and end so, for a remark: what stands there is not read as data, so it may be damaged."""
        written: list[str] = []
        inside: list[bool] = []
        for name in sorted(name for name in self.names if name.startswith(_plain(folder)) and name.endswith(ending)):
            try:
                read_xml(
                    self.stream(name), name, lambda tag, _: inside.append(tag == "t"), lambda _: inside.pop(),
                    lambda data: written.append(data) if inside[-1] else None,
                )  # fmt: skip
            except RefusalError as refusal:
                if refusal.hindrance is Hindrance.HOSTILE:
                    raise
                inside.clear()
        return "".join(written)

    def stream(self, part: str, most: int | None = None) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; at most so many, whatever the archive says of its size."""
        most = most or self._limits.part_bytes
        read = 0
        try:
            with self._archive.open(self._entries[_plain(part)]) as file:
                while chunk := file.read(CHUNK):
                    read += len(chunk)
                    if read > most:
                        raise RefusalError(
                            Hindrance.TOO_LARGE, f"文件里的部件 {part} 超过 {most // MEGABYTE} MB。", "请删去表外多余的空行、空列和格式，另存后再用。"
                        )  # fmt: skip
                    yield chunk
        except KeyError as error:
            raise damaged(f"缺少部件 {part}") from error
        except BROKEN as error:
            raise damaged(f"部件 {part} 解不开") from error

    def tree(self, part: str) -> Element:
        """A part as a tree; names of elements and attributes are without prefix."""
        builder = TreeBuilder()
        read_xml(
            self.stream(part), part, lambda tag, attributes: builder.start(tag, attributes), lambda tag: builder.end(tag), builder.data
        )  # fmt: skip
        return builder.close()

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to, by the identifier it uses: the kind (the last word of its address) and the name of the part."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if _plain(listed) not in self.names:
            return {}
        found = {}
        for element in self.tree(listed).iter("Relationship"):
            inside = element.get("TargetMode") != "External"
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/") if inside else ""
            found[element.get("Id", "")] = element.get("Type", "").rpartition("/")[2], target
        return found

    def main_part(self) -> str:
        """The part that the file is about: the workbook, the document."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument":
                return target
        raise damaged("没有写明主要部件")


def read_xml(
    chunks: Iterable[bytes],
    part: str,
    start: Callable[[str, Attributes], Any],
    end: Callable[[str], Any] | None = None,
    data: Callable[[str], Any] | None = None,
    *,
    with_prefixes: bool = False,
) -> None:
    """Call back for each element and text; RefusalError if the XML is broken or has a document type declaration."""

    def refuse(*_: object) -> None:
        raise RefusalError(
            Hindrance.HOSTILE, f"文件的部件 {part} 里有办公软件不会写的声明（DOCTYPE），可能用来攻击电脑，没有读。", "不要打开它，请问清来源，请对方重新另存后发来。"
        )  # fmt: skip

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if with_prefixes:
        parser.StartElementHandler, parser.EndElementHandler = start, end
    else:
        parser.StartElementHandler = lambda tag, attributes: start(_bare(tag), {_bare(key): value for key, value in attributes.items()})
        parser.EndElementHandler = (lambda tag: end(_bare(tag))) if end else None
    parser.CharacterDataHandler = data
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged(f"部件 {part} 第 {error.lineno} 行不是完整的 XML") from error


def _plain(name: str) -> str:
    """Names of parts differ in no capitals; some programs write them with the strokes of Windows."""
    return name.replace("\\", "/").lower()


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
