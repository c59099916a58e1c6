"""A table printed alone, and what the official forms have in common: names, levels of indicators, funds by source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.engine.chinese import close_up
from generator.letters.composing.subject import Subject, marks_of, style_of, subject_of
from generator.letters.document import Block, CellContent, DocumentForm, Genre, Join, OfficialDocument, Table, TableRow
from generator.letters.widths import across, annex_of, blank_columns, label, left
from generator.records.dossier import Dossier, FundLine, Funds, ProjectDossier
from generator.records.register import Register
from generator.records.results import sum_of_lines
from generator.records.vocabulary import FundingSource
from generator.records.year_totals import open_overall, open_projects

# 项目支出绩效自评表 knows three sources; the vocabulary's others are 其他资金 there.
FORM_SOURCES = (
    ("其中：当年财政拨款", frozenset({FundingSource.CURRENT_APPROPRIATION})),
    ("上年结转资金", frozenset({FundingSource.CARRIED_OVER})),
    ("其他资金", frozenset({FundingSource.FISCAL_ACCOUNT, FundingSource.OWN_FUNDS, FundingSource.OTHER})),
)

# 一级指标 that the forms of 财预〔2020〕10号 and 财预〔2021〕101号 print with the word 指标; records may leave it out.
FORM_DIMENSIONS = frozenset({"成本", "产出", "效益", "满意度"})


@dataclass(frozen=True)
class FormKind:
    """A form: its word on the command line, its name, its file name."""

    word: str
    name: str
    stem: str


def sheet(kind: FormKind, register: Register, today: date, blocks: Sequence[Block], dossier: Dossier | None = None) -> OfficialDocument:
    """A document of one annex, about one dossier or about the year; it is neither signed nor sealed."""
    title = f"{kind.name}（{register.year}年度）"
    name = f"{kind.stem}-{register.year}" + (f"-{dossier.id}" if dossier else "")
    return OfficialDocument(
        name=name,
        kind=kind.name,
        form=DocumentForm.TABLE,
        genre=Genre.TABLE,
        issuing_agency_mark=register.office.name,
        title=(kind.name, f"（{register.year}年度）"),
        addressee="",
        body=(),
        issuing_agency=register.office.name,
        issued_on=today,
        annexes=(annex_of(title, blocks),),
        is_sealed=False,
        marks=marks_of(register.office),
        style=style_of(register.office),
    )


def project_subjects(register: Register, today: date) -> Iterator[Subject]:
    """Projects that tables may be made of: none of a secret unit, whose papers need a classification that no form has."""
    return (subject_of(dossier, register, today) for dossier in open_projects(register))


def subjects(register: Register, today: date) -> Iterator[Subject]:
    """Projects, then overall expenditure; none of a secret unit."""
    yield from project_subjects(register, today)
    yield from (subject_of(dossier, register, today) for dossier in open_overall(register))


def implementing_unit(subject: Subject) -> str:
    """实施单位: as stated, else the unit that spent the money."""
    stated = subject.dossier.implementing_unit if isinstance(subject.dossier, ProjectDossier) else ""
    return close_up(stated or subject.unit.name)


def names_table(subject: Subject) -> Table:
    """项目名称, 主管部门, 实施单位, as all project forms begin."""
    return Table(
        blank_columns(6, 12.4, 4.2, 12.4),
        (
            TableRow((label("项目名称"), *across(close_up(subject.dossier.title), 3))),
            TableRow((label("主管部门"), close_up(subject.department.name), label("实施单位"), implementing_unit(subject))),
        ),
    )


def texts_table(side: str, texts: Sequence[tuple[str, str]]) -> Table:
    """A label at the side, and under each heading a text: 年度总体目标 with 预期目标 and 实际完成情况."""
    return Table(
        blank_columns(4, *(34 / len(texts),) * len(texts)),
        (
            TableRow((label(side), *(label(heading) for heading, _ in texts))),
            TableRow((Join.ABOVE, *(left(close_up(text)) for _, text in texts))),
        ),
    )


def source_line(funds: Funds | None, sources: frozenset[FundingSource]) -> FundLine:
    """The parts of the funds that a form has in one row; a column is empty where no part states it."""
    lines = [line for line in funds.sources if line.source in sources] if funds else []
    return FundLine.model_validate({info.alias: sum_of_lines(lines, name) for name, info in FundLine.model_fields.items()})


def joined_levels(levels: Sequence[tuple[str, str]]) -> Iterator[tuple[CellContent, CellContent]]:
    """一级 and 二级 of each row in the words of the forms; a level that goes on is joined with the cell above."""
    above: tuple[str, str] | None = None
    for dimension, category in levels:
        goes_on = above is not None and above[0] == dimension
        yield (
            Join.ABOVE if goes_on else close_up(f"{dimension}指标" if dimension in FORM_DIMENSIONS else dimension),
            Join.ABOVE if goes_on and above is not None and above[1] == category and category else close_up(category),
        )
        above = (dimension, category)
