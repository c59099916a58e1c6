"""Days, years and document numbers in all spellings that forms have."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from generator.records.intake.parsing.figures import half_width

_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WORDS = {"十": "10", "十一": "11", "十二": "12"}
_FULL = re.compile(r"(20\d{2}|19\d{2})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
_YEARS = re.compile(r"20\d{2}年?度?\s*(?:[-—–~]+|至|到)\s*20\d{2}(?!\d)")  # `2024—2026年` names no single year
_SHORT = re.compile(r"(20\d{2}|19\d{2})\D{1,3}(\d{1,2})(?!\d)")
_SOLID = re.compile(r"(20\d{2})(\d{2})(\d{2})(?!\d)")
_LOST = re.compile(r"(20\d{2})(\d)(\d{2})日")  # 2019614日: signs and a zero were lost
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(36_526, 73_051)  # 2000 to 2099


@dataclass(frozen=True)
class Day:
    """A day, and whether something had to be supposed."""

    day: date
    is_guess: bool = False


def _arabic(text: str) -> str:
    """`二○二三年九月二十八日` in Arabic digits."""
    def number(match: re.Match[str]) -> str:
        word = match[0]
        if "十" not in word:
            return word.translate(_CHINESE)
        tens, ones = word.split("十", 1)
        return f"{tens.translate(_CHINESE) or '1'}{ones.translate(_CHINESE) or '0'}"

    return re.sub(r"[〇○零一二三四五六七八九十]+", number, text)


def read_day(text: str) -> Day | None:
    """A day; a month alone is its last day, supposed; None if there is none, if there are several, or if there is no such day."""
    plain = _arabic(half_width(text).strip())
    if len(set(_FULL.findall(plain))) > 1:
        return None
    for pattern, is_guess in ((_FULL, False), (_SOLID, False), (_LOST, True)):
        if match := pattern.search(plain):
            try:
                return Day(date(*(int(part) for part in match.groups())), is_guess)
            except ValueError:  # 30 February
                return None
    if plain.isdigit() and int(plain) in EXCEL_DAYS:
        return Day(EXCEL_EPOCH + timedelta(days=int(plain)), True)
    if match := _SHORT.search(plain):
        year, month = int(match[1]), int(match[2])
        if 1 <= month <= 12:
            return Day(last_of_month(year, month), True)
    return None


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def read_year(text: str) -> int | None:
    """The budget year in a title or a cell: `（2022年度）`, `2022`, `二○二二年`; of several the one called 年度. None for a span of years."""
    plain = _YEARS.sub("", _arabic(half_width(text)).replace(" ", ""))
    named = re.search(r"(20\d{2})\)?年度", plain) or re.search(r"\((20\d{2})\)", plain) or re.search(r"(20\d{2})年", plain)
    found = named or _YEAR.search(plain)
    return int(found[1]) if found else None


_NUMBER = re.compile(r"([一-鿿]{1,20})\s*[〔\[【(（]?\s*((?:19|20)\d{2})\s*[〕\]】)）]?\s*第?\s*([1-9]\d*)\s*号")


def read_document_number(text: str) -> tuple[str, bool] | None:
    """A document number with the brackets of the rule, and whether it stood otherwise: `鲁财科教(2024)67号`."""
    match = _NUMBER.search(text)
    if not match:
        return None
    number = f"{match[1]}〔{match[2]}〕{match[3]}号"
    return number, number != match[0]
