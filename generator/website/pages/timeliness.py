"""Who has published what when: units × duties with dates, where the office publishes it (网站 › 公开时限表)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Linked
from generator.website.door.addresses import STAGE_NAMES
from generator.website.door.public import PublicRegister
from generator.website.door.public_site import PublicDuty, PublicSite
from generator.website.pages.budget import GOVERNMENT
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of_accounts, path_of_budgets, path_of_timeliness, path_of_unit_history

# The government's duties stand in the columns of the units'.
COLUMNS = {"政府预算": "部门预算", "政府决算": "部门决算"}
HEADS = {"部门预算": "预算", "绩效目标": "绩效目标", "部门决算": "决算", "绩效自评结果": "绩效自评结果", "绩效评价结果": "绩效评价结果"}
DOCUMENT = "公文"
# In which accounts a thing stands; a page of accounts has a section only for what is recorded.
STAGES = {"部门预算": "预算", "绩效目标": "预算", "部门决算": "决算", "绩效自评结果": "决算"}


@dataclass(frozen=True)
class MatrixCell:
    """One duty of one body; `path` is the page of what was published."""

    duty: PublicDuty | None
    path: str


@dataclass(frozen=True)
class MatrixRow:
    """One body: the government, or a unit."""

    name: str
    path: str
    is_below: bool
    cells: tuple[MatrixCell, ...]


def compose(maker: PageMaker) -> Iterator[Page]:
    """A page per year that has duties."""
    for register in maker.registers:
        duties = [duty for duty in maker.site.duties if duty.year == register.year]
        if duties:
            yield _compose_year(maker, register, duties)


def _compose_year(maker: PageMaker, register: PublicRegister, duties: list[PublicDuty]) -> Page:
    years = sorted({duty.year for duty in maker.site.duties}, reverse=True)
    matrix = [duty for duty in duties if duty.subject != DOCUMENT]
    columns = [column for column in HEADS if any(COLUMNS.get(duty.subject, duty.subject) == column for duty in matrix)]
    states = [duty.state for duty in duties]
    return maker.page(
        "timeliness.html.jinja", path_of_timeliness(register.year), register, f"{register.year}年度公开时限表",
        f"{register.office.district}{register.year}年度各单位应当公开的预算、决算、绩效目标和绩效结果：期限、公开日期、是否按时。",
        columns=[HEADS[column] for column in columns], rows=list(_rows(maker, register, matrix, columns)),
        duties_table=duties_table(register, duties), clocks=list(dict.fromkeys((duty.term, duty.basis) for duty in duties)),
        counts={state: states.count(state) for state in ("按时", "迟公开", "未公开", "未到期", "已公开", "不适用") if state in states},
        total=len(states), budgets_path=path_of_budgets(register.year) if _has_accounts(maker, register.year) else "",
        year_links=[(year, path_of_timeliness(year)) for year in years],
    )  # fmt: skip


def _has_accounts(maker: PageMaker, year: int) -> bool:
    return any(accounts.year == year for accounts in maker.site.accounts)


def _rows(maker: PageMaker, register: PublicRegister, duties: list[PublicDuty], columns: list[str]) -> Iterator[MatrixRow]:
    """The government first, then units, those below a department after it; a body without any duty is left out."""
    by_body: dict[str, dict[str, PublicDuty]] = {}
    for duty in duties:
        by_body.setdefault(duty.unit.code if duty.unit else "", {})[COLUMNS.get(duty.subject, duty.subject)] = duty
    known = {(accounts.code, accounts.year, accounts.stage) for accounts in maker.site.accounts}
    if own := by_body.get(""):
        yield MatrixRow(f"{register.office.district}政府", "", False, tuple(_cell(own.get(column), register.year, known) for column in columns))
    for unit in sorted(register.units, key=lambda unit: (unit.parent or unit.code, bool(unit.parent), unit.code)):
        if own := by_body.get(unit.code):
            cells = tuple(_cell(own.get(column), register.year, known) for column in columns)
            yield MatrixRow(unit.name, path_of_unit_history(unit), bool(unit.parent), cells)


def _cell(duty: PublicDuty | None, year: int, known: set[tuple[str, int, str]]) -> MatrixCell:
    if duty is None:
        return MatrixCell(None, "")
    code, stage = duty.unit.code if duty.unit else GOVERNMENT, STAGES.get(COLUMNS.get(duty.subject, duty.subject), "")
    # Objectives and self-evaluations may be public on pages of their own, without a budget or final accounts in which to stand.
    is_there = duty.published_on and (code, year, stage) in known
    return MatrixCell(duty, f"{path_of_accounts(year, code)}#{STAGE_NAMES[stage]}" if is_there else "")


def tables_of(site: PublicSite, register: PublicRegister) -> tuple[DataTable, ...]:
    """The year's duties for open data; none where the office does not publish them."""
    duties = [duty for duty in site.duties if duty.year == register.year]
    return (duties_table(register, duties),) if duties else ()


def duties_table(register: PublicRegister, duties: Sequence[PublicDuty]) -> DataTable:
    """Every duty with its term: what the matrix says, and from when to when."""
    fields = (
        Field("body", "单位", description="政府、财政局，或预算单位全称"),
        Field("subject", "应当公开的内容", description="预算、决算、绩效目标、绩效自评结果、绩效评价结果，或公文的标题"),
        Field("state", "状态", FieldKind.STATUS, "按时、迟公开、未公开（期限已过）、未到期、已公开（无法判断是否按时）、不适用"),
        Field("days_late", "超过天数", FieldKind.INTEGER, "公开日期超过期限几天；没有公开的，数据日期超过期限几天", unit="天"),
        Field("started_on", "起算日期", FieldKind.DATE, "批准、批复的日期，或评价结果确定、公文成文的日期；期限从次日起算"),
        Field("due_on", "期限", FieldKind.DATE, "最后一天"),
        Field("published_on", "公开日期", FieldKind.DATE, "向社会公开的日期"),
        Field("term", "时限", description="20日（《预算法》第十四条）或20个工作日（《政府信息公开条例》第二十六条）"),
        Field("reason", "说明", description="不适用的理由，或者为什么无法判断"),
        Field("code", "单位编码", description="预算单位编码；政府、财政局没有编码"),
    )
    return DataTable(
        "timeliness", f"{register.year}年度应当公开的内容和时限", "每个单位应当公开的每一项：从哪天起算、期限、公开日期、是否按时。",
        fields, tuple(_duty_row(register, duty) for duty in duties),
    )  # fmt: skip


def _duty_row(register: PublicRegister, duty: PublicDuty) -> tuple[Cell, ...]:
    office = register.office
    body: Cell = office.name if duty.subject == DOCUMENT else f"{office.district}政府"
    if duty.unit:
        body = Linked(duty.unit.name, path_of_unit_history(duty.unit))
    return (
        body, f"{duty.subject}：{duty.title}" if duty.title else duty.subject, duty.state, duty.days_late or None,
        duty.started_on, duty.due_on, duty.published_on, duty.term, duty.reason, duty.unit.code if duty.unit else None,
    )  # fmt: skip
