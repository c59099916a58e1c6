"""Pages on paper, printed by a real Chromium."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from generator.engine.workspace import Workspace
from tests.website.conftest import serve
from tests.website.kinds import kinds_of

pytestmark = pytest.mark.browser

PROJECTS = ["projects/P2023-0103/2025.html", "projects/P2025-101001/2025.html"]
WIDTH, HEIGHT = 595, 842  # points of A4
SAME_LINE = 5  # points between the middles of words in one line
PORTRAIT, LANDSCAPE = 657, 986  # CSS pixels between the margins of a sheet
SIDE = 18 / 25.4 * 72  # the margin at left and right, in points


@dataclass(frozen=True)
class Sheet:
    """A printed page: its lines from top to bottom without the page number, and how far to the right its words reach."""

    lines: tuple[str, ...]
    number: str
    right: float
    size: tuple[int, int]

    @property
    def text(self) -> str:
        return "".join(self.lines)


def print_page(page: Page, url: str, folder: Path) -> list[Sheet]:
    page.goto(url)
    file = folder / "page.pdf"
    file.write_bytes(page.pdf(prefer_css_page_size=True))
    document = pypdfium2.PdfDocument(file)
    sheets = list(_sheets(document))
    document.close()
    return sheets


def _sheets(document: pypdfium2.PdfDocument) -> Iterator[Sheet]:
    for page in document:
        words = page.get_textpage()
        boxes = [words.get_rect(index) for index in range(words.count_rects())]
        width, height = page.get_size()
        # Tables are drawn after the text around them: what a reader sees first stands higher.
        rows: dict[int, list[tuple[float, str]]] = {}
        for left, bottom, right, top in boxes:
            middle = (bottom + top) / 2
            row = next((known for known in rows if abs(known - middle) < SAME_LINE), round(middle))
            rows.setdefault(row, []).append((left, words.get_text_bounded(left, bottom, right, top)))
        lines = ["".join(text for _, text in sorted(rows[row])) for row in sorted(rows, reverse=True)]
        *body, number = [re.sub(r"\s", "", line) for line in lines if line.strip()]
        yield Sheet(tuple(body), number, max(box[2] for box in boxes), (round(width), round(height)))


@pytest.fixture
def sheets(sample: Workspace, chromium_page: Page, tmp_path: Path) -> list[Sheet]:
    return print_page(chromium_page, (sample.site / PROJECTS[0]).as_uri(), tmp_path)


def test_project_is_a_clean_document(sheets: list[Sheet]) -> None:
    text = "".join(sheet.text for sheet in sheets)
    assert [sheet.size for sheet in sheets] == [(WIDTH, HEIGHT)] * len(sheets)
    assert [sheet.number for sheet in sheets] == [f"{number}/{len(sheets)}" for number in range(1, len(sheets) + 1)]
    assert len(sheets) <= 8
    assert "演示数据" in text
    assert "生活垃圾分类收运" in text
    assert "宣传经费列支会务费" in text
    assert "现场抽查20个小区" in text  # a table that is folded on the screen
    for word in ("跳到正文", "大字", "年度总览", "站点地图", "对本项目提意见", "我为政府网站找错"):
        assert word not in text


def test_project_ends_with_date_and_address(sample: Workspace, sheets: list[Sheet], chromium_page: Page, tmp_path: Path) -> None:
    assert "数据日期：2026年11月21日" in sheets[-1].text
    assert sheets[-1].text.endswith(f"本页网址：{PROJECTS[0]}")

    with serve(sample.site) as address:
        printed = print_page(chromium_page, f"{address}/{PROJECTS[0]}#rectification", tmp_path)
    assert printed[-1].text.endswith(f"本页网址：{address}/{PROJECTS[0]}")


@pytest.mark.parametrize("path", [*PROJECTS, "projects/P2023-0103/index.html", "units/103/2025.html", "budget/2025/103.html", "years/2025.html"])
def test_nothing_is_cut_and_no_heading_stands_alone(sample: Workspace, chromium_page: Page, tmp_path: Path, path: str) -> None:
    sheets = print_page(chromium_page, (sample.site / path).as_uri(), tmp_path)
    heads = chromium_page.evaluate("[...document.querySelectorAll('h2, h3, caption, summary, thead tr')].map(each => each.textContent.replace(/\\s/g, ''))")
    assert heads
    assert [sheet.lines[-1] for sheet in sheets if sheet.lines[-1] in heads] == []
    assert all(sheet.right <= WIDTH - SIDE + 1 for sheet in sheets)
    assert all(word not in sheet.text for sheet in sheets for word in ("跳到正文", "下载本表", "下载表格", "站点地图", "对本项目提意见"))
    assert sheets[-1].text.endswith(f"本页网址：{path}")


def test_every_kind_of_page_fits_on_its_sheet(sample: Workspace, chromium_page: Page) -> None:
    # Chromium makes a page smaller that is wider than the paper: then it is cut nowhere, and too small to read.
    chromium_page.emulate_media(media="print")
    too_wide = {}
    for path in kinds_of(sample.site):
        chromium_page.goto((sample.site / path).as_uri())
        chromium_page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        room = LANDSCAPE if chromium_page.evaluate("getComputedStyle(document.body).page") == "wide" else PORTRAIT
        chromium_page.set_viewport_size({"width": room, "height": 900})
        if (width := chromium_page.evaluate("document.documentElement.scrollWidth")) > room:
            too_wide[path] = width
    assert too_wide == {}


def test_folded_tables_are_folded_again_after_printing(sample: Workspace, chromium_page: Page) -> None:
    chromium_page.goto((sample.site / PROJECTS[0]).as_uri())
    folded = "document.querySelectorAll('details:not([open])').length"
    before = chromium_page.evaluate(folded)
    chromium_page.evaluate("dispatchEvent(new Event('beforeprint'))")
    during = chromium_page.evaluate(folded)
    chromium_page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert (before > 0, during, chromium_page.evaluate(folded)) == (True, 0, before)


def test_feedback_form_has_a_sheet_of_its_own(sample: Workspace, chromium_page: Page, tmp_path: Path) -> None:
    first, second = print_page(chromium_page, (sample.site / "feedback.html").as_uri(), tmp_path)
    assert "怎样告诉我们" in first.text
    assert "意见怎样处理" in first.text
    assert "数据日期" in first.text
    assert second.text.startswith("江城市示范区预算绩效公开意见表")
    assert "寄到或送到" in second.text
    assert "江城市示范区示范大道1号" in second.text
    assert "打开写好开头的邮件" not in first.text
    assert "yijian@example.invalid" in first.text
    assert second.text.endswith("本页网址：feedback.html")
