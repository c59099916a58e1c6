"""A district of ten thousand rows: what a reader on a phone has to load, in bytes. How long it takes is measured by `make bench`."""

import gzip
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.engine.workspace import Workspace
from generator.website.door.public_site import PublicSite
from generator.website.pages.page import Page
from tests.website import scale

pytestmark = pytest.mark.browser
ROWS, PAGES = 10_000, 2_500  # the files that a query loads are as large at 10,000 pages: there are more of them (`make bench`)
FIRST_LOAD, QUERY = 150_000, 200_000


def find_page(folder: Path, sample_site: tuple[PublicSite, Workspace]) -> Path:
    """The page that finds, still without an index."""
    shutil.copytree(sample_site[1].site / "assets", folder / "assets")
    shutil.copy(sample_site[1].site / "find.html", folder)
    return folder


@pytest.fixture(scope="module")
def district(sample_site: tuple[PublicSite, Workspace], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of a district's four years."""
    folder = find_page(tmp_path_factory.mktemp("district"), sample_site)
    rows = scale.rows(PAGES)
    scale.write_index(folder, rows, scale.pages(rows))
    return folder


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


def test_finder_and_search_load_little_before_the_first_key(sample_site: tuple[PublicSite, Workspace], tmp_path: Path, chromium: Browser) -> None:
    folder, rows = find_page(tmp_path / "site", sample_site), scale.rows(ROWS)
    scale.write_index(folder, rows, (Page(row.path, row.name, "", f"<h1>{row.name}</h1>", date(2026, 11, 21)) for row in rows))
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "find.html").as_uri())
    expect(page.locator("#find-count")).to_have_text(f"共 {ROWS} 项。")
    own = [Path(url.removeprefix("file://").split("?")[0]) for url in asked if "/stylesheets/" not in url and "site.css" not in url and not url.endswith(".svg")]
    assert {path.name for path in own} == {"find.html", "find.css", "site.js", "tables.js", "finder.js", "search.js", "rows.js", "pages.js"}
    assert sum(map(packed, own)) < FIRST_LOAD
    page.close()


@pytest.fixture
def queries() -> Iterator[list[str]]:
    """Words that every page has, names, cuts of sentences, and words whose parts are frequent and whose whole is rare."""
    clauses = [clause for clause in scale.clauses() if len(clause) >= 8]
    return [
        "预算", "做到了没有", "发现了什么问题", "对预算有什么影响", "生活垃圾分类收运", "硚东 公共厕所 改造", "一般公共预算年度",
        "硚东街道的生活垃圾公共厕所分类改造花了多少钱", "教育局公共厕所改造发现什么问题有没有整改",  # nothing is so, something is near
        *(clause[:length] for clause, length in zip(clauses[::400], (3, 5, 7, 8), strict=False)),
    ]  # fmt: skip


def test_query_loads_little_for_its_first_screen(district: Path, chromium: Browser, queries: list[str]) -> None:
    loaded = {}
    for query in queries:
        page = chromium.new_page()
        page.goto((district / "find.html").as_uri())
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.get_by_label("找什么").fill(query)
        expect(page.locator("#find-status")).to_contain_text("正文里")
        files = [Path(url.removeprefix("file://").split("?")[0]) for url in asked]
        loaded[query] = (sum(map(packed, files)), sum(path.stat().st_size for path in files), len(files), page.locator("#find-hits > li, #find-near-hits > li").count())
        page.close()
    assert {query: sizes for query, sizes in loaded.items() if sizes[0] > QUERY or sizes[1] > QUERY} == {}
    assert [loaded[query][3] for query in queries[:5]] == [10] * 5  # words that every page has fill the screen
    assert [loaded[query][3] for query in queries[7:9]] == [5] * 2  # what is near is shown where nothing is exactly so
