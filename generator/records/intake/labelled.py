"""Labels and what stands beside or below them: `项目名称 | 甲`, `单位：万元`, `自评得分：96分`."""

import re
from dataclasses import dataclass, field

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Fate
from generator.records.intake.cells import read_cell
from generator.records.intake.choices import read_grade
from generator.records.intake.days import read_year
from generator.records.intake.draft import Draft
from generator.records.intake.figures import half_width, is_nothing, is_stroke, is_template, money_unit, read_figure
from generator.records.intake.fund_rows import FundRows
from generator.records.intake.headings import Form, plain
from generator.records.intake.meanings import IDENTITY, UNKEPT, Reader, place_of
from generator.records.intake.money_words import money_words
from generator.records.intake.tables import covering

_CODED_NAME = re.compile(r"^([0-9A-Z]{8,30})\s*[-—–_－]\s*(.+)$", re.DOTALL)
# `填报单位：甲局  单位：万元`: several pairs in one cell.
_PAIR = re.compile(r"(?P<label>[^\s:：,，;；。]{2,20}?)\s*[:：]")
_STAMP = re.compile(r"[（(]\s*(?:盖\s*章|公\s*章|签\s*章|签\s*字|签名|单位盖章|加盖公章)\s*[)）]")
_SINGLE = frozenset({"年度目标", "中期目标", "目标完成情况"})  # of two labels with this meaning the first holds
UNIT_LINE = re.compile(r"[(（]?(?:金额|计量|资金)?单位[:：]?\s*[(（]?(?:人民币)?(亿元|百万元|万元|千元|元)[)）]?[)）]?")


@dataclass
class Labelled:
    """Reads the labels of one form, row by row; rows of money are gathered and resolved in the end."""

    draft: Draft
    form: Form
    unit: str
    funds: FundRows = field(default_factory=FundRows)
    _last_label: GridCell | None = None

    def read_row(self, row: int) -> None:
        """All labels that begin in a row."""
        notebook = self.draft.notebook
        for cell in notebook.grid.starting(row):
            if notebook.is_open(cell) and not self._read_inline(cell):
                self._read_label(cell)

    # --- `label：value` in one cell ------------------------------------------------------------------------------------

    def _read_inline(self, cell: GridCell) -> bool:
        text = cell.text
        if UNIT_LINE.fullmatch(half_width(text).strip()):
            self.draft.notebook.label(cell)
            return True
        if self._read_money_words(cell):
            return True
        pairs = [(label, _STAMP.sub("", value).strip()) for label, value in self._pairs(text)]
        if not pairs:
            return False
        if len(pairs) > 1 and not any(value for _, value in pairs):
            self.draft.notebook.label(cell)
            return True
        is_read = False
        for label, value in pairs:
            meaning = self.form.labels.meaning(label)
            if UNIT_LINE.fullmatch(f"{label}:{value}".replace(" ", "")):
                continue
            if not value:
                continue
            if meaning:
                is_read |= self._put(meaning, cell, value)
            elif fund := self.form.fund_rows.meaning(re.sub("^其中[:：]?", "", label)):
                self._add_fund(fund, cell, cell, label, value)
                is_read = True
        if not is_read:
            if all(not value or UNIT_LINE.fullmatch(f"{label}:{value}") for label, value in pairs):
                return False
            self.draft.notebook.label(cell)
        return True

    def _read_money_words(self, cell: GridCell) -> bool:
        """Amounts with their names in one cell; a single one only if it is all that stands there."""
        words = money_words(cell.text, self.form.fund_rows)
        if not words or (len(words) == 1 and not re.fullmatch(r"[^\d]{2,20}[\d.,]+\s*(?:亿元|万元|元|万)?[。;；]?", half_width(cell.text).strip())):
            return False
        for word in words:
            self._add_fund(word.meaning, cell, cell, word.label, word.amount)
        return True

    def _pairs(self, text: str) -> list[tuple[str, str]]:
        """The labels of a cell with their values; empty if the cell does not begin with a label that is known."""
        found = [match for match in _PAIR.finditer(text) if self._is_label(match["label"])]
        if not found or text[: found[0].start()].strip(" \n（(*"):
            return []
        ends = [*(match.start() for match in found[1:]), len(text)]
        return [(match["label"], text[match.end() : end].strip()) for match, end in zip(found, ends, strict=True)]

    def _is_label(self, text: str) -> bool:
        return bool(self.form.labels.meaning(text)) or text in ("单位", "金额单位") or bool(self.form.fund_rows.meaning(text) and text != "其中")

    # --- a label and the cell beside it --------------------------------------------------------------------------------

    def _read_label(self, cell: GridCell) -> None:
        form, notebook = self.form, self.draft.notebook
        meaning = form.labels.meaning(cell.text)
        if meaning and self._is_list_of_texts(cell):
            meaning = ""
        if meaning:
            notebook.label(cell)
            values = self._values(cell)
            if meaning in ("总分", "等级"):
                for value in values:
                    self._put_result(meaning, value, len(values))
                return
            for value in values:
                self._put(meaning, value, value.text, cell)
        elif fund := form.fund_rows.meaning(re.sub("^其中[:：]?", "", half_width(cell.text).strip())):
            notebook.label(cell)
            if cell.rows > 1:
                return  # beside a whole table of money
            found = self._values(cell)
            values = [value for value in found if read_figure(value.text) or is_nothing(value.text)]
            if values:
                self._add_fund(fund, cell, values[0])
            elif not found:
                self.funds.add(fund, cell, {})  # its depth counts, and a total left blank is told
            if not found and (right := self._heading_beside(cell)):
                notebook.note("X17", right, "", f"“{cell.text}”右边是表头，没有数")
            for value in found:
                if value not in values:
                    self._read_money_words(value)
        elif form.is_word(cell.text):
            notebook.label(cell)

    def _heading_beside(self, label: GridCell) -> GridCell | None:
        """The heading of a column that stands where the value of a label should."""
        right = self.draft.notebook.grid.at(label.spot.row, label.last.column + 1)
        return right if right and right.text and self.form.fund_columns.meaning(right.text) else None

    def _is_list_of_texts(self, cell: GridCell) -> bool:
        return len(cell.text) > 40

    def _values(self, label: GridCell) -> list[GridCell]:
        """The cells that belong to a label: those to its right up to the next label, or the one below it."""
        grid, form = self.draft.notebook.grid, self.form
        found: list[GridCell] = []
        is_block = False  # headings begin at its right: it names a part of the form
        for row in range(label.spot.row, label.last.row + 1):
            for cell in covering(grid, row, label.last.column + 1) if not is_block else ():
                if cell.text and (form.is_heading(cell.text) or self._pairs(cell.text) or form.indicator_columns.meaning(cell.text)):
                    is_block = is_block or (label.rows > 1 and not found)
                    break
                if cell in found or cell.spot.row != row:
                    continue
                if not cell.text:
                    break
                if self.draft.notebook.is_open(cell):
                    found.append(cell)
                if form.labels.meaning(label.text) not in ("总分", "等级"):
                    break
        if found:
            return found
        right = grid.at(label.spot.row, label.last.column + 1)
        if right and right.text and not form.is_heading(right.text):
            return []
        below = grid.at(label.last.row + 1, label.spot.column)
        is_beside_label = bool(right and right.text and form.is_heading(right.text)) or self._heads_column(label)
        if below and below.text and is_beside_label and below.spot.column == label.spot.column and not form.is_heading(below.text) and not self._pairs(below.text):
            return [below]
        return []

    def _heads_column(self, label: GridCell) -> bool:
        """Whether the label stands at the end of a row of labels, or alone over a wide cell."""
        row = self.draft.notebook.grid.starting(label.spot.row)
        others = [cell for cell in row if cell is not label and cell.spot.column < label.spot.column]
        below = self.draft.notebook.grid.at(label.last.row + 1, label.spot.column)
        if below and below.columns == label.columns and all(self.form.is_heading(cell.text) for cell in others) and (others or label.columns > 1):
            return row[-1] is label
        return False

    # --- values --------------------------------------------------------------------------------------------------------

    def _put(self, meaning: str, cell: GridCell, text: str, label: GridCell | None = None) -> bool:
        draft, notebook = self.draft, self.draft.notebook
        if meaning == UNKEPT:
            notebook.noted("X16", cell)
            return True
        if meaning in IDENTITY:
            return self._identify(meaning, cell, text)
        place = place_of(meaning, self.form.kind)
        if place is None:
            if is_nothing(text):
                notebook.noted("X25", cell)
            else:
                notebook.unplaced("X13", cell, f"“{meaning}”在这种表里没有去处")
            return True
        if meaning in ("总分", "等级"):
            self._put_result(meaning, cell, 1, text)
            return True
        unit = money_unit(cell.text) or self.unit
        if place.reader is Reader.LINES:
            text = re.sub(r"\n+", "\n", text)
        if meaning == "内部备注":
            text = f"{plain(label.text)}：{text}" if label else text
        is_appended = place.reader is Reader.TEXT and (meaning not in _SINGLE or label is self._last_label)
        self._last_label = label
        return read_cell(draft, place, cell, text=text, unit=unit, is_appended=is_appended)

    def _identify(self, meaning: str, cell: GridCell, text: str) -> bool:
        draft, notebook = self.draft, self.draft.notebook
        if is_stroke(text) or is_template(text):
            notebook.noted("X17" if not is_stroke(text) else "X25", cell)
            return True
        if meaning == "年度":
            if year := read_year(text):
                take_year(draft, year, cell)
            else:
                notebook.mark(cell, Fate.UNPLACED)
                notebook.note("X62", cell)
            return True
        if meaning == "金额单位":
            notebook.label(cell)
            return True
        if meaning == "项目名称" and (coded := _CODED_NAME.match(text.strip())):
            draft.put(("项目编码",), coded[1], cell)
            notebook.gather("X19", cell, f"{coded[1]}、{coded[2]}")
            text = coded[2]
        known = draft.identity.get(meaning)
        if known and not known[1].area:  # the marker says it already, by number
            notebook.mark(cell, Fate.FIELD)
            draft.identity.setdefault(f"{meaning}名称", (text.strip(), notebook.ref(cell)))
            return True
        draft.identify(meaning, re.sub(r"\s*\n\s*", "", text.strip()), cell)
        return True

    def _put_result(self, meaning: str, cell: GridCell, count: int, text: str | None = None) -> None:
        """A cell beside 总分 or 等级: a number, a grade, or both; of two numbers the first is full marks."""
        stands = half_width(cell.text if text is None else text).strip()
        kind = self.form.kind
        score, grade = place_of("总分", kind), place_of("等级", kind)
        if not score or not grade:
            self.draft.notebook.unplaced("X13", cell, "这种表没有总分、等级")
            return
        if is_nothing(stands):
            self.draft.notebook.noted("X25", cell)
            return
        number = re.search(r"\d+(?:\.\d+)?", stands)
        word = read_grade(re.sub(r"\d+(?:\.\d+)?\s*分?[,，、]?", "", stands))
        if number and (meaning == "总分" or not word):
            if count >= 2 and number[0] == "100" and self.draft.get(score.path) is None and not word:
                self.draft.notebook.noted("X57", cell, "", "满分")
            else:
                if count >= 2 and not word and self.draft.get(score.path) is None:
                    self.draft.notebook.gather("X58", cell, number[0])
                self.draft.put(score.path, number[0], cell)
        if word:
            self.draft.put(grade.path, word.word, cell)
        elif not number:
            self.draft.notebook.unplaced("X65", cell)

    def _add_fund(self, meaning: str, label: GridCell, value: GridCell, name: str = "", text: str | None = None) -> None:
        row = self.funds.add(meaning, label, {"金额": value}, name)
        if text is not None and text != value.text:
            row.texts["金额"] = text


def take_year(draft: Draft, year: int, cell: GridCell) -> None:
    """The year of a form; the first one that is named holds."""
    draft.see(cell)
    draft.notebook.mark(cell, Fate.FIELD)
    if draft.year is None:
        draft.year = year
    elif draft.year != year:
        draft.notebook.note("X60", cell, str(draft.year))
