"""The sample workspace: sound, fictional, and using everything that there is."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator import pipeline
from generator.engine.workspace import Workspace
from generator.problems import Severity
from generator.records.deadlines import overdue_items, status_of
from generator.records.dossier import OverallDossier, ProjectDossier
from generator.records.loading import Loader
from generator.records.register import Register
from generator.records.results import result_grade
from generator.records.vocabulary import (
    BudgetKind,
    Disclosure,
    EvaluationKind,
    ExAnteConclusion,
    Grade,
    RectificationStatus,
    SubjectKind,
    UnitKind,
)

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def registers() -> list[Register]:
    loader = Loader(Workspace.open(ROOT))
    foundation = loader.foundation()
    assert foundation
    return [loader.year(foundation, year) for year in (2024, 2025)]


def test_no_errors_and_only_the_warnings_that_are_meant():
    checked = pipeline.check(Workspace.open(ROOT), DAY)

    assert [p for p in checked.problems if p.severity is Severity.ERROR] == []
    assert sorted(p.rule for p in checked.problems if p.severity is Severity.WARNING) == ["C05", *["C11"] * 5, "N23", "N23", "P01", "S09", "S11"]


def test_units_and_dossiers(registers):
    units = registers[0].units.values()

    assert len(units) == 12
    assert [unit.code for unit in units if unit.is_secret] == ["109"]
    assert [unit.code for unit in units if unit.since == 2025] == ["110"]
    assert sum(unit.kind is UnitKind.SUBORDINATE for unit in units) == 2
    assert sum(unit.kind is UnitKind.STREET for unit in units) == 1
    assert any("硚" in unit.name for unit in units)
    assert [len(register.projects) for register in registers] == [10, 15]
    assert [len(register.overall) for register in registers] == [2, 9]


def test_every_section_kind_grade_and_budget_is_used(registers):
    dossiers = [dossier for register in registers for dossier in register.dossiers]
    projects = [dossier for dossier in dossiers if isinstance(dossier, ProjectDossier)]

    for section in ("funds", "objectives", "monitoring", "self_evaluation", "evaluation", "feedback", "rectification", "budget_decision", "disclosure"):
        assert any(getattr(dossier, section) for dossier in dossiers), section
    assert {one.ex_ante.conclusion for one in projects if one.ex_ante} == set(ExAnteConclusion)
    assert any(one.self_evaluation and one.self_evaluation.review for one in dossiers)
    assert any(one.evaluation and one.evaluation.evaluator and one.evaluation.evaluator.quality for one in dossiers)
    assert any(isinstance(one, OverallDossier) and one.assessment for one in dossiers)
    assert {result_grade(one, registers[0].office) for one in dossiers} == {*Grade, None}
    assert {one.budget for one in projects} == set(BudgetKind)
    assert {one.subject for one in projects} == {*SubjectKind} - {SubjectKind.DEPARTMENT_OVERALL}
    assert {one.evaluation.kind for one in dossiers if one.evaluation} == set(EvaluationKind)
    assert {one.disclosure.disclosure for one in dossiers if one.disclosure} == set(Disclosure)
    assert {status_of(item) for one in dossiers if one.rectification for item in one.rectification.items} == set(RectificationStatus)


def test_special_cases(registers):
    projects = registers[1].projects

    assert max(len(project.name) for project in projects) >= 55
    assert any(project.funds and project.funds.adjusted_budget == 0 for project in projects)
    assert any(overdue_items(project, registers[1].office, DAY) for project in projects)


def test_it_says_that_it_is_fictional_and_names_nobody():
    for path in sorted({*(ROOT / "content").rglob("*.yml")} - {ROOT / "content" / "holidays.yml"}):  # China's own calendar is not made up
        text = path.read_text(encoding="utf-8")
        assert "演示数据" in text, path
        for key in ("项目负责人", "责任人", "主评人", "评审人", "审查人", "填报人"):
            for name in re.findall(rf"(?<!单位){key}: ([^,}}\n]+)", text):
                assert name.strip().startswith("演示人员"), f"{path}: {name}"
        assert re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", text) == []
