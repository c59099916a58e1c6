"""Where each fact of the thirty records must stand once its file is read: written down by hand, from the record and the dossier's model.

What is no fact: a blank, a stroke, a unit that the form prints and no number stands before; a row of indicators that has names and nothing else, a running number, a text in brackets in which the
collector speaks, and what stood on the page around the form (metadata of the site, files attached).
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from generator.records.intake.candidate import Candidate, Target
from tests.intake.facts import (
    BLANKS,
    Agrees,
    Derived,
    Fact,
    Home,
    Row,
    Step,
    actual,
    as_shown,
    fact,
    holding,
    number,
    same,
    target,
)  # fmt: skip
from tests.intake.records import Record, Said, records

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
        steps: tuple[Step, ...] = ("资金",) if source == TOTAL else ("资金", "来源明细", _source(row["name"], source))
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
        for _, row in _source(name, source).of(rows):
            planned, spent = (Decimal(row.get(field, "NaN")) for field in ("全年预算数", "全年执行数"))
            if number(said)(100 * spent / planned if planned else spent):
                return True
        return False

    return Derived(follows)


def _source(name: str, source: str) -> Row:
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
        step = named_by(row) if named_by else _named(row["level3"])

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


def _named(name: str) -> Row:
    return Row((("三级指标", same(name, without_amount(name))),))


def only_goals(_: Any) -> Lists:
    return (("绩效目标", "指标"),)


# --- the records --------------------------------------------------------------------------------------------------------

FROM_BUDGET, LEFT, FISCAL, OWN, OTHER = "当年财政拨款", "上年结转资金", "财政专户管理资金", "单位资金", "其他资金"
FORM_A = {"年度资金总额:": TOTAL, "其中:本年财政拨款": FROM_BUDGET, "上年结转资金": LEFT, "其他资金": OTHER}
FORM_C = {"总额": TOTAL, "其中:财政资金": FROM_BUDGET, "财政专户管理资金": FISCAL, "单位资金": OWN, "其他资金": OTHER}


def chizhou(record: Record) -> Iterator[Fact]:
    yield from head(record)
    yield from funds(record, FORM_A)
    yield from goals(record)
    yield from indicators(record)


def qingshen(record: Record) -> Iterator[Fact]:
    """Conclusion, problems and measures are hints of the form: nothing was filled in."""
    yield from head(record)
    yield from funds(record, FORM_C)
    yield from goals(record)
    yield from indicators(record)


def sifa(record: Record) -> Iterator[Fact]:
    about = titled(record["project"])
    yield from head(record, about)
    yield from funds(record, FORM_C, about=about)
    yield from goals(record, about)
    yield from indicators(record, about=about)


def tail(record: Record) -> Iterator[Fact]:
    """The rest of a form whose head was on the page before; the year stands in the name of the file only."""
    about = titled("")
    yield fact(record["year"], Home(("@year",), same("2023"), about))
    yield from indicators(record, about=about)
    yield fact(record["problems"], Home(("自评", "存在问题"), same("无"), about))
    yield fact(record["measures"], Home(("自评", "改进措施"), same("无"), about))


def fragment(record: Record) -> Iterator[Fact]:
    yield from indicators(record)
    yield fact(record["problems"], Home(("自评", "存在问题"), same("暂无")))
    yield fact(record["measures"], Home(("自评", "改进措施"), same("暂无")))


def tianshui(record: Record) -> Iterator[Fact]:
    """The bureau that signs is not the unit of the projects."""
    yield fact(record["unit"])
    yield fact(record["year"], Home(("@year",), same("2021")))
    for row in record["results_list"]:
        about = titled(row["name"])
        yield fact(row["name"], Home(("@title",), same(row["name"]), about))
        kind = Target.OVERALL if row["kind"] == "部门整体" else Target.PROJECT
        yield fact(row["kind"], Home(("@target",), lambda value, kind=kind: value is kind, about))


def ningxiang(record: Record) -> Iterator[Fact]:
    """Two sets of targets; a row is known by its second level, where it has one."""
    sources = {
        "总额": TOTAL, "一、财政拨款": SUBTOTAL, "其中:上级财政资金": FROM_BUDGET, "本级财政": FROM_BUDGET, "二、自有资金": OWN, "三、其他": OTHER,
    }  # fmt: skip
    yield from head(record)
    yield from funds(record, sources)
    yield from indicators(
        record,
        planned=lambda row: (("绩效目标", "中期指标" if row["extra"]["period"] == "长期" else "指标"),),
        named_by=lambda row: Row((("二级指标", level(row["level2"])) if row["level2"] else ("一级指标", level(row["level1"])),)),
    )


def linyi(record: Record) -> Iterator[Fact]:
    yield from head(record)
    yield from funds(record, {"资金总额:": TOTAL, "财政拨款:": FROM_BUDGET, "其他:": OTHER})
    yield from goals(record)
    yield from indicators(record, planned=only_goals)


def lukou(record: Record) -> Iterator[Fact]:
    yield from head(record)
    yield fact(record["total_score"], Home(("评价", "总分"), as_shown("80.10")))
    yield fact(record["grade"], Home(("评价", "等级"), same("良")))


def hedao(record: Record) -> Iterator[Fact]:
    yield from (one for one in head(record) if one.place[-1] != "project")
    bare = record["project"].removesuffix("(表头未能看到)")
    yield fact(record["project"], Home(("@title",), same(bare)))
    yield from indicators(record)


def xiangtan(record: Record) -> Iterator[Fact]:
    """`250万` under a heading in 万元 is 250."""
    own, above = record["funds"]["rows"]
    yield from head(record)
    source = Home(("资金", "来源明细", Row((("年初预算数", number("250")),))), lambda value: value is not None)
    yield fact(own["name"], Home(("资金", "年初预算数"), number("250")), source)
    yield fact(own["initial_budget"], Home(("资金", "年初预算数"), number("250")), source)
    nothing = Home(("资金", "来源明细", _source(above["name"], FROM_BUDGET), "年初预算数"), number("0"))
    yield fact(above["name"], nothing)
    yield fact(above["initial_budget"], nothing)
    yield from goals(record)
    yield from indicators(record, planned=only_goals)


def yongde(record: Record) -> Iterator[Fact]:
    """387664.62 yuan is 38.766462 in 万元; `无` stands at 其他需要说明事项."""
    yuan = {"387664.62": "38.766462"}
    yield from head(record)
    sources = {"年度资金总额": TOTAL, "其中:当年财政拨款": FROM_BUDGET, "上年结转资金": LEFT, "其他资金": OTHER}
    yield from funds(record, sources, lambda said: number(yuan[said]))
    yield from goals(record)
    yield from indicators(record)
    yield fact(record["total_score"], Home(("自评", "总分"), number("96")))
    yield fact(record["grade"], Home(("自评", "等级"), same("优")))
    yield fact(record["problems"], Home(("自评", "其他说明"), same("无")))


def tianchang(record: Record) -> Iterator[Fact]:
    yield from head(record)
    yield from funds(record, FORM_A)
    yield from goals(record)
    yield from indicators(record)
    yield fact(record["total_score"], Home(("自评", "总分"), number("100")))


def chencang(record: Record) -> Iterator[Fact]:
    """The rows name what the province's form asks for; no value was filled in."""
    yield from head(record)
    yield from funds(record, {"资金总额": TOTAL, "其中:财政拨款": FROM_BUDGET, "其他资金": OTHER})
    yield from goals(record)
    yield from indicators(record, planned=only_goals, skip=("target",))  # a unit alone: told (X31), no value


def zhaohua(record: Record) -> Iterator[Fact]:
    sources = {
        "年度资金总额": TOTAL, "(一)财政拨款小计": SUBTOTAL, "1、一般公共预算": FROM_BUDGET, "2、政府性基金": FROM_BUDGET, "3、国有资本经营预算": FROM_BUDGET,
        "(二)自有资金小计": SUBTOTAL, "1、事业收入": OWN, "2、经营性收入": OWN, "(三)其他收入": OTHER,
    }  # fmt: skip
    yield from head(record)
    yield from funds(record, sources)
    yield from indicators(record, planned=only_goals)


def lishui(record: Record) -> Iterator[Fact]:
    said = record["funds"]["facts"]
    yield from head(record)

    def of(source: str, text: str) -> list[Home]:
        row = Row((("来源", same(source)),))
        return [Home(("资金", "来源明细", row, field), number(text)) for field in ("到位数", "全年预算数", "年初预算数")]

    def part(name: str, text: str) -> Home:
        return Home(("资金", "支出构成", Row((("名称", same(name)),)), "全年执行数"), number(text))

    yield fact(said["实际收入"], Home(("资金", "到位数"), number("1699.12")))
    yield fact(said["财政拨款收入"], *of(FROM_BUDGET, "1435.22"))
    yield fact(said["上年结转结余"], *of(LEFT, "263.90"))
    yield fact(said["实际支出"], Home(("资金", "全年执行数"), number("1595.59")))
    yield fact(said["基本支出"], part("基本支出", "890.4"))
    yield fact(said["项目支出"], part("项目支出", "705.19"))
    yield fact(said["编制"], Home(("编制人数",), number("35")))
    yield fact(said["在编"], Home(("在职人数",), number("32")))
    yield fact(said["年末固定资产"])
    yield fact(said["离退休"])


def baoshan(record: Record) -> Iterator[Fact]:
    """What was achieved is told as a rate only: kept in the words of the report. The department stands on the page, not in the report."""
    yield from (one for one in head(record) if one.place[-1] != "supervising_department")
    yield from indicators(record)
    yield fact(record["total_score"], Home(("自评", "总分"), number("100")))
    yield fact(record["problems"], Home(("自评", "存在问题"), holding("经费不足")))
    first, second = record["measures"].split(";")
    yield fact(record["measures"], Home(("自评", "改进措施"), holding(first, "建议")), says=first)
    yield fact(record["documents_cited"][0])
    assert second


def zongfenguan(record: Record) -> Iterator[Fact]:
    """The year is hidden (20xx): it can only be noted. What was built, and by which document, is what the project is about."""
    yield fact(record["year"], says="20xx")
    yield fact(record["project"], Home(("@title",), same(record["project"], f"{record['project']}项目")))
    yield fact(record["total_score"], Home(("自评", "总分"), number("97")))
    yield fact(record["grade"], Home(("自评", "等级"), same("优")))
    for said in (*record["funds"]["facts"].values(), record["documents_cited"][0]):
        yield fact(said, Home(("项目概况",), holding(said)))


def huangshi(record: Record) -> Iterator[Fact]:
    """The amounts executed by the end of June stand in the section of monitoring; a source has none there."""
    total, source = record["funds"]["rows"]
    yield from head(record)
    yield fact(total["initial_budget"], Home(("资金", "年初预算数"), number("220")))
    yield fact(total["executed"], Home(("运行监控", "已执行数"), number("87.57")))
    step = _source("当年一般公共预算拨款", FROM_BUDGET)
    yield fact(source["name"], Home(("资金", "来源明细", step), lambda value: value is not None))
    yield fact(source["initial_budget"], Home(("资金", "来源明细", step, "年初预算数"), number("220")))
    yield fact(source["executed"])
    yield from indicators(record, planned=lambda _: (("绩效目标", "指标"), ("运行监控", "指标")))


# --- 三公 and budgets ---------------------------------------------------------------------------------------------------

ABROAD, BUYING, RUNNING, RECEPTION = "因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费"


def told(said: Said, stages: tuple[str, ...], *parts: str, about: Callable[[Candidate], bool] = anyone) -> Iterator[Fact]:
    """Figures that have no field of their own: they stand in the explanation of the accounts, or are noted."""
    for part in parts:
        yield fact(said, *(home for stage in stages for home in explained(stage, part, about)), says=part)


def explained(stage: str, part: str, about: Callable[[Candidate], bool] = anyone) -> list[Home]:
    return [Home((stage, *path), holding(part), about) for path in (("说明",), ("三公经费", "增减说明"))]


def spent(said: Said, stage: str, item: str, text: str, year: int) -> Fact:
    home = Home((stage, "三公经费", item), number(text), lambda candidate: candidate.target is Target.BOOK and candidate.year == year)
    return fact(said, home, says=text)


def _spent_in_all(year: int, said: str, *items: str) -> Derived:
    def follows(candidate: Candidate) -> bool:
        kept = candidate.values.get("决算", {}).get("三公经费", {}) if candidate.year == year else {}
        return set(items) <= set(kept) and sum(Decimal(kept[item]) for item in items) == Decimal(said)

    return Derived(follows)


def area(record: Record) -> Iterator[Fact]:
    """The accounts of a whole district: whose they are is said as the unit, `样例区`."""
    yield fact(record["unit"], Home(("@unit",), same(record["unit"], record["unit"].removesuffix("(汇总)"))), says=record["unit"].removesuffix("(汇总)"))
    yield fact(record["year"], Home(("@year",), same(record["year"][:4])))


def qujiang(record: Record) -> Iterator[Fact]:
    """The table is taken, the text that contradicts it is told; of the year before there are accounts of their own, or a note."""
    said = record["funds"]["facts"]
    yield from area(record)
    yield from told(said["合计"], ("决算",), "2364", "16.77")
    yield spent(said["出国(境)"], "决算", ABROAD, "12", 2016)
    yield from told(said["出国(境)"], ("决算",), "86.62")
    yield spent(said["公务接待"], "决算", RECEPTION, "1356", 2016)
    yield from told(said["公务接待"], ("决算",), "3.14")
    for item, amount in ((BUYING, "38"), (RUNNING, "958")):  # the text or the table: the other has to be noted
        yield fact(said["公车(文字)"], *spent(said["公车(文字)"], "决算", item, amount, 2016).homes, *explained("决算", amount), says=amount)
    yield from told(said["公车(文字)"], ("决算",), "995", "26.24")
    yield fact(said["公车(表)"], _spent_in_all(2016, "996", BUYING, RUNNING), *explained("决算", "996"), says="996")
    yield spent(said["公车(表)"], "决算", BUYING, "37", 2016)
    yield spent(said["公车(表)"], "决算", RUNNING, "959", 2016)
    before = said["2015年(表)"]
    yield fact(before, _spent_in_all(2015, "2840", ABROAD, RECEPTION, BUYING, RUNNING), says="2840")
    yield fact(before, _spent_in_all(2015, "1350", BUYING, RUNNING), says="1350")
    yield spent(before, "决算", ABROAD, "90", 2015)
    yield spent(before, "决算", RECEPTION, "1400", 2015)
    yield spent(before, "决算", BUYING, "73", 2015)
    yield spent(before, "决算", RUNNING, "1277", 2015)
    yield from told(said["购置1辆"], ("决算",), "130辆")


def longquan(record: Record) -> Iterator[Fact]:
    said = record["funds"]["facts"]
    yield from area(record)
    yield from told(said["总额"], ("决算",), "2771", "1.8%")
    for key, item, amount, rate in (
        ("出国(境)", ABROAD, "120", "79.1%"), ("公务接待", RECEPTION, "1033", "7.6%"), ("购置", BUYING, "414", "7.5%"), ("运行", RUNNING, "1204", "3.9%"),
    ):  # fmt: skip
        yield spent(said[key], "决算", item, amount, 2018)
        yield from told(said[key], ("决算",), rate)
    yield from told(said["公车"], ("决算",), "1618", "1.2%")


def ordos(record: Record) -> Iterator[Fact]:
    """Two years on one page: a budget and the accounts of the year before."""
    said = record["funds"]["facts"]
    for year in (2022, 2021):
        yield fact(record["year"], Home(("@year",), same(str(year))), says=f"{year}")
    budget, final = said["2022预算"], said["2021决算"]
    yield from told(budget, ("预算", "决算"), "21.8")
    yield spent(budget, "预算", RECEPTION, "11.8", 2022)
    yield spent(budget, "预算", RUNNING, "10", 2022)
    yield spent(budget, "预算", ABROAD, "0", 2022)
    yield from told(final, ("预算", "决算"), "20.12")
    yield spent(final, "决算", RECEPTION, "12.39", 2021)
    yield spent(final, "决算", RUNNING, "7.73", 2021)
    yield spent(final, "决算", ABROAD, "0", 2021)
    yield from told(said["比较"], ("预算", "决算"), "1.68", "0.58", "4.68%", "2.27", "29.37%")


def dazu(record: Record) -> Iterator[Fact]:
    said = record["funds"]["facts"]
    yield fact(record["unit"], Home(("@unit",), same(record["unit"], f"样例市{record['unit']}")))
    yield fact(record["year"], Home(("@year",), same("2024")))
    yield fact(said["收入预算"], Home(("预算", "收入合计"), number("2175.99")))
    for key, part in (("一般公共预算拨款", "2144.73"), ("政府性基金预算拨款", "31.26"), ("比去年", "52.32"), ("编制", "66"), ("实有", "54")):
        yield from told(said[key], ("预算",), part)


# --- reports, lists, the overall expenditure of a unit ------------------------------------------------------------------


def xiaoyuan(record: Record) -> Iterator[Fact]:
    """The weight of 20 is the collector's: the report states the score only. The unit is hidden by asterisks."""
    money = record["funds"]["rows"][0]
    yield from head(record)
    for name, field in AMOUNTS.items():
        yield fact(money[name], Home(("资金", field), number(money[name])))
    yield fact(money["execution_rate"], Home(("资金", "执行率"), number("100")))
    yield fact(money["score"], Home(("自评", "执行率得分"), number("20")))
    yield from indicators(record)
    yield fact(record["total_score"], Home(("自评", "总分"), number("99")))
    yield fact(record["problems"], Home(("自评", "存在问题"), holding("执行进度不均衡", "实施滞后")))
    yield fact(record["measures"], Home(("自评", "改进措施"), same("无")))


def liangping(record: Record) -> Iterator[Fact]:
    """Amounts that lost their first digits, and values that run together, can only be noted."""
    yield fact(record["unit"], Home(("@unit",), same(record["unit"])), Home(("@supervisor",), same(record["unit"])))
    yield fact(record["year"], Home(("@year",), same("2023")), says="2023年度")
    for row in record["funds"]["rows"]:
        yield fact(row["extra"]["raw"], says=".32")
    stated = record["funds"]["rows"][1]
    yield fact(stated["weight"], Home(("自评", "执行率分值"), number("10")))
    yield fact(stated["execution_rate"], Home(("资金", "执行率"), number("79.27")))
    yield fact(stated["score"], Home(("自评", "执行率得分"), number("7.93")))
    yield fact(record["total_score"], Home(("自评", "总分"), number("97.93")))
    for row in record["indicators"]:
        extra, step = row["extra"], _named(row["level3"])
        names = [Home((*path, step, "三级指标"), same(row["level3"])) for path in PLANNED]
        yield fact(row["level3"], *names)
        if "reading" not in extra:
            yield fact(extra["raw"])
            yield fact(extra["unit"])
            continue
        value, weight, got, score = extra["reading"].split(" / ")
        wanted = target(f"{value}{extra['unit']}")
        yield fact(extra["unit"], *(Home((*path, step, "指标值"), wanted) for path in PLANNED))
        yield fact(extra["reading"], *(Home((*path, step, "指标值"), wanted) for path in PLANNED), says=value)
        yield fact(extra["reading"], *(Home((*path, step, "分值"), number(weight)) for path in PLANNED), says=weight)
        yield fact(extra["reading"], Home(("自评", "指标", step, "实际完成值"), actual(got)), says=got)
        yield fact(extra["reading"], Home(("自评", "指标", step, "得分"), number(score)), says=score)


def fuliang(record: Record) -> Iterator[Fact]:
    yield from head(record, lambda candidate: candidate.target is Target.OVERALL)
    yield from goals(record)
    yield from indicators(record, planned=only_goals)


def rongchang(record: Record) -> Iterator[Fact]:
    """Of the other projects only the name was seen, and the amount in the name of the sheet; where a sheet has one of its own, it is noted."""
    about = titled(record["project"])
    sources = {
        "年度资金总额:": TOTAL, "其中:1.中央资金": FROM_BUDGET, "2.市级资金": FROM_BUDGET, "3.区级资金": FROM_BUDGET, "4.其他资金": OTHER,
    }  # fmt: skip
    yield from (one for one in head(record, about) if one.place[-1] != "supervising_department")
    body = record["supervising_department"]  # the unit itself: the form has no department above it
    yield fact(body, Home(("@supervisor",), same(body), about), Home(("@unit",), same(body), about))
    yield from funds(record, sources, about=about)
    yield from indicators(record, planned=only_goals, about=about)
    for item in record["results_list"]:
        yield fact(item["name"], Home(("@title",), same(item["name"], f"{item['name']}项目")))
        if item["amount_in_menu"]:
            found = Home(("资金", "年初预算数"), number(item["amount_in_menu"].rstrip("万元")), titled(item["name"]))
            yield fact(item["amount_in_menu"], *([] if item["name"] == record["project"] else [found]))


def quzhou(record: Record) -> Iterator[Fact]:
    yield fact(record["year"], Home(("@year",), same("2022")))
    for said in record["funds"]["facts"].values():
        yield fact(said)
    for row in record["results_list"]:
        if not row["name"]:
            yield fact(row["department"], Home(("@unit",), same(row["department"])))
            continue
        about = titled(row["name"])
        yield fact(row["name"], Home(("@title",), same(row["name"]), about))
        yield fact(row["department"], Home(("@unit",), same(row["department"]), about), Home(("@supervisor",), same(row["department"]), about))
        yield fact(row["amount"], *(Home(("资金", field), number(row["amount"]), about) for field in ("全年预算数", "年初预算数")))
        yield fact(row["grade"], Home(("评价", "等级"), same(row["grade"]), about))


def nanchuan(record: Record) -> Iterator[Fact]:
    said = record["funds"]["facts"]
    yield from head(record)
    yield fact(said["总投资"], Home(("资金", "全年预算数"), number("1860")))
    yield fact(said["截至2019-12-31支出"], Home(("资金", "全年执行数"), number("1388.3")))
    for key in ("第一批(2018-11-30提前下达)", "第二批(2019-06-14)", "面积"):
        yield fact(said[key], Home(("项目概况",), holding(said[key])))
    yield fact(record["total_score"], Home(("评价", "总分"), number("90.5")))
    yield fact(record["grade"], Home(("评价", "等级"), same("优")))
    number_cited = record["documents_cited"][0]
    yield fact(number_cited, Home(("项目概况",), holding(number_cited)))


HOMES: dict[str, Callable[[Record], Iterator[Fact]]] = {
    "001": chizhou, "004": qingshen, "005": sifa, "006": tail, "007": fragment, "009": tianshui, "011": ningxiang, "013": linyi, "014": lukou,
    "020": hedao, "021": xiangtan, "025": yongde, "030": tianchang, "031": chencang, "034": zhaohua, "036": lishui, "038": baoshan, "039": baoshan,
    "044": zongfenguan, "047": huangshi, "049": qujiang, "050": longquan, "053": ordos, "057": xiaoyuan, "059": liangping, "061": fuliang,
    "063": rongchang, "066": dazu, "075": quzhou, "076": nanchuan,
}  # fmt: skip


@cache
def facts(number_of_record: str) -> tuple[Fact, ...]:
    """All facts of one record."""
    return tuple(HOMES[number_of_record](records()[number_of_record]))


# What may stand in a candidate beside the facts, by hand: the rest of what was laid out, and what follows from a form.
ALWAYS = {"项目名称", "资金.来源明细.来源", "资金.来源明细.名称", "资金.支出构成.名称", "预算.标题", "决算.标题"}
BESIDES: dict[str, dict[str, tuple[str, ...]]] = {
    "007": {"自评.评价结论": ("及时、足额缴纳。",)},
    "011": {
        "项目属性": ("延续",), "项目期": ("2021年度",), "项目概况": ("镇域内水利、道路、学校等基础设施建设",), "绩效目标.年度目标": ("完成集镇立面改造等项目",),
        "绩效目标.中期目标": ("改善镇域内基础设施",), "内部备注": ("项目立项的依据：按发改部门立项",), "实施单位": ("样例镇",),
        # an indicator must have a name: where it has none, the level above it
        **{f"绩效目标.{rows}.三级指标": (*(f"{name}指标" for name in ("数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响", "满意度")),
                                          "社会公众或服务对象满意度指标") for rows in ("指标", "中期指标")},
    },
    "014": {"评价.评价结论": ("2023年度,样例区残疾人联合会实施了残保金专项项目。",), "评价.主要成效": ("项目的实施保障",)},
    "021": {"绩效目标.中期目标": ("采购降尘服务,空气质量优良",), "项目期": ("2023.07-2024.01",), "资金.来源明细.年初预算数": ("250",)},
    "030": {"绩效目标.指标.指标值": ("100%",), "自评.指标.指标值": ("100%",)},
    "038": {"自评.改进措施": ("加强申报指导",), "自评.存在问题": ("经费不足",)},
    "039": {"自评.改进措施": ("加强申报指导",), "自评.存在问题": ("经费不足",)},
    "044": {"自评.改进措施": ("建议加大总分馆建设投入",), "自评.评价结论": ("经自评,",), "项目概况": ("根据样市文体改",)},
    "047": {"运行监控.截止日期": ("2019-06-30",)},
    "059": {"自评.目标完成情况": ("完成森林资源保护,创建国家重要湿地",), "绩效目标.年度目标": ("维护林业、林区安全稳定",)},
    "061": {"主要职能": ("保证职能实现和人员经费",)},
    "063": {
        "项目属性": ("延续",), "项目概况": ("在样例镇大样杠村事实乡村公路绿化",), "绩效目标.中期目标": ("对样例镇大样杠村约3500米公路",),
        "绩效目标.年度目标": ("对大样杠村公路沿线进行绿化", "对样例镇大样杠村约3500米公路"),
    },
    "076": {"评价.评价结论": ("项目绩效评价得分90.5分", "为推动财政资金聚力增效"), "项目概况": ("根据《关于高标准农田建设项目",)},
}  # fmt: skip


def may_stand_beside(number_of_record: str, path: str, value: str) -> bool:
    """Whether this is one of those; long texts are told by their beginning."""
    return path in ALWAYS or any(value.startswith(beginning) for beginning in BESIDES.get(number_of_record, {}).get(path, ()))
