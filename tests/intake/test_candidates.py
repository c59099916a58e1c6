"""What was understood is what the records can hold: it fits the model, and the rules find in it what a form cannot tell."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.records.accounts import BudgetBook
from generator.records.dossier import OverallDossier, ProjectDossier
from generator.records.intake.candidate import Candidate, Target
from tests.intake.layouts import papers
from tests.intake.quirks import QUIRKS
from tests.intake.readings import make_out
from tests.intake.records import records
from tests.workspaces import check_lines, make_workspace, write

MODELS = {Target.PROJECT: ProjectDossier, Target.OVERALL: OverallDossier, Target.BOOK: BudgetBook}


def candidates(number: str) -> list[Candidate]:
    paper = papers()[number]
    return [candidate for one in make_out(paper, paper.grids()).understood for candidate in one.candidates]


@pytest.mark.parametrize("number", records())
def test_each_candidate_fits_the_model(number: str):
    """Nothing but what a form does not have may be missing: the number, the unit's code, the kind of budget and the like."""
    for candidate in candidates(number):
        faults = []
        try:
            MODELS[candidate.target].model_validate(dict(candidate.values))
        except ValidationError as error:
            faults = [(fault["loc"], fault["msg"]) for fault in error.errors() if fault["type"] != "missing"]
        assert not faults


@pytest.mark.parametrize(("number", "year"), [("004", 2023), ("025", 2022)])
def test_rules_find_what_the_form_does_not_tell(number: str, year: int, tmp_path: Path):
    workspace = make_workspace(tmp_path)
    (candidate,) = candidates(number)
    head = {"编号": "P-0001", "年度": str(year), "预算单位": "201", "预算类型": "一般公共预算", "项目概况": "样例。"}
    write(workspace, f"content/{year}/projects/P-0001.yml", json.dumps({**head, **candidate.values, "公开": {"属性": "主动公开"}}, ensure_ascii=False, indent=1))

    found = "\n".join(line for line in check_lines(workspace) if "P-0001" in line)
    for expected in QUIRKS[number]:
        if expected.startswith("规则"):
            assert expected.removeprefix("规则 ") in found, found
