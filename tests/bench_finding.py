"""Finding among ten thousand pages, beside DataTables, Pagefind, MkDocs and Material: `make bench`, or `python -m tests.bench_finding` alone.

The pages are made up (`tests/website/scale.py`), the others are as they come (`tests/bench_peers`).
"""

import gzip
import os
import random
import resource
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, Error, Page, sync_playwright

from generator.engine.workspace import Workspace
from generator.records.loading import Loader
from generator.website.door.site import disclose_site
from generator.website.search.folding import fold
from generator.website.search.page_text import visible_blocks
from generator.website.site import build_website
from tests import bench_peers
from tests.website import scale

ROOT = Path(__file__).parents[1]
ROWS = bench_peers.ROWS
RUNS = 5
R = TypeVar("R")
QUERIES = 60
MOST = 1000  # pages that hold a query whose answer is read to the end
OFTEN = ("预算", "执行率", "评价得分", "做到了没有", "一般公共预算", "发现了什么问题", "对预算有什么影响")  # on every page


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


def best_ms(measure: Callable[[], float], runs: int = RUNS) -> float:
    """Milliseconds, the best of some runs: what else the machine does only adds."""
    return min(measure() for _ in range(runs))


# --- the table ---------------------------------------------------------------------------------------------------------


def bench_table(page: Page, base: str, folder: Path) -> tuple[list[tuple[str, str, str]], int]:
    """Until 10,000 rows can be used, and until a word has narrowed them; and the bytes loaded before the first key."""

    def ours() -> float:
        page.goto(f"{base}/find.html")
        return float(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))

    ready = best_ms(ours)
    first = loaded_by(page, folder, lambda: page.goto(f"{base}/find.html", wait_until="load"))
    css = packed(folder / "assets/site.css") + sum(packed(path) for path in (folder / "assets/stylesheets").glob("*.css"))
    narrow = """word => { const box = document.getElementById('find-words'), start = performance.now()
      box.value = word; document.getElementById('find').dispatchEvent(new Event('submit', {cancelable: true}))
      return performance.now() - start }"""
    words = iter(["垃圾", "公共厕所", "P2023", "改造", "小学"])
    narrowed = best_ms(lambda: float(page.evaluate(narrow, next(words))))
    sort = "() => { const start = performance.now(); document.querySelector('[data-sort=name]').click(); return performance.now() - start }"

    def sort_ours() -> float:
        page.goto(f"{base}/find.html")
        return float(page.evaluate(sort))

    theirs = datatables(page, base, folder)
    before = first[0] - css
    return [
        (f"{ROWS:,} rows ready in Chromium", f"{ready:.0f} ms", theirs[0]),
        ("narrow them by a word", f"{narrowed:.0f} ms", theirs[1]),
        ("sort them by Chinese name", f"{best_ms(sort_ours, 3):.0f} ms (by pinyin)", theirs[2]),
        ("loaded before the first key, gzip, without style sheets", f"{before / 1000:.0f} kB (finder and full text)", theirs[3]),
    ], before


def datatables(page: Page, base: str, folder: Path) -> tuple[str, str, str, str]:
    """The same rows in DataTables."""
    if not bench_peers.has_datatables():
        return ("—",) * 4
    loaded = bench_peers.write_datatables(folder)

    def ready() -> float:
        page.goto(f"{base}/datatables.html")
        page.wait_for_function("window.ready")
        return float(page.evaluate("window.ready"))

    took = best_ms(ready)
    narrow = "word => { const start = performance.now(); window.t.search(word).draw(); return performance.now() - start }"
    words = iter(["垃圾", "公共厕所", "P2023", "改造", "小学"])
    narrowed = best_ms(lambda: float(page.evaluate(narrow, next(words))))

    def sort() -> float:
        page.goto(f"{base}/datatables.html")
        page.wait_for_function("window.ready")
        return float(page.evaluate("() => { const start = performance.now(); window.t.order([0, 'asc']).draw(); return performance.now() - start }"))

    size = sum(map(packed, loaded))
    return f"{took:.0f} ms", f"{narrowed:.0f} ms", f"{best_ms(sort, 3):.0f} ms (by code points)", f"{size / 1000:.0f} kB (no full text)"


# --- the full text -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """One search: a line for each question of the table."""

    name: str
    index: str
    disk: str
    before: str
    exact: str
    query: str


def expected_pages(texts: dict[str, list[str]], query: str) -> set[str]:
    """Brute force."""
    return {path for path, blocks in texts.items() if any(query in block for block in blocks)}


def queries() -> dict[str, set[str]]:
    """Names and cuts of sentences, 2 to 8 characters each, with the pages that hold them."""
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
    return truth


def bench_ours(page: Page, base: str, folder: Path, index: tuple[float, float, float], truth: dict[str, set[str]], before: int) -> Measured:
    """Exactness, and bytes of queries: those of the truth and words of every page."""
    right, sizes = 0, []
    for query in (*OFTEN, *truth):
        page.goto(f"{base}/find.html")
        page.evaluate("() => { window.all = null }")
        sizes.append(loaded_by(page, folder, lambda query=query: page.evaluate("async q => { window.all = await jixiao.Query.prepare([q], [], 0); await all.readOn(10, 16, 12) }", query)))
        if query in truth:
            right += set(page.evaluate("async () => { await all.readOn(Infinity); return all.ready.map(hit => hit.path) }")) == truth[query]
    files = [path for kind in ("pairs", "texts") for path in (folder / "search" / kind).iterdir()]
    return Measured(
        "ours",
        f"{index[0]:.1f} s; peak {index[2]:.0f} MB, {index[1]:.0f} of it the pages given",
        f"{sum(path.stat().st_size for path in files) / 1e6:.0f} MB in {len(files):,} files, texts included",
        f"{before / 1000:.0f} kB, the finder with all rows among them",
        f"{right} of {len(truth)}",
        f"{kilobytes(sizes)}; without gzip {kilobytes([(one[1],) for one in sizes])} in {statistics.mean(one[2] for one in sizes):.0f} files",
    )


def kilobytes(sizes: Sequence[tuple[int, ...]]) -> str:
    """Mean and largest of the first numbers."""
    return f"{statistics.mean(one[0] for one in sizes) / 1000:.0f} / {max(one[0] for one in sizes) / 1000:.0f} kB"


def bench_theirs(search: bench_peers.Search, browser: Browser, base: str, folder: Path, truth: dict[str, set[str]]) -> Measured:
    """The same for someone else's search. An answer that is a number is right if it is the number of pages."""
    made = search.make(folder)
    files = [path for path in made.folder.rglob("*") if path.is_file()]
    page = browser.new_page()
    page.set_default_timeout(bench_peers.PATIENCE)
    page.goto(f"{base}/find.html")
    begun = page.evaluate("performance.now()")
    right, sizes, before, took = 0, [], (0, 0, 0), 0.0
    try:
        before = loaded_by(page, folder, lambda: page.evaluate(f"Promise.race([({search.start})(), new Promise((_, late) => setTimeout(late, {bench_peers.PATIENCE}))])"))
        took = page.evaluate("performance.now()") - begun
        for query in (*OFTEN, *truth):
            answer: list[Any] = []
            ask = f"words => Promise.race([({search.ask})(words), new Promise((_, late) => setTimeout(late, {bench_peers.PATIENCE}))])"
            sizes.append(loaded_by(page, folder, lambda query=query, ask=ask, answer=answer: answer.append(page.evaluate(ask, query))))
            if query in truth:
                right += answer[0] == len(truth[query]) if isinstance(answer[0], int) else set(answer[0]) == truth[query]
    except Error as error:
        took = took or float("inf")
        sizes = sizes or [(0, 0, 0)]
        print(search.name, error, file=sys.stderr)  # noqa: T201
    with suppress(Error):
        page.close()
    ready = f"ready after {took / 1000:.1f} s" if took < float("inf") else f"not ready after {bench_peers.PATIENCE // 1000} s"
    return Measured(
        search.name, f"{made.cpu:.1f} s", f"{sum(path.stat().st_size for path in files) / 1e6:.0f} MB in {len(files):,} files",
        f"{before[0] / 1000:.0f} kB, {ready}", f"{right} of {len(truth)}", kilobytes(sizes),
    )  # fmt: skip


def told(result: R) -> R:
    """The result, shown at once: the whole takes a quarter of an hour."""
    print(result, file=sys.stderr)  # noqa: T201
    return result


def block() -> list[str]:
    """The lines of `docs/benchmarks.md`."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "site").mkdir()
        find_page(folder)
        with get_context("spawn").Pool(1) as pool:
            index = pool.apply(index_measured, (str(folder / "site"),))
        truth = queries()
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        chromium = browser.version
        page = browser.new_page()
        with served(folder / "site") as base:
            table, before = bench_table(page, base, folder / "site")
            told(table)
            measured = [told(bench_ours(page, base, folder / "site", index, truth, before))]
            measured += [told(bench_theirs(search, browser, base, folder / "site", truth)) for search in bench_peers.searches()]
        browser.close()
    questions = (
        ("index, CPU", "index"),
        ("the index on disk", "disk"),
        ("loaded before the first query, gzip", "before"),
        (f"{QUERIES} queries of 2 to 8 characters answered with exactly the pages that hold them", "exact"),
        ("a query and its first ten results, gzip, mean / largest", "query"),
    )
    return [
        "## Finding",
        "",
        f"{ROWS:,} made-up rows and as many pages of some 1,300 characters, in Chromium {chromium}, from a server on the same machine. Milliseconds are wall "
        f"time, the best of {RUNS}; load of the machine while measuring {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores. {bench_peers.versions()}.",
        "",
        "| | ours | DataTables |",
        "|---|---|---|",
        *(f"| {what} | {ours} | {theirs} |" for what, ours, theirs in table),
        "",
        f"| | {' | '.join(one.name for one in measured)} |",
        f"|---|{'---|' * len(measured)}",
        *(f"| {what} | {' | '.join(getattr(one, key) for one in measured)} |" for what, key in questions),
        "",
        "Pagefind is asked for the number of pages alone, as the address of each would take minutes; a wrong set of the right size is rare. MkDocs' own search "
        "is in English: in Chinese its script wants a segmenter that no browser has. Material's words are cut by jieba when the site is built.",
    ]


if __name__ == "__main__":
    print("\n".join(block()))  # noqa: T201
