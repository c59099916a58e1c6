"""A whole budget year, and its projects by grade."""

from collections.abc import Iterator
from typing import Any

from generator.website import charts
from generator.website.door.public import PublicRegister
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of_grades, path_of_year

LATE = 20  # late items that a page at a glance names


def compose(maker: PageMaker) -> Iterator[Page]:
    """Two pages a year."""
    for register in maker.registers:
        yield _compose_year(maker, register)
        yield _compose_grades(maker, register)


def glance(register: PublicRegister) -> dict[str, Any]:
    """What a year at a glance shows besides its totals."""
    late = [(dossier, item) for dossier in register.projects for item in dossier.rectification if item.days_overdue]
    late.sort(key=lambda pair: (-pair[1].days_overdue, pair[0].id, pair[1].finding))
    return {"grade_chart": charts.draw_grades("grades", register.year, register.project_totals.by_grade), "late": late[:LATE]}


def _compose_year(maker: PageMaker, register: PublicRegister) -> Page:
    active = {dossier.unit.code for dossier in register.dossiers}
    silent = [unit for unit in register.units if unit.existed_in(register.year) and unit.code not in active]
    return maker.page(
        "year.html.jinja", path_of_year(register.year), register, f"{register.year}年度总览",
        f"{register.office.district}{register.year}年度公开的全部项目和部门整体支出绩效。",
        **glance(register), silent=silent, year_links=maker.year_links(path_of_year),
    )  # fmt: skip


def _compose_grades(maker: PageMaker, register: PublicRegister) -> Page:
    policies = {policy.grade: policy.statement + "。" for policy in register.office.policies}
    sections = [
        (
            band,
            policies.get(band.grade, ""),
            [project for project in register.projects if project.grade == band.grade],
            [dossier for dossier in register.overall if dossier.grade == band.grade],
        )
        for band in register.office.bands
    ]
    return maker.page(
        "grades.html.jinja", path_of_grades(register.year), register, f"{register.year}年度评价等级",
        f"{register.year}年度项目绩效评价等级：优、良、中、差各有哪些项目。",
        sections=sections, pending=[project for project in register.projects if not project.grade],
        grade_chart=charts.draw_grades("grades", register.year, register.project_totals.by_grade),
        year_links=maker.year_links(path_of_grades),
    )  # fmt: skip
