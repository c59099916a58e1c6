"""How parts are printed to be bound, and how names are found on their pages."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from generator.letters.binding.bind import bind, print_parts
from generator.letters.binding.front import break_entry
from generator.letters.binding.mentions import Names, read_pages
from generator.letters.printing import HtmlPages, PrintShop
from generator.letters.volume.part import PartKind, VolumePart
from generator.problems import JixiaoError
from tests.letters.binding.conftest import texts_of
from tests.letters.binding.volumes import CARE, PARK, covering_letter, volume_of
from tests.letters.samples import full_text, letter, paragraph, table_alone


def test_a_long_part_is_printed_in_pieces_and_bound_as_one(shop: PrintShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.letters.paper.pdf.PIECE_PAGES", 2)
    document = full_text(100)
    volume = volume_of((VolumePart("long", PartKind.EVALUATION, "长报告", document), VolumePart("table", PartKind.TABLES, "附表", table_alone())))
    printed = print_parts(volume, shop)
    assert [len(paths) for paths in printed.values()] == [3, 1]
    bound = bind(volume, shop, tmp_path / "volume.pdf", printed=printed)
    assert [placed.pages for placed in bound.parts] == [6, 2]
    with pikepdf.open(bound.path) as pdf:
        (document_element,) = pdf.Root.StructTreeRoot.K
        assert [str(part.T) for part in document_element.K] == ["封面和目录", "长报告", "附表"]
    for number, text in enumerate(texts_of(bound.path)[bound.front_pages :], 1):
        assert f"—{number}—" in text


def test_only_the_first_page_of_a_letter_has_its_lines(shop: PrintShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.letters.paper.pdf.PIECE_PAGES", 2)
    whole = replace(full_text(101), has_folio=True, name="whole")
    volume = volume_of((VolumePart("lines", PartKind.EVALUATION, "报告", full_text(101)),))
    alone = shop.print_pdfs([whole])[0].path
    pieces = print_parts(volume, shop)["lines"]
    pictures = [page.render(scale=0.5).to_numpy() for path in pieces for page in pypdfium2.PdfDocument(path)]
    expected = [page.render(scale=0.5).to_numpy() for page in pypdfium2.PdfDocument(alone)]
    assert len(pictures) == len(expected) == 6
    for picture, other in zip(pictures, expected, strict=True):
        foot = int(picture.shape[0] * 265 / 297)
        assert (picture[:foot] == other[:foot]).all()
    assert (pictures[0] == expected[0]).all()  # no number there, but the second red line
    assert (pictures[2][foot:] == 255).all()


def test_a_document_with_its_own_numbers_is_not_printed_in_pieces(shop: PrintShop) -> None:
    with pytest.raises(ValueError, match="numbers its own pages"):
        shop.print_pieces([letter((paragraph("正文。"),), name="own")])


def test_a_character_that_no_face_has_is_told(shop: PrintShop) -> None:
    html = '<html lang="zh-CN"><title>简报</title><body><p>字\U0001f600</p></body></html>'
    with pytest.raises(JixiaoError, match=r"简报：字符“.”（U\+1F600）在仿宋和后备字体中都没有，无法印出"):
        shop.print_html(HtmlPages("简报", html, "print/volume.css", {"measures": {}}))


def test_rare_characters_are_printed(shop: PrintShop, tmp_path: Path) -> None:
    volume = volume_of((VolumePart("rare", PartKind.REPORT, "关于㙍头镇补助资金的报告", covering_letter()),))
    bound = bind(volume, shop, tmp_path / "volume.pdf")
    texts = texts_of(bound.path)
    assert "关于㙍头镇补助资金的报告" in texts[2]
    assert "关于㙍头镇补助资金的报告" in texts[bound.front_pages]


def test_a_title_too_long_for_the_line_is_broken_in_the_contents(shop: PrintShop, tmp_path: Path) -> None:
    title = "关于2025年度重点绩效评价结果及其应用情况和整改落实情况的报告（提请人大常委会审议）"
    volume = volume_of((VolumePart("long-title", PartKind.REPORT, title, covering_letter()),))
    bound = bind(volume, shop, tmp_path / "volume.pdf")
    with pikepdf.open(bound.path) as pdf:
        assert len(pdf.pages[2].obj.Annots) == 2
    assert title in texts_of(bound.path)[2]


def test_no_line_of_the_contents_holds_a_single_character() -> None:
    title = "城镇老旧小区改造项目二〇二五年度财政重点绩效评价报告"
    assert break_entry(title, len(title) - 1) == ("城镇老旧小区改造项目二〇二五年度财政重点", "绩效评价报告")
    assert break_entry(title, len(title)) == (title,)


def test_a_line_of_the_contents_ends_with_a_word() -> None:
    title = "关于提交江城市示范区2026年预算草案初步方案和绩效目标的函"
    assert break_entry(title, 27.5) == ("关于提交江城市示范区2026年预算草案初步方案和", "绩效目标的函")


@pytest.fixture(scope="module")
def printed_letter(shop: PrintShop) -> Path:
    return print_parts(volume_of((VolumePart("names", PartKind.LETTER, "函", covering_letter()),)), shop)["names"][0]


def found(path: Path, *names: str) -> list[list[str]]:
    return [[mention.name for mention in page.mentions] for page in read_pages(path, Names(names))]


def test_names_are_found_in_the_order_of_the_page(printed_letter: Path) -> None:
    assert found(printed_letter, PARK, CARE) == [[CARE, CARE, PARK], [CARE, PARK]]  # the first in the title


def test_the_longer_name_is_meant(printed_letter: Path) -> None:
    assert found(printed_letter, "社区养老服务设施", CARE) == [[CARE, CARE], [CARE]]


def test_a_name_of_three_characters_is_a_common_word(printed_letter: Path) -> None:
    assert found(printed_letter, "项目的", "评价") == [[], []]


def test_a_broken_name_has_a_box_for_each_line(printed_letter: Path) -> None:
    first, second = read_pages(printed_letter, Names([PARK, CARE]))
    assert [len(mention.boxes) for mention in first.mentions] == [1, 1, 2]
    for left, low, right, high in first.mentions[2].boxes:
        assert right - left > high - low
    assert len(second.mentions[0].boxes) > 1
