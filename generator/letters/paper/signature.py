"""Place 署名, 成文日期 and 附注, of one agency or several (GB/T 9704—2012, clauses 7.3.5 and 7.3.6)."""

from dataclasses import replace

from generator.letters.document import OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.grid import LineGrid
from generator.letters.paper.sheet import Block, Unit
from generator.letters.paper.text import line_units, text_units
from generator.letters.paper.textline import Piece, TextLine


def signature_units(document: OfficialDocument, setter: Setter) -> tuple[Unit, ...]:
    """The end of the text: who says it and when, and what 附注 adds."""
    day = document.issued_on
    date = f"{day.year}年{day.month}月{day.day}日"
    agencies = (document.issuing_agency, *document.joint_agencies)
    if len(agencies) == 1:
        units = _single(agencies[0], date, setter, is_sealed=document.is_sealed)
    elif document.is_sealed:
        units = _joint_sealed(agencies, date, setter)
    else:
        units = _joint_unsealed(agencies, date, setter)
    if document.note:
        units += text_units("note", f"（{document.note}）", setter, first=layout.INDENT_CELLS)
    return units


def signature_places(agency: float, date: float, grid: LineGrid, *, is_sealed: bool) -> tuple[float, float]:
    """Where 署名 and 成文日期 of these widths begin, in cells from the left edge."""
    edge = grid.cells
    if is_sealed:  # 7.3.5.1: the date four cells in, the agency centred above it
        date_at = edge - grid.style.sealed_date_right_cells - date
        agency_at = min(date_at + (date - agency) / 2, edge - agency)
        # An agency too long for that stands at the edge and draws the date with it.
        return max(0.0, agency_at), max(0.0, agency_at + (agency - date) / 2)
    if date > agency:  # 7.3.5.2: the longer of the two stands two cells in
        date_at = edge - layout.UNSEALED_RIGHT_CELLS - date
        return date_at - layout.UNSEALED_DATE_SHIFT_CELLS, date_at
    agency_at = max(0.0, edge - layout.UNSEALED_RIGHT_CELLS - agency)
    return agency_at, agency_at + layout.UNSEALED_DATE_SHIFT_CELLS


def _single(agency: str, date: str, setter: Setter, *, is_sealed: bool) -> tuple[Unit, ...]:
    agency_at, date_at = signature_places(setter.cells(agency), setter.cells(date), setter.grid, is_sealed=is_sealed)
    gap = layout.SEALED_BLANK_ROWS if is_sealed else layout.UNSEALED_BLANK_ROWS
    units = line_units(Block("p", "signature"), (setter.line(agency, indent_cells=agency_at),), gap)
    return units + line_units(Block("p", "date"), (setter.line(date, indent_cells=date_at),))


def _joint_unsealed(agencies: tuple[str, ...], date: str, setter: Setter) -> tuple[Unit, ...]:
    """One below the other from the same place, the longest two cells in (clause 7.3.5.2)."""
    widest = max(setter.cells(agency) for agency in agencies)
    agency_at, date_at = signature_places(widest, setter.cells(date), setter.grid, is_sealed=False)
    lines = tuple(setter.line(agency, indent_cells=agency_at) for agency in agencies)
    units = _each(lines, "signature", layout.UNSEALED_BLANK_ROWS)
    return units + line_units(Block("p", "date"), (setter.line(date, indent_cells=date_at),))


def _joint_sealed(agencies: tuple[str, ...], date: str, setter: Setter) -> tuple[Unit, ...]:
    """Rows of agencies, each in the middle of its seal's place; the date below the last (clause 7.3.5.1)."""
    rows = seal_rows([setter.cells(agency) for agency in agencies], setter.grid)
    units: tuple[Unit, ...] = ()
    last_middle = 0.0
    rest = list(agencies)
    for at, middles in enumerate(rows):
        names, rest = rest[: len(middles)], rest[len(middles) :]
        gap = seal_pitch_rows(setter.grid) - 1 if at else layout.SEALED_BLANK_ROWS
        units += _each((_side_by_side(names, middles, setter),), "signature", gap)
        last_middle = middles[-1]
    date_at = min(last_middle - setter.cells(date) / 2, setter.grid.cells - setter.cells(date))
    return units + line_units(Block("p", "date"), (setter.line(date, indent_cells=date_at),))


def seal_pitch_rows(grid: LineGrid) -> int:
    """Lines from one row of seals to the next, so that they do not touch."""
    return int(layout.SEAL_MM / grid.pitch_mm) + 1


def seal_rows(widths: list[float], grid: LineGrid) -> tuple[tuple[float, ...], ...]:
    """The middles of the seals, row by row, in cells; so many a row as their names allow, the last row at the right."""
    most = min(layout.SEALS_PER_ROW, len(widths))
    columns = next((many for many in range(most, 1, -1) if max(widths) + 1 <= grid.cells / many), 1)
    rows = -(-len(widths) // columns)
    columns = -(-len(widths) // rows)
    middles = tuple(grid.cells * (at + 0.5) / columns for at in range(columns))
    if columns == 1:
        middles = (_single_middle(max(widths), grid),)
    in_last = len(widths) - (rows - 1) * columns
    return (*(middles for _ in range(rows - 1)), middles[columns - in_last :])


def _single_middle(width: float, grid: LineGrid) -> float:
    """Names too long to stand side by side: about where the seal of one agency is."""
    seal = layout.SEAL_MM * layout.MM / grid.cell_pt
    return grid.cells - max(width / 2, seal / 2 + grid.style.sealed_date_right_cells / 2)


def _side_by_side(names: list[str], middles: tuple[float, ...], setter: Setter) -> TextLine:
    """Several names on one line, each around its middle."""
    cell_pt = setter.grid.cell_pt
    starts = [middle - setter.cells(name) / 2 for name, middle in zip(names, middles, strict=True)]
    pieces: list[Piece] = []
    reached = starts[0]
    for name, start in zip(names, starts, strict=True):
        first, *others = setter.line(name).pieces
        pieces += [replace(first, lead_pt=(start - reached) * cell_pt), *others]
        reached = start + setter.cells(name)
    return TextLine(tuple(pieces), starts[0] * cell_pt)


def _each(lines: tuple[TextLine, ...], kind: str, gap: int) -> tuple[Unit, ...]:
    """A block for each line: agencies are no paragraph."""
    return tuple(Unit(Block("p", kind), line, gap=0 if at else gap) for at, line in enumerate(lines))
