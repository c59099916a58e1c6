"""What a portal, a feed reader and a search engine read: the portal's tags, the Atom feed, the sitemap, and the described data."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from generator.engine.workspace import Workspace
from generator.website.dates import PageDates
from generator.website.door.public_site import PublicSite
from generator.website.feed import compose_feed, events_of
from tests.website.conftest import TODAY
from tests.website.kinds import kinds_of

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
SITE_TAGS = {"SiteName": "江城市示范区预算绩效公开", "SiteDomain": "www.example.invalid", "SiteIDCode": "0000000000"}


def head_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("</head>")[0]


def tags_of(path: Path) -> dict[str, str]:
    pairs = re.findall(r'<meta name="([A-Z]\w+)" content="([^"]*)">', head_of(path))
    assert len(dict(pairs)) == len(pairs), path
    return dict(pairs)


def links_to(site: Path, address: str) -> bool:
    """Whether there is such a page, and such a place on it."""
    path, _, place = address.partition("#")
    return (site / path).is_file() and (not place or f'id="{place}"' in (site / path).read_text(encoding="utf-8"))


# --- the portal's tags -------------------------------------------------------------------------------------------------


def test_every_page_names_site_section_and_source(sample: Workspace) -> None:
    for path in kinds_of(sample.site):
        tags = tags_of(sample.site / path)
        assert SITE_TAGS.items() <= tags.items(), path
        assert tags["ContentSource"] == "江城市示范区财政局", path
        assert all(tags[name] for name in ("ColumnName", "ColumnDescription", "ColumnKeywords", "Keywords")), path
        assert ("ArticleTitle" in tags) != ("ColumnType" in tags), path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", {"ColumnName": "首页", "ColumnType": "政务公开"}),
        ("years/2025.html", {"ColumnName": "年度总览", "ColumnType": "政务公开"}),
        ("projects/P2023-0103/2025.html", {"ColumnName": "项目绩效", "ArticleTitle": "生活垃圾分类收运（2025年度）", "Keywords": "城市管理,示范区城市管理执法局,2025年"}),
        ("projects/P2023-0103/index.html", {"ColumnName": "项目绩效", "ColumnType": "政务公开"}),
        ("units/103/2025.html", {"ColumnName": "预算单位", "ColumnType": "政务公开"}),
        ("budget/2025/103.html", {"ColumnName": "预决算公开", "ArticleTitle": "江城市示范区城市管理执法局2025年度预决算公开"}),
        ("feedback.html", {"ColumnName": "意见反馈", "ColumnType": "互动交流"}),
        ("about.html", {"ColumnName": "关于"}),
        ("data/index.html", {"ColumnName": "开放数据", "ColumnDescription": "江城市示范区开放数据：可以下载、可以再利用的预算绩效数据。"}),
    ],
)
def test_tags_tell_what_the_page_is(sample: Workspace, path: str, expected: dict[str, str]) -> None:
    assert expected.items() <= tags_of(sample.site / path).items()


def test_section_has_the_name_that_the_menu_gives_it(sample: Workspace) -> None:
    menu = re.search(r'<nav class="jx-menu".*?</nav>', (sample.site / "index.html").read_text(encoding="utf-8"), re.DOTALL)
    assert menu
    entries = re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', menu[0])
    assert len(entries) > 8
    assert {title: tags_of(sample.site / path)["ColumnName"] for path, title in entries} == {title: title for _, title in entries}


def test_publication_date_is_that_of_the_records(sample_site: tuple[PublicSite, Workspace]) -> None:
    site, workspace = sample_site
    dates = PageDates(site)
    dated = 0
    for path in (page.relative_to(workspace.site).as_posix() for page in workspace.site.rglob("*.html")):
        told, tag = dates.of(path), tags_of(workspace.site / path).get("PubDate")
        assert tag == (told.published.isoformat() if told.published and told.changed else None), path
        dated += bool(tag)
        assert not tag or date.fromisoformat(tag) < TODAY, path
    assert dated > 100
    project = next(one for register in site.registers for one in register.projects if one.id == "P2023-0103" and one.year == 2025)
    assert tags_of(workspace.site / "projects/P2023-0103/2025.html")["PubDate"] == str(project.published_on)
    history = max(row.published_on for register in site.registers for row in register.projects if row.id == "P2023-0103" and row.published_on)
    assert tags_of(workspace.site / "projects/P2023-0103/index.html")["PubDate"] == str(history)
    assert "PubDate" not in tags_of(workspace.site / "about.html")


def test_page_without_the_address_of_the_site_names_no_canonical_one(sample: Workspace) -> None:
    assert [path for path in kinds_of(sample.site) if "canonical" in head_of(sample.site / path)] == []
    assert not (sample.site / "sitemap.xml").exists()


# --- described data ----------------------------------------------------------------------------------------------------


def described(path: Path) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    data: dict[str, Any] = json.loads(found)
    return data


def test_data_pages_describe_their_sets(sample: Workspace) -> None:
    index = described(sample.site / "data/index.html")
    assert index["@context"] == "https://schema.org/"
    assert [each["temporalCoverage"] for each in index["@graph"] if "temporalCoverage" in each] == ["2026", "2025", "2024"]
    for path in ("data/2025/dictionary.html", "data/site/dictionary.html"):
        each = described(sample.site / path)
        assert each["@type"] == "Dataset"
        assert 50 <= len(each["description"]) <= 5000  # what search engines for data accept
        assert each["publisher"]["name"] == "江城市示范区财政局"
        assert date.fromisoformat(each["dateModified"]) < TODAY
        for download in each["distribution"]:
            file = (sample.site / path).parent / download["contentUrl"]
            assert file.is_file()
            assert download["contentSize"] == f"{file.stat().st_size} B"
            assert download["encodingFormat"]


# --- feed --------------------------------------------------------------------------------------------------------------


def test_feed_is_sound_atom(sample: Workspace) -> None:
    feed = ElementTree.parse(sample.site / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    assert len(entries) > 30
    for element in (feed, *entries):  # RFC 4287, 4.1.1 and 4.1.2
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert len(element.findall(f"{ATOM}link[@rel='alternate']")) == 1
        assert TIME.fullmatch(element.findtext(f"{ATOM}updated") or "")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "江城市示范区财政局"
    assert [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")] == ["feed.xml"]
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in ids)
    times = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert times == sorted(times, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == times[0] < TODAY.isoformat()
    addresses = [entry.find(f"{ATOM}link").get("href", "") for entry in entries]  # type: ignore[union-attr]
    assert [address for address in addresses if not links_to(sample.site, address)] == []
    assert "演示数据" in (feed.findtext(f"{ATOM}title") or "")


def test_entries_keep_their_ids_wherever_the_site_stands(sample_site: tuple[PublicSite, Workspace]) -> None:
    site, _ = sample_site
    here, there = (ElementTree.fromstring(compose_feed(site, address)) for address in ("", "https://www.example.invalid/jx"))
    assert here.get("{http://www.w3.org/XML/1998/namespace}base") is None
    assert there.get("{http://www.w3.org/XML/1998/namespace}base") == "https://www.example.invalid/jx/"
    assert [each.text for each in here.iter(f"{ATOM}id")] == [each.text for each in there.iter(f"{ATOM}id")]


def test_a_correction_is_a_new_entry_and_leaves_the_others_alone(sample_site: tuple[PublicSite, Workspace]) -> None:
    site, _ = sample_site
    assert site.changes
    without = replace(site, changes=())
    new = set(events_of(site)) - set(events_of(without))
    assert {event.kind for event in new} == {change.kind for change in site.changes}
    assert set(events_of(without)) < set(events_of(site))


def test_nothing_is_told_before_its_day(sample_site: tuple[PublicSite, Workspace]) -> None:
    site, _ = sample_site
    register = site.registers[-1]
    first = replace(register.projects[0], published_on=date(2027, 1, 1))
    later = replace(site, registers=(*site.registers[:-1], replace(register, projects=(first, *register.projects[1:]))))
    assert [event for event in events_of(later) if event.on > site.as_of] == []


def test_every_page_leads_to_the_feed(sample: Workspace) -> None:
    for path in kinds_of(sample.site):
        (link,) = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', head_of(sample.site / path))
        assert (sample.site / path).parent.joinpath(link).is_file(), path
