"""Files in `content/attachments` that go onto the site as they are: which there are, and what is wrong with a path that should name one."""

import difflib
from collections.abc import Collection
from pathlib import Path, PurePosixPath

FOLDER = "attachments"
# Documents that offices publish. A page is not among them: it would bring its own links and scripts.
ENDINGS = ("pdf", "ofd", "docx", "doc", "wps", "xlsx", "xls", "et", "csv", "zip")


def is_attachment(content: Path, path: str) -> bool:
    """Whether there is such a file, `path` relative to `content/`. A link that leads out of the folder is no file of it."""
    file = content / path
    return file.is_file() and file.resolve().is_relative_to((content / FOLDER).resolve())


def list_attachments(content: Path) -> frozenset[str]:
    """The files of the folder as records name them: relative to `content/`."""
    names = (path.relative_to(content).as_posix() for path in (content / FOLDER).rglob("*"))
    return frozenset(name for name in names if is_attachment(content, name))


def attachment_fault(path: str, attachments: Collection[str]) -> tuple[str, str] | None:
    """What is wrong with the path and what to do about it, in words for the clerk; None if it names a file that may go out."""
    parts = PurePosixPath(path)
    if "\\" in path:
        # As Windows shows it, often with the drive; what follows the folder is the path to write.
        mended = f"{FOLDER}/" + path.replace("\\", "/").rpartition(f"{FOLDER}/")[2]
        is_whole = f"{FOLDER}\\" in path or f"{FOLDER}/" in path
        remedy = f"改成“{mended}”" if is_whole else f"把文件放进 content/{FOLDER}，路径写成“{FOLDER}/文件名”"
        return f"路径“{path}”里是反斜杠“\\”，应为斜杠“/”", remedy
    if not path.startswith(f"{FOLDER}/") or ".." in parts.parts:
        # Only what was put there to be published: no path may name a record, the register or a file of the machine.
        return f"路径“{path}”不在 {FOLDER} 文件夹里", f"把文件放进 content/{FOLDER}，路径写成“{FOLDER}/文件名”，用斜杠“/”分隔"
    if parts.suffix.lower().removeprefix(".") not in ENDINGS:
        return f"“{parts.name}”不是可以上网的文件类型", f"可以上网的有：{'、'.join(ENDINGS)}"
    if path not in attachments:
        near = difflib.get_close_matches(path[len(FOLDER) :], sorted(name[len(FOLDER) :] for name in attachments), 1)
        return f"没有文件“{path}”", f"是否应为“{FOLDER}{near[0]}”？" if near else f"把文件放进 content/{FOLDER}，或改正路径"
    return None
