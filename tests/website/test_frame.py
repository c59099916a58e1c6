"""The frame of every page: menu, footer and 大字."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.engine.workspace import Workspace
from generator.problems import JixiaoError
from generator.website.pages.families import MAIN_PAGES
from generator.website.release import check_tree
from generator.website.site import build_website
from tests.website.conftest import disclosed
from tests.website.reading import visible_text

PROJECT = "projects/P2023-0103/2025.html"
ALL_ENTRIES = ("首页", "查找", "年度总览", "预算单位", "预决算公开", "函和通报", "制度方法", "开放数据", "意见反馈", "关于")
SLOTS = """  网站标识码: "4200000000"
  备案号: 示ICP备1号
  公安备案号: 示公网安备42000000000000号
  网站域名: www.example.invalid
  找错网址: https://www.example.invalid/error?site_code=1&from=jx
  意见渠道:
    - {名称: 区长信箱, 内容: https://www.example.invalid/mailbox, 说明: 5 个工作日内答复}
"""


def built_with(workspace: Workspace, settings: str) -> str:
    office = workspace.content / "office.yml"
    office.write_text(office.read_text(encoding="utf-8").rstrip("\n") + "\n" + settings, encoding="utf-8")
    build_website(disclosed(workspace), workspace)
    return (workspace.site / PROJECT).read_text(encoding="utf-8")


# --- menu ----------------------------------------------------------------------------------------------------------------


def menu_of(site: Path) -> list[str]:
    html = (site / PROJECT).read_text(encoding="utf-8")
    menu = html[html.index('<nav class="jx-menu"') :].partition("</nav>")[0]
    return re.findall(r">([^<>\n]+)</a>", menu)


def test_menu_has_its_order_and_no_entry_without_a_page(built: Workspace) -> None:
    entries = menu_of(built.site)
    assert entries == [entry for entry in ALL_ENTRIES if entry in entries]
    assert {"首页", "年度总览", "预算单位", "制度方法", "意见反馈", "关于"} <= set(entries)


def test_main_pages_are_there_and_all_of_them(built: Workspace) -> None:
    # A family that adds a main page names it, so that the menu and the map can lead there.
    made = {path.relative_to(built.site).as_posix() for path in built.site.rglob("*.html")}
    assert made >= MAIN_PAGES
    assert {path for path in made if path.endswith("/index.html") and path.count("/") == 1} <= MAIN_PAGES
    assert {"find.html", "sitemap.html"} & made <= MAIN_PAGES


@pytest.mark.browser
def test_menu_with_every_entry_leaves_a_phone_its_screen(built: Workspace, chromium_page: Page) -> None:
    chromium_page.set_viewport_size({"width": 390, "height": 844})
    chromium_page.goto((built.site / PROJECT).as_uri())
    height = chromium_page.evaluate(
        """names => { const list = document.querySelector('.jx-menu ul'), item = list.querySelector('li')
          list.replaceChildren(...names.map(name => { const each = item.cloneNode(true); each.firstElementChild.textContent = name; return each }))
          return list.getBoundingClientRect().height }""",
        list(ALL_ENTRIES),
    )
    assert height <= 100
    links = chromium_page.locator(".jx-menu a")
    assert all(links.nth(number).bounding_box()["height"] >= 24 for number in range(len(ALL_ENTRIES)))  # WCAG 2.5.8


# --- footer --------------------------------------------------------------------------------------------------------------


def test_footer_shows_what_is_set(workspace: Workspace) -> None:
    html = built_with(workspace, SLOTS)
    footer = html[html.index('<footer class="jx-footer">') :]
    text = visible_text(footer)
    assert "主办单位：江城市示范区财政局" in text
    assert "联系：绩效管理科，0000-00000000；地址：江城市示范区示范大道1号" in text
    assert "网站标识码：4200000000" in text
    assert '<a href="https://www.example.invalid/error?site_code=1&amp;from=jx" rel="external">我为政府网站找错</a>' in footer
    assert '<a href="https://beian.miit.gov.cn/" rel="external">示ICP备1号</a>' in footer
    assert 'webSearch?code=42000000000000" rel="external">示公网安备42000000000000号</a>' in footer
    assert '<meta name="SiteDomain" content="www.example.invalid">' in html
    assert '<meta name="SiteIDCode" content="4200000000">' in html
    feedback = (workspace.site / "feedback.html").read_text(encoding="utf-8")
    assert '<a href="https://www.example.invalid/mailbox" rel="external">' in feedback


def test_footer_is_silent_about_what_is_not_set(workspace: Workspace) -> None:
    html = built_with(workspace, "")
    for word in ("网站标识码", "找错", "备案", "beian", "SiteDomain", "SiteIDCode", "https://"):
        assert word not in html
    for name in ("关于本站", "站点地图", "意见反馈"):
        assert f">{name}</a>" in html
    assert "名词解释" not in html


def test_glossary_is_in_the_footer_and_not_in_the_menu(workspace: Workspace) -> None:
    (workspace.content / "pages/glossary.md").write_text("# 名词解释\n\n绩效\n:   办成了什么。\n", encoding="utf-8")
    html = built_with(workspace, "")
    assert "名词解释" not in menu_of(workspace.site)
    assert '<a href="../../glossary.html">名词解释</a>' in html
    assert '<a href="../glossary.html">名词解释</a>' in (workspace.site / "rules/index.html").read_text(encoding="utf-8")


def test_only_whole_addresses_that_the_office_names_lead_outside(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="https://a.invalid/x?a=1&amp;b=2">甲</a>', encoding="utf-8")
    assert check_tree(tmp_path, (), {"https://a.invalid/x?a=1&b=2"}).pages == 1
    with pytest.raises(JixiaoError, match=r"外部地址“https://a\.invalid/x"):
        check_tree(tmp_path, (), {"https://a.invalid/x"})
    (tmp_path / "index.html").write_text('<img alt="" src="https://a.invalid/x">', encoding="utf-8")
    with pytest.raises(JixiaoError, match="外部地址"):
        check_tree(tmp_path, (), {"https://a.invalid/x"})


# --- 大字 ----------------------------------------------------------------------------------------------------------------

SIZE = "parseFloat(getComputedStyle(document.querySelector('.md-typeset p')).fontSize)"
EIGHTEEN_POINTS = 24  # in CSS pixels


@pytest.mark.browser
def test_large_letters_stay_from_page_to_page(built: Workspace, chromium_page: Page) -> None:
    chromium_page.goto((built.site / PROJECT).as_uri())
    button = chromium_page.get_by_role("button", name="大字")
    small = chromium_page.evaluate(SIZE)
    assert button.get_attribute("aria-pressed") == "false"

    button.focus()
    chromium_page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert small < EIGHTEEN_POINTS
    chromium_page.goto((built.site / "about.html").as_uri())
    assert chromium_page.get_by_role("button", name="大字").get_attribute("aria-pressed") == "true"
    assert chromium_page.evaluate(SIZE) >= EIGHTEEN_POINTS
    chromium_page.get_by_role("button", name="大字").click()
    chromium_page.goto((built.site / PROJECT).as_uri())
    assert chromium_page.evaluate(SIZE) == small


@pytest.mark.browser
def test_large_letters_work_where_nothing_may_be_stored(built: Workspace, chromium_page: Page) -> None:
    said: list[str] = []
    chromium_page.on("pageerror", lambda error: said.append(str(error)))
    chromium_page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})")
    chromium_page.goto((built.site / PROJECT).as_uri())
    chromium_page.get_by_role("button", name="大字").click()
    assert chromium_page.evaluate("document.documentElement.className").endswith("jx-is-large")
    assert said == []


@pytest.mark.browser
def test_without_script_there_is_no_button_that_does_nothing(built: Workspace, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / PROJECT).as_uri())
    assert page.get_by_role("button").all_text_contents() == ["查找"]  # which a plain form sends
    assert page.get_by_role("heading", name="生活垃圾分类收运").is_visible()
    context.close()
