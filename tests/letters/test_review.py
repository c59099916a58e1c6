"""自评报告评审意见函: accepted, or to be revised, until an evaluation goes beyond it."""

import pytest

from generator.records.vocabulary import ReviewConclusion
from tests.letters.drafting import KINDS, changed, draft, subject, tables, text_of, words

RETURNED, ACCEPTED = "P2025-0110", "P2025-0109"


@pytest.mark.parametrize("dossier_id", [RETURNED, ACCEPTED])
def test_text(dossier_id, golden):
    golden(f"letters/review_{dossier_id}.txt", text_of(draft("自评评审", subject(2025, dossier_id))))


def test_without_an_opinion_the_reasons_speak():
    own = subject(2025, RETURNED)
    silent = changed(own, "self_evaluation", review=own.dossier.self_evaluation.review.model_copy(update={"opinion": ""}))

    text = words(draft("自评评审", silent))

    assert "二、修改要求\n请你单位对照扣分理由逐项修改完善自评报告，于2026年12月1日前重新报送我局，并附修改情况说明。" in text


def test_accepted_asks_for_nothing_by_a_date():
    own = subject(2025, RETURNED)
    accepted = own.dossier.self_evaluation.review.model_copy(update={"conclusion": ReviewConclusion.ACCEPTED})

    text = words(draft("自评评审", changed(own, "self_evaluation", review=accepted)))

    assert "评审结论为“通过”" in text
    assert "三、有关建议\n请你单位参考扣分理由和评审意见，改进今后的绩效自评工作" in text
    assert "2026年12月1日" not in text


def test_one_aspect_and_no_day_of_submission():
    own = subject(2025, RETURNED)
    review = own.dossier.self_evaluation.review
    short = changed(own, "self_evaluation", submitted_on=None, review=review.model_copy(update={"aspects": review.aspects[:1]}))

    document = draft("自评评审", short)

    assert words(document).startswith("你单位报送的政务服务“一网通办”智能审批平台建设项目2025年度绩效自评报告收悉。")
    assert "我局从文本规范性进行了评审" not in words(document)
    assert "我局对文本规范性进行了评审" in words(document)
    (table,) = tables(document)
    assert table.rows[-1].cells == ("合计", "10", "9", "")


def test_two_of_one_department_and_a_unit_below_it():
    one = subject(2025, RETURNED)
    school = subject(2025, "P2025-101001")
    below = changed(school, "self_evaluation", review=one.dossier.self_evaluation.review)
    below = changed(below, "evaluation")
    other = changed(subject(2025, "P2022-0101"), "self_evaluation", review=one.dossier.self_evaluation.review)
    other = changed(other, "evaluation")

    document = draft("自评评审", other, below)

    assert document.name == "review-2025-unit-101"
    assert document.title_text == "关于示范区教育局2个项目2025年度绩效自评报告评审意见的函"
    assert "我局对你单位及所属示范区实验小学2025年度2个项目绩效自评报告进行了评审。" in words(document)
    assert "请你单位督促所属示范区实验小学对照扣分理由和评审意见逐项修改完善自评报告" in words(document)


def test_an_evaluation_leaves_nothing_to_revise():
    concerns = KINDS["自评评审"].concerns
    reviewed = subject(2025, "P2023-0106")
    assert reviewed.dossier.self_evaluation.review
    assert not concerns(reviewed)
    assert concerns(changed(reviewed, "evaluation"))
    assert not concerns(subject(2025, "P2020-0107"))
