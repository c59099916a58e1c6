"""Files become a register: read as text, typed by the model, every fault with its place."""

import difflib
import json
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from generator.engine.cache import Cache, fingerprint
from generator.engine.workspace import Workspace
from generator.problems import ContentError, Problem, Severity
from generator.records.accounts import GOVERNMENT, BudgetBook
from generator.records.attachments import list_attachments
from generator.records.calendar import Calendar
from generator.records.congress import Congress
from generator.records.delivery import with_delivered_numbers
from generator.records.dossier import Dossier, Feedback, OverallDossier, ProjectDossier
from generator.records.faults import known_keys, model_problems
from generator.records.issued import IssuedRegister, read_issued
from generator.records.library import DocumentDisclosures, Library
from generator.records.office import Office
from generator.records.reading import Path as FieldPath
from generator.records.reading import Place, TextTree, read_yaml
from generator.records.register import CONGRESS, EarlierVersion, Foundation, Register
from generator.records.salvage import Damaged, salvage
from generator.records.units import Unit, UnitList
from generator.records.vocabulary import BudgetKind, DocumentKind

M = TypeVar("M", bound=BaseModel)
D = TypeVar("D", bound=Dossier)

KNOWN_KEYS = known_keys(Office, UnitList, ProjectDossier, OverallDossier, BudgetBook, Calendar, Library, DocumentDisclosures, Congress)
READING_VERSION = "3"  # raise when reading changes what it makes of the same bytes
CONTENT_FOLDERS = {"attachments", "issued", "pages"}
YEAR_FOLDERS = {"projects", "units", "budget", "earlier"}
EARLIER_NAME = re.compile(r"(?P<id>.+)\.(?P<number>[1-9]\d?)")


@dataclass
class Loader:
    """Reads a workspace; `problems` grows as it reads."""

    workspace: Workspace

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []
        self._cache = Cache(self.workspace.build / "cache" / "records")
        self._placed: _Places | None = None

    def foundation(self) -> Foundation | None:
        """Read `office.yml` and `units.yml`; None if either has errors."""
        office = self._read(self.workspace.content / "office.yml", Office)
        units = self._read(self.workspace.content / "units.yml", UnitList)
        calendar, library, documents = self._optional("holidays.yml", Calendar), self._optional("rules.yml", Library), self._optional("documents.yml", DocumentDisclosures)
        self._stray_files(self.workspace.content, {"office.yml", "units.yml", "holidays.yml", "rules.yml", "documents.yml"})
        self._stray_folders(self.workspace.content, {*CONTENT_FOLDERS, *map(str, self.workspace.years())}, "年度文件夹用四位数字，例如 2025；其他文件夹移到别处")
        issued = self._issued()
        if not office or not units or issued is None or calendar is None or library is None or documents is None:
            return None
        return Foundation(office, self._units_by_code(units.units), issued, calendar, library, documents, list_attachments(self.workspace.content))

    def _optional(self, name: str, model: type[M]) -> M | None:
        """A file that a workspace may do without; None if it is there and has errors."""
        path = self.workspace.content / name
        return self._read(path, model) if path.exists() else model.model_validate({})

    def _issued(self) -> IssuedRegister | None:
        """The register of issued documents; None if it is damaged."""
        try:
            return read_issued(self.workspace.issued)
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def year(self, foundation: Foundation, year: int) -> Register:
        """Read one budget year; dossiers with errors are left out and their problems kept."""
        folder = self.workspace.content / str(year)
        self._stray_files(folder, {CONGRESS})
        self._stray_folders(folder, YEAR_FOLDERS, "项目放 projects，单位放 units，预决算公开放 budget，更正前的旧版放 earlier")
        damaged: list[Damaged] = []
        return Register(
            year,
            foundation.office,
            foundation.units,
            tuple(with_issued_feedback(dossier, foundation.issued) for dossier in self._dossiers(folder / "projects", ProjectDossier, year, damaged)),
            tuple(with_issued_feedback(dossier, foundation.issued) for dossier in self._dossiers(folder / "units", OverallDossier, year, damaged)),
            issued=foundation.issued,
            damaged=tuple(damaged),
            books=(books := self._books(folder / "budget", year)),
            unread_books=frozenset(path.stem for path in (folder / "budget").glob("*.yml")) - {book.id for book in books},
            earlier=tuple(
                replace(version, dossier=with_issued_feedback(version.dossier, foundation.issued)) for version in self._earlier(folder / "earlier", year)
            ),
            calendar=foundation.calendar,
            documents=foundation.documents,
            library=foundation.library,
            attachments=foundation.attachments,
            congress=with_delivered_numbers(self._congress(folder / CONGRESS, year), foundation.issued),
        )

    def scan(self, year: int) -> None:
        """Read one budget year for its problems alone."""
        folder, damaged = self.workspace.content / str(year), list[Damaged]()
        self._dossiers(folder / "projects", ProjectDossier, year, damaged)
        self._dossiers(folder / "units", OverallDossier, year, damaged)
        self._books(folder / "budget", year)
        self._earlier(folder / "earlier", year)
        self._congress(folder / CONGRESS, year)

    def _congress(self, path: Path, year: int) -> Congress | None:
        """What goes to the people's congress; most years have no such file yet."""
        congress = self._read(path, Congress) if path.exists() else None
        return congress if congress and self._is_of_year(path, congress.year, year) else None

    def _books(self, folder: Path, year: int) -> tuple[BudgetBook, ...]:
        """Budgets and final accounts as published."""
        found = []
        for path in self._yaml_files(folder):
            book = self._read(path, BudgetBook)
            if book and self._is_named_book(path, book) and self._is_of_year(path, book.year, year):
                found.append(book)
        return tuple(found)

    def _is_named_book(self, path: Path, book: BudgetBook) -> bool:
        """Whether a budget book's file is named by its unit, or `government` where it names none."""
        if book.unit or path.stem == GOVERNMENT:
            return self._is_named(path, "预算单位", book.id, path.stem)
        own = f"补上“预算单位: \"{path.stem}\"”" if path.stem.isdigit() else "文件名用单位编码"
        self._file_problem("Y15", path, "没有写预算单位", f"{own}；政府预决算的文件名是 {GOVERNMENT}.yml")
        return False

    def _earlier(self, folder: Path, year: int) -> tuple[EarlierVersion, ...]:
        """Dossiers as they were before a correction: `P2023-0103.1.yml` is the first version."""
        found = []
        for path in self._yaml_files(folder):
            name = EARLIER_NAME.fullmatch(path.stem)
            if not name:
                self._file_problem("Y15", path, "旧版文件的名称不对", "写成“编号.第几版.yml”，例如第一次更正以前的旧版是 P2023-0103.1.yml")
                continue
            model: type[Dossier] = OverallDossier if name["id"].isdigit() else ProjectDossier
            dossier = self._read(path, model)
            stated = dossier.unit if isinstance(dossier, OverallDossier) else dossier.id if dossier else ""
            key = "预算单位" if isinstance(dossier, OverallDossier) else "编号"
            if dossier and self._is_named(path, key, stated, name["id"]) and self._is_of_year(path, dossier.year, year):
                found.append(EarlierVersion(int(name["number"]), dossier, self.workspace.relative(path)))
        return tuple(sorted(found, key=lambda version: (version.dossier.id, version.number)))

    def _yaml_files(self, folder: Path) -> tuple[Path, ...]:
        """The YAML files of a folder; whatever else stands in it is named."""
        if not folder.is_dir():
            return ()
        self._stray_files(folder, {path.name for path in folder.glob("*.yml")})
        self._stray_folders(folder, set(), f"把里面的文件移到 {folder.name} 文件夹")
        return tuple(sorted(folder.glob("*.yml")))

    def locate(self, file: str, path: FieldPath) -> Place:
        """The place of a field; the file is read again, so that places cost nothing when all is well."""
        if self._placed is None or self._placed.file != file:
            # Problems come file by file, so one file is kept.
            if self._placed:
                self._placed.keep()
            self._placed = _Places(file, (self.workspace.root / file).read_bytes(), self._cache)
        return self._placed.place(path)

    def _read(self, path: Path, model: type[M], damaged: list[Damaged] | None = None) -> M | None:
        file = self.workspace.relative(path)
        if not path.is_file():
            self._file_problem("Y13", path, "没有这个文件", "用 jixiao new 新建一个工作区，把其中的同名文件抄过来")
            return None
        content = path.read_bytes()
        tree = self._tree(content, file)
        self.problems.extend(tree.problems)
        if not tree.values and tree.problems:
            return None
        try:
            record = model.model_validate(tree.values)
        except ValidationError as error:
            if not tree.places:  # a kept tree has no places
                tree = read_yaml(content, file, KNOWN_KEYS)
            self.problems.extend(model_problems(error, model, tree, file))
            self._salvage(path, model, tree, damaged)
            return None
        if tree.problems:  # what was mended in memory or did not parse is no record yet
            self._salvage(path, model, tree, damaged)
            return None
        return record

    def _salvage(self, path: Path, model: type[BaseModel], tree: TextTree, damaged: list[Damaged] | None) -> None:
        """Keep the sound rest of a dossier for the rules."""
        # Aliases make one piece stand in many places; walking through them has no end.
        if damaged is None or not issubclass(model, Dossier) or any(problem.rule == "Y08" for problem in tree.problems):
            return
        stand_ins = {"编号": path.stem, "年度": path.parent.parent.name, "预算单位": "000", "项目名称": "—", "项目概况": "—", "预算类型": BudgetKind.GENERAL.value}
        if rest := salvage(tree.values, model, self.workspace.relative(path), stand_ins, tree.broken):
            damaged.append(rest)

    def tree(self, path: Path) -> TextTree:
        """A file as text, from the notes of an earlier reading where there are some; then without places."""
        return self._tree(path.read_bytes(), self.workspace.relative(path))

    def _tree(self, content: bytes, file: str) -> TextTree:
        key = fingerprint(READING_VERSION, content)
        if kept := self._cache.get(key, ".json"):
            with suppress(ValueError):  # a damaged note is no note
                return TextTree(json.loads(kept), ())
        tree = read_yaml(content, file, KNOWN_KEYS)
        if not tree.problems:
            self._cache.put(key, ".json", json.dumps(tree.values, ensure_ascii=False).encode())
        return tree

    def _dossiers(self, folder: Path, model: type[D], year: int, damaged: list[Damaged]) -> tuple[D, ...]:
        found = []
        for path in self._yaml_files(folder):
            if path.stem.isdigit() == (model is ProjectDossier):
                other = "部门整体支出的资料移到 units 文件夹" if model is ProjectDossier else "项目的资料移到 projects 文件夹"
                own = "项目编号" if model is ProjectDossier else "单位编码"
                self._file_problem("Y15", path, f"{folder.name} 文件夹里的文件名应是{own}，这里是“{path.stem}”", f"{other}；或把文件名改成{own}")
                continue
            dossier = self._read(path, model, damaged)
            if dossier and self._stands_where_it_should(dossier, path, year):
                found.append(dossier)
        return tuple(found)

    def _stands_where_it_should(self, dossier: Dossier, path: Path, year: int) -> bool:
        expected = dossier.id if isinstance(dossier, ProjectDossier) else dossier.unit
        key = "编号" if isinstance(dossier, ProjectDossier) else "预算单位"
        is_named = self._is_named(path, key, expected, path.stem)
        return self._is_of_year(path, dossier.year, year) and is_named

    def _is_named(self, path: Path, key: str, expected: str, stem: str) -> bool:
        """Whether a file's name says the same as the record in it."""
        if stem == expected:
            return True
        file = self.workspace.relative(path)
        place = self.locate(file, (key,))
        new = path.stem.replace(stem, expected, 1)
        self.problems.append(
            Problem("Y15", Severity.ERROR, file, place.line, place.column, f"{key}“{expected}”与文件名“{path.stem}”不一致", key,
                    f"把文件改名为“{new}.yml”，或改正{key}")
        )  # fmt: skip
        return False

    def _is_of_year(self, path: Path, stated: int, year: int) -> bool:
        """Whether a file stands in the folder of the year that it states."""
        if stated == year:
            return True
        file = self.workspace.relative(path)
        place = self.locate(file, ("年度",))
        self.problems.append(
            Problem("Y16", Severity.ERROR, file, place.line, place.column, f"年度“{stated}”与所在文件夹“{year}”不一致", "年度",
                    f"改成 {year}，或把文件移到 {stated} 文件夹")
        )  # fmt: skip
        return False

    def _units_by_code(self, units: tuple[Unit, ...]) -> dict[str, Unit]:
        found: dict[str, Unit] = {}
        for index, unit in enumerate(units):
            if unit.code in found:
                place = self.locate("content/units.yml", ("单位", index, "编码"))
                self.problems.append(
                    Problem("Y17", Severity.ERROR, "content/units.yml", place.line, place.column, f"编码“{unit.code}”重复", f"单位 › 第{index + 1}项 › 编码",
                            f"“{found[unit.code].name}”已经用了这个编码，请改正其中一个")
                )  # fmt: skip
            found.setdefault(unit.code, unit)
        return found

    def _stray_files(self, folder: Path, expected: set[str]) -> None:
        """Nothing is skipped in silence: a file that will not be read is named."""
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.name not in expected and path.suffix.lower() in (".yml", ".yaml", ".txt", ".xlsx", ".xls", ".docx", ".json"):
                if folder.name not in YEAR_FOLDERS:
                    remedy = "资料放进年度文件夹下的 projects 或 units；其他文件移到 attachments 文件夹，或删去"
                elif path.suffix.lower() in (".yml", ".yaml", ".txt"):
                    remedy = "把扩展名改成 .yml；不是资料的移到 attachments 文件夹，或删去"
                else:
                    remedy = "移到 attachments 文件夹，或删去"
                self._file_problem("Y14", path, "这个文件不会被读取", remedy)

    def _stray_folders(self, folder: Path, expected: set[str], remedy: str) -> None:
        for path in sorted(p for p in folder.iterdir() if p.is_dir() and p.name not in expected and not p.name.startswith(".")):
            guess = difflib.get_close_matches(path.name, {name for name in expected if not name.isdigit()}, 1)
            self._file_problem("Y14", path, f"文件夹“{path.name}”不会被读取", f"是否应为“{guess[0]}”？" if guess else remedy)

    def _file_problem(self, rule: str, path: Path, message: str, suggestion: str) -> None:
        self.problems.append(Problem(rule, Severity.ERROR, self.workspace.relative(path), 0, 0, message, "", suggestion))


def with_issued_feedback(dossier: D, issued: IssuedRegister) -> D:
    """The dossier with number and date of its issued feedback letter, which nobody has to copy into its file.

    A number that the file states itself stays, so that a rule can compare the two.
    """
    letters = issued.valid_for(DocumentKind.FEEDBACK, dossier.id, dossier.year)
    feedback = dossier.feedback or Feedback.model_validate({})
    if not letters or feedback.document_number:
        return dossier
    known = {"document_number": letters[-1].number, "issued_on": letters[-1].issued_on}
    return dossier.model_copy(update={"feedback": feedback.model_copy(update=known)})


class _Places:
    """The places that were asked for in one file. They are kept, as the same warnings come back at every build."""

    def __init__(self, file: str, content: bytes, cache: Cache):
        self.file = file
        self._content = content
        self._cache = cache
        self._key = fingerprint(READING_VERSION, "places", content)
        self._kept: dict[str, list[int]] = {}
        self._is_new = False
        if kept := cache.get(self._key, ".json"):
            with suppress(ValueError):  # a damaged note is no note
                self._kept = json.loads(kept)

    def place(self, path: FieldPath) -> Place:
        """The place of a field, from the note or from the file."""
        name = json.dumps(path, ensure_ascii=False)
        if name not in self._kept:
            place = self._tree.place(path)
            self._kept[name] = [place.key_line, place.key_column, place.line, place.column]
            self._is_new = True
        return Place(*self._kept[name])

    def keep(self) -> None:
        """Note what was found, for the next build."""
        if self._is_new:
            self._cache.put(self._key, ".json", json.dumps(self._kept, ensure_ascii=False).encode())

    @cached_property
    def _tree(self) -> TextTree:
        return read_yaml(self._content, self.file, KNOWN_KEYS)
