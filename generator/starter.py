"""`jixiao new`: a fresh workspace with commented samples that builds as it is."""

import json
from pathlib import Path

from generator.engine.files import write_bytes, write_text
from generator.engine.workspace import PACKAGED
from generator.problems import UsageError
from generator.records.schema import SCHEMAS, schema_texts

YEAR = "YEAR"  # stands for the budget year in the names and texts of the samples


def create(folder: Path, *, year: int) -> tuple[Path, ...]:
    """Write the samples for the budget year `year` into `folder`, which must not hold anything yet."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"“{folder}”已经存在，而且不是空文件夹。请换一个名字。")
    samples = PACKAGED / "templates" / "workspace"
    written = []
    for path in sorted(path for path in samples.rglob("*") if path.is_file()):
        target = folder / path.relative_to(samples).as_posix().replace(YEAR, str(year))
        write_bytes(target, path.read_text(encoding="utf-8").replace(YEAR, str(year)).encode())
        written.append(target)
    for name, text in schema_texts().items():
        write_text(folder / "schema" / name, text)
        written.append(folder / "schema" / name)
    # Editors with a YAML language server read this and help while typing.
    settings = {"yaml.schemas": {f"./schema/{name}": pattern for name, (_, pattern) in SCHEMAS.items()}}
    write_text(folder / ".vscode" / "settings.json", json.dumps(settings, ensure_ascii=False, indent=2) + "\n")
    return (*written, folder / ".vscode" / "settings.json")
