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
from generator.website.door.public_document import PublicBlock, PublicCell
from generator.website.door.public_site import PublicSite
from generator.website.door.site import disclose_site
from generator.website.site import build_website
from tests.workspaces import write

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


# --- letters of every standing ---

TEXT = (
    PublicBlock("主送机关", "示范区城市管理执法局："),
    PublicBlock("标题", "一、评价结论", 1),
    PublicBlock("标题", "（一）得分", 2),
    PublicBlock("段落", "该项目得83分，评价等级为“良”。"),
    PublicBlock("表格", "资金表", rows=((PublicCell("来源", True), PublicCell("金额", True)), (PublicCell("财政", rows=2), PublicCell("1,150.00", is_right=True)), (PublicCell("30.00", is_right=True),)), head=1),
    PublicBlock("段落", "特此函告。"),
    PublicBlock("署名", "江城市示范区财政局"),
    PublicBlock("署名", "2026年6月8日"),
    PublicBlock("附件", "附件1　得分表"),
    PublicBlock("段落", "没有扣分。"),
    PublicBlock("版记", "抄送：示范区审计局。"),
)  # fmt: skip

DOCUMENTS = """公文:
  - {年度: 2025, 文种: 绩效评价结果通报, 属性: 主动公开, 审查人: 演示人员丁, 审查日期: 2026-10-10, 公开日期: 2026-10-12}
"""


@pytest.fixture(scope="session")
def letters_site(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The small workspace with a letter, a circular, a void one that was sent anew and a draft; not to be changed."""
    workspace = copy_workspace(tmp_path_factory.mktemp("letters") / "workspace")
    write(workspace, "content/documents.yml", DOCUMENTS)
    word = workspace.letters / "P2023-0103-2025.docx"
    letter = replace(letter_for("P2023-0103", workspace.letters), name="2026-letter-0021", title="关于反馈评价结果的函")
    word.write_bytes(b"PK a letter")
    full = replace(letter, files=(*letter.files, OutgoingFile(word)))
    circular = replace(
        letter, dossiers=(), kind=DocumentKind.CIRCULAR, title="关于2025年度评价结果的通报", document_number="江示财发〔2026〕3号", name="2026-document-0003",
        files=(OutgoingFile(copied(workspace, "2026-document-0003.pdf")),),
    )  # fmt: skip
    void = replace(circular, document_number="江示财发〔2026〕2号", name="2026-document-0002", voided_on=date(2026, 10, 1), voided_why="附件有误", draft="c")
    draft = replace(letter_for("U103", workspace.letters), document_number="", name="feedback-2025-U103", title="关于反馈部门整体支出评价结果的函")
    site = disclosed(workspace, [full, replace(circular, draft="c"), void, draft], read_text=lambda path: TEXT)
    build_website(site, workspace)
    return workspace


def copied(workspace: Workspace, name: str) -> Path:
    path = workspace.letters / name
    path.write_bytes(LETTER)
    return path
