"""What stands behind the door beside the years' records: budget documents, letters, changes, rules. Plain frozen values."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from generator.website.door.public import PublicDossier, PublicRegister, PublicUnit


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
class PublicTable:
    """A table that must be public, and where it is. `state`: 已公开、空表、不适用、未公开."""

    name: str
    state: str
    file: PublicFile | None
    page: str
    explanation: str


@dataclass(frozen=True)
class PublicThreePublic:
    """“三公”经费; 万元."""

    abroad: Decimal
    vehicle_purchase: Decimal
    vehicle_running: Decimal
    reception: Decimal
    explanation: str

    @property
    def vehicles(self) -> Decimal:
        """公务用车购置及运行维护费."""
        return self.vehicle_purchase + self.vehicle_running

    @property
    def total(self) -> Decimal:
        """合计."""
        return self.abroad + self.vehicles + self.reception


@dataclass(frozen=True)
class PublicCorrection:
    """A change of something that was already public; `number` counts from 1, `old_path` is where the version before it stands."""

    number: int
    on: date
    note: str
    old_path: str  # empty: not shown any more
    old_reason: str


@dataclass(frozen=True)
class PublicAccounts:
    """One budget, or one set of final accounts, as published; 万元. `unit` is None for the government's own."""

    year: int
    stage: str  # 预算、决算
    unit: PublicUnit | None
    title: str
    issuer: str
    index_number: str
    document_number: str
    validity: str
    approved_on: date | None
    published_on: date | None
    files: tuple[PublicFile, ...]
    tables: tuple[PublicTable, ...]
    income: Decimal | None
    expenditure: Decimal | None
    basic: Decimal | None
    projects: Decimal | None
    three_public: PublicThreePublic | None
    operation: Decimal | None
    procurement: Decimal | None
    explanation: str
    corrections: tuple[PublicCorrection, ...]


@dataclass(frozen=True)
class PublicDuty:
    """One thing that one body must publish: when it was due, when it was done. `state`: 按时、迟公开、未公开、未到期、不适用."""

    year: int
    subject: str  # 部门预算、部门决算、绩效目标、评价结果……
    unit: PublicUnit | None
    started_on: date | None  # the day that the term runs from
    due_on: date | None
    published_on: date | None
    state: str
    days_late: int
    reason: str
    basis: str  # the rule and its term


@dataclass(frozen=True)
class PublicDocument:
    """A letter, circular or report that is public, with its text as it was sent; `path` is its page."""

    kind: str
    year: int
    title: str
    number: str  # empty for a draft
    issued_on: date | None
    published_on: date | None
    addressee: str
    is_draft: bool
    is_withdrawn: bool
    withdrawn_on: date | None
    withdrawn_reason: str
    pages: int
    files: tuple[PublicFile, ...]
    paragraphs: tuple[str, ...]
    dossiers: tuple[str, ...]  # ids, all public
    path: str


@dataclass(frozen=True)
class PublicEarlier:
    """A dossier as it was before a correction, and where it now stands."""

    number: int
    dossier: PublicDossier
    path: str


@dataclass(frozen=True)
class PublicChange:
    """A correction or a withdrawal. `path` is the address that was there and stays."""

    kind: str  # 更正、撤回
    on: date
    what: str
    note: str
    path: str
    old_path: str


@dataclass(frozen=True)
class PublicRule:
    """制度文件."""

    title: str
    number: str
    issuer: str
    kind: str
    dated: date | None
    published_on: date | None
    index_number: str
    validity: str
    summary: str
    files: tuple[PublicFile, ...]


@dataclass(frozen=True)
class PublicIndicator:
    """One indicator of the library."""

    domain: str
    dimension: str
    category: str
    name: str
    meaning: str
    unit: str
    reference: str
    source: str


@dataclass(frozen=True)
class PublicChannel:
    """One way for the public to say something."""

    name: str
    value: str
    note: str

    @property
    def href(self) -> str:
        """Where a click on it leads: a page, a mail, a call; empty for an address of stone."""
        if re.match(r"https?://", self.value):
            return self.value
        if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", self.value):
            return f"mailto:{self.value}"
        if re.fullmatch(r"[\d+][\d -]{2,}\d", self.value):
            return f"tel:{re.sub(r'[ -]', '', self.value)}"
        return ""


@dataclass(frozen=True)
class PublicMethodChange:
    """A change of how evaluation is done."""

    year: int
    note: str


@dataclass(frozen=True)
class PublicSite:
    """All that the public may know, of all years; `registers` in order."""

    registers: tuple[PublicRegister, ...]
    accounts: tuple[PublicAccounts, ...] = ()
    duties: tuple[PublicDuty, ...] = ()  # empty unless the office publishes them
    documents: tuple[PublicDocument, ...] = ()
    earlier: tuple[PublicEarlier, ...] = ()
    changes: tuple[PublicChange, ...] = ()
    withdrawn: tuple[PublicChange, ...] = ()  # addresses of dossiers that only say when and why they were withdrawn
    rules: tuple[PublicRule, ...] = ()
    indicators: tuple[PublicIndicator, ...] = ()
    channels: tuple[PublicChannel, ...] = ()
    method_changes: tuple[PublicMethodChange, ...] = ()
    forms: tuple[PublicFile, ...] = field(default=())

    @cached_property
    def latest(self) -> PublicRegister:
        """The year that the home page shows: the latest with results, else the latest."""
        evaluated = [register for register in self.registers if register.project_totals.evaluated.count]
        return (evaluated or self.registers)[-1]

    @property
    def files(self) -> tuple[PublicFile, ...]:
        """Every file that is linked in."""
        holders: tuple[PublicRule | PublicAccounts | PublicDocument, ...] = (*self.rules, *self.accounts, *self.documents)
        return (*self.forms, *(file for holder in holders for file in holder.files))

    @property
    def as_of(self) -> date:
        """The day that everything is computed on."""
        return self.latest.as_of
