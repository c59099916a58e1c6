"""What forms say goes into the records: unit, year and project are looked up, dossiers compared, files written.

Nothing is written before all is proved, and then all of it or, if the disk fails, nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel

from generator.engine import durable
from generator.engine.workers import Progress
from generator.engine.workspace import Workspace
from generator.import_checking import Checking
from generator.import_units import COMMAND, UnitFiling, units_in
from generator.problems import ContentError, Severity, UsageError
from generator.records.accounts import GOVERNMENT, BudgetBook
from generator.records.dossier import OverallDossier, ProjectDossier
from generator.records.fields import EARLIEST_YEAR, LATEST_YEAR
from generator.records.intake.candidate import Candidate, CellRef, Target, Weight
from generator.records.intake.codes import filing_note
from generator.records.intake.filing import planning
from generator.records.intake.filing.identifying import GOOD_ID, FoundProject, How, KnownProject, ProjectFinder
from generator.records.intake.filing.outcome import Missing, Outcome, Subject
from generator.records.intake.filing.planning import Claim, Plan, Setting, Standing, plan
from generator.records.intake.filing.resolving import UnitFinder, plain
from generator.records.loading import Loader
from generator.records.register import Foundation
from generator.records.units import Unit

PRINTED_AT_HEAD = frozenset({"年度", "预算单位", "执行率分值", "截止日期", "实施单位"})
OVERALL_TITLES = frozenset({"部门整体", "部门整体支出", "整体支出"})
WHOLE_DISTRICT = "政府"
SAME_PROJECT, WHICH_UNIT, YEAR, UNIT, TITLE = "是否同一项目", "是名录里的哪个单位", "年度", "预算单位", "项目名称"


@dataclass(frozen=True)
class Wanted:
    """What to import, and how."""

    paths: tuple[Path, ...] = ()
    is_dry: bool = False
    replace: bool = False
    year: int | None = None
    aliases: tuple[tuple[str, str], ...] = ()  # 来文写法, 单位


class Answers(planning.Answers, Protocol):
    """What people filled into the report of an earlier run, with what holds for all forms."""

    @property
    def units(self) -> Mapping[str, tuple[str, CellRef]]:
        """Which unit a person said that a writing means."""

    def year_of(self, form: CellRef) -> int | None:
        """The year that was given for the forms of a file when they were first imported."""


@dataclass
class _Group:
    """All forms of one dossier."""

    model: type[BaseModel]
    subject: Subject
    before: Mapping[str, Any] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    year: int = 0


class Filing:
    """One run: `outcome` and `changed` tell what it did."""

    def __init__(self, workspace: Workspace, wanted: Wanted, today: date, answers: Answers, text_of: Callable[[CellRef], str] = lambda cell: "", blank_of: Callable[[CellRef, str], CellRef | None] = lambda form, key: None):
        self.workspace, self.wanted, self.today, self.answers = workspace, wanted, today, answers
        self.outcome = Outcome()
        self.changed: list[str] = []  # records written, or to be written
        self.loader = Loader(workspace)
        foundation = self.loader.foundation()
        if foundation is None:
            raise ContentError(problem for problem in self.loader.problems if problem.severity is Severity.ERROR)
        self.foundation: Foundation = foundation
        self.setting = Setting(today, wanted.replace, answers, text_of, blank_of)
        self._asked_units: set[str] = set()
        self._said_units: set[tuple[str, str]] = set()

    def run(self, candidates: Sequence[Candidate], progress: Progress) -> None:
        """Units first, since the rest is looked up among them."""
        plans: list[Plan] = []
        said = [(written, meant, CellRef(COMMAND)) for written, meant in self.wanted.aliases]
        said += [(written, meant, cell) for written, (meant, cell) in self.answers.units.items()]
        listing = UnitFiling(self.workspace, self.foundation, self.setting, said)
        units = listing.plan([one for one in candidates if one.target is Target.UNITS])
        self.outcome.notes += listing.notes
        if units:
            plans.append(units)
            self._take(units)
            if units.text is not None:  # the units found from here on are those that will be there
                self.foundation = replace(self.foundation, units=units_in(units.text))
        self.checking = Checking(self.workspace, self.loader, self.foundation, self.today)
        self.finder = UnitFinder(self.foundation.units.values(), self.foundation.office.district)
        self.projects = ProjectFinder(self._known_projects())
        groups: dict[str, _Group] = {}
        for candidate in candidates:
            if candidate.target is not Target.UNITS:
                self._place(_as_meant(candidate), groups)
        for made in progress(map(self._plan, groups.values()), total=len(groups), label="比较"):
            plans.append(made)
            self._take(made)
        self._write(plans)

    def _take(self, made: Plan) -> None:
        self.outcome.notes += made.notes
        self.outcome.differences += made.differences
        self.outcome.missing += made.missing
        self.outcome.written += made.written
        is_amiss = any(note.weight is Weight.ERROR for note in made.notes)
        self.outcome.refused += made.is_refused or (made.text is None and is_amiss)
        self.outcome.same += not made.is_refused and made.text is None and not is_amiss and not made.differences and not made.missing

    def _write(self, plans: Sequence[Plan]) -> None:
        writing = {self.workspace.root / made.subject.file: made for made in plans if made.text is not None}
        self.changed += [made.subject.file for made in writing.values()]
        if self.wanted.is_dry:
            return
        for path, made in writing.items():
            if (path.read_bytes() if path.exists() else None) != made.before:
                raise UsageError(f"导入期间有人改了 {made.subject.file}，所以什么都没有写。请再导入一次。")
        for folder in sorted({path.parent for path in writing}):
            durable.make_folder(folder)
        durable.put_all({path: made.text for path, made in writing.items() if made.text is not None}, mode=durable.PLAIN)

    # --- unit, year, project of a form -------------------------------------------------------------------------------------

    def _place(self, candidate: Candidate, groups: dict[str, _Group]) -> None:
        """Add the form to its dossier, or tell why it has none."""
        if self._is_of_another_unit(candidate):
            return
        year = self._year_of(candidate)
        if candidate.target is Target.BOOK and year and (said := self.answers(candidate.area, UNIT)) and said[0] == WHOLE_DISTRICT:
            file = f"content/{year}/budget/{GOVERNMENT}.yml"
            self._join(groups, file, BudgetBook, Subject(file, "", "政府预决算"), candidate, {"年度": str(year)}, year)
            return
        unit = self._unit_of(candidate)
        if not year or not unit:
            return
        if candidate.target is Target.PROJECT:
            self._place_project(candidate, groups, year, unit)
            return
        model: type[BaseModel] = OverallDossier if candidate.target is Target.OVERALL else BudgetBook
        folder = "units" if candidate.target is Target.OVERALL else "budget"
        file = f"content/{year}/{folder}/{unit.code}.yml"
        title = "部门整体支出" if candidate.target is Target.OVERALL else "预决算"
        group = self._join(groups, file, model, Subject(file, unit.label, title), candidate, {"年度": str(year), "预算单位": unit.code}, year)
        if candidate.target is Target.OVERALL and not group.before:
            group.before = self._record_of_earlier_year(f"units/{unit.code}.yml", year)

    def _is_of_another_unit(self, candidate: Candidate) -> bool:
        """Whether a form of our own shows another unit than the one that it was made for."""
        if not candidate.seen_unit:
            return False
        own, seen = self.finder.find(candidate.unit).unit, self.finder.find(candidate.seen_unit).unit
        if own is None or own == seen:
            return False
        message = f"表上是{seen.name if seen else '名录里没有的单位'}，这份表格是{own.name}（{own.code}）的"
        self.outcome.notes.append(filing_note("X01", candidate.seen_unit_source or candidate.area, candidate.seen_unit, message))
        return True

    def _year_of(self, candidate: Candidate) -> int | None:
        if answered := self.answers(candidate.area, YEAR):
            text = answered[0].removesuffix("年度").removesuffix("年").strip()
            if text.isdigit() and EARLIEST_YEAR <= int(text) <= LATEST_YEAR:
                return int(text)
            self.outcome.notes.append(filing_note("X95", answered[1], answered[0], "年度写四位数字，例如 2025"))
        year = candidate.year or self.wanted.year or self.answers.year_of(candidate.area)
        if not year:
            self.outcome.notes.append(filing_note("X78", candidate.area, ""))
            self._ask(candidate, YEAR, "预算年度，四位数字，例如 2025")
        return year

    def _unit_of(self, candidate: Candidate) -> Unit | None:
        written = candidate.unit.strip()
        cell = candidate.unit_source or candidate.area
        if answered := self.answers(candidate.area, UNIT):
            written, cell = answered
        if not written and candidate.id and (known := self.projects.latest_before(candidate.id, 0)):
            written = known.unit
        if not written:
            self.outcome.notes.append(filing_note("X70", candidate.area, candidate.title))
            whole = f"；政府预决算填“{WHOLE_DISTRICT}”" if candidate.target is Target.BOOK else ""
            self._ask(candidate, UNIT, f"单位的编码或名称{whole}")
            return None
        found = self.finder.find(written)
        if found.unit:
            if found.reading and (written, found.reading) not in self._said_units:
                self._said_units.add((written, found.reading))
                self.outcome.notes.append(filing_note("X72", cell, written, found.reading, understood=f"{found.unit.code} {found.unit.name}"))
            return found.unit
        nearest = "；".join(f"{one.code} {one.name}" for one in found.nearest)
        if found.is_ambiguous:  # an alias would be one more of the same name: each form is asked for
            self.outcome.notes.append(filing_note("X80", cell, written, nearest))
            self._ask(candidate, UNIT, f"单位的编码或全称：{nearest}")
            return None
        message = found.trouble or (f"最接近的是 {nearest}" if nearest else "")
        self.outcome.notes.append(filing_note("X73" if found.trouble else "X71", cell, written, message))
        if not found.trouble:
            usual = f"填编码或全称，记入别名，以后不再问。{message}"
            self._ask(candidate, f"“{written}”{WHICH_UNIT}", "同上，填一处就行" if written in self._asked_units else usual)
            self._asked_units.add(written)
        return None

    def _ask(self, candidate: Candidate, asked: str, meaning: str) -> None:
        subject = Subject("", candidate.unit, candidate.title)
        self.outcome.missing.append(Missing(subject, (), asked, meaning, candidate.area, is_question=True))

    def _place_project(self, candidate: Candidate, groups: dict[str, _Group], year: int, unit: Unit) -> None:
        name = candidate.title.strip() or str(candidate.values.get(TITLE, "")).strip()
        cell = candidate.title_source or candidate.area
        if answered := self.answers(candidate.area, TITLE):
            name, cell = answered
        number = candidate.id.strip()
        if number and not GOOD_ID.fullmatch(number):
            self.outcome.notes.append(filing_note("X93", candidate.area, number))
            return
        if not name and not number:
            self._tell_no_name(candidate)
            return
        answer = self._same_project(candidate)
        code = str(candidate.values.get("项目编码", ""))
        found = self.projects.find(year=year, unit=unit.code, name=name, number=number, system_code=code, answer=answer)
        if not self._told_project(candidate, found, cell, name, unit):
            return
        name = name or (found.known.name if found.known else "")
        is_known = bool(found.known and found.known.year == year)
        if not is_known:
            self.projects.add(KnownProject(year, found.id, unit.code, name, code))
        if self.finder.find(str(candidate.values.get("实施单位", ""))).unit == unit:  # is told only where it is another
            candidate = replace(candidate, values={key: value for key, value in candidate.values.items() if key != "实施单位"})
        file = f"content/{year}/projects/{found.id}.yml"
        head = {"编号": found.id, "年度": str(year), "项目名称": name, "预算单位": unit.code}
        group = self._join(groups, file, ProjectDossier, Subject(file, unit.label, name), candidate, head, year)
        if not is_known and not group.before and (earlier := self.projects.latest_before(found.id, year)):
            path = self.workspace.content / str(earlier.year) / "projects" / f"{found.id}.yml"
            group.before = self.loader.tree(path).values if path.is_file() else {}

    def _same_project(self, candidate: Candidate) -> str:
        """What a person said of a project of nearly the same name: its number, or 新项目."""
        answer = self.answers(candidate.area, SAME_PROJECT)
        if answer and answer[0] != How.NEW.value and not self.projects.has(answer[0]):
            self.outcome.notes.append(filing_note("X95", answer[1], answer[0], f"没有编号是“{answer[0]}”的项目；填项目的编号，或填“新项目”"))
        return answer[0] if answer else ""

    def _tell_no_name(self, candidate: Candidate) -> None:
        if candidate.is_faulty:
            return
        if _is_blank(candidate):
            self.outcome.notes.append(filing_note("X08", candidate.area, ""))
            return
        self.outcome.notes.append(filing_note("X79", candidate.area, ""))
        self._ask(candidate, TITLE, "项目全称")

    def _told_project(self, candidate: Candidate, found: FoundProject, cell: CellRef, name: str, unit: Unit) -> bool:
        """Tell how the project was found; False if it was not."""
        near = "；".join(f"{one.id} {one.name}（{one.year} 年）" for one in found.near)
        match found.how:
            case How.ASKED:
                self.outcome.notes.append(filing_note("X74", cell, name, near))
                self._ask(candidate, SAME_PROJECT, f"是同一项目，填它的编号：{near}；不是，填“新项目”")
            case How.CONTRADICTS:
                known = found.known
                assert known is not None
                self.outcome.notes.append(filing_note("X77", cell, name, f"编号 {known.id} 是{known.unit} 的“{known.name}”"))
            case How.IN_OTHER_YEAR if found.known:
                self.outcome.notes.append(filing_note("X76", cell, name, f"与 {found.known.year} 年的资料同名", understood=found.id))
            case How.NEW if candidate.is_faulty:
                pass
            case How.NEW:
                alike = f"名称相近的有 {near}；是同一项目的，请改成同名再导入" if near else ""
                self.outcome.notes.append(filing_note("X75", cell, name, alike, understood=found.id))
            case _:
                pass
        return bool(found.id)

    def _join(
        self, groups: dict[str, _Group], file: str, model: type[BaseModel], subject: Subject, candidate: Candidate, head: Mapping[str, str], year: int
    ) -> _Group:
        """Put what the form says, under its head as it was looked up, to the dossier's other forms."""
        if file not in groups and not (self.workspace.content / str(year)).is_dir() and not any(group.year == year for group in groups.values()):
            self.outcome.notes.append(filing_note("X88", candidate.area, str(year)))
        group = groups.setdefault(file, _Group(model, subject, year=year))
        body = {key: value for key, value in candidate.values.items() if key not in head and not (key == "项目编码" and value == head.get("编号"))}
        sources = {
            **{path: cell for path, cell in candidate.sources.items() if path[0] not in head},
            ("项目名称",): candidate.title_source or candidate.area,
            ("预算单位",): candidate.unit_source or candidate.area,
            ("年度",): candidate.area,
            ("编号",): candidate.area,
        }
        group.claims.append(Claim({**head, **body}, {path: cell for path, cell in sources.items() if path[0] in {**head, **body}}, candidate.area, candidate.is_faulty))
        return group

    def _record_of_earlier_year(self, name: str, year: int) -> Mapping[str, Any]:
        for other in sorted((other for other in self.workspace.years() if other < year), reverse=True):
            path = self.workspace.content / str(other) / name
            if path.is_file():
                return self.loader.tree(path).values
        return {}

    def _known_projects(self) -> Iterator[KnownProject]:
        for year in self.workspace.years():
            for path in sorted((self.workspace.content / str(year) / "projects").glob("*.yml")):
                values = self.loader.tree(path).values
                unit, name, code = (str(values.get(key, "")) for key in ("预算单位", "项目名称", "项目编码"))
                yield KnownProject(year, path.stem, unit, name, code)

    # --- one dossier -------------------------------------------------------------------------------------------------------

    def _plan(self, group: _Group) -> Plan:
        path = self.workspace.root / group.subject.file
        content = path.read_bytes() if path.is_file() else None
        of = (group.model, group.subject.file, group.year)
        standing = Standing(content, group.before) if content is None else Standing(content, group.before, self.checking.refusal(*of))
        return plan(group.subject, group.claims, group.model, standing, self.setting, self.checking.rules(*of, is_new=content is None))


def _as_meant(candidate: Candidate) -> Candidate:
    """The candidate for what it is about, whatever the kind of its form says: a form for projects is used for 部门整体支出 too."""
    values = dict(candidate.values)
    funds = values.get("资金")
    if "运行监控" in values and isinstance(funds, Mapping):  # a rate of part of a year is not the year's
        values["资金"] = {key: value for key, value in funds.items() if key != "执行率"}
    is_overall = bool(re.fullmatch(r"U\d{3,12}", candidate.id)) or (not candidate.id and plain(candidate.title) in OVERALL_TITLES)
    if candidate.target is Target.PROJECT and is_overall:
        return replace(candidate, target=Target.OVERALL, values={key: value for key, value in values.items() if key in OverallDossier.keys_of()})
    return replace(candidate, values=values)


def _is_blank(candidate: Candidate) -> bool:
    """Whether nothing stands on the form but what was printed on it."""
    return all(str(path[-1]) in PRINTED_AT_HEAD for path in candidate.sources)
