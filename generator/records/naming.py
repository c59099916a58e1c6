"""Name a value of a dossier in words: `指标“居民满意度”的得分`, with its unit, for people who have never seen a path."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.engine.chinese import format_date
from generator.records.dossier import Dossier
from generator.records.fields import Record
from generator.records.reading import Path

# The key under which a list item says what it is.
ITEM_NAMES = ("三级指标", "标题", "方面", "项目", "整改要求", "名称", "来源")
# Keys that say nothing without their section: 方式, 依据, 结论.
SECTIONS_TO_NAME = frozenset({"结果应用", "事前评估", "运行监控"})
LIST_NAMES = {"存在问题": "问题", "评审表": "评审方面", "评估意见": "评估方面", "台账": "整改事项", "考核表": "考核项目", "来源明细": "资金来源"}


@dataclass(frozen=True)
class Named:
    """What a value is called and the unit it is counted in."""

    label: str
    unit: str

    def show(self, text: str) -> str:
        """A fact's text as a letter prints it."""
        if not text:
            return "（无）"
        try:
            return format_date(date.fromisoformat(text))
        except ValueError:
            return f"{text}{self.unit}"


def name_value(dossier: Dossier, path: Path) -> Named:
    """Name the value that a path leads to; what is gone is named by its keys."""
    if path[:2] == ("评价", "各项得分"):  # a row of a table that is summed up, not a field
        return Named(f"各项得分情况中的“{path[-1]}”", "")
    label, leaf, unit, value = "", "", "", _Some(dossier)
    for part in path:
        if isinstance(part, int):
            value = value.item(part)
            name = value.name
            label = f"{LIST_NAMES.get(leaf, leaf)}“{name}”的" if name else f"{LIST_NAMES.get(leaf, leaf)}第{part + 1}项的"
        else:
            unit, value, leaf = value.unit(part), value.field(part), part
    if isinstance(path[-1], int):
        return Named(label.rstrip("的"), "")
    section = f"{path[0]}的" if len(path) > 1 and path[0] in SECTIONS_TO_NAME and not label else ""
    return Named(f"{section}{label}{leaf}", unit)


@dataclass(frozen=True)
class _Some:
    """A value on the way; None once the way is lost."""

    value: Any

    def field(self, key: str) -> "_Some":
        known = isinstance(self.value, Record) and key in self.value.keys_of()
        return _Some(self.value[key] if known else None)

    def item(self, index: int) -> "_Some":
        known = isinstance(self.value, tuple) and index < len(self.value)
        return _Some(self.value[index] if known else None)

    @property
    def name(self) -> str:
        if isinstance(self.value, Record):
            return next((str(self.value[key]) for key in ITEM_NAMES if key in self.value.keys_of()), "")
        return ""

    def unit(self, key: str) -> str:
        if not isinstance(self.value, Record):
            return ""
        info = next((info for info in type(self.value).model_fields.values() if info.alias == key), None)
        extra = info.json_schema_extra if info else None
        return str(extra.get("x-单位", "")) if isinstance(extra, dict) else ""
