"""The circular on a year's results: what every unit of the district reads."""

import re
from datetime import date

import pytest

from generator.letters.composing.circular import compose_circular
from generator.letters.document import DocumentForm, Genre, Heading, OfficialDocument, Table
from generator.records.dossier import Dossier
from generator.records.register import Register
from generator.records.results import result_grade
from generator.records.vocabulary import Disclosure, Grade
from tests.letters.blocks import text_of
from tests.letters.years import DAY, changed, only, people_of, sample, with_letters, wording

POOR = "家庭医生签约服务智能随访终端配置"
WITHHELD = "区属国有企业改制费用"


def compose(register: Register) -> OfficialDocument:
    document = compose_circular(register, DAY, wording())
    assert document
    return document


def text(register: Register) -> str:
    return text_of(compose(register))


def graded(register: Register, *grades: Grade) -> set[str]:
    return {dossier.id for dossier in register.dossiers if result_grade(dossier, register.office) in grades}


def test_circular_of_the_sample(golden):
    golden("letters/circular.txt", text(sample()))


def test_circular_that_criticises_by_name(golden):
    golden("letters/circular_named.txt", text(with_letters(sample(), criticises_by_name=True)))


def test_it_is_a_circular_in_document_form():
    document = compose(sample())

    assert (document.form, document.genre, document.is_upward, document.is_draft) == (DocumentForm.DOCUMENT, Genre.CIRCULAR, False, True)
    assert document.title_text == "关于2025年度财政支出绩效评价结果的通报"
    assert document.printing_agency == "江城市示范区财政局办公室"
    assert document.body[-1].text == "特此通报。"  # type: ignore[union-attr]


def test_an_office_may_name_who_prints_and_issue_jointly():
    document = compose(with_letters(sample(), printing_agency="示范区政务中心", joint_agencies=("示范区审计局",)))

    assert (document.printing_agency, document.joint_agencies) == ("示范区政务中心", ("示范区审计局",))


def test_without_the_governments_consent_nothing_is_ordered():
    words = text(with_letters(sample(), has_consent=False))

    assert "经区人民政府同意" not in words
    assert "各单位要" not in words
    assert words.count("请各单位") == 4


def test_the_poor_are_in_no_part_of_an_unnamed_circular():
    register = sample()
    words = text(register)

    for dossier in register.projects:
        grade = result_grade(dossier, register.office)
        if grade in (Grade.FAIR, Grade.POOR):
            assert dossier.title not in words
    assert "其余4个（未列名）" in words


def test_late_units_are_named_only_by_an_office_that_criticises_by_name():
    assert "逾期未完成的是" not in text(sample())
    (told,) = re.findall("逾期未完成的是(.*)，予以通报批评。", text(with_letters(sample(), criticises_by_name=True)))
    assert "示范区城市管理执法局“生活垃圾分类收运”（1项）" in told
    assert f"硚南社区卫生服务中心“{POOR}”（2项）" in told


def test_praise_without_names():
    words = text(with_letters(sample(), praises_by_name=False))

    assert "通报表扬" not in words
    assert "中小学课后服务补助" not in words
    assert "评价等级为“优”的有项目支出2个、部门整体支出1个" in words


@pytest.mark.parametrize("is_named", [False, True])
def test_a_withheld_dossier_is_counted_and_never_named(is_named):
    words = text(with_letters(sample(), criticises_by_name=is_named))

    assert WITHHELD not in words
    assert "国有资产监督管理局" not in words
    assert "| 国有资本经营预算 | 1 |" in words


def test_an_undecided_dossier_is_not_named():
    words = text(changed(sample(), lambda dossier: {"disclosure": None}))

    assert "其余11个（未列名）" in words
    assert not any(dossier.title in words for dossier in sample().projects)


def test_a_finding_that_is_withheld_is_not_quoted():
    register = with_letters(sample(), criticises_by_name=True)

    def withhold(dossier: Dossier) -> dict[str, object]:
        if dossier.title != POOR or not dossier.evaluation:
            return {}
        findings = tuple(finding.model_copy(update={"disclosure": Disclosure.WITHHELD}) for finding in dossier.evaluation.findings)
        return {"evaluation": dossier.evaluation.model_copy(update={"findings": findings})}

    words = text(changed(register, withhold))

    assert "198台终端闲置" not in words
    assert f"硚南社区卫生服务中心“{POOR}”，得53.7分，等级为“差”。" in words


def test_a_secret_unit_is_in_no_number_and_no_name():
    register = sample()
    without = only(register, lambda dossier: dossier.unit != "109")

    assert len(without.projects) < len(register.projects)
    assert text(register) == text(without)
    assert "人民武装部" not in text(register)
    assert "内部演示甲" not in text(register)
    assert "本通报各项数据不含涉密单位。" in text(register)


def test_nothing_internal_and_nobody_is_in_it():
    register = with_letters(sample(), criticises_by_name=True)
    words = text(register)

    assert people_of(register)
    assert not [name for name in people_of(register) if name in words]
    for dossier in register.dossiers:
        evaluator = dossier.evaluation.evaluator if dossier.evaluation else None
        assert not evaluator or evaluator.name not in words
        opinion = dossier.budget_decision.section_opinion if dossier.budget_decision else ""
        assert not opinion or opinion not in words


def test_no_criticism_where_all_is_well():
    register = sample()
    words = text(only(register, lambda dossier: dossier.id in graded(register, Grade.EXCELLENT)))

    assert "评价等级较低" not in words
    assert "逾期" not in words
    assert "项目支出评价等级为“优”2个，具体如下：" in words
    assert "| 差 | 0 | 0% | 0.00 | 0% | 0.00 | —" in words


def test_nothing_found_nothing_used():
    def clean(dossier: Dossier) -> dict[str, object]:
        evaluation = dossier.evaluation and dossier.evaluation.model_copy(update={"findings": ()})
        return {"evaluation": evaluation, "rectification": None, "budget_decision": None}

    document = compose(changed(sample(), clean))
    words = text_of(document)

    assert "评价没有发现需要整改的问题。" in words
    assert "结果应用情况" not in words
    assert "抓好问题整改" not in words
    assert [annex.title for annex in document.annexes] == ["评价结果汇总表"]


def test_a_year_with_overall_expenditure_alone():
    register = sample()
    words = text(only(register, lambda dossier: dossier in register.overall))

    assert "评价部门整体支出2个" in words
    assert not re.search("(?<!《)项目支出", words)


def test_an_evaluation_without_scores_is_counted_as_such():
    def unscored(dossier: Dossier) -> dict[str, object]:
        if dossier.title != "中小学课后服务补助" or not dossier.evaluation:
            return {}
        return {"evaluation": dossier.evaluation.model_copy(update={"indicators": ()})}

    words = text(changed(sample(), unscored))

    assert "“优”1个、“良”6个、“中”2个、“差”1个、“未评定”1个" in words
    assert "| 7 | 示范区教育局 | 中小学课后服务补助 | 2,460.00 | 2,423.10 | 98.5% | — | —" in words


def test_nothing_evaluated_no_circular():
    assert compose_circular(changed(sample(), lambda dossier: {"evaluation": None}), DAY, wording()) is None


def test_headings_are_numbered_without_a_gap():
    register = sample()
    for keep in (lambda dossier: True, lambda dossier: dossier.id in graded(register, Grade.GOOD)):
        document = compose(only(register, keep))
        firsts = [block.text[0] for block in document.body if isinstance(block, Heading) and block.level == 1]
        assert firsts == list("一二三四五")[: len(firsts)]


def test_a_budget_that_has_begun_is_no_longer_planned():
    assert "拟安排" in text(sample())
    document = compose_circular(sample(), date(2027, 2, 1), wording())
    assert document
    assert "拟安排" not in text_of(document)


def test_shares_that_do_not_close_are_told():
    assert "各项之和与100%略有差异" in text(sample())
    assert "各项之和与100%略有差异" not in text(sample(2024))


def test_the_wide_table_lies_on_its_side():
    assert [annex.is_landscape for annex in compose(sample()).annexes] == [False, True]


def test_every_table_has_a_total():
    document = compose(sample())
    tables = [block for part in (document.body, *(annex.blocks for annex in document.annexes)) for block in part if isinstance(block, Table)]

    assert len(tables) == 7  # by grade, by budget, by use; results and use, of projects and of units
    assert all(table.rows[-1].is_total for table in tables)
