"""Finding among ten thousand pages, beside DataTables and Pagefind: `make bench`, or `python -m tests.bench_finding` alone.

The pages are made up (`tests/website/scale.py`). Both others are taken from the Python packages that carry them.
"""

import gzip
import importlib.util
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from generator.engine.workspace import Workspace
from generator.records.loading import Loader
from generator.website.door.site import disclose_site
from generator.website.search.folding import fold
from generator.website.search.page_text import visible_blocks
from generator.website.site import build_website
from tests.website import scale

ROOT = Path(__file__).parents[1]
ROWS = 10_000
QUERIES = 60
MOST = 1000  # pages that hold a query whose answer is read to the end
OFTEN = ("预算", "执行率", "评价得分", "做到了没有", "一般公共预算", "发现了什么问题", "对预算有什么影响")  # on every page
Row = tuple[str, str, str]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a server of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def index_measured(folder: str) -> tuple[float, float, float]:
    """CPU seconds to index, and megabytes before and at the peak, in a process of its own."""
    rows = scale.rows(ROWS)
    pages = list(scale.pages(rows))
    before = resource.getrusage(resource.RUSAGE_SELF)
    scale.write_index(Path(folder), rows, pages)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, before.ru_maxrss / 1024, after.ru_maxrss / 1024


def find_page(folder: Path) -> None:
    """The page that finds, as the sample's build writes it."""
    workspace = Workspace(folder / "sample")
    shutil.copytree(ROOT / "content", workspace.content, ignore=shutil.ignore_patterns("issued"))
    loader = Loader(workspace)
    foundation = loader.foundation()
    assert foundation
    registers = [loader.year(foundation, year) for year in workspace.years()]
    build_website(disclose_site(registers, foundation, workspace, today=date(2026, 11, 21)), workspace)
    shutil.copytree(workspace.site / "assets", folder / "site/assets")
    shutil.copy(workspace.site / "find.html", folder / "site")


def packed(path: Path) -> int:
    """Bytes as a server sends them."""
    return len(gzip.compress(path.read_bytes()))


def loaded_by(page: Page, folder: Path, work: Callable[[], object]) -> tuple[int, int, int]:
    """Bytes packed and plain, and number of the files that some work loads."""
    paths: set[Path] = set()

    def note(request: Any) -> None:
        path = folder / request.url.split("/", 3)[3].split("?")[0].split("#")[0]
        if path.is_file():
            paths.add(path)

    page.on("request", note)
    work()
    page.remove_listener("request", note)
    return sum(map(packed, paths)), sum(path.stat().st_size for path in paths), len(paths)


def median_ms(measure: Callable[[], float], runs: int = 5) -> float:
    """Milliseconds, the median of some runs."""
    return statistics.median(measure() for _ in range(runs))


# --- the table ---------------------------------------------------------------------------------------------------------


def bench_table(page: Page, base: str, folder: Path) -> list[Row]:
    """Until 10,000 rows can be used, and until a word has narrowed them."""

    def ours() -> float:
        page.goto(f"{base}/find.html")
        return float(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))

    ready = median_ms(ours)
    first = loaded_by(page, folder, lambda: page.goto(f"{base}/find.html", wait_until="load"))
    css = packed(folder / "assets/site.css") + sum(packed(path) for path in (folder / "assets/stylesheets").glob("*.css"))
    narrow = """word => { const box = document.getElementById('find-words'), start = performance.now()
      box.value = word; document.getElementById('find').dispatchEvent(new Event('submit', {cancelable: true}))
      return performance.now() - start }"""
    words = iter(["垃圾", "公共厕所", "P2023", "改造", "小学"])
    narrowed = median_ms(lambda: float(page.evaluate(narrow, next(words))))
    sort = "() => { const start = performance.now(); document.querySelector('[data-sort=name]').click(); return performance.now() - start }"
    page.goto(f"{base}/find.html")
    sorted_ = float(page.evaluate(sort))
    theirs = datatables(page, base, folder)
    return [
        (f"{ROWS:,} rows ready in Chromium", f"{ready:.0f} ms", theirs[0]),
        ("narrow them by a word", f"{narrowed:.0f} ms", theirs[1]),
        ("sort them by Chinese name", f"{sorted_:.0f} ms", theirs[2]),
        ("loaded before the first key, gzip, without the site's common styles", f"{(first[0] - css) / 1000:.0f} kB (finder and full text)", theirs[3]),
    ]


def datatables(page: Page, base: str, folder: Path) -> tuple[str, str, str, str]:
    """The same rows in DataTables, given as JSON in the page, which is its fastest way."""
    found = importlib.util.find_spec("itables")
    if not found or not found.origin:
        return ("—",) * 4
    bundle = Path(found.origin).parent / "html/dt_bundle.js"
    shutil.copy(bundle, folder / "dt_bundle.js")
    rows = [[f'<a href="{row.path}">{row.name}</a>', row.unit, row.year, row.kind, row.budget, row.grade, *(None if v is None else float(v) for v in (row.score, row.amount, row.rate)), row.number] for row in scale.rows(ROWS)]
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    (folder / "datatables.html").write_text(
        f'<!doctype html><meta charset="utf-8"><table id="t"><thead><tr>{"<th>x</th>" * 10}</tr></thead></table><script id="d" type="application/json">{data}</script>'
        '<script type="module">import DataTable from "./dt_bundle.js"; window.t = new DataTable("#t", {data: JSON.parse(document.getElementById("d").textContent), pageLength: 20, deferRender: true}); window.ready = performance.now()</script>',
        encoding="utf-8",
    )

    def ready() -> float:
        page.goto(f"{base}/datatables.html")
        page.wait_for_function("window.ready")
        return float(page.evaluate("window.ready"))

    took = median_ms(ready)
    narrow = "word => { const start = performance.now(); window.t.search(word).draw(); return performance.now() - start }"
    words = iter(["垃圾", "公共厕所", "P2023", "改造", "小学"])
    narrowed = median_ms(lambda: float(page.evaluate(narrow, next(words))))
    sorted_ = float(page.evaluate("() => { window.t.search(''); const start = performance.now(); window.t.order([0, 'asc']).draw(); return performance.now() - start }"))
    size = packed(folder / "datatables.html") + packed(folder / "dt_bundle.js")
    return f"{took:.0f} ms", f"{narrowed:.0f} ms", f"{sorted_:.0f} ms (not by pinyin)", f"{size / 1000:.0f} kB (no full text)"


# --- the full text -----------------------------------------------------------------------------------------------------


def expected_pages(texts: dict[str, list[str]], query: str) -> set[str]:
    """Brute force."""
    return {path for path, blocks in texts.items() if any(query in block for block in blocks)}


def bench_text(page: Page, base: str, folder: Path, index: tuple[float, float, float]) -> list[Row]:
    """Exactness and bytes of queries: names, cuts of sentences, words of every page."""
    rows = scale.rows(ROWS)
    texts = {one.path: [fold(block) for block in visible_blocks(one.body)] for one in scale.pages(rows)}
    chance = random.Random(3)
    truth: dict[str, set[str]] = {}
    while len(truth) < QUERIES:
        text = chance.choice([fold(chance.choice(rows).name), fold(chance.choice(scale.clauses()))])
        length = min(chance.randint(2, 8), len(text))
        start = chance.randint(0, len(text) - length)
        query = text[start : start + length]
        if 0 < len(expected := expected_pages(texts, query)) <= MOST:
            truth[query] = expected
    right, sizes = 0, []
    for query in (*OFTEN, *truth):
        page.goto(f"{base}/find.html")
        page.evaluate("() => { window.all = null }")
        sizes.append(loaded_by(page, folder, lambda query=query: page.evaluate("async q => { window.all = await jixiao.Query.prepare([q], [], 0); await all.readOn(10, 16, 12) }", query)))
        if query in truth:
            right += set(page.evaluate("async () => { await all.readOn(Infinity); return all.ready.map(hit => hit.path) }")) == truth[query]
    theirs = pagefind(page, base, folder, truth)
    names = [path for kind in ("pairs", "texts") for path in (folder / "search" / kind).iterdir()]
    total = sum(path.stat().st_size for path in names)
    return [
        (f"index {ROWS:,} pages", f"{index[0]:.1f} s CPU; peak {index[2]:.0f} MB, {index[1]:.0f} of it the pages given", theirs[0]),
        ("the index on disk, texts included", f"{total / 1e6:.0f} MB in {len(names):,} files", theirs[1]),
        (f"{QUERIES} queries of 2 to 8 characters answered with exactly the pages that hold them", f"{right} of {QUERIES}", theirs[2]),
        ("a query and its first screen, gzip, mean / largest", f"{statistics.mean(one[0] for one in sizes) / 1000:.0f} / {max(one[0] for one in sizes) / 1000:.0f} kB", theirs[3]),
        ("the same without gzip", f"{statistics.mean(one[1] for one in sizes) / 1000:.0f} / {max(one[1] for one in sizes) / 1000:.0f} kB, {statistics.mean(one[2] for one in sizes):.0f} files", "its files are packed"),
    ]


def pagefind(page: Page, base: str, folder: Path, truth: dict[str, set[str]]) -> tuple[str, str, str, str]:
    """Pagefind as it is, over the same pages in Chinese."""
    if not importlib.util.find_spec("pagefind"):
        return ("—",) * 4
    pages = folder / "pf"
    for one in scale.pages(scale.rows(ROWS)):
        (pages / one.path).parent.mkdir(parents=True, exist_ok=True)
        (pages / one.path).write_text(f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{one.title}</title><body><main data-pagefind-body>{one.body}</main></body></html>', encoding="utf-8")
    before = os.times()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(pages), "--force-language", "zh"], check=True, capture_output=True)
    after = os.times()
    files = [path for path in (pages / "pagefind").rglob("*") if path.is_file()]
    right, sizes = 0, []
    ask = """async query => { const finder = await import(location.origin + '/pf/pagefind/pagefind.js'); await finder.init()
      window.found = (await finder.search(query)).results; await Promise.all(found.slice(0, 10).map(each => each.data())) }"""
    for query in (*OFTEN, *truth):
        page.goto(f"{base}/find.html")
        sizes.append(loaded_by(page, folder, lambda query=query: page.evaluate(ask, query)))
        # Only the number of results is compared: to fetch the address of each takes minutes, and a wrong set of the right size is rare.
        right += query in truth and page.evaluate("found.length") == len(truth[query])
    return (
        f"{after.children_user + after.children_system - before.children_user - before.children_system:.1f} s CPU",
        f"{sum(path.stat().st_size for path in files) / 1e6:.0f} MB in {len(files):,} files",
        f"{right} of {QUERIES} (by number alone)",
        f"{statistics.mean(one[0] for one in sizes) / 1000:.0f} / {max(one[0] for one in sizes) / 1000:.0f} kB",
    )


def block() -> list[str]:
    """The lines of `docs/benchmarks.md`."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "site").mkdir()
        find_page(folder)
        with get_context("spawn").Pool(1) as pool:
            index = pool.apply(index_measured, (str(folder / "site"),))
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        with served(folder / "site") as base:
            rows = [*bench_table(page, base, folder / "site"), *bench_text(page, base, folder / "site", index)]
        browser.close()
    return [
        "## Finding",
        "",
        f"{ROWS:,} made-up rows and as many pages of some 1,300 characters, in Chromium; the table beside DataTables, the full text beside Pagefind.",
        "",
        "| | ours | theirs |",
        "|---|---|---|",
        *(f"| {what} | {ours} | {theirs} |" for what, ours, theirs in rows),
    ]


if __name__ == "__main__":
    print("\n".join(block()))  # noqa: T201
