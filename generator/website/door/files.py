"""A file of the workspace at the door: measured, hashed, and given the address at which it is linked in."""

import re
from pathlib import Path, PurePosixPath
from typing import Any

from generator.engine.cache import Cache, fingerprint
from generator.engine.files import sha256_of
from generator.engine.workspace import Workspace
from generator.problems import JixiaoError
from generator.records.attachments import attachment_fault, is_attachment
from generator.website.door.public_site import PublicFile

UNSAFE = re.compile(r"[^\w.()（）〔〕《》“”、，·-]+")  # signs that mean something in an address, and blanks


def public_file(workspace: Workspace, attached: Any, folder: str) -> PublicFile:
    """The file that an attached record names (behind the gate or not), to stand below `folder` of the site, such as `files/rules`.

    Raises JixiaoError for a path that may not go out; the rules have told it with its place before (`attachment_fault`).
    """
    path = attached.path
    if fault := attachment_fault(path, {path} if is_attachment(workspace.content, path) else ()):
        raise JixiaoError(f"{fault[0]}。请{fault[1]}。")
    source = workspace.content / path
    name = UNSAFE.sub("-", PurePosixPath(path).name)
    return PublicFile(attached.name, f"{folder}/{name}", source.stat().st_size, _sha256(workspace, source), source)


def _sha256(workspace: Workspace, source: Path) -> str:
    """The file's hash, remembered as long as its size and time are the same: a district's PDF files of years are not read at each build."""
    state = source.stat()
    cache = Cache(workspace.build / "cache" / "files")
    key = fingerprint(workspace.relative(source), str(state.st_size), str(state.st_mtime_ns))
    if kept := cache.get(key, ".sha256"):
        return kept.decode()
    digest = sha256_of(source)
    cache.put(key, ".sha256", digest.encode())
    return digest
