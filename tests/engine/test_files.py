from pathlib import Path

import pytest

from generator.engine import files
from generator.engine.cache import Cache, fingerprint
from generator.engine.workers import run_units
from generator.engine.workspace import Workspace
from generator.problems import UsageError


def test_a_file_is_written_whole_and_only_when_it_changes(tmp_path):
    path = tmp_path / "函" / "甲.txt"

    assert files.write_text(path, "一") is True
    assert files.write_text(path, "一") is False
    assert files.write_text(path, "二") is True

    assert path.read_text(encoding="utf-8") == "二"
    assert [one.name for one in path.parent.iterdir()] == ["甲.txt"]


def test_a_failure_leaves_the_old_file_and_no_rubbish(tmp_path, monkeypatch):
    path = tmp_path / "甲.txt"
    files.write_text(path, "旧")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.write_text(path, "新")

    assert path.read_text(encoding="utf-8") == "旧"
    assert [one.name for one in tmp_path.iterdir()] == ["甲.txt"]


def test_borders_of_parts_count():
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("甲", b"\x00") == fingerprint("甲".encode(), "\x00")


def test_cache_keeps_what_was_put(tmp_path):
    cache = Cache(tmp_path)
    key = fingerprint("甲")

    assert cache.get(key, ".pdf") is None
    cache.put(key, ".pdf", b"1")

    assert cache.get(key, ".pdf") == b"1"


offset = 0


def set_offset(value: int) -> None:
    global offset
    offset = value


def add_offset(value: int) -> int:
    return value + offset


@pytest.mark.parametrize("count", [0, 3, 60])
def test_units_come_back_in_order_from_here_or_from_processes(count):
    results = run_units(add_offset, range(count), prepare=set_offset, prepared_with=(1000,), processes=2)

    assert list(results) == [1000 + value for value in range(count)]


def test_a_workspace_needs_its_office(tmp_path):
    with pytest.raises(UsageError, match="不是工作区"):
        Workspace.open(tmp_path)


def test_years_and_own_templates(tmp_path):
    for folder in ("content/2025", "content/2024", "content/pages", "content/20255", "templates"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content/office.yml").touch()
    workspace = Workspace.open(tmp_path)

    assert workspace.years() == (2024, 2025)
    assert workspace.template_folders[0] == tmp_path.resolve() / "templates"
    assert workspace.template_folders[1] == Path("templates").resolve()
    assert workspace.relative(tmp_path.resolve() / "content/office.yml") == "content/office.yml"
