"""The charts of the site: which numbers become which shapes, and the words that say the same. The table next to a chart has its data."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from generator.engine.chinese import format_amount, format_rate, format_score, round_half_up
from generator.engine.drawing import Bar, Column, ColumnGroup, Share, draw_bars, draw_columns, draw_shares
from generator.records.totals import FindingTotal, GroupTotal, Totals
from generator.website.door.public import PublicDimension, PublicFundLine, PublicYear
from generator.website.door.public_site import PublicAccounts


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
        Bar(
            group.name,
            group.count / most,
            Decimal(0),
            f"{group.count} 个" + (f"（{format_rate(Decimal(group.count) / total)}）" if total else ""),
        )
        for group in groups
    ]
    spoken = "，".join(f"{group.name}{group.count}个" for group in groups)
    return draw_bars(key, f"{year}年评价等级分布", f"已评价项目共{total}个：{spoken}。", bars)


def draw_money(key: str, line: PublicFundLine) -> Markup:
    """年初预算, 全年预算 and 执行 of one project, as far as they are stated."""
    known = [
        (name, value)
        for name, value in (("年初预算", line.original), ("全年预算", line.adjusted), ("全年执行", line.executed))
        if value is not None
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
    bars = [
        Bar(name, min(value / total, Decimal(1)), Decimal(1), f"{format_amount(value)} 万元（{format_rate(value / total)}）")
        for name, value in parts
    ]
    spoken = "，".join(f"{name}{format_amount(value)}万元，占{format_rate(value / total)}" for name, value in parts)
    return draw_bars(key, f"{accounts.stage}支出构成", f"{spoken}。", bars)


def draw_amounts(key: str, title: str, rows: Sequence[tuple[str, Decimal]]) -> Markup:
    """Amounts in 万元 one below the other, such as budget and final accounts of several years."""
    most = max((value for _, value in rows), default=Decimal(0)) or Decimal(1)
    bars = [Bar(name, value / most, Decimal(0), f"{format_amount(value)} 万元") for name, value in rows]
    spoken = "，".join(f"{name}{format_amount(value)}万元" for name, value in rows)
    return draw_bars(key, title, f"{spoken}。", bars)


def draw_money_years(key: str, rows: Sequence[PublicYear]) -> Markup:
    """Money of the same project over the years: the track is as long as the year's budget, the bar as what was spent."""
    most = max((max(row.budget or Decimal(0), row.executed or Decimal(0)) for row in rows), default=Decimal(0)) or Decimal(1)
    bars = [
        Bar(
            f"{row.year}年",
            (row.executed or Decimal(0)) / most,
            (row.budget or Decimal(0)) / most,
            f"{_amount_or_dash(row.executed)}/{_amount_or_dash(row.budget)} 万元",
        )
        for row in rows
    ]
    spoken = "，".join(
        f"{row.year}年预算{_amount_or_dash(row.budget)}万元"
        + (f"、执行{format_amount(row.executed)}万元" if row.executed is not None else "、尚未决算")
        for row in rows
    )
    return draw_bars(key, "历年执行数与全年预算数", f"{spoken}。", bars)


def _amount_or_dash(value: Decimal | None) -> str:
    return "—" if value is None else format_amount(value)


def draw_group_money(key: str, title: str, groups: Sequence[GroupTotal]) -> Markup:
    """Money of some groups, the whole of which is their sum."""
    most = max((group.budget for group in groups), default=Decimal(0)) or Decimal(1)
    bars = [Bar(group.name, group.budget / most, Decimal(0), f"{format_amount(group.budget)} 万元（{group.count} 个）") for group in groups]
    spoken = "，".join(f"{group.name}{format_amount(group.budget)}万元，{group.count}个项目" for group in groups)
    return draw_bars(key, title, f"{spoken}。", bars)


def draw_stages(key: str, stages: Sequence[FindingTotal]) -> Markup:
    """How many findings concern which stage of a project."""
    most = Decimal(max((stage.count for stage in stages), default=0) or 1)
    bars = [Bar(stage.name, stage.count / most, Decimal(0), f"{stage.count} 个") for stage in stages]
    return draw_bars(key, "问题出在哪个环节", "，".join(f"{stage.name}{stage.count}个" for stage in stages) + "。", bars)


def draw_year_money(key: str, years: Sequence[tuple[int, Totals]]) -> Markup:
    """The money that was evaluated, year by year."""
    most = max((totals.evaluated.budget for _, totals in years), default=Decimal(0)) or Decimal(1)
    groups = [
        ColumnGroup(
            f"{year}年",
            (Column(totals.evaluated.budget / most, _short(totals.evaluated.budget) if totals.evaluated.count else "尚未评价"),),
        )
        for year, totals in years
    ]
    spoken = "，".join(
        f"{year}年{totals.evaluated.count}个项目{format_amount(totals.evaluated.budget)}万元"
        if totals.evaluated.count
        else f"{year}年尚未评价"
        for year, totals in years
    )
    return draw_columns(key, "评价的资金（万元）", f"{spoken}。", groups)


def draw_year_changes(key: str, years: Sequence[tuple[int, Totals]]) -> Markup:
    """By how much results raised and cut the next budget, year by year."""
    most = max((max(totals.increase, totals.decrease) for _, totals in years), default=Decimal(0)) or Decimal(1)
    groups = [
        ColumnGroup(
            f"{year}年",
            (Column(totals.increase / most, _short(totals.increase), 0), Column(totals.decrease / most, _short(totals.decrease), 1))
            if totals.applied
            else (Column(Decimal(0), "尚未公开"),),
        )
        for year, totals in years
    ]
    spoken = "，".join(
        f"{year}年增加{format_amount(totals.increase)}万元、减少{format_amount(totals.decrease)}万元"
        if totals.applied
        else f"{year}年尚未公开"
        for year, totals in years
    )
    return draw_columns(key, "评价结果使下一年预算增减（万元）", f"{spoken}。", groups, ("增加", "减少"))


TONES = {"优": "a", "良": "b", "中": "c", "差": "d"}


def draw_year_grades(key: str, years: Sequence[tuple[int, Totals]]) -> Markup:
    """How the grades are spread, year by year."""
    rows = []
    spoken = []
    for year, totals in years:
        total = sum(group.count for group in totals.by_grade)
        rows.append(
            (
                f"{year}年",
                [Share(group.name, Decimal(group.count) / total, TONES[group.name]) for group in totals.by_grade] if total else [],
            )
        )
        spoken.append(f"{year}年" + ("、".join(f"{group.name}{group.count}个" for group in totals.by_grade) if total else "尚未评价"))
    return draw_shares(key, "各年评价等级的比例", "；".join(spoken) + "。", rows)


def _short(value: Decimal) -> str:
    """An amount above a column, which is narrow: whole 万元 from a hundred on."""
    return f"{round_half_up(value, Decimal(1)):,f}" if value >= 100 else format_amount(value)
