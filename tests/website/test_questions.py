"""A citizen with a phone and one question: what did my street spend on waste sorting, was it any good, what was wrong, was it put right?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.engine.workspace import Workspace


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page of a phone 390 px wide that is tapped, not clicked."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=1)
    page = context.new_page()
    yield page
    context.close()


def tap(page: Page, words: str) -> None:
    """Tap the first link that is seen and says this."""
    with page.expect_navigation():
        page.locator("main a:visible", has_text=words).first.tap()


def seen(page: Page) -> str:
    """What the page shows without unfolding anything."""
    return " ".join(str(page.inner_text("main")).split())


def test_two_taps_answer_the_question(sample: Workspace, phone: Page) -> None:
    phone.goto((sample.site / "index.html").as_uri())
    tap(phone, "硚东街道办事处")
    assert "全年预算" in seen(phone)
    tap(phone, "硚东街道生活垃圾分类")

    assert phone.url.startswith((sample.site / "projects/P2025-0201/2025").as_uri())
    text = seen(phone)
    assert "全年预算 168 万元，执行 159.6 万元（95%）" in text  # what was spent
    assert "评价得分 86 分，等级为良" in text  # was it any good
    assert "居民投放准确率低于目标" in text  # what was wrong
    assert "值守补助发放记录不全" in text
    assert "整改事项 2 项，已销号 1 项" in text  # was it put right
    assert "已逾期 21 天" in text


def test_the_short_answer_stands_on_the_first_screen(sample: Workspace, phone: Page) -> None:
    phone.goto((sample.site / "projects/P2025-0201/2025.html").as_uri())
    summary = phone.locator("header.jx-head .jx-lede")
    box = summary.bounding_box()

    assert box
    assert box["y"] + box["height"] <= 844
    text = " ".join(summary.inner_text().split())
    for answer in ("执行 159.6 万元", "86 分", "良", "发现问题 2 个", "已整改销号 1 个"):
        assert answer in text


def test_a_third_tap_shows_how_it_was_in_other_years(sample: Workspace, phone: Page) -> None:
    phone.goto((sample.site / "projects/P2023-0103/2025.html").as_uri())
    tap(phone, "历年")

    assert phone.url.startswith((sample.site / "projects/P2023-0103/index.html").as_uri())
    text = seen(phone)
    assert "2024年" in text
    assert "76 分，等级为中" in text or "76 分，中" in text
    assert "2025年起评价方法有变化" in text
