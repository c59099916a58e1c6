"""How a form is put on its sheet: cells from left to right, tables with room to spare, sums that check themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.engine.form_sheets import Condition, Content, FormCell, FormSheet, Formula, Help, Kind, Look, Tone
from generator.engine.grids.grid import Spot

TALL, TALLER = 44.0, 66.0  # heights of rows for a sentence and for a paragraph, in points
FULL = Decimal(100)


@dataclass(frozen=True)
class Box:
    """A cell before it has its place."""

    content: Content | Formula = None
    columns: int = 1
    rows: int = 1
    look: Look = Look.ENTRY
    kind: Kind = Kind.TEXT
    help: Help | None = None


def label(text: str, columns: int = 1, rows: int = 1) -> Box:
    """A word of the form."""
    return Box(text, columns, rows, Look.LABEL)


def side(text: str, rows: int) -> Box:
    """A word of the form beside several rows."""
    return Box(text, 1, rows, Look.SIDE)


def entry(content: Content = None, columns: int = 1, kind: Kind = Kind.TEXT, help_: Help | None = None) -> Box:
    """A place to write in."""
    return Box(content or None if isinstance(content, str) else content, columns, 1, Look.ENTRY, kind, help_)


def given(content: Content = None, columns: int = 1, kind: Kind = Kind.WORD) -> Box:
    """What we filled in and is not to be changed."""
    return Box(content or None if isinstance(content, str) else content, columns, 1, Look.GIVEN, kind)


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: heading, how many columns of the sheet it takes, the heading above it if two stand under one."""

    heading: str
    kind: Kind = Kind.WORD
    help: Help | None = None
    columns: int = 1
    group: str = ""
    look: Look = Look.ENTRY


@dataclass
class Paper:
    """A sheet that is being filled from top to bottom; `row` is the next that is free."""

    widths: tuple[float, ...]
    is_landscape: bool = False
    row: int = 1
    cells: list[FormCell] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    head_rows: tuple[int, int] | None = None
    frozen_rows: int = 0

    def __post_init__(self) -> None:
        self._taken: set[tuple[int, int]] = set()

    def head(self, title: str, below: str, left: str = "", right: str = "") -> None:
        """The form's name, its year, and a line with who fills in and in which units."""
        whole = len(self.widths)
        self.line(Box(title, whole, 1, Look.TITLE), height=34)
        self.line(Box(below, whole, 1, Look.CAPTION, Kind.WORD), height=20)
        half = self._half()
        self.line(Box(left, half, 1, Look.CAPTION), Box(right, whole - half, 1, Look.CAPTION, Kind.AMOUNT), height=20)

    def _half(self) -> int:
        """The column after which the sheet's wider part is over."""
        total, run = sum(self.widths), 0.0
        for place, width in enumerate(self.widths, 1):
            run += width
            if run >= total * 0.55:
                return min(place, len(self.widths) - 1)
        return len(self.widths) - 1

    def line(self, *boxes: Box, height: float = 0) -> int:
        """One row, from left to right around areas that reach down from above; gives its number."""
        row, column = self.row, 1
        for box in boxes:
            while (row, column) in self._taken:
                column += 1
            self._place(row, column, box)
            column += box.columns
        if height:
            self.heights[row] = height
        self.row += 1
        return row

    def _place(self, row: int, column: int, box: Box) -> None:
        for below in range(row, row + box.rows):
            for right in range(column, column + box.columns):
                assert (below, right) not in self._taken, f"{box.content} over {Spot(below, right).name}"
                self._taken.add((below, right))
        self.cells.append(FormCell(row, column, box.content, box.look, box.kind, box.rows, box.columns, box.help))

    def text(self, name: str, content: Content, help_: Help | None = None, height: float = TALL, columns: int = 2) -> None:
        """A row with a label and a long text beside it."""
        self.line(label(name, columns), entry(content, len(self.widths) - columns, Kind.TEXT, help_), height=height)

    def note(self, text: str) -> None:
        """How to fill in, below the form."""
        self.line(Box(text, len(self.widths), 1, Look.NOTE))

    def table_head(self, columns: Sequence[TableColumn], beside: str = "", side_rows: int = 0) -> None:
        """Headings in one row, or in two where some stand under a common one; repeated on every page, unless something stands at the side."""
        is_grouped = any(column.group for column in columns)
        first = self.row
        upper: list[Box] = [side(beside, side_rows)] if beside else []
        lower: list[Box] = []
        for place, column in enumerate(columns):
            if not column.group:
                upper.append(label(column.heading, column.columns, 2 if is_grouped else 1))
                continue
            lower.append(label(column.heading, column.columns))
            if place and columns[place - 1].group == column.group:
                upper[-1] = replace(upper[-1], columns=upper[-1].columns + column.columns)
            else:
                upper.append(label(column.group, column.columns))
        self.line(*upper)
        if is_grouped:
            self.line(*lower)
        self.head_rows = first, self.row - 1

    def rows(self, columns: Sequence[TableColumn], rows: Sequence[Sequence[Content]], spare: int, levels: int = 0, height: float = 26) -> tuple[int, int]:
        """The body of a table, with `spare` empty rows; in the first `levels` columns what goes on is one area. Gives its first and last row."""
        first = self.row
        empty: tuple[Content, ...] = (None,) * len(columns)
        body = [tuple(row) for row in rows] + [empty] * spare
        for index, row in enumerate(body):
            boxes = []
            for place, (column, content) in enumerate(zip(columns, row, strict=True)):
                if place < levels and index and content and row[: place + 1] == body[index - 1][: place + 1]:
                    continue
                deep = 1
                while place < levels and content and index + deep < len(body) and body[index + deep][: place + 1] == row[: place + 1]:
                    deep += 1
                boxes.append(Box(content or None if isinstance(content, str) else content, column.columns, deep, column.look, column.kind, column.help))
            self.line(*boxes, height=height)
        return first, self.row - 1

    @staticmethod
    def boxes(columns: Sequence[TableColumn], row: Sequence[Content | Formula]) -> list[Box]:
        """A row of a table, nothing of it joined with the row above."""
        return [
            Box(content or None if isinstance(content, str) else content, column.columns, 1, column.look, column.kind, column.help)
            for column, content in zip(columns, row, strict=True)
        ]

    def sheet(self, title: str) -> FormSheet:
        """The finished sheet."""
        return FormSheet(
            title, self.widths, tuple(self.cells), tuple(self.conditions), self.head_rows, self.frozen_rows, self.is_landscape, dict(self.heights)
        )

    def values(self, column: int, first: int, last: int) -> list[Decimal]:
        """The numbers that stand in a column between two rows."""
        found = [cell.value for cell in self.cells if cell.column == column and first <= cell.row <= last]
        return [Decimal(value) for value in found if isinstance(value, int | Decimal)]

    def sum_box(self, column: int, first: int, last: int, *more: tuple[int, int], columns: int = 1, kind: Kind = Kind.SCORE) -> Box:
        """A sum of what stands in a column between two rows, and in `more` cells, each a row and a column; nothing while the column is empty."""
        letter = letter_of(column)
        area = ",".join([*(Spot(*place).name for place in more), f"{letter}{first}:{letter}{last}"])
        numbers = self.values(column, first, last)
        above = [number for row, place in more for number in self.values(place, row, row)]
        total = sum(numbers + above, Decimal(0)) if numbers else None
        return Box(Formula(f'IF(COUNT({letter}{first}:{letter}{last})=0,"",ROUND(SUM({area}),6))', total), columns, 1, Look.SUM, kind)

    @staticmethod
    def worked_out(box: Box) -> Decimal | None:
        """What a sum comes to; None while there is nothing to sum up."""
        return box.content.value if isinstance(box.content, Formula) and isinstance(box.content.value, Decimal) else None

    @staticmethod
    def hint_box(cell: str, total: Decimal | None, columns: int, *, full: Decimal = FULL, note: str = "") -> Box:
        """Says whether a sum of weights is what it should be."""
        right, wrong = f"分值合计为{full}，正确{note}", f"分值合计应为{full}{note}，现为"
        value = "" if total is None else right if total == full else f"{wrong}{plain(total)}"
        return Box(Formula(f'IF({cell}="","",IF({cell}={full},"{right}","{wrong}"&{cell}))', value), columns, 1, Look.HINT)

    def tell_full(self, hint: str, cell: str, *, full: Decimal = FULL) -> None:
        """Colours a sum and its hint: green where it is what it should be, red elsewhere."""
        for area in (hint, cell):
            fixed = f"${cell[0]}${cell[1:]}"
            self.conditions.append(Condition(area, f'AND({fixed}<>"",{fixed}<>{full})'))
            self.conditions.append(Condition(area, f"{fixed}={full}", Tone.RIGHT))

    def tell_unequal(self, left: str, right: str, total: int, first: int, last: int) -> None:
        """In the columns from `left` to `right` a total that is not the sum of its parts turns red; parts that nobody stated say nothing."""
        parts = f"{left}{first}:{left}{last}"
        formula = f'AND({left}{total}<>"",COUNT({parts})>0,ROUND(SUM({parts}),4)<>ROUND({left}{total},4))'
        self.conditions.append(Condition(f"{left}{total}:{right}{total}", formula))

    def tell_above(self, column: str, limit: str, first: int, last: int) -> None:
        """Scores above their weights turn red."""
        formula = f'AND({column}{first}<>"",{limit}{first}<>"",{column}{first}>{limit}{first})'
        self.conditions.append(Condition(f"{column}{first}:{column}{last}", formula))


def plain(number: Decimal) -> str:
    """As a sheet shows it in a sentence: without zeros behind the last figure."""
    return f"{number.normalize():f}"


def letter_of(column: int) -> str:
    """The name of a column: 1 is A."""
    return Spot(1, column).name[:-1]
