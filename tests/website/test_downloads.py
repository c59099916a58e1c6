"""Tables in a real Chromium: below every table one can download what it shows, from a folder and under a strict policy."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, Route

from generator.engine.workspace import Workspace
from tests.website.conftest import serve
from tests.website.test_browser import seen_on_every_kind

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
PAGES = (
    "projects/P2023-0103/2025.html", "projects/P2023-0103/index.html", "projects/P2023-0103/2025-forms.html", "units/103/2025.html",
    "units/103/index.html", "units/index.html", "grades/2025.html", "rectification/2025.html", "timeliness/2025.html", "budget/2025/103.html",
    "rules/index.html", "letters/index.html",
)  # fmt: skip
# Tables without downloads below them: lists of downloads, the dictionary (a table of its own), the finder's, a sheet to write on.
WITHOUT = """() => {
  const faults = [], isEmpty = table => table.querySelectorAll('tbody td[colspan]').length === 1 && table.querySelectorAll('tbody tr').length === 1
  for (const table of document.querySelectorAll('table:not(.jx-as-is, .jx-reply)')) {
    const box = table.closest('.jx-scroll') ?? table, line = box.nextElementSibling
    const words = line?.matches('.jx-downloads') ? [...line.querySelectorAll('a, button')].map(each => each.firstChild.data) : []
    if (words.join() !== 'CSV,Excel,JSON' && !(isEmpty(table) && !words.length)) faults.push(table.caption?.textContent ?? 'table')
  }
  return faults
}"""
CHARTS = """() => [...document.querySelectorAll('figure svg')].filter(chart => {
  const part = chart.closest('section') ?? document.querySelector('article')
  return !part.querySelector('table, dl')
}).map(chart => chart.querySelector('title').textContent)"""
# What a reader sees of the tables in a box: each cell's words and how many rows and columns it covers; hidden words taken out before.
CELLS = """box => {
  box.querySelectorAll('.jx-hidden, [aria-hidden=true]').forEach(each => each.remove())
  return [...(box.matches('table') ? [box] : box.querySelectorAll('table'))].map(table => ({
    heads: table.tHead?.rows.length ?? 0,
    rows: [...table.rows].map(row => [...row.cells].map(cell => [cell.innerText, cell.rowSpan, cell.colSpan])),
  }))
}"""


def grid_of(rows: list[list[tuple[str, int, int]]]) -> list[list[str]]:
    """The cells laid out; one that covers several places stands in each."""
    places: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for text, down, right in row:
            while (y, x) in places:
                x += 1
            words = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
            places |= {(y + dy, x + dx): words for dy in range(down) for dx in range(right)}
    width = max(x for _, x in places) + 1
    return [[places.get((y, x), "") for x in range(width)] for y in range(len(rows))]


def saved(page: Page, button: Any, folder: Path) -> Path:
    with page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def number(text: str) -> str:
    return text.replace(",", "")


def check_downloads(page: Page, folder: Path, most: int) -> int:
    """Download the first tables of the page in all formats and compare them with what is seen; says how many."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    lines = page.locator(".jx-downloads:has(button)")
    count = min(lines.count(), most)
    for place in range(count):
        buttons = lines.nth(place).get_by_role("button")
        files = [saved(page, buttons.nth(index), folder) for index in range(3)]
        assert [path.suffix for path in files] == [".csv", ".xlsx", ".json"]
        tables = lines.nth(place).evaluate_handle("line => line.previousElementSibling").evaluate(CELLS)
        grids = [grid_of(table["rows"]) for table in tables]
        width = max(len(grid[0]) for grid in grids)
        expected = [[*row, *[""] * (width - len(row))] for grid in grids for row in grid]
        heads = tables[0]["heads"] if len(tables) == 1 else 0

        content = files[0].read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)))
        assert [[cell.removeprefix("'") for cell in row] for row in rows] == expected, (page.url, place)

        sheet = openpyxl.load_workbook(files[1]).worksheets[0]
        cells = [[value if value is not None else "" for value in row] for row in sheet.iter_rows(values_only=True)]
        assert len(cells) == len(expected)
        for row, line in zip(cells, expected, strict=True):
            for value, text in zip(row, line, strict=True):
                assert value == (text if isinstance(value, str) else type(value)(float(number(text)))), (page.url, place)

        data = json.loads(files[2].read_text(encoding="utf-8"))
        assert [list(row.values()) for row in data["rows"]] == expected[heads:], (page.url, place)
        assert len(set(data["fields"])) == width
    return count


def test_every_table_has_its_downloads_and_every_chart_its_data_beside_it(sample: Workspace, chromium_page: Page) -> None:
    assert seen_on_every_kind(chromium_page, sample, lambda page, path: page.evaluate(WITHOUT) + page.evaluate(CHARTS)) == {}


@pytest.mark.parametrize("path", PAGES)
def test_downloads_from_a_folder_are_what_is_seen(sample: Workspace, chromium_page: Page, tmp_path: Path, path: str) -> None:
    chromium_page.goto((sample.site / path).as_uri())
    assert check_downloads(chromium_page, tmp_path, most=3)


def test_downloads_work_under_a_strict_policy(sample: Workspace, chromium_page: Page, tmp_path: Path) -> None:
    said: list[str] = []
    chromium_page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)

    def with_policy(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": POLICY})

    with serve(sample.site) as address:
        chromium_page.route("**/*", with_policy)
        for path in ("projects/P2023-0103/2025.html", "data/index.html", "years/2025.html"):
            chromium_page.goto(f"{address}/{path}")
            check_downloads(chromium_page, tmp_path, most=1)
        with chromium_page.expect_download() as waiting:
            chromium_page.locator(".jx-downloads a").first.click()
        assert waiting.value.suggested_filename.endswith(".csv")
        chromium_page.unroute_all(behavior="wait")
    assert said == []


def test_without_script_nothing_is_offered_that_does_not_work(sample: Workspace, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sample.site / "projects/P2023-0103/2025.html").as_uri())
    assert page.locator(".jx-table").count() > 3
    assert page.locator(".jx-downloads").count() == 0
    page.goto((sample.site / "years/2025.html").as_uri())
    assert page.locator(".jx-downloads a").count() >= 15
    assert page.locator(".jx-downloads button").count() == 0
    context.close()


def test_finder_saves_what_was_found_as_excel(sample: Workspace, chromium_page: Page, tmp_path: Path) -> None:
    chromium_page.goto((sample.site / "find.html").as_uri())
    chromium_page.get_by_label("年度").select_option("2025")
    path = saved(chromium_page, chromium_page.get_by_role("button", name="下载 Excel"), tmp_path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    names = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [cell.value for cell in sheet[1]][:3] == ["名称", "单位", "年度"]
    assert names[:20] == chromium_page.locator("#find-rows tr > :first-child").all_inner_texts()[:20]
    assert {row[2] for row in sheet.iter_rows(min_row=2, values_only=True)} == {2025}
