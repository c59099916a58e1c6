import pytest

from generator.engine.chain import seal
from generator.engine.pending import Pending, read_pending, read_settled, write_pending

FIRST = seal({"词": "甲"}, after=None)
SECOND = seal({"词": "乙"}, after=FIRST)
PENDING = Pending(len(FIRST.line), SECOND.line)


def test_what_is_written_down_is_read_again(tmp_path):
    write_pending(tmp_path / "pending.json", PENDING)

    assert read_pending(tmp_path / "pending.json") == PENDING


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", '{"登记簿原有字节":-1,"将登记":"甲\\n"}'.encode(), '{"登记簿原有字节":1,"将登记":"甲"}'.encode()])
def test_what_cannot_be_read_is_not_taken_for_nothing(tmp_path, content):
    (tmp_path / "pending.json").write_bytes(content)

    with pytest.raises(ValueError, match=r"pending\.json 读不出来"):
        read_pending(tmp_path / "pending.json")


def test_half_a_line_is_not_seen_by_a_reader(tmp_path):
    register, pending = tmp_path / "register.jsonl", tmp_path / "pending.json"
    write_pending(pending, PENDING)

    for length in range(len(SECOND.line)):
        register.write_bytes(FIRST.line + SECOND.line[:length])
        assert read_settled(register, pending) == FIRST.line


def test_zeros_of_a_power_cut_are_half_a_line(tmp_path):
    register, pending = tmp_path / "register.jsonl", tmp_path / "pending.json"
    write_pending(pending, PENDING)
    register.write_bytes(FIRST.line + SECOND.line[:9] + bytes(len(SECOND.line) - 9))

    assert read_settled(register, pending) == FIRST.line


def test_a_whole_line_counts_from_the_moment_it_stands(tmp_path):
    register, pending = tmp_path / "register.jsonl", tmp_path / "pending.json"
    write_pending(pending, PENDING)
    register.write_bytes(FIRST.line + SECOND.line)

    assert read_settled(register, pending) == FIRST.line + SECOND.line


def test_a_torn_end_that_nothing_explains_stays(tmp_path):
    register = tmp_path / "register.jsonl"
    register.write_bytes(FIRST.line + b"{")

    assert read_settled(register, tmp_path / "pending.json") == FIRST.line + b"{"


def test_a_writer_that_ends_while_a_reader_looks_is_waited_for_without_a_lock(tmp_path, monkeypatch):
    register = tmp_path / "register.jsonl"
    register.write_bytes(FIRST.line + SECOND.line[:9])

    def ends_now(_):
        register.write_bytes(FIRST.line + SECOND.line)

    monkeypatch.setattr("generator.engine.pending.read_pending", ends_now)

    assert read_settled(register, tmp_path / "pending.json") == FIRST.line + SECOND.line
