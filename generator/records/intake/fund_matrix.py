"""The table of money: a row for the total, a row for each source, and of sub-totals only what adds to what the rows do not say."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from generator.engine.grids.grid import GridCell
from generator.records.fields import NUMBER
from generator.records.intake.candidate import Fate, Path
from generator.records.intake.cells import read_cell
from generator.records.intake.draft import Draft
from generator.records.intake.figures import half_width, is_nothing, is_stroke, is_template, money_unit, read_money, read_rate
from generator.records.intake.headings import OVERALL_KINDS, Form, Kind, plain
from generator.records.intake.meanings import AMOUNTS, PARTS, PERIOD_TOTAL, SOURCES, TOTAL, UNKEPT, Place, Reader
from generator.records.intake.tables import Column, Header, covering

FUNDS = ("资金",)
TOLERANCE = Decimal("0.01")  # 万元: what rounding explains
RATE_TOLERANCE = Decimal("0.06")  # points of percent
SELF_KINDS = frozenset({Kind.PROJECT_SELF, Kind.OVERALL_SELF})
_OF_WHICH = re.compile(r"^其中[:：]?")
_FIRST_LEVEL = re.compile(r"^(?:\(?[一二三四五六七八九十]\)?[、.．]?)")
_SECOND_LEVEL = re.compile(r"^(?:\(?\d{1,2}\)?[、.．)])")


@dataclass
class FundRow:
    """One row: what it is called, what it means, how deep it lies, its amounts with their cells."""

    meaning: str
    name: str  # as it stands, without numbering
    depth: int
    label: GridCell
    amounts: dict[str, GridCell] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # of an amount that shares its cell with other words

    def text(self, meaning: str) -> str:
        """What stands there of an amount."""
        return self.texts.get(meaning, self.amounts[meaning].text)


class FundRows:
    """Rows in order, so that depth can be told from the rows before."""

    def __init__(self) -> None:
        self.rows: list[FundRow] = []
        self._has_first_level = False

    def add(self, meaning: str, label: GridCell, amounts: dict[str, GridCell], name: str = "") -> FundRow:
        """Take a row; its depth follows from its numbering, 其中, and the row before. `name`: if it shares a cell with others."""
        text = half_width(name or label.text).strip()
        row = FundRow(meaning, source_name(text), self._depth(meaning, text), label, amounts)
        self.rows.append(row)
        return row

    def _depth(self, meaning: str, text: str) -> int:
        before = self.rows[-1].depth if self.rows else 0
        if meaning in (TOTAL, PERIOD_TOTAL):
            return 0
        if _OF_WHICH.match(text):
            return min(before + 1, 3) if self.rows else 1
        if _FIRST_LEVEL.match(text):
            self._has_first_level = True
            return 1
        if _SECOND_LEVEL.match(text):
            return 2 if self._has_first_level else 1
        return max(before, 1)


def source_name(text: str) -> str:
    """`其中：1.中央资金（万元）` is `中央资金`."""
    name = _OF_WHICH.sub("", re.sub(r"\s+", "", half_width(text)))
    name = _SECOND_LEVEL.sub("", _FIRST_LEVEL.sub("", name) if re.match(r"\(?[一二三四五六七八九十]\)?[、.]|\([一二三四]\)", name) else name)
    return re.sub(r"\((?:亿元|万元|元)\)", "", name).strip(":;,.、").replace("(", "（").replace(")", "）")


def read_matrix(draft: Draft, form: Form, header: Header, end: int, unit: str) -> int:
    """Read the rows below a header; gives the first row that is none of them."""
    grid, notebook = draft.notebook.grid, draft.notebook
    notebook.label(*(column.heading for column in header.columns if column.meaning), *(cell for row in range(header.first_row, header.last_row + 1) for cell in grid.starting(row) if plain(cell.text) in form.words))
    own_units = {column.meaning: found for column in header.columns if column.meaning and (found := money_unit(column.heading.text))}
    fallback = next(iter(money_unit(cell.text) for cell in covering(grid, header.first_row) if money_unit(cell.text)), "") or unit
    amounts = [column for column in header.columns if column.meaning in (*AMOUNTS, "金额", "已执行数", "全年预计执行数") and not _names_rows(draft, form, header, column)]
    if not amounts:
        return header.last_row + 1
    left = header.column("资金来源").first if header.column("资金来源") else 1  # type: ignore[union-attr]
    named = [column for column in header.columns if column.meaning not in ("", "资金来源", UNKEPT) and not _names_rows(draft, form, header, column)]
    labels_end = min(column.first for column in named) - 1
    rows = FundRows()
    for number in range(header.last_row + 1, end + 1):
        labels = [cell for cell in covering(grid, number, left, labels_end) if cell.text and cell.spot.row > header.last_row]
        cells = {column.meaning: cell for column in header.columns if column.meaning and column.first > labels_end and (cell := grid.at(number, column.first)) and cell.spot.row == number}
        meaning, label = _row_label(labels, form, cells)
        if not label or not meaning:
            if labels or not cells:
                return _finish(draft, form, header, rows, fallback, own_units, number)
            meaning, label = TOTAL, next(iter(cells.values()))  # one row of amounts without a label
            if rows.rows or label.text and not re.search(r"\d", label.text):
                return _finish(draft, form, header, rows, fallback, own_units, number)
        notebook.label(*labels)
        rows.add(meaning, label, cells)
    return _finish(draft, form, header, rows, fallback, own_units, end + 1)


def _names_rows(draft: Draft, form: Form, header: Header, column: Column) -> bool:
    """Whether the names of rows stand under a heading: `年度预算数（万元）` may head them."""
    below = [draft.notebook.grid.at(row, column.first) for row in range(header.last_row + 1, header.last_row + 4)]
    return any(cell and cell.text and form.fund_rows.meaning(_OF_WHICH.sub("", half_width(cell.text))) for cell in below)


def _row_label(labels: list[GridCell], form: Form, cells: dict[str, GridCell]) -> tuple[str, GridCell | None]:
    for label in reversed(labels):
        if meaning := form.fund_rows.meaning(_OF_WHICH.sub("", half_width(label.text).strip())):
            return meaning, label
    has_number = any(NUMBER.search(cell.text) for meaning, cell in cells.items() if meaning in AMOUNTS)
    if labels and has_number and not any(form.is_heading(label.text) for label in labels):
        return "其他资金", labels[-1]
    return "", None


def _take_weight(draft: Draft, form: Form, header: Header) -> None:
    """`得分（20分×执行率）` or `预算执行情况（10分）`: what execution counts, where no column tells."""
    if form.kind not in SELF_KINDS or draft.get(("自评", "执行率分值")) is not None:
        return
    beside = covering(draft.notebook.grid, header.first_row, 1, max(header.left - 1, 1))
    for cell in (*(column.heading for column in header.columns if column.meaning == "得分"), *beside):
        if match := re.search(r"\((\d{1,2})分(?:[*×xX]\s*(?:预算)?执行率)?\)", half_width(cell.text)):
            draft.put(("自评", "执行率分值"), match[1], cell)
            draft.notebook.gather("X45", cell, f"执行率 {match[1]} 分")
            return


def _finish(draft: Draft, form: Form, header: Header, rows: FundRows, unit: str, own_units: dict[str, str], following: int) -> int:
    put_rows(draft, form, rows.rows, unit, own_units)
    _take_weight(draft, form, header)
    for column in header.columns:
        if column.meaning and column.meaning != "资金来源":
            continue
        for number in range(header.last_row + 1, following):
            cell = draft.notebook.grid.at(number, column.first)
            if cell and cell.spot.row == number and column.first > header.left and column.meaning == "":
                draft.notebook.unplaced("X14", cell, f"“{column.heading.text}”")
    return following


def put_rows(draft: Draft, form: Form, rows: list[FundRow], unit: str, own_units: dict[str, str] | None = None) -> None:
    """Put the rows into 资金 and what belongs to 自评 or 运行监控 there."""
    units = own_units or {}
    totals = [row for row in rows if row.meaning == TOTAL]
    kept = _without_subtotals(draft, [row for row in rows if row.meaning in SOURCES], form)
    for row in rows:
        if row.meaning == PERIOD_TOTAL:
            for cell in row.amounts.values():
                draft.notebook.noted("X16", cell, "", "实施期（中期）资金")
    for index, row in enumerate(totals):
        for meaning, cell in row.amounts.items():
            if index:
                draft.notebook.noted("X56", cell)
            else:
                _put_total(draft, form, meaning, cell, row.text(meaning), units.get(meaning, unit))
    for row in kept:
        _put_source(draft, form, row, unit, units, kept[0])
    for row in rows:
        if row.meaning in PARTS:
            _put_part(draft, row, form, unit, units)
    if not totals and len(kept) == 1 and not any(row.meaning in PARTS for row in rows):
        pass  # a single source is no total: what is not said is not invented
    if totals:
        _tell_blank_total(draft, totals[0], kept, form)
    _compare(draft, kept, form)


def _tell_blank_total(draft: Draft, total: FundRow, kept: list[FundRow], form: Form) -> None:
    """The total was left empty though its parts were not: it is not worked out, but told."""
    for meaning in ("年初预算数", "全年预算数", "金额"):
        name = _amount_field(meaning, form)
        parts = [row for row in kept if meaning in row.amounts and read_money(row.text(meaning))]
        if parts and draft.get((*FUNDS, name)) is None:
            draft.notebook.note("X53", total.label, "", f"{name}的总额没有填，分项有数")
            return


def _amount_field(meaning: str, form: Form) -> str:
    if meaning == "金额":
        return "年初预算数" if form.kind in (Kind.OBJECTIVES, Kind.OVERALL_OBJECTIVES) else "全年预算数"
    return meaning


def _put_total(draft: Draft, form: Form, meaning: str, cell: GridCell, text: str, unit: str) -> None:
    name = _amount_field(meaning, form)
    notebook = draft.notebook
    if name in AMOUNTS:
        read_cell(draft, Place((*FUNDS, name), Reader.MONEY), cell, unit=unit, text=text)
    elif name == "执行率":
        read_cell(draft, Place((*FUNDS, "执行率"), Reader.RATE), cell)
    elif name in ("分值", "得分") and form.kind in SELF_KINDS:
        read_cell(draft, Place(("自评", f"执行率{name}"), Reader.POINTS), cell)
    elif name in ("已执行数", "全年预计执行数") and form.kind is Kind.MONITORING:
        read_cell(draft, Place(("运行监控", name), Reader.MONEY), cell, unit=unit)
    elif name in ("偏差原因", "备注") and form.kind in SELF_KINDS:
        read_cell(draft, Place(("自评", "其他说明")), cell, is_appended=True)
    elif name == "偏差原因" and form.kind is Kind.MONITORING:
        read_cell(draft, Place(("运行监控", "偏差原因")), cell, is_appended=True)
    elif is_nothing(cell.text):
        notebook.noted("X25", cell)
    else:
        notebook.unplaced("X14", cell, f"“{meaning}”")


def _put_source(draft: Draft, form: Form, row: FundRow, unit: str, units: dict[str, str], kept_first: FundRow) -> None:
    notebook = draft.notebook
    amounts = {meaning: cell for meaning, cell in row.amounts.items() if _amount_field(meaning, form) in AMOUNTS}
    has_amount = any(read_money(row.text(meaning)) for meaning in amounts)
    path: Path = (*FUNDS, "来源明细", draft.count((*FUNDS, "来源明细")))
    if has_amount:
        draft.put((*path, "来源"), row.meaning, row.label)
        if row.name not in (row.meaning, "财政拨款", "当年财政拨款", "本年财政拨款", "财政资金", "其他", "上年结转"):
            draft.put((*path, "名称"), row.name, row.label)
    for meaning, cell in row.amounts.items():
        name = _amount_field(meaning, form)
        if name in AMOUNTS:
            read_cell(draft, Place((*path, name), Reader.MONEY), cell, unit=units.get(meaning, unit), text=row.text(meaning))
        elif is_stroke(cell.text) or is_template(cell.text):
            notebook.noted("X25", cell)
        elif name == "执行率" and draft.get((*FUNDS, "执行率")) is None and row is kept_first and form.kind in SELF_KINDS:
            if read_cell(draft, Place((*FUNDS, "执行率"), Reader.RATE), cell):
                notebook.gather("X29", cell)
        elif name == "执行率":
            notebook.noted("X57", cell, "", "分项的执行率")
        elif name in ("分值", "得分") and form.kind in SELF_KINDS and draft.get(("自评", f"执行率{name}")) is None:
            if read_cell(draft, Place(("自评", f"执行率{name}"), Reader.POINTS), cell):
                notebook.gather("X29", cell)
        elif name in ("已执行数", "全年预计执行数"):
            notebook.noted("X16", cell, "", "监控表里分资金来源的执行数")
        else:
            notebook.unplaced("X14", cell, f"“{meaning}”")


def _put_part(draft: Draft, row: FundRow, form: Form, unit: str, units: dict[str, str]) -> None:
    """基本支出 or 项目支出 of a unit."""
    if form.kind not in OVERALL_KINDS:
        for cell in row.amounts.values():
            draft.notebook.unplaced("X14", cell, f"“{row.name}”")
        return
    path: Path = (*FUNDS, "支出构成", draft.count((*FUNDS, "支出构成")))
    if any(not is_nothing(cell.text) for meaning, cell in row.amounts.items() if _amount_field(meaning, form) in AMOUNTS):
        draft.put((*path, "名称"), row.meaning, row.label)
    for meaning, cell in row.amounts.items():
        name = _amount_field(meaning, form)
        if name in AMOUNTS:
            read_cell(draft, Place((*path, name), Reader.MONEY), cell, unit=units.get(meaning, unit), text=row.text(meaning))
        elif name == "执行率" and not is_nothing(cell.text):
            draft.notebook.noted("X57", cell, "", "分项的执行率")
        else:
            draft.notebook.noted("X25" if is_nothing(cell.text) else "X16", cell)


def _without_subtotals(draft: Draft, rows: list[FundRow], form: Form) -> list[FundRow]:
    """A row whose parts follow is kept only if they do not add up to it; then its parts are told and left out."""
    kept: list[FundRow] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        parts = []
        for other in rows[index + 1 :]:
            if other.depth <= row.depth:
                break
            parts.append(other)
        filled = [part for part in parts if _has_amount(part)]
        if not filled:
            kept.append(row)
            for part in parts:
                kept.append(part)
        elif not _has_amount(row):
            kept.extend((row, *parts))
        elif _adds_up(row, filled):
            for cell in row.amounts.values():
                draft.notebook.noted("X57" if not is_nothing(cell.text) else "X25", cell, "", f"小计“{row.name}”" if not is_nothing(cell.text) else "")
            kept.extend(parts)
        else:
            kept.append(row)
            for part in parts:
                for cell in part.amounts.values():
                    draft.notebook.noted("X59", cell, row.name)
        index += 1 + len(parts)
    return kept


def _has_amount(row: FundRow) -> bool:
    return any(read_money(row.text(meaning)) is not None for meaning in row.amounts if meaning in (*AMOUNTS, "金额"))


def _sum(rows: list[FundRow], meaning: str) -> Decimal:
    found = [read_money(row.text(meaning)) for row in rows if meaning in row.amounts]
    return sum((Decimal(money.number) for money in found if money), Decimal(0))


def _adds_up(row: FundRow, parts: list[FundRow]) -> bool:
    meanings = [meaning for meaning in row.amounts if meaning in (*AMOUNTS, "金额") and read_money(row.text(meaning))]
    return all(abs(_sum([row], meaning) - _sum(parts, meaning)) <= TOLERANCE for meaning in meanings)


def _compare(draft: Draft, kept: list[FundRow], form: Form) -> None:
    """Tell where the total is not the sum of its sources, and where the rate is not what the amounts give."""
    sources = draft.get((*FUNDS, "来源明细")) or []
    for name in AMOUNTS:
        total = draft.get((*FUNDS, name))
        parts = [Decimal(source[name]) for source in sources if name in source]
        if total is not None and parts and abs(Decimal(total) - sum(parts)) > TOLERANCE:
            cell = next((cell for row in kept for meaning, cell in row.amounts.items() if _amount_field(meaning, form) == name), None)
            draft.notebook.note("X53", cell, "", f"{name}总额 {total}，分项相加 {sum(parts)}", stands=str(total))
    rate, budget, executed = (draft.get((*FUNDS, name)) for name in ("执行率", "全年预算数", "全年执行数"))
    if rate is not None and budget and executed is not None and Decimal(budget):
        worked_out = Decimal(executed) / Decimal(budget) * 100
        if abs(worked_out - Decimal(rate)) > RATE_TOLERANCE:
            draft.notebook.note("X54", None, "", f"表上 {rate}%，算得 {worked_out:.2f}%", stands=str(rate))


def mark_labels(draft: Draft, rows: list[FundRow]) -> None:
    """The names of rows are words of the form."""
    for row in rows:
        draft.notebook.mark(row.label, Fate.LABEL)


__all__ = ["FundRow", "FundRows", "mark_labels", "put_rows", "read_matrix", "read_rate", "source_name"]
