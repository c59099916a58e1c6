"""A cell that holds several things, as if each stood in a cell of its own."""

from dataclasses import replace

from generator.engine.grids.grid import CellKind, GridCell


def with_text(cell: GridCell, text: str) -> GridCell:
    """The same place with a part of what stands there."""
    return replace(cell, text=text, kind=CellKind.TEXT, value=text)
