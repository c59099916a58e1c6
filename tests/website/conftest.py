"""A small workspace, loaded, disclosed and built once; the repository's own, built once; and a server for pages."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.engine.workspace import Workspace
from generator.records.loading import Loader
from generator.records.register import Register
from generator.records.results import summarise
from generator.records.vocabulary import DocumentKind
from generator.website.door.documents import LetterFile, OutgoingFile, TextReader, read_nothing
from generator.website.door.public_site import PublicSite
from generator.website.door.site import disclose_site
from generator.website.site import build_website

TODAY = date(2026, 11, 21)
SOURCE = Path(__file__).parent / "workspace"
LETTER = b"%PDF-1.7 a letter"


def load(workspace: Workspace) -> tuple[Register, ...]:
    loader = Loader(workspace)
    foundation = loader.foundation()
    registers = [loader.year(foundation, year) for year in workspace.years()]
    assert loader.problems == []
    rows = [row for register in registers for row in summarise(register, TODAY)]
    return tuple(replace(r, other_years=tuple(row for row in rows if row.year != r.year)) for r in registers)


def letter_for(dossier: str, folder: Path, year: int = 2025, **changes: object) -> LetterFile:
    """An issued feedback letter about a dossier."""
    source = folder / f"{dossier}-{year}.pdf"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(LETTER)
    letter = LetterFile(
        (dossier,), year, DocumentKind.FEEDBACK, f"关于{dossier}评价结果的函", "示范区城市管理执法局", source.stem, "江示财函〔2026〕21号",
        date(2026, 6, 8), 2, (OutgoingFile(source),),
    )  # fmt: skip
    return replace(letter, **changes)


def disclosed(workspace: Workspace, letters: Sequence[LetterFile] = (), read_text: TextReader = read_nothing) -> PublicSite:
    registers = load(workspace)
    foundation = Loader(workspace).foundation()
    assert foundation
    return disclose_site(registers, foundation, workspace, today=TODAY, letters=letters, read_text=read_text)


def copy_workspace(folder: Path) -> Workspace:
    shutil.copytree(SOURCE, folder)
    return Workspace(folder)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return copy_workspace(tmp_path / "workspace")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The small workspace with its site; not to be changed."""
    workspace = copy_workspace(tmp_path_factory.mktemp("website") / "workspace")
    build_website(disclosed(workspace, [letter_for("P2023-0103", workspace.letters)]), workspace)
    return workspace


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The repository's own workspace with its letters and site, as `make demo` builds them; not to be changed."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(Path(__file__).parents[2] / "content", root / "content", ignore=shutil.ignore_patterns("issued"))
    workspace = Workspace.open(root)
    pipeline.build(workspace, TODAY)
    return workspace


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A web server for a folder; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[PublicSite, Workspace]:
    """The repository's own sample, disclosed and built; not to be changed."""
    root = Path(__file__).parents[2]
    workspace = Workspace(tmp_path_factory.mktemp("sample-site"))
    shutil.copytree(root / "content", workspace.content, ignore=shutil.ignore_patterns("issued"))
    site = disclosed(workspace)
    build_website(site, workspace)
    return site, workspace
