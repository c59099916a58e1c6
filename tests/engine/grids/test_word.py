"""What is read of a Word file."""

import pytest
from docx import Document

from generator.engine.grids.grid import CellKind
from generator.engine.grids.outcome import RemarkKind
from generator.engine.grids.reading import read_file, read_grids
from generator.engine.grids.word import NEAREST
from tests.engine.grids.making import cell, paragraph, seen, table, word_file

FORM = table(
    cell("项目名称") + cell("道路养护", across=3),
    cell("产出指标", down="restart") + cell("数量指标") + cell("养护里程") + cell("≥50公里"),
    cell("", down="continue") + cell("质量指标") + cell("合格率") + cell("≥95%"),
)


def read(tmp_path, body, **more):
    return read_file(word_file(tmp_path / "a.docx", body, **more))


def test_table_has_its_title_above_and_its_signatures_below(tmp_path):
    body = paragraph("附件1") + paragraph("项目支出绩效自评表") + paragraph(" ") + paragraph("（2025年度）　　单位：万元") + FORM + paragraph("填表人：")

    grids = read(tmp_path, body).grids

    assert [grid.sheet for grid in grids] == ["第1张表"]
    assert seen(grids[0]) == {
        "A1": "附件1", "A2": "项目支出绩效自评表", "A3": "（2025年度）　　单位：万元", "A4": "项目名称", "B4": "道路养护", "A5": "产出指标", "B5": "数量指标",
        "C5": "养护里程", "D5": "≥50公里", "B6": "质量指标", "C6": "合格率", "D6": "≥95%", "A7": "填表人：",
    }  # fmt: skip
    spans = {each.spot.name: (each.rows, each.columns) for each in grids[0].cells if (each.rows, each.columns) != (1, 1)}
    assert spans == {"A1": (1, 4), "A2": (1, 4), "A3": (1, 4), "B4": (1, 3), "A5": (2, 1), "A7": (1, 4)}
    assert {each.kind for each in grids[0].cells} == {CellKind.TEXT}


@pytest.mark.parametrize(
    "page_break", ['<w:p><w:r><w:br w:type="page"/></w:r></w:p>', paragraph("项目二", properties="<w:pageBreakBefore/>"), "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"]
)
def test_page_break_parts_what_ends_one_form_from_what_begins_the_next(page_break, tmp_path):
    title = "" if "项目二" in page_break else paragraph("项目二")

    first, second = read(tmp_path, paragraph("项目一") + FORM + paragraph("填表人：甲") + page_break + title + FORM).grids

    assert (seen(first)["A1"], seen(first)["A5"]) == ("项目一", "填表人：甲")
    assert (seen(second)["A1"], seen(second)["A2"]) == ("项目二", "项目名称")


def test_break_within_a_paragraph_parts_it(tmp_path):
    body = FORM + "<w:p><w:r><w:t>填表人</w:t><w:br w:type='page'/><w:t>项目二</w:t></w:r></w:p>" + FORM

    first, second = read(tmp_path, body).grids

    assert (seen(first)["A4"], seen(second)["A1"]) == ("填表人", "项目二")


def test_long_report_stands_by_itself_and_nothing_is_lost(tmp_path):
    before = [f"前文第{number}段" for number in range(1, NEAREST + 6)]
    after = [f"后文第{number}段" for number in range(1, NEAREST + 4)]
    body = "".join(map(paragraph, before)) + FORM + "".join(map(paragraph, after))

    form, rest = read(tmp_path, body).grids

    assert rest.sheet == "正文"
    assert list(seen(rest).values()) == before[:5] + after[NEAREST:]
    assert [text for text in seen(form).values() if "文第" in text] == before[5:] + after[:NEAREST]


def test_file_without_tables_is_its_paragraphs(tmp_path):
    assert [(grid.sheet, seen(grid)) for grid in read(tmp_path, paragraph("自评报告") + paragraph("一、基本情况")).grids] == [
        ("正文", {"A1": "自评报告", "A2": "一、基本情况"})
    ]


def test_text_is_what_is_seen(tmp_path):
    runs = (
        "<w:r><w:t>得</w:t></w:r><w:r><w:t>分</w:t><w:tab/><w:t>95</w:t><w:br/><w:t>优</w:t><w:noBreakHyphen/></w:r>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtPr><w:t>不见</w:t></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>"
    )
    read_in = read(tmp_path, table(f"<w:tc><w:p>{runs}</w:p><w:p/>{paragraph('第二段')}</w:tc>"))

    assert seen(read_in.grids[0]) == {"A1": "得分\t95\n优-新链接控件\n第二段"}
    assert [remark.kind for remark in read_in.remarks] == [RemarkKind.LEFT_OUT]


def test_boxes_that_are_ticked_are_seen(tmp_path):
    tick = '<w:sym w:font="Wingdings 2" w:char="F052"/><w:t>优</w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>良</w:t>'
    older = '<w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar><w:t>中</w:t>'

    assert seen(read(tmp_path, table(f"<w:tc><w:p><w:r>{tick}{older}</w:r></w:p></w:tc>")).grids[0]) == {"A1": "☑优□良☑中"}


def test_text_box_counts_once_and_a_table_in_a_cell_is_text(tmp_path):
    box = (
        "<w:p><w:r><w:AlternateContent><w:Choice><w:txbxContent><w:p><w:r><w:t>自评表</w:t></w:r></w:p></w:txbxContent></w:Choice>"
        "<w:Fallback><w:txbxContent><w:p><w:r><w:t>自评表</w:t></w:r></w:p></w:txbxContent></w:Fallback></w:AlternateContent></w:r></w:p>"
    )
    inner = table(cell("甲") + cell("乙"))

    assert seen(read(tmp_path, box + table(f"<w:tc>{paragraph('外')}{inner}</w:tc>")).grids[0]) == {"A1": "自评表", "A2": "外\n甲\n\t乙"}


def test_rows_wrapped_in_content_controls_and_rows_struck_out(tmp_path):
    row = f"<w:tr>{cell('甲')}<w:sdt><w:sdtContent>{cell('乙')}</w:sdtContent></w:sdt></w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}</w:tr>"
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("丙")}</w:tr>'

    grid = read(tmp_path, f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>{gone}{late}</w:tbl>").grids[0]

    assert seen(grid) == {"A1": "甲", "B1": "乙", "B2": "丙"}


def test_table_merged_by_another_program(tmp_path):
    document = Document()
    document.add_heading("绩效目标申报表", 1)
    made = document.add_table(3, 3)
    made.cell(0, 0).merge(made.cell(0, 2)).text = "项目资金"
    made.cell(1, 0).merge(made.cell(2, 0)).text = "总额"
    made.cell(2, 2).text = "12.50"
    document.save(tmp_path / "a.docx")

    grid = read_grids(tmp_path / "a.docx")[0]

    assert seen(grid) == {"A1": "绩效目标申报表", "A2": "项目资金", "A3": "总额", "C4": "12.50"}
    assert (grid.at(4, 1), grid.at(2, 3)) == (grid.at(3, 1), grid.at(2, 1))
