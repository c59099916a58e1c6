"""The year, its lists and the home page: what a citizen reads, and that every number closes."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.engine.templates import make_environment
from generator.engine.workspace import Workspace
from generator.website.data.tables import DataTable, FieldKind, value_of
from generator.website.door.public_document import PublicDocument
from generator.website.door.public_site import PublicChange, PublicSite
from generator.website.pages import key, letters, rectification, results, year
from generator.website.pages.families import compose_all
from generator.website.pages.maker import PageMaker
from generator.website.pages.news import news_of
from tests.website.conftest import disclosed
from tests.website.reading import article, visible_text
from tests.workspaces import edit

ROOT = Path(__file__).parents[2]
Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def sample() -> PublicSite:
    """The public view of the sample workspace."""
    return disclosed(Workspace.open(ROOT))


@pytest.fixture(scope="module")
def pages(sample: PublicSite) -> dict[str, str]:
    """Its pages before they are set into the frame, by address."""
    return compose(sample, Workspace.open(ROOT))


def compose(site: PublicSite, workspace: Workspace) -> dict[str, str]:
    maker = PageMaker(site, make_environment(workspace.template_folders))
    return {page.path: page.body for page in compose_all(maker)}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("years/2025.html", "year"), ("years/2024.html", "year_before"), ("key/2025.html", "key"), ("rectification/2025.html", "rectification"),
        ("results/2025.html", "results"),
    ],
)  # fmt: skip
def test_page_reads_as_agreed(built: Workspace, golden: Golden, path: str, name: str) -> None:
    golden(f"website/{name}.txt", visible_text(article((built.site / path).read_text(encoding="utf-8"))))


# --- numbers ---------------------------------------------------------------------------------------------------------------

SUMMED = frozenset({FieldKind.INTEGER, FieldKind.AMOUNT})


def every_table(site: PublicSite) -> Iterator[DataTable]:
    for register in site.registers:
        for family in (year, key, rectification, results):
            yield from family.tables_of(register)
    yield from year.tables_of_site(site)
    yield from letters.tables_of(site)


def test_every_table_with_sums_closes(sample: PublicSite) -> None:
    seen = 0
    for table in every_table(sample):
        for at, field in enumerate(table.fields):
            if table.total and field.kind in SUMMED and value_of(table.total[at]) is not None:
                parts = [value_of(row[at]) or 0 for row in table.rows]
                assert sum(Decimal(str(part)) for part in parts) == value_of(table.total[at]), (table.title, field.title)
                seen += bool(parts)
    assert seen > 60


def test_tables_of_a_year_have_names_of_their_own(sample: PublicSite) -> None:
    for register in sample.registers:
        keys = [table.key for family in (year, key, rectification, results) for table in family.tables_of(register)]
        assert len(set(keys)) == len(keys)


def test_no_row_stands_twice(sample: PublicSite) -> None:
    for table in every_table(sample):
        if table.primary_key and table.key != "letters":
            places = [at for at, field in enumerate(table.fields) if field.name in table.primary_key]
            keys = [tuple(value_of(row[at]) for at in places) for row in table.rows]
            assert len(set(keys)) == len(keys), table.title


def test_overall_expenditure_is_in_no_number_of_projects(sample: PublicSite) -> None:
    register = sample.registers[1]
    without = replace(register, overall=(), overall_totals=replace(register.overall_totals))
    for family in (year, key, rectification, results):
        for mine, other in zip(family.tables_of(register), family.tables_of(without), strict=True):
            assert mine == other or "overall" in mine.key


def test_ledger_begins_with_what_is_longest_overdue(sample: PublicSite) -> None:
    table = rectification.ledger_table(sample.registers[1])
    days = [value_of(row[1]) or 0 for row in table.rows]
    assert days[:5] == sorted(days, reverse=True)[:5]
    assert days[0] == 157
    assert all(value_of(row[2]) != "已销号" for row in table.rows[:5])


def test_withheld_findings_are_in_no_table(sample: PublicSite) -> None:
    numbers = [value_of(row[-1]) for row in rectification.ledger_table(sample.registers[1]).rows if value_of(row[-2]) == "P2024-0104"]
    shown = next(project for project in sample.registers[1].projects if project.id == "P2024-0104")
    assert shown.evaluation
    assert set(numbers) <= {finding.number for finding in shown.evaluation.findings}


def test_results_are_ranked_and_equal_scores_share_a_rank(sample: PublicSite) -> None:
    register = sample.registers[1]
    first, second, *others = sorted(
        (project for project in register.projects if project.decision and project.evaluation), key=lambda project: -(project.score or 0)
    )
    assert first.evaluation
    assert second.evaluation
    tied = replace(second, evaluation=replace(second.evaluation, total=first.evaluation.total))
    table = results.result_table(replace(register, projects=(first, tied, *others)))
    assert [value_of(row[1]) for row in table.rows][:3] == [1, 1, 3]


def test_year_without_results_has_no_numbers_in_the_comparison(sample: PublicSite) -> None:
    (table,) = year.tables_of_site(sample)
    latest = dict(zip((field.title for field in table.fields), map(value_of, table.rows[0]), strict=True))
    assert (latest["预算年度"], latest["已评价"], latest["评价的资金"], latest["发现问题"], latest["预算增加"]) == (2026, 0, None, None, None)


# --- what stands on the pages ------------------------------------------------------------------------------------------------


def test_change_of_method_is_said_beside_the_comparison(workspace: Workspace) -> None:
    change = "方法变化:\n  - {年度: 2025, 说明: 改为现场抽查}\n公文:\n  称谓"
    edit(workspace, "content/office.yml", "公文:\n  称谓", change)
    text = visible_text(compose(disclosed(workspace), workspace)["years/2025.html"])
    assert "评价方法有过变化，变化前后的得分和等级不宜直接比较：\n- 2025年度起：改为现场抽查" in text
    assert re.search(r"\n\| 2025\|.*\|改为现场抽查\n", text)


def test_year_that_is_not_evaluated_says_so(pages: dict[str, str]) -> None:
    assert "2026年度公开的项目都尚未评价" in visible_text(pages["years/2026.html"])
    assert "2026年度还没有公开的财政重点评价" in visible_text(pages["key/2026.html"])
    assert "2026年度还没有公开的项目整改事项" in visible_text(pages["rectification/2026.html"])
    assert "2026年度评价结果的预算应用还没有公开" in visible_text(pages["results/2026.html"])


def test_large_year_lists_its_projects_by_field_alone(sample: PublicSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(year, "LISTED", 3)
    monkeypatch.setattr(rectification, "LISTED", 3)
    pages = compose(sample, Workspace.open(ROOT))
    text = visible_text(pages["years/2025.html"])
    assert "2025年度公开了 13 个项目，请按上面的事情，或者按 单位查找" in text
    assert "硚东街道生活垃圾分类" in text
    ledger = visible_text(pages["rectification/2025.html"])
    assert "事项较多，这里列出没有销号的" in ledger
    assert "|已销号|" not in ledger.split("## 全部事项")[1].split("## 部门整体支出")[0]


def test_unit_of_the_ledger_can_be_looked_at_alone(pages: dict[str, str]) -> None:
    html = pages["rectification/2025.html"]
    assert 'href="2025.html#unit-201"' in html
    assert '<tbody id="unit-201">' in html


def test_key_evaluation_says_why_and_by_whom(pages: dict[str, str]) -> None:
    text = visible_text(pages["key/2025.html"])
    assert "为什么选它\n涉及全部居民小区，上年评价等级为中，看整改以后的效果" in text
    assert "谁来评价\n江城市示范区财政局委托江城演示" in text


def follow(pages: dict[str, str], path: str, words: str) -> str:
    """The page that the link with these words leads to."""
    for address, text in re.findall(r'<a [^>]*href="([^"#]+)(?:#[^"]*)?"[^>]*>(.*?)</a>', pages[path], re.DOTALL):
        if words in text:
            return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
    raise AssertionError(f"{path}: no link “{words}”")


def test_three_taps_answer_what_my_street_spent_on_waste_sorting(pages: dict[str, str]) -> None:
    street = follow(pages, "index.html", "硚东街道")
    project = follow(pages, street, "生活垃圾分类")
    text = visible_text(pages[project])
    assert "全年预算 168 万元，执行 159.6 万元" in text  # what was spent
    assert "评价得分 86 分，等级为良" in text  # was it any good
    assert "居民投放准确率低于目标" in text  # what was wrong
    assert "已逾期 21 天" in text  # was it put right


def test_field_on_the_home_page_leads_to_its_projects(pages: dict[str, str]) -> None:
    anchor = re.search(r'href="years/2025.html#(field-\d+)">城市管理', pages["index.html"])
    assert anchor
    assert f'<dt id="{anchor[1]}">城市管理</dt>' in pages["years/2025.html"]


# --- news ------------------------------------------------------------------------------------------------------------------


def test_what_was_published_together_is_one_piece_of_news(sample: PublicSite) -> None:
    august = [one.text for one in news_of(sample) if one.on == date(2026, 8, 3)]
    assert len(august) == 1
    assert re.fullmatch(r"公开“.+”等 \d 项2025年度绩效情况", august[0])


def test_corrections_and_letters_are_news(sample: PublicSite) -> None:
    letter = PublicDocument(
        "通报", 2025, "关于结果的通报", "江示财发〔2026〕3号", "江示财发", 2026, 3, date(2026, 11, 1), date(2026, 11, 12), "", False, False, "有效",
        None, "", 4, (), (), (), "letters/2025/a.html",
    )  # fmt: skip
    gone = replace(letter, is_withdrawn=True, state="已作废", withdrawn_on=date(2026, 11, 13))
    draft = replace(letter, is_draft=True)
    change = PublicChange("更正", date(2026, 11, 20), "生活垃圾分类收运2025年度", "数据有误", "projects/P2023-0103/2025.html", "")
    told = [(one.on, one.text) for one in news_of(replace(sample, documents=(letter, gone, draft), changes=(change,)))][:3]
    assert told == [
        (date(2026, 11, 20), "更正：生活垃圾分类收运2025年度"),
        (date(2026, 11, 13), "已作废：江示财发〔2026〕3号"),
        (date(2026, 11, 12), "公开《关于结果的通报》（江示财发〔2026〕3号）"),
    ]
