"""Budget books for tests: sound ones, written as a clerk would write them."""

from collections.abc import Mapping

from generator.engine.workspace import Workspace
from generator.records.accounts import Body, Stage, due_tables
from tests.workspaces import YEAR, write

PDF = b"%PDF-1.7 a budget"


def book_file(code: str, year: int = YEAR) -> str:
    return f"content/{year}/budget/{code}.yml"


def section(stage: Stage, *, body: Body = Body.UNIT, approved: str = "2025-02-10", published: str = "2025-02-20", file: str = "101.pdf", more: str = "") -> str:
    """One stage with every table that is due, in one file."""
    tables = "".join(f"    - {{名称: {table.name}, 位置: 第{index + 3}页}}\n" for index, table in enumerate(due_tables(body, stage)))
    dates = (f"  批复日期: {approved}\n" if approved else "") + (f"  公开日期: {published}\n" if published else "")
    return (
        f"{stage}:\n  标题: {YEAR}年度部门{stage}\n{dates}  文件:\n    - {{名称: 全文, 路径: attachments/{file}}}\n  表格:\n{tables}"
        "  支出合计: 900\n  基本支出: 600\n  项目支出: 300\n"
        "  三公经费: {因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行维护费: 6, 公务接待费: 1, 增减说明: 与上年持平}\n" + more
    )


def book(code: str, *sections: str, year: int = YEAR) -> str:
    """A whole file."""
    return f"年度: {year}\n" + (f'预算单位: "{code}"\n' if code.isdigit() else "") + "".join(sections)


BUDGET = section(Stage.BUDGET)
FINAL = section(Stage.FINAL, approved="2026-08-20", published="2026-09-01", file="101-final.pdf")
GOVERNMENT_BUDGET = section(Stage.BUDGET, body=Body.GOVERNMENT, approved="2025-01-15", published="2025-01-24", file="government.pdf")
GOVERNMENT_FINAL = section(Stage.FINAL, body=Body.GOVERNMENT, approved="2026-07-30", published="2026-08-10", file="government-final.pdf")
# One unit published for the one below it, so that nobody owes anything.
SOUND_BOOKS = {
    "government": book("government", GOVERNMENT_BUDGET, GOVERNMENT_FINAL),
    "101": book("101", BUDGET + '  含所属单位: ["101001"]\n', FINAL + '  含所属单位: ["101001"]\n'),
    "201": book("201", BUDGET, FINAL),
}


def with_books(workspace: Workspace, books: Mapping[str, str] = SOUND_BOOKS) -> Workspace:
    """Put books, and the files that they name, into a workspace."""
    for code, text in books.items():
        write(workspace, book_file(code), text)
    for name in ("101.pdf", "101-final.pdf", "government.pdf", "government-final.pdf"):
        write(workspace, f"content/attachments/{name}", PDF)
    return workspace
