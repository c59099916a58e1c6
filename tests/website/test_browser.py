"""The site in a real Chromium: from a folder, below a portal's path, on a phone, by keyboard and on paper."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from generator.engine.workspace import Workspace
from tests.website.conftest import serve

pytestmark = pytest.mark.browser

KINDS = [
    "index.html", "years/2025.html", "years/2024.html", "units/index.html", "units/103/2025.html", "units/103/2025-overall.html",
    "units/104/2025.html", "grades/2025.html", "projects/P2023-0103/2025.html", "projects/P2025-0201/2025.html", "about.html",
]  # fmt: skip
PROJECT = "projects/P2023-0103/2025.html"


@pytest.fixture(scope="module")
def portal(built: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A district portal that carries the site three folders down."""
    root = tmp_path_factory.mktemp("portal")
    (root / "a/b").mkdir(parents=True)
    (root / "a/b/c").symlink_to(built.site)
    with serve(root) as address:
        yield f"{address}/a/b/c"


@pytest.mark.parametrize("path", KINDS)
def test_page_from_a_folder_asks_for_nothing_outside(built: Workspace, chromium_page: Page, path: str) -> None:
    chromium_page.goto((built.site / path).as_uri())
    asked = [url for url in chromium_page.requests if not url.startswith(built.site.as_uri())]
    assert asked == []
    assert chromium_page.evaluate("getComputedStyle(document.querySelector('.jx-header')).backgroundColor") == "rgb(18, 64, 111)"


@pytest.mark.parametrize("path", KINDS)
def test_page_below_a_portal_asks_for_nothing_outside(portal: str, chromium_page: Page, path: str) -> None:
    failed: list[str] = []
    chromium_page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    chromium_page.goto(f"{portal}/{path}")
    assert [url for url in chromium_page.requests if not url.startswith(portal)] == []
    assert failed == []


def test_reader_walks_from_home_to_a_project_and_back(portal: str, chromium_page: Page) -> None:
    chromium_page.goto(f"{portal}/index.html")
    chromium_page.get_by_role("link", name="生活垃圾分类收运").first.click()
    assert chromium_page.url.startswith(f"{portal}/{PROJECT}")
    chromium_page.get_by_role("link", name="2024年", exact=True).click()
    assert chromium_page.url == f"{portal}/projects/P2023-0103/2024.html"
    chromium_page.get_by_role("navigation", name="主菜单").get_by_role("link", name="首页").click()
    assert chromium_page.url == f"{portal}/index.html"


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [320, 390])
def test_page_body_does_not_scroll_sideways(built: Workspace, chromium_page: Page, path: str, width: int) -> None:
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto((built.site / path).as_uri())
    chromium_page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert chromium_page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [390, 600])
def test_phone_says_which_tables_scroll(built: Workspace, chromium_page: Page, path: str, width: int) -> None:
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto((built.site / path).as_uri())
    chromium_page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    boxes = chromium_page.evaluate(
        """async () => {
          for (const _ of [1, 2]) await new Promise(requestAnimationFrame)  // a timeline starts with the next frame
          return [...document.querySelectorAll('.jx-scroll')].map(each => [each.scrollWidth > each.clientWidth, parseFloat(getComputedStyle(each, '::before').height) > 10])
        }"""
    )
    assert [told for _, told in boxes] == [scrolls and width < 600 for scrolls, _ in boxes]


@pytest.mark.parametrize("width", [320, 360, 390])
def test_cards_keep_numbers_and_units_together(built: Workspace, chromium_page: Page, width: int) -> None:
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto((built.site / "index.html").as_uri())
    faults = chromium_page.evaluate(
        """() => [...document.querySelectorAll('.jx-cards dd:not(.jx-note), .jx-cards .jx-keep')]
             .filter(each => { const words = document.createRange(); words.selectNodeContents(each)
               const box = each.closest('.jx-cards > div').getBoundingClientRect(), seen = words.getBoundingClientRect()
               return seen.right > box.right || seen.height > 1.9 * parseFloat(getComputedStyle(each).fontSize) })
             .map(each => each.textContent)"""
    )
    assert faults == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_keyboard_reaches_skip_link_first_and_then_the_menu(built: Workspace, chromium_page: Page) -> None:
    chromium_page.goto((built.site / PROJECT).as_uri())
    chromium_page.keyboard.press("Tab")
    assert focused(chromium_page) == "跳到正文"
    assert chromium_page.evaluate("document.activeElement.getBoundingClientRect().left") == 0
    reached = []
    for _ in range(5):
        chromium_page.keyboard.press("Tab")
        reached.append(focused(chromium_page))
    assert reached == ["江城市示范区预算绩效公开", "首页", "年度总览", "预算单位", "关于"]


def test_skip_link_leads_past_the_menu(built: Workspace, chromium_page: Page) -> None:
    chromium_page.goto((built.site / PROJECT).as_uri())
    chromium_page.keyboard.press("Tab")
    chromium_page.keyboard.press("Enter")
    chromium_page.keyboard.press("Tab")
    assert focused(chromium_page) == "首页"  # of the breadcrumb
    assert chromium_page.evaluate("!!document.activeElement.closest('.jx-crumbs')")


def test_focus_is_visible_and_tables_take_it(built: Workspace, chromium_page: Page) -> None:
    chromium_page.set_viewport_size({"width": 390, "height": 800})
    chromium_page.goto((built.site / PROJECT).as_uri())
    box = chromium_page.locator(".jx-scroll").first
    chromium_page.locator("a[href='../../units/103/2025.html']").last.focus()
    chromium_page.keyboard.press("Tab")
    assert box.evaluate("each => each === document.activeElement")
    assert box.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    chromium_page.keyboard.press("ArrowRight")
    chromium_page.wait_for_function("document.querySelector('.jx-scroll').scrollLeft > 0")


@pytest.mark.parametrize("path", KINDS)
def test_landmarks_names_and_headings(built: Workspace, chromium_page: Page, path: str) -> None:
    chromium_page.goto((built.site / path).as_uri())
    faults = chromium_page.evaluate(
        """() => {
          const all = selector => [...document.querySelectorAll(selector)], faults = []
          if (document.documentElement.lang !== 'zh') faults.push('lang ' + document.documentElement.lang)
          if (all('main').length !== 1 || all('h1').length !== 1) faults.push('main or h1')
          all('nav').forEach(e => e.ariaLabel || faults.push('nav without a name'))
          all('table th').forEach(e => e.scope || faults.push('th without scope: ' + e.textContent))
          all('table').forEach(e => e.caption || e.closest('[aria-label]') || faults.push('table without a name'))
          all('svg').forEach(e => e.getAttribute('aria-labelledby').split(' ').every(id => document.getElementById(id)) || faults.push('svg'))
          all('section').forEach(e => document.getElementById(e.getAttribute('aria-labelledby')) || faults.push('section'))
          all('a').forEach(e => e.textContent.trim() || faults.push('link without words: ' + e.href))
          all('input, button, select, iframe, script').forEach(e => faults.push('control ' + e.outerHTML))
          return faults
        }"""
    )
    assert faults == []


CONTRAST = """() => {
  const channel = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4
  const parse = text => text.match(/[\\d.]+/g).map(Number)
  const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2])
  const over = (top, under) => { const a = top[3] ?? 1; return [0, 1, 2].map(i => top[i] * a + under[i] * (1 - a)) }
  const ground = e => { const own = parse(getComputedStyle(e).backgroundColor)
    return (own[3] ?? 1) === 1 ? own : over(own, e.parentElement ? ground(e.parentElement) : [255, 255, 255]) }
  const faults = []
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || e.closest('title, desc')) continue
    const style = getComputedStyle(e), back = ground(e.closest('svg') ?? e), ink = parse(e.closest('svg') ? style.fill : style.color)
    const seen = over([ink[0], ink[1], ink[2], (ink[3] ?? 1) * style.opacity], back)
    const [a, b] = [light(seen), light(back)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05)
    if (ratio < 4.5) faults.push(`${ratio.toFixed(2)} ${e.className} ${e.textContent.trim().slice(0, 20)}`)
  }
  return faults
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(built: Workspace, chromium: Browser, scheme: Any) -> None:
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    found = {}
    for path in KINDS:
        page.goto((built.site / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        if faults := page.evaluate(CONTRAST):
            found[path] = faults
    context.close()
    assert found == {}


def test_paper_shows_the_page_without_navigation(built: Workspace, chromium_page: Page, tmp_path: Path) -> None:
    chromium_page.goto((built.site / PROJECT).as_uri())
    (tmp_path / "page.pdf").write_bytes(chromium_page.pdf(prefer_css_page_size=True))
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))
    size = document[0].get_size()
    pages = len(document)
    document.close()
    assert "演示数据" in text
    assert "生活垃圾分类收运" in text
    assert "宣传经费列支会务费" in text
    assert "现场抽查20个小区" in text  # a table that is folded on the screen
    assert "跳到正文" not in text
    assert "年度总览" not in text
    assert [round(side) for side in size] == [595, 842]
    assert pages <= 8


def test_readers_without_style_still_read_in_order(built: Workspace) -> None:
    html = (built.site / PROJECT).read_text(encoding="utf-8")
    order = ["钱用来做什么</h2>", "承诺做到什么</h2>", "做到了没有</h2>", "发现了什么问题</h2>", "问题改了没有</h2>", "对预算有什么影响</h2>"]
    places = [html.index(heading) for heading in order]
    assert places == sorted(places)
