"""What is new on the site, one line for what was published together; the home page and feeds tell the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.website.door.addresses import STAGE_NAMES
from generator.website.door.public_site import PublicAccounts, PublicSite
from generator.website.pages.page import path_of, path_of_accounts, path_of_budgets, path_of_year


@dataclass(frozen=True)
class News:
    """Something that was published, corrected, withdrawn or issued; `path` is where to read it."""

    on: date
    kind: str  # 公开、更正、撤回、公文、预决算、人大材料
    text: str
    path: str


def news_of(site: PublicSite) -> list[News]:
    """The latest first."""
    found = [*_published(site), *_changed(site), *_issued(site), *_accounts(site), *_volumes(site)]
    return sorted(found, key=lambda one: (-one.on.toordinal(), one.kind, one.text))


def _published(site: PublicSite) -> Iterator[News]:
    for register in site.registers:
        dated = sorted((dossier for dossier in register.dossiers if dossier.published_on), key=lambda dossier: dossier.published_on or date.min)
        for on, group in groupby(dated, key=lambda dossier: dossier.published_on):
            together = list(group)
            if on is None:
                continue
            first = together[0]
            what = f"{first.unit.label}部门整体支出" if first.is_overall else f"“{first.title}”"
            if len(together) == 1:
                yield News(on, "公开", f"公开{what}{register.year}年度绩效情况", path_of(first))
            else:
                yield News(on, "公开", f"公开{what}等 {len(together)} 项{register.year}年度绩效情况", path_of_year(register.year))


def _changed(site: PublicSite) -> Iterator[News]:
    return (News(change.on, change.kind, f"{change.kind}：{change.what}", change.path) for change in site.changes)


def _issued(site: PublicSite) -> Iterator[News]:
    for document in site.documents:
        on = document.withdrawn_on if document.is_withdrawn else document.published_on
        if on and not document.is_draft:
            text = f"{document.state}：{document.number}" if document.is_withdrawn else f"公开《{document.title}》（{document.number}）"
            yield News(on, "公文", text, document.path)


def _volumes(site: PublicSite) -> Iterator[News]:
    return (News(volume.published_on, "人大材料", f"公开《{volume.title}》", volume.path) for volume in site.volumes)


def _accounts(site: PublicSite) -> Iterator[News]:
    """Budgets and final accounts, those of one day together: who published them."""
    groups: dict[tuple[date, int, str], list[PublicAccounts]] = {}
    for accounts in site.accounts:
        if accounts.published_on:
            groups.setdefault((accounts.published_on, accounts.year, accounts.stage), []).append(accounts)
    for (on, year, stage), together in groups.items():
        first = together[0]
        who = first.unit.label if first.unit else first.body
        if len(together) == 1:
            yield News(on, "预决算", f"{who}公开{year}年{stage}", f"{path_of_accounts(year, first.code)}#{STAGE_NAMES[stage]}")
        else:
            yield News(on, "预决算", f"{who}等 {len(together)} 家公开{year}年{stage}", path_of_budgets(year))
