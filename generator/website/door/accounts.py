"""Budgets and final accounts at the door: what was published, on its day, of units that the public may know of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.engine.workspace import Workspace
from generator.records.accounts import (
    Accounts,
    AttachedFile,
    BudgetBook,
    Stage,
    TableRow,
    file_number,
    is_published,
    is_withdrawn,
    table_rows,
)
from generator.records.changes import Correction
from generator.records.register import Register
from generator.website.door.files import public_file
from generator.website.door.gate import opened
from generator.website.door.public import PublicUnit
from generator.website.door.public_site import PublicAccounts, PublicCorrection, PublicFile, PublicTable, PublicThreePublic


def disclose_accounts(register: Register, units: Mapping[str, PublicUnit], workspace: Workspace, today: date) -> Iterator[PublicAccounts]:
    """The year's accounts that are public on the day: the government's first, then by unit; `units` are those behind the door."""
    for book in sorted(register.books, key=lambda book: (bool(book.unit), book.unit)):
        unit = units.get(book.unit)
        if book.unit and unit is None:
            continue  # secret, or below a secret one
        for stage, accounts in book.accounts_with_stages():
            if is_published(accounts, today) or (accounts.exemption and accounts.published_on is None):
                yield _Case(register, book, stage, accounts, unit, units, workspace, today).disclose()


@dataclass(frozen=True)
class _Case:
    """One budget, or one set of final accounts, before the door."""

    register: Register
    book: BudgetBook
    stage: Stage
    accounts: Accounts
    unit: PublicUnit | None
    units: Mapping[str, PublicUnit]
    workspace: Workspace
    today: date

    def disclose(self) -> PublicAccounts:
        """What was withdrawn keeps its dates and reason, what is exempt its reason; all else goes out as published."""
        gate = opened(self.accounts)
        withdrawal = gate.withdrawal if is_withdrawn(self.accounts, self.today) else None
        is_open = withdrawal is None and self.accounts.published_on is not None
        files = tuple(self._file(file) for file in self.accounts.files) if is_open else ()
        return PublicAccounts(
            year=self.book.year,
            stage=self.stage.value,
            unit=self.unit,
            body=self._body,
            title=gate.title if is_open else f"{self._body}{self.book.year}年度{'' if self.unit is None else '部门'}{self.stage.value}",
            issuer=(gate.issuer if is_open else "") or (self.unit.name if self.unit else opened(self.register.office).name),
            index_number=gate.index_number if is_open else "",
            document_number=gate.document_number if is_open else "",
            validity=gate.validity.value if is_open else "",
            approved_on=gate.approved_on,
            published_on=gate.published_on,
            files=files,
            tables=tuple(self._table(row, files) for row in table_rows(self.accounts, self.book.body, self.stage)) if is_open else (),
            income=gate.income if is_open else None,
            expenditure=gate.expenditure if is_open else None,
            basic=gate.basic if is_open else None,
            projects=gate.projects if is_open else None,
            three_public=_three_public(gate.three_public) if is_open and gate.three_public else None,
            operation=gate.operation if is_open else None,
            procurement=gate.procurement if is_open else None,
            explanation=gate.explanation if is_open else "",
            covered=tuple(self.units[code] for code in gate.covered if code in self.units) if is_open else (),
            exemption="" if gate.published_on else gate.exemption,
            corrections=tuple(self._corrections()) if is_open else (),
            withdrawn_on=withdrawal.on if withdrawal else None,
            withdrawn_reason=withdrawal.reason if withdrawal else "",
        )

    @property
    def _body(self) -> str:
        return self.unit.name if self.unit else f"{opened(self.register.office).district}政府"

    @property
    def _folder(self) -> str:
        return f"files/budget/{self.book.year}/{self.book.id}/{self.stage.slug}"

    def _file(self, file: AttachedFile) -> PublicFile:
        return public_file(self.workspace, opened(file), self._folder)

    def _table(self, row: TableRow, files: tuple[PublicFile, ...]) -> PublicTable:
        if row.published is None:
            return PublicTable(row.name, row.state.value, None, "", "", row.is_due)
        gate, number = opened(row.published), file_number(row.published, self.accounts)
        return PublicTable(gate.name, row.state.value, files[number - 1] if number else None, gate.page, gate.explanation, row.is_due)

    def _corrections(self) -> Iterator[PublicCorrection]:
        for index, correction in enumerate(self.accounts.corrections):
            gate = opened(correction)
            old = self._old_file(correction, index + 1)
            yield PublicCorrection(index + 1, gate.on, gate.note, old.url if old else "", gate.old_reason, old)

    def _old_file(self, correction: Correction, number: int) -> PublicFile | None:
        """The file before the correction, in a folder of its own so that names can't clash."""
        if not correction.keeps_old or not correction.old_file:
            return None
        name = f"第{number}次更正以前的文件"
        attached = AttachedFile.model_validate({"名称": name, "路径": opened(correction).old_file})
        return public_file(self.workspace, attached, f"{self._folder}-v{number}")


def _three_public(gate: Any) -> PublicThreePublic:
    return PublicThreePublic(gate.abroad, gate.vehicle_purchase, gate.vehicle_running, gate.reception, gate.explanation)
