"""Tables of “三公” and other accounts: items at the head and years at the side, or the other way round."""

import re
from collections.abc import Iterator
from typing import Protocol

from generator.engine.grids.grid import GridCell
from generator.records.accounts import Stage
from generator.records.intake.parsing.days import read_year
from generator.records.intake.parsing.figures import is_nothing, money_unit
from generator.records.intake.scanning.headings import Form, plain
from generator.records.intake.scanning.tables import covering
from generator.records.intake.understanding.draft import Draft

CHANGE = re.compile("增减|比上年|增长|%|比.*年")  # a column or row that compares two years
LONGEST_HEADING = 30
_SUMS_OF_PARTS = frozenset({"合计", "小计"})
Time = tuple[int, Stage]


class AmountsByYear(Protocol):
    """Who keeps the amounts: a draft for each year."""

    draft: Draft
    unit: str
    year: int
    stage: Stage

    def put(self, year: int, stage: Stage, meaning: str, text: str, cell: GridCell, unit: str) -> bool:
        """Place one amount; False if it is a sum, which is but compared."""

    def stage_of(self, text: str) -> Stage | None:
        """The stage that a text names last."""


class AccountsTables:
    """Reads the tables of one page."""

    def __init__(self, page: AmountsByYear, form: Form, first: int, last: int):
        self.page = page
        self.form = form
        self.first = first
        self.last = last
        self.notebook = page.draft.notebook
        self.grid = page.draft.notebook.grid

    def read(self) -> None:
        """Read all tables."""
        row = self.first
        while row <= self.last:
            heads = [cell for cell in self.grid.starting(row) if self.notebook.is_open(cell)]
            if self._is_wide(heads):
                row = self._read_wide(row, heads)
            elif self._is_long(row, heads):
                row = self._read_long(heads)
            else:
                row += 1

    def _item(self, cell: GridCell) -> str:
        return self.form.accounts.meaning(cell.text)

    def _is_wide(self, heads: list[GridCell]) -> bool:
        return sum(bool(self._item(cell)) for cell in heads) >= 2 and all(len(cell.text) <= LONGEST_HEADING for cell in heads)

    def _is_long(self, row: int, heads: list[GridCell]) -> bool:
        has_times = len(heads) >= 2 and any(self._time(cell.text) for cell in heads)
        return has_times and any(self._item(cell) for later in range(row + 1, row + 4) for cell in self.grid.starting(later)[:2])

    def _time(self, text: str) -> Time | None:
        """`2016年决算数`, `本年预算`, `上年决算`: whose column or row it is."""
        key = plain(text)
        if CHANGE.search(key) or len(key) > 14:
            return None
        page = self.page
        year = read_year(key) or (page.year if re.search("本年|当年", key) else page.year - 1 if "上年" in key else None)
        stage = page.stage_of(key)
        return None if year is None and stage is None else (year or page.year, stage or page.stage)

    def _rows(self, first: int) -> Iterator[list[GridCell]]:
        """The rows with more than one cell; empty ones between them are passed over."""
        self.following = first
        while self.following <= self.last:
            cells = [cell for cell in covering(self.grid, self.following) if cell.text and cell.spot.row == self.following]
            if len(cells) == 1:
                return
            self.following += 1
            if cells:
                yield cells

    def _unit(self, heads: list[GridCell]) -> str:
        return money_unit("".join(cell.text for cell in heads)) or self.page.unit

    def _read_wide(self, row: int, heads: list[GridCell]) -> int:
        """Items side by side; a row for each year."""
        deepest = max(cell.last.row for cell in heads)
        above = {cell.spot.column: plain(cell.text) for cell in heads}
        below = self.grid.starting(deepest + 1)
        if below and all(self._item(cell) or above.get(cell.spot.column) == plain(cell.text) for cell in below):
            deepest += 1
        names = self._names(row, deepest)
        unit = self._unit(heads)
        for cells in self._rows(deepest + 1):
            time = self._time(cells[0].text)
            is_change = time is None and bool(CHANGE.search(cells[0].text))
            amounts = cells if re.fullmatch(r"-?[\d,.]+", cells[0].text) else cells[1:]
            self.notebook.label(*(cell for cell in cells if cell not in amounts))
            for cell in amounts:
                if is_change:
                    self.notebook.noted("X57", cell, "", "增减")
                elif name := names.get(cell.spot.column):
                    self._put(time or (self.page.year, self.page.stage), name, cell, unit)
                else:
                    self.notebook.unplaced("X13", cell)
        return self.following

    def _names(self, first: int, last: int) -> dict[int, str]:
        """The item of each column; below a common heading 合计 is its sum."""
        names: dict[int, str] = {}
        for column in range(1, self.grid.columns + 1):
            stack = [cell for row in range(first, last + 1) if (cell := self.grid.at(row, column)) and cell.text]
            self.notebook.label(*stack)
            if stack:
                own = stack[0] if plain(stack[-1].text) in _SUMS_OF_PARTS else stack[-1]
                if name := self._item(own) or self._item(stack[-1]):
                    names[column] = name
        return names

    def _read_long(self, heads: list[GridCell]) -> int:
        """Years side by side; a row for each item."""
        times = {cell.spot.column: self._time(cell.text) for cell in heads}
        self.notebook.label(*heads)
        unit = self._unit(heads)
        for cells in self._rows(max(cell.last.row for cell in heads) + 1):
            labels = [cell for cell in cells if self._item(cell)]
            if not labels:
                return self.following - 1
            for cell in cells:
                if cell.spot.column <= labels[-1].spot.column:
                    self.notebook.label(cell)
                elif time := times.get(cell.spot.column):
                    self._put(time, self._item(labels[-1]), cell, unit)
                else:
                    self.notebook.noted("X57", cell, "", "增减")
        return self.following

    def _put(self, time: Time, meaning: str, cell: GridCell, unit: str) -> None:
        if is_nothing(cell.text):
            self.notebook.noted("X25", cell)
        elif not self.page.put(*time, meaning, cell.text, cell, unit):
            self.notebook.noted("X57", cell, "", "合计")
