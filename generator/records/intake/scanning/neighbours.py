"""What belongs to a label: the pairs `label：value` within a cell, or the cells beside and below it."""

import re

from generator.engine.grids.grid import Grid, GridCell
from generator.records.intake.parsing.choices import read_choice
from generator.records.intake.scanning.headings import Form
from generator.records.intake.scanning.meanings import Reader, place_of
from generator.records.intake.scanning.tables import covering

LONGEST_LABEL = 40  # characters; what is longer is content that happens to begin like a label
_PAIR = re.compile(r"(?P<label>[^\s:：,，;；。]{2,20}?)\s*[:：]")
_STAMP = re.compile(r"[（(]\s*(?:盖\s*章|公\s*章|签\s*章|签\s*字|签名|单位盖章|加盖公章)\s*[)）]")
_SEVERAL = frozenset({"总分", "等级"})  # labels beside which full marks, a score and a grade may stand in a row


class Neighbours:
    """The neighbourhood of labels in one form."""

    def __init__(self, grid: Grid, form: Form):
        self.grid = grid
        self.form = form

    def pairs(self, text: str) -> list[tuple[str, str]]:
        """The labels of a cell with their values, which may be empty; none if the cell does not begin with a label that is known."""
        found = [match for match in _PAIR.finditer(text) if self._is_label(match["label"])]
        if not found or text[: found[0].start()].strip(" \n（(*"):
            return []
        ends = [*(match.start() for match in found[1:]), len(text)]
        return [(match["label"], _STAMP.sub("", text[match.end() : end]).strip()) for match, end in zip(found, ends, strict=True)]

    def _is_label(self, text: str) -> bool:
        return bool(self.form.labels.meaning(text)) or text in ("单位", "金额单位") or bool(self.form.fund_rows.meaning(text))

    def values(self, label: GridCell) -> list[GridCell]:
        """The cells that belong to a label: those to its right up to the next label, or the one below it."""
        is_several = self.form.labels.meaning(label.text) in _SEVERAL
        found: list[GridCell] = []
        for row in range(label.spot.row, label.last.row + 1):
            beside, is_ended = self._beside(label, row, is_several=is_several)
            found.extend(cell for cell in beside if cell not in found)
            if is_ended and label.rows > 1 and not found:
                return []  # headings begin at its right: it names a part of the form
        return found or self._below(label)

    def _beside(self, label: GridCell, row: int, *, is_several: bool) -> tuple[list[GridCell], bool]:
        """The cells beside a label in one row, and whether a heading ended them."""
        found: list[GridCell] = []
        for cell in covering(self.grid, row, label.last.column + 1):
            if cell.text and self.is_heading(cell) and not self._is_word_of(label, cell):
                return found, True
            if not cell.text:
                break
            if cell.spot.row == row:
                found.append(cell)
            if not is_several:
                break
        return found, False

    def _is_word_of(self, label: GridCell, cell: GridCell) -> bool:
        """Whether a cell holds just what its label asks for: `评价对象 | 项目`, though 项目 heads columns elsewhere."""
        place = place_of(self.form.labels.meaning(label.text), self.form.kind)
        choice = read_choice(place.choice, cell.text) if place and place.reader is Reader.CHOICE else None
        return choice is not None and not choice.is_guess

    def is_heading(self, cell: GridCell) -> bool:
        """Whether a cell is a heading, or holds labels of its own."""
        return self.form.is_heading(cell.text) or bool(self.form.indicator_columns.meaning(cell.text)) or bool(self.pairs(cell.text))

    def _below(self, label: GridCell) -> list[GridCell]:
        """The cell below a label that heads a column."""
        below = self.grid.at(label.last.row + 1, label.spot.column)
        if below is None or not below.text or below.spot.column != label.spot.column or self.form.is_heading(below.text) or self.pairs(below.text):
            return []
        right = next((cell for cell in self.grid.starting(label.spot.row) if cell.spot.column > label.last.column), None)
        if right:
            return [below] if self.form.is_heading(right.text) else []
        return [below] if self._ends_headings(label, below) else []

    def _ends_headings(self, label: GridCell, below: GridCell) -> bool:
        """Whether the label stands at the end of a row of labels, or alone over a wide cell."""
        row = self.grid.starting(label.spot.row)
        others = [cell for cell in row if cell.spot.column < label.spot.column]
        return row[-1] is label and below.columns == label.columns and all(self.form.is_heading(cell.text) for cell in others) and (bool(others) or label.columns > 1)
