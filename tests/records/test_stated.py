"""What issued documents state: every change that would alter the letter is a fact that moved, and hardly anything else is."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path as File
from typing import Any

import pytest

from generator.engine.workspace import Workspace
from generator.records.dossier import Dossier
from generator.records.fields import Record
from generator.records.indicators import Actual, Target
from generator.records.loading import Loader
from generator.records.naming import name_value
from generator.records.reading import Path, name_path
from generator.records.register import Register
from generator.records.stated import Moved, moved_facts, stated_facts
from generator.records.vocabulary import DocumentKind

ROOT = File(__file__).parents[2]
DAY = date(2026, 6, 8)


@pytest.fixture(scope="module")
def register() -> Register:
    loader = Loader(Workspace.open(ROOT))
    foundation = loader.foundation()
    assert foundation
    return loader.year(foundation, 2025)


@pytest.fixture(scope="module")
def dossier(register: Register) -> Dossier:
    return find(register, "P2023-0103")


def find(register: Register, number: str) -> Dossier:
    return next(one for one in register.dossiers if one.id == number)


def other(value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case Enum():
            return next(one for one in type(value) if one is not value)
        case Decimal():
            return value + 1
        case int():
            return value + 1
        case date():
            return value + timedelta(days=1)
        case Target() | Actual():
            return type(value).model_validate({"描述": "另一个要求"})
        case _:
            return f"{value}改"


def variants(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The record with one leaf changed, for every leaf that is filled."""
    if isinstance(value, Record) and not isinstance(value, Target | Actual):
        for name, info in type(value).model_fields.items():
            for inner, changed in variants(getattr(value, name), (*path, info.alias or name)):
                yield inner, value.model_copy(update={name: changed})
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            for inner, changed in variants(item, (*path, index)):
                yield inner, (*value[:index], changed, *value[index + 1 :])
    elif value is not None and value != "":
        yield path, other(value)


def test_a_fact_has_the_number_of_its_dossier_and_the_keys_of_its_field(register, dossier):
    facts = stated_facts(DocumentKind.FEEDBACK, [dossier], register, DAY)

    assert facts["P2023-0103/评价/总分"] == "83"
    assert facts["P2023-0103/评价/等级"] == "良"
    assert facts["P2023-0103/评价/指标/12/得分"] == "6"
    assert facts["P2023-0103/资金/全年执行数"] == "1097.4"
    assert facts["P2023-0103/整改/整改期限"] == "2026-07-08"
    assert not [key for key in facts if "主评人" in key or "工作底稿摘记" in key]


def test_nothing_moves_while_nothing_changes(register, dossier):
    facts = stated_facts(DocumentKind.FEEDBACK, [dossier], register, DAY)

    assert moved_facts(facts, facts) == ()


def test_a_changed_score_moves_itself_and_the_total(register, dossier):
    changed = next(one for path, one in variants(dossier) if path == ("评价", "指标", 12, "得分"))

    moved = moved_facts(stated_facts(DocumentKind.FEEDBACK, [dossier], register, DAY), stated_facts(DocumentKind.FEEDBACK, [changed], register, DAY))

    assert moved == (
        Moved("P2023-0103", ("评价", "指标", 12, "得分"), "6", "7"),
        Moved("P2023-0103", ("评价", "总分"), "83", "84"),
        Moved("P2023-0103", ("评价", "各项得分", "效益"), "24分（分值30分，得分率80%）", "25分（分值30分，得分率83.3%）"),
        Moved("P2023-0103", ("评价", "各项得分", "合计"), "83分（分值100分，得分率83%）", "84分（分值100分，得分率84%）"),
    )


def test_what_is_gone_comes_last_and_is_empty():
    assert moved_facts({"P/a": "1", "P/b": "2"}, {"P/b": "2", "P/c/0": "3"}) == (Moved("P", ("c", 0), "", "3"), Moved("P", ("a",), "1", ""))


def test_a_result_that_comes_later_does_not_move_a_circular(register):
    before = stated_facts(DocumentKind.CIRCULAR, [], register, date(2026, 6, 8))

    assert before["/项目支出/评价的个数"] != stated_facts(DocumentKind.CIRCULAR, [], register, date(2026, 11, 21))["/项目支出/评价的个数"]
    assert not [key for key in before if key.startswith("U101/")]  # concluded in August


def test_year_documents_state_every_result(register):
    facts = stated_facts(DocumentKind.CIRCULAR, [], register, date(2026, 11, 21))

    assert facts["P2023-0103/评价/总分"] == "83"
    assert facts["U101/评价/等级"] == "优"
    assert stated_facts(DocumentKind.ASSESSMENT, [], register, DAY)["U101/考核/考核表/0/得分"] == "19"


def test_a_closure_states_only_what_was_closed_by_its_day(register, dossier):
    def facts(day: date) -> set[str]:
        return {key.rpartition("/")[0] for key in stated_facts(DocumentKind.CLOSURE, [dossier], register, day) if key.endswith("销号日期")}

    assert facts(date(2026, 7, 14)) == set()
    assert facts(date(2026, 7, 15)) == {"P2023-0103/整改/台账/0", "P2023-0103/整改/台账/1"}


@pytest.mark.parametrize(
    ("path", "label", "shown"),
    [
        (("评价", "总分"), "总分", "83分"),
        (("评价", "指标", 12, "得分"), "指标“居民满意度”的得分", "83分"),
        (("资金", "全年预算数"), "全年预算数", "83万元"),
        (("评价", "存在问题", 1, "事实"), "问题“宣传经费列支会务费”的事实", "83"),
        (("整改", "台账", 0, "整改要求"), "整改事项“补足收运车辆，上半年不再混装混运”的整改要求", "83"),
        (("自评", "报告评审", "评审表", 0, "得分"), "评审方面“文本规范性”的得分", "83分"),
        (("评价", "指标", 99, "得分"), "指标第100项的得分", "83"),
        (("评价", "主要成效", 0), "主要成效第1项", "83"),
    ],
)
def test_a_value_has_a_name_for_people(dossier, path, label, shown):
    named = name_value(dossier, path)

    assert (named.label, named.show("83")) == (label, shown), name_path(path)


def test_days_and_gaps_are_shown_as_letters_show_them(dossier):
    named = name_value(dossier, ("整改", "整改期限"))

    assert named.show("2026-07-08") == "2026年7月8日"
    assert named.show("") == "（无）"
