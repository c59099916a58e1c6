"""A grid: one sheet of a workbook, or one table of a Word file, as a person sees it.

Reading says nothing of what a cell means; that is for those who understand forms.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property

Value = str | Decimal | date | bool
LETTERS = 26
MARKER_SHEET = "jixiao"  # the sheet that our own forms carry unseen; `records/forms/kinds.py` says what stands on it


class CellKind(Enum):
    """What the file says a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    ERROR = "error"  # `#REF!` and its like, or a formula whose result was not saved, `=SUM(B3:B9)`: the text shows it


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a grid; rows and columns count from 1."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """As a spreadsheet program says it: `B3`."""
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, LETTERS)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"

    @classmethod
    def named(cls, name: str) -> "Spot":
        """The place that a spreadsheet program calls `name`; ValueError if it is none."""
        match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", name)
        if not match:
            raise ValueError(name)
        column = 0
        for letter in match[1]:
            column = column * LETTERS + ord(letter) - ord("A") + 1
        return cls(int(match[2]), column)


@dataclass(frozen=True)
class GridCell:
    """A cell with something in it, or the first cell of a merged area, whatever is in it."""

    spot: Spot
    # As it is seen: 0.95 in a cell of percentages is `95%`, a day is `2026-05-20`, or `2026-05` where no more is shown; without white around it.
    text: str
    kind: CellKind = CellKind.TEXT
    value: Value | None = None  # what the file holds; a number to the 15 digits that spreadsheet programs show
    rows: int = 1  # how many rows and columns it spans
    columns: int = 1
    is_formula: bool = False  # the value is what the program that saved the file worked out

    @property
    def last(self) -> Spot:
        """The last place that it covers."""
        return Spot(self.spot.row + self.rows - 1, self.spot.column + self.columns - 1)


@dataclass(frozen=True)
class Grid:
    """A sheet, or a table of a Word file; cells in order of rows, empty ones left out unless they are merged."""

    file: str  # as messages name it
    sheet: str  # the sheet's name; of a Word file `第1张表`; of its paragraphs `正文`
    cells: tuple[GridCell, ...]
    is_hidden: bool = False
    marker: Mapping[str, str] = field(default_factory=dict)  # what our own forms carry unseen: kind, version, year, unit, project

    @cached_property
    def _covered(self) -> dict[Spot, GridCell]:
        return {
            Spot(row, column): cell
            for cell in self.cells
            for row in range(cell.spot.row, cell.last.row + 1)
            for column in range(cell.spot.column, cell.last.column + 1)
        }

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers this place; None if nothing is there."""
        return self._covered.get(Spot(row, column))

    @cached_property
    def rows(self) -> int:
        """The last row with something in it."""
        return max((cell.last.row for cell in self.cells), default=0)

    @cached_property
    def columns(self) -> int:
        """The last column with something in it."""
        return max((cell.last.column for cell in self.cells), default=0)
