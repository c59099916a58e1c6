"""What the finder lists: units, projects and overall expenditure year by year, letters and documents, budgets and final accounts."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.engine.chinese import round_half_up
from generator.website.door.public import PublicDossier, PublicProject, PublicUnit
from generator.website.door.public_site import PublicAccounts, PublicDocument, PublicSite
from generator.website.pages.page import path_of, path_of_unit

UNIT = "单位"
BUDGET_STAGE = "预算"
FEEDBACK = "绩效评价结果反馈意见函"


@dataclass(frozen=True)
class FinderRow:
    """One row. Numbers are rounded as pages show them: points and 万元 with two places, the rate in per cent with one; None is unknown."""

    kind: str
    name: str
    number: str  # 编号 or 文号
    unit: str
    unit_name: str
    unit_code: str
    year: int  # 0: of no single year
    budget: str
    grade: str
    score: Decimal | None
    amount: Decimal | None  # 全年预算数, or what a budget plans to spend
    rate: Decimal | None
    path: str

    @property
    def entity(self) -> tuple[str, ...]:
        """What stays the same over the years."""
        return (self.kind, self.name, self.number, self.unit, self.unit_name, self.unit_code, self.budget)


def finder_rows(site: PublicSite, pages: Container[str]) -> list[FinderRow]:
    """Newest year first; within a year projects, overall expenditure, documents and budgets, each by number. Every row has a page."""
    rows = [row for row in _rows(site, pages) if row.path in pages]
    order = {kind: place for place, kind in enumerate(dict.fromkeys(row.kind for row in rows))}
    return sorted(rows, key=lambda row: (-row.year, order[row.kind], row.unit_code, row.number, row.name, row.path))


def _rows(site: PublicSite, pages: Container[str]) -> Iterator[FinderRow]:
    for register in site.registers:
        yield from map(_dossier, register.projects)
    for register in site.registers:
        yield from map(_dossier, register.overall)
    addressees = {name: unit for unit in reversed(site.latest.units) for name in (unit.name, unit.label)}
    yield from (_document(document, addressees.get(document.addressee)) for document in site.documents if not document.is_withdrawn)
    yield from _unpublished_letters(site)
    yield from map(_accounts, site.accounts)
    units = {unit.code: (register.year, unit) for register in site.registers for unit in register.units if unit.existed_in(register.year)}
    for year, unit in units.values():
        overview = f"units/{unit.code}/index.html"
        yield _unit(unit, overview if overview in pages else path_of_unit(unit, year))


def _dossier(dossier: PublicDossier) -> FinderRow:
    total = dossier.funds.total if dossier.funds else None
    is_project = isinstance(dossier, PublicProject)
    return FinderRow(
        kind=dossier.subject if isinstance(dossier, PublicProject) else dossier.title,
        name=dossier.title if is_project else f"{dossier.unit.label}{dossier.title}",
        number=dossier.id,
        unit=dossier.unit.label,
        unit_name=dossier.unit.name,
        unit_code=dossier.unit.code,
        year=dossier.year,
        budget=dossier.budget if isinstance(dossier, PublicProject) else "",
        grade=dossier.grade,
        score=_rounded(dossier.score),
        amount=_rounded(total.adjusted) if total else None,
        rate=round_half_up(total.rate * 100, Decimal("0.1")) if total and total.rate is not None else None,
        path=path_of(dossier),
    )


def _document(document: PublicDocument, unit: PublicUnit | None) -> FinderRow:
    word = "底稿" if document.is_sent else "未签发稿" if document.is_draft else ""
    title = f"{document.title}（{word}）" if word else document.title
    return FinderRow(
        document.kind, title, document.number, unit.label if unit else document.addressee, unit.name if unit else "",
        unit.code if unit else "", document.year, "", "", None, None, None, document.path,
    )  # fmt: skip


def _unpublished_letters(site: PublicSite) -> Iterator[FinderRow]:
    """Feedback letters whose number is public and whose text is not: whoever has the paper finds what it is about."""
    known = {document.number for document in site.documents}  # those that were withdrawn are not to be found again
    for register in site.registers:
        for dossier in register.dossiers:
            if dossier.feedback and dossier.feedback.number not in known:
                row = _dossier(dossier)
                name = f"{row.name}评价结果反馈意见函（全文没有公开）"
                yield replace(row, kind=FEEDBACK, name=name, number=dossier.feedback.number, budget="", grade="", score=None, amount=None, rate=None)


def _accounts(accounts: PublicAccounts) -> FinderRow:
    unit = accounts.unit
    return FinderRow(
        f"{'部门' if unit else '政府'}{accounts.stage}", accounts.title, accounts.document_number or accounts.index_number,
        unit.label if unit else "", unit.name if unit else "", unit.code if unit else "", accounts.year, "", "", None,
        _rounded(accounts.expenditure) if accounts.stage == BUDGET_STAGE else None, None,
        f"budget/{accounts.year}/{unit.code if unit else 'government'}.html",
    )  # fmt: skip


def _unit(unit: PublicUnit, path: str) -> FinderRow:
    return FinderRow(UNIT, unit.name, unit.code, unit.label, unit.name, unit.code, 0, "", "", None, None, None, path)


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value)
