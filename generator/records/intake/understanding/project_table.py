"""Several projects in one table: a column names the project, and the rows of indicators beside it are its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Target
from generator.records.intake.scanning.headings import OVERALL_KINDS, Form, Kind
from generator.records.intake.scanning.meanings import PROJECT_COLUMNS
from generator.records.intake.scanning.tables import Header
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.indicator_table import read_table
from generator.records.intake.understanding.lists import names_overall
from generator.records.intake.understanding.named_values import NamedValues

_TARGETS = frozenset({Kind.OBJECTIVES, Kind.OVERALL_OBJECTIVES})


@dataclass(frozen=True)
class _Block:
    """The rows of one project."""

    name: GridCell
    first: int
    last: int


class ProjectTable:
    """Reads such a table; `owner` is the draft of the form that it stands in, whose unit and year hold for all projects."""

    def __init__(self, owner: Draft, form: Form, header: Header, unit: str):
        self.owner = owner
        self.form = form
        self.header = header
        self.unit = unit
        self.drafts: list[Draft] = []

    def read(self, end: int) -> int:
        """Read all projects; gives the first row that is of none."""
        notebook, header = self.owner.notebook, self.header
        for row in range(header.first_row, header.last_row + 1):
            notebook.label(*notebook.grid.starting(row))
        columns = tuple(column for column in header.columns if column.meaning not in PROJECT_COLUMNS)
        following = header.last_row + 1
        for block in list(self._blocks(end)):
            draft = self._draft(block)
            following = read_table(draft, self.form, Header(columns, block.first, block.first), block.last, is_stated=False)
            self.drafts.append(draft)
            if following <= block.last:
                break
        return following

    def _blocks(self, end: int) -> Iterator[_Block]:
        """A project goes on as long as its name is merged, left out, or written again."""
        column = self.header.column("项目名称")
        assert column is not None
        block: _Block | None = None
        for row in range(self.header.last_row + 1, end + 1):
            cell = self.owner.notebook.grid.at(row, column.first)
            if cell and cell.text and (block is None or cell.text != block.name.text):
                if block:
                    yield block
                block = _Block(cell, row, row)
            elif block:
                block = _Block(block.name, block.first, row)
        if block:
            yield block

    def _draft(self, block: _Block) -> Draft:
        target = Target.OVERALL if self.form.kind in OVERALL_KINDS or names_overall(block.name.text) else Target.PROJECT
        draft = Draft(self.owner.notebook, target, self.form.variant.name)
        draft.year = self.owner.year
        draft.identity.update(self.owner.identity)
        values = NamedValues(draft, self.form, self.unit)
        for column in self.header.columns:
            cell = draft.notebook.grid.at(block.first, column.first)
            if column.meaning in PROJECT_COLUMNS and cell and cell.text:
                meaning = column.meaning
                if meaning == "金额":
                    meaning = "年初预算数" if self.form.kind in _TARGETS else "全年预算数"
                values.put(meaning, cell, label=column.heading)
                self._mark_repeats(block, column.first, cell)
        return draft

    def _mark_repeats(self, block: _Block, column: int, cell: GridCell) -> None:
        """The same said again in the rows below has the same fate."""
        notebook = self.owner.notebook
        for row in range(block.first + 1, block.last + 1):
            again = notebook.grid.at(row, column)
            if again and again is not cell and again.text == cell.text and cell.spot in notebook.fates:
                notebook.mark(again, notebook.fates[cell.spot])
