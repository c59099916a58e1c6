"""What a clerk finds on opening a document in Word: the file is opened again with python-docx."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from generator.letters.document import Annex, Block, Cell, Column, DocumentForm, Join, OfficialDocument, PageStyle, Table, TableRow
from generator.letters.word import WordPrinter
from generator.problems import JixiaoError
from tests.letters.samples import REAL_BODY, letter, paragraph, real_letter, score_table
from tests.letters.word_samples import circular, every_document, joint, lone_table, report, wide_table, with_forms

ROOT = Path(__file__).parents[2]


@cache
def made(document: OfficialDocument) -> bytes:
    return WordPrinter().print(document)


def opened(document: OfficialDocument) -> Document:
    return docx.Document(BytesIO(made(document)))


def parts(document: OfficialDocument) -> dict[str, str]:
    with ZipFile(BytesIO(made(document))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def in_style(word: Document, name: str) -> list[str]:
    return [one.text for one in word.paragraphs if one.style.name == name]


def only(word: Document, name: str) -> WordParagraph:
    (found,) = [one for one in word.paragraphs if one.style.name == name]
    return found


def child(element, path: str):
    """The element at `path` of prefixed names, or None."""
    for name in path.split("/"):
        element = element.find(qn(name))
        if element is None:
            return None
    return element


def value(element, path: str, attribute: str = "w:val") -> str | None:
    found = child(element, path)
    return None if found is None else found.get(qn(attribute))


def style_value(word: Document, name: str, path: str, attribute: str = "w:val") -> str | None:
    """What a style says, itself or through the style it is based on."""
    style = word.styles[name]
    while style is not None:
        found = value(style.element, path, attribute)
        if found is not None:
            return found
        style = style.base_style
    return None


# Words


def outline(document: OfficialDocument) -> str:
    """The document as a clerk reads it with the style pane open: style and text, tables row by row."""
    lines = []
    for block in opened(document).iter_inner_content():
        if isinstance(block, WordTable):
            lines += [" │ ".join(shown(cell) for cell in row._tr.tc_lst) for row in block.rows]
        elif block.text or block.style.name != "空行":
            lines.append(f"{block.style.name}：{block.text.replace(chr(10), '⏎').replace(chr(9), '⇥')}")
        if not isinstance(block, WordTable) and (section := child(block._p, "w:pPr/w:sectPr")) is not None:
            lines.append(f"—— 分节：{value(section, 'w:pgSz', 'w:orient') or 'portrait'} ——")
    return "\n".join(lines) + "\n"


def shown(cell) -> str:
    text = "⏎".join(WordParagraph(p, None).text.replace("\n", "⏎") for p in cell.p_lst)
    merge = child(cell, "w:tcPr/w:vMerge")
    return "↑" if merge is not None and merge.get(qn("w:val")) is None else text


SHORT = REAL_BODY[-2:]


@pytest.mark.parametrize("document", [with_forms(), circular(body=SHORT), report(body=SHORT), joint(body=SHORT)], ids=lambda one: one.name)
def test_styles_and_words_in_order(document: OfficialDocument, golden: Callable[[str, str], None]) -> None:
    golden(f"letters/word-{document.name}.txt", outline(document))


def words_of(document: OfficialDocument) -> Iterator[str]:
    """Every word that the document holds, in the order of the paper."""
    is_table = document.form is DocumentForm.TABLE
    if not is_table:
        yield from words_of_head(document)
    yield "".join(document.title)
    if not is_table:
        yield f"{document.addressee}："
    yield from words_of_blocks(document.body)
    if not is_table:
        yield from words_of_tail(document)
    for number, annex in enumerate(document.annexes, start=1):
        yield f"附件{number}" if len(document.annexes) > 1 else "附件"
        yield annex.title
        yield from words_of_blocks(annex.blocks)
    if document.copied_agencies:
        yield f"抄送：{'，'.join(document.copied_agencies)}。"
    if document.form is DocumentForm.DOCUMENT:
        yield f"{document.printing_agency}2025年7月9日印发"


def words_of_head(document: OfficialDocument) -> Iterator[str]:
    labels = [words for words in (document.copy_number, document.classification, document.urgency) if words]
    number = document.document_number or "（未签发）"
    if document.form is DocumentForm.LETTER:
        yield from (document.issuing_agency_mark, *labels[:1], number, *labels[1:])
        return
    yield from labels
    if document.joint_agencies:
        yield from (document.issuing_agency_mark.removesuffix("文件"), "文件", *document.joint_agencies)
    else:
        yield document.issuing_agency_mark
    if document.is_upward and len(document.approvers) > 2:
        yield from ("签发人：", *document.approvers[:2], number, *document.approvers[2:])
    elif document.is_upward:
        yield from (number, "签发人：", *document.approvers)
    else:
        yield number


def words_of_tail(document: OfficialDocument) -> Iterator[str]:
    for number, annex in enumerate(document.annexes, start=1):
        yield ("附件：" if number == 1 else "") + (f"{number}." if len(document.annexes) > 1 else "") + annex.title
    yield from (document.issuing_agency, *document.joint_agencies, "2025年7月8日")
    if document.note:
        yield f"（{document.note}）"


def words_of_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if not isinstance(block, Table):
            yield block.text
            continue
        yield block.caption
        heads = block.head or (TableRow(tuple(column.heading for column in block.columns)),)
        for row in (*heads, *block.rows):
            yield from (cell.text if isinstance(cell, Cell) else cell for cell in row.cells if not isinstance(cell, Join))


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.name)
def test_every_word_is_there_in_order_and_no_other(document: OfficialDocument) -> None:
    body = opened(document).element.body
    text = "".join(node.text or "" for node in body.iter(qn("w:t")))
    assert "".join(text.split()) == "".join("".join(words_of(document)).split())


# Page, grid, type


def test_the_page_is_the_standards_and_the_grid_has_22_lines_of_28_characters() -> None:
    (section,) = opened(real_letter(annexes=())).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm, 1) for one in margins] == [37, 35, 28, 26]
    grid = child(section._sectPr, "w:docGrid")
    assert dict(grid.attrib) == {qn("w:type"): "linesAndChars", qn("w:linePitch"): "579", qn("w:charSpace"): "-848"}
    area = section.page_width - section.left_margin - section.right_margin
    assert 28 * Pt(16 - 848 / 4096) <= area < 29 * Pt(16 - 848 / 4096)
    assert section.page_height - section.top_margin - section.bottom_margin >= 22 * 579 / 20 * 12700


def test_the_grid_follows_the_page_style() -> None:
    word = opened(real_letter(style=PageStyle(lines=24, cells=30, body_pt=15)))
    grid = child(word.sections[0]._sectPr, "w:docGrid")
    assert (grid.get(qn("w:linePitch")), grid.get(qn("w:charSpace"))) == ("531", "-1065")
    assert style_value(word, "正文", "w:pPr/w:spacing", "w:line") == "531"
    assert word.styles["Normal"].font.size == Pt(15)


def test_text_has_an_exact_pitch_and_no_blanks_between_chinese_and_latin() -> None:
    word = opened(real_letter())
    for name in ("正文", "一级标题", "公文标题", "主送机关", "署名", "成文日期", "附注", "附件说明", "附件标签"):
        assert style_value(word, name, "w:pPr/w:spacing", "w:line") == "579", name
        assert style_value(word, name, "w:pPr/w:spacing", "w:lineRule") == "exact", name
        for rule in ("w:autoSpaceDE", "w:autoSpaceDN"):
            assert style_value(word, name, f"w:pPr/{rule}") == "0", name
    assert style_value(word, "正文", "w:pPr/w:ind", "w:firstLineChars") == "200"
    assert style_value(word, "正文顶格", "w:pPr/w:ind", "w:firstLineChars") == "0"


def test_small_type_in_tables_is_not_on_the_exact_pitch() -> None:
    word = opened(real_letter())
    for name in ("表格文字", "表格小字", "表头", "小字表头"):
        assert style_value(word, name, "w:pPr/w:spacing", "w:lineRule") == "auto"
        assert style_value(word, name, "w:pPr/w:snapToGrid") == "0"
    for row in word.tables[0].rows:
        assert (value(row._tr, "w:trPr/w:trHeight", "w:hRule"), value(row._tr, "w:trPr/w:trHeight")) == ("atLeast", "579")


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("公文标题", "方正小标宋简体", 22),
        ("发文机关标志", "方正小标宋简体", 50),
        ("主送机关", "仿宋_GB2312", 16),
        ("正文", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("三级标题", "仿宋_GB2312", 16),
        ("四级标题", "仿宋_GB2312", 16),
        ("附件标签", "黑体", 16),
        ("附件标题", "方正小标宋简体", 22),
        ("表格文字", "仿宋_GB2312", 10.5),
        ("表格小字居中", "仿宋_GB2312", 9),
        ("表头", "黑体", 10.5),
        ("抄送", "仿宋_GB2312", 14),
        ("单页码", "宋体", 14),
    ],
)
def test_each_style_has_the_standards_face_for_every_script(style: str, face: str, size: float) -> None:
    word = opened(real_letter())
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        assert style_value(word, style, "w:rPr/w:rFonts", script) == face
    assert style_value(word, style, "w:rPr/w:sz") == str(round(size * 2))
    assert style_value(word, style, "w:rPr/w:b") is None


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.name)
def test_quotes_dashes_and_ellipses_are_chinese_and_no_latin_font_is_named(document: OfficialDocument) -> None:
    signs = set("“”‘’—…·〔〕★")
    for name, xml in parts(document).items():
        assert "Times New Roman" not in xml, name
        assert "Calibri" not in xml, name
        assert "Theme" not in xml.replace("themeFontLang", ""), name
    for run in opened(document).element.body.iter(qn("w:r")):
        text = "".join(node.text or "" for node in run.iter(qn("w:t")))
        if signs.intersection(text):
            assert value(run, "w:rPr/w:rFonts", "w:hint") == "eastAsia", text


def test_the_office_may_name_its_own_fonts_and_the_file_names_a_substitute_for_the_usual_ones() -> None:
    data = WordPrinter({"仿宋": "方正仿宋_GBK"}).print(real_letter())
    with ZipFile(BytesIO(data)) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    word = docx.Document(BytesIO(data))
    assert style_value(word, "正文", "w:rPr/w:rFonts", "w:eastAsia") == "方正仿宋_GBK"
    assert '<w:font w:name="楷体_GB2312"><w:altName w:val="楷体"/>' in fonts
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="华文中宋"/>' in fonts
    with pytest.raises(JixiaoError, match="没有“幼圆”这一类"):
        WordPrinter({"幼圆": "幼圆"})
    with pytest.raises(JixiaoError, match="公文 sample：版式设置里的字体“Arial”"):
        WordPrinter().print(letter((), style=PageStyle(body_face="Arial")))


def test_the_navigation_pane_shows_four_levels_and_nothing_else() -> None:
    word = opened(real_letter())
    levels = {one.style.name: style_value(word, one.style.name, "w:pPr/w:outlineLvl") for one in word.paragraphs}
    assert {name: level for name, level in levels.items() if level} == {
        "一级标题": "0",
        "二级标题": "1",
        "三级标题": "2",
        "四级标题": "3",
    }
    assert in_style(word, "一级标题")[:2] == ["一、基本情况", "二、存在的问题"]
    assert in_style(word, "四级标题") == ["（1）原因"]
    assert {value(word.styles[name].element, "w:next") for name in levels if name.endswith("级标题")} == {"GwBody"}


def test_only_our_styles_are_offered() -> None:
    names = [style.name for style in opened(real_letter()).styles]
    assert names[:4] == ["Normal", "Default Paragraph Font", "Normal Table", "No List"]
    assert all(not name.isascii() for name in names[4:])


# 版头


def test_a_letters_mark_stands_at_30_mm_and_the_line_below_it_is_170_mm_long() -> None:
    word = opened(real_letter())
    frame = child(only(word, "发文机关标志")._p, "w:pPr/w:framePr")
    line = word.paragraphs[1]
    rule = child(line._p, "w:pPr/w:framePr")
    border = child(line._p, "w:pPr/w:pBdr/w:bottom")
    assert frame.get(qn("w:vAnchor")) == "page"
    ink_mm = (int(frame.get(qn("w:y"))) / 20 + 0.8 * 60 - 0.83 * 50) / 72 * 25.4
    assert ink_mm == pytest.approx(30, abs=0.1)
    assert border.get(qn("w:val")) == "thickThinSmallGap"  # 上粗下细
    assert border.get(qn("w:color")) == "FF3333"
    assert int(rule.get(qn("w:w"))) == round(Mm(170).twips)
    assert int(rule.get(qn("w:x"))) == round(Mm(21).twips)


def test_a_letters_number_is_seven_eighths_of_a_character_below_the_line() -> None:
    word = opened(real_letter())
    assert only(word, "发文字号").text == "\t东财绩函〔2025〕12号"
    line = int(style_value(word, "发文字号", "w:pPr/w:spacing", "w:line")) / 20
    assert 0.8 * line - 0.83 * 16 == pytest.approx(14, abs=0.1)
    (stop,) = word.styles["发文字号"].paragraph_format.tab_stops
    assert stop.position.mm == pytest.approx(156, abs=0.1)


def test_the_second_red_line_is_on_page_1_alone_and_20_mm_above_its_edge() -> None:
    word = opened(real_letter())
    first = word.sections[0].first_page_footer
    line = first.paragraphs[0]._p
    assert value(line, "w:pPr/w:pBdr/w:bottom") == "thinThickSmallGap"  # 上细下粗
    assert (int(value(line, "w:pPr/w:framePr", "w:y")) + 20) / 20 / 72 * 25.4 == pytest.approx(277, abs=0.1)
    assert [section.different_first_page_header_footer for section in word.sections] == [True]
    assert "PAGE" not in first._element.xml
    assert not opened(circular()).sections[0].different_first_page_header_footer


def test_a_documents_mark_is_35_mm_below_the_type_area_with_or_without_labels() -> None:
    for document, labels in ((circular(), 0), (report(), 3)):
        word = opened(document)
        before = only(word, "发文机关标志").paragraph_format.space_before.pt + labels * 28.95
        size = word.styles["发文机关标志"].font.size.pt
        assert (before + 0.8 * 1.2 * size - 0.83 * size) / 72 * 25.4 == pytest.approx(35, abs=0.1)


@pytest.mark.parametrize(
    ("mark", "percent", "size"), [("财政局", None, "100"), ("江城市东湖区财政局", "97", "100"), ("江城市东湖区" * 4, "60", "60")]
)
def test_a_long_mark_is_condensed_and_never_wider_than_the_type_area(mark: str, percent: str | None, size: str) -> None:
    word = opened(real_letter(issuing_agency_mark=mark))
    assert style_value(word, "发文机关标志", "w:rPr/w:w") == percent
    assert style_value(word, "发文机关标志", "w:rPr/w:sz") == size
    assert len(mark) * int(size) / 2 * int(percent or 100) / 100 <= 156 / 25.4 * 72
    assert style_value(word, "发文机关标志", "w:pPr/w:jc") == ("center" if percent else "distribute")


def test_the_mark_is_black_where_the_office_says_so() -> None:
    assert style_value(opened(circular()), "发文机关标志", "w:rPr/w:color") == "FF3333"
    assert style_value(opened(circular(style=PageStyle(mark_is_red=False))), "发文机关标志", "w:rPr/w:color") is None


def test_the_number_stands_over_a_red_line_as_wide_as_the_type_area() -> None:
    word = opened(circular())
    number = only(word, "发文字号")
    assert number.text == "东财绩〔2025〕8号"
    assert style_value(word, "发文字号", "w:pPr/w:jc") == "center"
    assert style_value(word, "发文字号", "w:pPr/w:pBdr/w:bottom", "w:color") == "FF3333"
    assert style_value(word, "发文字号", "w:pPr/w:ind", "w:left") is None  # an indent would shorten the line
    blank = number.paragraph_format.space_before.pt + 0.2 * 60 - 0.08 * 50
    assert blank == pytest.approx(2 * 28.95, abs=0.1)


def test_an_upward_document_has_its_number_one_cell_in_and_its_approver_one_cell_from_the_right() -> None:
    word = opened(report())
    number = only(word, "发文字号")
    assert number.text == "\t东财〔2025〕31号\t签发人：演示人员甲"
    assert number.runs[-1].style.name == "签发人姓名"
    assert value(word.styles["签发人姓名"].element, "w:rPr/w:rFonts", "w:eastAsia") == "楷体_GB2312"
    stops = [stop.position.pt for stop in number.paragraph_format.tab_stops]
    cell = 156 / 25.4 * 72 / 28
    assert stops[:2] == pytest.approx([cell, (28 - 1 - 5 - 4) * cell], abs=0.1)


def test_approvers_stand_two_in_a_row_below_each_other_and_the_number_on_the_last_row() -> None:
    word = opened(joint(is_upward=True, approvers=("演示甲", "演示人员乙", "演示丙")))
    rows = [one for one in word.paragraphs if one.style.name == "发文字号"]
    assert [row.text for row in rows] == ["\t\t签发人：演示甲\t演示人员乙", "\t东财绩〔2025〕8号\t\t演示丙"]
    stops = [[round(stop.position.pt) for stop in row.paragraph_format.tab_stops] for row in rows]
    assert stops[0] == stops[1]


def test_a_draft_says_so_where_its_number_will_stand() -> None:
    word = opened(real_letter(document_number=None, classification="秘密★1年", urgency="特急", copy_number="000007"))
    assert only(word, "发文字号").text == "000007\t（未签发）"
    assert in_style(word, "密级和紧急程度") == ["秘密★1年", "特急"]
    assert word.core_properties.content_status == "草稿"


def test_a_joint_mark_has_the_agencies_stacked_and_the_word_document_beside_them() -> None:
    table = opened(joint()).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["江城市东湖区财政局", "江城市东湖区民政局", "江城市东湖区审计局"]
    beside = [row.cells[1] for row in table.rows]
    assert {cell.text for cell in beside} == {"文件"}
    assert len({cell._tc for cell in beside}) == 1
    assert value(table.rows[0]._tr.tc_lst[1], "w:tcPr/w:vAlign") == "center"
    assert child(table._tbl, "w:tblPr/w:tblBorders") is None


# 主体


def test_titles_are_broken_at_words() -> None:
    assert only(opened(real_letter()), "公文标题").text == "江城市东湖区财政局\n关于反馈社区养老服务设施运营补贴项目\n绩效评价结果的函"


def test_with_a_seal_the_date_is_four_cells_from_the_right_and_the_agency_centred_over_it() -> None:
    word = opened(letter(REAL_BODY))
    agency, date = only(word, "署名"), only(word, "成文日期")
    for one in (agency, date):
        assert value(one._p, "w:pPr/w:jc") == "center"
        # The stretch from here to the right edge has the date's centre in its middle: 28 − 4 − 6 / 2.
        assert int(value(one._p, "w:pPr/w:ind", "w:leftChars")) / 100 == 2 * (28 - 4 - 6 / 2) - 28
    assert agency.paragraph_format.space_before.pt == pytest.approx(2 * 28.95)


def test_a_long_agency_draws_the_date_with_it_and_stays_on_the_line() -> None:
    word = opened(letter(REAL_BODY, issuing_agency="江城市东湖区财政局预算绩效管理工作领导小组办公室"))
    left = int(value(only(word, "署名")._p, "w:pPr/w:ind", "w:leftChars")) / 100
    assert 28 - left == 24  # as long as its name
    assert value(only(word, "成文日期")._p, "w:pPr/w:ind", "w:leftChars") == str(round(left * 100))


@pytest.mark.parametrize(("agency", "starts"), [("江城市东湖区财政局", (17, 19)), ("财政局", (18, 20))])
def test_without_a_seal_the_longer_of_both_is_two_cells_from_the_right(agency: str, starts: tuple[float, float]) -> None:
    word = opened(letter(REAL_BODY, issuing_agency=agency, is_sealed=False))
    found = [int(value(only(word, name)._p, "w:pPr/w:ind", "w:leftChars")) / 100 for name in ("署名", "成文日期")]
    assert tuple(found) == starts
    assert only(word, "署名").paragraph_format.space_before.pt == pytest.approx(28.95)


def test_a_joint_signature_gives_each_agency_room_for_its_seal_and_the_last_one_the_date() -> None:
    table = opened(joint()).tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["江城市东湖区财政局", "江城市东湖区民政局"],
        ["", "江城市东湖区审计局\n2025年7月8日"],
    ]
    for row in table.rows:
        assert row.height.mm >= 42
        assert all(cell.width.mm >= 42 for cell in row.cells)


def test_the_signature_takes_the_end_of_the_text_to_its_page() -> None:
    word = opened(real_letter(note="此件公开发布"))
    assert all(one.paragraph_format.keep_with_next for one in word.paragraphs if one.style.name.startswith("附件说明"))
    last = [one for one in word.paragraphs if one.text.startswith("请你局于")][-1]
    assert last.paragraph_format.keep_with_next
    assert last.paragraph_format.widow_control
    assert word.styles["署名"].paragraph_format.keep_with_next
    assert only(word, "成文日期").paragraph_format.keep_with_next


def test_names_of_annexes_are_aligned_below_each_other() -> None:
    ten = tuple(Annex(f"附件名称{at}", (paragraph("文字。"),)) for at in range(1, 12))
    word = opened(letter(REAL_BODY, annexes=ten))
    notes = in_style(word, "附件说明") + in_style(word, "附件说明续")
    assert (notes[0], notes[1], notes[10]) == ("附件：1.附件名称1", "2.附件名称2", "11.附件名称11")
    assert [style_value(word, name, "w:pPr/w:ind", "w:leftChars") for name in ("附件说明", "附件说明续")] == ["600", "600"]
    assert [style_value(word, name, "w:pPr/w:ind", "w:hangingChars") for name in ("附件说明", "附件说明续")] == ["400", "100"]
    tenth = next(one for one in word.paragraphs if one.text.startswith("10."))
    assert value(tenth._p, "w:pPr/w:ind", "w:hangingChars") == "150"


def test_an_annex_begins_on_a_new_page_with_its_label_and_has_its_title_on_line_3() -> None:
    word = opened(real_letter())
    assert in_style(word, "附件标签") == ["附件1", "附件2"]
    assert word.styles["附件标签"].paragraph_format.page_break_before
    assert word.styles["附件标题"].paragraph_format.space_before.pt == pytest.approx(28.95)
    assert in_style(opened(circular()), "附件标签") == ["附件"]


def test_turned_annexes_that_follow_each_other_each_begin_a_page() -> None:
    wide = Annex("汇总表", (wide_table(2),), is_landscape=True)
    upright = Annex("得分表", (score_table(3),))
    word = opened(circular(annexes=(upright, wide, wide, upright)))
    breaks = [one.paragraph_format.page_break_before for one in word.paragraphs if one.style.name == "附件标签"]
    assert breaks == [None, False, None, False]  # by the style, by its section, by the style, by its section
    assert len(word.sections) == 3
    alone = opened(replace(lone_table(), body=(), annexes=(wide, wide)))
    titles = [one for one in alone.paragraphs if one.style.name == "附件标题"]
    assert [one.paragraph_format.page_break_before for one in titles] == [None, True]
    assert [section.orientation for section in alone.sections] == [WD_ORIENT.LANDSCAPE]


# Tables


def test_a_table_before_joint_seals_does_not_grow_together_with_them() -> None:
    word = opened(joint(body=(score_table(3),), note=""))
    kinds = ["table" if isinstance(block, WordTable) else block.style.name for block in word.iter_inner_content()]
    at = kinds.index("table", kinds.index("主送机关"))
    assert kinds[at : at + 3] == ["table", "空行", "table"]


def test_rows_are_whole_unless_they_might_be_higher_than_a_page() -> None:
    columns = (Column("事项", 20), Column("说明", 80))
    (table,) = opened(letter((Table(columns, (TableRow(("短", "一行。")), TableRow(("长", "很长的说明。" * 200)))),))).tables
    assert [child(row._tr, "w:trPr/w:cantSplit") is not None for row in table.rows] == [True, True, False]


def test_small_tables_stay_together_and_a_total_is_not_left_alone() -> None:
    def keeps(rows: int) -> list[bool]:
        (table,) = opened(letter((score_table(rows),))).tables
        return [bool(row.cells[3].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]

    assert keeps(3) == [True, True, True, True, False]
    assert keeps(12) == [True, *[False] * 11, True, False]


def test_a_table_is_a_real_one_with_joined_cells_and_repeated_heads() -> None:
    word = opened(letter((score_table(6),)))
    (table,) = word.tables
    assert table.style.name == "公文表格"
    assert [child(row._tr, "w:trPr/w:tblHeader") is not None for row in table.rows] == [True] + [False] * 7
    assert all(child(row._tr, "w:trPr/w:cantSplit") is not None for row in table.rows)
    assert len({table.cell(row, 0)._tc for row in (1, 2, 3)}) == 1
    assert [value(table.rows[row]._tr.tc_lst[0], "w:tcPr/w:vMerge") for row in (1, 2, 4)] == ["restart", None, "restart"]
    assert table.cell(3, 1).text == "第1类"
    assert table.cell(4, 0).text == "过程"
    assert sum(column.width.mm for column in table.columns) == pytest.approx(156, abs=0.1)
    assert [round(column.width.mm / 156 * 100) for column in table.columns] == [12, 14, 22, 8, 8, 36]
    assert only(word, "表题").text == "项目支出绩效评价得分表"
    assert only(word, "表题").style.paragraph_format.keep_with_next


def test_table_text_stands_as_its_column_says_and_totals_are_strong() -> None:
    (table,) = opened(letter((score_table(6),))).tables
    styles = [cell.paragraphs[0].style.name for cell in table.rows[1].cells]
    assert styles == ["表格文字", "表格文字", "表格文字", "表格文字居中", "表格文字居中", "表格文字"]
    assert {cell.paragraphs[0].style.name for cell in table.rows[0].cells} == {"表头"}
    assert [run.style.name for cell in table.rows[-1].cells for run in cell.paragraphs[0].runs] == ["强调"] * 3


def test_two_head_rows_with_joins_are_both_repeated() -> None:
    (table,) = opened(letter((wide_table(2),))).tables
    heads = [child(row._tr, "w:trPr/w:tblHeader") is not None for row in table.rows]
    assert heads == [True, True, False, False, False]
    assert table.cell(0, 2)._tc is table.cell(0, 3)._tc
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(1, 3).text == "执行数"


def test_a_form_of_several_tables_becomes_one_without_heads() -> None:
    word = opened(lone_table())
    (table,) = word.tables
    assert table.cell(0, 0).paragraphs[0].style.name == "表头"
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc
    assert all(child(row._tr, "w:trPr/w:tblHeader") is None for row in table.rows)
    assert [len(row._tr.tc_lst) for row in table.rows] == [2, 4, 3, 3, 4, 4, 4, 4, 4, 4]
    assert value(table.rows[2]._tr.tc_lst[2].p_lst[0], "w:pPr/w:pStyle") == "GwCellRight"
    assert word.paragraphs[0].text == "项目支出绩效目标表"


def test_small_type_where_a_number_would_be_torn() -> None:
    narrow = Table((Column("额", 5), Column("说明", 95)), (TableRow(("1,234,567.89", "文字")),))
    assert opened(letter((narrow,))).tables[0].cell(1, 0).paragraphs[0].style.name == "表格小字"


def test_a_table_that_cannot_be_set_is_told() -> None:
    columns = (Column("甲", 1), Column("乙", 1))
    ragged = Table(columns, (TableRow(("一",)),), caption="残表")
    with pytest.raises(JixiaoError, match="公文 sample：表“残表”有 2 栏，其中一行却有 1 格"):
        WordPrinter().print(letter((ragged,)))
    crooked = Table(columns, (TableRow(("一", Join.LEFT)), TableRow((Join.ABOVE, "二"))), caption="斜表")
    with pytest.raises(JixiaoError, match="表“斜表”第3行的合并单元格不成矩形"):
        WordPrinter().print(letter((crooked,)))
    with pytest.raises(JixiaoError, match=r"控制字符（U\+0007）"):
        WordPrinter().print(letter((paragraph("铃\u0007声"),)))


# Headers, footers, 版记


def test_page_numbers_are_fields_right_on_odd_and_left_on_even_pages() -> None:
    word = opened(circular())
    assert word.settings.odd_and_even_pages_header_footer
    section = word.sections[0]
    for footer, style, side, jc in ((section.footer, "单页码", "w:right", "right"), (section.even_page_footer, "双页码", "w:left", "left")):
        (number,) = footer.paragraphs
        assert number.style.name == style
        text = "".join(node.text for node in number._p.iter(qn("w:t")))
        assert text == "— 1 —"
        assert value(number._p, "w:fldSimple", "w:instr") == "PAGE"
        assert style_value(word, style, "w:pPr/w:ind", side) == "280"  # one character of 4号
        assert style_value(word, style, "w:pPr/w:jc") == jc
    # The line of the number begins so far above the page's edge that its 一字线 is at 269 mm.
    line_top = 297 / 25.4 * 72 - section.footer_distance.pt - 20
    assert (line_top + 0.8 * 20 - 0.38 * 14) / 72 * 25.4 == pytest.approx(269, abs=0.1)


def test_marks_stand_in_the_header_of_every_page() -> None:
    for section in opened(with_forms()).sections:
        headers = [section.header, section.even_page_header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        for header in headers:
            assert header.paragraphs[-1].text == "演示数据　并非真实公文"
            assert header.paragraphs[-1].style.name == "页眉标记"
    assert round(opened(with_forms()).sections[0].header_distance.mm) == 14


def test_a_wide_annex_lies_on_its_side_with_the_number_at_the_left() -> None:
    word = opened(with_forms())
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    turned = word.sections[1]
    assert (round(turned.page_width.mm), round(turned.page_height.mm)) == (297, 210)
    margins = (turned.top_margin, turned.right_margin, turned.bottom_margin, turned.left_margin)
    assert [round(one.mm) for one in margins] == [28, 37, 26, 35]
    for header, style in ((turned.header, "单页码"), (turned.even_page_header, "双页码")):
        (table,) = header.tables
        place = child(table._tbl, "w:tblPr/w:tblpPr")
        assert (place.get(qn("w:horzAnchor")), place.get(qn("w:vertAnchor"))) == ("page", "page")
        assert int(place.get(qn("w:tblpX"))) / 20 / 72 * 25.4 < 28 < (int(place.get(qn("w:tblpX"))) / 20 + 20) / 72 * 25.4
        cell = table.rows[0]._tr.tc_lst[0]
        assert value(cell, "w:tcPr/w:textDirection") == "tbRl"
        assert value(cell, "w:p/w:pPr/w:pStyle") == word.styles[style].style_id
        assert value(cell, "w:p/w:fldSimple", "w:instr") == "PAGE"
    assert turned.footer.paragraphs[0].text == ""
    assert sum(column.width.mm for column in word.tables[1].columns) == pytest.approx(225, abs=0.1)


def test_the_imprint_hangs_at_the_lower_edge_of_the_type_area() -> None:
    word = opened(circular(annexes=()))
    foot = [one for one in word.paragraphs if child(one._p, "w:pPr/w:framePr") is not None]
    assert [(one.style.name, one.text) for one in foot] == [
        ("版记粗线", ""),
        ("抄送", "抄送：区人大常委会财政经济工作委员会，区审计局。"),
        ("版记细线", ""),
        ("印发机关和印发日期", "江城市东湖区财政局办公室\t2025年7月9日印发"),
        ("版记粗线", ""),
    ]
    for one in foot:
        frame = child(one._p, "w:pPr/w:framePr")
        assert (frame.get(qn("w:vAnchor")), frame.get(qn("w:yAlign"))) == ("margin", "bottom")
        assert int(frame.get(qn("w:w"))) == round(Mm(156).twips)
    heights = [word.styles[name].paragraph_format.line_spacing.mm for name in ("版记粗线", "版记细线")]
    assert heights == pytest.approx([0.35, 0.25], abs=0.01)
    assert word.paragraphs[-1].style.name == "空行"


def test_a_letters_imprint_has_only_the_copies_and_no_lines() -> None:
    word = opened(real_letter(printing_agency="办公室", printed_on=datetime(2025, 7, 9, tzinfo=UTC).date()))
    assert in_style(word, "抄送")[0].startswith("抄送：区人大常委会财政经济工作委员会，区审计局")
    assert not in_style(word, "印发机关和印发日期")
    assert not in_style(word, "版记粗线")
    assert not in_style(opened(lone_table()), "抄送")


def test_after_a_turned_annex_the_imprint_stands_on_an_upright_page() -> None:
    assert [section.orientation for section in opened(circular()).sections][-1] is WD_ORIENT.PORTRAIT


# The file


def test_the_file_tells_what_it_is() -> None:
    about = opened(circular()).core_properties
    assert about.title == "江城市东湖区财政局关于2024年度财政重点绩效评价结果的通报"
    assert about.subject == "绩效评价结果通报 东财绩〔2025〕8号"
    assert about.author == about.last_modified_by == "江城市东湖区财政局"
    assert about.category == "通报"
    assert about.keywords == "通报；绩效评价结果通报；各街道办事处，区直各预算单位"
    assert about.comments == "演示数据　并非真实公文"
    assert about.created == about.modified == datetime(2025, 7, 8, tzinfo=UTC)
    assert about.language == "zh-CN"
    word = opened(circular())
    assert value(word.styles.element, "w:docDefaults/w:rPrDefault/w:rPr/w:lang", "w:eastAsia") == "zh-CN"


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.name)
def test_made_twice_the_bytes_are_the_same(document: OfficialDocument) -> None:
    assert WordPrinter().print(replace(document)) == made(document)


def test_another_process_on_another_day_makes_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from generator.letters.word import WordPrinter;"
        "from tests.letters.word_samples import circular; Path(sys.argv[1]).write_bytes(WordPrinter().print(circular()))"
    )
    file = tmp_path / "again.docx"
    subprocess.run(
        [sys.executable, "-c", script, str(file)], cwd=ROOT, check=True, timeout=60, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    )
    assert file.read_bytes() == made(circular())


def test_the_archive_has_no_dates_no_thumbnail_and_its_contents_first() -> None:
    with ZipFile(BytesIO(made(circular()))) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    names = [entry.filename for entry in entries if "header" not in entry.filename and "footer" not in entry.filename]
    assert names == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
