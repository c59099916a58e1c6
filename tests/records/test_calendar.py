"""Days off: what `holidays.yml` of this repository says, terms of working days, and what is wrong with a calendar."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from generator.engine.workspace import Workspace
from generator.records.calendar import Calendar
from generator.records.loading import Loader
from tests.workspaces import PROJECT, check_lines, edit, make_sound_workspace, write

ROOT = Path(__file__).parents[2]
HOLIDAYS = "content/holidays.yml"
NEW_YEAR = "      - {名称: 元旦, 从: 2026-01-01, 到: 2026-01-03}\n"


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    foundation = Loader(Workspace.open(ROOT)).foundation()
    assert foundation
    return foundation.calendar


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_is_as_the_state_council_set_it(calendar: Calendar, year: int) -> None:
    """Compared with a library that other people keep."""
    days = [date(year, 1, 1) + timedelta(days=number) for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    assert [day for day in days if calendar.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_years_known(calendar: Calendar) -> None:
    assert [year.year for year in calendar.years] == [2024, 2025, 2026]
    assert not calendar.knows(2027)


def test_new_workspaces_begin_with_the_same_calendar() -> None:
    own = ROOT / "content" / "holidays.yml"
    assert (ROOT / "templates" / "workspace" / "content" / "holidays.yml").read_bytes() == own.read_bytes()


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 5, 6), 20, date(2026, 6, 2)),  # 5月9日 (Saturday) is worked
        (date(2026, 9, 24), 1, date(2026, 9, 28)),  # 中秋节 25 to 27
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2025, 1, 24), 2, date(2025, 1, 27)),  # 26 is a Sunday that is worked
        (date(2026, 12, 24), 20, date(2027, 1, 21)),  # 2027 is not known: weekends alone
    ],
)
def test_term_of_working_days_begins_the_day_after(calendar: Calendar, start: date, count: int, end: date) -> None:
    assert calendar.after_working_days(start, count) == end


CASES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "ends before it begins": (
        [(NEW_YEAR, "      - {名称: 元旦, 从: 2026-01-03, 到: 2026-01-01}\n")],
        ["holidays.yml:27:36 错误 H01 年份 › 第3项 › 放假 › 第1项 › 到：“元旦”的最后一天早于第一天 → 核对两个日期"],
    ),
    "two at once": (
        [(NEW_YEAR, NEW_YEAR + "      - {名称: 补假, 从: 2026-01-03, 到: 2026-01-03}\n")],
        ["holidays.yml:28:21 错误 H01 年份 › 第3项 › 放假 › 第2项 › 从：“补假”与“元旦”（2026年1月1日至2026年1月3日）重叠 → 核对两个假期的日期"],
    ),
    "worked on a weekday, in a holiday, twice": (
        [("上班: [2026-01-04, ", "上班: [2026-01-05, 2026-01-03, 2026-02-14, ")],
        [
            "holidays.yml:34:10 错误 H02 年份 › 第3项 › 上班 › 第1项：2026年1月5日是星期一，本来就上班 → 这里只写调休上班的周六、周日；核对日期",
            "holidays.yml:34:22 错误 H02 年份 › 第3项 › 上班 › 第2项：2026年1月3日在“元旦”的假期里 → 核对通知，改正其中一个",
            "holidays.yml:34:46 错误 H02 年份 › 第3项 › 上班 › 第4项：2026年2月14日写了两次 → 删去一个",
        ],
    ),
    "another year's days": (
        [(NEW_YEAR, "      - {名称: 元旦, 从: 2027-01-01, 到: 2027-01-03}\n"), ("上班: [2026-01-04, ", "上班: [2028-01-02, ")],
        [
            "holidays.yml:27:9 错误 H03 年份 › 第3项 › 放假 › 第1项：“元旦”的日期不在 2026 年 → 核对日期和年度",
            "holidays.yml:34:10 错误 H03 年份 › 第3项 › 上班 › 第1项：2028年1月2日不在 2026 年 → 核对日期和年度",
        ],
    ),
    "New Year's days off begin in December": (
        [(NEW_YEAR, "      - {名称: 元旦, 从: 2025-12-30, 到: 2026-01-01}\n"), ("上班: [2026-01-04, ", "上班: [2025-12-28, ")],
        [],
    ),
    "a year twice": (
        [("年度: 2025", "年度: 2026")],
        ["holidays.yml:24:9 错误 H03 年份 › 第3项 › 年度：2026 年写了两次 → 合成一项"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_rule(tmp_path: Path, name: str) -> None:
    edits, expected = CASES[name]
    workspace = make_sound_workspace(tmp_path)

    for old, new in edits:
        edit(workspace, HOLIDAYS, old, new)

    found = [line.removeprefix("content/") for line in check_lines(workspace) if not line.startswith("content/2025")]
    assert [line for line in found if name != "a year twice" or "写了两次" in line] == expected


def test_year_that_is_not_known_is_told_once_it_counts(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    write(workspace, HOLIDAYS, "年份: []\n")
    assert check_lines(workspace) == []  # no day of publishing is stated, so nothing is counted

    edit(workspace, PROJECT, "  审查日期", "  公开日期: 2025-12-26\n  审查日期")

    assert [line for line in check_lines(workspace) if "holidays" in line] == [
        "content/holidays.yml 提示 P03 没有 2025 年的节假日，2025 年的工作日用周末推算 → 通知发布后，照抄进 holidays.yml",
        "content/holidays.yml 提示 P03 没有 2026 年的节假日，2026 年的工作日用周末推算 → 通知发布后，照抄进 holidays.yml",
    ]
