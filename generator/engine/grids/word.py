"""A Word file (.docx) becomes grids: each table with the paragraphs that belong to it, the rest as the grid 正文.

A reader of forms finds the title, the year and the unit of money above a table, so the paragraphs between two tables are rows above
the second, each as wide as the table; those before a page break in between belong to the first and stand below it, as do those after
the last. Of more than a few, the nearest to the table are taken; the others stand in 正文 with one paragraph a row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.engine.grids.grid import Spot
from generator.engine.grids.laying import Area, Layout, clean
from generator.engine.grids.limits import Limits
from generator.engine.grids.outcome import Hindrance, RefusalError, Remark, RemarkKind, left_out
from generator.engine.grids.package import Package

BODY = "正文"
NEAREST = 12  # paragraphs that one table takes above it and below it: title, attachment number, year, unit, unit of money; signatures
# Signs of the Wingdings fonts that forms use for boxes and ticks, by the last byte of their number.
WINGDINGS = {0x6F: "□", 0x70: "□", 0xA8: "□", 0x71: "□", 0x72: "□", 0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0x54: "☒", 0x53: "☒", 0xFC: "√", 0x50: "√", 0xFB: "×", 0x4F: "×"}  # fmt: skip
# What is not seen: what was struck out, codes of fields, and the second copy of a text box, kept for older programs.
UNSEEN = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "footnoteReference", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sdtPr"))

AFTER = {"p": "\n", "tr": "\n", "tc": "\t"}  # what ends in a text box, or in a table within a cell


@dataclass
class _Table:
    element: Element
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def read_word(package: Package, main: str, limits: Limits) -> tuple[list[Layout], list[Remark]]:
    """The tables in order, then what stands outside of them."""
    document = package.tree(main)
    remarks = list(left_out(
        批注=package.texts("word/comments.xml"), 脚注=package.texts("word/footnotes.xml") + package.texts("word/endnotes.xml"),
        has_pictures=package.has("word/media/"),
    ))  # fmt: skip
    if package.has("word/vbaProject.bin"):
        remarks.append(Remark(RemarkKind.MACRO, "文件里有宏。只读了数据，宏没有运行。", remedy="最好另存为不含宏的 .docx 再发。"))
    if any(element.tag in ("ins", "del") for element in document.iter()):
        remarks.append(
            Remark(RemarkKind.LEFT_OUT, "文件里有没有接受的修订；按全部接受来读：插入的读入，删去的不读。", remedy="请在审阅里接受或拒绝全部修订后再用。")
        )  # fmt: skip
    body = document.find("body")
    tables, rest = _gathered(body if body is not None else document)
    if len(tables) > limits.sheets:
        raise RefusalError(Hindrance.TOO_LARGE, f"文件里有 {len(tables)} 张表格，最多读 {limits.sheets} 张。", "请拆成几个文件再用。")
    layouts = [_laid_out(table, number, limits) for number, table in enumerate(tables, 1)]
    if rest:
        layouts.append(Layout(BODY, limits))
        for row, text in enumerate(rest, 1):
            layouts[-1].put(Spot(row, 1), text)
    return layouts, remarks


def _gathered(body: Element) -> tuple[list[_Table], list[str]]:
    """Tables with the paragraphs that belong to them, and the paragraphs that belong to none, in their order."""
    tables: list[_Table] = []
    between: list[str | None] = []  # None is a page break
    rest: list[str] = []
    for block in _blocks(body):
        if block.tag == "tbl":
            table = _Table(block)
            before, after = _divided(between) if tables else ([], [text for text in between if text])
            if tables:
                tables[-1].below, left = before[:NEAREST], before[NEAREST:]
                rest.extend(left)
            rest.extend(after[:-NEAREST])
            table.above = after[-NEAREST:]
            tables.append(table)
            between = []
        else:
            if _breaks_before(block):
                between.append(None)
            between.extend(text for text in (clean(part) if part else None for part in _pieces(block)) if text != "")
    after = [text for text in between if text]
    if tables:
        tables[-1].below = after[:NEAREST]
        after = after[NEAREST:]
    return tables, rest + after


def _divided(between: list[str | None]) -> tuple[list[str], list[str]]:
    """What stands before the last page break, and what after it; all after if there is none."""
    last = max((place for place, text in enumerate(between) if text is None), default=-1)
    return [text for text in between[: last + 1] if text], [text for text in between[last + 1 :] if text]


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, out of whatever wraps them (content controls, custom XML, insertions)."""
    for child in parent:
        if child.tag in ("p", "tbl"):
            yield child
        elif child.tag not in UNSEEN:
            yield from _blocks(child)


def _breaks_before(paragraph: Element) -> bool:
    return paragraph.find("pPr/pageBreakBefore") is not None


def _pieces(paragraph: Element) -> Iterator[str | None]:
    """The text of a paragraph, cut where a page ends."""
    pieces = _text(paragraph).split("\f")
    for place, piece in enumerate(pieces):
        if place:
            yield None
        yield piece
    if paragraph.find("pPr/sectPr") is not None:
        yield None


def _text(element: Element) -> str:
    written: list[str] = []
    _write(element, written)
    return "".join(written)


def _write(element: Element, written: list[str]) -> None:
    for child in element:
        if child.tag in UNSEEN:
            continue
        if (own := _own_text(child)) is not None:
            written.append(own)
        else:
            _write(child, written)
            written.append(AFTER.get(child.tag, ""))


def _own_text(element: Element) -> str | None:
    """What an element stands for; None if its children say it."""
    match element.tag:
        case "t":
            return element.text or ""
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\f" if element.get("type") == "page" else "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return _symbol(element)
        case "checkBox":  # of an older form
            state = element.find("checked")
            state = element.find("default") if state is None else state
            return "☑" if state is not None and state.get("val", "1") in ("1", "true", "on") else "□"
    return None


def _symbol(element: Element) -> str:
    try:
        number = int(element.get("char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:  # where fonts of signs put theirs
        number -= 0xF000
    return WINGDINGS.get(number, "\ufffd") if "Wingdings" in element.get("font", "") else chr(number) if 0x20 <= number < 0xD800 else "\ufffd"


def _laid_out(table: _Table, number: int, limits: Limits) -> Layout:
    layout = Layout(f"第{number}张表", limits)
    row = len(table.above)
    width = 1
    open_areas: dict[int, tuple[Spot, int, int]] = {}  # by column: first place, last column, last row of a vertical merge
    for line in _children(table.element, "tr"):
        if line.find("trPr/del") is not None:
            continue
        row += 1
        column = 1 + _number(line.find("trPr/gridBefore"))
        for cell in _children(line, "tc"):
            span = max(1, _number(cell.find("tcPr/gridSpan"), 1))
            if column + span > limits.column:
                raise RefusalError(Hindrance.TOO_LARGE, f"第 {number} 张表格超过 {limits.column} 列。", "请核对表格，重新保存后再用。")
            merge = cell.find("tcPr/vMerge")
            above = open_areas.get(column)
            text = "\n".join(filter(None, (clean(_text(block)) for block in _blocks(cell))))
            if merge is not None and merge.get("val", "continue") == "continue" and above and above[1] == column + span - 1 and above[2] == row - 1:
                open_areas[column] = (above[0], above[1], row)
                layout.put(Spot(row, column), text)
            else:
                _close(layout, open_areas.pop(column, None))
                first = Spot(row, column)
                layout.put(first, text)
                open_areas[column] = (first, column + span - 1, row)
            column += span
        width = max(width, column - 1)
    for column in list(open_areas):
        _close(layout, open_areas.pop(column))
    for place, text in enumerate(table.above, 1):
        _put_line(layout, place, text, width)
    for place, text in enumerate(table.below, row + 1):
        _put_line(layout, place, text, width)
    return layout


def _close(layout: Layout, area: tuple[Spot, int, int] | None) -> None:
    if area and (area[0].row, area[0].column) != (area[2], area[1]):
        layout.areas.append(Area(area[0], Spot(area[2], area[1])))


def _put_line(layout: Layout, row: int, text: str, width: int) -> None:
    layout.put(Spot(row, 1), text)
    if width > 1:
        layout.areas.append(Area(Spot(row, 1), Spot(row, width)))


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, out of whatever wraps them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in UNSEEN and child.tag not in ("p", "tbl"):
            yield from _children(child, tag)


def _number(element: Element | None, otherwise: int = 0) -> int:
    text = element.get("val", "") if element is not None else ""
    return int(text) if text.isascii() and text.isdigit() else otherwise
