"""Tables: real rows, joined cells, headings repeated on every page; forms made of several tables become one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from generator.letters.document import Align, Cell, CellContent, Join, Table, TableRow
from generator.letters.paper import layout
from generator.letters.paper.linebreak import break_cell, widest_unit
from generator.letters.word.markup import Element, flag, w
from generator.letters.word.measures import TWIPS, WordGrid
from generator.letters.word.styles import Style
from generator.letters.word.text import paragraph, run
from generator.problems import JixiaoError

Place = tuple[int, int]  # row and column

SMALL_TABLE_ROWS = 8  # a table of so few rows is kept on one page (house rule)
WHOLE_ROW_LINES = 16  # a row of more lines may break across pages (house rule)

_STYLES = {
    layout.TABLE_PT: {
        Align.LEFT: Style.CELL,
        Align.CENTRE: Style.CELL_CENTRED,
        Align.RIGHT: Style.CELL_RIGHT,
        None: Style.LABEL,
    },
    layout.TABLE_SMALL_PT: {
        Align.LEFT: Style.SMALL_CELL,
        Align.CENTRE: Style.SMALL_CELL_CENTRED,
        Align.RIGHT: Style.SMALL_CELL_RIGHT,
        None: Style.SMALL_LABEL,
    },
}


@dataclass(frozen=True)
class _Rows:
    """Rows of one table and where its columns begin and end, in twips from the type area's left edge."""

    table: Table
    rows: tuple[TableRow, ...]
    heads: int  # the first so many rows are headings
    edges: tuple[int, ...]
    size_pt: float


def table(tables: Sequence[Table], width: int, grid: WordGrid) -> Element:
    """One Word table of tables that follow each other without text between; `width` in twips."""
    parts = [_rows(one, width) for one in tables]
    edges = sorted({edge for part in parts for edge in part.edges})
    repeated = parts[0].heads
    rows: list[Element] = []
    left = sum(len(part.rows) for part in parts)
    is_small = left <= SMALL_TABLE_ROWS
    for at, part in enumerate(parts):
        # Rows that keep the next: those of a small table, heads, and the last but one, so that a total is not left alone.
        keeps = [is_small or row < part.heads or left - row == 2 for row in range(len(part.rows))]
        left -= len(part.rows)
        keeps[-1] = keeps[-1] and left > 0
        rows += _word_rows(part, edges, grid, repeated if not at else 0, keeps)
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=Style.GRID_TABLE.id),
            w("tblW", w=width, type="dxa"),
            w("tblInd", w=0, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0000"),
        ),
        w("tblGrid", *(w("gridCol", w=right - left) for left, right in pairwise(edges))),
        *rows,
    )


def _rows(one: Table, width: int) -> _Rows:
    total = sum(column.share for column in one.columns)
    edges = (0, *(round(width * share / total) for share in accumulate(column.share for column in one.columns)))
    heads = one.head
    if not heads and any(column.heading for column in one.columns):
        heads = (TableRow(tuple(column.heading for column in one.columns)),)
    blank = TableRow(("",) * len(one.columns))
    rows = (*heads, *one.rows, *(blank,) * one.blank_rows)
    for row in rows:
        if len(row.cells) != len(one.columns):
            raise JixiaoError(f"表“{one.caption}”有 {len(one.columns)} 栏，其中一行却有 {len(row.cells)} 格。请检查这张表的内容。")
    return _Rows(one, rows, len(heads), edges, _size(one, rows, edges))


def _size(one: Table, rows: Sequence[TableRow], edges: Sequence[int]) -> float:
    """五号, unless that would tear a number or a word apart."""
    owners = _owners(rows)
    for row, cells in enumerate(rows):
        for column, content in enumerate(cells.cells):
            stop = column + sum(1 for owner in owners[row] if owner == (row, column))
            room_pt = (edges[stop] - edges[column]) / TWIPS - 2 * layout.TABLE_PADDING_PT - layout.TABLE_BORDER_PT
            if widest_unit(text_of(content)) * layout.TABLE_PT > room_pt and not isinstance(content, Join):
                return layout.TABLE_SMALL_PT
    return layout.TABLE_PT


def text_of(content: CellContent) -> str:
    """The words of a cell; a place that continues another has none."""
    if isinstance(content, Join):
        return ""
    return content.text if isinstance(content, Cell) else content


def _owners(rows: Sequence[TableRow]) -> list[list[Place]]:
    """For each place, the place whose cell covers it; a join at the edge has nothing to continue and stands alone."""
    owners: list[list[Place]] = []
    for at, row in enumerate(rows):
        line: list[Place] = []
        for column, content in enumerate(row.cells):
            if content is Join.ABOVE and owners:
                line.append(owners[-1][column])
            elif content is Join.LEFT and line:
                line.append(line[-1])
            else:
                line.append((at, column))
        owners.append(line)
    return owners


def _word_rows(part: _Rows, edges: Sequence[int], grid: WordGrid, repeated: int, keeps: Sequence[bool]) -> list[Element]:
    owners = _owners(part.rows)
    rows = []
    for at, keeps_next in enumerate(keeps):
        properties = w(
            "trPr",
            None if _is_tall(part, at) else flag("cantSplit"),
            w("trHeight", val=grid.pitch, hRule="atLeast"),
            flag("tblHeader") if at < repeated else None,
        )
        spans = [list(places) for _, places in groupby(range(len(owners[at])), key=lambda c: owners[at][c])]
        rows.append(w("tr", properties, *(_cell(part, owners, at, columns, edges, keeps_next=keeps_next) for columns in spans)))
    return rows


def _is_tall(part: _Rows, at: int) -> bool:
    """A row that might be higher than a page must be allowed to break."""
    for column, content in enumerate(part.rows[at].cells):
        room_pt = (part.edges[column + 1] - part.edges[column]) / TWIPS - 2 * layout.TABLE_PADDING_PT
        if len(break_cell(text_of(content), limit=room_pt / part.size_pt)) > WHOLE_ROW_LINES:
            return True
    return False


def _cell(part: _Rows, owners: list[list[Place]], at: int, columns: list[int], edges: Sequence[int], *, keeps_next: bool) -> Element:
    """The cell that covers `columns` of row `at`."""
    owner = owners[at][columns[0]]
    span = [column for column, other in enumerate(owners[owner[0]]) if other == owner]
    if span != columns:
        raise JixiaoError(f"表“{part.table.caption}”第{at + 1}行的合并单元格不成矩形，Word 排不出。请检查这张表的内容。")
    left, right = part.edges[columns[0]], part.edges[columns[-1] + 1]
    goes_on = at + 1 < len(owners) and owner in owners[at + 1]
    covered = edges.index(right) - edges.index(left)
    merge = w("vMerge") if owner[0] < at else w("vMerge", val="restart") if goes_on else None
    properties = w(
        "tcPr",
        w("tcW", w=right - left, type="dxa"),
        w("gridSpan", val=covered) if covered > 1 else None,
        merge,
        _open_edge(part, owners, at, columns[0]),
        w("vAlign", val="center"),
    )
    row = part.rows[owner[0]]
    content = row.cells[owner[1]] if owner[0] == at else ""
    style = _STYLES[part.size_pt][_align(part, owner)]
    strong = Style.STRONG if row.is_total else None
    text = text_of(content)
    keep = (flag("keepNext"),) if keeps_next else ()
    return w("tc", properties, paragraph(style, (run(text, strong),) if text else (), *keep))


def _open_edge(part: _Rows, owners: list[list[Place]], at: int, column: int) -> Element | None:
    """No line between an empty cell of the head and the label at the side below it: on the official forms they are one cell."""

    def is_empty_head(row: int) -> bool:
        owner = owners[row][column]
        return owner[0] < part.heads and not text_of(part.rows[owner[0]].cells[owner[1]])

    if 0 < at == part.heads and is_empty_head(at - 1):
        return w("tcBorders", w("top", val="nil"))
    if at == part.heads - 1 and is_empty_head(at):
        return w("tcBorders", w("bottom", val="nil"))
    return None


def _align(part: _Rows, owner: Place) -> Align | None:
    """How a cell's words stand; None for headings and labels."""
    row, column = owner
    content = part.rows[row].cells[column]
    is_label = isinstance(content, Cell) and content.is_label
    if isinstance(content, Cell) and content.align:
        return content.align if not is_label else None
    return None if is_label or row < part.heads else part.table.columns[column].align


def plain_table(widths: Sequence[int], rows: Sequence[Element], *properties: Element, is_centred: bool = False) -> Element:
    """A table without lines, for things that stand side by side; widths in twips."""
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=Style.PLAIN_TABLE.id),
            w("tblW", w=sum(widths), type="dxa"),
            w("jc", val="center") if is_centred else w("tblInd", w=0, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0000"),
            *properties,
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *rows,
    )
