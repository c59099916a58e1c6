"""A row of 整改台账 answers a finding of the evaluation; a ledger that names the finding names it once more."""

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Path
from generator.records.intake.parsing.figures import money_unit
from generator.records.intake.scanning.meanings import FINDING, FINDINGS
from generator.records.intake.scanning.tables import Header
from generator.records.intake.understanding.cells import read_cell
from generator.records.intake.understanding.draft import Draft


def put_finding(draft: Draft, base: Path, cells: dict[str, GridCell], header: Header, unit: str) -> None:
    """Keep what the row says of its finding; without a column for what is required, the finding is what must be put right."""
    notebook = draft.notebook
    problem, number, serial = cells.get("问题"), cells.get("问题编号"), cells.get("序号")
    if problem and "整改要求" not in cells:
        notebook.gather("X66", problem, "整改要求", "没有整改要求一列，存在问题记作整改要求")
        draft.put((*base, "整改要求"), problem.text, problem)
    if number is None:
        for meaning in FINDING:
            notebook.noted("X16", cells.get(meaning), "", "没有问题编号，对不上评价里的问题")
        if serial and serial.text.isdigit():
            draft.put((*base, "问题编号"), serial.text, serial)
        return
    path = (*FINDINGS, draft.count(FINDINGS))
    for meaning, place in FINDING.items():
        if meaning in cells:
            column = header.column(meaning)
            own_unit = money_unit(column.heading.text) if column else ""
            read_cell(draft, place, cells[meaning], path=(*path, *place.path), unit=own_unit or unit)
