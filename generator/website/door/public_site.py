"""What stands behind the door beside the years' records: budget documents, letters, changes, rules. Plain frozen values."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from generator.website.door.addresses import volume_stem
from generator.website.door.form_tables import FormTable, unpack_tables
from generator.website.door.public import PublicCorrection as PublicCorrection
from generator.website.door.public import PublicDossier, PublicRegister, PublicUnit
from generator.website.door.public_document import PublicDocument as PublicDocument
from generator.website.door.public_document import PublicFile as PublicFile


@dataclass(frozen=True)
class PublicTable:
    """A table that must be public, and where it is. `state`: 已公开、空表、不适用、未公开."""

    name: str
    state: str
    file: PublicFile | None
    page: str
    explanation: str
    is_due: bool = True  # False: published beyond what must be

    @property
    def is_told(self) -> bool:
        """Whether the table is there, or is said to be empty or not to apply."""
        return self.state != "未公开"


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
class PublicAccounts:
    """One budget, or one set of final accounts, as published; 万元. `unit` is None for the government's own.

    What need not be published (`exemption`) or was withdrawn has no files, tables or figures, and says why.
    """

    year: int
    stage: str  # 预算、决算
    unit: PublicUnit | None
    body: str  # whose it is: the unit's name, or the district's government
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
    covered: tuple[PublicUnit, ...]  # units below, whose accounts are in these
    exemption: str  # why it is not published; else empty
    corrections: tuple[PublicCorrection, ...]
    withdrawn_on: date | None
    withdrawn_reason: str

    @property
    def code(self) -> str:
        """The unit's code, or `government`: the name of its page."""
        return self.unit.code if self.unit else "government"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was published and taken back."""
        return self.withdrawn_on is not None

    @property
    def is_shown(self) -> bool:
        """Whether the documents themselves are there to read."""
        return not self.exemption and not self.is_withdrawn

    @property
    def state(self) -> str:
        """How it stands, in one word."""
        return "不适用" if self.exemption else "已撤回" if self.is_withdrawn else "已更正" if self.corrections else "已公开"

    @property
    def due_tables(self) -> tuple[PublicTable, ...]:
        """The tables that must be public."""
        return tuple(table for table in self.tables if table.is_due)

    @property
    def told_count(self) -> int:
        """How many of them are there, empty with a word, or not applicable with a word."""
        return sum(table.is_told for table in self.due_tables)

    @property
    def old_files(self) -> tuple[PublicFile, ...]:
        """Files as they were before corrections."""
        return tuple(correction.old_file for correction in self.corrections if correction.old_file)


@dataclass(frozen=True)
class PublicDuty:
    """One thing that one body must publish: when it was due, when it was done. `state`: 按时、迟公开、未公开、未到期、已公开、不适用."""

    year: int
    subject: str  # 部门预算、部门决算、绩效目标、绩效评价结果……
    title: str  # of a document; else empty
    unit: PublicUnit | None
    started_on: date | None  # the day that the term runs from
    due_on: date | None
    published_on: date | None
    state: str
    days_late: int  # past the term: until it was published, or until now
    reason: str
    term: str  # 20日、20个工作日
    basis: str  # the rule


@dataclass(frozen=True)
class PublicEarlier:
    """A dossier as it was before a correction, and where it now stands."""

    number: int
    dossier: PublicDossier
    path: str
    correction: PublicCorrection  # the one that replaced it


@dataclass(frozen=True)
class PublicChange:
    """A correction or a withdrawal. `path` is the address that was there and stays."""

    kind: str  # 更正、撤回、作废
    on: date
    what: str
    note: str
    path: str
    old_path: str
    year: int = 0
    dossier: str = ""  # the dossier's id; empty for other things
    unit: PublicUnit | None = None
    title: str = ""  # the dossier's title; empty where it may not be told any more


@dataclass(frozen=True)
class PublicNotice:
    """An address whose content is gone: the page there says when and why, and nothing else."""

    path: str
    kind: str  # 撤回、旧版不展示
    on: date
    what: str
    reason: str
    link: str  # where to read on, an address of the site
    link_name: str


@dataclass(frozen=True)
class PublicForm:
    """An official form about one dossier, as on paper; `file` is the same as PDF."""

    dossier: str
    year: int
    name: str  # 项目支出绩效自评表
    packed: bytes  # thousands of forms wait in memory for their pages
    file: PublicFile | None = None
    pages: int = 0  # of the PDF

    @property
    def tables(self) -> tuple[FormTable, ...]:
        """The tables of the form, from top to bottom."""
        return unpack_tables(self.packed)


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
class PublicVolumePart:
    """A part of a volume: what it is, on which page of the whole it begins, and its file."""

    title: str
    kind: str  # 函, 报告, 简报, 汇总表 …
    pages: int
    first_page: int
    files: tuple[PublicFile, ...]  # a report is there as DOCX too


@dataclass(frozen=True)
class PublicVolume:
    """What the people's congress had before it and has approved: as it was delivered if that was kept, else bound of the present records."""

    year: int
    stage: str  # 预算、决算
    title: str
    meeting: str
    held_on: date
    submitted_on: date
    approved_on: date
    published_on: date
    pages: int
    whole: PublicFile | None  # one PDF; None, and no other file, while or once anything in it may not be public
    archive: PublicFile | None  # all parts in one ZIP
    lists: tuple[PublicFile, ...]  # of the files, with pages and hashes
    parts: tuple[PublicVolumePart, ...]
    number: str = ""  # 发文字号 of a set that was delivered and kept
    kept_on: date | None = None  # the day since which it is kept; None where it is bound of the present records
    corrections: tuple[tuple[str, date], ...] = ()  # letters that correct it: number and day
    has_moved: bool = False  # figures on the site differ by now from those in it
    waits: tuple[tuple[str, date | None], ...] = ()  # budget documents in it that are not public yet, and the day of each if one is stated

    @property
    def is_closed(self) -> bool:
        """True if its files are not given out, any more or yet; the page says so."""
        return self.whole is None

    @property
    def is_original(self) -> bool:
        """True if it was frozen before the congress met: what deputies had is what is shown."""
        return self.kept_on is not None and self.kept_on <= self.held_on

    @property
    def path(self) -> str:
        """Its page."""
        return f"{self.stem}.html"

    @property
    def stem(self) -> str:
        """What its addresses begin with."""
        return volume_stem(self.year, self.stage)

    @property
    def files(self) -> tuple[PublicFile, ...]:
        """Every file."""
        whole = (file for file in (self.whole, self.archive) if file)
        return (*whole, *self.lists, *(file for part in self.parts for file in part.files))


@dataclass(frozen=True)
class PublicSite:
    """All that the public may know, of all years; `registers` in order."""

    registers: tuple[PublicRegister, ...]
    accounts: tuple[PublicAccounts, ...] = ()
    duties: tuple[PublicDuty, ...] = ()  # empty unless the office publishes them
    documents: tuple[PublicDocument, ...] = ()
    earlier: tuple[PublicEarlier, ...] = ()
    changes: tuple[PublicChange, ...] = ()
    withdrawn: tuple[PublicChange, ...] = ()  # dossiers whose addresses only say when and why they were withdrawn
    notices: tuple[PublicNotice, ...] = ()  # every address whose content is gone
    rules: tuple[PublicRule, ...] = ()
    indicators: tuple[PublicIndicator, ...] = ()
    channels: tuple[PublicChannel, ...] = ()
    method_changes: tuple[PublicMethodChange, ...] = ()
    forms: tuple[PublicForm, ...] = ()
    volumes: tuple[PublicVolume, ...] = ()  # latest session first

    @cached_property
    def latest(self) -> PublicRegister:
        """The year that the home page shows: the latest with results, else the latest."""
        evaluated = [register for register in self.registers if register.project_totals.evaluated.count]
        return (evaluated or self.registers)[-1]

    @property
    def files(self) -> tuple[PublicFile, ...]:
        """Every file that is linked in."""
        holders: tuple[PublicRule | PublicAccounts | PublicDocument, ...] = (*self.rules, *self.accounts, *self.documents)
        forms = (form.file for form in self.forms if form.file)
        old = (file for accounts in self.accounts for file in accounts.old_files)
        volumes = (file for volume in self.volumes for file in volume.files)
        return (*forms, *volumes, *(file for holder in holders for file in holder.files), *old)

    @property
    def as_of(self) -> date:
        """The day that everything is computed on."""
        return self.latest.as_of
