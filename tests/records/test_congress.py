"""What goes to the people's congress: what is wrong with congress.yml, what is chosen, what is known on a day, what is due."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.records.accounts import Stage
from generator.records.as_of import register_as_of
from generator.records.congress import Congress
from generator.records.congress_calendar import Progress, Task, congress_steps
from generator.records.congress_choice import attached_accounts, chosen_dossiers, is_open, key_dossiers, stands_on
from generator.records.congress_totals import uses_without_singles
from generator.records.deadlines import status_of
from generator.records.loading import KNOWN_KEYS
from generator.records.reading import read_yaml
from generator.records.register import Register
from generator.records.rules import RULES
from generator.records.vocabulary import RectificationStatus, UseOfResult
from tests.budget_books import with_books
from tests.letters.years import ROOT, sample
from tests.workspaces import OVERALL, PROJECT, check_lines, edit, load_year, make_sound_workspace, write

FILE = "content/2025/congress.yml"
REPORT = "attachments/report.pdf"
SOUND = f"""年度: 2025
决算:
  会议: 样例区第五届人民代表大会常务委员会第三十六次会议
  开会日期: 2026-07-29
  送交日期: 2026-06-29
  批准日期: 2026-07-30
  公开日期: 2026-08-14
  选入项目: [P-2025-0001, U201]
  重点评价报告:
    - {{项目: P-2025-0001, 路径: {REPORT}}}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = with_books(make_sound_workspace(tmp_path))
    write(workspace, f"content/{REPORT}", b"%PDF-1.7 a report")
    write(workspace, FILE, SOUND)
    return workspace


def told(workspace: Workspace) -> list[str]:
    """All that is said, but that nothing was delivered through the program, and what waits for the units' books: that is in `test_delivery.py`."""
    return [line.replace(FILE, "congress") for line in check_lines(workspace) if " N23 " not in line and " N25 " not in line]


def test_a_sound_file_breaks_no_rule(workspace: Workspace) -> None:
    assert told(workspace) == []
    register = load_year(workspace)
    assert register.congress
    assert register.congress.final


# What is replaced in the file, and everything that is then said.
CASES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "a number that is not there": (
        [("[P-2025-0001, U201]", "[P-2025-0001, P-2025-0010]")],
        ["congress:8:23 错误 N01 决算 › 选入项目 › 第2项：2025 年没有编号为“P-2025-0010”的资料 → 是否应为“P-2025-0001”？"],
    ),
    "a number twice": (
        [("[P-2025-0001, U201]", "[U201, U201]")],
        ["congress:8:16 错误 N01 决算 › 选入项目 › 第2项：“U201”写了两次 → 删去一个"],
    ),
    "dates in disorder": (
        [("送交日期: 2026-06-29", "送交日期: 2026-08-01"), ("公开日期: 2026-08-14", "公开日期: 2026-07-20")],
        [
            "congress:5:9 错误 N02 决算 › 送交日期：送交日期晚于开会日期 2026年7月29日 → 应在会前 30 日由财政部门把决算草案送人大常委会有关工作机构征求意见；核对两个日期",
            "congress:7:9 错误 N02 决算 › 公开日期：公开日期早于批准日期 2026年7月30日 → 核对两个日期",
        ],
    ),
    "public without approval": (
        [("  批准日期: 2026-07-30\n", "")],
        ["congress:6:9 错误 N02 决算 › 公开日期：有公开日期，没有批准日期 → 会议批准以前不公开：补上批准日期，或删去公开日期"],
    ),
    "sent late": (
        [("送交日期: 2026-06-29", "送交日期: 2026-07-03")],
        ["congress:5:9 警告 N03 决算 › 送交日期：送交日期比会前 30 日的期限（2026年6月29日）晚 4 天（预算法 第七十八条） → 提前到 2026年6月29日以前送交；已经送交的，核对日期"],
    ),
    "published late": (
        [("公开日期: 2026-08-14", "公开日期: 2026-08-24")],
        ["congress:7:9 警告 N04 决算 › 公开日期：公开日期比期限（批准后 20 日，2026年8月19日）晚 5 天 → 核对日期；没有公开的提前公开"],
    ),
    "not published": (
        [("  公开日期: 2026-08-14\n", "")],
        ["congress:6:9 警告 N04 决算 › 批准日期：批准后 20 日的公开期限 2026年8月19日已过 94 天，还没有公开 → 公开后填“公开日期”"],
    ),
    "a report that is not there": (
        [(REPORT, "attachments/reports.pdf")],
        ["congress:10:29 错误 N05 决算 › 重点评价报告 › 第1项 › 路径：没有文件“attachments/reports.pdf” → 是否应为“attachments/report.pdf”？"],
    ),
    "an attached file of the records": (
        [("  重点评价报告:\n", "  预决算文件:\n    - {名称: 单位, 路径: units.yml}\n  重点评价报告:\n")],
        [
            "congress:10:20 错误 N05 决算 › 预决算文件 › 第1项 › 路径：路径“units.yml”不在 attachments 文件夹里 → "
            "把文件放进 content/attachments，路径写成“attachments/文件名”，用斜杠“/”分隔"
        ],
    ),
    "another day than the government's book": (
        [("批准日期: 2026-07-30", "批准日期: 2026-07-31")],
        ["congress:6:9 错误 N09 决算 › 批准日期：批准日期与 content/2025/budget/government.yml 的批复日期 2026年7月30日不一致 → 核对，改正其中一个"],
    ),
    "a misspelt key": (
        [("开会日期", "会议日期")],
        [
            "congress:4:3 错误 M02 决算 › 会议日期：不认识的键“会议日期” → 是否应为“开会日期”？",
        ],
    ),
    "another year": (
        [("年度: 2025", "年度: 2024")],
        ["congress:1:5 错误 Y16 年度：年度“2024”与所在文件夹“2025”不一致 → 改成 2025，或把文件移到 2024 文件夹"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong(name: str, workspace: Workspace) -> None:
    edits, expected = CASES[name]
    for old, new in edits:
        edit(workspace, FILE, old, new)

    assert told(workspace) == expected


def test_n02_an_approval_that_has_not_come(workspace: Workspace) -> None:
    said = [line.replace(FILE, "congress") for line in check_lines(workspace, date(2026, 7, 29))]

    assert "congress:6:9 错误 N02 决算 › 批准日期：批准日期 2026年7月30日还没有到 → 会议批准以后再填；填了就会公开" in said


def test_n05_a_report_that_is_no_pdf(workspace: Workspace) -> None:
    write(workspace, "content/attachments/report.docx", b"PK")
    edit(workspace, FILE, REPORT, "attachments/report.docx")

    assert told(workspace) == [
        "congress:10:29 错误 N05 决算 › 重点评价报告 › 第1项 › 路径：“attachments/report.docx”不是 PDF，装订不进去 → 另存为 PDF，放进 attachments，改正路径"
    ]


def test_n06_chosen_without_anything_to_send(workspace: Workspace) -> None:
    write(workspace, FILE, SOUND.replace("决算:", "预算:").replace("  重点评价报告:\n", "").replace(f"    - {{项目: P-2025-0001, 路径: {REPORT}}}\n", "").replace("2026-", "2025-"))
    text = (workspace.root / OVERALL).read_text(encoding="utf-8")
    start, end = text.index("绩效目标:"), text.index("自评:")
    write(workspace, OVERALL, text[:start] + text[end:])

    assert [line for line in told(workspace) if "N06" in line] == [
        f"congress:8:23 错误 N06 预算 › 选入项目 › 第2项：“部门整体支出”没有绩效目标，没有可报送的 → 补上 {OVERALL} 里的这一节，或删去这一项"
    ]


def test_n06_a_report_on_what_was_not_evaluated(workspace: Workspace) -> None:
    edit(workspace, FILE, "{项目: P-2025-0001,", "{项目: U201,")

    assert [line for line in told(workspace) if "N06" in line] == [
        f"congress:10:12 错误 N06 决算 › 重点评价报告 › 第1项 › 项目：“部门整体支出”没有评价，却附了评价报告 → 补上 {OVERALL} 的“评价”，或删去这一项"
    ]


@pytest.mark.parametrize("closed", ["不予公开\n  理由: 商业秘密", "依申请公开\n  理由: 内部事务信息"])
def test_n07_what_is_not_public_may_not_go_with_it(closed: str, workspace: Workspace) -> None:
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    head, mark, tail = text.rpartition("  属性: 主动公开")
    assert mark
    write(workspace, PROJECT, f"{head}  属性: {closed}{tail}")

    found = [line for line in told(workspace) if "N07" in line]

    assert [line.partition("：")[0] for line in found] == ["congress:8:10 错误 N07 决算 › 选入项目 › 第1项", "congress:10:12 错误 N07 决算 › 重点评价报告 › 第1项 › 项目"]
    assert "课后" not in "".join(found)


def test_n08_an_attached_report_may_tell_a_finding_that_is_withheld(workspace: Workspace) -> None:
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("      标题: "))
    write(workspace, PROJECT, text.replace(heading, f"{heading}\n      公开属性: 不予公开\n      不予公开理由: 商业秘密", 1))

    assert [line for line in told(workspace) if "N08" in line] == [
        "congress:10:29 警告 N08 决算 › 重点评价报告 › 第1项 › 路径：“P-2025-0001”的问题 1 不予公开，评价报告全文可能写了 → "
        "换成删去这些问题的版本；或删去这一项，由程序按可以公开的资料写成"
    ]


def test_n10_a_volume_without_the_governments_accounts(workspace: Workspace) -> None:
    (workspace.root / "content/2025/budget/government.yml").unlink()

    assert [line for line in told(workspace) if "N10" in line] == ["congress:3:3 警告 N10 决算：还缺政府决算草案（PDF） → 补齐资料；不附这一种的可以不理会，函里不会写它"]


def test_n10_is_silent_where_a_number_is_wrong(workspace: Workspace) -> None:
    """Of a project that is misspelt nobody knows what it would bring."""
    edit(workspace, FILE, "选入项目: [P-2025-0001, U201]\n  重点评价报告:\n    - {项目: P-2025-0001, 路径: attachments/report.pdf}\n", "选入项目: [P-2025-0010]\n")

    assert [line.split(" ")[2] for line in told(workspace)] == ["N01"]


def test_every_rule_of_the_congress_was_broken_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    # Those of delivered sets, N21 and so on, are broken in `test_delivery.py`.
    assert [rule for rule in RULES if rule.startswith("N") and not rule.startswith("N2") and f" {rule} " not in text] == []


# --- what is chosen ----------------------------------------------------------------------------------------------------


def of_sample(year: int = 2025) -> Register:
    return sample(year)


def test_without_a_choice_the_weighty_ones_are_chosen() -> None:
    register = of_sample()
    assert register.congress
    assert register.congress.final
    day = date(2026, 11, 21)
    submission = register.congress.final

    chosen = [one.id for one in chosen_dossiers(register, submission, Stage.FINAL, day)]

    # Key evaluations, and what was evaluated with ten million or more; none that is withheld, secret, or only self-evaluated.
    assert chosen == ["P2020-0107", "P2021-0102", "P2022-0101", "P2022-0201", "P2023-0103", "P2023-0106", "P2024-0104", "P2025-101001", "P2025-102001"]
    assert [one.id for one in key_dossiers(register, submission, day)] == ["P2022-0201", "P2023-0103", "P2023-0106", "P2024-0104", "P2025-101001", "P2025-102001"]
    everything = submission.model_copy(update={"floor": submission.floor * 100})
    assert len(chosen_dossiers(register, everything, Stage.FINAL, day)) == 6


def test_with_a_budget_the_large_and_the_new_are_chosen() -> None:
    register = of_sample(2026)
    assert register.congress
    assert register.congress.budget
    submission = register.congress.budget.model_copy(update={"chosen": ()})

    assert [one.id for one in chosen_dossiers(register, submission, Stage.BUDGET, date(2025, 12, 18))] == ["P2021-0102", "P2022-0101", "P2023-0103"]


def test_accounts_of_secret_units_and_other_kinds_of_file_are_left_out() -> None:
    register = of_sample()
    assert register.congress
    assert register.congress.final

    found = attached_accounts(register, register.congress.final.model_copy(update={"files": ()}), Stage.FINAL, date(2026, 11, 21))

    assert found[0].owner == "government"
    assert {one.path.rpartition(".")[2] for one in found} == {"pdf"}
    assert "109" not in {one.owner for one in found}


# --- a day that is past ------------------------------------------------------------------------------------------------


def test_the_volume_stands_on_the_day_on_which_it_was_sent() -> None:
    submission = of_sample().congress.final  # type: ignore[union-attr]
    assert submission
    assert stands_on(submission, date(2026, 5, 1)) == date(2026, 5, 1)
    assert stands_on(submission, date(2026, 11, 21)) == date(2026, 6, 29)


@pytest.mark.parametrize(("today", "expected"), [(date(2026, 7, 29), False), (date(2026, 8, 13), False), (date(2026, 8, 14), True)])
def test_the_door_opens_with_approval_and_the_day_of_publishing(today: date, expected: bool) -> None:
    submission = of_sample().congress.final  # type: ignore[union-attr]
    assert submission
    assert is_open(submission, today) is expected
    assert not is_open(submission.model_copy(update={"approved_on": None}), today)
    assert not is_open(submission.model_copy(update={"published_on": None}), today)


def test_as_of_a_day_nothing_is_known_of_later() -> None:
    register = of_sample()
    then = register_as_of(register, date(2026, 6, 29))

    later = then.by_id["P2022-0201"]  # concluded on 9 November
    assert (later.evaluation, later.feedback, later.rectification, later.budget_decision) == (None, None, None, None)
    assert then.by_id["P2023-0103"].evaluation == register.by_id["P2023-0103"].evaluation
    items = then.by_id["P2023-0103"].rectification.items  # type: ignore[union-attr]
    assert [status_of(item) for item in items] == [RectificationStatus.IN_PROGRESS] * 3
    assert (items[0].reported_on, items[0].closed_on, items[0].progress, items[0].measure) == (None, None, "", "增配车辆 4 台，调整 11 条线路")
    before = register_as_of(register, date(2026, 3, 1)).by_id["P2023-0103"]
    assert (before.self_evaluation, before.evaluation) == (None, None)
    assert before.monitoring
    assert register_as_of(register, date(2025, 7, 1)).by_id["P2023-0103"].monitoring is None


def test_as_of_today_is_the_register_itself() -> None:
    register = of_sample()

    assert register_as_of(register, date(2026, 11, 21)).dossiers == register.dossiers


# --- the calendar ------------------------------------------------------------------------------------------------------


def steps(register: Register, today: date) -> list[tuple[str, str, str, int | None]]:
    return [(step.stage.value, step.task.value, step.state.value, step.days) for step in congress_steps(register, today)]


def test_steps_of_a_session_over_its_time() -> None:
    register = replace(of_sample(), congress=of_sample().congress)
    congress = register.congress
    assert congress
    assert congress.final
    open_one = congress.final.model_copy(update={"approved_on": None, "published_on": None})
    waiting = replace(register, congress=congress.model_copy(update={"final": open_one}))

    assert steps(waiting, date(2026, 6, 20)) == [("决算", "送交材料", "未到期", 9), ("决算", "会议批准", "未到期", 39)]
    assert steps(waiting, date(2026, 8, 1)) == [("决算", "送交材料", "已完成", None), ("决算", "会议批准", "已过期", -3), ("决算", "向社会公开", "未到期", None)]
    assert steps(register, date(2026, 11, 21)) == [("决算", "送交材料", "已完成", None), ("决算", "会议批准", "已完成", None), ("决算", "向社会公开", "已完成", None)]


def test_what_is_missing_is_said_with_the_step() -> None:
    congress = of_sample().congress
    assert congress
    assert congress.final
    without_files = congress.model_copy(update={"final": congress.final.model_copy(update={"files": ()})})
    register = replace(of_sample(), books=(), congress=without_files)
    (send, _, publish) = congress_steps(register, date(2026, 11, 21))

    assert (send.task, send.note) == (Task.SEND, "没有编号存档，用 volume --deliver 办理；还缺政府决算草案（PDF）")
    assert (publish.task, publish.state, publish.note) == (Task.PUBLISH, Progress.DONE, "政府决算还没有公开")


def test_a_session_that_nobody_registered_is_asked_for_in_its_season() -> None:
    nothing = replace(of_sample(), congress=None)

    assert steps(nothing, date(2026, 5, 31)) == []
    assert steps(nothing, date(2026, 6, 1)) == [("决算", "登记会议", "未到期", None)]
    assert steps(nothing, date(2024, 10, 1)) == [("预算", "登记会议", "未到期", None)]
    assert steps(nothing, date(2028, 6, 1)) == []


# --- what people read ---------------------------------------------------------------------------------------------------


def congress_of(text: str) -> Congress:
    tree = read_yaml(text.encode(), "congress.yml", KNOWN_KEYS)
    assert tree.problems == ()
    return Congress.model_validate(tree.values)


def test_the_example_in_the_docs_reads() -> None:
    docs = (ROOT / "docs/writing-content.md").read_text(encoding="utf-8")
    section = docs[docs.index("## 送人大的材料") :]
    example = section[section.index("```yaml\n") + len("```yaml\n") :].partition("```")[0]

    congress = congress_of(example)

    assert congress.final
    assert congress.final.held_on == date(2026, 7, 29)
    assert not congress.budget


def test_the_commented_example_of_a_new_workspace_reads_once_its_marks_are_gone() -> None:
    text = (ROOT / "templates/workspace/content/YEAR/congress.yml").read_text(encoding="utf-8")
    assert congress_of(text.replace("YEAR", "2025")).budget is None
    _, mark, example = text.partition("# 预算:")
    assert mark
    lines = [line.removeprefix("# ").removeprefix("#") for line in f"{mark}{example}".splitlines()]

    congress = congress_of("\n".join(["年度: 2025", *lines]).replace("YEAR", "2025").replace("次年", "2026").replace("上年", "2024"))

    assert congress.budget
    assert congress.final
    assert congress.final.approved_on is None
    assert congress.budget.submitted_on < congress.budget.held_on < congress.final.submitted_on < congress.final.held_on


def test_the_decision_on_a_single_project_that_is_not_named_cannot_be_computed() -> None:
    """Beside a list of the named ones the sum of its use would tell it."""
    dossiers = [one for one in of_sample(2024).projects if one.budget_decision]
    uses = {one.id: one.budget_decision.use.value for one in dossiers if one.budget_decision}
    single = next(one for one in dossiers if list(uses.values()).count(uses[one.id]) > 1)
    assert [total.use for total in uses_without_singles(dossiers, lambda _: True)] == sorted(
        set(uses.values()), key=[use.value for use in UseOfResult].index
    )
    totals = uses_without_singles(dossiers, lambda one: one.id != single.id)
    assert totals[-1].use == "其他方式"
    assert uses[single.id] not in {total.use for total in totals}
    assert len(totals) == len(set(uses.values())) - 1  # another use is with it, so that what is left over has no use of its own
    assert sum(total.count for total in totals) == len(dossiers)
