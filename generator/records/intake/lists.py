"""Lists with one thing a row: units, results, uses of results, rectification, aspects of a review."""

import re

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Path, Target
from generator.records.intake.cells import read_cell
from generator.records.intake.days import read_year
from generator.records.intake.draft import Draft
from generator.records.intake.figures import is_nothing, is_stroke, money_unit
from generator.records.intake.headings import Form, Kind, plain
from generator.records.intake.labelled import take_year
from generator.records.intake.meanings import FINDING, FINDINGS, LIST_PATHS, LISTS, UNKEPT, Place, Reader
from generator.records.intake.notebook import Notebook
from generator.records.intake.tables import Column, Header, covering

GOOD_ID = re.compile(r"[A-Z][A-Z0-9-]{2,30}|U\d{3,12}")
TOTAL_WORDS = frozenset({"合计", "总计", "小计", "总分", "得分合计"})
_OVERALL = re.compile(r"整体支出(?:绩效)?(?:评价|自评)?(?:项目)?$")
# Lists of things that belong to one project or unit; all others have one a row.
_ITEMS = frozenset({Kind.RECTIFICATION, Kind.REVIEW})
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
        self.notebook: Notebook = owner.notebook
        self.places = LISTS[form.kind]
        self.path: Path = LIST_PATHS[form.kind]
        self.drafts: dict[str, Draft] = {}
        self.carried: dict[str, GridCell] = {}

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
                continue
            self._read_row(number)
        return end + 1

    def _ends(self, starting: list[GridCell]) -> bool:
        first = starting[0]
        if plain(first.text) in TOTAL_WORDS:
            return False
        column = self.header.over(first)
        if column and column.meaning in ("方面", "名称", "项目名称", "整改要求"):
            return False
        return bool(self.form.labels.meaning(first.text)) or (len(starting) == 1 and first.columns >= max(len(self.header.columns) - 1, 3))

    def _read_sum(self, starting: list[GridCell]) -> None:
        for cell in starting:
            if plain(cell.text) in TOTAL_WORDS:
                self.notebook.label(cell)
            else:
                self.notebook.noted("X25" if is_nothing(cell.text) else "X57", cell, "", "" if is_nothing(cell.text) else "合计")

    def _read_row(self, number: int) -> None:
        cells: dict[Column, GridCell] = {}
        for cell in covering(self.notebook.grid, number, self.header.columns[0].first):
            column = self.header.over(cell)
            if column is None:
                self.notebook.unplaced("X13", cell)
            elif cell.text:
                cells.setdefault(column, cell)
        by_meaning = {column.meaning: cell for column, cell in cells.items() if column.meaning}
        if not set(by_meaning) - {"序号", "合计", "编号", "问题编号"}:
            for cell in by_meaning.values():
                self.notebook.noted("X42", cell)
            return
        if self._is_unanswered(by_meaning):
            for meaning, cell in by_meaning.items():
                self.notebook.label(cell) if meaning in ("序号", "方面") else self.notebook.noted("X42", cell)
            return
        draft = self._draft(by_meaning)
        base = self._base(draft)
        if self.form.kind is Kind.RECTIFICATION and not set(by_meaning) & (set(self.places) - {"问题编号"}):
            self._put_finding(draft, base, by_meaning)
            return
        for column, cell in cells.items():
            self._put(draft, base, column, cell)
        if self.form.kind is Kind.RECTIFICATION:
            self._put_finding(draft, base, by_meaning)
        if self.form.kind is Kind.RECTIFICATION and "问题编号" not in by_meaning and (serial := by_meaning.get("序号")) and serial.text.isdigit():
            draft.put((*base, "问题编号"), serial.text, serial)

    def _is_unanswered(self, cells: dict[str, GridCell]) -> bool:
        """Whether a row holds only what the form itself said: an aspect and its points, a project and its grade."""
        said = {meaning for meaning, cell in cells.items() if not is_nothing(cell.text)}
        if self.form.kind is Kind.REVIEW:
            return not said & {"得分", "扣分理由"}
        return self.form.kind is Kind.USE and not said & (set(self.places) - {"依据"})

    def _draft(self, cells: dict[str, GridCell]) -> Draft:
        """The candidate that a row belongs to."""
        kind = self.form.kind
        if kind is Kind.UNITS:
            return self.drafts.setdefault("", Draft(self.notebook, Target.UNITS, self.form.variant.name))
        title, unit = cells.get("项目名称"), cells.get("预算单位")
        if kind in _ITEMS and not title and not unit:
            return self.owner
        number = cells.get("编号")
        key = f"{number.text if number else ''}|{title.text if title else ''}|{unit.text if unit else ''}" if kind in _ITEMS else str(len(self.drafts))
        if key not in self.drafts:
            is_overall = bool(title and _OVERALL.search(title.text)) or not title
            draft = self.drafts[key] = Draft(self.notebook, Target.OVERALL if is_overall else Target.PROJECT, self.form.variant.name)
            draft.year = self.owner.year
            if not unit:
                for name, found in self.owner.identity.items():
                    if name != "项目名称":
                        draft.identity.setdefault(name, found)
        draft = self.drafts[key]
        if title:
            draft.identify("项目名称", re.sub(r"\s*\n\s*", "", title.text), title)
        if unit:
            draft.identify("预算单位", re.sub(r"\s*\n\s*", "", unit.text), unit)
        return draft

    def _put_finding(self, draft: Draft, base: Path, cells: dict[str, GridCell]) -> None:
        """A ledger names the findings that it answers; without a column for what is required, the finding is what must be put right."""
        problem, number = cells.get("问题"), cells.get("问题编号")
        if problem and "整改要求" not in cells:
            self.notebook.gather("X66", problem, "整改要求", "没有整改要求一列，存在问题记作整改要求")
            draft.put((*base, "整改要求"), problem.text, problem)
        if not number:
            for meaning in FINDING:
                if meaning in cells:
                    self.notebook.noted("X16", cells[meaning], "", "没有问题编号，对不上评价里的问题")
            return
        path = (*FINDINGS, draft.count(FINDINGS))
        for meaning, place in FINDING.items():
            if meaning in cells:
                read_cell(draft, place, cells[meaning], path=(*path, *place.path), unit=money_unit(self._heading(meaning)) or self.unit)

    def _heading(self, meaning: str) -> str:
        column = self.header.column(meaning)
        return column.heading.text if column else ""

    def _base(self, draft: Draft) -> Path:
        if self.form.kind in (Kind.USE, Kind.RESULTS):
            return self.path
        return (*self.path, draft.count(self.path))

    def _put(self, draft: Draft, base: Path, column: Column, cell: GridCell) -> None:
        meaning = column.meaning
        draft.see(cell)
        if meaning in ("项目名称", "预算单位") and self.form.kind is not Kind.UNITS:
            return
        if meaning in FINDING and meaning not in self.places:
            return  # told of with the finding
        if meaning == "编号":
            if GOOD_ID.fullmatch(cell.text):
                draft.identify("编号", cell.text, cell)
            else:
                self.notebook.label(cell)
            return
        if meaning == "反馈文号":
            read_cell(draft, Place(("反馈", "发文字号"), Reader.NUMBER), cell)
            return
        if meaning in ("序号", "合计"):
            self.notebook.label(cell)
            return
        if meaning == UNKEPT:
            self.notebook.noted("X16", cell)
            return
        if meaning == "年度":
            if year := read_year(cell.text):
                take_year(draft, year, cell)
            else:
                self.notebook.unplaced("X62", cell)
            return
        place = self.places.get(meaning)
        if place is None:
            self.notebook.noted("X25", cell) if is_stroke(cell.text) else self.notebook.unplaced("X14", cell, f"“{column.heading.text}”")
            return
        if column.heading.text and plain(column.heading.text) == "资金量":
            self.notebook.gather("X66", cell, "全年预算数", "资金量")
        unit = money_unit(column.heading.text) or money_unit(column.parent) or self.unit
        read_cell(draft, Place(place.path, place.reader, place.choice), cell, path=(*base, *place.path), unit=unit, is_appended=False)

    def candidates(self) -> list[Draft]:
        """What was read, but for the owner's."""
        return list(self.drafts.values())
