"""The annex tables: the official forms filled from the sample, and what makes none of them."""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from generator.letters.document import Annex, DocumentForm, Genre, Join, OfficialDocument, Table
from generator.letters.forms.kinds import TABLE_KINDS
from generator.letters.forms.monitoring import months
from generator.letters.paper import layout
from generator.letters.widths import annex_of, column
from generator.records.dossier import Dossier, Funds
from generator.records.register import Register
from tests.letters.blocks import text_of
from tests.letters.years import DAY, changed, only, sample

KINDS = {kind.stem: kind for kind in TABLE_KINDS}
LANDSCAPE = {"decisions", "ledger", "monitoring-table"}


def made(stem: str, register: Register | None = None) -> dict[str, OfficialDocument]:
    documents = list(KINDS[stem].compose(register or sample(), DAY))
    names = {document.name: document for document in documents}
    assert len(names) == len(documents)
    return names


def form(name: str, register: Register | None = None) -> str:
    stem = next(stem for stem in sorted(KINDS, key=len, reverse=True) if name.startswith(f"{stem}-"))
    return text_of(made(stem, register)[name])


def tables_of(document: OfficialDocument) -> Iterable[Table]:
    return (block for annex in document.annexes for block in annex.blocks if isinstance(block, Table))


@pytest.mark.parametrize(
    "name",
    [
        "objectives-2025-P2023-0103",
        "monitoring-table-2025-P2023-0103",
        "self-evaluation-2025-P2023-0103",
        "overall-self-evaluation-2025-U201",
        "quality-2025-P2025-102001",
        "decisions-2025",
        "ledger-2025",
        "ledger-2025-P2023-0103",
    ],
)
def test_form(name, golden):
    golden(f"letters/forms/{name}.txt", form(name))


def test_what_there_is_of_each():
    assert {stem: len(made(stem)) for stem in KINDS} == {
        "objectives": 13, "monitoring-table": 11, "self-evaluation": 12, "overall-self-evaluation": 9, "quality": 4, "decisions": 1, "ledger": 14,
    }  # fmt: skip


def test_words_and_names_of_the_kinds_are_used_once():
    assert len({kind.word for kind in TABLE_KINDS}) == len({kind.name for kind in TABLE_KINDS}) == len(KINDS) == len(TABLE_KINDS)


@pytest.mark.parametrize("stem", KINDS)
def test_a_table_alone_is_one_annex_and_nothing_else(stem):
    for name, document in made(stem).items():
        assert (document.form, document.genre, document.body, document.addressee, document.is_sealed) == (
            DocumentForm.TABLE, Genre.TABLE, (), "", False,
        )  # fmt: skip
        assert name.isascii()
        (annex,) = document.annexes
        assert annex.title == document.title_text == f"{KINDS[stem].name}（2025年度）"
        assert annex.is_landscape is (stem in LANDSCAPE)
        assert document.marks == ("演示数据，不是正式公文",)


@pytest.mark.parametrize("stem", KINDS)
def test_every_row_fills_its_table_and_every_join_continues_something(stem):
    for document in made(stem).values():
        for table in tables_of(document):
            above = None
            for row in (*table.head, *table.rows):
                assert len(row.cells) == len(table.columns)
                assert row.cells[0] is not Join.LEFT
                if above is None or row is (table.rows or [None])[0]:
                    assert Join.ABOVE not in row.cells
                above = row


@pytest.mark.parametrize("stem", KINDS)
def test_no_table_is_without_rows(stem):
    assert all(table.rows for document in made(stem).values() for table in tables_of(document))


@pytest.mark.parametrize("stem", KINDS)
def test_a_secret_unit_makes_none(stem):
    documents = made(stem)

    assert not [name for name in documents if "0109" in name]
    assert not any("内部演示甲" in text_of(document) or "人民武装部" in text_of(document) for document in documents.values())


@pytest.mark.parametrize("stem", KINDS)
def test_dossiers_without_the_data_make_none(stem):
    nothing = dict.fromkeys(("objectives", "monitoring", "self_evaluation", "evaluation", "rectification", "budget_decision"))

    assert made(stem, changed(sample(), lambda dossier: dict(nothing))) == {}


def only_one(dossier_id: str, **sections: object) -> Register:
    return changed(only(sample(), lambda dossier: dossier.id == dossier_id), lambda dossier: sections)


def test_what_the_record_does_not_hold_stays_blank():
    words = form("self-evaluation-2025-P2023-0103", only_one("P2023-0103", funds=None, objectives=None))

    assert "| ↑ | 【年度资金总额】 |  |  |  | 10 |  | 9.3" in words
    assert "| ↑ |  | 建成分类投放点86个" in words


def test_sources_that_the_form_does_not_know_are_other_funds():
    lines = [
        {"来源": "当年财政拨款", "全年预算数": "80", "全年执行数": "60"},
        {"来源": "单位资金", "全年预算数": "15.5", "全年执行数": "15.5"},
        {"来源": "财政专户管理资金", "全年预算数": "4.5"},
    ]
    funds = Funds.model_validate({"全年预算数": "100", "全年执行数": "75.5", "来源明细": lines})
    words = form("self-evaluation-2025-P2023-0103", only_one("P2023-0103", funds=funds))

    assert "| ↑ | 【其中：当年财政拨款】 |  | 80.00 | 60.00 | — | 75% | —" in words
    assert "| ↑ | 【上年结转资金】 |  |  |  | — |  | —" in words
    assert "| ↑ | 【其他资金】 |  | 20.00 | 15.50 | — | 77.5% | —" in words


def test_another_unit_may_implement_a_project_of_a_department():
    words = form("objectives-2025-P2025-101001")

    assert "| 【主管部门及代码】 | 江城市示范区教育局（101） | 【实施单位】 | 江城市示范区实验小学" in words


def test_self_evaluation_total_is_the_sum_with_the_execution_rate():
    document = made("self-evaluation")["self-evaluation-2025-P2023-0103"]
    *_, funds, _, indicators = tables_of(document)
    shown = [Decimal(str(row.cells[7])) for row in indicators.rows[:-1]]

    assert sum(shown) + Decimal(str(funds.rows[1].cells[7])) == Decimal(str(indicators.rows[-1].cells[7])) == Decimal("94.7")


def test_ledger_of_the_year_holds_every_item_once_and_adds_up():
    year, *others = (document for name, document in made("ledger").items())
    assert year.name == "ledger-2025"
    items = [row for table in tables_of(year) for row in table.rows if row.cells[1] is not Join.LEFT]
    alone = [row for document in others for table in tables_of(document) for row in table.rows if row.cells[1] is not Join.LEFT]

    assert items == alone
    total = next(iter(tables_of(year))).rows[-1]
    assert total.is_total
    assert total.cells[0] == f"合计（{len(items)}项）"
    amounts = [Decimal(str(row.cells[3]).replace(",", "")) for row in items if row.cells[3]]
    assert total.cells[3] == f"{sum(amounts):,.2f}"


def test_ledger_tells_how_late_an_item_is():
    words = form("ledger-2025-P2025-102001")

    assert "未整改（逾期157日）" in words
    assert "反馈文号：江示财函〔2026〕9号" in words


def test_ledger_sets_no_date_before_the_unit_was_told():
    words = form("ledger-2025-U201")

    assert "反馈文号：尚未反馈" in words
    assert words.count("反馈后确定") == 3


def test_quality_has_its_sum_and_grade():
    words = form("quality-2025-P2025-102001")

    assert "= 合计 | 100 | 93 | \n= 等级 | 优 | ← | ←" in words


def test_decisions_never_add_projects_to_overall_expenditure():
    projects, overall = tables_of(made("decisions")["decisions-2025"])

    assert (projects.caption, overall.caption) == ("项目支出", "部门整体支出")
    assert projects.rows[-1].cells[0] == "合计（11个）"
    assert overall.rows[-1].cells[0] == "合计（2个）"


def test_a_decision_without_an_evaluation_is_listed_too():
    register = changed(sample(), lambda dossier: {"evaluation": None} if dossier.id == "P2023-0103" else {})
    projects, _ = tables_of(made("decisions", register)["decisions-2025"])

    assert projects.rows[-1].cells[0] == "合计（11个）"
    assert projects.rows[-2].cells[1:5] == ("示范区城市管理执法局", "生活垃圾分类收运", "—", "—")


def test_a_decision_from_nothing_has_no_rate():
    def from_nothing(dossier: Dossier) -> dict[str, object]:
        assert dossier.budget_decision
        return {"budget_decision": dossier.budget_decision.model_copy(update={"previous": Decimal(0), "decided": Decimal(5)})}

    register = changed(only(sample(), lambda dossier: dossier.id == "P2023-0103"), from_nothing)

    assert "| 0.00 | 5.00 | 5.00 | — |" in form("decisions-2025", register)


@pytest.mark.parametrize(("month", "words"), [(1, "1月"), (7, "1—7月"), (12, "1—12月")])
def test_months_of_monitoring(month, words):
    assert months(DAY.replace(month=month)) == words


def test_a_table_lies_on_its_side_when_its_columns_want_more_than_the_type_area():
    def annex(characters: float) -> Annex:
        return annex_of("甲", (Table((column("甲", characters), column("乙", 10)), ()),))

    characters = (layout.AREA_WIDTH_MM * layout.MM - 2 * (2 * layout.TABLE_PADDING_PT + layout.TABLE_BORDER_PT)) / layout.TABLE_PT - 10

    assert not annex(characters - 0.01).is_landscape
    assert annex(characters + 0.01).is_landscape
