"""The files of form variants: ours load, faults of others are told with place and remedy, a workspace's own come first."""

from pathlib import Path

import pytest

from generator.records.forms.kinds import FormKind
from generator.records.intake.scanning.form_files import load_forms
from generator.records.intake.scanning.meanings import (
    ACCOUNT_ITEMS,
    FUND_COLUMNS,
    FUND_ROWS,
    INDICATOR_COLUMNS,
    LABELS,
    LIST_COLUMNS,
    SENTENCE_GROUPS,
)
from generator.records.intake.understanding.sheet import understand
from tests.intake.documentation import agrees_with_docs
from tests.intake.paper import Sheet, box

TEMPLATES = Path(__file__).parents[3] / "templates"


def folder(tmp_path: Path, text: str, name: str = "ours.yml") -> Path:
    (tmp_path / "forms").mkdir(exist_ok=True)
    (tmp_path / "forms" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_all_our_variants_load_and_every_form_of_our_own_has_one():
    forms, problems = load_forms([TEMPLATES])
    assert problems == ()
    assert {kind.value for kind in FormKind} <= {variant.mark for variant in forms.variants}
    assert len({(variant.name, variant.mark) for variant in forms.variants}) == len(forms.variants)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("表式:\n  - 名称: 甲\n    种类: 自评\n", "templates/forms/ours.yml:3:9", "种类"),
        ("表式:\n  - 名称: 甲\n    种类: 项目自评\n    标题: 自评表\n", "templates/forms/ours.yml:4:9", "列表"),
        ("表式:\n  - 名称: 甲\n    种类: 项目自评\n    词汇:\n      指标列: {得份: [分数]}\n", "templates/forms/ours.yml:5:13", "没有“得份”这一项"),
        ("表式:\n  - 名称: 甲\n    种类: 项目自评\n    句式:\n      - 写法: \"得分(\"\n", "templates/forms/ours.yml:5:13", "正则表达式"),
        ("表式:\n  - 名称: 甲\n    种类: 项目自评\n    句式:\n      - 写法: \"得分(?P<分数>.)\"\n", "templates/forms/ours.yml:5:13", "没有“分数”这一项"),
        ("表式:\n  - 名称: 甲\n    标提: [乙]\n    种类: 项目自评\n", "templates/forms/ours.yml:3:5", "标提"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(text: str, place: str, message: str, tmp_path: Path):
    _, problems = load_forms([folder(tmp_path, text), TEMPLATES])
    assert any(problem.place == place and message in problem.message for problem in problems), [(problem.place, problem.message) for problem in problems]


def test_a_form_of_the_workspace_is_data_alone(tmp_path: Path):
    """A variant with words of its own, as the chapter of docs/import.md tells to write it."""
    own = "表式:\n  - 名称: 本区自评表\n    种类: 项目自评\n    标题: [绩效情况自查表]\n    金额单位: 元\n    词汇:\n      标签: {项目名称: [事项]}\n      指标列: {实际完成值: [年末数], 三级指标: [考查项]}\n"
    forms, problems = load_forms([folder(tmp_path, own), TEMPLATES])
    assert problems == ()
    sheet = Sheet("1").row(box("绩效情况自查表（2024年度）", 4)).row("事项", box("绿化", 3)).row("考查项", "指标值", "年末数", "得分").row("种树", "≥5棵", "6", "10")
    [candidate] = understand(sheet.grid("表.xlsx"), forms).candidates
    assert (candidate.form, candidate.title) == ("本区自评表", "绿化")
    assert candidate.values["自评"]["指标"] == [{"三级指标": "种树", "指标值": "≥5棵", "实际完成值": "6", "得分": "10"}]


def test_a_file_of_the_workspace_takes_the_place_of_ours(tmp_path: Path):
    own = folder(tmp_path, "表式:\n  - 名称: 只有这个\n    种类: 监控\n", "monitoring.yml")
    forms, _ = load_forms([own, TEMPLATES])
    assert [variant.name for variant in forms.variants if variant.kind.value == "监控" and not variant.mark] == ["只有这个"]


def test_the_names_that_a_variant_may_use_are_told_in_the_documentation(request: pytest.FixtureRequest):
    parts = {"标签": LABELS, "资金列": FUND_COLUMNS, "资金行": FUND_ROWS, "指标列": INDICATOR_COLUMNS, "清单列": LIST_COLUMNS, "预决算项目": ACCOUNT_ITEMS}
    lines = ["| 部分 | 项目 |", "|---|---|", *(f"| {part} | {'、'.join(sorted(names))} |" for part, names in parts.items())]
    rest = SENTENCE_GROUPS.difference(*parts.values())
    lines.append(f"| 章节、句式 | 以上各项，另有{'、'.join(sorted(rest))} |")
    agrees_with_docs("meanings", "\n".join(lines), request.config)
