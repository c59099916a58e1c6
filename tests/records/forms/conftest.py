"""The forms of the sample workspace, made once."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.engine.form_workbook import form_workbook_bytes
from generator.engine.workspace import Workspace
from generator.records.forms.books import FormFile, form_files
from generator.records.forms.kinds import FormKind
from generator.records.loading import Loader
from generator.records.register import Register

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 21)
YEAR = 2025


@pytest.fixture(scope="session")
def register() -> Register:
    """The year of the sample in which everything has happened."""
    loader = Loader(Workspace.open(ROOT))
    foundation = loader.foundation()
    assert foundation
    return loader.year(foundation, YEAR)


@pytest.fixture(scope="session")
def filled(register: Register) -> dict[str, FormFile]:
    """Every form of every unit that is not secret, by the file's name."""
    units = [unit for unit in register.units.values() if not register.is_secret(unit)]
    return {form.book.name: form for kind in FormKind for form in form_files(register, kind, units, is_asked_for=False)}


@pytest.fixture(scope="session")
def blank(register: Register) -> dict[FormKind, FormFile]:
    """Every form without a unit."""
    return {kind: next(form_files(register, kind, (), is_blank=True)) for kind in FormKind}


@pytest.fixture(scope="session")
def content(filled: dict[str, FormFile]) -> dict[str, bytes]:
    """The bytes of the files."""
    return {name: form_workbook_bytes(form.book, made_on=DAY) for name, form in filled.items()}


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes], str], dict[str, bytes]]:
    """LibreOffice opens files and saves them in another format: names and bytes in, names and bytes out."""
    program = shutil.which("soffice")
    if program is None:
        message = "no LibreOffice on this machine: run `sh .ci/provision.sh --test`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(files: dict[str, bytes], ending: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("office")
        for name, data in files.items():
            (folder / name).write_bytes(data)
        out = folder / "out"
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending, "--outdir", str(out), *(str(folder / name) for name in files)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=150)
        assert done.returncode == 0, done.stderr
        return {path.name: path.read_bytes() for path in sorted(out.iterdir())}

    return convert
