"""An official document as GB/T 9704—2012 names its parts: composing fills it, a printer prints it."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class DocumentForm(Enum):
    """The layouts of GB/T 9704—2012 that the bureau uses."""

    LETTER = "信函格式"  # clause 10.1
    DOCUMENT = "文件格式"  # clause 7
    TABLE = "单独的附表"  # an annex that is not bound with a document: title and blocks, nothing else (clause 7.3.7)


class Genre(Enum):
    """文种, 《党政机关公文处理工作条例》第八条; the ones that the bureau sends."""

    LETTER = "函"
    CIRCULAR = "通报"
    REPORT = "报告"
    TABLE = "附表"  # no genre: an annex printed alone


@dataclass(frozen=True)
class PageStyle:
    """What GB/T 9704—2012 calls 一般 or 推荐, with its values; what it calls 规定 is in no setting.

    Sizes in points, line weights in mm; faces are the standard's categories (仿宋, 黑体, 楷体, 小标宋, 宋体).
    """

    lines: int = 22  # 每面行数, clause 5.2.3
    cells: int = 28  # 每行字数, clause 5.2.3
    body_pt: float = 16  # 3号, clause 5.2.2
    title_pt: float = 22  # 2号, clause 7.3.1
    small_pt: float = 14  # 4号: 抄送, 印发机关, 页码, clauses 7.4.2, 7.4.3, 7.5
    body_face: str = "仿宋"  # clause 5.2.2
    title_face: str = "小标宋"  # clause 7.3.1
    mark_face: str = "小标宋"  # 发文机关标志, clauses 7.2.4 and 10.1
    mark_is_red: bool = True  # clauses 7.2.4 and 10.1
    heading_faces: tuple[str, str, str, str] = ("黑体", "楷体", "仿宋", "仿宋")  # clause 7.3.3
    sealed_date_right_cells: int = 4  # 成文日期右空, clause 7.3.5.1
    imprint_thick_mm: float = 0.35  # 版记首末条分隔线, clause 7.4.1
    imprint_thin_mm: float = 0.25  # 版记中间分隔线, clause 7.4.1


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
    """A paragraph of the body; it begins two cells in unless `is_flush`, and stands in the middle if `is_centred`, as below a title."""

    runs: tuple[Run, ...]
    is_flush: bool = False
    is_centred: bool = False

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

    heading: str  # empty in a form whose labels stand in its rows
    share: float
    align: Align = Align.LEFT


class Join(Enum):
    """A place in a row that has no cell of its own."""

    ABOVE = "above"  # continues the cell above
    LEFT = "left"  # continues the cell to the left


@dataclass(frozen=True)
class Cell:
    """A cell that differs from its column: a label inside a form, or text that stands otherwise."""

    text: str
    is_label: bool = False  # set as the headings are: 黑体, centred
    align: Align | None = None


CellContent = str | Cell | Join


@dataclass(frozen=True)
class TableRow:
    """One row, as many cells as the table has columns; a row `is_total` is set in the bold face."""

    cells: tuple[CellContent, ...]
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """A table that keeps the line grid: its height is a whole number of lines.

    The headings are those of the columns, or the rows of `head` where they need several rows or joins; they are
    repeated on every page. A form without any (all headings empty) has no head. Tables that follow each other
    without text between them touch, so that a form may be made of several.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""
    blank_rows: int = 0  # empty rows at the end, for forms filled in by hand
    head: tuple[TableRow, ...] = ()


Block = Heading | Paragraph | Table

UNSIGNED = "（未签发）"


@dataclass(frozen=True)
class Annex:
    """An annex bound with the document; begins on a page of its own (clause 7.3.7)."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False  # a wide table lies on its side (clause 8)


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
    genre: Genre = Genre.LETTER
    joint_agencies: tuple[str, ...] = ()  # 联合行文: the agencies after the issuing one (clauses 7.2.4 and 7.3.5)
    approvers: tuple[str, ...] = ()  # 签发人, in an upward document alone (clause 7.2.6)
    is_upward: bool = False  # 上行文: 发文字号 on the left, 签发人 on the right (clause 7.2.5)
    copy_number: str = ""  # 份号, six digits (clause 7.2.1)
    printing_agency: str = ""  # 印发机关 (clause 7.4.3); a letter has none (10.1)
    printed_on: date | None = None  # 印发日期
    style: PageStyle = field(default_factory=PageStyle)
    has_folio: bool = True  # False: printed to be bound, the volume numbers its pages

    @property
    def is_draft(self) -> bool:
        """True until a number has been given."""
        return self.document_number is None

    @property
    def number_text(self) -> str:
        """发文字号, or what stands in its place on a draft."""
        return self.document_number or UNSIGNED

    @property
    def title_text(self) -> str:
        """The title in one line."""
        return "".join(self.title)
