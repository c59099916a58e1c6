"""Sets that went to the people's congress: the record is completed by the register, compared with it, and what was closed since is named."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.letters.archive.archive import Archive
from generator.letters.archive.requests import EntryRequest
from generator.records.accounts import Stage
from generator.records.congress_calendar import Task, congress_steps
from generator.records.delivery import KINDS, accounts_keys, closed_since, named_keys, typed_numbers, waiting_for
from generator.records.register import Register
from generator.records.rules import RULES
from generator.records.stated import stated_facts
from tests.budget_books import with_books
from tests.letters.archive.acting import made, request, set_of, set_request
from tests.workspaces import PROJECT, TODAY, check_lines, edit, load_year, make_sound_workspace, write

FILE = "content/2025/congress.yml"
NUMBER = "样财函〔2026〕1号"
SENT = """年度: 2025
决算:
  会议: 样例区第五届人民代表大会常务委员会第三十六次会议
  开会日期: 2026-07-29
  送交日期: 2026-06-29
  选入项目: [P-2025-0001]
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_sound_workspace(tmp_path / "区")
    write(workspace, FILE, SENT)
    return workspace


def delivered(workspace: Workspace) -> Register:
    """The set of the year stands in the register; the files are stand-ins."""
    register = load_year(workspace)
    named = tuple(key for dossier in register.projects for key in named_keys(dossier))
    facts = stated_facts(KINDS[Stage.FINAL], (), register, date(2026, 6, 29))
    with Archive(workspace.issued).writing() as writer:
        writer.deliver(set_request(issued_on=date(2026, 6, 29), facts=facts), set_of(workspace.root, named))
    return load_year(workspace)


def told(workspace: Workspace, *rules: str) -> list[str]:
    return [line.replace(FILE, "congress") for line in check_lines(workspace) if any(f" {rule} " in line for rule in rules)]


def all_told(workspace: Workspace) -> list[str]:
    return told(workspace, *(rule for rule in RULES if rule.startswith("N2")))


def test_a_set_that_was_sent_and_not_kept_is_named_with_the_command(workspace: Workspace) -> None:
    (line,) = all_told(workspace)
    assert line == (
        "congress:5:9 警告 N23 决算 › 送交日期：2026年6月29日送交的一套没有编号存档；报送函没有发文字号，印着“（未签发）”"
        " → 与送出的核对无误后，用 jixiao volume 2025 --for 决算 --deliver --after-meeting 编号、登记、存档"
    )
    write(workspace, FILE, SENT + f"  批准日期: 2026-07-30\n  发文字号: {NUMBER}\n")
    (line,) = all_told(workspace)
    assert "没有编号存档，网站以后公开的会是依据现有资料编成的，不是送交的原样 →" in line
    write(workspace, FILE, SENT + f"  批准日期: 2026-07-30\n  公开日期: 2026-08-14\n  发文字号: {NUMBER}\n")
    (line,) = all_told(workspace)
    assert "没有编号存档，网站上公开的是依据现有资料编成的，不是送交的原样 →" in line


def test_before_it_is_sent_nothing_is_asked_for(workspace: Workspace) -> None:
    write(workspace, FILE, SENT.replace("2026-06-29", "2026-11-21").replace("2026-07-29", "2026-12-29"))
    assert all_told(workspace) == []


def test_the_register_gives_the_number_to_the_record(workspace: Workspace) -> None:
    register = delivered(workspace)
    assert register.congress
    assert register.congress.final
    assert register.congress.final.document_number == NUMBER
    assert NUMBER in list(typed_numbers(register))
    assert all_told(workspace) == []
    (send, *_) = congress_steps(register, TODAY)
    assert send.task is Task.SEND
    assert send.note.startswith(f"{NUMBER}，已存档；还缺")


def test_n21_the_record_agrees_with_the_register(workspace: Workspace) -> None:
    delivered(workspace)
    write(workspace, FILE, SENT.replace("2026-06-29", "2026-06-28") + "  发文字号: 样财函〔2026〕9号\n")
    assert all_told(workspace) == [
        "congress:5:9 错误 N21 决算 › 送交日期：填的是 2026年6月28日，样财函〔2026〕1号 是 2026年6月29日送交的"
        " → 以登记簿为准，改回 2026-06-29；送交错了的，用 jixiao void 样财函〔2026〕1号 --why 原因 作废以后重新送交",
        "congress:7:9 错误 N21 决算 › 发文字号：填的是“样财函〔2026〕9号”，登记簿里是“样财函〔2026〕1号” → 以登记簿为准，删去这一项",
    ]


def test_n22_a_number_is_that_of_one_letter(workspace: Workspace) -> None:
    with Archive(workspace.issued).writing() as writer:
        writer.issue(request("other", dossiers=(), facts={}), made)
    write(workspace, FILE, SENT + f"  发文字号: {NUMBER}\n")
    (line,) = told(workspace, "N22")
    assert f"“{NUMBER}”在登记簿里是《关于反馈2025年度农村公路养护项目支出绩效评价结果的函》" in line
    with Archive(workspace.issued).writing() as writer:
        writer.void(NUMBER, why="发错了", on=TODAY, when="2026-11-21T10:00:00")
    (line,) = told(workspace, "N22")
    assert f"“{NUMBER}”已作废 → 删去发文字号，重新送交时由程序编号" in line
    write(workspace, FILE, SENT + "  发文字号: 样财函〔2025〕1号\n")
    (line,) = told(workspace, "N22")
    assert "“样财函〔2025〕1号”是P-2025-0001 的反馈意见函的文号" in line


def test_n22_a_letter_that_was_entered_may_be_this_very_one(workspace: Workspace) -> None:
    with Archive(workspace.issued).writing() as writer:
        writer.enter(EntryRequest(NUMBER, "关于报送决算草案的函", date(2026, 6, 29), "2026-06-29T10:00:00", series="letter"))
    write(workspace, FILE, SENT + f"  发文字号: {NUMBER}\n")
    assert told(workspace, "N22") == []


def test_what_the_records_say_otherwise_by_now_is_a_warning(workspace: Workspace) -> None:
    delivered(workspace)
    assert told(workspace, "R12") == []
    edit(workspace, PROJECT, "得分: 17, 扣分原因", "得分: 15, 扣分原因")
    lines = told(workspace, "R12")
    assert any(f"评价 › 总分：《关于报送样例区2025年决算草案和绩效评价结果的函》（{NUMBER}）所载为“90”，现为“88”" in line for line in lines)
    assert all(f"jixiao correct {NUMBER}" in line for line in lines)
    (send, *_) = congress_steps(load_year(workspace), TODAY)
    assert f"{NUMBER}，已存档；此后资料有 {len(lines)} 处变了" in send.note


def test_n24_what_was_withdrawn_or_closed_since_is_named(workspace: Workspace) -> None:
    register = delivered(workspace)
    assert register.issued.documents[0].named == ("2025/P-2025-0001", "2025/P-2025-0001/1")
    edit(workspace, PROJECT, "  审查日期: 2025-12-15        # 保密审查的日期\n", "  审查日期: 2025-12-15\n  撤回: {日期: 2026-08-01, 理由: 含有不应公开的内容}\n")
    (line,) = told(workspace, "N24")
    assert f"{NUMBER} 送交的一套写有现在不公开的 2025/P-2025-0001、2025/P-2025-0001/1，网站不提供它的文件" in line
    assert "jixiao void" in line


def test_a_dossier_of_another_year_is_closed_where_the_site_does_not_show_it(workspace: Workspace) -> None:
    register = load_year(workspace)
    assert closed_since(["2024/P-2025-0001"], register, TODAY) == ("2024/P-2025-0001",)
    assert closed_since(["2025/P-2025-0009"], register, TODAY) == ("2025/P-2025-0009",)
    finding = replace_finding(register)
    assert closed_since(["2025/P-2025-0001", "2025/P-2025-0001/1"], finding, TODAY) == ("2025/P-2025-0001/1",)


def replace_finding(register: Register) -> Register:
    """The register without findings: none of them is public any more."""
    (project,) = register.projects
    assert project.evaluation
    evaluation = project.evaluation.model_copy(update={"findings": ()})
    return replace(register, projects=(project.model_copy(update={"evaluation": evaluation}),))


# --- budget documents in a set -------------------------------------------------------------------------------------------

HELD = "2025/101/决算"


def with_accounts(workspace: Workspace, more: str = "") -> Register:
    with_books(workspace)
    write(workspace, FILE, SENT + "  批准日期: 2026-07-30\n  公开日期: 2026-08-14\n" + more)
    return load_year(workspace)


def test_the_books_that_are_bound_are_part_of_a_set(workspace: Workspace) -> None:
    register = with_accounts(workspace)
    assert register.congress
    assert register.congress.final
    assert set(accounts_keys(register, register.congress.final, Stage.FINAL, TODAY)) == {HELD, "2025/201/决算", "2025/government/决算"}
    named = with_accounts(workspace, "  预决算文件:\n    - {名称: 政府决算, 路径: attachments/government-final.pdf}\n")
    assert named.congress
    assert named.congress.final
    assert list(accounts_keys(named, named.congress.final, Stage.FINAL, TODAY)) == ["2025/government/决算"]  # known by its file
    assert told(workspace, "N25") == []


def test_a_book_of_a_unit_that_became_secret_or_is_gone_closes_the_set(workspace: Workspace) -> None:
    register = with_accounts(workspace)
    assert closed_since([HELD], register, TODAY) == ()
    units = {**register.units, "101": register.units["101"].model_copy(update={"is_secret": True})}
    assert closed_since([HELD], replace(register, units=units), TODAY) == (HELD,)
    assert closed_since([HELD], replace(register, books=()), TODAY) == (HELD,)


def test_n25_a_book_that_is_public_later_than_the_set_is_named(workspace: Workspace) -> None:
    register = with_accounts(workspace)
    (line,) = told(workspace, "N25")
    assert line.startswith(
        "congress:8:9 警告 N25 决算 › 公开日期：这一天装订在里面的区教育局决算（2026年9月1日）、样例街道办事处决算（2026年9月1日）还没有公开，"
        "网站等它们都公开以后才提供这一套的文件 →"
    )
    assert [one.label for one in waiting_for([HELD, "2025/government/决算"], register, date(2026, 8, 31))] == ["区教育局决算"]
    assert waiting_for([HELD], register, date(2026, 9, 1)) == ()
