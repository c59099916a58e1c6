"""Wording becomes blocks: a Markdown template with Jinja2 is filled and read as headings, paragraphs and tables.

Headings and ordered lists are numbered here, so that no template has to count (GB/T 9704—2012, 7.3.3).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown

from generator.engine.chinese import close_up, format_amount, format_ordinal
from generator.engine.templates import make_environment, render_template
from generator.letters.document import Block, Heading, Paragraph, Run, Table
from generator.problems import JixiaoError

# Marks a table's place in the text; data cannot contain it, for private-use signs are taken out of data.
TABLE_OPEN, TABLE_CLOSE = "\ue000", "\ue001"
TABLE_PLACE = re.compile(f"{TABLE_OPEN}(.*?){TABLE_CLOSE}")
LEVELS = 4
_HAN = "[一二三四五六七八九十]+"
NUMERALS = tuple(map(re.compile, (rf"{_HAN}、", rf"（{_HAN}）", r"\d+\.(?!\d)", r"（\d+）")))
MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!])")


class Verbatim(str):
    """Text that is Markdown already."""

    __slots__ = ()


def escape_markdown(value: Any) -> Any:
    """Data is text, whatever signs it holds; its own line breaks are of no meaning in a letter."""
    if isinstance(value, Verbatim) or not isinstance(value, str):
        return value
    text = close_up(value).replace(TABLE_OPEN, "").replace(TABLE_CLOSE, "")
    return MARKDOWN_SIGNS.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


class Wording:
    """The wording templates of an office; make one per process."""

    def __init__(self, template_folders: Sequence[Path]):
        self._environment = make_environment(template_folders, finalize=escape_markdown)
        self._environment.filters["sentence"] = as_sentence
        self._environment.filters["amount"] = plain_amount
        self._environment.globals["table"] = lambda name: Verbatim(f"{TABLE_OPEN}{name}{TABLE_CLOSE}")

    def compose(self, name: str, values: Mapping[str, object], tables: Mapping[str, Table]) -> tuple[Block, ...]:
        """Fill `letters/<name>.md.jinja`; `table("…")` in it is replaced by the table of that name."""
        template = f"letters/{name}.md.jinja"
        text = render_template(self._environment, template, **values)
        # Markdown is read into a tree and never leaves as HTML.
        html = Markdown(output_format="xhtml").convert(text)
        return tuple(_blocks(ElementTree.fromstring(f"<body>{html}</body>"), tables, template))


def plain_amount(value: Decimal) -> str:
    """An amount as running text has it: no grouping, as in the records' own sentences."""
    return format_amount(value).replace(",", "")


def as_sentence(text: str) -> str:
    """End with one full stop, whatever the record ends with."""
    return text.strip().rstrip("。；;，,") + "。"


def numeral(level: int, value: int, text: str = "") -> str:
    """结构层次序数 of a level: 一、 （一） 1. （1） (clause 7.3.3).

    Before a `text` that begins with a figure the third level has a space, so that `1.` and `26所` don't read as 1.26.
    """
    gap = " " if text[:1].isdecimal() else ""
    return (f"{format_ordinal(value)}、", f"（{format_ordinal(value)}）", f"{value}.{gap}", f"（{value}）")[level - 1]


class _Counter:
    """Counts headings of four levels; a heading begins the levels below it anew."""

    def __init__(self) -> None:
        self.level = 0
        self._counts = [0, 0, 0, 0]

    def heading(self, level: int, text: str) -> Heading:
        """The heading with its number; one that a template numbers itself is left as it is."""
        self.level = level
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (LEVELS - level)
        if NUMERALS[level - 1].match(text):
            return Heading(level, text)
        return Heading(level, numeral(level, self._counts[level - 1], text) + text)

    def items(self, items: Sequence[tuple[Run, ...]]) -> Iterator[Paragraph]:
        """Numbered paragraphs one level below the last heading; a single one needs no number."""
        level = min(self.level + 1, LEVELS)
        for number, runs in enumerate(items, start=1):
            text = "".join(run.text for run in runs)
            yield Paragraph((Run(numeral(level, number, text)), *runs) if len(items) > 1 else runs)


def _blocks(body: ElementTree.Element, tables: Mapping[str, Table], template: str) -> Iterator[Block]:
    counter = _Counter()
    for element in body:
        text = "".join(element.itertext()).strip()
        if re.fullmatch(r"h[1-4]", element.tag):
            yield counter.heading(int(element.tag[1]), text)
        elif element.tag == "ol":
            yield from counter.items([tuple(_item_runs(item)) for item in element])
        elif element.tag == "p" and (place := TABLE_PLACE.fullmatch(text)):
            if place[1] not in tables:
                raise JixiaoError(f"模板 {template} 用了没有的表“{place[1]}”。可用：{'、'.join(tables)}。")
            yield tables[place[1]]
        elif element.tag == "p":
            yield Paragraph(tuple(_runs(element)))
        else:
            raise JixiaoError(f"模板 {template} 里有公文正文不用的写法（{element.tag}）。只用标题、段落、编号列表和 table()。")


def without_lone_numerals(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A heading below the first level that has no second beside it needs no number: （一） without （二） looks like a loss."""
    mended = list(blocks)
    levels = [(at, block.level) for at, block in enumerate(blocks) if isinstance(block, Heading)]
    for place, (at, level) in enumerate(levels):
        heading = blocks[at]
        following = next((other for _, other in levels[place + 1 :] if other <= level), 0)
        first = numeral(level, 1)
        if isinstance(heading, Heading) and level > 1 and following != level and heading.text.startswith(first):
            mended[at] = Heading(level, heading.text.removeprefix(first).lstrip())
    return tuple(mended)


def _item_runs(item: ElementTree.Element) -> Iterator[Run]:
    """The words of a list item; items that blank lines part hold paragraphs."""
    if paragraphs := item.findall("p"):
        for paragraph in paragraphs:
            yield from _runs(paragraph)
    else:
        yield from _runs(item)


def _runs(element: ElementTree.Element) -> Iterator[Run]:
    yield from _run(element.text, is_strong=False)
    for child in element:
        yield from _run("".join(child.itertext()), is_strong=child.tag == "strong")
        yield from _run(child.tail, is_strong=False)


def _run(text: str | None, *, is_strong: bool) -> Iterator[Run]:
    # Lines of a template are joined without a space, as Chinese is.
    joined = re.sub(r"\s*\n\s*", "", text or "")
    if joined:
        yield Run(joined, is_strong)
