"""One form of a sheet becomes drafts: whose it is, its tables, its labels, and what follows from the whole."""

import re

from generator.engine.grids.grid import Grid, GridCell
from generator.records.forms.kinds import MARKER_UNIT, MARKER_YEAR, marked_id
from generator.records.intake.candidate import Target
from generator.records.intake.parsing.days import last_of_month, read_year
from generator.records.intake.parsing.figures import half_width, money_unit
from generator.records.intake.parsing.levels import is_first, is_second
from generator.records.intake.scanning.headings import LIST_KINDS, OVERALL_KINDS, SELF_KINDS, Form, Kind, plain
from generator.records.intake.scanning.meanings import AMOUNTS, SECTIONS
from generator.records.intake.scanning.parts import Part
from generator.records.intake.scanning.tables import Header, find_header
from generator.records.intake.understanding.accounts_told import AccountsTold
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.findings import is_findings_header, read_findings
from generator.records.intake.understanding.fund_matrix import is_fund_header, read_matrix
from generator.records.intake.understanding.fund_places import put_rows
from generator.records.intake.understanding.indicator_rows import OBJECTIVES
from generator.records.intake.understanding.indicator_table import is_indicator_header, read_table
from generator.records.intake.understanding.labelled import UNIT_LINE, Labelled
from generator.records.intake.understanding.lists import ListTable, is_list_header, names_overall
from generator.records.intake.understanding.marking import is_copied, seen_number, tell_contradictions
from generator.records.intake.understanding.narrative import Narrative
from generator.records.intake.understanding.notebook import Notebook
from generator.records.intake.understanding.project_table import ProjectTable
from generator.records.intake.understanding.score_sums import tell_scores
from generator.records.intake.understanding.whole_yuan import tell_whole_yuan

_MONTHS = re.compile(r"(?:1|一)\s*[-—~至]\s*(\d{1,2})\s*月")


class FormReader:
    """Reads one form of a sheet."""

    def __init__(self, notebook: Notebook, part: Part, form: Form, parts: list[Part], lent: dict[str, Header | None]):
        self.notebook = notebook
        self.grid: Grid = notebook.grid
        self.part = part
        self.form = form
        self.parts = parts
        self.lent = lent  # headers of indicators that the sheet has for forms without one, by variant; looked for once a sheet
        target = Target.OVERALL if form.kind in OVERALL_KINDS else Target.BOOK if form.kind is Kind.ACCOUNTS else Target.PROJECT
        self.draft = Draft(notebook, target, form.variant.name)
        self.unit, self.is_unit_stated = self._money_unit()
        self.labelled = Labelled(self.draft, form, self.unit)
        self.others: list[Draft] = []
        self.is_copied = is_copied(self.grid)
        self.months: Header | None = None  # of the money of monitoring

    def read(self) -> list[Draft]:
        """All candidates of this form."""
        self._take_marker()
        self._take_titles()
        if self.form.kind is Kind.ACCOUNTS:
            return [self.draft, *AccountsTold(self.draft, self.form, self.part.first, self.part.last, self.unit).read(self.part.titles)]
        if form_tells(self.form):
            self.others.extend(Narrative(self.draft, self.form, self.part.first, self.part.last, self.unit).read(self.part.titles))
        row = self.part.first
        while row <= self.part.last:
            following = self._read_table(row) or row
            row = following if following > row else self._read_labels(row)
        put_rows(self.draft, self.form, self.labelled.funds.rows, self.unit)
        self._supply_year()
        for other in self.others:
            other.year = other.year or self.draft.year
        self._complete()
        if self.grid.marker and not self.is_copied and tell_contradictions(self.notebook, self.part.titles):
            self.notebook.withdraw()
            return []
        if self.others and not self.draft.values:
            return self.others
        return [self.draft, *self.others]

    # --- whose form it is ----------------------------------------------------------------------------------------------

    def _take_marker(self) -> None:
        marker, ref = self.grid.marker, self.notebook.ref(None)
        if self.is_copied:
            number = seen_number(self.grid)
            self.notebook.note("X02", number[1] if number else None, number[0] if number else "")
            return
        for text, name in ((marker.get(MARKER_UNIT), "预算单位"), (marked_id(marker, self.grid.sheet), "编号")):
            if text:
                self.draft.identity[name] = (text, ref)
        if (year := marker.get(MARKER_YEAR, "")).isdigit():
            self.draft.year = int(year)

    def _take_titles(self) -> None:
        for cell in self.part.titles:
            self.notebook.label(cell)
            self.draft.see(cell)
            year = read_year(cell.text)
            if year and self.draft.year is None:
                self.draft.year = year
        if self.part.is_by_headings:
            first = self.part.titles[0] if self.part.titles else next(iter(self.grid.starting(self.part.first)), None)
            self.notebook.note("X15", first, self.form.variant.name)

    def _supply_year(self) -> None:
        named = read_year(self.grid.sheet) or read_year(re.sub(r".*[/\\]", "", self.grid.file))
        if self.draft.year is None and named:
            self.draft.year = named
            self.notebook.note("X67", None, str(named), stands=self.grid.sheet)
        elif named and self.draft.year not in (None, named) and len(self.parts) == 1 and not self.grid.marker:
            self.notebook.note("X60", None, str(self.draft.year), f"表里是 {self.draft.year} 年，工作表名或文件名里是 {named} 年", stands=f"{self.grid.file} {self.grid.sheet}")

    def _money_unit(self) -> tuple[str, bool]:
        """The unit of money of this form: what a line or a heading names; `人均成本（元）` below a header of indicators names its own only."""
        found: list[tuple[str, GridCell]] = []
        is_below = False
        for row in range(self.part.first, self.part.last + 1):
            is_below = is_below or self._indicators_at(row, self.part.last) is not None
            for cell in self.grid.starting(row):
                if len(cell.text) <= 60 and (unit := money_unit(cell.text)) and not re.search(r"\d", plain(cell.text)) and (not is_below or self._is_of_money(cell)):
                    found.append((unit, cell))
        if not found:
            return self.form.variant.unit or "万元", False
        nearest = found[-1] if len({unit for unit, _ in found}) > 1 and UNIT_LINE.search(half_width(found[0][1].text)) else found[0]
        for unit, cell in found:
            if unit != nearest[0]:
                self.notebook.note("X23", cell, nearest[0], f"另一处是{nearest[0]}（{nearest[1].spot.name}）")
                break
        return nearest[0], True

    def _is_of_money(self, cell: GridCell) -> bool:
        form = self.form
        return bool(UNIT_LINE.fullmatch(half_width(cell.text).strip()) or any(one.meaning(cell.text) for one in (form.fund_columns, form.fund_rows, form.labels)))

    # --- tables --------------------------------------------------------------------------------------------------------

    def _read_table(self, row: int) -> int | None:
        """Read the table that begins in this row; the row after it, None if there is none."""
        form, end = self.form, self.part.last
        if form.kind in LIST_KINDS and (header := find_header(self.grid, row, end, form.list_columns, lambda found: is_list_header(form.kind, found))):
            table = ListTable(self.draft, form, header, self.unit)
            following = table.read(end)
            self.others.extend(table.candidates())
            return following
        if form.kind is Kind.EVALUATION and (header := find_header(self.grid, row, end, form.list_columns, is_findings_header)):
            return read_findings(self.draft, form, header, end, self.unit)
        if (header := self._indicators_at(row, end)) and header.column("项目名称"):
            projects = ProjectTable(self.draft, form, header, self.unit)
            following = projects.read(end)
            self.others.extend(projects.drafts)
            return following
        if header:
            return read_table(self.draft, form, header, end, is_stop=self._begins_table)
        if header := self._funds_at(row, end):
            self.months = self.months or header
            return read_matrix(self.draft, form, header, end, self.unit)
        if self._is_headless(row) and (header := self._borrowed_header()):
            self.notebook.note("X12", self.grid.starting(row)[0], form.variant.name)
            moved = Header(header.columns, row, row)
            return read_table(self.draft, form, moved, end, is_stated=False, is_stop=self._begins_table)
        return None

    def _indicators_at(self, row: int, end: int) -> Header | None:
        if self.form.kind not in SECTIONS:
            return None
        return find_header(self.grid, row, end, self.form.indicator_columns, is_indicator_header)

    def _funds_at(self, row: int, end: int) -> Header | None:
        return find_header(self.grid, row, end, self.form.fund_columns, is_fund_header)

    def _begins_table(self, row: int) -> bool:
        if self.form.kind is Kind.EVALUATION and find_header(self.grid, row, self.part.last, self.form.list_columns, is_findings_header):
            return True
        return bool(self._indicators_at(row, self.part.last) or self._funds_at(row, self.part.last))

    def _is_headless(self, row: int) -> bool:
        """Whether a row looks like one of indicators although no header stands above."""
        starting = self.grid.starting(row)
        return self.form.kind in SECTIONS and len(starting) >= 4 and any(is_first(cell.text) for cell in starting[:2]) and any(is_second(cell.text) for cell in starting[:3])

    def _borrowed_header(self) -> Header | None:
        """The header of indicators of another form in the sheet."""
        name = self.form.variant.name
        if name not in self.lent:
            self.lent[name] = next((header for row in range(1, self.grid.rows + 1) if (header := self._indicators_at(row, self.grid.rows))), None)
        return self.lent[name]

    def _take_months(self, header: Header) -> None:
        """`1-7月执行数` tells the day to which monitoring looked."""
        if not self.draft.get(("运行监控",)) or self.draft.get(("运行监控", "截止日期")) or not self.draft.year:
            return
        for column in header.columns:
            if match := _MONTHS.search(half_width(column.heading.text)):
                day = last_of_month(self.draft.year, int(match[1])).isoformat()
                self.draft.put(("运行监控", "截止日期"), day, column.heading)
                self.notebook.note("X64", column.heading, day)
                return

    def _read_labels(self, row: int) -> int:
        self.labelled.read_row(row)
        return row + 1

    # --- what follows from the whole -----------------------------------------------------------------------------------

    def _promise(self) -> None:
        """A self-evaluation that states the year's objective states its indicators too: both are one table to it.

        The rows of 自评 keep all of it as well, so that a promise other than the approved one is seen.
        """
        draft = self.draft
        if self.form.kind not in SELF_KINDS or not draft.get(("绩效目标", "年度目标")) or draft.get(OBJECTIVES):
            return
        for index, row in enumerate(draft.get(("自评", "指标")) or []):
            for key in ("一级指标", "二级指标", "三级指标", "指标值", "分值", "方向"):
                if key in row:
                    draft.copy(("自评", "指标", index, key), (*OBJECTIVES, index, key))

    def _take_sheet_amount(self) -> None:
        """`防火隔离带建设50万元` as the name of a sheet: the amount, where the form names none."""
        match = re.search(r"(\d+(?:\.\d+)?)\s*万元?$", self.grid.sheet)
        if not match or self.form.kind is not Kind.OBJECTIVES or len(self.parts) > 1:
            return
        known = self.draft.get(("资金", "年初预算数"))
        if known is None:
            self.draft.values.setdefault("资金", {})["年初预算数"] = match[1]
            self.draft.sources[("资金", "年初预算数")] = self.notebook.ref(None)
            self.notebook.note("X68", None, f"{match[1]} 万元", stands=self.grid.sheet)
        elif known != match[1]:
            self.notebook.note("X56", None, f"{known} 万元", f"工作表名里是 {match[1]} 万元", stands=self.grid.sheet)

    def _drop_blank(self) -> None:
        """A form of ours that went out with the promises filled in and came back without an answer is no self-evaluation."""
        own = self.draft.get(("自评",))
        if self.form.kind not in SELF_KINDS or not own or not self.draft.get(OBJECTIVES):
            return
        rows = own.get("指标", [])
        if set(own) <= {"执行率分值", "指标"} and not any({"实际完成值", "得分", "偏差原因", "改进措施"} & set(row) for row in rows):
            del self.draft.values["自评"]
            for path in [path for path in self.draft.sources if path[0] == "自评"]:
                del self.draft.sources[path]

    def _tell_scores(self) -> None:
        """Scores above their weight, and a total that is not the sum of the scores, are told and kept."""
        section, _ = SECTIONS.get(self.form.kind, ((), frozenset()))
        for draft in (self.draft, *self.others):
            if section and section[0] in ("自评", "评价"):
                tell_scores(draft, section)

    def _tell_unit(self) -> None:
        """Nothing says in which unit the money of a form is."""
        if self.is_unit_stated or self.form.variant.unit or form_tells(self.form):
            return
        for path, ref in self.draft.sources.items():
            if path[0] == "资金" and path[-1] in AMOUNTS and ref.first.row:
                cell = self.grid.at(ref.first.row, ref.first.column)
                if cell and not money_unit(cell.text) and not re.search("[万亿元]", cell.text) and re.search("[1-9]", cell.text):
                    self.notebook.note("X24", cell, f"{self.draft.get(path)} 万元")
                    return

    def _complete(self) -> None:
        self._tell_unit()
        tell_whole_yuan(self.draft, self.part.first, self.part.last)
        self._tell_scores()
        if self.months:
            self._take_months(self.months)
        self._promise()
        self._take_sheet_amount()
        draft = self.draft
        title = draft.identity.get("项目名称", ("", None))[0]
        if draft.target is Target.PROJECT and (names_overall(title) or re.fullmatch(r"U\d+", draft.identity.get("编号", ("", None))[0])):
            draft.target = Target.OVERALL
        if self.form.variant.mark:
            self._drop_blank()
        if draft.target is Target.PROJECT and "项目名称" in draft.identity:
            title, source = draft.identity["项目名称"]
            draft.values["项目名称"] = title
            draft.sources[("项目名称",)] = source
        unit, doer = draft.identity.get("预算单位"), draft.identity.get("实施单位")
        name = draft.identity.get("预算单位名称", unit)
        if draft.target is Target.PROJECT and unit and doer and doer[0] not in (unit[0], name[0] if name else ""):
            draft.values["实施单位"] = doer[0]
            draft.sources[("实施单位",)] = doer[1]
        for other in self.others:
            if other.target is Target.PROJECT and "项目名称" in other.identity:
                title, source = other.identity["项目名称"]
                other.values["项目名称"] = title
                other.sources[("项目名称",)] = source


def form_tells(form: Form) -> bool:
    """Whether a form has paragraphs, not only cells."""
    return bool(form.variant.sections or form.variant.sentences or form.variant.rest)
