"""`units.yml`: the budget units of the district."""

import unicodedata
from collections.abc import Iterable, Iterator

from generator.records.fields import PUBLIC, Flag, Record, Text, Year, field
from generator.records.vocabulary import UnitKind


class Unit(Record):
    """预算单位: one that the district's budget gives money to."""

    code: str = field("编码", "预算单位编码，3 至 12 位数字，带引号", audience=PUBLIC, pattern=r"^\d{3,12}$")
    name: Text = field("名称", "全称", audience=PUBLIC)
    short_name: str = field("简称", "规范化简称；不填用全称", audience=PUBLIC, default="")
    kind: UnitKind = field("类型", "部门、二级单位、街道、乡镇", audience=PUBLIC)
    parent: str = field("主管部门", "二级单位的主管部门编码", audience=PUBLIC, default="")
    is_secret: Flag = field("涉密", "是：公开网站上没有这个单位", default=False)
    since: Year | None = field("成立年度", "新成立单位的成立年度；以前年度不要求资料", audience=PUBLIC, default=None)
    aliases: tuple[Text, ...] = field("别名", "来文中出现过的其他写法", default=())

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def names(self) -> frozenset[str]:
        """Everything that the unit is called by: code, names, aliases."""
        return frozenset(name for name in (self.code, self.name, self.short_name, *self.aliases) if name)


class UnitList(Record):
    """The whole list."""

    units: tuple[Unit, ...] = field("单位", "预算单位名录", audience=PUBLIC, min_length=1)


def shared_names(units: Iterable[Unit]) -> Iterator[tuple[int, Unit, Unit, str]]:
    """Each unit that is called as one before it is: its place, both units, and the name."""
    owners: dict[str, Unit] = {}
    for place, unit in enumerate(units):
        for name in sorted(unit.names - {unit.code}):
            owner = owners.setdefault("".join(unicodedata.normalize("NFKC", name).split()), unit)
            if owner.code != unit.code:
                yield place, unit, owner, name
