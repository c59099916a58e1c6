"""整改复核（销号）函: what is closed, what is sent back and why, what remains."""

from dataclasses import replace
from datetime import date

from generator.letters.composing.subject import Subject
from generator.records.vocabulary import Verification
from tests.letters.drafting import KINDS, changed, draft, subject, tables, text_of, with_items, words

MEALS, SCHOOLS, HEALTH, TERMINALS = "P2023-0106", "P2022-0101", "P2021-0102", "P2025-102001"
PASSED = {"verification": Verification.PASSED, "closed_on": date(2026, 7, 8)}
RETURNED = {"verification": Verification.RETURNED, "closed_on": None, "return_reason": ""}
OPEN = {"verification": None, "reported_on": None, "closed_on": None, "due_on": date(2026, 12, 31)}


def meals(*items: dict) -> Subject:
    return with_items(subject(2025, MEALS), *items)


def test_partly_closed_partly_sent_back(golden):
    golden("letters/closure_partly.txt", text_of(draft("销号", subject(2025, MEALS))))


def test_all_closed(golden):
    golden("letters/closure.txt", text_of(draft("销号", subject(2025, SCHOOLS))))


def test_of_several_in_one_letter(golden):
    below = with_items(subject(2025, TERMINALS), {**PASSED, "progress": "198台终端已全部调剂使用。"}, OPEN)

    golden("letters/closure_merged.txt", text_of(draft("销号", subject(2025, HEALTH), below)))


def test_one_item_closed():
    document = draft("销号", meals(PASSED))

    assert document.title_text == "关于老年人助餐服务补贴2025年度绩效评价发现问题整改销号的函"
    assert "我局对反馈的问题进行了复核。" in words(document)
    assert "经复核，该问题已整改到位，予以销号。" in words(document)


def test_closed_by_this_letter_where_the_record_has_no_day():
    (table,) = tables(draft("销号", meals({**PASSED, "closed_on": None})))

    assert table.rows[0].cells[-1] == "2026年11月21日"


def test_only_sent_back():
    document = draft("销号", meals(RETURNED))

    assert document.title_text.endswith("整改复核情况的函")
    assert "一、退回整改的问题\n下列问题尚未整改到位，予以退回。" in words(document)
    assert "销号" not in words(document)
    assert "巩固" not in words(document)
    (table,) = tables(document)
    assert table.rows[0].cells[2] == "未达到整改要求"


def test_sent_back_with_its_own_date_while_that_lies_ahead_else_a_new_one():
    days = [date(2026, 12, 20), date(2026, 11, 22), date(2026, 11, 21), date(2026, 8, 9)]

    told = [tables(draft("销号", meals({**RETURNED, "due_on": day})))[0].rows[0].cells[-1] for day in days]

    assert told == ["2026年12月20日", "2026年11月22日", "2026年12月6日", "2026年12月6日"]


def test_what_remains_is_told_by_what_comes_next():
    reported = {**OPEN, "reported_on": date(2026, 11, 1)}
    overdue = {**OPEN, "due_on": date(2026, 11, 1)}

    two = words(draft("销号", meals(PASSED, reported, overdue)))
    one = words(draft("销号", meals(PASSED, OPEN)))

    assert "（一）第2项的整改情况已经收到，我局将另行复核。\n（二）第3项已超过整改期限，请你单位抓紧整改，有关事项另函告知。" in two
    assert "二、其余问题\n第2项请你单位按期完成整改，并报送整改情况及佐证材料。" in one


def test_nothing_verified_or_nothing_told_no_letter():
    concerns = KINDS["销号"].concerns

    assert not concerns(meals(OPEN))
    assert concerns(meals(PASSED, OPEN))
    assert not concerns(changed(meals(PASSED), "feedback", document_number=""))
    assert not concerns(replace(subject(2025, "P2025-1103")))
