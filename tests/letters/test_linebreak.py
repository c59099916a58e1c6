from itertools import pairwise

import pytest

from generator.letters.paper.linebreak import (
    CLOSING,
    HANGING,
    OPENING,
    break_cell,
    break_paragraph,
    break_title,
    cell_width,
    text_width,
    widest_unit,
)
from tests.letters.samples import REAL_BODY, Paragraph


def broken(text: str, first: float, rest: float) -> list[str]:
    return [text[line.start : line.end] for line in break_paragraph(text, first=first, rest=rest)]


@pytest.mark.parametrize(
    ("char", "width"),
    [("国", 1), ("，", 1), ("“", 1), ("”", 1), ("—", 1), ("…", 1), ("〔", 1), ("★", 1), ("2", 0.5), ("a", 0.5), (" ", 0.5)],
)
def test_width_of_a_character_in_cells(char: str, width: float) -> None:
    assert cell_width(char) == width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("一二三四", ["一二三四"]),
        ("一二三四五六", ["一二三四", "五六"]),
        # 避头尾: a closing mark hangs, a second one carries a character down with both
        ("一二三四。五六", ["一二三四。", "五六"]),
        ("一二三四。”五六", ["一二三", "四。”五", "六"]),
        ("一二三。”五六", ["一二三。”", "五六"]),
        ("一二三（四五）", ["一二三", "（四五）"]),
        ("一二三“四”", ["一二三", "“四”"]),
        ("一二三《〈四", ["一二三", "《〈四"]),
        # a dash or an ellipsis does not hang, and neither is torn
        ("一二三——四", ["一二", "三——四"]),
        ("一二三……四", ["一二", "三……四"]),
        # numbers keep their unit sign
        ("一二三95%四", ["一二三", "95%四"]),
        ("一二2025年五", ["一二", "2025年五"]),
        ("一二三5天", ["一二三", "5天"]),
        ("一二1.5万元四", ["一二", "1.5万元", "四"]),
        # wider than a line: has to break somewhere
        ("一〔2025〕12号", ["一〔2025〕", "12号"]),
        # digits are half cells
        ("一二三20四", ["一二三20", "四"]),
        # blanks do not begin a line
        ("一二三四 五六", ["一二三四", "五六"]),
        # nothing may overflow
        ("abcdefghijklmnop", ["abcdefgh", "ijklmnop"]),
        ("一12345678901234", ["一123456", "78901234"]),
    ],
)
def test_lines_of_four_cells(text: str, lines: list[str]) -> None:
    assert broken(text, 4, 4) == lines
    assert "".join(lines) == text.replace(" ", "")
    assert all(text_width(line[:-1] if line[-1:] in HANGING else line) <= 4 for line in lines)


def test_first_line_is_two_cells_shorter() -> None:
    assert [len(line) for line in broken("国" * 80, 26, 28)] == [26, 28, 26]


def test_document_number_is_kept_whole() -> None:
    text = "国" * 22 + "财预〔2020〕10号文件"
    assert broken(text, 28, 28) == ["国" * 22 + "财预", "〔2020〕10号文件"]


def test_hanging_mark_is_left_out_of_the_width() -> None:
    line, _ = break_paragraph("一二三四。五", first=4, rest=4)
    assert (line.width, line.hangs) == (4, True)


def test_nothing_hangs_in_a_table_cell() -> None:
    lines = break_cell("一二三四。五\n六", limit=4)
    assert [(line.start, line.end) for line in lines] == [(0, 3), (3, 6), (7, 8)]


def test_full_page_keeps_every_rule() -> None:
    text = "".join(block.text for block in REAL_BODY if isinstance(block, Paragraph)) * 6
    lines = break_paragraph(text, first=26, rest=28)

    assert len(lines) > 44
    assert lines[0].start == 0
    assert lines[-1].end == len(text)
    for at, line in enumerate(lines):
        assert line.width <= (28 if at else 26)
        assert text[line.end - 1] not in OPENING
        assert text[line.start] not in CLOSING
    for before, after in pairwise(lines):
        assert text[before.end : after.start].strip() == ""
        assert not (text[before.end - 1].isdigit() and text[after.start] in "0123456789年%号万")


def test_widest_unit_is_what_a_column_must_hold() -> None:
    assert widest_unit("预算1,250.00万元整") == 6


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        (("关于反馈绩效评价结果的函",), ("关于反馈绩效评价结果的函",)),
        (
            ("江城市东湖区财政局", "关于反馈社区养老服务设施运营补贴项目", "绩效评价结果的函"),
            ("江城市东湖区财政局", "关于反馈社区养老服务设施运营补贴项目", "绩效评价结果的函"),
        ),
        (
            ("关于反馈2024年老旧小区", "改造项目绩效评价结果的函"),
            ("关于反馈2024年老旧小区", "改造项目绩效评价结果的函"),
        ),
        # no pieces given: at a word that such titles are full of
        (
            ("关于反馈2024年老旧小区改造项目绩效评价结果的函",),
            ("关于反馈2024年老旧小区改造", "项目绩效评价结果的函"),
        ),
    ],
)
def test_title(pieces: tuple[str, ...], lines: tuple[str, ...]) -> None:
    assert break_title(pieces, limit=20) == lines


def test_title_never_parts_a_number_and_never_begins_with_a_closing_mark() -> None:
    for length in range(1, 30):
        text = "甲" * length + "（2024年）1,250.00万元项目绩效评价结果的反馈意见函"
        lines = break_title((text,), limit=20)
        assert "".join(lines) == text
        assert all(text_width(line) <= 20 and line[0] not in CLOSING and line[-1] not in OPENING for line in lines)
        assert "1,250.00万元" in "|".join(lines)
        assert "2024年" in "|".join(lines)


def test_title_of_any_length_is_broken_into_lines_that_fit() -> None:
    for length in (58, 75, 110, 300):
        lines = break_title(("国" * length,), limit=20)
        assert "".join(lines) == "国" * length
        assert max(map(text_width, lines)) <= 20
