"""财政重点评价 of a year: what was looked at, why, by whom, the result and the main findings."""

from collections.abc import Iterator, Sequence

from generator.website.data.tables import DataTable, Field, FieldKind, Linked
from generator.website.door.public import PublicDossier, PublicRegister
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page
from generator.website.pages.year_parts import path_of_key, year_parts
from generator.website.pages.year_tables import RESULT_FIELDS, UNIT, result_cells


def tables_of(register: PublicRegister) -> tuple[DataTable, ...]:
    """Key evaluations of projects, and of overall expenditure."""
    return key_table(register), key_table(register, is_overall=True)


def compose(maker: PageMaker) -> Iterator[Page]:
    """One page a year."""
    for register in maker.registers:
        yield _compose_year(maker, register)


def key_evaluations(dossiers: Sequence[PublicDossier]) -> list[PublicDossier]:
    """The dossiers that were evaluated as 财政重点评价, most money first."""
    chosen = [dossier for dossier in dossiers if dossier.evaluation and dossier.evaluation.is_key]
    return sorted(chosen, key=lambda dossier: (-((dossier.funds.total.adjusted if dossier.funds else None) or 0), dossier.id))


def key_table(register: PublicRegister, *, is_overall: bool = False) -> DataTable:
    """One row for each."""
    dossiers = key_evaluations(register.overall if is_overall else register.projects)
    what = "部门整体支出" if is_overall else "项目"
    return DataTable(
        "key-overall" if is_overall else "key", f"{register.year}年度财政重点评价（{what}）", "财政部门选出重点评价的项目或单位：为什么选、谁来评价、结果和问题",
        (
            Field("project", what if not is_overall else "评价对象", description="项目名称，或单位的部门整体支出"), *RESULT_FIELDS,
            Field("findings", "问题", FieldKind.INTEGER, "评价发现并公开的问题", unit="个"), Field("reason", "为什么选它", description="列为重点评价的理由", missing="没有填写"),
            Field("evaluator", "第三方机构", description="受财政部门委托参加评价的机构", missing="没有委托"),
            Field("concluded_on", "结果确定日期", FieldKind.DATE, "评价结果确定的日期"), UNIT,
            Field("project_id", "项目编号", description="项目的永久编号；部门整体支出是 U 加单位编码"),
        ),
        tuple(
            (
                Linked(dossier.unit.label if is_overall else dossier.title, f"{path_of_key(register.year)}#{anchor_of(dossier)}"), *result_cells(dossier),
                len(dossier.evaluation.findings), dossier.evaluation.key_reason, dossier.evaluation.evaluator, dossier.evaluation.concluded_on, dossier.unit.label, dossier.id,
            )
            for dossier in dossiers
            if dossier.evaluation
        ),
        primary_key=("project_id",),
    )  # fmt: skip


def anchor_of(dossier: PublicDossier) -> str:
    """Where a dossier is told of on the page."""
    return f"d-{dossier.id}"


def _compose_year(maker: PageMaker, register: PublicRegister) -> Page:
    projects, overall = key_evaluations(register.projects), key_evaluations(register.overall)
    return maker.page(
        "key.html.jinja", path_of_key(register.year), register, f"{register.year}年度财政重点评价",
        f"{register.year}年度财政部门重点评价了哪些项目，为什么选它们，由谁评价，结果怎样，发现了什么问题。",
        parts_of_year=[("项目", projects, key_table(register)), ("部门整体支出", overall, key_table(register, is_overall=True))],
        anchor_of=anchor_of, year_parts=year_parts(maker, register), year_links=maker.year_links(path_of_key)
    )  # fmt: skip
