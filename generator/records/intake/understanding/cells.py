"""One cell into one leaf: read as its place asks, with a note for whatever is not the plain reading."""

import re
from collections.abc import Callable
from typing import Any

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Fate, Path
from generator.records.intake.parsing.choices import WORDS, read_choice, read_grade
from generator.records.intake.parsing.days import read_day, read_document_number, read_year
from generator.records.intake.parsing.figures import (
    Figure,
    half_width,
    is_nothing,
    is_stroke,
    is_template,
    read_figure,
    read_money,
    read_points,
    read_rate,
    why_no_number,
)
from generator.records.intake.scanning.meanings import Place, Reader
from generator.records.intake.understanding.draft import Draft

_BULLET = re.compile(r"^(?:[(（]?\d{1,2}[)）.、．]|[（(]?[一二三四五六七八九十]{1,2}[)）、])\s*")
_LOOSE = frozenset({"项目属性", "预算类型", "评价对象", "时效"})  # forms ask for these in other terms too
TEXTS = (Reader.TEXT, Reader.LINES, Reader.NAMES)


def read_cell(draft: Draft, place: Place, cell: GridCell, *, path: Path | None = None, unit: str = "万元", text: str | None = None, is_appended: bool = False) -> bool:
    """Read a cell into a place; False if it holds nothing for it (and its fate is told)."""
    stands = cell.text if text is None else text
    notebook = draft.notebook
    if not stands.strip():
        return False
    if is_template(stands) and not is_stroke(stands):
        notebook.noted("X17", cell)
        return False
    if is_stroke(stands) or (place.reader not in TEXTS and is_nothing(stands)):
        notebook.noted("X25", cell)
        return False
    value = _value(draft, place, cell, stands.strip(), unit)
    if value is None:
        return False
    return draft.put(path or place.path, value, cell, is_appended=is_appended)


def _value(draft: Draft, place: Place, cell: GridCell, text: str, unit: str) -> Any:
    if place.reader is Reader.TEXT:
        return text
    if place.reader is Reader.MONEY:
        return _money(draft, cell, text, unit)
    if place.reader is Reader.CHOICE:
        return _word(draft, place.choice, cell, text)
    return _READERS[place.reader](draft, cell, text)


def _lines(_: Draft, __: GridCell, text: str) -> list[str]:
    """Paragraphs without their numbers."""
    return [_BULLET.sub("", line).strip() for line in text.splitlines() if line.strip()]


def _names(_: Draft, __: GridCell, text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[、，,;；\n]", text) if name.strip()]


def _flag(draft: Draft, cell: GridCell, text: str) -> str | None:
    if re.fullmatch("是|√|☑|涉密|核心|[Yy]|1", text):
        return "是"
    return "否" if re.fullmatch("否|×|□|非涉密|不涉密|[Nn]|0", text) else _or_error(draft, "X65", cell, None)


def _year(draft: Draft, cell: GridCell, text: str) -> str | None:
    year = read_year(text)
    return _or_error(draft, "X69", cell, str(year) if year else None)


def _or_error(draft: Draft, code: str, cell: GridCell, value: str | None) -> str | None:
    if value is None:
        draft.notebook.mark(cell, Fate.UNPLACED)
        draft.notebook.note(code, cell, "", why_no_number(cell.text) if code == "X20" else "")
    return value


def _money(draft: Draft, cell: GridCell, text: str, unit: str) -> str | None:
    money = read_money(text, unit)
    if money is None:
        return _or_error(draft, "X20", cell, None)
    if money.rest and re.match(r"[\d.]", money.rest):
        draft.notebook.unplaced("X27", cell)
        return None
    if money.is_other:
        draft.notebook.note("X22", cell, f"{money.number} 万元", f"表头是{unit}")
    elif money.is_converted:
        draft.notebook.gather("X21", cell, "", f"表中单位是{money.unit}")
    elif money.is_named:
        draft.notebook.gather("X26", cell, f"{money.number} 万元")
    if money.rest:
        draft.notebook.note("X28", cell, f"{money.number} 万元")
    if money.is_respelt:
        draft.notebook.gather("X26", cell, money.number)
    return money.number


def _points(draft: Draft, cell: GridCell, text: str) -> str | None:
    figure = read_points(text)
    if figure and figure.unit == "%":
        draft.notebook.gather("X28", cell, figure.number)
    return _number(draft, cell, figure)


def _rate(draft: Draft, cell: GridCell, text: str) -> str | None:
    is_fraction = bool(re.fullmatch(r"0\.\d*[1-9]\d*", half_width(text)))
    figure = read_rate(text, is_fraction=is_fraction)
    if is_fraction and figure:
        draft.notebook.gather("X34", cell, f"{figure.number}%")
    return _number(draft, cell, figure)


def _count(draft: Draft, cell: GridCell, text: str) -> str | None:
    figure = read_figure(text, ("名", "人", "个", "位", "项"))
    return _number(draft, cell, figure if figure and not figure.rest and figure.number.isdigit() else None)


def _grade(draft: Draft, cell: GridCell, text: str) -> str | None:
    return _word(draft, "等级", cell, text)


def _number(draft: Draft, cell: GridCell, figure: Figure | None) -> str | None:
    if figure is None:
        return _or_error(draft, "X20", cell, None)
    if figure.is_respelt:
        draft.notebook.gather("X26", cell, figure.number)
    return figure.number


def _word(draft: Draft, kind: str, cell: GridCell, text: str) -> str | None:
    choice = read_grade(text) if kind == "等级" else read_choice(kind, text)
    if choice is None:
        if re.search("[□☐]", text):
            draft.notebook.noted("X17", cell, "", "方框都没有勾")
            return None
        if kind in _LOOSE:
            draft.notebook.unplaced("X13", cell, f"不是{'、'.join(WORDS[kind].words())}之一")
            return None
        return _or_error(draft, "X65", cell, None)
    if choice.is_guess:
        draft.notebook.gather("X66", cell, choice.word)
    return choice.word


def _day(draft: Draft, cell: GridCell, text: str) -> str | None:
    day = read_day(text)
    if day is None:
        return _or_error(draft, "X62", cell, None)
    if day.is_guess:
        draft.notebook.note("X61", cell, day.day.isoformat())
    return day.day.isoformat()


def _document_number(draft: Draft, cell: GridCell, text: str) -> str | None:
    found = read_document_number(text)
    if found is None:
        draft.notebook.unplaced("X13", cell, "不像发文字号")
        return None
    if found[1]:
        draft.notebook.note("X63", cell, found[0])
    return found[0]


_READERS: dict[Reader, Callable[[Draft, GridCell, str], Any]] = {
    Reader.LINES: _lines, Reader.NAMES: _names, Reader.POINTS: _points, Reader.RATE: _rate, Reader.COUNT: _count, Reader.GRADE: _grade,
    Reader.DAY: _day, Reader.YEAR: _year, Reader.FLAG: _flag, Reader.NUMBER: _document_number,
}  # fmt: skip
