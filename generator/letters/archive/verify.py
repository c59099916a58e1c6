"""Proof of the archive: chain, files and numbers; reads only, waits for nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.engine.chain import START, read_chain
from generator.engine.durable import NEW
from generator.engine.files import sha256_of
from generator.engine.pending import Pending, read_pending, read_settled
from generator.letters.archive.commit import ASK, LOCK, Places
from generator.problems import Problem, Severity, sort_problems
from generator.records.document_numbers import read_number
from generator.records.events import FrozenFile, Registered, read_event
from generator.records.issued import PENDING, REGISTER, RESTORE, STRAY, IssuedRegister, damage, inspect

FEWEST_DIGITS = 16  # of a written-down 登记簿校验码: 64 bits, more than can be matched by trying
OWN_FILES = {REGISTER, PENDING, LOCK}
UNFINISHED = "如果此刻有人在签发，稍后再看；否则是上次签发中断留下的，下次签发时会自动收尾"
RESTORE_FILE = "用备份或 git 恢复这个文件；存档文件不能改"


@dataclass(frozen=True)
class Verification:
    """What was found, and the 登记簿校验码 of this moment."""

    findings: tuple[Problem, ...]
    head: str
    lines: int
    documents: int
    matched_line: int = 0  # the line whose hash was expected; 0 if none was, or it was not found

    @property
    def is_sound(self) -> bool:
        """True if nothing is an error; gaps and unfinished business are none."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def verify(places: Places, *, expected: str = "", taken: Iterable[str] = ()) -> Verification:
    """Prove an archive; `expected` is the 登记簿校验码 of now or of an earlier day (at least its first 16 digits),
    `taken` are numbers that stand in the records and so explain gaps."""
    # The order matters: a file on disk is named by pending.json until its line stands in the register.
    there = _files_in(places.folder)
    pending, unreadable = _pending(places)
    content = read_settled(places.register, places.pending)
    inspection = inspect(content, f"{places.shown_as}/{REGISTER}")
    register = inspection.register
    matched = _matched_line(register, expected)
    findings = [
        *inspection.problems,
        *unreadable,
        *_unfinished_findings(places, pending, content),
        *_file_findings(places, register),
        *_stray_findings(places, there, register, pending),
        *_gap_findings(register, tuple(taken), places),
        *_head_findings(register, expected, matched, places),
    ]
    return Verification(sort_problems(findings), register.head, register.lines, len(register.documents), matched)


def _files_in(folder: Path) -> tuple[str, ...]:
    """Every file of the archive, named from its folder; what git keeps there for itself is no part of it."""
    files = (path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
    return tuple(sorted(path.relative_to(folder).as_posix() for path in files if not path.name.startswith(".git")))


def _pending(places: Places) -> tuple[Pending | None, list[Problem]]:
    """What is being committed, or was when a writer died; a problem if it cannot be read."""
    try:
        return read_pending(places.pending), []
    except ValueError as fault:
        return None, [damage("R03", f"{places.shown_as}/{PENDING}", 0, str(fault), ASK)]


def _unfinished_findings(places: Places, pending: Pending | None, content: bytes) -> Iterator[Problem]:
    file = f"{places.shown_as}/{PENDING}"
    if not pending:
        return
    if pending.is_done(content) or pending.is_torn(content) or _pending(places)[0] != pending:  # a writer has gone on meanwhile
        yield Problem("R03", Severity.WARNING, file, 0, 0, "有一项登记还没有收尾", suggestion=UNFINISHED)
    else:
        yield damage("R03", file, 0, "有一项登记没有收尾，而登记簿后来又被改过，两者对不上", ASK)


def _file_findings(places: Places, register: IssuedRegister) -> Iterator[Problem]:
    for document in register.documents:
        for file in document.files:
            if message := _fault_of(places.folder / file.path, file):
                yield damage("R08", f"{places.shown_as}/{file.path}", 0, f"“{document.number}”的存档文件{message}", RESTORE_FILE)


def _fault_of(path: Path, file: FrozenFile) -> str:
    """What is wrong with a frozen file, or nothing."""
    try:
        size, digest = path.stat().st_size, sha256_of(path)
    except FileNotFoundError:
        return "不见了"
    except OSError as fault:
        return f"读不了（{fault.strerror}）"
    if size != file.size:
        return f"大小变了：登记时 {file.size} 字节，现为 {size} 字节"
    return "" if digest == file.sha256 else "内容变了：与登记的校验码不符"


def _stray_findings(places: Places, there: tuple[str, ...], register: IssuedRegister, pending: Pending | None) -> Iterator[Problem]:
    known = OWN_FILES | {file.path for document in register.documents for file in document.files} | _coming(pending)
    for name in there:
        if name in known or not (places.folder / name).exists():  # gone meanwhile: a writer has moved it to its place
            continue
        if name == PENDING + NEW:
            yield Problem("R03", Severity.NOTICE, f"{places.shown_as}/{name}", 0, 0, "有一项登记刚开始", suggestion=UNFINISHED)
        else:
            yield damage("R09", f"{places.shown_as}/{name}", 0, "登记簿里没有这个文件", STRAY)


def _coming(pending: Pending | None) -> set[str]:
    """The files of the event that is being committed, at their places and beside them."""
    if not pending:
        return set()
    try:
        event = read_event(read_chain(pending.line).links[0][1].content)
    except (ValueError, IndexError):
        return set()
    paths = {file.path for file in event.files} if isinstance(event, Registered) else set[str]()
    return paths | {path + NEW for path in paths}


def _gap_findings(register: IssuedRegister, taken: tuple[str, ...], places: Places) -> Iterator[Problem]:
    """Serial numbers run on from the first that is known."""
    elsewhere = {number for number in map(read_number, taken) if number}
    for code, year in sorted({(document.code, document.year) for document in register.documents}):
        serials = {number.serial for number in register.numbers(code, year)}
        # A number that was entered says where the office's own series stood: what lies below it was used without the program.
        start = max((one.serial for one in register.documents if one.is_entered and (one.code, one.year) == (code, year)), default=min(serials))
        explained = serials | {number.serial for number in elsewhere if (number.code, number.year) == (code, year)}
        missing = [serial for serial in range(start, max(serials)) if serial not in explained]
        if missing:
            message = f"{code}〔{year}〕缺{_ranges(missing)}号"
            yield Problem("R10", Severity.NOTICE, f"{places.shown_as}/{REGISTER}", 0, 0, message, suggestion="如果这些号在程序之外用过，请补录；没有用过则不必处理")


def _ranges(serials: list[int]) -> str:
    """`2、4至9`."""
    parts: list[list[int]] = []
    for serial in serials:
        if parts and parts[-1][-1] == serial - 1:
            parts[-1].append(serial)
        else:
            parts.append([serial])
    return "、".join(str(part[0]) if len(part) == 1 else f"{part[0]}至{part[-1]}" for part in parts)


def _matched_line(register: IssuedRegister, expected: str) -> int:
    """The line that a written-down 登记簿校验码 vouches for; 0 if there is none."""
    digits = _digits(expected)
    if len(digits) < FEWEST_DIGITS:
        return 0
    return next((link.sequence for link in register.links if link.own.startswith(digits)), 0)


def _digits(expected: str) -> str:
    return "".join(expected.split()).lower()


def _head_findings(register: IssuedRegister, expected: str, matched: int, places: Places) -> Iterator[Problem]:
    digits = _digits(expected)
    file = f"{places.shown_as}/{REGISTER}"
    if not digits or matched or (len(digits) >= FEWEST_DIGITS and START.startswith(digits)):
        return
    if len(digits) < FEWEST_DIGITS:
        yield damage("R11", file, 0, f"抄存的校验码“{expected}”太短", f"请给出全部 64 位，至少前 {FEWEST_DIGITS} 位")
    else:
        yield damage("R11", file, 0, f"抄存的校验码“{expected}”在登记簿里找不到：抄存以后登记簿被截短或重写过，或者抄错了", RESTORE)
