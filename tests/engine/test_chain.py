import json
from hashlib import sha256

import pytest

from generator.engine.chain import START, read_chain, seal


def chain_of(*words: str) -> bytes:
    link, content = None, b""
    for word in words:
        link = seal({"词": word}, after=link)
        content += link.line
    return content


def faults_of(content: bytes) -> list[str]:
    return [f"{fault.line}: {fault.message}" for fault in read_chain(content).faults]


def lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def test_a_line_is_plain_json_that_anyone_can_check():
    first, second = map(json.loads, chain_of("甲", "乙").splitlines())

    own = second.pop("本行校验码")
    plain = json.dumps(second, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert own == sha256(plain.encode()).hexdigest()
    assert second == {"上行校验码": first["本行校验码"], "登记序号": 2, "词": "乙"}
    assert first["上行校验码"] == START == sha256("绩效公开·发文登记簿".encode()).hexdigest()


def test_what_was_sealed_is_read_again():
    chain = read_chain(chain_of("甲", "乙\n“乙”\u2028", "丙"))

    assert [link.content for _, link in chain.links] == [{"词": "甲"}, {"词": "乙\n“乙”\u2028"}, {"词": "丙"}]
    assert chain.faults == ()
    assert chain.tail == b""
    assert chain.head == chain.links[-1][1].own


def test_no_lines_are_a_sound_chain():
    assert read_chain(b"").head == START
    assert read_chain(b"").faults == ()


def test_every_changed_byte_is_found_in_its_line():
    content = chain_of("甲", "乙", "丙")
    second = range(len(lines(content)[0]), len(lines(content)[0]) + len(lines(content)[1]) - 1)

    for place in second:
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        chain = read_chain(changed)
        if changed.count(b"\n") == 3:  # else the change made a line end, which the next test looks at
            assert {fault.line for fault in chain.faults} <= {2, 3}
        assert chain.faults, place


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda a, b, c: a + c, ["2: 这里应是第2条，现为第3条：有登记被删去、插入或换了位置"]),
        (lambda a, b, c: b + c, ["1: 这里应是第1条，现为第2条：有登记被删去、插入或换了位置"]),
        (
            lambda a, b, c: a + c + b,
            [
                "2: 这里应是第2条，现为第3条：有登记被删去、插入或换了位置",
                "3: 这里应是第4条，现为第2条：有登记被删去、插入或换了位置",
            ],
        ),
        (lambda a, b, c: a + b.replace("乙".encode(), "丁".encode()) + c, ["2: 这一行的内容与它的校验码不符，登记后被改过（第2条）"]),
        (lambda a, b, c: a + b.replace(b":", b": ", 1) + c, ["2: 这一行的写法（空格、顺序或转义）被改过"]),
        (lambda a, b, c: a + b"{}\n" + c, ["2: 这一行缺少“登记序号”“上行校验码”或“本行校验码”"]),
        (lambda a, b, c: a + b"\n" + b + c, ["2: 这一行读不出来，内容被改过或不完整"]),
        (lambda a, b, c: a + b'"\\ud800"\n' + c, ["2: 这一行读不出来，内容被改过或不完整"]),
        (lambda a, b, c: a + b"[" * 100_000 + b"\n" + c, ["2: 这一行读不出来，内容被改过或不完整"]),
        (lambda a, b, c: a + b"[]\n" + c, ["2: 这一行不是登记内容"]),
        (lambda a, b, c: a + b.replace(b"\n", b"\r\n") + c, ["2: 行尾多了回车符：文件可能被 Windows 编辑器或 git 转换过换行"]),
    ],
    ids=["taken out", "first taken out", "swapped", "changed", "spelling", "empty object", "blank", "surrogate", "deep", "list", "crlf"],
)
def test_damage_is_named_with_its_line(damage, expected):
    assert faults_of(damage(*lines(chain_of("甲", "乙", "丙")))) == expected


def test_a_forged_line_does_not_fit_the_next():
    first, _, third = lines(chain_of("甲", "乙", "丙"))
    forged = seal({"词": "丁"}, after=read_chain(first).links[0][1])

    assert faults_of(first + forged.line + third) == ["3: 与上一行接不上：上一行被改过或换过，并重算了校验码"]


def test_a_chain_with_another_beginning_is_found():
    other = seal({}, after=None)
    moved = seal({"词": "甲"}, after=type(other)(0, "0" * 64, {}, "1" * 64))

    assert faults_of(moved.line) == ["1: 第一条的起点不对：前面的登记被删去或换过"]


def test_a_torn_end_is_kept_apart():
    content = chain_of("甲", "乙")

    chain = read_chain(content[:-5])

    assert len(chain.links) == 1
    assert chain.tail == lines(content)[1][:-5]
