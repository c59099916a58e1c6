"""Indicators: what was promised, what came of it, and whether the one meets the other.

Both national trees are read: cost under 产出 (财预〔2020〕10号) or as a level of its own (财预〔2021〕101号).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from generator.records.fields import FULL_WIDTH, NUMBER, PUBLIC, Amount, Flag, Record, Score, Text, field
from generator.records.vocabulary import Comparison, Direction

# Spellings of the comparison sign that are met in disclosed tables.
SIGNS = {
    "≥": Comparison.AT_LEAST, "≧": Comparison.AT_LEAST, ">=": Comparison.AT_LEAST, "不少于": Comparison.AT_LEAST,
    "不低于": Comparison.AT_LEAST, "≤": Comparison.AT_MOST, "≦": Comparison.AT_MOST, "<=": Comparison.AT_MOST,
    "不高于": Comparison.AT_MOST, "不超过": Comparison.AT_MOST, "不多于": Comparison.AT_MOST, "=": Comparison.EQUAL,
    "═": Comparison.EQUAL, "＝": Comparison.EQUAL, ">": Comparison.MORE_THAN, "＞": Comparison.MORE_THAN,
    "<": Comparison.LESS_THAN, "＜": Comparison.LESS_THAN, "不小于": Comparison.AT_LEAST, "大于等于": Comparison.AT_LEAST,
    "不大于": Comparison.AT_MOST, "小于等于": Comparison.AT_MOST,
    "＞=": Comparison.AT_LEAST, "＞＝": Comparison.AT_LEAST, "＜=": Comparison.AT_MOST, "＜＝": Comparison.AT_MOST,
}  # fmt: skip
MEASURE = re.compile(
    rf"(?P<sign>{'|'.join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))})?\s*"
    rf"(?P<value>{NUMBER.pattern})\s*(?P<unit>[^\d\s，。；,;:：~～—–-][^\d，。；,;]{{0,11}}(?:(?<=m)[23])?)?"
)
# `2025年`, `9月前` and `12月底` are days, `3年` and `20日内` are measures.
DAY = re.compile(r"(?:19|20)\d{2}年.*|\d{1,2}月.*")
PERCENT_UNITS = frozenset({"%", "百分比", "％", "百分之"})


def _parse_measure(text: str) -> dict[str, Any] | None:
    """`≥50个` is a sign, a value and a unit; None if the text is not a measure."""
    plain = text.translate(FULL_WIDTH).strip()
    match = MEASURE.fullmatch(plain)
    if not match or DAY.fullmatch(plain):
        return None
    found: dict[str, Any] = {"值": match["value"], "单位": (match["unit"] or "").strip()}
    if match["sign"]:
        found["性质"] = SIGNS[match["sign"]].value
    return found


def _parse_target(value: Any) -> Any:
    if isinstance(value, str):
        return _parse_measure(value) or {"描述": value}
    if isinstance(value, dict) and isinstance(sign := value.get("性质"), str) and sign in SIGNS:
        return {**value, "性质": SIGNS[sign].value}
    return value


def _parse_actual(value: Any) -> Any:
    if isinstance(value, str):
        found = _parse_measure(value)
        if found:
            found.pop("性质", None)
            return found
        return {"描述": value}
    return value


class Target(Record):
    """指标值: a measure with sign, value and unit, or a qualitative description."""

    comparison: Comparison | None = field("性质", "比较号；定性指标不填", audience=PUBLIC, default=None)
    value: Amount | None = field("值", "指标值的数字部分", audience=PUBLIC, default=None)
    unit: str = field("单位", "度量单位，例如 个、%、元/人·月", audience=PUBLIC, default="")
    text: str = field("描述", "定性指标的要求", audience=PUBLIC, default="")

    def __str__(self) -> str:
        if self.value is None:
            return self.text
        return f"{self.comparison.value if self.comparison else ''}{format(self.value, 'f')}{self.unit}"


class Actual(Record):
    """实际完成值: a measure or a description."""

    value: Amount | None = field("值", "完成值的数字部分", audience=PUBLIC, default=None)
    unit: str = field("单位", "度量单位", audience=PUBLIC, default="")
    text: str = field("描述", "定性指标的完成情况", audience=PUBLIC, default="")

    def __str__(self) -> str:
        return self.text if self.value is None else f"{format(self.value, 'f')}{self.unit}"


TargetText = Annotated[Target, BeforeValidator(_parse_target)]
ActualText = Annotated[Actual, BeforeValidator(_parse_actual)]


class Levels(Record):
    """The place of an indicator in its tree."""

    dimension: Text | None = field("一级指标", "成本、产出、效益、满意度；评价体系为决策、过程、产出、效益", audience=PUBLIC, default=None)
    category: Text | None = field("二级指标", "数量指标、质量指标、时效指标等", audience=PUBLIC, default=None)
    name: Text = field("三级指标", "指标名称", audience=PUBLIC)

    @property
    def dimension_name(self) -> str:
        """一级指标 without the word 指标 and without a weight in brackets: `产出指标（50分）` is `产出`."""
        return re.sub(r"[（(].*?[）)]|指标$", "", re.sub(r"[（(].*?[）)]", "", self.dimension or "")).strip() or "未分类"


class Objective(Levels):
    """One row of 绩效目标表."""

    target: TargetText | None = field("指标值", "如 ≥95%、=3个、≤120万元，或定性要求", audience=PUBLIC, default=None)
    weight: Score | None = field("分值", "该指标的分值（权重）", audience=PUBLIC, unit="分", default=None, ge=0, le=100)
    direction: Direction | None = field("方向", "不填时由比较号推定：≤、< 为反向", audience=PUBLIC, default=None)
    is_core: Flag = field("核心指标", "是否核心指标", audience=PUBLIC, default=False)
    explanation: str = field("说明", "指标解释、数据来源", default="")


class SelfScore(Levels):
    """One row of 项目支出绩效自评表; level, target and weight may be left to the row of 绩效目标 with the same name."""

    target: TargetText | None = field("指标值", "与绩效目标相同时不填", audience=PUBLIC, default=None)
    actual: ActualText | None = field("实际完成值", "实际完成值", audience=PUBLIC, default=None)
    weight: Score | None = field("分值", "与绩效目标相同时不填", audience=PUBLIC, unit="分", default=None, ge=0, le=100)
    score: Score | None = field("得分", "该指标得分", audience=PUBLIC, unit="分", default=None, ge=0, le=100)
    direction: Direction | None = field("方向", "与绩效目标相同时不填", audience=PUBLIC, default=None)
    shortfall_reason: str = field("偏差原因", "偏差原因分析", audience=PUBLIC, default="")
    improvement: str = field("改进措施", "改进措施", audience=PUBLIC, default="")


class EvaluationScore(Levels):
    """One row of an evaluation's score table."""

    target: TargetText | None = field("指标值", "评价采用的目标值", audience=PUBLIC, default=None)
    actual: ActualText | None = field("实际完成值", "评价核实的完成值", audience=PUBLIC, default=None)
    weight: Score = field("分值", "该指标的分值", audience=PUBLIC, unit="分", gt=0, le=100)
    score: Score = field("得分", "该指标得分", audience=PUBLIC, unit="分", ge=0, le=100)
    deduction_reason: str = field("扣分原因", "得分低于分值时必填", audience=PUBLIC, default="")


@dataclass(frozen=True)
class Promise:
    """One line of 绩效目标表: what is promised for the whole term, and for the year."""

    row: Objective  # of the year where there is one
    whole_term: Target | None
    year: Target | None


def side_by_side(annual: Iterable[Objective], long_term: Iterable[Objective]) -> tuple[Promise, ...]:
    """The targets of the year beside those of the whole term, joined by their place in the tree.

    A target of the whole term alone stands after the last one of its level, so that levels stay together.
    """
    alone = {(row.dimension_name, row.category, row.name): row for row in long_term}
    lines = []
    for row in annual:
        partner = alone.pop((row.dimension_name, row.category, row.name), None)
        lines.append(Promise(row, partner.target if partner else None, row.target))
    for row in alone.values():
        same_dimension = [n for n, line in enumerate(lines, 1) if line.row.dimension_name == row.dimension_name]
        same_category = [n for n in same_dimension if lines[n - 1].row.category == row.category]
        lines.insert((same_category or same_dimension or [len(lines)])[-1], Promise(row, row.target, None))
    return tuple(lines)


def is_reverse(target: Target | None, direction: Direction | None) -> bool:
    """True if less is better."""
    if direction:
        return direction is Direction.REVERSE
    return bool(target and target.comparison in (Comparison.AT_MOST, Comparison.LESS_THAN))


def _same_unit(one: str, other: str) -> bool:
    if not one or not other or one == other:
        return True
    return one in PERCENT_UNITS and other in PERCENT_UNITS


def is_met(target: Target | None, actual: Actual | None, direction: Direction | None = None) -> bool | None:
    """Whether the target was met; None where only a person can tell (qualitative, missing, other unit)."""
    if not target or not actual or target.value is None or actual.value is None or not _same_unit(target.unit, actual.unit):
        return None
    wanted, got = target.value, actual.value
    if direction is Direction.REVERSE and target.comparison is not Comparison.LESS_THAN:
        return got <= wanted
    match target.comparison:
        case Comparison.AT_MOST:
            return got <= wanted
        case Comparison.LESS_THAN:
            return got < wanted
        case Comparison.MORE_THAN:
            return got > wanted
        case Comparison.EQUAL:
            return got == wanted
        case _:
            return got >= wanted


def attainment(target: Target | None, actual: Actual | None, direction: Direction | None = None) -> Decimal | None:
    """Actual ÷ target, for a reverse indicator target ÷ actual; None where that says nothing."""
    if is_met(target, actual, direction) is None or not target or not actual or not target.value or not actual.value:
        return None
    ratio = actual.value / target.value
    return 1 / ratio if is_reverse(target, direction) else ratio
