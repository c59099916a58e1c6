"""Money in 元 where 万元 is asked for: an amount that no district has, or ten thousand times what the form says elsewhere."""

import re
from decimal import Decimal

from generator.records.intake.parsing.figures import half_width, read_figure
from generator.records.intake.scanning.meanings import AMOUNTS
from generator.records.intake.understanding.draft import Draft

IMPLAUSIBLE = Decimal(1_000_000)  # 万元: 100亿元 for one project or unit
LEAST, WAN = Decimal(10_000), Decimal(10_000)  # what is less than 1亿元 is not doubted for its size
MONEY_FIELDS = frozenset({*AMOUNTS, "已执行数", "全年预计执行数"})
_STATED = re.compile(r"(\d+(?:\.\d+)?)\s*万(?:元|\b|(?=[^\d]))?")


def tell_whole_yuan(draft: Draft, first: int, last: int) -> None:
    """Ask whether amounts were filled in in 元; they are kept as they stand."""
    amounts = [(path, Decimal(draft.get(path))) for path in draft.sources if path[-1] in MONEY_FIELDS and path[0] in ("资金", "运行监控") and _is_number(draft.get(path))]
    large = [(path, amount) for path, amount in amounts if amount >= LEAST]
    if not large:
        return
    stated = _stated(draft, first, last)
    for path, amount in large:
        cell = draft.cell_of(path)
        figure = read_figure(cell.text) if cell else None
        if cell is None or figure is None or not _is_number(figure.number) or Decimal(figure.number) != amount:
            continue  # it was converted: its unit was stated
        if amount >= IMPLAUSIBLE:
            draft.notebook.gather("X89", cell, "", "按万元算有上百亿元")
        elif amount / WAN in stated:
            draft.notebook.gather("X89", cell, "", f"表上别处写的是 {amount / WAN:f} 万元")


def _stated(draft: Draft, first: int, last: int) -> set[Decimal]:
    """What sentences and targets of the form say in 万元."""
    grid = draft.notebook.grid
    cells = (cell for row in range(first, last + 1) for cell in grid.starting(row))
    return {Decimal(match[1]) for cell in cells for match in _STATED.finditer(half_width(cell.text).replace(",", ""))}


def _is_number(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"-?\d+(?:\.\d+)?", value))
