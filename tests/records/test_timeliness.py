"""Who must publish what by when: the two clocks, and every way in which a duty can stand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.records.accounts import Body, Stage
from generator.records.issued import IssuedDocument, IssuedRegister, Voiding
from generator.records.rules import RULES
from generator.records.timeliness import Clock, Duty, State, Subject, duties_of
from generator.records.vocabulary import DocumentKind
from tests.budget_books import BUDGET, FINAL, GOVERNMENT_BUDGET, SOUND_BOOKS, book, section, with_books
from tests.workspaces import PROJECT, TODAY, UNITS, check_lines, edit, load_year, make_sound_workspace, write

OBJECTIVES_TABLE = "  表格:\n    - {名称: 项目支出绩效目标表, 位置: 第12页}\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_sound_workspace(tmp_path)


def duties(workspace: Workspace, today: date = TODAY) -> list[Duty]:
    return list(duties_of(load_year(workspace), today))


def duty(workspace: Workspace, subject: str, unit: str = "101", today: date = TODAY) -> Duty:
    return next(one for one in duties(workspace, today) if (one.subject, one.unit) == (subject, unit))


def summary(one: Duty) -> tuple[str, int, date | None, date | None, date | None, str]:
    return str(one.state), one.days, one.started_on, one.due_on, one.done_on, one.reason


# --- 20 days -----------------------------------------------------------------------------------------------------------


def test_matrix_of_a_year(workspace: Workspace) -> None:
    with_books(workspace)
    assert [(one.unit, str(one.subject), str(one.state), one.reason) for one in duties(workspace)] == [
        ("", "政府预算", "按时", ""),
        ("", "政府决算", "按时", ""),
        ("101", "部门预算", "按时", ""),
        ("101", "绩效目标", "已公开", "公开日期没有填写"),
        ("101", "部门决算", "按时", ""),
        ("101", "绩效自评结果", "已公开", "公开日期没有填写"),
        ("101", "绩效评价结果", "已公开", "公开日期没有填写"),
        ("101001", "部门预算", "不适用", "由区教育局一并公开"),
        ("101001", "绩效目标", "不适用", "由区教育局一并公开"),
        ("101001", "部门决算", "不适用", "由区教育局一并公开"),
        ("101001", "绩效自评结果", "不适用", "由区教育局一并公开"),
        ("201", "部门预算", "按时", ""),
        ("201", "绩效目标", "已公开", "公开日期没有填写"),
        ("201", "部门决算", "按时", ""),
        ("201", "绩效自评结果", "已公开", "公开日期没有填写"),
    ]


def test_without_budget_books_nothing_of_that_kind_is_asked(workspace: Workspace) -> None:
    assert {str(one.subject) for one in duties(workspace)} == {"绩效评价结果"}
    assert check_lines(workspace) == []


@pytest.mark.parametrize(
    ("approved", "published", "today", "expected"),
    [
        # The term begins the day after the approval and ends on the twentieth day.
        ("2025-02-10", "2025-03-02", TODAY, ("按时", 0, date(2025, 2, 10), date(2025, 3, 2), date(2025, 3, 2), "")),
        ("2025-02-10", "2025-03-03", TODAY, ("迟公开", 1, date(2025, 2, 10), date(2025, 3, 2), date(2025, 3, 3), "")),
        ("2025-02-10", "", date(2025, 3, 2), ("未到期", 0, date(2025, 2, 10), date(2025, 3, 2), None, "")),
        ("2025-02-10", "", date(2025, 3, 3), ("未公开", 1, date(2025, 2, 10), date(2025, 3, 2), None, "")),
        # A day that lies ahead is a plan.
        ("2025-02-10", "2025-03-05", date(2025, 3, 3), ("未公开", 1, date(2025, 2, 10), date(2025, 3, 2), None, "")),
        # The government's was approved on 15 January: 20 days for the reply, 20 to publish.
        ("", "2025-02-20", TODAY, ("已公开", 0, None, date(2025, 2, 24), date(2025, 2, 20), "批复日期没有填写，无法判断是否按时")),
        ("", "2025-02-26", TODAY, ("迟公开", 2, None, date(2025, 2, 24), date(2025, 2, 26), "批复日期没有填写，按法律允许的最迟批复日推算")),
        ("", "", date(2025, 2, 25), ("未公开", 1, None, date(2025, 2, 24), None, "批复日期没有填写，按法律允许的最迟批复日推算")),
    ],
)  # fmt: skip
def test_budget_of_a_unit(
    workspace: Workspace, approved: str, published: str, today: date, expected: tuple[str, int, date | None, date | None, date | None, str]
) -> None:
    with_books(workspace, {**SOUND_BOOKS, "101": book("101", section(Stage.BUDGET, approved=approved, published=published))})
    assert summary(duty(workspace, "部门预算", today=today)) == expected


@pytest.mark.parametrize(
    ("today", "state", "reason"),
    [
        (date(2025, 12, 31), "未到期", "没有批准日期，期限还没有起算"),
        (date(2026, 1, 1), "未公开", "批准、批复日期没有填写，逾期多少天算不出"),
    ],
)
def test_without_any_approval_the_budget_is_late_with_the_year(workspace: Workspace, today: date, state: str, reason: str) -> None:
    with_books(workspace, {"201": book("201", BUDGET)})
    found = duty(workspace, "部门预算", today=today)
    assert (found.state, found.reason, found.due_on, found.days) == (state, reason, None, 0)
    assert duty(workspace, "部门决算", today=date(2026, 12, 31)).state == "未到期"
    assert duty(workspace, "部门决算", today=date(2027, 1, 1)).state == "未公开"


def test_unit_below_has_fifteen_days_more(workspace: Workspace) -> None:
    with_books(workspace, {"government": book("government", GOVERNMENT_BUDGET)})
    assert duty(workspace, "部门预算", "101").due_on == date(2025, 2, 24)
    assert duty(workspace, "部门预算", "101001").due_on == date(2025, 3, 11)


def test_government_owes_from_its_approval(workspace: Workspace) -> None:
    late = section(Stage.BUDGET, body=Body.GOVERNMENT, approved="2025-01-15", published="2025-02-06", file="government.pdf")
    with_books(workspace, {"government": book("government", late)})
    assert summary(duty(workspace, "政府预算", "")) == ("迟公开", 2, date(2025, 1, 15), date(2025, 2, 4), date(2025, 2, 6), "")
    assert duty(workspace, "政府决算", "").state == "未到期"


def test_reasons_for_not_publishing(workspace: Workspace) -> None:
    exempt = "预算:\n  标题: 2025年度部门预算\n  不公开理由: 涉及国家安全\n"
    with_books(workspace, {**SOUND_BOOKS, "101": book("101", exempt), "government": book("government", "预算:\n  标题: 预算\n  不公开理由: 本级不编\n")})
    edit(workspace, UNITS, "    类型: 街道\n", "    类型: 街道\n    成立年度: 2026\n")
    assert summary(duty(workspace, "部门预算")) == ("不适用", 0, None, None, None, "涉及国家安全")
    assert duty(workspace, "绩效目标").reason == "涉及国家安全"
    assert duty(workspace, "部门预算", "201").reason == "2026年才成立"
    assert duty(workspace, "政府预算", "").reason == "本级不编"


def test_secret_units_and_those_below_are_not_there(workspace: Workspace) -> None:
    with_books(workspace)
    edit(workspace, UNITS, "    类型: 部门 ", "    涉密: 是\n    类型: 部门 ")
    assert {one.unit for one in duties(workspace)} == {"", "201"}


def test_withdrawn_accounts_were_published_in_time(workspace: Workspace) -> None:
    with_books(workspace, {"101": book("101", BUDGET + "  撤回: {日期: 2025-06-01, 理由: 数据有误}\n")})
    found = duty(workspace, "部门预算")
    assert (found.state, found.reason) == ("按时", "2025年6月1日撤回")


# --- what goes with them -----------------------------------------------------------------------------------------------


def test_objectives_in_the_budget_are_published_with_it(workspace: Workspace) -> None:
    budget = BUDGET.replace("  表格:\n", OBJECTIVES_TABLE)
    with_books(workspace, {"101": book("101", budget)})
    assert summary(duty(workspace, "绩效目标")) == ("按时", 0, date(2025, 2, 10), date(2025, 3, 2), date(2025, 2, 20), "")


def test_objectives_on_their_own_pages_count_from_the_last(workspace: Workspace) -> None:
    edit(workspace, PROJECT, "  审查日期", "  公开日期: 2025-03-12\n  审查日期")
    with_books(workspace, {"101": book("101", BUDGET)})
    overall = "content/2025/units/101.yml"
    edit(workspace, overall, "  属性: 主动公开", "  属性: 主动公开\n  公开日期: 2025-03-10")
    assert summary(duty(workspace, "绩效目标"))[:5] == ("迟公开", 10, date(2025, 2, 10), date(2025, 3, 2), date(2025, 3, 12))
    assert (duty(workspace, "绩效目标").file, duty(workspace, "绩效目标").path) == (PROJECT, ("公开", "公开日期"))  # where its day stands

    edit(workspace, overall, "  公开日期: 2025-03-10", "  公开日期: 2025-06-10")
    assert duty(workspace, "绩效目标", today=date(2025, 5, 1)).state == "未公开"


def test_what_is_withheld_has_no_term(workspace: Workspace) -> None:
    with_books(workspace, {"201": book("201", BUDGET, FINAL)})
    edit(workspace, "content/2025/units/201.yml", "  属性: 主动公开", "  属性: 不予公开\n  理由: 国家秘密")
    assert summary(duty(workspace, "绩效目标", "201")) == ("不适用", 0, None, None, None, "没有登记主动公开的绩效目标")
    assert duty(workspace, "绩效自评结果", "201").reason == "没有登记主动公开的绩效自评"


# --- 20 working days ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "today", "expected"),
    [
        ("", TODAY, ("已公开", 0, None, "公开日期没有填写")),
        ("2026-01-08", TODAY, ("按时", 0, date(2026, 1, 8), "")),
        ("2026-01-12", TODAY, ("迟公开", 4, date(2026, 1, 12), "")),
        ("2026-01-12", date(2026, 1, 8), ("未到期", 0, None, "")),
        ("2026-01-12", date(2026, 1, 9), ("未公开", 1, None, "")),
        ("2025-11-01", TODAY, ("已公开", 0, None, "结果确定以前已经公开，结果随后补入")),
    ],
)
def test_result(workspace: Workspace, published: str, today: date, expected: tuple[str, int, date | None, str]) -> None:
    """Settled on Wednesday, 10 December 2025; 1 to 3 January are off, Sunday the 4th is worked."""
    if published:
        edit(workspace, PROJECT, "  审查日期", f"  公开日期: {published}\n  审查日期")
    found = duty(workspace, "绩效评价结果", today=today)
    assert (found.started_on, found.due_on, found.clock) == (date(2025, 12, 10), date(2026, 1, 8), Clock.REGULATION)
    assert (found.state, found.days, found.done_on, found.reason) == expected


def test_results_of_a_unit_are_told_by_the_worst(workspace: Workspace) -> None:
    edit(workspace, PROJECT, "  审查日期", "  公开日期: 2025-12-20\n  审查日期")
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    for number, day in (("P-2025-0002", "2026-01-12"), ("P-2025-0003", "2026-02-05")):
        other = text.replace("P-2025-0001", number).replace("公开日期: 2025-12-20", f"公开日期: {day}").replace("〔2025〕1号", f"〔2025〕{number[-1]}号")
        write(workspace, f"content/2025/projects/{number}.yml", other)

    found = duty(workspace, "绩效评价结果")
    assert (found.state, found.days, found.reason, found.file) == ("迟公开", 28, "3项结果中2项迟公开", "content/2025/projects/P-2025-0003.yml")
    assert duty(workspace, "绩效评价结果", today=date(2026, 1, 20)).reason == "3项结果中1项未公开"


def circular(number: str, issued_on: date, **changes: object) -> IssuedDocument:
    one = IssuedDocument(
        number, "样财发", 2026, 3, False, "", DocumentKind.CIRCULAR, "通报", "", f"关于2025年评价结果的通报（{number}）", "各单位", issued_on, "", 2025,
        (), 3, (), {}, {}, "", (), None, "", 1,
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]


def test_documents_that_are_public_are_timed(workspace: Workspace) -> None:
    write(
        workspace, "content/documents.yml",
        "公文:\n  - {年度: 2025, 文种: 绩效评价结果通报, 发文字号: 样财发〔2026〕3号, 属性: 主动公开, 公开日期: 2026-06-05}\n"
        "  - {年度: 2025, 文种: 绩效评价结果通报, 发文字号: 样财发〔2026〕4号, 属性: 主动公开, 公开日期: 2026-05-08}\n"
        "  - {年度: 2025, 文种: 绩效评价结果通报, 发文字号: 样财发〔2026〕5号, 属性: 不予公开, 理由: 内部事务}\n"
        "  - {年度: 2025, 文种: 绩效评价结果通报, 发文字号: 样财发〔2026〕6号, 属性: 主动公开}\n",
    )  # fmt: skip
    documents = tuple(circular(f"样财发〔2026〕{number}号", date(2026, 5, 6)) for number in (3, 4, 5, 6))
    void = circular("样财发〔2026〕3号", date(2026, 5, 6), voided=Voiding(date(2026, 5, 7), "错"))
    register = replace(load_year(workspace), issued=IssuedRegister((*documents, void)))

    found = [one for one in duties_of(register, TODAY) if one.subject is Subject.DOCUMENT]
    assert [(one.title[-12:], str(one.state), one.days, one.due_on) for one in found] == [
        ("样财发〔2026〕3号）", "迟公开", 3, date(2026, 6, 2)),
        ("样财发〔2026〕4号）", "按时", 0, date(2026, 6, 2)),
        ("样财发〔2026〕6号）", "已公开", 0, date(2026, 6, 2)),
    ]


# --- what check says ---------------------------------------------------------------------------------------------------


def test_late_is_told_once_though_the_objectives_are_late_with_it(workspace: Workspace) -> None:
    late = section(Stage.BUDGET, published="2025-03-12", file="101.pdf").replace("  表格:\n", OBJECTIVES_TABLE)
    with_books(workspace, {**SOUND_BOOKS, "101": book("101", late + '  含所属单位: ["101001"]\n', FINAL + '  含所属单位: ["101001"]\n')})
    assert check_lines(workspace) == [
        "content/2025/budget/101.yml:6:9 提示 P02 预算 › 公开日期：区教育局 2025 年部门预算迟公开 10 天：期限是 2025年3月2日，2025年3月12日 公开 → 核对日期；确已迟了的，今后注意"
    ]


def test_missing_is_told_at_the_book_or_at_the_unit(workspace: Workspace) -> None:
    with_books(workspace, {"government": SOUND_BOOKS["government"], "101": book("101", BUDGET.replace("  公开日期: 2025-02-20\n", ""))})
    edit(workspace, UNITS, "    类型: 街道\n", "    类型: 街道\n    成立年度: 2026\n")
    guess = "（批复日期没有填写，按法律允许的最迟批复日推算）"
    below = "公开后写进 content/2025/budget/101001.yml；由主管部门一并公开的，在主管部门的“含所属单位”里列出；不需要公开的写“不公开理由”"
    known = [line for line in check_lines(workspace) if " C02 " not in line]
    assert known == [
        "content/2025/budget/101.yml:1:5 警告 P01 年度：区教育局 2025 年部门决算还没有公开：期限是 2026年9月8日，已过 74 天" + guess
        + " → 公开后填“公开日期”；不需要公开的写“不公开理由”",
        "content/2025/budget/101.yml:4:3 警告 P01 预算：区教育局 2025 年部门预算还没有公开：期限是 2025年3月2日，已过 629 天 → 公开后填“公开日期”；不需要公开的写“不公开理由”",
        "content/units.yml:7:5 警告 P01 单位 › 第2项：样例区第一小学 2025 年部门决算还没有公开：期限是 2026年9月23日，已过 59 天" + guess + " → " + below,
        "content/units.yml:7:5 警告 P01 单位 › 第2项：样例区第一小学 2025 年部门预算还没有公开：期限是 2025年3月11日，已过 620 天" + guess + " → " + below,
    ]


def test_missing_objectives_and_results_have_remedies_of_their_own(workspace: Workspace) -> None:
    edit(workspace, PROJECT, "  审查日期", "  公开日期: 2026-12-01\n  审查日期")
    with_books(workspace)
    assert check_lines(workspace) == [
        "content/2025/budget/101.yml:4:3 警告 P01 预算：区教育局 2025 年绩效目标还没有公开：期限是 2025年3月2日，已过 629 天 → 随部门预算公开，在它的“表格”里列出；或公开各项目的资料",
        "content/2025/budget/101.yml:25:3 警告 P01 决算：区教育局 2025 年绩效自评结果还没有公开：期限是 2026年9月9日，已过 73 天 → 随部门决算公开，在它的“表格”里列出；或公开各项目的资料",
        "content/2025/projects/P-2025-0001.yml:86:9 警告 P01 公开 › 公开日期：区教育局 2025 年绩效评价结果还没有公开：公开日期 2026年12月1日 还没有到，期限是 2026年1月8日，已过 317 天 → 已经公开的，改正公开日期；没有公开的，尽快公开",
    ]


def test_missing_government_budget_is_told_at_the_folder(workspace: Workspace) -> None:
    with_books(workspace, {key: text for key, text in SOUND_BOOKS.items() if key != "government"})
    assert check_lines(workspace) == [
        "content/2025/budget 警告 P01 2025 年政府预算还没有公开：批准、批复日期没有填写，逾期多少天算不出 → "
        "公开后写进 content/2025/budget/government.yml"
    ]


def test_every_rule_of_terms_has_a_case() -> None:
    here = Path(__file__)
    text = here.read_text(encoding="utf-8") + here.with_name("test_calendar.py").read_text(encoding="utf-8")
    assert [rule for rule in RULES if rule[0] in "PH" and f" {rule} " not in text] == []
    assert State.words()[0] == "未公开"
