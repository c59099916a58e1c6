"""Copies of records without what the public may not know: the site's door and the volume for the congress use the same."""

from functools import cache
from typing import Any, TypeVar

from generator.records.dossier import Dossier, Finding, Rectification
from generator.records.fields import PUBLIC, Record
from generator.records.vocabulary import Disclosure

D = TypeVar("D", bound=Dossier)
R = TypeVar("R", bound=Record)


class ClosedFieldError(Exception):
    """A field was read at the door that the model does not mark public: a fault of the program, never of the content."""


def redact(dossier: D) -> D:
    """A copy without withheld findings, their rectification, and all that is not public."""
    kept: tuple[Finding, ...] = ()
    if dossier.evaluation:
        kept = tuple(finding for finding in dossier.evaluation.findings if finding.disclosure is Disclosure.PROACTIVE)
    numbers = {finding.number for finding in kept}
    evaluation = dossier.evaluation.model_copy(update={"findings": kept}) if dossier.evaluation else None
    rectification: Rectification | None = None
    if dossier.rectification:
        items = tuple(item for item in dossier.rectification.items if item.finding in numbers)
        rectification = dossier.rectification.model_copy(update={"items": items}) if items else None
    return without_closed_fields(dossier.model_copy(update={"evaluation": evaluation, "rectification": rectification}))


@cache
def public_fields(model: type[Record]) -> frozenset[str]:
    """The fields of a record that the model marks public."""
    return frozenset(name for name in model.model_fields if model.audience_of(name) is PUBLIC)


@cache
def _closed_fields(model: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in public_fields(model))


@cache
def _open_fields(model: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name in public_fields(model))


def without_closed_fields(record: R) -> R:
    """A copy in which every field that is not public holds its default; a record that can't do without one is closed as a whole."""
    model = type(record)
    changed: dict[str, Any] = {}
    for name in _closed_fields(model):
        info = model.model_fields[name]
        if info.is_required():
            raise ClosedFieldError(f"{model.__name__}.{name} is required and not public")
        default = info.get_default(call_default_factory=True, validated_data={})
        if getattr(record, name) != default:
            changed[name] = default
    for name in _open_fields(model):
        value = getattr(record, name)
        if isinstance(value, Record):
            copy: Any = without_closed_fields(value)
            if copy is not value:
                changed[name] = copy
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            copy = tuple(without_closed_fields(part) for part in value)
            if any(new is not old for new, old in zip(copy, value, strict=True)):
                changed[name] = copy
    return record.model_copy(update=changed) if changed else record
