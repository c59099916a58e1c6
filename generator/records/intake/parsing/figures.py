"""Numbers and money as people type them: full-width digits, thousands, `250万`, `5.0E3`, 元, 万元, 亿元; strokes for nothing."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

WAN = Decimal(10_000)
# What one of the unit is in 万元.
MONEY_UNITS = {
    "亿元": WAN, "亿": WAN, "万元": Decimal(1), "万": Decimal(1), "万元整": Decimal(1), "千元": Decimal("0.1"), "元": 1 / WAN, "元整": 1 / WAN,
    "百万元": Decimal(100), "人民币元": 1 / WAN, "人民币万元": Decimal(1),
}  # fmt: skip
UNIT_WORDS = "亿元|百万元|万元|千元|元"  # in a pattern: those that headings and lines name, longest first where one ends another
STROKES = re.compile(r"[\s/\\|_*.,·。、，\-—–―─－…⋯~～〇口□○×xX]*")
NOTHING = frozenset({"无", "暂无", "没有", "不适用", "不涉及", "空", "N/A", "NA", "n/a", "nan", "NULL", "None"})
# What a form holds before anybody fills it: `占 %`, `〔〕号`, `(≥**人)`, `指标2:`, `XX年`.
TEMPLATE = re.compile(
    r"[占为达计≥≧≤≦<>=＝\s]*[%％]|.{0,16}[〔\[【(（]\s*(?:20)?\s*[〕\]】)）]\s*第?\s*号.{0,8}|.{0,12}\*\*.{0,12}|指标\s*\d*\s*[:：.．、]?|[.…⋯。]+|.{0,12}(?:XX|××|ＸＸ).{0,12}"
)
# `(200字以内)`, `请填写…`: the form's own advice, left where the answer belongs.
ADVICE = re.compile(
    r"[（(]?\s*(?:\d[.、．]|一、)?\s*(?:请|需|应|对照|说明|提出|分析|简要|填写|填报|描述|概述|阐述|简述|按|预算执行率=|如实|逐项|包括).{0,160}[（(]?(?:不超过)?\d+字(?:以内|左右)?[)）]?.{0,60}"
    r"|[（(]\s*\d+字(?:以内|左右)\s*[）)]|.{0,60}填表提示.{0,60}", re.DOTALL,
)
_FIGURE = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?)")

_WHITE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")  # all but what keeps two numbers apart: `100` over `200` is not 100200


def half_width(text: str) -> str:
    """Digits, letters and signs as ASCII, the sign of minus too; `〔`, `“` and Chinese words stay as they are."""
    return unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")


def is_stroke(text: str) -> bool:
    """Whether a cell holds only strokes, dots or blanks: `/`, `—`, `……`."""
    return bool(STROKES.fullmatch(text))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: a stroke, `无`, or what the blank form held."""
    return is_stroke(text) or text.strip("。. ") in NOTHING or is_template(text)


def is_template(text: str) -> bool:
    """Whether the cell still holds what the blank form held."""
    return bool(TEMPLATE.fullmatch(text.strip()) or ADVICE.fullmatch(text.strip()))


@dataclass(frozen=True)
class Figure:
    """A number with the word behind it."""

    number: str  # plain digits; zeros at the end stay
    unit: str = ""
    rest: str = ""  # what follows unit and number
    is_respelt: bool = False  # it stood there with an exponent


def read_figure(text: str, units: tuple[str, ...] = ()) -> Figure | None:
    """The number at the beginning of a text, with one of `units` behind it; None if the text does not begin with a number."""
    plain = _WHITE.sub("", half_width(text)).lstrip("￥¥")
    plain = re.sub(r"^(?:共计|合计|共|计|总计|人民币)+", "", plain)
    about = "约" if plain.startswith("约") else ""
    plain = plain.removeprefix("约")
    match = _FIGURE.match(plain)
    if not match:
        return None
    number, is_respelt = plain_number(match[1]), "e" in match[1].lower()
    rest = plain[match.end() :]
    if units and (bracketed := re.match(rf"\(({'|'.join(map(re.escape, units))})\)", rest)):
        rest = bracketed[1] + rest[bracketed.end() :]
    unit = next((unit for unit in sorted(units, key=len, reverse=True) if rest.startswith(unit)), "")
    return Figure(number, unit, about + rest[len(unit) :].strip("。;，,、 \n\t"), is_respelt)


def plain_number(text: str) -> str:
    """`1,234.50` is `1234.50`, `5.0E3` is `5000`."""
    text = text.replace(",", "").lstrip("+")
    if "e" not in text.lower():
        return text
    return shown(Decimal(text))


def shown(value: Decimal) -> str:
    """All digits, no exponent, no zeros behind the last one after the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Money:
    """An amount in 万元."""

    number: str
    unit: str  # that it stood in
    rest: str = ""
    is_converted: bool = False
    is_other: bool = False  # the cell names another unit than its heading
    is_respelt: bool = False
    is_named: bool = False  # the cell repeats the unit of its heading


def read_money(text: str, unit: str = "万元") -> Money | None:
    """An amount, in the unit of its heading unless the cell names its own; None if there is no number."""
    figure = read_figure(text, tuple(MONEY_UNITS))
    if figure is None:
        return None
    own = figure.unit or unit
    factor = MONEY_UNITS.get(own, Decimal(1))
    is_other = bool(figure.unit) and factor != MONEY_UNITS.get(unit, Decimal(1))
    try:
        number = figure.number if factor == 1 else shown(Decimal(figure.number) * factor)
    except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
        return None
    return Money(number, own, figure.rest, factor != 1, is_other, figure.is_respelt, bool(figure.unit) and not is_other)


def read_points(text: str) -> Figure | None:
    """Points or a weight: `80.10分` is `80.10`."""
    figure = read_figure(text, ("分", "%"))
    return figure if figure and not figure.rest else None


def read_rate(text: str, *, is_fraction: bool = False) -> Figure | None:
    """A rate in percent: `100.00%`, `79.27`; `is_fraction` reads a bare 0.98 as 98."""
    figure = read_figure(text, ("%", "百分比"))
    if not figure or figure.rest:
        return None
    if is_fraction and not figure.unit:
        return Figure(shown(Decimal(figure.number) * 100), "%")
    return figure


def money_unit(text: str) -> str:
    """The unit that a heading or a line names: `项目资金（万元）`, `单位：元`; empty if none."""
    plain = half_width(text).replace(" ", "")
    match = re.search(rf"(?:金额)?单位[:：]?\s*\(?(?:人民币)?({UNIT_WORDS})", plain) or re.search(rf"[(（](?:单位[:：])?(?:人民币)?({UNIT_WORDS})[)）]", plain)
    return match[1] if match else ""


def why_no_number(text: str) -> str:
    """What may have happened to a text that should be a number, in words for the person who mends it; empty if nothing is known."""
    plain = half_width(text).strip()
    if re.match(r"[-+]?\.\d", plain):
        return "小数点前没有数，整数部分可能丢了"
    if re.fullmatch(r"\([\d,.]+\)|[△▲负].*\d.*", plain):
        return "像是负数，请在数前写减号“-”"
    if re.match(r"[-+]?\d+,\d", plain) and not re.match(r"[-+]?\d{1,3}(?:,\d{3})+(?!\d|,)", plain):
        return "逗号的位置不对，看不出是小数点还是千位分隔"
    if re.search(r"\d\s+\d", plain):
        return "一格里有几个数，或者数中间有空格、换行"
    return ""
