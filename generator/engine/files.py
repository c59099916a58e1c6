"""Files appear whole or not at all."""

import os
import shutil
import tempfile
from hashlib import file_digest
from pathlib import Path


def write_bytes(path: Path, content: bytes) -> bool:
    """Write through a neighbour and a rename; True if the file is new or other than before."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, neighbour = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(neighbour).chmod(0o644)
        Path(neighbour).replace(path)
    except BaseException:
        Path(neighbour).unlink(missing_ok=True)
        raise
    return True


def write_text(path: Path, text: str) -> bool:
    """`write_bytes` for UTF-8 text with plain line ends."""
    return write_bytes(path, text.encode("utf-8"))


def sha256_of(path: Path) -> str:
    """Hash of a file's bytes in hexadecimal; a large file is never in memory as a whole."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def remove_tree(path: Path) -> None:
    """Remove a folder if it is there."""
    if path.exists():
        shutil.rmtree(path)
