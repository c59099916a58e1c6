"""`make bench`: how fast, side by side with the plain way to do the same; results go to docs/benchmarks.md.

Finding and the whole site have modules of their own (`bench_finding`, `bench_scale`), which may be run alone.
"""

import io
import os
import platform
import re
import resource
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from itertools import count
from pathlib import Path

import docx
import yaml
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from generator.engine.workspace import Workspace
from generator.letters.archive.archive import Archive
from generator.letters.archive.requests import IssueRequest, MadeFiles
from generator.letters.composing import feedback
from generator.letters.composing.subject import subject_of
from generator.letters.document import OfficialDocument, Table
from generator.letters.paper import pdf as paper
from generator.letters.paper.fonts import subset_fonts
from generator.letters.printing import PrintShop
from generator.letters.word import WordPrinter
from generator.letters.wording import Wording
from generator.records.dossier import ProjectDossier
from generator.records.loading import KNOWN_KEYS, Loader
from generator.records.reading import read_yaml
from generator.records.rules import check_register
from generator.website.door.disclosure import disclose
from generator.website.door.public_site import PublicSite
from generator.website.site import build_website
from tests import bench_finding, bench_grids, bench_scale

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "content/2025/projects/P2023-0103.yml"
TODAY = date(2026, 11, 21)
DOSSIERS = 500
LETTERS = 10
ISSUED = 500


def cpu(work: Callable[[], object], runs: int = 3) -> float:
    """CPU seconds of the best of some runs."""
    best = float("inf")
    for _ in range(runs):
        before = os.times()
        work()
        after = os.times()
        best = min(best, sum(after[:4]) - sum(before[:4]))
    return best


def grown_workspace(folder: Path) -> Workspace:
    """The sample's office and units with one dossier many times over."""
    shutil.copytree(ROOT / "content/pages", folder / "content/pages")
    for name in ("office.yml", "units.yml"):
        shutil.copy(ROOT / "content" / name, folder / "content" / name)
    projects = folder / "content/2025/projects"
    projects.mkdir(parents=True)
    text = SAMPLE.read_text(encoding="utf-8")
    for number in range(DOSSIERS):
        changed = text.replace("P2023-0103", f"P2023-{number:04}", 1).replace("〔2026〕21号", f"〔2026〕{number + 1}号")
        (projects / f"P2023-{number:04}.yml").write_text(changed.replace("日均 45 吨", f"日均 {number % 40 + 41} 吨"), encoding="utf-8")
    return Workspace.open(folder)


def bench_records(workspace: Workspace) -> list[tuple[str, float, float, str]]:
    """Reading, typing and checking, per dossier; the plain way is yaml.safe_load and no rules."""
    content = SAMPLE.read_bytes()
    rows = [
        ("read one dossier to text with places", cpu(lambda: [read_yaml(content, "x.yml", KNOWN_KEYS) for _ in range(50)]) * 20, cpu(lambda: [yaml.safe_load(content) for _ in range(20)]) * 50, "yaml.safe_load")
    ]
    loader = Loader(workspace)
    foundation = loader.foundation()
    assert foundation
    loader.year(foundation, 2025)
    cached = cpu(lambda: loader.year(foundation, 2025))
    plain = cpu(lambda: [ProjectDossier.model_validate(yaml.load(p.read_bytes(), yaml.CBaseLoader)) for p in sorted(workspace.content.glob("2025/projects/*.yml"))], 1)
    rows.append(("load one dossier, file unchanged since last time", cached / DOSSIERS * 1000, plain / DOSSIERS * 1000, "CBaseLoader and pydantic"))
    register = loader.year(foundation, 2025)
    rules = cpu(lambda: sum(1 for _ in check_register(register, TODAY, lambda *_: loader.locate("content/2025/projects/P2023-0000.yml", ()))), 1)
    rows.append(("put one dossier to all rules, places of its problems found", rules / DOSSIERS * 1000, 0, ""))
    return rows


def bench_letters(workspace: Workspace, folder: Path) -> list[tuple[str, float, float, str]]:
    """A feedback letter of six pages; the plain way lets WeasyPrint find fonts and parse the style sheet each time."""
    loader = Loader(workspace)
    foundation = loader.foundation()
    assert foundation
    register = loader.year(foundation, 2025)
    wording = Wording(workspace.template_folders)
    documents = [feedback.compose((subject_of(dossier, register, TODAY),), wording) for dossier in register.projects[:LETTERS]]
    shop = PrintShop(workspace.template_folders, workspace.font_folders, {}, folder)
    fonts = subset_fonts(shop.fonts(), paper.characters_of(documents), folder / "fonts")
    printer = paper.PdfPrinter(fonts, workspace.template_folders)
    printer.print(documents[0])
    ours = cpu(lambda: [printer.print(document) for document in documents]) / LETTERS
    pages = [plain_html(printer, document) for document in documents]
    plain = cpu(lambda: [HTML(string=page).write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/a-3a") for page in pages], 1) / LETTERS
    word = WordPrinter()
    ours_docx = cpu(lambda: [word.print(document) for document in documents]) / LETTERS
    plain_docx = cpu(lambda: [plain_word(document) for document in documents]) / LETTERS
    compose = cpu(lambda: [feedback.compose((subject_of(dossier, register, TODAY),), wording) for dossier in register.projects]) / DOSSIERS
    return [
        ("compose one letter", compose * 1000, 0, ""),
        ("print one letter of 6 pages with 3 tables, PDF/A-3a, tagged", ours * 1000, plain * 1000, "WeasyPrint, system fonts, nothing reused"),
        ("print the same as DOCX", ours_docx * 1000, plain_docx * 1000, "python-docx, its template, no grid, no joins, no headers"),
    ]


def plain_word(document: OfficialDocument) -> bytes:
    """The same words in python-docx's own template."""
    word = docx.Document()
    word.add_heading(document.title_text, 0)
    for block in (*document.body, *(block for annex in document.annexes for block in annex.blocks)):
        if not isinstance(block, Table):
            word.add_paragraph(block.text)
            continue
        table = word.add_table(len(block.rows), len(block.columns))
        for row, cells in zip(block.rows, table.rows, strict=True):
            for content, cell in zip(row.cells, cells.cells, strict=True):
                cell.text = content if isinstance(content, str) else ""
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def bench_archive(folder: Path) -> list[tuple[str, float, float, str]]:
    """A register of a district's year: issuing, reading, verifying; the files are small, fsync is the disk's."""
    archive = Archive(folder)
    files = MadeFiles(b"%PDF-1.7 " + b"x" * 100_000, b"PK" + b"x" * 20_000, 5)

    def issue(name: str) -> None:
        writer.issue(IssueRequest("样财函", "letter", "函", "函", name, "关于评价结果的函", "区教育局", TODAY, "", facts={f"P/{n}": "值" for n in range(120)}), lambda _: files)

    with archive.writing() as writer:
        for number in range(ISSUED):
            issue(f"draft-{number}")
        more = count()
        one = cpu(lambda: [issue(f"more-{next(more)}") for _ in range(50)]) / 50
    return [
        (f"issue one document, {ISSUED} in the register", one * 1000, 0, ""),
        (f"read a register of {ISSUED}", cpu(archive.read) * 1000, 0, ""),
        (f"verify a register of {ISSUED} and its files", cpu(archive.verify) * 1000, 0, ""),
    ]


def plain_html(printer: paper.PdfPrinter, document: OfficialDocument) -> str:
    """The same text, flowed by WeasyPrint in Noto Serif CJK."""
    _, page = printer.set(document)
    style = "<style>@page{size:A4;margin:37mm 26mm 35mm 28mm}html{font:16pt/28.99pt 'Noto Serif CJK SC'}table{border-collapse:collapse;width:100%}td,th{border:.5pt solid}</style>"
    return re.sub(r"</head>", style + "</head>", re.sub(r' style="[^"]*"', "", page))


def bench_site(workspace: Workspace) -> list[tuple[str, float, float, str]]:
    """Composing, checking and switching the site, per record page."""
    loader = Loader(workspace)
    foundation = loader.foundation()
    assert foundation
    register = loader.year(foundation, 2025)
    door = cpu(lambda: disclose(register, today=TODAY), 1)
    public = disclose(register, today=TODAY)
    site = cpu(lambda: build_website(PublicSite((public,)), workspace), 1)
    return [
        ("disclose one dossier", door / DOSSIERS * 1000, 0, ""),
        ("compose, check and publish one project page", site / DOSSIERS * 1000, 0, ""),
    ]


def main() -> None:
    """Measure and write the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = grown_workspace(folder / "workspace")
        rows = [*bench_records(workspace), *bench_letters(workspace, folder / "letters"), *bench_archive(folder / "issued"), *bench_site(workspace)]
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`; machines differ, the ratios hold.",
        "",
        *block(rows),
        "",
        *bench_grids.block(),
        "",
        *bench_finding.block(),
        "",
        *bench_scale.block(),
    ]
    (ROOT / "docs/benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))  # noqa: T201


def block(rows: list[tuple[str, float, float, str]]) -> list[str]:
    """The lines about single pieces of work."""
    return [
        "## Piece by piece",
        "",
        "CPU milliseconds, best of up to three runs in one warm process.",
        "",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; "
        + ", ".join(f"{name} {version(name)}" for name in ("weasyprint", "python-docx", "pydantic", "pyyaml", "mkdocs", "mkdocs-material")) + f". Workspace of {DOSSIERS} dossiers.",
        "",
        "| work | ours | plain way | ratio | what the plain way is |",
        "|---|---|---|---|---|",
        *(f"| {work} | {ours:.2f} | {f'{plain:.2f}' if plain else '—'} | {f'{ours / plain:.2f}' if plain else '—'} | {what or '—'} |" for work, ours, plain, what in rows),
        "",
        f"Peak memory of these runs: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.",
    ]


if __name__ == "__main__":
    main()
