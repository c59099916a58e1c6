"""A grid becomes candidates: its forms are found and read one by one; every cell gets a fate."""


from generator.engine.grids.grid import Grid
from generator.records.forms.kinds import MARKER_FORM
from generator.records.intake.candidate import Fate, Understood
from generator.records.intake.parsing.figures import half_width, is_nothing
from generator.records.intake.parsing.levels import is_first, is_second
from generator.records.intake.scanning.headings import Forms
from generator.records.intake.scanning.parts import Part, cut, is_minor
from generator.records.intake.scanning.tables import Header
from generator.records.intake.understanding.draft import Draft
from generator.records.intake.understanding.form_reader import FormReader
from generator.records.intake.understanding.labelled import UNIT_LINE
from generator.records.intake.understanding.notebook import Notebook


def understand(grid: Grid, forms: Forms) -> Understood:
    """All that a sheet says: candidates, notes, and the fate of every cell with something in it."""
    notebook = Notebook(grid)
    parts = cut(grid, forms)
    own = forms.marked(grid.marker.get(MARKER_FORM, ""))
    if own:
        notebook.quiet = frozenset(own.variant.quiet)
        parts = [Part(1, grid.rows, [cell for part in parts[:1] for cell in part.titles], own)] if parts else []
    known = [part for part in parts if part.form]
    if not known:
        return _unknown(notebook)
    if len(known) > 1:
        notebook.note("X11", None, "、".join(dict.fromkeys(part.form.variant.name for part in known if part.form)), f"{len(known)} 张", stands="")
    drafts: list[Draft] = []
    lent: dict[str, Header | None] = {}
    for part in parts:
        if part.form:
            drafts.extend(FormReader(notebook, part, part.form, parts, lent).read())
    _finish(notebook, forms)
    candidates = tuple(draft.candidate() for draft in drafts if not draft.is_empty)
    return Understood(candidates, notebook.notes(), notebook.fates, "、".join(dict.fromkeys(part.form.variant.name for part in known if part.form)))


def _unknown(notebook: Notebook) -> Understood:
    """A sheet that is no form that is known: one note for all of it."""
    cells = [cell for cell in notebook.grid.cells if cell.text]
    for cell in cells:
        notebook.mark(cell, Fate.UNPLACED)
    if cells:
        shown = "；".join(cell.text for cell in cells[:3])
        notebook.note("X10", None, "", stands=shown if len(cells) <= 3 else f"{shown}……（共 {len(cells)} 个格）")
    return Understood((), notebook.notes(), notebook.fates)


def _finish(notebook: Notebook, forms: Forms) -> None:
    """What is left is a word of some form, a stroke, or text without a field."""
    general = forms.forms[0]
    for cell in notebook.grid.cells:
        if not cell.text or not notebook.is_open(cell):
            continue
        if general.is_heading(cell.text) or is_first(cell.text) or is_second(cell.text) or UNIT_LINE.fullmatch(half_width(cell.text)) or is_minor(cell):
            notebook.label(cell)
        elif is_nothing(cell.text):
            notebook.noted("X25", cell)
        else:
            notebook.unplaced("X13", cell)


def all_fates_told(understood: Understood, grid: Grid) -> bool:
    """Whether every cell with something in it has a fate: nothing is lost."""
    return all(cell.spot in understood.fates for cell in grid.cells if cell.text)
