"""Figures read back from what is printed: what a reader would find under the same name in two papers.

Nothing is taken from the records here: a table is read by its headings, a sentence by its words, so that a figure which a
template or a person typed is read as well. Values are compared without grouping and closing zeros: `1,180.00` is `1180`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.engine.chinese import close_up, format_date
from generator.letters.document import Annex, Block, Cell, Heading, OfficialDocument, Paragraph, Table, TableRow
from generator.records.congress_figures import finding_standing
from generator.records.deadlines import NOT_TOLD
from generator.records.vocabulary import RectificationStatus

PROJECTS, OVERALL = "项目支出", "部门整体支出"
NUMBER = r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)"


class Figure(NamedTuple):
    """A figure under the name that all papers share, its value, and where it stands, for people."""

    name: str
    value: str
    where: str


def year_figure(year: int, day: date, part: str, what: str) -> str:
    """The name of a figure over a whole year; it holds for one day, for results and rectification go on."""
    return f"{year}年度{part}（截至{format_date(day)}）：{what}"


def applied_figure(budget_year: int, part: str, what: str) -> str:
    """The name of a figure of what results meant for one budget."""
    return f"{budget_year}年预算安排应用的{part}评价结果：{what}"


def dossier_figure(year: int, unit: str, title: str, what: str) -> str:
    """The name of a figure of one dossier."""
    return f"{year}年度{close_up(unit)}“{close_up(title)}”：{what}"


def plain(value: str) -> str:
    """A value without what differs between a table and a sentence."""
    text = value.strip().replace(",", "")
    return f"{Decimal(text).normalize():f}" if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) else text


STANDINGS = (NOT_TOLD, *(status.value for status in RectificationStatus))

# --- sentences ---------------------------------------------------------------------------------------------------------

# In circular, yearly report and the reports to the congress alike; each group is a figure, in order.
SENTENCES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (PROJECTS, rf"纳入绩效管理的项目支出{NUMBER}个，全年预算{NUMBER}万元，全年执行{NUMBER}万元", ("纳入绩效管理的个数", "纳入绩效管理的全年预算数", "纳入绩效管理的全年执行数")),
    (OVERALL, rf"纳入绩效管理的部门整体支出{NUMBER}个，全年预算{NUMBER}万元，全年执行{NUMBER}万元", ("纳入绩效管理的个数", "纳入绩效管理的全年预算数", "纳入绩效管理的全年执行数")),
    (PROJECTS, rf"评价项目支出{NUMBER}个，全年预算{NUMBER}万元", ("评价的个数", "评价的全年预算数")),
    (OVERALL, rf"评价部门整体支出{NUMBER}个，全年预算{NUMBER}万元", ("评价的个数", "评价的全年预算数")),
    (PROJECTS, rf"财政重点评价{NUMBER}个，涉及预算{NUMBER}万元", ("财政重点评价的个数", "财政重点评价的全年预算数")),
    (PROJECTS, rf"第三方机构受托参与项目支出评价{NUMBER}个", ("第三方参与评价的个数",)),
    (PROJECTS, rf"项目支出评价发现问题{NUMBER}个，涉及金额{NUMBER}万元", ("发现问题的个数", "发现问题的涉及金额")),
    (PROJECTS, rf"项目支出评价等级为[^。]*?，平均得分{NUMBER}分", ("平均得分",)),
    (OVERALL, rf"部门整体支出评价发现问题{NUMBER}个，涉及金额{NUMBER}万元", ("发现问题的个数", "发现问题的涉及金额")),
    (PROJECTS, rf"项目支出(?:评价发现问题[^。]*?)?，?列入整改台账{NUMBER}项", ("列入整改台账的项数",)),
    *((part, rf"{part}(?:评价发现问题[^。]*?)?，?列入整改台账{NUMBER}项[^。]*?{standing}{NUMBER}项", ("列入整改台账的项数", f"整改状态为“{standing}”的项数"))
      for part in (PROJECTS, OVERALL) for standing in STANDINGS),
    (PROJECTS, rf"项目支出评价结果应用于[0-9、]+年度预算安排的{NUMBER}个，上年预算{NUMBER}万元，拟?安排{NUMBER}万元", ("结果应用的个数", "结果应用的上年预算", "结果应用的安排预算")),
    (PROJECTS, rf"项目支出应当开展绩效自评{NUMBER}个，已开展{NUMBER}个", ("应当自评的个数", "已自评的个数")),
    (PROJECTS, rf"项目支出应当编报绩效目标{NUMBER}个，已编报{NUMBER}个", ("应当编报绩效目标的个数", "已编报绩效目标的个数")),
)  # fmt: skip
DOSSIER_SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (rf"(?:经评价|经复核)，[^，。]{{1,40}}?得{NUMBER}分，评价等级为“([优良中差])”", ("得分", "等级")),
    (rf"年度预算拟?安排{NUMBER}万元", ("安排预算",)),
)


def figures_of_text(text: str, year: int, day: date, where: str) -> Iterator[Figure]:
    """The year's figures in running text."""
    for part, pattern, names in SENTENCES:
        for match in re.finditer(pattern, text):
            for name, value in zip(names, match.groups(), strict=True):
                yield Figure(year_figure(year, day, part, name), plain(value), where)


# --- tables ------------------------------------------------------------------------------------------------------------

GROUP_COLUMNS = {"个数": "个数", "全年预算数（万元）": "全年预算数", "全年执行数（万元）": "全年执行数", "执行率": "执行率"}
USE_COLUMNS = {"个数": "个数", "上年预算（万元）": "上年预算", "安排预算（万元）": "安排预算", "增加（万元）": "增加", "减少（万元）": "减少"}
DOSSIER_COLUMNS = {
    "全年预算数（万元）": "全年预算数", "全年执行数（万元）": "全年执行数", "执行率": "执行率", "得分": "得分", "等级": "等级",
    "上年预算（万元）": "上年预算", "安排预算（万元）": "安排预算", "年初预算数（万元）": "年初预算数", "应用方式": "应用方式",
}  # fmt: skip
GROUPS = ("评价等级", "评价类别", "预算类型")


def figures_of_table(table: Table, year: int, day: date, where: str, *, applied_to: int | None = None) -> Iterator[Figure]:
    """Groups, uses, rectification, and lists of dossiers, each known by its headings; another table has none."""
    heads = [column.heading for column in table.columns]
    part = OVERALL if table.caption.startswith(OVERALL) else PROJECTS
    if heads[0] in GROUPS and "全年预算数（万元）" in heads:
        for row in table.rows:
            label = f"{heads[0]}为“{_text(row, 0)}”的" if not row.is_total else "评价的"
            yield from (Figure(year_figure(year, day, part, label + name), value, where) for name, value in _cells(row, heads, GROUP_COLUMNS))
    elif heads[0] == "应用方式":
        for row in table.rows:
            label = f"“{_text(row, 0)}”的" if not row.is_total else "结果应用的"
            for name, value in _cells(row, heads, USE_COLUMNS):
                own = applied_figure(applied_to, part, label + name) if applied_to else year_figure(year, day, part, label + name)
                yield Figure(own, value, where)
    elif "预算单位" in heads and "整改事项" in heads:
        yield from _rectified(table, heads, year, day, part, where)
    elif "预算单位" in heads and ("得分" in heads or "年初预算数（万元）" in heads):
        yield from _listed(table, heads, year, where)


def _listed(table: Table, heads: Sequence[str], year: int, where: str) -> Iterator[Figure]:
    unit, title = heads.index("预算单位"), heads.index("项目名称") if "项目名称" in heads else None
    for row in table.rows:
        if row.is_total or not _text(row, 0).isdigit():
            continue  # the total, and what is not named
        name = _text(row, title) if title is not None else OVERALL
        yield from (Figure(dossier_figure(year, _text(row, unit), name, what), value, where) for what, value in _cells(row, heads, DOSSIER_COLUMNS))


def _cells(row: TableRow, heads: Sequence[str], wanted: dict[str, str]) -> Iterator[tuple[str, str]]:
    for place, head in enumerate(heads):
        if head in wanted and (value := _text(row, place)) not in ("", "—"):
            yield wanted[head], plain(value)


def _text(row: TableRow, place: int) -> str:
    cell = row.cells[place]
    return cell.text if isinstance(cell, Cell) else cell if isinstance(cell, str) else ""


RECTIFIED_COLUMNS = {"整改事项": "列入整改台账的项数", **{head: f"整改状态为“{head}”的项数" for head in STANDINGS}, "其中逾期": "逾期的整改事项"}


def _rectified(table: Table, heads: Sequence[str], year: int, day: date, part: str, where: str) -> Iterator[Figure]:
    """The table of rectification: by dossier, and all of them together."""
    title = heads.index("项目名称") if "项目名称" in heads else None
    for row in table.rows:
        cells = _cells(row, heads, RECTIFIED_COLUMNS)
        if row.is_total:
            yield from (Figure(year_figure(year, day, part, what), value, where) for what, value in cells)
        elif _text(row, 0).isdigit():
            name = _text(row, title) if title is not None else OVERALL
            yield from (Figure(dossier_figure(year, _text(row, heads.index("预算单位")), name, what), value, where) for what, value in cells)


# --- documents ---------------------------------------------------------------------------------------------------------


def figures_of_document(document: OfficialDocument, year: int, day: date, where: str, *, applied_to: int | None = None) -> Iterator[Figure]:
    """The year's figures, and those of dossiers in its lists."""
    for block in blocks_of(document):
        if isinstance(block, Table):
            own = int(block.caption[:4]) if re.match(r"20[0-9]{2}年度", block.caption) else year  # results of an earlier year in a list
            yield from figures_of_table(block, own, day, where, applied_to=applied_to)
        elif not isinstance(block, Heading):
            yield from figures_of_text(block.text, year, day, where)


def figures_about(document: OfficialDocument, year: int, unit: str, title: str, where: str) -> Iterator[Figure]:
    """The figures of a paper about one dossier: a letter, a report on it, its form."""
    for block in blocks_of(document):
        if isinstance(block, Paragraph):
            for pattern, names in DOSSIER_SENTENCES:
                for match in re.finditer(pattern, block.text):
                    yield from (Figure(dossier_figure(year, unit, title, name), plain(value), where) for name, value in zip(names, match.groups(), strict=True))
        elif isinstance(block, Table):
            yield from (Figure(dossier_figure(year, unit, title, name), value, where) for name, value in _own_cells(block))


def _own_cells(table: Table) -> Iterator[tuple[str, str]]:
    """Of a paper about one dossier: the score of its score table, and the money of its form or its table of funds."""
    heads = [column.heading for column in table.columns]
    for row in table.rows:
        labels = [_text(row, place) for place in range(len(row.cells))]
        if row.is_total and heads[:1] == ["一级指标"] and "得分" in heads and not table.caption:
            yield "得分", plain(labels[heads.index("得分")])
        elif "年度资金总额" in labels and len(labels) == 8:  # 自评表: 年初, 全年, 执行, 分值, 执行率
            place = labels.index("年度资金总额")
            names = ("年初预算数", "全年预算数", "全年执行数", "", "执行率")
            yield from ((name, plain(value)) for name, value in zip(names, labels[place + 1 :], strict=False) if name and value)
        elif labels[0] == "资金总额" and "全年预算数（万元）" in heads:
            yield from _cells(row, heads, DOSSIER_COLUMNS)
        elif heads[-1:] == ["整改状态"]:
            yield finding_standing(labels[0]), labels[-1]


def blocks_of(document: OfficialDocument) -> Iterator[Block]:
    """Body and annexes in order."""
    yield from document.body
    annexes: Iterable[Annex] = document.annexes
    for annex in annexes:
        yield from annex.blocks


# --- the briefing ------------------------------------------------------------------------------------------------------

BRIEFED = {
    "评价的项目": "评价的个数", "涉及全年预算": "评价的全年预算数", "发现的问题": "发现问题的个数", "问题涉及金额": "发现问题的涉及金额", "平均得分": "平均得分",
}  # fmt: skip

RECTIFIED = (
    rf"已销号{NUMBER}项，待核验{NUMBER}项，整改中{NUMBER}项，未整改{NUMBER}项(?:，其中逾期{NUMBER}项)?。(?:另有{NUMBER}项{NOT_TOLD}。)?"
)
RECTIFIED_NAMES = (*(f"整改状态为“{name}”的项数" for name in ("已销号", "待核验", "整改中", "未整改")), "逾期的整改事项", f"整改状态为“{NOT_TOLD}”的项数")


def figures_of_briefing(html: str, year: int, day: date, where: str) -> Iterator[Figure]:
    """The figures to remember, and the scores of the best and the worst."""
    for value, name in re.findall(r"<p><b>([^<]*)</b>[^<]*<br><span>([^<]*)</span></p>", html):
        if name in BRIEFED and value != "—":
            yield Figure(year_figure(year, day, PROJECTS, BRIEFED[name]), plain(value), where)
    for match in re.finditer(RECTIFIED, html):
        for name, value in zip(RECTIFIED_NAMES, match.groups(), strict=True):
            if value is not None:
                yield Figure(year_figure(year, day, PROJECTS, name), plain(value), where)
    row = re.compile(r"<tr><td>([^<]*)</td><td>([^<]*)(?:<br><span>[^<]*</span>)?</td><td class=\"number\">([^<]*)</td><td class=\"middle\">([^<]*)</td><td class=\"middle\">([^<]*)</td></tr>")
    for unit, title, *values in row.findall(html):
        for name, value in zip(("全年预算数", "得分", "等级"), values, strict=True):
            if value != "—":
                yield Figure(dossier_figure(year, unit, title, name), plain(value), where)

