"""The table of money: its header, the names of its rows at the left, its amounts."""

import re
from dataclasses import dataclass, field

from generator.engine.grids.grid import GridCell
from generator.records.fields import NUMBER
from generator.records.intake.parsing.figures import half_width, money_unit
from generator.records.intake.scanning.headings import SELF_KINDS, Form
from generator.records.intake.scanning.meanings import AMOUNTS, TOTAL, UNKEPT
from generator.records.intake.scanning.tables import Column, Header, covering
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.fund_places import put_rows
from generator.records.intake.understanding.fund_rows import FundRows

MONEY_COLUMNS = frozenset({*AMOUNTS, "金额", "已执行数", "全年预计执行数"})
_WEIGHT = re.compile(r"\((\d{1,2})分(?:[*×xX]\s*(?:预算)?执行率)?\)")


def is_fund_header(meanings: frozenset[str]) -> bool:
    """A header of money names an amount."""
    return bool(meanings & MONEY_COLUMNS)


def read_matrix(draft: Draft, form: Form, header: Header, end: int, unit: str) -> int:
    """Read the rows below a header; gives the first row that is none of them."""
    return _Matrix(draft, form, header, unit).read(end)


@dataclass
class _Matrix:
    draft: Draft
    form: Form
    header: Header
    unit: str
    rows: FundRows = field(default_factory=FundRows)

    def read(self, end: int) -> int:
        header, notebook = self.header, self.draft.notebook
        named = [column for column in header.columns if column.meaning not in ("", "资金来源", UNKEPT) and not self._names_rows(column)]
        notebook.label(*(column.heading for column in header.columns if column.meaning))
        notebook.label(*(cell for row in range(header.first_row, header.last_row + 1) for cell in notebook.grid.starting(row) if self.form.is_word(cell.text)))
        if not any(column.meaning in MONEY_COLUMNS for column in named):
            return header.last_row + 1
        self.labels_end = min(column.first for column in named) - 1
        following = header.last_row + 1
        while following <= end and (self._read_row(following) or not notebook.grid.starting(following)):
            following += 1
        units = {column.meaning: found for column in named if (found := money_unit(column.heading.text))}
        beside = next((found for cell in covering(notebook.grid, header.first_row) if (found := money_unit(cell.text))), self.unit)
        put_rows(self.draft, self.form, self.rows.rows, beside, units)
        self._take_weight()
        self._tell_strange_columns(following)
        return following

    def _names_rows(self, column: Column) -> bool:
        """Whether the names of rows stand under a heading: `年度预算数（万元）` may head them."""
        below = [self.draft.notebook.grid.at(row, column.first) for row in range(self.header.last_row + 1, self.header.last_row + 4)]
        return any(cell and cell.text and self.form.fund_rows.meaning(cell.text) for cell in below)

    def _read_row(self, number: int) -> bool:
        grid, header = self.draft.notebook.grid, self.header
        source = header.column("资金来源")
        labels = [cell for cell in covering(grid, number, source.first if source else 1, self.labels_end) if cell.text and cell.spot.row > header.last_row]
        cells = {
            column.meaning: cell
            for column in header.columns
            if column.meaning and column.first > self.labels_end and (cell := grid.at(number, column.first)) and cell.spot.row == number
        }
        meaning, label = self._name(labels, cells)
        if label is None:
            return False
        self.draft.notebook.label(*labels)
        self.rows.add(meaning, label, cells)
        return True

    def _name(self, labels: list[GridCell], cells: dict[str, GridCell]) -> tuple[str, GridCell | None]:
        """What a row is: by its label, or as the only row of a table without labels."""
        for label in reversed(labels):
            if meaning := self.form.fund_rows.meaning(label.text):
                return meaning, label
        has_number = any(NUMBER.search(cell.text) for meaning, cell in cells.items() if meaning in AMOUNTS)
        if not has_number:
            return "", None
        if labels and not any(self.form.is_heading(label.text) for label in labels):
            self.draft.notebook.gather("X66", labels[-1], "其他资金", "不认得的资金来源")
            return "其他资金", labels[-1]
        return (TOTAL, next(iter(cells.values()))) if not labels and not self.rows.rows else ("", None)

    def _take_weight(self) -> None:
        """`得分（20分×执行率）` or `预算执行情况（10分）`: what execution counts, where no column tells."""
        if self.form.kind not in SELF_KINDS or self.draft.get(("自评", "执行率分值")) is not None:
            return
        header = self.header
        beside = covering(self.draft.notebook.grid, header.first_row, 1, max(header.left - 1, 1))
        for cell in (*(column.heading for column in header.columns if column.meaning == "得分"), *beside):
            if match := _WEIGHT.search(half_width(cell.text)):
                self.draft.put(("自评", "执行率分值"), match[1], cell)
                self.draft.notebook.gather("X45", cell, f"执行率 {match[1]} 分")
                return

    def _tell_strange_columns(self, following: int) -> None:
        for column in self.header.columns:
            if column.meaning == "" and column.first > self.header.left:
                for number in range(self.header.last_row + 1, following):
                    cell = self.draft.notebook.grid.at(number, column.first)
                    if cell and cell.spot.row == number:
                        self.draft.notebook.unplaced("X14", cell, f"“{column.heading.text}”")
