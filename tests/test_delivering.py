"""A set for the people's congress through the command line: numbered, registered, kept, published as it went; refused where it must be."""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest

from generator.engine.workspace import Workspace
from tests.budget_books import FINAL, GOVERNMENT_FINAL, book, book_file
from tests.test_volumes import APPROVED, CONGRESS, DAY, SENT, TITLE, bytes_of_site, call, copied, text_of
from tests.website.reading import article, visible_text
from tests.workspaces import PROJECT, edit, make_sound_workspace, write

SENDING_DAY = "2026-07-20"
NUMBER = "样财函〔2026〕1号"
FROZEN = "content/issued/2026/2026-letter-0001"
ADDRESS = "congress/2025-final"
MADE, DELIVERED = ("volume", "2025", "--for", "决算"), ("volume", "2025", "--for", "决算", "--deliver")


def said(capsys: pytest.CaptureFixture[str], workspace: Workspace, *arguments: str, day: str = DAY, status: int = 0) -> str:
    capsys.readouterr()
    assert call(workspace, *arguments, day=day) == status
    words = "".join(capsys.readouterr())
    assert "Traceback" not in words
    return words


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A small workspace whose volume was made on the day of sending."""
    workspace = make_sound_workspace(tmp_path_factory.mktemp("composed") / "区")
    edit(workspace, PROJECT, "  审查日期: 2025-12-15        # 保密审查的日期\n", "  审查日期: 2025-12-15\n  公开日期: 2026-01-06\n")
    write(workspace, CONGRESS, SENT)
    assert call(workspace, *MADE, day=SENDING_DAY) == 0
    return workspace


@pytest.fixture(scope="module")
def delivered(composed: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same, delivered."""
    workspace = copied(composed, tmp_path_factory.mktemp("delivered"))
    assert call(workspace, *DELIVERED, "--approver", "演示人员甲", day=SENDING_DAY) == 0
    return workspace


@pytest.fixture(scope="module")
def public(delivered: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Approved and published, with the ledger of addresses."""
    workspace = copied(delivered, tmp_path_factory.mktemp("public"))
    write(workspace, CONGRESS, APPROVED)
    assert call(workspace, "publish") == 0
    return workspace


def page_of(workspace: Workspace) -> str:
    return visible_text(article((workspace.site / f"{ADDRESS}.html").read_text(encoding="utf-8")))


def files_of(workspace: Workspace) -> dict[str, bytes]:
    """The files of the set on the site."""
    return {name: content for name, content in bytes_of_site(workspace.site) if name.startswith(f"{ADDRESS}/")}


def inside_of_zip(workspace: Workspace) -> dict[str, list[bytes]]:
    """What the frozen ZIP holds, by the kind that its list tells."""
    found: dict[str, list[bytes]] = {}
    with zipfile.ZipFile(workspace.root / f"{FROZEN}.zip") as packed:
        (manifest,) = (name for name in packed.namelist() if name.endswith(".json"))
        for row in json.loads(packed.read(manifest))["文件"]:
            found.setdefault(row["类别"], []).append(packed.read(f"2025-final/{row['文件']}"))
    return found


def plain_of(value: str) -> str:
    """A figure as `volume` lists it; a missing one as a letter says it."""
    return {"（没有）": "（无）"}.get(value, value)


def title_of_letter(workspace: Workspace) -> str:
    return str(next(lines_of_register(workspace))["标题"])


def lines_of_register(workspace: Workspace) -> Iterator[dict[str, object]]:
    for line in (workspace.issued / "register.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


# --- delivering ----------------------------------------------------------------------------------------------------------


def test_the_set_stands_in_the_register_with_its_files(delivered: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines_of_register(delivered)
    assert (line["事件"], line["发文字号"], line["阶段"], line["成文日期"], line["签发人"]) == ("报送", NUMBER, "决算", SENDING_DAY, "演示人员甲")
    assert [file["路径"] for file in line["文件"]] == [f"2026/2026-letter-0001{ending}" for ending in (".pdf", ".zip", ".xlsx", ".csv")]  # type: ignore[attr-defined]
    for file in line["文件"]:  # type: ignore[attr-defined]
        assert sha256((delivered.issued / file["路径"]).read_bytes()).hexdigest() == file["校验码"]
    assert NUMBER in said(capsys, delivered, "register")
    assert "登记簿完好：1 件公文" in said(capsys, delivered, "verify")
    assert f"{NUMBER}，已存档" in "".join(said(capsys, delivered, "status").split())


def test_the_number_is_printed_and_nothing_that_is_false_after_approval(delivered: Workspace) -> None:
    letter = "".join(text_of(delivered.root / f"{FROZEN}.pdf").split())
    assert NUMBER in letter
    assert "未签发" not in letter
    assert "请勿外传" not in letter
    inside = inside_of_zip(delivered)
    alone = pypdfium2.PdfDocument(inside["函"][0])
    assert NUMBER in "".join(alone[0].get_textpage().get_text_bounded().split())
    assert inside["合订本"] == [(delivered.root / f"{FROZEN}.pdf").read_bytes()]


def test_what_was_delivered_is_no_draft_any_more(composed: Workspace, delivered: Workspace) -> None:
    assert (composed.volumes / "2025-final.pdf").is_file()
    assert [path.name for path in delivered.volumes.iterdir()] == ["delivered"]
    parts = [path for path in (delivered.volumes / "delivered/2026-letter-0001").iterdir() if path.suffix in (".pdf", ".docx")]
    assert len(parts) == sum(map(len, inside_of_zip(delivered).values())) - 1  # the data are in the ZIP alone


def test_the_next_letter_gets_the_next_number(delivered: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(delivered, tmp_path)
    edit(workspace, PROJECT, "得分: 17, 扣分原因", "得分: 15, 扣分原因")
    assert call(workspace, "correct", NUMBER) == 0
    moved = re.findall(r"：送交的是 (.+)，现在是 (.+)", said(capsys, workspace, *MADE))
    words = said(capsys, workspace, "issue", "correction-2026-letter-0001")
    assert "样财函〔2026〕2号  关于更正样财函〔2026〕1号函所附材料有关内容的函（区人大常委会预算工作委员会" in words
    letter = "".join(text_of(workspace.issued / "2026/2026-letter-0002.pdf").split())
    assert f"《{title_of_letter(workspace)}》（样财函〔2026〕1号）所附材料，经核实，有" in letter
    # Every figure that `volume` finds moved, those that follow from others too; what nobody listed is not said to be unchanged.
    assert ("90", "88") in moved
    for then, now in moved:
        assert plain_of(then) in letter, then
        assert plain_of(now) in letter, now
    assert "项目支出平均得分90分88分" in letter
    assert "项目支出区教育局的平均得分90分88分" in letter
    assert "其他内容不变" not in letter
    assert "所附材料中引用上述数据的文字、图表和排列顺序，相应更正" in letter
    assert call(workspace, "build") == 0
    assert not [name for name, content in bytes_of_site(workspace.site) if "样财函〔2026〕2号".encode() in content]  # no more public than the set
    write(workspace, CONGRESS, APPROVED)
    assert call(workspace, "build") == 0
    assert re.search(r"2026年11月21日以\W*样财函〔2026〕2号.{0,80}作了更正；下面的文件仍是送交时的", page_of(workspace), re.DOTALL)
    assert re.search(r'<a href="[^"]+">样财函〔2026〕2号</a>', (workspace.site / f"{ADDRESS}.html").read_text(encoding="utf-8"))


def test_a_number_that_was_given_outside_is_taken_if_it_is_free(composed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(composed, tmp_path)
    write(workspace, CONGRESS, SENT + "  发文字号: 样财函〔2026〕27号\n")
    assert call(workspace, *MADE, day=SENDING_DAY) == 0
    assert "样财函〔2026〕27号  关于" in said(capsys, workspace, *DELIVERED, day=SENDING_DAY)
    assert "补录" in said(capsys, workspace, "register")
    assert "错误" not in said(capsys, workspace, "check")


# --- what is refused -----------------------------------------------------------------------------------------------------


def test_a_second_delivery_is_refused_with_what_to_do(delivered: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(delivered, tmp_path)
    words = said(capsys, workspace, *DELIVERED, status=2)
    assert f"已于2026年7月20日以“{NUMBER}”送交存档，不能再送交一次" in words
    assert f"correct {NUMBER}" in words
    assert f"void {NUMBER} --why 原因" in words
    assert len(list(lines_of_register(workspace))) == 1

    assert call(workspace, "void", NUMBER, "--why", "附件装错") == 0
    assert "样财函〔2026〕2号" in said(capsys, workspace, *DELIVERED, "--after-meeting")
    assert (workspace.root / f"{FROZEN}.pdf").read_bytes() == (delivered.root / f"{FROZEN}.pdf").read_bytes()


def test_a_number_that_is_used_is_refused(delivered: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(delivered, tmp_path)
    write(workspace, "content/2026/congress.yml", SENT.replace("2025", "2026").replace("决算", "预算") + f"  发文字号: {NUMBER}\n")
    words = said(capsys, workspace, "volume", "2026", "--for", "预算", "--deliver", status=1)
    assert "content/2026/congress.yml:8:9" in words
    assert f"“{NUMBER}”在登记簿里是《{title_of_letter(workspace)}》" in words
    assert len(list(lines_of_register(workspace))) == 1


def test_before_its_day_it_does_not_go_out(composed: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert "送交日期 2026年7月20日还没有到" in said(capsys, composed, *DELIVERED, day="2026-07-19", status=2)
    assert "没有写“预算”，没有可送交的" in said(capsys, composed, "volume", "2025", "--for", "预算", "--deliver", status=2)


def test_a_letter_of_the_government_waits_for_the_government_s_number(composed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(composed, tmp_path)
    budget = re.sub(r"  选入项目.*\n", "", SENT).replace("2025", "2026").replace("决算", "预算")
    write(workspace, "content/2026/congress.yml", budget)
    words = said(capsys, workspace, "volume", "2026", "--for", "预算", "--deliver", day=SENDING_DAY, status=2)
    assert "报送函由样例区人民政府发，文号由它编：给了号以后，填在 content/2026/congress.yml 的“发文字号”里" in words
    write(workspace, "content/2026/congress.yml", budget + "  发文字号: 样财函〔2026〕5号\n")
    words = said(capsys, workspace, "volume", "2026", "--for", "预算", "--deliver", day=SENDING_DAY, status=1)
    assert "content/2026/congress.yml:7:9  错误 N26" in words
    assert "“样财函〔2026〕5号”是区财政局的文号，这份函由样例区人民政府发" in words
    assert not (workspace.issued / "register.jsonl").exists()
    write(workspace, "content/2026/congress.yml", budget + "  发文字号: 样政函〔2026〕5号\n")
    assert "样政函〔2026〕5号  关于" in said(capsys, workspace, "volume", "2026", "--for", "预算", "--deliver", day=SENDING_DAY)
    assert (workspace.issued / "2026/2026-other-0005.zip").is_file()


def test_what_nobody_saw_does_not_go_out(composed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(composed, tmp_path)
    edit(workspace, PROJECT, "得分: 17, 扣分原因", "得分: 15, 扣分原因")
    assert "在成册以后变了，送交的会与看过的不一样" in said(capsys, workspace, *DELIVERED, day=SENDING_DAY, status=2)
    assert not (workspace.issued / "register.jsonl").exists()


# --- what is public ------------------------------------------------------------------------------------------------------


def test_before_approval_nothing_of_the_set_is_public(delivered: Workspace, tmp_path: Path) -> None:
    workspace = copied(delivered, tmp_path)
    assert call(workspace, "build") == 0
    assert [name for name, content in bytes_of_site(workspace.site) if "congress" in name or "审查材料".encode() in content or NUMBER.encode() in content] == []


def test_the_site_gives_out_what_was_delivered(public: Workspace) -> None:
    files = files_of(public)
    assert files[f"{ADDRESS}/2025-final.pdf"] == (public.root / f"{FROZEN}.pdf").read_bytes()
    assert files[f"{ADDRESS}/2025-final.zip"] == (public.root / f"{FROZEN}.zip").read_bytes()
    inside = inside_of_zip(public)
    parts = [content for kind, contents in inside.items() if kind != "公开数据" for content in contents]
    assert sorted(content for name, content in files.items() if name.endswith((".pdf", ".docx"))) == sorted(parts)
    page = page_of(public)
    assert re.search(r"代表们看到的材料共 \d+ 份、\d+ 页，原样公开在这里", page)
    assert f"以{NUMBER}送交，2026年7月20日存档。文件与送交时完全相同" in page
    assert TITLE in page


def test_records_move_on_and_the_site_stays_with_what_was_delivered(public: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(public, tmp_path)
    edit(workspace, PROJECT, "得分: 17, 扣分原因", "得分: 15, 扣分原因")
    assert call(workspace, "build") == 0
    assert files_of(workspace) == files_of(public)
    assert "送交以后，这一套里的一些数据有更正，网站上现在的与它不同" in page_of(workspace)
    assert "数据有变" not in page_of(public)
    assert "评价得分 88 分" in visible_text((workspace.site / "projects/P-2025-0001/2025.html").read_text(encoding="utf-8"))

    assert f"（{NUMBER}）所载为“90”，现为“88”" in said(capsys, workspace, "check")
    words = said(capsys, workspace, *MADE)
    assert "已于2026年7月20日送交存档（2026年7月20日登记），不再重做" in words
    assert "“中小学课后服务”：得分：送交的是 90，现在是 88" in words
    assert files_of(workspace) == files_of(public)


def test_where_nothing_moved_volume_says_so(delivered: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert "现在的资料编成的与送交的相同" in said(capsys, delivered, *MADE)


@pytest.mark.parametrize("ending", [".pdf", ".zip"])
def test_a_changed_file_stops_the_build(public: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str) -> None:
    workspace = copied(public, tmp_path)
    frozen = workspace.root / f"{FROZEN}{ending}"
    frozen.chmod(0o644)
    frozen.write_bytes(frozen.read_bytes() + b" ")
    words = said(capsys, workspace, "build", status=2)
    assert f"{NUMBER}（《{title_of_letter(workspace)}》）送交人大的存档文件 2026-letter-0001{ending} 与登记簿的校验码不符" in words
    assert "jixiao" in words
    assert "verify" in words
    assert files_of(workspace) == files_of(public)


def test_parts_that_were_changed_in_build_are_taken_from_the_archive_again(public: Workspace, tmp_path: Path) -> None:
    workspace = copied(public, tmp_path)
    for path in (workspace.volumes / "delivered/2026-letter-0001").glob("*.pdf"):
        path.write_bytes(b"%PDF-1.7 another")
    assert call(workspace, "build") == 0
    assert files_of(workspace) == files_of(public)


def test_what_is_withdrawn_takes_the_files_of_the_set_along(public: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(public, tmp_path)
    edit(workspace, PROJECT, "  公开日期: 2026-01-06\n", "  公开日期: 2026-01-06\n  撤回: {日期: 2026-11-20, 理由: 含有不应公开的内容}\n")
    assert "网站不提供它的文件" in said(capsys, workspace, "check")
    assert call(workspace, "publish") == 0
    assert files_of(workspace) == {}
    page = page_of(workspace)
    assert "文件不再提供" in page
    assert "中小学课后服务" not in page


def test_a_set_that_is_kept_only_after_the_session_is_not_called_the_original(composed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(composed, tmp_path)
    write(workspace, CONGRESS, APPROVED)
    shutil.rmtree(workspace.volumes)
    words = said(capsys, workspace, *DELIVERED, status=2)
    assert "会议（2026年8月28日）已经开过，没有编号" in words
    assert "加上 --after-meeting 补存" in words
    assert not (workspace.issued / "register.jsonl").exists()
    words = said(capsys, workspace, *DELIVERED, "--after-meeting")
    assert "这一套没有先成册看过" in words
    assert "会议（2026年8月28日）已经开过，存档的是现在由资料编成的一套" in words
    assert call(workspace, "build") == 0
    page = page_of(workspace)
    assert f"会后存档。这一套以{NUMBER}登记，2026年11月21日存档，在会议以后" in page
    assert "原样" not in page


def test_without_a_kept_set_what_is_withdrawn_takes_the_files_along_too(composed: Workspace, tmp_path: Path) -> None:
    workspace = copied(composed, tmp_path)
    write(workspace, CONGRESS, APPROVED)
    edit(workspace, PROJECT, "  公开日期: 2026-01-06\n", "  公开日期: 2026-01-06\n  撤回: {日期: 2026-11-20, 理由: 含有不应公开的内容}\n")
    assert call(workspace, "build") == 0
    assert files_of(workspace) == {}
    assert "文件不再提供" in page_of(workspace)


# --- budget documents in a set -------------------------------------------------------------------------------------------

BOOK = book_file("101")


@pytest.fixture(scope="module")
def with_accounts(composed: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A delivered set that holds the final accounts of the government and of a unit, which publishes later; approved and published."""
    workspace = copied(composed, tmp_path_factory.mktemp("accounts"))
    paper = (composed.volumes / "2025-final/02-报告.pdf").read_bytes()
    for code, section in (("government", GOVERNMENT_FINAL), ("101", FINAL)):
        write(workspace, book_file(code), book(code, section.replace("2026-07-30", "2026-08-29").replace("2026-08-10", "2026-09-10").replace("2026-09-01", "2026-09-08")))
    for name in ("101-final.pdf", "government-final.pdf"):
        write(workspace, f"content/attachments/{name}", paper)
    assert call(workspace, *MADE, day=SENDING_DAY) == 0
    assert call(workspace, *DELIVERED, day=SENDING_DAY) == 0
    write(workspace, CONGRESS, APPROVED)
    assert call(workspace, "publish") == 0
    return workspace


def test_budget_documents_of_a_set_are_on_the_site_with_it(with_accounts: Workspace) -> None:
    (line,) = lines_of_register(with_accounts)
    assert line["列明资料"][-2:] == ["2025/101/决算", "2025/government/决算"]  # type: ignore[index]
    assert sum("accounts-" in name for name in files_of(with_accounts)) == 2


@pytest.mark.parametrize("change", ["  公开日期: 2026-09-08\n  撤回: {日期: 2026-11-20, 理由: 含有不应公开的内容}\n", "  不公开理由: 涉及国家安全\n"])
def test_withdrawn_accounts_take_the_files_of_the_set_along(with_accounts: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str) -> None:
    workspace = copied(with_accounts, tmp_path)
    edit(workspace, BOOK, "  公开日期: 2026-09-08\n", change)
    workspace.published.unlink()  # the book's own addresses are no matter of the set
    words = said(capsys, workspace, "check")
    assert f"{NUMBER} 送交的一套写有现在不公开的 2025/101/决算，网站不提供它的文件" in words
    assert call(workspace, "build") == 0
    assert files_of(workspace) == {}
    assert "文件不再提供" in page_of(workspace)


def test_withdrawn_accounts_take_the_files_of_a_set_along_that_was_not_kept(with_accounts: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(with_accounts, tmp_path)
    shutil.rmtree(workspace.issued)
    write(workspace, BOOK, (workspace.root / BOOK).read_text(encoding="utf-8") + "  撤回: {日期: 2026-11-20, 理由: 含有不应公开的内容}\n")
    assert "送交了没有存档的一套写有现在不公开的 2025/101/决算" in said(capsys, workspace, "check")
    assert call(workspace, "build") == 0
    assert files_of(workspace) == {}
    assert "文件不再提供" in page_of(workspace)


def test_a_set_waits_for_accounts_that_are_public_later(with_accounts: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(with_accounts, tmp_path)
    edit(workspace, BOOK, "公开日期: 2026-09-08", "公开日期: 2026-12-05")
    workspace.published.unlink()
    words = said(capsys, workspace, "check")
    assert f"{CONGRESS}:9:9  警告 N25" in words
    assert "装订在里面的区教育局决算（2026年12月5日）还没有公开，网站等它们都公开以后才提供这一套的文件" in words
    assert "网站等区教育局决算公开以后才提供文件" in "".join(said(capsys, workspace, "status").split())
    assert call(workspace, "build") == 0
    assert files_of(workspace) == {}
    assert "等它们都公开以后一并提供：区教育局决算（2026年12月5日公开）" in page_of(workspace)
    assert call(workspace, "build", day="2026-12-05") == 0
    assert files_of(workspace) == files_of(with_accounts)
    edit(workspace, BOOK, "  公开日期: 2026-12-05\n", "")
    assert "区教育局决算（没有填公开日期）" in said(capsys, workspace, "check", day="2026-12-05")
