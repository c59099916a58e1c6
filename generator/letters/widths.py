"""How wide a table is, and the one rule by which a table lies on its side (GB/T 9704—2012, clause 8, leaves it open).

A column says how many characters it wants in 五号, the size that tables are set in; its share is that width with its
padding, in points. Where all columns together want more than the 156 mm of an upright page, the table is printed
landscape; what is left over, or missing, is shared out.
"""

from collections.abc import Iterator, Sequence

from generator.letters.document import Align, Annex, Block, Cell, CellContent, Column, Join, Table, TableRow
from generator.letters.paper import layout

PADDING_PT = 2 * layout.TABLE_PADDING_PT + layout.TABLE_BORDER_PT
AREA_PT = layout.AREA_WIDTH_MM * layout.MM


def is_wide(columns: Sequence[Column]) -> bool:
    """True if the columns want more than an upright page has."""
    return sum(column.share for column in columns) > AREA_PT


def width_of(characters: float) -> float:
    """The width of so many Chinese characters of 五号 with the padding of a cell, in points."""
    return characters * layout.TABLE_PT + PADDING_PT


def annex_of(title: str, blocks: Sequence[Block]) -> Annex:
    """An annex that stands upright or lies on its side as its widest table needs."""
    return Annex(title, tuple(blocks), is_landscape=any(is_wide(block.columns) for block in blocks if isinstance(block, Table)))


def column(heading: str, characters: float, align: Align = Align.CENTRE) -> Column:
    """A column that wants room for so many Chinese characters of 五号."""
    return Column(heading, width_of(characters), align)


def blank_columns(*characters: float) -> tuple[Column, ...]:
    """Columns without headings, for a form whose labels stand in its rows."""
    return tuple(Column("", width_of(count), Align.CENTRE) for count in characters)


def label(text: str) -> Cell:
    """A label inside a form."""
    return Cell(text, is_label=True)


def left(text: str) -> Cell:
    """Running text in a column of short entries."""
    return Cell(text, align=Align.LEFT)


def across(content: CellContent, columns: int) -> tuple[CellContent, ...]:
    """One cell over so many columns."""
    return (content, *(Join.LEFT,) * (columns - 1))


def down(content: CellContent) -> Iterator[CellContent]:
    """The cells of a column that one cell covers: the cell itself, then its continuation for ever."""
    yield content
    while True:
        yield Join.ABOVE


def total_row(cells: Sequence[CellContent]) -> TableRow:
    """The last row, in the bold face."""
    return TableRow(tuple(cells), is_total=True)
