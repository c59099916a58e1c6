"""The site's map for people: every main page by section; the thousands of records are reached through them."""

from collections.abc import Iterable

from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page

PATH = "sitemap.html"
# Section, and the folders whose pages stand in it; pages at the top stand in the first.
SECTIONS = (
    ("本站", ()),
    ("年度绩效", ("years", "grades", "key", "rectification", "results")),
    ("预算单位", ("units",)),
    ("预决算公开", ("budget", "timeliness", "congress")),
    ("函和通报", ("letters", "corrections")),
    ("制度方法", ("rules",)),
    ("开放数据", ("data",)),
)
FIRST = ("index.html", "find.html")  # of the pages at the top; the others follow by address


def is_main(path: str) -> bool:
    """Whether a page is one of those that the rest is found through: at the top, or one folder down."""
    return path.count("/") <= 1


def compose(maker: PageMaker, pages: Iterable[tuple[str, str]]) -> Page:
    """The map of the pages given by address and title, years from the latest back."""
    sections: dict[str, list[tuple[str, str]]] = {title: [] for title, _ in SECTIONS}
    for path, title in sorted(pages, key=_order):
        sections[_section_of(path)].append((path, "首页" if path == "index.html" else title))
    office = maker.latest.office
    return maker.page(
        "sitemap.html.jinja", PATH, maker.latest, "站点地图", f"{office.site_title}的全部栏目和主要页面。",
        sections=[(title, found) for title, found in sections.items() if found],
    )  # fmt: skip


def _order(page: tuple[str, str]) -> tuple[int, int, str]:
    path = page[0]
    folder, _, name = path.rpartition("/")
    if not folder:
        return (FIRST.index(path) if path in FIRST else len(FIRST), 0, path)
    folders = [each for _, members in SECTIONS for each in members]
    year = name.removesuffix(".html")
    is_year = year.isdigit()
    # Year by year, the overview first: what a year holds stands together.
    return (0, -int(year) if is_year else -9999, f"{folders.index(folder):02}{name}")


def _section_of(path: str) -> str:
    folder = path.rpartition("/")[0]
    return next(title for title, folders in SECTIONS if folder in folders or (not folder and not folders))
