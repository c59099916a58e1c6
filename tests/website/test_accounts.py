"""Budget documents, terms of publishing and units over the years: what a reader sees, and what nobody may see."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.engine.workspace import Workspace
from generator.records.accounts import Body, BudgetBook, Stage
from generator.records.office import Office
from generator.records.register import Register
from generator.records.units import Unit
from generator.website.data.tables import value_of
from generator.website.door.accounts import disclose_accounts
from generator.website.door.changes import changes_of_accounts
from generator.website.door.disclosure import disclose
from generator.website.door.public_site import PublicAccounts, PublicSite
from generator.website.door.timeliness import disclose_duties
from generator.website.pages import budget, timeliness, unit_history
from generator.website.pages.news import news_of
from generator.website.site import build_website
from tests.budget_books import book, book_file, section
from tests.website.conftest import TODAY, copy_workspace, disclosed, letter_for, load
from tests.website.marking import Marks, make
from tests.website.reading import article, visible_text
from tests.website.test_disclosure import FIXED, every_byte
from tests.workspaces import make_workspace, write

Golden = Callable[[str, str], None]

CORRECTED = '  更正: [{日期: 2025-04-02, 说明: 公务接待费由 2 万元更正为 1 万元, 旧版文件: attachments/103-old.pdf}]\n  含所属单位: ["103001"]\n'
WITHDRAWN = "  撤回: {日期: 2025-05-06, 理由: 附件含有个人信息，改好以后重新公开}\n"
FUND = "政府性基金预算支出情况表"
BOOKS = {
    (2024, "103"): "预算:\n  标题: 部门预算\n  不公开理由: 2024年预算由区政府一并公开\n",
    (2025, "government"): section(Stage.BUDGET, body=Body.GOVERNMENT, approved="2025-01-15", published="2025-01-24", file="government.pdf")
    + section(Stage.FINAL, body=Body.GOVERNMENT, approved="2026-07-30", published="2026-08-10", file="government-final.pdf"),
    (2025, "103"): section(Stage.BUDGET, file="103.pdf", more=CORRECTED).replace(
        f"{{名称: {FUND}, 位置: 第10页}}", f"{{名称: {FUND}, 位置: 第10页, 空表: 是, 说明: 本年度没有政府性基金预算}}"
    )
    + section(Stage.FINAL, approved="2026-08-20", published="2026-09-15", file="103-final.pdf"),
    (2025, "104"): section(Stage.BUDGET, file="104.pdf", more=WITHDRAWN) + "决算:\n  标题: 部门决算\n  批复日期: 2026-08-20\n",
    (2025, "109"): section(Stage.BUDGET, file="109.pdf").replace("部门预算", "涉密单位的预算"),
}
FILES = ("103", "103-old", "103-final", "104", "109", "government", "government-final")


def with_books(workspace: Workspace) -> Workspace:
    """The small workspace with budgets and final accounts in every state, and with the terms public."""
    for (year, code), text in BOOKS.items():
        write(workspace, book_file(code, year), book(code, text, year=year))
    for name in FILES:
        write(workspace, f"content/attachments/{name}.pdf", f"%PDF-1.7 {name}")
    office = workspace.content / "office.yml"
    office.write_text(office.read_text(encoding="utf-8") + "  公开时限表: 是\n", encoding="utf-8")
    return workspace


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[PublicSite, Workspace]:
    """What the public may know of the workspace with books, and its site; not to be changed."""
    workspace = with_books(copy_workspace(tmp_path_factory.mktemp("accounts") / "workspace"))
    site = disclosed(workspace, [letter_for("P2023-0103", workspace.letters)])
    build_website(site, workspace)
    return site, workspace


def page(published: tuple[PublicSite, Workspace], path: str) -> str:
    return visible_text(article((published[1].site / path).read_text(encoding="utf-8")))


def accounts_of(site: PublicSite, code: str, stage: str, year: int = 2025) -> PublicAccounts:
    return next(one for one in site.accounts if (one.code, one.stage, one.year) == (code, stage, year))


# --- pages -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("budget/index.html", "budget_index"),
        ("budget/2025.html", "budget_year"),
        ("budget/2025/103.html", "accounts"),
        ("budget/2025/104.html", "accounts_withdrawn"),
        ("timeliness/2025.html", "timeliness"),
        ("units/103/index.html", "unit_history"),
        ("units/103/2025.html", "unit_with_accounts"),
    ],
)
def test_page_reads_as_agreed(published: tuple[PublicSite, Workspace], golden: Golden, path: str, name: str) -> None:
    golden(f"website/{name}.txt", page(published, path))


def test_reader_never_meets_a_word_for_programs(published: tuple[PublicSite, Workspace]) -> None:
    for path in ("budget/index.html", "budget/2025.html", "budget/2025/government.html", "timeliness/2025.html"):
        assert "government" not in page(published, path).replace("/government.html", "")  # the address is printed with the page


def test_unit_below_leads_to_the_accounts_that_hold_its_own(published: tuple[PublicSite, Workspace]) -> None:
    told = "由主管部门一并公开： - 2025年度部门预算，2025年2月20日公开"
    assert told in page(published, "units/103001/index.html").replace("\n", " ")
    assert "预算由示范区城市管理执法局一并公开： 2025年度部门预算" in page(published, "units/103001/2025.html")


def test_news_say_who_published(published: tuple[PublicSite, Workspace]) -> None:
    told = {(one.on, one.text, one.path) for one in news_of(published[0]) if one.kind == "预决算"}
    assert told == {
        (date(2025, 1, 24), "江城市示范区政府公开2025年预算", "budget/2025/government.html#budget"),
        (date(2025, 2, 20), "示范区城市管理执法局等 2 家公开2025年预算", "budget/2025.html"),
        (date(2026, 8, 10), "江城市示范区政府公开2025年决算", "budget/2025/government.html#final"),
        (date(2026, 9, 15), "示范区城市管理执法局公开2025年决算", "budget/2025/103.html#final"),
    }


def test_files_are_linked_in_with_the_one_before_the_correction(published: tuple[PublicSite, Workspace]) -> None:
    files = published[1].site / "files/budget/2025"
    assert sorted(path.relative_to(files).as_posix() for path in files.rglob("*.pdf")) == [
        "103/budget-v1/103-old.pdf", "103/budget/103.pdf", "103/final/103-final.pdf",
        "government/budget/government.pdf", "government/final/government-final.pdf",
    ]  # fmt: skip
    assert (files / "103/budget/103.pdf").read_bytes() == b"%PDF-1.7 103"


def test_site_without_books_does_not_speak_of_them(built: Workspace) -> None:
    assert not (built.site / "budget").exists()
    assert not (built.site / "data/2025/budget-accounts.csv").exists()
    pages = {path.name: path.read_text(encoding="utf-8") for path in built.site.rglob("*.html")}
    assert "预算单位</a>" in pages["index.html"]
    assert [name for name, html in pages.items() if re.search(r'href="[./]*(budget|timeliness)/', html)] == []


def test_new_workspace_builds_without_books(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    build_website(disclosed(workspace), workspace)
    assert "预算单位</a>" in (home := (workspace.site / "index.html").read_text(encoding="utf-8"))
    assert "预决算公开</a>" not in home
    assert not (workspace.site / "budget").exists()


# --- the door ----------------------------------------------------------------------------------------------------------


def test_what_is_exempt_says_why_and_nothing_else(published: tuple[PublicSite, Workspace]) -> None:
    one = accounts_of(published[0], "103", "预算", 2024)
    assert (one.state, one.exemption, one.published_on, one.files, one.tables) == ("不适用", "2024年预算由区政府一并公开", None, (), ())
    assert "这一项不公开。理由：2024年预算由区政府一并公开。" in page(published, "budget/2024/103.html")


def test_what_was_withdrawn_keeps_dates_and_reason_alone(published: tuple[PublicSite, Workspace]) -> None:
    one = accounts_of(published[0], "104", "预算")
    assert (one.state, one.published_on, one.withdrawn_on) == ("已撤回", date(2025, 2, 20), date(2025, 5, 6))
    assert (one.files, one.tables, one.expenditure, one.three_public) == ((), (), None, None)


def test_corrected_accounts_keep_the_old_file(published: tuple[PublicSite, Workspace]) -> None:
    one = accounts_of(published[0], "103", "预算")
    assert one.state == "已更正"
    assert [(each.number, each.on, each.old_path) for each in one.corrections] == [(1, date(2025, 4, 2), "files/budget/2025/103/budget-v1/103-old.pdf")]


def test_accounts_are_public_from_their_day_on(published: tuple[PublicSite, Workspace]) -> None:
    workspace = published[1]
    register = next(one for one in load(workspace) if one.year == 2025)
    units = {unit.code: unit for unit in disclose(register, today=TODAY).units}
    told = {(one.code, one.stage) for one in disclose_accounts(register, units, workspace, date(2026, 8, 10))}
    assert told == {("government", "预算"), ("government", "决算"), ("103", "预算"), ("104", "预算")}


def test_secret_unit_has_no_accounts(published: tuple[PublicSite, Workspace]) -> None:
    site, workspace = published
    assert "109" not in {one.code for one in site.accounts}
    content = every_byte(workspace.site)
    assert b"%PDF-1.7 109" not in content
    assert "涉密单位的预算".encode() not in content


# --- terms -------------------------------------------------------------------------------------------------------------


def duties(site: PublicSite, subject: str) -> dict[str, tuple[str, date | None, int, str]]:
    """Of one subject: how each unit stands, until when, days past, and why."""
    return {one.unit.code: (one.state, one.due_on, one.days_late, one.reason) for one in site.duties if one.unit and (one.year, one.subject) == (2025, subject)}


def test_twenty_days_from_the_approval(published: tuple[PublicSite, Workspace]) -> None:
    assert duties(published[0], "部门预算") == {
        "103": ("按时", date(2025, 3, 2), 0, ""),
        "103001": ("不适用", None, 0, "由示范区城市管理执法局一并公开"),
        "104": ("按时", date(2025, 3, 2), 0, "2025年5月6日撤回"),
    }
    assert {code: told[:3] for code, told in duties(published[0], "部门决算").items() if code != "103001"} == {
        "103": ("迟公开", date(2026, 9, 9), 6), "104": ("未公开", date(2026, 9, 9), 73),
    }  # fmt: skip


def test_lists_of_accounts_use_the_words_of_the_terms(published: tuple[PublicSite, Workspace]) -> None:
    site = published[0]

    def told(day: date) -> dict[Any, str]:
        """How the final accounts of each body stand, where they are not there."""
        register = next(one for one in load(published[1]) if one.year == 2025)
        units = {unit.code: unit for unit in site.registers[-1].units}
        then = replace(site, duties=tuple(disclose_duties(register, units, (), day)))
        rows = budget.accounts_table(then, then.registers[-1]).rows
        return {value_of(row[-1]): str(value_of(row[4])) for row in rows if value_of(row[5]) is None}

    assert told(date(2026, 9, 5)) == {"103001": "未到期", "104": "未到期"}
    assert told(TODAY) == {"103001": "未公开", "104": "未公开"}


def test_twenty_working_days_from_the_result(published: tuple[PublicSite, Workspace]) -> None:
    result = next(one for one in published[0].duties if (one.year, one.subject) == (2025, "绩效评价结果"))
    assert result.unit
    assert (result.unit.code, result.term, result.published_on) == ("103", "20个工作日", date(2026, 8, 3))
    assert result.started_on
    assert result.due_on
    assert (result.due_on - result.started_on).days >= 28  # four weeks of five days at least
    assert result.days_late == (date(2026, 8, 3) - result.due_on).days


def test_matrix_and_list_say_the_same(published: tuple[PublicSite, Workspace]) -> None:
    site = published[0]
    (table,) = timeliness.tables_of(site, site.registers[-1])
    text = page(published, "timeliness/2025.html")
    assert len(table.rows) == sum(one.year == 2025 for one in site.duties)
    assert f"共 {len(table.rows)} 项" in text
    assert "迟 6 天" in text
    assert "已过 73 天" in text


@pytest.mark.parametrize(("stage", "other"), [(Stage.BUDGET, "final"), (Stage.FINAL, "budget")])
def test_matrix_links_only_to_what_is_recorded(tmp_path: Path, stage: Stage, other: str) -> None:
    workspace = with_books(copy_workspace(tmp_path / "workspace"))
    write(workspace, book_file("103"), book("103", section(stage, file="103.pdf", published="2026-09-15" if stage is Stage.FINAL else "2025-02-20")))
    site = disclosed(workspace)
    unit = [duty for duty in site.duties if duty.year == 2025 and duty.unit and duty.unit.code == "103" and duty.published_on]
    assert {"绩效目标", "绩效自评结果"} <= {duty.subject for duty in unit}  # they are public on the pages of projects, whatever the book says
    build_website(site, workspace)
    matrix = (workspace.site / "timeliness/2025.html").read_text(encoding="utf-8")
    assert f"103.html#{other}" not in matrix
    assert f"103.html#{'budget' if other == 'final' else 'final'}" in matrix


def test_terms_stay_inside_where_the_office_keeps_them(tmp_path: Path) -> None:
    workspace = with_books(copy_workspace(tmp_path / "workspace"))
    office = workspace.content / "office.yml"
    office.write_text(office.read_text(encoding="utf-8").replace("公开时限表: 是", "公开时限表: 否"), encoding="utf-8")
    site = disclosed(workspace)
    build_website(site, workspace)
    assert site.duties == ()
    assert not (workspace.site / "timeliness").exists()
    assert not list(workspace.site.glob("data/*/timeliness.*"))
    pages = {path: path.read_text(encoding="utf-8") for path in workspace.site.rglob("*.html")}
    assert [path for path, html in pages.items() if "timeliness/" in html or "公开时限表" in html] == []
    assert "尚未公开" in (words := visible_text(article(pages[workspace.site / "budget/2025.html"])))
    assert re.search("时限|未到期|(?<!尚)未公开", words) is None
    assert "部门预算" in visible_text(pages[workspace.site / "budget/2025/103.html"])


# --- open data ---------------------------------------------------------------------------------------------------------


def test_every_table_is_in_the_data_of_its_year(published: tuple[PublicSite, Workspace]) -> None:
    site, workspace = published
    register = site.registers[-1]
    for table in (*budget.tables_of(site, register), *timeliness.tables_of(site, register)):
        lines = (workspace.site / f"data/2025/{table.key}.csv").read_text(encoding="utf-8-sig").splitlines()
        assert lines[0] == ",".join(field.heading for field in table.fields)
        assert len(lines) == 1 + len(table.rows)
    assert {table.key for table in unit_history.tables_of(site)} == {"unit-projects", "unit-overall", "unit-budgets", "unit-three-public"}
    assert all((workspace.site / f"data/site/{table.key}.json").is_file() for table in unit_history.tables_of(site))


def test_tables_name_units_that_published_nothing(published: tuple[PublicSite, Workspace]) -> None:
    site = published[0]
    table = budget.accounts_table(site, site.registers[-1])
    told = {value_of(row[-1]): (value_of(row[1]), value_of(row[4])) for row in table.rows}
    assert told == {None: ("已公开", "已公开"), "103": ("已更正", "已公开"), "103001": ("随主管部门", "未公开"), "104": ("已撤回", "未公开")}


def test_without_books_there_are_no_tables(published: tuple[PublicSite, Workspace]) -> None:
    bare = replace(published[0], accounts=(), duties=())
    assert [*budget.tables_of(bare, bare.registers[-1]), *timeliness.tables_of(bare, bare.registers[-1])] == []
    assert {table.key for table in unit_history.tables_of(bare)} == {"unit-projects", "unit-overall"}


# --- leaks -------------------------------------------------------------------------------------------------------------

SECRET, BELOW_SECRET, ORPHAN, UNKNOWN = "900000000001", "900000000002", "900000000003", "900000000008"
RECORDS = {"BudgetBook", "Accounts", "AttachedFile", "PublishedTable", "ThreePublic", "Correction", "Withdrawal"}
# Public in the model, but on no page: each with its reason.
NOT_SHOWN = {"Correction.old_reason": "the old file is there, so nothing has to be excused", "AttachedFile.path": "the address on the site stands"}


@dataclass(frozen=True)
class Leak:
    """Books full of marks, and what became of them."""

    marks: Marks
    site: Path
    public: PublicSite


def marked_book(marks: Marks, workspace: Workspace, code: str, is_open: bool, **accounts: Any) -> BudgetBook:
    """A book with a mark in every text, and in every byte of its files."""

    def file(field_is_open: bool) -> str:
        name = marks.mark("AttachedFile.path", field_is_open)
        write(workspace, f"content/attachments/{name}.pdf", marks.mark("the bytes of a file", field_is_open))
        return f"attachments/{name}.pdf"

    fixed = {
        **FIXED, ("BudgetBook", "year"): 2025, ("BudgetBook", "unit"): code, ("AttachedFile", "path"): file, ("Correction", "old_file"): file,
        ("Accounts", "withdrawal"): None, ("Accounts", "exemption"): "", ("Accounts", "covered"): ["101001", SECRET, BELOW_SECRET],
        **{("Accounts", name): value for name, value in accounts.items()},
    }  # fmt: skip
    return BudgetBook.model_validate(make(BudgetBook, marks, fixed, is_open))


def marked_books(marks: Marks, workspace: Workspace) -> Iterator[BudgetBook]:
    """Every book that goes out, and every one that does not, or not as a whole."""
    yield marked_book(marks, workspace, "", True)
    yield marked_book(marks, workspace, "101", True)
    for code in (SECRET, BELOW_SECRET, ORPHAN, UNKNOWN):
        yield marked_book(marks, workspace, code, False)
    yield marked_book(marks, workspace, "201", False, published_on="2027-01-01")
    yield marked_book(marks, workspace, "202", False, published_on=None, exemption=lambda _: marks.mark("Accounts.exemption", True))
    gone = lambda _: {"日期": "2026-06-01", "理由": marks.mark("Withdrawal.reason", True)}  # noqa: E731
    yield marked_book(marks, workspace, "203", False, withdrawal=gone)


@pytest.fixture(scope="module")
def leak(tmp_path_factory: pytest.TempPathFactory) -> Leak:
    marks = Marks()
    workspace = copy_workspace(tmp_path_factory.mktemp("leak") / "workspace")
    parents = {"101001": "101", BELOW_SECRET: SECRET, ORPHAN: "900000000009"}
    units = {}
    for code in ("101", "101001", "201", "202", "203", SECRET, BELOW_SECRET, ORPHAN):
        is_open = not code.startswith("9")
        fixed = {**FIXED, ("Unit", "code"): code, ("Unit", "parent"): parents.get(code), ("Unit", "is_secret"): "是" if code == SECRET else "否"}
        units[code] = Unit.model_validate(make(Unit, marks, fixed, is_open))
    marks.closed |= dict.fromkeys((SECRET, BELOW_SECRET, ORPHAN, UNKNOWN), "Unit.code")
    office = Office.model_validate(make(Office, marks, FIXED))
    register = Register(2025, office, units, (), (), books=tuple(marked_books(marks, workspace)))
    public = disclose(register, today=TODAY)
    known = {unit.code: unit for unit in public.units}
    accounts = tuple(disclose_accounts(register, known, workspace, TODAY))
    site = PublicSite(
        (public,), accounts=accounts, duties=tuple(disclose_duties(register, known, (), TODAY)), changes=tuple(changes_of_accounts(accounts))
    )
    build_website(site, workspace)
    return Leak(marks, workspace.site, site)


def test_nothing_closed_of_a_book_is_in_any_byte(leak: Leak) -> None:
    assert sum(place.split("/")[-1].split(".")[0] in RECORDS for place in leak.marks.closed.values()) > 100
    content = every_byte(leak.site)
    assert {mark: place for mark, place in leak.marks.closed.items() if mark.encode() in content} == {}
    assert {mark: place for mark, place in leak.marks.closed.items() if mark in repr(leak.public)} == {}


def test_everything_public_of_a_book_is_shown(leak: Leak) -> None:
    content = every_byte(leak.site)
    places = {place.split("/")[-1] for mark, place in leak.marks.open.items() if mark.encode() not in content}
    assert {place for place in places if place.split(".")[0] in RECORDS} - NOT_SHOWN.keys() == set()


def test_secret_units_owe_nothing_in_public(leak: Leak) -> None:
    assert {duty.unit.code for duty in leak.public.duties if duty.unit} == {"101", "101001", "201", "202", "203"}
    assert [unit.code for accounts in leak.public.accounts for unit in accounts.covered] == ["101001"] * 4
