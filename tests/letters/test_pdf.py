"""What is inside the finished file: fonts, tags, text, dates, and the same bytes every time."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from generator.letters.document import Annex, Column, Join, OfficialDocument, Table, TableRow
from generator.letters.paper.fonts import FontFile, PrintFonts, Role, check_subsetter, find_fonts, lacking, subset_fonts
from generator.letters.paper.pdf import PdfPrinter, characters_of
from generator.letters.paper.textline import Substitution
from generator.problems import JixiaoError, UsageError
from tests.letters.conftest import TEMPLATES
from tests.letters.samples import (
    REAL_BODY,
    draft,
    full_document,
    full_text,
    joint_circular,
    letter,
    of_length,
    paragraph,
    real_letter,
    report,
    table_alone,
    wide_table,
)

Fonts = Mapping[Role, FontFile]


def text_of(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it was painted."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


@pytest.fixture(scope="module")
def real(printer: PdfPrinter) -> bytes:
    return printer.print(real_letter()).pdf


@pytest.fixture(scope="module")
def opened(real: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(real))


def test_fonts_are_exactly_ours_and_embedded(opened: pikepdf.Pdf) -> None:
    fonts = [font for page in opened.pages for font in page.Resources.Font.values()]
    names = {str(font.BaseFont).split("+")[1] for font in fonts}
    assert names == {"jixiao-body", "jixiao-hei", "jixiao-kai", "jixiao-title", "jixiao-song", "jixiao-rare-785a"}
    assert all("/FontFile3" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_is_a_tagged_archive_file(opened: pikepdf.Pdf) -> None:
    root = opened.Root
    assert root.MarkInfo.Marked == "true" or bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "zh-CN"
    assert root.OutputIntents[0].S == "/GTS_PDFA1"
    with opened.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"] == real_letter().title_text
        assert metadata["dc:creator"] == ["江城市东湖区财政局"]
        assert metadata["xmp:CreateDate"] == "2025-07-08"
    assert str(opened.docinfo.Title) == real_letter().title_text
    assert str(opened.docinfo.CreationDate) == "D:20250708"


def structure(element: pikepdf.Object) -> list[str]:
    """Names of the structure elements, depth first, without the runs inside lines."""
    names = []
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            names += [str(kid.S)[1:], *structure(kid)]
    return names


def test_structure_names_titles_headings_and_tables(opened: pikepdf.Pdf) -> None:
    names = structure(opened.Root.StructTreeRoot)
    wanted = ("Document", "Sect", "H1", "H2", "H3", "H4", "H5", "Table", "THead", "TBody")
    assert {name: names.count(name) for name in wanted} == {
        "Document": 1, "Sect": 5, "H1": 3, "H2": 4, "H3": 2, "H4": 1, "H5": 1, "Table": 3, "THead": 3, "TBody": 3,
    }  # fmt: skip


def test_page_numbers_and_marks_are_artifacts(printer: PdfPrinter) -> None:
    """Nothing that is said in the margins is part of the text, and all the rest is."""
    opened = pikepdf.open(BytesIO(printer.print(real_letter()).pdf))
    for number, page in enumerate(opened.pages, start=1):
        stack, artifacts, tagged = [], 0, 0
        for operation in pikepdf.parse_content_stream(page):
            name = str(operation.operator)
            if name in ("BDC", "BMC"):
                stack.append(str(operation.operands[0]))
            elif name == "EMC":
                stack.pop()
            elif name == "TJ":
                assert stack
                artifacts += "/Artifact" in stack
                tagged += "/Artifact" not in stack
        assert artifacts == (1 if number == 1 else 2)
        assert tagged > 10


def test_text_comes_out_in_the_order_of_reading(printer: PdfPrinter) -> None:
    document = letter(
        REAL_BODY[:3],
        annexes=real_letter().annexes[1:],
        note="此件依申请公开",
        copied_agencies=("区审计局",),
        marks=("演示数据",),
        classification="秘密★1年",
    )
    document = replace(document, annexes=(replace(document.annexes[0], blocks=(paragraph("附件正文。"),)),))
    pages = text_of(printer.print(document).pdf)
    assert pages == [
        "江城市东湖区财政局\n"
        "秘密★1年 东财绩函〔2025〕12号\n"
        "江城市东湖区财政局\n"
        "关于反馈社区养老服务设施运营补贴项目\n"
        "绩效评价结果的函\n"
        "区民政局：\n"
        "根据《中共中央 国务院关于全面实施预算绩效管理的意见》\n"
        "（中发〔2018〕34号）、《财政部关于印发〈项目支出绩效评价\n"
        "管理办法〉的通知》（财预〔2020〕10号）等规定，我局委托第\n"
        "三方机构对你局2024年度社区养老服务设施运营补贴项目开展了\n"
        "绩效评价。现将评价结果反馈如下。\n"
        "一、基本情况\n"
        "项目预算安排1,250.00万元，实际支出1,187.50万元，预算\n"
        "执行率95%。评价得分86.25分，评价等级为“良”。其中：硚\n"
        "演示数据",
        "口社区日间照料中心等12家机构获得补贴——占应补机构的\n"
        "80%……\n"
        "附件：绩效评价发现问题整改清单及整改情况反馈表（由项\n"
        "目主管部门填写并加盖公章）\n"
        "江城市东湖区财政局\n"
        "2025年7月8日\n"
        "（此件依申请公开）\n"
        "演示数据\n"
        "— 2 —",
        "附件\n绩效评价发现问题整改清单及整改情况反馈表\n（由项目主管部门填写并加盖公章）\n附件正文。\n抄送：区审计局。\n演示数据\n— 3 —",
    ]


def test_draft_says_so(printer: PdfPrinter) -> None:
    assert text_of(printer.print(draft()).pdf)[0].split("\n")[:4] == [
        "硚口区财政局",
        "秘密★1年",
        "特急",
        "（未签发）",
    ]


def test_same_bytes_twice_and_in_another_process(printer: PdfPrinter, small_fonts: PrintFonts, tmp_path: Path, real: bytes) -> None:
    again = printer.print(real_letter()).pdf
    code = (
        "import pickle, sys, hashlib\n"
        "printer, document = pickle.load(open(sys.argv[1], 'rb'))\n"
        "print(hashlib.sha256(printer.print(document).pdf).hexdigest())\n"
    )
    parcel = tmp_path / "parcel"
    parcel.write_bytes(pickle.dumps((printer, real_letter())))
    elsewhere = subprocess.run([sys.executable, "-c", code, str(parcel)], check=True, capture_output=True, text=True).stdout.strip()
    assert again == real
    assert elsewhere == sha256(real).hexdigest()


def test_same_bytes_alone_and_in_a_batch(full_fonts: Fonts, tmp_path: Path, real: bytes) -> None:
    for name, document in {"rare": real_letter(), "plain": full_text(30)}.items():
        alone = subset_fonts(full_fonts, characters_of([document]), tmp_path / name)
        batch = subset_fonts(
            full_fonts, characters_of([document, letter((paragraph("邨䶮龘靐齉爨癵籱麤WXYZ"),))]), tmp_path / f"{name}-batch"
        )
        first = PdfPrinter(alone, [TEMPLATES]).print(document).pdf
        second = PdfPrinter(batch, [TEMPLATES]).print(document).pdf
        assert first == second


def test_substitutions_name_character_and_role(printer: PdfPrinter, full_fonts: Fonts) -> None:
    assert printer.print(draft()).substitutions == (
        Substitution("硚", "小标宋"),
        Substitution("硚", "仿宋"),
    )
    assert lacking("江汉硚口邨", full_fonts[Role.BODY]) == "硚邨"


def test_character_that_no_face_has_is_an_error(printer: PdfPrinter) -> None:
    with pytest.raises(JixiaoError, match=r"公文 sample：字符“\U00020000”（U\+20000）"):
        printer.print(letter((paragraph("\U00020000"),)))


def changed_templates(folder: Path, name: str, old: str, new: str) -> list[Path]:
    (folder / "print").mkdir()
    source = (TEMPLATES / "print" / name).read_text()
    assert old in source
    (folder / "print" / name).write_text(source.replace(old, new))
    return [folder, TEMPLATES]


def test_warning_fails_and_names_the_document(small_fonts: PrintFonts, tmp_path: Path) -> None:
    folders = changed_templates(tmp_path, "letter.html.jinja", "<section", '<section style="colour: red"')
    with pytest.raises(JixiaoError, match=r"公文 sample：生成 PDF 时有警告：.*colour"):
        PdfPrinter(small_fonts, folders).print(full_text(3))


def test_bad_style_sheet_fails(small_fonts: PrintFonts, tmp_path: Path) -> None:
    folders = changed_templates(tmp_path, "letter.css", "color: black", "color: schwarz")
    with pytest.raises(JixiaoError, match=r"版式文件 letter\.css"):
        PdfPrinter(small_fonts, folders)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "https://example.org/a.png", "data:image/png;base64,AA"])
def test_nothing_is_read_from_elsewhere(small_fonts: PrintFonts, tmp_path: Path, address: str) -> None:
    folders = changed_templates(tmp_path, "letter.html.jinja", "<section", f'<img src="{address}" alt="a"><section')
    with pytest.raises(JixiaoError, match="公文 sample：生成 PDF 时要读取不允许或不存在的文件"):
        PdfPrinter(small_fonts, folders).print(full_text(3))


def test_system_font_is_noticed(small_fonts: PrintFonts, tmp_path: Path) -> None:
    folders = changed_templates(tmp_path, "letter.css", '"{{ grid.body_role.family }}"', '"Noto Serif CJK SC"')
    with pytest.raises(JixiaoError, match="混入了其他字体：Noto Serif CJK SC"):
        PdfPrinter(small_fonts, folders).print(full_text(3))


def test_missing_font_tells_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"找不到仿宋字体.*sudo apt install texlive-lang-chinese"):
        find_fonts(system_folders=[tmp_path])


def test_office_font_comes_first(full_fonts: Fonts) -> None:
    own = full_fonts[Role.SONG].path
    assert find_fonts({"仿宋": own}, [own.parent])[Role.BODY] == FontFile(own)


@pytest.mark.parametrize(("office", "message"), [({"行书": Path("a")}, "“行书”不是可用的名称"), ({"仿宋": Path("/no")}, "不存在：/no")])
def test_wrong_font_setting(office: dict[str, Path], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        find_fonts(office)


def test_missing_subsetter_is_loud() -> None:
    with pytest.raises(UsageError, match="sudo apt install libharfbuzz-subset0"):
        check_subsetter("libno-such-thing.so")


@pytest.mark.parametrize("lines", range(10, 42))
def test_signature_is_never_alone_on_a_page(printer: PdfPrinter, lines: int) -> None:
    printed = printer.print(of_length(lines))
    last = text_of(printed.pdf)[-1].split("\n")
    assert printed.pages == len(text_of(printed.pdf))
    assert "2025年7月8日" in last
    assert last.count("国" * 28) >= 2
    assert sum(page.count("国") for page in text_of(printed.pdf)) == 28 * lines


def test_joined_cells_begin_anew_on_the_next_page(printer: PdfPrinter) -> None:
    pages = text_of(printer.print(real_letter()).pdf)
    score_pages = [page for page in pages if "三级指标" in page]
    assert len(score_pages) == 3
    for page in score_pages[:2]:
        assert page.count("一级指标") == 1
        assert "第" in page.split("扣分原因")[1][:12]  # 二级指标 of the first row is said


def table_letter(table: Table) -> OfficialDocument:
    return letter((paragraph("见下表。"), table))


def test_very_high_cell_and_blank_rows_are_printed_whole(printer: PdfPrinter) -> None:
    table = Table((Column("事项", 1), Column("说明", 2)), (TableRow(("整改", "国" * 1500)), TableRow((Join.ABOVE, "完"))), blank_rows=3)
    printed = printer.print(table_letter(table))
    text = "".join(text_of(printed.pdf))
    assert text.count("国") == 1500
    assert "完" in text


def test_long_latin_does_not_leave_the_type_area(printer: PdfPrinter) -> None:
    text = "0123456789" * 20 + "项目"
    pages = text_of(printer.print(letter((paragraph(text),))).pdf)
    assert "".join(pages).replace("\n", "").count("0123456789" * 20) == 1


def test_first_page_must_show_text(printer: PdfPrinter) -> None:
    with pytest.raises(JixiaoError, match="首页排不下正文"):
        printer.print(full_text(3, title=("国" * 20,) * 20))


def test_addressees_that_fill_more_than_a_page_are_refused(printer: PdfPrinter) -> None:
    with pytest.raises(JixiaoError, match="版记超过一面"):
        printer.print(full_text(3, addressee="国" * 28 * 25))


@pytest.mark.parametrize("compose", [full_document, full_text])
def test_long_addressee_moves_to_the_foot_of_the_last_page(printer: PdfPrinter, compose: Callable[..., OfficialDocument]) -> None:
    document = compose(30, addressee="国" * 27 * 18, copied_agencies=("区审计局",))
    pages = text_of(printer.print(document).pdf)
    assert "：" not in pages[0]
    lines = pages[-1].split("\n")
    sent = next(at for at, line in enumerate(lines) if line.startswith("主送："))
    copied = lines.index("抄送：区审计局。")
    assert sent < copied
    assert lines[copied - 1].endswith("国。")
    assert "".join(lines[sent:copied]) == f"主送：{document.addressee}。"


@pytest.fixture(scope="module", params=["report", "joint", "table"])
def other(request: pytest.FixtureRequest, printer: PdfPrinter) -> tuple[OfficialDocument, bytes]:
    document = {"report": report(marks=("演示数据",)), "joint": joint_circular(3), "table": table_alone()}[request.param]
    return document, printer.print(document).pdf


def test_other_forms_use_only_our_fonts_and_are_sound(other: tuple[OfficialDocument, bytes], tmp_path: Path) -> None:
    _, pdf = other
    opened = pikepdf.open(BytesIO(pdf))
    names = {str(font.BaseFont).split("+")[1] for page in opened.pages for font in page.Resources.Font.values()}
    assert names <= {"jixiao-body", "jixiao-hei", "jixiao-kai", "jixiao-title", "jixiao-song", "jixiao-rare-785a"}
    with opened.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


def test_other_forms_give_the_same_bytes_twice(other: tuple[OfficialDocument, bytes], small_fonts: PrintFonts) -> None:
    document, pdf = other
    assert PdfPrinter(small_fonts, [TEMPLATES]).print(document).pdf == pdf


def test_every_page_is_an_upright_sheet(other: tuple[OfficialDocument, bytes]) -> None:
    for page in pikepdf.open(BytesIO(other[1])).pages:
        assert [round(float(value)) for value in page.MediaBox] == [0, 0, 595, 842]
        assert int(page.get("/Rotate", 0)) == 0


PAINTING = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}


def test_lines_and_page_numbers_are_artifacts_and_all_text_is_tagged(other: tuple[OfficialDocument, bytes]) -> None:
    for page in pikepdf.open(BytesIO(other[1])).pages:
        stack: list[str] = []
        drawn, numbers, tagged = 0, 0, 0
        for operation in pikepdf.parse_content_stream(page):
            name = str(operation.operator)
            if name in ("BDC", "BMC"):
                stack.append(str(operation.operands[0]))
            elif name == "EMC":
                stack.pop()
            elif name in PAINTING:
                assert "/Artifact" in stack
                drawn += 1
            elif name == "TJ":
                assert stack
                numbers += "/Artifact" in stack
                tagged += "/Artifact" not in stack
        assert numbers == (2 if other[0].marks else 1)
        assert tagged or drawn


def test_form_has_cells_of_several_columns_and_no_head(printer: PdfPrinter) -> None:
    opened = pikepdf.open(BytesIO(printer.print(table_alone()).pdf))
    names = structure(opened.Root.StructTreeRoot)
    wanted = ("Sect", "H1", "Table", "THead", "TBody")
    assert {name: names.count(name) for name in wanted} == {"Sect": 2, "H1": 1, "Table": 3, "THead": 2, "TBody": 3}


def test_document_is_read_in_the_order_of_its_parts(printer: PdfPrinter) -> None:
    document = report(
        body=(paragraph("见下表。" * 15),),
        annexes=(Annex("项目绩效评价结果汇总表", (wide_table(2),), is_landscape=True),),
        joint_agencies=("江城市东湖区审计局",),
        approvers=("演示人员甲", "演示"),
    )
    assert text_of(printer.print(document).pdf) == [
        "江城市东湖区财政局\n"
        "江城市东湖区审计局 文件\n"
        "000012\n"
        "秘密★1年\n"
        "特急\n"
        "东财〔2025〕8号 签发人：演示人员甲 演 示\n"
        "江城市东湖区财政局\n"
        "关于2024年度预算绩效管理工作情况的报告\n"
        "区人民政府：\n"
        f"{'见下表。' * 6}见下\n"
        "— 1 —",
        f"表。{'见下表。' * 6}见下\n"
        "表。见下表。\n"
        "附件：项目绩效评价结果汇总表\n"
        "江城市东湖区财政局 江城市东湖区审计局\n"
        "2025年7月8日\n"
        "（此件公开发布）\n"
        "— 2 —",
        "附件\n"
        "项目绩效评价结果汇总表\n"
        "序号 项目名称 主管部门 预算数 （万元） 执行数 （万元） 执行率 得分 上年得分 等级 备注\n"
        "1 社区养老服务设施运营补贴 项目 区民政局 1,250.00 1,187.50 95% 86.25 83.5 良"
        "2 社区养老服务设施运营补贴 项目 区民政局 1,250.00 1,187.50 95% 86.25 83.5 良\n"
        "— 3 —",
        "抄送：区人大常委会办公室，区政府办公室，区审计局。\n江城市东湖区财政局办公室 2025年7月9日印发\n— 4 —",
    ]


def test_table_alone_names_the_document_that_it_belongs_to(printer: PdfPrinter) -> None:
    assert text_of(printer.print(table_alone()).pdf)[0].startswith("项目支出绩效目标表\n项目名称")
    named = text_of(printer.print(table_alone(document_number="东财绩〔2025〕3号")).pdf)[0]
    assert named.startswith("东财绩〔2025〕3号附件\n项目支出绩效目标表\n项目名称")


def test_table_without_anything_is_refused(printer: PdfPrinter) -> None:
    with pytest.raises(JixiaoError, match="单独的附表没有内容"):
        printer.print(table_alone(annexes=()))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((("国", "国"),), "第1行有2个单元格，应为3个"),
        ((("国", Join.LEFT, "国"), (Join.ABOVE, "国", "国")), "第1行第1列起合并的单元格不成矩形"),
    ],
)
def test_table_that_does_not_add_up_is_refused(printer: PdfPrinter, rows: tuple[tuple[str | Join, ...], ...], message: str) -> None:
    table = Table(tuple(Column("", 1) for _ in range(3)), tuple(map(TableRow, rows)), caption="得分表")
    with pytest.raises(JixiaoError, match=f"公文 sample：表格“得分表”{message}"):
        printer.print(table_letter(table))


def test_column_narrower_than_a_character_is_refused(printer: PdfPrinter) -> None:
    with pytest.raises(JixiaoError, match="有的列太窄"):
        printer.print(table_letter(Table((Column("国", 1), Column("国", 99)), ())))


def test_joined_text_higher_than_a_page_is_printed_whole(printer: PdfPrinter) -> None:
    columns = (Column("", 1), Column("", 2))
    rows = tuple(TableRow(("国" * 900 if not at else Join.ABOVE, "完")) for at in range(4))
    text = "".join(text_of(printer.print(table_alone(annexes=(Annex("附件正文", (Table(columns, rows),)),))).pdf))
    assert text.count("国") == 900
    assert text.count("完") == 5  # of the row that is cut, once on each page
