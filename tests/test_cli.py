"""The command as a clerk meets it: what it prints, where it leaves things, how it ends."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import jixiao, run
from tests.workspaces import PROJECT, edit, make_workspace

DAY = ["--today", "2026-11-21"]
LETTER = "build/letters/2025/feedback-2025-P-2025-0001.pdf"


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "区")


def call(workspace, *arguments: str) -> int:
    return run(["-C", str(workspace.root), *DAY, *arguments])


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_new_makes_a_workspace_that_checks_and_builds(tmp_path, capsys):
    folder = tmp_path / "本区"

    assert run([*DAY, "new", str(folder)]) == 0
    assert run(["-C", str(folder), *DAY, "check"]) == 0
    assert run(["-C", str(folder), *DAY, "build"]) == 0

    out = capsys.readouterr().out
    assert "已新建工作区" in out
    assert "公文草稿：3 份（PDF 和 Word），其中新增或有变动 3 份" in out
    assert (folder / LETTER).is_file()
    assert (folder / "site/index.html").is_file()
    assert (folder / "site/projects/P-2025-0001/2025.html").is_file()
    assert "项目支出绩效评价管理办法" in (folder / "site/rules/index.html").read_text(encoding="utf-8")
    assert "找错" not in (folder / "site/index.html").read_text(encoding="utf-8")


def test_new_never_writes_into_a_folder_that_holds_something(tmp_path, capsys):
    (tmp_path / "旧文件.txt").write_text("留着", encoding="utf-8")

    assert run(["new", str(tmp_path)]) == 2

    assert [path.name for path in tmp_path.iterdir()] == ["旧文件.txt"]
    assert "不是空文件夹" in capsys.readouterr().err


def test_a_second_build_writes_nothing_anew(workspace, capsys):
    assert call(workspace, "build") == 0
    before = {path: path.stat().st_mtime_ns for folder in ("build/letters", "site") for path in (workspace.root / folder).rglob("*")}
    capsys.readouterr()

    assert call(workspace, "build") == 0

    out = capsys.readouterr().out
    assert "其中新增或有变动 0 份" in out
    assert "与上次相同，没有重写" in out
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_two_workspaces_give_the_same_bytes(tmp_path):
    one, other = make_workspace(tmp_path / "甲"), make_workspace(tmp_path / "乙")

    assert call(one, "build") == call(other, "build") == 0

    for folder in ("site", "build/letters"):
        assert snapshot(one.root / folder) == snapshot(other.root / folder)


def test_a_changed_score_changes_letter_and_page(workspace):
    assert call(workspace, "build") == 0
    letter = (workspace.root / LETTER).read_bytes()
    page = workspace.root / "site/projects/P-2025-0001/2025.html"
    assert ">90<" in re.sub(r"\s+", "", page.read_text(encoding="utf-8"))

    edit(workspace, PROJECT, "分值: 15, 得分: 14, 扣分原因: 执行率 95%", "分值: 15, 得分: 12.5, 扣分原因: 执行率 95%")
    assert call(workspace, "build") == 0

    assert (workspace.root / LETTER).read_bytes() != letter
    assert ">88.5<" in re.sub(r"\s+", "", page.read_text(encoding="utf-8"))


def test_errors_stop_the_build_and_leave_what_stood_before(workspace, capsys):
    assert call(workspace, "build") == 0
    before = snapshot(workspace.site), snapshot(workspace.letters)
    edit(workspace, PROJECT, "三级指标: 绩效指标明确性, 分值: 10, 得分: 8", "三级指标: 绩效指标明确性, 分值: 10, 得份: 8")
    capsys.readouterr()

    assert call(workspace, "build") == 1

    captured = capsys.readouterr()
    assert "错误 M02  评价 › 指标 › 第1项 › 得份：不认识的键“得份”\n    → 是否应为“得分”？" in captured.out
    assert captured.err == "有错误，没有继续。改正后再运行。\n"
    assert (snapshot(workspace.site), snapshot(workspace.letters)) == before


def test_check_speaks_json_to_programs(workspace, capsys):
    edit(workspace, PROJECT, "项目属性: 延续", "项目属性: 延序")

    assert call(workspace, "check", "--format", "json") == 1

    (problem,) = [one for one in json.loads(capsys.readouterr().out) if one["severity"] == "错误"]
    assert (problem["rule"], problem["file"], problem["field"]) == ("M03", PROJECT, "项目属性")
    assert problem["suggestion"].startswith("是否应为“延续”？")


def test_errors_alone(workspace, capsys):
    assert call(workspace, "check", "--errors") == 0
    assert capsys.readouterr().out == "没有发现错误。\n"

    edit(workspace, PROJECT, "项目属性: 延续", "项目属性: 延序")
    assert call(workspace, "check", "--errors") == 1
    out = capsys.readouterr().out
    assert [line[:2] for line in re.findall(r"  (错误|警告|提示) ", out)] == ["错误"]
    assert "改好后请再检查一次" in out


def test_projects_are_read_even_while_the_office_has_errors(workspace, capsys):
    edit(workspace, "content/office.yml", "称谓: 你单位 ", "称乎: 你单位 ")
    edit(workspace, PROJECT, "项目属性: 延续", "项目属性: 延序")

    assert call(workspace, "check") == 1

    out = capsys.readouterr().out
    assert "不认识的键“称乎”" in out
    assert "“项目属性”的值“延序”不在规定范围内" in out
    assert "改好以前，各项目只检查了写法，规则还没有检查。" in out


def test_letters_can_be_chosen(workspace, capsys):
    assert call(workspace, "letters", "--unit", "区教育局", "--kind", "反馈") == 0
    assert "公文草稿：1 份" in capsys.readouterr().out

    assert call(workspace, "letters", "--project", "没有这个项目") == 2
    assert capsys.readouterr().err == "没有项目“没有这个项目”。请核对项目的编码或名称。\n"

    assert call(workspace, "letters", "--unit", "教育局") == 2
    assert capsys.readouterr().err == "没有单位“教育局”。是否应为“区教育局”、“样例区教育局”？\n"

    assert call(workspace, "letters", "--kind", "整改") == 2
    assert capsys.readouterr().err == "没有符合条件的公文：所选的单位或项目还没有这方面的资料，或不需要这种公文，或已经签发。\n"


def test_a_draft_that_no_record_asks_for_goes(workspace, capsys):
    assert call(workspace, "letters") == 0
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    start, end = text.index("评价:\n"), text.index("# 编制下一年预算时")
    (workspace.root / PROJECT).write_text(text[:start] + text[end:], encoding="utf-8")
    capsys.readouterr()

    assert call(workspace, "letters") == 0

    assert f"已删去不再需要的草稿：{LETTER}" in capsys.readouterr().out
    assert not (workspace.root / LETTER).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "没有命令“chek”。是否应为“check”？\n用 jixiao --help 查看用法。\n"),
        (["check", "--formt"], "没有选项 --formt。是否应为 --format？\n用 jixiao check --help 查看用法。\n"),
        (["--today", "2026.5.20", "check"], "--today：“2026.5.20”不是日期，请写成 2026-05-20 的样子。\n用 jixiao --help 查看用法。\n"),
        (["--today", "2026-02-30", "check"], "--today：“2026-02-30”不是日期，请写成 2026-05-20 的样子。\n用 jixiao --help 查看用法。\n"),
        (["check", "-C", "区"], "选项 -C 要写在命令前面，例如 jixiao -C … check。\n用 jixiao check --help 查看用法。\n"),
        (["letters", "--kind", "通告"], "--kind 只能是 事前评估、监控预警、自评评审、反馈、催办、整改、销号、通报、考核通报、年度报告、更正 之一。\n用 jixiao letters --help 查看用法。\n"),
        (["letters", "--kind"], "选项 --kind 后面要有一个值。\n用 jixiao --help 查看用法。\n"),
        (["build", "快"], "多出了参数 快。\n用 jixiao build --help 查看用法。\n"),
        (["new"], "缺少文件夹。\n用 jixiao new --help 查看用法。\n"),
        (["preview", "--port", "90000"], "--port 应是 0 到 65535 的整数。\n用 jixiao preview --help 查看用法。\n"),
        (["-C", "/没有", "check"], "“/没有”不是工作区：没有 content/office.yml。请用 -C 指定工作区，或用 jixiao new 新建一个。\n"),
    ],
)
def test_wrong_use_is_told_in_chinese(arguments, said, capsys):
    assert run(arguments) == 2
    assert capsys.readouterr().err == said


def test_help_is_chinese_and_documented():
    readme = Path("README.zh-CN.md").read_text(encoding="utf-8")
    english = Path("README.md").read_text(encoding="utf-8")
    for name, command in jixiao.commands.items():
        if command.hidden:
            continue
        assert re.search(r"[\u4e00-\u9fff]", command.help or ""), name
        assert f"jixiao {name}" in english, name
    for name in ("new", "check", "build", "letters", "preview"):
        assert name in readme


def test_the_installed_command_ends_without_a_traceback(tmp_path):
    done = subprocess.run([sys.executable, "-m", "generator", "-C", str(tmp_path), "build"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"“{tmp_path}”不是工作区")


def test_hints_can_be_typed_as_the_program_was_called(tmp_path):
    command = [sys.executable, "-m", "generator", "new", str(tmp_path / "区")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin", "PYTHONPATH": str(Path.cwd())})

    assert f"3. 检查：{sys.executable} -m generator -C {tmp_path / '区'} check" in done.stdout
    count = sum(path.is_file() for path in (tmp_path / "区").rglob("*"))
    assert f"（{count} 个文件）" in done.stdout


def test_output_that_nobody_reads_to_its_end_gives_no_traceback(workspace):
    edit(workspace, PROJECT, "项目属性: 延续", "项目属性: 延序")
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "-C", str(workspace.root), "build"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()  # as `| head` does once it has its lines
        told = process.stderr.read()

    assert process.returncode == 141
    assert told == ""


def test_our_own_faults_become_a_sentence_and_a_file(workspace, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("generator.pipeline.check", lambda *_: 1 / 0)

    assert call(workspace, "check") == 2

    record = tmp_path / "jixiao-错误记录.txt"
    assert capsys.readouterr().err == f"程序内部出错，资料没有改动。请把 {record} 发给维护人员。\n"
    assert "ZeroDivisionError" in record.read_text(encoding="utf-8")
