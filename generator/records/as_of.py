"""A register as it stood on an earlier day, as far as dates tell: a paper of that day must not know what came later.

What has no date of its own (funds, targets, budget decisions) is taken as it stands.
"""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from generator.records.dossier import Dossier, ProjectDossier, RectificationItem
from generator.records.register import Register

D = TypeVar("D", bound=Dossier)


def register_as_of(register: Register, day: date) -> Register:
    """The register on the evening of `day`."""
    return replace(
        register,
        projects=tuple(dossier_as_of(dossier, day) for dossier in register.projects),
        overall=tuple(dossier_as_of(dossier, day) for dossier in register.overall),
    )


def dossier_as_of(dossier: D, day: date) -> D:
    """The dossier without what was dated later; the same object where nothing was."""
    changed: dict[str, object] = {}
    if isinstance(dossier, ProjectDossier) and dossier.ex_ante and dossier.ex_ante.assessed_on > day:
        changed["ex_ante"] = None
    if dossier.monitoring and dossier.monitoring.as_of > day:
        changed["monitoring"] = None
    changed |= _self_evaluation(dossier, day)
    changed |= _result(dossier, day)
    return dossier.model_copy(update=changed) if changed else dossier


def _self_evaluation(dossier: Dossier, day: date) -> dict[str, object]:
    own = dossier.self_evaluation
    if not own:
        return {}
    if own.submitted_on and own.submitted_on > day:
        return {"self_evaluation": None}
    if own.review and own.review.reviewed_on > day:
        return {"self_evaluation": own.model_copy(update={"review": None})}
    return {}


def _result(dossier: Dossier, day: date) -> dict[str, object]:
    """The result, and what follows from it: the letter, what was put right, what it meant for a budget."""
    if not dossier.evaluation or dossier.evaluation.concluded_on > day:
        later = ("evaluation", "feedback", "rectification", "budget_decision")
        return {name: None for name in later if getattr(dossier, name) is not None} if dossier.evaluation else {}
    changed: dict[str, object] = {}
    feedback = dossier.feedback
    if feedback and feedback.issued_on and feedback.issued_on > day:
        changed["feedback"] = None
    elif feedback and feedback.received_on and feedback.received_on > day:
        changed["feedback"] = feedback.model_copy(update={"received_on": None})
    if dossier.rectification:
        items = tuple(_item(item, day) for item in dossier.rectification.items)
        if any(new is not old for new, old in zip(items, dossier.rectification.items, strict=True)):
            changed["rectification"] = dossier.rectification.model_copy(update={"items": items})
    return changed


def _item(item: RectificationItem, day: date) -> RectificationItem:
    changed: dict[str, object] = {}
    if item.started_on and item.started_on > day:
        changed |= {"started_on": None, "measure": "", "progress": ""}
    if item.reported_on and item.reported_on > day:
        changed |= {"reported_on": None, "progress": ""}
    if item.verified_on and item.verified_on > day:
        changed |= {"verified_on": None, "verification": None, "return_reason": ""}
    if item.closed_on and item.closed_on > day:
        changed["closed_on"] = None
    return item.model_copy(update=changed) if changed else item
