"""Values become Chinese text, the same everywhere: amounts, scores, rates, dates, ordinals (GB/T 15835—2011)."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

YI = Decimal(10_000)  # 万元 in an 亿元
CENT = Decimal("0.01")  # amounts in 万元 and scores are shown to two places at most
DIGITS = "零一二三四五六七八九"
_CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]"
SENTENCE_ENDS = "。！？；：.!?;:"
_SPACE_AT_BORDER = re.compile(rf"(?<={_CHINESE}) +(?=[0-9A-Za-z≥≤])|(?<=[0-9A-Za-z%]) +(?={_CHINESE})")


def round_half_up(value: Decimal, step: Decimal = CENT) -> Decimal:
    """Round as accountants do: 0.005 goes up."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_amount(value: Decimal, *, places: int | None = None) -> str:
    """万元 without the unit: `1,234.5`; with `places`, zeros stay, as columns of figures need."""
    if places is not None:
        return f"{round_half_up(value, Decimal(1).scaleb(-places)):,.{places}f}"
    return _trim(f"{round_half_up(value):,f}")


def format_money(value: Decimal) -> str:
    """An amount in 万元 as people say it, with its unit: `1,180 万元`; from 10,000 on `3.12 亿元`."""
    if abs(value) >= YI:
        return f"{_trim(f'{round_half_up(value / YI):,f}')} 亿元"
    return f"{format_amount(value)} 万元"


def format_score(value: Decimal) -> str:
    """Points, two places at most: `86.5`."""
    return _trim(f"{round_half_up(value):f}")


def format_rate(value: Decimal) -> str:
    """A share of one as a percentage with one place at most: 0.9857 is `98.6%`."""
    return _trim(f"{round_half_up(value * 100, Decimal('0.1')):f}") + "%"


def format_goal(measure: str) -> str:
    """A target as people say it: `=28所` is 28所; the sign of a limit stays. Official forms and open data keep every sign."""
    return measure.removeprefix("=")


def format_date(value: date) -> str:
    """All of year, month and day, Arabic, no leading zero (GB/T 9704—2012, 7.3.5.4)."""
    return f"{value.year}年{value.month}月{value.day}日"


def format_ordinal(value: int) -> str:
    """Chinese numeral of 1 to 99, for headings: 12 is `十二`."""
    if not 1 <= value <= 99:
        raise ValueError(f"no heading has the number {value}")
    tens, ones = divmod(value, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def close_up(text: str) -> str:
    """Take out line breaks, and the spaces that people type between Chinese and figures; official letters have none."""
    return _SPACE_AT_BORDER.sub("", re.sub(r"\s*\n\s*", "", text.strip()))


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs of a record's text: a line that ends within a sentence goes on in the next, as Chinese does, without a blank."""
    found: list[str] = []
    goes_on = False
    for line in (raw.strip() for raw in text.splitlines()):
        if not line:
            goes_on = False
            continue
        if goes_on:
            blank = " " if found[-1][-1].isascii() and line[0].isascii() else ""
            found[-1] += blank + line
        else:
            found.append(line)
        goes_on = line[-1] not in SENTENCE_ENDS
    return tuple(found)
