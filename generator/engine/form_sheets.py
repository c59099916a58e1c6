"""Forms for a spreadsheet program, that people fill in: what stands where is said here, `form_workbook.py` makes XLSX of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum

Content = str | int | Decimal | date | None
LONGEST_PROMPT, LONGEST_ERROR, LONGEST_HELP_TITLE = 255, 225, 32  # characters, the format's limits
LONGEST_LIST = 255  # characters of a drop-down list that stands in the cell's own rule, commas counted


class Look(Enum):
    """What a cell is for: it decides on face, fill, border, and whether one may write there."""

    TITLE = "title"
    CAPTION = "caption"  # below the title, without a border
    LABEL = "label"
    SIDE = "side"  # a label at the side of several rows, its characters one below the other
    GIVEN = "given"  # filled by us and not to be changed: identity, scores worked out elsewhere
    ENTRY = "entry"  # the only look that is not locked
    SUM = "sum"  # worked out by the sheet itself
    HINT = "hint"  # a sentence that the sheet says about what was filled in
    NOTE = "note"  # how to fill in, below the form


class Kind(Enum):
    """What may stand in a cell."""

    TEXT = "text"  # long text, on the left
    WORD = "word"  # short text, centred; kept as it is typed: `=100%` is no formula there
    SCORE = "score"
    AMOUNT = "amount"  # at least two decimals, thousands marked
    RATE = "rate"  # a share of one, shown as a percentage
    DATE = "date"
    WHOLE = "whole"  # a whole number without marks: a year, a count


class Tone(Enum):
    """How a cell looks once its condition holds."""

    WRONG = "wrong"
    RIGHT = "right"


@dataclass(frozen=True)
class Formula:
    """Worked out by the program that shows the sheet; `value` is the same worked out here, for readers that do not compute."""

    text: str  # without the sign of equality
    value: Content


@dataclass(frozen=True)
class Help:
    """What is said when one stands on a cell, what may be entered, and what is said if something else is.

    `choices` make a drop-down list; `list_area` one of what stands in an area of the same sheet; `rule` is a formula that
    must hold, for the first of the cells, with relative addresses.
    """

    title: str
    prompt: str
    choices: tuple[str, ...] = ()
    list_area: str = ""
    rule: str = ""
    error: str = ""
    is_strict: bool = True  # False: something else is asked back and may stay

    def __post_init__(self) -> None:
        if len(self.title) > LONGEST_HELP_TITLE or len(self.prompt) > LONGEST_PROMPT or len(self.error) > LONGEST_ERROR:
            raise ValueError(f"{self.title}: too long for a cell's help")
        if len(",".join(self.choices)) > LONGEST_LIST or any("," in word or '"' in word for word in self.choices):
            raise ValueError(f"{self.title}: no list of a cell")


@dataclass(frozen=True)
class FormCell:
    """A cell, or a merged area with its first cell; rows and columns count from 1."""

    row: int
    column: int
    content: Content | Formula = None
    look: Look = Look.ENTRY
    kind: Kind = Kind.TEXT
    rows: int = 1
    columns: int = 1
    help: Help | None = None

    @property
    def value(self) -> Content:
        """What a reader sees that does not compute."""
        return self.content.value if isinstance(self.content, Formula) else self.content


@dataclass(frozen=True)
class Condition:
    """Cells of an area that look different while a formula holds, said for the first cell with relative addresses."""

    area: str
    formula: str
    tone: Tone = Tone.WRONG


@dataclass(frozen=True)
class FormSheet:
    """One form on one sheet."""

    title: str  # the sheet's name
    widths: tuple[float, ...]  # of the columns, in characters; a Chinese one counts two
    cells: tuple[FormCell, ...]
    conditions: tuple[Condition, ...] = ()
    head_rows: tuple[int, int] | None = None  # repeated on every page
    frozen_rows: int = 0  # that stay when one scrolls
    is_landscape: bool = False
    least_heights: Mapping[int, float] = field(default_factory=dict)  # in points, for rows that stay empty on paper

    def named(self, title: str) -> "FormSheet":
        """The same under another name."""
        return replace(self, title=title)


@dataclass(frozen=True)
class FormBook:
    """The forms of one file, and what the file carries unseen: names and values on a sheet that no menu shows."""

    name: str  # the file's name without its ending
    title: str
    sheets: tuple[FormSheet, ...]
    marker: Mapping[str, str]
    marker_sheet: str
