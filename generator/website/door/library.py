"""Rules and methods through the door: the documents that evaluation goes by, with their files, and the indicator library."""

from datetime import date
from typing import Any

from generator.engine.workspace import Workspace
from generator.records.library import Library
from generator.website.door.files import public_file
from generator.website.door.gate import opened
from generator.website.door.public_site import PublicIndicator, PublicRule

FILES = "files/rules"  # where their files stand on the site


def disclose_rules(library: Library, workspace: Workspace, today: date) -> tuple[PublicRule, ...]:
    """The documents in the order of `rules.yml`; one whose day of publication has not come stays inside, its files too."""
    return tuple(_rule(rule, workspace) for rule in opened(library).documents if rule.published_on is None or rule.published_on <= today)


def disclose_indicators(library: Library) -> tuple[PublicIndicator, ...]:
    """The indicators in the order of `rules.yml`."""
    return tuple(
        PublicIndicator(gate.domain, gate.dimension, gate.category, gate.name, gate.meaning, gate.unit, gate.reference, gate.source)
        for gate in opened(library).indicators
    )


def _rule(gate: Any, workspace: Workspace) -> PublicRule:
    return PublicRule(
        title=gate.title,
        number=gate.number,
        issuer=gate.issuer,
        kind=gate.kind,
        dated=gate.dated,
        published_on=gate.published_on,
        index_number=gate.index_number,
        validity=gate.validity.value,
        summary=gate.summary,
        files=tuple(public_file(workspace, attached, FILES) for attached in gate.files),
    )
