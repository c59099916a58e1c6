"""A value whose name is known gets its place: whose form it is, scores and grades, texts, amounts."""

import re

from generator.engine.grids.grid import GridCell
from generator.records.intake.candidate import Fate
from generator.records.intake.parsing.choices import read_grade
from generator.records.intake.parsing.days import read_year
from generator.records.intake.parsing.figures import half_width, is_nothing, is_stroke, is_template, money_unit, why_no_number
from generator.records.intake.scanning.headings import Form, plain
from generator.records.intake.scanning.meanings import IDENTITY, UNKEPT, Reader, place_of
from generator.records.intake.understanding.cells import read_cell
from generator.records.intake.understanding.draft import Draft

RESULTS = frozenset({"总分", "等级"})
FULL = "100"
_CODED_NAME = re.compile(r"^([0-9A-Z]{8,30})\s*[-—–_－]\s*(.+)$", re.DOTALL)
_SINGLE = frozenset({"年度目标", "中期目标", "目标完成情况"})  # of two labels with this meaning the first holds


class NamedValues:
    """Places named values of one form."""

    def __init__(self, draft: Draft, form: Form, unit: str):
        self.draft = draft
        self.form = form
        self.notebook = draft.notebook
        self.unit = unit
        self._last_label: GridCell | None = None

    def put(self, meaning: str, cell: GridCell, text: str | None = None, label: GridCell | None = None) -> None:
        """Place what a cell says, or a part of it; its fate is told in any case."""
        stands = cell.text if text is None else text
        if meaning == UNKEPT:
            self.notebook.noted("X16", cell)
        elif meaning in IDENTITY:
            self._identify(meaning, cell, stands)
        elif meaning in RESULTS:
            self.put_result(meaning, cell, 1, stands)
        else:
            self._put(meaning, cell, stands, label)

    def _put(self, meaning: str, cell: GridCell, text: str, label: GridCell | None) -> None:
        place = place_of(meaning, self.form.kind)
        if place is None:
            if is_nothing(text):
                self.notebook.noted("X25", cell)
            else:
                self.notebook.unplaced("X13", cell, f"“{meaning}”在这种表里没有去处")
            return
        unit = money_unit(cell.text) or (money_unit(label.text) if label else "") or self.unit
        if meaning == "内部备注" and label:
            text = f"{plain(label.text)}：{text}"
        is_appended = place.reader is Reader.TEXT and (meaning not in _SINGLE or label is self._last_label)
        self._last_label = label
        read_cell(self.draft, place, cell, text=text, unit=unit, is_appended=is_appended)

    # --- whose form it is ----------------------------------------------------------------------------------------------

    def _identify(self, meaning: str, cell: GridCell, text: str) -> None:
        if is_stroke(text) or is_template(text):
            self.notebook.noted("X25" if is_stroke(text) else "X17", cell)
        elif meaning == "年度":
            if year := read_year(text):
                take_year(self.draft, year, cell)
            else:
                self.notebook.mark(cell, Fate.UNPLACED)
                self.notebook.note("X69", cell)
        elif meaning == "金额单位":
            self.notebook.label(cell)
        else:
            self._name(meaning, cell, re.sub(r"\s*\n\s*", "", text.strip()))

    def _name(self, meaning: str, cell: GridCell, text: str) -> None:
        if meaning == "项目名称" and (coded := _CODED_NAME.match(text)):
            self.draft.put(("项目编码",), coded[1], cell)
            self.notebook.gather("X19", cell, f"{coded[1]}、{coded[2]}")
            text = coded[2]
        known = self.draft.identity.get(meaning)
        if known and not known[1].area:  # the marker says it already, by number
            self.notebook.mark(cell, Fate.FIELD)
            self.draft.identity.setdefault(f"{meaning}名称", (text, self.notebook.ref(cell)))
            return
        self.draft.identify(meaning, text, cell)

    # --- scores and grades ---------------------------------------------------------------------------------------------

    def put_result(self, meaning: str, cell: GridCell, count: int, text: str | None = None) -> None:
        """A cell beside 总分 or 等级: a number, a grade, or both; of several cells (`count`) the first 100 is full marks."""
        stands = half_width(cell.text if text is None else text).strip()
        score, grade = place_of("总分", self.form.kind), place_of("等级", self.form.kind)
        if not score or not grade:
            self.notebook.unplaced("X13", cell, "这种表没有总分、等级")
            return
        if is_nothing(stands):
            self.notebook.noted("X25", cell)
            return
        number, is_chosen = _score_in(stands)
        word = read_grade(re.sub(r"\d+(?:\.\d+)?\s*分?[,，、]?", "", stands))
        if number is None:
            self.notebook.mark(cell, Fate.UNPLACED)
            self.notebook.note("X20", cell, "", why_no_number(stands) or "一格里有几个数，分不清哪个是得分", stands=text)
            return
        if number and (meaning == "总分" or not word or f"{number}分" in stands):
            is_first_of_several = count > 1 and not word and self.draft.get(score.path) is None
            if is_first_of_several and number == FULL:
                self.notebook.noted("X57", cell, "", "满分")
                return
            if is_first_of_several or is_chosen:
                self.notebook.gather("X58", cell, number)
            self.draft.put(score.path, number, cell)
        if word:
            self.draft.put(grade.path, word.word, cell)
        elif not number:
            self.notebook.unplaced("X65", cell)


def _score_in(text: str) -> tuple[str | None, bool]:
    """The score that a text states, and whether it was chosen among several numbers; empty if it has no number, None if none can be told."""
    numbers = re.findall(r"(?<![\d.])[-+]?\.?\d+(?:[.,]\d+)*", text)
    if len(numbers) < 2:
        plain = numbers[0] if numbers else ""
        return (plain, False) if re.fullmatch(r"(?:\d+(?:\.\d+)?)?", plain) else (None, False)
    stated = re.findall(r"得分[为是:]?\s*(\d+(?:\.\d+)?)", text) or re.findall(r"^(\d+(?:\.\d+)?)/100分?$", text)
    return (stated[0], True) if len(set(stated)) == 1 else (None, False)


def take_year(draft: Draft, year: int, cell: GridCell) -> None:
    """The year of a form; the first one that is named holds."""
    draft.see(cell)
    draft.notebook.mark(cell, Fate.FIELD)
    if draft.year is None:
        draft.year = year
    elif draft.year != year:
        draft.notebook.note("X60", cell, str(draft.year))
