"""The whole website: public registers and hand-written pages → a checked tree → `site/`."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from generator.engine.files import remove_tree
from generator.engine.templates import make_environment
from generator.engine.workspace import Workspace
from generator.problems import JixiaoError, UsageError
from generator.website.door.public_site import PublicFile, PublicSite
from generator.website.feed import FEED, compose_feed
from generator.website.frame import Rendered, address, frame_key, render_frames
from generator.website.open_data import publish_all
from generator.website.pages import find, handwritten, sitemap
from generator.website.pages.families import compose_all, main_pages
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page
from generator.website.release import SiteReport, check_tree, folder_aside, recover, switch
from generator.website.search.index import SearchIndex
from generator.website.search.rows import finder_rows


def no_objection(tree: Path) -> None:
    """Whoever builds has nothing to say to a finished tree before it takes the site's place."""


def build_website(site: PublicSite, workspace: Workspace, inspect: Callable[[Path], None] = no_objection) -> SiteReport:
    """Build all years' pages aside, check them, and switch; the old site stays until all is well.

    `inspect` is shown the finished tree and may raise: then nothing is switched.
    """
    if not site.registers:
        raise UsageError("没有可以公开的年度：content/ 下没有年度文件夹。")
    office = site.latest.office
    rendered = render_frames(workspace, office, site.latest.year, main_pages(site), workspace.build / "frame")
    aside = folder_aside(workspace.site)
    recover(workspace.site)
    remove_tree(aside)
    try:
        maker = PageMaker(site, make_environment(workspace.template_folders), publish_all(site, aside), tuple(page.path for page in rendered.handwritten))
        # Pages go out one by one: a year of ten thousand would not fit into memory at once, and the old site is not touched.
        with SearchIndex(partial(finder_rows, site)) as index:
            written = _write_pages(_all_pages(maker, rendered, index), rendered, aside, office.site_title)
            for name, content in index.files():
                _write(aside / name, content)
        _write_assets(rendered, aside)
        _link_files(site.files, aside)
        _write(aside / FEED, compose_feed(site, rendered.site_url))
        _write_robots(written, rendered.site_url, aside)
        allowed = (*rendered.outside_links, *([rendered.site_url] if rendered.site_url else []))
        report = check_tree(aside, allowed, {*rendered.footer_links, *(channel.href for channel in site.channels)})
        inspect(aside)
        switch(aside, workspace.site)
    finally:
        remove_tree(aside)
    return report


def _all_pages(maker: PageMaker, rendered: Rendered, index: SearchIndex) -> Iterator[Page]:
    """Every page, noted for the search; the map comes after the pages it lists, the page that finds them last: it names the state of the index."""
    main: list[tuple[str, str]] = []
    for page in _found_pages(maker, rendered):
        if page.is_searchable:
            index.add(page)
        if sitemap.is_main(page.path):
            main.append((page.path, page.title))
        yield page
    found = find.compose(maker, index.version)
    yield sitemap.compose(maker, [*main, (found.path, found.title)])
    yield found


def _found_pages(maker: PageMaker, rendered: Rendered) -> Iterator[Page]:
    yield from compose_all(maker)
    for page in rendered.handwritten:
        yield handwritten.finish(maker, page)


def _write_pages(pages: Iterable[Page], rendered: Rendered, aside: Path, site_title: str) -> list[Page]:
    """Write every page; what is kept of each is its address, its date and its tags."""
    seen: dict[str, Page] = {}
    for page in pages:
        if page.path in seen:
            raise JixiaoError(f"两个页面的地址都是 {page.path}。")
        frame = rendered.frames[frame_key(page.path)]
        _write(aside / page.path, frame.fill(page, site_title, rendered.site_url).encode())
        seen[page.path] = replace(page, body="")
    return [seen[path] for path in sorted(seen)]


def _write_assets(rendered: Rendered, aside: Path) -> None:
    for name, source in rendered.assets.items():
        _write(aside / name, source.read_bytes())


def _link_files(files: Iterable[PublicFile], aside: Path) -> None:
    """Link letters and attachments in, or copy them where links can't reach."""
    written: dict[str, Path] = {}
    for file in files:
        target = aside / file.url
        if written.setdefault(file.url, file.source) == file.source and target.exists():
            continue  # attached more than once
        if not file.source.is_file():
            raise JixiaoError(f"没有找到要公开的文件 {file.source}。如果是函，请先生成函件。")
        if target.exists():
            raise JixiaoError(f"{written[file.url].name} 和 {file.source.name} 在网站上的地址都是 {file.url}。请给其中一个文件改名。")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(file.source, target)
        except OSError:
            shutil.copyfile(file.source, target)


def _write_robots(pages: Iterable[Page], site_url: str, aside: Path) -> None:
    """A sitemap needs full addresses, so there is one only where `mkdocs.yml` says where the site stands."""
    robots = "User-agent: *\nAllow: /\n"
    if site_url:
        robots += f"Sitemap: {address(site_url, 'sitemap.xml')}\n"
        rows = "".join(
            f"<url><loc>{escape(address(site_url, page.path))}</loc>{_last_changed(page)}</url>\n" for page in pages if page.is_searchable
        )
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
        _write(aside / "sitemap.xml", text.encode())
    _write(aside / "robots.txt", robots.encode())


def _last_changed(page: Page) -> str:
    """A page without a dated word on it says nothing: the day of the build would be untrue."""
    return f"<lastmod>{page.dated}</lastmod>" if page.dated else ""


def _write(path: Path, content: bytes) -> None:
    """Plain and fast: the tree stands aside and is thrown away if anything fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
