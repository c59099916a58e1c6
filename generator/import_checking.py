"""What an import may not write: what `check` would call an error, and what is public while no correction is waiting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ValidationError

from generator import amending
from generator.engine.workspace import Workspace
from generator.problems import Severity
from generator.records.accounts import BudgetBook
from generator.records.dossier import Dossier, OverallDossier, ProjectDossier
from generator.records.intake.filing.planning import Breach, Check, Refusal
from generator.records.loading import Loader
from generator.records.register import Foundation, Register
from generator.records.rules import RULES, Case, YearCase
from generator.website.door.disclosure import disclose
from generator.website.published import lost_or_changed, mark_of_dossier


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
            name = Path(file).stem
            if decision.get("更正") and amending.is_correction_waiting(self.workspace, name, year, self.today):
                return ""
            try:
                before = self._mark(model.model_validate(values), year)
            except ValidationError:  # no site shows it as it stands
                return ""
            parts, is_in_course = lost_or_changed(before, self._mark(record, year))
            if not before or is_in_course:
                return ""
            return f"已公开的{'、'.join(parts)}会变；{decision['公开日期']} 起公开，先运行 jixiao amend {name} --year {year} --note 更正了什么"

        return refuse if issubclass(model, Dossier) else lambda record: ""

    def _mark(self, record: BaseModel, year: int) -> str:
        """What the ledger of the site would remember of the record; empty if the public does not see it."""
        shown = disclose(self._register(record, year), today=self.today).dossiers
        return mark_of_dossier(shown[0]) if shown else ""

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
