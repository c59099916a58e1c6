"""Place the head of a document in 文件格式: 版头 (GB/T 9704—2012, clause 7.2)."""

from generator.letters.document import OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.approvers import approver_lines, approver_rows
from generator.letters.paper.faces import Setter
from generator.letters.paper.fonts import Role
from generator.letters.paper.mark import document_mark
from generator.letters.paper.sheet import Head, PlacedLine, Rule


def document_head(document: OfficialDocument, setter: Setter, number: str) -> Head:
    """Everything below the mark stands on the grid; the red line stands in the white below 发文字号."""
    grid = setter.grid
    mark = document_mark(document, setter)
    first_row = grid.nearest_row(mark.bottom_mm + layout.NUMBER_BLANK_ROWS * grid.pitch_mm)
    number_row = first_row
    lines = list(_corner_lines(document, setter))
    if document.is_upward:
        taken = layout.UPWARD_NUMBER_LEFT_CELLS + setter.cells(number)
        rows = approver_rows(document.approvers, setter, grid.cells - taken)
        number_row = first_row + len(rows) - 1
        lines.append(_number_line(number, setter, number_row, layout.UPWARD_NUMBER_LEFT_CELLS))
        lines += approver_lines(rows, setter, first_row)
    else:
        lines.append(_number_line(number, setter, number_row, (grid.cells - setter.cells(number)) / 2))
    low, _ = setter.ink(number, grid.body_role)
    rule_mm = grid.type_top_mm(number_row) + (layout.ASCENT_EM - low) * grid.body_mm + layout.RED_RULE_GAP_MM
    left_mm = layout.AREA_MIDDLE_MM - layout.RED_RULE_WIDTH_MM / 2
    rule = Rule(rule_mm, left_mm, layout.RED_RULE_WIDTH_MM, layout.RED_RULE_PT, layout.RED)
    wanted = rule_mm + layout.RED_RULE_PT / layout.MM + layout.TITLE_BLANK_ROWS * grid.pitch_mm
    return Head(mark.lines, rule, tuple(lines), grid.nearest_row(wanted))


def _number_line(number: str, setter: Setter, row: int, left_cells: float) -> PlacedLine:
    left_mm = layout.LEFT_MARGIN_MM + left_cells * setter.grid.cell_pt / layout.MM
    return PlacedLine("number", setter.line(number), setter.grid.type_top_mm(row), left_mm)


def _corner_lines(document: OfficialDocument, setter: Setter) -> tuple[PlacedLine, ...]:
    """份号 on line 1, 密级 on line 2, 紧急程度 on the next that is free (clauses 7.2.1 to 7.2.3)."""
    words = (
        (document.copy_number, None, 0),
        (document.classification, Role.HEI, layout.CLASSIFICATION_ROW - 1),
        (document.urgency, Role.HEI, 0),
    )
    lines: list[PlacedLine] = []
    row = 0
    for text, role, least in words:
        if text:
            row = max(row, least)
            lines.append(PlacedLine("head-left", setter.line(text, role), setter.grid.type_top_mm(row), layout.LEFT_MARGIN_MM))
            row += 1
    return tuple(lines)
