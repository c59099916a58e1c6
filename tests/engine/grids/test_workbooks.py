"""What is read of a workbook (.xlsx, .xls)."""

import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from python_calamine import CalamineWorkbook

from generator.engine.grids.grid import CellKind, Spot
from generator.engine.grids.outcome import RemarkKind
from generator.engine.grids.reading import read_file, read_grids
from tests.engine.grids.making import FILES, form_workbook, raw_workbook, rewritten, seen, zipped

SEEN = {
    "A1": "项目支出绩效自评表", "A2": "项目名称", "B2": "道路\n养护", "A3": "产出指标", "B3": "95%", "C3": "80.10", "D3": "89.974", "E3": "1,234,567.89",
    "F3": "12万元", "B4": "2026-05-20", "C4": "2026-05", "D4": "0", "E4": "(5.00)", "E5": "12,345.68",
}  # fmt: skip
WORKED_OUT = {"B5": "90.10", "C5": "#DIV/0!", "D5": "良"}
NOT_WORKED_OUT = {"B5": "=SUM(C3,10)", "C5": "=1/0", "D5": '=IF(C3>80,"良","")'}


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "form.xlsx"
    form_workbook().save(path)
    return path


def kinds(read):
    return {remark.kind for remark in read.remarks}


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_cells_stand_as_they_are_seen(kind, form):
    path = form if kind == "xlsx" else FILES / "form.xls"

    grid = read_grids(path)[0]

    assert (grid.file, grid.sheet, grid.is_hidden) == (path.name, "自评表", False)
    assert seen(grid) == SEEN | (NOT_WORKED_OUT if kind == "xlsx" else WORKED_OUT)
    assert [cell.spot for cell in grid.cells] == sorted(cell.spot for cell in grid.cells)
    spans = {cell.spot.name: (cell.rows, cell.columns) for cell in grid.cells if (cell.rows, cell.columns) != (1, 1)}
    assert spans == {"A1": (1, 6), "B2": (1, 5), "A3": (3, 1)}
    assert grid.at(5, 1) is grid.at(3, 1)
    assert {cell.spot.name for cell in grid.cells if cell.is_formula} == {"B5", "C5", "D5"}
    assert grid.at(3, 4).value == Decimal("89.974")


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_marker_of_our_own_forms_goes_to_every_other_sheet(kind, form):
    grids = read_grids(form if kind == "xlsx" else FILES / "form.xls")

    assert [grid.sheet for grid in grids] == ["自评表", "旧数"]
    assert all(grid.marker == {"表": "项目支出绩效自评表", "年度": "2025"} for grid in grids)


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_hidden_sheets_and_rows_are_read_and_told(kind, form):
    read = read_file(form if kind == "xlsx" else FILES / "form.xls")

    assert [grid.is_hidden for grid in read.grids] == [False, True]
    told = {remark.kind: remark for remark in read.remarks}
    assert told[RemarkKind.HIDDEN_SHEET].message == "工作表“旧数”是隐藏的，也读了。"
    assert [spot.name for spot in told[RemarkKind.HIDDEN_LINES].spots] == ["B5", "C5", "D5", "E5"]


def test_values_agree_with_another_reader():
    """Calamine reads the same .xls: numbers and texts are those that it sees, though not how they are shown."""
    rows = CalamineWorkbook.from_path(FILES / "form.xls").get_sheet_by_name("自评表").to_python()

    for cell in read_grids(FILES / "form.xls")[0].cells:
        theirs = rows[cell.spot.row - 1][cell.spot.column - 1]
        if cell.kind is CellKind.NUMBER:
            assert float(cell.value) == pytest.approx(theirs)
        elif cell.kind is CellKind.TEXT:
            assert theirs.strip() == cell.text


def test_formula_without_result_is_told_and_not_empty(form):
    read = read_file(form)

    cell = read.grids[0].at(5, 2)
    assert (cell.kind, cell.text, cell.is_formula) == (CellKind.ERROR, "=SUM(C3,10)", True)
    told = next(remark for remark in read.remarks if remark.kind is RemarkKind.NO_RESULT)
    assert (told.sheet, [spot.name for spot in told.spots]) == ("自评表", ["B5", "C5", "D5"])
    assert "没有保存算出的结果" in told.message
    assert "保存一次" in told.remedy


def test_formula_with_result_is_marked(tmp_path):
    path = raw_workbook(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><f>B1*2</f><v>89.97399999999999</v></c><c r="B1" t="str"><f>C1</f><v>优</v></c>'
        '<c r="C1" t="str"><f>D1</f><v></v></c><c r="D1" t="e"><f>#REF!</f><v>#REF!</v></c><c r="E1" t="b"><f>1=1</f><v>1</v></c>'
        '<c r="F1"><f t="shared" si="0"/><v>3</v></c></row>',
    )
    read = read_file(path)

    assert [(cell.spot.name, cell.text, cell.kind, cell.is_formula) for cell in read.grids[0].cells] == [
        ("A1", "89.974", CellKind.NUMBER, True), ("B1", "优", CellKind.TEXT, True), ("D1", "#REF!", CellKind.ERROR, True),
        ("E1", "TRUE", CellKind.FLAG, True), ("F1", "3", CellKind.NUMBER, True),
    ]  # fmt: skip
    assert read.remarks == ()


def test_text_of_every_kind_is_whole_and_without_how_it_is_pronounced(tmp_path):
    texts = (
        '<si><t xml:space="preserve"> 甲 </t></si>'
        '<si><r><t>产出</t></r><r><rPr><b/></rPr><t>指标</t></r><rPh sb="0" eb="1"><t>チャンチュ</t></rPh><phoneticPr fontId="1"/></si>'
        "<si><t>一行_x000D_\n二行</t></si><si><t/></si>"
    )
    row = "".join(f'<c r="{letter}1" t="s"><v>{number}</v></c>' for number, letter in enumerate("ABCD"))
    inline = '<c r="E1" t="inlineStr"><is><r><t>直接</t></r><r><t>写的</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c><c r="F1" t="inlineStr"><is><t>\u3000\xa0 </t></is></c>'

    grid = read_grids(raw_workbook(tmp_path / "a.xlsx", f'<row r="1">{row}{inline}</row>', texts=texts))[0]

    assert seen(grid) == {"A1": "甲", "B1": "产出指标", "C1": "一行\n二行", "E1": "直接写的"}


def test_days_that_stand_as_text_in_the_strict_kind_of_file(tmp_path):
    days = ("2026-05-20", "2026-05-20T00:00:00", "2026-05-20T14:30:00.000", "14:30:00")
    row = "".join(f'<c r="{letter}1" t="d"><v>{day}</v></c>' for letter, day in zip("ABCD", days, strict=True))

    cells = read_grids(raw_workbook(tmp_path / "a.xlsx", f'<row r="1">{row}</row>'))[0].cells

    assert [(cell.text, cell.kind) for cell in cells] == [
        ("2026-05-20", CellKind.DATE), ("2026-05-20", CellKind.DATE), ("2026-05-20 14:30", CellKind.DATE), ("14:30:00", CellKind.TEXT),
    ]  # fmt: skip


def test_parts_with_names_of_their_own(tmp_path):
    path = raw_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is><v>乙</v></c></row>')
    with zipfile.ZipFile(path) as archive:
        parts = {name.removeprefix("xl/"): archive.read(name).replace(b"xl/", b"") for name in archive.namelist()}

    assert seen(read_grids(zipped(path, parts))[0]) == {"A1": "甲"}


def test_rich_text_of_openpyxl(tmp_path):
    book = Workbook()
    book.active["A1"] = CellRichText("数量", TextBlock(InlineFont(b=True), "指标"))
    book.save(tmp_path / "a.xlsx")

    assert seen(read_grids(tmp_path / "a.xlsx")[0]) == {"A1": "数量指标"}


def test_cells_that_do_not_say_where_they_are(tmp_path):
    rows = '<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c r="B3"><v>3</v></c><c><v>4</v></c></row>'

    assert seen(read_grids(raw_workbook(tmp_path / "a.xlsx", rows))[0]) == {"A1": "1", "C1": "2", "B3": "3", "C3": "4"}


def test_blank_cells_with_a_format_are_no_cells_wherever_the_pieces_are_cut(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.engine.grids.package.CHUNK", 37)
    rows = "".join(
        f'<row r="{row}" spans="1:3" s="1"><c r="A{row}" s="1"/><c r="B{row}" s="1"></c><c r="C{row}"><v>{row}</v></c></row><row r="{row + 1}" ht="15"/>'
        for row in range(1, 40, 2)
    )
    grid = read_grids(raw_workbook(tmp_path / "a.xlsx", rows))[0]

    assert seen(grid) == {f"C{row}": str(row) for row in range(1, 40, 2)}


def test_comment_that_looks_like_cells_changes_nothing(tmp_path):
    rows = '<row r="1"><!-- <c r="A1"/> --><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1"/>]]></t></is></c></row>'

    assert seen(read_grids(raw_workbook(tmp_path / "a.xlsx", rows))[0]) == {"A1": '<c r="B1"/>'}


def test_names_with_prefixes_are_read(tmp_path):
    path = raw_workbook(tmp_path / "a.xlsx", "")
    main = 'xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"'
    sheet = f'<x:worksheet {main}><x:sheetData><x:row r="1"><x:c r="A1" s="1"/><x:c r="B1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'

    assert seen(read_grids(rewritten(path, {"xl/worksheets/sheet1.xml": sheet}))[0]) == {"B1": "5"}


def test_merged_areas_without_content_keep_their_place(tmp_path):
    book = Workbook()
    book.active["A1"] = "负责人"
    book.active.merge_cells("B1:D2")
    book.save(tmp_path / "a.xlsx")

    grid = read_grids(tmp_path / "a.xlsx")[0]

    assert [(cell.spot.name, cell.text, cell.rows, cell.columns) for cell in grid.cells] == [("A1", "负责人", 1, 1), ("B1", "", 2, 3)]


def test_title_merged_over_a_whole_row_or_sheet_is_as_wide_as_the_content(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="C9"><v>2</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:XFD1048576"/></mergeCells>'

    grid = read_grids(raw_workbook(tmp_path / "a.xlsx", rows, after=merged))[0]

    assert grid.at(1, 1).last == Spot(1, 3)
    assert (grid.rows, grid.at(2, 1).last) == (9, Spot(9, 3))


def test_content_under_a_merged_area_is_told(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    read = read_file(raw_workbook(tmp_path / "a.xlsx", rows, after='<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B1:D2"/></mergeCells>'))

    assert seen(read.grids[0]) == {"A1": "1"}
    assert [(remark.kind, remark.spots) for remark in read.remarks] == [(RemarkKind.UNDER_MERGE, (Spot(1, 2),))]


def test_days_of_a_file_from_a_mac(tmp_path):
    path = raw_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1" s="1"><v>44700</v></c></row>', formats={164: "yyyy/m/d"})
    book = '<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>'

    assert seen(read_grids(rewritten(path, {"xl/workbook.xml": book}))[0]) == {"A1": "2026-05-20"}


def test_format_that_only_has_a_number_is_known(tmp_path):
    path = raw_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1" s="1"><v>46162</v></c><c r="B1" s="99"><v>7</v></c></row>')
    styles = '<styleSheet><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>'

    assert seen(read_grids(rewritten(path, {"xl/styles.xml": styles}))[0]) == {"A1": "2026-05-20", "B1": "7"}


def test_formula_that_asks_another_file_is_read_as_saved_and_told(tmp_path):
    path = raw_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><f>[1]Sheet1!$B$2</f><v>120</v></c></row>')

    read = read_file(path)

    assert seen(read.grids[0]) == {"A1": "120"}
    assert [(remark.kind, remark.spots) for remark in read.remarks] == [(RemarkKind.OUTSIDE_LINK, (Spot(1, 1),))]
    assert "不会去打开" in read.remarks[0].message


def test_macros_are_told_and_the_data_read(form):
    read = read_file(rewritten(form, {"xl/vbaProject.bin": b"\xd0\xcf"}))

    assert seen(read.grids[0])["A1"] == "项目支出绩效自评表"
    assert next(remark.message for remark in read.remarks if remark.kind is RemarkKind.MACRO) == "文件里有宏。只读了数据，宏没有运行。"


def test_macros_of_an_old_workbook_are_told(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes((FILES / "form.xls").read_bytes() + "_VBA_PROJECT_CUR".encode("utf-16-le").ljust(512, b"\x00"))

    assert RemarkKind.MACRO in kinds(read_file(path))


@pytest.mark.parametrize(
    ("source", "name", "extension"), [("form.xls", "a.xlsx", ".xls"), ("form.xls", "a.et", ".xls"), ("form.xls", "没有扩展名", ".xls")]
)
def test_wrong_extension_is_told_and_the_content_read(source, name, extension, tmp_path):
    path = tmp_path / name
    path.write_bytes((FILES / source).read_bytes())

    told = [remark for remark in read_file(path).remarks if remark.kind is RemarkKind.EXTENSION]

    assert len(told) == 1
    assert "内容其实是 Excel 97—2003 表格（.xls），按内容读了" in told[0].message
    assert extension in told[0].remedy


def test_newer_workbook_called_xls_is_told(form):
    path = form.rename(form.with_suffix(".xls"))

    assert "文件的扩展名是“.xls”，内容其实是 Excel 表格（.xlsx），按内容读了。" in [remark.message for remark in read_file(path).remarks]


def test_messages_name_the_file_as_its_owner_knows_it(form):
    assert {grid.file for grid in read_grids(form, name="收件/卫健局.xlsx")} == {"收件/卫健局.xlsx"}


def test_comments_text_boxes_and_pictures_are_told(tmp_path):
    parts = {
        "xl/comments1.xml": "<comments><comment><text><r><t>请核实</t></r></text></comment></comments>",
        "xl/drawings/drawing1.xml": f'<x:wsDr xmlns:x="x" xmlns:a="a"><a:p><a:r><a:t>{"填表说明" * 20}</a:t></a:r></a:p></x:wsDr>',
        "xl/drawings/drawing2.xml": "<x:broken",
        "xl/media/image1.png": b"\x89PNG",
    }
    read = read_file(raw_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>', parts=parts))

    assert [(remark.kind, remark.message) for remark in read.remarks] == [
        (RemarkKind.LEFT_OUT, "文件里有批注，里面的字没有读：“请核实”。"),
        (RemarkKind.LEFT_OUT, f"文件里有文本框，里面的字没有读：“{'填表说明' * 15}……”。"),
        (RemarkKind.LEFT_OUT, "文件里有图片，图片里的字没有读。"),
    ]


def test_names_of_parts_may_differ_in_capitals_and_strokes(tmp_path):
    path = raw_workbook(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts="<si><t>甲</t></si>")
    with zipfile.ZipFile(path) as archive:
        parts = {name.replace("sharedStrings", "SharedStrings").replace("worksheets/", "worksheets\\"): archive.read(name) for name in archive.namelist()}

    assert seen(read_grids(zipped(path, parts))[0]) == {"A1": "甲"}


def test_chart_sheets_are_passed_over(tmp_path):
    book = form_workbook()
    book.create_chartsheet("图")
    book.save(tmp_path / "a.xlsx")

    assert [grid.sheet for grid in read_grids(tmp_path / "a.xlsx")] == ["自评表", "旧数"]
