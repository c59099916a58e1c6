"""Same records, same site: remembers what a site was built from, so that an unchanged one is not built again."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path

from generator import __version__
from generator.engine.cache import fingerprint
from generator.engine.files import write_text
from generator.engine.workspace import Workspace
from generator.website.door.public_site import PublicSite
from generator.website.release import SiteReport


def inputs_of(site: PublicSite, workspace: Workspace) -> str:
    """Hash of everything that the site is made of."""
    parts: list[str | bytes] = [__version__, version("mkdocs"), version("mkdocs-material")]
    parts += [repr(register) for register in site.registers]
    parts.append(repr(replace(site, registers=())))
    sources = [*sorted({file.source for file in site.files}), workspace.mkdocs_config]
    for folder in workspace.template_folders:
        sources += [*_files(folder / "pages"), *_files(folder / "theme")]
    sources += [*_files(workspace.content / "pages"), *sorted(Path(__file__).parent.rglob("*.py"))]
    for source in sources:
        parts += [source.name, source.read_bytes()]
    return fingerprint(*parts)


def recall(workspace: Workspace, inputs: str) -> SiteReport | None:
    """The report of the site that stands, if it was built from these inputs and nobody has touched it."""
    note = _note(workspace)
    if not note.is_file():
        return None
    kept = json.loads(note.read_text(encoding="utf-8"))
    if kept["inputs"] != inputs or kept["site"] != _listing(workspace.site):
        return None
    return SiteReport(**kept["report"])


def remember(workspace: Workspace, inputs: str, report: SiteReport) -> None:
    """Note what the site was built from and what stands in it."""
    kept = {"inputs": inputs, "site": _listing(workspace.site), "report": asdict(report)}
    write_text(_note(workspace), json.dumps(kept, indent=1) + "\n")


def _note(workspace: Workspace) -> Path:
    return workspace.build / "site.json"


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [])


def _listing(site: Path) -> str:
    """Hash of names, sizes and times: a file that was changed, added or lost is seen."""
    rows = []
    for path in _files(site):
        state = path.stat()
        rows.append(f"{path.relative_to(site).as_posix()} {state.st_size} {state.st_mtime_ns}")
    return fingerprint(*rows)
