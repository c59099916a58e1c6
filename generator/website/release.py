"""A finished tree is checked aside and then takes the old site's place; a fault leaves the old site as it was."""

import posixpath
import re
import shutil
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.engine.files import remove_tree
from generator.problems import JixiaoError, UsageError

NOTE = "README.md"  # a checkout keeps a note in site/; it outlives every switch
SHOWN = 20  # faults that one message names

TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)([^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*)>")
LINK = re.compile(r"\s(href|src|srcset|action|poster|data|formaction)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
ID = re.compile(r"\sid\s*=\s*\"([^\"]*)\"")
STYLE_URL = re.compile(r"@import\s*[^;]+;|url\(\s*(?!['\"]?(?:data:|#))['\"]?([^)'\"]*)")
HANDLER = re.compile(r"\son[a-z]+\s*=")
VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
DATA_BLOCK = 'type="application/ld+json"'  # describes the page to machines; nothing runs it
LEFT_BEHIND = ("JIXIAO-", "{%")
HARMLESS_SCHEMES = frozenset({"mailto", "tel"})


@dataclass(frozen=True)
class SiteReport:
    """What was published; `size` in bytes, letters included."""

    pages: int
    files: int
    size: int


@dataclass(frozen=True)
class _Outside:
    """Addresses on other hosts that pages may link to."""

    beginnings: tuple[str, ...]
    whole: frozenset[str]

    def allows(self, element: str, attribute: str, link: str) -> bool:
        if link in self.whole and element == "a":
            return True
        is_followed = element == "a" or (element == "link" and attribute == "href")
        return is_followed and bool(self.beginnings) and link.startswith(self.beginnings)


@dataclass(frozen=True)
class _PageLinks:
    ids: frozenset[str]
    links: tuple[tuple[str, str, str], ...]  # element, attribute, address
    faults: tuple[str, ...]


def check_tree(root: Path, outside_links: Sequence[str] = (), whole_links: Collection[str] = ()) -> SiteReport:
    """Every link resolves, nothing is loaded from elsewhere, no script stands in a page, no id stands twice, nothing of the workshop is left behind.

    Pages may link to what begins with one of `outside_links`, and to exactly the addresses in `whole_links`; they load nothing from either.
    """
    files = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    pages = {name: _read_page(path.read_text(encoding="utf-8")) for name, path in files.items() if name.endswith(".html")}
    faults = [f"{name}：{fault}" for name, page in pages.items() for fault in page.faults]
    outside = _Outside(tuple(outside_links), frozenset(whole_links))
    for name, page in pages.items():
        faults += [f"{name}：{fault}" for fault in _link_faults(name, page, files.keys(), pages, outside)]
    for name, path in files.items():
        if name.endswith((".css", ".svg")):
            faults += [f"{name}：{fault}" for fault in _style_faults(name, path.read_text(encoding="utf-8"), files.keys())]
    if faults:
        shown = "\n".join(f"  {fault}" for fault in faults[:SHOWN])
        more = f"\n  ……另有 {len(faults) - SHOWN} 处" if len(faults) > SHOWN else ""
        raise JixiaoError(f"网站检查未通过，原网站保持不变。共 {len(faults)} 处：\n{shown}{more}")
    return SiteReport(len(pages), len(files), sum(path.stat().st_size for path in files.values()))


def _read_page(text: str) -> _PageLinks:
    ids: list[str] = []
    links = []
    faults = []
    for tag in TAG.finditer(text):
        attributes = tag[2]
        # Scripts are files of our own, so that a portal may forbid all others (Content-Security-Policy).
        if tag[1] == "script" and " src=" not in attributes and DATA_BLOCK not in attributes:
            faults.append("页内脚本")
        if " on" in attributes and HANDLER.search(VALUE.sub("", attributes)):
            faults.append("页内事件脚本")
        if not attributes:
            continue
        ids += ID.findall(attributes)
        for link in LINK.finditer(attributes):
            links.append((tag[1].lower(), link[1], next(value for value in link.groups()[1:] if value is not None)))
    if len(set(ids)) < len(ids):
        faults += [f"编号“{name}”重复" for name in sorted({name for name in ids if ids.count(name) > 1})]
    faults += [f"残留“{mark}”" for mark in LEFT_BEHIND if mark in text]
    return _PageLinks(frozenset(ids), tuple(dict.fromkeys(links)), tuple(faults))


def _link_faults(
    name: str, page: _PageLinks, files: Container[str], pages: dict[str, _PageLinks], outside: _Outside
) -> Iterator[str]:
    for element, attribute, link in page.links:
        if fault := _link_fault(name, element, attribute, link.replace("&amp;", "&"), files, pages, outside):
            yield fault


def _link_fault(
    name: str, element: str, attribute: str, link: str, files: Container[str], pages: dict[str, _PageLinks], outside: _Outside
) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        if parts.scheme in HARMLESS_SCHEMES or outside.allows(element, attribute, link):
            return ""
        return f"外部地址“{link}”"
    if link.startswith("/"):
        return f"绝对路径“{link}”"
    if not link:
        return "空链接"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
    if target not in files:
        return f"链接“{link}”没有对应的文件"
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        return f"链接“{link}”没有对应的位置"
    return ""


def _style_faults(name: str, text: str, files: Container[str]) -> Iterator[str]:
    for found in STYLE_URL.finditer(text):
        link = found[1]
        if link is None:
            yield f"样式引入了别的样式“{found[0]}”"
        elif urlsplit(link).scheme or link.startswith("/"):
            yield f"样式引用外部地址“{link}”"
        elif posixpath.normpath(posixpath.join(posixpath.dirname(name), link.split("?")[0].split("#")[0])) not in files:
            yield f"样式引用的“{link}”没有对应的文件"


def folder_aside(site: Path) -> Path:
    """Where the next site is built: beside the old one, so that a rename suffices."""
    return site.with_name(f".{site.name}.new")


def recover(site: Path) -> None:
    """Bring the old site back if the power went off between the two renames."""
    old = site.with_name(f".{site.name}.old")
    if old.exists() and not site.exists():
        old.rename(site)
    remove_tree(old)


def switch(aside: Path, site: Path) -> None:
    """Put the tree in the site's place; the note of a checkout comes along."""
    old = site.with_name(f".{site.name}.old")
    if (site / NOTE).is_file():
        shutil.copy2(site / NOTE, aside / NOTE)
    try:
        if site.exists():
            site.rename(old)
        try:
            aside.rename(site)
        except OSError:
            if old.exists():
                old.rename(site)
            raise
    except OSError as error:
        raise UsageError(f"不能替换 {site}：{error.strerror}。请确认它不是挂载点，并且可以改名；原网站保持不变。") from error
    remove_tree(old)
