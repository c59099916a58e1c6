"""整改催办函 and 限期整改的函: which of them a late item calls for, and what they say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.letters.composing.subject import Subject
from generator.records.vocabulary import Verification
from tests.letters.drafting import DAY, KINDS, changed, draft, subject, tables, text_of, with_items, words

HEALTH, WASTE, TERMINALS, MEALS, SCHOOLS = "P2021-0102", "P2023-0103", "P2025-102001", "P2023-0106", "P2022-0101"
OPEN = {"measure": "", "started_on": None, "reported_on": None, "verification": None, "verified_on": None, "closed_on": None, "due_on": None}


def late(one: Subject, *days: int, **more: object) -> Subject:
    """The dossier with items that are late by so many days, none of them reported."""
    return with_items(one, *({**OPEN, **more, "due_on": DAY - timedelta(days=late_by)} for late_by in days))


def test_reminder(golden):
    golden("letters/reminder.txt", text_of(draft("催办", subject(2025, HEALTH))))


@pytest.mark.parametrize("dossier_id", [WASTE, TERMINALS])
def test_final_date(dossier_id, golden):
    golden(f"letters/rectification_{dossier_id}.txt", text_of(draft("整改", subject(2025, dossier_id))))


@pytest.mark.parametrize(
    ("days", "called_for"),
    [((-1, 0), ""), ((1,), "催办"), ((15, 3), "催办"), ((16,), "整改"), ((16, 3), "整改"), ((-5, 2), "催办")],
)
def test_a_project_is_reminded_or_given_a_last_date(days, called_for):
    one = late(subject(2025, TERMINALS), *days)

    assert "".join(word for word in ("催办", "整改") if KINDS[word].concerns(one)) == called_for
    if called_for:
        (table,) = tables(draft(called_for, one))
        assert len(table.rows) == sum(late_by > 0 for late_by in days)


def test_an_item_sent_back_is_demanded_as_soon_as_its_date_has_passed():
    returned = {"verification": Verification.RETURNED, "reported_on": date(2026, 8, 11), "verified_on": date(2026, 8, 20)}
    one = late(subject(2025, TERMINALS), 1, **returned)

    document = draft("整改", one)

    assert "该问题报送的整改情况经复核退回" not in words(document)
    assert "该问题的整改情况经复核退回，请对照复核意见完善整改措施，于2026年12月6日前整改到位并重新报送。" in words(document)
    assert tables(document)[0].rows[0].cells[3] == "复核退回"
    assert not KINDS["催办"].concerns(one)
    assert not KINDS["整改"].concerns(subject(2025, MEALS))  # sent back, but its date lies ahead: the 复核函 tells it


@pytest.mark.parametrize(
    ("days", "items", "said"),
    [
        ((2,), 1, "截至2026年11月21日，该问题已超过整改期限，我局尚未收到整改情况报告。"),
        ((2, 3), 2, "截至2026年11月21日，上述问题均已超过整改期限，我局尚未收到整改情况报告。"),
        ((2, -3), 2, "截至2026年11月21日，其中1个问题已超过整改期限，我局尚未收到整改情况报告。"),
    ],
)
def test_reminder_counts(days, items, said):
    text = words(draft("催办", late(subject(2025, TERMINALS), *days)))

    assert said in text
    assert f"绩效评价发现的{items}个问题进行整改" in text
    assert ("将上述问题的整改情况" in text) == (sum(late_by > 0 for late_by in days) > 1)


@pytest.mark.parametrize(
    ("days", "said"),
    [((20,), "该问题仍未按要求整改到位。"), ((20, 30), "上述问题均未按要求整改到位。"), ((20, -3), "仍有1个问题未按要求整改到位。")],
)
def test_final_date_counts(days, said):
    assert f"截至目前，{said}" in words(draft("整改", late(subject(2025, TERMINALS), *days)))


def test_nothing_is_late_before_the_unit_was_told():
    one = late(subject(2025, TERMINALS), 20)

    assert not KINDS["整改"].concerns(changed(one, "feedback", document_number=""))


def test_reminders_in_one_letter_through_the_department(golden):
    document = draft("催办", late(subject(2025, HEALTH), 6, 2), late(subject(2025, TERMINALS), 4))

    golden("letters/reminder_merged.txt", text_of(document))


def test_final_dates_in_one_letter_through_the_department(golden):
    document = draft("整改", late(subject(2025, HEALTH), 60), late(subject(2025, TERMINALS), 40, 30, -9))

    golden("letters/rectification_merged.txt", text_of(document))
    assert [annex.title for annex in document.annexes] == [
        "基本公共卫生服务补助资金问题清单及整改台账",
        "硚南社区卫生服务中心家庭医生签约服务智能随访终端配置项目问题清单及整改台账",
    ]


def test_a_merged_letter_that_went_out_is_cited_by_its_own_title():
    one = late(subject(2025, SCHOOLS), 3)
    number = one.dossier.feedback.document_number
    school = changed(subject(2025, "P2025-101001"), "feedback", document_number=number)
    projects = tuple({one.dossier.id: one.dossier, school.dossier.id: school.dossier}.get(p.id, p) for p in one.register.projects)

    text = words(draft("催办", replace(one, register=replace(one.register, projects=projects))))

    assert f"以《关于反馈示范区教育局2个项目2025年度绩效评价结果的函》（{number}）向你单位反馈" in text
