"""Which line stands on which page, without printing."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from generator.letters.document import Annex, Column, Join, PageStyle, Table, TableRow
from generator.letters.paper.fonts import Faces, Role
from generator.letters.paper.grid import LineGrid
from generator.letters.paper.sheet import Page, Sheet, TextBox
from generator.letters.paper.signature import signature_places
from generator.letters.paper.tablebox import TableBox
from generator.letters.paper.typeset import set_letter
from tests.letters.samples import (
    DENSE,
    REAL_BODY,
    circular,
    full_text,
    joint_circular,
    letter,
    paragraph,
    real_letter,
    score_table,
    table_alone,
)


def kinds(page: Page) -> list[str]:
    return [box.kind if isinstance(box, TextBox) else "table" for box in page.boxes]


def rows(page: Page) -> int:
    """Grid lines that the boxes of a page take."""
    return sum(box.gap + box.rows for box in page.boxes)


@pytest.mark.parametrize(
    ("agency", "date", "is_sealed", "places"),
    [
        (9, 6, True, (16.5, 18)),  # date ends four cells in, agency centred above it
        (4, 7, True, (18.5, 17)),
        (20, 6, True, (8, 15)),  # too long for that: at the edge, the date centred below
        (9, 6, False, (17, 19)),  # agency ends two cells in, date begins two cells further
        (5, 7, False, (17, 19)),  # the date is longer: it ends two cells in
    ],
)
def test_signature_places(agency: float, date: float, is_sealed: bool, places: tuple[float, float]) -> None:
    assert signature_places(agency, date, LineGrid(PageStyle()), is_sealed=is_sealed) == places


def test_parts_come_in_the_order_of_the_standard(faces: Faces) -> None:
    sheet = set_letter(real_letter(), faces)
    assert [kinds(page) for page in sheet.pages[2:]] == [
        ["annex-label", "title", "caption", "table"],
        ["table"],
        ["annex-label", "title", "caption", "table", "text", "heading"],
    ]
    assert kinds(sheet.pages[0])[:3] == ["title", "addressee", "text"]
    assert kinds(sheet.pages[1])[-5:] == ["annex-note", "annex-note", "signature", "date", "note"]


def test_annex_names_wrap_under_their_first_character(faces: Faces) -> None:
    sheet = set_letter(real_letter(), faces)
    notes = [box for box in sheet.pages[1].boxes if isinstance(box, TextBox) and box.kind == "annex-note"]
    cell = 16 - 0.2085
    first, second = notes
    assert first.lines[0].indent_pt == pytest.approx(2 * cell)
    assert second.lines[0].indent_pt == pytest.approx(5 * cell)
    number_pt = (faces.width("2", Role.BODY) + faces.width(".", Role.BODY)) * 16 - 2 * 0.2085
    assert second.lines[1].indent_pt == pytest.approx(5 * cell + number_pt)


def test_heading_is_never_the_last_line_of_a_page(faces: Faces) -> None:
    for before in range(1, 24):
        body = (paragraph("国" * 28 * before, is_flush=True), *REAL_BODY[1:3])
        for page in set_letter(letter(body), faces).pages:
            assert kinds(page)[-1] != "heading"


def test_no_page_is_overfull(faces: Faces) -> None:
    for lines in range(1, 70):
        sheet = set_letter(full_text(lines, copied_agencies=("区审计局",)), faces)
        for page in sheet.pages:
            below = page.imprint.rows if page.imprint else 0
            capacity = 22 - below if page.number > 1 or below else 23
            assert rows(page) + page.first_row <= capacity


def tables(sheet: Sheet) -> list[TableBox]:
    return [box for page in sheet.pages for box in page.boxes if isinstance(box, TableBox)]


@pytest.mark.parametrize("before", range(0, 20))
def test_joined_cells_are_high_enough_on_both_sides_of_a_page_break(faces: Faces, before: int) -> None:
    table = score_table(12)
    long = replace(table.rows[3], cells=("过程管理制度建设和执行情况" * 4, *table.rows[3].cells[1:]))
    table = replace(table, rows=(*table.rows[:3], long, *table.rows[4:]))
    body = (paragraph("国" * 28 * before, is_flush=True), table)
    for box in tables(set_letter(letter(body), faces)):
        for row in box.body:
            for cell in row:
                assert len(cell.lines) <= 2 * cell.rows
        places = sum(cell.span * cell.columns for row in box.body for cell in row)
        assert places == len(box.body) * len(box.grid.widths_pt)


@pytest.mark.parametrize("lines", [2, 3])
def test_short_text_leaves_a_line_on_page_one_and_keeps_its_addressee(faces: Faces, lines: int) -> None:
    """The signature draws lines of the text to its page, but not the only ones (clauses 7.3.2, 7.3.5.5)."""
    sheet = set_letter(joint_circular(4, body=(paragraph(DENSE * lines, is_flush=True),)), faces)
    first, second = sheet.pages
    assert kinds(first) == ["title", "addressee", "text"]
    assert kinds(second)[0] == "text"
    assert second.imprint
    assert not any("主送" in line.text for text in second.imprint.texts for line in text.lines)


def random_table(chance: Random) -> Table:
    """Any widths, any lengths of text, any rectangles of joined cells."""
    wide, high = chance.randint(1, 7), chance.randint(1, 25)
    cells: dict[tuple[int, int], str | Join] = {}
    for row, column in product(range(high), range(wide)):
        if (row, column) in cells:
            continue
        right, bottom = column + 1, row + 1
        while right < wide and (row, right) not in cells and chance.random() < 0.2:
            right += 1
        while bottom < high and chance.random() < 0.3:
            bottom += 1
        for place in product(range(row, bottom), range(column, right)):
            cells[place] = Join.LEFT if place[1] > column else Join.ABOVE
        cells[row, column] = "国" * chance.choice([0, 1, 4, 10, 40, 200, 200, 900])
    columns = tuple(Column(chance.choice(["", "国国", "国国国国国"]), chance.randint(8, 40)) for _ in range(wide))
    rows = tuple(TableRow(tuple(cells[row, column] for column in range(wide))) for row in range(high))
    return Table(columns, rows, blank_rows=chance.choice([0, 3]))


@pytest.mark.parametrize("seed", range(60))
def test_whatever_stands_in_a_table_no_cell_and_no_page_overflows(faces: Faces, seed: int) -> None:
    chance = Random(seed)
    style = PageStyle(lines=chance.randint(18, 26), cells=chance.randint(24, 32), body_pt=chance.choice([14, 16, 18]))
    blocks = tuple(random_table(chance) for _ in range(chance.randint(1, 2)))
    if seed % 2:
        document = circular((paragraph(DENSE * chance.randint(1, 9)), *blocks), style=style)
    else:
        document = table_alone(annexes=(Annex("国国", blocks, is_landscape=seed % 4 == 0),), style=style)
    for page in set_letter(document, faces).pages:
        assert rows(page) + page.first_row <= page.grid.lines - (page.imprint.rows if page.imprint else 0)
        for box in page.boxes:
            for row in (*box.head, *box.body) if isinstance(box, TableBox) else ():
                assert all(len(cell.lines) <= 2 * cell.rows for cell in row)
