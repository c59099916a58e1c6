"""Publishing: the site is built, compared with the ledger of addresses, and only then put in its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.engine.workers import Progress, silent
from generator.engine.workspace import Workspace
from generator.problems import UsageError
from generator.website.door.public_site import PublicSite
from generator.website.ledger import Ledger, Publication, State, read_ledger, write_ledger
from generator.website.published import addresses_in, published_in

DOSSIER = re.compile(r"(?:projects/(?P<id>[^/]+)/(?P<year>\d{4})|units/(?P<code>\d+)/(?P<unit_year>\d{4})-overall)(?:-v\d+|-forms)?\.html")
FORM = re.compile(r"(?:projects|units)/.+-(?:self|objectives)\.pdf")


@dataclass(frozen=True)
class PublishedSite:
    """What was built, and what the publication changed."""

    report: pipeline.BuildReport
    publication: Publication


def publish(workspace: Workspace, today: date, retired: Sequence[str] = (), progress: Progress = silent) -> PublishedSite:
    """Build, refuse a site that loses addresses, put it in its place, and note in the ledger what is published.

    `retired` are addresses of files, not of pages, that the office gives up.
    """
    ledger = read_ledger(workspace.published)
    _check_day(ledger, today)
    _check_retired(ledger, retired)
    found: list[tuple[Ledger, Publication]] = []

    def inspect(public: PublicSite, tree: Path) -> None:
        if lost := [address for address in ledger.vanishing(frozenset(addresses_in(tree)), public) if address not in retired]:
            raise UsageError(lost_addresses(lost))
        found.append(ledger.after(published_in(tree, public), public, retired, today))

    report = pipeline.build(workspace, today, progress, inspect)
    after, publication = found[-1]
    if after != ledger:
        write_ledger(workspace.published, after)
    return PublishedSite(report, publication)


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


def lost_addresses(lost: Sequence[str]) -> str:
    """Every address that was public and would be gone, each with what to do."""
    rows = "\n".join(f"  {address}\n    → {_remedy(address)}" for address in lost)
    return f"没有发布，原网站保持不变：{len(lost)} 个已经公开的地址会消失。\n{rows}"


def _remedy(address: str) -> str:
    if found := DOSSIER.fullmatch(address):
        year = found["year"] or found["unit_year"]
        file = f"content/{year}/projects/{found['id']}.yml" if found["id"] else f"content/{year}/units/{found['code']}.yml"
        return f"恢复 {file}，公开属性保持“主动公开”；不再公开的，在其中写“公开 › 撤回: {{日期: …, 理由: …}}”"
    if FORM.fullmatch(address):
        return "把 office.yml 的“网站 › 表格PDF”改回“是”，恢复自评或绩效目标；确实不再提供的，用 --retire 停用这个文件"
    if address.startswith(("letters/", "budget/", "congress/")):
        return "恢复原来的资料和公开属性；不再公开的，写“撤回”和理由"
    if address.startswith("units/"):
        return "恢复 units.yml 里的这个单位和它的成立年度；单位撤销的，名录里仍保留"
    if not address.endswith(".html"):
        return "恢复这个文件；确实不再提供的，用 --retire 停用"
    if "/" not in address:
        return f"恢复 content/pages/{address.removesuffix('.html')}.md；内容移走的，留下这一页，写明移到了哪里"
    return "恢复产生这个网页的资料"
