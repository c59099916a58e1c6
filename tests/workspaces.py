"""Small workspaces for tests: made from the sample of `jixiao new`, changed by replacing text, checked into lines."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import starter
from generator.engine.workspace import Workspace
from generator.problems import Problem, sort_problems
from generator.records.loading import Loader
from generator.records.register import Foundation, Register, YearRow
from generator.records.results import summarise
from generator.records.rules import check_register

TODAY = date(2026, 11, 21)
YEAR = 2025
OFFICE = "content/office.yml"
UNITS = "content/units.yml"
PROJECT = f"content/{YEAR}/projects/P-{YEAR}-0001.yml"
OVERALL = f"content/{YEAR}/units/201.yml"


@cache
def _sample() -> dict[str, bytes]:
    """What `jixiao new` writes, made once: it works out the schemas, which takes longer than a test."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "sample"
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in starter.create(root, year=YEAR) if path.is_relative_to(root / "content")}


def make_workspace(folder: Path) -> Workspace:
    """The sample workspace for the budget year 2025."""
    for file, content in _sample().items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Workspace.open(folder)


def edit(workspace: Workspace, file: str, old: str, new: str) -> None:
    """Replace a text that stands in the file exactly once."""
    path = workspace.root / file
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{file}: {text.count(old)} times {old!r}"
    path.write_bytes(text.replace(old, new).encode())


def write(workspace: Workspace, file: str, content: str | bytes) -> None:
    """Write a file as it is, with its folder."""
    path = workspace.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def load(workspace: Workspace) -> tuple[Foundation, dict[int, Register]]:
    """All years of a workspace that reads without a problem."""
    loader = Loader(workspace)
    foundation = loader.foundation()
    assert foundation, lines_of(loader.problems)
    registers = {year: loader.year(foundation, year) for year in workspace.years()}
    assert loader.problems == []
    return foundation, registers


def load_year(workspace: Workspace, year: int = YEAR) -> Register:
    """One year of a workspace that reads without a problem."""
    return load(workspace)[1][year]


def check(workspace: Workspace, today: date = TODAY) -> tuple[Problem, ...]:
    """Every problem of the workspace, sorted, as `jixiao check` finds them."""
    loader = Loader(workspace)
    foundation = loader.foundation()
    if foundation is None:
        return sort_problems(loader.problems)
    registers = [loader.year(foundation, year) for year in workspace.years()]
    rows: list[YearRow] = [row for register in registers for row in summarise(register, today)]
    problems = list(loader.problems)
    for register in registers:
        others = tuple(row for row in rows if row.year != register.year)
        problems += check_register(replace(register, other_years=others), today, loader.locate)
    return sort_problems(problems)


def line_of(problem: Problem) -> str:
    """A problem as a person reads it: place, severity, rule, field, message, remedy."""
    field = f"{problem.field}：" if problem.field else ""
    return f"{problem.place} {problem.severity.value} {problem.rule} {field}{problem.message} → {problem.suggestion}"


def lines_of(problems: Iterable[Problem]) -> list[str]:
    """`line_of` for many."""
    return [line_of(problem) for problem in problems]


def check_lines(workspace: Workspace, today: date = TODAY) -> list[str]:
    """`check` as lines."""
    return lines_of(check(workspace, today))


FEEDBACK = """反馈:
  发文字号: 样财函〔2025〕1号
  发文日期: 2025-12-20
  签收日期: 2025-12-22
  公开属性: 主动公开
整改:
  台账:
    - 问题编号: 1
      整改要求: 满足全部报名需求
      整改措施: 调剂社区场地
      开始日期: 2026-01-05
      报告日期: 2026-01-15
      核验意见: 通过
      核验日期: 2026-01-20
      销号日期: 2026-01-20
结果应用:
  方式: 合理保障
  预算年度: 2027
  上年预算: 320
  安排预算: 320
  依据: 《样例区区级预算绩效评价结果应用办法》（样财发〔2024〕1号）
公开:
  属性: 主动公开
"""
OVERALL_SELF_EVALUATION = """自评:
  执行率得分: 9.8
  指标:
    - {三级指标: 民生实事办结数量, 实际完成值: 10件, 得分: 50}
    - {三级指标: 居民投诉量, 实际完成值: 320件, 得分: 28, 偏差原因: 夜间施工投诉较多}
    - {三级指标: 居民满意度, 实际完成值: 91%, 得分: 10}
公开:
"""


def make_sound_workspace(folder: Path) -> Workspace:
    """The sample with its chain completed, so that no rule has anything to say on `TODAY`."""
    workspace = make_workspace(folder)
    sample = (workspace.root / PROJECT).read_text(encoding="utf-8")
    before, mark, commented = sample.partition("反馈:\n")
    assert mark
    write(workspace, PROJECT, f"{before}{FEEDBACK}{commented[commented.index('  审查日期') :]}")
    edit(workspace, OVERALL, "公开:\n", OVERALL_SELF_EVALUATION)
    overall = (workspace.root / OVERALL).read_text(encoding="utf-8")
    write(workspace, OVERALL.replace("201", "101"), overall.replace('"201"', '"101"'))
    return workspace
