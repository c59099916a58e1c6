"""Whom a document over many units may name.

* A secret unit is in nothing, neither by name nor in a number (`totals.open_projects`); the text says so.
* A dossier that is 不予公开, or for which nothing was decided, is counted but never named: it has no row, no score, no
  finding of its own. Circular, report and totals therefore say the same numbers.
* 优 is named where the office praises by name, 中 and 差 where it criticises by name (`office.yml`); 良 is neither.
"""

from generator.records.dossier import Dossier
from generator.records.office import Office
from generator.records.results import result_grade
from generator.records.vocabulary import Disclosure, Grade


def names_grade(grade: Grade | None, office: Office) -> bool:
    """True if the office lets results of this grade be told by name."""
    if grade is Grade.EXCELLENT:
        return office.letters.praises_by_name
    if grade in (Grade.FAIR, Grade.POOR):
        return office.letters.criticises_by_name
    return True


def may_be_named(dossier: Dossier) -> bool:
    """True if the dossier itself does not forbid its name; closed while nothing was decided."""
    return dossier.disclosure is not None and dossier.disclosure.disclosure is not Disclosure.WITHHELD


def is_named(dossier: Dossier, office: Office) -> bool:
    """True if the result of the dossier may stand in a circular under its name."""
    return may_be_named(dossier) and names_grade(result_grade(dossier, office), office)
