"""The yearly report to the district government: the whole chain in numbers, and nothing asked."""

import re
from datetime import date

from generator.letters.composing.circular import compose_circular
from generator.letters.composing.report import compose_report
from generator.letters.document import DocumentForm, Genre, OfficialDocument, Table
from generator.letters.wording import plain_amount
from generator.records.dossier import Dossier
from generator.records.register import Register
from generator.records.year_totals import year_statistics
from tests.letters.blocks import grid_of, text_of
from tests.letters.years import DAY, changed, only, people_of, sample, with_letters, wording

FORBIDDEN = ("请批示", "请批复", "妥否", "当否", "请审批", "恳请", "请予支持", "建议批准", "请示")


def compose(register: Register) -> OfficialDocument:
    document = compose_report(register, DAY, wording())
    assert document
    return document


def text(register: Register) -> str:
    return text_of(compose(register))


def test_report_of_the_sample(golden):
    golden("letters/report.txt", text(sample()))


def test_it_goes_up_to_one_addressee_and_waits_for_its_signer():
    document = compose(with_letters(sample(), joint_agencies=("示范区审计局",)))

    assert (document.form, document.genre, document.is_upward) == (DocumentForm.DOCUMENT, Genre.REPORT, True)
    assert document.title_text == "关于2025年度预算绩效管理工作情况的报告"
    assert (document.addressee, document.approvers, document.copied_agencies, document.joint_agencies) == ("区人民政府", (), (), ())
    assert document.body[-1].text == "特此报告。"  # type: ignore[union-attr]


def test_it_never_asks():
    for register in (sample(), sample(2024)):
        assert not [phrase for phrase in FORBIDDEN if phrase in text(register)]


def test_nothing_private_is_in_it():
    register = sample()
    words = text(register)

    assert not [name for name in people_of(register) if name in words]
    for dossier in register.dossiers:
        evaluator = dossier.evaluation.evaluator if dossier.evaluation else None
        assert not evaluator or evaluator.name not in words
        for opinion in (
            dossier.internal_note,
            dossier.budget_decision.section_opinion if dossier.budget_decision else "",
            dossier.monitoring.opinion if dossier.monitoring else "",
        ):
            assert not opinion or opinion not in words
        assert dossier.title == "部门整体支出" or dossier.title not in words


def test_a_secret_unit_is_in_no_number():
    register = sample()

    assert text(register) == text(only(register, lambda dossier: dossier.unit != "109"))


def test_circular_and_report_say_the_same_numbers():
    circular, report = compose_circular(sample(), DAY, wording()), compose(sample())
    assert circular
    grids = [[*map(tuple, (grid_of(block) for block in document.body if isinstance(block, Table)))] for document in (circular, report)]
    assert len(grids[1]) == 2
    assert set(grids[1]) <= set(grids[0])
    part = year_statistics(sample(), DAY).projects
    for phrase in (
        f"评价项目支出{part.totals.evaluated.count}个",
        f"全年预算{plain_amount(part.totals.evaluated.budget)}万元",
        f"发现问题{part.totals.findings}个",
        f"涉及金额{plain_amount(part.totals.finding_amount)}万元",
        f"上年预算{plain_amount(part.decided.previous)}万元",
        f"逾期未完成{part.rectification_told.overdue}项",
    ):
        assert phrase in text_of(circular)
        assert phrase in text_of(report)


def test_every_amount_is_one_of_the_totals():
    """A number in 万元 that no total holds would have been computed, or typed, in the template."""
    statistics = repr(year_statistics(sample(), DAY))
    known = {f"{float(value):.2f}" for value in re.findall(r"Decimal\('([^']+)'\)", statistics)}

    body = text(sample())
    for value in re.findall(r"(\d+(?:\.\d+)?)万元", body):
        assert f"{float(value):.2f}" in known, value


def test_published_is_what_has_a_day_of_publication_that_has_come():
    assert "项目支出评价结果11个，已向单位反馈8个，已向社会公开7个。" in text(sample())
    early = compose_report(sample(), date(2026, 7, 2), wording())
    assert early
    assert "已向社会公开4个。" in text_of(early)


def test_no_overdue_items_no_word_of_them():
    words = text(changed(sample(), lambda dossier: {"rectification": None}))

    assert "逾期" not in words
    assert "问题整改情况" not in words


def test_a_year_without_an_ex_ante_evaluation_third_parties_or_results():
    def early(dossier: Dossier) -> dict[str, object]:
        sections = {"evaluation": None, "rectification": None, "budget_decision": None, "feedback": None}
        return sections if dossier.title == "部门整体支出" else {**sections, "ex_ante": None}

    words = text(changed(sample(), early))

    for absent in ("事前绩效评估2个", "第三方机构受托", "评价结果及应用情况", "特此通报"):
        assert absent not in words
    assert "# 二、存在的主要问题" in words


def test_gaps_in_the_chain_are_told():
    words = text(changed(sample(), lambda dossier: {"self_evaluation": None} if dossier.id in ("P2025-0110", "U110") else {}))

    assert "1个项目没有开展绩效自评。1个单位没有开展部门整体支出自评。" in words
    assert "项目支出应当开展绩效自评12个，已开展11个，覆盖率91.7%。" in words


def test_nothing_wrong_no_problems():
    def well(dossier: Dossier) -> bool:
        return dossier.id in ("P2022-0101", "U101")

    words = text(only(sample(), well))

    assert "存在的主要问题" not in words
    assert "# 四、下一步工作打算" in words


def test_no_report_while_the_year_runs_or_of_nothing():
    assert compose_report(sample(), date(2025, 12, 31), wording()) is None
    assert compose_report(only(sample(), lambda dossier: dossier.unit == "109"), DAY, wording()) is None
