"""What was done to an archive by hand is found, with its place and what to do."""

import shutil

import pytest

from generator.letters.archive.archive import Archive
from generator.problems import ContentError
from tests.letters.archive.acting import DAY, WHEN, made, request

REGISTER = "content/issued/register.jsonl"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """Three letters, the second void, the third a correction of the first."""
    folder = tmp_path_factory.mktemp("sound")
    with Archive(folder).writing() as writer:
        writer.issue(request("a"), made)
        writer.issue(request("b"), made)
        writer.void("样财函〔2026〕2号", why="误发", on=DAY, when=WHEN)
        writer.issue(request("c", corrects="样财函〔2026〕1号"), made)
    return folder


@pytest.fixture
def folder(sound, tmp_path):
    return shutil.copytree(sound, tmp_path / "issued")


def found(folder, **options) -> list[str]:
    return [f"{one.rule} {one.severity.value} {one.file}:{one.line} {one.message}" for one in Archive(folder).verify(**options).findings]


def change(path, act) -> None:
    path.chmod(0o644)
    path.write_bytes(act(path.read_bytes()))


def test_a_sound_archive_gives_its_code(folder):
    result = Archive(folder).verify()

    assert result.findings == ()
    assert (result.lines, result.documents, result.is_sound) == (4, 3, True)
    assert result.head == Archive(folder).read().head


def swapped(content: bytes) -> bytes:
    first, second, third, fourth = content.splitlines(keepends=True)
    return first + third + second + fourth


def without(place: int):
    def act(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        return b"".join(lines[:place] + lines[place + 1 :])

    return act


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda content: content.replace("交通运输局".encode(), "交通管理局".encode(), 1), ["R01 错误 {}:1 这一行的内容与它的校验码不符，登记后被改过（第1条）"]),
        (
            without(1),
            [
                "R02 错误 {}:2 这里应是第2条，现为第3条：有登记被删去、插入或换了位置",
                "R06 错误 {}:2 作废的“样财函〔2026〕2号”此前没有登记",
                "R09 错误 content/issued/2026/2026-letter-0002.docx:0 登记簿里没有这个文件",
                "R09 错误 content/issued/2026/2026-letter-0002.pdf:0 登记簿里没有这个文件",
                "R10 提示 {}:0 样财函〔2026〕缺2号",
            ],
        ),
        (
            swapped,
            [
                "R02 错误 {}:2 这里应是第2条，现为第3条：有登记被删去、插入或换了位置",
                "R02 错误 {}:3 这里应是第4条，现为第2条：有登记被删去、插入或换了位置",
                "R02 错误 {}:4 这里应是第3条，现为第4条：有登记被删去、插入或换了位置",
                "R06 错误 {}:2 作废的“样财函〔2026〕2号”此前没有登记",
            ],
        ),
        (lambda content: content[:-9], ["R03 错误 {}:4 最后一行只有一半，又没有与它对应的 pending.json，看不出原来要登记什么"]),
    ],
    ids=["changed", "taken out", "swapped", "torn"],
)
def test_a_touched_register_is_found_and_refused(folder, act, expected):
    change(folder / "register.jsonl", act)

    findings = found(folder)
    assert sorted(one for one in findings if "letter-0003" not in one) == sorted(one.format(REGISTER) for one in expected)
    with pytest.raises(ContentError), Archive(folder).writing():
        pass
    with pytest.raises(ContentError) as caught:
        Archive(folder).read()
    assert all(problem.line for problem in caught.value.problems)


def test_a_cut_end_is_found_by_the_code_that_was_written_down(folder):
    code = Archive(folder).verify().head
    for name in ("pdf", "docx"):
        (folder / f"2026/2026-letter-0003.{name}").unlink()
    change(folder / "register.jsonl", without(3))

    assert found(folder) == []  # nothing else can tell
    assert found(folder, expected=code) == [
        f"R11 错误 {REGISTER}:0 抄存的校验码“{code}”在登记簿里找不到：抄存以后登记簿被截短或重写过，或者抄错了"
    ]


def test_the_code_of_an_earlier_day_still_vouches(folder):
    code = Archive(folder).verify().head
    with Archive(folder).writing() as writer:
        writer.issue(request("d"), made)

    written_down = " ".join(code.upper()[place : place + 4] for place in range(0, 16, 4))  # the first sixteen digits, as on paper
    result = Archive(folder).verify(expected=written_down)

    assert (result.findings, result.matched_line, result.lines) == ((), 4, 5)
    assert found(folder, expected=code[:8]) == [f"R11 错误 {REGISTER}:0 抄存的校验码“{code[:8]}”太短"]


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda path: change(path, lambda content: content[:-1] + b"!"), "内容变了：与登记的校验码不符"),
        (lambda path: change(path, lambda content: content + b"\n"), "大小变了：登记时 32 字节，现为 33 字节"),
        (lambda path: path.unlink(), "不见了"),
    ],
    ids=["changed", "longer", "gone"],
)
def test_a_touched_file_is_found_and_the_register_stays_readable(folder, act, message):
    act(folder / "2026/2026-letter-0002.pdf")

    assert found(folder) == [f"R08 错误 content/issued/2026/2026-letter-0002.pdf:0 “样财函〔2026〕2号”的存档文件{message}"]
    assert len(Archive(folder).read().documents) == 3


def test_stray_files_are_found_but_not_what_git_keeps(folder):
    (folder / "2026/说明.txt").write_text("x")
    (folder / "旧函.pdf").write_text("x")
    (folder / ".gitattributes").write_text("* -text")

    assert found(folder) == [
        "R09 错误 content/issued/2026/说明.txt:0 登记簿里没有这个文件",
        "R09 错误 content/issued/旧函.pdf:0 登记簿里没有这个文件",
    ]


def test_a_deleted_register_leaves_its_files_to_tell(folder):
    (folder / "register.jsonl").unlink()

    assert len(found(folder)) == 6
    assert not Archive(folder).verify().is_sound


def test_gaps_are_a_notice_and_numbers_of_the_records_explain_them(folder):
    with Archive(folder).writing() as writer:
        writer.issue(request("later"), made, taken=["样财函〔2026〕8号"])

    assert found(folder) == [f"R10 提示 {REGISTER}:0 样财函〔2026〕缺4至8号"]
    assert found(folder, taken=["样财函〔2026〕4号", "样财函〔2026〕7号"]) == [f"R10 提示 {REGISTER}:0 样财函〔2026〕缺5至6、8号"]
    assert Archive(folder).verify().is_sound


def test_unreadable_pending_is_found(folder):
    (folder / "pending.json").write_text("{")

    assert found(folder) == ["R03 错误 content/issued/pending.json:0 pending.json 读不出来"]
    with pytest.raises(ContentError, match="发现 1 个问题"), Archive(folder).writing():
        pass
