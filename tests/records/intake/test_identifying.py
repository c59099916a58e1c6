"""Which project a form means."""

from generator.records.intake.filing.identifying import How, KnownProject, ProjectFinder


def finder() -> ProjectFinder:
    return ProjectFinder(
        [
            KnownProject(2024, "P2023-0101", "101", "中小学课后服务补助"),
            KnownProject(2025, "P2023-0101", "101", "中小学课后服务补助", "42010124"),
            KnownProject(2024, "P2024-0101", "101", "校园改造"),
            KnownProject(2025, "P2025-0103", "103", "垃圾分类"),
        ]
    )


def test_by_name_in_the_year_whatever_the_white_space() -> None:
    found = finder().find(year=2025, unit="101", name="中小学 课后服务补助")
    assert (found.id, found.how) == ("P2023-0101", How.BY_NAME)


def test_the_name_of_another_year_carries_the_number_on() -> None:
    found = finder().find(year=2025, unit="101", name="校园改造")
    assert (found.id, found.how) == ("P2024-0101", How.IN_OTHER_YEAR)


def test_a_renamed_project_is_known_by_its_system_code() -> None:
    found = finder().find(year=2025, unit="101", name="课后延时服务", system_code="42010124")
    assert (found.id, found.how) == ("P2023-0101", How.BY_CODE)


def test_nearly_the_same_name_is_a_question() -> None:
    found = finder().find(year=2025, unit="101", name="2025年校园改造项目")
    assert (found.id, found.how) == ("", How.ASKED)
    assert [one.id for one in found.near] == ["P2024-0101"]


def test_the_question_is_answered_by_a_number_or_by_saying_new() -> None:
    assert finder().find(year=2025, unit="101", name="2025年校园改造项目", answer="P2024-0101").id == "P2024-0101"
    assert finder().find(year=2025, unit="101", name="2025年校园改造项目", answer="新项目").id == "P2025-0101"


def test_the_same_name_at_another_unit_is_another_project() -> None:
    found = finder().find(year=2025, unit="103", name="校园改造")
    assert (found.id, found.how) == ("P2025-0103-2", How.NEW)


def test_phases_are_different_projects() -> None:
    known = finder()
    first = known.find(year=2025, unit="101", name="智慧校园（一期）")
    known.add(KnownProject(2025, first.id, "101", "智慧校园（一期）"))
    second = known.find(year=2025, unit="101", name="智慧校园（二期）")
    assert (first.id, second.id) == ("P2025-0101", "P2025-0101-2")
    assert [one.name for one in second.near] == ["智慧校园（一期）"]  # told, not asked


def test_a_number_that_stands_for_another_name_is_refused() -> None:
    found = finder().find(year=2025, unit="101", name="教师培训", number="P2023-0101")
    assert (found.id, found.how) == ("", How.CONTRADICTS)


def test_a_subordinate_unit_s_long_code_stands_in_the_number() -> None:
    assert finder().find(year=2026, unit="101001", name="图书室").id == "P2026-101001"
