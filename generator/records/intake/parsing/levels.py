"""The levels of indicators under all their names: `产出值`, `项目完成指标`, `效果`, `产出指标（50分）`, `(50分)`."""

import re
from dataclasses import dataclass

from generator.records.intake.parsing.figures import half_width, is_stroke

# The usual name, and what else it is called. Words that stand for themselves are in both.
FIRST = {
    "成本指标": ("成本指标", "成本", "成本值", "预算成本指标"),
    "产出指标": ("产出指标", "产出", "产出值", "项目完成", "项目完成指标", "完成指标", "项目产出", "项目产出指标", "产出类指标", "履职产出", "履职完成"),
    "效益指标": (
        "效益指标", "效益", "效益值", "项目效益", "项目效益指标", "效果", "效果指标", "项目效果", "项目效果指标", "绩效效益", "履职效果", "履职效益", "效益类指标", "效果效益指标",
    ),
    "满意度指标": (
        "满意度指标", "满意度", "满意度值", "服务对象满意度指标", "社会公众或服务对象满意度指标", "社会公众满意度指标", "服务对象满意度", "服务满意度指标", "公众满意度",
        "社会公众或服务对象满意度", "群众满意度指标",
    ),
    "决策": ("决策", "项目决策", "决策指标"),
    "过程": ("过程", "项目过程", "项目管理", "过程指标", "管理", "管理指标"),
}  # fmt: skip
SECOND = {
    "数量指标": ("数量指标", "数量", "数量值", "产出数量"), "质量指标": ("质量指标", "质量", "质量值", "产出质量"), "时效指标": ("时效指标", "时效", "时效值", "产出时效", "时间指标", "进度指标", "实施进度"),
    "成本指标": ("成本指标", "成本", "成本值", "产出成本"), "经济成本指标": ("经济成本指标", "经济成本"), "社会成本指标": ("社会成本指标", "社会成本"), "生态环境成本指标": ("生态环境成本指标", "生态环境成本"),
    "经济效益指标": ("经济效益指标", "经济效益", "经济效益值"), "社会效益指标": ("社会效益指标", "社会效益", "社会效益值"),
    "生态效益指标": ("生态效益指标", "生态效益", "生态效益值", "环境效益", "环境效益指标", "生态环境效益指标"), "可持续影响指标": ("可持续影响指标", "可持续影响", "可持续影响值", "可持续发展指标", "可持续性指标"),
    "服务对象满意度指标": ("服务对象满意度指标", "服务对象满意度", "服务对象满意度指标等"), "满意度指标": ("满意度指标", "满意度", "满意度值"),
}  # fmt: skip
# Where a second level belongs if the first has no name.
OWNERS = {
    **dict.fromkeys(("数量指标", "质量指标", "时效指标", "成本指标"), "产出指标"),
    **dict.fromkeys(("经济成本指标", "社会成本指标", "生态环境成本指标"), "成本指标"),
    **dict.fromkeys(("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"), "效益指标"),
    **dict.fromkeys(("服务对象满意度指标", "满意度指标"), "满意度指标"),
}
_FIRST_BY_ALIAS = {alias: name for name, aliases in FIRST.items() for alias in aliases}
_SECOND_BY_ALIAS = {alias: name for name, aliases in SECOND.items() for alias in aliases}
_WEIGHT = re.compile(r"[(（]?\s*(?:权重|分值|满分|共|自评分|自评得分|得分)?[:：]?\s*(?<![\d.≥≤=<>])(\d+(?:\.\d+)?)\s*(分|%)\s*[)）]?")
_BARE_WEIGHT = re.compile(r"\((\d+(?:\.\d+)?)\)$")  # `产出指标(50)`
_ASKED = re.compile(r"\((?:必填|选填|可选|必选)[^()]*\)")  # `数量指标(必填硬性指标)`: what the form asks for
_NUMBERING = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[A-D][.、])\s*")
EXECUTION = re.compile(r"(?:项目|部门|年度|资金)?(?:预算)?(?:资金)?(?:执行率|执行情况|预算执行)(?:指标)?")


@dataclass(frozen=True)
class Level:
    """A level's name as it is used here, and the weight that stood in it."""

    name: str  # empty if only a weight stood there
    weight: str = ""
    is_alias: bool = False
    is_score: bool = False  # what stood in it is a score: `产出指标（自评分19分）`
    bare: str = ""  # the name as it stands, without weight and numbering


def read_first(text: str) -> Level:
    """The name of a first level."""
    return _read(text, _FIRST_BY_ALIAS)


def read_second(text: str) -> Level:
    """The name of a second level."""
    return _read(text, _SECOND_BY_ALIAS)


def _read(text: str, names: dict[str, str]) -> Level:
    plain = _ASKED.sub("", re.sub(r"\s+", "", half_width(text)))
    match = _WEIGHT.search(plain) or _BARE_WEIGHT.search(plain)
    weight = match[1] if match else ""
    bare = plain.replace(match[0], "") if match else plain
    bare = _without_loose_brackets(_NUMBERING.sub("", bare).strip(":："))
    if is_stroke(bare):
        return Level("", weight)
    is_score = bool(match and re.search("自评分|得分", match[0]))
    known = names.get(bare)
    return Level(known or bare, weight, bool(known and known not in (bare, f"{bare}指标")), is_score, bare)


def _without_loose_brackets(text: str) -> str:
    """Brackets around the whole, and those that have no partner, say nothing; `质量(安全)指标` keeps its own."""
    if text.count("(") != text.count(")") or (text.startswith("(") and text.find(")") == len(text) - 1):
        return text.strip("()")
    return text


def is_first(text: str) -> bool:
    """Whether a text is the name of a first level."""
    return _read(text, _FIRST_BY_ALIAS).name in FIRST and _read(text, _FIRST_BY_ALIAS).name != ""


def is_second(text: str) -> bool:
    """Whether a text is the name of a second level."""
    return _read(text, _SECOND_BY_ALIAS).name in SECOND


_INDEX = re.compile(r"^(?:三级)?指标\s*\d{1,2}\s*[:：.．、]\s*")


def without_index(name: str) -> str:
    """`指标1：工程质量` is `工程质量`."""
    return _INDEX.sub("", name.strip())
