"""The facts of the records that are reports and lists."""

from collections.abc import Iterator

from generator.records.intake.candidate import Target
from tests.intake.facts import Fact, Home, Row, as_shown, fact, holding, number, same
from tests.intake.homes import (
    AMOUNTS,
    head,
    indicators,
    titled,
)
from tests.intake.records import Record

FROM_BUDGET, LEFT = "当年财政拨款", "上年结转资金"


def tianshui(record: Record) -> Iterator[Fact]:
    """The bureau that signs is not the unit of the projects."""
    yield fact(record["unit"])
    yield fact(record["year"], Home(("@year",), same("2021")))
    for row in record["results_list"]:
        about = titled(row["name"])
        yield fact(row["name"], Home(("@title",), same(row["name"]), about))
        kind = Target.OVERALL if row["kind"] == "部门整体" else Target.PROJECT
        yield fact(row["kind"], Home(("@target",), lambda value, kind=kind: value is kind, about))


def lukou(record: Record) -> Iterator[Fact]:
    yield from head(record)
    yield fact(record["total_score"], Home(("评价", "总分"), as_shown("80.10")))
    yield fact(record["grade"], Home(("评价", "等级"), same("良")))


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
