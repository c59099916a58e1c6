"""Where the facts of a form must stand once it is read: head, goals, funds, indicators.

Which fact of which record goes where was written down by hand, from the record and the dossier's model: `facts_of_*.py`. What is no fact:
a blank, a stroke, a unit that the form prints and no number stands before; a row of indicators that has names and nothing else; a running
number; a text in brackets in which the collector speaks; what stood on the page around the form (metadata of the site, files attached).
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from generator.records.intake.candidate import Candidate
from tests.intake.facts import (
    BLANKS,
    Agrees,
    Derived,
    Fact,
    Home,
    Row,
    Step,
    actual,
    fact,
    holding,
    number,
    same,
    target,
)  # fmt: skip
from tests.intake.records import Record

# The words of the forms for the levels of the national tree; a reader may keep the word or use the usual one.
USUAL = {
    "产出值": "产出指标", "效益值": "效益指标", "项目完成指标": "产出指标", "项目效益指标": "效益指标", "社会公众或服务对象满意度指标": "满意度指标",
    "数量值": "数量指标", "质量值": "质量指标", "时效值": "时效指标", "成本值": "成本指标", "经济效益值": "经济效益指标", "社会效益值": "社会效益指标",
    "生态效益值": "生态效益指标", "可持续影响值": "可持续影响指标", "服务对象满意度指标等": "服务对象满意度指标",
    "经济效益": "经济效益指标", "社会效益": "社会效益指标",
    "(50分)": "产出指标", "(30分)": "效益指标",  # 030: the names are lost; the second levels tell them
}  # fmt: skip
WEIGHT_IN_NAME = re.compile(r"\((?:自评分)?\d+分\)$")


def level(said: str) -> Agrees:
    bare = WEIGHT_IN_NAME.sub("", said)
    return same(said, bare, USUAL.get(said, said), USUAL.get(bare, bare or said))


def is_blank(value: Any) -> bool:
    return value is None or value in BLANKS


def anyone(_: Candidate) -> bool:
    return True


def titled(title: str) -> Callable[[Candidate], bool]:
    """The candidate with this title (or none)."""
    agrees = same(title, f"{title}项目") if title else same("")
    return lambda candidate: agrees(candidate.title)


def without_amount(said: str) -> str:
    return re.sub(r"^指标\d+:", "", said)


# --- the head of a form -------------------------------------------------------------------------------------------------


def head(record: Record, about: Callable[[Candidate], bool] = anyone, year: int | None = None) -> Iterator[Fact]:
    """Whose form it is: unit, supervising department, year, project and its code."""
    if record["unit"]:
        yield fact(record["unit"], Home(("@unit",), same(record["unit"]), about))
    if not is_blank(record["supervising_department"]):
        yield fact(record["supervising_department"], Home(("@supervisor",), same(record["supervising_department"]), about))
    if record["year"]:
        digits = re.search(r"\d{4}", record["year"])
        assert digits or year
        yield fact(record["year"], Home(("@year",), same(str(year or digits[0])), about))  # type: ignore[index]
    if record["project"]:
        yield fact(record["project"], Home(("@title",), same(record["project"], f"{record['project']}项目"), about))
    if record["project_code"]:
        yield fact(record["project_code"], Home(("项目编码",), same(record["project_code"]), about))


def goals(record: Record, about: Callable[[Candidate], bool] = anyone) -> Iterator[Fact]:
    goal = record["goal"]
    yield fact(goal["expected"], Home(("绩效目标", "年度目标"), same(re.sub(r"\((?:与|实施期).*\)$", "", goal["expected"])), about))
    if goal["actual"] and "填表提示" not in goal["actual"]:
        wanted = goal["expected"] if goal["actual"] == "与预期目标同文" else goal["actual"]
        yield fact(goal["actual"], Home(("自评", "目标完成情况"), same(wanted), about))


# --- money --------------------------------------------------------------------------------------------------------------

AMOUNTS = {"initial_budget": "年初预算数", "full_year_budget": "全年预算数", "executed": "全年执行数"}
TOTAL, SUBTOTAL = "总额", "小计"
Money = dict[str, str]  # the name of a row in the record → TOTAL, SUBTOTAL (worked out from the rows below it), or the source


def funds(record: Record, sources: Money, amount: Callable[[str], Agrees] = number, about: Callable[[Candidate], bool] = anyone) -> Iterator[Fact]:
    """The block of funds: the row of totals, and one row a source."""
    for row in record["funds"]["rows"]:
        source = sources[row["name"]]
        steps: tuple[Step, ...] = ("资金",) if source == TOTAL else ("资金", "来源明细", source_row(row["name"], source))
        if source not in (TOTAL, SUBTOTAL) and any(not is_blank(row[name]) for name in AMOUNTS):
            yield fact(row["name"], Home(steps, lambda value: value is not None, about))
        for name, field in AMOUNTS.items():
            if not is_blank(row[name]):
                yield fact(row[name], _sum(SUMMED[row["name"]], field, row[name]) if source == SUBTOTAL else Home((*steps, field), amount(row[name]), about))
        for name, path in (("weight", ("自评", "执行率分值")), ("execution_rate", ("资金", "执行率")), ("score", ("自评", "执行率得分"))):
            if not is_blank(row[name]):  # a source has no rate of its own in a dossier: it follows from its amounts
                assert source == TOTAL or name == "execution_rate"
                yield fact(row[name], Home(path, number(row[name]), about) if source == TOTAL else _rate(row["name"], source, row[name], about))


SUMMED = {"一、财政拨款": "当年财政拨款", "(一)财政拨款小计": "当年财政拨款", "(二)自有资金小计": "单位资金"}


def _sum(source: str, field: str, said: str) -> Derived:
    """A subtotal is the sum of the rows of its source."""

    def follows(candidate: Candidate) -> bool:
        rows = candidate.values.get("资金", {}).get("来源明细", ())
        amounts = [Decimal(row[field]) for row in rows if row["来源"] == source and field in row]
        return bool(amounts) and sum(amounts) == Decimal(said)

    return Derived(follows)


def _rate(name: str, source: str, said: str, about: Callable[[Candidate], bool]) -> Derived:
    """What was spent of what was planned; of nothing, a form says 0%."""

    def follows(candidate: Candidate) -> bool:
        rows = candidate.values.get("资金", {}).get("来源明细", ()) if about(candidate) else ()
        for _, row in source_row(name, source).of(rows):
            planned, spent = (Decimal(row.get(field, "NaN")) for field in ("全年预算数", "全年执行数"))
            if number(said)(100 * spent / planned if planned else spent):
                return True
        return False

    return Derived(follows)


def source_row(name: str, source: str) -> Row:
    bare = re.sub(r"^(?:其中)?:?(?:\d[.、]|[(]?[一二三四][)、])?", "", name.rstrip(":"))
    bare = re.sub(r"^\d\.", "", bare)
    names = same(name, name.rstrip(":"), bare)
    return Row((("来源", same(source)), ("名称", lambda value: value is None or value == "" or names(value))))


# --- indicators ---------------------------------------------------------------------------------------------------------

PLANNED = (("绩效目标", "指标"), ("自评", "指标"))  # a self-evaluation may state the plan in either
ASSESSED = (("自评", "指标"),)
Lists = tuple[tuple[str, ...], ...]


def indicators(
    record: Record,
    *,
    planned: Callable[[Any], Lists] = lambda _: PLANNED,
    about: Callable[[Candidate], bool] = anyone,
    named_by: Callable[[Any], Row] | None = None,
    skip: tuple[str, ...] = (),
) -> Iterator[Fact]:
    """Each row of indicators: levels, name, target with its sign and unit, weight; what was achieved, score and reason."""
    for row in record["indicators"]:
        extra = row.get("extra") or {}
        given = {name: row[name] for name in ("target", "actual", "weight", "score", "deviation_reason")} | extra
        if all(is_blank(value) for value in given.values()):
            continue  # names and nothing else: the form's words, not the unit's
        step = named_by(row) if named_by else named_row(row["level3"])

        def homes(lists: Lists, field: str, agrees: Agrees, step: Row = step) -> list[Home]:
            return [Home((*path, step, field), agrees, about) for path in lists]

        lists = planned(row)
        wanted = target(f"{extra.get('nature') or extra.get('symbol') or ''}{row['target'] or ''}{extra.get('unit') or ''}")
        fields: dict[str, list[Home]] = {
            "level1": homes(lists, "一级指标", level(row["level1"] or "")),
            "level2": homes(lists, "二级指标", level(row["level2"] or "")),
            "level3": homes(lists, "三级指标", same(row["level3"] or "", without_amount(row["level3"] or ""))),
            "target": homes(lists, "指标值", wanted),
            "weight": homes(lists, "分值", _if_number(row["weight"])),
            "actual": homes(ASSESSED, "实际完成值", actual(row["actual"] or "")),
            "score": homes(ASSESSED, "得分", _if_number(row["score"])),
            "deviation_reason": homes(ASSESSED, "偏差原因", same(row["deviation_reason"] or "")),
        }
        for name, found in fields.items():
            if not is_blank(row[name]) and name not in skip:
                yield fact(row[name], *found)
        for name, value in extra.items():
            if not is_blank(value) and name not in skip:
                yield fact(value, *_extra(name, value, lists, step, wanted, about))


def _if_number(said: str | None) -> Agrees:
    return same(said or "") if is_blank(said) else number(str(said))


def _extra(name: str, value: str, lists: Lists, step: Row, wanted: Agrees, about: Callable[[Candidate], bool]) -> Iterator[Home]:
    for path in lists:
        match name:
            case "nature" | "symbol" | "unit":
                yield Home((*path, step, "指标值"), wanted, about)
            case "standard" | "note":
                yield Home((*path, step, "说明"), holding(value), about)
            case "period":
                yield Home((*path, step), lambda found: found is not None, about)
    match name:
        case "completion_rate":
            yield Home(("自评", "指标", step, "实际完成值"), holding("完成率", value), about)
        case "progress":
            yield Home(("运行监控", "指标", step, "执行情况"), same(value), about)
        case "likelihood":
            yield Home(("运行监控", "指标", step, "完成可能性"), same(value), about)


def named_row(name: str) -> Row:
    return Row((("三级指标", same(name, without_amount(name))),))


def only_goals(_: Any) -> Lists:
    return (("绩效目标", "指标"),)
