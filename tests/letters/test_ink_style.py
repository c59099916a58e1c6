"""What the standard calls 一般 or 推荐 is set by the page style: measured with another one."""

import numpy as np
import pytest

from generator.letters.document import Heading, PageStyle
from generator.letters.paper.fonts import Faces
from generator.letters.paper.grid import LineGrid
from generator.letters.paper.pdf import PdfPrinter
from generator.letters.paper.sheet import TextBox
from generator.letters.paper.typeset import set_letter
from tests.letters.ink import Ink, line_weights
from tests.letters.samples import circular, full_document, full_text, paragraph, real_letter

STYLE = PageStyle(
    lines=20,
    cells=26,
    body_pt=15,
    title_pt=26,
    small_pt=12,
    body_face="楷体",
    title_face="黑体",
    mark_face="宋体",
    mark_is_red=False,
    heading_faces=("楷体", "黑体", "宋体", "小标宋"),
    sealed_date_right_cells=2,
    imprint_thick_mm=0.7,
    imprint_thin_mm=0.5,
)


def test_the_standard_values_make_the_known_grid() -> None:
    grid = LineGrid(PageStyle())
    assert (grid.pitch_pt, grid.tracking_pt, grid.lines, grid.cells) == (28.99, -0.2085, 22, 28)
    assert (grid.turned.pitch_pt, grid.turned.tracking_pt, grid.turned.lines, grid.turned.cells) == (28.99, -0.2085, 15, 40)


@pytest.mark.parametrize("lines", range(18, 27))
@pytest.mark.parametrize("cells", [24, 28, 30, 32])
def test_every_grid_that_an_office_may_set_holds_what_it_says(lines: int, cells: int) -> None:
    for body_pt in (14, 15, 16, 18):
        grid = LineGrid(PageStyle(lines=lines, cells=cells, body_pt=body_pt))
        assert (grid.lines, grid.cells) == (lines, cells)
        assert 0 < 225 * 72 / 25.4 - lines * grid.pitch_pt < lines * 0.0101
        assert 0 < 156 * 72 / 25.4 - cells * grid.cell_pt < cells * 0.0016


@pytest.mark.parametrize(("lines", "cells"), [(18, 24), (20, 26), (24, 30), (26, 32)])
def test_lines_and_cells_of_a_page(printer: PdfPrinter, lines: int, cells: int) -> None:
    style = PageStyle(lines=lines, cells=cells, body_pt=14)
    pdf = printer.print(full_text(3 * lines, style=style)).pdf
    page = Ink(pdf, 2)
    found = page.bands(page.black, 30, 263)
    assert len(found) == lines
    assert found[0][0] == pytest.approx(37, abs=1)
    assert np.diff([top for top, _ in found]) == pytest.approx(225 / lines, abs=0.1)
    assert all(len(page.columns(page.black, *band)) == cells for band in found)
    white = 156 / cells - 14 * 25.4 / 72  # each character has its spacing behind it
    assert page.box(page.black, 30, 263).right == pytest.approx(184 - max(0, white), abs=1)


def test_sizes_mark_and_rules_follow_the_style(printer: PdfPrinter) -> None:
    document = full_document(45, title=("国国国国",), issuing_agency="国" * 6, style=STYLE)
    printed = printer.print(document)
    first, last = Ink(printed.pdf, 1), Ink(printed.pdf, printed.pages)
    usual = printer.print(full_document(45, title=("国国国国",))).pdf
    [line] = first.rules(first.red, 60, 200)  # 红色分隔线 is 规定
    assert first.box(first.red).top == pytest.approx(line.top, abs=0.1)
    assert first.box(first.black, 40, 100).top == pytest.approx(72, abs=0.2)
    title = first.bands(first.black, line.bottom + 1, 200)[0]
    plain = Ink(usual, 1)
    [usual_line] = plain.rules(plain.red, 60, 200)
    usual_title = plain.bands(plain.black, usual_line.bottom + 1, 200)[0]
    assert title[1] - title[0] > (usual_title[1] - usual_title[0]) * 1.1
    rules = last.rules(last.black, 150, 263)
    assert rules[-1].bottom == pytest.approx(262, abs=0.1)
    assert line_weights(printed.pdf, printed.pages, 182, 235, 263) == pytest.approx([0.7, 0.5, 0.7], abs=0.015)
    pitch = rules[2].top - rules[1].bottom
    assert pitch == pytest.approx(12 * 1.875 * 25.4 / 72, abs=0.2)
    day = [last.box(last.black, *band) for band in last.bands(last.black, 30, rules[0].top - 1)][-2]
    cell = 156 / 26
    free = cell - 15 * 25.4 / 72 + 0.2 * 15 * 25.4 / 72  # the spacing behind 日, and what it leaves of its box
    assert day.right == pytest.approx(184 - 2 * cell - free, abs=0.5)


def test_faces_follow_the_style(faces: Faces) -> None:
    body = (*(Heading(level, "国国") for level in (1, 2, 3, 4)), paragraph("国"))
    sheet = set_letter(circular(body, style=STYLE), faces)
    boxes = [box for page in sheet.pages for box in page.boxes if isinstance(box, TextBox)]
    face = {"title": "jixiao-hei", "text": ""}  # the body's own face needs no name
    for box in boxes:
        if box.kind in face:
            assert {piece.css for piece in box.lines[0].pieces} == {face[box.kind]}
    headings = [box.lines[0].pieces[0].css for box in boxes if box.kind == "heading"]
    assert headings == ["", "jixiao-hei", "jixiao-song", "jixiao-title"]
    assert sheet.head
    assert {piece.css for piece in sheet.head.marks[0].line.pieces} == {"jixiao-song"}


def test_one_printer_prints_documents_of_several_styles(printer: PdfPrinter) -> None:
    plain = printer.print(real_letter()).pdf
    other = printer.print(real_letter(style=STYLE)).pdf
    assert other != plain
    assert printer.print(real_letter()).pdf == plain
    assert printer.print(real_letter(style=STYLE)).pdf == other
