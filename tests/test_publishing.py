"""The information officer's year, through the command line: publish, correct in the open, withdraw, and lose no address."""

import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from generator.cli import run
from generator.engine.workspace import Workspace
from tests.website.reading import visible_text
from tests.workspaces import OFFICE, OVERALL, PROJECT, edit, make_sound_workspace, write

NOTE = "学生参加率由 83%更正为 84%，原因是漏计一所学校"
WRONG, RIGHT = "{三级指标: 学生参加率, 实际完成值: 83%, 得分: 19, 偏差原因", "{三级指标: 学生参加率, 实际完成值: 84%, 得分: 19, 偏差原因"
REASON = "涉及未成年人个人信息，经复核不应公开"
PAGE, OLD, FORMS, SELF = (f"projects/P-2025-0001/2025{end}" for end in (".html", "-v1.html", "-forms.html", "-self.pdf"))
SECRETS = ("惠及学生 2.7 万人", "两所学校场地不足", "112元/人", "满足全部报名需求", "两所学校没有签到记录")  # words of the dossier alone


def call(workspace: Workspace, day: str, *arguments: str) -> int:
    return run(["-C", str(workspace.root), "--today", day, *arguments])


def page(workspace: Workspace, address: str) -> str:
    return visible_text((workspace.site / address).read_text(encoding="utf-8"))


def every_byte(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A small workspace that was published on 21 November."""
    workspace = make_sound_workspace(tmp_path_factory.mktemp("published") / "区")
    edit(workspace, OFFICE, "演示数据: 是 ", "演示数据: 否 ")
    edit(workspace, PROJECT, "  审查日期: 2025-12-15        # 保密审查的日期\n", "  审查日期: 2025-12-15\n  公开日期: 2026-01-06\n")
    for overall in (OVERALL, OVERALL.replace("201", "101")):
        edit(workspace, overall, "  审查日期: 2025-12-15\n", "  审查日期: 2025-12-15\n  公开日期: 2026-01-06\n")
    write(workspace, "content/pages/hall.md", "# 办事大厅\n\n办事大厅在一楼。\n")
    assert call(workspace, "2026-11-21", "publish") == 0
    return workspace


@pytest.fixture(scope="module")
def corrected(published: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same two days later, corrected with `jixiao amend` and published again."""
    workspace = copied(published, tmp_path_factory.mktemp("corrected"))
    with redirect_stdout(StringIO()) as said:
        assert call(workspace, "2026-11-23", "amend", "P-2025-0001", "--year", "2025", "--note", NOTE) == 0
        edit(workspace, PROJECT, WRONG, RIGHT)
        assert call(workspace, "2026-11-23", "publish") == 0
    (workspace.root / "said.txt").write_text(said.getvalue(), encoding="utf-8")
    return workspace


@pytest.fixture(scope="module")
def withdrawn(corrected: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """And withdrawn by hand a day later."""
    workspace = copied(corrected, tmp_path_factory.mktemp("withdrawn"))
    edit(workspace, PROJECT, "  公开日期: 2026-01-06\n", f"  公开日期: 2026-01-06\n  撤回: {{日期: 2026-11-24, 理由: {REASON}}}\n")
    assert call(workspace, "2026-11-24", "publish") == 0
    return workspace


def copied(workspace: Workspace, folder: Path) -> Workspace:
    shutil.copytree(workspace.root, folder / "区")
    return Workspace.open(folder / "区")


def test_first_publication_notes_every_address(published: Workspace) -> None:
    noted = {line.split("\t")[0] for line in published.published.read_text(encoding="utf-8").splitlines()}
    assert {PAGE, FORMS, SELF, "projects/P-2025-0001/index.html", "index.html", "corrections/index.html"} <= noted
    assert "公开以来没有更正，也没有撤回。" in page(published, "corrections/index.html")


def test_correction_stands_on_the_page_with_its_note(corrected: Workspace) -> None:
    text = page(corrected, PAGE)
    assert f"2026年11月23日更正：{NOTE}" in text.replace(" 。", "。")
    assert "看更正以前的旧版" in text
    assert "84%" in text


def test_version_before_answers_with_a_banner(corrected: Workspace) -> None:
    text = page(corrected, OLD)
    assert "这是更正前的旧版，内容截至2026年11月23日，此后不再使用" in text
    assert f"更正说明：{NOTE}" in text
    assert "84%" not in text.replace(NOTE, "")
    assert "83%" in text.replace(NOTE, "")


def test_correction_is_in_the_list_and_in_the_feed(corrected: Workspace) -> None:
    listed = page(corrected, "corrections/index.html")
    assert "中小学课后服务（2025年度）" in listed
    assert NOTE in listed
    feed = (corrected.site / "feed.xml").read_text(encoding="utf-8")
    assert "<title>更正：中小学课后服务（2025年度）</title>" in feed
    assert NOTE in feed
    assert "2026-11-23T00:00:00+08:00" in feed


def test_every_address_that_was_published_still_answers(published: Workspace, corrected: Workspace) -> None:
    assert every_byte(published.site).keys() <= every_byte(corrected.site).keys()


def test_officer_is_told_what_was_corrected_and_nothing_that_only_the_day_changed(corrected: Workspace) -> None:
    out = (corrected.root / "said.txt").read_text(encoding="utf-8")
    assert "已把更正前的文件存为 content/2025/earlier/P-2025-0001.1.yml" in out
    assert "已在 content/2025/projects/P-2025-0001.yml 的“公开 › 更正”里写上第 1 次更正。" in out
    assert "内容有变、没有更正说明" not in out
    changes = [line.split()[1] for line in out.splitlines() if line.startswith("  变更  ")]
    assert changes[0] == f"{PAGE}（自评、更正）"
    assert {FORMS, SELF, "corrections/index.html"} <= {*changes}
    assert changes[-1] == "开放数据文件"  # counted, not listed: they follow from what stands above
    assert not [one for one in changes if one.startswith("data/") or one == "about.html"]
    assert [line for line in out.splitlines() if line.startswith("  新增  ")] == [f"  新增  {OLD}"]


def test_change_without_a_correction_is_named(published: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(published, tmp_path)
    edit(workspace, PROJECT, WRONG, RIGHT)
    assert call(workspace, "2026-11-23", "publish") == 0
    out = capsys.readouterr().out
    assert "内容有变、没有更正说明：1 个。资料公开以后改了数据的，应写更正" in out
    assert f"  {PAGE}（自评）" in out


@pytest.mark.parametrize("address", [PAGE, FORMS, OLD])
def test_withdrawn_address_says_when_and_why(withdrawn: Workspace, address: str) -> None:
    text = page(withdrawn, address)
    assert "这里的内容已于2026年11月24日撤回。" in text
    assert REASON in text


def test_nothing_of_what_was_withdrawn_is_in_any_byte(corrected: Workspace, withdrawn: Workspace) -> None:
    before, after = every_byte(corrected.site), every_byte(withdrawn.site)
    for secret in SECRETS:
        assert any(secret.encode() in content for content in before.values()), secret
        assert [name for name, content in after.items() if secret.encode() in content] == [], secret
    assert SELF in before
    assert [name for name in after if name.startswith("projects/") and not name.endswith(".html")] == []
    texts = b"".join(content for name, content in after.items() if name.startswith("search/")).decode()
    assert "学生参加率" not in texts


def test_withdrawal_is_in_the_list_and_in_the_feed(withdrawn: Workspace) -> None:
    assert f"2026年11月24日 撤回 区教育局\n中小学课后服务（2025年度）\n{REASON}。\n" in page(withdrawn, "corrections/index.html")
    assert "<title>撤回：中小学课后服务（2025年度）</title>" in (withdrawn.site / "feed.xml").read_text(encoding="utf-8")


def test_correction_of_what_was_withdrawn_stays_in_the_list_without_its_words(withdrawn: Workspace) -> None:
    listed = page(withdrawn, "corrections/index.html")
    assert "2026年11月23日 更正 区教育局\n中小学课后服务（2025年度）\n这份资料已于2026年11月24日撤回，更正说明不再列出。" in listed
    assert NOTE not in listed
    assert "更正说明不再列出" in (withdrawn.site / "feed.xml").read_text(encoding="utf-8")
    tables = [path for path in (withdrawn.site / "data").rglob("*.csv") if "更正说明不再列出" in path.read_text(encoding="utf-8-sig")]
    assert tables


def test_ledger_remembers_the_files_that_went(withdrawn: Workspace) -> None:
    rows = {line.split("\t")[0]: line.split("\t")[3] for line in withdrawn.published.read_text(encoding="utf-8").splitlines()}
    assert rows[SELF] == "撤回"
    assert rows[PAGE] == "公开"  # the address answers


@pytest.mark.parametrize(
    ("take_away", "address", "remedy"),
    [
        (lambda w: (w.root / PROJECT).unlink(), PAGE, f"恢复 {PROJECT}，公开属性保持“主动公开”；不再公开的，在它的“公开”里写“撤回: {{日期: …, 理由: …}}”"),
        (
            lambda w: (w.root / "content/pages/hall.md").unlink(), "hall.html",
            "恢复 content/pages/hall.md；内容移走的，留下这一页，写明移到了哪里",
        ),
    ],
    ids=["dossier", "hand-written page"],
)  # fmt: skip
def test_site_that_loses_an_address_is_not_published(
    published: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], take_away: Callable[[Workspace], None], address: str, remedy: str
) -> None:
    workspace = copied(published, tmp_path)
    before, ledger = every_byte(workspace.site), workspace.published.read_bytes()
    take_away(workspace)
    capsys.readouterr()

    assert call(workspace, "2026-11-23", "publish") == 2

    told = capsys.readouterr().err
    assert re.match(r"没有发布：\d+ 个已经公开的地址会消失。没有换上新网站，原网站保持不变，site/ 仍是上一次的。\n", told)
    assert f"  {address}\n    → {remedy}" in told
    assert every_byte(workspace.site) == before
    assert workspace.published.read_bytes() == ledger


# --- what the officer must not be able to do by mistake ----------------------------------------------------------------


def test_build_does_not_replace_a_site_that_would_lose_an_address(published: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(published, tmp_path)
    before = every_byte(workspace.site)
    (workspace.root / OVERALL).unlink()
    capsys.readouterr()

    assert call(workspace, "2026-11-23", "build") == 2

    told = capsys.readouterr()
    assert "公文草稿：" in told.out
    assert told.err.startswith("网站没有更换：")
    assert f"units/201/2025-overall.html\n    → 恢复 {OVERALL}" in told.err
    assert every_byte(workspace.site) == before


def test_folder_that_lacks_an_address_already_is_not_to_be_uploaded(published: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(published, tmp_path)
    (workspace.root / OVERALL).unlink()
    (workspace.site / "units/201/2025-overall.html").unlink()

    assert call(workspace, "2026-11-23", "publish") == 2

    assert "现在的 site/ 也缺 1 个已经公开的地址，不要上传" in capsys.readouterr().err


def test_nothing_is_published_without_its_day(published: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(published, tmp_path)
    ledger = workspace.published.read_bytes()
    edit(workspace, OVERALL, "  公开日期: 2026-01-06\n", "")
    capsys.readouterr()

    assert call(workspace, "2026-11-23", "publish") == 2

    told = capsys.readouterr().err
    assert "1 份主动公开的资料没有公开日期" in told
    assert f"  {OVERALL}\n    → 在“公开”里写“公开日期: 2026-11-23”" in told
    assert workspace.published.read_bytes() == ledger


def test_trial_with_made_up_data_holds_nothing_against_the_real_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = make_sound_workspace(tmp_path / "区")
    assert call(workspace, "2026-11-23", "publish") == 0
    out = capsys.readouterr().out
    assert "这是试发布：资料是演示数据，site/ 不要上传" in out
    assert "没有公开日期：3 份" in out
    assert workspace.published.read_text(encoding="utf-8").startswith("地址（演示数据，试发布）\t")

    for file in (PROJECT, OVERALL, OVERALL.replace("201", "101")):
        (workspace.root / file).unlink()
    edit(workspace, OFFICE, "演示数据: 是 ", "演示数据: 否 ")
    assert call(workspace, "2026-11-21", "publish") == 0  # the days of a trial do not count either

    out = capsys.readouterr().out
    assert "以前用演示数据试发布的地址不算公开过，已从地址台账里去掉，这是第一次正式发布。\n首次发布：" in out
    text = workspace.published.read_text(encoding="utf-8")
    assert text.startswith("地址\t")
    assert "P-2025-0001" not in text


def test_ledger_of_real_data_stays_one_whatever_the_office_says_later(published: Workspace, tmp_path: Path) -> None:
    workspace = copied(published, tmp_path)
    edit(workspace, OFFICE, "演示数据: 否 ", "演示数据: 是 ")
    (workspace.root / PROJECT).unlink()
    assert call(workspace, "2026-11-23", "publish") == 2


def test_deleted_withdrawal_is_not_a_way_back(withdrawn: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(withdrawn, tmp_path)
    edit(workspace, PROJECT, f"  撤回: {{日期: 2026-11-24, 理由: {REASON}}}\n", "")
    capsys.readouterr()

    assert call(workspace, "2026-11-25", "publish") == 2
    told = capsys.readouterr().err
    assert f"  {PAGE}（2026-11-24 撤回）\n    → 误删的，把“公开 › 撤回”照原样写回 {PROJECT}" in told

    again = "    - {日期: 2026-11-25, 说明: 2026年11月24日撤回，经复核可以公开，重新公开, 保留旧版: 否, 不保留旧版理由: 撤回期间没有内容}\n"
    entry = f'    说明: "{NOTE}"\n'
    indent = re.search(rf"( *){re.escape(entry.strip())}", (workspace.root / PROJECT).read_text(encoding="utf-8"))
    assert indent
    edit(workspace, PROJECT, f"{indent[0]}\n", f"{indent[0]}\n{again}")
    assert call(workspace, "2026-11-25", "publish") == 0
    out = capsys.readouterr().out
    assert "撤回过、现在又公开：" in out
    assert f"  重新公开  {PAGE}\n" in out


def test_withdrawals_stand_first(corrected: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(corrected, tmp_path)
    edit(workspace, PROJECT, "  公开日期: 2026-01-06\n", f"  公开日期: 2026-01-06\n  撤回: {{日期: 2026-11-24, 理由: {REASON}}}\n")
    capsys.readouterr()
    assert call(workspace, "2026-11-24", "publish") == 0
    kinds = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert list(dict.fromkeys(kinds)) == ["撤回", "变更"]


def test_changed_total_and_grade_are_told(published: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(published, tmp_path)
    edit(workspace, PROJECT, "三级指标: 家长接送负担, 分值: 20, 得分: 17", "三级指标: 家长接送负担, 分值: 20, 得分: 15")
    capsys.readouterr()
    assert call(workspace, "2026-11-23", "publish") == 0
    assert f"  {PAGE}（评价、总分由90变为88、等级由优变为良）" in capsys.readouterr().out


# --- corrections are made of what was published ------------------------------------------------------------------------


def amend(workspace: Workspace, day: str = "2026-11-23") -> int:
    return call(workspace, day, "amend", "P-2025-0001", "--year", "2025", "--note", NOTE)


def test_correction_after_the_edit_is_refused(published: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(published, tmp_path)
    edit(workspace, PROJECT, WRONG, RIGHT)
    before = (workspace.root / PROJECT).read_bytes()
    capsys.readouterr()

    assert amend(workspace) == 2

    told = capsys.readouterr().err
    assert "的内容已经与 2026-11-21 公开的不同（自评）" in told
    assert "请先把改动改回公开时的样子" in told
    assert (workspace.root / PROJECT).read_bytes() == before
    assert not (workspace.content / "2025" / "earlier").exists()


def test_second_correction_waits_for_the_first_to_be_published(published: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(published, tmp_path)
    assert amend(workspace) == 0
    out = capsys.readouterr().out
    assert "更正前是 90 分、优。改动涉及得分的，总分和等级也可能变" in out
    assert "不更正了：删去 content/2025/earlier/P-2025-0001.1.yml，再删去“更正”里的这一项。" in out

    assert amend(workspace) == 2
    assert "上一次更正还没有发布" in capsys.readouterr().err


def test_published_dossier_that_lost_its_day_is_told_which_to_write(published: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(published, tmp_path)
    edit(workspace, PROJECT, "  公开日期: 2026-01-06\n", "")
    assert amend(workspace) == 2
    assert "在 2026-11-21 公开过（见 content/published.tsv），却没有公开日期。请先在它的“公开”里补上“公开日期: 2026-11-21”" in capsys.readouterr().err


# --- budget books ------------------------------------------------------------------------------------------------------

BOOK = """年度: 2025
预算单位: "101"
预算:
  标题: 区教育局2025年度部门预算
  批复日期: 2025-02-10
  公开日期: 2025-02-20
  文件:
    - {名称: 2025年度部门预算, 路径: attachments/101.txt.pdf}
  收入合计: 900
  支出合计: 900
"""
BOOK_FILE = "content/2025/budget/101.yml"


@pytest.fixture(scope="module")
def with_book(published: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = copied(published, tmp_path_factory.mktemp("book"))
    write(workspace, BOOK_FILE, BOOK)
    write(workspace, "content/attachments/101.txt.pdf", b"%PDF-1.7 a budget")
    assert call(workspace, "2026-11-22", "publish") == 0
    return workspace


def test_budget_that_changed_silently_is_named(with_book: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(with_book, tmp_path)
    edit(workspace, BOOK_FILE, "支出合计: 900", "支出合计: 888")
    write(workspace, "content/attachments/101.txt.pdf", b"%PDF-1.7 another budget")
    capsys.readouterr()
    assert call(workspace, "2026-11-23", "publish") == 0
    out = capsys.readouterr().out
    assert "内容有变、没有更正说明：1 个" in out
    assert f"  budget/2025/101.html（预算数据、预算文件）\n    → 在 {BOOK_FILE} 的“预算”或“决算”里写“更正”" in out


def test_budget_that_was_corrected_is_not(with_book: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(with_book, tmp_path)
    note = "  更正:\n    - {日期: 2026-11-23, 说明: 支出合计由900万元更正为888万元, 保留旧版: 否, 不保留旧版理由: 文件没有变}\n"
    edit(workspace, BOOK_FILE, "支出合计: 900\n", f"支出合计: 888\n{note}")
    capsys.readouterr()
    assert call(workspace, "2026-11-23", "publish") == 0
    out = capsys.readouterr().out
    assert "没有更正说明" not in out
    assert "  变更  budget/2025/101.html（预算数据、预算更正）" in out


def test_budget_can_be_withdrawn(with_book: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = copied(with_book, tmp_path)
    edit(workspace, BOOK_FILE, "公开日期: 2025-02-20\n", f"公开日期: 2025-02-20\n  撤回: {{日期: 2026-11-23, 理由: {REASON}}}\n")
    capsys.readouterr()
    assert call(workspace, "2026-11-23", "publish") == 0
    out = capsys.readouterr().out
    assert "  撤回  files/budget/2025/101/" in out
    assert REASON in page(workspace, "corrections/index.html")
