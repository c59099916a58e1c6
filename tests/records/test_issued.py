"""The register read into documents with their present state; events that cannot be are named with their line."""

from datetime import date

import pytest

from generator.engine.chain import seal
from generator.problems import ContentError, UsageError
from generator.records.document_numbers import DocumentNumber, correct_number, read_number, require_number
from generator.records.events import Entry, FrozenFile, Issue, Void, event_content, read_event
from generator.records.issued import inspect, read_issued

DAY = date(2026, 11, 21)


def issue(serial: int, *, corrects: str = "", facts: dict[str, str] | None = None, **changes) -> Issue:
    values = {
        "number": f"样财函〔2026〕{serial}号",
        "when": "2026-11-21T10:00:00+08:00",
        "series": "letter",
        "kind": "绩效评价结果反馈意见函",
        "genre": "函",
        "draft": f"draft-{serial}",
        "title": "函",
        "addressee": "教育局",
        "issued_on": DAY,
        "approver": "",
        "budget_year": 2025,
        "dossiers": ("P2025-0001",),
        "pages": 2,
        "files": (FrozenFile(path=f"2026/2026-letter-{serial:04d}.pdf", sha256="0" * 64, size=1),),
        "facts": facts or {},
        "corrects": corrects,
    }
    return Issue(**{**values, **changes})


def void(serial: int, why: str = "误发") -> Void:
    return Void(number=f"样财函〔2026〕{serial}号", when="x", why=why, voided_on=DAY)


def text_of(*contents: dict) -> bytes:
    link, content = None, b""
    for one in contents:
        link = seal(one, after=link)
        content += link.line
    return content


def register_of(*events):
    inspection = inspect(text_of(*map(event_content, events)), "register.jsonl")
    assert inspection.problems == ()
    return inspection.register


def problems_of(*contents: dict) -> list[str]:
    return [f"{one.rule} {one.line} {one.message}" for one in inspect(text_of(*contents), "register.jsonl").problems]


def test_an_event_is_read_as_it_was_written():
    for event in (issue(1, facts={"总分": "86.5"}), void(1)):
        assert read_event(event_content(event)) == event


def test_an_event_says_everything_in_chinese():
    content = event_content(void(1))

    assert content == {"事件": "作废", "发文字号": "样财函〔2026〕1号", "登记时间": "x", "作废原因": "误发", "作废日期": "2026-11-21"}


def test_questions_to_a_register():
    register = register_of(issue(1), issue(2, kind="整改催办函"), issue(3), void(3), issue(5, budget_year=2024))

    assert [one.number for one in register.valid_for("绩效评价结果反馈意见函", "P2025-0001", 2025)] == ["样财函〔2026〕1号"]
    assert register.valid_for("绩效评价结果反馈意见函", "P2025-0002", 2025) == ()
    assert register.numbers("样财函", 2026) == tuple(DocumentNumber("样财函", 2026, serial) for serial in (1, 2, 3, 5))
    assert (register.next_serial("样财函", 2026), register.next_serial("样财函", 2027), register.next_serial("样财发", 2026)) == (6, 1, 1)
    assert register.next_serial("样财函", 2026, ["样财函〔2026〕12号", "样财函〔2027〕40号"]) == 13
    assert register.of_draft("draft-1").serial == 1
    assert register.of_draft("draft-3") is None  # void
    assert register.of_draft("") is None
    assert register.by_number("样财函〔2026〕4号") is None
    assert register.lines == 5


def test_the_facts_of_the_latest_valid_correction_hold():
    first, second, third = "样财函〔2026〕1号", "样财函〔2026〕2号", "样财函〔2026〕3号"
    base = [issue(1, facts={"总分": "80"}), issue(2, corrects=first, facts={"总分": "81"})]

    assert register_of(*base).by_number(first).facts == {"总分": "81"}
    of_the_correction = register_of(*base, issue(3, corrects=second, facts={"总分": "82"}))
    assert of_the_correction.by_number(first).facts == {"总分": "82"}
    assert of_the_correction.by_number(first).corrected_by == (second,)
    again = register_of(*base, issue(3, corrects=first, facts={"总分": "83"}))
    assert again.by_number(first).facts == {"总分": "83"}
    assert again.by_number(first).corrected_by == (second, third)
    undone = register_of(*base, issue(3, corrects=first, facts={"总分": "83"}), void(3))
    assert undone.by_number(first).facts == {"总分": "81"}
    assert register_of(issue(1, facts={"总分": "80"}), issue(2, corrects=first)).by_number(first).facts == {"总分": "80"}
    assert again.by_number(first).stated == {"总分": "80"}


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ([event_content(issue(1)), event_content(issue(1))], ["R05 2 “样财函〔2026〕1号”登记了两次，第1行已有"]),
        ([event_content(issue(1, number="样财函[2026]1号"))], ["R05 1 发文字号“样财函[2026]1号”写法不对"]),
        ([event_content(issue(1, number="样财函〔2026〕2号"))], ["R05 1 “样财函〔2026〕2号”的文件名是“2026/2026-letter-0001.pdf”，与文号不符"]),
        (
            [event_content(issue(1)), event_content(issue(1, number="样财发〔2026〕1号"))],
            ["R05 2 “样财发〔2026〕1号”与“样财函〔2026〕1号”用了同一个文件名"],
        ),
        ([event_content(void(1))], ["R06 1 作废的“样财函〔2026〕1号”此前没有登记"]),
        ([event_content(issue(1)), event_content(void(1)), event_content(void(1))], ["R06 3 “样财函〔2026〕1号”作废了两次"]),
        ([event_content(issue(1)), event_content(void(1, why=" "))], ["R06 2 “样财函〔2026〕1号”作废没有写原因"]),
        ([event_content(issue(1, corrects="样财函〔2026〕2号")), event_content(issue(2))], ["R07 1 “样财函〔2026〕1号”更正的“样财函〔2026〕2号”此前没有登记"]),
        ([{"事件": "盖章"}], ["R04 1 不认识的登记事件“盖章”，可能由更新版本的程序写入"]),
        ([{"事件": ["发文"]}], ["R04 1 不认识的登记事件“['发文']”，可能由更新版本的程序写入"]),
        ([event_content(issue(1)) | {"页数": "2", "密级": "无"}], ["R04 1 “发文”的登记内容不合规：“页数”“密级”缺失、多余或类型不对"]),
        (
            [event_content(issue(1)) | {"文件": [{"路径": "../office.yml", "校验码": "0" * 64, "字节": 1}]}],
            ["R04 1 “发文”的登记内容不合规：“文件”缺失、多余或类型不对"],
        ),
    ],
)
def test_events_that_cannot_be(contents, expected):
    assert problems_of(*contents) == expected


def test_an_absent_register_is_an_empty_one(tmp_path):
    register = read_issued(tmp_path)

    assert (register.documents, register.lines, register.next_serial("样财函", 2026)) == ((), 0, 1)


def test_a_damaged_register_is_refused_with_its_line_and_what_to_do(tmp_path):
    (tmp_path / "register.jsonl").write_bytes(text_of(event_content(issue(1))) + b"?\n")

    with pytest.raises(ContentError) as caught:
        read_issued(tmp_path)

    (problem,) = caught.value.problems
    assert (problem.rule, problem.place) == ("R01", "content/issued/register.jsonl:2:1")
    assert problem.suggestion == "不要手工改登记簿：用备份或 git 恢复 register.jsonl，再运行 jixiao verify"


def test_an_entered_document_states_nothing_itself():
    shared = {key: value for key, value in dict(issue(1)).items() if key not in {"draft", "facts", "corrects", "files"}}

    (document,) = register_of(Entry(**shared, files=())).documents

    assert (document.is_entered, document.draft, document.facts, document.corrects) == (True, "", {}, "")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("样财函〔2025〕1号", DocumentNumber("样财函", 2025, 1)),
        ("样财（绩）函〔2025〕120号", DocumentNumber("样财（绩）函", 2025, 120)),
        ("样财函〔2025〕01号", None),
        ("样财函〔2025〕第1号", None),
        ("样财函[2025]1号", None),
        ("样财函〔20２5〕1号", None),
        ("样财函〔2025〕1号\n", None),
        (f"样财函〔2025〕{'9' * 5000}号", None),
        ("", None),
    ],
)
def test_only_the_standards_spelling_is_a_number(text, parts):
    assert read_number(text) == parts
    if parts:
        assert str(parts) == text


@pytest.mark.parametrize(
    ("text", "correct"),
    [
        ("样财函(2025)第001号", "样财函〔2025〕1号"),
        ("样财函 [ 2025 ] 1 号", "样财函〔2025〕1号"),
        ("样财函【2025年】1", "样财函〔2025〕1号"),
        ("样财函〔２０２５〕１２号", "样财函〔2025〕12号"),
        ("一号文件", ""),
    ],
)
def test_other_spellings_are_put_right(text, correct):
    assert correct_number(text) == correct


def test_a_typed_number_is_refused_with_the_right_spelling():
    with pytest.raises(UsageError, match="应写成“样财函〔2025〕1号”"):
        require_number("样财函(2025)1号")
    with pytest.raises(UsageError, match="例如“样财函〔2025〕1号”"):
        require_number("样财函〔2025〕0号")
