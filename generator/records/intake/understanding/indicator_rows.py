"""Rows of indicators: levels that stand once for many rows, empty rows of the blank form, targets in one cell or in three."""


from generator.engine.grids.grid import CellKind, GridCell
from generator.records.intake.candidate import Fate, Path
from generator.records.intake.parsing.figures import is_nothing, is_stroke, is_template
from generator.records.intake.parsing.levels import EXECUTION, read_first
from generator.records.intake.parsing.measures import Measure, read_actual, read_sign, read_target, target_in_name
from generator.records.intake.parsing.numbering import is_placeholder_name
from generator.records.intake.scanning.headings import SELF_KINDS, Form, Kind
from generator.records.intake.scanning.meanings import LONG_TERM, SECTIONS, UNKEPT, Place, Reader
from generator.records.intake.understanding.cells import read_cell
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.standing_levels import StandingLevels

Cells = dict[str, GridCell]
OBJECTIVES: Path = ("绩效目标", "指标")


class IndicatorRows:
    """The indicators of one form, row by row."""

    def __init__(self, draft: Draft, form: Form, *, is_long_term: bool = False, unit: str = ""):
        self.draft = draft
        self.form = form
        self.notebook = draft.notebook
        self.is_long_term = is_long_term
        self.unit = unit  # of money, that the heading of the targets names for all rows: `指标值（万元）`
        section, self.allowed = SECTIONS.get(form.kind, SECTIONS[Kind.OBJECTIVES])
        self.section: Path = LONG_TERM if is_long_term else section
        self.levels = StandingLevels(draft, form)
        self.shared: set[GridCell] = set()  # cells that cover several rows and were read for the first

    def read(self, row: int, cells: Cells) -> bool:
        """Read one row; False if it is an empty row of the blank form."""
        self.levels.take(row, cells.get("一级指标"), cells.get("二级指标"), has_name="三级指标" in cells)
        name_cell = cells.get("三级指标")
        contents = {meaning: cell for meaning, cell in cells.items() if meaning not in ("一级指标", "二级指标", "三级指标") and cell.text}
        if self._is_execution(name_cell, contents):
            self._read_execution(cells)
            return True
        said = {meaning: cell for meaning, cell in contents.items() if not is_stroke(cell.text) and not is_template(cell.text)}
        name = "" if not name_cell or is_placeholder_name(name_cell.text) else name_cell.text
        filled = {meaning for meaning in said if meaning not in ("性质", "单位", "核心指标", "方向", "备注", "说明") and not is_nothing(said[meaning].text)}
        if not name and not filled:
            self._note_empty(cells)
            return False
        if self.form.kind is Kind.MONITORING:
            return self._read_monitored(name, name_cell, cells, contents)
        self._tell_shared(row, said)
        path: Path = (*self.section, self.draft.count(self.section))
        self.levels.put(path, name, name_cell, next(iter(cells.values())))
        target, target_cell = self._put_target(path, name, name_cell, contents)
        self._put_rest(path, contents, target, target_cell)
        return True

    def _tell_shared(self, row: int, said: Cells) -> None:
        """A cell that was merged over several rows holds for each of them, which its writer may not have meant."""
        for meaning, cell in said.items():
            if cell.spot.row < row and meaning not in ("分值", "得分") and not is_nothing(cell.text):
                self.notebook.gather("X44", cell, "各行都用它")

    # --- targets and values --------------------------------------------------------------------------------------------

    def _put_target(self, path: Path, name: str, name_cell: GridCell | None, cells: Cells) -> tuple[Measure, GridCell | None]:
        adjusted, initial = cells.get("调整指标值"), cells.get("指标值")
        cell = adjusted if adjusted and not is_nothing(adjusted.text) else initial or adjusted
        if adjusted and initial and cell is adjusted:
            self.notebook.noted("X57" if initial.text == adjusted.text else "X16", initial, "", "年初指标值，取调整后的")
        sign, unit = cells.get("性质"), cells.get("单位")
        measure = read_target(cell.text if cell else "", sign.text if sign else "", unit.text if unit else self.unit)
        self._tell(measure, cell or sign, sign)
        if measure.direction:
            self._put_word((*path, "方向"), measure.direction, sign)
        if measure.reading is not None and cell:
            self.draft.put((*path, "指标值"), measure.reading, cell)
        elif cell and cell.text:
            self.notebook.noted("X25" if is_nothing(cell.text) else "X31", cell)
        elif name_cell and (inside := target_in_name(name)):
            measure = read_target(inside)
            if measure.reading is not None:
                self.draft.put((*path, "指标值"), measure.reading, name_cell)
                self.notebook.note("X32", name_cell, str(measure.reading))
        for part in (sign, unit):
            self._follow(part, measure.reading is not None)
        return measure, cell

    def _follow(self, part: GridCell | None, is_used: bool) -> None:
        """Sign and unit share the fate of the number that they belong to."""
        if part and part.text:
            if is_used and not is_stroke(part.text):
                self.notebook.mark(part, Fate.FIELD)
            else:
                self.notebook.noted("X25" if is_nothing(part.text) else "X31", part)

    def _put_word(self, path: Path, word: str, cell: GridCell | None) -> None:
        if cell and path[-1] in self.allowed:
            self.draft.put(path, word, cell)

    def _tell(self, measure: Measure, cell: GridCell | None, sign: GridCell | None = None) -> None:
        for code in measure.remarks:
            about = sign if code == "X30" and sign and sign.text else cell
            if about and code != "X25":
                self.notebook.gather(code, about, "" if code in ("X30", "X31", "X36", "X37") else str(measure.reading or ""))

    def _put_rest(self, path: Path, cells: Cells, target: Measure, target_cell: GridCell | None) -> None:
        for key, cell in cells.items():
            meaning = key.partition("〔")[0]  # a second column of the same kind
            if meaning in ("性质", "指标值", "调整指标值", "单位") and meaning == key:
                continue
            if meaning == "实际完成值" and meaning in self.allowed:
                self._put_actual(path, cell, target, cells.get("单位"))
            elif meaning == "完成率" and "实际完成值" in self.allowed:
                self._put_rate(path, cell, cells.get("实际完成值"))
            elif meaning in ("分值", "得分") and meaning in self.allowed:
                self._put_points((*path, meaning), cell)
            elif meaning in ("方向", "核心指标"):
                self._put_trait(path, meaning, cell)
            elif (name := self._text_field(meaning)) in self.allowed:
                self._put_text((*path, name), cell)
            else:
                self._leave(meaning, cell)

    def _leave(self, meaning: str, cell: GridCell) -> None:
        """What this kind of row has no place for."""
        if is_nothing(cell.text):
            self.notebook.noted("X25", cell)
        elif meaning in (UNKEPT, "说明"):
            self.notebook.noted("X16", cell, "", "指标解释、评分标准" if meaning == "说明" else "")
        else:
            self.notebook.unplaced("X14", cell, f"“{meaning}”")

    def _text_field(self, meaning: str) -> str:
        """Remarks go where this kind of row keeps them."""
        if meaning in self.allowed:
            return meaning
        others = {"备注": ("说明", "偏差原因", "扣分原因"), "说明": ("备注",), "偏差原因": ("扣分原因",), "扣分原因": ("偏差原因",), "偏差选项": ("偏差原因",)}
        return next((other for other in others.get(meaning, ()) if other in self.allowed), "")

    def _put_actual(self, path: Path, cell: GridCell, target: Measure, unit: GridCell | None) -> None:
        is_number = cell.kind is CellKind.NUMBER and "%" not in cell.text
        measure = read_actual(cell.text, target.reading, unit.text if unit else "", is_number=is_number)
        self._tell(measure, cell)
        if measure.reading is not None:
            self.draft.put((*path, "实际完成值"), measure.reading, cell)
        else:
            self.notebook.noted("X17" if is_template(cell.text) and not is_stroke(cell.text) else "X25", cell)

    def _put_rate(self, path: Path, cell: GridCell, actual: GridCell | None) -> None:
        if actual and not is_nothing(actual.text):
            self.notebook.noted("X57", cell, "", "指标完成率")
        elif is_nothing(cell.text):
            self.notebook.noted("X25", cell)
        else:
            self.draft.put((*path, "实际完成值"), f"完成率{cell.text}", cell)
            self.notebook.gather("X38", cell)

    def _put_points(self, path: Path, cell: GridCell) -> None:
        if cell in self.shared:
            return
        if read_cell(self.draft, Place(path, Reader.POINTS), cell) and cell.rows > 1:
            self.shared.add(cell)
            self.notebook.gather("X44", cell, "记在第一行")

    def _put_trait(self, path: Path, meaning: str, cell: GridCell) -> None:
        if is_nothing(cell.text):
            self.notebook.noted("X25", cell)
        elif meaning == "方向" and (word := read_sign(cell.text)[1]) and "方向" in self.allowed:
            self.draft.put((*path, "方向"), word, cell)
        elif meaning == "核心指标" and meaning in self.allowed:
            read_cell(self.draft, Place((*path, meaning), Reader.FLAG), cell)
        else:
            self.notebook.noted("X16", cell, "", meaning)

    def _put_text(self, path: Path, cell: GridCell) -> None:
        place = Place(path, Reader.CHOICE, "完成可能性") if path[-1] == "完成可能性" else Place(path)
        read_cell(self.draft, place, cell, is_appended=place.reader is Reader.TEXT)

    # --- rows that are something else ----------------------------------------------------------------------------------

    def _note_empty(self, cells: Cells) -> None:
        shown = None
        for meaning, cell in cells.items():
            if meaning in ("一级指标", "二级指标"):
                shown = cell if meaning == "二级指标" and cell.text else shown
                self.notebook.label(cell)
            elif cell.text:
                self.notebook.noted("X42", cell)
        if shown and shown.rows == 1:
            self.notebook.gather("X42", shown)

    def _is_execution(self, name_cell: GridCell | None, contents: Cells) -> bool:
        names = [cell.text for cell in (name_cell, self.levels.first_cell, self.levels.second_cell) if cell and cell.text]
        if self.form.kind not in SELF_KINDS or not names or self.draft.get(("自评", "执行率得分")) is not None:
            return False
        own = name_cell.text if name_cell and not is_nothing(name_cell.text) else names[-1]
        return bool(EXECUTION.fullmatch(read_first(own).name)) and any(meaning in contents for meaning in ("得分", "分值"))

    def _read_execution(self, cells: Cells) -> None:
        for meaning, cell in cells.items():
            if meaning in ("分值", "得分"):
                read_cell(self.draft, Place(("自评", f"执行率{meaning}"), Reader.POINTS), cell)
                self.notebook.gather("X47", cell)
            elif meaning == "实际完成值" and self.draft.get(("资金", "执行率")) is None:
                read_cell(self.draft, Place(("资金", "执行率"), Reader.RATE), cell)
            elif meaning in ("一级指标", "二级指标", "三级指标"):
                self.notebook.label(cell)
            elif meaning in ("偏差原因", "改进措施") and not is_nothing(cell.text):
                read_cell(self.draft, Place(("自评", "其他说明")), cell, is_appended=True)
            else:
                self.notebook.noted("X57", cell, "", "预算执行率一行")

    def _read_monitored(self, name: str, name_cell: GridCell | None, cells: Cells, contents: Cells) -> bool:
        """A row of 监控: the promise goes to 绩效目标, the progress to 运行监控."""
        promise = {meaning: cell for meaning, cell in contents.items() if meaning in ("指标值", "调整指标值", "性质", "单位", "分值")}
        progress = {meaning: cell for meaning, cell in contents.items() if meaning not in promise}
        said = [cell for meaning, cell in progress.items() if meaning != "偏差选项" and not is_nothing(cell.text)]
        if promise:
            path: Path = (*OBJECTIVES, self.draft.count(OBJECTIVES))
            self.levels.put(path, name, name_cell, next(iter(cells.values())))
            self._put_target(path, name, name_cell, promise)
            if "分值" in promise:
                self._put_points_of(path, promise["分值"])
        if not promise and not said:
            self._note_empty(cells)
            return False
        if said:
            path = (*self.section, self.draft.count(self.section))
            self.levels.put(path, name, name_cell, next(iter(cells.values())))
            progress = {("执行情况" if meaning == "实际完成值" else meaning): cell for meaning, cell in progress.items()}
            options = {meaning: cell for meaning, cell in progress.items() if meaning.startswith("偏差选项")}
            self._put_rest(path, {meaning: cell for meaning, cell in progress.items() if meaning not in options}, Measure(None), None)
        else:
            for cell in progress.values():
                self.notebook.noted("X25", cell)
        return True

    def _put_points_of(self, path: Path, cell: GridCell) -> None:
        read_cell(self.draft, Place((*path, "分值"), Reader.POINTS), cell)
