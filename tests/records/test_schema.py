"""Schemas and reference pages follow from the model; what they say is what the loader does."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.engine.workspace import PACKAGED
from generator.records.reference import READING_RULES, glossary_page, rules_page
from generator.records.rules import RULES
from generator.records.schema import SCHEMAS, schema_texts
from tests.workspaces import OFFICE, OVERALL, PROJECT, UNITS, make_sound_workspace

DOCS = PACKAGED / "docs"
SCHEMA_OF = {OFFICE: "office.json", UNITS: "units.json", PROJECT: "project.json", OVERALL: "overall.json"}


class EditorLoader(yaml.SafeLoader):
    """Reads as an editor does: numbers are numbers, but a date is a text."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_as_editor(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), EditorLoader)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_in_docs_is_current(name: str) -> None:
    assert (DOCS / "schema" / name).read_text(encoding="utf-8") == schema_texts()[name], "run jixiao docs"


def test_rules_page_is_current() -> None:
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == rules_page(), "run jixiao docs"


def test_glossary_is_current() -> None:
    assert (DOCS / "glossary.md").read_text(encoding="utf-8") == glossary_page(), "run jixiao docs"


def test_rules_page_lists_every_rule_once() -> None:
    rows = [line.split("|")[1].strip() for line in rules_page().splitlines() if line.startswith("| ") and line[2:3].isupper()]
    assert sorted(rows) == sorted([*RULES, *READING_RULES])


def test_every_rule_says_what_it_asks_for_and_why() -> None:
    assert [rule.id for rule in RULES.values() if not rule.text.endswith("。") or not rule.source] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_schema(name: str) -> None:
    schema = json.loads(schema_texts()[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("file", SCHEMA_OF)
def test_samples_keep_the_schema(file: str, tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    schema = json.loads(schema_texts()[SCHEMA_OF[file]])

    faults = jsonschema.Draft202012Validator(schema).iter_errors(read_as_editor(workspace.root / file))

    assert [(list(fault.absolute_path), fault.message) for fault in faults] == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"年度目标": "甲"}, []),
        ({"评价": {"类别": "财政评介", "结果确定日期": "2025-12-10", "评价结论": "甲"}}, ["评价"]),
        ({"编号": "p1"}, ["编号"]),
        ({"资金": []}, ["资金"]),
        ({"公开": {}}, ["公开"]),
    ],
)
def test_schema_finds_what_the_loader_finds(change: dict[str, Any], path: list[str], tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    schema = json.loads(schema_texts()["project.json"])

    faults = jsonschema.Draft202012Validator(schema).iter_errors(read_as_editor(workspace.root / PROJECT) | change)

    assert [list(fault.absolute_path)[: len(path)] for fault in faults] == [path]


def test_schema_tells_what_a_key_means() -> None:
    schema = json.loads(schema_texts()["project.json"])
    assert (schema["properties"]["项目概况"]["description"], schema["$defs"]["Funds"]["properties"]["全年预算数"]["x-单位"]) == (
        "钱用来做什么，写给市民看",
        "万元",
    )


def test_glossary_row() -> None:
    rows = glossary_page().splitlines()
    assert [row for row in rows if "| `deduction_reason` |" in row][-1] == "| 扣分原因 | 得分低于分值时必填 |  | 是 | `deduction_reason` |"
