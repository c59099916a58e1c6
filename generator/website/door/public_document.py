"""What stands behind the door of a letter, circular or report: its facts, its text as it was sent, its files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class PublicFile:
    """A file that anyone may download; `url` is relative to the site's root."""

    name: str
    url: str
    size: int  # bytes
    sha256: str
    source: Path

    @property
    def kind(self) -> str:
        """PDF, XLSX, DOCX: what to expect behind the link."""
        return self.url.rpartition(".")[2].upper()


@dataclass(frozen=True)
class PublicCell:
    """A cell of a table in a document, and how many columns and rows it covers."""

    text: str
    is_head: bool = False
    is_right: bool = False  # stands at the right, as amounts do
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class PublicBlock:
    """One piece of a document's text. `kind`: 主送机关、标题、段落、表格、署名、附件、版记; of a table `text` is the caption."""

    kind: str
    text: str = ""
    level: int = 0  # of a heading, 1 to 4
    rows: tuple[tuple[PublicCell, ...], ...] = ()
    head: int = 0  # so many rows are headings

    @property
    def words(self) -> str:
        """All that a reader sees of it, cells parted by blanks."""
        cells = (cell.text for row in self.rows for cell in row)
        return " ".join(text for text in (self.text, *cells) if text)


@dataclass(frozen=True)
class OtherDocument:
    """Another document that this one speaks of, or that speaks of it; `path` is empty where it has no page."""

    number: str
    title: str
    path: str


@dataclass(frozen=True)
class PublicDocument:
    """A letter, circular or report that is public; `path` is its page, which stays for ever once it has a number.

    One that was voided or withdrawn has no text and no files any more, but says when and why.
    """

    kind: str
    year: int  # the budget year that it is about
    title: str
    number: str  # empty for a draft, unless the records have a number under which its letter went out
    series: str  # 机关代字 of its number
    number_year: int  # the year of its number; 0 without one
    serial: int  # its place in the series of that year; 0 without one
    issued_on: date | None
    published_on: date | None
    addressee: str
    is_draft: bool  # made of the records, not kept as it went out
    is_withdrawn: bool  # 作废 or 撤回
    state: str  # 未签发、底稿、有效、已更正、已作废、已撤回
    withdrawn_on: date | None
    withdrawn_reason: str
    pages: int
    files: tuple[PublicFile, ...]
    text: tuple[PublicBlock, ...]
    dossiers: tuple[str, ...]  # ids, all public
    path: str
    corrects: OtherDocument | None = None
    corrected_by: tuple[OtherDocument, ...] = ()
    replaced_by: OtherDocument | None = None  # the document that went out in place of one that was voided

    @property
    def is_sent(self) -> bool:
        """Of a draft: that its letter went out, as the records say; the original is not here."""
        return self.is_draft and bool(self.number)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text for those who look for words: one entry for each heading, paragraph and table."""
        return tuple(block.words for block in self.text)

    @property
    def pdf(self) -> PublicFile | None:
        """The file as it went out on paper."""
        return next((file for file in self.files if file.kind == "PDF"), None)

    @property
    def word(self) -> PublicFile | None:
        """The same for Word and WPS."""
        return next((file for file in self.files if file.kind == "DOCX"), None)
