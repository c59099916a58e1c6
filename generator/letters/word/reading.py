"""The text of a finished DOCX file of ours, in order: what the public reads of a letter is taken from the file that was sent."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import Enum
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from generator.engine.cache import Cache, fingerprint
from generator.letters.word.markup import W
from generator.letters.word.package import unpack
from generator.letters.word.styles import HEADINGS, Style

READING_VERSION = "1"  # raise when reading makes something else of the same bytes
_W = f"{{{W}}}"


class TextKind(Enum):
    """What a piece of text is in its document."""

    ADDRESSEE = "主送机关"
    HEADING = "标题"
    PARAGRAPH = "段落"
    TABLE = "表格"
    SIGNATURE = "署名"  # and 成文日期
    ANNEX = "附件"  # label and title of an annex; what follows belongs to it
    IMPRINT = "版记"


@dataclass(frozen=True)
class TextCell:
    """A cell and how many columns and rows it covers."""

    text: str
    is_head: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class TextBlock:
    """One piece of the text; of a table `text` is the caption, `head` how many rows are headings."""

    kind: TextKind
    text: str = ""
    level: int = 0  # of a heading, 1 to 4
    rows: tuple[tuple[TextCell, ...], ...] = ()
    head: int = 0


class _Loose(NamedTuple):
    """Words that belong to what follows: a caption to its table, an annex's label to its title."""

    style: str
    text: str


# 版头 and title are told by the register; lines hold no words.
_UNREAD = frozenset(
    style.id
    for style in (
        Style.MARK, Style.COPY_NUMBER, Style.SECRECY, Style.NUMBER, Style.TITLE, Style.HAIRLINE, Style.THICK_LINE, Style.THIN_LINE,
    )
)  # fmt: skip
_KINDS = {
    Style.ADDRESSEE.id: TextKind.ADDRESSEE,
    Style.SIGNATURE.id: TextKind.SIGNATURE,
    Style.DATE.id: TextKind.SIGNATURE,
    Style.COPIED.id: TextKind.IMPRINT,
    Style.PRINTED.id: TextKind.IMPRINT,
}
_LEVELS = {style.id: level for level, style in enumerate(HEADINGS, start=1)}
_LABELS = frozenset({Style.LABEL.id, Style.SMALL_LABEL.id})


def read_text(content: bytes) -> tuple[TextBlock, ...]:
    """The text of a file that `WordPrinter` made."""
    body = ElementTree.fromstring(unpack(content)).find(f"{_W}body")
    return tuple(_joined(_blocks(body))) if body is not None else ()


def read_kept_text(path: Path, cache: Cache) -> tuple[TextBlock, ...]:
    """The same of a file on disk; what was read of the same bytes before is not read again."""
    content = path.read_bytes()
    key = fingerprint("text", READING_VERSION, content)
    kept = cache.get(key, ".json")
    if kept is None:
        blocks = read_text(content)
        cache.put(key, ".json", json.dumps([asdict(block) | {"kind": block.kind.value} for block in blocks], ensure_ascii=False).encode())
        return blocks
    return tuple(
        TextBlock(**(one | {"kind": TextKind(one["kind"]), "rows": tuple(tuple(TextCell(**cell) for cell in row) for row in one["rows"])}))
        for one in json.loads(kept)
    )


def _blocks(body: ElementTree.Element) -> Iterator[TextBlock | _Loose]:
    """Blocks and loose words, in order."""
    for element in body:
        if element.tag == f"{_W}p":
            yield from _paragraph(element)
        elif element.tag == f"{_W}tbl" and _value(element, "tblPr/tblStyle") == Style.GRID_TABLE.id:
            yield _table(element)
        elif element.tag == f"{_W}tbl":  # things that stand side by side, such as two signatures
            for paragraph in element.iter(f"{_W}p"):
                yield from _paragraph(paragraph)


def _joined(blocks: Iterator[TextBlock | _Loose]) -> Iterator[TextBlock]:
    caption = label = ""
    for block in blocks:
        if isinstance(block, TextBlock):
            yield TextBlock(block.kind, caption, rows=block.rows, head=block.head) if block.kind is TextKind.TABLE and caption else block
            caption = ""
        elif block.style == Style.CAPTION.id:
            caption = block.text
        elif block.style == Style.ANNEX_LABEL.id:
            label = block.text
        else:
            yield TextBlock(TextKind.ANNEX, f"{label}　{block.text}" if label else block.text)
            label = ""


def _paragraph(element: ElementTree.Element) -> Iterator[TextBlock | _Loose]:
    style, text = _value(element, "pPr/pStyle"), _text(element)
    if style in _UNREAD or not text:
        return
    if style in (Style.CAPTION.id, Style.ANNEX_LABEL.id, Style.ANNEX_TITLE.id):
        yield _Loose(style, text.replace("\n", ""))  # a title is broken where it fits the paper
    elif style in _LEVELS:
        yield TextBlock(TextKind.HEADING, text, _LEVELS[style])
    else:
        yield TextBlock(_KINDS.get(style, TextKind.PARAGRAPH), text)


def _text(element: ElementTree.Element) -> str:
    """The words of a paragraph with its lines; what tabs part is parted by a blank."""
    parts = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}br":
            parts.append("\n")
        elif node.tag == f"{_W}tab" and node.get(f"{_W}val") is None:  # one in the text, not a stop of the style
            parts.append("　")
    return "".join(parts).strip()


def _table(element: ElementTree.Element) -> TextBlock:
    rows = element.findall(f"{_W}tr")
    places = [list(_cells(row)) for row in rows]
    heads = sum(1 for _ in takewhile(lambda row: row.find(f"{_W}trPr/{_W}tblHeader") is not None, rows))
    read = tuple(
        tuple(
            TextCell(_text(cell), is_head=_is_label(cell) and bool(_text(cell)), columns=columns, rows=1 + _continued(places[at + 1 :], column))
            for column, columns, cell in line
            if not _continues(cell)
        )
        for at, line in enumerate(places)
    )
    return TextBlock(TextKind.TABLE, rows=read, head=heads)


def _cells(row: ElementTree.Element) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """Each cell with the grid column that it begins at and how many it covers."""
    at = 0
    for cell in row.findall(f"{_W}tc"):
        columns = int(_value(cell, "tcPr/gridSpan") or 1)
        yield at, columns, cell
        at += columns


def _continues(cell: ElementTree.Element) -> bool:
    """True for a cell that only goes on with the one above."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val") != "restart"


def _continued(below: list[list[tuple[int, int, ElementTree.Element]]], column: int) -> int:
    """How many rows below go on with the cell at `column`."""
    return sum(1 for _ in takewhile(lambda line: any(at == column and _continues(cell) for at, _, cell in line), below))


def _is_label(cell: ElementTree.Element) -> bool:
    return _value(cell, "p/pPr/pStyle") in _LABELS


def _value(element: ElementTree.Element, path: str) -> str:
    found = element.find("/".join(f"{_W}{name}" for name in path.split("/")))
    return (found.get(f"{_W}val") or "") if found is not None else ""
