"""All records of a year as one workbook for the section head."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.engine.files import write_bytes
from generator.engine.workbook import workbook_bytes
from generator.engine.workspace import Workspace
from generator.problems import ContentError, Problem, Severity, UsageError
from generator.records.loading import Loader
from generator.records.year_sheets import year_sheets, year_title


@dataclass(frozen=True)
class ExportedYear:
    """What stands in the workbook."""

    year: int
    rows: tuple[tuple[str, int], ...]  # of each sheet by its name
    secret_units: int  # left out
    faults: tuple[Problem, ...]  # records that could not be read


def export_year(workspace: Workspace, path: Path, year: int | None, today: date, *, replaces: bool) -> ExportedYear:
    """Write the workbook of a budget year, without one of the year before today's; UsageError if there is no such year or the file is another's."""
    loader = Loader(workspace)
    foundation = loader.foundation()
    if foundation is None:
        raise ContentError(tuple(loader.problems))
    years = workspace.years()
    wanted = year if year is not None else today.year - 1
    if wanted not in years:
        raise UsageError(f"没有 {wanted} 年度的资料。有资料的年度：{'、'.join(map(str, years)) or '一个也没有'}。")
    register = loader.year(foundation, wanted)
    sheets = year_sheets(register, today)
    content = workbook_bytes(sheets, title=year_title(register), made_on=today)
    if path.exists() and not replaces and path.read_bytes() != content:
        raise UsageError(f"“{path}”已经在那里，内容不同。请换一个文件名；确实要换掉它的，加 --replace。")
    write_bytes(path, content)
    faults = tuple(one for one in loader.problems if one.severity is Severity.ERROR)
    return ExportedYear(wanted, tuple((sheet.title, len(sheet.rows)) for sheet in sheets), sum(map(register.is_secret, register.units.values())), faults)
