"""Documents for archive tests, and what other processes do to an archive: issue, stop at a step on disk, be killed."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from generator.letters.archive.archive import Archive
from generator.letters.archive.requests import DeliveryRequest, IssueRequest, MadeFiles, MadeSet

DAY = date(2026, 11, 21)
WHEN = "2026-11-21T10:00:00+08:00"
STEPS = ("mkdir", "open", "write", "fchmod", "fsync", "replace", "ftruncate", "unlink", "rmdir")  # all that changes a disk
KILLED = 9

# Each child is a process of its own, forked from a clean server that has the imports already: a start takes milliseconds.
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "generator.letters.archive.archive"])


def request(draft: str = "feedback-2025-P2025-0001", **changes: Any) -> IssueRequest:
    return replace(
        IssueRequest(
            code="样财函",
            series="letter",
            kind="绩效评价结果反馈意见函",
            genre="函",
            draft=draft,
            title="关于反馈2025年度农村公路养护项目支出绩效评价结果的函",
            addressee="江城市示范区交通运输局",
            issued_on=DAY,
            when=WHEN,
            approver="演示人员甲",
            budget_year=2025,
            dossiers=("P2025-0001",),
            facts={"总分": "86.5", "等级": "良"},
        ),
        **changes,
    )


def made(number: str) -> MadeFiles:
    return MadeFiles(f"%PDF-1.7 {number}".encode(), f"PK {number}".encode(), 3)


def set_request(**changes: Any) -> DeliveryRequest:
    """A set for the congress."""
    return replace(
        DeliveryRequest(
            code="样财函",
            series="letter",
            kind="报送人大审查的决算草案和绩效评价结果",
            genre="函",
            draft="congress-2025-final",
            title="关于报送样例区2025年决算草案和绩效评价结果的函",
            addressee="区人大常委会预算工作委员会",
            issued_on=DAY,
            when=WHEN,
            budget_year=2025,
            stage="决算",
        ),
        **changes,
    )


def set_of(folder: Path, named: tuple[str, ...] = ()) -> Callable[[str], MadeSet]:
    """Files of a set that bear their number, written into the folder."""

    def made_set(number: str) -> MadeSet:
        files = {ending: folder / f"set{ending}" for ending in (".pdf", ".zip", ".xlsx", ".csv")}
        for ending, path in files.items():
            path.write_text(f"{ending} {number}", encoding="utf-8")
        return MadeSet(files, 21, "所据内容", named)

    return made_set


def deliver_until_step(folder: Path, stop: int) -> None:
    made_set = set_of(folder.parent)
    files = made_set("样财函〔2026〕2号")
    _stop_at(stop)
    with Archive(folder).writing() as writer:
        writer.deliver(set_request(), lambda number: files)


def issue_together(folder: Path, draft: str, start: Barrier) -> None:
    start.wait()
    with Archive(folder).writing() as writer:
        writer.issue(request(draft), made)


def issue_and_tell(folder: Path, name: str, told: Connection) -> None:
    """Issue until killed; every number that was given is told."""
    archive, count = Archive(folder), 0
    while True:
        with archive.writing() as writer:
            for _ in range(3):
                count += 1
                told.send(writer.issue(request(f"{name}-{count}"), made).number)


def issue_until_step(folder: Path, draft: str, stop: int) -> None:
    _stop_at(stop)
    with Archive(folder).writing() as writer:
        writer.issue(request(draft), made)


def void_until_step(folder: Path, number: str, stop: int) -> None:
    _stop_at(stop)
    with Archive(folder).writing() as writer:
        writer.void(number, why="主送机关有误", on=DAY, when=WHEN)


def recover_until_step(folder: Path, stop: int) -> None:
    _stop_at(stop)
    with Archive(folder).writing():
        pass


def hold(folder: Path, told: Connection, *, fork: bool) -> None:
    """Keep the lock until killed, on wish with a forked child that lives on."""
    with Archive(folder).writing():
        child = os.fork() if fork else 0
        if fork and child == 0:
            time.sleep(60)
            os._exit(0)
        told.send(child)
        time.sleep(60)


def hold_while_printing(folder: Path, told: Connection) -> None:
    """Stop in the middle of an issue until a word comes."""

    def slowly(number: str) -> MadeFiles:
        told.send(number)
        told.recv()
        return made(number)

    with Archive(folder).writing() as writer:
        writer.issue(request(), slowly)


def run(function: Callable[..., None], *arguments: object) -> int:
    """Run in another process to its end; its exit status."""
    process = PROCESSES.Process(target=function, args=arguments)
    process.start()
    process.join()
    status = process.exitcode
    process.close()
    assert status is not None
    return status


def _stop_at(stop: int) -> None:
    """The process ends, as if killed, before its n-th step on disk; a write is left half done."""
    left = stop

    def stopping(step: str, really: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                if step == "write":
                    really(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os._exit(KILLED)
            return really(*arguments, **options)

        return act

    for step in STEPS:
        setattr(os, step, stopping(step, getattr(os, step)))
