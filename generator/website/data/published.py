"""What was published as open data: the sets, their tables without the rows, and the files with sizes and hashes."""

from dataclasses import dataclass
from datetime import date

from generator.website.data.tables import DataTable
from generator.website.door.public import PublicOffice

TERMS = "本数据是依法主动公开的政府信息。引用时请注明发布机构、数据名称和数据日期；数据有更正的，以本网站最新公布的为准。"
DEMO_NOTE = "（演示数据）"
DEMO_NOTICE = "演示数据：行政区、单位、项目和数字均为虚构。"


@dataclass(frozen=True)
class DataFile:
    """A file that was written; `path` is relative to the site's root, `size` in bytes."""

    path: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class PublishedTable:
    """A table with its files; `table` has lost its rows, `count` says how many there were (without the row of sums)."""

    table: DataTable
    count: int
    has_total: bool
    csv: DataFile
    xlsx: DataFile
    json: DataFile

    @property
    def files(self) -> tuple[tuple[str, DataFile], ...]:
        """The files with the words for their formats."""
        return (("CSV", self.csv), ("Excel", self.xlsx), ("JSON", self.json))


@dataclass(frozen=True)
class SetKind:
    """Which set of data: one budget year, or (None) what belongs to no single year."""

    year: int | None

    @property
    def folder(self) -> str:
        """Where its files stand, relative to the site's root."""
        return f"data/{self.year or 'site'}/"

    @property
    def archive(self) -> str:
        """The address of everything in one file."""
        return f"data/{self.year or 'site'}.zip"

    @property
    def page(self) -> str:
        """The address of its data dictionary."""
        return f"{self.folder}dictionary.html"

    @property
    def name(self) -> str:
        """The set as headings name it."""
        return f"{self.year}年度" if self.year else "不分年度"


@dataclass(frozen=True)
class Dataset:
    """One set of data as published."""

    kind: SetKind
    office: PublicOffice
    as_of: date
    dated: date | None  # the latest public date of what it holds
    tables: tuple[PublishedTable, ...]
    archive: DataFile
    package: DataFile

    @property
    def title(self) -> str:
        """The set's name in catalogues."""
        return f"{self.office.district}{title_of(self.kind)}"

    @property
    def count(self) -> int:
        """Rows of all tables."""
        return sum(table.count for table in self.tables)


def title_of(kind: SetKind) -> str:
    """What the set is, without the district."""
    return f"{kind.year}年度预算绩效公开数据" if kind.year else "预算绩效公开数据（不分年度）"


@dataclass(frozen=True)
class OpenData:
    """All sets, the latest year first, what belongs to no year last."""

    sets: tuple[Dataset, ...] = ()
