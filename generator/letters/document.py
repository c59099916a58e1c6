"""An official document as GB/T 9704—2012 names its parts: composing fills it, a printer prints it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class DocumentForm(Enum):
    """The layouts of GB/T 9704—2012 that the bureau uses."""

    LETTER = "信函格式"  # clause 10.1
    DOCUMENT = "文件格式"  # clause 7


@dataclass(frozen=True)
class Heading:
    """A heading inside the body; level 1 is 一、 level 2 （一） level 3 1. level 4 （1） (clause 7.3.3)."""

    level: int
    text: str


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph in one face."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; it begins two cells in unless `is_flush`."""

    runs: tuple[Run, ...]
    is_flush: bool = False

    @property
    def text(self) -> str:
        """The words without their faces."""
        return "".join(run.text for run in self.runs)


class Align(Enum):
    """How the text of a table column stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Column:
    """A table column: heading, share of the type area's width, and how its text stands."""

    heading: str
    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class TableRow:
    """One row; a row `is_total` is set in the bold face. Cells equal to None join the cell above."""

    cells: tuple[str | None, ...]
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """A table that keeps the line grid: its height is a whole number of lines."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""
    blank_rows: int = 0  # empty rows at the end, for forms filled in by hand


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Annex:
    """An annex bound with the document; begins on a page of its own (clause 7.3.7)."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class OfficialDocument:
    """All that stands on the paper, in the words of the standard; nothing of how it is drawn."""

    name: str  # file name without ending, unique within a build, ASCII
    kind: str  # 绩效评价结果反馈意见函 …
    form: DocumentForm
    issuing_agency_mark: str  # 发文机关标志, clause 7.2.4 and 10.1
    title: tuple[str, ...]  # 标题 in pieces between which a line may break
    addressee: str  # 主送机关, without its colon
    body: tuple[Block, ...]
    issuing_agency: str  # 发文机关署名
    issued_on: date  # 成文日期; of a draft, the day it is planned for
    document_number: str | None = None  # 发文字号; None marks a draft: 未签发 stands in its place
    annexes: tuple[Annex, ...] = ()
    is_sealed: bool = True  # leaves the seal's place (clause 7.3.5.1); the program never draws one
    note: str = ""  # 附注, without its brackets (clause 7.3.6)
    copied_agencies: tuple[str, ...] = ()  # 抄送机关
    classification: str = ""  # 密级和保密期限
    urgency: str = ""  # 紧急程度
    marks: tuple[str, ...] = ()  # said on every page, such as 演示数据

    @property
    def is_draft(self) -> bool:
        """True until a number has been given."""
        return self.document_number is None

    @property
    def title_text(self) -> str:
        """The title in one line."""
        return "".join(self.title)
