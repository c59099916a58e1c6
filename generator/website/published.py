"""What stands at each address of a finished site, as the ledger remembers it: a mark that changes when the content does.

The mark of a record's page (a dossier, a budget book) is made of its public values, part by part, so that it tells what changed,
and so that a new look of the site is no change; score and grade stand in it as they are, so that the old ones can be named. The mark of another page is made of its words without the day's date; a file's of its bytes.
All forms of an open data table are marked by its CSV, the only one that does not say on which day it was written.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from generator.engine.cache import fingerprint
from generator.engine.chinese import format_date, format_score
from generator.website.door.addresses import forms_address, page_address, stem_of
from generator.website.door.public import PublicDossier, PublicFundLine, PublicOverall, PublicProject
from generator.website.door.public_site import PublicAccounts, PublicSite
from generator.website.release import NOTE

SCHEME = "v1"  # raise when marks are made in another way, or every page would seem to have changed
DIGITS = 8
NO_ADDRESSES = ("assets/", "search/")  # what pages are made with, not what is published
NO_FILES = frozenset({"robots.txt", "sitemap.xml", NOTE})
# Parts of a dossier that grow as its life goes on; a change of any other part is a correction.
GROWING = frozenset({"反馈", "整改", "结果应用", "预算不公开理由", "决算不公开理由"})
STAGES = ("预算", "决算")
CORRECTIONS = "更正"
PLAIN = ("总分", "等级")  # parts whose value stands in the mark itself
GONE = frozenset({"撤回", "作废"})  # kinds of change after which there is a page, and nothing else

ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
SILENT = re.compile(r'<(script|style|svg)\b.*?</\1>|<footer class="jx-source">.*?</footer>', re.DOTALL)  # the footer tells days of the whole site
DATA = "data/"
TAG = re.compile(r"<[^>]*>")
DAILY = re.compile(r"逾期\s*\d+\s*天")  # grows without anybody's doing


@dataclass(frozen=True)
class Published:
    """What stands at an address."""

    mark: str
    owners: tuple[str, ...] = ()  # the pages whose withdrawal takes it along
    is_record: bool = False  # a dossier or a budget book: its mark has parts
    is_notice: bool = False
    remedy: str = ""  # how a correction of it is written


def published_in(tree: Path, site: PublicSite) -> dict[str, Published]:
    """Every address of the finished tree that is to stay for ever; drafts are not, they go when the letter is sent."""
    known = dict(_known(site))
    owners = _owners(site)
    drafts = _drafts(site)
    return {
        address: known.get(address) or Published(_mark_of(tree, address, site), owners.get(address, ()))
        for address in addresses_in(tree)
        if address not in drafts
    }


def addresses_in(tree: Path) -> list[str]:
    """The files of the tree that are addresses, in order."""
    names = sorted(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())
    return [name for name in names if not name.startswith(NO_ADDRESSES) and name not in NO_FILES]


def withdrawn_pages(site: PublicSite) -> frozenset[str]:
    """The pages of all that was withdrawn; of a budget book, which is one page, the part."""
    accounts = (_place_of(one) for one in site.accounts if one.is_withdrawn)
    volumes = (one.path for one in site.volumes if one.is_closed)
    return frozenset([*(change.path for change in site.changes if change.kind in GONE), *accounts, *volumes])


def is_of_another_scheme(old: str, now: str) -> bool:
    """True if the two marks cannot be compared."""
    return old.partition(" ")[0] != now.partition(" ")[0]


def lost_or_changed(old: str, now: str) -> tuple[tuple[str, ...], bool]:
    """Which parts of a record are others than before, and whether that is told or in the course of things."""
    before, after = _parts_in(old), _parts_in(now)
    changed = tuple(name for name in dict.fromkeys([*after, *before]) if before.get(name) != after.get(name))
    named = tuple(_with_values(name, before, after) for name in changed)
    return named, all(_is_told(name, changed, before, after) for name in changed)


def _is_told(name: str, changed: Collection[str], before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """True for what a correction or a withdrawal tells of, and for what came in the course of things."""
    stage = name[:2] if name.startswith(STAGES) else ""  # budget and final accounts share a page and are corrected apart
    is_explained = f"{stage}{CORRECTIONS}" in changed or (f"{stage}撤回" in changed and f"{stage}撤回" in after)
    return is_explained or name in GROWING or name not in before


def is_notice(mark: str) -> bool:
    """True if the mark of what is a record's page now, or was, tells of no record: there was a notice of its withdrawal."""
    return not _parts_in(mark)


def has_correction_of(old: str, now: str) -> bool:
    """True if the corrections are others than those that were published: one is written and not published yet."""
    return _parts_in(old).get(CORRECTIONS) != _parts_in(now).get(CORRECTIONS)


def _with_values(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    return f"{name}由{before[name]}变为{after[name]}" if name in PLAIN and name in before and name in after else name


def _parts_in(mark: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in mark.split(" ")[1:] if ":" in part)


# --- what the public view knows ----------------------------------------------------------------------------------------


def _known(site: PublicSite) -> Iterator[tuple[str, Published]]:
    for register in site.registers:
        for dossier in register.dossiers:
            page = page_address(stem_of(dossier))
            yield page, Published(mark_of_dossier(dossier), (page,), is_record=True)
    for version in site.earlier:
        yield version.path, Published(mark_of_dossier(version.dossier), (page_address(stem_of(version.dossier)),), is_record=True)
    yield from _known_accounts(site)
    for notice in site.notices:
        yield notice.path, Published(f"{SCHEME} {_short(notice.kind, notice.on, notice.reason)}", (notice.path,), is_notice=True)
    yield from _known_forms(site)


def _known_accounts(site: PublicSite) -> Iterator[tuple[str, Published]]:
    """Budget and final accounts of a body are one page."""
    parts: dict[str, list[str]] = {}
    files: dict[str, str] = {}
    for accounts in site.accounts:
        page = _place_of(accounts).partition("#")[0]
        parts.setdefault(page, []).extend(_parts_of_accounts(accounts))
        files[page] = f"content/{accounts.year}/budget/{accounts.code}.yml"
    for page, found in parts.items():
        remedy = f"在 {files[page]} 的“预算”或“决算”里写“更正”：日期、说明、旧版文件"
        yield page, Published(" ".join([SCHEME, *found]), is_record=True, remedy=remedy)  # the page outlives both of its parts


def _place_of(accounts: PublicAccounts) -> str:
    return f"budget/{accounts.year}/{accounts.code}.html#{accounts.stage}"


def _parts_of_accounts(one: PublicAccounts) -> Iterator[str]:
    """What was published of a stage; an exemption and a withdrawal are parts of their own, told by themselves."""
    if one.is_withdrawn or one.exemption:
        state = "撤回" if one.is_withdrawn else "不公开理由"
        yield f"{one.stage}{state}:{_short(one.withdrawn_on, one.withdrawn_reason, one.exemption)}"
        return
    figures = (one.income, one.expenditure, one.basic, one.projects, one.three_public, one.operation, one.procurement, one.explanation)
    tables = tuple((table.name, table.state, table.file.url if table.file else "", table.page, table.explanation) for table in one.tables)
    heads = (one.title, one.issuer, one.index_number, one.document_number, one.approved_on, tuple(unit.code for unit in one.covered))
    yield f"{one.stage}:{_short(*heads)}"
    yield f"{one.stage}数据:{_short(*figures)}"
    yield f"{one.stage}表格:{_short(*tables)}"
    yield f"{one.stage}文件:{_short(*((file.name, file.url, file.sha256) for file in one.files))}"
    if one.corrections:
        yield f"{one.stage}{CORRECTIONS}:{_short(*((correction.number, correction.on, correction.note) for correction in one.corrections))}"


def _known_forms(site: PublicSite) -> Iterator[tuple[str, Published]]:
    stems = {(dossier.year, dossier.id): stem_of(dossier) for register in site.registers for dossier in register.dossiers}
    content: dict[str, list[bytes]] = {}
    for form in site.forms:
        stem = stems[form.year, form.dossier]
        content.setdefault(stem, []).append(form.packed)
        if form.file:
            yield form.file.url, Published(f"{SCHEME} {_short(form.packed)}", (page_address(stem),))
    for stem, packed in content.items():
        yield forms_address(stem), Published(f"{SCHEME} {_short(*sorted(packed))}", (page_address(stem),))


def _owners(site: PublicSite) -> Mapping[str, tuple[str, ...]]:
    """Files of letters and accounts with the pages that they hang on."""
    pages = {(dossier.year, dossier.id): page_address(stem_of(dossier)) for register in site.registers for dossier in register.dossiers}
    found: dict[str, set[str]] = {}
    for document in site.documents:
        about = {pages[document.year, one] for one in document.dossiers if (document.year, one) in pages}
        found.setdefault(document.path, set()).update(about)
        for file in document.files:
            found.setdefault(file.url, set()).update(about | {document.path})
    for accounts in site.accounts:
        for file in accounts.files:
            found.setdefault(file.url, set()).add(_place_of(accounts))
    for volume in site.volumes:
        for file in volume.files:
            found.setdefault(file.url, set()).add(volume.path)
    return {address: tuple(sorted(owners)) for address, owners in found.items()}


def _drafts(site: PublicSite) -> frozenset[str]:
    documents = [one for one in site.documents if one.is_draft]
    files = (file.url for one in documents for file in one.files)
    return frozenset([*(one.path for one in documents), *files])


# --- marks -------------------------------------------------------------------------------------------------------------


def mark_of_dossier(dossier: PublicDossier) -> str:
    """`v1 名称:1a2b3c4d 目标:… 总分:90 等级:优`: a part that has nothing is left out."""
    parts = [f"{name}:{_short(*values)}" for name, values in _parts_of(dossier) if any(value not in (None, "", ()) for value in values)]
    score = [] if dossier.score is None else [format_score(dossier.score)]
    plain = [f"{name}:{value}" for name, value in zip(PLAIN, [*score, dossier.grade], strict=False) if score and value]
    return " ".join([SCHEME, *parts, *plain])


def _parts_of(dossier: PublicDossier) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield "名称", (dossier.title, dossier.unit.code)
    if isinstance(dossier, PublicProject):
        yield "概况", (dossier.purpose, dossier.subject, dossier.budget, dossier.nature, dossier.domain, dossier.implementing_unit)
        yield "项目期", (dossier.period,)
        yield "事前评估", _values(dossier.ex_ante)
    if isinstance(dossier, PublicOverall):
        yield "概况", (dossier.duties, dossier.staff_quota, dossier.staff)
    lines: tuple[PublicFundLine, ...] = ()
    if dossier.funds:
        lines = (dossier.funds.total, *dossier.funds.sources, *dossier.funds.parts)
    yield "年初预算", tuple(line.original for line in lines)
    yield "全年预算", tuple(line.adjusted for line in lines)
    yield "到位和执行", tuple(value for line in lines for value in (line.received, line.executed))
    *promised, whole_term = _values(dossier.objectives) or (None,)
    yield "绩效目标", tuple(promised)
    yield "中期指标", (whole_term,)
    yield "运行监控", _values(dossier.monitoring)
    yield "自评", _values(dossier.self_evaluation)
    yield "评价", _values(dossier.evaluation)
    yield "反馈", (*_values(dossier.feedback), *(letter.number for letter in dossier.letters if not letter.is_draft))
    yield "整改", tuple((item.finding, item.requirement, item.measure, item.responsible_unit, item.progress, item.status, item.closed_on) for item in dossier.rectification)
    yield "结果应用", _values(dossier.decision)
    yield CORRECTIONS, tuple((correction.number, correction.on, correction.note) for correction in dossier.corrections)


def _values(section: Any) -> tuple[Any, ...]:
    return () if section is None else astuple(section)


def _short(*values: Any) -> str:
    return fingerprint(*map(repr, values))[:DIGITS]


def _mark_of(tree: Path, address: str, site: PublicSite) -> str:
    path = tree / address
    if address.startswith(DATA):
        return f"{SCHEME} {_digest(_tables_of(path))}"
    if path.suffix != ".html":
        return f"{SCHEME} {_digest([path])}"
    return f"{SCHEME} {_short(words_of(path.read_text(encoding='utf-8'), site))}"


def _tables_of(path: Path) -> list[Path]:
    """The CSV that this is another form of; of a package, a ZIP or a page about data, all that it is about."""
    if (own := path.with_suffix(".csv")).is_file():
        return [own]
    folder = path.with_suffix("") if path.suffix == ".zip" else path.parent
    return sorted(folder.rglob("*.csv"))


def _digest(files: Sequence[Path]) -> str:
    digest = sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(file.read())
    return digest.hexdigest()[:DIGITS]


def words_of(html: str, site: PublicSite) -> str:
    """The words of a page's article without what changes by itself from day to day."""
    article = ARTICLE.search(html)
    text = unescape(TAG.sub(" ", SILENT.sub(" ", article[1] if article else html)))
    for day in (format_date(site.as_of), site.as_of.isoformat()):
        text = text.replace(day, "")
    return " ".join(DAILY.sub("逾期", text).split())
