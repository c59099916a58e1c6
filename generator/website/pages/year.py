"""A whole budget year, and its projects by grade."""

from collections.abc import Iterator

from generator.website import charts
from generator.website.data.tables import DataTable
from generator.website.door.public import PublicProject, PublicRegister
from generator.website.door.public_site import PublicSite
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of_grades, path_of_unit, path_of_year
from generator.website.pages.rectification import entries_of
from generator.website.pages.year_parts import year_parts
from generator.website.pages.year_tables import (
    budget_table,
    field_table,
    finding_table,
    grade_table,
    kind_table,
    overall_table,
    project_table,
    unit_table,
    use_table,
    years_table,
)
from generator.website.pages.year_tables import tables_of as tables_of_year

LATE = 5  # overdue items that the overview names
LISTED = 500  # projects that the overview lists; a larger year is found by unit and field
COMPARED = 6  # years that a chart shows
UNNAMED_FIELD = "未注明领域"


def tables_of(register: PublicRegister) -> tuple[DataTable, ...]:
    """The tables of a year's overview."""
    return tables_of_year(register)


def tables_of_site(site: PublicSite) -> tuple[DataTable, ...]:
    """The years side by side."""
    return (years_table(site),)


def compose(maker: PageMaker) -> Iterator[Page]:
    """Two pages a year."""
    for register in maker.registers:
        yield _compose_year(maker, register)
        yield _compose_grades(maker, register)


def fields_of(register: PublicRegister) -> list[tuple[str, str, list[PublicProject]]]:
    """Each field with its anchor and its projects; those with most projects first, those without a field last."""
    groups: dict[str, list[PublicProject]] = {}
    for project in register.projects:
        groups.setdefault(project.domain or UNNAMED_FIELD, []).append(project)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0] == UNNAMED_FIELD, -len(pair[1]), pair[0]))
    return [(name, f"field-{place}", projects) for place, (name, projects) in enumerate(ordered, start=1)]


def _compose_year(maker: PageMaker, register: PublicRegister) -> Page:
    totals = register.project_totals
    active = {dossier.unit.code for dossier in register.dossiers}
    silent = [unit for unit in register.units if unit.existed_in(register.year) and unit.code not in active]
    years = [(one.year, one.project_totals) for one in maker.registers][-COMPARED:]
    return maker.page(
        "year.html.jinja", path_of_year(register.year), register, f"{register.year}年度总览",
        f"{register.office.district}{register.year}年度评价了多少钱，结果怎样，发现了什么问题，改了没有，下一年预算因此怎样变化。",
        totals=totals, late=[pair for pair in entries_of(register.projects) if pair[1].days_overdue][:LATE],
        grades=grade_table(register), kinds=kind_table(register), budgets=budget_table(register), fields=field_table(register),
        units=unit_table(register), findings=finding_table(register), uses=use_table(register), years=years_table(maker.site),
        projects=project_table(register) if len(register.projects) <= LISTED else None, overall=overall_table(register),
        projects_by_field=fields_of(register), method_changes=maker.site.method_changes,
        grade_chart=charts.draw_grades("grades", register.year, totals.by_grade),
        field_chart=charts.draw_group_money("fields", "各领域评价的资金", totals.by_domain),
        stage_chart=charts.draw_stages("stages", totals.findings_by_stage),
        money_chart=charts.draw_year_money("years-money", years), grades_chart=charts.draw_year_grades("years-grades", years),
        change_chart=charts.draw_year_changes("years-change", years),
        silent=[(unit, path_of_unit(unit, register.year)) for unit in silent],
        year_parts=year_parts(maker, register), year_links=maker.year_links(path_of_year),
    )  # fmt: skip


def _compose_grades(maker: PageMaker, register: PublicRegister) -> Page:
    policies = {policy.grade: policy.statement + "。" for policy in register.office.policies}
    sections = []
    for place, band in enumerate(register.office.bands, start=1):
        projects = [project for project in register.projects if project.grade == band.grade]
        overall = [dossier for dossier in register.overall if dossier.grade == band.grade]
        sections.append(
            (
                band, policies.get(band.grade, ""), len(projects),
                project_table(register, projects, f"grade-{place}", f"等级为{band.grade}的项目") if projects else None,
                overall_table(register, overall, f"grade-overall-{place}", f"等级为{band.grade}的部门整体支出") if overall else None,
            )
        )  # fmt: skip
    return maker.page(
        "grades.html.jinja", path_of_grades(register.year), register, f"{register.year}年度评价等级",
        f"{register.year}年度项目绩效评价等级：优、良、中、差各有哪些项目。",
        sections=sections, pending=[project for project in register.projects if not project.grade],
        grade_chart=charts.draw_grades("grades", register.year, register.project_totals.by_grade),
        year_parts=year_parts(maker, register), year_links=maker.year_links(path_of_grades),
    )  # fmt: skip
