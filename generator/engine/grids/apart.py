"""Files that are not trusted are read in a process of its own, which is ended when it takes too long or too much memory."""

import contextlib
import multiprocessing
import sys
from io import StringIO
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType

from generator.engine.grids.limits import LIMITS, Limits
from generator.engine.grids.outcome import FileRead, Hindrance, UnreadableFile
from generator.engine.grids.reading import read_file
from generator.problems import UsageError

SECONDS_TO_START = 60.0  # of a fresh process on a busy machine, before the clock of a file runs
REMEDY = "请用 WPS 或 Excel 打开，只把要用的表复制到新文件里，保存后再用。"


class ReaderApart:
    """Reads one file after the other in one process, which is started again after it had to be ended::

        with ReaderApart() as reader:
            for path in paths:
                reader.read(path)
    """

    def __init__(self, limits: Limits = LIMITS):
        self._limits = limits
        self._worker: tuple[BaseProcess, Connection] | None = None

    def __enter__(self) -> "ReaderApart":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def read(self, path: Path, *, name: str | None = None) -> FileRead:
        """As `read_file`; UnreadableFile also for a file that takes too long or ends the process that reads it."""
        called = name or path.name
        pipe = self._ready()
        try:
            pipe.send((path, called))
            if not pipe.poll(self._limits.seconds):
                self._end()
                raise UnreadableFile(called, Hindrance.TOO_SLOW, f"读了 {self._limits.seconds:g} 秒还没有读完，已经停下。", REMEDY)
            outcome = pipe.recv()
        except (EOFError, OSError) as error:  # the system ended it, or a library did
            self._end()
            raise UnreadableFile(called, Hindrance.DAMAGED, "文件的结构不正常，读到一半读取程序退出了。", REMEDY) from error
        if isinstance(outcome, UnreadableFile):
            raise outcome
        assert isinstance(outcome, FileRead)
        return outcome

    def _ready(self) -> Connection:
        if self._worker is None or not self._worker[0].is_alive():
            self._end()
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._limits), daemon=True)
            process.start()
            theirs.close()
            self._worker = process, ours
            try:
                started = ours.poll(SECONDS_TO_START) and ours.recv()
            except (EOFError, OSError):
                started = False
            if not started:
                self._end()
                raise UsageError("读表格用的程序启动不了，可能是内存不够。请关闭别的程序再试。")
        return self._worker[1]

    def _end(self) -> None:
        if self._worker:
            process, pipe = self._worker
            self._worker = None
            pipe.close()
            process.kill()
            process.join()
            process.close()


def _serve(pipe: Connection, limits: Limits) -> None:
    """In the other process: answer each path with what was read or with the reason why not."""
    _bound_memory(limits.memory_bytes)
    sys.stderr = StringIO()  # what goes wrong is said by the other side, in Chinese
    pipe.send(True)
    with contextlib.suppress(EOFError, KeyboardInterrupt, MemoryError):  # without memory it ends, and the other side says so
        while True:
            path, name = pipe.recv()
            pipe.send(_outcome(path, name, limits))


def _outcome(path: Path, name: str, limits: Limits) -> FileRead | UnreadableFile:
    try:
        return read_file(path, name=name, limits=limits)
    except UnreadableFile as error:
        error.__cause__ = error.__context__ = None  # they hold what was read so far, and the memory for it
        return error.with_traceback(None)
    except Exception as error:  # no file may end an import of two thousand; what it was is said, so that it can be mended
        return UnreadableFile(name, Hindrance.DAMAGED, f"文件的结构不正常（{type(error).__name__}），读不下去。", REMEDY)


def _bound_memory(most: int) -> None:
    """So much beyond what the process has taken to start."""
    if sys.platform == "linux":  # elsewhere the limit is not kept by the system
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        whole = pages * resource.getpagesize() + most
        resource.setrlimit(resource.RLIMIT_AS, (whole, whole))
