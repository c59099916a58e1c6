"""The levels of indicators stand once for many rows: merged, left blank as above, or written again; with a weight in the name or without one."""

from dataclasses import replace
from decimal import Decimal

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Path
from generator.records.intake.parsing.levels import OWNERS, Level, read_first, read_second, without_index
from generator.records.intake.scanning.headings import Form, Kind
from generator.records.intake.understanding.draft import Draft

NO_LEVEL = Level("")
# Evaluations and units have levels of their own: 产出数量, 服务对象满意度 are names there.
OWN_NAMES = frozenset({Kind.EVALUATION, Kind.OVERALL_SELF, Kind.OVERALL_OBJECTIVES})


class StandingLevels:
    """The levels that hold until another is named."""

    def __init__(self, draft: Draft, form: Form):
        self.draft = draft
        self.notebook = draft.notebook
        self.keeps_names = bool(form.variant.mark) or form.kind in OWN_NAMES
        self.first, self.second = NO_LEVEL, NO_LEVEL
        self.first_cell: GridCell | None = None
        self.second_cell: GridCell | None = None
        self.weights: dict[str, tuple[Decimal, GridCell]] = {}  # stated in the names of first levels

    def take(self, row: int, first: GridCell | None, second: GridCell | None, *, has_name: bool) -> None:
        """Take the levels of a row; what is left blank stays as above."""
        self._take_first(row, first)
        if second is not first:
            self._take_second(row, second, has_name=has_name)
        if not self.first.name and self.first_cell and (owner := OWNERS.get(self.second.name)):
            self.first = Level(owner, self.first.weight)
            self.notebook.gather("X46", self.first_cell, owner)
        self.notebook.label(first, second)
        if self.first.weight and self.first_cell and not self.first.is_score:
            self.weights.setdefault(self.first.name, (Decimal(self.first.weight), self.first_cell))

    def _take_first(self, row: int, cell: GridCell | None) -> None:
        if cell and cell.text and cell is not self.first_cell:
            level = self._named(read_first(cell.text))
            # A row repeats the level of the row before as often as it names another.
            if level != self.first or cell.text != (self.first_cell.text if self.first_cell else ""):
                self.second, self.second_cell = NO_LEVEL, None
            self.first, self.first_cell = level, cell
            self._tell(cell, level)
        elif not cell and self.first_cell and self.first_cell.last.row < row:
            self.notebook.gather("X41", self.first_cell, self.first.name)

    def _take_second(self, row: int, cell: GridCell | None, *, has_name: bool) -> None:
        if cell and cell.text and cell is not self.second_cell:
            self.second, self.second_cell = self._named(read_second(cell.text)), cell
            self._tell(cell, self.second)
        elif not cell and has_name and self.second_cell and self.second_cell.last.row < row:
            self.notebook.gather("X41", self.second_cell, self.second.name)

    def _named(self, level: Level) -> Level:
        """The usual names are those of projects; our own forms, evaluations and units keep theirs."""
        return replace(level, name=level.bare, is_alias=False) if level.bare and self.keeps_names else level

    def _tell(self, cell: GridCell, level: Level) -> None:
        if level.is_alias:
            self.notebook.gather("X40", cell, level.name)
        if level.weight:
            self.notebook.gather("X45", cell, level.name, "写的是得分" if level.is_score else "")

    def put(self, path: Path, name: str, name_cell: GridCell | None, any_cell: GridCell) -> None:
        """Put levels and name of an indicator; without a name that of its level stands in."""
        for key, level, cell in (("一级指标", self.first, self.first_cell), ("二级指标", self.second, self.second_cell)):
            if level.name and cell:
                self.draft.put((*path, key), level.name, cell)
        if name and name_cell:
            bare = without_index(name)
            if bare != name.strip():
                self.notebook.gather("X48", name_cell)
            self.draft.put((*path, "三级指标"), bare, name_cell)
            return
        stand_in = self.second.name or self.first.name
        cell = self.second_cell or self.first_cell or any_cell
        self.draft.put((*path, "三级指标"), stand_in or "（没有名称）", cell)
        self.notebook.gather("X43", cell, stand_in)
