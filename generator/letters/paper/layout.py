"""Every layout number of the letter form, once: name, unit and clause of GB/T 9704—2012, and nothing else.

A name ends in its unit: `_MM`, `_PT`, `_EM` (of the type's size), `_CELLS` (widths of one Chinese character, clause
3.1) or `_ROWS` (lines of the grid, clause 3.2). A "house rule" is ours where the standard leaves the choice.
"""

MM = 72 / 25.4  # points in a millimetre; `12 * MM` is 12 mm in points

# Paper and type area
PAGE_WIDTH_MM = 210  # A4, clause 5.1
PAGE_HEIGHT_MM = 297
TOP_MARGIN_MM = 37  # 天头, ±1, clause 5.2.1
LEFT_MARGIN_MM = 28  # 订口, ±1, clause 5.2.1
AREA_WIDTH_MM = 156  # 版心, clause 5.2.1
AREA_HEIGHT_MM = 225
RIGHT_MARGIN_MM = PAGE_WIDTH_MM - LEFT_MARGIN_MM - AREA_WIDTH_MM
BOTTOM_MARGIN_MM = PAGE_HEIGHT_MM - TOP_MARGIN_MM - AREA_HEIGHT_MM

# Grid
LINES_PER_PAGE_ROWS = 22  # clause 5.2.3
LINE_CELLS = 28  # clause 5.2.3
PITCH_PT = 28.99  # 225 mm / 22, rounded down: 28.991 would leave room for 21 lines only
BODY_PT = 16  # 3号, clause 5.2.2
TRACKING_PT = -0.2085  # 28 × 16 pt are 158 mm and must fit into 156 mm; -0.207 is the exact limit
CELL_PT = BODY_PT + TRACKING_PT
LEADING_PT = PITCH_PT - BODY_PT
# A line's type stands in the middle of its pitch. The first line's type, not its leading, begins at 天头.
GRID_TOP_MM = TOP_MARGIN_MM - LEADING_PT / 2 / MM
# All faces are given the same box when they are subset, so that none can move a line.
ASCENT_EM = 0.88
DESCENT_EM = 0.12
# A line that kinsoku or an odd number of digits leaves short is spaced out, by so much at most (house rule).
SPREAD_LIMIT_CELLS = 3
SPREAD_LEAST_PT = 0.15
HEAD_GAP_PT = BODY_PT * 7 / 8  # 3号字高的 7/8, clause 10.1

# Type sizes
TITLE_PT = 22  # 2号, clause 7.3.1
SMALL_PT = 14  # 4号, clauses 7.4.2 and 7.5
TABLE_PT = 10.5  # 五号, house rule
TABLE_SMALL_PT = 9  # 小五, for tables with narrow columns, house rule

# Head of the letter
RED = "#ff3333"  # ink Y 80 %, M 80 %, clause 6.2
MARK_TOP_MM = 30  # upper edge of 发文机关标志 from the page's upper edge, clause 10.1
MARK_PT = 50  # free "以醒目、美观、庄重为原则" (7.2.4); with 50 pt the title falls on the grid
MARK_SQUEEZE_MIN = 0.6  # a long name is condensed to fit the type area; from here on it is made smaller instead
MARK_SPREAD_MAX_EM = 0.35  # a short name is spaced out
MARK_SPREAD_TO_MM = 120  # to this width at most
RULE_WIDTH_MM = 170  # red double lines, clause 10.1
RULE_TOP_GAP_MM = 4  # line 1 below the mark, clause 10.1
RULE_BOTTOM_MM = 20  # line 2 above the page's lower edge, clause 10.1
RULE_THICK_PT = 2.0  # weights are not in the standard: practice is 1.5–2.25 pt with 0.75 pt
RULE_THIN_PT = 0.75
RULE_GAP_PT = 1.0
RULE_HEIGHT_PT = RULE_THICK_PT + RULE_GAP_PT + RULE_THIN_PT
# Lines stand in the middle of the type area, like the mark above them.
RULE_LEFT_MM = LEFT_MARGIN_MM + (AREA_WIDTH_MM - RULE_WIDTH_MM) / 2
TITLE_BLANK_ROWS = 2  # title 相距二行 below the last element above, clause 10.1
# Text of page 1 may run down to 7/8 of a character above line 2 (clause 10.1).
FIRST_PAGE_TEXT_END_MM = PAGE_HEIGHT_MM - RULE_BOTTOM_MM - (RULE_HEIGHT_PT + HEAD_GAP_PT) / MM

# Main part
TITLE_CELLS = int(AREA_WIDTH_MM * MM / TITLE_PT)
ADDRESSEE_BLANK_ROWS = 1  # clause 7.3.2
INDENT_CELLS = 2  # clause 7.3.3
ANNEX_NOTE_BLANK_ROWS = 1  # clause 7.3.4
SEALED_BLANK_ROWS = 2  # room for a seal whose top stays within one line of the text, clause 7.3.5.1
UNSEALED_BLANK_ROWS = 1  # clause 7.3.5.2
SEALED_DATE_RIGHT_CELLS = 4  # clause 7.3.5.1
UNSEALED_RIGHT_CELLS = 2  # clause 7.3.5.2
UNSEALED_DATE_SHIFT_CELLS = 2  # clause 7.3.5.2
SIGNATURE_COMPANIONS_ROWS = 2  # lines of the text that go with a signature to its page (7.3.5.5), house rule
ANNEX_TITLE_ROW = 3  # counted from 1, clause 7.3.7
ANNEX_BODY_BLANK_ROWS = 1  # as after the document's own title, clause 7.3.7

# 抄送
COPIED_PITCH_PT = SMALL_PT * 1.875  # a line is its type and 7/8 of it, clause 3.2
COPIED_SIDE_CELLS = 1  # 左右各空一字, clause 7.4.2

# Page number
FOLIO_GAP_MM = 7  # upper edge of the 一字线 below the type area, clause 7.5
FOLIO_BOX_TOP_MM = 265  # where the page's foot begins for the printer: below 抄送, above the number
FOLIO_SIDE_CELLS = 1  # 居右（左）空一字, clause 7.5

# Tables (house rules: the standard says nothing of upright tables)
TABLE_LINE_PT = PITCH_PT / 2  # two lines of small type in one line of the grid
TABLE_LINES_PER_ROW = 2
TABLE_BORDER_PT = 0.5
TABLE_PADDING_PT = 3
TABLE_ROW_MAX_ROWS = 16  # a taller row is cut in two, so that it always fits a page

# Marks such as 演示数据 on every page, outside the type area (house rule)
MARKS_PT = 9
MARKS_TOP_MM = 14
MARKS_GREY = "#767676"
