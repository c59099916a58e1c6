"""Open data as pages: everything that can be downloaded, and for each set the dictionary of its tables."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.engine.chinese import format_date
from generator.website.data.dictionary import fields_of, notes_of
from generator.website.data.linked_data import describe
from generator.website.data.published import TERMS, Dataset
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, linker

INDEX = "data/index.html"


def compose(maker: PageMaker) -> Iterator[Page]:
    """The list of all data, then a dictionary for each set."""
    if maker.open_data.sets:
        yield _compose_index(maker)
    for each in maker.open_data.sets:
        yield _compose_dictionary(maker, each)


def _compose_index(maker: PageMaker) -> Page:
    register, sets = maker.latest, maker.open_data.sets
    return maker.page(
        "data.html.jinja", INDEX, register, "开放数据",
        f"{register.office.district}预算绩效公开数据：每个年度一个文件，CSV、Excel、JSON 格式，附数据字典。",
        sets=sets, terms=TERMS, example=_citation(sets[0]), linked_data=_script(sets, INDEX),
    )  # fmt: skip


def _compose_dictionary(maker: PageMaker, each: Dataset) -> Page:
    register = next((one for one in maker.registers if one.year == each.kind.year), maker.latest)
    path = each.kind.page
    return maker.page(
        "dictionary.html.jinja", path, register, f"{each.kind.name}数据字典", f"{each.title}的数据字典：每张表、每一列是什么意思。",
        each=each, notes=notes_of(register), columns=[(one, fields_of(one.table)) for one in each.tables], linked_data=_script((each,), path),
    )  # fmt: skip


def _citation(each: Dataset) -> str:
    return f"{each.office.name}：《{each.title}》，数据日期 {format_date(each.as_of)}，本网站“开放数据”。"


def _script(sets: tuple[Dataset, ...], path: str) -> Markup:
    """What search engines for data read; it is no program, and nothing in it can end the element."""
    return Markup(f'<script type="application/ld+json">{describe(sets, linker(path))}</script>')
