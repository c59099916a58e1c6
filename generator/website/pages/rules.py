"""Rules and methods: the documents that evaluation goes by, and the indicator library, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.website.data.tables import DataTable, Field, FieldKind
from generator.website.door.public import PublicProject
from generator.website.door.public_site import PublicIndicator, PublicRule, PublicSite
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, domain_place

RULES, INDICATORS = "rules/index.html", "rules/indicators.html"
GLOSSARY = "glossary.html"
NAMED = 6  # projects that a field names as its examples

INDICATOR_FIELDS = (
    Field("name", "三级指标", description="指标名称"),
    Field("dimension", "一级指标", description="产出、效益、满意度等"),
    Field("category", "二级指标", description="数量指标、质量指标等"),
    Field("meaning", "指标解释", description="指标说明什么，怎么算"),
    Field("measure", "计量单位", description="指标值的计量单位"),
    Field("reference", "参考值", description="参考的指标值或标准"),
    Field("source", "数据来源", description="数据从哪里来"),
)


@dataclass(frozen=True)
class Domain:
    """The indicators of one field, and projects of the latest year that are of it."""

    name: str
    place: str
    table: DataTable
    projects: tuple[PublicProject, ...]


def compose(maker: PageMaker) -> Iterator[Page]:
    """The documents, and the indicators."""
    office = maker.latest.office
    rules = maker.site.rules
    yield maker.page(
        "library.html.jinja", RULES, maker.latest, "制度方法",
        f"{office.district}预算绩效管理依据的法律、制度，评价的方法，以及分行业分领域的绩效指标。",
        kinds=[(kind, [rule for rule in rules if rule.kind == kind]) for kind in dict.fromkeys(rule.kind for rule in rules)],
        table=rules_table(rules), indicator_count=len(maker.site.indicators), domain_count=len(maker.domains),
        glossary=GLOSSARY if GLOSSARY in maker.handwritten else "",
        bands=[(band, next((policy for policy in office.policies if policy.grade == band.grade), None)) for band in office.bands],
    )  # fmt: skip
    yield maker.page(
        "indicators.html.jinja", INDICATORS, maker.latest, "绩效指标库",
        f"{office.district}分行业分领域的预算绩效指标：每个领域看哪些指标，怎么算，参考值是多少。",
        domains=[_domain(maker, name) for name in maker.domains], count=len(maker.site.indicators),
    )  # fmt: skip


def tables_of(site: PublicSite) -> tuple[DataTable, ...]:
    """The tables of both pages, for the open data; the page of indicators shows the second one field by field."""
    return (rules_table(site.rules), indicators_table(site.indicators))


def rules_table(rules: Sequence[PublicRule]) -> DataTable:
    """All documents in one list."""
    fields = (
        Field("title", "名称", description="文件名称"),
        Field("kind", "类别", description="法律法规、国家制度、省市制度、本区制度"),
        Field("number", "文号", description="发文字号；法律没有"),
        Field("issuer", "发布机构", description="发布机构"),
        Field("dated", "成文日期", FieldKind.DATE, "成文或者通过的日期"),
        Field("validity", "时效", FieldKind.STATUS, "有效、失效、废止"),
        Field("published_on", "公开日期", FieldKind.DATE, "在本站公开的日期"),
        Field("index_number", "索引号", description="政府信息公开索引号"),
    )
    rows = tuple(
        (rule.title, rule.kind, rule.number, rule.issuer, rule.dated, rule.validity, rule.published_on, rule.index_number) for rule in rules
    )
    return DataTable("rules", "预算绩效管理制度文件", "预算绩效管理依据的法律、制度文件", fields, rows)


def indicators_table(indicators: Sequence[PublicIndicator]) -> DataTable:
    """The whole library."""
    fields = (Field("domain", "领域", description="行业或领域"), *INDICATOR_FIELDS)
    rows = tuple((one.domain, *_cells(one)) for one in indicators)
    return DataTable("indicators", "分行业分领域绩效指标", "各领域可选用的绩效指标", fields, rows)


def _cells(one: PublicIndicator) -> tuple[str, ...]:
    return (one.name, one.dimension, one.category, one.meaning, one.unit, one.reference, one.source)


def _domain(maker: PageMaker, name: str) -> Domain:
    rows = tuple(_cells(one) for one in maker.site.indicators if one.domain == name)
    table = DataTable("indicators", f"{name}领域的绩效指标", "", INDICATOR_FIELDS, rows)
    projects = [project for project in maker.latest.projects if project.domain == name]
    return Domain(name, domain_place(name), table, tuple(projects[:NAMED]))
