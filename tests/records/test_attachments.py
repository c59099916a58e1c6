"""Files that records attach: which may go out, and what is said of one that may not."""

from pathlib import Path

import pytest

from generator.records.attachments import list_attachments
from tests.workspaces import check_lines, make_sound_workspace, write

RULES = "content/rules.yml"


def rules_with(path: str) -> str:
    return f"制度文件:\n  - 名称: 办法\n    发布机构: 样例区财政局\n    类别: 本区制度\n    文件:\n      - {{名称: 全文, 路径: {path}}}\n"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("attachments/rules/办法.pdf", []),
        (
            "attachments/rules/办法1.pdf",
            ["没有文件“attachments/rules/办法1.pdf” → 是否应为“attachments/rules/办法.pdf”？"],
        ),
        ("attachments/x.pdf", ["没有文件“attachments/x.pdf” → 把文件放进 content/attachments，或改正路径"]),
        (
            "2025/projects/P-2025-0001.yml",
            ["路径“2025/projects/P-2025-0001.yml”不在 attachments 文件夹里 → 把文件放进 content/attachments，路径写成“attachments/文件名”，用斜杠“/”分隔"],
        ),
        (
            "attachments/../office.yml",
            ["路径“attachments/../office.yml”不在 attachments 文件夹里 → 把文件放进 content/attachments，路径写成“attachments/文件名”，用斜杠“/”分隔"],
        ),
        (
            r"attachments\rules\办法.pdf",
            [r"路径“attachments\rules\办法.pdf”里是反斜杠“\”，应为斜杠“/” → 改成“attachments/rules/办法.pdf”"],
        ),
        (
            r"D:\公开\content\attachments\办法.pdf",
            [r"路径“D:\公开\content\attachments\办法.pdf”里是反斜杠“\”，应为斜杠“/” → 改成“attachments/办法.pdf”"],
        ),
        (
            r"D:\公开\办法.pdf",
            [r"路径“D:\公开\办法.pdf”里是反斜杠“\”，应为斜杠“/” → 把文件放进 content/attachments，路径写成“attachments/文件名”"],
        ),
        (
            "attachments/page.html",
            ["“page.html”不是可以上网的文件类型 → 可以上网的有：pdf、ofd、docx、doc、wps、xlsx、xls、et、csv、zip"],
        ),
        ("attachments/rules/link.pdf", ["没有文件“attachments/rules/link.pdf” → 是否应为“attachments/rules/办法.pdf”？"]),
    ],
)
def test_attached_file_is_there_and_may_go_out(tmp_path: Path, path: str, said: list[str]) -> None:
    workspace = make_sound_workspace(tmp_path / "w")
    write(workspace, "content/attachments/rules/办法.pdf", b"%PDF-1.7")
    write(workspace, "content/attachments/page.html", "<p>")
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.7 of the machine")
    (workspace.content / "attachments/rules/link.pdf").symlink_to(tmp_path / "secret.pdf")

    write(workspace, RULES, rules_with(path))

    place = f"{RULES}:6:22 错误 L01 制度文件 › 第1项 › 文件 › 第1项 › 路径"
    assert check_lines(workspace) == [f"{place}：{line}" for line in said]


def test_a_link_out_of_the_folder_is_no_attachment(tmp_path: Path) -> None:
    workspace = make_sound_workspace(tmp_path / "w")
    (tmp_path / "secret.pdf").write_bytes(b"of the machine")
    (workspace.content / "attachments/link.pdf").symlink_to(tmp_path / "secret.pdf")

    found = list_attachments(workspace.content)
    assert "attachments/说明.txt" in found
    assert "attachments/link.pdf" not in found
