"""绩效目标表 with a budget, 自评表 with final accounts: the official forms of what was chosen, from redacted copies."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from generator.letters.document import OfficialDocument
from generator.letters.forms import objectives, overall_self_evaluation, self_evaluation
from generator.letters.volume.material import Material
from generator.records.accounts import Stage
from generator.records.dossier import Dossier, OverallDossier, ProjectDossier
from generator.records.register import Register

Compose = Callable[[Register, date], Iterator[OfficialDocument]]
FORMS: dict[Stage, tuple[Compose, ...]] = {
    Stage.BUDGET: (objectives.compose,),
    Stage.FINAL: (self_evaluation.compose, overall_self_evaluation.compose),
}


def chosen_forms(material: Material) -> Iterator[tuple[Dossier, OfficialDocument]]:
    """Each chosen dossier with its form; one without the section has none."""
    for dossier in material.chosen:
        only = replace(
            material.copies,
            projects=(dossier,) if isinstance(dossier, ProjectDossier) else (),
            overall=(dossier,) if isinstance(dossier, OverallDossier) else (),
        )
        for compose in FORMS[material.stage]:
            yield from ((dossier, document) for document in compose(only, material.day))
