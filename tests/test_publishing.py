"""The information officer's year, through the command line: publish, correct in the open, withdraw, and lose no address."""

import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from generator.cli import run
from generator.engine.workspace import Workspace
from tests.website.reading import visible_text
from tests.workspaces import PROJECT, edit, make_sound_workspace, write

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
    edit(workspace, PROJECT, "  审查日期: 2025-12-15        # 保密审查的日期\n", "  审查日期: 2025-12-15\n  公开日期: 2026-01-06\n")
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
    assert changes.index(SELF) < next(at for at, one in enumerate(changes) if one.startswith("data/"))
    assert not {"about.html", "data/2025/funds.csv", "data/2025/funds.xlsx", "data/2025/funds.json"} & {*changes}
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
    assert f"2026年11月24日 撤回 区教育局\n中小学课后服务（2025年度）\n{REASON}\n" in page(withdrawn, "corrections/index.html")
    assert "<title>撤回：中小学课后服务（2025年度）</title>" in (withdrawn.site / "feed.xml").read_text(encoding="utf-8")


def test_ledger_remembers_the_files_that_went(withdrawn: Workspace) -> None:
    rows = {line.split("\t")[0]: line.split("\t")[3] for line in withdrawn.published.read_text(encoding="utf-8").splitlines()}
    assert rows[SELF] == "撤回"
    assert rows[PAGE] == "公开"  # the address answers


@pytest.mark.parametrize(
    ("take_away", "address", "remedy"),
    [
        (lambda w: (w.root / PROJECT).unlink(), PAGE, f"恢复 {PROJECT}，公开属性保持“主动公开”；不再公开的，在其中写“公开 › 撤回"),
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
    assert "没有发布，原网站保持不变" in told
    assert f"  {address}\n    → {remedy}" in told
    assert every_byte(workspace.site) == before
    assert workspace.published.read_bytes() == ledger
