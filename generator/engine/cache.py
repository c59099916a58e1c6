"""Same inputs, no work: results are kept under the hash of everything they were made from."""

import hashlib
from pathlib import Path

from generator.engine.files import write_bytes


def fingerprint(*parts: bytes | str) -> str:
    """SHA-256 over parts whose borders count: ("ab", "c") is not ("a", "bc")."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Cache:
    """A folder of results; it may be deleted at any time and nothing is lost but work."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, key: str, ending: str) -> Path:
        """Where the result with this key stands."""
        return self.folder / key[:2] / f"{key[2:]}{ending}"

    def get(self, key: str, ending: str) -> bytes | None:
        """The kept result, or None."""
        path = self.path(key, ending)
        return path.read_bytes() if path.exists() else None

    def put(self, key: str, ending: str, content: bytes) -> None:
        """Keep a result."""
        write_bytes(self.path(key, ending), content)
