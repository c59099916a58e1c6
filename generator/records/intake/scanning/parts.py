"""A sheet is cut into the forms that stand below one another in it, and for each the variant is found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.engine.grids.grid import Grid, GridCell
from generator.records.intake.parsing.figures import half_width
from generator.records.intake.parsing.levels import is_first
from generator.records.intake.scanning.headings import Form, Forms, plain

TITLE_LENGTH = 70
LINES_ABOVE_TITLE = 4
_TITLE = re.compile(r"(?:表|台账|名录|清单|通报|报告|情况|说明|目录|结果|汇总|公开)(?:[（(].*[）)]|\d{0,2})*$")
_YEAR_ALONE = re.compile(r"[（(\s]*(?:20\d{2}|二[〇○零]..)\s*[)）]?\s*年?\s*度?\s*[)）]?")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]|附(?:件|表)\s*\d+\s*[:：.、]")
_ANNEX = re.compile(r"附(?:件|表)?\s*[一二三四五六七八九十\d]{0,3}(?:[-—.]\d+)?[:：]?")


@dataclass
class Part:
    """One form within a sheet."""

    first: int
    last: int
    titles: list[GridCell] = field(default_factory=list)
    form: Form | None = None
    is_by_headings: bool = False  # no title told

    @property
    def title(self) -> str:
        """What stands above it."""
        return "".join(cell.text for cell in self.titles)


def cut(grid: Grid, forms: Forms) -> list[Part]:
    """The forms of a sheet, from top to bottom."""
    general = forms.forms[0] if forms.forms else None
    words = tuple(plain(word) for variant in forms.variants for word in variant.titles)
    parts: list[Part] = []
    has_content = False
    has_name = False
    for row in range(1, grid.rows + 1):
        starting = grid.starting(row)
        if not starting:
            continue
        titles = list(_titles(grid, starting, words, general, is_first=not parts or not has_content))
        names = [cell for cell in starting if (general and general.labels.meaning(cell.text) == "项目名称" and cell is not starting[-1]) or _names_project(cell)]
        is_new_name = bool(names) and has_name and not _is_in_header(starting, general)
        if (titles and has_content and _is_form(grid, parts[-1], general)) or is_new_name or not parts:
            parts.append(Part(row, row))
            has_content = has_name = False
        if titles:
            parts[-1].titles.extend(titles)
        else:
            has_content = has_content or not all(is_minor(cell) for cell in starting)
        has_name = has_name or (bool(names) and not _is_in_header(starting, general))
        parts[-1].last = row
    for part in parts:
        _choose(grid, forms, part)
    _pass_on(parts)
    return parts


def _is_form(grid: Grid, part: Part, general: Form | None) -> bool:
    """Whether what was read so far is more than a few lines above a title: it has a title of its own, or a table."""
    if part.titles or part.last - part.first >= LINES_ABOVE_TITLE:
        return True
    cells = [cell for row in range(part.first, part.last + 1) for cell in grid.starting(row)]
    return any(is_first(cell.text) or (general and general.indicator_columns.meaning(cell.text)) for cell in cells)


def _names_project(cell: GridCell) -> bool:
    return bool(re.match(r"(?:项目|专项)名称\s*[:：]\s*\S", cell.text))


def _is_in_header(starting: list[GridCell], general: Form | None) -> bool:
    """Whether 项目名称 heads a column there."""
    known = [cell for cell in starting if general and (general.indicator_columns.meaning(cell.text) or general.list_columns.meaning(cell.text))]
    return len(known) >= 3


def is_minor(cell: GridCell) -> bool:
    """`附件2`, `单位：万元`, `（2022年度）`: what stands around a title."""
    text = half_width(cell.text).strip()
    return bool(_ANNEX.fullmatch(text) or re.fullmatch(r"[(（]?(?:金额)?单位[:：]?.{0,6}[)）]?", text) or _YEAR_ALONE.fullmatch(text))


def _heads_form(grid: Grid, cell: GridCell, general: Form | None) -> bool:
    """Whether headings stand below, not a text: `部门整体绩效目标` may be a title and a label."""
    below = next((grid.starting(row) for row in range(cell.last.row + 1, grid.rows + 1) if grid.starting(row)), [])
    return bool(below and general and general.is_heading(re.split("[:：]", below[0].text)[0]))


def _titles(grid: Grid, starting: list[GridCell], words: tuple[str, ...], general: Form | None, *, is_first: bool) -> Iterator[GridCell]:
    """The cells of a row that are titles; in the midst of a sheet only what names a form is one."""
    weighty = [cell for cell in starting if not is_minor(cell)]
    if is_first:
        yield from (cell for cell in starting if _YEAR_ALONE.fullmatch(half_width(cell.text)))
    if len(weighty) != 1:
        return
    cell = weighty[0]
    key = plain(cell.text)
    is_heading = bool(general and general.is_heading(cell.text)) and not (key in words and _heads_form(grid, cell, general))
    if len(cell.text) > TITLE_LENGTH or is_heading or re.search(r"[。；;]", cell.text):
        return
    if _NUMBERED.match(cell.text):
        return
    if any(word in key for word in words) or (is_first and _TITLE.search(half_width(cell.text).strip())):
        yield cell


def texts_of(grid: Grid, part: Part) -> frozenset[str]:
    """All headings that may stand in a part, plain; of `label：value` the label."""
    found: set[str] = set()
    for row in range(part.first, part.last + 1):
        for cell in grid.starting(row):
            if len(cell.text) <= 60:
                found.add(plain(cell.text))
            head = re.split("[:：]", cell.text, maxsplit=1)[0]
            if len(head) <= 30:
                found.add(plain(head))
    return frozenset(found)


def _choose(grid: Grid, forms: Forms, part: Part) -> None:
    paragraphs = [cell.text for row in range(part.first, part.last + 1) for cell in grid.starting(row)]
    fitting = list(forms.fitting(part.title or grid.sheet, texts_of(grid, part), paragraphs))
    if not fitting or fitting[0][0] <= 0:
        return
    points, part.form = fitting[0]
    title = re.sub(r"\s+", "", half_width(part.title or grid.sheet))
    part.is_by_headings = points > 0 and not any(re.sub(r"\s+", "", half_width(word)) in title for word in part.form.variant.titles)


def _pass_on(parts: list[Part]) -> None:
    """A part without a title that fits no variant is the end, or the continuation, of a neighbour of its kind."""
    before: Form | None = None
    for index, part in enumerate(parts):
        if part.form is None and not part.titles:
            following = parts[index + 1].form if index + 1 < len(parts) else None
            part.form = following or before
            part.is_by_headings = False
        before = part.form or before
