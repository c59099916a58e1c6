"""One at a time: a lock on a file that the kernel lets go of when its holder ends, however it ends."""

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problems import UsageError

PATIENCE = 120.0  # seconds; the longest that a batch of letters is expected to take
PAUSE = 0.05  # seconds between two tries
CANNOT_LOCK = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}

_held: set[int] = set()


def _forget_in_child() -> None:
    """A forked child must not keep its parent's lock alive: it closes its copies."""
    for handle in _held:
        os.close(handle)
    _held.clear()


os.register_at_fork(after_in_child=_forget_in_child)


@contextmanager
def hold_lock(path: Path, *, on_wait: Callable[[], None], patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock; while another holds it, wait up to `patience` seconds. `on_wait` is called once, if there is need to wait.

    The file stays for ever: a lock file that is removed can be held by two at once.
    """
    handle = _acquire(path, on_wait, patience)
    _held.add(handle)
    try:
        yield
    finally:
        if handle in _held:  # a forked child has closed its copy already
            _held.discard(handle)
            os.close(handle)  # lets go of the lock


def _acquire(path: Path, on_wait: Callable[[], None], patience: float) -> int:
    for tries in range(max(1, round(patience / PAUSE))):
        if (handle := _try(path)) is not None:
            return handle
        if tries == 0:
            on_wait()
        time.sleep(PAUSE)
    raise UsageError(f"等了 {patience:g} 秒，另一个签发或导入仍未结束。请稍后再试；如果没有人在签发、导入，看看是否有停住的 jixiao 程序，结束它即可，登记簿不会受损。")


def _try(path: Path) -> int | None:
    """The open file if its lock is ours now; None if another has it."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as fault:
        raise UsageError(f"打不开锁文件“{path.name}”（{fault.strerror}）：请确认对“{path.parent}”有写的权限。") from fault
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError as fault:
        os.close(handle)
        if fault.errno in CANNOT_LOCK:
            raise UsageError("这个文件系统不支持文件锁，不能保证同时只有一个人在写，因此不签发，也不导入。请把工作区放到本机磁盘，或请管理员为网络盘开启文件锁。") from fault
        raise UsageError(f"锁不住“{path.name}”（{fault.strerror}）。") from fault
    if _is_still_at(path, handle):
        return handle
    os.close(handle)  # someone removed or replaced the file meanwhile: the lock on the old one is worth nothing
    return None


def _is_still_at(path: Path, handle: int) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    ours = os.fstat(handle)
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)
