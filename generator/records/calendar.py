"""`holidays.yml`: China's days off and make-up working days, for deadlines that count working days (政府信息公开条例第二十六条)."""

from datetime import date, timedelta
from functools import cached_property

from generator.records.fields import PUBLIC, Date, Record, Text, Year, field

SATURDAY = 5


class Holiday(Record):
    """A festival: its first and last day off."""

    name: Text = field("名称", "节日", audience=PUBLIC)
    start: Date = field("从", "第一天", audience=PUBLIC)
    end: Date = field("到", "最后一天", audience=PUBLIC)


class HolidayYear(Record):
    """The days off of one year as the State Council's office set them."""

    year: Year = field("年度", "年度", audience=PUBLIC)
    basis: Text = field("依据", "国务院办公厅的通知", audience=PUBLIC)
    holidays: tuple[Holiday, ...] = field("放假", "各节日的起止日期", audience=PUBLIC, min_length=1)
    working: tuple[Date, ...] = field("上班", "调休上班的周末", audience=PUBLIC, default=())


class Calendar(Record):
    """The years known; another year is counted by weekends alone."""

    years: tuple[HolidayYear, ...] = field("年份", "每年一项", audience=PUBLIC, default=())

    @cached_property
    def _off(self) -> frozenset[date]:
        return frozenset(
            holiday.start + timedelta(days=day)
            for year in self.years
            for holiday in year.holidays
            for day in range((holiday.end - holiday.start).days + 1)
        )

    @cached_property
    def _on(self) -> frozenset[date]:
        return frozenset(day for year in self.years for day in year.working)

    def knows(self, year: int) -> bool:
        """Whether the year's days off are set."""
        return any(known.year == year for known in self.years)

    def is_working(self, day: date) -> bool:
        """Whether people work on the day."""
        return day in self._on or (day not in self._off and day.weekday() < SATURDAY)

    def after_working_days(self, day: date, count: int) -> date:
        """The last day of a term of so many working days that begins the day after `day`."""
        while count:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day
