"""What an import may not write: what `check` would call an error, and what is public while no correction is waiting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ValidationError

from generator.engine.workspace import Workspace
from generator.problems import Severity
from generator.records.accounts import BudgetBook
from generator.records.dossier import Dossier, OverallDossier, ProjectDossier
from generator.records.intake.filing.planning import Breach, Check, Refusal
from generator.records.loading import Loader
from generator.records.register import Foundation, Register
from generator.records.rules import RULES, Case, YearCase
from generator.website.door.addresses import page_address, stem_of
from generator.website.door.disclosure import disclose
from generator.website.door.public import PublicDossier
from generator.website.ledger import Ledger, read_ledger
from generator.website.published import has_correction_of, lost_or_changed, mark_of_dossier


@dataclass(frozen=True)
class Checking:
    """Of one run; `foundation` has the units as they will be."""

    workspace: Workspace
    loader: Loader
    foundation: Foundation
    today: date

    def refusal(self, model: type[BaseModel], file: str, year: int) -> Refusal:
        """Asks why a dossier that is public may not become this record; an empty answer if it may.

        It may where `publish` would let it through: what the public reads grew in the course of things, or is the same; or
        where a correction is written and waits.
        """

        def refuse(record: BaseModel) -> str:
            values = self.loader.tree(self.workspace.root / file).values
            decision = values.get("公开")
            if not isinstance(decision, dict) or not decision.get("公开日期") or str(decision["公开日期"]) > self.today.isoformat():
                return ""
            try:
                before = self._shown(model.model_validate(values), year)
            except ValidationError:  # no site shows it as it stands
                return ""
            if before is None or (decision.get("更正") and self._is_correction_waiting(before)):
                return ""
            after = self._shown(record, year)
            parts, is_in_course = lost_or_changed(mark_of_dossier(before), mark_of_dossier(after) if after else "")
            if is_in_course:
                return ""
            name = Path(file).stem
            return f"已公开的{'、'.join(parts)}会变；{decision['公开日期']} 起公开，先运行 jixiao amend {name} --year {year} --note 更正了什么"

        return refuse if issubclass(model, Dossier) else lambda record: ""

    def _is_correction_waiting(self, dossier: PublicDossier) -> bool:
        """True if a correction is written that the site does not know yet, so that the data may be changed now."""
        entry = self._ledger.entries.get(page_address(stem_of(dossier)))
        return entry is None or has_correction_of(entry.mark, mark_of_dossier(dossier))

    @cached_property
    def _ledger(self) -> Ledger:
        return read_ledger(self.workspace.published).held_against(is_demo=self.foundation.office.is_demo)

    def _shown(self, record: BaseModel, year: int) -> PublicDossier | None:
        """What the public would see of the record; None if nothing."""
        return next(iter(disclose(self._register(record, year), today=self.today).dossiers), None)

    def rules(self, model: type[BaseModel], file: str, year: int, *, is_new: bool) -> Check:
        """Asks for the errors that a record would bring into its file; those that stand there already are not the form's."""

        def check(record: BaseModel) -> Sequence[Breach]:
            found = self._breaches(record, file, year)
            if not found or is_new:
                return found
            try:
                before = model.model_validate(self.loader.tree(self.workspace.root / file).values)
            except ValidationError:
                return found
            old = set(self._breaches(before, file, year))
            return [breach for breach in found if breach not in old]

        return check

    def _breaches(self, record: BaseModel, file: str, year: int) -> list[Breach]:
        """The errors that `check` would find in this dossier alone."""
        register = self._register(record, year)
        found = []
        for rule in RULES.values():
            if rule.severity is not Severity.ERROR or rule.is_for_document or rule.is_for_year != isinstance(record, BudgetBook):
                continue
            violations = rule.check(YearCase(register, self.today)) if rule.is_for_year else rule.check(Case(record, register, self.today))  # type: ignore[arg-type]
            for violation in violations:
                if not rule.is_for_year or violation.file == file:
                    found.append(Breach(violation.path, rule.id, violation.message, violation.suggestion))
        return found

    def _register(self, record: BaseModel, year: int) -> Register:
        """A year with this record alone."""
        foundation = self.foundation
        return Register(
            year, foundation.office, foundation.units,
            (record,) if isinstance(record, ProjectDossier) else (), (record,) if isinstance(record, OverallDossier) else (),
            issued=foundation.issued, calendar=foundation.calendar, documents=foundation.documents, library=foundation.library,
            attachments=foundation.attachments, books=(record,) if isinstance(record, BudgetBook) else (),
        )  # fmt: skip
