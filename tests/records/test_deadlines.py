"""Deadlines count calendar days and include the last one."""

from datetime import date
from pathlib import Path

import pytest

from generator.records.deadlines import (
    days_overdue,
    feedback_due_on,
    item_due_on,
    letter_date,
    notified_on,
    overdue_items,
    rectification_due_on,
    status_of,
)
from generator.records.dossier import RectificationItem
from generator.records.vocabulary import RectificationStatus
from tests.workspaces import OFFICE, PROJECT, TODAY, edit, load_year, make_sound_workspace

CLOSED = "      开始日期: 2026-01-05\n      报告日期: 2026-01-15\n      核验意见: 通过\n      核验日期: 2026-01-20\n      销号日期: 2026-01-20\n"


def test_feedback_is_due_twenty_days_after_the_result(tmp_path: Path) -> None:
    register = load_year(make_sound_workspace(tmp_path))
    assert [feedback_due_on(dossier, register.office) for dossier in register.dossiers] == [date(2025, 12, 30), None, None]


# The days run from the letter's own date, whether or not it was received or has a number yet.
@pytest.mark.parametrize(
    ("edits", "told", "dated", "due"),
    [
        ([], date(2025, 12, 22), date(2025, 12, 20), date(2026, 1, 19)),
        ([("  签收日期: 2025-12-22\n", "")], date(2025, 12, 20), date(2025, 12, 20), date(2026, 1, 19)),
        ([("  发文字号: 样财函〔2025〕1号\n", "")], None, date(2025, 12, 20), date(2026, 1, 19)),
        ([("  发文字号: 样财函〔2025〕1号\n  发文日期: 2025-12-20\n  签收日期: 2025-12-22\n", "")], None, TODAY, date(2026, 12, 21)),
        ([("  台账:\n", "  整改期限: 2026-03-01\n  台账:\n")], date(2025, 12, 22), date(2025, 12, 20), date(2026, 3, 1)),
    ],
    ids=["received", "sent", "without a number", "draft", "stated"],
)
def test_rectification_is_due(edits: list[tuple[str, str]], told: date | None, dated: date, due: date, tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    for old, new in edits:
        edit(workspace, PROJECT, old, new)
    register = load_year(workspace)
    project = register.projects[0]
    assert (notified_on(project), letter_date(project, TODAY), rectification_due_on(project, register.office, TODAY)) == (told, dated, due)


def test_days_of_the_district(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, OFFICE, "反馈天数: 20 ", "反馈天数: 10 ")
    edit(workspace, OFFICE, "  整改天数: 30 ", "  整改天数: 60 ")
    register = load_year(workspace)
    project = register.projects[0]
    assert (feedback_due_on(project, register.office), rectification_due_on(project, register.office, TODAY)) == (date(2025, 12, 20), date(2026, 2, 18))


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({}, RectificationStatus.NOT_STARTED),
        ({"整改措施": "调剂"}, RectificationStatus.IN_PROGRESS),
        ({"开始日期": "2026-01-05"}, RectificationStatus.IN_PROGRESS),
        ({"开始日期": "2026-01-05", "报告日期": "2026-01-15"}, RectificationStatus.REPORTED),
        ({"报告日期": "2026-01-15", "核验意见": "通过"}, RectificationStatus.REPORTED),
        ({"报告日期": "2026-01-15", "核验意见": "退回"}, RectificationStatus.IN_PROGRESS),
        ({"报告日期": "2026-01-15", "核验意见": "通过", "销号日期": "2026-01-20"}, RectificationStatus.CLOSED),
    ],
)
def test_status(known: dict[str, str], status: RectificationStatus) -> None:
    assert status_of(RectificationItem.model_validate({"问题编号": "1", "整改要求": "甲", **known})) is status


@pytest.mark.parametrize(
    ("new", "today", "days"),
    [
        ("", date(2026, 1, 19), 0),
        ("", date(2026, 1, 20), 1),
        ("", TODAY, 306),
        ("      开始日期: 2026-01-05\n", TODAY, 306),
        ("      开始日期: 2026-01-05\n      报告日期: 2026-01-15\n", TODAY, 0),
        ("      报告日期: 2026-01-15\n      核验意见: 退回\n", TODAY, 306),
        ("      完成时限: 2026-11-21\n", TODAY, 0),
        ("      完成时限: 2026-11-20\n", TODAY, 1),
        (CLOSED, TODAY, 0),
    ],
)
def test_days_overdue(new: str, today: date, days: int, tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, PROJECT, CLOSED, new)
    register = load_year(workspace)
    project = register.projects[0]
    assert project.rectification
    item = project.rectification.items[0]
    assert days_overdue(item, project, register.office, today) == days
    assert overdue_items(project, register.office, today) == ((item,) if days else ())


def test_nothing_is_overdue_before_the_unit_was_told(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, PROJECT, CLOSED, "      完成时限: 2026-01-01\n")
    edit(workspace, PROJECT, "  发文字号: 样财函〔2025〕1号\n", "")
    register = load_year(workspace)
    project = register.projects[0]
    assert project.rectification
    assert item_due_on(project.rectification.items[0], project, register.office, TODAY) == date(2026, 1, 1)
    assert overdue_items(project, register.office, TODAY) == ()


def test_no_rectification(tmp_path: Path) -> None:
    register = load_year(make_sound_workspace(tmp_path))
    assert overdue_items(register.overall[0], register.office, TODAY) == ()
