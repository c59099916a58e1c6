"""Every number of a bound page that is not one of a letter's, once; all are house rules, the standard knows no volume."""

from generator.letters.paper import layout

# Running title: below the marks of a page (14 mm), above the mark of an agency (30 mm).
RUNNING_TOP_MM = 19.5
RUNNING_PT = 9
RUNNING_RULE_MM = 24
RUNNING_GAP_CELLS = 2  # between the running titles of the volume and of the part
RUNNING_CELLS = layout.AREA_WIDTH_MM * layout.MM / RUNNING_PT - RUNNING_GAP_CELLS  # for both

# Where the page of an attached file is set: between running title and page number, around the middle of the type area.
FRAME_TOP_MM = 27
FRAME_BOTTOM_MM = 264
FRAME_WIDTH_MM = 170
FRAME_LEFT_MM = layout.AREA_MIDDLE_MM - FRAME_WIDTH_MM / 2
FRAME_RULE_PT = 0.35
GROWTH_MAX = 1.25  # a small page is enlarged by so much at most
A4_TOLERANCE_MM = 2

# The number of a page whose foot holds the second red line of a letter stands below that line.
LOW_FOLIO_TOP_MM = layout.PAGE_HEIGHT_MM - layout.RULE_BOTTOM_MM + 4

PAGE_WIDTH_PT = layout.PAGE_WIDTH_MM * layout.MM
PAGE_HEIGHT_PT = layout.PAGE_HEIGHT_MM * layout.MM

COVER_TITLE_PT = 32
COVER_MEETING_PT = 18

# Contents: titles keep clear of the numbers.
CONTENTS_PT = 14  # 四号
CONTENTS_NUMBER_CELLS = 4
CONTENTS_INDENT_CELLS = 1
CONTENTS_HANGING_CELLS = 1  # further lines of a title stand in from its first
CONTENTS_LAST_CELLS = 5  # the last line of a title holds so much at least

STAMPS_AT_ONCE = 200  # pages: WeasyPrint holds about 0.2 MB for each
SHORTEST_NAME = 4  # a project's name of fewer characters is a common word, and not searched for
