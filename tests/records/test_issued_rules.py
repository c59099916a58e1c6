"""The register of issued documents against the records: numbers that part, numbers of others, void ones."""

from datetime import date
from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.letters.archive.archive import Archive
from generator.letters.archive.requests import EntryRequest
from generator.records.vocabulary import DocumentKind
from tests.workspaces import PROJECT, check_lines, edit, load_year, make_sound_workspace

NUMBER = "样财函〔2025〕1号"
DAY = date(2025, 12, 20)
TYPED = f"  发文字号: {NUMBER}\n  发文日期: 2025-12-20\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_sound_workspace(tmp_path)


def enter(workspace: Workspace, number: str = NUMBER, *, on: date = DAY, kind: str = DocumentKind.FEEDBACK, dossier: str = "P-2025-0001") -> None:
    with Archive(workspace.issued).writing() as writer:
        writer.enter(EntryRequest(number, "关于反馈的函", on, "2025-12-20T00:00:00", kind=kind, budget_year=2025, dossiers=(dossier,)))


def told(workspace: Workspace) -> list[str]:
    return [line.partition(" ")[2] for line in check_lines(workspace)]


def test_a_number_that_both_know_is_fine(workspace: Workspace) -> None:
    enter(workspace)

    assert told(workspace) == []


def test_what_the_register_knows_need_not_be_typed(workspace: Workspace) -> None:
    edit(workspace, PROJECT, TYPED, "")
    enter(workspace)

    assert told(workspace) == []
    (dossier,) = load_year(workspace).projects
    assert dossier.feedback
    assert (dossier.feedback.document_number, dossier.feedback.issued_on) == (NUMBER, DAY)


def test_numbers_that_part(workspace: Workspace) -> None:
    enter(workspace, "样财函〔2025〕2号")

    assert told(workspace) == [f"错误 R13 反馈 › 发文字号：填的是“{NUMBER}”，登记簿里是“样财函〔2025〕2号” → 以登记簿为准，删去这一项"]


def test_days_that_part(workspace: Workspace) -> None:
    enter(workspace, on=date(2025, 12, 19))

    assert told(workspace) == ["错误 R13 反馈 › 发文日期：填的是 2025-12-20，登记簿里是 2025-12-19 → 以登记簿为准，删去这一项"]


def test_the_number_of_another(workspace: Workspace) -> None:
    enter(workspace, kind=DocumentKind.REVIEW, dossier="P-2025-0009")

    assert told(workspace) == [f"错误 R14 反馈 › 发文字号：“{NUMBER}”在登记簿里是《关于反馈的函》 → 核对发文字号"]


def test_a_void_number(workspace: Workspace) -> None:
    enter(workspace)
    with Archive(workspace.issued).writing() as writer:
        writer.void(NUMBER, why="附件有误", on=date(2025, 12, 21), when="2025-12-21T00:00:00")

    assert told(workspace) == [f"错误 R14 反馈 › 发文字号：“{NUMBER}”已作废 → 删去发文字号和发文日期，重新签发"]


def test_an_entered_document_states_nothing_that_could_move(workspace: Workspace) -> None:
    enter(workspace)
    edit(workspace, PROJECT, "分值: 20, 得分: 17, 扣分原因", "分值: 20, 得分: 16, 扣分原因")

    assert not [line for line in told(workspace) if "R12" in line]
