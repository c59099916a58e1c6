"""One sound self-evaluation, laid out in many ways: what is read must equal what was laid out.

The ways are drawn with a fixed seed, so that a failure can be run again: its name tells them all.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from tests.intake.facts import Agrees, Fact, Home, Row, actual, number, same, target
from tests.intake.paper import Box, Paper, Rows, Sheet, as_above, beside, box, merged, repeated, typed

SEED, COUNT = 20250620, 80
FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
MOVED = {"元": Decimal(10000), "万元": Decimal(1), "亿元": Decimal("0.0001")}
SIGNS = {"≥": ("≥", "≧", ">=", "＞=", "不少于", "不低于"), "≤": ("≤", "≦", "<=", "不高于", "不超过"), "=": ("=", "═", "＝")}
ARRANGEMENTS: dict[str, Callable[[Sequence[Sequence[str]], Rows], Rows]] = {"合并": merged, "同上留空": as_above, "每行重复": repeated}


@dataclass(frozen=True)
class Indicator:
    """A row as it is meant."""

    level1: str
    level2: str
    name: str
    sign: str
    value: str
    unit: str
    got: str  # without unit
    weight: int  # of the 90 that execution leaves
    score: int
    reason: str = ""

    @property
    def is_measure(self) -> bool:
        return bool(self.unit)


# 产出 50、效益 30、满意度 10, and the same with execution beside the 100: 55, 33, 12.
INDICATORS = (
    Indicator("产出指标", "数量指标", "改造管网长度", "≥", "12.5", "公里", "12.8", 15, 15),
    Indicator("产出指标", "数量指标", "更换水表", "=", "3600", "块", "3600", 10, 10),
    Indicator("产出指标", "质量指标", "工程验收合格率", "≥", "95", "%", "98.5", 10, 10),
    Indicator("产出指标", "时效指标", "完工时间", "", "2024年11月底前", "", "2024年12月中旬", 5, 3, "雨季停工二十天"),
    Indicator("产出指标", "成本指标", "单位造价", "≤", "68.5", "万元/公里", "66.2", 10, 10),
    Indicator("效益指标", "社会效益指标", "停水投诉件数", "≤", "20", "件", "23", 15, 12, "管网冲洗期间水压不稳"),
    Indicator("效益指标", "可持续影响指标", "管护机制", "", "建立并运行", "", "已建立", 15, 15),
    Indicator("满意度指标", "服务对象满意度指标", "居民满意度", "≥", "90", "%", "93", 10, 10),
)
WEIGHTS_OF_100 = (15, 10, 10, 10, 10, 15, 18, 12)  # the same rows where they alone make up the 100
UNIT, TITLE, YEAR = "样例区水务局", "老旧小区供水管网改造", 2024
MONEY = {"年初预算数": "860", "全年预算数": "845.5", "全年执行数": "828.59"}
SOURCES = {"当年财政拨款": {"年初预算数": "800", "全年预算数": "785.5", "全年执行数": "768.59"},
           "其他资金": {"年初预算数": "60", "全年预算数": "60", "全年执行数": "60"}}  # fmt: skip
RATE, EXECUTION_SCORE = "98", "9.8"
GOAL, ACHIEVED = "完成十二个老旧小区供水管网改造", "完成十二个小区改造，停水明显减少"


@dataclass(frozen=True)
class Way:
    """How the dossier is laid out."""

    money: str
    is_split: bool  # sign, value and unit in columns of their own
    sign: int
    is_full_width: bool
    arrangement: str
    is_execution_inside: bool  # the 100 is execution and indicators together
    has_total: bool
    has_grade: bool
    has_unit_in_actual: bool
    is_typed: bool
    columns: tuple[int, ...]  # the order of the columns right of the levels
    fund_columns: tuple[int, ...]

    @property
    def name(self) -> str:
        return "-".join(_word(getattr(self, field.name)) for field in fields(self))


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yn"[not value]
    return "".join(map(str, value)) if isinstance(value, tuple) else str(value)


def ways() -> Iterator[Way]:
    chance = random.Random(SEED)
    for count in range(COUNT):
        is_split = chance.random() < 0.5
        columns = list(range(7 if is_split else 5))
        fund_columns = list(range(6))
        if count % 4:
            chance.shuffle(columns)
            chance.shuffle(fund_columns)
        yield Way(
            chance.choice(list(MOVED)), is_split, chance.randrange(6), chance.random() < 0.3, chance.choice(list(ARRANGEMENTS)),
            chance.random() < 0.6, chance.random() < 0.7, chance.random() < 0.6, chance.random() < 0.5, chance.random() < 0.6,
            tuple(columns), tuple(fund_columns),
        )  # fmt: skip


# --- laying out ---------------------------------------------------------------------------------------------------------


def weights(way: Way) -> list[tuple[int, int]]:
    """Weight and score of each row."""
    if way.is_execution_inside:
        return [(row.weight, row.score) for row in INDICATORS]
    return [(weight, weight - (row.weight - row.score)) for row, weight in zip(INDICATORS, WEIGHTS_OF_100, strict=True)]


def total(way: Way) -> str:
    scores = Decimal(sum(score for _, score in weights(way)))
    return str(scores + Decimal(EXECUTION_SCORE)) if way.is_execution_inside else str(scores)


def paper(way: Way) -> Paper:
    """The file."""

    def text(content: str) -> str:
        return content.translate(FULL_WIDTH) if way.is_full_width else content

    def cell(content: str) -> Box:
        return box(text(content)) if way.is_full_width or not way.is_typed else typed(content)

    def amount(content: str) -> Box:
        return cell(format((Decimal(content) * MOVED[way.money]).normalize(), "f"))

    sheet = Sheet("自评表")
    width = 4 + len(way.columns)
    sheet.row(box("项目支出绩效自评表", width)).row(box(text(f"({YEAR}年度)"), width))
    sheet.row("项目名称", box(TITLE, width - 1))
    sheet.row("主管部门", box(UNIT, 3), "实施单位", box(UNIT, width - 5))
    order = way.fund_columns
    names = (*MONEY, "分值", "执行率", "得分")
    rows: Rows = [[box("", 3), *(box(names[at]) for at in order)]]
    for name, money, rest in (
        ("年度资金总额", MONEY, ("10", f"{RATE}%", EXECUTION_SCORE)),
        ("其中：当年财政拨款", SOURCES["当年财政拨款"], ("", "", "")),
        ("其他资金", SOURCES["其他资金"], ("", "", "")),
    ):
        cells = [*map(amount, money.values()), *map(cell, rest)]
        rows.append([box(name, 3), *(cells[at] for at in order)])
    sheet.rows += beside(f"项目资金\n({way.money})", rows)
    left = (width - 1) // 2
    goal: Rows = [[box("预期目标", left), box("实际完成情况", width - 1 - left)], [box(GOAL, left), box(ACHIEVED, width - 1 - left)]]
    sheet.rows += beside("年度总体目标", goal)
    sheet.rows += beside("绩效指标", _table(way, text, cell))
    if way.has_total:
        scored = way.columns.index(len(way.columns) - 2)  # the column of scores, wherever it stands
        cells = [box("")] * len(way.columns)
        cells[scored] = cell(total(way))
        sheet.row(box("总分", 4), *cells)
    if way.has_grade:
        sheet.row(box("自评等级", 4), box("优", len(way.columns)))
    return Paper("自评表.xlsx", (sheet,))


def _table(way: Way, text: Callable[[str], str], cell: Callable[[str], Box]) -> Rows:
    headings = ["指标性质", "指标值", "度量单位"] if way.is_split else ["年度指标值"]
    headings += ["实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    rows: Rows = []
    for row, (weight, score) in zip(INDICATORS, weights(way), strict=True):
        spellings = SIGNS.get(row.sign, ("",))
        sign = spellings[way.sign % len(spellings)]
        cells = [box(sign), cell(row.value), box(text(row.unit))] if way.is_split else [box(text(f"{sign}{row.value}{row.unit}"))]
        unit = row.unit if way.has_unit_in_actual else ""
        cells += [cell(f"{row.got}{unit}"), cell(str(weight)), cell(str(score)), box(row.reason)]
        rows.append([box(row.name), *(cells[at] for at in way.columns)])
    # columns: … 实际完成值, 分值, 得分, 偏差原因 are the last four before they are shuffled
    head = [box("一级指标"), box("二级指标"), box("三级指标"), *(box(headings[at]) for at in way.columns)]
    return [head, *ARRANGEMENTS[way.arrangement]([[row.level1, row.level2] for row in INDICATORS], rows)]


# --- what must be read --------------------------------------------------------------------------------------------------


def expected(way: Way) -> Iterator[Fact]:
    """Each field, and where it must stand."""

    def fact(path: tuple[str | Row, ...], agrees: Agrees, says: str) -> Fact:
        return Fact(says, ("", *(str(step) for step in path if isinstance(step, str)), says), (Home(path, agrees),))

    yield fact(("@unit",), same(UNIT), UNIT)
    yield fact(("@title",), same(TITLE), TITLE)
    yield fact(("@year",), same(str(YEAR)), str(YEAR))
    yield fact(("绩效目标", "年度目标"), same(GOAL), GOAL)
    yield fact(("自评", "目标完成情况"), same(ACHIEVED), ACHIEVED)
    for name, value in MONEY.items():
        yield fact(("资金", name), number(value), value)
    for source, money in SOURCES.items():
        for name, value in money.items():
            yield fact(("资金", "来源明细", Row((("来源", same(source)),)), name), number(value), value)
    for path, value in ((("资金", "执行率"), RATE), (("自评", "执行率分值"), "10"), (("自评", "执行率得分"), EXECUTION_SCORE)):
        yield fact(path, number(value), value)
    if way.has_total:
        yield fact(("自评", "总分"), number(total(way)), total(way))
    if way.has_grade:
        yield fact(("自评", "等级"), same("优"), "优")
    for row, (weight, score) in zip(INDICATORS, weights(way), strict=True):
        step = Row((("三级指标", same(row.name)), ("一级指标", same(row.level1)), ("二级指标", same(row.level2))))
        planned = ("绩效目标", "指标", step)
        yield fact((*planned, "指标值"), target(f"{row.sign}{row.value}{row.unit}"), f"{row.sign}{row.value}{row.unit}")
        yield fact((*planned, "分值"), number(str(weight)), str(weight))
        assessed = ("自评", "指标", Row((("三级指标", same(row.name)),)))
        unit = row.unit if way.has_unit_in_actual or not row.is_measure else ""
        yield fact((*assessed, "实际完成值"), actual(f"{row.got}{unit}"), row.got)
        yield fact((*assessed, "得分"), number(str(score)), str(score))
        if row.reason:
            yield fact((*assessed, "偏差原因"), same(row.reason), row.reason)
