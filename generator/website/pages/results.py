"""Use of results: what each evaluation meant for the next budget, best score first, and how much was added, cut, recovered, cancelled."""

from collections.abc import Iterator, Sequence

from generator.records.totals import Totals
from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Linked
from generator.website.door.public import PublicDecision, PublicDossier, PublicRegister
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of
from generator.website.pages.year_parts import path_of_results, year_parts
from generator.website.pages.year_tables import DECIDED, PREVIOUS, USE, use_table

CANCELLED, RECOVERED = "取消安排", "收回统筹"
FIELDS = (
    Field("rank", "名次", FieldKind.INTEGER, "按得分从高到低，同分同名次"),
    Field("score", "得分", FieldKind.SCORE, "评价得分，满分 100", missing="—"),
    Field("grade", "等级", FieldKind.GRADE, "评价等级"),
    USE,
    PREVIOUS,
    DECIDED,
    Field("change", "增减", FieldKind.AMOUNT, "安排预算减去上年预算，负数是减少"),
    Field("change_rate", "增减率", FieldKind.RATE, "增减÷上年预算"),
    Field("explanation", "为什么这样安排", description="安排的理由", missing="没有填写"),
    Field("departure", "与通常做法不同的理由", description="没有按等级对应的通常方式安排时的理由"),
    Field("budget_year", "预算年度", FieldKind.YEAR, "结果用于哪一年的预算"),
    Field("basis", "依据", description="办法名称、文号和条款"),
    Field("unit", "预算单位", description="花这笔钱的预算单位"),
    Field("project_id", "项目编号", description="项目的永久编号；部门整体支出是 U 加单位编码"),
)


def tables_of(register: PublicRegister) -> tuple[DataTable, ...]:
    """Project by project and unit by unit; the sums by use of projects stand among the year's tables."""
    return result_table(register), result_table(register, is_overall=True), use_table(register, is_overall=True)


def compose(maker: PageMaker) -> Iterator[Page]:
    """One page a year."""
    for register in maker.registers:
        yield _compose_year(maker, register)


def result_table(register: PublicRegister, *, is_overall: bool = False) -> DataTable:
    """Every decision of the year, best score first."""
    dossiers: Sequence[PublicDossier] = register.overall if is_overall else register.projects
    scores = sorted((dossier.score for dossier in dossiers if dossier.score is not None), reverse=True)
    ranked = sorted(dossiers, key=lambda dossier: (dossier.score is None, -(dossier.score or 0), dossier.id))
    what = "部门整体支出" if is_overall else "项目"
    return DataTable(
        "overall-results" if is_overall else "results", f"{register.year}年度{what}评价结果和预算安排", f"{what}评价结果怎样用于下一年预算，按得分排列",
        (Field("project", "预算单位的部门整体支出" if is_overall else "项目", description="项目名称；部门整体支出写单位名称"), *FIELDS),
        tuple(
            _row(dossier, dossier.decision, scores.index(dossier.score) + 1 if dossier.score is not None else None)
            for dossier in ranked
            if dossier.decision
        ),
        primary_key=("project_id",),
    )  # fmt: skip


def _row(dossier: PublicDossier, decision: PublicDecision, rank: int | None) -> tuple[Cell, ...]:
    return (
        Linked(dossier.unit.label if dossier.is_overall else dossier.title, f"{path_of(dossier)}#decision"), rank, dossier.score, dossier.grade,
        decision.use, decision.previous, decision.decided, decision.change, decision.rate, decision.explanation, decision.departure_reason,
        decision.budget_year, decision.basis, dossier.unit.label, dossier.id,
    )  # fmt: skip


def _compose_year(maker: PageMaker, register: PublicRegister) -> Page:
    policies = [(policy.grade, "、".join(policy.uses), policy.statement) for policy in register.office.policies]
    return maker.page(
        "results.html.jinja", path_of_results(register.year), register, f"{register.year}年度结果应用",
        f"{register.year}年度绩效评价结果怎样用于下一年预算：哪些增加，哪些减少，哪些取消，为什么。",
        uses=use_table(register), results=result_table(register), overall_uses=use_table(register, is_overall=True),
        overall=result_table(register, is_overall=True), policies=policies, cancelled=_use(register.project_totals, CANCELLED),
        recovered=_use(register.project_totals, RECOVERED), departures=sum(1 for one in register.projects if one.decision and one.decision.departure_reason),
        waiting=[project for project in register.projects if project.evaluation and not project.decision],
        year_parts=year_parts(maker, register), year_links=maker.year_links(path_of_results),
    )  # fmt: skip


def _use(totals: Totals, use: str) -> object:
    """The sums of one use, or None."""
    return next((decision for decision in totals.decisions if decision.use == use), None)
