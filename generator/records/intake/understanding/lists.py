"""Lists with one thing a row: units, results, uses of results, rectification, aspects of a review."""

import re
from collections.abc import Callable

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Path, Target
from generator.records.intake.parsing.days import read_year
from generator.records.intake.parsing.figures import is_nothing, is_stroke, money_unit, read_points
from generator.records.intake.scanning.headings import Form, Kind, plain
from generator.records.intake.scanning.meanings import FINDING, LIST_PATHS, LISTS, UNKEPT, Place, Reader, own_labels
from generator.records.intake.scanning.tables import Column, Header, covering
from generator.records.intake.understanding.cells import read_cell
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.ledger_rows import put_finding
from generator.records.intake.understanding.named_values import take_year

GOOD_ID = re.compile(r"[A-Z][A-Z0-9-]{2,30}|U\d{3,12}")
TOTAL_WORDS = frozenset({"合计", "总计", "小计", "总分", "得分合计"})
_OVERALL = re.compile(r"整体支出(?:绩效)?(?:评价|自评)?(?:项目)?$")
# Lists of things that belong to one project or unit; all others have one a row.
_ITEMS = frozenset({Kind.RECTIFICATION, Kind.REVIEW})
_NAMES = frozenset({"方面", "名称", "项目名称", "整改要求", "问题"})  # columns whose content may sound like a label
_NEEDED = {
    Kind.UNITS: frozenset({"名称"}), Kind.RESULTS: frozenset({"项目名称"}), Kind.USE: frozenset({"方式", "安排预算"}), Kind.RECTIFICATION: frozenset({"整改要求", "整改措施", "整改情况"}),
    Kind.REVIEW: frozenset({"方面"}),
}  # fmt: skip


def names_overall(title: str) -> bool:
    """Whether what is evaluated is the whole of a unit's expenditure."""
    return bool(_OVERALL.search(title))


def is_list_header(kind: Kind, meanings: frozenset[str]) -> bool:
    """Whether a header is that of the list of a kind."""
    return bool(_NEEDED.get(kind, frozenset()) & meanings) and len(meanings) >= 2


class ListTable:
    """Reads the rows of a list; `owner` is the draft of the form that the list stands in."""

    def __init__(self, owner: Draft, form: Form, header: Header, unit: str):
        self.owner = owner
        self.form = form
        self.header = header
        self.unit = unit
        self.notebook = owner.notebook
        self.places = LISTS[form.kind]
        self.path: Path = LIST_PATHS[form.kind]
        self.drafts: dict[str, Draft] = {}
        self._beside: dict[str, Callable[[Draft, GridCell], None]] = {
            "编号": self._put_id, "反馈文号": self._put_number, "年度": self._put_year, "序号": self._label, "合计": self._label,
            UNKEPT: lambda _, cell: self.notebook.noted("X57" if cell.is_formula else "X16", cell), **dict.fromkeys(("项目名称", "预算单位"), lambda *_: None),
        }  # fmt: skip

    def read(self, end: int) -> int:
        """Read all rows; gives the first row that is none of the list."""
        grid, header = self.notebook.grid, self.header
        for row in range(header.first_row, header.last_row + 1):
            self.notebook.label(*grid.starting(row))
        for number in range(header.last_row + 1, end + 1):
            starting = [cell for cell in grid.starting(number) if self.notebook.is_open(cell)]
            if not starting:
                continue
            if self._ends(starting):
                return number
            if any(plain(cell.text) in TOTAL_WORDS for cell in starting[:2]):
                self._read_sum(starting)
            else:
                self._read_row(number)
        return end + 1

    def candidates(self) -> list[Draft]:
        """What was read, but for the owner's."""
        return list(self.drafts.values())

    def _ends(self, starting: list[GridCell]) -> bool:
        first = starting[0]
        if plain(first.text) in TOTAL_WORDS:
            return False
        column, meaning = self.header.over(first), self.form.labels.meaning(first.text)
        if column and column.meaning in _NAMES:
            is_scored = any((under := self.header.over(cell)) and under.meaning == "分值" and read_points(cell.text) for cell in starting[1:])
            return meaning in own_labels(self.form.kind) and self.form.kind in _ITEMS and not is_scored
        is_wide = len(starting) == 1 and first.columns >= max(len(self.header.columns) - 1, 3)
        return bool(meaning) or self.form.is_word(first.text) or is_wide

    def _read_sum(self, starting: list[GridCell]) -> None:
        for cell in starting:
            if plain(cell.text) in TOTAL_WORDS or self.form.is_word(cell.text):
                self.notebook.label(cell)
            else:
                self.notebook.noted("X25" if is_nothing(cell.text) else "X57", cell, "", "" if is_nothing(cell.text) else "合计")

    # --- a row ---------------------------------------------------------------------------------------------------------

    def _read_row(self, number: int) -> None:
        cells = self._cells(number)
        by_meaning = {column.meaning: cell for column, cell in cells.items() if column.meaning}
        if self._is_unanswered(by_meaning):
            for meaning, cell in by_meaning.items():
                if meaning in ("序号", "方面"):
                    self.notebook.label(cell)
                else:
                    self.notebook.noted("X42", cell)
            return
        draft = self._draft(by_meaning)
        base = self._base(draft)
        is_ledger = self.form.kind is Kind.RECTIFICATION
        if not is_ledger or set(by_meaning) & (set(self.places) - {"问题编号"}):  # else nobody has answered the finding yet
            for column, cell in cells.items():
                self._put(draft, base, column, cell)
        if is_ledger:
            put_finding(draft, base, by_meaning, self.header, self.unit)

    def _cells(self, number: int) -> dict[Column, GridCell]:
        cells: dict[Column, GridCell] = {}
        for cell in covering(self.notebook.grid, number, self.header.columns[0].first):
            column = self.header.over(cell)
            if column is None:
                self.notebook.unplaced("X13", cell)
            elif cell.text:
                cells.setdefault(column, cell)
        return cells

    def _is_unanswered(self, cells: dict[str, GridCell]) -> bool:
        """Whether a row holds only what the form itself said: a number, an aspect and its points, a project and its grade."""
        said = {meaning for meaning, cell in cells.items() if not is_nothing(cell.text)}
        if self.form.kind is Kind.REVIEW:
            return not said & {"得分", "扣分理由"}
        if self.form.kind is Kind.USE:
            return not said & (set(self.places) - {"依据"})
        return not said - {"序号", "合计", "编号", "问题编号"}

    def _draft(self, cells: dict[str, GridCell]) -> Draft:
        """The candidate that a row belongs to."""
        kind = self.form.kind
        if kind is Kind.UNITS:
            return self.drafts.setdefault("", Draft(self.notebook, Target.UNITS, self.form.variant.name))
        whose: dict[str, GridCell] = {name: cells[name] for name in ("编号", "项目名称", "预算单位") if name in cells}
        if kind in _ITEMS and not whose:
            return self.owner
        key = "|".join(cell.text for cell in whose.values()) if kind in _ITEMS else str(len(self.drafts))
        if key not in self.drafts:
            self.drafts[key] = self._new_draft(whose)
        draft = self.drafts[key]
        for name in ("项目名称", "预算单位"):
            if name in whose:
                draft.identify(name, re.sub(r"\s*\n\s*", "", whose[name].text), whose[name])
        return draft

    def _new_draft(self, whose: dict[str, GridCell]) -> Draft:
        title = whose.get("项目名称")
        target = Target.OVERALL if title is None or names_overall(title.text) else Target.PROJECT
        draft = Draft(self.notebook, target, self.form.variant.name)
        draft.year = self.owner.year
        if "预算单位" not in whose:
            draft.identity.update({name: found for name, found in self.owner.identity.items() if name != "项目名称"})
        return draft

    def _base(self, draft: Draft) -> Path:
        return self.path if self.form.kind in (Kind.USE, Kind.RESULTS) else (*self.path, draft.count(self.path))

    # --- a cell --------------------------------------------------------------------------------------------------------

    def _put(self, draft: Draft, base: Path, column: Column, cell: GridCell) -> None:
        meaning, heading = column.meaning, column.heading.text
        draft.see(cell)
        if place := self.places.get(meaning):
            if plain(heading) == "资金量":
                self.notebook.gather("X66", cell, "全年预算数", "资金量")
            unit = money_unit(heading) or money_unit(column.parent) or self.unit
            read_cell(draft, place, cell, path=(*base, *place.path), unit=unit)
        elif meaning in ("得分", "等级"):
            self.notebook.noted("X57", cell, "", "评价结果")
        elif meaning in self._beside:
            self._beside[meaning](draft, cell)
        elif meaning in FINDING and self.form.kind is Kind.RECTIFICATION:
            return  # told of with the finding
        elif is_stroke(cell.text):
            self.notebook.noted("X25", cell)
        else:
            self.notebook.unplaced("X14", cell, f"“{heading}”")

    def _label(self, _: Draft, cell: GridCell) -> None:
        self.notebook.label(cell)

    def _put_id(self, draft: Draft, cell: GridCell) -> None:
        if GOOD_ID.fullmatch(cell.text):
            draft.identify("编号", cell.text, cell)
        else:
            self.notebook.label(cell)

    @staticmethod
    def _put_number(draft: Draft, cell: GridCell) -> None:
        read_cell(draft, Place(("反馈", "发文字号"), Reader.NUMBER), cell)

    def _put_year(self, draft: Draft, cell: GridCell) -> None:
        if year := read_year(cell.text):
            take_year(draft, year, cell)
        else:
            self.notebook.unplaced("X62", cell)
