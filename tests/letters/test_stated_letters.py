"""What a letter says and what the register remembers of it: a change that alters the one moves the other, and hardly any other change does."""

from dataclasses import replace
from datetime import date

import pytest

from generator.letters.composing.subject import Subject, subject_of
from generator.letters.document import OfficialDocument
from generator.records.dossier import Dossier
from generator.records.register import Register
from generator.records.stated import moved_facts, stated_facts
from tests.letters.drafting import KINDS, registers, wording
from tests.records.test_stated import variants

# What says which dossier or which finding it is; rules keep it in order.
IDENTITY = {"编号", "年度", "预算单位", "问题编号"}
# A change here alters the letter, and yet is no fact that could move, each for its reason.
NOT_A_FACT = {
    "反馈": "date, number and copies are the letter's own",
    "整改": "measures and progress stand in the letter as they stood on its day; they go on",
}


# Facts that a letter of this kind does not print: it lists the late items, and remembers all.
NOT_PRINTED = {"催办": {("评价", "存在问题", "标题"), ("整改", "台账", "整改要求")}}
NOT_PRINTED["整改"] = NOT_PRINTED["催办"]


def composed(word: str, dossier: Dossier, register: Register, day: date) -> OfficialDocument | None:
    kind = KINDS[word]
    subject: Subject = subject_of(dossier, register, day)
    return kind.compose((subject,), wording()) if kind.concerns(subject) else None


CASES = [
    ("反馈", 2025, "P2023-0103", date(2026, 6, 8)),
    ("反馈", 2025, "P2025-101001", date(2026, 11, 21)),
    ("反馈", 2025, "U101", date(2026, 8, 20)),
    ("监控预警", 2026, "P2022-0101", date(2026, 11, 21)),
    ("自评评审", 2025, "P2025-0110", date(2026, 11, 21)),
    ("事前评估", 2027, "P2027-0106", date(2026, 11, 21)),
    ("催办", 2025, "P2021-0102", date(2026, 11, 21)),
    ("整改", 2025, "P2023-0103", date(2026, 11, 21)),
    ("销号", 2025, "P2023-0103", date(2026, 11, 21)),
]


@pytest.mark.parametrize(("word", "year", "number", "day"), CASES)
def test_facts_follow_the_letter(word: str, year: int, number: str, day: date) -> None:
    register = registers()[year]
    dossier = next(one for one in register.dossiers if one.id == number)
    letter = composed(word, dossier, register, day)
    assert letter
    facts = stated_facts(letter.kind, [dossier], register, day)
    missed, idle = set(), set()
    for path, changed in variants(dossier):
        keys = tuple(part for part in path if isinstance(part, str))
        if keys[-1] in IDENTITY:
            continue
        other = composed(word, changed, replace(register), day)
        is_other = other is None or replace(other, issued_on=letter.issued_on, copied_agencies=letter.copied_agencies) != letter
        is_moved = bool(moved_facts(facts, stated_facts(letter.kind, [changed], register, day)))
        if is_other and not is_moved and keys[0] not in NOT_A_FACT:
            missed.add(keys)
        if is_moved and not is_other:
            idle.add(keys)

    assert missed == set()
    assert idle <= NOT_PRINTED.get(word, set())
