"""Rows of labels and values: `项目名称 | 甲`, `单位：万元`, `自评得分：96分`, and amounts that stand beside the names of sources."""

import re

from generator.engine.grids.grid import GridCell
from generator.records.intake.parsing.figures import UNIT_WORDS, half_width, is_nothing, read_figure
from generator.records.intake.scanning.headings import Form
from generator.records.intake.scanning.neighbours import LONGEST_LABEL, Neighbours
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.fund_rows import FundRows
from generator.records.intake.understanding.money_words import money_words
from generator.records.intake.understanding.named_values import RESULTS, NamedValues

UNIT_LINE = re.compile(r"[(（]?(?:金额|计量|资金)?单位[:：]?\s*[(（]?(?:人民币)?(" + UNIT_WORDS + r")[)）]?[)）]?")
_ONE_AMOUNT = re.compile(r"[^\d]{2,20}[\d.,]+\s*(?:亿元|万元|元|万)?[。;；]?")


class Labelled:
    """Reads the labels of one form, row by row; rows of money are gathered, and resolved in the end by those who called."""

    def __init__(self, draft: Draft, form: Form, unit: str):
        self.form = form
        self.notebook = draft.notebook
        self.values = NamedValues(draft, form, unit)
        self.neighbours = Neighbours(draft.notebook.grid, form)
        self.funds = FundRows()

    def read_row(self, row: int) -> None:
        """All labels that begin in a row."""
        for cell in self.notebook.grid.starting(row):
            if self.notebook.is_open(cell):
                self._read(cell)

    def _read(self, cell: GridCell) -> None:
        if UNIT_LINE.fullmatch(half_width(cell.text).strip()):
            self.notebook.label(cell)
        elif self._read_amounts(cell) or self._read_pairs(cell):
            return
        elif len(cell.text) <= LONGEST_LABEL and (meaning := self.form.labels.meaning(cell.text)):
            self._read_label(cell, meaning)
        elif fund := self.form.fund_rows.meaning(cell.text):
            self._read_fund(cell, fund)
        elif self.form.is_word(cell.text):
            self.notebook.label(cell)

    # --- several things in one cell ------------------------------------------------------------------------------------

    def _read_pairs(self, cell: GridCell) -> bool:
        """`填报单位：甲局  单位：万元`; False if the cell holds no pair, or one whose value stands in another cell."""
        pairs = [(label, value) for label, value in self.neighbours.pairs(cell.text) if not UNIT_LINE.fullmatch(f"{label}:{value}".replace(" ", ""))]
        said = [(label, value) for label, value in pairs if value]
        for label, value in said:
            if meaning := self.form.labels.meaning(label):
                self.values.put(meaning, cell, value)
            elif fund := self.form.fund_rows.meaning(label):
                self._add(fund, cell, cell, label, value)
        if len(pairs) > 1 and not said:
            self.notebook.label(cell)
        return bool(said) or len(pairs) > 1

    def _read_amounts(self, cell: GridCell) -> bool:
        """Amounts with their names in one cell; a single one only if it is all that stands there."""
        words = money_words(cell.text, self.form.fund_rows)
        if not words or (len(words) == 1 and not _ONE_AMOUNT.fullmatch(half_width(cell.text).strip())):
            return False
        for word in words:
            self._add(word.meaning, cell, cell, word.label, word.amount)
        return True

    # --- a label and the cells beside it -------------------------------------------------------------------------------

    def _read_label(self, cell: GridCell, meaning: str) -> None:
        self.notebook.label(cell)
        values = [value for value in self.neighbours.values(cell) if self.notebook.is_open(value)]
        for value in values:
            if meaning in RESULTS:
                self.values.put_result(meaning, value, len(values))
            else:
                self.values.put(meaning, value, label=cell)

    def _read_fund(self, cell: GridCell, meaning: str) -> None:
        self.notebook.label(cell)
        if cell.rows > 1:
            return  # beside a whole table of money
        values = [value for value in self.neighbours.values(cell) if self.notebook.is_open(value)]
        amounts = [value for value in values if read_figure(value.text) or is_nothing(value.text)]
        if amounts:
            self._add(meaning, cell, amounts[0])
        elif not values:
            self.funds.add(meaning, cell, {})  # its depth counts, and a total left blank is told
            self._tell_heading(cell)
        for value in values:
            if value not in amounts:
                self._read_amounts(value)

    def _tell_heading(self, label: GridCell) -> None:
        """Where the amount should stand there may be but the heading of a column."""
        right = self.notebook.grid.at(label.spot.row, label.last.column + 1)
        if right and right.text and self.form.fund_columns.meaning(right.text):
            self.notebook.note("X17", right, "", f"“{label.text}”右边是表头，没有数")

    def _add(self, meaning: str, label: GridCell, value: GridCell, name: str = "", text: str | None = None) -> None:
        row = self.funds.add(meaning, label, {"金额": value}, name)
        if text is not None and text != value.text:
            row.texts["金额"] = text
