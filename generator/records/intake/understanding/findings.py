"""What an evaluation found, one finding a row: number, category, heading, fact, basis, amount."""

from generator.engine.grids.grid import GridCell
from generator.records.intake.parsing.figures import is_stroke, money_unit
from generator.records.intake.scanning.headings import Form
from generator.records.intake.scanning.meanings import FINDINGS, FOUND
from generator.records.intake.scanning.tables import Column, Header, covering
from generator.records.intake.understanding.cells import read_cell
from generator.records.intake.understanding.draft import Draft

_TELLING = frozenset({"问题", "事实"})


def is_findings_header(meanings: frozenset[str]) -> bool:
    """Whether a header is that of findings: it heads what was found, and of which kind or by which facts."""
    return "问题" in meanings and bool({"问题类别", "事实"} & meanings)


def read_findings(draft: Draft, form: Form, header: Header, end: int, unit: str) -> int:
    """Read the rows below a header; gives the first row that is none of them."""
    notebook, grid = draft.notebook, draft.notebook.grid
    for row in range(header.first_row, header.last_row + 1):
        notebook.label(*grid.starting(row))
    for number in range(header.last_row + 1, end + 1):
        starting = grid.starting(number)
        if starting and (form.labels.meaning(starting[0].text) or form.is_word(starting[0].text)):
            return number
        found = _cells(draft, header, number)
        said = {column.meaning for column, cell in found.items() if not is_stroke(cell.text)} - {"", "序号", "问题编号"}
        if said:
            _put(draft, found, unit)
        else:
            notebook.label(*(cell for column, cell in found.items() if column.meaning in ("序号", "问题编号")))
    return end + 1


def _cells(draft: Draft, header: Header, number: int) -> dict[Column, GridCell]:
    cells: dict[Column, GridCell] = {}
    for cell in covering(draft.notebook.grid, number, header.columns[0].first):
        if cell.text and (column := header.over(cell)):
            cells.setdefault(column, cell)
    return cells


def _put(draft: Draft, cells: dict[Column, GridCell], unit: str) -> None:
    path = (*FINDINGS, draft.count(FINDINGS))
    highest = max((int(row["编号"]) for row in draft.get(FINDINGS) or [] if str(row.get("编号", "")).isdigit()), default=0)
    serial = next((cell for column, cell in cells.items() if column.meaning in ("问题编号", "序号") and cell.text.isdigit()), None)
    if serial:
        draft.put((*path, "编号"), serial.text, serial)
    for column, cell in cells.items():
        if place := FOUND.get(column.meaning):
            if column.meaning != "问题编号" or cell is not serial:
                read_cell(draft, place, cell, path=(*path, *place.path), unit=money_unit(column.heading.text) or unit)
        elif column.meaning != "序号":
            draft.notebook.unplaced("X14", cell, f"“{column.heading.text}”")
    if serial is None and draft.get((*path, "编号")) is None:
        telling = next((cell for column, cell in cells.items() if column.meaning in _TELLING), next(iter(cells.values())))
        draft.put((*path, "编号"), str(highest + 1), telling)
        draft.notebook.gather("X00", telling, str(highest + 1))
