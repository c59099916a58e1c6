"""The order of things: on which day happened what a document tells of. No document bears an earlier day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.records.deadlines import notified_on
from generator.records.dossier import Dossier, OverallDossier, ProjectDossier
from generator.records.vocabulary import DocumentKind


@dataclass(frozen=True)
class Event:
    """Something that a document tells of, and its day."""

    name: str
    day: date


def latest_event(kind: str, dossiers: Iterable[Dossier]) -> Event | None:
    """The last of the events that a document of this kind tells of; None if no day is known."""
    if kind not in _EVENTS:
        return None
    name, day_of = _EVENTS[kind]
    days = [day for dossier in dossiers if (day := day_of(dossier))]
    return Event(name, max(days)) if days else None


def _concluded(dossier: Dossier) -> date | None:
    return dossier.evaluation.concluded_on if dossier.evaluation else None


def _assessed(dossier: Dossier) -> date | None:
    return dossier.assessment.assessed_on if isinstance(dossier, OverallDossier) and dossier.assessment else None


def _assessed_ex_ante(dossier: Dossier) -> date | None:
    return dossier.ex_ante.assessed_on if isinstance(dossier, ProjectDossier) and dossier.ex_ante else None


def _monitored(dossier: Dossier) -> date | None:
    return dossier.monitoring.as_of if dossier.monitoring else None


def _reviewed(dossier: Dossier) -> date | None:
    review = dossier.self_evaluation.review if dossier.self_evaluation else None
    return review.reviewed_on if review else None


_EVENTS: Mapping[str, tuple[str, Callable[[Dossier], date | None]]] = {
    DocumentKind.FEEDBACK: ("评价结果确定日期", _concluded),
    DocumentKind.CIRCULAR: ("最后一项评价结果的确定日期", _concluded),
    DocumentKind.REPORT: ("最后一项评价结果的确定日期", _concluded),
    DocumentKind.ASSESSMENT: ("考核日期", _assessed),
    DocumentKind.EX_ANTE: ("事前评估日期", _assessed_ex_ante),
    DocumentKind.MONITORING: ("监控截止日期", _monitored),
    DocumentKind.REVIEW: ("自评评审日期", _reviewed),
    DocumentKind.REMINDER: ("反馈日期", notified_on),
    DocumentKind.RECTIFICATION: ("反馈日期", notified_on),
    DocumentKind.CLOSURE: ("反馈日期", notified_on),
}
