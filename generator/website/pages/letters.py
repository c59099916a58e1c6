"""Letters, circulars and reports: all by number, those about each budget year, and a page for each with its text as it was sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Linked
from generator.website.door.public import PublicDossier, PublicRegister
from generator.website.door.public_document import PublicDocument, PublicFile
from generator.website.door.public_site import PublicSite
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, format_size, path_of

LISTED = 300  # documents that the list of all shows; what is older stands on the pages of the years
FIELDS = (
    Field("title", "标题", description="公文标题"),
    Field("number", "文号", description="发文字号；未签发稿没有文号", missing="没有文号"),
    Field("addressee", "主送", description="主送机关"),
    Field("issued_on", "成文日期", FieldKind.DATE, "函上写的日期；未签发稿是拟定的日期"),
    Field("published_on", "公开日期", FieldKind.DATE, "向社会公开的日期；未签发稿和底稿没有公开日期"),
    Field("state", "状态", FieldKind.STATUS, "未签发、底稿、有效、已更正、已作废、已撤回"),
    Field("pages", "页数", FieldKind.INTEGER, "PDF 的页数"),
    Field("pdf", "PDF", description="PDF 文件的大小"),
    Field("docx", "DOCX", description="Word 文件的大小"),
)

# Of what has not gone out the day is only planned.
PLANNED = tuple(replace(field, title="拟定日期") if field.name == "issued_on" else field for field in FIELDS)


@dataclass(frozen=True)
class Series:
    """Documents of one 机关代字 and year, the latest first; what has not gone out has neither."""

    name: str
    anchor: str
    table: DataTable


def tables_of(site: PublicSite) -> tuple[DataTable, ...]:
    """The register of public documents, newest first."""
    return (_table("letters", "公开的公文", newest_first(site.documents)),)


def newest_first(documents: Sequence[PublicDocument]) -> list[PublicDocument]:
    """Drafts, then by the year of the number, its series and its place in it, the latest first."""
    numbered = sorted((one for one in documents if one.number), key=lambda one: (-one.number_year, one.series, -one.serial, one.path))
    return [*sorted((one for one in documents if not one.number), key=lambda one: (-one.year, one.path)), *numbered]


def compose(maker: PageMaker) -> Iterator[Page]:
    """The list of all, a list for each year, a page for each document."""
    documents = maker.site.documents
    years = sorted({document.year for document in documents}, reverse=True)
    of_year = {year: [document for document in documents if document.year == year] for year in years}
    links = [(year, path_of_letters(year)) for year in years]
    yield _compose_all(maker, documents, links)
    for year in years:
        yield _compose_year(maker, year, of_year[year], links)
    dossiers = {(dossier.id, dossier.year): dossier for register in maker.registers for dossier in register.dossiers}
    for document in documents:
        about = [dossiers[number, document.year] for number in document.dossiers if (number, document.year) in dossiers]
        yield _compose_letter(maker, document, about)


def path_of_letters(year: int) -> str:
    """The documents about a budget year."""
    return f"letters/{year}/index.html"


def _compose_all(maker: PageMaker, documents: Sequence[PublicDocument], links: Sequence[tuple[int, str]]) -> Page:
    register = maker.latest
    shown = newest_first(documents)[:LISTED]
    return maker.page(
        "letters.html.jinja", "letters/index.html", register, "函和通报",
        f"{register.office.name}公开的绩效评价公文，按文号排列，可以阅读全文、下载 PDF 和 Word 文件。",
        heading="函和通报", year=None, groups=list(_grouped(shown)), documents=documents, is_shortened=len(documents) > LISTED,
        year_links=links,
    )  # fmt: skip


def _compose_year(maker: PageMaker, year: int, documents: Sequence[PublicDocument], links: Sequence[tuple[int, str]]) -> Page:
    register = _register_of(maker, year)
    return maker.page(
        "letters.html.jinja", path_of_letters(year), register, f"{year}年度的函和通报",
        f"{register.office.name}关于{year}年度绩效评价的公文，可以阅读全文、下载 PDF 和 Word 文件。",
        heading=f"{year}年度的函和通报", year=year, groups=list(_grouped(newest_first(documents))), documents=documents, is_shortened=False,
        year_links=links,
    )  # fmt: skip


def _grouped(documents: Sequence[PublicDocument]) -> Iterator[Series]:
    groups: dict[tuple[int, str], list[PublicDocument]] = {}
    for document in documents:
        groups.setdefault((document.number_year, document.series), []).append(document)
    for place, ((year, code), members) in enumerate(groups.items(), start=1):
        name = f"{code}〔{year}〕" if code else "未签发稿"
        fields = FIELDS if code else PLANNED
        yield Series(name, f"series-{place}", _table(f"letters-{place}", f"{name}：{len(members)} 件", members, fields))


def _table(key: str, title: str, documents: Sequence[PublicDocument], fields: tuple[Field, ...] = FIELDS) -> DataTable:
    return DataTable(key, title, "可以公开的公文，每件一行", fields, tuple(_row(document) for document in documents))


def _row(document: PublicDocument) -> tuple[Cell, ...]:
    return (
        Linked(document.title, document.path), document.number, document.addressee, document.issued_on, document.published_on, document.state,
        document.pages or None, _file(document.pdf), _file(document.word),
    )  # fmt: skip


def _file(file: PublicFile | None) -> Cell:
    return Linked(f"{file.kind} {format_size(file.size)}", file.url) if file else None


def _compose_letter(maker: PageMaker, document: PublicDocument, about: Sequence[PublicDossier]) -> Page:
    register = _register_of(maker, document.year)
    number = f"{document.number}，底稿" if document.is_sent else document.number or "未签发稿"
    return maker.page(
        "letter.html.jinja", document.path, register, f"{document.title}（{number}）", _summary(document), meta=[("ArticleTitle", document.title)],
        document=document, about=[(dossier, path_of(dossier)) for dossier in about], has_year=document.year in {one.year for one in maker.registers},
    )  # fmt: skip


def _summary(document: PublicDocument) -> str:
    """One sentence for search engines and previews."""
    if document.is_withdrawn:
        return f"{document.number}，{document.state}。"
    return f"{document.number or '未签发稿'}{'的底稿' if document.is_sent else ''}，主送{document.addressee}：{document.title}。"


def _register_of(maker: PageMaker, year: int) -> PublicRegister:
    return next((register for register in maker.registers if register.year == year), maker.latest)
