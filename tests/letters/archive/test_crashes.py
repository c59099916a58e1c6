"""Many writers at once, and writers that die: a number is given once, a file has its line, a line its files."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from generator.letters.archive.archive import WAITING, Archive
from generator.problems import Severity, UsageError
from tests.letters.archive.acting import (
    DAY,
    KILLED,
    PROCESSES,
    WHEN,
    deliver_until_step,
    hold,
    hold_while_printing,
    issue_and_tell,
    issue_together,
    issue_until_step,
    made,
    recover_until_step,
    request,
    run,
    void_until_step,
)

MOST_STEPS = 60  # more than any act takes; reaching it means that stopping does not work
KILLS = 60
MANY = 40


def numbers(archive: Archive) -> list[str]:
    return [document.number for document in archive.read().documents]


def up_to(count: int) -> list[str]:
    return [f"样财函〔2026〕{serial}号" for serial in range(1, count + 1)]


def recovered(folder: Path) -> tuple[str, ...]:
    with Archive(folder, patience=1).writing() as writer:
        return writer.recovered


def test_twenty_processes_get_numbers_1_to_20_once_each(tmp_path):
    start = PROCESSES.Barrier(20)
    processes = [PROCESSES.Process(target=issue_together, args=(tmp_path, f"draft-{one}", start)) for one in range(20)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    archive = Archive(tmp_path)
    assert [process.exitcode for process in processes] == [0] * 20
    assert numbers(archive) == up_to(20)
    assert {document.draft for document in archive.read().documents} == {f"draft-{one}" for one in range(20)}
    assert archive.verify().findings == ()


def test_killed_at_every_step_of_an_issue_the_register_verifies_and_the_next_gets_the_right_number(tmp_path):
    outcomes = set()
    for step in range(1, MOST_STEPS):
        folder = tmp_path / str(step)
        with Archive(folder).writing() as writer:
            writer.issue(request("first"), made)

        status = run(issue_until_step, folder, "second", step)

        archive = Archive(folder)
        seen = numbers(archive)  # reading works before anyone has recovered
        assert archive.verify().is_sound
        sentences = recovered(folder)
        kept = numbers(archive)
        outcomes.add("".join(sentences) or "nothing")
        assert kept[: len(seen)] == seen  # what a reader saw is never taken back
        assert kept in (up_to(1), up_to(2))
        assert archive.verify().findings == ()
        with archive.writing() as writer:
            third = writer.issue(request("third"), made)
        assert third.serial == len(kept) + 1
        assert archive.verify().findings == ()
        if status == 0:
            break
        assert status == KILLED
    else:
        pytest.fail("the act never came to its end")
    assert step > 20
    assert outcomes == {
        "nothing",
        "上次“样财函〔2026〕2号”的签发中途中断：文件不完整，现已撤销，这个号没有用掉。",
        "上次“样财函〔2026〕2号”的签发在写登记簿时中断：文件完整，现已补写登记，签发有效。",
        "上次“样财函〔2026〕2号”的签发在收尾时中断：登记和文件都完整，现已收尾。",
    }


def test_killed_at_every_step_of_a_delivery_all_files_of_the_set_are_there_or_none(tmp_path):
    outcomes = set()
    for step in range(1, 2 * MOST_STEPS):
        folder = tmp_path / str(step) / "issued"
        with Archive(folder).writing() as writer:
            writer.issue(request("first"), made)

        status = run(deliver_until_step, folder, step)

        archive = Archive(folder)
        assert archive.verify().is_sound
        outcomes.add("".join(recovered(folder)) or "nothing")
        kept = numbers(archive)
        assert kept in (up_to(1), up_to(2))
        assert len(list((folder / "2026").glob("2026-letter-0002.*"))) == (4 if len(kept) == 2 else 0)
        assert archive.verify().findings == ()
        if status == 0:
            break
        assert status == KILLED
    else:
        pytest.fail("the act never came to its end")
    assert outcomes == {
        "nothing",
        "上次“样财函〔2026〕2号”的报送中途中断：文件不完整，现已撤销，这个号没有用掉。",
        "上次“样财函〔2026〕2号”的报送在写登记簿时中断：文件完整，现已补写登记，报送有效。",
        "上次“样财函〔2026〕2号”的报送在收尾时中断：登记和文件都完整，现已收尾。",
    }


def test_killed_at_every_step_of_the_very_first_issue_nothing_is_left_or_all_is(tmp_path):
    for step in range(1, MOST_STEPS):
        folder = tmp_path / str(step) / "content" / "issued"
        status = run(issue_until_step, folder, "first", step)

        recovered(folder)

        assert numbers(Archive(folder)) in ([], up_to(1))
        assert Archive(folder).verify().findings == ()
        if not numbers(Archive(folder)):
            assert {path.name for path in folder.iterdir()} <= {".lock", "register.jsonl"}
        if status == 0:
            return
    pytest.fail("the act never came to its end")


def test_killed_at_every_step_of_recovering_it_is_recovered_the_next_time(tmp_path):
    """Three crashes that need work: in a file, before the line, in the line."""
    beginnings = [folder for folder in _crashed(tmp_path / "crashed") if (folder / "pending.json").exists()]
    assert len(beginnings) > 12
    for place, beginning in enumerate(beginnings):
        for step in range(1, MOST_STEPS):
            folder = tmp_path / f"{place}-{step}"
            shutil.copytree(beginning, folder)
            status = run(recover_until_step, folder, step)
            assert Archive(folder).verify().is_sound
            recovered(folder)
            assert numbers(Archive(folder)) in (up_to(1), up_to(2))
            assert Archive(folder).verify().findings == ()
            if status == 0:
                break


def _crashed(folder: Path) -> list[Path]:
    """Archives with one document and a second that came as far as each step."""
    folders = []
    for step in range(1, MOST_STEPS):
        one = folder / str(step)
        with Archive(one).writing() as writer:
            writer.issue(request("first"), made)
        folders.append(one)
        if run(issue_until_step, one, "second", step) == 0:
            break
    return folders


def test_killed_while_voiding_it_is_void_or_not(tmp_path):
    with Archive(tmp_path / "0").writing() as writer:
        writer.issue(request(), made)
    states = []
    for step in range(1, MOST_STEPS):
        folder = tmp_path / str(step)
        shutil.copytree(tmp_path / "0", folder)
        status = run(void_until_step, folder, up_to(1)[0], step)
        recovered(folder)
        states.append(Archive(folder).read().documents[0].state)
        assert Archive(folder).verify().findings == ()
        if status == 0:
            break
    assert states == sorted(states, key=["有效", "已作废"].index)
    assert set(states) == {"有效", "已作废"}


def test_killed_at_any_moment_every_number_that_was_told_stands_in_the_register(tmp_path):
    chance, told = random.Random(20261121), set[str]()
    for round_ in range(KILLS):
        hear, tell = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=issue_and_tell, args=(tmp_path, f"round-{round_}", tell))
        process.start()
        tell.close()
        told.add(hear.recv())
        time.sleep(chance.uniform(0, 0.02))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        while True:
            try:
                told.add(hear.recv())
            except (EOFError, OSError):  # killed in the middle of telling
                break
        hear.close()

        before = numbers(Archive(tmp_path))
        assert told <= set(before)
        recovered(tmp_path)
        assert numbers(Archive(tmp_path))[: len(before)] == before
        assert Archive(tmp_path).verify().findings == ()
    assert numbers(Archive(tmp_path)) == up_to(len(numbers(Archive(tmp_path))))


@pytest.mark.parametrize("fork", [False, True], ids=["alone", "with a forked child that lives on"])
def test_a_dead_process_holds_no_lock(tmp_path, fork):
    hear, tell = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=hold, args=(tmp_path, tell), kwargs={"fork": fork})
    process.start()
    child = hear.recv()
    with pytest.raises(UsageError, match="另一个签发或导入仍未结束"), Archive(tmp_path, patience=0.1).writing():
        pass

    os.kill(process.pid, signal.SIGKILL)
    process.join()
    try:
        with Archive(tmp_path, patience=5).writing() as writer:
            assert writer.issue(request(), made).serial == 1
    finally:
        if child:
            os.kill(child, signal.SIGKILL)


def test_a_second_writer_waits_with_a_word_while_readers_read(tmp_path):
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=hold_while_printing, args=(tmp_path, theirs))
    process.start()
    assert ours.recv() == up_to(1)[0]

    assert numbers(Archive(tmp_path)) == []
    assert Archive(tmp_path).verify().findings == ()
    heard = list[str]()

    def on_wait(sentence: str) -> None:
        heard.append(sentence)
        ours.send("go on")

    with Archive(tmp_path).writing(on_wait) as writer:
        assert writer.issue(request("another"), made).serial == 2
    process.join()

    assert heard == [WAITING]
    assert numbers(Archive(tmp_path)) == up_to(2)


def test_readers_never_see_half_of_anything_while_one_writes(tmp_path):
    hear, tell = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=issue_and_tell, args=(tmp_path, "draft", tell))
    process.start()
    hear.recv()
    archive, seen = Archive(tmp_path), list[int]()
    try:
        while process.is_alive() and (not seen or seen[-1] < MANY):
            seen.append(len(numbers(archive)))
            errors = [finding for finding in archive.verify().findings if finding.severity is Severity.ERROR]
            assert errors == []
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        hear.close()
        tell.close()
    assert seen == sorted(seen)
    assert seen[-1] >= MANY


def test_a_full_disk_is_told_and_the_number_is_used_once(tmp_path, monkeypatch):
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        writer.issue(request("first"), made)
        with monkeypatch.context() as patch:
            patch.setattr("generator.engine.durable.append", _no_space)
            with pytest.raises(UsageError, match=r"No space left on device.*磁盘空间"):
                writer.issue(request("second"), made)
        third = writer.issue(request("third"), made)
        sentences = writer.recovered

    assert sentences == ("上次“样财函〔2026〕2号”的签发在写登记簿时中断：文件完整，现已补写登记，签发有效。",)
    assert third.serial == 3
    assert archive.verify().findings == ()


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_pending_that_does_not_fit_is_refused_and_nothing_is_touched(tmp_path):
    folder = _crashed(tmp_path)[-4]
    assert (folder / "pending.json").exists()
    with (folder / "register.jsonl").open("ab") as register:
        register.write(b"{}\n")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert "有一项登记没有收尾，而登记簿后来又被改过，两者对不上" in [finding.message for finding in Archive(folder).verify().findings]

    with pytest.raises(Exception, match="发现 1 个问题") as caught, Archive(folder).writing():
        pass

    problem = caught.value.problems[0]
    assert (problem.rule, problem.message) == ("R03", "中断的签发无法自动收尾：登记簿在中断之后又被改过，与 pending.json 对不上")
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_written_after_the_lock_is_given_back(tmp_path):
    with Archive(tmp_path).writing() as writer:
        pass

    with pytest.raises(RuntimeError):
        writer.void(up_to(1)[0], why="误发", on=DAY, when=WHEN)
