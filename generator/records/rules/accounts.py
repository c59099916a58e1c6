"""Rules on `<year>/budget/*.yml`: budgets and final accounts as published."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath

from generator.engine.chinese import format_amount, format_date
from generator.problems import Severity
from generator.records.accounts import (
    Accounts,
    AttachedFile,
    BudgetBook,
    Stage,
    TableState,
    due_name_like,
    file_number,
    table_rows,
)
from generator.records.attachments import attachment_fault
from generator.records.fields import Record
from generator.records.reading import Path
from generator.records.register import file_of_book
from generator.records.rules.disclosure import private_matches
from generator.records.rules.library import missing_files
from generator.records.rules.rule import Violation, YearCase, year_rule

PROCEDURE = "地方预决算公开操作规程（财预〔2016〕143号）"
BUDGET_LAW = "预算法 第十四条"
TOLERANCE = Decimal("0.01")  # 万元: amounts are rounded to two places
UNBALANCED = re.compile("结转|结余|专用基金")  # what an explanation of unequal totals speaks of
YEAR_IN_TITLE = re.compile(r"(20\d\d) ?年")


def _sections(case: YearCase) -> Iterator[tuple[BudgetBook, Stage, Accounts, str]]:
    """Every budget and every set of final accounts of the year, with the file that it stands in."""
    for book in case.register.books:
        for stage, accounts in book.accounts_with_stages():
            yield book, stage, accounts, file_of_book(book)


@year_rule("A01", Severity.ERROR, "预算单位名录")
def check_book_unit(case: YearCase) -> Iterator[Violation]:
    """预决算公开的预算单位应在名录中，已经成立；涉密单位的预决算不上网，不得填公开日期。"""
    for book in case.register.books:
        unit = case.register.units.get(book.unit)
        if book.unit and not unit:
            yield Violation(("预算单位",), f"名录里没有编码为“{book.unit}”的单位", "改正编码和文件名，或在 units.yml 里补上这个单位", file_of_book(book))
        elif unit and unit.since and unit.since > book.year:
            yield Violation(("预算单位",), f"“{unit.label}”{unit.since} 年才成立", "核对年度，或改正 units.yml 里的成立年度", file_of_book(book))
        for stage, accounts in book.accounts_with_stages():
            if unit and case.register.is_secret(unit) and accounts.published_on:
                yield Violation((stage, "公开日期"), f"“{unit.label}”是涉密单位，预决算不上网", "删去公开日期，写明“不公开理由”", file_of_book(book))


@year_rule("A02", Severity.ERROR, "填写说明")
def check_book_files(case: YearCase) -> Iterator[Violation]:
    """公开的文件和更正前的旧版文件都在 attachments 文件夹里；同一份材料里的文件不重名。"""
    for _, stage, accounts, file in _sections(case):
        yield from missing_files(accounts.files, (stage, "文件"), case.register, file)
        names = Counter(PurePosixPath(one.path).name for one in accounts.files)
        for index, one in enumerate(accounts.files):
            if names[PurePosixPath(one.path).name] > 1:
                yield Violation((stage, "文件", index, "路径"), f"有两个文件都叫“{PurePosixPath(one.path).name}”，网址会相同", "给其中一个文件改名", file)
        for index, correction in enumerate(accounts.corrections):
            if correction.old_file and (fault := attachment_fault(correction.old_file, case.register.attachments)):
                yield Violation((stage, "更正", index, "旧版文件"), *fault, file)


@year_rule("A03", Severity.WARNING, PROCEDURE)
def check_due_tables(case: YearCase) -> Iterator[Violation]:
    """应当公开的表都要列出，没有数据的列空表并说明，本单位或本级不编的写“不适用”。"""
    for book, stage, accounts, file in _sections(case):
        if not accounts.published_on or accounts.withdrawal:
            continue
        meant = {due_name_like(table.name, accounts, book.body, stage) for table in accounts.tables}
        missing = [row.name for row in table_rows(accounts, book.body, stage) if row.state is TableState.MISSING and row.name not in meant]
        if missing:
            yield Violation(
                (stage, "表格"), f"{len(missing)} 张应当公开的表没有列出：{'、'.join(missing)}",
                "写明各表在哪个文件、哪一页；没有数据的写“空表: 是”，不编的写“不适用: 是”，并写说明", file,
            )  # fmt: skip


@year_rule("A04", Severity.ERROR, PROCEDURE)
def check_empty_tables_explained(case: YearCase) -> Iterator[Violation]:
    """空表、不适用的表应写说明；一张表不能既是空表又不适用；一张表只列一次。"""
    for _, stage, accounts, file in _sections(case):
        times = Counter(table.name for table in accounts.tables)
        for index, table in enumerate(accounts.tables):
            path: Path = (stage, "表格", index)
            if (table.is_empty or table.is_exempt) and not table.explanation:
                word = "空表" if table.is_empty else "不适用"
                yield Violation((*path, word), f"“{table.name}”{'是空表' if table.is_empty else '不适用'}，没有说明", "补上“说明: …”，例如“本年度没有政府性基金预算安排的支出”", file)
            if table.is_empty and table.is_exempt:
                yield Violation((*path, "不适用"), f"“{table.name}”既写了空表又写了不适用", "没有数据的留空表，不编这张表的留不适用", file)
            if times[table.name] > 1 and table.name in {other.name for other in accounts.tables[:index]}:
                yield Violation((*path, "名称"), f"“{table.name}”列了 {times[table.name]} 次", "只留一项", file)


@year_rule("A05", Severity.ERROR, "填写说明")
def check_table_files(case: YearCase) -> Iterator[Violation]:
    """表格的文件编号应是材料里有的文件；不止一个文件的，每张表都要写在哪个文件里。"""
    for _, stage, accounts, file in _sections(case):
        count = len(accounts.files)
        for index, table in enumerate(accounts.tables):
            if table.file is not None and table.file > count:
                said = f"只有 {count} 个文件" if count else "没有文件"
                yield Violation((stage, "表格", index, "文件"), f"“{table.name}”写在第 {table.file} 个文件里，材料{said}", "改正文件编号，或补上文件", file)
            elif count > 1 and file_number(table, accounts) is None and not (table.is_exempt or table.is_empty):
                yield Violation((stage, "表格", index), f"没有写“{table.name}”在哪个文件里", f"补上“文件: 1”至“文件: {count}”", file)


@year_rule("A06", Severity.WARNING, "部门预决算报表：支出合计＝基本支出＋项目支出＋其他支出")
def check_expenditure_parts(case: YearCase) -> Iterator[Violation]:
    """支出合计应等于基本支出与项目支出之和；有上缴上级、经营支出、补助下级等其他支出的，在说明里写明。"""
    for _, stage, accounts, file in _sections(case):
        total, parts = accounts.expenditure, (accounts.basic, accounts.projects)
        if total is None or parts[0] is None or parts[1] is None or accounts.explanation:
            continue
        both = parts[0] + parts[1]
        if abs(total - both) > TOLERANCE:
            yield Violation(
                (stage, "支出合计"), f"支出合计 {format_amount(total)} 万元，基本支出与项目支出之和 {format_amount(both)} 万元，相差 {format_amount(abs(total - both))} 万元",
                "核对金额；有其他支出的，在这一份的“说明”里写明是什么、多少", file,
            )  # fmt: skip


@year_rule("A07", Severity.WARNING, "党政机关厉行节约反对浪费条例；" + PROCEDURE)
def check_three_public(case: YearCase) -> Iterator[Violation]:
    """“三公”经费应写增减说明；合计不大于支出合计；决算不超过预算。"""
    for book, stage, accounts, file in _sections(case):
        three, path = accounts.three_public, (stage, "三公经费")
        if not three:
            continue
        if not three.explanation and accounts.published_on:
            yield Violation(path, "“三公”经费没有增减说明", "补上“增减说明: …”：比上年增减多少，为什么；持平的写持平", file)
        if accounts.expenditure is not None and three.total > accounts.expenditure:
            yield Violation(path, f"“三公”经费 {format_amount(three.total)} 万元，大于支出合计 {format_amount(accounts.expenditure)} 万元", "核对金额和单位（万元）", file)
        planned = book.budget.three_public if book.budget else None
        if stage is Stage.FINAL and planned and three.total > planned.total + TOLERANCE:
            yield Violation(path, f"“三公”经费决算 {format_amount(three.total)} 万元，超过预算 {format_amount(planned.total)} 万元", "核对金额；确已超支的，在“增减说明”里写明原因", file)


@year_rule("A08", Severity.ERROR, BUDGET_LAW)
def check_publishing_dates(case: YearCase) -> Iterator[Violation]:
    """公开日期不早于批复日期；不公开的不应有公开日期；撤回不早于公开。"""
    for _, stage, accounts, file in _sections(case):
        if accounts.approved_on and accounts.published_on and accounts.published_on < accounts.approved_on:
            yield Violation((stage, "公开日期"), f"公开日期早于批复日期 {format_date(accounts.approved_on)}", "核对两个日期", file)
        if accounts.exemption and accounts.published_on:
            yield Violation((stage, "不公开理由"), "写了不公开理由，又有公开日期", "已经公开的删去“不公开理由”；公开以后收回的写“撤回”", file)
        if accounts.withdrawal and (accounts.published_on is None or accounts.withdrawal.on < accounts.published_on):
            yield Violation((stage, "撤回"), "撤回的日期早于公开日期，或没有公开日期", "核对两个日期；没有公开过的，删去“撤回”", file)


@year_rule("A09", Severity.ERROR, "政府信息公开条例 第六条；" + PROCEDURE)
def check_corrections(case: YearCase) -> Iterator[Violation]:
    """更正按先后排列，在公开以后、今天以前；保留旧版的附旧版文件，不保留的写明理由。"""
    for _, stage, accounts, file in _sections(case):
        for index, correction in enumerate(accounts.corrections):
            path: Path = (stage, "更正", index)
            if accounts.published_on is None or correction.on < accounts.published_on:
                yield Violation((*path, "日期"), "更正的日期早于公开日期，或没有公开日期", "公开以前的改动不算更正，删去这一项", file)
            if correction.on > case.today:
                yield Violation((*path, "日期"), f"更正的日期 {format_date(correction.on)} 还没有到，改动却已经在资料里", "写实际更正的日期", file)
            if not correction.keeps_old and not correction.old_reason:
                yield Violation((*path, "保留旧版"), "不保留旧版，没有理由", "补上“不保留旧版理由: …”", file)
            if correction.keeps_old and not correction.old_file and accounts.files:
                yield Violation(path, "没有附更正以前的文件", "把旧文件放进 attachments，写上“旧版文件: …”；旧版不宜再公开的，写“保留旧版: 否”和理由", file)
        for index, (one, other) in enumerate(itertools.pairwise(accounts.corrections)):
            if other.on < one.on:
                yield Violation((stage, "更正", index + 1, "日期"), "更正没有按日期先后排列", "早的写在前面", file)


@year_rule("A10", Severity.WARNING, PROCEDURE)
def check_table_names(case: YearCase) -> Iterator[Violation]:
    """表名应按规定的名称书写。"""
    for book, stage, accounts, file in _sections(case):
        for index, table in enumerate(accounts.tables):
            if like := due_name_like(table.name, accounts, book.body, stage):
                yield Violation((stage, "表格", index, "名称"), f"规定的表里没有“{table.name}”", f"是否应为“{like}”？", file)


@year_rule("A11", Severity.WARNING, BUDGET_LAW)
def check_published_files(case: YearCase) -> Iterator[Violation]:
    """已经公开的应附文件，标题里的年份应是本年度，决算在年度结束以后公开。"""
    for book, stage, accounts, file in _sections(case):
        if accounts.published_on and not accounts.files and not accounts.withdrawal:
            yield Violation((stage,), "有公开日期，没有附文件", "把公开的文件放进 attachments，写上“文件: …”", file)
        years = {int(found) for found in YEAR_IN_TITLE.findall(accounts.title)}
        if years and book.year not in years:
            yield Violation((stage, "标题"), f"标题写的是 {'、'.join(map(str, sorted(years)))} 年，资料是 {book.year} 年", "核对标题和年度", file)
        if stage is Stage.FINAL and accounts.published_on and accounts.published_on <= date(book.year, 12, 31):
            yield Violation((stage, "公开日期"), f"{book.year} 年还没有结束，决算已经公开", "核对公开日期和年度", file)


@year_rule("A12", Severity.ERROR, "个人信息保护法 第二十八条、第三十四条；政府信息公开条例 第十五条")
def check_books_privacy(case: YearCase) -> Iterator[Violation]:
    """预决算公开的文字里不得有身份证号、手机号码、银行账号。"""
    for book in case.register.books:
        for path, message in private_matches(_without_paths(book)):
            yield Violation(path, message, "删去", file_of_book(book))


def _without_paths(book: BudgetBook) -> Record:
    """The book without the paths of its files, which are no text and may hold long numbers."""

    def bare(accounts: Accounts | None) -> Accounts | None:
        if accounts is None:
            return None
        files = tuple(AttachedFile.model_construct(name=one.name, path="") for one in accounts.files)
        return accounts.model_copy(update={"files": files, "corrections": tuple(one.model_copy(update={"old_file": ""}) for one in accounts.corrections)})

    return book.model_copy(update={"budget": bare(book.budget), "final": bare(book.final)})


@year_rule("A13", Severity.ERROR, "预算法实施条例 第六条")
def check_covered_units(case: YearCase) -> Iterator[Violation]:
    """“含所属单位”列的应是本部门的二级单位，它自己没有另外公开。"""
    for book, stage, accounts, file in _sections(case):
        for index, code in enumerate(accounts.covered):
            unit, path = case.register.units.get(code), (stage, "含所属单位", index)
            own = case.register.book_of.get(code)
            if not unit or not book.unit or unit.parent != book.unit:
                yield Violation(path, f"“{code}”不是本部门的所属单位", "填 units.yml 里主管部门是本部门的单位编码，带引号", file)
            elif own and (theirs := own.accounts(stage)) and theirs.published_on:
                yield Violation(path, f"“{unit.label}”自己公开了{stage}", "从“含所属单位”里删去", file)


@year_rule("A14", Severity.WARNING, "部门预决算报表：收入总计＝支出总计")
def check_income_and_expenditure(case: YearCase) -> Iterator[Violation]:
    """部门、单位的收入合计与支出合计应相等；有结转、结余等使两者不等的，在说明里写明。"""
    for book, stage, accounts, file in _sections(case):
        income, expenditure = accounts.income, accounts.expenditure
        # A government's own income does not meet its expenditure: transfers and debt stand between them.
        if not book.unit or income is None or expenditure is None or UNBALANCED.search(accounts.explanation):
            continue
        if abs(income - expenditure) > TOLERANCE:
            yield Violation(
                (stage, "收入合计"), f"收入合计 {format_amount(income)} 万元，支出合计 {format_amount(expenditure)} 万元，相差 {format_amount(abs(income - expenditure))} 万元",
                "核对金额；有年初、年末结转结余的，在这一份的“说明”里写明", file,
            )  # fmt: skip
