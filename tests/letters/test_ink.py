"""The numbers of GB/T 9704—2012, measured on printed pages with the tolerance of the standard."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generator.letters.paper.fonts import FontFile, Role, subset_fonts
from generator.letters.paper.pdf import PdfPrinter, characters_of
from tests.letters.conftest import TEMPLATES
from tests.letters.ink import Box, Ink
from tests.letters.samples import (
    DENSE,
    full_text,
    letter,
    paragraph,
    real_letter,
    score_table,
)

PITCH = 28.99 * 25.4 / 72
BODY = 16 * 25.4 / 72


@pytest.fixture(scope="module")
def three_pages(printer: PdfPrinter) -> bytes:
    return printer.print(full_text(55)).pdf


@pytest.fixture(scope="module")
def first(three_pages: bytes) -> Ink:
    return Ink(three_pages, 1)


@pytest.fixture(scope="module")
def second(three_pages: bytes) -> Ink:
    return Ink(three_pages, 2)


def text_lines(page: Ink, bottom: float = 262) -> list[tuple[float, float]]:
    return page.bands(page.black, 30, bottom)


def test_type_area(second: Ink) -> None:
    area = second.box(second.black, 30, 265)
    assert area.left == pytest.approx(28, abs=1)
    assert area.top == pytest.approx(37, abs=1)
    assert area.right == pytest.approx(28 + 156, abs=1)


def test_22_lines_of_28_characters(second: Ink) -> None:
    lines = text_lines(second)
    assert len(lines) == 22
    for top, bottom in lines:
        assert len(second.columns(second.black, top, bottom)) == 28


def test_line_pitch(second: Ink) -> None:
    tops = [top for top, _ in text_lines(second)]
    assert np.diff(tops) == pytest.approx(PITCH, abs=0.1)
    assert tops[-1] - tops[0] == pytest.approx(21 * PITCH, abs=0.1)


def test_first_page_stands_on_the_same_grid(first: Ink, second: Ink) -> None:
    grid = text_lines(second)[0][0]
    tops = [top for top, _ in first.bands(first.black, 130, 275)]
    assert [(top - grid) / PITCH for top in tops] == pytest.approx([round((top - grid) / PITCH) for top in tops], abs=0.02)


def test_text_of_page_one_runs_below_the_type_area_but_not_into_the_line(first: Ink) -> None:
    lowest = first.box(first.black, 130, 290).bottom
    assert 262 < lowest <= 277 - 1.4 - BODY * 7 / 8


def red_parts(page: Ink) -> tuple[Box, list[tuple[float, float]]]:
    """The mark's box, then the four strokes of the two double lines."""
    strokes = [band for band in page.bands(page.red) if band[1] - band[0] < 2]
    return page.box(page.red, 20, strokes[0][0] - 0.1), strokes


@pytest.mark.parametrize("mark", ["江城市东湖区财政局", "硚口区财政局", "江城市东湖高新技术开发区财政和国有资产监督管理局"])
def test_head(full_fonts: Mapping[Role, FontFile], mark: str, tmp_path: Path) -> None:
    document = full_text(3, issuing_agency_mark=mark)
    fonts = subset_fonts(full_fonts, characters_of([document]), tmp_path)
    page = Ink(PdfPrinter(fonts, [TEMPLATES]).print(document).pdf, 1)
    box, strokes = red_parts(page)

    assert box.top == pytest.approx(30, abs=0.3)
    assert strokes[0][0] - box.bottom == pytest.approx(4, abs=0.3)
    assert (box.left + box.right) / 2 == pytest.approx(28 + 78, abs=1)
    assert box.left >= 27.5
    thick, thin, low_thin, low_thick = (bottom - top for top, bottom in strokes)
    assert thick > 1.5 * thin  # 上粗下细
    assert low_thick > 1.5 * low_thin  # 上细下粗
    assert strokes[3][1] == pytest.approx(297 - 20, abs=0.3)
    number = page.bands(page.black, strokes[1][1], 80)[0]
    # 〔 and 号 do not fill their em box
    assert number[0] - strokes[1][1] == pytest.approx(BODY * 7 / 8, abs=0.6)


def test_red_lines_are_170_mm_and_stand_in_the_middle(first: Ink) -> None:
    _, strokes = red_parts(first)
    assert len(strokes) == 4
    for top, bottom in strokes:
        line = first.box(first.red, top, bottom)
        assert line.right - line.left == pytest.approx(170, abs=0.3)
        assert (line.left + line.right) / 2 == pytest.approx(28 + 78, abs=0.3)


def test_red_is_magenta_and_yellow_in_equal_parts(first: Ink) -> None:
    _, strokes = red_parts(first)
    middle = round((strokes[0][0] + strokes[0][1]) / 2 * 300 / 25.4)
    assert tuple(first.colours[middle, 1000]) == (255, 51, 51)


def test_only_page_one_has_red(three_pages: bytes) -> None:
    for number in (2, 3):
        page = Ink(three_pages, number)
        assert not page.red.any()


def test_number_ends_at_the_right_edge_and_secrecy_begins_at_the_left(printer: PdfPrinter) -> None:
    document = real_letter(classification="秘密★1年", urgency="特急")
    page = Ink(printer.print(document).pdf, 1)
    _, strokes = red_parts(page)
    line = page.box(page.black, strokes[1][1], strokes[1][1] + 5 + BODY)
    assert line.left == pytest.approx(28, abs=1)
    assert line.right == pytest.approx(28 + 156, abs=1)


def test_title_stands_two_lines_below_the_number(first: Ink) -> None:
    _, strokes = red_parts(first)
    number, title = first.bands(first.black, strokes[1][1], 130)[:2]
    blank = title[0] - number[1]
    # two blank lines and the leading on one side, within half a line: page 1 shares the grid
    assert blank == pytest.approx(2 * PITCH + PITCH - BODY, abs=PITCH / 2)


def test_page_numbers(three_pages: bytes, first: Ink) -> None:
    assert not first.black[round(278 / 25.4 * 300) :].any()
    assert not any(top > 270 for top, _ in first.bands(first.black))
    sides = {}
    for number in (2, 3):
        page = Ink(three_pages, number)
        strip = page.box(page.black, 264, 290)
        dash = page.columns(page.black, 264, 290)[0]
        dash_top = np.flatnonzero(page.black[round(264 / 25.4 * 300) :, round((dash[0] + 1) / 25.4 * 300)])[0]
        assert 264 + dash_top * 25.4 / 300 == pytest.approx(262 + 7, abs=0.3)
        sides[number] = strip
    one = 14 * 25.4 / 72
    assert sides[2].left == pytest.approx(28 + one, abs=0.5)
    assert sides[3].right == pytest.approx(28 + 156 - one, abs=0.5)


def test_rare_character_does_not_move_a_line(printer: PdfPrinter, second: Ink) -> None:
    """FandolFang lacks 硚, and the fallback's own box is 1.44 em high."""
    text = DENSE * 20 + "硚" * 28 + DENSE * 25
    pdf = printer.print(letter((paragraph(text, is_flush=True),))).pdf
    page = Ink(pdf, 2)
    tops = [top for top, _ in text_lines(page)]
    plain = [top for top, _ in text_lines(second)]
    assert len(tops) == 22
    moved = [abs(a - b) for a, b in zip(tops, plain, strict=True)]
    assert sum(distance > 0.05 for distance in moved) == 1  # the line of 硚 itself, whose ink is another
    assert max(moved) < 0.8


def test_table_does_not_break_the_grid(printer: PdfPrinter, second: Ink) -> None:
    filler = paragraph(DENSE * 18, is_flush=True)
    table = replace(score_table(9), caption="")
    after = paragraph(DENSE * 30, is_flush=True)
    pdf = printer.print(letter((filler, table, after))).pdf
    grid = text_lines(second)[0][0]
    for number in (2, 3):
        page = Ink(pdf, number)
        full_lines = [top for top, bottom in text_lines(page) if len(page.columns(page.black, top, bottom)) == 28]
        assert len(full_lines) > 3
        places = [(top - grid) / PITCH for top in full_lines]
        assert places == pytest.approx([round(place) for place in places], abs=0.02)


def test_copied_agencies_stand_at_the_foot_of_the_type_area(printer: PdfPrinter) -> None:
    document = full_text(40, copied_agencies=("国" * 40, "国" * 5))
    printed = printer.print(document)
    page = Ink(printed.pdf, printed.pages)
    lines = page.bands(page.black, 230, 264)
    # 。 is low in its box; the em box ends at 262
    assert lines[-1][1] == pytest.approx(262, abs=1)
    wrapped = page.box(page.black, *lines[-1])
    head = page.columns(page.black, *lines[-2])
    assert head[0][0] == pytest.approx(28 + 14 * 25.4 / 72, abs=1)  # 左空一字
    assert wrapped.left == pytest.approx(28 + 4 * 14 * 25.4 / 72, abs=1)  # under the first character


@pytest.mark.parametrize("is_sealed", [True, False])
def test_place_of_the_signature(printer: PdfPrinter, is_sealed: bool) -> None:
    printed = printer.print(full_text(3, is_sealed=is_sealed, issuing_agency="国" * 9))
    page = Ink(printed.pdf, 1)
    body, agency, date = page.bands(page.black, 135, 270)[-3:]
    cell = 156 / 28
    agency_box, date_box = page.box(page.black, *agency), page.box(page.black, *date)
    blank_lines = round((agency[0] - body[0]) / PITCH) - 1
    if is_sealed:  # 7.3.5.1: date four cells in, agency centred above it
        assert blank_lines == 2
        # 日 leaves a fifth of its box free on either side
        assert date_box.right == pytest.approx(184 - 4 * cell - BODY / 5, abs=0.5)
        middle = (date_box.left + date_box.right) / 2
        assert (agency_box.left + agency_box.right) / 2 == pytest.approx(middle, abs=1)
    else:  # 7.3.5.2: agency two cells in, date begins two cells further in
        assert blank_lines == 1
        assert agency_box.right == pytest.approx(184 - 2 * cell, abs=1)
        assert date_box.left == pytest.approx(agency_box.left + 2 * cell, abs=0.7)


def test_lines_that_kinsoku_leaves_short_are_spaced_out_to_the_edge(printer: PdfPrinter) -> None:
    text = "国" * 25 + "（国" + "国" * 26 + "2025年8" + "国" * 40
    page = Ink(printer.print(letter((paragraph(text, is_flush=True),))).pdf, 1)
    lines = page.bands(page.black, 139, 180)[:2]
    for band in lines:
        assert page.box(page.black, *band).right == pytest.approx(184, abs=1)


def test_annex_label_stands_on_line_1_and_its_title_on_line_3(printer: PdfPrinter, second: Ink) -> None:
    document = real_letter()
    page = Ink(printer.print(document).pdf, 3)
    grid = [top for top, _ in text_lines(second)]
    label, title = page.bands(page.black, 30, 80)[:2]
    assert label[0] == pytest.approx(grid[0], abs=0.5)
    assert title[1] == pytest.approx(grid[2] + BODY, abs=0.7)
    assert page.box(page.black, *label).left == pytest.approx(28, abs=1)
