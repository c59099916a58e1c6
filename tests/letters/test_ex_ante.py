"""事前绩效评估结果告知函: each conclusion, and until when there is anything to tell."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.records.vocabulary import ExAnteConclusion
from tests.letters.drafting import DAY, KINDS, changed, draft, subject, tables, text_of, words

CLINIC, BEDS, ECG = "P2027-0102", "P2027-0106", "P2027-102001"


@pytest.mark.parametrize("dossier_id", [CLINIC, BEDS, ECG])
def test_text(dossier_id, golden):
    golden(f"letters/ex_ante_{dossier_id}.txt", text_of(draft("事前评估", subject(2027, dossier_id))))


def test_two_of_one_department_in_one_letter(golden):
    golden("letters/ex_ante_merged.txt", text_of(draft("事前评估", subject(2027, CLINIC), subject(2027, ECG))))


@pytest.mark.parametrize(
    ("requested", "proposed", "said"),
    [
        ("360", "360", "结论为“通过”，建议按申请金额安排预算360万元。"),
        ("360", "300", "结论为“通过”，建议安排预算300万元，比申请金额核减60万元。"),
        ("360", "400", "结论为“通过”，建议安排预算400万元。"),
        (None, "300", "结论为“通过”，建议安排预算300万元。"),
        ("360", None, "结论为“通过”。"),
    ],
)
def test_amounts(requested, proposed, said):
    amounts = {"requested": requested and Decimal(requested), "proposed": proposed and Decimal(proposed)}

    text = words(draft("事前评估", changed(subject(2027, CLINIC), "ex_ante", **amounts)))

    assert f"经评估，该项目事前绩效评估{said}\n" in text
    assert ("申请金额360万元" in text) == (requested is not None)
    assert ("按建议金额编制" in text) == (proposed is not None)


def test_rejected_gets_no_budget_whatever_was_proposed():
    rejected = changed(subject(2027, CLINIC), "ex_ante", conclusion=ExAnteConclusion.REJECTED)

    text = words(draft("事前评估", rejected))

    assert "结论为“不予通过”，不予安排2027年度预算。" in text
    assert "建议安排" not in text


def test_scores_and_opinions_are_told_where_there_are_any():
    clinic = subject(2027, CLINIC)
    opinions = clinic.dossier.ex_ante.opinions
    without = tuple(row.model_copy(update={"score": None}) for row in opinions)

    (table,) = tables(draft("事前评估", changed(clinic, "ex_ante", opinions=without)))
    assert [column.heading for column in table.columns] == ["方面", "评估意见"]
    assert sum(column.share for column in table.columns) == pytest.approx(1)

    empty = draft("事前评估", changed(clinic, "ex_ante", opinions=()))
    assert tables(empty) == []
    assert [line for line in words(empty).splitlines() if line[1] == "、"] == ["一、评估结论", "二、有关事项"]


def test_nothing_to_tell_once_the_budget_is_approved_or_its_year_is_over():
    concerns = KINDS["事前评估"].concerns
    approved = subject(2025, "P2025-0110", date(2025, 3, 1))
    assert approved.dossier.ex_ante
    assert approved.dossier.objectives.approved_on == date(2025, 2, 14)

    assert not concerns(approved)
    assert concerns(changed(approved, "objectives", approved_on=None))
    rejected = subject(2025, "P2025-1103", date(2025, 12, 31))
    assert concerns(rejected)
    assert not concerns(replace(rejected, today=date(2026, 1, 1)))
    assert not concerns(subject(2025, "P2023-0103", DAY))
    assert not concerns(subject(2025, "U101", DAY))
