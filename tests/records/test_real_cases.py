"""Three self-evaluations as they were disclosed: the faults that they really have are the faults that are reported.

Names of places are replaced, numbers and quirks are not; what could not be kept is told in a comment of the dossier.
"""

import shutil
from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.problems import Severity
from generator.records.results import result_grade, result_total, self_total
from generator.records.vocabulary import Grade
from tests.workspaces import check, check_lines, edit, load_year

CASES = Path(__file__).parents[1] / "cases"
YEAR = 2022
CHIZHOU, YONGDE, TIANCHANG = "001_chizhou", "025_yongde", "030_tianchang"
DOSSIERS = {name: f"content/{YEAR}/projects/P{YEAR}-0{name[:3]}.yml" for name in (CHIZHOU, YONGDE, TIANCHANG)}
# The row of totals in 001 as it stands, and as its parts say it should stand.
ROW_OF_ZEROS = "  年初预算数: 0\n  全年预算数: 0\n  全年执行数: 0\n  执行率: 0\n"
ROW_OF_SUMS = "  年初预算数: 90\n  全年预算数: 89.974\n  全年执行数: 89.974\n  执行率: 100\n"


def copy_case(name: str, folder: Path) -> Workspace:
    shutil.copytree(CASES / name / "content", folder / "content")
    return Workspace.open(folder)


@pytest.mark.parametrize("name", DOSSIERS)
def test_faults_of_the_record(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    lines = check_lines(copy_case(name, tmp_path))

    expected = CASES / name / "expected_problems.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert lines == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", [YONGDE, TIANCHANG])
def test_record_can_be_built_as_it_stands(name: str, tmp_path: Path) -> None:
    assert [problem for problem in check(copy_case(name, tmp_path)) if problem.severity is Severity.ERROR] == []


def test_record_with_zeros_can_be_built_once_its_total_is_mended(tmp_path: Path) -> None:
    workspace = copy_case(CHIZHOU, tmp_path)
    before = [problem.rule for problem in check(workspace) if problem.severity is Severity.ERROR]

    edit(workspace, DOSSIERS[CHIZHOU], ROW_OF_ZEROS, ROW_OF_SUMS)

    after = [problem.rule for problem in check(workspace) if problem.severity is Severity.ERROR]
    assert (before, after) == (["F03", "F03", "F03"], [])


@pytest.mark.parametrize(
    ("name", "score", "grade"),
    [(CHIZHOU, "80", Grade.GOOD), (YONGDE, "96", Grade.EXCELLENT), (TIANCHANG, "100", Grade.EXCELLENT)],
)
def test_scores(name: str, score: str, grade: Grade, tmp_path: Path) -> None:
    register = load_year(copy_case(name, tmp_path), YEAR)
    project = register.projects[0]
    assert (str(self_total(project)), str(result_total(project)), result_grade(project, register.office)) == (score, score, grade)


# Rows that the tables leave empty or fill with a stroke, put back in.
@pytest.mark.parametrize(
    ("name", "after", "row", "expected"),
    [
        (
            TIANCHANG,
            "三级指标: 指标1:已建工程良性运行, 得分: 10}\n",
            "    - {三级指标: 指标1:/, 分值: /, 得分: /}\n",
            [
                "41:25 错误 M04 自评 › 指标 › 第9项 › 分值：“分值”的值“/”不是数字 → 只写数字；没有数字时整行删去",
                "41:32 错误 M04 自评 › 指标 › 第9项 › 得分：“得分”的值“/”不是数字 → 只写数字；没有数字时整行删去",
            ],
        ),
        (
            YONGDE,
            "三级指标: 政策知晓率, 实际完成值: 98%, 得分: 9}\n",
            '    - {一级指标: 效益指标, 二级指标: 生态效益指标, 三级指标: "", 指标值: "", 分值: "", 得分: ""}\n',
            ["40:34 错误 M01 自评 › 指标 › 第7项 › 三级指标：“三级指标”是空的 → 补上内容（指标名称）"],
        ),
    ],
)
def test_empty_rows(name: str, after: str, row: str, expected: list[str], tmp_path: Path) -> None:
    workspace = copy_case(name, tmp_path)

    edit(workspace, DOSSIERS[name], after, after + row)

    assert [line for line in check_lines(workspace) if line.startswith(DOSSIERS[name])] == [f"{DOSSIERS[name]}:{one}" for one in expected]
