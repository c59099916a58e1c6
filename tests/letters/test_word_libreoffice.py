"""LibreOffice reads the Word files: nothing is lost, frames are where they belong.

Lines are not counted: LibreOffice gives a character that is wider than its cell two cells, so that 14 stand on a line.
"""

import os
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from generator.letters.word import WordPrinter
from tests.letters.word_samples import circular, joint, lone_table, report, with_forms

DOCUMENTS = (with_forms(), circular(), report(), joint(), lone_table())


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every document as DOCX and, by LibreOffice, as PDF."""
    program = shutil.which("soffice")
    if program is None:
        message = "no LibreOffice on this machine: run `sh .ci/provision.sh --test`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    folder = tmp_path_factory.mktemp("word")
    files = []
    for document in DOCUMENTS:
        files.append(folder / f"{document.name}.docx")
        files[-1].write_bytes(WordPrinter().print(document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # its own, so that no running LibreOffice is asked
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stderr
    assert "rror" not in done.stderr + done.stdout
    return folder


def signs(text: str) -> Counter[str]:
    """How often each character stands in a text; compatibility forms count as their own character."""
    return Counter("".join(unicodedata.normalize("NFKC", text).split()))


@pytest.mark.parametrize("name", [document.name for document in DOCUMENTS])
def test_no_text_is_lost(rendered: Path, name: str) -> None:
    word = docx.Document(str(rendered / f"{name}.docx"))
    text = "".join(node.text or "" for node in word.element.body.iter(qn("w:t")))
    with pypdfium2.PdfDocument(rendered / f"{name}.pdf") as pdf:
        printed = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert not signs(text) - signs(printed)


def test_turned_pages_are_turned(rendered: Path) -> None:
    with pypdfium2.PdfDocument(rendered / "forms.pdf") as pdf:
        widths = [round(page.get_width() / 72 * 25.4) for page in pdf]
    assert 297 in widths
    assert widths[0] == widths[-1] == 210


def test_the_imprint_is_at_the_foot_of_the_last_page(rendered: Path) -> None:
    for name in ("circular", "report", "joint"):
        with pypdfium2.PdfDocument(rendered / f"{name}.pdf") as pdf:
            text = pdf[len(pdf) - 1].get_textpage()
            found = text.search("印发").get_next()
            assert found, name
            _, low, _, high = text.get_charbox(found[0])
        # Two millimetres and a half are below the type of its line; the type area ends 35 mm above the page's edge.
        assert 35 < low / 72 * 25.4 < high / 72 * 25.4 < 35 + 26.25 / 72 * 25.4, name
