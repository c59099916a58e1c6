"""Small charts as inline SVG: no script, no outside reference, readable in light, dark and print.

Every value is written beside its bar, so nothing is told by colour alone, and the table next to the chart says the same.
Colours come from the style sheet's variables; without it the shapes fall back to the text's colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from generator.engine.chinese import format_amount, format_rate, format_score
from generator.records.totals import GroupTotal
from generator.website.door.public import PublicDimension, PublicFundLine, PublicYear
from generator.website.door.public_site import PublicAccounts

WIDTH = 360  # user units; the style sheet scales the whole to the column
ROW = 30
BAR = 14
CHARACTER = 13  # width of a Chinese character


@dataclass(frozen=True)
class Bar:
    """One row: a name, how long its bar and its track are (shares of one), and what is written at its end."""

    name: str
    length: Decimal
    track: Decimal
    text: str


def draw_bars(key: str, title: str, description: str, bars: Sequence[Bar]) -> Markup:
    """Horizontal bars; `key` makes the ids of one page differ."""
    label = CHARACTER * max((_breadth(bar.name) for bar in bars), default=Decimal(0)) + 10
    room = WIDTH - label - CHARACTER * max((_breadth(bar.text) for bar in bars), default=Decimal(0)) - 10
    rows = []
    for index, bar in enumerate(bars):
        top = index * ROW + 8
        rows.append(
            f'<text class="jx-chart-name" x="{_number(label - 10)}" y="{top + 11}" text-anchor="end">{escape(bar.name)}</text>'
            f'<rect class="jx-chart-track" x="{_number(label)}" y="{top}" width="{_number(room * bar.track)}" height="{BAR}" rx="2"/>'
            f'<rect class="jx-chart-bar" x="{_number(label)}" y="{top}" width="{_number(room * bar.length)}" height="{BAR}" rx="2"/>'
            f'<text class="jx-chart-value" x="{_number(label + room * max(bar.track, bar.length) + 8)}" y="{top + 11}">{escape(bar.text)}</text>'
        )
    return _svg(key, title, description, "".join(rows), len(bars) * ROW + 6)


def draw_dimensions(key: str, dimensions: Sequence[PublicDimension]) -> Markup:
    """Score by 一级指标: the track is as long as the weight, the bar as the score."""
    widest = max((dimension.weight for dimension in dimensions), default=Decimal(0)) or Decimal(1)
    bars = [
        Bar(
            dimension.name,
            dimension.score / widest,
            dimension.weight / widest,
            f"{format_score(dimension.score)}/{format_score(dimension.weight)} 分",
        )
        for dimension in dimensions
    ]
    spoken = "，".join(f"{d.name}{format_score(d.score)}分，满分{format_score(d.weight)}分" for d in dimensions)
    return draw_bars(key, "各部分得分与分值", f"{spoken}。", bars)


def draw_grades(key: str, year: int, groups: Sequence[GroupTotal]) -> Markup:
    """How many evaluated projects have which grade."""
    most = Decimal(max((group.count for group in groups), default=0) or 1)
    total = sum(group.count for group in groups)
    bars = [
        Bar(group.name, group.count / most, Decimal(0), f"{group.count} 个" + (f"（{format_rate(Decimal(group.count) / total)}）" if total else ""))
        for group in groups
    ]
    spoken = "，".join(f"{group.name}{group.count}个" for group in groups)
    return draw_bars(key, f"{year}年评价等级分布", f"已评价项目共{total}个：{spoken}。", bars)


def draw_money(key: str, line: PublicFundLine) -> Markup:
    """年初预算, 全年预算 and 执行 of one project, as far as they are stated."""
    known = [
        (name, value) for name, value in (("年初预算", line.original), ("全年预算", line.adjusted), ("全年执行", line.executed)) if value is not None
    ]
    most = max((value for _, value in known), default=Decimal(0)) or Decimal(1)
    bars = [Bar(name, value / most, Decimal(0), f"{format_amount(value)} 万元") for name, value in known]
    spoken = "，".join(f"{name}{format_amount(value)}万元" for name, value in known)
    return draw_bars(key, "预算与执行", f"{spoken}。", bars)


def draw_years(key: str, rows: Sequence[PublicYear]) -> Markup:
    """Score of the same project over the years; years that were not evaluated say so."""
    full = Decimal(100)
    bars = [
        Bar(
            f"{row.year}年",
            row.score / full if row.score is not None else Decimal(0),
            Decimal(1),
            f"{format_score(row.score)} 分（{row.grade}）" if row.score is not None else "尚未评价",
        )
        for row in rows
    ]
    spoken = "，".join(
        f"{row.year}年{format_score(row.score)}分，等级{row.grade}" if row.score is not None else f"{row.year}年尚未评价" for row in rows
    )
    return draw_bars(key, "历年评价得分", f"{spoken}。", bars)


def draw_expenditure(key: str, accounts: PublicAccounts) -> Markup:
    """基本支出 and 项目支出 of one budget, or of one set of final accounts, as shares of the whole."""
    total = accounts.expenditure or Decimal(1)
    parts = [(name, value) for name, value in (("基本支出", accounts.basic), ("项目支出", accounts.projects)) if value is not None]
    bars = [Bar(name, min(value / total, Decimal(1)), Decimal(1), f"{format_amount(value)} 万元（{format_rate(value / total)}）") for name, value in parts]
    spoken = "，".join(f"{name}{format_amount(value)}万元，占{format_rate(value / total)}" for name, value in parts)
    return draw_bars(key, f"{accounts.stage}支出构成", f"{spoken}。", bars)


def draw_amounts(key: str, title: str, rows: Sequence[tuple[str, Decimal]]) -> Markup:
    """Amounts in 万元 one below the other, such as budget and final accounts of several years."""
    most = max((value for _, value in rows), default=Decimal(0)) or Decimal(1)
    bars = [Bar(name, value / most, Decimal(0), f"{format_amount(value)} 万元") for name, value in rows]
    spoken = "，".join(f"{name}{format_amount(value)}万元" for name, value in rows)
    return draw_bars(key, title, f"{spoken}。", bars)


def _breadth(text: str) -> Decimal:
    """Width in Chinese characters; a Latin one is about six tenths as wide."""
    return sum((Decimal(1) if ord(character) > 0x2E7F else Decimal("0.6") for character in text), Decimal(0))


def _number(value: Decimal | int) -> str:
    text = f"{Decimal(value):.1f}"
    return text.removesuffix(".0")


def _svg(key: str, title: str, description: str, body: str, height: int) -> Markup:
    return Markup(
        f'<svg class="jx-chart" role="img" aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {WIDTH} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc><g fill="currentColor">{body}</g></svg>'
    )
