"""`<year>/budget/*.yml`: what the government or a unit published of its budget and its final accounts (预决算公开).

One file a year for each: `government.yml`, and `<unit code>.yml`. Figures are in 万元.
"""

import difflib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from generator.records.changes import Correction, Withdrawal
from generator.records.fields import PUBLIC, Date, Flag, PlainAmount, Record, Text, Word, Year, field

GOVERNMENT = "government"  # the file that speaks of the whole district


class Stage(Word):
    """预算 is published after approval, 决算 a year later."""

    BUDGET = "预算"
    FINAL = "决算"

    @property
    def slug(self) -> str:
        """The word for it in addresses and in names of files."""
        return "budget" if self is Stage.BUDGET else "final"


class Validity(Word):
    """时效, as the headers of government sites name it."""

    VALID = "有效"
    EXPIRED = "失效"
    REPEALED = "废止"


class AttachedFile(Record):
    """A file of the workspace that goes onto the site as it is: PDF, XLSX, DOCX or ZIP."""

    name: Text = field("名称", "公众看到的名称", audience=PUBLIC)
    path: Text = field("路径", "相对于 content/ 的路径，例如 attachments/2025/101-budget.pdf", audience=PUBLIC)


class PublishedTable(Record):
    """One of the tables that must be public, and where it stands; an empty one says why (财预〔2016〕143号: 列出空表并说明)."""

    name: Text = field("名称", "表名，按规定的名称", audience=PUBLIC)
    file: int | None = field("文件", "在第几个文件里，从 1 数起", audience=PUBLIC, default=None, ge=1)
    page: str = field("位置", "页码或工作表名", audience=PUBLIC, default="")
    is_empty: Flag = field("空表", "是：没有数据，列出空表并说明", audience=PUBLIC, default=False)
    is_exempt: Flag = field("不适用", "是：本单位或本级不编这张表", audience=PUBLIC, default=False)
    explanation: str = field("说明", "空表或不适用时必填", audience=PUBLIC, default="")


class ThreePublic(Record):
    """“三公”经费; 万元."""

    abroad: PlainAmount = field("因公出国（境）费", "因公出国（境）费", audience=PUBLIC, unit="万元", ge=0)
    vehicle_purchase: PlainAmount = field("公务用车购置费", "公务用车购置费", audience=PUBLIC, unit="万元", ge=0)
    vehicle_running: PlainAmount = field("公务用车运行维护费", "公务用车运行维护费", audience=PUBLIC, unit="万元", ge=0)
    reception: PlainAmount = field("公务接待费", "公务接待费", audience=PUBLIC, unit="万元", ge=0)
    explanation: str = field("增减说明", "比上年增减的原因", audience=PUBLIC, default="")

    @property
    def total(self) -> Decimal:
        """合计."""
        return self.abroad + self.vehicle_purchase + self.vehicle_running + self.reception


class Accounts(Record):
    """One budget, or one set of final accounts, as published."""

    title: Text = field("标题", "公开材料的标题", audience=PUBLIC)
    approved_on: Date | None = field("批复日期", "部门：财政部门批复的日期；单位：主管部门批复的日期；政府：人大或其常委会批准的日期", audience=PUBLIC, default=None)
    published_on: Date | None = field("公开日期", "向社会公开的日期", audience=PUBLIC, default=None)
    index_number: str = field("索引号", "政府信息公开索引号", audience=PUBLIC, default="")
    document_number: str = field("文号", "发文字号，没有不填", audience=PUBLIC, default="")
    issuer: str = field("发布机构", "不填用单位名称", audience=PUBLIC, default="")
    validity: Validity = field("时效", "有效、失效、废止", audience=PUBLIC, default=Validity.VALID)
    files: tuple[AttachedFile, ...] = field("文件", "公开的文件", audience=PUBLIC, default=())
    tables: tuple[PublishedTable, ...] = field("表格", "应当公开的表各在哪里", audience=PUBLIC, default=())
    income: PlainAmount | None = field("收入合计", "收入合计", audience=PUBLIC, unit="万元", default=None, ge=0)
    expenditure: PlainAmount | None = field("支出合计", "支出合计", audience=PUBLIC, unit="万元", default=None, ge=0)
    basic: PlainAmount | None = field("基本支出", "基本支出", audience=PUBLIC, unit="万元", default=None, ge=0)
    projects: PlainAmount | None = field("项目支出", "项目支出", audience=PUBLIC, unit="万元", default=None, ge=0)
    three_public: ThreePublic | None = field("三公经费", "“三公”经费", audience=PUBLIC, default=None)
    operation: PlainAmount | None = field("机关运行经费", "机关运行经费", audience=PUBLIC, unit="万元", default=None, ge=0)
    procurement: PlainAmount | None = field("政府采购", "政府采购支出总额", audience=PUBLIC, unit="万元", default=None, ge=0)
    explanation: str = field("说明", "收支增减变化等情况说明", audience=PUBLIC, default="")
    covered: tuple[Text, ...] = field("含所属单位", "所属单位的预决算在这份材料里一并公开的，列出它们的编码，带引号", audience=PUBLIC, default=())
    exemption: str = field("不公开理由", "这一项不需要公开时写明理由", audience=PUBLIC, default="")
    corrections: tuple[Correction, ...] = field("更正", "公开以后的更正", audience=PUBLIC, default=())
    withdrawal: Withdrawal | None = field("撤回", "公开以后的撤回", audience=PUBLIC, default=None)


class BudgetBook(Record):
    """A unit's year, or the government's: its budget and its final accounts."""

    year: Year = field("年度", "预算年度，与所在文件夹一致", audience=PUBLIC)
    unit: str = field("预算单位", "预算单位编码，带引号；政府预决算（government.yml）不填", audience=PUBLIC, default="", pattern=r"^\d{3,12}$|^$")
    budget: Accounts | None = field("预算", "预算公开", audience=PUBLIC, default=None)
    final: Accounts | None = field("决算", "决算公开", audience=PUBLIC, default=None)
    internal_note: str = field("内部备注", "不公开", default="")

    @property
    def id(self) -> str:
        """The file's name."""
        return self.unit or GOVERNMENT

    def accounts(self, stage: Stage) -> Accounts | None:
        """The part of one stage."""
        return self.budget if stage is Stage.BUDGET else self.final


    def accounts_with_stages(self) -> Iterator[tuple[Stage, Accounts]]:
        """The parts that there are, each with its stage."""
        for stage in Stage:
            if accounts := self.accounts(stage):
                yield stage, accounts

    @property
    def body(self) -> "Body":
        """Whose book it is."""
        return Body.UNIT if self.unit else Body.GOVERNMENT


class Body(Enum):
    """Whose accounts: other tables are due from a government than from a unit."""

    GOVERNMENT = "政府"
    UNIT = "部门"


class DueTable(NamedTuple):
    """A table that must be public; `if_any`: only where there is such money."""

    name: str
    if_any: bool = False


_FUND, _CAPITAL, _INSURANCE = "政府性基金", "国有资本经营", "社会保险基金"

# What must be public: 财预〔2016〕143号, with 《基层政务公开标准目录》（财政预决算领域）.
GOVERNMENT_TABLES: dict[Stage, tuple[DueTable, ...]] = {
    stage: (
        DueTable(f"一般公共预算收入{word}表"), DueTable(f"一般公共预算支出{word}表"), DueTable(f"一般公共预算本级支出{word}表"),
        DueTable(f"一般公共预算本级基本支出{word}表"), DueTable(f"一般公共预算税收返还和转移支付{word}表"), DueTable("政府一般债务限额和余额情况表"),
        DueTable(f"{_FUND}收入{word}表"), DueTable(f"{_FUND}支出{word}表"), DueTable(f"{_FUND}本级支出{word}表"),
        DueTable(f"{_FUND}转移支付{word}表"), DueTable("政府专项债务限额和余额情况表"),
        DueTable(f"{_CAPITAL}预算收入{word}表"), DueTable(f"{_CAPITAL}预算支出{word}表"), DueTable(f"{_CAPITAL}预算本级支出{word}表"),
        DueTable(f"{_CAPITAL}预算转移支付{word}表", True), DueTable(f"{_INSURANCE}收入{word}表"), DueTable(f"{_INSURANCE}支出{word}表"),
    )
    for stage, word in ((Stage.BUDGET, "预算"), (Stage.FINAL, "决算"))
}  # fmt: skip
UNIT_TABLES: dict[Stage, tuple[DueTable, ...]] = {
    Stage.BUDGET: (
        DueTable("部门收支总体情况表"), DueTable("部门收入总体情况表"), DueTable("部门支出总体情况表"), DueTable("财政拨款收支总体情况表"),
        DueTable("一般公共预算支出情况表"), DueTable("一般公共预算基本支出情况表"), DueTable("一般公共预算“三公”经费支出情况表"),
        DueTable("政府性基金预算支出情况表"), DueTable("国有资本经营预算支出情况表", True),
    ),
    Stage.FINAL: (
        DueTable("收入支出决算总表"), DueTable("收入决算表"), DueTable("支出决算表"), DueTable("财政拨款收入支出决算总表"),
        DueTable("一般公共预算财政拨款支出决算表"), DueTable("一般公共预算财政拨款基本支出决算表"), DueTable("财政拨款“三公”经费支出决算表"),
        DueTable("政府性基金预算财政拨款收入支出决算表"), DueTable("国有资本经营预算财政拨款支出决算表"),
    ),
}  # fmt: skip


def due_tables(body: Body, stage: Stage) -> tuple[DueTable, ...]:
    """The tables that must be public, in the order of the rule."""
    return (GOVERNMENT_TABLES if body is Body.GOVERNMENT else UNIT_TABLES)[stage]


# --- what was published, compared with what is due ---------------------------------------------------------------------

LIKENESS = 0.75  # a name that is so like a due one, and is none, is taken for a slip
# Tables on performance, which most districts publish with the accounts; they are known by their names.
PERFORMANCE_WORDS = {Stage.BUDGET: ("绩效目标",), Stage.FINAL: ("自评",)}


class TableState(Word):
    """How a table that must be public stands."""

    PUBLISHED = "已公开"
    EMPTY = "空表"
    EXEMPT = "不适用"
    MISSING = "未公开"


class TableRow(NamedTuple):
    """A table that is due, or one published beyond what is due; `published` is None where nothing was said of it."""

    name: str
    published: PublishedTable | None
    state: TableState
    is_due: bool


def is_published(accounts: Accounts, today: date) -> bool:
    """Whether the accounts had been published on the day, withdrawn since or not."""
    return accounts.published_on is not None and accounts.published_on <= today


def is_withdrawn(accounts: Accounts, today: date) -> bool:
    """Whether the accounts had been taken back on the day."""
    return accounts.withdrawal is not None and accounts.withdrawal.on <= today


def table_rows(accounts: Accounts, body: Body, stage: Stage) -> tuple[TableRow, ...]:
    """The tables that are due, in the order of the rule, then those published beyond them.

    A table that is due only where there is such money, and of which nothing is said, is left out.
    """
    published = {table.name: table for table in accounts.tables}
    rows = [
        TableRow(due.name, table := published.get(due.name), _state_of(table), True)
        for due in due_tables(body, stage)
        if due.name in published or not due.if_any
    ]
    names = {row.name for row in rows}
    rows += [TableRow(table.name, table, _state_of(table), False) for table in accounts.tables if table.name not in names]
    return tuple(rows)


def _state_of(table: PublishedTable | None) -> TableState:
    if table is None:
        return TableState.MISSING
    if table.is_exempt:
        return TableState.EXEMPT
    return TableState.EMPTY if table.is_empty else TableState.PUBLISHED


def due_name_like(name: str, accounts: Accounts, body: Body, stage: Stage) -> str:
    """The due table that a misspelt name stands for; empty if the name is right or like none that is still wanted."""
    due = [table.name for table in due_tables(body, stage)]
    wanted = [other for other in due if other not in {table.name for table in accounts.tables}]
    if name in due or _is_on_performance(name):
        return ""
    return next(iter(difflib.get_close_matches(name, wanted, 1, LIKENESS)), "")


def _is_on_performance(name: str) -> bool:
    return any(word in name for words in PERFORMANCE_WORDS.values() for word in words)


def publishes_performance(accounts: Accounts, stage: Stage) -> bool:
    """Whether the accounts hold objectives (预算) or self-evaluations (决算)."""
    return any(_state_of(table) is TableState.PUBLISHED and any(word in table.name for word in PERFORMANCE_WORDS[stage]) for table in accounts.tables)


def file_number(table: PublishedTable, accounts: Accounts) -> int | None:
    """In which file a table stands, counted from 1; where there is one file, in that."""
    return table.file or (1 if len(accounts.files) == 1 else None)
