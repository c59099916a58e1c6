"""What a clerk does: issue, correct, void, enter numbers of before; and what is refused, in which words."""

import stat
from datetime import date

import pytest

from generator.letters.archive.archive import Archive
from generator.letters.archive.requests import EntryRequest, MadeFiles
from generator.problems import ContentError, UsageError
from tests.letters.archive.acting import DAY, WHEN, made, request, set_of, set_request

FIRST, SECOND = "样财函〔2026〕1号", "样财函〔2026〕2号"


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "content" / "issued")


def refusal(act, *arguments, **options) -> str:
    with pytest.raises(UsageError) as caught:
        act(*arguments, **options)
    return str(caught.value)


def entry(number="样财函〔2026〕7号", **changes):
    return EntryRequest(**{"number": number, "title": "关于批复绩效目标的函", "issued_on": date(2026, 3, 2), "when": WHEN, **changes})


def test_an_issued_document_has_number_files_and_all_that_was_said_of_it(archive, tmp_path):
    with archive.writing() as writer:
        assert writer.next_number("样财函", 2026) == FIRST
        issued = writer.issue(request(), made)
        assert writer.next_number("样财函", 2026) == SECOND

    (read,) = archive.read().documents
    assert read == issued
    assert (read.number, read.code, read.year, read.serial) == (FIRST, "样财函", 2026, 1)
    assert (read.kind, read.genre, read.draft) == ("绩效评价结果反馈意见函", "函", "feedback-2025-P2025-0001")
    assert (read.addressee, read.issued_on, read.approver) == ("江城市示范区交通运输局", DAY, "演示人员甲")
    assert (read.budget_year, read.dossiers, read.pages, read.when) == (2025, ("P2025-0001",), 3, WHEN)
    assert read.facts == {"总分": "86.5", "等级": "良"}
    assert (read.state, read.is_entered, read.line) == ("有效", False, 1)
    assert [file.path for file in read.files] == ["2026/2026-letter-0001.pdf", "2026/2026-letter-0001.docx"]


def test_frozen_files_bear_the_number_and_are_read_only(archive, tmp_path):
    with archive.writing() as writer:
        issued = writer.issue(request(), made)

    pdf, docx = archive.path(issued, ".pdf"), archive.path(issued, ".docx")
    assert pdf == tmp_path / "content/issued/2026/2026-letter-0001.pdf"
    assert pdf.read_bytes() == f"%PDF-1.7 {FIRST}".encode()
    assert docx.read_bytes() == f"PK {FIRST}".encode()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (pdf, docx)] == [0o444, 0o444]


def test_numbers_run_by_code_and_by_year_of_the_document(archive):
    with archive.writing() as writer:
        issued = [
            writer.issue(request("a"), made),
            writer.issue(request("b", code="样财发", series="document"), made),
            writer.issue(request("c", issued_on=date(2027, 1, 4)), made),
            writer.issue(request("d"), made),
        ]

    assert [one.number for one in issued] == [FIRST, "样财发〔2026〕1号", "样财函〔2027〕1号", SECOND]
    assert [one.files[0].path for one in issued] == [
        "2026/2026-letter-0001.pdf",
        "2026/2026-document-0001.pdf",
        "2027/2027-letter-0001.pdf",
        "2026/2026-letter-0002.pdf",
    ]


def test_numbers_given_elsewhere_count(archive):
    taken = ["样财函〔2026〕4号", "样财函〔2025〕9号", "样财发〔2026〕8号", "不是文号"]
    with archive.writing() as writer:
        assert writer.next_number("样财函", 2026, taken=taken) == "样财函〔2026〕5号"
        assert writer.issue(request("a"), made, taken=taken).serial == 5
        writer.enter(entry("样财函〔2026〕31号"))
        assert writer.issue(request("b"), made, taken=taken).serial == 32


def test_a_draft_goes_out_once_until_it_is_void(archive):
    with archive.writing() as writer:
        writer.issue(request(), made)
        assert refusal(writer.issue, request(), made) == (
            "“feedback-2025-P2025-0001”已于2026年11月21日以“样财函〔2026〕1号”发出，不能再发一次。"
            "内容要改，用 jixiao correct 样财函〔2026〕1号 起草更正函；发错了，先用 jixiao void 样财函〔2026〕1号 --why 原因 作废。"
        )
        writer.void(FIRST, why="主送机关有误", on=DAY, when=WHEN)
        again = writer.issue(request(), made)

    assert again.number == SECOND  # the void number does not return
    assert [(one.number, one.state) for one in archive.read().documents] == [(FIRST, "已作废"), (SECOND, "有效")]


def test_a_void_document_keeps_number_files_and_reason(archive):
    with archive.writing() as writer:
        writer.issue(request(), made)
        voided = writer.void(" 样财函〔2026〕1号 ", why=" 主送机关有误 ", on=date(2026, 11, 23), when=WHEN)

    assert voided == archive.read().by_number(FIRST)
    assert (voided.voided.on, voided.voided.why) == (date(2026, 11, 23), "主送机关有误")
    assert archive.path(voided, ".pdf").exists()
    assert archive.verify().findings == ()


def test_what_cannot_be_voided(archive):
    with archive.writing() as writer:
        writer.issue(request(), made)

        def void(number, why="误发"):
            return refusal(writer.void, number, why=why, on=DAY, when=WHEN)

        assert void("样财函〔2026〕9号") == "登记簿里没有“样财函〔2026〕9号”，不能作废。用 jixiao register 看看有哪些文号。"
        assert void(FIRST, why="  ") == "作废“样财函〔2026〕1号”要写明原因。"
        assert void("样财函(2026)第001号") == (
            "发文字号“样财函(2026)第001号”写法不对：应写成“样财函〔2026〕1号”（六角括号，不加“第”，不编虚位，不留空格）。"
        )
        assert "应写成“机关代字〔年份〕顺序号号”，例如“样财函〔2025〕1号”" in void("一号文")
        writer.void(FIRST, why="误发", on=DAY, when=WHEN)
        assert void(FIRST) == "“样财函〔2026〕1号”已于2026年11月21日作废（误发），不能再作废。"
    assert archive.read().lines == 2


def test_a_correction_is_issued_and_its_facts_hold(archive):
    with archive.writing() as writer:
        writer.issue(request(), made)
        writer.issue(request("correction", corrects=FIRST, facts={"总分": "88", "等级": "良"}), made)

    old, new = archive.read().documents
    assert (old.state, old.corrected_by, new.corrects) == ("已更正", (SECOND,), FIRST)
    assert old.stated["总分"] == "86.5"
    assert old.facts == new.facts == {"总分": "88", "等级": "良"}


def test_what_cannot_be_corrected(archive):
    with archive.writing() as writer:
        assert "登记簿里没有“样财函〔2026〕1号”，不能更正" in refusal(writer.issue, request("x", corrects=FIRST), made)
        writer.issue(request(), made)
        writer.void(FIRST, why="误发", on=DAY, when=WHEN)
        assert "作废（误发），不能再更正" in refusal(writer.issue, request("x", corrects=FIRST), made)
    assert archive.read().lines == 2


def test_an_entered_number_begins_the_year(archive, tmp_path):
    scan = tmp_path / "扫描件.pdf"
    scan.write_bytes(b"%PDF-1.4 old")
    with archive.writing() as writer:
        entered = writer.enter(entry(series="letter", pdf=scan, kind="绩效目标批复", addressee="教育局", dossiers=("P2026-0001",), budget_year=2026))
        assert writer.issue(request(), made).number == "样财函〔2026〕8号"

    assert (entered.is_entered, entered.title, entered.kind, entered.facts) == (True, "关于批复绩效目标的函", "绩效目标批复", {})
    assert archive.path(entered, ".pdf").read_bytes() == b"%PDF-1.4 old"
    assert archive.path(entered, ".docx") is None
    assert archive.read().valid_for("绩效目标批复", "P2026-0001", 2026) == (entered,)
    assert archive.verify().findings == ()


def test_what_cannot_be_entered(archive, tmp_path):
    word = tmp_path / "旧函.doc"
    word.write_bytes(b"\xd0\xcf\x11\xe0")
    with archive.writing() as writer:
        writer.enter(entry())
        assert refusal(writer.enter, entry()) == "“样财函〔2026〕7号”已经登记过了（关于批复绩效目标的函），不能再补录。"
        assert "应写成“样财函〔2026〕7号”" in refusal(writer.enter, entry("样财函［２０２６］第７号"))
        assert "要写明标题" in refusal(writer.enter, entry("样财函〔2026〕8号", title=" "))
        assert "不是 PDF 文件" in refusal(writer.enter, entry("样财函〔2026〕8号", series="letter", pdf=word))
        assert "读不了" in refusal(writer.enter, entry("样财函〔2026〕8号", series="letter", pdf=tmp_path / "没有.pdf"))
        assert "英文代号“”不对" in refusal(writer.enter, entry("样财函〔2026〕8号", pdf=word))
    assert archive.read().lines == 1


def test_a_failed_print_uses_no_number(archive):
    def fails(number: str) -> MadeFiles:
        raise UsageError(f"印不出 {number}")

    with archive.writing() as writer:
        assert refusal(writer.issue, request(), fails) == "印不出 样财函〔2026〕1号"
        with pytest.raises(ValueError, match="not a finished PDF"):
            writer.issue(request(), lambda number: MadeFiles(b"", b"PK", 1))
        assert writer.issue(request(), made).number == FIRST
    assert archive.verify().findings == ()


def test_settings_that_make_no_number_or_file_name_are_refused(archive):
    with archive.writing() as writer:
        assert "机关代字“CZ”不能用来编发文字号" in refusal(writer.issue, request(code="CZ"), made)
        assert "英文代号“../x”不对" in refusal(writer.issue, request(series="../x"), made)
        writer.issue(request("a"), made)
        with pytest.raises(ContentError) as caught:
            writer.issue(request("b", code="样财发"), made)
    (problem,) = caught.value.problems
    assert problem.message == "“样财发〔2026〕1号”要用的文件名已属于“样财函〔2026〕1号”"


def test_a_stray_file_in_the_way_stops_the_issue(archive, tmp_path):
    stray = tmp_path / "content/issued/2026/2026-letter-0001.pdf"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")

    with pytest.raises(ContentError) as caught, archive.writing() as writer:
        writer.issue(request(), made)

    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("R03", "存档文件还在，登记簿却不见了")
    assert stray.read_bytes() == b"x"


def test_a_register_that_lost_its_end_gives_no_number_again(archive, tmp_path):
    with archive.writing() as writer:
        writer.issue(request("one"), made)
        writer.issue(request("two"), made)
    register = tmp_path / "content/issued/register.jsonl"
    register.write_bytes(register.read_bytes().splitlines(keepends=True)[0])

    with pytest.raises(ContentError) as caught, archive.writing():
        pass

    assert {problem.rule for problem in caught.value.problems} == {"R09"}
    assert all("登记簿可能被删短" in problem.suggestion for problem in caught.value.problems)


def test_without_an_archive_there_is_nothing(archive, tmp_path):
    assert archive.read().documents == ()
    assert archive.verify().findings == ()
    assert not (tmp_path / "content").exists()


def test_a_file_system_without_locks_is_refused(archive, monkeypatch):
    def no_locks(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(UsageError, match="不支持文件锁"), archive.writing():
        pass


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "content").write_text("a file, not a folder")

    with pytest.raises(UsageError, match="检查磁盘空间和文件夹权限"), Archive(tmp_path / "content" / "issued").writing():
        pass


def test_a_lock_file_that_was_replaced_is_worth_nothing(archive, tmp_path):
    lock = tmp_path / "content/issued/.lock"
    with archive.writing() as writer:
        writer.issue(request("a"), made)
        lock.unlink()  # someone cleans up
        with archive.writing() as other:
            other.issue(request("b"), made)
        assert writer.issue(request("c"), made).serial == 3  # the register has grown: it is read anew
    assert archive.verify().findings == ()


# --- a set for the congress ---------------------------------------------------------------------------------------------


def test_a_set_takes_the_next_number_and_is_frozen_as_a_whole(archive, tmp_path):
    with archive.writing() as writer:
        writer.issue(request(), made)
        assert writer.number_for(set_request()) == SECOND
        delivered = writer.deliver(set_request(), set_of(tmp_path, ("2025/P2025-0001",)))
        assert writer.next_number("样财函", 2026) == "样财函〔2026〕3号"

    read = archive.read()
    assert read.documents[-1] == delivered
    assert read.delivered(2025, "决算") == delivered
    assert read.delivered(2025, "预算") is None
    assert (delivered.number, delivered.stage, delivered.is_entered, delivered.pages) == (SECOND, "决算", False, 21)
    assert (delivered.named, delivered.made_from, delivered.registered_on) == (("2025/P2025-0001",), "所据内容", DAY)
    assert [file.path for file in delivered.files] == [f"2026/2026-letter-0002{ending}" for ending in (".pdf", ".zip", ".xlsx", ".csv")]
    for file in delivered.files:
        path = tmp_path / "content/issued" / file.path
        assert path.read_text(encoding="utf-8") == f"{path.suffix} {SECOND}"
        assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert archive.verify().findings == ()


def test_a_set_may_bring_a_number_along_and_the_series_goes_on_after_it(archive, tmp_path):
    with archive.writing() as writer:
        delivered = writer.deliver(set_request(number="样财函〔2026〕27号"), set_of(tmp_path))
        assert (delivered.number, delivered.is_entered) == ("样财函〔2026〕27号", True)
        assert writer.next_number("样财函", 2026) == "样财函〔2026〕28号"
    assert archive.verify().findings == ()


def test_a_set_is_refused_under_a_number_that_is_used(archive, tmp_path):
    with archive.writing() as writer:
        writer.issue(request(), made)
        writer.enter(entry())
        assert f"“{FIRST}”在登记簿里是《" in refusal(writer.number_for, set_request(number=FIRST))
        assert "已经补录为《关于批复绩效目标的函》" in refusal(writer.number_for, set_request(number="样财函〔2026〕7号"))
        writer.void(FIRST, why="发错了", on=DAY, when=WHEN)
        assert f"“{FIRST}”已作废，不能再用" in refusal(writer.deliver, set_request(number=FIRST), set_of(tmp_path))
    assert len(archive.read().documents) == 2


def test_a_set_goes_out_once_and_again_after_it_was_voided(archive, tmp_path):
    with archive.writing() as writer:
        writer.deliver(set_request(), set_of(tmp_path))
        assert f"以“{FIRST}”发出，不能再发一次" in refusal(writer.deliver, set_request(), set_of(tmp_path))
        writer.void(FIRST, why="送错了", on=DAY, when=WHEN)
        assert writer.deliver(set_request(), set_of(tmp_path)).number == SECOND
    assert archive.read().delivered(2025, "决算").number == SECOND
    assert archive.verify().findings == ()
