"""What was read is kept under the hash of its bytes; the same bytes give the same records."""

from pathlib import Path

from tests.workspaces import PROJECT, check_lines, edit, load, make_sound_workspace


def kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "build" / "cache" / "records").rglob("*.json")}


def test_second_load_gives_equal_records(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)

    first, made = load(workspace), kept(tmp_path)
    second = load(workspace)

    assert (len(made), second, kept(tmp_path)) == (8, first, made)


def test_second_load_reads_what_was_kept(tmp_path: Path) -> None:
    """Shown by changing what was kept: only who reads it can see the change."""
    workspace = make_sound_workspace(tmp_path)
    load(workspace)
    for path in (tmp_path / "build" / "cache" / "records").rglob("*.json"):
        path.write_bytes(path.read_bytes().replace("中小学课后服务".encode(), "留存的名称".encode()))

    assert load(workspace)[1][2025].projects[0].name == "留存的名称"


def test_changed_byte_is_seen(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    before = load(workspace)[1][2025].projects[0]

    edit(workspace, PROJECT, "  全年执行数: 304\n", "  全年执行数: 305\n")

    after = load(workspace)[1][2025].projects[0]
    assert before.funds
    assert after.funds
    assert (str(before.funds.executed), str(after.funds.executed), len(kept(tmp_path))) == ("304", "305", 9)


def test_wrong_files_are_not_kept(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, PROJECT, "年度: 2025 ", "年度：2025 ")

    first = check_lines(workspace)

    assert (len(kept(tmp_path)), check_lines(workspace)) == (7, first)


def test_places_are_found_for_what_was_kept(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, PROJECT, '预算单位: "101"', '预算单位: "999"')
    assert check_lines(workspace) == check_lines(workspace) == [
        f"{PROJECT}:5:7 错误 C01 预算单位：名录里没有编码为“999”的单位 → 改正编码，或在 units.yml 里补上这个单位"
    ]
