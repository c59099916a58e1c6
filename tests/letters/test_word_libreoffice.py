"""LibreOffice reads the Word files: nothing is lost, frames are where they belong.

Lines are not counted: LibreOffice gives a character that is wider than its cell two cells, so that 14 stand on a line.
"""

import os
import shutil
import subprocess
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from generator.letters.document import Annex
from generator.letters.word import WordPrinter
from tests.letters.ink import MM_PER_DOT, Ink
from tests.letters.samples import score_table
from tests.letters.word_samples import circular, joint, lone_table, report, with_forms

UPRIGHT = circular(name="upright", annexes=(Annex("得分表", (score_table(6),)),))  # a table is the last thing before the imprint
DOCUMENTS = (with_forms(), circular(), report(), joint(), lone_table(), UPRIGHT)


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
    for name in ("circular", "report", "joint", "upright"):
        with pypdfium2.PdfDocument(rendered / f"{name}.pdf") as pdf:
            text = pdf[len(pdf) - 1].get_textpage()
            found = text.search("印发").get_next()
            assert found, name
            _, low, _, high = text.get_charbox(found[0])
        # Two millimetres and a half are below the type of its line; the type area ends 35 mm above the page's edge.
        assert 35 < low / 72 * 25.4 < high / 72 * 25.4 < 35 + 26.25 / 72 * 25.4, name


def ink_of(rendered: Path, name: str, page: int) -> Ink:
    return Ink((rendered / f"{name}.pdf").read_bytes(), page)


def test_a_letters_mark_and_red_lines_are_where_the_standard_wants_them(rendered: Path) -> None:
    ink = ink_of(rendered, "forms", 1)
    mark, thick, thin, low_thin, low_thick = ink.bands(ink.red)
    assert mark[0] == pytest.approx(30, abs=0.7)
    assert thick[0] - mark[1] == pytest.approx(4, abs=0.7)
    assert low_thin[0] == pytest.approx(277, abs=0.3)
    for broad, narrow in ((thick, thin), (low_thick, low_thin)):  # 上粗下细 above, 上细下粗 below
        assert broad[1] - broad[0] > narrow[1] - narrow[0]
    for band in (thick, low_thick):
        box = ink.box(ink.red, *band)
        assert (box.left, box.right) == pytest.approx((21, 191), abs=0.3)


def test_a_documents_mark_and_red_line_are_where_the_standard_wants_them(rendered: Path) -> None:
    for name in ("circular", "report"):
        ink = ink_of(rendered, name, 1)
        mark, line = ink.bands(ink.red)
        box = ink.box(ink.red, *line)
        number = ink.bands(ink.black, mark[1], line[0])[-1]
        assert mark[0] == pytest.approx(72, abs=0.7), name
        assert line[0] - number[1] == pytest.approx(4, abs=0.7), name  # substitute faces are set here; their ink differs
        assert (box.left, box.right) == pytest.approx((28, 184), abs=0.3), name


def test_the_imprints_lines_end_with_the_type_area(rendered: Path) -> None:
    with pypdfium2.PdfDocument(rendered / "joint.pdf") as pdf:
        last = len(pdf)
    ink = ink_of(rendered, "joint", last)
    lines = [band for band in ink.bands(ink.black, 235, 263) if (box := ink.box(ink.black, *band)).right - box.left > 150]
    assert len(lines) == 3
    assert lines[-1][1] == pytest.approx(262, abs=0.3)
    assert (ink.box(ink.black, *lines[0]).left, ink.box(ink.black, *lines[0]).right) == pytest.approx((28, 184), abs=0.3)


def test_on_a_turned_page_the_number_is_where_it_is_on_an_upright_one(rendered: Path) -> None:
    """Seen on the sheet: the turned page's left edge is the sheet's lower edge, its upper edge the sheet's left."""
    with pypdfium2.PdfDocument(rendered / "circular.pdf") as pdf:
        turned = [at for at, page in enumerate(pdf, start=1) if page.get_width() > page.get_height()]
    for page in turned:
        upright, lying = ink_of(rendered, "circular", 2 - page % 2), ink_of(rendered, "circular", page)
        number = upright.box(upright.black, 264, 280)
        strip = lying.black[:, : round(34 / MM_PER_DOT)]
        there = lying.box(strip, 20, 190)
        assert (there.top, there.bottom) == pytest.approx((number.left, number.right), abs=0.6)
        assert 297 - (there.left + there.right) / 2 == pytest.approx((number.top + number.bottom) / 2, abs=0.6)


def test_numbers_are_not_torn(rendered: Path) -> None:
    with pypdfium2.PdfDocument(rendered / "report.pdf") as pdf:
        lines = [line.strip() for page in pdf for line in page.get_textpage().get_text_range().splitlines()]
    torn = [(one, two) for one, two in pairwise(lines) if one[-1:].isdigit() and two[:1].isdigit()]
    assert len(lines) > 20
    assert not torn
