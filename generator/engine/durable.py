"""Steps on disk that have happened for good when they return, even if the power goes; each is whole or has not happened.

Only `append` can be cut short in the middle; what then stands at the end of the file is known to its caller.
"""

import os
from collections.abc import Mapping
from pathlib import Path

NEW = ".new"  # ending of a file that is being written beside its place
READ_ONLY, PLAIN = 0o444, 0o644
PIECE = 1 << 20  # bytes that are in memory at a time


def make_folder(path: Path) -> None:
    """Make the folder and those above it."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        _sync_folder(path.parent)


def put(path: Path, content: bytes, *, mode: int = READ_ONLY) -> None:
    """Write a file beside its place, then move it there."""
    beside = neighbour(path)
    remove(beside)
    _write_beside(path, content, mode)
    os.replace(beside, path)  # noqa: PTH105 - one name for each step on disk, so that tests can stop at it
    _sync_folder(path.parent)


def put_all(files: Mapping[Path, bytes], *, mode: int = READ_ONLY) -> None:
    """Write several files beside their places, and only when all are there move them; what fails before leaves every place as it was."""
    for path in files:
        remove(neighbour(path))
    try:
        for path, content in files.items():
            _write_beside(path, content, mode)
    except BaseException:
        for path in files:
            remove(neighbour(path))
        raise
    for path in files:
        os.replace(neighbour(path), path)  # noqa: PTH105
    for folder in dict.fromkeys(path.parent for path in files):
        _sync_folder(folder)


def copy(path: Path, source: Path, *, mode: int = READ_ONLY) -> None:
    """`put` of what stands in another file, which may be larger than memory."""
    beside = neighbour(path)
    remove(beside)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with source.open("rb") as file:
            while piece := file.read(PIECE):
                _write(handle, piece)
        os.fchmod(handle, mode)
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(beside, path)  # noqa: PTH105
    _sync_folder(path.parent)


def append(path: Path, line: bytes) -> None:
    """Add a line at the end of a file, or begin the file with it."""
    is_new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, PLAIN)
    try:
        _write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        _sync_folder(path.parent)


def cut(path: Path, size: int) -> None:
    """Take off all that stands after `size` bytes."""
    handle = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.ftruncate(handle, size)
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a file if it is there."""
    if path.exists():
        os.unlink(path)  # noqa: PTH108
        _sync_folder(path.parent)


def remove_empty_folder(path: Path) -> None:
    """Remove a folder if it is there and nothing is in it."""
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
        _sync_folder(path.parent)


def neighbour(path: Path) -> Path:
    """Where a file stands while it is being written."""
    return path.with_name(path.name + NEW)


def _write_beside(path: Path, content: bytes, mode: int) -> None:
    handle = os.open(neighbour(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        _write(handle, content)
        os.fchmod(handle, mode)  # whatever the umask took away
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def _sync_folder(path: Path) -> None:
    """Make a new or removed name in the folder last."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
