"""Publishing: the site is built, compared with the ledger of addresses, and only then put in its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.engine.workers import Progress, silent
from generator.engine.workspace import Workspace
from generator.problems import UsageError
from generator.website.door.addresses import page_address, stem_of
from generator.website.door.public import PublicDossier
from generator.website.door.public_site import PublicSite
from generator.website.ledger import Ledger, Publication, State, read_ledger, write_ledger
from generator.website.published import mark_of_dossier, published_in


@dataclass(frozen=True)
class PublishedSite:
    """What was built, and what the publication changed; `undated` are files of made-up data without a day of publication."""

    report: pipeline.BuildReport
    publication: Publication
    undated: tuple[str, ...] = ()


def publish(workspace: Workspace, today: date, retired: Sequence[str] = (), progress: Progress = silent) -> PublishedSite:
    """Build, refuse a site that loses addresses, put it in its place, and note in the ledger what is published.

    Refused too: a dossier without 公开日期 (nobody could tell later since when it is public), and one that was withdrawn and
    would be back without a word. `retired` are addresses of files, not of pages, that the office gives up.
    """
    kept = read_ledger(workspace.published)
    found: list[tuple[Ledger, Publication, tuple[str, ...]]] = []

    def inspect(public: PublicSite, tree: Path) -> None:
        ledger = kept.held_against(is_demo=public.latest.office.is_demo)
        _check_day(ledger, today)
        _check_retired(ledger, retired)
        undated = tuple(_undated(public))
        if undated and not public.latest.office.is_demo:
            raise UsageError(_no_day(undated, today))
        if back := list(_silently_back(ledger, public)):
            raise UsageError("没有发布，原网站保持不变：" + "\n".join([f"{len(back)} 份撤回过的资料又公开了，没有说明。", *back]))
        pipeline.refuse_loss(ledger, workspace, public, tree, retired)
        after, publication = ledger.after(published_in(tree, public), public, retired, today)
        found.append((after, replace(publication, ends_trial=ledger is not kept), undated))

    report = pipeline.build(workspace, today, progress, inspect)
    after, publication, undated = found[-1]
    if after != kept:
        write_ledger(workspace.published, after)
    return PublishedSite(report, publication, undated)


def _dossiers(public: PublicSite) -> Iterator[PublicDossier]:
    for register in public.registers:
        yield from register.dossiers


def _file_of(dossier: PublicDossier) -> str:
    return f"content/{dossier.year}/units/{dossier.unit.code}.yml" if dossier.is_overall else f"content/{dossier.year}/projects/{dossier.id}.yml"


def _undated(public: PublicSite) -> Iterator[str]:
    return (_file_of(dossier) for dossier in _dossiers(public) if dossier.published_on is None)


def _no_day(files: Sequence[str], today: date) -> str:
    rows = "\n".join(f"  {file}\n    → 在“公开”里写“公开日期: {today}”；现在还不公开的，写将来公开的日期，到那天才上网" for file in files)
    return f"没有发布，原网站保持不变：{len(files)} 份主动公开的资料没有公开日期。\n{rows}"


def _silently_back(ledger: Ledger, public: PublicSite) -> Iterator[str]:
    """Withdrawn dossiers that are public again without a correction that tells of it: most often the lines of 撤回 were deleted by mistake."""
    for dossier in _dossiers(public):
        address = page_address(stem_of(dossier))
        day = ledger.withdrawn_on(address, mark_of_dossier(dossier))
        if day and not any(correction.on >= day for correction in dossier.corrections):
            yield (
                f"  {address}（{day} 撤回）\n    → 误删的，把“公开 › 撤回”照原样写回 {_file_of(dossier)}；确要重新公开的，在“公开 › 更正”里加一次："
                f"日期不早于 {day}，说明写明何时撤回、为何重新公开，并写“保留旧版: 否”和“不保留旧版理由”"
            )


def _check_day(ledger: Ledger, today: date) -> None:
    if ledger.last_day and today < ledger.last_day:
        raise UsageError(f"上一次发布是 {ledger.last_day}，比今天（{today}）还晚。请核对电脑的日期，或 --today 后面的日期。")


def _check_retired(ledger: Ledger, retired: Sequence[str]) -> None:
    for address in retired:
        entry = ledger.entries.get(address)
        if entry is None or entry.state is not State.PUBLIC:
            raise UsageError(f"“{address}”不在已公开的地址里，不用停用。地址照发布时所列的写，例如 projects/P2023-0103/2025-self.pdf。")
        if address.endswith(".html"):
            raise UsageError(f"“{address}”是网页，不能停用：读者会回来找它。资料不再公开的，在其中写“公开 › 撤回”；手写的网页留着，写明内容移到了哪里。")
