"""Corrections and withdrawals at the door: versions before a correction, and addresses whose content is gone.

A version before a correction goes through the same door as the present one (`disclose`), on the day on which it was
replaced; what is closed in the present version is closed in it too. Of what was withdrawn, only when and why is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from generator.engine.chinese import format_date
from generator.records.accounts import GOVERNMENT
from generator.records.dossier import Dossier, Feedback, OverallDossier, ProjectDossier
from generator.records.register import EarlierVersion, Register
from generator.records.vocabulary import Disclosure
from generator.website.door.addresses import dossier_stem, forms_address, page_address, project_address, version_address
from generator.website.door.disclosure import disclose
from generator.website.door.documents import VOID
from generator.website.door.gate import opened
from generator.website.door.public import PublicDossier, PublicRegister, PublicUnit
from generator.website.door.public_document import PublicDocument
from generator.website.door.public_site import PublicAccounts, PublicChange, PublicEarlier, PublicNotice

D = TypeVar("D", bound=Dossier)

CORRECTED, WITHDRAWN, VOIDED, NOT_KEPT = "更正", "撤回", "作废", "旧版不展示"


@dataclass(frozen=True)
class YearChanges:
    """What happened to a year's dossiers after they were published."""

    earlier: tuple[PublicEarlier, ...] = ()
    changes: tuple[PublicChange, ...] = ()
    withdrawn: tuple[PublicChange, ...] = ()
    notices: tuple[PublicNotice, ...] = ()


def changes_of_year(register: Register, public: PublicRegister, today: date) -> YearChanges:
    """The changes of a year's dossiers; `public` is what the door made of the same register."""
    units = {unit.code: unit for unit in public.units}
    corrected = [dossier for dossier in public.dossiers if dossier.corrections]
    withdrawn = [
        change
        for dossier in register.dossiers
        if dossier.unit in units and was_published(dossier, today) and (change := _withdrawal(dossier, units[dossier.unit]))
    ]
    ours = {dossier.id: dossier for dossier in register.dossiers}
    return YearChanges(
        earlier=tuple(version for dossier in corrected for version in _earlier(ours[dossier.id], dossier, register)),
        changes=(
            *(change for dossier in corrected for change in _corrections(dossier)),
            *(change for withdrawal in withdrawn for change in _corrections_before(withdrawal, ours[withdrawal.dossier])),
            *withdrawn,
        ),
        withdrawn=tuple(withdrawn),
        notices=(
            *(notice for dossier in corrected for notice in _versions_not_kept(dossier)),
            *(notice for change in withdrawn for notice in _notices(change, ours[change.dossier])),
        ),
    )


def was_published(dossier: Dossier, today: date) -> bool:
    """True if the dossier was public and was then withdrawn, whatever it says now of being public."""
    decision = dossier.disclosure
    return bool(decision and decision.withdrawal and decision.published_on and decision.published_on <= decision.withdrawal.on <= today)


# --- corrections -------------------------------------------------------------------------------------------------------


def _corrections(dossier: PublicDossier) -> Iterator[PublicChange]:
    stem = _stem(dossier)
    for correction in dossier.corrections:
        what = _name(dossier.unit, dossier.year, dossier.title, is_overall=dossier.is_overall)
        yield PublicChange(
            CORRECTED, correction.on, what, correction.note, page_address(stem), correction.old_path, dossier.year, dossier.id, dossier.unit, dossier.title
        )


def _earlier(current: Dossier, public: PublicDossier, register: Register) -> Iterator[PublicEarlier]:
    versions = {version.number: version for version in register.earlier if version.dossier.id == current.id}
    for correction in public.corrections:
        version = versions.get(correction.number)
        if version and not correction.old_reason and (old := _disclosed_version(version, current, register, correction.on)):
            yield PublicEarlier(correction.number, old, correction.old_path, correction)


def _disclosed_version(version: EarlierVersion, current: Dossier, register: Register, until: date) -> PublicDossier | None:
    """The version through the door; None if its own 公开属性 or unit keeps it inside."""
    old = _closed_as_now(version.dossier, current, until)
    alone = replace(
        register,
        projects=(old,) if isinstance(old, ProjectDossier) else (),
        overall=(old,) if isinstance(old, OverallDossier) else (),
        other_years=(),
        earlier=(),
        damaged=(),
    )
    return next(iter(disclose(alone, today=until).dossiers), None)


def _closed_as_now(old: D, current: Dossier, until: date) -> D:
    """What was closed since then is closed in the version before too, and so is a letter that came after it."""
    changed: dict[str, object] = {}
    if old.evaluation and current.evaluation:
        closed = {finding.number for finding in current.evaluation.findings if finding.disclosure is not Disclosure.PROACTIVE}
        kept = tuple(finding for finding in old.evaluation.findings if finding.number not in closed)
        changed["evaluation"] = old.evaluation.model_copy(update={"findings": kept})
    if not _tells_of_letter(current.feedback) or (old.feedback and old.feedback.issued_on and old.feedback.issued_on > until):
        changed["feedback"] = None
    return old.model_copy(update=changed)


def _tells_of_letter(feedback: Feedback | None) -> bool:
    return bool(feedback and feedback.disclosure is Disclosure.PROACTIVE)


def _versions_not_kept(dossier: PublicDossier) -> Iterator[PublicNotice]:
    for correction in dossier.corrections:
        if correction.old_reason:
            what = _name(dossier.unit, dossier.year, dossier.title, is_overall=dossier.is_overall)
            yield PublicNotice(
                correction.old_path, NOT_KEPT, correction.on, f"{what}：第{correction.number}次更正以前的旧版", correction.old_reason,
                page_address(_stem(dossier)), "现行版本",
            )  # fmt: skip


# --- withdrawals -------------------------------------------------------------------------------------------------------


def _withdrawal(dossier: Dossier, unit: PublicUnit) -> PublicChange | None:
    """When and why; the title only where the record is still marked public, for a title can tell too much."""
    gate = opened(dossier)
    may_be_named = gate.disclosure.disclosure is Disclosure.PROACTIVE
    is_overall = isinstance(dossier, OverallDossier)
    title = dossier.title if may_be_named or is_overall else ""
    what = _name(unit, gate.year, title, is_overall=is_overall) if title else f"编号 {dossier.id} 的{gate.year}年度资料"
    withdrawal = gate.disclosure.withdrawal
    stem = dossier_stem(unit.code, "" if is_overall else dossier.id, gate.year)
    return PublicChange(WITHDRAWN, withdrawal.on, what, withdrawal.reason, page_address(stem), "", gate.year, dossier.id, unit, title)


def _corrections_before(withdrawal: PublicChange, dossier: Dossier) -> Iterator[PublicChange]:
    """That it had been corrected, and when, stays in the list; what was corrected went with the content."""
    note = f"这份资料已于{format_date(withdrawal.on)}撤回，更正说明不再列出。"
    for number, correction in enumerate(opened(dossier).disclosure.corrections, 1):
        yield replace(withdrawal, kind=CORRECTED, on=correction.on, note=note, old_path=version_address(withdrawal.path.removesuffix(".html"), number))


def _notices(change: PublicChange, dossier: Dossier) -> Iterator[PublicNotice]:
    """The page and all that stood beside it: forms, versions before corrections."""
    stem = change.path.removesuffix(".html")
    numbers = range(1, len(opened(dossier).disclosure.corrections) + 1)
    for path in (change.path, forms_address(stem), *(version_address(stem, number) for number in numbers)):
        yield PublicNotice(path, WITHDRAWN, change.on, change.what, change.note, *_way_on(change))


def _way_on(change: PublicChange) -> tuple[str, str]:
    assert change.unit
    if change.path.startswith("projects/"):
        return project_address(change.dossier), "这个项目的历年情况"
    return f"units/{change.unit.code}/{change.year}.html", f"{change.unit.label}{change.year}年度"


# --- what is no dossier ------------------------------------------------------------------------------------------------


def changes_of_accounts(accounts: Iterable[PublicAccounts]) -> Iterator[PublicChange]:
    """Corrections and withdrawals of budgets and final accounts that are public."""
    for one in accounts:
        path = f"budget/{one.year}/{one.unit.code if one.unit else GOVERNMENT}.html"
        for correction in one.corrections:
            yield PublicChange(CORRECTED, correction.on, one.title, correction.note, path, correction.old_path, one.year, unit=one.unit)
        if one.withdrawn_on:
            yield PublicChange(WITHDRAWN, one.withdrawn_on, one.title, one.withdrawn_reason, path, "", one.year, unit=one.unit)


def changes_of_documents(documents: Iterable[PublicDocument]) -> Iterator[PublicChange]:
    """Issued documents that were corrected by another, voided, or withdrawn."""
    for one in documents:
        if one.is_withdrawn and one.withdrawn_on:
            kind = VOIDED if one.state == VOID else WITHDRAWN
            yield PublicChange(kind, one.withdrawn_on, _name_of_document(one.title, one.number), one.withdrawn_reason, one.path, "", one.year)
        elif one.corrects and one.issued_on:
            what = _name_of_document(one.corrects.title, one.corrects.number)
            yield PublicChange(CORRECTED, one.issued_on, what, f"以{_name_of_document(one.title, one.number)}更正", one.corrects.path or one.path, "", one.year)


def _name_of_document(title: str, number: str) -> str:
    return f"《{title}》" + (f"（{number}）" if number else "")


# --- words -------------------------------------------------------------------------------------------------------------


def _stem(dossier: PublicDossier) -> str:
    return dossier_stem(dossier.unit.code, "" if dossier.is_overall else dossier.id, dossier.year)


def _name(unit: PublicUnit, year: int, title: str, *, is_overall: bool) -> str:
    return f"{unit.label}{year}年度{title}" if is_overall else f"{title}（{year}年度）"
