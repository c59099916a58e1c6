"""Addresses of what is about one dossier, relative to the site's root. They are permanent: decision 0016."""

from generator.website.door.public import PublicDossier

STAGE_NAMES = {"预算": "budget", "决算": "final"}  # what the stages are called in addresses


def dossier_stem(code: str, project: str, year: int) -> str:
    """What all addresses about a project's year, or about a unit's overall expenditure (no project), begin with."""
    return f"projects/{project}/{year}" if project else f"units/{code}/{year}-overall"


def stem_of(dossier: PublicDossier) -> str:
    """What all addresses about the dossier begin with."""
    return dossier_stem(dossier.unit.code, "" if dossier.is_overall else dossier.id, dossier.year)


def page_address(stem: str) -> str:
    """The page of a dossier."""
    return f"{stem}.html"


def version_address(stem: str, number: int) -> str:
    """The version before the correction of this number, counted from 1."""
    return f"{stem}-v{number}.html"


def volume_stem(year: int, stage: str) -> str:
    """What all addresses about a volume for the people's congress begin with; `stage` is 预算 or 决算."""
    return f"congress/{year}-{STAGE_NAMES[stage]}"


def forms_address(stem: str) -> str:
    """The official forms as a page."""
    return f"{stem}-forms.html"


def project_address(project: str) -> str:
    """A project over the years."""
    return f"projects/{project}/index.html"
