"""A register is one budget year of records, frozen; of other years it holds one summary row per dossier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from generator.records.accounts import BudgetBook
from generator.records.calendar import Calendar
from generator.records.congress import Congress
from generator.records.dossier import Dossier, OverallDossier, ProjectDossier
from generator.records.issued import IssuedRegister
from generator.records.library import DocumentDisclosures, Library
from generator.records.office import Office
from generator.records.salvage import Damaged
from generator.records.units import Unit
from generator.records.vocabulary import Grade

CONGRESS = "congress.yml"


@dataclass(frozen=True)
class Foundation:
    """What holds for all years: the bureau and its budget units."""

    office: Office
    units: Mapping[str, Unit]
    issued: IssuedRegister = field(default_factory=IssuedRegister)
    calendar: Calendar = field(default_factory=Calendar)
    library: Library = field(default_factory=Library)
    documents: DocumentDisclosures = field(default_factory=DocumentDisclosures)
    attachments: frozenset[str] = field(default_factory=frozenset)  # the files that there are in content/attachments


@dataclass(frozen=True)
class EarlierVersion:
    """A dossier as it was published before its correction of this number, counted from 1."""

    number: int
    dossier: Dossier
    file: str


@dataclass(frozen=True)
class YearRow:
    """A dossier of some year in one line, for comparisons over the years."""

    year: int
    id: str
    title: str
    unit: str
    budget: str
    adjusted_budget: Decimal | None
    executed: Decimal | None
    score: Decimal | None
    grade: Grade | None
    is_disclosed: bool


@dataclass(frozen=True)
class Register:
    """All that is known of one budget year."""

    year: int
    office: Office
    units: Mapping[str, Unit]
    projects: tuple[ProjectDossier, ...]
    overall: tuple[OverallDossier, ...]
    other_years: tuple[YearRow, ...] = field(default=())
    issued: IssuedRegister = field(default_factory=IssuedRegister)  # the archive of all years
    damaged: tuple[Damaged, ...] = field(default=())  # dossiers with errors, for the rules only
    books: tuple[BudgetBook, ...] = field(default=())  # budgets and final accounts as published
    unread_books: frozenset[str] = field(default_factory=frozenset)  # units, or `government`, whose book has errors
    earlier: tuple[EarlierVersion, ...] = field(default=())
    calendar: Calendar = field(default_factory=Calendar)
    documents: DocumentDisclosures = field(default_factory=DocumentDisclosures)
    library: Library = field(default_factory=Library)
    attachments: frozenset[str] = field(default_factory=frozenset)
    congress: Congress | None = None  # what goes to the people's congress

    @cached_property
    def dossiers(self) -> tuple[Dossier, ...]:
        """Projects by number, then overall expenditure by unit."""
        return (*self.projects, *self.overall)

    @cached_property
    def by_id(self) -> Mapping[str, Dossier]:
        """The dossiers by their numbers."""
        return {dossier.id: dossier for dossier in self.dossiers}

    @cached_property
    def book_of(self) -> Mapping[str, BudgetBook]:
        """The budget books by unit code, the government's by `GOVERNMENT`."""
        return {book.id: book for book in self.books}

    def is_secret(self, unit: Unit) -> bool:
        """True if the public must not know of the unit: it is secret, below a secret one, or below one that is unknown."""
        parent = self.units.get(unit.parent) if unit.parent else None
        return unit.is_secret or bool(unit.parent and (parent is None or parent.is_secret))

    def dossiers_of(self, numbers: Iterable[str]) -> list[Dossier]:
        """The dossiers that a document is about; one that is gone is left out."""
        return [self.by_id[number] for number in numbers if number in self.by_id]

    def unit_of(self, dossier: Dossier) -> Unit | None:
        """The budget unit that spent the money; None if its code is unknown."""
        return self.units.get(dossier.unit)

    def label_of(self, dossier: Dossier) -> str:
        """Unit and title in one, for lists that hold several: `示范区教育局课后服务补助`."""
        unit = self.unit_of(dossier)
        return f"{unit.label if unit else dossier.unit}{dossier.title}"

    def department_of(self, unit: Unit) -> Unit:
        """The department that a letter to this unit goes to: its own, or the one above it."""
        return self.units.get(unit.parent, unit) if unit.parent else unit


def file_of(dossier: Dossier) -> str:
    """The file that a dossier stands in, as messages show it; names follow from numbers."""
    if isinstance(dossier, ProjectDossier):
        return f"content/{dossier.year}/projects/{dossier.id}.yml"
    return f"content/{dossier.year}/units/{dossier.unit}.yml"


def file_of_earlier(dossier: Dossier, number: int) -> str:
    """Where the version before a correction stands; corrections count from 1."""
    name = dossier.id if isinstance(dossier, ProjectDossier) else dossier.unit
    return f"content/{dossier.year}/earlier/{name}.{number}.yml"


def file_of_book(book: BudgetBook) -> str:
    """The file that a budget book stands in."""
    return f"content/{book.year}/budget/{book.id}.yml"


def file_of_congress(year: int) -> str:
    """The file that says what goes to the people's congress."""
    return f"content/{year}/{CONGRESS}"
