"""Reports that tell instead of filling in: headings say where the text below belongs, sentences hold the figures."""

import re

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Fate, Path, Target
from generator.records.intake.parsing.days import read_year
from generator.records.intake.parsing.figures import half_width, is_nothing
from generator.records.intake.parsing.levels import is_first, is_second
from generator.records.intake.scanning.headings import OVERALL_KINDS, Form, Kind
from generator.records.intake.scanning.meanings import AMOUNTS, IDENTITY, INDICATOR_COLUMNS, PARTS, SOURCES, Place, Reader, place_of
from generator.records.intake.understanding.cells import TEXTS, read_cell
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.indicator_rows import Cells, IndicatorRows
from generator.records.intake.understanding.named_values import take_year
from generator.records.intake.understanding.rewriting import with_text

_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．]|[A-D](?=[一-鿿])|[（(]\d{1,2}[)）])?\s*(?P<words>[^。；;：:]{2,24})[。:：]?$")
_NO_FIGURE = re.compile(r"\d{40}")  # no figure is so long, and a sentence's pattern would begin anew at each of its digits
_OVERALL = re.compile(r"整体支出(?:绩效)?(?:评价|自评)?$")
DROPPED = "略去"
SHORT = 24  # characters: a line that is little more than its figure
ROW_GROUPS = frozenset({"三级指标"})


class Narrative:
    """Reads the paragraphs of one report."""

    def __init__(self, draft: Draft, form: Form, first: int, last: int, unit: str):
        self.draft = draft
        self.form = form
        self.notebook = draft.notebook
        self.rows = range(first, last + 1)
        self.unit = unit
        self.section = ""
        self.levels: Cells = {}
        self.table: IndicatorRows | None = None
        self.patterns = tuple(re.compile(sentence.pattern) for sentence in form.variant.sentences)
        self.others: list[Draft] = []

    def read(self, titles: list[GridCell]) -> list[Draft]:
        """Read all paragraphs; gives drafts of other projects that are named."""
        for cell in titles:
            self._read_sentences(cell)
        for row in self.rows:
            starting = self.notebook.grid.starting(row)
            for cell in starting:
                if self.notebook.is_open(cell) and len(starting) == 1:
                    self._read_paragraph(cell)
        return self.others

    def _read_paragraph(self, cell: GridCell) -> None:
        text = cell.text
        if section := self.form.sections.meaning(text):
            self.section = section
            self.notebook.label(cell)
        elif self._is_level(cell) or self._is_blank_label(text):
            self.notebook.label(cell)
        else:
            found = self._read_sentences(cell)
            self._tell_hidden_year(cell)
            if not found and self.section != DROPPED and self._is_heading(text):
                self.section = ""
                self.notebook.label(cell)
            elif found != "row":
                self._keep(cell, found)

    def _keep(self, cell: GridCell, found: str) -> None:
        """Put the words of a paragraph into its section; `found` is what its sentences gave."""
        is_line = bool(found) and self._is_heading(re.sub(r"\d", "", cell.text))  # `（一）自评得分99分`
        is_figures = found == "value" and not self.section and self.form.variant.rest != "评价结论"
        place = None if is_line or is_figures else place_of(self._meaning(found), self.form.kind)
        if place and place.reader in TEXTS and (not is_nothing(cell.text) or cell.text.strip("。") in ("无", "暂无")):
            self._append(place, cell)
        elif found:
            self._tell_rest(cell)
        elif place and place.reader not in TEXTS:
            read_cell(self.draft, place, cell, text=cell.text.strip("。"), unit=self.unit)
        else:
            self.notebook.unplaced("X13", cell)

    def _meaning(self, found: str) -> str:
        """Where a paragraph belongs: to its section, or to where this kind of report keeps what stands in none."""
        if self.section == DROPPED:
            return self.form.variant.rest if found else ""
        return self.section or self.form.variant.rest

    def _tell_hidden_year(self, cell: GridCell) -> None:
        hidden = re.search(r"20[xX×*＊]{2}年", cell.text) or re.search(r"20[xX×*＊]{2}", cell.text)
        if hidden and self.draft.year is None:
            self.notebook.note("X13", cell, "", "年份被遮住，没有读出年度", stands=hidden[0])

    def _tell_rest(self, cell: GridCell) -> None:
        """Of a sentence with figures the words are not kept."""
        if len(cell.text) > SHORT:
            self.notebook.note("X18", cell)

    def _append(self, place: Place, cell: GridCell) -> None:
        if place.reader is Reader.TEXT:
            text = cell.text.strip()
            known = self.draft.get(place.path)
            self.draft.put(place.path, text if text.strip("。") != "无" or known else "无", cell, is_appended=True)
        else:
            lines = self.draft.get(place.path) or []
            self.draft.put((*place.path, len(lines)), cell.text.strip(), cell)

    def _is_blank_label(self, text: str) -> bool:
        """`主要领导签字：`, to be filled in by hand."""
        return text.rstrip()[-1:] in (":", "：") and len(text) <= SHORT and bool(self.form.labels.meaning(text))

    def _is_heading(self, text: str) -> bool:
        match = _HEADING.match(text.strip())
        return bool(match and re.match(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]|\d{1,2}[.、．]", text.strip()) and not re.search(r"[，,]|\d(?![.、．])", match["words"]))

    def _is_level(self, cell: GridCell) -> bool:
        """`1.产出指标完成情况`, `A产出指标(自评分19分)`, `(2)时效指标`: the levels of the rows that follow."""
        match = _HEADING.match(cell.text.strip())
        if not match:
            return False
        words = re.sub(r"(?:完成|实现)?情况$", "", match["words"].strip())
        is_below = is_second(words) and "一级指标" in self.levels and not re.match(r"[一二三四五六七八九十]、|\d{1,2}[.、．]|[A-D]", cell.text.strip())
        if is_first(words) and not is_below:
            self.levels = {"一级指标": with_text(cell, words)}
        elif is_second(words):
            self.levels = {**{key: value for key, value in self.levels.items() if key == "一级指标"}, "二级指标": with_text(cell, words)}
        else:
            return False
        self.notebook.label(cell)
        return True

    # --- sentences -----------------------------------------------------------------------------------------------------

    def _read_sentences(self, cell: GridCell) -> str:
        """Read what the sentences of a paragraph say; `row` if they are rows of indicators, `value`, or nothing."""
        result = ""
        if _NO_FIGURE.search(cell.text):
            return result
        for pattern in self.patterns:
            for match in pattern.finditer(half_width(cell.text)):
                groups = {name: value.strip() for name, value in match.groupdict().items() if value and value.strip()}
                if ROW_GROUPS & set(groups):
                    self._read_row(cell, groups)
                    result = "row"
                elif "项目名称" in groups and self.form.kind is Kind.RESULTS:
                    self._read_result(cell, groups)
                    result = "row"
                else:
                    for name, value in groups.items():
                        self._put(name, value, cell)
                    result = result or ("whose" if set(groups) <= IDENTITY else "value")
        return result

    def _read_row(self, cell: GridCell, groups: dict[str, str]) -> None:
        cells: Cells = dict(self.levels)
        for name in ("一级指标", "二级指标"):
            if name in groups:
                if name == "一级指标":
                    cells.pop("二级指标", None)
                cells[name] = with_text(cell, groups[name])
        self.levels = {name: cells[name] for name in ("一级指标", "二级指标") if name in cells}
        cells |= {name: with_text(cell, value) for name, value in groups.items() if name in INDICATOR_COLUMNS and name not in self.levels}
        self.table = self.table or IndicatorRows(self.draft, self.form)
        self.table.read(cell.spot.row, cells)
        self.notebook.mark(cell, Fate.FIELD)

    def _read_result(self, cell: GridCell, groups: dict[str, str]) -> None:
        target = Target.OVERALL if _OVERALL.search(groups["项目名称"]) else Target.PROJECT
        other = Draft(self.notebook, target, self.form.variant.name)
        other.identify("项目名称", groups.pop("项目名称"), cell)
        self.others.append(other)
        for name, value in groups.items():
            if place := place_of(name, self.form.kind):
                read_cell(other, place, cell, text=value, unit=self.unit)

    def _put(self, name: str, text: str, cell: GridCell) -> None:
        kind = self.form.kind
        if name == DROPPED:
            return
        if name == "年度":
            if year := read_year(text):
                take_year(self.draft, year, cell)
            return
        if name in IDENTITY:
            if is_nothing(text):
                self.notebook.noted("X17", cell)
            elif name not in self.draft.identity:
                self.draft.identify(name, text, cell)
            return
        if name in SOURCES or name in PARTS:
            self._put_part(name, text, cell)
            return
        place = place_of(name, kind)
        if place and (place.reader not in (Reader.TEXT, Reader.LINES) or self.draft.get(place.path) is None):
            read_cell(self.draft, place, cell, text=text, unit=self.unit)

    def _put_part(self, name: str, text: str, cell: GridCell) -> None:
        """A source that came in, or a part of what was spent."""
        if name in PARTS and self.form.kind not in OVERALL_KINDS:
            return
        branch, key, field = ("支出构成", "名称", AMOUNTS[3]) if name in PARTS else ("来源明细", "来源", AMOUNTS[2])
        path: Path = ("资金", branch, self.draft.count(("资金", branch)))
        self.draft.put((*path, key), name, cell)
        read_cell(self.draft, Place((*path, field), Reader.MONEY), cell, text=text, unit=self.unit)
