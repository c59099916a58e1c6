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
from generator.records.intake.filing.planning import Breach, Check
from generator.records.loading import Loader
from generator.records.register import Foundation, Register
from generator.records.rules import RULES, Case, YearCase


@dataclass(frozen=True)
class Checking:
    """Of one run; `foundation` has the units as they will be."""

    workspace: Workspace
    loader: Loader
    foundation: Foundation
    today: date

    def refusal(self, model: type[BaseModel], file: str, year: int) -> str:
        """Why the dossier may not be changed as it stands: it is public, and no correction is waiting; empty if it may."""
        if not issubclass(model, Dossier):
            return ""
        decision = self.loader.tree(self.workspace.root / file).values.get("公开")
        if not isinstance(decision, dict) or not decision.get("公开日期") or str(decision["公开日期"]) > self.today.isoformat():
            return ""
        name = Path(file).stem
        if decision.get("更正") and amending.is_correction_waiting(self.workspace, name, year, self.today):
            return ""
        return f"{decision['公开日期']} 起公开；先运行 jixiao amend {name} --year {year} --note 更正了什么"

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
        foundation = self.foundation
        register = Register(
            year, foundation.office, foundation.units,
            (record,) if isinstance(record, ProjectDossier) else (), (record,) if isinstance(record, OverallDossier) else (),
            issued=foundation.issued, calendar=foundation.calendar, documents=foundation.documents, library=foundation.library,
            attachments=foundation.attachments, books=(record,) if isinstance(record, BudgetBook) else (),
        )  # fmt: skip
        found = []
        for rule in RULES.values():
            if rule.severity is not Severity.ERROR or rule.is_for_document or rule.is_for_year != isinstance(record, BudgetBook):
                continue
            violations = rule.check(YearCase(register, self.today)) if rule.is_for_year else rule.check(Case(record, register, self.today))  # type: ignore[arg-type]
            for violation in violations:
                if not rule.is_for_year or violation.file == file:
                    found.append(Breach(violation.path, rule.id, violation.message, violation.suggestion))
        return found
