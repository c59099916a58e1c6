"""The tags that the portals of Chinese governments read from a page's head (网站、栏目、内容, 国办发〔2017〕47号 and its practice).

`PubDate` holds the day alone: the records know no hour, and none is made up (decision 0017).
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from generator.website.dates import Told
from generator.website.door.public import PublicOffice

OPEN_AFFAIRS, EXCHANGE, SERVICE = "政务公开", "互动交流", "网站服务"


class Section(NamedTuple):
    """栏目: its name, what it is for, and what kind it is."""

    name: str
    description: str
    kind: str = OPEN_AFFAIRS


# Named as the menu and the pages name them.
SECTIONS = {
    "index": Section("首页", "财政项目的预算、绩效评价、问题整改和结果应用概况"),
    "years": Section("年度总览", "一个预算年度公开的全部项目和部门整体支出绩效"),
    "grades": Section("评价等级", "项目绩效评价等级：优、良、中、差各有哪些项目"),
    "key": Section("重点评价", "财政部门组织的重点绩效评价"),
    "rectification": Section("整改台账", "评价发现的问题和整改情况"),
    "results": Section("结果应用", "评价结果怎样用于预算安排"),
    "units": Section("预算单位", "各预算单位的预算、执行、绩效和整改"),
    "projects": Section("项目绩效", "每个项目的预算、绩效目标、评价结果、问题整改和结果应用"),
    "budget": Section("预决算公开", "政府和各单位的预算、决算"),
    "congress": Section("送人大审查的材料", "预算草案和绩效目标、决算草案和评价结果送人大审查的成册材料"),
    "timeliness": Section("公开时限", "谁应当在什么时候公开什么，实际什么时候公开"),
    "letters": Section("函和通报", "绩效评价的函、通报和报告"),
    "rules": Section("制度方法", "绩效评价依据的制度、方法和指标"),
    "corrections": Section("更正和撤回", "公开以后的更正和撤回"),
    "data": Section("开放数据", "可以下载、可以再利用的预算绩效数据"),
    "find": Section("查找", "按名称、编码、文号查找，按全文搜索", SERVICE),
    "sitemap": Section("站点地图", "本网站的全部栏目", SERVICE),
    "feedback": Section("意见反馈", "对预算绩效提出意见的渠道", EXCHANGE),
}
OTHER = Section("关于", "本网站的说明")
# Pages about one thing; all others are lists or the entrance of a section.
ARTICLE = re.compile(
    r"projects/[^/]+/\d{4}[^/]*\.html|units/[^/]+/\d{4}-overall[^/]*\.html|letters/\d{4}/(?!index\.html)[^/]+\.html|budget/\d{4}/[^/]+\.html"
)


def section_of(path: str) -> Section:
    """The section that a page belongs to."""
    return SECTIONS.get(path.removesuffix(".html").split("/")[0], OTHER)


def tags_of(path: str, title: str, office: PublicOffice, told: Told, own: Iterable[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
    """Names and contents of the tags, in the order of the custom; `own` are a page's, which go before what is said of every page."""
    section = section_of(path)
    keywords = f"{section.name},预算绩效,{office.district}"
    tags = {
        "ColumnName": section.name, "ColumnDescription": f"{office.district}{section.name}：{section.description}。", "ColumnKeywords": keywords,
    }  # fmt: skip
    if ARTICLE.fullmatch(path) or section is OTHER:
        tags["ArticleTitle"] = title
    else:
        tags["ColumnType"] = section.kind
    if told.published and told.changed:  # a page that nothing dated stands on was published on no day that is known
        tags["PubDate"] = told.published.isoformat()
    tags |= {"ContentSource": office.name, "Keywords": keywords}
    return tuple({**tags, **dict(own)}.items())
