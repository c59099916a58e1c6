"""Tables on paper: on their side (clause 8 of GB/T 9704—2012), alone (7.3.7), joined, touching."""

from dataclasses import replace

import numpy as np
import pytest

from generator.letters.document import Align, Annex, Cell, Column, Join, Paragraph, Run, Table, TableRow
from generator.letters.paper.pdf import PdfPrinter
from tests.letters.ink import Box, Ink
from tests.letters.samples import full_document, letter, report, table_alone, wide_table

PITCH = 28.99 * 25.4 / 72
BODY = 16 * 25.4 / 72
LEADING = PITCH - BODY
# A page on its side as its reader holds it: the sheet's left edge is above, its foot at the left
LEFT, TOP, WIDTH, HEIGHT = 297 - 262, 28, 225, 156


def boxes(page: Ink, top: float, bottom: float) -> list[Box]:
    return [page.box(page.black, *band) for band in page.bands(page.black, top, bottom)]


@pytest.fixture(scope="module")
def alone(printer: PdfPrinter) -> bytes:
    """Pages 1 (odd) and 2 (even), both on their side."""
    annex = Annex("项目绩效评价结果汇总表", (wide_table(24),), is_landscape=True)
    return printer.print(table_alone(document_number="东财绩〔2025〕3号", annexes=(annex,))).pdf


def without_number(page: Ink) -> Ink:
    """A turned page without its number, which stands at its reader's left."""
    page.black[:, : round((LEFT - 2) / 25.4 * 300)] = False
    return page


@pytest.mark.parametrize("number", [1, 2])
def test_head_is_at_the_left_edge_of_odd_and_even_pages(alone: bytes, number: int) -> None:
    page = without_number(Ink(alone, number, is_turned=True))
    lines = grid_lines(page, LEFT + WIDTH - 5, 20, 200)  # the last column is empty
    edge = page.box(page.black, lines[0] - 0.2, lines[0] + 0.2)
    assert (edge.left, edge.right) == pytest.approx((LEFT, LEFT + WIDTH), abs=0.3)
    first_line = 5 if number == 1 else 0  # label, blank, title, blank
    if number == 1:
        lines = [line for line in lines if line > 70]
    assert lines[0] == pytest.approx(TOP - LEADING / 2 + first_line * PITCH, abs=0.3)
    assert lines[-1] <= TOP + HEIGHT
    assert np.diff(lines[2:]) == pytest.approx(PITCH, abs=0.05)
    upright = Ink(alone, number)
    head = upright.columns(upright.black, 40, 255)
    assert head[0][0] == pytest.approx(28 - LEADING / 2 if number == 2 else 28, abs=1)


def test_label_stands_on_line_1_and_the_title_on_line_3_in_the_turned_page(alone: bytes) -> None:
    page = without_number(Ink(alone, 1, is_turned=True))
    label, title = boxes(page, 20, 60)[:2]
    assert label.top == pytest.approx(TOP, abs=1)
    assert label.left == pytest.approx(LEFT, abs=0.7)
    assert (title.top + title.bottom) / 2 == pytest.approx(TOP + 2 * PITCH + BODY / 2, abs=0.7)
    assert (title.left + title.right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=0.7)


def test_fifteen_lines_of_the_same_pitch_fit_a_turned_page(printer: PdfPrinter) -> None:
    annex = Annex("国国", (Paragraph((Run("国" * 40 * 40),), is_flush=True),), is_landscape=True)
    pdf = printer.print(table_alone(annexes=(annex,))).pdf
    page = without_number(Ink(pdf, 2, is_turned=True))
    lines = boxes(page, 20, 200)
    assert len(lines) == 15
    assert np.diff([line.top for line in lines]) == pytest.approx(PITCH, abs=0.1)
    assert lines[0].top == pytest.approx(TOP, abs=1)
    assert lines[-1].bottom < TOP + HEIGHT
    assert len(page.columns(page.black, lines[0].top, lines[0].bottom)) == 40


def test_page_number_of_a_turned_page_is_where_the_others_have_it(alone: bytes, printer: PdfPrinter) -> None:
    upright = printer.print(full_document(60)).pdf
    for number in (1, 2):
        turned, straight = Ink(alone, number), Ink(upright, number)
        ours = turned.black[round(266 / 25.4 * 300) :]
        assert np.array_equal(ours, straight.black[round(266 / 25.4 * 300) :])


def test_imprint_after_a_turned_annex_has_an_upright_page(printer: PdfPrinter) -> None:
    printed = printer.print(report(annexes=report().annexes[:1]))
    page = Ink(printed.pdf, printed.pages)
    rules = page.rules(page.black, 30, 263, width=155)
    assert len(rules) == 3
    assert rules[-1].bottom == pytest.approx(262, abs=0.1)
    assert boxes(page, 30, 240) == []


def test_table_alone_has_its_title_on_line_1_and_nothing_red(printer: PdfPrinter) -> None:
    page = Ink(printer.print(table_alone()).pdf, 1)
    assert not page.red.any()
    title, *_ = boxes(page, 20, 60)
    assert (title.top + title.bottom) / 2 == pytest.approx(37 + BODY / 2, abs=0.7)


def grid_lines(page: Ink, at: float, top: float = 30, bottom: float = 262) -> list[float]:
    """Middles of the horizontal lines that cross a place `at` mm from the left."""
    strip = page.black[round(top / 25.4 * 300) : round(bottom / 25.4 * 300), round(at / 25.4 * 300)]
    edges = np.flatnonzero(np.diff(np.concatenate(([False], strip, [False])).astype(int)))
    return [top + (a + b) / 2 * 25.4 / 300 for a, b in zip(edges[::2], edges[1::2], strict=True)]


def test_tables_that_follow_each_other_share_one_line(printer: PdfPrinter) -> None:
    columns = (Column("", 1), Column("", 1))
    table = Table(columns, tuple(TableRow(("", "国\n国")) for _ in range(3)))
    page = Ink(printer.print(table_alone(annexes=(Annex("国国", (table, table)),))).pdf, 1)
    lines = grid_lines(page, 60, 50)
    assert len(lines) == 7
    assert np.diff(lines) == pytest.approx(PITCH, abs=0.06)


def test_a_rectangle_of_joins_is_one_cell(printer: PdfPrinter) -> None:
    above, left = Join.ABOVE, Join.LEFT
    columns = tuple(Column("", 1) for _ in range(3))
    rows = (TableRow(("", left, "")), TableRow((above, left, "")), TableRow((above, above, "")), TableRow(("", "", "")))
    page = Ink(printer.print(table_alone(annexes=(Annex("国国", (Table(columns, rows),)),))).pdf, 1)
    inside, beside = grid_lines(page, 40, 50), grid_lines(page, 160, 50)
    assert len(beside) == 5
    assert inside == pytest.approx([beside[0], beside[3], beside[4]], abs=0.01)
    middle = beside[1]
    assert [round(a) for a, _ in page.columns(page.black, middle - 2, middle - 1)] == [28, 132, 184]
    last = (beside[3] + beside[4]) / 2
    assert [round(a) for a, _ in page.columns(page.black, last, last + 1)] == [28, 80, 132, 184]


def test_head_of_two_rows_is_repeated_and_a_form_has_none(printer: PdfPrinter) -> None:
    head = (TableRow(("国", "国", Join.LEFT)), TableRow((Join.ABOVE, "国", "国")))
    columns = tuple(Column("", 1) for _ in range(3))
    rows = tuple(TableRow(("", "", "")) for _ in range(30))
    for table, blank in ((Table(columns, rows, head=head), False), (Table(columns, rows), True)):
        pdf = printer.print(table_alone(annexes=(Annex("国国", (table,)),))).pdf
        page = Ink(pdf, 2)
        lines = grid_lines(page, 182)
        inked = page.box(page.black, lines[0] + 0.3, lines[2] - 0.3)
        assert len(page.columns(page.black, lines[0] + 1, lines[1] - 1)) == (4 if blank else 5)
        assert inked.left == pytest.approx(28, abs=0.3)


def test_label_is_bold_and_centred_and_a_cell_may_stand_otherwise(printer: PdfPrinter) -> None:
    columns = (Column("", 1), Column("", 1))
    rows = (TableRow((Cell("国", is_label=True), Cell("国", align=Align.RIGHT))), TableRow(("国", "国")))
    page = Ink(printer.print(table_alone(annexes=(Annex("国国", (Table(columns, rows),)),))).pdf, 1)
    lines = grid_lines(page, 90, 50)
    first = page.columns(page.black, lines[0] + 0.5, lines[1] - 0.5)
    second = page.columns(page.black, lines[1] + 0.5, lines[2] - 0.5)
    _, label, _, right, _ = first
    _, plain, _, _, _ = second
    assert (label[0] + label[1]) / 2 == pytest.approx(28 + 39, abs=0.5)
    assert right[1] == pytest.approx(184 - 1.2, abs=0.7)
    assert plain[0] == pytest.approx(28 + 1.2, abs=0.9)
    assert label[1] - label[0] > plain[1] - plain[0]  # 黑体 fills its box better


def test_long_table_of_two_line_rows_keeps_its_place(printer: PdfPrinter) -> None:
    """Each row is as high as its grid line, so that the twentieth has not drifted."""
    table = Table((Column("", 1), Column("", 3)), tuple(TableRow(("", "国\n国")) for _ in range(18)))
    page = Ink(printer.print(letter((), annexes=(Annex("国国", (table,)),))).pdf, 2)
    lines = grid_lines(page, 50, 65)
    assert len(lines) == 18 + 1
    assert lines[-1] - lines[0] == pytest.approx(18 * PITCH, abs=0.05)


def test_stacked_label_stands_in_the_middle_of_its_rows(printer: PdfPrinter) -> None:
    columns = (Column("", 6), Column("", 94))
    rows = tuple(TableRow((Cell("国国国国", is_label=True) if not at else Join.ABOVE, "")) for at in range(6))
    page = Ink(printer.print(table_alone(annexes=(Annex("国国", (Table(columns, rows),)),))).pdf, 1)
    lines = grid_lines(page, 100, 50)
    page.black[:, : round(29 / 25.4 * 300)] = False
    page.black[:, round(36.8 / 25.4 * 300) :] = False
    label = boxes(page, lines[0] + 0.5, lines[-1] - 0.5)
    assert len(label) == 4
    assert (label[0].top + label[-1].bottom) / 2 == pytest.approx((lines[0] + lines[-1]) / 2, abs=0.6)
    assert (label[0].left + label[0].right) / 2 == pytest.approx(28 + 156 * 0.03, abs=0.3)


def test_blank_rows_and_joins_keep_their_height(printer: PdfPrinter) -> None:
    table = replace(wide_table(2), blank_rows=4)
    page = Ink(printer.print(table_alone(annexes=(Annex("国国", (table,)),))).pdf, 1)
    gaps = np.diff(grid_lines(page, 180, 55)) / PITCH
    assert gaps == pytest.approx(np.round(gaps), abs=0.01)
    assert list(np.round(gaps)) == [gaps[0].round(), 1, 1, 1, 1, 1, 1]
