"""What a reader of the bound volume sees: numbers, contents, bookmarks, links, marks."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from generator.letters.binding.bind import BoundVolume, bind
from generator.letters.binding.measures import FRAME_BOTTOM_MM, FRAME_TOP_MM, PAGE_HEIGHT_PT
from generator.letters.paper import layout
from generator.letters.printing import PrintShop
from generator.letters.volume.part import PartKind, Volume, VolumePart
from generator.problems import JixiaoError
from tests.letters.binding.conftest import texts_of
from tests.letters.binding.volumes import CARE, PARK, ROAD, attached, bare, covering_letter, saved, volume_of
from tests.letters.binding.volumes import page as new_page


def first_of(bound: BoundVolume, part_id: str) -> int:
    """The place in the file of a part's first page."""
    return next(bound.front_pages + placed.first_page - 1 for placed in bound.parts if placed.part.id == part_id)


def links(pdf: pikepdf.Pdf, at: int) -> list[Any]:
    return list(pdf.pages[at].obj.get("/Annots", []))


def goal(pdf: pikepdf.Pdf, annotation: Any) -> int:
    """The place in the file of the page that a link leads to."""
    return pikepdf.Page(annotation.Dest[0]).index


def text_below(path: Path, at: int, box: Any) -> str:
    with pypdfium2.PdfDocument(path) as document:
        left, low, right, high = (float(one) for one in box)
        return "".join(document[at].get_textpage().get_text_bounded(left - 1, low - 1, right + 1, high + 1).split())


def test_every_page_of_every_part_carries_its_number(bound: BoundVolume, texts: list[str]) -> None:
    assert bound.pages == len(texts) == bound.front_pages + sum(placed.pages for placed in bound.parts)
    for number, text in enumerate(texts[bound.front_pages :], 1):
        assert f"—{number}—" in text
        assert len(re.findall(r"—\d+—", text)) == 1  # none of its own beside it


def test_numbers_stand_outside_and_below_the_type_area(bound: BoundVolume) -> None:
    with pypdfium2.PdfDocument(bound.path) as document:
        for number in (2, 3, first_of(bound, "park") - bound.front_pages + 1):
            page = document[bound.front_pages + number - 1].get_textpage()
            found = page.search(f"— {number} —").get_next()
            left, _, _, top = page.get_charbox(found[0])
            assert PAGE_HEIGHT_PT - top >= (layout.AREA_BOTTOM_MM + 6) * layout.MM
            assert (left > layout.AREA_MIDDLE_MM * layout.MM) is bool(number % 2)


def test_number_of_a_letters_first_page_stands_below_its_red_line(bound: BoundVolume) -> None:
    with pypdfium2.PdfDocument(bound.path) as document:
        page = document[bound.front_pages].get_textpage()
        found = page.search("— 1 —").get_next()
        _, _, _, top = page.get_charbox(found[0])
        assert top < layout.RULE_BOTTOM_MM * layout.MM


def test_cover_says_what_it_is(texts: list[str], volume: Volume) -> None:
    assert texts[0] == f"演示数据{volume.meeting}{volume.title}{volume.agency}2026年8月20日"
    assert texts[1] == ""


def test_contents_name_every_part_with_its_page(bound: BoundVolume, texts: list[str]) -> None:
    contents = "".join(texts[2 : bound.front_pages])
    for placed in bound.parts:
        assert re.search(rf"{re.escape(placed.part.title)}…+{placed.first_page}(?!\d)", contents)
        assert texts[bound.front_pages + placed.first_page - 1].endswith(f"—{placed.first_page}—")
    assert "汇总表…" in contents
    assert "决算文件…" in contents


def test_contents_have_roman_numbers_and_page_1_is_a_right_hand_page(bound: BoundVolume, texts: list[str], pdf: pikepdf.Pdf) -> None:
    assert texts[2].endswith("—I—")
    assert bound.front_pages % 2 == 0
    assert [pdf.pages[at].label for at in (0, 1, 2, bound.front_pages, bound.front_pages + 11)] == ["封面", "封二", "I", "1", "12"]


def test_each_line_of_the_contents_leads_to_its_part(bound: BoundVolume, pdf: pikepdf.Pdf) -> None:
    for annotation in links(pdf, 2):
        _, _, right, _ = (float(one) for one in annotation.Rect)
        line = text_below(bound.path, 2, annotation.Rect)
        assert right == pytest.approx((layout.LEFT_MARGIN_MM + layout.AREA_WIDTH_MM) * layout.MM, abs=0.1)
        number = re.search(r"…(\d+)$", line)
        if number:
            assert goal(pdf, annotation) == bound.front_pages + int(number[1]) - 1
    assert {goal(pdf, one) for one in links(pdf, 2)} == {first_of(bound, placed.part.id) for placed in bound.parts}


def test_bookmarks_have_two_levels_and_lead_to_their_parts(bound: BoundVolume, pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        top = [item.title for item in outline.root]
        assert top == ["目录", "关于报送预算绩效管理情况的函", "关于预算绩效管理工作情况的报告", "绩效简报", "汇总表", "重点评价报告", "决算文件"]
        found = {item.title: item for one in outline.root for item in (one, *one.children)}
    for placed in bound.parts:
        assert pikepdf.Page(found[placed.part.title].destination[0]).index == first_of(bound, placed.part.id)


def mentions(pdf: pikepdf.Pdf, bound: BoundVolume) -> Iterator[tuple[int, Any]]:
    for at in range(bound.front_pages, bound.pages):
        for annotation in links(pdf, at):
            if "/Dest" in annotation and "/Contents" in annotation:
                yield at, annotation


def test_a_project_that_is_named_leads_to_its_part(bound: BoundVolume, pdf: pikepdf.Pdf) -> None:
    found: dict[tuple[int, int], str] = {}
    for at, annotation in mentions(pdf, bound):
        key = at - bound.front_pages + 1, goal(pdf, annotation)
        found[key] = found.get(key, "") + text_below(bound.path, at, annotation.Rect)
    care, park, road = (first_of(bound, part_id) for part_id in ("care", "park", "sizes"))
    assert CARE in found[1, care]
    assert PARK in found[1, park]  # over the end of a line
    assert CARE in found[2, care]  # over the lines of a cell
    assert ROAD in found[first_of(bound, "briefing") - bound.front_pages + 1, road]
    assert PARK in found[care - bound.front_pages + 1, park]
    assert (care - bound.front_pages + 1, care) not in found  # not to itself


def test_a_link_says_where_it_leads(bound: BoundVolume, pdf: pikepdf.Pdf) -> None:
    says = {str(annotation.Contents) for _, annotation in mentions(pdf, bound)}
    care = next(placed for placed in bound.parts if placed.part.id == "care")
    assert f"转到第{care.first_page}页：{CARE}绩效评价报告" in says


def test_html_may_link_to_a_part(bound: BoundVolume, pdf: pikepdf.Pdf) -> None:
    at = first_of(bound, "briefing")
    assert first_of(bound, "park") in [goal(pdf, one) for one in links(pdf, at)]


def test_a_link_to_no_part_is_told(shop: PrintShop, tmp_path: Path) -> None:
    html = '<html lang="zh-CN"><title>简报</title><body><a href="jixiao:nowhere">看</a></body></html>'
    volume = volume_of((VolumePart("briefing", PartKind.BRIEFING, "简报", html=html),))
    with pytest.raises(JixiaoError, match="有链接指向“nowhere”，合订本里没有这一部分"):
        bind(volume, shop, tmp_path / "volume.pdf")


def test_links_of_attached_files_keep_their_way(bound: BoundVolume, pdf: pikepdf.Pdf) -> None:
    at = first_of(bound, "busy")
    found = links(pdf, at)
    assert [goal(pdf, one) for one in found if "/Dest" in one] == [at + 1]
    assert [str(one.A.URI) for one in found if "/A" in one] == ["https://example.gov.cn/budget"]
    inside = next(one for one in found if "/Dest" in one)
    assert text_below(bound.path, at, inside.Rect) == "First"  # moved with what it lies on


def test_running_titles_and_mark(bound: BoundVolume, texts: list[str]) -> None:
    page = texts[first_of(bound, "park")]
    assert page.count("演示数据") == 1
    assert "2025年决算草案和绩效评价结果审查材料" in page
    assert f"{PARK}绩效评价报告（评价机构）" in page


def test_attached_pages_lie_in_the_frame(bound: BoundVolume) -> None:
    """The word stands at the lower left of what is shown; turned pages have their head at the left, so it stands at the lower right."""
    start = first_of(bound, "sizes")
    with pypdfium2.PdfDocument(bound.path) as document:
        places = {}
        for at, word in enumerate(("Large", "Wide", "Turned")):
            assert document[start + at].get_size() == pytest.approx((595.28, 841.89), abs=0.1)
            page = document[start + at].get_textpage()
            first, count = page.search(word).get_next()
            places[word] = page.get_charbox(first), page.get_charbox(first + count - 1)
    for first, last in places.values():
        for left, low, right, high in (first, last):
            assert 0 < left < right < 595
            assert FRAME_TOP_MM * layout.MM < PAGE_HEIGHT_PT - high < PAGE_HEIGHT_PT - low < FRAME_BOTTOM_MM * layout.MM
    assert places["Large"][0][0] < places["Large"][1][0]
    for word in ("Wide", "Turned"):
        first, last = places[word]
        assert first[1] < last[1], "turned counter-clockwise, the text runs up the page"
        assert first[0] == pytest.approx(last[0], abs=8)
    assert places["Wide"][0][0] > 300, "its foot is the right edge of the sheet"


def test_what_was_filled_into_a_form_is_printed(bound: BoundVolume, texts: list[str]) -> None:
    assert "Filled" in texts[first_of(bound, "busy")]


def test_remarks_say_what_was_changed(bound: BoundVolume) -> None:
    said = {(remark.part_id, remark.message) for remark in bound.remarks}
    assert ("sizes", "第1页不是 A4（297×420 毫米），已缩放到 A4 版面内。") in said
    assert ("sizes", "第2、3页是横页，已逆时针转 90 度装订，表头在左侧（GB/T 9704—2012 第8条）。") in said
    busy = {message for part_id, message in said if part_id == "busy"}
    assert "含有脚本或自动执行的动作，已去除。" in busy
    assert "含有可填写的表单，已按现有填写内容印入页面，不能再填。" in busy
    assert "夹带了其他文件，没有装入合订本。" in busy
    assert "含有批注，看得见的已印入页面，其余已去除。" in busy
    assert "原文件为盲人读屏软件作的标注没有带进合订本，读屏软件照样能按先后读出页面上的字，印出来没有变化。" in busy
    assert any(message.startswith("没有嵌入字体：Helvetica，") for message in busy)
    assert all(text.startswith("content/attachments/") for text in bound.remark_texts)


def test_nothing_that_runs_is_in_the_volume(bound: BoundVolume, pdf: pikepdf.Pdf) -> None:
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
    assert "/JavaScript" not in pdf.Root.Names
    kinds = {str(annotation.Subtype) for at in range(bound.pages) for annotation in links(pdf, at)}
    assert kinds == {"/Link"}
    assert all(int(annotation.F) & 4 for at in range(bound.pages) for annotation in links(pdf, at))


def test_data_is_embedded_as_the_volumes_own(pdf: pikepdf.Pdf, volume: Volume) -> None:
    (name,) = pdf.attachments
    assert name == "2025.zip"
    assert pdf.attachments[name].get_file().read_bytes() == volume.data[0].read_bytes()
    (specification,) = pdf.Root.AF
    assert specification.AFRelationship == "/Data"
    assert str(specification.Desc) == "江城市东湖区2025年度预算绩效公开数据"
    assert specification.EF.F.Subtype == "/application/zip"


def test_the_file_says_what_it_is(pdf: pikepdf.Pdf, bound: BoundVolume, volume: Volume) -> None:
    assert str(pdf.Root.Lang) == "zh-CN"
    assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == volume.title
        assert metadata["xmp:CreateDate"] == "2026-08-20T00:00:00+08:00"
        assert metadata.pdfa_status == ""  # attached files are not PDF/A, so it is not claimed
    assert bound.conformance == ""
    assert "不是 PDF/A，合订本因此不标明 PDF/A；要标明，请提供单位另存为 PDF/A。" in {remark.message for remark in bound.remarks}


def test_qpdf_finds_no_fault(bound: BoundVolume) -> None:
    with pikepdf.open(bound.path) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_same_volume_same_bytes(bound: BoundVolume, volume: Volume, shop: PrintShop, tmp_path: Path) -> None:
    again = bind(volume, shop, tmp_path / "again.pdf")
    assert again.sha256 == bound.sha256
    assert again.path.read_bytes() == bound.path.read_bytes()


def test_a_volume_made_here_is_pdf_a_3a(shop: PrintShop, tmp_path: Path) -> None:
    volume = volume_of((VolumePart("letter", PartKind.LETTER, "函", covering_letter()),))
    bound = bind(volume, shop, tmp_path / "volume.pdf")
    with pikepdf.open(bound.path) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"


def test_a_bare_file_can_be_bound(shop: PrintShop, tmp_path: Path) -> None:
    bound = bind(volume_of((attached("bare", "部门决算", bare(tmp_path / "bare.pdf")),)), shop, tmp_path / "volume.pdf")
    first, second = texts_of(bound.path)[bound.front_pages :]
    assert first.endswith("部门决算—1—")
    assert "Second" in second
    with pikepdf.open(bound.path) as pdf:
        (annotation,) = links(pdf, bound.front_pages + 1)
        assert annotation.A.URI == "https://example.gov.cn/"


def test_attached_pdf_a_keeps_the_volume_pdf_a(shop: PrintShop, tmp_path: Path) -> None:
    path = tmp_path / "archival.pdf"

    def fill(pdf: pikepdf.Pdf) -> None:
        new_page(pdf, (595.276, 841.89))
        with pdf.open_metadata() as metadata:
            metadata["pdfaid:part"] = "2"
            metadata["pdfaid:conformance"] = "B"
        del pdf.pages[0].obj.Resources["/Font"]

    saved(path, fill)
    volume = volume_of((VolumePart("file", PartKind.ACCOUNTS, "决算", pdf=path),))
    bound = bind(volume, shop, tmp_path / "volume.pdf")
    assert bound.conformance == "B"
    assert bound.remarks == ()


def test_nothing_is_left_behind_where_binding_fails(shop: PrintShop, tmp_path: Path) -> None:
    volume = volume_of((VolumePart("file", PartKind.ACCOUNTS, "决算", pdf=tmp_path / "none.pdf", source="content/none.pdf"),))
    with pytest.raises(JixiaoError):
        bind(volume, shop, tmp_path / "out/volume.pdf")
    assert not (tmp_path / "out").exists()


def test_poppler_reads_it_too(bound: BoundVolume) -> None:
    said = subprocess.run(["pdftotext", str(bound.path), "-"], capture_output=True, check=True, timeout=60)
    assert said.stderr == b""
