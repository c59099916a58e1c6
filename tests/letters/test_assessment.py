"""The circular on the unit assessments: ranked, graded, named as the office wants it."""

from generator.letters.composing.assessment import compose_assessment
from generator.letters.document import DocumentForm, Genre, OfficialDocument, Table
from generator.records.dossier import Dossier, OverallDossier
from generator.records.register import Register
from tests.letters.blocks import text_of
from tests.letters.years import DAY, changed, only, people_of, sample, with_letters, wording

LAST = "示范区民政局"


def compose(register: Register) -> OfficialDocument:
    document = compose_assessment(register, DAY, wording())
    assert document
    return document


def text(register: Register) -> str:
    return text_of(compose(register))


def ranking(register: Register) -> list[tuple[str, str]]:
    """Rank and unit of each row."""
    (table,) = compose(register).annexes[0].blocks
    assert isinstance(table, Table)
    return [(str(row.cells[0]), str(row.cells[1])) for row in table.rows]


def test_assessment_of_the_sample(golden):
    golden("letters/assessment.txt", text(sample()))


def test_form_and_title():
    document = compose(sample())

    assert (document.form, document.genre) == (DocumentForm.DOCUMENT, Genre.CIRCULAR)
    assert document.title_text == "关于2025年度预算绩效管理考核结果的通报"
    assert document.addressee == "各街道办事处，区直各预算单位"


def test_equal_scores_share_a_rank():
    rows = ranking(with_letters(sample(), criticises_by_name=True))

    assert rows[-3:] == [("7", "示范区数据局"), ("7", "硚东街道办事处"), ("9", LAST)]


def test_who_is_poor_is_named_only_where_the_office_says_so():
    assert LAST not in text(sample())
    assert ranking(sample())[-1] == ("—", "其余1个单位（未列名）")
    assert f"对{LAST}（59分）予以通报批评。" in text(with_letters(sample(), criticises_by_name=True))


def test_reasons_that_would_betray_an_unnamed_unit_are_left_out():
    assert "代刷卡" not in text(sample())
    assert "代刷卡" in text(with_letters(sample(), criticises_by_name=True))


def test_the_best_are_not_named_either_where_praise_has_no_names():
    words = text(with_letters(sample(), praises_by_name=False))

    assert "通报表扬" not in words
    assert "示范区教育局" not in words
    assert "| — | 其余2个单位（未列名） | — | — | — | — | — | — | 优" in words


def test_without_consent_nothing_is_ordered():
    words = text(with_letters(sample(), has_consent=False))

    assert "经区人民政府同意" not in words
    assert "各单位要" not in words


def test_one_grade_alone_and_no_points_lost():
    def full(dossier: Dossier) -> dict[str, object]:
        if not isinstance(dossier, OverallDossier) or not dossier.assessment:
            return {}
        items = tuple(item.model_copy(update={"score": item.weight, "reason": ""}) for item in dossier.assessment.items)
        return {"assessment": dossier.assessment.model_copy(update={"items": items})}

    words = text(only(changed(sample(), full), lambda dossier: dossier.unit in ("101", "103")))

    assert "2个单位平均得100分。考核等级为“优”的2个。" in words
    assert "主要扣分情况" not in words
    assert "薄弱环节" not in words


def test_sheets_that_differ_have_no_columns_of_items():
    def other(dossier: Dossier) -> dict[str, object]:
        if dossier.id != "U101" or not isinstance(dossier, OverallDossier) or not dossier.assessment:
            return {}
        first, *rest = dossier.assessment.items
        return {"assessment": dossier.assessment.model_copy(update={"items": (first.model_copy(update={"name": "目标管理"}), *rest)})}

    assert "‖ 名次 | 单位 | 总分 | 等级" in text(changed(sample(), other))


def test_nobody_assessed_no_circular():
    register = only(sample(), lambda dossier: dossier not in sample().overall)

    assert compose_assessment(register, DAY, wording()) is None


def test_nobody_is_in_it():
    words = text(with_letters(sample(), criticises_by_name=True))

    assert not [name for name in people_of(sample()) if name in words]
