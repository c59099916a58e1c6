"""Rows of money get their places: the total, its sources, what execution scores, what monitoring saw."""

from collections.abc import Mapping
from decimal import Decimal

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Path
from generator.records.intake.parsing.figures import is_nothing, is_stroke, is_template, money_unit, read_rate
from generator.records.intake.scanning.headings import OVERALL_KINDS, SELF_KINDS, Form, Kind
from generator.records.intake.scanning.meanings import AMOUNTS, PARTS, SOURCES, TOTAL, Place, Reader
from generator.records.intake.understanding.cells import read_cell
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.fund_rows import FundRow, grouped
from generator.records.rules.funds import AMOUNT_TOLERANCE, RATE_TOLERANCE

FUNDS = ("资金",)
# Names that say no more than the source itself.
PLAIN_NAMES = frozenset({"财政拨款", "当年财政拨款", "本年财政拨款", "财政资金", "其他", "上年结转"})


def put_rows(draft: Draft, form: Form, rows: list[FundRow], unit: str, own_units: Mapping[str, str] | None = None) -> None:
    """Put the rows into 资金, and what belongs to 自评 or 运行监控 there; `own_units` are those that a heading names for its column."""
    _FundPlaces(draft, form, unit, own_units or {}).put(rows)


class _FundPlaces:
    def __init__(self, draft: Draft, form: Form, unit: str, own_units: Mapping[str, str]):
        self.draft = draft
        self.form = form
        self.notebook = draft.notebook
        self.unit = unit
        self.own_units = own_units

    def put(self, rows: list[FundRow]) -> None:
        for row in (row for row in rows if row.is_of_period):
            for cell in row.amounts.values():
                self.notebook.noted("X25" if is_nothing(cell.text) else "X16", cell, "", "" if is_nothing(cell.text) else "实施期（中期）资金")
        rows = [row for row in rows if not row.is_of_period]
        totals = [row for row in rows if row.meaning == TOTAL]
        kept = self._without_sums([row for row in rows if row.meaning in SOURCES])
        for row in totals[:1]:
            for meaning in row.amounts:
                self._put_total(row, meaning)
        for row in totals[1:]:
            for cell in row.amounts.values():
                self.notebook.noted("X56", cell)
        for row in kept:
            self._put_source(row, is_first=row is kept[0])
        for row in (row for row in rows if row.meaning in PARTS):
            self._put_part(row)
        if totals:
            self._tell_blank_total(totals[0], kept)
        self._compare(kept)

    def field(self, meaning: str) -> str:
        """`金额` alone is what was planned, in a form of targets, or what there is."""
        if meaning != "金额":
            return meaning
        return "年初预算数" if self.form.kind in (Kind.OBJECTIVES, Kind.OVERALL_OBJECTIVES) else "全年预算数"

    def _without_sums(self, rows: list[FundRow]) -> list[FundRow]:
        """A row whose parts follow is kept only if they do not add up to it; then the parts are told and left out."""
        kept: list[FundRow] = []
        for group in grouped(rows):
            if group.is_sum:
                for cell in group.row.amounts.values():
                    self.notebook.noted("X25" if is_nothing(cell.text) else "X57", cell, "", "" if is_nothing(cell.text) else f"小计“{group.row.name}”")
                kept.extend(group.parts)
            elif group.is_contradicted:
                kept.append(group.row)
                for part in group.parts:
                    for cell in part.amounts.values():
                        self.notebook.noted("X59", cell, group.row.name)
            else:
                kept.extend((group.row, *group.parts))
        return kept

    # --- the total -----------------------------------------------------------------------------------------------------

    def _put_total(self, row: FundRow, meaning: str) -> None:
        cell, name = row.amounts[meaning], self.field(meaning)
        if name == "执行率" and self.form.kind is Kind.MONITORING:
            self.notebook.noted("X25" if is_nothing(cell.text) else "X57", cell, "", "" if is_nothing(cell.text) else "监控时点的执行率")
        elif name == "执行率" and self._is_of_nothing(cell):
            self.notebook.noted("X57", cell, "", "没有预算数，执行率不作数")
        elif place := self._place_of_total(name):
            if meaning == "金额" and name == "全年预算数" and not is_nothing(cell.text):
                self.notebook.gather("X100", cell, name)
            read_cell(self.draft, place, cell, unit=self._unit_of(row, meaning), text=row.text(meaning), is_appended=place.reader is Reader.TEXT)
        elif is_nothing(cell.text):
            self.notebook.noted("X25", cell)
        else:
            self.notebook.unplaced("X14", cell, f"“{meaning}”")

    def _is_of_nothing(self, cell: GridCell) -> bool:
        """Whether a sheet worked out a rate of nought of no budget: LibreOffice saves an empty result as 0 in .xls."""
        rate, budget = read_rate(cell.text), self.draft.get((*FUNDS, "全年预算数"))
        return cell.is_formula and rate is not None and not Decimal(rate.number) and not (budget and Decimal(budget))

    def _place_of_total(self, name: str) -> Place | None:
        """Where a column of the total's row belongs in a form of this kind."""
        if name in AMOUNTS:
            return Place((*FUNDS, name), Reader.MONEY)
        if name == "执行率":
            return Place((*FUNDS, name), Reader.RATE)
        if self.form.kind in SELF_KINDS:
            own = {"分值": Place(("自评", "执行率分值"), Reader.POINTS), "得分": Place(("自评", "执行率得分"), Reader.POINTS)}
            return own.get(name) or (Place(("自评", "其他说明")) if name in ("偏差原因", "备注") else None)
        if self.form.kind is Kind.MONITORING:
            money = {"已执行数": Place(("运行监控", "已执行数"), Reader.MONEY), "全年预计执行数": Place(("运行监控", "全年预计执行数"), Reader.MONEY)}
            return money.get(name) or (Place(("运行监控", "偏差原因")) if name == "偏差原因" else None)
        return None

    # --- sources and parts ---------------------------------------------------------------------------------------------

    def _put_source(self, row: FundRow, *, is_first: bool) -> None:
        path: Path = (*FUNDS, "来源明细", self.draft.count((*FUNDS, "来源明细")))
        if row.filled:
            self.draft.put((*path, "来源"), row.meaning, row.label)
            if row.name not in PLAIN_NAMES | {row.meaning}:
                self.draft.put((*path, "名称"), row.name, row.label)
        for meaning in row.amounts:
            if self.field(meaning) in AMOUNTS:
                self._put_amount(row, meaning, path)
            else:
                self._put_beside(row.amounts[meaning], meaning, is_first=is_first)

    def _put_amount(self, row: FundRow, meaning: str, path: Path) -> None:
        place = Place((*path, self.field(meaning)), Reader.MONEY)
        read_cell(self.draft, place, row.amounts[meaning], unit=self._unit_of(row, meaning), text=row.text(meaning))

    def _unit_of(self, row: FundRow, meaning: str) -> str:
        """The unit that the row's own name states, or its column's, or the form's."""
        return money_unit(row.label.text) or self.own_units.get(meaning, self.unit)

    def _put_beside(self, cell: GridCell, meaning: str, *, is_first: bool) -> None:
        """What stands in a source's row besides its amounts; the first source's may be meant for the total."""
        place = self._place_of_total(meaning) if self.form.kind in SELF_KINDS and meaning in ("分值", "得分", *(("执行率",) if is_first else ())) else None
        if is_stroke(cell.text) or is_template(cell.text):
            self.notebook.noted("X25", cell)
        elif place and self.draft.get(place.path) is None and not (meaning == "执行率" and self._is_of_nothing(cell)):
            if read_cell(self.draft, place, cell):
                self.notebook.gather("X29", cell)
        elif meaning == "执行率":
            self.notebook.noted("X57", cell, "", "分项的执行率")
        elif meaning in ("已执行数", "全年预计执行数"):
            self.notebook.noted("X16", cell, "", "监控表里分资金来源的执行数")
        else:
            self.notebook.unplaced("X14", cell, f"“{meaning}”")

    def _put_part(self, row: FundRow) -> None:
        """基本支出 or 项目支出 of a unit."""
        path: Path = (*FUNDS, "支出构成", self.draft.count((*FUNDS, "支出构成")))
        is_known = self.form.kind in OVERALL_KINDS
        if is_known and row.filled:
            self.draft.put((*path, "名称"), row.meaning, row.label)
        for meaning, cell in row.amounts.items():
            if is_nothing(cell.text):
                self.notebook.noted("X25", cell)
            elif is_known and self.field(meaning) in AMOUNTS:
                self._put_amount(row, meaning, path)
            elif is_known and meaning == "执行率":
                self.notebook.noted("X57", cell, "", "分项的执行率")
            else:
                self.notebook.unplaced("X14", cell, f"“{row.name}”的{meaning}")

    # --- what does not agree -------------------------------------------------------------------------------------------

    def _tell_blank_total(self, total: FundRow, kept: list[FundRow]) -> None:
        """The total was left empty though its parts were not: it is not worked out, but told."""
        for meaning in ("年初预算数", "全年预算数", "金额"):
            name = self.field(meaning)
            if any(meaning in row.filled for row in kept) and self.draft.get((*FUNDS, name)) is None:
                self.notebook.note("X53", total.label, "", f"{name}的总额没有填，分项有数")
                return

    def _compare(self, kept: list[FundRow]) -> None:
        """Tell where the total is not the sum of its sources, and where the rate is not what the amounts give."""
        sources = self.draft.get((*FUNDS, "来源明细")) or []
        for name in AMOUNTS:
            total = self.draft.get((*FUNDS, name))
            parts = [Decimal(source[name]) for source in sources if name in source]
            if kept and total is not None and parts and abs(Decimal(total) - sum(parts)) > AMOUNT_TOLERANCE:
                self.notebook.note("X53", self.draft.cell_of((*FUNDS, name)), "", f"{name}总额 {total}，分项相加 {sum(parts)}", stands=str(total))
        rate, budget, executed = (self.draft.get((*FUNDS, name)) for name in ("执行率", "全年预算数", "全年执行数"))
        if rate is None or not budget or executed is None or not Decimal(budget):
            return
        worked_out = Decimal(executed) / Decimal(budget) * 100
        if abs(worked_out - Decimal(rate)) > RATE_TOLERANCE:
            self.notebook.note("X54", self.draft.cell_of((*FUNDS, "执行率")), "", f"表上 {rate}%，算得 {worked_out:.2f}%", stands=str(rate))
