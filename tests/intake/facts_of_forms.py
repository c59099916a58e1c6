"""The facts of the records that are forms: self-evaluations, targets, monitoring."""

from collections.abc import Iterator

from generator.records.intake.candidate import Target
from tests.intake.facts import Fact, Home, Row, actual, fact, number, same, target
from tests.intake.homes import (
    PLANNED,
    SUBTOTAL,
    TOTAL,
    funds,
    goals,
    head,
    indicators,
    level,
    named_row,
    only_goals,
    source_row,
    titled,
)
from tests.intake.records import Record

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
    nothing = Home(("资金", "来源明细", source_row(above["name"], FROM_BUDGET), "年初预算数"), number("0"))
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


def huangshi(record: Record) -> Iterator[Fact]:
    """The amounts executed by the end of June stand in the section of monitoring; a source has none there."""
    total, source = record["funds"]["rows"]
    yield from head(record)
    yield fact(total["initial_budget"], Home(("资金", "年初预算数"), number("220")))
    yield fact(total["executed"], Home(("运行监控", "已执行数"), number("87.57")))
    step = source_row("当年一般公共预算拨款", FROM_BUDGET)
    yield fact(source["name"], Home(("资金", "来源明细", step), lambda value: value is not None))
    yield fact(source["initial_budget"], Home(("资金", "来源明细", step, "年初预算数"), number("220")))
    yield fact(source["executed"])
    yield from indicators(record, planned=lambda _: (("绩效目标", "指标"), ("运行监控", "指标")))


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
        extra, step = row["extra"], named_row(row["level3"])
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
