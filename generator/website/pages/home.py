"""The home page: what a citizen asks first, in plain words, and the shortest ways to the answers."""

from collections.abc import Iterator, Sequence

from generator.website import charts
from generator.website.door.public import PublicRegister, PublicUnit
from generator.website.pages.maker import PageMaker
from generator.website.pages.news import news_of
from generator.website.pages.page import Page, path_of_unit, path_of_year
from generator.website.pages.rectification import entries_of
from generator.website.pages.year import fields_of
from generator.website.pages.year_parts import year_parts

LATE, NEWS = 5, 8  # overdue items and pieces of news that the page names
NEAR = ("街道", "乡镇")  # kinds of units that a citizen lives in


def compose(maker: PageMaker) -> Iterator[Page]:
    """The home page."""
    register = maker.latest
    totals = register.project_totals
    late = [pair for pair in entries_of(register.projects) if pair[1].days_overdue]
    yield maker.page(
        "home.html.jinja", "index.html", register, register.office.site_title,
        f"{register.office.district}财政的钱花在哪里，办成了什么事，发现了什么问题，问题改了没有：{register.year}年度概况，按街道、部门和事情查找。",
        totals=totals, near=_units(register, is_near=True), departments=_units(register, is_near=False), fields=fields_of(register),
        late=late[:LATE], late_count=len(late), news=news_of(maker.site)[:NEWS], year_path=path_of_year(register.year),
        share_chart=charts.draw_grades("grades", register.year, totals.by_grade), year_parts=year_parts(maker, register),
        year_links=maker.year_links(path_of_year),
    )  # fmt: skip


def _units(register: PublicRegister, *, is_near: bool) -> Sequence[tuple[PublicUnit, str, int]]:
    """Units of the first level, in the order of the list, with the page of the year and how many projects they and those below them have."""
    existing = [unit for unit in register.units if unit.existed_in(register.year)]
    counts = {code: totals.recorded.count for code, totals in register.unit_totals.items()}
    below = {unit.code: [child.code for child in existing if child.parent == unit.code] for unit in existing}
    return [
        (unit, path_of_unit(unit, register.year), sum(counts.get(code, 0) for code in (unit.code, *below[unit.code])))
        for unit in existing
        if not unit.parent and (unit.kind in NEAR) == is_near
    ]
