"""What a volume is composed from: the year as it stood on the volume's day, in numbers of all and in names of what may go out.

Two registers of the same day. `register` holds everything and is only counted; whatever is named, quoted or listed comes
from `copies`: redacted records of what will be public once the congress has approved. So nothing closed can get in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from generator.letters.composing.subject import Subject, subject_of
from generator.problems import JixiaoError
from generator.records.accounts import Stage
from generator.records.as_of import register_as_of
from generator.records.congress import Submission
from generator.records.congress_choice import chosen_dossiers, key_dossiers, may_go_out, stands_on
from generator.records.congress_totals import AppliedTotal, applied_total, uses_without_singles
from generator.records.dossier import Dossier, OverallDossier, ProjectDossier
from generator.records.issued import IssuedRegister
from generator.records.office import Office
from generator.records.redaction import redact, without_closed_fields
from generator.records.register import Register, file_of_congress
from generator.records.totals import DecisionTotal, GroupTotal, group_total
from generator.records.year_totals import YearStatistics, open_overall, open_projects, year_statistics

STANDING_COMMITTEE = "常务委员会"


@dataclass(frozen=True)
class Material:
    """One package: whose it is, for which session, of which day."""

    register: Register
    copies: Register
    earlier: tuple[tuple[Register, Register], ...]  # the other years, each with its copies
    submission: Submission
    stage: Stage
    day: date

    @property
    def year(self) -> int:
        """The budget year."""
        return self.register.year

    @property
    def office(self) -> Office:
        """The bureau."""
        return self.register.office

    @cached_property
    def statistics(self) -> YearStatistics:
        """The year's numbers, those of circular and report."""
        return year_statistics(self.register, self.day)

    @cached_property
    def chosen(self) -> tuple[Dossier, ...]:
        """What is chosen, redacted."""
        return tuple(self.copies.by_id[one.id] for one in chosen_dossiers(self.register, self.submission, self.stage, self.day))

    @cached_property
    def key(self) -> tuple[Dossier, ...]:
        """What has a report on its evaluation, redacted; nothing with a draft budget."""
        if self.stage is Stage.BUDGET:
            return ()
        return tuple(self.copies.by_id[one.id] for one in key_dossiers(self.register, self.submission, self.day))

    def is_named(self, dossier: Dossier) -> bool:
        """True if the volume may name the dossier."""
        return dossier.id in self.copies.by_id

    def subject(self, dossier: Dossier) -> Subject:
        """A redacted dossier with its unit."""
        return subject_of(dossier, self.copies, self.day)

    @cached_property
    def projects(self) -> tuple[Subject, ...]:
        """All projects that are counted: what is named as a redacted copy, the others for their money alone."""
        return tuple(subject_of(self.copies.by_id.get(one.id, one), self.register, self.day) for one in open_projects(self.register))

    @cached_property
    def overall(self) -> tuple[Subject, ...]:
        """The same of overall expenditure."""
        return tuple(subject_of(self.copies.by_id.get(one.id, one), self.register, self.day) for one in open_overall(self.register))

    @cached_property
    def unnamed(self) -> GroupTotal:
        """The evaluated projects that are counted and not named."""
        return group_total("", (one.dossier for one in self.projects if one.dossier.evaluation and not self.is_named(one.dossier)))

    @cached_property
    def decided(self) -> tuple[tuple[Register, Register], ...]:
        """The years before, each with its copies: their results may have meant something for this budget."""
        return tuple(pair for pair in self.earlier if pair[0].year < self.year)

    @cached_property
    def applied(self) -> AppliedTotal:
        """What earlier results meant for this budget."""
        known = {(copies.year, dossier.id) for _, copies in self.decided for dossier in copies.dossiers}
        return applied_total((register for register, _ in self.decided), self.year, lambda dossier: (dossier.year, dossier.id) in known)

    @cached_property
    def uses(self) -> tuple[DecisionTotal, ...]:
        """What this year's results meant for budgets, by the way they were used."""
        return uses_without_singles([one for one in open_projects(self.register) if one.budget_decision], self.is_named)

    @property
    def is_before_standing_committee(self) -> bool:
        """True for a session of the standing committee, false for one of the congress itself."""
        return STANDING_COMMITTEE in self.submission.meeting

    @property
    def slug(self) -> str:
        """`2025-final`: part of the names of the volume's own documents."""
        return f"{self.year}-{self.stage.slug}"


def material_of(registers: Mapping[int, Register], year: int, stage: Stage, today: date) -> Material:
    """The material of one package; JixiaoError if the year says nothing of it."""
    register = registers.get(year)
    submission = register.congress.submission(stage) if register and register.congress else None
    if register is None or submission is None:
        raise JixiaoError(f"{file_of_congress(year)} 没有写“{stage}”。请写明会议、开会日期和送交日期；写法见 docs/writing-content.md“送人大的材料”。")
    day = stands_on(submission, today)
    known = {number: register_as_of(one, day) for number, one in registers.items()}
    others = tuple((known[number], copies_of(known[number], day)) for number in sorted(known) if number != year)
    return Material(known[year], copies_of(known[year], day), others, submission, stage, day)


def copies_of(register: Register, day: date) -> Register:
    """Redacted copies of the dossiers that may go out, with the units that are no secret; nothing else of the year."""
    projects: tuple[ProjectDossier, ...] = tuple(redact(one) for one in register.projects if may_go_out(one, register, day))
    overall: tuple[OverallDossier, ...] = tuple(redact(one) for one in register.overall if may_go_out(one, register, day))
    units = {code: without_closed_fields(unit) for code, unit in register.units.items() if not register.is_secret(unit)}
    return replace(
        register, units=units, projects=projects, overall=overall, issued=IssuedRegister(), damaged=(), books=(), earlier=(), other_years=()
    )
