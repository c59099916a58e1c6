"""One event becomes part of the archive: wholly or not at all, whenever the machine stops.

    1  pending.json   the exact line to come, with the hashes of its files
    2  the files      each beside its place, then moved there; read-only
    3  the line       one append: from here on the number is given
    4  pending.json   removed

Whoever holds the lock next calls `recover`: where the line or all files are there, it brings the event to its end;
else it takes away what is there, and the number was never used. Recovering may itself be cut short and begun again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.engine import durable
from generator.engine.chain import Link, read_chain
from generator.engine.files import sha256_of
from generator.engine.pending import Pending, read_pending, write_pending
from generator.problems import ContentError
from generator.records.events import NAMES, Event, FrozenFile, Issue, Registered, read_event
from generator.records.issued import PENDING, REGISTER, damage

LOCK = ".lock"
ASK = "请先备份整个 content/issued 文件夹，再用备份或 git 恢复 register.jsonl，不要自己删改 pending.json"


@dataclass(frozen=True)
class Places:
    """Where things stand in an archive; `shown_as` is its name in messages."""

    folder: Path
    shown_as: str

    @property
    def register(self) -> Path:
        """The chain of events."""
        return self.folder / REGISTER

    @property
    def pending(self) -> Path:
        """The event that is being committed."""
        return self.folder / PENDING

    @property
    def lock(self) -> Path:
        """What a writer holds; stays for ever."""
        return self.folder / LOCK

    def content(self) -> bytes:
        """The register as it is; empty if there is none."""
        return self.register.read_bytes() if self.register.exists() else b""


def commit(places: Places, link: Link, files: Mapping[str, bytes | Path], *, size: int) -> None:
    """Freeze the files (places below the archive's folder; what a path names is copied) and append the line to a register of `size` bytes."""
    write_pending(places.pending, Pending(size, link.line))
    for path, content in files.items():
        durable.make_folder((places.folder / path).parent)
        if isinstance(content, Path):
            durable.copy(places.folder / path, content)
        else:
            durable.put(places.folder / path, content)
    durable.append(places.register, link.line)
    durable.remove(places.pending)


def recover(places: Places) -> str:
    """Finish or undo what a dead writer left, and say so in a sentence; empty if there was nothing. Needs the lock.

    Raises ContentError where what is there does not explain itself; nothing is touched then.
    """
    durable.remove(durable.neighbour(places.pending))  # nothing was begun yet
    try:
        pending = read_pending(places.pending)
        event = _event_of(pending, places.content()) if pending else None
    except ValueError as fault:
        raise ContentError([damage("R03", f"{places.shown_as}/{PENDING}", 0, f"中断的签发无法自动收尾：{fault}", ASK)]) from None
    if not pending or not event:
        return ""
    return _settle(places, pending, event)


def _event_of(pending: Pending, content: bytes) -> Event:
    """The event that was meant; ValueError if it does not fit on to the register."""
    if not (pending.is_done(content) or pending.is_torn(content)):
        raise ValueError("登记簿在中断之后又被改过，与 pending.json 对不上")
    before, meant = read_chain(content[: pending.size]), read_chain(content[: pending.size] + pending.line)
    if meant.faults or meant.tail or len(meant.links) != len(before.links) + 1:
        raise ValueError("pending.json 里的登记与登记簿接不上")
    return read_event(meant.links[-1][1].content)


def _settle(places: Places, pending: Pending, event: Event) -> str:
    content = places.content()
    name, act = f"“{event.number}”", "签发" if type(event) is Issue else NAMES[type(event)]
    if pending.is_done(content):
        durable.remove(places.pending)
        return f"上次{name}的{act}在收尾时中断：登记和文件都完整，现已收尾。"
    files = event.files if isinstance(event, Registered) else ()
    is_whole = all(is_frozen(places.folder, file) for file in files)
    if not is_whole:
        _take_away(places.folder, files)
    if len(content) > pending.size:
        durable.cut(places.register, pending.size)
    if is_whole:
        durable.append(places.register, pending.line)
    durable.remove(places.pending)
    if is_whole:
        return f"上次{name}的{act}在写登记簿时中断：文件完整，现已补写登记，{act}有效。"
    return f"上次{name}的{act}中途中断：文件不完整，现已撤销，这个号没有用掉。"


def _take_away(folder: Path, files: tuple[FrozenFile, ...]) -> None:
    """Remove the files of an event that has not happened; they did not exist before it."""
    for file in files:
        path = folder / file.path
        durable.remove(durable.neighbour(path))
        durable.remove(path)
        durable.remove_empty_folder(path.parent)


def is_frozen(folder: Path, file: FrozenFile) -> bool:
    """Whether the file is there, byte for byte."""
    path = folder / file.path
    return path.is_file() and path.stat().st_size == file.size and sha256_of(path) == file.sha256


def frozen(path: str, content: bytes | Path) -> FrozenFile:
    """What the register says of a file."""
    if isinstance(content, Path):
        return FrozenFile(path=path, sha256=sha256_of(content), size=content.stat().st_size)
    return FrozenFile(path=path, sha256=sha256(content).hexdigest(), size=len(content))
