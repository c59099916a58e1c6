"""Rules on `holidays.yml`: the days off that terms of working days are counted by."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.engine.chinese import format_date
from generator.problems import Severity
from generator.records.calendar import SATURDAY, HolidayYear
from generator.records.rules.rule import Violation, YearCase, year_rule

HOLIDAYS = "content/holidays.yml"
NOTICE = "国务院办公厅关于部分节假日安排的通知"
WEEKDAYS = "一二三四五六日"


@year_rule("H01", Severity.ERROR, NOTICE)
def check_ranges(case: YearCase) -> Iterator[Violation]:
    """每个假期的起止日期有先后，各假期不重叠。"""
    seen: list[tuple[date, date, str]] = []
    for number, year in enumerate(case.register.calendar.years):
        for index, holiday in enumerate(year.holidays):
            path = ("年份", number, "放假", index)
            if holiday.end < holiday.start:
                yield Violation((*path, "到"), f"“{holiday.name}”的最后一天早于第一天", "核对两个日期", HOLIDAYS)
                continue
            for start, end, name in seen:
                if holiday.start <= end and start <= holiday.end:
                    yield Violation((*path, "从"), f"“{holiday.name}”与“{name}”（{format_date(start)}至{format_date(end)}）重叠", "核对两个假期的日期", HOLIDAYS)
            seen.append((holiday.start, holiday.end, holiday.name))


@year_rule("H02", Severity.ERROR, NOTICE)
def check_working_days(case: YearCase) -> Iterator[Violation]:
    """调休上班的日期应是周六或周日，不在假期里，只写一次。"""
    off = [(holiday, year.year) for year in case.register.calendar.years for holiday in year.holidays]
    times = Counter(day for year in case.register.calendar.years for day in year.working)
    for number, year in enumerate(case.register.calendar.years):
        for index, day in enumerate(year.working):
            path = ("年份", number, "上班", index)
            if day.weekday() < SATURDAY:
                yield Violation(path, f"{format_date(day)}是星期{WEEKDAYS[day.weekday()]}，本来就上班", "这里只写调休上班的周六、周日；核对日期", HOLIDAYS)
            if inside := next((holiday for holiday, _ in off if holiday.start <= day <= holiday.end), None):
                yield Violation(path, f"{format_date(day)}在“{inside.name}”的假期里", "核对通知，改正其中一个", HOLIDAYS)
            if times[day] > 1 and day in year.working[:index]:
                yield Violation(path, f"{format_date(day)}写了两次", "删去一个", HOLIDAYS)


@year_rule("H03", Severity.ERROR, NOTICE)
def check_years(case: YearCase) -> Iterator[Violation]:
    """日期应属于所在的年度（元旦的假期和调休可以从上年 12 月起）；一个年度只写一项。"""
    years = [year.year for year in case.register.calendar.years]
    for number, year in enumerate(case.register.calendar.years):
        if year.year in years[:number]:
            yield Violation(("年份", number, "年度"), f"{year.year} 年写了两次", "合成一项", HOLIDAYS)
        for index, holiday in enumerate(year.holidays):
            if not (_belongs(holiday.start, year) and holiday.end.year == year.year):
                yield Violation(("年份", number, "放假", index), f"“{holiday.name}”的日期不在 {year.year} 年", "核对日期和年度", HOLIDAYS)
        for index, day in enumerate(year.working):
            if not _belongs(day, year):
                yield Violation(("年份", number, "上班", index), f"{format_date(day)}不在 {year.year} 年", "核对日期和年度", HOLIDAYS)


def _belongs(day: date, year: HolidayYear) -> bool:
    """New Year's days off, and the Saturday worked for them, may lie in the December before."""
    return day.year == year.year or (day.year, day.month) == (year.year - 1, 12)
