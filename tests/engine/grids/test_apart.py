"""Files are read in a process of their own, which is ended when it must be."""

import multiprocessing

import pytest

from generator.engine.grids.apart import ReaderApart
from generator.engine.grids.limits import Limits
from generator.engine.grids.outcome import Hindrance, UnreadableFile
from generator.engine.grids.reading import read_file
from tests.engine.grids.making import FILES, endless_workbook, word_file


def test_reads_what_would_be_read_here():
    with ReaderApart() as reader:
        assert reader.read(FILES / "form.xls", name="甲.xls") == read_file(FILES / "form.xls", name="甲.xls")
        with pytest.raises(UnreadableFile) as caught:
            reader.read(FILES / "password.xlsx", name="乙.xlsx")
        assert str(caught.value).startswith("乙.xlsx：文件设了打开密码")
        assert caught.value.hindrance is Hindrance.PROTECTED
        assert reader.read(FILES / "form.xls").grids

    assert not multiprocessing.active_children()


def test_limit_of_time_holds_for_a_file_that_never_ends(tmp_path):
    path = endless_workbook(tmp_path / "a.xls")
    with ReaderApart(Limits(seconds=0.5)) as reader:
        with pytest.raises(UnreadableFile) as caught:
            reader.read(path)
        assert not multiprocessing.active_children()

    assert caught.value.hindrance is Hindrance.TOO_SLOW
    assert str(caught.value) == "a.xls：读了 0.5 秒还没有读完，已经停下。请用 WPS 或 Excel 打开，只把要用的表复制到新文件里，保存后再用。"


def test_limit_of_memory_holds(tmp_path):
    path = word_file(tmp_path / "a.docx", "".join(f'<w:p w:x="{number}"/>' for number in range(400_000)))
    with ReaderApart(Limits(memory_bytes=50 << 20)) as reader:
        with pytest.raises(UnreadableFile) as caught:
            reader.read(path)
        assert "读它要用的内存太多" in str(caught.value) or "读取程序退出了" in str(caught.value)
        assert reader.read(FILES / "form.xls").grids


def test_process_that_was_ended_is_started_again():
    with ReaderApart() as reader:
        reader.read(FILES / "form.xls")
        (child,) = multiprocessing.active_children()
        child.kill()
        child.join()

        assert reader.read(FILES / "form.xls").grids
