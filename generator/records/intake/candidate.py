"""What a form was understood to say, before it is compared with the records.

Every cell with something in it has a fate; none is lost::

    Fate.LABEL      a heading or other word of the form itself
    Fate.FIELD      its content stands in a candidate
    Fate.NOTED      not kept, and a note says why: a sum that can be worked out, an empty placeholder, a mere stroke
    Fate.UNPLACED   text that found no field; a note lists it
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from generator.engine.grids.grid import Spot

Path = tuple[str | int, ...]  # as in records/reading.py: `("自评", "指标", 0, "得分")`


class Fate(Enum):
    """What became of a cell."""

    LABEL = "表头"
    FIELD = "读入"
    NOTED = "说明"
    UNPLACED = "没有去处"


class Weight(Enum):
    """How much a note weighs for the person who reads it."""

    ERROR = "错误"  # what stands there cannot be taken; nothing of that section is written
    GUESS = "推定"  # taken, but not as it stands: said so that a person can contradict
    UNPLACED = "没有去处"  # not taken, since no field was found for it
    NOTICE = "提示"  # taken or rightly left out; worth knowing


WHOLE = Spot(0, 0)  # of a sheet or a file: no single cell


@dataclass(frozen=True, order=True)
class CellRef:
    """A cell, or an area of cells, of a file."""

    file: str
    sheet: str = ""
    first: Spot = WHOLE
    last: Spot | None = None

    @property
    def area(self) -> str:
        """`B3`, `A5:H20`, or nothing for the whole."""
        if not self.first.row:
            return ""
        return self.first.name if self.last in (None, self.first) else f"{self.first.name}:{self.last.name}"

    def __str__(self) -> str:
        return " › ".join(part for part in (self.file, self.sheet, self.area) if part)


@dataclass(frozen=True)
class Note:
    """One row of the report: where, what stands there, what was understood, what to do."""

    code: str  # `X01` …, listed in `docs/import.md`
    weight: Weight
    cell: CellRef
    stands: str  # what stands there, as it is
    understood: str  # what was made of it; empty if nothing
    todo: str  # what the reader may do; empty if nothing
    message: str  # what is the matter


class Target(Enum):
    """Which kind of record a candidate is for."""

    PROJECT = "项目"
    OVERALL = "部门整体"
    BOOK = "预决算"
    UNITS = "预算单位名录"


@dataclass(frozen=True)
class Candidate:
    """What one form, or one row of a list, says of one project, one unit, or the list of units.

    `values` is a tree of Chinese keys and text, as `records/reading.py` reads it from YAML; `sources` tells of each leaf
    the cell that it came from (a leaf worked out from others, or guessed, has the cell that it was worked out from).
    `year`, `unit` and `title` stand as they were read, not yet looked up: `219001-某镇人民政府`.
    """

    target: Target
    form: str  # the name of the variant by which it was read
    area: CellRef
    values: Mapping[str, Any]
    sources: Mapping[Path, CellRef]
    year: int | None = None
    unit: str = ""
    unit_source: CellRef | None = None
    title: str = ""
    title_source: CellRef | None = None
    id: str = ""  # only where the form carries it
    supervisor: str = ""  # 主管部门 as it stands; the unit above, or the unit itself where the form names no other
    supervisor_source: CellRef | None = None
    seen_unit: str = ""  # of a form of our own: the unit as it is seen, where the marker says which one it is
    seen_unit_source: CellRef | None = None
    is_faulty: bool = False  # a cell of the form could not be read: nothing of it is filed


@dataclass(frozen=True)
class Understood:
    """All that was made of one grid."""

    candidates: tuple[Candidate, ...]
    notes: tuple[Note, ...]
    fates: Mapping[Spot, Fate] = field(default_factory=dict)  # of every cell with something in it
    form: str = ""  # the variant; empty if the grid is no form that is known
