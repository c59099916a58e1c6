"""While a grid is read: the fate of each cell, and the notes. What happens often in one form is one note with its cells."""

from collections import defaultdict
from collections.abc import Iterable

from generator.engine.grids.grid import Grid, GridCell, Spot
from generator.records.intake.candidate import CellRef, Fate, Note, Weight
from generator.records.intake.codes import CODES

MANY = 6  # cells that a note about several names

_RANK = {Fate.FIELD: 3, Fate.NOTED: 2, Fate.UNPLACED: 1, Fate.LABEL: 0}


class Notebook:
    """Fates and notes of one grid."""

    def __init__(self, grid: Grid):
        self.grid = grid
        self.fates: dict[Spot, Fate] = {}
        self.quiet: frozenset[str] = frozenset()  # codes of what is as it should be in this form
        self._notes: dict[Note, None] = {}  # each once
        self._gathered: dict[tuple[str, str, str], list[GridCell]] = defaultdict(list)

    def ref(self, cell: GridCell | None, last: GridCell | None = None) -> CellRef:
        """The place of a cell, or from one to another."""
        if cell is None:
            return CellRef(self.grid.file, self.grid.sheet)
        end = (last or cell).last
        return CellRef(self.grid.file, self.grid.sheet, cell.spot, end if end != cell.spot else None)

    def mark(self, cell: GridCell | None, fate: Fate) -> None:
        """Say what became of a cell; a better fate is never lost."""
        if cell and cell.text:
            known = self.fates.get(cell.spot)
            if known is None or _RANK[fate] > _RANK[known]:
                self.fates[cell.spot] = fate

    def label(self, *cells: GridCell | None) -> None:
        """These cells are words of the form."""
        for cell in cells:
            self.mark(cell, Fate.LABEL)

    def is_open(self, cell: GridCell) -> bool:
        """Whether nothing has been made of a cell yet."""
        return cell.spot not in self.fates

    def note(self, code: str, cell: GridCell | None, understood: str = "", detail: str = "", stands: str | None = None) -> None:
        """One row of the report; a cell that is not a field has the fate of the note."""
        known = CODES[code]
        shown = stands if stands is not None else (cell.text if cell else "")
        told = Note(code, known.weight, self.ref(cell), shown, understood, known.todo, known.meaning + (f"：{detail}" if detail else ""))
        self._notes.setdefault(told)

    def gather(self, code: str, cell: GridCell | None, understood: str = "", detail: str = "") -> None:
        """The same for what happens often: one note in the end for all cells of which the same was understood."""
        if cell:
            self._gathered[(code, understood, detail)].append(cell)

    def noted(self, code: str, cell: GridCell | None, understood: str = "", detail: str = "") -> None:
        """A cell that is not kept, for a reason."""
        if cell and cell.text and self.fates.get(cell.spot) is not Fate.FIELD:
            self.mark(cell, Fate.NOTED)
            self.gather(code, cell, understood, detail)

    def refused(self, code: str, cell: GridCell, detail: str, todo: str = "") -> None:
        """A cell that cannot be taken: an error at its place."""
        known = CODES[code]
        self.mark(cell, Fate.UNPLACED)
        self._notes.setdefault(Note(code, known.weight, self.ref(cell), cell.text, "", todo or known.todo, f"{known.meaning}：{detail}"))

    def withdraw(self) -> None:
        """Nothing of the form is taken: what was a field stands in no candidate."""
        self.fates.update({spot: Fate.NOTED for spot, fate in self.fates.items() if fate is Fate.FIELD})

    def unplaced(self, code: str, cell: GridCell | None, detail: str = "") -> None:
        """A cell for which there is no field."""
        if cell and cell.text and self.fates.get(cell.spot) not in (Fate.FIELD, Fate.NOTED, Fate.UNPLACED):
            self.mark(cell, Fate.UNPLACED)
            if code == "X14":  # one note for a column
                self.gather(code, cell, "", detail)
            else:
                self.note(code, cell, "", detail)

    def _around(self, cells: list[GridCell]) -> CellRef:
        first = Spot(min(cell.spot.row for cell in cells), min(cell.spot.column for cell in cells))
        last = Spot(max(cell.last.row for cell in cells), max(cell.last.column for cell in cells))
        return CellRef(self.grid.file, self.grid.sheet, first, last if last != first else None)

    def notes(self) -> tuple[Note, ...]:
        """All notes, by place."""
        told = (note for note in (*self._notes, *self._summaries()) if note.code not in self.quiet)
        return tuple(sorted(told, key=lambda note: (note.cell.first, note.code, note.message)))

    def _summaries(self) -> Iterable[Note]:
        for (code, understood, detail), cells in self._gathered.items():
            known = CODES[code]
            unique = list({cell.spot: cell for cell in cells}.values())
            places = "、".join(cell.spot.name for cell in unique[:MANY]) + ("等" if len(unique) > MANY else "")
            texts = list(dict.fromkeys(cell.text for cell in unique))
            shown = len(texts) if known.weight is Weight.UNPLACED else MANY  # what found no field is listed whole
            stands = "；".join(texts[:shown]) + ("……" if len(texts) > shown else "")
            where = f"（{len(unique)} 处：{places}）" if len(unique) > 1 else ""
            message = known.meaning + (f"：{detail}" if detail else "") + where
            yield Note(code, known.weight, self._around(unique), stands, understood, known.todo, message)
