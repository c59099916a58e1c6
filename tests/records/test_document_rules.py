"""Rules on documents.yml, and the exact words that say what is wrong."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.letters.archive.archive import Archive
from generator.letters.archive.requests import EntryRequest
from generator.records.library import DocumentDisclosures
from generator.records.register import Register
from generator.records.rules import RULES, YearCase
from generator.records.rules.documents import check_documents_may_be_public
from tests.workspaces import TODAY, check_lines, load_year, make_sound_workspace, write

FILE = "content/documents.yml"
REVIEWED = "审查人: 演示人员甲, 审查日期: 2026-03-01"
CIRCULAR = "文种: 绩效评价结果通报"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_sound_workspace(tmp_path)


def enter(workspace: Workspace, number: str, kind: str, year: int | None = 2025, dossiers: tuple[str, ...] = (), *, has_file: bool = True) -> None:
    """Put a document into the register."""
    paper = workspace.root / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7")
    request = EntryRequest(
        number=number, title="关于某事的公文", issued_on=date(2026, 3, 2), when="2026-03-02 09:00", kind=kind, budget_year=year, dossiers=dossiers,
        series="document", pdf=paper if has_file else None,
    )  # fmt: skip
    with Archive(workspace.issued).writing() as writer:
        writer.enter(request)


def said(workspace: Workspace, *entries: str) -> list[str]:
    """What the rules of documents say of these entries."""
    write(workspace, FILE, "公文:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries))
    return [line for line in check_lines(workspace) if " Q0" in line]


CASES: list[tuple[str, Sequence[str], list[str]]] = [
    ("decided and reviewed", [f"年度: 2025, {CIRCULAR}, 属性: 主动公开, {REVIEWED}, 公开日期: 2026-03-01"], []),
    (
        "withheld without a reason",
        [f"年度: 2025, {CIRCULAR}, 属性: 不予公开"],
        [f"{FILE}:2:34 错误 Q01 公文 › 第1项 › 属性：2025年度绩效评价结果通报的公开属性是“不予公开”，没有理由 → 补上“理由: …”"],
    ),
    (
        "not reviewed",
        [f"年度: 2025, {CIRCULAR}, 属性: 主动公开, 审查人: 演示人员甲"],
        [f"{FILE}:2:5 警告 Q02 公文 › 第1项：2025年度绩效评价结果通报主动公开，没有审查人或审查日期 → 补上“审查人: …”和“审查日期: …”"],
    ),
    (
        "published before the review",
        [f"年度: 2025, {CIRCULAR}, 属性: 主动公开, {REVIEWED}, 公开日期: 2026-02-28"],
        [f"{FILE}:2:76 警告 Q02 公文 › 第1项 › 公开日期：公开日期早于审查日期 → 核对两个日期"],
    ),
    (
        "a year that is not there",
        [f"年度: 2019, {CIRCULAR}, 属性: 主动公开, {REVIEWED}"],
        [f"{FILE}:2:10 错误 Q03 公文 › 第1项 › 年度：没有 2019 年度的资料 → 改正年度，或删去这一项"],
    ),
    (
        "a number that was never given",
        [f"年度: 2025, {CIRCULAR}, 发文字号: 样财发〔2026〕9号, 属性: 主动公开, {REVIEWED}"],
        [f"{FILE}:2:36 错误 Q03 公文 › 第1项 › 发文字号：登记簿里没有“样财发〔2026〕9号” → 用 jixiao register 核对文号；还没有签发的，不写文号"],
    ),
    (
        "a number of another kind",
        [f"年度: 2025, 文种: 年度预算绩效管理工作情况报告, 发文字号: 样财发〔2026〕1号, 属性: 主动公开, {REVIEWED}"],
        [f"{FILE}:2:42 错误 Q03 公文 › 第1项 › 发文字号：“样财发〔2026〕1号”在登记簿里是2025年度绩效评价结果通报 → 改正年度、文种或发文字号"],
    ),
    (
        "feedback letters as a whole",
        [f"年度: 2025, 文种: 绩效评价结果反馈意见函, 属性: 主动公开, {REVIEWED}"],
        [f"{FILE}:2:20 错误 Q04 公文 › 第1项 › 文种：反馈意见函的公开属性写在各项目的资料里 → 删去这一项，在资料的“反馈 › 公开属性”里写"],
    ),
    (
        "twice the same",
        [f"年度: 2025, {CIRCULAR}, 属性: 主动公开, {REVIEWED}"] * 2,
        [f"{FILE}:3:5 错误 Q04 公文 › 第2项：2025年度绩效评价结果通报写了两次 → 删去其中一项"],
    ),
    (
        "an inner kind as a whole",
        [f"年度: 2025, 文种: 预算绩效管理考核结果通报, 属性: 主动公开, {REVIEWED}"],
        [f"{FILE}:2:38 警告 Q05 公文 › 第1项 › 属性：预算绩效管理考核结果通报写有不上网的内容，须逐件决定 → 签发以后写明发文字号、审查人和审查日期"],
    ),
    (
        "a reminder about nobody knows whom",
        [f"年度: 2025, 文种: 整改催办函, 发文字号: 样财发〔2026〕2号, 属性: 主动公开, {REVIEWED}"],
        [f"{FILE}:2:50 警告 Q05 公文 › 第1项 › 属性：样财发〔2026〕2号定为主动公开，但不知道它说的是哪些项目，不会上网 → 改为“不予公开”并写明理由，或先公开所述的全部内容"],
    ),
    (
        "no file",
        [f"年度: 2025, 文种: 年度预算绩效管理工作情况报告, 发文字号: 样财发〔2026〕3号, 属性: 主动公开, {REVIEWED}"],
        [f"{FILE}:2:42 警告 Q06 公文 › 第1项 › 发文字号：样财发〔2026〕3号是补录的，没有存档文件，不会上网 → 补录时用 --file 存入 PDF"],
    ),
]


@pytest.mark.parametrize(("name", "entries", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(name: str, entries: Sequence[str], expected: list[str], workspace: Workspace) -> None:
    enter(workspace, "样财发〔2026〕1号", "绩效评价结果通报")
    enter(workspace, "样财发〔2026〕2号", "整改催办函")
    enter(workspace, "样财发〔2026〕3号", "年度预算绩效管理工作情况报告", has_file=False)
    assert said(workspace, *entries) == expected


def test_every_rule_of_documents_has_a_case() -> None:
    told = {word for _, _, lines in CASES for line in lines for word in line.split() if word.startswith("Q0")}
    assert told == {rule for rule in RULES if rule.startswith("Q")}


def test_letter_about_a_project_with_a_withheld_finding_is_told(workspace: Workspace) -> None:
    enter(workspace, "样财函〔2026〕5号", "整改催办函", dossiers=("P-2025-0001",))
    register = with_entry(load_year(workspace))
    assert list(check_documents_may_be_public(YearCase(register, TODAY))) == []

    project = register.projects[0]
    assert project.evaluation
    findings = tuple(one.model_copy(update={"disclosure": "不予公开"}) for one in project.evaluation.findings)
    closed = project.model_copy(update={"evaluation": project.evaluation.model_copy(update={"findings": findings})})

    (told,) = check_documents_may_be_public(YearCase(replace(register, projects=(closed,)), TODAY))
    assert told.message == "样财函〔2026〕5号定为主动公开，但“区教育局中小学课后服务”有不予公开的问题，不会上网"


def with_entry(register: Register) -> Register:
    entry = {"年度": 2025, "文种": "整改催办函", "属性": "主动公开", "审查人": "演示人员甲", "审查日期": "2026-03-01"}
    return replace(register, documents=DocumentDisclosures.model_validate({"公文": [entry]}))
