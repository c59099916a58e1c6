import fcntl

import pytest

from generator.engine.lock import hold_lock
from generator.problems import UsageError


def nothing() -> None:
    """What is called when there is need to wait."""


def test_a_lock_is_held_by_one_and_given_back(tmp_path):
    lock, waited = tmp_path / ".lock", list[str]()
    with hold_lock(lock, on_wait=nothing), pytest.raises(UsageError, match=r"等了 0\.1 秒"):  # noqa: SIM117 - the order matters
        with hold_lock(lock, on_wait=lambda: waited.append("waits"), patience=0.1):
            pass

    assert waited == ["waits"]
    with hold_lock(lock, on_wait=nothing, patience=0.1):
        assert lock.exists()


def test_a_lock_is_given_back_after_a_fault(tmp_path):
    with pytest.raises(KeyError), hold_lock(tmp_path / ".lock", on_wait=nothing):
        raise KeyError

    with hold_lock(tmp_path / ".lock", on_wait=nothing, patience=0.1):
        pass


def test_a_lock_on_a_file_that_was_removed_meanwhile_is_not_taken_for_one(tmp_path, monkeypatch):
    lock, real, removed = tmp_path / ".lock", fcntl.flock, list[bool]()

    def flock(handle: int, how: int) -> None:
        if not removed:
            removed.append(True)
            lock.unlink()
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with hold_lock(lock, on_wait=nothing), pytest.raises(UsageError), hold_lock(lock, on_wait=nothing, patience=0.1):
        pass
    assert removed


def test_a_folder_without_rights_is_told(tmp_path):
    with pytest.raises(UsageError, match="打不开锁文件"), hold_lock(tmp_path / "none" / ".lock", on_wait=nothing):
        pass
