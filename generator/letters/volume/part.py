"""The seam between composing a volume and binding it: what a volume is made of, in order, before anything is printed."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from generator.letters.document import OfficialDocument


class PartKind(Enum):
    """The kinds of part, in the order in which they stand in a volume."""

    LETTER = "函"
    REPORT = "报告"
    BRIEFING = "简报"
    TABLES = "汇总表"
    EVALUATION = "重点评价报告"
    FORMS = "绩效目标表/自评表"
    ACCOUNTS = "预决算文件"


@dataclass(frozen=True)
class VolumePart:
    """One part of a volume: a generated document, a page of HTML, or an attached PDF; exactly one of the three is given."""

    id: str  # ASCII, unique and permanent within a volume: file name in the folder, target of links
    kind: PartKind
    title: str  # as in contents and bookmark
    document: OfficialDocument | None = None  # generated; printed without folio
    pdf: Path | None = None  # attached
    html: str | None = None  # generated from a print template, complete
    level: int = 1  # depth in contents, 1 or 2
    names: tuple[str, ...] = ()  # project names whose mention elsewhere links to this part
    source: str = ""  # file of an attached PDF as shown to staff (content/…)


@dataclass(frozen=True)
class Volume:
    """All parts of the package of one year and stage, in order."""

    year: int
    stage: str  # 决算 or 预算
    title: str
    agency: str  # the bureau
    district: str
    is_demo: bool
    meeting: str
    submitted_on: date
    parts: tuple[VolumePart, ...]
    data: tuple[Path, ...] = ()  # files of open data to be embedded
