"""What to do about an address that was public and would be gone, said to who publishes."""

import re
from collections.abc import Sequence

from generator.problems import UsageError

WITHDRAW = "“撤回: {日期: …, 理由: …}”"
# Which addresses, and what brings them back or how they are given up; the first that fits holds. `{…}` is a part of the address.
REMEDIES = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (
            r"projects/(?P<id>[^/]+)/(?P<year>\d{4})(?:-v\d+|-forms)?\.html",
            "恢复 content/{year}/projects/{id}.yml，公开属性保持“主动公开”；不再公开的，在它的“公开”里写{withdraw}",
        ),
        (
            r"units/(?P<code>\d+)/(?P<year>\d{4})-overall(?:-v\d+|-forms)?\.html",
            "恢复 content/{year}/units/{code}.yml，公开属性保持“主动公开”；不再公开的，在它的“公开”里写{withdraw}",
        ),
        (r"projects/(?P<id>[^/]+)/index\.html", "恢复各年度文件夹里的 projects/{id}.yml；不再公开的，在它的“公开”里写{withdraw}"),
        (
            r"(?:projects|units)/.+-(?:self|objectives)\.pdf",
            "恢复资料里的自评或绩效目标；office.yml 的“网站”里写了“表格PDF: 否”的，改回“是”；确实不再提供的，用 --retire 停用这个文件",
        ),
        (
            r"(?:files/)?budget/(?P<year>\d{4})/(?P<code>\w+)[./].*",
            "恢复 content/{year}/budget/{code}.yml 和它列出的文件；不再公开的，在“预算”或“决算”里写{withdraw}",
        ),
        (r"(?:years|grades|key|rectification|results|budget)/(?P<year>\d{4})\.html", "恢复 content/{year}/ 里的资料"),
        (r"congress/.*", "恢复年度文件夹里的 congress.yml 和它的批准日期、公开日期，以及“网站”里原来的设置"),
        (r"letters/.*", "恢复登记簿、存档和公开属性；不再公开的，写“撤回”和理由"),
        (r"timeliness/.*", "在 office.yml 的“网站”里写“公开时限表: 是”，恢复这个年度的资料"),
        (r"units/.*", "恢复 units.yml 里的这个单位和它的成立年度；单位撤销的，名录里仍保留"),
        (r".*(?<!\.html)", "恢复这个文件；确实不再提供的，用 --retire 停用"),
        (r"(?!index\.)(?P<name>[^/]+)\.html", "恢复 content/pages/{name}.md；内容移走的，留下这一页，写明移到了哪里"),
        (r".*", "恢复上面所列的资料，它就回来；上面没有别的，请从备份恢复 content/"),
    )
)


class LostAddressesError(UsageError):
    """A finished site lacks addresses that were public; it does not take the old one's place."""

    def __init__(self, lost: Sequence[str], lacking: int):
        """`lost` by the new site; the one that stands lacks `lacking` of what was published."""
        self.lost = tuple(lost)
        self.lacking = lacking
        super().__init__(f"没有发布：{lost_addresses(self)}")


def lost_addresses(error: LostAddressesError) -> str:
    """Every address that would be gone, each with what to do, and whether the folder that stands may be copied."""
    rows = "\n".join(f"  {address}\n    → {remedy_for(address)}" for address in error.lost)
    if error.lacking:
        standing = f"现在的 site/ 也缺 {error.lacking} 个已经公开的地址，不要上传；补好以后重新发布，再上传。"
    else:
        standing = "没有换上新网站，原网站保持不变，site/ 仍是上一次的。"
    return f"{len(error.lost)} 个已经公开的地址会消失。{standing}\n{rows}"


def remedy_for(address: str) -> str:
    """What brings an address back, or how it is given up."""
    found, remedy = next((found, remedy) for pattern, remedy in REMEDIES if (found := pattern.fullmatch(address)))
    return remedy.format(**found.groupdict(), withdraw=WITHDRAW)
