"""Other people's finders and searches over the same rows and pages, to be measured beside ours (`tests/bench_finding.py`).

DataTables and Pagefind are npm packages (`package.json` here, fetched by `make bench`), MkDocs' and Material's searches come with the
Python packages that the project has anyway; Material's wants `jieba`, which `make bench` puts aside. None of it is committed or published.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.website import scale

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
ROWS = int(os.environ.get("BENCH_ROWS", "10000"))  # fewer to try the benchmark itself
PATIENCE = 120_000  # milliseconds that a reader is made to wait for a search at most


@dataclass(frozen=True)
class Index:
    """The index of a search: CPU seconds it took, the folder it stands in."""

    cpu: float
    folder: Path


@dataclass(frozen=True)
class Search:
    """Someone's search: how its index is made, and in the page what makes it ready and what asks it.

    `start` and `ask` are functions of JavaScript; `ask(words)` gives addresses, or their number where to fetch them all takes minutes.
    """

    name: str
    make: Callable[[Path], Index]
    start: str
    ask: str


def site_package(name: str) -> Path:
    """Where an installed Python package stands."""
    found = find_spec(name)
    assert found
    assert found.origin
    return Path(found.origin).parent


def spent(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work, those of programs that it starts included."""
    before = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - before


# --- the table ---------------------------------------------------------------------------------------------------------


def has_datatables() -> bool:
    """Whether the package was fetched."""
    return (PACKAGES / "datatables.net").is_dir()


def write_datatables(folder: Path) -> list[Path]:
    """A page with the rows in DataTables, given as JSON in the page, which is its fastest way; and the files that it loads."""
    script = PACKAGES / "datatables.net/js/dataTables.min.js"
    shutil.copy(script, folder)
    rows = [[f'<a href="{row.path}">{row.name}</a>', row.unit, row.year, row.kind, row.budget, row.grade, *(None if v is None else float(v) for v in (row.score, row.amount, row.rate)), row.number] for row in scale.rows(ROWS)]
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    page = folder / "datatables.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><table id="t"><thead><tr>{"<th>x</th>" * 10}</tr></thead></table><script id="d" type="application/json">{data}</script>'
        '<script src="dataTables.min.js"></script>'
        '<script>window.t = new DataTable("#t", {data: JSON.parse(document.getElementById("d").textContent), pageLength: 20, deferRender: true}); window.ready = performance.now()</script>',
        encoding="utf-8",
    )
    return [page, script]


# --- Pagefind ----------------------------------------------------------------------------------------------------------


def pagefind_program() -> Path | None:
    """The program, if the package was fetched."""
    return next(iter(PACKAGES.glob("@pagefind/*/bin/pagefind_extended")), None)


def make_pagefind(folder: Path) -> Index:
    """Pagefind as it is, over the pages in Chinese."""
    pages = folder / "pf"
    for one in scale.pages(scale.rows(ROWS)):
        (pages / one.path).parent.mkdir(parents=True, exist_ok=True)
        (pages / one.path).write_text(f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{one.title}</title><body><main data-pagefind-body>{one.body}</main></body></html>', encoding="utf-8")
    cpu = spent(lambda: subprocess.run([str(pagefind_program()), "--site", str(pages), "--force-language", "zh"], check=True, capture_output=True))
    return Index(cpu, pages / "pagefind")


PAGEFIND = Search(
    "Pagefind", make_pagefind,
    "async () => { window.finder = await import(location.origin + '/pf/pagefind/pagefind.js'); await finder.init() }",
    "async words => { window.found = (await finder.search(words)).results; await Promise.all(found.slice(0, 10).map(each => each.data())); return found.length }",
)  # fmt: skip

# --- MkDocs and Material -----------------------------------------------------------------------------------------------


def _mkdocs_pages() -> list[Any]:
    return [SimpleNamespace(content=one.body, toc=[], url=one.path, title=one.title, meta={}) for one in scale.pages(scale.rows(ROWS))]


def make_mkdocs(folder: Path) -> Index:
    """The search plugin that comes with MkDocs, in the language that its browser script can start with."""
    from mkdocs.contrib.search.search_index import SearchIndex

    target = folder / "mkdocs"
    target.mkdir()
    index = SearchIndex(lang=["en"], separator=r"[\s\-]+", min_search_length=3, prebuild_index=False, indexing="full")

    def work() -> None:
        for page in _mkdocs_pages():
            index.add_entry_from_context(page)
        (target / "search_index.json").write_text(index.generate_search_index(), encoding="utf-8")

    cpu = spent(work)
    for path in (site_package("mkdocs") / "contrib/search/templates/search").iterdir():
        shutil.copy(path, target)
    return Index(cpu, target)


MKDOCS = Search(
    "MkDocs", make_mkdocs,
    """() => new Promise((resolve, reject) => { window.worker = new Worker('/mkdocs/worker.js'); worker.onerror = reject
      worker.onmessage = told => { if (told.data.allowSearch) resolve() }; worker.postMessage({init: true}) })""",
    """words => new Promise(resolve => { worker.onmessage = told => resolve([...new Set(told.data.results.map(each => each.location.split('#')[0]))]); worker.postMessage({query: words}) })""",
)  # fmt: skip


def make_material(folder: Path) -> Index:
    """Material's search plugin with its Chinese settings; the words are cut by jieba in a process that may import it."""
    target = folder / "material"
    target.mkdir()
    segmenter = folder.parent / "jieba"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(segmenter), "jieba"], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": f"{segmenter}{os.pathsep}{HERE.parents[1]}", "PYTHONWARNINGS": "ignore", "NO_MKDOCS_2_WARNING": "1"}
    cpu = spent(lambda: subprocess.run([sys.executable, "-m", "tests.bench_peers", str(target)], check=True, env=environment, capture_output=True))
    scripts = site_package("material") / "templates/assets/javascripts"
    shutil.copytree(scripts / "lunr", target / "lunr")
    (target / "workers").mkdir()
    shutil.copy(next((scripts / "workers").glob("search.*.min.js")), target / "workers/search.js")
    return Index(cpu, target)


def write_material_index(target: Path) -> None:
    """What its plugin does at a build, without the rest of the build."""
    from material.plugins.search.plugin import SearchIndex

    fields = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
    index = SearchIndex(lang=["en"], separator="[\\s\\u200b\\u3000\\-、。，．？！；]+", pipeline=["stemmer"], fields=fields)
    for page in _mkdocs_pages():
        index.add_entry_from_context(page)
    (target / "search_index.json").write_text(index.generate_search_index(None), encoding="utf-8")


MATERIAL = Search(
    "Material", make_material,
    """async () => { const index = await (await fetch('/material/search_index.json')).json(); window.worker = new Worker('/material/workers/search.js')
      await new Promise((resolve, reject) => { worker.onerror = reject; worker.onmessage = resolve; worker.postMessage({type: 0, data: {...index, options: {suggest: false}}}) }) }""",
    """words => new Promise(resolve => { worker.onmessage = told => resolve([...new Set(told.data.data.items.map(item => item[0].location.split('#')[0]))]); worker.postMessage({type: 2, data: words}) })""",
)  # fmt: skip


def versions() -> str:
    """Which versions stand beside ours."""
    fetched = {name: json.loads(path.read_text(encoding="utf-8"))["version"] for name in ("datatables.net", "pagefind") if (path := PACKAGES / name / "package.json").is_file()}
    return ", ".join(f"{name} {number}" for name, number in (fetched | {name: version(name) for name in ("mkdocs", "mkdocs-material")}).items())


def searches() -> list[Search]:
    """Those that can be measured here."""
    return [*([PAGEFIND] if pagefind_program() else []), MKDOCS, MATERIAL]
