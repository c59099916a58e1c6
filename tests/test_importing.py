"""Forms in, as a clerk meets it: the command, what it prints, its report, and a letter made of forms with no YAML seen on the way."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from generator.cli import run
from generator.engine.workspace import Workspace
from generator.letters.archive.archive import WAITING, Archive
from tests.workspaces import PROJECT, edit, make_workspace

DAY = ["--today", "2026-11-21"]
CONTENT = Path(__file__).parents[1] / "content"
SELF, SCORES = "101区教育局-项目支出绩效自评表-2025.xlsx", "局内/101区教育局-评价评分表-2025.xlsx"
REPORT = "build/import/导入报告-2026-11-21.xlsx"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "区")


def call(workspace: Workspace, *arguments: str) -> int:
    return run(["-C", str(workspace.root), *DAY, *arguments])


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files but the lock, which says nothing."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"}


def fill(path: Path, **cells: object) -> None:
    """Write into cells of a workbook's first sheet."""
    book = load_workbook(path)
    for name, value in cells.items():
        book.worksheets[0][name] = value
    book.save(path)


def rows(path: Path, sheet: str) -> list[dict[str, str]]:
    """A sheet of the report, row by row under its headings."""
    heads, *body = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), ("" if value is None else str(value) for value in row), strict=True)) for row in body]


def without(workspace: Workspace, *sections: str) -> None:
    """The sample's project as it is before these sections are written."""
    path = workspace.root / PROJECT
    text = path.read_bytes().decode()
    for section in sections:
        text, count = re.subn(rf"(?ms)^{section}:.*?(?=^\S|\Z)", "", text)
        assert count == 1
    path.write_bytes(text.encode())


@pytest.fixture
def libreoffice() -> Callable[..., None]:
    """Save workbooks again as LibreOffice saves them, with formulas worked out."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine")

    def save(*paths: Path) -> None:
        out = paths[0].parent / "saved"
        profile = f"-env:UserInstallation=file://{paths[0].parent}/profile"
        subprocess.run([program, profile, "--headless", "--convert-to", "xlsx", "--outdir", out, *paths], check=True, capture_output=True, timeout=180)
        for path in paths:
            shutil.move(out / path.name, path)
        shutil.rmtree(paths[0].parent / "profile")
        out.rmdir()

    return save


def test_from_a_blank_form_to_the_letter_without_seeing_yaml(workspace: Workspace, tmp_path: Path, libreoffice: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    """Forms go out, are filled in LibreOffice, come back with one wrong cell, which the message alone names; mended, they make the letter."""
    without(workspace, "自评", "评价", "整改", "反馈")
    forms = tmp_path / "报送"
    assert call(workspace, "forms", str(forms), "--unit", "101", "--year", "2025", "--kind", "项目支出绩效自评表", "--kind", "评价评分表") == 0
    own, scores = forms / SELF, forms / SCORES
    fill(own, F12="28 所学校全部开展课后服务。", F15="28所", H15=20, F16="83%", H16=29, I16="两所学校场地不足", J16="调剂社区场地", F17="112元/人", H17=10,
         F18="明显减轻", H18=28, I18="部分学校结束时间偏早", J18="延长半小时", F19="92%", H19=10, I7=9.5, A25="自评等级", C25="优")  # fmt: skip
    sheet = load_workbook(scores).worksheets[0]
    place = {str(cell.value): cell.row for cell in sheet["A"] if cell.value}
    given = {f"G{row}": sheet.cell(row, 6).value for row in range(place["一级指标"] + 1, place["总分"])}
    short = next(cell.row for cell in sheet["C"] if cell.value == "制度执行有效性")
    fill(scores, **{**given, f"G{short}": 2, f"H{short}": "两所学校没有签到记录", f"C{place['评价结论']}": "课后服务实现学校全覆盖，家长总体满意。"},
         **dict(zip((f"{column}{place['问题编号'] + 1}" for column in "BCDF"), ("档案资料不完整", "签到记录不全", "两所学校没有签到记录。", 3.5), strict=True)),
         **{f"C{place['主要成效']}": "28 所学校全部开展课后服务。", f"C{place['有关建议']}": "补齐签到记录。\n规范器材管理。"},
         C4="中小学课后服务", C6="财政评价", E6="是", H6="2026-05-06")  # fmt: skip
    libreoffice(own)
    libreoffice(scores)
    capsys.readouterr()

    assert call(workspace, "import", str(forms)) == 1

    out = capsys.readouterr().out
    assert "报送/101区教育局-项目支出绩效自评表-2025.xlsx（错误 1 处）" in out
    line = next(line for line in out.splitlines() if "X90" in line)
    assert line.startswith("  中小学课后服务 › H16  错误 X90  写的是“29”，")
    assert "自评 › 指标“学生参加率” › 得分" in line
    assert "自评:" not in (workspace.root / PROJECT).read_text(encoding="utf-8")

    fill(own, H16=19)
    libreoffice(own)
    assert call(workspace, "import", str(forms)) == 0, capsys.readouterr().out
    assert call(workspace, "letters", "--project", "P-2025-0001") == 0
    assert (workspace.root / "build/letters/2025/feedback-2025-P-2025-0001.pdf").is_file()
    record = (workspace.root / PROJECT).read_text(encoding="utf-8")
    assert all(text in record for text in ("标题: 签到记录不全", "类别: 档案资料不完整", "涉及金额: 3.5", "规范器材管理。", "28 所学校全部开展课后服务。"))
    before = snapshot(workspace.content)
    assert call(workspace, "import", str(forms)) == 0
    assert snapshot(workspace.content) == before


def test_the_sample_district_goes_out_and_comes_back_equal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every form of a year: projects, overall expenditure, ledgers, units; public ones too, since nothing would change."""
    shutil.copytree(CONTENT, tmp_path / "区/content")
    workspace = Workspace.open(tmp_path / "区")
    before = snapshot(workspace.content)
    assert call(workspace, "forms", str(tmp_path / "表"), "--year", "2025") == 0
    capsys.readouterr()
    assert call(workspace, "import", str(tmp_path / "表")) == 0, capsys.readouterr().out
    assert "写入 0 份资料，与资料相同 26 份。" in capsys.readouterr().out
    assert snapshot(workspace.content) == before


def test_a_form_with_another_units_name_on_it_is_not_filed(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file knows unseen whose it is; what a person sees on it must not say otherwise."""
    assert call(workspace, "forms", str(tmp_path / "表"), "--unit", "101", "--year", "2025", "--kind", "项目支出绩效自评表") == 0
    path = tmp_path / "表" / SELF
    number = str(load_workbook(path).worksheets[0]["A3"].value).partition("项目编号")[2]
    fill(path, A3=f"填报单位：样例区民政局　项目编号{number}", F7=1)
    before = snapshot(workspace.content)
    assert call(workspace, "import", str(path), "--replace") == 1
    out = capsys.readouterr().out
    assert "错误 X01  写的是“样例区民政局”" in out
    assert "jixiao" in out
    assert snapshot(workspace.content) == before
    fill(path, A2="（2026年度）")
    assert call(workspace, "import", str(path), "--replace") == 1
    assert "表上是 2026 年，这份表格是 2025 年的" in capsys.readouterr().out
    assert snapshot(workspace.content) == before


def test_files_refused_for_one_reason_are_told_once(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(14):
        (tmp_path / f"第{number:02}份.ods").write_bytes(b"nothing that can be read")
    assert call(workspace, "import", *map(str, sorted(tmp_path.glob("*.ods")))) == 1
    out = capsys.readouterr().out
    assert out.count("错误 X03") == 1
    assert "写的是" not in out
    assert "同样的还有 13 个文件：第01份.ods、" in out
    assert "等，见报告" in out


def foreign(path: Path, unit: str = "样例区教育局", **changes: object) -> Path:
    """A self-evaluation as it is met everywhere, in a workbook of its own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评"
    table: list[list[object]] = [
        ["项目支出绩效自评表"], ["（2025年度）"], ["项目名称", "学校直饮水设备更新"], ["主管部门", unit, None, None, "实施单位", unit],
        ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "年度资金总额", 100, 100, 98.5, 10, "98.5%", 9.85],
        ["年度总体目标", "预期目标", None, None, "实际完成情况"],
        [None, "更换 20 所学校的直饮水设备。", None, None, "20 所学校全部更换。"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ["产出指标", "数量指标", "更换设备学校数", "≥20所", "20所", 50, 50],
        ["效益指标", "社会效益指标", "受益学生数", "≥12000人", "12400人", 30, 30],
        ["满意度指标", "服务对象满意度指标", "师生满意度", "≥90%", "93%", 10, 10],
        ["总分", None, None, None, None, 100, 99.85],
    ]  # fmt: skip
    for row in table:
        sheet.append(row)
    for area in ("A5:A6", "A7:A8", "B7:D7", "E7:H7", "B8:D8", "E8:H8", "B4:D4", "B3:H3", "A1:H1", "A2:H2"):
        sheet.merge_cells(area)
    for name, value in changes.items():
        sheet[name] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def test_a_foreign_form_becomes_a_record_that_checks(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = foreign(tmp_path / "直饮水.xlsx")
    assert call(workspace, "import", str(form)) == 0, capsys.readouterr().out
    text = (workspace.root / "content/2025/projects/P2025-0101.yml").read_text(encoding="utf-8")
    assert "# 自评：来自 直饮水.xlsx › 自评 › " in text
    assert "三级指标: 更换设备学校数" in text
    assert "项目概况: 更换 20 所学校的直饮水设备。  # 推定，请核对\n" in text
    assert call(workspace, "check", "--errors") == 0


def test_the_report_is_filled_in_and_imported(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown unit is asked for; the report with the answer, alone, is enough."""
    foreign(tmp_path / "报送/直饮水.xlsx", unit="样区教体局")
    assert call(workspace, "import", str(tmp_path / "报送")) == 1
    report = workspace.root / REPORT
    (asked,) = rows(report, "待补充")
    assert (asked["要补充的"], asked["填在这里"]) == ("“样区教体局”是名录里的哪个单位", "")
    (problem,) = [row for row in rows(report, "问题") if row["代码"] == "X71"]
    assert (problem["文件"], problem["表"], problem["单元格"], problem["表上写的"]) == ("报送/直饮水.xlsx", "自评", "F4", "样区教体局")
    link = load_workbook(report)["问题"].cell(2, 4).hyperlink
    assert link
    assert (link.target, link.location) == ("../../../报送/直饮水.xlsx", "'自评'!F4")

    answer(report, "“样区教体局”是名录里的哪个单位", "101")
    assert call(workspace, "import", str(report)) == 0, capsys.readouterr().out
    assert "别名: [样区教体局]" in (workspace.root / "content/units.yml").read_text(encoding="utf-8")
    assert (workspace.root / "content/2025/projects/P2025-0101.yml").is_file()
    assert (workspace.root / "build/import/导入报告-2026-11-21-2.xlsx").is_file()  # the one that was filled in stays


def test_the_report_remembers_the_year(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--year` is said once; the report carries it to the next run."""
    foreign(tmp_path / "报送/直饮水.xlsx", unit="样区教体局", A2="（年度）")
    assert call(workspace, "import", "--year", "2025", str(tmp_path / "报送")) == 1
    assert [row["表上没有年度时按"] for row in rows(workspace.root / REPORT, "待补充")] == ["2025"]
    answer(workspace.root / REPORT, "“样区教体局”是名录里的哪个单位", "101")
    assert call(workspace, "import", str(workspace.root / REPORT)) == 0, capsys.readouterr().out
    assert (workspace.root / "content/2025/projects/P2025-0101.yml").is_file()


def test_one_import_waits_for_another(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Both would give the same number to two projects."""
    form = foreign(tmp_path / "直饮水.xlsx")
    monkeypatch.setattr("generator.importing.Archive", lambda folder: Archive(folder, patience=0.1))
    before = snapshot(workspace.content)
    with Archive(workspace.issued).alone():
        assert call(workspace, "import", str(form)) == 2
        assert call(workspace, "import", "--dry-run", str(form)) == 0
    said = capsys.readouterr()
    assert WAITING in said.out
    assert "另一个签发或导入仍未结束" in said.err
    assert snapshot(workspace.content) == before
    assert call(workspace, "import", str(form)) == 0


def test_file_names_of_all_kinds_lead_to_their_cells(workspace: Workspace, tmp_path: Path) -> None:
    """Signs that mean something in an address; texts that a spreadsheet program would take for a formula."""
    form = foreign(tmp_path / "报 送/第1批#50%[新]?/=1+1 ‘表’.xlsx", unit='=HYPERLINK("http://x","局")')
    assert call(workspace, "import", str(form)) == 1
    book = load_workbook(workspace.root / REPORT)
    links = [cell.hyperlink for row in book["问题"].iter_rows() for cell in row if cell.hyperlink]
    assert {link.target for link in links} == {"../../../报%20送/第1批%2350%25[新]%3F/=1+1%20‘表’.xlsx"}
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    assert {cell.value for cell in book["问题"]["E"] if cell.quotePrefix} == {'=HYPERLINK("http://x","局")'}


def answer(report: Path, asked: str, text: str) -> None:
    """Fill in one cell of 待补充, as a person does."""
    book = load_workbook(report)
    sheet = book["待补充"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, heads["要补充的"]).value == asked)
    sheet.cell(row, heads["填在这里"]).value = text
    book.save(report)


def test_nearly_the_same_project_is_asked_about(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(workspace, "import", str(foreign(tmp_path / "直饮水.xlsx")))
    other = foreign(tmp_path / "又一份.xlsx", B3="2025年学校直饮水设备更新项目", E6=97.5, G6="97.5%")
    capsys.readouterr()
    assert call(workspace, "import", str(other)) == 1
    assert "有名称几乎相同的项目，要人来定是不是同一个：P2025-0101 学校直饮水设备更新（2025 年）" in capsys.readouterr().out
    report = workspace.root / "build/import/导入报告-2026-11-21-2.xlsx"
    answer(report, "是否同一项目", "新项目")
    assert call(workspace, "import", str(report)) == 0, capsys.readouterr().out
    assert (workspace.root / "content/2025/projects/P2025-0101-2.yml").is_file()


def test_differences_are_printed_with_both_sides(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = foreign(tmp_path / "直饮水.xlsx")
    call(workspace, "import", str(form))
    before = snapshot(workspace.content)
    foreign(form, E6=97.5, G6="97.5%")
    capsys.readouterr()
    assert call(workspace, "import", str(form)) == 1
    assert "直饮水.xlsx › 自评 › E6  学校直饮水设备更新  资金 › 全年执行数：资料里是“98.5”，表上是“97.5”" in capsys.readouterr().out
    assert snapshot(workspace.content) == before
    assert call(workspace, "import", "--replace", str(form)) == 0
    assert "全年执行数: 97.5" in (workspace.root / "content/2025/projects/P2025-0101.yml").read_text(encoding="utf-8")


def test_a_folder_is_walked_and_what_cannot_be_read_does_not_stop_the_rest(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "报送"
    foreign(folder / "教育局/直饮水.xlsx")
    (folder / "教育局/~$直饮水.xlsx").write_bytes(b"lock")
    (folder / ".DS_Store").write_bytes(b"hidden")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (folder / "说明.pdf").write_bytes(b"%PDF-1.4")
    assert call(workspace, "import", str(folder)) == 1
    out = capsys.readouterr().out
    assert "读了 2 个文件，认出 1 张表" in out
    assert "没有读的文件 3 个（不是表格，或是打开表格时留下的临时文件）。" in out
    assert "报送/坏.xlsx（错误 1 处）" in out
    assert "写入 1 份资料" in out
    assert [row["说明"] for row in rows(workspace.root / REPORT, "问题") if row["代码"] == "X05"] == ["不是表格文件，没有读：.pdf 文件 1 个"]


def test_a_dry_run_leaves_only_the_report(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(workspace.content)
    assert call(workspace, "import", "--dry-run", str(foreign(tmp_path / "直饮水.xlsx"))) == 0
    assert "将写入 1 份资料。这是试运行，资料没有改动。" in capsys.readouterr().out
    assert snapshot(workspace.content) == before
    assert [row["哪一节"] for row in rows(workspace.root / REPORT, "已写入")][-1] == "自评"


def test_after_amend_a_public_record_takes_the_form(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = foreign(tmp_path / "直饮水.xlsx")
    call(workspace, "import", str(form))
    file = "content/2025/projects/P2025-0101.yml"
    text = (workspace.root / file).read_bytes().decode()
    (workspace.root / file).write_bytes((text + "公开:\n  属性: 主动公开\n  审查日期: 2026-05-01\n  公开日期: 2026-06-01\n").encode())
    foreign(form, E6=97.5, G6="97.5%")
    capsys.readouterr()
    assert call(workspace, "import", "--replace", str(form)) == 1
    assert "资料已经公开，没有改动：资金 › 全年执行数“97.5”" in capsys.readouterr().out
    assert call(workspace, "amend", "P2025-0101", "--year", "2025", "--note", "全年执行数由98.5万元更正为97.5万元") == 0
    assert call(workspace, "import", "--replace", str(form)) == 0, capsys.readouterr().out
    assert "全年执行数: 97.5" in (workspace.root / file).read_text(encoding="utf-8")
    assert "更正:" in (workspace.root / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有的文件.xlsx"], "没有“没有的文件.xlsx”这个文件或文件夹。"),
        (["--alias", "甲", "."], "--alias 甲：请写成“来文写法=单位”，例如 --alias 区教体局=101。"),
        (["--alias", "甲=乙局", "."], "--alias 甲=乙局：名录里没有“乙局”。"),
    ],
)
def test_a_wrong_call_is_said(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "空").mkdir()
    assert call(workspace, "import", *arguments) == 2
    assert said in capsys.readouterr().err


def test_a_record_with_errors_elsewhere_does_not_stop_an_import(workspace: Workspace, tmp_path: Path) -> None:
    edit(workspace, PROJECT, "  执行率得分: 9.5", "  执行率得分: 九")
    assert call(workspace, "import", str(foreign(tmp_path / "直饮水.xlsx"))) == 0
