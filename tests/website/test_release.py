"""Nothing goes out unchecked, and a fault leaves the old site whole."""

from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.problems import JixiaoError, UsageError
from generator.website.release import check_tree, folder_aside, recover, switch
from generator.website.site import build_website
from tests.website.conftest import disclosed, letter_for


def tree(folder: Path, **pages: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<a href="nothing.html">x</a>', "链接“nothing.html”没有对应的文件"),
        ('<a href="b.html#no">x</a>', "链接“b.html#no”没有对应的位置"),
        ('<a href="#no">x</a>', "链接“#no”没有对应的位置"),
        ('<a href="/b.html">x</a>', "绝对路径“/b.html”"),
        ('<a href="../b.html">x</a>', "链接“../b.html”没有对应的文件"),
        ('<img alt="" src="https://example.invalid/x.png">', "外部地址“https://example.invalid/x.png”"),
        ("<img alt='' src='//example.invalid/x.png'>", "外部地址“//example.invalid/x.png”"),
        ("<script src=x.js></script>", "链接“x.js”没有对应的文件"),
        ('<a href="https://example.invalid/">x</a>', "外部地址“https://example.invalid/”"),
        ('<a href="javascript:alert(1)">x</a>', "外部地址“javascript:alert(1)”"),
        ('<p id="one">x</p><p id="one">y</p>', "编号“one”重复"),
        ("<!--JIXIAO-SLOT-->", "残留“JIXIAO-”"),
        ("<script>alert(1)</script>", "页内脚本"),
        ('<p class="x" onclick="alert(1)">x</p>', "页内事件脚本"),
    ],
)
def test_faults_are_found(tmp_path: Path, html: str, fault: str) -> None:
    tree(tmp_path, a=html, b="<p id='x'>b</p>")
    with pytest.raises(JixiaoError) as caught:
        check_tree(tmp_path)
    assert f"a.html：{fault}" in str(caught.value)


@pytest.mark.parametrize("style", ['@import "x.css";', "p{background:url(https://example.invalid/x)}", "p{background:url('no.png')}"])
def test_styles_are_checked(tmp_path: Path, style: str) -> None:
    (tmp_path / "a.css").write_text(style, encoding="utf-8")
    with pytest.raises(JixiaoError):
        check_tree(tmp_path)


def test_sound_tree_passes(tmp_path: Path) -> None:
    tree(
        tmp_path,
        a='<a href="b.html#x">x</a><a href="mailto:a@example.invalid">y</a><a href="https://www.example.invalid/z">z</a><p title="a>b onclick=" id="q"><script type="application/ld+json">{}</script>',
        b='<p id="x">b</p><a href="a.html?v=1#q">c</a>',
    )
    (tmp_path / "a.css").write_text("p{background:url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\")}", encoding="utf-8")
    report = check_tree(tmp_path, ["https://www.example.invalid/"])
    assert (report.pages, report.files) == (2, 3)


def test_outside_pictures_stay_forbidden_even_where_links_are_allowed(tmp_path: Path) -> None:
    tree(tmp_path, a='<img alt="" src="https://www.example.invalid/z">')
    with pytest.raises(JixiaoError, match="外部地址"):
        check_tree(tmp_path, ["https://www.example.invalid/"])


def test_broken_link_leaves_the_old_site_whole(workspace: Workspace) -> None:
    build_website(disclosed(workspace), workspace)
    before = {path: path.read_bytes() for path in workspace.site.rglob("*") if path.is_file()}
    (workspace.root / "templates/pages").mkdir(parents=True)
    (workspace.root / "templates/pages/contact.html.jinja").write_text('<p><a href="gone.html">x</a></p>', encoding="utf-8")

    with pytest.raises(JixiaoError, match=r"about\.html：链接“gone\.html”没有对应的文件"):
        build_website(disclosed(workspace), workspace)

    assert {path: path.read_bytes() for path in workspace.site.rglob("*") if path.is_file()} == before
    assert not folder_aside(workspace.site).exists()


def test_switch_replaces_everything_but_the_note(tmp_path: Path) -> None:
    site, aside = tree(tmp_path / "site", old="old"), tree(tmp_path / ".site.new", new="new")
    (site / "README.md").write_text("note", encoding="utf-8")

    switch(aside, site)

    assert sorted(path.name for path in site.iterdir()) == ["README.md", "new.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_switch_needs_no_old_site(tmp_path: Path) -> None:
    switch(tree(tmp_path / ".site.new", new="new"), tmp_path / "site")
    assert (tmp_path / "site" / "new.html").exists()


def test_switch_that_fails_brings_the_old_site_back(tmp_path: Path) -> None:
    site = tree(tmp_path / "site", old="old")
    with pytest.raises(UsageError, match="原网站保持不变"):
        switch(tmp_path / "nothing", site)
    assert (site / "old.html").exists()


def test_power_cut_between_the_renames_is_healed(tmp_path: Path) -> None:
    tree(tmp_path / ".site.old", old="old")
    recover(tmp_path / "site")
    assert (tmp_path / "site" / "old.html").exists()


def test_letter_that_is_missing_stops_the_build(workspace: Workspace) -> None:
    letter = letter_for("P2023-0103", workspace.letters)
    letter.files[0].path.unlink()
    with pytest.raises(JixiaoError, match="没有找到要公开的文件 "):
        build_website(disclosed(workspace, [letter]), workspace)


def test_letters_are_published_beside_the_pages(built: Workspace) -> None:
    assert (built.site / "letters/2025/P2023-0103-2025.pdf").read_bytes().startswith(b"%PDF")
