"""Targets and what was reached, as they stand in forms, become what `records/indicators.py` reads.

Sign, number and unit may stand in one cell or in three, the sign may be doubled, in words, or part of the indicator's name.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.records.fields import NUMBER
from generator.records.indicators import PERCENT_UNITS, SIGNS, parse_measure
from generator.records.intake.parsing.figures import half_width, is_nothing, is_template, plain_number, shown

Reading = str | dict[str, str]
_SIGN = re.compile("|".join(map(re.escape, sorted(SIGNS, key=len, reverse=True))))
_DOUBLED = re.compile(r"^((?:≥|≤|=|>|<)\s*){2,}")
# Words that bound a number, before it and behind it.
_AFTER = (("以上", "≥"), ("及以上", "≥"), ("或以上", "≥"), ("以下", "≤"), ("及以下", "≤"), ("以内", "≤"), ("之内", "≤"), ("及以内", "≤"))
_BEFORE = (
    ("不得低于", "≥"), ("不得少于", "≥"), ("至少", "≥"), ("大于等于", "≥"), ("大于或等于", "≥"), ("高于或等于", "≥"), ("达到", ""), ("不得超过", "≤"), ("不得高于", "≤"),
    ("控制在", "≤"), ("小于或等于", "≤"), ("最多", "≤"), ("大于", ">"), ("高于", ">"), ("多于", ">"), ("超过", ">"), ("小于", "<"), ("低于", "<"), ("少于", "<"), ("等于", "="),
)  # fmt: skip
_IN_NAME = re.compile(rf"(?P<all>(?:{_SIGN.pattern})\s*(?:{NUMBER.pattern})\s*[^\d\s，。；,;（）()]{{0,8}}|(?:{NUMBER.pattern})\s*[%％])[）)。]?$")
# A cell with nothing but a unit.
_UNITS = frozenset(
    ["个", "人", "次", "公里", "千米", "米", "万亩", "亩", "万人", "人次", "万人次", "户", "家", "处", "座", "项", "套", "台", "件", "吨", "万元", "元", "天", "年", "月", "%", "平方米", "立方米", "万立方米", "公顷", "株", "场", "册", "份", "篇", "名", "批", "条", "所", "期", "辆"]
)
LONGEST_MEASURE = 60  # characters at the end of a name that may be one
KINDS = {"定性": "", "定量": "", "定性指标": "", "定量指标": "", "正向指标": "正向", "反向指标": "反向", "正向": "正向", "反向": "反向", "逆向": "反向", "逆向指标": "反向"}


@dataclass
class Measure:
    """What was understood; `remarks` are the codes of notes that it calls for."""

    reading: Reading | None
    remarks: list[str] = field(default_factory=list)
    direction: str = ""


def read_sign(text: str) -> tuple[str, str]:
    """The comparison sign and the direction that a cell of 指标性质 names; both empty if it names neither."""
    plain = half_width(text).strip()
    if plain in KINDS:
        return "", KINDS[plain]
    plain = text.strip() if text.strip() in SIGNS else plain
    return (SIGNS[plain].value if plain in SIGNS else ""), ""


def read_target(text: str, sign: str = "", unit: str = "") -> Measure:
    """A target from its cell, and from those of sign and unit where the form has them."""
    comparison, direction = read_sign(sign) if sign else ("", "")
    found = _read(text, comparison, unit)
    found.direction = direction
    if sign and comparison and sign.strip() != comparison:
        found.remarks.append("X30")
    return found


def _read(text: str, comparison: str, unit: str) -> Measure:
    remarks: list[str] = []
    text = text.strip()
    if not text or is_template(text) or half_width(text) in _UNITS or _SIGN.fullmatch(text):
        return Measure(None, ["X31"] if (text and not is_nothing(text.strip("≥≧≤≦"))) or _is_half(text) else [])
    if is_nothing(text) and text.strip("。") != "无":
        return Measure(None, ["X25"])
    parsed = _measure(text, remarks)
    if parsed is None:
        return Measure(_as_text(text), remarks)
    value, own_unit = plain_number(parsed["值"]), parsed.get("单位", "")
    own_sign = parsed.get("性质", "")
    own_unit = _percent(own_unit, remarks)
    unit = _percent(unit.strip() if not is_nothing(unit) or unit.strip() in PERCENT_UNITS else "", remarks)
    if unit == "%" and not own_unit and re.fullmatch(r"0?\.\d*[1-9]\d*", value):
        remarks.append("X39")
    if own_unit and unit and own_unit != unit and own_unit in ("万", "亿"):
        own_unit += unit.removeprefix(own_unit)
    return Measure(_written(own_sign or comparison, value, own_unit or unit), remarks)


def _is_half(text: str) -> bool:
    """`≧ %`, `公里`: a sign or a unit that waits for its number."""
    return bool(re.fullmatch(rf"(?:{_SIGN.pattern})?\s*[%％]?", text)) or half_width(text) in _UNITS


def _measure(text: str, remarks: list[str]) -> dict[str, Any] | None:
    """Sign, number and unit of one cell; None if it is no measure."""
    plain = half_width(text).strip().strip("。;").strip()
    plain = re.sub(r"(?<!\d)\s+(?=[%\w])|(?<=\d)\s+(?=[^\W\d]|%)", "", plain)  # two numbers stay two
    spelled = _SIGN.sub(lambda match: SIGNS[match[0]].value, plain)
    if _DOUBLED.match(spelled):
        remarks.append("X30")
        spelled = spelled[0] + spelled.lstrip("≥≤=>< ")
    elif spelled != plain or (_SIGN.match(text) and _SIGN.match(text)[0] not in "≥≤=><"):  # type: ignore[index]
        remarks.append("X30")
    spelled = re.sub(r"(\d)[eE]\+?(\d+)", lambda m: m[0], spelled)
    if re.fullmatch(r"[≥≤=<>]?\d+(?:\.\d+)?[eE]\+?\d+", spelled):
        sign, number = re.fullmatch(r"([≥≤=<>]?)(.*)", spelled).groups()  # type: ignore[union-attr]
        remarks.append("X26")
        spelled = sign + shown(Decimal(number))
    found = parse_measure(spelled)
    if found and not any(word in found.get("单位", "") for word, _ in _AFTER):
        return found
    for word, sign in _AFTER:
        core = spelled.removeprefix("控制在").removeprefix("达到")
        if core.endswith(word) and (bounded := parse_measure(core.removesuffix(word).removesuffix("及").removesuffix("或"))):
            remarks.append("X35")
            return {**bounded, "性质": bounded.get("性质", sign)}
    for word, sign in _BEFORE:
        if spelled.startswith(word) and (bounded := parse_measure(spelled.removeprefix(word))):
            remarks.append("X35")
            return {**bounded, **({"性质": sign} if sign and "性质" not in bounded else {})}
    return None


def _percent(unit: str, remarks: list[str]) -> str:
    if unit in PERCENT_UNITS and unit != "%":
        if unit != "％":
            remarks.append("X36")
        return "%"
    return unit


def _written(sign: str, value: str, unit: str) -> Reading:
    """As a person would write it, unless the model would read that otherwise."""
    text = f"{sign}{value}{unit}"
    wanted = {"值": value, "单位": unit, **({"性质": sign} if sign else {})}
    if parse_measure(text) == wanted:
        return text
    return {key: part for key, part in wanted.items() if part}


def _as_text(text: str) -> Reading:
    """A qualitative value; said to be one where the model would take it for a measure."""
    return {"描述": text} if parse_measure(text) else text


def read_actual(text: str, target: Reading | None = None, unit: str = "", *, is_number: bool = False) -> Measure:
    """What was reached; `is_number`: the cell holds a number and no sign of percent. `0.98` of a target in percent is 98%."""
    remarks: list[str] = []
    text = text.strip()
    if not text or is_nothing(text):
        return Measure(None, ["X25"] if text else [])
    parsed = _measure(text, remarks)
    remarks = [remark for remark in remarks if remark in ("X26",)]
    if parsed is None:
        return Measure(_as_text(text), [*remarks, *(["X37"] if is_measure(target) else [])])
    if parsed.get("性质"):
        remarks.append("X33")
    value, own_unit = plain_number(parsed["值"]), _percent(parsed.get("单位", ""), remarks)
    wanted = parse_measure(target) if isinstance(target, str) else target
    if (is_number or re.fullmatch(r"0?\.\d+", value)) and wanted and wanted.get("单位") in PERCENT_UNITS and not own_unit and 0 < Decimal(value) <= 1 and Decimal(str(wanted["值"]).replace(",", "")) >= 10:
        remarks.append("X34")
        value, own_unit = shown(Decimal(value) * 100), "%"
    return Measure(_written("", value, own_unit), remarks)


def is_measure(reading: Reading | None) -> bool:
    """Whether a reading has a number."""
    if isinstance(reading, dict):
        return "值" in reading
    return bool(reading and parse_measure(reading))


def target_in_name(name: str) -> str:
    """`年度资金支付完成率100%`: the measure at the end of an indicator's name; empty if there is none."""
    match = _IN_NAME.search(half_width(name)[-LONGEST_MEASURE:])
    return match["all"].strip() if match else ""
