"""文件格式 (clause 7 of GB/T 9704—2012), measured on printed pages: 版头, signature, 版记."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from generator.letters.document import OfficialDocument
from generator.letters.paper.fonts import FontFile, Role, subset_fonts
from generator.letters.paper.pdf import PdfPrinter, characters_of
from tests.letters.conftest import TEMPLATES
from tests.letters.ink import Box, Ink, line_weights
from tests.letters.samples import circular, full_document, full_text, joint_circular, paragraph, report

PITCH = 28.99 * 25.4 / 72
BODY = 16 * 25.4 / 72
CELL = 156 / 28
SMALL = 14 * 25.4 / 72
MIDDLE = 28 + 78
# 国 leaves so much of its box free at either side
BEFORE, AFTER = 0.17 * BODY, 0.13 * BODY
FULL = 154  # a line of 28 such characters is wider


@pytest.fixture(scope="module")
def pages(printer: PdfPrinter) -> bytes:
    return printer.print(full_document(60)).pdf


@pytest.fixture(scope="module")
def first(pages: bytes) -> Ink:
    return Ink(pages, 1)


@pytest.fixture(scope="module")
def last(pages: bytes) -> Ink:
    return Ink(pages, 4)


def red_line(page: Ink) -> Box:
    [line] = page.rules(page.red, 80, 200)
    return line


def mark_box(page: Ink) -> Box:
    return page.box(page.red, 40, red_line(page).top - 1)


def black_lines(page: Ink, top: float, bottom: float = 262) -> list[Box]:
    return [page.box(page.black, *band) for band in page.bands(page.black, top, bottom)]


def middle(box: Box) -> float:
    return (box.left + box.right) / 2


def test_mark_begins_35_mm_below_the_type_area(first: Ink) -> None:
    mark = mark_box(first)
    assert mark.top == pytest.approx(37 + 35, abs=0.2)
    assert middle(mark) == pytest.approx(MIDDLE, abs=1)
    assert mark.bottom - mark.top > 13


def test_number_stands_two_lines_below_the_mark_in_the_middle(first: Ink) -> None:
    number = black_lines(first, 80)[0]
    # 〔 and 号 do not fill their em box
    assert number.top - mark_box(first).bottom == pytest.approx(2 * PITCH, abs=0.7)
    assert middle(number) == pytest.approx(MIDDLE, abs=1)


def test_red_line_is_as_wide_as_the_type_area_and_4_mm_below_the_number(first: Ink) -> None:
    line, number = red_line(first), black_lines(first, 80)[0]
    assert line.top - number.bottom == pytest.approx(4, abs=0.15)
    assert (line.left, line.right) == pytest.approx((28, 184), abs=0.2)
    assert line.bottom - line.top == pytest.approx(1.5 * 25.4 / 72, abs=0.17)


def test_title_stands_two_lines_below_the_red_line(first: Ink) -> None:
    line = red_line(first)
    title = black_lines(first, line.bottom)[0]
    # 22 pt type stands out of the 16 pt that the grid is made for, by 1 mm above and below
    assert title.top - line.bottom == pytest.approx(2 * PITCH - 1, abs=0.5)
    assert middle(title) == pytest.approx(MIDDLE, abs=1)


def test_page_one_stands_on_the_grid_and_ends_with_the_type_area(first: Ink, pages: bytes) -> None:
    second = Ink(pages, 2)
    grid = [line.top for line in black_lines(second, 30)]
    assert len(grid) == 22
    full = [line for line in black_lines(first, 140) if line.right - line.left > FULL]
    assert len(full) > 5
    assert [line.top for line in full] == pytest.approx(grid[-len(full) :], abs=0.1)


def test_every_page_has_its_number_odd_right_even_left(pages: bytes) -> None:
    for number in (1, 2, 3, 4):
        page = Ink(pages, number)
        strip = page.box(page.black, 264, 290)
        dash = page.columns(page.black, 264, 290)[0]
        dash_top = np.flatnonzero(page.black[round(264 / 25.4 * 300) :, round((dash[0] + 1) / 25.4 * 300)])[0]
        assert 264 + dash_top * 25.4 / 300 == pytest.approx(262 + 7, abs=0.3)
        if number % 2:
            assert strip.right == pytest.approx(184 - SMALL, abs=0.5)
        else:
            assert strip.left == pytest.approx(28 + SMALL, abs=0.5)


def imprint(page: Ink) -> list[Box]:
    return page.rules(page.black, 100, 263)


def test_imprint_has_thick_thin_thick_rules_and_ends_with_the_type_area(last: Ink, pages: bytes) -> None:
    rules = imprint(last)
    assert [(rule.left, rule.right) for rule in rules] == [(pytest.approx(28, abs=0.2), pytest.approx(184, abs=0.2))] * 3
    assert line_weights(pages, 4, 182, 240, 263) == pytest.approx([0.35, 0.25, 0.35], abs=0.015)
    assert rules[-1].bottom == pytest.approx(262, abs=0.1)


def test_text_of_the_imprint_stands_one_cell_in(last: Ink) -> None:
    first_rule, thin, end = imprint(last)
    copied, printing = (last.box(last.black, a.bottom + 0.2, b.top - 0.2) for a, b in ((first_rule, thin), (thin, end)))
    assert copied.left == pytest.approx(28 + SMALL, abs=0.7)
    assert printing.left == pytest.approx(28 + SMALL, abs=0.7)
    assert printing.right == pytest.approx(184 - SMALL, abs=0.7)
    middle_of_rules = (thin.bottom + end.top) / 2
    assert (printing.top + printing.bottom) / 2 == pytest.approx(middle_of_rules, abs=0.5)


def test_wrapped_agencies_begin_after_the_colon_and_the_long_addressee_above_them(printer: PdfPrinter) -> None:
    """An addressee that would fill page 1 moves to 版记: 主送 above 抄送, no rule between (7.3.2, 7.4.2)."""
    printed = printer.print(full_document(20, addressee="国" * 28 * 11, copied_agencies=("国" * 40,)))
    page = Ink(printed.pdf, printed.pages)
    rules = imprint(page)
    assert len(rules) == 3
    lines = black_lines(page, rules[0].bottom + 0.2, rules[1].top - 0.2)
    starts = [line.left for line in lines]
    assert len(lines) == 12 + 2
    for at in (0, 12):
        assert starts[at] == pytest.approx(28 + SMALL, abs=0.7)
    for at in (*range(1, 12), 13):
        assert starts[at] == pytest.approx(28 + 4 * SMALL + 0.17 * SMALL, abs=0.2)
    text = Ink(printed.pdf, 1)
    title, body = black_lines(text, red_line(text).bottom)[1:3]
    assert body.top - title.bottom == pytest.approx(PITCH + PITCH - BODY, abs=1.5)
    assert body.right - body.left > FULL


def test_letter_with_a_long_addressee_has_it_at_the_foot_without_rules(printer: PdfPrinter) -> None:
    printed = printer.print(full_text(12, addressee="国" * 28 * 18))
    page = Ink(printed.pdf, printed.pages)
    assert not page.rules(page.black, 30, 290)
    assert black_lines(page, 200, 264)[-1].bottom == pytest.approx(262, abs=1)


def test_corner_lines_stand_one_below_the_other_from_line_1(printer: PdfPrinter) -> None:
    page = Ink(printer.print(report(annexes=())).pdf, 1)
    lines = black_lines(page, 30, 70)
    assert len(lines) == 3
    tops = [37 + at * PITCH for at in range(3)]
    assert [(line.top + line.bottom) / 2 for line in lines] == pytest.approx([top + BODY / 2 for top in tops], abs=0.6)
    assert [line.left for line in lines] == pytest.approx([28] * 3, abs=0.6)


def test_secrecy_stands_on_line_2_even_without_a_copy_number(printer: PdfPrinter) -> None:
    page = Ink(printer.print(report(annexes=(), copy_number="", urgency="")).pdf, 1)
    [line] = black_lines(page, 30, 70)
    assert (line.top + line.bottom) / 2 == pytest.approx(37 + PITCH + BODY / 2, abs=0.5)


APPROVERS = ("国国国", "国国国", "国国国")


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_upward_document(printer: PdfPrinter, count: int) -> None:
    page = Ink(printer.print(report(annexes=(), approvers=APPROVERS[:count], document_number="国国〔2025〕8号")).pdf, 1)
    line, mark = red_line(page), mark_box(page)
    rows = black_lines(page, mark.bottom + 1, line.top - 0.2)
    assert len(rows) == (2 if count == 3 else 1)
    assert rows[0].top - mark.bottom == pytest.approx(2 * PITCH, abs=0.7)
    assert line.top - rows[-1].bottom == pytest.approx(4, abs=0.15)
    assert rows[-1].left == pytest.approx(28 + CELL + BEFORE, abs=0.4)  # 居左空一字
    if count:
        assert rows[0].right == pytest.approx(184 - CELL - AFTER, abs=0.4)  # 居右空一字
    else:  # room for a name; ： is at the left of its cell
        assert 184 - 5 * CELL < rows[0].right < 184 - 4 * CELL
    if count == 3:  # under the first name of the row above
        ends = [cell for cell in page.columns(page.black, rows[1].top, rows[1].bottom) if cell[0] > 100]
        names = [cell for cell in page.columns(page.black, rows[0].top, rows[0].bottom) if cell[0] > 100]
        assert len(ends) == 3
        assert [start for start, _ in ends] == pytest.approx([start for start, _ in names[-6:-3]], abs=0.1)


def test_last_name_of_a_row_ends_one_cell_in_however_long_the_others_are(printer: PdfPrinter) -> None:
    page = Ink(printer.print(report(annexes=(), approvers=("国国国国国", "国国国"))).pdf, 1)
    line = black_lines(page, mark_box(page).bottom + 1)[0]
    assert line.right == pytest.approx(184 - CELL - AFTER, abs=0.4)


@pytest.mark.parametrize("others", [1, 2, 4])
def test_mark_of_a_joint_issue(printer: PdfPrinter, others: int) -> None:
    page = Ink(printer.print(joint_circular(others)).pdf, 1)
    mark = mark_box(page)
    parts = page.columns(page.red, mark.top, mark.bottom)
    gaps = [(b[0] - a[1], at) for at, (a, b) in enumerate(pairwise(parts))]
    word_at = parts[-2][0] if others < 4 else parts[max(gaps)[1] + 1][0]
    names = page.red.copy()
    names[:, round((word_at - 1) / 25.4 * 300) :] = False
    word = page.red & ~names
    rows = [band for band in page.bands(names, 60, mark.bottom + 1) if band[1] - band[0] > 2]
    assert len(rows) == others + 1
    assert rows[0][0] == pytest.approx(72, abs=0.2)
    boxes = [page.box(names, *row) for row in rows]
    assert [box.left for box in boxes] == pytest.approx([boxes[0].left] * len(boxes), abs=0.8)
    assert [box.right for box in boxes] == pytest.approx([boxes[0].right] * len(boxes), abs=0.8)
    word_box = page.box(word, 60, red_line(page).top - 1)
    stack = (rows[0][0] + rows[-1][1]) / 2
    assert (word_box.top + word_box.bottom) / 2 == pytest.approx(stack, abs=0.3)
    assert word_box.left > boxes[0].right
    number = black_lines(page, mark.bottom)[0]
    assert number.top - mark.bottom == pytest.approx(2 * PITCH, abs=0.7)


@pytest.mark.parametrize("length", [2, 4, 8, 12, 20, 40])
def test_mark_fits_whatever_the_name(full_fonts: Mapping[Role, FontFile], length: int, tmp_path: Path) -> None:
    name = ("江城市东湖区财政局和国有资产监督管理委员会办公室" * 2)[: length - 1] + "局"
    document = full_document(3, issuing_agency_mark=name)
    fonts = subset_fonts(full_fonts, characters_of([document]), tmp_path)
    page = Ink(PdfPrinter(fonts, [TEMPLATES]).print(document).pdf, 1)
    mark = mark_box(page)
    assert mark.top == pytest.approx(72, abs=0.2)
    assert mark.left >= 27.5
    assert mark.right <= 184.5
    assert middle(mark) == pytest.approx(MIDDLE, abs=1)
    assert mark.bottom - mark.top > 4
    number = black_lines(page, mark.bottom)[0]
    assert number.top - mark.bottom == pytest.approx(2 * PITCH, abs=PITCH / 2 + 0.7)


@pytest.mark.parametrize("lengths", [(4, 4), (4, 20), (30, 12, 6), (9,) * 8])
def test_mark_of_a_joint_issue_fits_whatever_the_names(printer: PdfPrinter, lengths: tuple[int, ...]) -> None:
    agencies = tuple("国" * length for length in lengths)
    document = full_document(3, issuing_agency_mark=agencies[0], joint_agencies=agencies[1:], title=("国",))
    page = Ink(printer.print(document).pdf, 1)
    mark = mark_box(page)
    assert mark.top == pytest.approx(72, abs=0.2)
    assert mark.left >= 27.5
    assert mark.right <= 184.5
    assert middle(mark) == pytest.approx(MIDDLE, abs=1.5)
    number = black_lines(page, mark.bottom)[0]
    assert number.top - mark.bottom == pytest.approx(2 * PITCH, abs=0.7)


def last_lines(printer: PdfPrinter, document: OfficialDocument) -> list[Box]:
    printed = printer.print(replace(document, copied_agencies=(), printing_agency=""))
    return black_lines(Ink(printed.pdf, printed.pages), 30)


@pytest.mark.parametrize("is_sealed", [True, False])
def test_signature_and_note(printer: PdfPrinter, is_sealed: bool) -> None:
    lines = last_lines(printer, full_document(3, is_sealed=is_sealed, issuing_agency="国" * 9, note="国国"))
    body, agency, day, note = lines[-4:]
    assert round((agency.top - body.top) / PITCH) - 1 == (2 if is_sealed else 1)
    if is_sealed:
        assert day.right == pytest.approx(184 - 4 * CELL - BODY / 5, abs=0.5)
        assert middle(agency) == pytest.approx(middle(day), abs=1)
    else:
        assert agency.right == pytest.approx(184 - 2 * CELL - AFTER, abs=0.3)
        assert day.left == pytest.approx(agency.left + 2 * CELL, abs=0.7)
    assert round((note.top - day.top) / PITCH) == 1
    # （ is at the right of its cell
    assert 28 + 2 * CELL < note.left < 28 + 3 * CELL


SEAL = 42


@pytest.mark.parametrize("lengths", [(4, 4), (8, 8, 8), (8, 8, 8, 8), (6, 5, 7, 4, 6), (12, 12, 12), (18, 9)])
def test_seals_of_a_joint_issue_do_not_touch(printer: PdfPrinter, lengths: tuple[int, ...]) -> None:
    agencies = tuple("国" * length for length in lengths)
    document = full_document(3, issuing_agency=agencies[0], joint_agencies=agencies[1:], note="")
    printed = printer.print(replace(document, copied_agencies=(), printing_agency=""))
    page = Ink(printed.pdf, printed.pages)
    *lines, day = black_lines(page, 30)
    text = [at for at, line in enumerate(lines) if len(page.columns(page.black, line.top, line.bottom)) == 28]
    seals = [seal for line in lines[text[-1] + 1 :] for seal in _names(page, line)]
    assert len(seals) == len(lengths)
    assert seals[0][1] - SEAL / 2 < lines[text[-1]].bottom + PITCH + 1  # within one line of the text
    for at, (x, y) in enumerate(seals):
        assert x - SEAL / 2 >= 28
        assert x + SEAL / 2 <= 184
        for other_x, other_y in seals[:at]:
            assert np.hypot(x - other_x, y - other_y) > SEAL
    assert middle(day) == pytest.approx(seals[-1][0], abs=1)


def _names(page: Ink, line: Box) -> list[tuple[float, float]]:
    """The middles of the names on a line: between them is more than the white between two characters."""
    parts = page.columns(page.black, line.top, line.bottom)
    names = [list(parts[0])]
    for start, stop in parts[1:]:
        if start - names[-1][1] > 3:
            names.append([start, stop])
        names[-1][1] = stop
    return [((start + stop) / 2, (line.top + line.bottom) / 2) for start, stop in names]


def test_joint_issue_without_seals_has_its_agencies_one_below_the_other(printer: PdfPrinter) -> None:
    document = full_document(3, issuing_agency="国" * 7, joint_agencies=("国" * 9, "国" * 5), is_sealed=False, note="")
    body, one, two, three, day = last_lines(printer, document)[-5:]
    assert round((one.top - body.top) / PITCH) - 1 == 1
    assert [line.left for line in (one, two, three)] == pytest.approx([one.left] * 3, abs=0.1)
    assert two.right == pytest.approx(184 - 2 * CELL - AFTER, abs=0.3)
    assert day.left == pytest.approx(one.left + 2 * CELL, abs=0.7)


def test_imprint_of_a_document_with_annexes_is_on_the_last_page(printer: PdfPrinter) -> None:
    printed = printer.print(report())
    for number in range(1, printed.pages + 1):
        page = Ink(printed.pdf, number)
        found = page.rules(page.black, 235, 263, width=155)
        if number < printed.pages:
            assert not any(abs(rule.bottom - 262) < 0.15 for rule in found)
        else:
            assert found[-1].bottom == pytest.approx(262, abs=0.1)


@pytest.mark.parametrize("lines", range(9, 40, 3))
def test_text_stays_clear_of_the_imprint(printer: PdfPrinter, lines: int) -> None:
    printed = printer.print(full_document(lines))
    page = Ink(printed.pdf, printed.pages)
    rule = imprint(page)[0]
    above = black_lines(page, 30, rule.top - 0.2)[-1]
    assert rule.top - above.bottom > 4


def test_imprint_without_copies_has_two_thick_rules_and_room_for_an_unknown_day(printer: PdfPrinter) -> None:
    printed = printer.print(circular((paragraph("国"),), copied_agencies=(), printed_on=None))
    page = Ink(printed.pdf, printed.pages)
    rules = imprint(page)
    assert len(rules) == 2
    assert rules[1].top - rules[0].bottom == pytest.approx(14 * 1.875 * 25.4 / 72, abs=0.2)
    line = page.box(page.black, rules[0].bottom + 0.2, rules[1].top - 0.2)
    assert line.right == pytest.approx(184 - SMALL, abs=0.7)
    dated = printer.print(circular((paragraph("国"),), copied_agencies=(), printed_on=date(2025, 7, 9)))
    assert dated.pages == printed.pages
