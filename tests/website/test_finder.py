"""The page that finds, as readers use it: by name, code or number, by filter, by keyboard, from a folder, and without scripts."""

import csv
import json
import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from generator.engine.workspace import Workspace
from generator.website.door.public_site import PublicSite
from tests.website.searching import NOT_SEARCHABLE, listed_in, pages_of, pages_with

pytestmark = pytest.mark.browser
Sample = tuple[PublicSite, Workspace]


@pytest.fixture
def finder(sample_site: Sample, chromium_page: Page) -> Iterator[Page]:
    """The page, opened from a folder; any complaint of the browser is a fault."""
    complaints: list[str] = []
    chromium_page.on("console", lambda message: complaints.append(message.text))
    chromium_page.on("pageerror", lambda error: complaints.append(str(error)))
    chromium_page.goto((sample_site[1].site / "find.html").as_uri())
    yield chromium_page
    assert complaints == []


def words_box(page: Page) -> Any:
    return page.get_by_label("找什么")


def look_for(page: Page, words: str) -> None:
    """Type, and wait until the table and the full text have answered."""
    words_box(page).fill(words)
    expect(page.locator("#find-status")).to_contain_text("名录里有")
    page.wait_for_function("words => decodeURIComponent(location.hash).replaceAll('+', ' ').includes(`q=${words}`)", arg=words)
    expect(page.locator("#find-total")).not_to_have_text("正在查找……")


def column(page: Page, number: int) -> list[str]:
    """The texts of a column, in the order shown."""
    return page.locator(f"#find-rows tr > :nth-child({number})").all_inner_texts()


NAME, UNIT, YEAR, KIND, BUDGET, GRADE, SCORE, AMOUNT, RATE, NUMBER = range(1, 11)


def test_everything_is_listed_newest_year_first(finder: Page, sample_site: Sample) -> None:
    dossiers = sum(len(register.dossiers) for register in sample_site[0].registers)
    count = int(re.findall(r"\d+", finder.locator("#find-count").inner_text())[0])
    assert count >= dossiers + 11  # and the units
    years = column(finder, YEAR)
    assert years == sorted(years, reverse=True)
    assert len(years) == 20


@pytest.mark.parametrize(
    ("words", "where", "expected"),
    [
        ("垃圾分", NAME, "生活垃圾分类收运"),
        ("2023-01", NUMBER, "P2023-0103"),
        ("江示财函〔2026〕26号", NUMBER, "江示财函〔2026〕26号"),
        ("ｐ2023－0103", NUMBER, "P2023-0103"),
        ("垃圾 城市管理", UNIT, "示范区城市管理执法局"),
        ("垃圾 2024", YEAR, "2024"),
    ],
)
def test_part_of_a_name_code_or_unit_finds_the_row(finder: Page, words: str, where: int, expected: str) -> None:
    look_for(finder, words)
    assert expected in column(finder, where)
    assert len(column(finder, where)) < 20


def test_unit_that_is_called_so_stands_first(finder: Page) -> None:
    look_for(finder, "城市管理执法局")
    assert column(finder, KIND)[0] == "单位"
    finder.locator("#find-rows a").first.click()
    expect(finder.locator("h1")).to_contain_text("城市管理执法局")


def test_filters_narrow_the_table_and_the_year_narrows_the_text(finder: Page) -> None:
    finder.get_by_label("年度").select_option("2025")
    finder.get_by_label("评价等级").select_option("差")
    assert set(column(finder, YEAR)) == {"2025"}
    assert set(column(finder, GRADE)) == {"差"}
    finder.get_by_label("评价等级").select_option("")
    finder.get_by_label("预算类型").select_option("政府性基金预算")
    assert set(column(finder, BUDGET)) == {"政府性基金预算"}
    finder.get_by_label("预算类型").select_option("")
    finder.get_by_label("类型", exact=True).select_option("部门整体支出")
    assert set(column(finder, KIND)) == {"部门整体支出"}
    finder.get_by_label("类型", exact=True).select_option("")
    look_for(finder, "垃圾")
    links = finder.locator("#find-hits a").evaluate_all("links => links.map(each => each.getAttribute('href'))")
    assert links
    assert all("2025" in link for link in links)
    finder.get_by_role("button", name="全部清除").click()
    expect(words_box(finder)).to_have_value("")
    expect(words_box(finder)).to_be_focused()
    assert "#" not in finder.url


def test_columns_sort_by_keyboard(finder: Page) -> None:
    heading = finder.locator("th", has=finder.get_by_role("button", name="全年预算数"))
    assert heading.get_attribute("aria-sort") == "none"
    heading.get_by_role("button").focus()
    finder.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    finder.keyboard.press("Space")
    assert heading.get_attribute("aria-sort") == "descending"
    expect(heading.get_by_role("button")).to_be_focused()
    amounts = [float(text.replace(",", "")) for text in column(finder, AMOUNT)]
    assert amounts == sorted(amounts, reverse=True)
    assert len(amounts) == 20
    finder.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "none"


def test_rows_without_a_value_are_last_in_both_directions(finder: Page) -> None:
    finder.get_by_label("年度").select_option("2025")
    for _ in range(2):
        finder.get_by_role("button", name="得分").click()
        scores = column(finder, SCORE)
        assert "—" not in scores[: len(scores) - scores.count("—")]


def test_grades_sort_from_best_to_worst(finder: Page) -> None:
    finder.get_by_role("button", name="等级").click()
    grades = [grade for grade in column(finder, GRADE) if grade != "—"]
    assert grades == sorted(grades, key="优良中差".index)


def test_pages_are_turned(finder: Page) -> None:
    first = column(finder, NUMBER)
    before, after = finder.get_by_role("button", name="上一页"), finder.get_by_role("button", name="下一页")
    assert before.is_disabled()
    after.click()
    assert column(finder, NUMBER) != first
    assert "第 2 页" in finder.locator("#find-place").inner_text()
    before.click()
    assert column(finder, NUMBER) == first


def test_table_is_downloaded_as_shown(finder: Page, tmp_path: Path) -> None:
    finder.get_by_label("年度").select_option("2025")
    finder.get_by_role("button", name="得分").click()
    with finder.expect_download() as waiting:
        finder.get_by_role("button", name="下载 CSV").click()
    waiting.value.save_as(tmp_path / "rows.csv")
    content = (tmp_path / "rows.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert list(rows[0])[:3] == ["名称", "单位", "年度"]
    assert [row["名称"] for row in rows][:20] == column(finder, NAME)
    assert [row["得分"] or "—" for row in rows][:20] == column(finder, SCORE)
    assert len(rows) == int(re.findall(r"\d+", finder.locator("#find-count").inner_text())[1])
    assert rows[0]["网页"] == finder.locator("#find-rows a").first.evaluate("each => each.href")


def test_data_are_downloaded_as_numbers(finder: Page, tmp_path: Path) -> None:
    look_for(finder, "P2023-0103")
    with finder.expect_download() as waiting:
        finder.get_by_role("button", name="下载 JSON").click()
    waiting.value.save_as(tmp_path / "rows.json")
    rows = {row["年度"]: row for row in json.loads((tmp_path / "rows.json").read_text(encoding="utf-8")) if row["编号或文号"] == "P2023-0103"}
    assert rows[2025]["得分"] == 83
    assert rows[2025]["全年预算数（万元）"] == 1180
    assert rows[2026]["得分"] is None


def test_workbook_has_every_row_that_was_found(finder: Page, tmp_path: Path) -> None:
    finder.get_by_label("年度").select_option("2025")
    finder.get_by_role("button", name="名称").click()
    with finder.expect_download() as waiting:
        finder.get_by_role("button", name="下载 Excel").click()
    waiting.value.save_as(tmp_path / "rows.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "rows.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "名称"
    assert rows[0][-1] == "网页"
    assert [row[0] for row in rows[1:21]] == column(finder, NAME)
    assert len(rows) - 1 == int(re.findall(r"\d+", finder.locator("#find-count").inner_text())[1]) > 20
    project = next(row for row in rows if row[NUMBER - 1] == "P2023-0103")
    assert (project[SCORE - 1], project[AMOUNT - 1]) == (83, 1180)
    assert finder.get_by_role("button", name=re.compile("下载")).count() == 3  # no second offer of the rows on the screen alone


def test_address_brings_another_reader_to_the_same_result(finder: Page, chromium: Browser) -> None:
    look_for(finder, "示范区 街道")
    finder.get_by_label("年度").select_option("2025")
    finder.get_by_role("button", name="编号或文号").click()
    other = chromium.new_page()
    other.goto(finder.url)
    expect(words_box(other)).to_have_value("示范区 街道")
    expect(other.get_by_label("年度")).to_have_value("2025")
    assert column(other, NUMBER) == column(finder, NUMBER)
    assert other.locator("th[aria-sort=ascending]").inner_text() == "编号或文号"
    other.close()


def test_search_box_of_every_page_leads_here(finder: Page, sample_site: Sample) -> None:
    finder.goto((sample_site[1].site / "projects/P2023-0103/2025.html").as_uri())
    finder.get_by_label("查找项目、单位、文件或正文").fill("硚东街道")
    finder.keyboard.press("Enter")
    expect(words_box(finder)).to_have_value("硚东街道")
    expect(finder.locator("#find-status")).to_contain_text("名录里有")
    assert "硚东街道社区治理经费" in column(finder, NAME)


def test_back_from_a_result_finds_the_same_list(finder: Page) -> None:
    look_for(finder, "垃圾分类")
    finder.locator("#find-hits a").first.click()
    expect(finder.locator("h1")).to_contain_text("垃圾分类")
    finder.go_back()
    expect(words_box(finder)).to_have_value("垃圾分类")


def test_full_text_is_shown_to_the_last_page(finder: Page, sample_site: Sample) -> None:
    look_for(finder, "整改 执行率")
    expected = pages_with(pages_of(sample_site[1].site), "整改", "执行率")
    assert len(expected) > 20
    more = finder.get_by_role("button", name="显示更多")
    while more.is_visible():
        before = finder.locator("#find-hits > li").count()
        more.click()
        expect(finder.locator("#find-hits > li").nth(before).locator("a")).to_be_focused()
    links = finder.locator("#find-hits h3 a").evaluate_all("links => links.map(each => each.getAttribute('href').split('#')[0])")
    assert len(links) == len(set(links))
    assert set(links) == expected
    assert f"正文里有 {len(expected)} 页" in finder.locator("#find-status").inner_text()
    assert set(finder.locator("#find-hits mark").all_inner_texts()) == {"整改", "执行率"}


def test_what_is_called_so_stands_before_what_mentions_it(finder: Page) -> None:
    look_for(finder, "社区治理经费")
    titles = finder.locator("#find-hits h3").all_inner_texts()
    named = [("社区治理经费" in title) for title in titles]
    assert named == sorted(named, reverse=True)
    assert len(set(named)) == 2


def test_one_character_is_looked_for_in_names_only(finder: Page) -> None:
    look_for(finder, "硚")
    assert column(finder, NAME)
    assert finder.locator("#find-hits > li").count() == 0
    assert "两个字" in finder.locator("#find-total").inner_text()


def test_nothing_found_is_said(finder: Page) -> None:
    look_for(finder, "这里没有的话")
    expect(finder.locator("#find-status")).to_have_text("名录里有 0 项。正文里没有。")


def test_nothing_in_the_list_says_what_to_do(finder: Page) -> None:
    finder.get_by_label("评价等级").select_option("差")
    finder.get_by_label("年度").select_option("2026")
    look_for(finder, "垃圾分类")
    expect(finder.locator("#find-none")).to_be_visible()
    assert "“2026年度”、“差”" in finder.locator("#find-none").inner_text()
    expect(finder.locator(".jx-find-table")).to_be_hidden()
    expect(finder.get_by_role("button", name="下载 CSV")).to_be_hidden()
    finder.get_by_role("button", name="在全部范围里查").press("Enter")
    expect(words_box(finder)).to_be_focused()
    expect(words_box(finder)).to_have_value("垃圾分类")
    expect(finder.locator("#find-none")).to_be_hidden()
    assert "生活垃圾分类收运" in column(finder, NAME)
    look_for(finder, "这里没有的话")
    expect(finder.locator("#find-none")).to_be_visible()
    expect(finder.locator("#find-narrowed")).to_be_hidden()
    assert Path(finder.get_by_role("link", name="意见反馈").last.evaluate("each => each.href").removeprefix("file://")).is_file()


def test_every_kind_of_page_is_found_and_nothing_that_was_taken_back(finder: Page, sample_site: Sample) -> None:
    site, workspace = sample_site
    asked = {
        "budget/2025/103.html": "三公经费", "rules/index.html": "制度", "timeliness/2025.html": "工作日", "corrections/index.html": "更正",
        "units/103/index.html": "历年", "projects/P2023-0103/index.html": "历年", "rules/indicators.html": "指标库", "feedback.html": "12345",
        "letters/index.html": "文号", "key/2025.html": "重点评价", "rectification/2025.html": "整改", "results/2025.html": "结果应用",
    }  # fmt: skip
    ask = """async words => { const query = await jixiao.Query.prepare([words], [], 0); await query.readOn(Infinity); return query.ready.map(hit => hit.path) }"""
    assert {path: words for path, words in asked.items() if path not in finder.evaluate(ask, words)} == {}
    [taken_back] = site.withdrawn
    assert taken_back.path.endswith(".html")
    silent = {path.relative_to(workspace.site).as_posix() for path in workspace.site.rglob("*.html") if NOT_SEARCHABLE in path.read_text(encoding="utf-8")}
    assert taken_back.path in silent
    assert any("-v1" in path for path in silent)
    assert silent.isdisjoint(listed_in(workspace.site))
    for words in ("撤回", "更正", "P2023-0108"):
        assert silent.isdisjoint(finder.evaluate(ask, words))


@pytest.mark.parametrize("words", ["硚东街道垃圾分类", "硚东街垃圾", "桥东街道的垃圾分类花了多少钱？"])
def test_words_that_are_nearly_right_find_what_is_near(finder: Page, words: str) -> None:
    look_for(finder, words)
    expect(finder.locator("#find-status")).to_contain_text("近似")
    assert finder.locator("#find-near").get_by_role("link").first.inner_text() == "硚东街道生活垃圾分类"
    expect(finder.locator("#find-near").get_by_role("heading", name="近似结果")).to_be_visible()
    near = finder.locator("#find-near-texts")
    expect(near.get_by_role("heading", name="近似结果")).to_be_visible()
    assert "硚东街道生活垃圾分类" in near.get_by_role("link").first.inner_text()
    assert "垃圾" in "".join(near.locator("mark").all_inner_texts())
    assert finder.locator("#find-hits > li").count() == 0  # what is found is one thing, what is near another


def test_nothing_found_offers_nothing_to_download_or_to_read(finder: Page) -> None:
    look_for(finder, "硚东街道垃圾分类")
    expect(finder.locator("#find-none")).to_contain_text("用空格隔开几个词")
    for name in ("看正文里的结果", "正文里的结果"):
        expect(finder.get_by_role("link", name=name, exact=True)).to_be_hidden()
    expect(finder.get_by_role("button", name="下载 CSV")).to_be_hidden()
    look_for(finder, "硚东 垃圾分类")
    assert "硚东街道生活垃圾分类" in column(finder, NAME)
    for place in ("#find-near", "#find-near-texts", "#find-none"):
        expect(finder.locator(place)).to_be_hidden()
    expect(finder.get_by_role("link", name="看正文里的结果")).to_be_visible()
    expect(finder.get_by_role("button", name="下载 CSV")).to_be_visible()


@pytest.mark.parametrize("words", ["P2023-0999", "甲乙丙丁戊己庚辛", "垃不圾"])
def test_nothing_is_near_to_codes_and_to_what_has_nothing_in_common(finder: Page, words: str) -> None:
    look_for(finder, words)
    expect(finder.locator("#find-status")).to_have_text("名录里有 0 项。正文里没有。")
    expect(finder.locator("#find-near")).to_be_hidden()
    expect(finder.locator("#find-near-texts")).to_be_hidden()


def test_near_rows_keep_to_the_filters(finder: Page) -> None:
    finder.get_by_label("年度").select_option("2026")
    look_for(finder, "硚东街道垃圾分类")
    links = finder.locator("#find-near-texts a").evaluate_all("links => links.map(each => each.getAttribute('href'))")
    assert all("2026" in link for link in links)
    assert "硚东街道生活垃圾分类" not in finder.locator("#find-near-rows").inner_text()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 740)])
def test_phone_shows_the_first_result_on_its_first_screen(finder: Page, width: int, height: int) -> None:
    finder.set_viewport_size({"width": width, "height": height})
    filters = finder.locator("#find-filters")
    assert filters.get_attribute("open") is None
    for words, first in (("垃圾分类", "#find-rows a"), ("硚东街道垃圾分类", "#find-near-rows a")):
        look_for(finder, words)
        assert finder.locator(first).first.evaluate("each => each.getBoundingClientRect().bottom") < height
    filters.locator("summary").click()
    finder.get_by_label("年度").select_option("2025")
    assert filters.locator("summary").inner_text() == "筛选：2025年度"
    finder.set_viewport_size({"width": 1280, "height": 800})
    expect(finder.get_by_label("评价等级")).to_be_visible()


def test_counts_are_told_to_those_who_listen(finder: Page) -> None:
    status = finder.locator("#find-status")
    assert status.get_attribute("role") == "status"
    look_for(finder, "垃圾分类")
    expect(status).to_have_text(re.compile(r"名录里有 \d+ 项。正文里有 \d+ 页以上（最多 \d+ 页），下面是前 10 页。"))
    look_for(finder, "垃圾")  # two characters are counted without reading
    expect(status).to_have_text(re.compile(r"名录里有 \d+ 项。正文里有 \d+ 页，下面是前 10 页。"))


def test_letters_of_an_input_method_are_not_looked_for(finder: Page) -> None:
    finder.evaluate(
        """() => { const box = document.getElementById('find-words'), tell = (kind, name) => box.dispatchEvent(new kind(name, {bubbles: true}))
          box.focus(); tell(CompositionEvent, 'compositionstart'); box.value = 'laji'; tell(InputEvent, 'input')
          setTimeout(() => { window.between = location.hash; box.value = '垃圾'; tell(CompositionEvent, 'compositionend') }, 400) }"""
    )
    expect(finder.locator("#find-status")).to_contain_text("名录里有")
    assert finder.evaluate("window.between") == ""
    assert "生活垃圾分类收运" in column(finder, NAME)


def test_escape_clears_and_enter_stays(finder: Page) -> None:
    look_for(finder, "垃圾分类")
    words_box(finder).press("Enter")
    expect(words_box(finder)).to_be_focused()
    assert finder.url.split("#")[0].endswith("find.html")
    words_box(finder).press("Escape")
    expect(words_box(finder)).to_have_value("")
    expect(finder.locator("#find-status")).to_have_text("")
    assert finder.locator("#find-hits > li").count() == 0


def test_going_to_a_place_on_the_page_keeps_the_state(finder: Page) -> None:
    look_for(finder, "垃圾分类")
    finder.get_by_role("link", name="看正文里的结果").click()
    finder.wait_for_function("location.hash.includes('q=')")
    assert words_box(finder).input_value() == "垃圾分类"


@pytest.mark.parametrize("width", [320, 1280])
def test_page_with_results_does_not_scroll_sideways(finder: Page, width: int) -> None:
    finder.set_viewport_size({"width": width, "height": 800})
    look_for(finder, "示范区")
    assert finder.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_there_is_a_plain_list(sample_site: Sample, chromium: Browser) -> None:
    site, workspace = sample_site
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((workspace.site / "find.html").as_uri())
    links = page.locator(".jx-find-plain a").evaluate_all("links => links.map(each => each.href)")
    shown = page.locator("article").inner_text()
    assert all(project.title in shown for project in site.latest.projects)
    assert all(f"{register.year}年度" in shown for register in site.registers)
    assert [link for link in links if not Path(link.removeprefix("file://")).is_file()] == []
    assert not page.locator("#find").is_visible()
    assert not page.locator("#find-rows").is_visible()
    context.close()


class _Strict(SimpleHTTPRequestHandler):
    """A portal that forbids everything but files of its own, and remembers what was asked."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; style-src 'self'; script-src 'self'")
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def strict_portal(sample_site: Sample) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(sample_site[1].site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_portal_may_forbid_foreign_scripts(strict_portal: str, chromium_page: Page) -> None:
    complaints: list[str] = []
    chromium_page.on("console", lambda message: complaints.append(message.text))
    chromium_page.goto(f"{strict_portal}/find.html?q=%E5%9E%83%E5%9C%BE%E5%88%86%E7%B1%BB")
    expect(chromium_page.locator("#find-hits > li").first).to_be_visible()
    assert chromium_page.url.startswith(f"{strict_portal}/find.html#q=")
    assert all(url.startswith(strict_portal) for url in chromium_page.requests)
    assert complaints == []


def test_index_that_cannot_be_read_is_told_and_read_again(strict_portal: str, chromium_page: Page) -> None:
    chromium_page.goto(f"{strict_portal}/find.html")
    chromium_page.route("**/search/pairs/*", lambda route: route.abort())
    look_for(chromium_page, "垃圾分类")
    expect(chromium_page.locator("#find-total")).to_have_text("没有读到正文的索引。请检查网络，过一会儿再试。")
    chromium_page.unroute("**/search/pairs/*")
    words_box(chromium_page).press("Enter")
    expect(chromium_page.locator("#find-total")).to_contain_text("正文里有")


def test_files_of_another_state_of_the_site_are_not_mixed(strict_portal: str, chromium_page: Page) -> None:
    chromium_page.goto(f"{strict_portal}/find.html")
    chromium_page.route("**/search/pairs/*", lambda route: route.fulfill(body='jixiao.pairs("00000000",1,"","");', content_type="text/javascript"))
    look_for(chromium_page, "垃圾分类")
    expect(chromium_page.locator("#find-total")).to_have_text("网站刚刚更新过，请刷新页面再查正文。")


def test_rows_that_cannot_be_read_leave_the_plain_list(strict_portal: str, chromium_page: Page) -> None:
    chromium_page.route("**/search/rows.js*", lambda route: route.abort())
    chromium_page.goto(f"{strict_portal}/find.html")
    expect(chromium_page.get_by_role("heading", name="全部公开内容在这里")).to_be_visible()
    expect(chromium_page.locator("#find")).to_be_hidden()
