"""The page that finds: the table of everything and the search of the full text; without a script, links to where everything is."""

from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of, path_of_unit, path_of_year

FIND_PAGE = "find.html"
LISTED = 300  # projects that are listed for readers without a script; if there are more, they go by unit


def compose(maker: PageMaker, version: str) -> Page:
    """The page; `version` is the state of the index whose scripts it loads."""
    register = maker.latest
    by_title = sorted(register.projects, key=lambda project: (project.unit.code, project.id))
    return maker.page(
        "find.html.jinja", FIND_PAGE, register, "查找",
        f"按名称、编号、文号或正文查找{register.office.district}公开的单位、项目、文件和预决算。",
        version=version, years=[(one.year, path_of_year(one.year)) for one in reversed(maker.registers)],
        units=[(unit.label, path_of_unit(unit, register.year)) for unit in register.units if unit.existed_in(register.year)],
        projects=[(project, path_of(project)) for project in by_title] if len(by_title) <= LISTED else [],
    )  # fmt: skip
