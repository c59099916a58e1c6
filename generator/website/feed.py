"""`feed.xml`: what is new, as an Atom feed (RFC 4287): published, corrected, withdrawn, put right. Dates are those of the records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from generator.engine.chinese import format_amount, format_score
from generator.website.data.published import DEMO_NOTE
from generator.website.door.addresses import page_address, stem_of
from generator.website.door.public import PublicDossier
from generator.website.door.public_site import PublicSite, PublicVolume

FEED = "feed.xml"
NEWEST = 100
ATOM = "http://www.w3.org/2005/Atom"
MIDNIGHT = "T00:00:00+08:00"  # Atom wants a time; the records know the day


@dataclass(frozen=True)
class Event:
    """Something that happened on a day; `key` tells events of one address apart."""

    on: date
    kind: str
    title: str
    summary: str
    path: str
    key: str


def events_of(site: PublicSite) -> list[Event]:
    """All that has happened, the newest first; events of a day in the order of their addresses."""
    known = {(event.path, event.key): event for event in _events(site) if event.on <= site.as_of}
    return sorted(known.values(), key=lambda event: (-event.on.toordinal(), event.path, event.key))


def compose_feed(site: PublicSite, site_url: str) -> bytes:
    """The feed; its links are relative, to the site where its address is known and else to the feed itself."""
    office = site.latest.office
    newest = events_of(site)[:NEWEST]
    own = uuid5(NAMESPACE_URL, f"urn:jixiao:{office.name}")  # the same for ever, wherever the site stands
    note = DEMO_NOTE if office.is_demo else ""
    base = f" xml:base={quoteattr(site_url.rstrip('/') + '/')}" if site_url else ""
    updated = newest[0].on if newest else site.as_of
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>', f'<feed xmlns="{ATOM}" xml:lang="zh-CN"{base}>',
        f"<title>{escape(office.site_title + note)}</title>", f"<id>urn:uuid:{own}</id>", f"<updated>{updated}{MIDNIGHT}</updated>",
        f"<author><name>{escape(office.name)}</name></author>", '<link rel="alternate" type="text/html" href="index.html"/>',
        f'<link rel="self" type="application/atom+xml" href="{FEED}"/>',
        *(_entry(event, own, note) for event in newest), "</feed>", "",
    ]  # fmt: skip
    return "\n".join(lines).encode()


def _entry(event: Event, own: UUID, note: str) -> str:
    number = uuid5(own, f"{event.path} {event.key}")
    return (
        f"<entry><title>{escape(event.title)}</title><id>urn:uuid:{number}</id><updated>{event.on}{MIDNIGHT}</updated>"
        f'<published>{event.on}{MIDNIGHT}</published><link rel="alternate" type="text/html" href={quoteattr(event.path)}/>'
        f"<category term={quoteattr(event.kind)}/><summary>{escape(event.summary + note)}</summary></entry>"
    )


def _events(site: PublicSite) -> Iterator[Event]:
    for register in site.registers:
        for dossier in register.dossiers:
            yield from _of_dossier(dossier)
    for accounts in site.accounts:
        if accounts.published_on:
            path = f"budget/{accounts.year}/{accounts.unit.code if accounts.unit else 'government'}.html"
            summary = f"{accounts.issuer}公开{accounts.year}年度{accounts.stage}。"
            yield Event(accounts.published_on, f"{accounts.stage}公开", accounts.title, summary, path, f"published {accounts.stage}")
    for document in site.documents:
        if document.published_on and not document.is_withdrawn:
            number = f"（{document.number}）" if document.number else ""
            yield Event(document.published_on, "公文公开", f"{document.title}{number}", f"主送{document.addressee}。", document.path, "published")
    for volume in site.volumes:
        summary = f"{volume.meeting}审查批准的材料，共{volume.pages}页{_state_of_files(volume)}。"
        yield Event(volume.published_on, "人大材料公开", volume.title, summary, volume.path, "published")
    for change in site.changes:
        yield Event(change.on, change.kind, f"{change.kind}：{change.what}", change.note, change.path, f"{change.kind} {change.on} {change.old_path}")


def _state_of_files(volume: PublicVolume) -> str:
    if volume.waits:
        return "；文件等其中的预决算都公开以后提供"
    return "；文件已不再提供" if volume.is_closed else ""


def _of_dossier(dossier: PublicDossier) -> Iterator[Event]:
    path = page_address(stem_of(dossier))
    name = f"{dossier.unit.label}{dossier.year}年度{dossier.title}"
    if dossier.published_on:
        yield Event(dossier.published_on, "绩效公开", name, _summary(dossier), path, "published")
    for item in dossier.rectification:
        if item.closed_on:
            yield Event(item.closed_on, "整改销号", f"{name}：一项问题整改完成", item.heading, f"{path}#rectification", f"closed {item.finding}")


def _summary(dossier: PublicDossier) -> str:
    parts = []
    if dossier.funds and dossier.funds.total.adjusted is not None:
        parts.append(f"全年预算{format_amount(dossier.funds.total.adjusted)}万元")
    parts.append("尚未评价" if dossier.score is None else f"评价得分{format_score(dossier.score)}分，等级为{dossier.grade}")
    return "，".join(parts) + "。"
