"""JSON Schema of the record files, for editors: completion, meaning and checks while typing."""

import json
from typing import Any

from pydantic import BaseModel

from generator.records.accounts import BudgetBook
from generator.records.calendar import Calendar
from generator.records.congress import Congress
from generator.records.dossier import OverallDossier, ProjectDossier
from generator.records.library import DocumentDisclosures, Library
from generator.records.office import Office
from generator.records.units import UnitList

# File name of the schema, the model, and which files of a workspace it is for.
SCHEMAS: dict[str, tuple[type[BaseModel], str]] = {
    "office.json": (Office, "content/office.yml"),
    "units.json": (UnitList, "content/units.yml"),
    "project.json": (ProjectDossier, "content/*/projects/*.yml"),
    "overall.json": (OverallDossier, "content/*/units/*.yml"),
    "budget.json": (BudgetBook, "content/*/budget/*.yml"),
    "holidays.json": (Calendar, "content/holidays.yml"),
    "rules.json": (Library, "content/rules.yml"),
    "documents.json": (DocumentDisclosures, "content/documents.yml"),
    "congress.json": (Congress, "content/*/congress.yml"),
}


def schema_texts() -> dict[str, str]:
    """Every schema as text, by file name."""
    return {name: _text(model) for name, (model, _) in SCHEMAS.items()}


def _text(model: type[BaseModel]) -> str:
    schema = _as_typed(model.model_json_schema(by_alias=True))
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _as_typed(node: Any) -> Any:
    """What a person may type is wider than what the model holds: numbers bare or quoted, 是 and 否, fused targets."""
    if isinstance(node, list):
        return [_as_typed(one) for one in node]
    if not isinstance(node, dict):
        return node
    node = {key: _as_typed(value) for key, value in node.items()}
    if "properties" in node:
        node.pop("description", None)  # the class's docstring is for engineers
    if node.get("type") == "boolean":
        node["type"] = "string"
        node["enum"] = ["是", "否"]
        if "default" in node:
            node["default"] = "是" if node["default"] else "否"
    if node.get("type") == "string" and node.get("pattern", "").startswith("^(?!"):
        # pydantic's pattern for a decimal written as text
        node = {key: value for key, value in node.items() if key != "pattern"} | {"type": ["string", "number"]}
    if node.get("$ref", "").endswith(("/Target", "/Actual")):
        return {"anyOf": [node, {"type": ["string", "number"]}]}
    return node
