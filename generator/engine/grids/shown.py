"""A number and its format become what a person sees: 0.95 with `0%` is `95%`, 80.1 with `0.00` is `80.10`.

Formats are those of ECMA-376 part 1, 18.8.30 and 18.8.31, which .xls shares. A text that is made here always tells the number:
where a format shows none (`;;;`, or a stroke for zero), the plain number stands. Days are ISO, whatever the format, but only as
far as the format goes: `2026年5月` is `2026-05`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from generator.engine.grids.grid import CellKind, Value

Shown = tuple[str, CellKind, Value]

# Formats that a file names by number only; 27 to 36 and 50 to 58 as a Chinese Excel has them.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: "#,##0;-#,##0", 42: "#,##0;-#,##0", 43: "#,##0.00;-#,##0.00", 44: "#,##0.00;-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

SIGNIFICANT = 15  # digits that a spreadsheet program shows; beyond is the noise of binary fractions: 89.97399999999999
DAY_ZERO, DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 (days of a sheet have no zone)
FEBRUARY_29 = 60  # 29 February 1900, which there was not, is day 60 all the same
LAST_DAY = 2_958_466  # 10000-01-01
SHORT = re.compile(r"(?:0|[1-9]\d{0,8})(?:\.\d{0,4}[1-9])?")  # has no noise and no zero too many
GENERAL = re.compile(r"General|[Gg]/通用格式", re.IGNORECASE)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<half>AM/PM|A/P|上午/下午)|(?P<power>E[+-])'
    r"|(?P<day>y+|m+|d+|h+|s+|e+|a{3,})|(?P<digit>[0#?])|(?P<mark>[.,%/@])|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class _Section:
    """One part of a format between semicolons."""

    tokens: tuple[tuple[str, str], ...]  # kind and text
    is_general: bool
    days: str  # letters of the parts of a moment, in order: `ymd`; empty if it shows a number
    condition: tuple[str, Decimal] | None


@dataclass(frozen=True)
class _Places:
    """Where digits go among the tokens of a section."""

    whole: list[int]
    point: int  # past the end if there is none
    parts: list[int]


def shown(raw: str | float, code: str, *, is_1904: bool = False) -> Shown:
    """What is seen of a number in a cell with this format. ValueError if `raw` is no number."""
    number = as_decimal(raw)
    section, is_turned = _section(number, _sections(code or "General"))
    if section.days:
        return _moment(number, section.days, is_1904) or (_plain(number), CellKind.NUMBER, number)
    text = "" if section.is_general else _written(abs(number) if is_turned else number, section)
    if is_turned and not any(sign in text for sign in "-(（△▲负"):
        text = f"-{text}"  # the format tells it by colour only
    return (text if any(sign.isdigit() for sign in text) else _plain(number)), CellKind.NUMBER, number


def iso_day(text: str) -> tuple[str, CellKind, Value]:
    """A day that stands as ISO text in the file."""
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:  # a time of day, or none of these
        return text, CellKind.TEXT, text
    return f"{moment:%Y-%m-%d %H:%M}" if moment.hour or moment.minute else f"{moment:%Y-%m-%d}", CellKind.DATE, moment.date()


def as_decimal(raw: str | float) -> Decimal:
    """The number without the noise of binary fractions."""
    if isinstance(raw, str) and SHORT.fullmatch(raw):
        return Decimal(raw)
    number = float(raw)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(raw)
    return Decimal(_plain(Decimal(f"{number:.{SIGNIFICANT}g}")))


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    place = 0
    while place < len(code):
        if code[place] == ";":
            parts.append([])
            place += 1
        elif general := GENERAL.match(code, place):
            parts[-1].append(("general", ""))
            place = general.end()
        else:
            match = TOKEN.match(code, place)
            assert match is not None  # the last alternative takes any sign
            if kind := match.lastgroup:  # none: room of a sign's width, or a sign that fills the cell
                parts[-1].append((kind, match[kind]))
            place = match.end()
    return tuple(_made_section(part) for part in parts[:4])


def _made_section(part: list[tuple[str, str]]) -> _Section:
    tokens: list[tuple[str, str]] = []
    condition, days = None, ""
    for kind, text in part:
        if kind == "bracket":
            if text.lower().strip("hms") == "" and text:
                days += text[0].lower()
            elif match := CONDITION.match(text):
                condition = match[1], Decimal(match[2])
            elif text.startswith("$"):
                tokens.append(("literal", text[1:].split("-")[0]))
        elif kind == "day":
            days += text[0].lower()
        elif kind == "half":
            days += "h"
        else:
            tokens.append(("literal" if kind in ("quoted", "escaped") else kind, text))
    is_general = any(kind == "general" for kind, _ in tokens) or tokens == [("mark", "@")]
    return _Section(tuple(tokens), is_general and len(tokens) == 1, days, condition)


def _section(number: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section, bool]:
    """Which section shows a number, and whether it shows it without its sign."""
    if len(sections) == 1:
        return sections[0], False
    conditional = [section for section in sections if section.condition]
    for section in conditional:
        assert section.condition is not None
        sign, bound = section.condition
        if {"<": number < bound, ">": number > bound, "<=": number <= bound, ">=": number >= bound, "=": number == bound}.get(
            sign, number != bound
        ):
            return section, False
    if conditional:
        return next((section for section in sections if not section.condition), sections[-1]), False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _written(number: Decimal, section: _Section) -> str:
    tokens = section.tokens
    kinds = {kind for kind, _ in tokens}
    if "general" in kinds:
        return "".join(_plain(number) if kind == "general" else text for kind, text in tokens)
    if ("mark", "/") in tokens and "digit" in kinds:
        return _as_fraction(number, tokens)
    places = _places(tokens)
    if places is None:
        return ""
    if "power" in kinds:
        at = next(place for place, (kind, _) in enumerate(tokens) if kind == "power")
        return f"{number:.{len([place for place in places.parts if place < at])}E}"
    commas = [place for place, token in enumerate(tokens) if token == ("mark", ",")]
    last_whole = places.whole[-1] if places.whole else places.point
    is_grouped = any(places.whole and places.whole[0] < comma < last_whole for comma in commas)
    thousands = sum(1 for comma in commas if last_whole < comma < places.point or comma > max((*places.whole, *places.parts)))
    percent = sum(1 for token in tokens if token == ("mark", "%"))
    scaled = number.scaleb(2 * percent - 3 * thousands)
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-len(places.parts)), ROUND_HALF_UP)
    digits, _, fraction = format(rounded, "f").partition(".")
    written = _spread(tokens, places, digits.lstrip("0"), fraction, is_grouped=is_grouped)
    return f"-{written}" if number < 0 and rounded else written


def _places(tokens: tuple[tuple[str, str], ...]) -> _Places | None:
    places = [place for place, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not places:
        return None
    point = next((place for place, token in enumerate(tokens) if token == ("mark", ".")), len(tokens))
    return _Places([place for place in places if place < point], point, [place for place in places if place > point])


def _spread(tokens: tuple[tuple[str, str], ...], places: _Places, digits: str, fraction: str, *, is_grouped: bool) -> str:
    """Digits on their places, filled from the point outwards; those that are too many stand at the first place."""
    at: dict[int, str] = {}
    rest, seen = digits, 0
    for place in reversed(places.whole):
        taken = rest if place == places.whole[0] else rest[-1:]
        rest = rest[: len(rest) - len(taken)]
        for sign in reversed(taken or ("0" if tokens[place][1] == "0" else "")):
            at[place] = sign + ("," if is_grouped and seen and seen % 3 == 0 else "") + at.get(place, "")
            seen += 1
    needed = next((count for count in range(len(places.parts), 0, -1) if tokens[places.parts[count - 1]][1] == "0"), 0)
    kept = fraction[:needed] + fraction[needed:].rstrip("0")  # only `0` keeps a zero at the end
    at.update(zip(places.parts, kept, strict=False))
    written = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "digit":
            written.append(at.get(place, ""))
        elif place == places.point:
            is_bare = not any(sign.isdigit() for sign in "".join(written))  # `.5` is read as well with its zero
            written.append((digits or "0" if is_bare else "") + ("." if kept else ""))
        elif kind == "literal" or text == "%":
            written.append(text)
    return "".join(written).strip()


def _as_fraction(number: Decimal, tokens: tuple[tuple[str, str], ...]) -> str:
    bar = tokens.index(("mark", "/"))
    width = sum(1 for kind, _ in tokens[bar:] if kind == "digit")
    nearest = Fraction(abs(number)).limit_denominator(10 ** max(1, width) - 1)
    whole, rest = divmod(nearest.numerator, nearest.denominator)
    text = " ".join(part for part in (str(whole) if whole or not rest else "", f"{rest}/{nearest.denominator}" if rest else "") if part)
    return f"-{text}" if number < 0 else text


def _moment(number: Decimal, days: str, is_1904: bool) -> Shown | None:
    """A day as far as the format shows it, or a time of day; None if there is no such day."""
    serial = float(number)
    if not 0 <= serial < LAST_DAY:
        return None
    if not set(days) & set("ydea") and "m" in days and not set(days) & set("hs"):
        days = "ym"  # a lonely month
    if not set(days) & set("ydea") and set(days) & set("hs"):
        seconds = round(serial * 86400)
        hours, rest = divmod(seconds, 3600)
        text = f"{hours:02d}:{rest // 60:02d}" + (f":{rest % 60:02d}" if "s" in days or rest % 60 else "")
        return text, CellKind.TEXT, text
    if not is_1904 and serial < FEBRUARY_29 + 1:
        if serial >= FEBRUARY_29 or serial < 1:
            return None
        serial += 1
    moment = (DAY_ZERO_1904 if is_1904 else DAY_ZERO) + timedelta(seconds=round(serial * 86400))
    day = date(moment.year, moment.month, moment.day)
    if "h" in days and (moment.hour or moment.minute):
        return f"{moment:%Y-%m-%d %H:%M}", CellKind.DATE, day
    seen = "%Y-%m-%d" if set(days) & set("da") else "%Y-%m" if "m" in days else "%Y"
    return day.strftime(seen), CellKind.DATE, day
