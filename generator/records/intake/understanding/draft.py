"""A candidate while it is put together: a tree of text, and of each leaf the cell that it came from."""

from itertools import pairwise
from typing import Any

from generator.engine.grids.grid import GridCell, Spot
from generator.records.intake.candidate import Candidate, CellRef, Fate, Path, Target
from generator.records.intake.understanding.notebook import Notebook


class Draft:
    """What has been read of one project, unit or list so far."""

    def __init__(self, notebook: Notebook, target: Target, form: str):
        self.notebook = notebook
        self.target = target
        self.form = form
        self.values: dict[str, Any] = {}
        self.sources: dict[Path, CellRef] = {}
        self.year: int | None = None
        self.identity: dict[str, tuple[str, CellRef]] = {}  # unit, supervisor, title, id
        self._seen: list[GridCell] = []

    def put(self, path: Path, value: Any, cell: GridCell, *, is_appended: bool = False) -> bool:
        """Set a leaf; the first cell that says something wins, and a contradiction is told."""
        self.see(cell)
        known = self.get(path)
        if known is not None and is_appended and isinstance(known, str) and isinstance(value, str):
            value = known if value in known else f"{known}\n{value}"
        elif known is not None:
            if known != value:
                self.notebook.mark(cell, Fate.NOTED)
                self.notebook.note("X56", cell, str(known), f"{'›'.join(map(str, path))}已经是“{_short(known)}”（{self.sources[path].area}）")
                return False
            self.notebook.mark(cell, Fate.FIELD)
            return True
        self._set(path, value)
        self.sources.setdefault(path, self.notebook.ref(cell))
        self.notebook.mark(cell, Fate.FIELD)
        return True

    def copy(self, path: Path, to: Path) -> None:
        """Say the same at another place, from the same cell."""
        self._set(to, self.get(path))
        self.sources[to] = self.sources[path]

    def get(self, path: Path) -> Any:
        """The value at a path; None if there is none."""
        found: Any = self.values
        for part in path:
            if isinstance(part, int):
                if not isinstance(found, list) or part >= len(found):
                    return None
                found = found[part]
            else:
                if not isinstance(found, dict) or part not in found:
                    return None
                found = found[part]
        return found

    def cell_of(self, path: Path) -> GridCell | None:
        """The cell that said what stands at a path; None if it is not known."""
        ref = self.sources.get(path)
        return self.notebook.grid.at(ref.first.row, ref.first.column) if ref and ref.first.row else None

    def count(self, path: Path) -> int:
        """How many items the list at a path has."""
        found = self.get(path)
        return len(found) if isinstance(found, list) else 0

    def _set(self, path: Path, value: Any) -> None:
        owner: Any = self.values
        for part, following in pairwise(path):
            empty: Any = [] if isinstance(following, int) else {}
            if isinstance(part, int):
                while len(owner) <= part:
                    owner.append({} if isinstance(empty, dict) else [])
                owner = owner[part]
            else:
                owner = owner.setdefault(part, empty)
        last = path[-1]
        if isinstance(last, int):
            while len(owner) <= last:
                owner.append(value)
            owner[last] = value
        else:
            owner[last] = value

    def identify(self, name: str, text: str, cell: GridCell) -> None:
        """Say whose form it is."""
        self.see(cell)
        self.notebook.mark(cell, Fate.FIELD)
        if name not in self.identity:
            self.identity[name] = (text, self.notebook.ref(cell))
        elif self.identity[name][0] != text:
            self.notebook.note("X56", cell, self.identity[name][0])

    def see(self, cell: GridCell) -> None:
        """Stretch the area to this cell."""
        self._seen.append(cell)

    def _area(self) -> CellRef:
        grid = self.notebook.grid
        if not self._seen:
            return CellRef(grid.file, grid.sheet)
        first = Spot(min(cell.spot.row for cell in self._seen), min(cell.spot.column for cell in self._seen))
        last = Spot(max(cell.last.row for cell in self._seen), max(cell.last.column for cell in self._seen))
        return CellRef(grid.file, grid.sheet, first, last if last != first else None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read."""
        return not self.values and not self.identity

    def candidate(self) -> Candidate:
        """The finished candidate."""
        unit, unit_source = self.identity.get("预算单位") or self.identity.get("实施单位") or self.identity.get("主管部门") or ("", None)
        title, title_source = self.identity.get("项目名称", ("", None))
        supervisor, supervisor_source = self.identity.get("主管部门", ("", None))
        return Candidate(
            self.target, self.form, self._area(), self.values, self.sources, self.year, unit, unit_source, title, title_source,
            self.identity.get("编号", ("", None))[0], supervisor, supervisor_source, *self.identity.get("预算单位名称", ("", None)),
        )  # fmt: skip


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 20 else f"{text[:20]}…"
