"""Attached files at the door and on the site."""

import hashlib
from dataclasses import replace

import pytest

from generator.engine.workspace import Workspace
from generator.problems import JixiaoError
from generator.records.accounts import AttachedFile
from generator.website.door.files import public_file
from generator.website.door.gate import opened
from generator.website.door.public_site import PublicFile, PublicRule, PublicSite
from generator.website.site import build_website
from tests.website.conftest import disclosed


def attach(workspace: Workspace, name: str, content: bytes = b"%PDF-1.7 a rule") -> AttachedFile:
    path = workspace.content / "attachments" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return AttachedFile.model_validate({"名称": "全文", "路径": f"attachments/{name}"})


def with_files(site: PublicSite, *files: PublicFile) -> PublicSite:
    return replace(site, rules=(PublicRule("办法", "", "样例区财政局", "本区制度", None, None, "", "有效", "", files),))


def test_public_file_is_measured_and_hashed(workspace: Workspace) -> None:
    found = public_file(workspace, opened(attach(workspace, "rules/办法 #1〔2023〕8号.pdf")), "files/rules")

    assert (found.name, found.url, found.size, found.kind) == ("全文", "files/rules/办法-1〔2023〕8号.pdf", 15, "PDF")
    assert found.sha256 == hashlib.sha256(b"%PDF-1.7 a rule").hexdigest()


@pytest.mark.parametrize("path", ["attachments/gone.pdf", "office.yml", "attachments/../office.yml", "attachments/说明.html"])
def test_no_other_file_passes_the_door(workspace: Workspace, path: str) -> None:
    with pytest.raises(JixiaoError, match="请"):
        public_file(workspace, AttachedFile.model_validate({"名称": "x", "路径": path}), "files/rules")


def test_files_are_linked_in_not_copied(workspace: Workspace) -> None:
    file = public_file(workspace, attach(workspace, "a.pdf"), "files/rules")

    build_website(with_files(disclosed(workspace), file, file), workspace)

    assert (workspace.site / "files/rules/a.pdf").samefile(workspace.content / "attachments/a.pdf")


def test_two_files_at_one_address_are_told(workspace: Workspace) -> None:
    files = [public_file(workspace, attach(workspace, name), "files/rules") for name in ("one/a.pdf", "two/a.pdf")]

    with pytest.raises(JixiaoError, match=r"地址都是 files/rules/a\.pdf。请给其中一个文件改名"):
        build_website(with_files(disclosed(workspace), *files), workspace)
