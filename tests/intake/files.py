"""A laid-out file written to disk, and its grids read again."""

from pathlib import Path

from generator.engine.grids.grid import Grid
from generator.engine.grids.reading import read_grids
from tests.intake.paper import Paper

OLD_EXCEL = Path(__file__).parent / "old_excel"  # written by LibreOffice, since nothing else here writes .xls


def read(paper: Paper, folder: Path) -> tuple[Grid, ...]:
    """The grids of the file."""
    if paper.file.endswith(".xls"):
        return read_grids(OLD_EXCEL / f"{paper.file[:3]}.xls", name=paper.file)
    return read_grids(paper.write(folder), name=paper.file)
