"""What a caller says of a document that is to be issued, or that was numbered before the program came."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class IssueRequest:
    """A draft that shall get the next number of its 机关代字, in the year of its 成文日期."""

    code: str  # 机关代字, such as 样财函
    series: str  # ASCII word of the 机关代字 in file names, such as letter; permanent
    kind: str  # 绩效评价结果反馈意见函 …
    genre: str  # 文种
    draft: str  # the draft's file name without ending
    title: str
    addressee: str
    issued_on: date  # 成文日期
    when: str  # time of registration as text: no clock is asked below the command line
    approver: str = ""  # 签发人
    budget_year: int | None = None
    dossiers: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)  # all that it states, compared with the records later
    corrects: str = ""  # 更正函: the number that it corrects; its facts then hold for that document too


@dataclass(frozen=True)
class MadeFiles:
    """The finished files with the number printed in them."""

    pdf: bytes
    docx: bytes
    pages: int


@dataclass(frozen=True)
class DeliveryRequest(IssueRequest):
    """A set of papers for the people's congress that shall be frozen under the number of its covering letter."""

    stage: str = ""  # 预算 or 决算
    number: str = ""  # given outside the program; empty for the next of its 机关代字


@dataclass(frozen=True)
class MadeSet:
    """The finished files of a set with the number printed in them: by ending, the bound volume among them as `.pdf`."""

    files: Mapping[str, Path] = field(hash=False)
    pages: int
    made_from: str  # fingerprint of what it was composed of
    named: tuple[str, ...] = ()  # the dossiers and findings that it tells of


@dataclass(frozen=True)
class EntryRequest:
    """补录: a document whose number was given outside the program; only number, title and date must be known."""

    number: str
    title: str
    issued_on: date
    when: str
    series: str = ""  # needed if there is a file
    kind: str = ""
    genre: str = ""
    addressee: str = ""
    approver: str = ""
    budget_year: int | None = None
    dossiers: tuple[str, ...] = ()
    pages: int = 0
    pdf: Path | None = None  # copied and frozen
