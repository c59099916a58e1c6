"""The volume for the people's congress through the command line: made, published, kept in step, and stopped by what is wrong."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docx import Document

from generator.cli import run
from generator.engine.workspace import Workspace
from tests.website.reading import article, visible_text
from tests.workspaces import PROJECT, edit, make_sound_workspace, write

DAY = "2026-11-21"
CONGRESS = "content/2025/congress.yml"
SENT = """年度: 2025
决算:
  会议: 样例区第五届人民代表大会常务委员会第三十次会议
  开会日期: 2026-08-28
  送交日期: 2026-07-20
  选入项目: [P-2025-0001]
  报告人: 样例区财政局局长　演示人员甲
"""
APPROVED = SENT + "  批准日期: 2026-08-29\n  公开日期: 2026-09-10\n"
REPORT = "templates/letters/congress_report_final.md.jinja"
TITLE = "样例区2025年绩效评价结果审查材料"  # no draft accounts are in it


def call(workspace: Workspace, *arguments: str, day: str = DAY) -> int:
    return run(["-C", str(workspace.root), "--today", day, *arguments])


def make(workspace: Workspace) -> int:
    return call(workspace, "volume", "2025", "--for", "决算")


def text_of(pdf: Path) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)).replace("\r\n", "\n")


def copied(workspace: Workspace, folder: Path) -> Workspace:
    shutil.copytree(workspace.root, folder / "区")
    return Workspace.open(folder / "区")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A small workspace whose volume was made and whose site was built before the congress approved."""
    workspace = make_sound_workspace(tmp_path_factory.mktemp("sent") / "区")
    edit(workspace, PROJECT, "  审查日期: 2025-12-15        # 保密审查的日期\n", "  审查日期: 2025-12-15\n  公开日期: 2026-01-06\n")
    write(workspace, CONGRESS, SENT)
    assert make(workspace) == 0
    assert call(workspace, "build") == 0
    return workspace


@pytest.fixture(scope="module")
def approved(sent: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same after the congress approved, on the day of publication."""
    workspace = copied(sent, tmp_path_factory.mktemp("approved"))
    write(workspace, CONGRESS, APPROVED)
    assert call(workspace, "build") == 0
    return workspace


def bytes_of_site(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in site.rglob("*"):
        if path.is_file():
            yield path.relative_to(site).as_posix(), path.read_bytes()


def test_volume_is_one_pdf_with_contents_bookmarks_and_the_data(sent: Workspace) -> None:
    path = sent.volumes / "2025-final.pdf"
    text = text_of(path)
    for expected in (TITLE.removeprefix("样例区"), "目录", "关于样例区2025年度预算绩效管理和绩效评价情况的报告", "以上报告，请予审议", "中小学课后服务"):
        assert expected in "".join(text.split()), expected
    with pikepdf.open(path) as pdf:
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 5
        (name,) = pdf.attachments
        data = pdf.attachments[name].get_file().read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "datapackage.json" in archive.namelist()


def test_what_the_package_lacks_is_said_with_it(sent: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(copied(sent, tmp_path)) == 0
    said = capsys.readouterr().out
    assert said.index("打包：") < said.index(f"{CONGRESS}:3:3  警告 N10")
    assert "还缺政府决算草案（PDF）" in said
    assert "未装订：区教育局部门决算（没有登记）、样例街道办事处部门决算（没有登记）" in said
    assert "逐份：" in said
    assert f"{sum(path.is_file() for path in (sent.volumes / '2025-final').rglob('*'))} 个文件，其中文件清单 3 个" in said


def test_folder_holds_what_its_list_says(sent: Workspace) -> None:
    folder = sent.volumes / "2025-final"
    rows = list(csv.DictReader((folder / "文件清单.csv").read_text(encoding="utf-8-sig").splitlines()))
    listed = {row["文件"] for row in rows}
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and not path.name.startswith("文件清单")} == listed
    assert all(sha256((folder / row["文件"]).read_bytes()).hexdigest() == row["SHA-256"] for row in rows)
    with zipfile.ZipFile(sent.volumes / "2025-final.zip") as archive:
        assert listed <= {name.partition("/")[2] for name in archive.namelist()}
    (report,) = folder.glob("02-报告.docx")
    assert "主任、各位副主任、各位委员" in "".join(paragraph.text for paragraph in Document(str(report)).paragraphs)


def test_briefing_of_one_result_is_one_page_and_speaks_of_no_best(sent: Workspace) -> None:
    briefing = sent.volumes / "2025-final/03-简报.pdf"
    assert len(pypdfium2.PdfDocument(briefing)) == 1
    text = "".join(text_of(briefing).split())
    assert "逐个结果" in text
    assert "得分最高" not in text
    assert "平均得分" not in text


def test_every_figure_that_was_compared_is_listed(sent: Workspace) -> None:
    (path,) = sent.volumes.glob("*核对清单.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["是否一致"] for row in rows} == {"一致"}
    (score,) = (row for row in rows if row["事项"].endswith("“中小学课后服务”：得分"))
    assert score["数值"] == "90"
    places = score["出处"]
    assert all(one in places for one in ("资料的统计", "反馈意见函", "材料〈", "网站 projects/P-2025-0001/2025.html")), places


def test_before_the_congress_approved_nothing_of_it_is_public(sent: Workspace) -> None:
    assert [name for name, content in bytes_of_site(sent.site) if "congress" in name or "审查材料".encode() in content] == []


def test_approved_volume_is_published_part_by_part(approved: Workspace, golden) -> None:
    page = visible_text(article((approved.site / "congress/2025-final.html").read_text(encoding="utf-8")))
    golden("website/congress.txt", mask(page))
    note = json.loads((approved.volumes / "2025-final.json").read_text(encoding="utf-8"))
    assert (approved.site / "congress/2025-final/2025-final.pdf").read_bytes() == (approved.volumes / "2025-final.pdf").read_bytes()
    parts = {f"congress/2025-final/{one['name']}" for one in note["package"]["parts"]}
    assert parts <= {name for name, _ in bytes_of_site(approved.site)}
    assert TITLE in visible_text((approved.site / "congress/index.html").read_text(encoding="utf-8"))
    assert f"公开《{TITLE}》" in visible_text((approved.site / "index.html").read_text(encoding="utf-8"))


def mask(page: str) -> str:
    """Sizes and hashes differ with the fonts of the machine."""
    return re.sub(r"\b[0-9a-f]{64}\b", "……", re.sub(r"[\d.]+ (KB|MB)", "… KB", page))


def test_published_volume_stays_the_same_the_next_day(approved: Workspace, tmp_path: Path) -> None:
    workspace = copied(approved, tmp_path)
    assert call(workspace, "build", day="2026-11-22") == 0
    for name in ("congress/2025-final/2025-final.pdf", "congress/2025-final/2025-final.zip"):
        assert (workspace.site / name).read_bytes() == (approved.site / name).read_bytes()


def test_one_score_changes_letter_page_volume_and_data_alike(approved: Workspace, tmp_path: Path) -> None:
    workspace = copied(approved, tmp_path)
    edit(workspace, PROJECT, "得分: 17, 扣分原因", "得分: 15, 扣分原因")
    assert call(workspace, "build") == 0

    letter = "".join(text_of(workspace.letters / "2025/feedback-2025-P-2025-0001.pdf").split())
    page = visible_text((workspace.site / "projects/P-2025-0001/2025.html").read_text(encoding="utf-8"))
    volume = "".join(text_of(workspace.site / "congress/2025-final/2025-final.pdf").split())
    with zipfile.ZipFile(workspace.site / "data/2025.zip") as archive:
        (row,) = csv.DictReader(archive.read("dossiers.csv").decode("utf-8-sig").splitlines()[:2])
    assert "88分" in letter
    assert "90分" not in letter
    assert "评价得分 88 分，等级为良" in page
    assert "得88分，评价等级为“良”" in volume
    assert "得90分" not in volume
    assert "88" in row.values()


# --- what stops it -----------------------------------------------------------------------------------------------------


def refused(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> str:
    before = (workspace.volumes / "2025-final.pdf").read_bytes()
    capsys.readouterr()
    assert make(workspace) != 0
    said = "".join(capsys.readouterr())
    assert "Traceback" not in said
    assert (workspace.volumes / "2025-final.pdf").read_bytes() == before
    return said


def test_broken_attachment_stops_it(sent: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(sent, tmp_path)
    write(workspace, "content/attachments/report.pdf", b"%PDF-1.7\nbroken")
    write(workspace, CONGRESS, SENT + "  重点评价报告:\n    - {项目: P-2025-0001, 路径: attachments/report.pdf}\n")
    said = refused(workspace, capsys)
    assert f"{CONGRESS}:9:" in said
    assert "content/attachments/report.pdf：文件已损坏或不是 PDF，不能装订" in said
    assert "重新“另存为 PDF”" in said
    assert said.index("警告 N10") < said.index("错误 N13")  # what stopped it is read last
    assert call(workspace, "check") == 1
    assert f"{CONGRESS}:9:" in "".join(capsys.readouterr())


def test_missing_report_is_told_with_its_line(sent: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(sent, tmp_path)
    write(workspace, CONGRESS, SENT + "  重点评价报告:\n    - {项目: P-2025-0001, 路径: attachments/nowhere.pdf}\n")
    said = refused(workspace, capsys)
    assert f"{CONGRESS}:9:" in said
    assert "attachments/nowhere.pdf" in said


def test_figure_that_does_not_reconcile_stops_it(sent: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(sent, tmp_path)
    template = Path(REPORT).read_text(encoding="utf-8")
    write(workspace, REPORT, template.replace("纳入绩效管理的项目支出{{ 项目.全部.个数 }}个", "纳入绩效管理的项目支出{{ 项目.全部.个数 + 1 }}个"))
    said = refused(workspace, capsys)
    assert "纳入绩效管理的个数：资料的统计" in said
    assert "是 1；" in said
    assert "是 2" in said


def test_figure_typed_into_a_template_stops_it(sent: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(sent, tmp_path)
    template = Path(REPORT).read_text(encoding="utf-8")
    write(workspace, REPORT, template.replace("# 评价结果\n", "# 评价结果\n\n共追回资金35万元。\n", 1))
    said = refused(workspace, capsys)
    assert "35" in said
    assert "congress_report_final.md.jinja" in said
