"""Attached PDFs that a volume could not bind, told where the records name them: `check` finds them long before the volume is due."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from generator.letters.binding.examining import CannotBindError, examine
from generator.letters.volume.part import PartKind, VolumePart
from generator.problems import Problem, Severity
from generator.records.accounts import Stage
from generator.records.attachments import is_attachment
from generator.records.congress_choice import attached_accounts, attached_reports, stands_on
from generator.records.reading import Path as FieldPath
from generator.records.reading import Place, name_path
from generator.records.register import Register

RULE = "N13"


def unbindable_files(
    register: Register, stage: Stage, content: Path, today: date, locate: Callable[[str, FieldPath], Place]
) -> Iterator[Problem]:
    """A problem for each attached file of the stage that cannot be bound, at the first place that names it.

    One that is not there, or no file of `attachments`, is told by the rules of records.
    """
    submission = register.congress.submission(stage) if register.congress else None
    if not submission:
        return
    day = stands_on(submission, today)
    seen: set[str] = set()
    for one in (*attached_reports(register, submission, stage, day), *attached_accounts(register, submission, stage, today)):
        if one.path in seen or not is_attachment(content, one.path):
            continue
        seen.add(one.path)
        source = f"content/{one.path}"
        try:
            examine(VolumePart("attached", PartKind.ACCOUNTS, one.title, pdf=content / one.path, source=source))
        except CannotBindError as error:
            place = locate(one.file, one.field)
            yield Problem(RULE, Severity.ERROR, one.file, place.line, place.column, f"{source}：{error.fault}", name_path(one.field), error.remedy)
