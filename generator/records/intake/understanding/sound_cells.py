"""Cells that hold an error of the spreadsheet program are taken out before anything is read, so that none becomes a value of whatever kind.

What the sheet works out itself and we work out too (执行率, sums) is not missed; anything else is an error at its cell.
"""

import re
from dataclasses import replace

from generator.engine.grids.grid import CellKind, Grid, GridCell
from generator.records.intake.scanning.headings import plain
from generator.records.intake.understanding.notebook import Notebook

_ERROR = re.compile(r"#(?:N/A|DIV/0[!！]|NAME[?？]|REF[!！]|VALUE[!！]|NULL[!！]|NUM[!！]|SPILL[!！]|CALC[!！])|Err[:：]\d{3}", re.IGNORECASE)
_DERIVED = re.compile(r"(?:预算|资金|支付|支出)?(?:执行率|执行进度|支出进度|完成率)|合计|总计|小计|总分|总得分|得分合计|分值合计|调整额|调整率")


def is_faulty(cell: GridCell) -> bool:
    """Whether a cell holds an error, a text that looks like one, or a formula without a result."""
    return bool(cell.text) and (cell.kind is CellKind.ERROR or bool(_ERROR.fullmatch(cell.text.strip())))


def only_sound(grid: Grid, notebook: Notebook, *, is_own: bool) -> Grid:
    """The grid without faulty cells; each is told of, unless it is one that nobody needs."""
    faulty = [cell for cell in grid.cells if is_faulty(cell)]
    if not faulty:
        return grid
    for cell in faulty:
        if cell.is_formula and (is_own or _is_derived(grid, cell)):
            notebook.noted("X57", cell, "", "算不出来")
        elif cell.is_formula and cell.text.startswith("="):
            notebook.refused("X09", cell, "是公式，文件里没有保存算出的结果", "用 WPS 或 Excel 打开这个文件，保存一次，再导入")
        else:
            notebook.refused("X09", cell, f"{cell.text} 不是数，也不是文字")
    empty = {cell.spot for cell in faulty}
    cells = (replace(cell, text="", kind=CellKind.TEXT, value=None) if cell.spot in empty else cell for cell in grid.cells)
    return replace(grid, cells=tuple(cell for cell in cells if cell.text or cell.rows > 1 or cell.columns > 1))


def _is_derived(grid: Grid, cell: GridCell) -> bool:
    """Whether a heading above, or a word at the left, says that the cell is worked out from others."""
    left = (one for one in grid.starting(cell.spot.row) if one.spot.column < cell.spot.column)
    if any(_DERIVED.fullmatch(plain(one.text)) for one in left):
        return True
    above = (grid.at(row, cell.spot.column) for row in range(cell.spot.row - 1, 0, -1))
    heading = next((one for one in above if one and one.text and one.kind is CellKind.TEXT and not is_faulty(one) and re.search(r"[\u4e00-\u9fff]", one.text)), None)
    return bool(heading and _DERIVED.fullmatch(plain(heading.text)))
