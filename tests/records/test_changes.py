"""Corrections and withdrawals in the records: what breaks a rule, and the exact words that say so."""

from datetime import date
from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.records.loading import Loader
from generator.records.rules import RULES
from tests.workspaces import PROJECT, TODAY, check_lines, edit, load_year, make_sound_workspace, write

EARLIER = "content/2025/earlier/P-2025-0001.1.yml"
PUBLIC = "公开:\n  属性: 主动公开\n"
NOTE = "总分由 89 分更正为 90 分，等级由良更正为优，执行率得分由 13 分更正为 14 分"
CORRECTED = f"  更正:\n    - 日期: 2026-03-01\n      说明: {NOTE}\n"
PUBLISHED = "  公开日期: 2026-01-06\n"
WRONG = ("得分: 14, 扣分原因: 执行率 95%", "得分: 13, 扣分原因: 执行率 95%")  # the score that was corrected


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A sound workspace whose project was corrected once, with the version before."""
    workspace = make_sound_workspace(tmp_path / "w")
    path = workspace.root / PROJECT
    text = path.read_text(encoding="utf-8")
    text = text[: text.index("公开:\n  属性")] + PUBLIC + "  审查人: 甲\n  审查日期: 2026-01-05\n" + PUBLISHED
    assert text.count(WRONG[0]) == 1
    write(workspace, EARLIER, text.replace(*WRONG))
    write(workspace, PROJECT, text + CORRECTED)
    return workspace


def said(workspace: Workspace, today: date = TODAY) -> list[str]:
    short = {PROJECT: "项目", EARLIER: "旧版"}
    return [next((name + line.removeprefix(file) for file, name in short.items() if line.startswith(file)), line) for line in check_lines(workspace, today)]


def test_a_correction_with_its_earlier_version_is_sound(workspace: Workspace) -> None:
    assert said(workspace) == []


def test_the_version_before_stands_beside_the_year_and_not_in_it(workspace: Workspace) -> None:
    register = load_year(workspace)

    (version,) = register.earlier
    assert (version.number, version.dossier.id, version.file) == (1, "P-2025-0001", EARLIER)
    assert [dossier.id for dossier in register.projects] == ["P-2025-0001"]


def test_v01_says_where_the_version_before_belongs(workspace: Workspace) -> None:
    (workspace.root / EARLIER).unlink()

    line = "第 1 次更正没有更正前的文件 → 把更正前的文件另存为 content/2025/earlier/P-2025-0001.1.yml；旧版不能再公开的，写“保留旧版: 否”和“不保留旧版理由: …”"
    assert [one.partition(" ")[2] for one in said(workspace)] == [f"错误 V01 公开 › 更正 › 第1项：{line}"]


def test_a_version_that_may_not_be_kept_needs_no_file(workspace: Workspace) -> None:
    (workspace.root / EARLIER).unlink()
    edit(workspace, PROJECT, f"说明: {NOTE}\n", "说明: 删去个人信息\n      保留旧版: 否\n      不保留旧版理由: 含有个人信息\n")

    assert said(workspace) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (PROJECT, CORRECTED, "", "旧版 错误 V02 现行资料里没有第 1 次更正 → 在 content/2025/projects/P-2025-0001.yml 的“公开 › 更正”里写明日期和说明；不是旧版的，删去这个文件"),
        (
            EARLIER, "属性: 主动公开\n  审", "属性: 不予公开\n  审",
            "错误 V02 公开：旧版的公开属性不是“主动公开”，当时没有公开过 → 旧版文件应照抄更正前的原样；没有公开过的改动不用写更正，删去这个文件和那次更正",
        ),
        (
            EARLIER, WRONG[1], WRONG[0],
            "旧版 错误 V03 旧版与现行资料完全相同，看不出更正了什么 → 旧版文件要在改动以前另存；请找回更正前的文件，或改正 content/2025/projects/P-2025-0001.yml 里要更正的数据",
        ),
        (PROJECT, PUBLISHED, "", "错误 V04 公开 › 更正：有更正，没有公开日期 → 补上“公开日期: …”；没有公开过的资料，直接改，不用写更正"),
        (PROJECT, "日期: 2026-03-01", "日期: 2027-03-01", "错误 V04 公开 › 更正 › 第1项 › 日期：更正日期 2027-03-01 还没有到 → 填更正发布的日期；还没有发布的，到那一天再写"),
        (PROJECT, "日期: 2026-03-01", "日期: 2026-01-01", "错误 V04 公开 › 更正 › 第1项 › 日期：更正日期 2026-01-01 早于公开日期 2026-01-06 → 核对日期；几次更正按先后写"),
        (PROJECT, CORRECTED, CORRECTED + "  撤回: {日期: 2027-01-01, 理由: 甲}\n", "错误 V05 公开 › 撤回 › 日期：撤回日期 2027-01-01 还没有到 → 填撤回的日期；到那一天再写"),
        (PROJECT, CORRECTED, CORRECTED + "  撤回: {日期: 2026-02-15, 理由: 甲}\n", "错误 V05 公开 › 撤回 › 日期：撤回日期 2026-02-15 早于公开日期或更正日期 → 核对日期"),
        (PROJECT, "14 分\n", "14 分\n      保留旧版: 否\n", "错误 V06 公开 › 更正 › 第1项 › 保留旧版：不保留旧版，没有理由 → 补上“不保留旧版理由: …”，写给公众看"),
        (PROJECT, "14 分\n", "14 分\n      不保留旧版理由: 甲\n", "错误 V06 公开 › 更正 › 第1项 › 不保留旧版理由：写了不保留旧版的理由，旧版却仍保留 → 补上“保留旧版: 否”，或删去理由"),
        (
            PROJECT, "14 分\n", "14 分\n      旧版文件: 甲.pdf\n",
            "错误 V06 公开 › 更正 › 第1项 › 旧版文件：“旧版文件”只用于预决算材料 → 删去；更正前的文件另存为 content/2025/earlier/P-2025-0001.1.yml",
        ),
    ],
)  # fmt: skip
def test_faults_are_told_with_what_to_do(workspace: Workspace, file: str, old: str, new: str, expected: str) -> None:
    text = (workspace.root / file).read_text(encoding="utf-8")
    assert old in text
    write(workspace, file, text.replace(old, new))

    assert [line for line in said(workspace) if " V0" in line and line.endswith(expected)] != [], said(workspace)


def test_v05_a_withdrawal_needs_a_day_of_publication(workspace: Workspace) -> None:
    text = (workspace.root / PROJECT).read_text(encoding="utf-8").replace(PUBLISHED, "").replace(CORRECTED, "  撤回: {日期: 2026-03-01, 理由: 甲}\n")
    write(workspace, PROJECT, text)
    (workspace.root / EARLIER).unlink()

    expected = "有撤回，没有公开日期 → 补上“公开日期: …”；没有公开过的，不写撤回，把公开属性改为“不予公开”并写明理由"
    assert [line.partition("：")[2] for line in said(workspace)] == [expected]


def test_v02_the_present_dossier_may_not_be_deleted(workspace: Workspace) -> None:
    (workspace.root / PROJECT).unlink()

    expected = "旧版 错误 V02 现在没有这份资料 → 恢复 content/2025/projects/P-2025-0001.yml；不再公开的，在其中写“公开 › 撤回”"
    assert expected in [line.replace("项目", "content/2025/projects/P-2025-0001.yml") for line in said(workspace)]


def test_v02_is_silent_while_the_present_dossier_cannot_be_read(workspace: Workspace) -> None:
    edit(workspace, PROJECT, "项目属性: 延续", "项目属性: 延序")

    assert not [line for line in said(workspace) if "V02" in line]


def test_v07_an_earlier_version_is_public_too(workspace: Workspace) -> None:
    edit(workspace, EARLIER, "  年度目标: ", "  年度目标: 联系人手机 13812345678。")

    remedy = "旧版不改；在现行资料的这次更正里写“保留旧版: 否”和“不保留旧版理由: …”"
    assert [line.partition(" ")[2] for line in said(workspace)] == [f"错误 V07 绩效目标 › 年度目标：公开的文字里有手机号码“138…78” → {remedy}"]
    edit(workspace, PROJECT, "14 分\n", "14 分\n      保留旧版: 否\n      不保留旧版理由: 含有个人信息\n")
    assert said(workspace) == []


def test_v07_a_finding_that_was_closed_since_may_not_stay_in_an_earlier_version(workspace: Workspace) -> None:
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("      标题: "))
    write(workspace, PROJECT, text.replace(heading, f"{heading}\n      公开属性: 不予公开\n      不予公开理由: 商业秘密", 1).replace("公开属性: 主动公开", "公开属性: 不予公开\n  不予公开理由: 商业秘密"))

    assert "问题 1 现在不予公开，旧版里却还公开" in "".join(line for line in said(workspace) if "V07" in line)


def test_v08_a_correction_that_changes_the_result_says_so(workspace: Workspace) -> None:
    edit(workspace, PROJECT, NOTE, "执行率得分由 13 分更正为 14 分")

    line = "项目:91:11 警告 V08 公开 › 更正 › 第1项 › 说明：更正以后总分由89变为90，等级由良变为优，说明里没有写 → 在说明里写上，公众先看总分和等级"
    assert said(workspace) == [line]


def test_every_rule_of_changes_was_broken_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [name for name, rule in RULES.items() if name.startswith("V") and f"{rule.severity.value} {name}" not in text] == []


@pytest.mark.parametrize("name", ["P-2025-0001.yml", "P-2025-0001.0.yml", "P-2025-0001.a.yml"])
def test_names_of_earlier_versions(workspace: Workspace, name: str) -> None:
    (workspace.root / EARLIER).rename((workspace.root / EARLIER).with_name(name))

    assert "写成“编号.第几版.yml”" in "".join(line for line in said(workspace) if "Y15" in line)


def test_the_ledger_of_addresses_is_no_stray_file(workspace: Workspace) -> None:
    write(workspace, "content/published.tsv", "地址\n")

    assert said(workspace) == []
    assert Loader(workspace).foundation()
