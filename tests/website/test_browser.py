"""The site in a real Chromium: from a folder, below a portal's path, on a phone, by keyboard and on paper."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from generator.engine.workspace import Workspace
from tests.website.conftest import serve
from tests.website.kinds import kinds_of

pytestmark = pytest.mark.browser

PROJECT = "projects/P2023-0103/2025.html"


@pytest.fixture(scope="module")
def portal(sample: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A district portal that carries the site three folders down."""
    root = tmp_path_factory.mktemp("portal")
    (root / "a/b").mkdir(parents=True)
    (root / "a/b/c").symlink_to(sample.site)
    with serve(root) as address:
        yield f"{address}/a/b/c"


# What the browser of somebody who chose 大字 remembers.
LARGE = "localStorage.setItem('jixiao-large', '1')"
LARGE_ENOUGH = 22  # CSS pixels, of the small print where the text has 24
Visit = Callable[[Page, str], object]


def seen_on_every_kind(page: Page, sample: Workspace, look: Visit, root: str = "") -> dict[str, object]:
    """What `look` finds on a page of each kind of the sample site, all that is folded opened; nothing is found on a good one."""
    found = {}
    for path in kinds_of(sample.site):
        page.goto(f"{root or sample.site.as_uri()}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        if fault := look(page, path):
            found[path] = fault
    return found


def test_page_from_a_folder_asks_for_nothing_outside(sample: Workspace, chromium_page: Page) -> None:
    def look(page: Page, path: str) -> object:
        asked = [url for url in page.requests if not url.startswith(sample.site.as_uri())]
        return asked or page.evaluate("getComputedStyle(document.querySelector('.jx-header')).backgroundColor") != "rgb(18, 64, 111)"

    assert seen_on_every_kind(chromium_page, sample, look) == {}


def test_page_below_a_portal_asks_for_nothing_outside(sample: Workspace, portal: str, chromium_page: Page) -> None:
    failed: list[str] = []
    chromium_page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)

    def look(page: Page, path: str) -> object:
        return [*failed, *(url for url in page.requests if not url.startswith(portal))]

    assert seen_on_every_kind(chromium_page, sample, look, portal) == {}


def test_reader_walks_from_home_to_a_project_and_back(portal: str, chromium_page: Page) -> None:
    chromium_page.goto(f"{portal}/index.html")
    chromium_page.get_by_role("link", name="生活垃圾分类收运").first.click()
    assert chromium_page.url.startswith(f"{portal}/{PROJECT}")
    chromium_page.get_by_role("link", name="2024年", exact=True).click()
    assert chromium_page.url == f"{portal}/projects/P2023-0103/2024.html"
    chromium_page.get_by_role("navigation", name="主菜单").get_by_role("link", name="首页").click()
    assert chromium_page.url == f"{portal}/index.html"


LEAST = """Math.min(...[...document.querySelectorAll('p, td, th, dt, dd, li, a, summary, caption, label, small')]
  .filter(each => each.textContent.trim() && each.checkVisibility() && !each.closest('svg, .jx-digest, .jx-hash')).map(each => parseFloat(getComputedStyle(each).fontSize)))"""


def test_page_body_does_not_scroll_sideways(sample: Workspace, chromium_page: Page) -> None:
    def look(page: Page, path: str) -> object:
        wider = []
        for is_large in (False, True):
            page.evaluate("isLarge => document.documentElement.classList.toggle('jx-is-large', isLarge)", is_large)
            for width in (320, 390, 768, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                if (seen := page.evaluate("document.documentElement.scrollWidth")) > width:
                    wider.append((width, is_large, seen))
        return wider

    assert seen_on_every_kind(chromium_page, sample, look) == {}


def test_large_letters_are_large_everywhere(sample: Workspace, chromium_page: Page) -> None:
    chromium_page.add_init_script(LARGE)

    def look(page: Page, path: str) -> object:
        least = page.evaluate(LEAST)
        return least < LARGE_ENOUGH and least

    assert seen_on_every_kind(chromium_page, sample, look) == {}


def test_phone_says_which_tables_scroll(sample: Workspace, chromium_page: Page) -> None:
    def look(page: Page, path: str) -> object:
        faults = []
        for width in (390, 600):
            page.set_viewport_size({"width": width, "height": 800})
            boxes = page.evaluate(
                """async () => {
                  for (const _ of [1, 2]) await new Promise(requestAnimationFrame)  // a timeline starts with the next frame
                  return [...document.querySelectorAll('.jx-scroll')].map(each => [each.scrollWidth > each.clientWidth, parseFloat(getComputedStyle(each, '::before').height) > 10])
                }"""
            )
            faults += [(width, box) for box in boxes if box[1] != (box[0] and width < 600)]
        return faults

    assert seen_on_every_kind(chromium_page, sample, look) == {}


STACKED = ["rectification/2025.html", "results/2025.html", "key/2025.html", "timeliness/2025.html", "years/2025.html"]


@pytest.mark.parametrize("path", STACKED)
def test_phone_shows_long_rows_as_blocks_that_are_still_tables(sample: Workspace, chromium_page: Page, path: str) -> None:
    chromium_page.set_viewport_size({"width": 390, "height": 844})
    chromium_page.goto((sample.site / path).as_uri())
    tables = chromium_page.locator(".jx-stack")
    assert tables.count() >= 1
    assert tables.evaluate_all("tables => tables.filter(each => each.scrollWidth > each.parentElement.clientWidth).length") == 0
    table = chromium_page.get_by_role("table", name=tables.first.locator("caption").inner_text())
    heads = table.get_by_role("columnheader").all_text_contents()
    row = table.get_by_role("row").filter(has=chromium_page.get_by_role("cell")).first
    assert heads[1:] == row.get_by_role("cell", include_hidden=True).evaluate_all("cells => cells.map(each => each.dataset.label)")
    assert row.get_by_role("rowheader").count() == 1


def test_phone_shows_problem_and_status_of_the_ledger_first(sample: Workspace, chromium_page: Page) -> None:
    chromium_page.set_viewport_size({"width": 390, "height": 844})
    chromium_page.goto((sample.site / "rectification/2025.html").as_uri())
    rows = chromium_page.locator(".jx-ledger tbody tr:not(.jx-group)").evaluate_all(
        """rows => rows.map(row => [...row.cells].map(each => [each.getBoundingClientRect(), each.dataset.label ?? '项目'])
             .filter(([box]) => box.width).sort(([a], [b]) => a.top - b.top || a.left - b.left).map(([, label]) => label))"""
    )
    assert len(rows) > 30
    assert {tuple(labels[:2]) for labels in rows} == {("发现的问题", "状态")}
    assert {labels[2] for labels in rows} == {"逾期天数（天）", "项目"}


def test_long_note_is_read_without_sliding(sample: Workspace, chromium_page: Page) -> None:
    chromium_page.set_viewport_size({"width": 1280, "height": 900})
    chromium_page.goto((sample.site / "years/2025.html").as_uri())
    box = chromium_page.locator(".jx-scroll", has=chromium_page.locator(".jx-years-table"))
    assert box.evaluate("each => each.scrollWidth <= each.clientWidth")
    note = chromium_page.locator(".jx-years-table .jx-long-text").first
    assert note.evaluate("each => each.getBoundingClientRect().height") < 150


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
    """The words of what has the focus; a box to write in has its label's."""
    return str(page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"))


def test_keyboard_reaches_skip_link_first_and_then_the_menu(sample: Workspace, chromium_page: Page) -> None:
    chromium_page.goto((sample.site / PROJECT).as_uri())
    chromium_page.keyboard.press("Tab")
    assert focused(chromium_page) == "跳到正文"
    assert chromium_page.evaluate("document.activeElement.getBoundingClientRect().left") == 0
    reached = []
    while not reached or reached[-1] != "关于":
        chromium_page.keyboard.press("Tab")
        reached.append(focused(chromium_page))
    menu = chromium_page.get_by_role("navigation", name="主菜单").get_by_role("link").all_text_contents()
    assert reached == ["江城市示范区预算绩效公开", "大字", "查找项目、单位、文件或正文", "查找", *menu]
    assert menu == ["首页", "查找", "年度总览", "预算单位", "预决算公开", "函和通报", "制度方法", "开放数据", "意见反馈", "关于"]


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


FAULTS = """() => {
  const all = selector => [...document.querySelectorAll(selector)], faults = []
  if (document.documentElement.lang !== 'zh') faults.push('lang ' + document.documentElement.lang)
  if (all('main').length !== 1 || all('h1').length !== 1) faults.push('main or h1')
  all('nav').forEach(e => e.ariaLabel || faults.push('nav without a name'))
  all('table th').forEach(e => e.scope || faults.push('th without scope: ' + e.textContent))
  all('table').forEach(e => e.caption || e.closest('[aria-label]') || faults.push('table without a name'))
  all('svg').forEach(e => e.getAttribute('aria-labelledby').split(' ').every(id => document.getElementById(id)) || faults.push('svg'))
  all('section').forEach(e => document.getElementById(e.getAttribute('aria-labelledby')) || faults.push('section'))
  all('a').forEach(e => e.textContent.trim() || faults.push('link without words: ' + e.href))
  all('input, select, textarea').forEach(e => e.labels.length || e.ariaLabel || faults.push('control without a name: ' + e.outerHTML))
  all('button').forEach(e => e.textContent.trim() || e.ariaLabel || faults.push('button without words: ' + e.outerHTML))
  all('script').forEach(e => e.type === 'application/ld+json' || (e.src && !e.type) || faults.push('script ' + e.outerHTML))
  all('iframe, object, embed, [onclick], [onload]').forEach(e => faults.push('not ours: ' + e.outerHTML))
  return faults
}"""


def test_landmarks_names_and_headings(sample: Workspace, chromium_page: Page) -> None:
    assert seen_on_every_kind(chromium_page, sample, lambda page, path: page.evaluate(FAULTS)) == {}


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
    // A word inside a bar of a chart stands on the bar, which is drawn just before it.
    const bar = e.matches('[class^="jx-chart-word-"]') && parse(getComputedStyle(e.previousElementSibling).fill)
    const style = getComputedStyle(e), back = bar || ground(e.closest('svg') ?? e), ink = parse(e.closest('svg') ? style.fill : style.color)
    const seen = over([ink[0], ink[1], ink[2], (ink[3] ?? 1) * style.opacity], back)
    const [a, b] = [light(seen), light(back)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05)
    if (ratio < 4.5) faults.push(`${ratio.toFixed(2)} ${e.getAttribute("class")} ${e.textContent.trim().slice(0, 20)}`)
  }
  return faults
}"""


def test_contrast_is_enough(sample: Workspace, chromium_page: Page) -> None:
    def look(page: Page, path: str) -> object:
        faults = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults += [(scheme, fault) for fault in page.evaluate(CONTRAST)]
        return faults

    assert seen_on_every_kind(chromium_page, sample, look) == {}


def test_readers_without_style_still_read_in_order(built: Workspace) -> None:
    html = (built.site / PROJECT).read_text(encoding="utf-8")
    order = ["钱用来做什么</h2>", "承诺做到什么</h2>", "做到了没有</h2>", "发现了什么问题</h2>", "问题改了没有</h2>", "对预算有什么影响</h2>"]
    places = [html.index(heading) for heading in order]
    assert places == sorted(places)
