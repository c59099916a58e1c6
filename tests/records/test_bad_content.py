"""Wrong files, and every word that the clerk who wrote them gets to see."""

import re
import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.problems import Problem
from generator.records.dossier import ProjectDossier
from generator.records.faults import model_problems
from generator.records.fields import Record
from generator.records.loading import KNOWN_KEYS
from generator.records.office import Office
from generator.records.reading import read_yaml
from generator.records.units import UnitList
from tests.workspaces import OFFICE, PROJECT, UNITS, check_lines, edit, line_of, make_sound_workspace, write

CASES = Path(__file__).parents[1] / "bad_content"
NAMES = sorted(path.name for path in CASES.iterdir())
# Words in Latin letters that a Chinese clerk knows, and names of our files, folders and keys.
FOREIGN_WORDS = re.compile(r"[A-Za-z]{3,}")
KNOWN_WORDS = {"YAML", "Tab", "UTF", "GBK", "yml", "yaml", "txt", "xlsx", "content", "projects", "proyects", "units", "office", "jixiao", "new", "attachments", "yes", "true", "ICP"}


@pytest.mark.parametrize("name", NAMES)
def test_bad_content(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    workspace = make_sound_workspace(tmp_path)
    shutil.copytree(CASES / name / "content", workspace.content, dirs_exist_ok=True)

    text = "".join(f"{line}\n" for line in check_lines(workspace))

    expected = CASES / name / "expected_problems.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(text, encoding="utf-8")
    assert text.splitlines() == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_messages_are_chinese(name: str) -> None:
    text = (CASES / name / "expected_problems.txt").read_text(encoding="utf-8")
    messages = [line.partition(" ")[2] for line in text.splitlines()]  # without the path
    assert {word for message in messages for word in FOREIGN_WORDS.findall(message)} - KNOWN_WORDS == set()


PLACE = "content/2025/projects/P-2025-0002.yml"
SOUND = (CASES / "prose_with_half_width_signs" / PLACE).read_text(encoding="utf-8")


# What can't be kept as a text file, or would not survive an editor.
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(SOUND.encode("utf-8-sig"), [], id="byte order mark"),
        pytest.param(SOUND.replace("\n", "\r\n").encode(), [], id="line ends of Windows"),
        pytest.param(
            SOUND.replace("\n", "\r\n").replace("全年执行数: 240", "全年执行数：两百").encode(),
            [
                f"{PLACE}:9:8 错误 Y04 全年执行数：“全年执行数”后面是全角冒号“：” → 改成半角冒号加空格，即“全年执行数: 两百”",
                f"{PLACE}:9:9 错误 M04 资金 › 全年执行数：“全年执行数”的值“两百”不是数字 → 只写数字；没有数字时整行删去",
            ],
            id="place in a mended line with line ends of Windows",
        ),
        pytest.param(
            SOUND.replace("  全年执行数: 240", "\t全年执行数：两百").encode(),
            [
                f"{PLACE}:9:1 错误 Y03 行首缩进里有制表符（Tab） → 行首只用半角空格，每层两个",
                f"{PLACE}:9:7 错误 Y04 全年执行数：“全年执行数”后面是全角冒号“：” → 改成半角冒号加空格，即“全年执行数: 两百”",
                f"{PLACE}:9:8 错误 M04 资金 › 全年执行数：“全年执行数”的值“两百”不是数字 → 只写数字；没有数字时整行删去",
            ],
            id="place in a line mended twice",
        ),
        pytest.param(
            SOUND.encode("gb18030"),
            [f"{PLACE}:1:1 错误 Y02 文件不是 UTF-8 编码（看起来是 GBK 编码） → 用编辑器或记事本“另存为”，编码选 UTF-8"],
            id="GBK",
        ),
        pytest.param(
            SOUND.encode("utf-16"),
            [f"{PLACE}:1:1 错误 Y02 文件不是 UTF-8 编码（看起来是 UTF-16 编码） → 用编辑器或记事本“另存为”，编码选 UTF-8"],
            id="UTF-16",
        ),
        pytest.param(
            SOUND.encode()[:-1] + b"\xc3\x28",
            [f"{PLACE}:24:19 错误 Y02 文件不是 UTF-8 编码（编码无法辨认） → 用编辑器或记事本“另存为”，编码选 UTF-8"],
            id="broken UTF-8",
        ),
        pytest.param(
            SOUND.encode() + b"#" * 1_000_000,
            [f"{PLACE} 错误 Y01 文件有 1,001,114 字节，超过上限 1 MB → 拆成几个文件，附件不要写进 YAML"],
            id="too large",
        ),
        pytest.param(
            SOUND.encode() + "内部备注: ".encode() + b"[" * 30 + b"]" * 30,
            [
                f"{PLACE}:25:7 错误 M07 内部备注：“内部备注”应是一段文字，这里却是列表或若干键 → 写成“内部备注: 文字”",
                f"{PLACE}:25:27 错误 Y18 括号或列表套了 20 层以上 → 参照模板文件的写法",
            ],
            id="nested deeper than any record",
        ),
        # libyaml would overflow the stack and take the process with it.
        pytest.param(
            SOUND.encode() + "内部备注: ".encode() + b"[" * 400_000,
            [f"{PLACE}:25:26 错误 Y18 括号或列表套了 20 层以上 → 参照模板文件的写法"],
            id="nested deeper than the stack",
        ),
        pytest.param(
            SOUND.encode() + "内部备注: &a [*a]\n".encode(),
            [
                f"{PLACE}:25:7 错误 M07 内部备注：“内部备注”应是一段文字，这里却是列表或若干键 → 写成“内部备注: 文字”",
                f"{PLACE}:25:7 错误 Y08 内部备注 › 第1项：这个值被 YAML 的别名（&、*）在别处引用 → 不要用别名，把内容照抄一遍",
            ],
            id="alias of itself",
        ),
    ],
)
def test_bytes(content: bytes, expected: list[str], tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)

    write(workspace, PLACE, content)

    assert check_lines(workspace) == expected


# One line of a dossier, and everything that is said of it.
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('内部备注: "C:\\资料\\1.pdf"', ["25:10 错误 Y06 英文双引号里有反斜杠“\\” → 去掉引号，或改用英文单引号"]),
        ("内部备注: 'C:\\资料\\1.pdf'", []),
        ('内部备注: "优"等', ["25:10 错误 Y06 英文引号没有括住整个值 → 去掉英文引号，或改用中文引号“”"]),
        ("内部备注: '没有完", ["25:7 错误 Y06 引号没有成对 → 补上缺少的英文引号"]),
        ("内部备注: [没有完", ["25:7 错误 Y06 方括号或花括号没有成对，或里面缺少半角逗号 → 补上括号，或半角逗号加空格"]),
        ("内部备注: @某人", ["25:7 错误 Y06 值以 @、`、%、>、| 等符号开头 → 用英文双引号把整个值括起来；大于等于写成“≥”，小于等于写成“≤”"]),
        ("内部备注: %50", ["25:7 错误 Y06 值以 @、`、%、>、| 等符号开头 → 用英文双引号把整个值括起来；大于等于写成“≥”，小于等于写成“≤”"]),
        ("内部备注: *重点", ["25:8 错误 Y06 值以 & 或 * 开头 → 用英文双引号把整个值括起来"]),
        ("内部备注: *a", ["25:7 错误 Y06 值以 * 开头 → 用英文双引号把整个值括起来"]),
        ("内部备注: !重点", ["25:8 错误 Y06 值以 ! 开头 → 用英文双引号把整个值括起来"]),
        ("内部备注: !a 重点", ["25:7 错误 Y09 内部备注：值前面有 YAML 标签“!a” → 删去感叹号开头的标签；值以“!”开头时用英文双引号括起来"]),
        ("内部备注: |重点", ["25:8 错误 Y06 “|”或“>”后面不能直接写文字 → 文字另起一行并缩进；值以这两个符号开头时，用英文双引号括起来"]),
        ("内部备注: - 重点", ["25:7 错误 Y06 列表项“- ”的位置不对 → 把“- ”另起一行，写在键的下面"]),
        ("内部备注 重点", ["25:1 错误 Y06 这一行没有半角冒号加空格 → 写成“键: 值”：半角冒号，后面空一格；多行文字在键后写“|”并缩进"]),
        ("内部备注，重点", ["25:1 错误 Y06 这一行没有半角冒号加空格 → 写成“键: 值”：半角冒号，后面空一格；多行文字在键后写“|”并缩进"]),
        ("天气：晴", ["25:1 错误 Y06 这一行没有半角冒号加空格 → 写成“键: 值”：半角冒号，后面空一格；多行文字在键后写“|”并缩进"]),
        ("  内部备注: 重点", ["25:3 错误 M02 公开 › 内部备注：“内部备注”不能写在这里 → 检查缩进，看它属于哪一层；这里可用的键：理由、审查人、公开日期、更正、撤回"]),
        ("%内部备注", ["25:2 错误 Y06 行首是“%” → 删去这一行；值以 % 开头时，用英文双引号括起来"]),
        ("? [内部, 备注]", ["25:3 错误 Y12 键不是一个词 → 键只能是一个词，例如“得分”"]),
        ("备注: 重点", ["25:1 错误 M02 备注：“备注”不能写在这里 → 是否应为“内部备注”？不是的话，检查缩进，看它属于哪一层"]),
        ("内部备注：重点", ["25:5 错误 Y04 内部备注：“内部备注”后面是全角冒号“：” → 改成半角冒号加空格，即“内部备注: 重点”"]),
        ("内部备注 ： 重点", ["25:5 错误 Y04 内部备注：“内部备注”后面是全角冒号“：” → 改成半角冒号加空格，即“内部备注: 重点”"]),
        ("内部备注:\t重点", []),
        ("内部备注: ~", []),
        ("内部备注: null", []),
    ],
)
def test_one_line(line: str, expected: list[str], tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)

    write(workspace, PLACE, f"{SOUND}{line}\n")

    assert check_lines(workspace) == [f"{PLACE}:{one}" for one in expected]


def test_missing_units(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)

    (workspace.root / UNITS).unlink()

    assert check_lines(workspace) == [f"{UNITS} 错误 Y13 没有这个文件 → 用 jixiao new 新建一个工作区，把其中的同名文件抄过来"]


def test_broken_section_is_not_called_missing(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)

    edit(workspace, PROJECT, "项目名称: 中小学课后服务", "项目名称: 中小学: 课后服务")

    assert check_lines(workspace) == [
        f"{PROJECT}:4:10 错误 Y06 同一行里有两个“键: 值” → 值里含有半角冒号加空格时，改用全角冒号，或用英文双引号把整个值括起来"
    ]


def test_same_problem_from_cache(tmp_path: Path) -> None:
    """A file that reads well is kept, and its places are found again."""
    workspace = make_sound_workspace(tmp_path)
    edit(workspace, PROJECT, "  年初预算数: 320", "  年初预算数: 三百")

    first, second = check_lines(workspace), check_lines(workspace)

    assert first == second == [f"{PROJECT}:12:10 错误 M04 资金 › 年初预算数：“年初预算数”的值“三百”不是数字 → 只写数字；没有数字时整行删去"]


def slips(text: str) -> dict[str, str]:
    """Every line of a file left out, moved, or with a sign gone wrong."""
    lines = text.splitlines()
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        versions = {
            "left out": None,
            "one deeper": f" {line}",
            "one higher": line[1:],
            "tab": f"\t{line}",
            "full-width space": f"\u3000{line}",
            "full-width colon": line.replace(": ", "：", 1),
            "all full-width": line.replace(": ", "：").replace(", ", "，"),
            "colon without space": line.replace(": ", ":"),
            "no closing brace": line.replace("}", ""),
            "no opening brace": line.replace("{", ""),
            "opening bracket": f"{line} [",
            "opening quote": line.replace(": ", ': "', 1),
            "no key": line.partition(": ")[2],
            "no value": line.partition(": ")[0],
            "twice": f"{line}\n{line}",
            "control sign": f"{line}\x00",
        }
        for name, version in versions.items():
            if version != line:
                found[f"{number + 1} {name}"] = "\n".join(lines[:number] + ([] if version is None else [version]) + lines[number + 1 :]) + "\n"
    return found


def read_and_validate(text: str, file: str, model: type[Record]) -> list[Problem]:
    """What the loader finds in one file, without the folder around it."""
    tree = read_yaml(text.encode(), file, KNOWN_KEYS)
    try:
        model.model_validate(tree.values)
    except ValidationError as error:
        return [*tree.problems, *model_problems(error, model, tree, file)]
    return list(tree.problems)


def is_in_file(problem: Problem, text: str) -> bool:
    """True if the place that a problem names can be jumped to."""
    lines = text.splitlines()
    return 1 <= problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 2


@pytest.mark.parametrize("file", [PROJECT, OFFICE, UNITS])
def test_any_slip_is_told_with_its_place(file: str, tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path)
    text = (workspace.root / file).read_text(encoding="utf-8")
    lost: dict[str, list[str]] = {}

    for name, slipped in slips(text).items():
        model = {OFFICE: Office, UNITS: UnitList}.get(file, ProjectDossier)
        for problem in read_and_validate(slipped, file, model):
            if not is_in_file(problem, slipped) or set(FOREIGN_WORDS.findall(problem.message + problem.suggestion)) - KNOWN_WORDS:
                lost.setdefault(name, []).append(line_of(problem))

    assert lost == {}
