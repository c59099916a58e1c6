"""The full text finds every page that holds the words, and no other."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.engine.workspace import Workspace
from generator.website.door.public_site import PublicSite
from generator.website.pages.page import Page as SitePage
from generator.website.search.folding import fold
from generator.website.search.index import SearchIndex, year_of
from generator.website.search.page_text import PIECE, cut_into_pieces, visible_blocks
from generator.website.search.postings import Postings
from tests.website.searching import lines_of, listed_in, pages_of, pages_with, plain

SAMPLE = 500
# The engine of the page, without the form: reads all candidates, and gives the addresses in the order of the results.
ASK = """async queries => {
  const found = []
  for (const phrases of queries) {
    const query = await jixiao.Query.prepare(phrases.map(jixiao.fold), [], 0)
    await query.readOn(Infinity)
    found.push([query.total, query.ready.map(hit => hit.path), query.ready.map(hit => hit.excerpts.map(parts => parts.filter(part => part.isMarked).map(part => part.text)))])
  }
  return found
}"""


@dataclass(frozen=True)
class Found:
    """The sample site, opened on the page that finds."""

    site: PublicSite
    pages: dict[str, list[str]]
    page: Page

    def ask(self, *queries: tuple[str, ...]) -> Any:
        return self.page.evaluate(ASK, [list(query) for query in queries])


@pytest.fixture(scope="module")
def found(sample_site: tuple[PublicSite, Workspace], chromium: Browser) -> Iterator[Found]:
    site, workspace = sample_site
    page = chromium.new_page()
    page.goto((workspace.site / "find.html").as_uri())
    yield Found(site, pages_of(workspace.site), page)
    page.close()


def public_texts(site: PublicSite) -> list[str]:
    """Names, findings and letters."""
    texts = {unit.name for register in site.registers for unit in register.units}
    for dossier in (dossier for register in site.registers for dossier in register.dossiers):
        texts |= {dossier.title, dossier.unit.label, *(letter.title for letter in dossier.letters)}
        texts |= {text for finding in (dossier.evaluation.findings if dossier.evaluation else ()) for text in (finding.heading, finding.fact)}
    texts |= {text for document in site.documents for text in (document.title, document.number, *document.paragraphs)}
    return sorted(text for raw in texts if len(text := plain(raw)) > 1)


@pytest.mark.browser
def test_every_substring_finds_every_page_that_holds_it_and_no_other(found: Found) -> None:
    chance = random.Random(20261121)
    texts = public_texts(found.site)
    queries = []
    for _ in range(SAMPLE):
        text = chance.choice(texts)
        length = min(chance.randint(2, 8), len(text))
        start = chance.randint(0, len(text) - length)
        queries.append(text[start : start + length])

    answers = found.ask(*((query,) for query in queries))

    wrong = {query: (sorted(paths), sorted(expected)) for query, (_, paths, _) in zip(queries, answers, strict=True) if set(paths) != (expected := pages_with(found.pages, query))}
    assert wrong == {}
    assert all(total == len(paths) == len(set(paths)) for total, paths, _ in answers)
    assert sum(bool(paths) for _, paths, _ in answers) > SAMPLE * 0.95  # what is public stands on a page


@pytest.mark.browser
def test_words_that_stand_nowhere_find_nothing(found: Found) -> None:
    text = "".join(line for lines in found.pages.values() for line in lines)
    # Pairs that are there, put together as they never are.
    words = [a + b for a, b in [("绩效", "垃圾"), ("预算", "街道"), ("2025", "公厕"), ("自评", "汇总")] if a + b not in text]
    assert len(words) >= 3
    assert [(total, paths) for total, paths, _ in found.ask(*((word,) for word in words))] == [(0, [])] * len(words)


@pytest.mark.browser
def test_several_words_must_all_be_there(found: Found) -> None:
    queries = [("垃圾", "合同"), ("教育局", "执行率", "满意度"), ("街道", "硚"), ("公厕", "没有这句话")]
    for query, (_, paths, _) in zip(queries, found.ask(*queries), strict=True):
        assert set(paths) == pages_with(found.pages, *query), query
    assert found.ask(queries[0])[0][1]


@pytest.mark.browser
def test_width_case_and_blanks_make_no_difference(found: Found) -> None:
    spellings = [("p2023-0103",), ("Ｐ２０２３－０１０３",), ("P2023 -0103",)]
    answers = found.ask(*spellings)
    assert answers[0][1]
    assert answers[1][1] == answers[2][1] == answers[0][1]


@pytest.mark.browser
def test_newest_year_comes_first_and_the_place_is_marked(found: Found) -> None:
    [(_, paths, marks)] = found.ask(("垃圾分类",))
    years = [year_of(path) for path in paths]
    assert years == sorted(years, reverse=True)
    assert years[0] > years[-1]
    assert all(excerpt and set(excerpt) == {"垃圾分类"} for [excerpt] in marks)


@pytest.mark.browser
def test_text_of_a_page_is_what_the_browser_shows(found: Found, sample_site: tuple[PublicSite, Workspace], chromium_page: Page) -> None:
    root = sample_site[1].site
    kinds = {(path.split("/")[0], path.rsplit("-")[-1] if "-" in path else "", path.count("/")): path for path in found.pages}
    assert len(kinds) >= 7
    for path in kinds.values():
        chromium_page.goto((root / path).as_uri())
        shown = chromium_page.evaluate(
            """() => { const article = document.querySelector('article')
              article.querySelectorAll('nav, .jx-source, .jx-downloads, .jx-printed').forEach(each => each.remove())
              article.querySelectorAll('details').forEach(each => each.open = true)
              return article.innerText }"""
        )
        lines = [line for raw in shown.replace("\t", "\n").splitlines() if (line := plain(raw))]
        assert found.pages[path] == lines, path


def test_page_text_leaves_out_frames_and_keeps_cells_apart() -> None:
    body = """<nav>路径</nav><h1>标题</h1><p>一句<strong>话</strong>
      和<a href="x.html" title="a>b">链接</a>&amp;</p><table><tr><th>甲</th><td>乙</td></tr></table><!-- 注释 -->
      <svg><title>图</title><text>图上的字</text></svg><footer class="jx-source"><p>数据来源</p></footer>"""
    assert visible_blocks(body) == ["标题", "一句话 和链接&", "甲", "乙", "图上的字"]
    assert [fold(block) for block in visible_blocks(body)] == lines_of(f"<article>{body}</article>")


def test_long_page_is_cut_so_that_a_result_loads_little() -> None:
    blocks = ["字" * 300 for _ in range(100)]
    pieces = list(cut_into_pieces(blocks))
    assert max(sum(map(len, piece)) for piece in pieces) <= PIECE
    assert [block for piece in pieces for block in piece] == blocks
    assert list(cut_into_pieces(["字" * 5000, "尾"])) == [["字" * 5000], ["尾"]]


def test_pair_that_stands_everywhere_costs_a_bit_for_each_piece() -> None:
    postings = Postings()
    for _ in range(8000):
        postings.add(["绩效"])
    [(pairs, lists)] = [shard for shard in postings.shards(4) if shard[0]]
    assert pairs == "绩效"
    assert len(lists) <= (8000 / 8 + 8) * 4 / 3


def test_state_of_the_index_follows_texts_and_titles(tmp_path: Path) -> None:
    def version(title: str, body: str) -> str:
        with SearchIndex(lambda _: []) as index:
            index.add(SitePage("a.html", title, "", body, date(2026, 1, 1)))
            return index.version

    assert version("甲", "<p>乙</p>") == version("甲", "<p>乙</p>")
    assert len({version("甲", "<p>乙</p>"), version("甲", "<p>丙</p>"), version("乙", "<p>乙</p>")}) == 3


def test_rows_lead_to_pages_that_are_there(sample_site: tuple[PublicSite, Workspace]) -> None:
    root = sample_site[1].site
    paths = listed_in(root)
    assert [path for path in paths if not (root / path).is_file()] == []
    dossiers = [dossier for register in sample_site[0].registers for dossier in register.dossiers]
    assert len(paths) >= len(dossiers) + 10
