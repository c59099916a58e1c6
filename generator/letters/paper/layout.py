"""Every layout number that no setting changes, once: name, unit and clause of GB/T 9704—2012, and nothing else.

A name ends in its unit: `_MM`, `_PT`, `_EM` (of the type's size), `_CELLS` (widths of one Chinese character, clause
3.1) or `_ROWS` (lines of the grid, clause 3.2). A "house rule" is ours where the standard leaves the choice. What the
standard calls 一般 or 推荐 stands in `PageStyle`; what follows from that, such as the pitch, in `LineGrid`.
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
AREA_BOTTOM_MM = TOP_MARGIN_MM + AREA_HEIGHT_MM
AREA_MIDDLE_MM = LEFT_MARGIN_MM + AREA_WIDTH_MM / 2

# Grid
PITCH_STEP_PT = 0.01  # the pitch is rounded down to this: 28.991 pt would leave room for 21 lines only
TRACKING_SLACK_PT = 0.0015  # the letter spacing stays so far below what just fits, against the rounding of printers
TRACKING_DIGITS = 4
# All faces are given the same box when they are subset, so that none can move a line.
ASCENT_EM = 0.88
DESCENT_EM = 0.12
# A line that kinsoku or an odd number of digits leaves short is spaced out, by so much at most (house rule).
SPREAD_LIMIT_CELLS = 3
SPREAD_LEAST_PT = 0.15
THIRD_SIZE_PT = 16  # 3号
HEAD_GAP_PT = THIRD_SIZE_PT * 7 / 8  # 3号字高的 7/8, clause 10.1

# Type sizes
TABLE_PT = 10.5  # 五号, house rule
TABLE_SMALL_PT = 9  # 小五, for tables with narrow columns, house rule

# Mark of the agency
RED = "#ff3333"  # ink Y 80 %, M 80 %, clause 6.2
BLACK = "black"
MARK_SQUEEZE_MIN = 0.6  # a long name is condensed to fit the type area; from here on it is made smaller instead
MARK_SPREAD_MAX_EM = 0.35  # a short name is spaced out

# Head of the letter form
MARK_TOP_MM = 30  # upper edge of 发文机关标志 from the page's upper edge, clause 10.1
MARK_PT = 50  # free "以醒目、美观、庄重为原则" (7.2.4); with 50 pt the title falls on the grid
MARK_SPREAD_TO_MM = 120  # a short name is spaced out to this width at most
RULE_WIDTH_MM = 170  # red double lines, clause 10.1
RULE_TOP_GAP_MM = 4  # line 1 below the mark, clause 10.1
RULE_BOTTOM_MM = 20  # line 2 above the page's lower edge, clause 10.1
RULE_THICK_PT = 2.0  # weights are not in the standard: practice is 1.5–2.25 pt with 0.75 pt
RULE_THIN_PT = 0.75
RULE_GAP_PT = 1.0
RULE_HEIGHT_PT = RULE_THICK_PT + RULE_GAP_PT + RULE_THIN_PT
# Lines stand in the middle of the type area, like the mark above them.
RULE_LEFT_MM = LEFT_MARGIN_MM + (AREA_WIDTH_MM - RULE_WIDTH_MM) / 2
TITLE_BLANK_ROWS = 2  # title 相距二行 below the last element above, clauses 10.1 and 7.3.1
# Text of page 1 may run down to 7/8 of a character above line 2 (clause 10.1).
FIRST_PAGE_TEXT_END_MM = PAGE_HEIGHT_MM - RULE_BOTTOM_MM - (RULE_HEIGHT_PT + HEAD_GAP_PT) / MM

# Head of the document form
DOCUMENT_MARK_TOP_MM = TOP_MARGIN_MM + 35  # upper edge of 发文机关标志, 35 mm below the type area's, clause 7.2.4
DOCUMENT_MARK_WORD = "文件"  # after the agency's name, clause 7.2.4
# The mark's ink is the least of these heights with which what stands below it falls on the grid.
DOCUMENT_MARK_LEAST_MM = 13  # house rule: size is free "以醒目、美观、庄重为原则", clause 7.2.4
DOCUMENT_MARK_SPREAD_TO_MM = 140
STACK_ROWS_MAX = 6  # lines that the mark of a joint issue may take beyond that of one agency
STACK_GAP = 0.3  # white between two names, in heights of their ink
STACK_WORD_GAP_EM = 0.3  # before 文件, of its size
NUMBER_BLANK_ROWS = 2  # 发文字号 下空二行, clause 7.2.5
CLASSIFICATION_ROW = 2  # counted from 1, clause 7.2.2
UPWARD_NUMBER_LEFT_CELLS = 1  # 居左空一字, clause 7.2.5
APPROVERS_RIGHT_CELLS = 1  # 居右空一字, clause 7.2.6
APPROVERS_PER_ROW = 2  # clause 7.2.6
APPROVERS_GAP_CELLS = 1
APPROVER_LEAST_CELLS = 3  # a name of two characters is spaced out to three; as much room for one not yet known
RED_RULE_GAP_MM = 4  # 红色分隔线 below 发文字号, clause 7.2.7
RED_RULE_WIDTH_MM = AREA_WIDTH_MM  # 与版心等宽, clause 7.2.7
RED_RULE_PT = 1.5  # weight is not in the standard: house rule, about 0.5 mm

# Main part
ADDRESSEE_BLANK_ROWS = 1  # clause 7.3.2
INDENT_CELLS = 2  # clause 7.3.3
ANNEX_NOTE_BLANK_ROWS = 1  # clause 7.3.4
SEALED_BLANK_ROWS = 2  # room for a seal whose top stays within one line of the text, clause 7.3.5.1
UNSEALED_BLANK_ROWS = 1  # clause 7.3.5.2
UNSEALED_RIGHT_CELLS = 2  # clause 7.3.5.2
UNSEALED_DATE_SHIFT_CELLS = 2  # clause 7.3.5.2
SEAL_MM = 42  # diameter of an agency's seal; those of a joint issue may not touch, clause 7.3.5.1
SEALS_PER_ROW = 3  # three of them fit the type area
SIGNATURE_COMPANIONS_ROWS = 2  # lines of the text that go with a signature to its page (7.3.5.5), house rule
ANNEX_TITLE_ROW = 3  # counted from 1, clause 7.3.7
ANNEX_BODY_BLANK_ROWS = 1  # as after the document's own title, clause 7.3.7
TITLE_LEAST_PITCH_EM = 1.08  # where the grid's pitch is less, a line of a title takes two

# 版记
IMPRINT_PITCH_EM = 1.875  # a line is its type and 7/8 of it, clause 3.2
IMPRINT_SIDE_CELLS = 1  # 左右各空一字, clauses 7.4.2 and 7.4.3

# Page number
FOLIO_GAP_MM = 7  # upper edge of the 一字线 below the type area, clause 7.5
FOLIO_BOX_TOP_MM = 265  # where the page's foot begins for the printer: below 版记, above the number
FOLIO_SIDE_CELLS = 1  # 居右（左）空一字, clause 7.5

# Tables (house rules: the standard says nothing of upright tables)
TABLE_LINES_PER_ROW = 2  # lines of small type in one line of the grid
TABLE_BORDER_PT = 0.5
TABLE_PADDING_PT = 3
SMALL_TABLE_SHARE = 5 / 22  # a table of so few of a page's lines is kept on one page; a longer one breaks between rows
TABLE_ROWS_TOGETHER = 2  # so many rows at least stand on either side of a break
TABLE_SPARE_ROWS = 6  # a row higher than the page without these is cut in two, so that it always fits a page

# Marks such as 演示数据 on every page, outside the type area (house rule)
MARKS_PT = 9
MARKS_TOP_MM = 14
MARKS_GREY = "#767676"
