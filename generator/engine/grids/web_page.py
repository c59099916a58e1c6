"""Tables of a web page become grids: many reporting systems export HTML and call it .xls."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.engine.grids.grid import Spot
from generator.engine.grids.laying import Area, Layout, clean
from generator.engine.grids.limits import Limits
from generator.engine.grids.outcome import Hindrance, RefusalError

UNSEEN = frozenset(("script", "style", "head", "title", "noscript", "template"))
BLOCKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"))
WIDEST_SPAN = 1000
WHITE_RUN = re.compile("[ \\t\\r\\n]+")  # a browser shows one blank; a no-break space is none of these
CHARSET = re.compile(rb"""charset=["']?([A-Za-z0-9_-]+)""", re.IGNORECASE)


@dataclass
class _Table:
    layout: Layout
    lines: int = 0  # of text above it
    row: int = 0
    column: int = 0
    taken: set[Spot] = field(default_factory=set)
    cell: Spot | None = None
    pieces: list[str] = field(default_factory=list)


def looks_like_web_page(start: bytes) -> bool:
    """Whether a file that begins so is HTML."""
    head = start[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style", b"<body", b"<div")) or (
        head.startswith((b"<?xml", b"<!--")) and (b"<html" in head or b"<table" in head)
    )


def read_web_page(content: bytes, limits: Limits) -> list[Layout]:
    """Each table as a sheet, and the text before the first as rows above it."""
    reader = _Reader(limits)
    try:
        reader.feed(decoded(content))
        reader.close()
    except AssertionError as error:  # what the parser makes of marked sections that it does not know
        raise RefusalError(Hindrance.DAMAGED, "文件其实是网页，内容已损坏。", "请用 WPS 或 Excel 打开，另存为 .xlsx 再用。") from error
    reader.finish()
    return reader.layouts


def decoded(content: bytes) -> str:
    """The text of a file that says its encoding or not; what cannot be read is seen as such."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    match = CHARSET.search(content[:4096])
    names = (match[1].decode().lower() if match else "utf-8", "utf-8", "gb18030")
    for name in names:
        try:
            return content.decode({"gb2312": "gb18030", "gbk": "gb18030", "utf-8": "utf-8-sig"}.get(name, name))
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")


class _Reader(HTMLParser):
    def __init__(self, limits: Limits):
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.layouts: list[Layout] = []
        self._open: list[_Table] = []
        self._before: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in UNSEEN:
            self._unseen.append(tag)
        elif tag == "table":
            self._start_table()
        elif tag == "br":
            self._write("\n")
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1].row += 1
            self._open[-1].column = 0
        elif self._open and tag in ("td", "th"):
            self._start_cell(_span(given.get("rowspan")), _span(given.get("colspan")))

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN and tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in BLOCKS:
            self._write("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._write(WHITE_RUN.sub(" ", data))

    def _write(self, text: str) -> None:
        if self._open and self._open[-1].cell:
            self._open[-1].pieces.append(text)
        elif not self._open:
            self._before.append(text)

    def _start_table(self) -> None:
        if len(self.layouts) >= self.limits.sheets:
            raise RefusalError(Hindrance.TOO_LARGE, f"文件里的表格超过 {self.limits.sheets} 张。", "请拆成几个文件再用。")
        self._end_cell()
        table = _Table(Layout(f"第{len(self.layouts) + 1}张表", self.limits))
        self.layouts.append(table.layout)
        self._open.append(table)
        table.row = table.lines = self._lines(table.layout)

    def _lines(self, layout: Layout) -> int:
        """Text that stands before a table goes above it."""
        lines = [line for line in map(clean, "".join(self._before).split("\n")) if line]
        for row, line in enumerate(lines, 1):
            layout.put(Spot(row, 1), line)
        self._before.clear()
        return len(lines)

    def finish(self) -> None:
        """Text after the last table goes below it."""
        self._end_cell()
        if any(map(clean, self._before)):
            layout = Layout("正文", self.limits)
            self._lines(layout)
            self.layouts.append(layout)

    def _start_cell(self, rows: int, columns: int) -> None:
        self._end_cell()
        table = self._open[-1]
        table.row = max(table.row, table.lines + 1)
        table.column += 1
        while Spot(table.row, table.column) in table.taken:
            table.column += 1
        first = Spot(table.row, table.column)
        if len(table.taken) + rows * columns > self.limits.covered:
            raise RefusalError(Hindrance.TOO_LARGE, "网页表格合并的单元格太多、太大。", "请用 WPS 或 Excel 打开，另存为 .xlsx 再用。")
        table.taken |= {Spot(first.row + down, first.column + right) for down in range(rows) for right in range(columns)}
        if rows * columns > 1:
            table.layout.areas.append(Area(first, Spot(first.row + rows - 1, first.column + columns - 1)))
        table.column += columns - 1
        table.cell = first
        table.pieces.clear()

    def _end_cell(self) -> None:
        if not self._open or not (first := self._open[-1].cell):
            return
        table = self._open[-1]
        table.layout.put(first, "\n".join(line.strip() for line in "".join(table.pieces).split("\n")))
        table.cell = None
        if len(table.layout.cells) > self.limits.cells:
            raise RefusalError(Hindrance.TOO_LARGE, f"文件里有内容的单元格超过 {self.limits.cells} 个。", "请拆成几个文件再用。")


def _span(text: str | None) -> int:
    return min(int(text), WIDEST_SPAN) if text and text.isascii() and text.isdigit() and int(text) else 1
