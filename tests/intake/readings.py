"""What is made of a laid-out file."""

from functools import cache
from pathlib import Path

from generator.engine.grids.grid import Grid
from generator.records.intake.scanning.form_files import load_forms
from generator.records.intake.scanning.headings import Forms
from generator.records.intake.understanding.sheet import understand
from tests.intake.comparison import Reading
from tests.intake.paper import Paper

TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def forms() -> Forms:
    """The forms that this program knows."""
    known, problems = load_forms([TEMPLATES])
    assert not problems
    return known


def make_out(paper: Paper, grids: tuple[Grid, ...]) -> Reading:
    """What is made of the grids."""
    return Reading(paper, grids, tuple(understand(grid, forms()) for grid in grids))
