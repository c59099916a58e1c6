"""Rows of money: how deep each lies, which are sub-totals of those below them, which belong to the whole period of a project."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from generator.engine.grids.grid import GridCell
from generator.records.intake.parsing.figures import UNIT_WORDS, half_width, read_money
from generator.records.intake.scanning.meanings import AMOUNTS, PERIOD_TOTAL, TOTAL
from generator.records.rules.funds import AMOUNT_TOLERANCE

OF_WHICH = re.compile(r"^其中[:：]?")
_FIRST_LEVEL = re.compile(r"^(?:[一二三四五六七八九十][、.．]|\([一二三四五六七八九十]\)[、.．]?)")
_SECOND_LEVEL = re.compile(r"^(?:\(?\d{1,2}[、.．)])")


@dataclass
class FundRow:
    """One row: what it is called, what it means, how deep it lies, its amounts with their cells."""

    meaning: str
    name: str  # as it stands, without numbering
    depth: int
    label: GridCell
    amounts: dict[str, GridCell] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # of an amount that shares its cell with other words
    is_of_period: bool = False  # below 中期资金总额

    def text(self, meaning: str) -> str:
        """What stands there of an amount."""
        return self.texts.get(meaning, self.amounts[meaning].text)

    def money(self, meaning: str) -> Decimal | None:
        """An amount in the unit that it stands in; None if there is none."""
        found = read_money(self.text(meaning)) if meaning in self.amounts else None
        return Decimal(found.number) if found else None

    @property
    def filled(self) -> tuple[str, ...]:
        """The columns in which there is an amount."""
        return tuple(meaning for meaning in self.amounts if meaning in (*AMOUNTS, "金额") and self.money(meaning) is not None)


class FundRows:
    """Rows in order, so that depth can be told from the rows before."""

    def __init__(self) -> None:
        self.rows: list[FundRow] = []
        self._has_first_level = False
        self._totals: dict[int, str] = {}  # which total was the last, by the column of its label

    def add(self, meaning: str, label: GridCell, amounts: dict[str, GridCell], name: str = "") -> FundRow:
        """Take a row; its depth follows from its numbering, 其中, and the row before. `name`: if it shares a cell with others."""
        text = half_width(name or label.text).strip()
        row = FundRow(meaning, source_name(text), self._depth(meaning, text), label, amounts)
        row.is_of_period = meaning == PERIOD_TOTAL or (row.depth > 0 and self._totals.get(label.spot.column) == PERIOD_TOTAL)
        if meaning in (TOTAL, PERIOD_TOTAL):
            self._totals[label.spot.column] = meaning
        self.rows.append(row)
        return row

    def _depth(self, meaning: str, text: str) -> int:
        before = self.rows[-1].depth if self.rows else 0
        if meaning in (TOTAL, PERIOD_TOTAL):
            return 0
        if OF_WHICH.match(text):
            return before + 1 if self.rows else 1
        if _FIRST_LEVEL.match(text):
            self._has_first_level = True
            return 1
        if _SECOND_LEVEL.match(text):
            return 2 if self._has_first_level else 1
        return max(before, 1)


def source_name(text: str) -> str:
    """`其中：1.中央资金（万元）` is `中央资金`."""
    name = OF_WHICH.sub("", re.sub(r"\s+", "", half_width(text)))
    name = _SECOND_LEVEL.sub("", _FIRST_LEVEL.sub("", name))
    return re.sub(rf"\((?:{UNIT_WORDS})\)", "", name).strip(":;,.、").replace("(", "（").replace(")", "）")


@dataclass(frozen=True)
class Group:
    """A row with the deeper rows below it."""

    row: FundRow
    parts: tuple[FundRow, ...]

    @property
    def is_sum(self) -> bool:
        """Whether the row is but the sum of its parts."""
        filled = [part for part in self.parts if part.filled]
        return bool(filled and self.row.filled) and all(
            abs((self.row.money(meaning) or Decimal(0)) - sum((part.money(meaning) or Decimal(0) for part in filled), Decimal(0))) <= AMOUNT_TOLERANCE
            for meaning in self.row.filled
        )

    @property
    def is_contradicted(self) -> bool:
        """Whether row and parts have amounts that do not agree."""
        return bool(self.row.filled) and any(part.filled for part in self.parts) and not self.is_sum


def grouped(rows: list[FundRow]) -> Iterator[Group]:
    """The rows of the first depth, each with its parts."""
    index = 0
    while index < len(rows):
        end = index + 1
        while end < len(rows) and rows[end].depth > rows[index].depth:
            end += 1
        yield Group(rows[index], tuple(rows[index + 1 : end]))
        index = end
