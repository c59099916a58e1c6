"""The table of indicators: from its header to its last row, with the row of sums below it."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from generator.engine.grids.grid import GridCell
from generator.records.intake.parsing.choices import read_choice, read_grade, ticked
from generator.records.intake.parsing.figures import is_nothing, money_unit, read_points
from generator.records.intake.parsing.levels import is_first, is_second
from generator.records.intake.scanning.headings import SELF_KINDS, Form, Kind, plain
from generator.records.intake.scanning.meanings import LEVELS, SECTIONS, UNKEPT, Place, Reader
from generator.records.intake.scanning.tables import Column, Header, covering
from generator.records.intake.understanding.cells import read_cell
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.indicator_rows import Cells, IndicatorRows
from generator.records.intake.understanding.rewriting import with_text

LONG_TERM_WORDS = ("中期", "长期", "实施期", "总体绩效指标")
AGAIN = "〔"  # marks what a second column of the same kind says
OUTLOOK = "完成可能性"
OPTION = "偏差选项"  # one of several columns to tick: 经费保障, 制度保障 …
TOTAL_WORDS = frozenset({"总分", "合计", "总计", "小计", "得分合计", "总得分", "分值合计"})


def is_indicator_header(meanings: frozenset[str]) -> bool:
    """A header of indicators names them, and says something of them."""
    return ("三级指标" in meanings and len(meanings) >= 2) or {"一级指标", "二级指标"} <= meanings or {"一级指标", "指标值"} <= meanings


def read_table(draft: Draft, form: Form, header: Header, end: int, *, is_stated: bool = True, is_stop: Callable[[int], bool] = lambda _: False) -> int:
    """Read the rows below a header; gives the first row that is none of them."""
    notebook, grid = draft.notebook, draft.notebook.grid
    header = _prefer_weighted(header)
    if is_stated:
        _label_header(draft, form, header)
    groups = sorted({column.group for column in header.columns if column.meaning == "指标值"})
    tables = [
        (group, IndicatorRows(draft, form, is_long_term=_is_long_term(draft, header, group, len(groups)), unit=_unit_of(header, group)))
        for group in groups or [0]
    ]
    number = header.last_row + 1 if is_stated else header.first_row
    while number <= end:
        if is_stop(number):
            break
        starting = [cell for cell in grid.starting(number) if notebook.is_open(cell)]
        own = [cell for cell in starting if cell.spot.column >= header.left]
        if starting and _ends(starting, own, form, header):
            if plain(starting[0].text) in TOTAL_WORDS or any(plain(cell.text) in TOTAL_WORDS for cell in starting[:2]):
                _read_total(draft, form, header, starting)
                number += 1
                continue
            break
        if own or starting:
            for cell in starting:
                if cell.spot.column < header.left and (form.is_word(cell.text) or cell.rows > 1):
                    notebook.label(cell)
            _read_row(draft, form, header, tables, number)
        number += 1
    for _, table in tables:
        _compare_levels(table)
    return number


def _unit_of(header: Header, group: int) -> str:
    column = header.column("指标值", group)
    return money_unit(column.heading.text) if column else ""


def _label_header(draft: Draft, form: Form, header: Header) -> None:
    grid = draft.notebook.grid
    for row in range(header.first_row, header.last_row + 1):
        for cell in grid.starting(row):
            draft.notebook.label(cell)


def _is_long_term(draft: Draft, header: Header, group: int, groups: int) -> bool:
    """Whether a set of columns, or the block beside the table, is that of the whole period."""
    column = header.column("指标值", group)
    around = [column.parent, column.heading.text] if column else []
    if groups == 1:
        grid = draft.notebook.grid
        around += [cell.text for row in (header.first_row, header.last_row + 1) for cell in covering(grid, row, 1, max(header.left - 1, 1)) if cell.spot.column < header.left]
        above = grid.starting(header.first_row - 1)
        around += [cell.text for cell in above if len(above) == 1]
    if any(word in plain(text) for text in around for word in LONG_TERM_WORDS):
        return True
    return groups > 1 and group == 0 and not any("年度" in text for text in around)


def _ends(starting: list[GridCell], own: list[GridCell], form: Form, header: Header) -> bool:
    """Whether a row is no longer one of indicators: a label of the tail, a sum, or one wide remark."""
    first = starting[0]
    words = [plain(cell.text) for cell in starting[:2]]
    if any(word in TOTAL_WORDS for word in words):
        return True
    if any(_is_label(cell, starting, form, header) for cell in (first, *own[:1])):
        return True
    return len(starting) == 1 and first.columns >= 4 and first.columns >= (header.columns[-1].last - header.left + 1) * 0.6


def _is_label(cell: GridCell, starting: list[GridCell], form: Form, header: Header) -> bool:
    """Whether a cell is a label of the tail, not the name of an indicator or of a level that sounds like one."""
    if not form.labels.meaning(cell.text) or is_first(cell.text) or is_second(cell.text):
        return False
    column = header.over(cell)
    if column is None or column.meaning not in LEVELS:
        return True
    is_leftmost = column.first == header.left
    return is_leftmost and (len(starting) <= 2 or column.meaning == "一级指标")


def _read_row(draft: Draft, form: Form, header: Header, tables: list[tuple[int, IndicatorRows]], number: int) -> None:
    found = _cells_of(draft, header, [group for group, _ in tables], number)
    if len(tables) > 1:
        found = _apart(header, found, {group for group, table in tables if table.is_long_term})
    for group, table in tables:
        cells = _without_run_together(draft, header, found[group])
        options = {meaning: cells.pop(meaning) for meaning in list(cells) if meaning.startswith(OPTION)}
        before = draft.count(table.section)
        if any(cell.text for cell in cells.values()):
            table.read(number, cells)
        _tick_options(draft, table, options, before)


def _cells_of(draft: Draft, header: Header, groups: list[int], number: int) -> dict[int, Cells]:
    """The cells of a row by what they mean, for each set of columns; what only one set has belongs to all."""
    found: dict[int, Cells] = {group: {} for group in groups}
    for cell in covering(draft.notebook.grid, number, header.left):
        column = header.over(cell)
        if column is None or column.meaning == "":
            if cell.spot.row == number:
                draft.notebook.unplaced("X14" if column else "X13", cell, f"“{column.heading.text}”" if column else "")
            continue
        meaning, own = _own_meaning(column, cell)
        for group, cells in found.items():
            if column.group == group or header.column(column.meaning, group) is None or column.meaning in ("一级指标", OPTION):
                cells.setdefault(meaning, own)
            elif column.group not in found:  # one more column of the same kind, not another set of targets
                cells.setdefault(f"{meaning}{AGAIN}{column.group}", own)
    return found


def _own_meaning(column: Column, cell: GridCell) -> tuple[str, GridCell]:
    """One of several columns to tick says what its heading says."""
    if column.meaning == OPTION:
        return f"{OPTION}{plain(column.heading.text)}", cell
    if column.meaning == OUTLOOK and column.parent and (choice := read_choice(OUTLOOK, column.heading.text)) and cell.text and ticked(cell.text):
        return OUTLOOK, with_text(cell, choice.word)
    return column.meaning, cell


def _prefer_weighted(header: Header) -> Header:
    """Of 单项得分 and 折算得分 the one that counts is the score."""
    scores = [column for column in header.columns if column.meaning == "得分"]
    weighted = [column for column in scores if re.search("折算|加权|最终", column.heading.text)]
    if len(scores) < 2 or len(weighted) != 1:
        return header
    columns = tuple(replace(column, meaning=UNKEPT, group=0) if column in scores and column not in weighted else replace(column, group=0) if column in weighted else column for column in header.columns)
    return replace(header, columns=columns)


def _apart(header: Header, found: dict[int, Cells], long_term: set[int]) -> dict[int, Cells]:
    """Of a row with a target for the year and one for the whole period, each takes what is its own; what both share goes to the year's."""
    said = {group: "指标值" in cells and not is_nothing(cells["指标值"].text) for group, cells in found.items()}
    if sum(said.values()) == 0 or header.column("三级指标", 1):
        return found
    kept: dict[int, Cells] = {}
    for group, cells in found.items():
        if not said[group]:
            kept[group] = {meaning: cell for meaning, cell in cells.items() if meaning == "指标值"}
        elif group in long_term and any(said[other] for other in said if other != group):
            kept[group] = {meaning: cell for meaning, cell in cells.items() if meaning in (*LEVELS, "指标值", "性质", "单位")}
        else:
            kept[group] = cells
    return kept


def _without_run_together(draft: Draft, header: Header, cells: Cells) -> Cells:
    """A number that covers several columns: the target if it covers the name too, else nothing that can be told apart."""
    kept = dict(cells)
    for meaning, cell in cells.items():
        under = [column.meaning for column in header.columns if column.meaning and column.first <= cell.last.column and cell.spot.column <= column.last]
        if len(under) < 2 or not re.fullmatch(r"[\d.,%]+", cell.text):
            continue
        if under[0] == "三级指标" and "指标值" in under:
            del kept[meaning]
            kept["指标值"] = cell
            draft.notebook.gather("X44", cell, "指标值", "名称和指标值合用一格，只有数")
        elif not {"一级指标", "二级指标", "三级指标"} & set(under):
            del kept[meaning]
            draft.notebook.unplaced("X27", cell)
    return kept


def _tick_options(draft: Draft, table: IndicatorRows, options: Cells, before: int) -> None:
    """经费保障, 制度保障 and so on: a tick, or words, below a heading is a reason."""
    for meaning, cell in options.items():
        if is_nothing(cell.text):
            draft.notebook.noted("X25", cell)
        elif draft.count(table.section) > before:
            heading = meaning.removeprefix(OPTION)
            text = heading if len(cell.text) <= 1 else f"{heading}：{cell.text}"
            path = (*table.section, before, "偏差原因")
            draft.put(path, text if heading not in ("原因说明", "其他") or len(cell.text) <= 1 else cell.text, cell, is_appended=True)
        else:
            draft.notebook.unplaced("X14", cell, f"“{meaning.removeprefix('偏差选项')}”")


def _read_total(draft: Draft, form: Form, header: Header, starting: list[GridCell]) -> None:
    """`总分 | 100 | 96 | 优`: full marks are compared, the score and the grade are kept."""
    notebook = draft.notebook
    label = next(cell for cell in starting if plain(cell.text) in TOTAL_WORDS)
    notebook.label(*(cell for cell in starting if cell.spot.column <= label.spot.column))
    rest = [cell for cell in starting if cell.spot.column > label.spot.column]
    owner = "自评" if form.kind in SELF_KINDS else "评价" if form.kind is Kind.EVALUATION else ""
    loose: list[GridCell] = []
    for cell in rest:
        column = header.over(cell)
        if form.variant.mark and cell.is_formula and (column is None or column.meaning not in ("分值", "得分")):
            notebook.noted("X57", cell, "", "表自己的提示")  # LibreOffice saves what such a formula says as 0 in .xls
        elif is_nothing(cell.text):
            notebook.noted("X25", cell)
        elif form.labels.meaning(cell.text) in ("总分", "等级") or form.is_word(cell.text):
            notebook.label(cell)
        elif column and column.meaning == "分值" and read_points(cell.text):
            _compare_weights(draft, form, cell)
        elif column and column.meaning == "得分" and read_points(cell.text) and owner:
            read_cell(draft, Place((owner, "总分"), Reader.POINTS), cell)
        elif (grade := read_grade(cell.text)) and owner:
            draft.put((owner, "等级"), grade.word, cell)
        else:
            loose.append(cell)
    _place_loose(draft, form, loose, owner)


def _place_loose(draft: Draft, form: Form, loose: list[GridCell], owner: str) -> None:
    """Numbers beside 总分 that stand under no column of points."""
    numbers = [cell for cell in loose if read_points(cell.text)]
    for cell in loose:
        if cell not in numbers:
            draft.notebook.unplaced("X13", cell)
    if not owner:
        for cell in numbers:
            draft.notebook.noted("X57", cell)
        return
    if len(numbers) == 2 and draft.get((owner, "总分")) is None:
        draft.notebook.gather("X58", numbers[1], numbers[1].text)
        _compare_weights(draft, form, numbers[0])
        numbers = numbers[1:]
    for cell in numbers:
        if cell.is_formula and draft.get((owner, "总分")) is not None:
            draft.notebook.noted("X57", cell)  # what else the sheet worked out there
        else:
            read_cell(draft, Place((owner, "总分"), Reader.POINTS), cell)


def _compare_weights(draft: Draft, form: Form, cell: GridCell) -> None:
    """The stated sum of weights is not kept; it is compared."""
    figure = read_points(cell.text)
    section = SECTIONS[form.kind][0] if form.kind in SECTIONS else ("自评", "指标")
    rows = draft.get(section) or []
    weights = [Decimal(row["分值"]) for row in rows if "分值" in row]
    draft.notebook.noted("X57", cell, "", "分值合计")
    if not figure or not weights:
        return
    stated, summed = Decimal(figure.number), sum(weights)
    execution = Decimal(draft.get(("自评", "执行率分值")) or 0)
    if stated not in (summed, summed + execution):
        draft.notebook.note("X50", cell, "", f"表上 {stated}，各行相加 {summed}" + (f"，加执行率 {summed + execution}" if execution else ""))


def _compare_levels(table: IndicatorRows) -> None:
    sums: dict[str, Decimal] = {}
    for row in table.draft.get(table.section) or []:
        if "分值" in row:
            name = row.get("一级指标", "")
            sums[name] = sums.get(name, Decimal(0)) + Decimal(row["分值"])
    for name, (stated, cell) in table.levels.weights.items():
        summed = sums.get(name, stated)
        if summed != stated:
            table.notebook.note("X55", cell, "", f"名称里 {stated} 分，各行相加 {summed} 分")
