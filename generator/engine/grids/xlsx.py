"""A workbook of the newer kind (.xlsx, .xlsm) becomes grids.

Read here, not with openpyxl or calamine: the one that is fast gives no formats and no formulas, the other needs two readings and
the whole sheet in memory for merged areas (decision 0025).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.engine.grids.grid import CellKind, Spot
from generator.engine.grids.laying import Area, Layout
from generator.engine.grids.limits import Limits
from generator.engine.grids.outcome import Hindrance, RefusalError, Remark, RemarkKind, damaged, left_out
from generator.engine.grids.package import Attributes, Package, read_xml
from generator.engine.grids.shown import BUILT_IN, iso_day

# Cells and rows that carry nothing but a format: a sheet formatted down to the last row has ten million. Taken out before expat sees them.
BLANK = re.compile(rb'<c(?: [a-z]+="[^"<>]*")*? r="[A-Z][^<>]*(?:/>|></c>)')
BLANK_ROW = re.compile(rb'<row(?: [A-Za-z:]+="[^"<>]*")*? r="\d[^<>]*(?:/>|></row>)')
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
OUTSIDE = re.compile(r"\[\d+\]")
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})$")


class _NoPlaceError(Exception):
    """A cell does not say where it is, which is allowed; then its place follows from those before it, and none may be left out."""


@dataclass(frozen=True)
class _Book:
    texts: list[str]
    formats: list[str]  # by the number of a style
    is_1904: bool
    limits: Limits


def read_xlsx(package: Package, main: str, limits: Limits) -> tuple[list[Layout], list[Remark]]:
    """All sheets with cells, in their order, and what is worth knowing of the file."""
    workbook = package.tree(main)
    relations = package.relations(main)
    listed = list(workbook.iter("sheet"))
    if len(listed) > limits.sheets:
        raise RefusalError(Hindrance.TOO_LARGE, f"文件里有 {len(listed)} 张工作表，最多读 {limits.sheets} 张。", "请拆成几个文件再用。")
    book = _Book(
        _texts(package, _target(relations, "sharedStrings")), _formats(package, _target(relations, "styles")),
        any(element.get("date1904", "0") in ("1", "true", "on") for element in workbook.iter("workbookPr")), limits,
    )  # fmt: skip
    layouts = []
    for element in listed:
        kind, part = relations.get(element.get("id", ""), ("", ""))
        if kind == "worksheet":
            layouts.append(_sheet(package, part, element, book))
            if sum(len(layout.cells) for layout in layouts) > limits.cells:
                raise too_many_cells(limits)
    return layouts, list(_remarks(package, relations, is_linked_told=any(layout.linked for layout in layouts)))


def too_many_cells(limits: Limits) -> RefusalError:
    """More cells with something in them than are read of one file."""
    return RefusalError(Hindrance.TOO_LARGE, f"文件里有内容的单元格超过 {limits.cells} 个。", "请拆成几个文件再用。")


def _target(relations: dict[str, tuple[str, str]], wanted: str) -> str:
    return next((target for kind, target in relations.values() if kind == wanted), "")


def _remarks(package: Package, relations: dict[str, tuple[str, str]], *, is_linked_told: bool) -> Iterator[Remark]:
    if package.has("xl/vbaProject.bin") or any(kind == "xlMacrosheet" for kind, _ in relations.values()):
        yield Remark(RemarkKind.MACRO, "文件里有宏。只读了数据，宏没有运行。", remedy="最好另存为不含宏的 .xlsx 再发。")
    yield from left_out(
        批注=package.texts("xl/comments") + package.texts("xl/threadedComments"), 文本框=package.texts("xl/drawings/drawing"), has_pictures=package.has("xl/media/")
    )  # fmt: skip
    if not is_linked_told and any(kind == "externalLink" for kind, _ in relations.values()):
        yield Remark(RemarkKind.OUTSIDE_LINK, "文件链接了别的文件；没有去打开，读的是上次保存的结果。", remedy="请核对由别的文件算来的数。")


def _texts(package: Package, part: str) -> list[str]:
    """The texts that cells refer to by number; how to pronounce them is left out."""
    texts: list[str] = []
    if not part or not package.has(part):
        return texts
    pieces: list[str] = []
    state = {"phonetic": 0, "text": 0}

    def start(tag: str, _: Attributes) -> None:
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            state["phonetic"] += 1
        elif tag == "t" and not state["phonetic"]:
            state["text"] = 1

    def end(tag: str) -> None:
        if tag == "si":
            texts.append(_unescaped("".join(pieces)))
        elif tag == "rPh":
            state["phonetic"] -= 1
        elif tag == "t":
            state["text"] = 0

    read_xml(package.stream(part), part, start, end, lambda data: pieces.append(data) if state["text"] else None)
    return texts


def _unescaped(text: str) -> str:
    """`_x000D_` is how the format writes signs that XML cannot hold."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _formats(package: Package, part: str) -> list[str]:
    """The format of numbers of each style."""
    codes = dict(BUILT_IN)
    numbers: list[int] = []
    if not part or not package.has(part):
        return []
    inside: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        inside.append(tag)
        if tag == "numFmt" and inside[-2:-1] == ["numFmts"]:
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "xf" and inside[-2:-1] == ["cellXfs"]:
            numbers.append(_whole(attributes.get("numFmtId")))

    read_xml(package.stream(part), part, start, lambda _: inside.pop())
    return [codes.get(number, "General") for number in numbers]


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _sheet(package: Package, part: str, element: Element, book: _Book) -> Layout:
    name = element.get("name", "")

    def fresh() -> Layout:
        return Layout(name, book.limits, is_hidden=element.get("state", "visible") != "visible")

    chunks = package.stream(part, book.limits.sheet_bytes)
    try:
        return _SheetReader(fresh(), book, may_lack_places=False).read(_without_blanks(chunks), part)
    except _NoPlaceError:
        return _SheetReader(fresh(), book, may_lack_places=True).read(package.stream(part, book.limits.sheet_bytes), part)


def _without_blanks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest, is_plain = b"", True
    for chunk in chunks:
        whole = rest + chunk
        cut = whole.rfind(b"<row")  # a row that the piece cuts in two waits for the next
        cut = whole.rfind(b"<") if cut <= 0 else cut
        whole, rest = (whole[:cut], whole[cut:]) if cut > 0 else (b"", whole)
        is_plain = is_plain and b"<!" not in whole  # a comment or a CDATA section could hold what looks like a cell
        yield BLANK_ROW.sub(b"", BLANK.sub(b"", whole)) if is_plain else whole
    yield rest


@dataclass
class _Cell:
    spot: Spot
    kind: str
    style: int
    value: str | None = None
    inline: str | None = None
    formula: str | None = None


@dataclass
class _SheetReader:
    """Callbacks for one sheet; prefixes of names are kept off only where a file has them."""

    layout: Layout
    book: _Book
    may_lack_places: bool
    row: int = 0
    column: int = 0
    cell: _Cell | None = None
    pieces: list[str] | None = None
    phonetic: int = 0
    shared: dict[str, str] = field(default_factory=dict)

    def read(self, chunks: Iterable[bytes], part: str) -> Layout:
        read_xml(chunks, part, self.start, self.end, self.data, with_prefixes=True)
        return self.layout

    def data(self, text: str) -> None:
        if self.pieces is not None:
            self.pieces.append(text)

    def start(self, tag: str, attributes: Attributes) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self.phonetic += 1
        elif tag in ("v", "f", "t"):
            if tag == "f" and self.cell:
                self.cell.formula = ""
            self.pieces = [] if self.cell and not self.phonetic else None
        elif tag == "mergeCell":
            self.layout.areas.extend(_area(attributes.get("ref", "")))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            self.layout.hidden_columns.append((_whole(attributes.get("min")), _whole(attributes.get("max"))))

    def end(self, tag: str) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c" and self.cell:
            self._end_cell(self.cell)
            self.cell = None
        elif tag == "rPh":
            self.phonetic -= 1
        elif tag in ("v", "f", "t") and self.cell and self.pieces is not None:
            text = "".join(self.pieces)
            if tag == "f":
                self.cell.formula = text
            elif tag == "v":
                self.cell.value = text
            else:  # several pieces may follow each other
                self.cell.inline = (self.cell.inline or "") + text
            self.pieces = None

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        if number is None and not self.may_lack_places:
            raise _NoPlaceError
        self.row = _whole(number) if number is not None else self.row + 1
        self.column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.layout.hidden_rows.add(self.row)

    def _start_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        if place is None:
            if not self.may_lack_places:
                raise _NoPlaceError
            spot = Spot(self.row, self.column + 1)
        else:
            spot = _spot(place)
        self.column = spot.column
        self.cell = _Cell(spot, attributes.get("t", "n"), _whole(attributes.get("s")))

    def _end_cell(self, cell: _Cell) -> None:
        if cell.formula and OUTSIDE.search(cell.formula):
            self.layout.linked.append(cell.spot)
        if value := cell.inline if cell.inline is not None and cell.kind == "inlineStr" else cell.value:
            self._put(cell, value, is_formula=cell.formula is not None)
        elif cell.formula is not None and cell.kind != "str":  # a result that is an empty text says so by `str`
            self.layout.without_result.append(cell.spot)
            self.layout.put(cell.spot, f"={cell.formula}", CellKind.ERROR, is_formula=True)
        if len(self.layout.cells) > self.book.limits.cells:
            raise too_many_cells(self.book.limits)

    def _put(self, cell: _Cell, value: str, *, is_formula: bool) -> None:
        put, spot = self.layout.put, cell.spot
        match cell.kind:
            case "s":
                put(spot, self._text(value), is_formula=is_formula)
            case "str" | "inlineStr":
                put(spot, _unescaped(value), is_formula=is_formula)
            case "b":
                is_true = value.strip() in ("1", "true")
                put(spot, "TRUE" if is_true else "FALSE", CellKind.FLAG, is_true, is_formula=is_formula)
            case "e":
                put(spot, value, CellKind.ERROR, is_formula=is_formula)
            case "d":  # a day as ISO text, of the strict kind of file
                put(spot, *iso_day(value), is_formula=is_formula)
            case _:
                formats = self.book.formats
                code = formats[cell.style] if cell.style < len(formats) else "General"
                self.layout.put_number(spot, value, code, is_1904=self.book.is_1904, is_formula=is_formula)

    def _text(self, number: str) -> str:
        place = _whole(number.strip())
        if place >= len(self.book.texts):
            raise damaged(f"工作表“{self.layout.sheet}”引用了不存在的文字")
        return self.book.texts[place]


def _spot(name: str) -> Spot:
    match = REFERENCE.match(name)
    if not match:
        raise damaged(f"单元格的位置“{name[:20]}”不对")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return Spot(int(match[2]), column)


def _area(reference: str) -> Iterator[Area]:
    first, _, last = reference.partition(":")
    if last:
        one, other = _spot(first), _spot(last)
        yield Area(Spot(min(one.row, other.row), min(one.column, other.column)), Spot(max(one.row, other.row), max(one.column, other.column)))
