"""MkDocs and Material render the hand-written pages and one empty page per entry of the menu and depth: the frames.

The bodies of the thousands of other pages are set into these frames, which costs a tenth of rendering each of them
(decision 0008). The frames themselves are never published; nor are the theme's scripts, which no page uses (the finder has two of our own).
"""

import hashlib
import html
import logging
import os
import posixpath
import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import nh3

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice about another program's plans
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.engine.files import remove_tree, write_text
from generator.engine.workspace import Workspace
from generator.problems import JixiaoError
from generator.website.door.public import PublicOffice
from generator.website.pages.page import Handwritten, Page

SLOT, SLOT_END = "<!--JIXIAO-SLOT-->", "<!--/JIXIAO-SLOT-->"
MARK = re.compile(r"JIXIAO-(?:TITLE|DESCRIPTION|ADDRESS)|<!--JIXIAO-META-->")
HIDDEN = "frame.md"  # in a folder, and in a folder `frame` below it: the frames of its pages one and two folders down
# Entries of the menu, and the pages at the top that each have a frame of their own: address without its ending, section that is marked.
TOP_PAGES = {"index": "home", "find": "find", "feedback": "feedback", "sitemap": "sitemap"}
# Folders of composed pages, and the section of the menu that is marked on them.
FOLDERS = {
    "years": "years", "grades": "years", "key": "years", "rectification": "years", "results": "years", "units": "units", "projects": "units",
    "budget": "budget", "timeliness": "budget", "congress": "budget", "letters": "letters", "rules": "rules", "corrections": "corrections", "data": "data",
}  # fmt: skip
CONTROLS = re.compile(  # of Material, for scripts that no page has
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay".*?</label>|<div data-md-component="skip">.*?</div>|'
    r'<div data-md-component="announce">\s*</div>|<div class="md-dialog".*?</div>\s*</div>',
    re.DOTALL,
)
RESERVED = frozenset({*(f"{name}.md" for name in TOP_PAGES), *FOLDERS, "assets", "files", "frame", "search"})
ABOUT = "about.md"
OFF_MENU = frozenset({"glossary.md"})  # hand-written pages that others lead to; the rest join the menu
# Where registration numbers can be looked up; the number has to link there (非经营性互联网信息服务备案管理办法 第十三条).
ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="

ALLOWED_TAGS = set(nh3.ALLOWED_TAGS) - {"map", "area"}
ALLOWED_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    **{tag: {"id"} for tag in ("h1", "h2", "h3", "h4", "p", "dt", "li")},
    "th": {"scope", "colspan", "rowspan"},
}


@dataclass(frozen=True)
class Frame:
    """A rendered page with an empty place for the body."""

    before: str
    after: str

    @classmethod
    def cut(cls, text: str) -> tuple["Frame", str]:
        """Split a rendered page into the frame and what stood in it; only the theme can write the marks first and last."""
        before, found, rest = CONTROLS.sub("", text).partition(SLOT)
        body, found_end, after = rest.rpartition(SLOT_END)
        if not found or not found_end:
            raise JixiaoError("主题模板 theme/main.html 里没有正文位置的标记（JIXIAO-SLOT）。请恢复这两个标记。")
        return cls(before, after), body

    def fill(self, page: Page, site_title: str, site_url: str) -> str:
        """The finished page."""
        title = page.title if page.title == site_title else f"{page.title} - {site_title}"
        meta = "\n".join(f'<meta name="{_attribute(name)}" content="{_attribute(content)}">' for name, content in page.meta)
        if site_url:
            meta += f'\n<link rel="canonical" href="{_attribute(address(site_url, page.path))}">'
        values = {
            "JIXIAO-TITLE": _attribute(title), "JIXIAO-DESCRIPTION": _attribute(page.description), "<!--JIXIAO-META-->": meta,
            "JIXIAO-ADDRESS": _attribute(address(site_url, page.path)),
        }  # fmt: skip
        before, after = (MARK.sub(lambda mark: values[mark[0]], part) for part in (self.before, self.after))
        return before + page.body + after


class MenuEntry(NamedTuple):
    """An entry of the menu: its words, the page's address without its ending, and the section that is marked on the pages below it."""

    title: str
    address: str
    section: str


@dataclass(frozen=True)
class Rendered:
    """What MkDocs made."""

    frames: Mapping[tuple[str, int], Frame]  # by `frame_key`
    handwritten: tuple[Handwritten, ...]
    assets: Mapping[str, Path]  # by address: style sheets and pictures that the pages use
    site_url: str
    outside_links: tuple[str, ...]  # beginnings of addresses that pages may link to
    footer_links: tuple[str, ...]  # whole addresses on other hosts, by the office's settings


def address(site_url: str, path: str) -> str:
    """The full address of a page."""
    return posixpath.join(site_url, path)


def frame_key(path: str) -> tuple[str, int]:
    """Pages below the same folder and equally deep share a frame, as their links are the same; at the top each has its own."""
    return path.split("/")[0], path.count("/")


def render_frames(workspace: Workspace, office: PublicOffice, latest: int, main_pages: Collection[str], folder: Path) -> Rendered:
    """Stage the sources in `folder`, let MkDocs render them, and take the result apart.

    `main_pages` are the addresses that the composed pages will have whatever the records: the menu names no other.
    """
    remove_tree(folder)
    source, output = folder / "pages", folder / "html"
    entries = _menu(latest, main_pages)
    handwritten = _stage(workspace, source, entries)
    menu: list[dict[str, str]] = [
        *({entry.title: f"{entry.address}.md"} for entry in entries), {"关于": ABOUT},
        *({_title_of(source / name): name} for name in handwritten if name != ABOUT and name not in OFF_MENU),
    ]  # fmt: skip
    site_url, outside_links = _run_mkdocs(workspace, office, source, output, menu)
    names = (*_stubs(entries), *handwritten)
    rendered = {name: Frame.cut(_read_html(output, name)) for name in names}
    pages = tuple(Handwritten(_html_name(name), _title_of(source / name), _clean(rendered[name][1])) for name in handwritten)
    frames = {frame_key(_html_name(name)): rendered[name][0] for name in names}
    own_files = {p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file() and p.suffix != ".md"}
    return Rendered(frames, pages, _assets(output, frames.values(), own_files), site_url, outside_links, tuple(_footer_links(office).values()))


def _stage(workspace: Workspace, source: Path, entries: tuple[MenuEntry, ...]) -> tuple[str, ...]:
    """Copy the hand-written pages and lay the stubs beside them; the names of the former."""
    own = workspace.content / "pages"
    if not (own / ABOUT).is_file():
        raise JixiaoError("没有 content/pages/about.md：公开网站需要“关于”页。请写一页，说明网站公开什么、得分怎么算、怎样提意见。")
    clashes = sorted(path.name for path in own.iterdir() if path.name in RESERVED)
    if clashes:
        raise JixiaoError(f"content/pages/{clashes[0]} 与程序生成的页面重名，请改名。")
    shutil.copytree(own, source)
    names = sorted(path.name for path in own.glob("*.md"))
    for name in names:
        text = (source / name).read_text(encoding="utf-8")
        (source / name).write_text(f"---\nsection: {name}\n---\n\n{text}", encoding="utf-8")
    for name, section in _stubs(entries).items():
        write_text(source / name, f"---\nsection: {section}\n---\n")
    return tuple(names)


def _stubs(entries: tuple[MenuEntry, ...]) -> dict[str, str]:
    """The pages that become frames, and the entry of the menu that is marked on each."""
    tops = {f"{name}.md": section for name, section in TOP_PAGES.items()}
    menu = {f"{entry.address}.md": entry.section for entry in entries if "/" in entry.address}
    hidden = {f"{folder}/{name}": section for folder, section in FOLDERS.items() for name in (HIDDEN, f"frame/{HIDDEN}")}
    return {**tops, **menu, **hidden}


def _menu(latest: int, main_pages: Collection[str]) -> tuple[MenuEntry, ...]:
    """The entries of the menu that lead to a page of this site, in their order."""
    entries = (
        MenuEntry("首页", "index", "home"), MenuEntry("查找", "find", "find"), MenuEntry("年度总览", f"years/{latest}", "years"),
        MenuEntry("预算单位", "units/index", "units"), MenuEntry("预决算公开", "budget/index", "budget"), MenuEntry("函和通报", "letters/index", "letters"),
        MenuEntry("制度方法", "rules/index", "rules"), MenuEntry("开放数据", "data/index", "data"), MenuEntry("意见反馈", "feedback", "feedback"),
    )  # fmt: skip
    there = {*main_pages, f"years/{latest}.html"}
    return tuple(entry for entry in entries if f"{entry.address}.html" in there)


def _footer_links(office: PublicOffice) -> dict[str, str]:
    """Addresses on other hosts that the footer links to, each only where the office has set what it is about."""
    police = re.sub(r"\D", "", office.police_number)
    links = {
        "error_report": office.error_report,
        "icp_register": ICP_REGISTER if office.record_number else "",
        "police_register": POLICE_REGISTER + police if police else "",
    }
    return {name: link for name, link in links.items() if link}


def _title_of(path: Path) -> str:
    """The first heading of a Markdown file."""
    found = re.search(r"^# (.+?)(?:\s*\{.*\})?$", path.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise JixiaoError(f"content/pages/{path.name} 没有标题：第一行请写“# 标题”。")
    return found[1].strip()


class _Warnings(logging.Handler):
    """Keeps what MkDocs and Material complain about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _run_mkdocs(
    workspace: Workspace, office: PublicOffice, source: Path, output: Path, menu: list[dict[str, str]]
) -> tuple[str, tuple[str, ...]]:
    """Render with the workspace's `mkdocs.yml`; any warning is an error."""
    themes = [folder / "theme" for folder in workspace.template_folders if (folder / "theme").is_dir()]
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        config = load_config(
            str(workspace.mkdocs_config), docs_dir=str(source), site_dir=str(output), site_name=office.site_title, nav=menu, strict=False,
            not_in_nav=f"**/{HIDDEN}\n/*.md",
        )  # fmt: skip
        config.theme.dirs[:0] = [str(theme) for theme in themes]
        config.theme.static_templates = set()
        config.extra["jixiao"] = {
            "is_demo": office.is_demo, "host": office.host, "section": office.section, "phone": office.phone, "address": office.address,
            "identifier": office.identifier, "record_number": office.record_number, "police_number": office.police_number,
            "domain": office.domain, "has_glossary": (source / "glossary.md").is_file(),
            "versions": _versions_of(themes), **_footer_links(office),
        }  # fmt: skip
        build(config)
    except (MkDocsException, SystemExit) as error:
        raise JixiaoError("MkDocs 未能生成页面：" + "；".join([*warnings.messages, str(error)]) + "。") from error
    finally:
        logger.removeHandler(warnings)
    if warnings.messages:
        raise JixiaoError("MkDocs 报告了问题，请改正 content/pages 或 mkdocs.yml：" + "；".join(warnings.messages) + "。")
    return config.site_url or "", tuple(config.extra.get("outside_links") or ())


def _versions_of(themes: list[Path]) -> dict[str, str]:
    """Of each of our styles and scripts a few digits of its hash, so that browsers fetch it anew when it changes."""
    assets = {path.name: path for theme in reversed(themes) for path in (theme / "assets").glob("*.*") if path.suffix in (".css", ".js")}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest()[:8] for name, path in assets.items()}


def _html_name(name: str) -> str:
    return name.removesuffix(".md") + ".html"


def _read_html(output: Path, name: str) -> str:
    return (output / _html_name(name)).read_text(encoding="utf-8")


def _clean(body: str) -> str:
    """Hand-written HTML is reduced to harmless elements; tables get their scrolling box and the scope of their headings."""
    text = nh3.clean(body, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, link_rel=None)
    text = re.sub(r"<table[^>]*>", '<div class="jx-scroll" role="region" aria-label="表格" tabindex="0"><table class="jx-table">', text)
    text = text.replace("</table>", "</table></div>")
    head = re.compile(r"<thead>.*?</thead>", re.DOTALL)
    return head.sub(lambda found: re.sub(r"<th(?![^>]*scope)(?=[\s>])", '<th scope="col"', found[0]), text)


def _assets(output: Path, frames: Iterable[Frame], own_files: set[str]) -> dict[str, Path]:
    """The theme's files that the frames ask for, and the pictures of the hand-written pages."""
    wanted = set(own_files)
    for frame in frames:
        for link in re.findall(r'<link[^>]+href="([^"]+)"|<script[^>]+src="([^"]+)"|<img[^>]+src="([^"]+)"', frame.before + frame.after):
            wanted.add("/".join(part for part in "".join(link).split("?")[0].split("/") if part not in ("..", ".")))
    return {name: output / name for name in sorted(wanted) if (output / name).is_file()}


def _attribute(text: str) -> str:
    return html.escape(text, quote=True)
