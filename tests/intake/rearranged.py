"""The same sheet laid out otherwise: moved, its numbers as text, its merged cells taken apart, in Word. What it says stays the same."""

from collections.abc import Callable
from dataclasses import replace

from tests.intake.paper import Box, Paper, Sheet, box
from tests.intake.records import Said


def moved(sheet: Sheet) -> Sheet:
    """Three rows down, and one column to the right."""
    return Sheet(sheet.name, [[box("")] for _ in range(3)] + [[box(""), *row] for row in sheet.rows])


def as_text(sheet: Sheet) -> Sheet:
    """Numbers stored as text, as systems export them."""
    return Sheet(sheet.name, [[replace(one, number=None, format="General") for one in row] for row in sheet.rows])


def taken_apart(sheet: Sheet) -> Sheet:
    """Nothing is merged: what spanned cells stands in the first of them, the others are empty."""
    return Sheet(sheet.name, _flat(sheet))


def filled(sheet: Sheet) -> Sheet:
    """Nothing is merged: what spanned rows stands in each of them (what spanned columns only in the first)."""
    return Sheet(sheet.name, _flat(sheet, down=True))


def spaced(sheet: Sheet) -> Sheet:
    """White in and around the words, as clerks align them: `项 目 名 称`, a break within a heading."""
    return Sheet(sheet.name, [[_aligned(one) for one in row] for row in sheet.rows])


def with_blank_rows(sheet: Sheet) -> Sheet:
    """An empty row after each row that no merged cell crosses."""
    crossed = {place.spot.row + down for place in sheet.placed() for down in range(place.box.rows - 1)}
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        rows += [row] if number in crossed else [row, [box("")]]
    return Sheet(sheet.name, rows)


def _flat(sheet: Sheet, *, down: bool = False) -> list[list[Box]]:
    height, width = sheet.size
    cells = [[box("") for _ in range(width)] for _ in range(height)]
    for place in sheet.placed():
        for row in range(place.box.rows if down else 1):
            cells[place.spot.row - 1 + row][place.spot.column - 1] = replace(place.box, rows=1, columns=1)
    return cells


def _aligned(one: Box) -> Box:
    is_value = isinstance(one.text, Said) and one.text.place[1] != "form"
    if not is_value and 2 <= len(one.text) <= 4 and one.text.isalpha() and not one.text.isascii():
        return replace(one, text=" ".join(one.text))
    return replace(one, text=f" {one.text} ") if one.text and one.number is None else one


def in_word(paper: Paper) -> Paper:
    """Each sheet as a table."""
    return Paper(paper.file.rsplit(".", 1)[0] + ".docx", tuple(as_text(sheet) for sheet in paper.sheets))


WAYS: dict[str, Callable[[Sheet], Sheet]] = {
    "moved": moved, "as text": as_text, "taken apart": taken_apart, "filled": filled, "spaced": spaced, "blank rows": with_blank_rows,
}  # fmt: skip


def rearranged(paper: Paper, way: str) -> Paper:
    """The file with its sheets laid out that way."""
    return Paper(paper.file.replace(".docx", ".xlsx"), tuple(WAYS[way](sheet) for sheet in paper.sheets))


def stacked(first: Paper, second: Paper) -> Paper:
    """Two forms on one sheet, an empty row between them."""
    one, other = first.sheets[0], second.sheets[0]
    return Paper("两张表.xlsx", (Sheet("Sheet1", [*one.rows, [box("")], *other.rows]),))
