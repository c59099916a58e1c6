"""Files that give no grids: each has its own message, and says what its owner can do."""

import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.engine.grids.limits import LIMITS, Limits
from generator.engine.grids.outcome import Hindrance, UnreadableFile
from generator.engine.grids.reading import read_file
from generator.problems import JixiaoError
from tests.engine.grids.making import FILES, cell, form_workbook, paragraph, raw_workbook, rewritten, table, word_file, zipped

SHEET = "xl/worksheets/sheet1.xml"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>'


def refused(path: Path, limits: Limits = LIMITS) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_file(path, limits=limits)
    return caught.value


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "表.xlsx"
    form_workbook().save(path)
    return path


def test_message_names_the_file_what_is_wrong_and_what_to_do(tmp_path):
    error = refused(written(tmp_path / "卫健局.xlsx", b""))

    assert str(error) == "卫健局.xlsx：文件是空的，大小为 0。多半是没有拷完或者没有传完，请对方重发。"
    assert isinstance(error, JixiaoError)
    assert (error.file, error.hindrance) == ("卫健局.xlsx", Hindrance.EMPTY)


def test_no_file_and_folder(tmp_path):
    assert refused(tmp_path / "没有.xlsx").message == "没有这个文件。"
    assert refused(tmp_path).message == "这是文件夹，不是文件。"


@pytest.mark.parametrize("name", ["password.xlsx"])
def test_password_of_a_newer_workbook(name):
    error = refused(FILES / name)

    assert (error.hindrance, error.message) == (Hindrance.PROTECTED, "文件设了打开密码，读不了。")
    assert "取消密码" in error.remedy


def test_password_of_an_older_workbook(tmp_path):
    content = (FILES / "form.xls").read_bytes()
    first = content.index(b"\x09\x08\x10\x00")  # the workbook's first record; the second becomes that of a password
    second = first + 4 + 16
    error = refused(written(tmp_path / "a.xls", content[:second] + b"\x2f\x00" + content[second + 2 :]))

    assert (error.hindrance, error.message) == (Hindrance.PROTECTED, "文件设了打开密码，读不了。")


def test_password_of_the_archive(form):
    content = bytearray(form.read_bytes())
    place = 0
    while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
        content[place + 8] |= 1  # the flag of encryption in the archive's list
    assert refused(written(form, bytes(content))).message == "文件的压缩包设了密码。"


@pytest.mark.parametrize(
    ("content", "message", "remedy"),
    [
        (b"%PDF-1.7 ...", "这是 PDF 文件，不能直接读。", "请向对方要可以编辑的表格"),
        (b"\x89PNG\r\n\x1a\n...", "这是图片，不能直接读。", "请向对方要可以编辑的表格"),
        (b"Rar!\x1a\x07", "这是压缩包（RAR），不能直接读。", "请先解压"),
        (b"{\\rtf1 ", "这是 RTF 文档，不能直接读。", "另存为 .docx"),
        (b"MZ\x90\x00", "这是程序，不是表格，不能直接读。", "不要打开它"),
        (b"MIME-Version: 1.0\r\n", "这是网页归档（MHTML），不能直接读。", "另存为 .xlsx"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "这是 XML 表格（Excel 2003），不能直接读。", "另存为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "这是 WPS 或 Office 的旧格式文件，里面没有工作簿，不能直接读。", "另存为 .xlsx"),
        (b"\x00" * 5000, "文件里全是空字节，多半是没有拷完或者没有传完。", "请对方重发"),
        ("只有一句话".encode(), "不是能读的表格，也看不出是什么文件。", ".xlsx、.xls、.docx 和 .csv"),
        (b"\x01\x02\x03\xff", "不是能读的表格，也看不出是什么文件。", "另存为 .xlsx"),
    ],
)  # fmt: skip
def test_other_kinds_are_named_whatever_they_are_called(content, message, remedy, tmp_path):
    error = refused(written(tmp_path / "自评表.xlsx", content))

    assert error.message == message
    assert remedy in error.remedy


def test_old_word_file(tmp_path):
    for name in ("报告.doc", "报告.wps"):
        error = refused(written(tmp_path / name, (FILES / "old-word.doc").read_bytes()))

        assert error.message == "这是旧版 Word 或 WPS 文字文档（.doc、.wps），不能直接读。"
        assert "另存为 .docx" in error.remedy


@pytest.mark.parametrize(
    ("part", "name"), [("xl/workbook.bin", "二进制 Excel 表格（.xlsb）"), ("content.xml", "OpenDocument 文件"), ("OFD.xml", "OFD 版式文件"), ("a.txt", "压缩包（ZIP）")]
)
def test_other_archives_are_named(part, name, tmp_path):
    assert name in refused(zipped(tmp_path / "a.xlsx", {part: "x"})).message


def test_leftover_of_an_open_file(tmp_path):
    assert "临时留下" in refused(written(tmp_path / "~$自评表.xlsx", b"\x05user")).message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_archive_cut_short(share, form):
    content = form.read_bytes()
    error = refused(written(form, content[: int(len(content) * share)]))

    assert error.hindrance is Hindrance.DAMAGED
    assert error.message == "文件已损坏（不是完整的压缩包，可能没有传完）。"


@pytest.mark.parametrize("share", [0.2, 0.6])
def test_old_workbook_cut_short(share, tmp_path):
    content = (FILES / "form.xls").read_bytes()

    assert refused(written(tmp_path / "a.xls", content[: int(len(content) * share)])).hindrance in (Hindrance.DAMAGED, Hindrance.OTHER_FORMAT)


def test_damaged_part(form):
    content = bytearray(form.read_bytes())
    with zipfile.ZipFile(form) as archive:
        entry = archive.getinfo(SHEET)
    for place in range(entry.header_offset + 80, entry.header_offset + 120):
        content[place] ^= 0xFF
    assert refused(written(form, bytes(content))).message == f"文件已损坏（部件 {SHEET} 解不开）。"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({SHEET: "<worksheet><sheetData><row"}, "不是完整的 XML"),
        ({SHEET: '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>'}, "引用了不存在的文字"),
        ({SHEET: '<worksheet><sheetData><row r="1"><c r="1A"><v>7</v></c></row></sheetData></worksheet>'}, "单元格的位置“1A”不对"),
        ({"xl/_rels/workbook.xml.rels": '<x><Relationship Id="s" Type="x/worksheet" Target="../../../../etc/passwd"/></x>'}, "缺少部件 etc/passwd"),
        ({"_rels/.rels": "<x/>"}, "没有写明主要部件"),
    ],
)
def test_parts_that_break_the_format(parts, message, tmp_path):
    assert message in refused(rewritten(raw_workbook(tmp_path / "a.xlsx", ONE), parts)).message


def test_part_that_is_there_twice(form):
    with zipfile.ZipFile(form, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, "<worksheet/>")

    assert refused(form).message == "文件已损坏（同一个部件出现了两次）。"


def test_paths_out_of_the_archive_touch_nothing(tmp_path):
    inside = tmp_path / "in"
    inside.mkdir()
    path = raw_workbook(inside / "a.xlsx", ONE, parts={"../evil.txt": "x", "/etc/evil": "x", "..\\evil": "x"})

    assert [each.text for each in read_file(path).grids[0].cells] == ["1"]
    assert [found.name for found in tmp_path.rglob("*")] == ["in", "a.xlsx"]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_part(part, encoding, tmp_path):
    error = refused(rewritten(raw_workbook(tmp_path / "a.xlsx", ONE), {part: BOMB.encode(encoding)}))

    assert error.hindrance is Hindrance.HOSTILE
    assert "DOCTYPE" in error.message
    assert "不要打开它" in error.remedy


def test_entities_are_refused_in_a_word_file(tmp_path):
    assert "DOCTYPE" in refused(word_file(tmp_path / "a.docx", "", {"word/document.xml": BOMB})).message


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = rewritten(raw_workbook(tmp_path / "a.xlsx", ONE), {"xl/media/a.png": bytes(40 << 20)})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("was unpacked"))

    error = refused(path)

    assert error.message == "文件解压后会有 40 MB，是压缩炸弹或者损坏的文件，没有解压。"
    assert error.hindrance is Hindrance.HOSTILE


def test_part_that_is_larger_than_the_archive_says(tmp_path):
    path = raw_workbook(tmp_path / "a.xlsx", ONE * 2000)
    content = bytearray(path.read_bytes())
    place = content.index(SHEET.encode(), content.index(b"PK\x01\x02"))
    content[place - 22 : place - 18] = (50).to_bytes(4, "little")  # unpacked size in the archive's list

    assert refused(written(path, bytes(content))).hindrance is Hindrance.DAMAGED


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(file_bytes=1 << 10), "文件有 0 MB，超过 0 MB。"),
        (Limits(sheet_bytes=1 << 10), "文件里的部件 xl/worksheets/sheet1.xml 超过 0 MB。"),
        (Limits(unpacked_bytes=1 << 10), "文件解压后会有 0 MB，是压缩炸弹或者损坏的文件，没有解压。"),
        (Limits(part_bytes=100), "超过 0 MB"),
        (Limits(sheets=2), "文件里有 3 张工作表，最多读 2 张。"),
        (Limits(cells=5), "文件里有内容的单元格超过 5 个。"),
        (Limits(row=4), "工作表“自评表”的单元格 B5 还有内容，超出了可以读的范围（4 行、1000 列）。"),
        (Limits(column=2), "工作表“自评表”的单元格 C3 还有内容，超出了可以读的范围（100000 行、2 列）。"),
        (Limits(covered=5), "工作表“自评表”合并的单元格太多、太大。"),
        (Limits(parts=3), "正常的表只有几十个"),
    ],
)
def test_each_limit_has_its_message(limits, message, form):
    error = refused(form, limits)

    assert message in error.message
    assert error.remedy


@pytest.mark.parametrize(("limits", "message"), [(Limits(sheets=2), "最多读 2 张"), (Limits(cells=5), "超过 5 个"), (Limits(row=4), "B5 还有内容")])
def test_limits_hold_for_an_old_workbook(limits, message):
    assert message in refused(FILES / "form.xls", limits).message


@pytest.mark.parametrize(
    ("limits", "message"), [(Limits(sheets=1), "有 2 张表格，最多读 1 张"), (Limits(column=1), "超过 1 列"), (Limits(covered=1), "合并的单元格太多")]
)
def test_limits_hold_for_a_word_file(limits, message, tmp_path):
    path = word_file(tmp_path / "a.docx", (table(cell("甲", across=2)) + paragraph("乙")) * 2)

    assert message in refused(path, limits).message


@pytest.mark.parametrize(
    ("limits", "message"), [(Limits(sheets=1), "表格超过 1 张"), (Limits(cells=1), "超过 1 个"), (Limits(covered=50), "合并的单元格太多"), (Limits(column=1), "B1 还有内容")]
)
def test_limits_hold_for_a_web_page(limits, message, tmp_path):
    page = "<table><tr><td>甲<td>乙<td rowspan=99 colspan=99>丙</table>" * 2

    assert message in refused(written(tmp_path / "a.xls", page.encode()), limits).message


def test_workbook_without_content(tmp_path):
    Workbook().save(tmp_path / "a.xlsx")

    error = refused(tmp_path / "a.xlsx")

    assert (error.hindrance, error.message) == (Hindrance.NOTHING_IN_IT, "文件里没有内容。")


def test_workbook_of_pictures_only(tmp_path):
    error = refused(raw_workbook(tmp_path / "a.xlsx", "", parts={"xl/media/image1.png": b"\x89PNG"}))

    assert error.message == "文件里只有图片，没有文字。"
    assert "可以编辑的表格" in error.remedy


def test_xml_nested_without_end(tmp_path):
    deep = "<w:r>" * 20_000 + "</w:r>" * 20_000

    assert refused(word_file(tmp_path / "a.docx", f"<w:p>{deep}</w:p>")).hindrance in (Hindrance.HOSTILE, Hindrance.DAMAGED)


@pytest.mark.parametrize("name", ["form.xlsx", "form.xls", "form.docx", "sheet.xml"])
def test_spoilt_bytes_never_bring_another_error(name, tmp_path):
    """Of three hundred spoilt files of each kind some are still read; the others are refused, and nothing else happens."""
    chance = random.Random(20251121)
    path = tmp_path / name
    if name == "form.xls":
        path.write_bytes((FILES / name).read_bytes())
    elif name == "form.docx":
        word_file(path, table(cell("甲", across=2), cell("乙", down="restart") + cell("丙"), cell("", down="continue") + cell("丁")))
    else:
        form_workbook().save(path)
    sound = path.read_bytes()
    with zipfile.ZipFile(path) if name == "sheet.xml" else zipfile.ZipFile(tmp_path / "none", "w") as archive:
        sheet = archive.read(SHEET) if name == "sheet.xml" else b""
    outcomes = set()
    for _ in range(300):
        spoilt = bytearray(sheet or sound)
        for _ in range(chance.choice((1, 3, 30))):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        if sheet:
            path.write_bytes(sound)
            rewritten(path, {SHEET: bytes(spoilt)})
        else:
            path.write_bytes(bytes(spoilt))
        try:
            outcomes.add(bool(read_file(path).grids))
        except UnreadableFile as error:
            outcomes.add(error.hindrance)

    assert outcomes & {Hindrance.DAMAGED, Hindrance.OTHER_FORMAT}
