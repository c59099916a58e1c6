"""The facts of the records that tell of 三公 and of budgets."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from generator.records.intake.candidate import Candidate, Target
from tests.intake.facts import Derived, Fact, Home, fact, holding, number, same
from tests.intake.homes import anyone
from tests.intake.records import Record, Said

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

