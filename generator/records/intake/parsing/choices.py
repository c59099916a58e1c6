"""Words from closed lists as forms have them: grades, 完成目标可能性, check boxes, natures of projects."""

import difflib
import re
from dataclasses import dataclass

from generator.records.accounts import Validity
from generator.records.fields import Word
from generator.records.intake.parsing.figures import half_width
from generator.records.vocabulary import (
    BudgetKind,
    Disclosure,
    EvaluationKind,
    FindingCategory,
    Grade,
    MonitoringAction,
    Outlook,
    ProjectNature,
    ReviewConclusion,
    SubjectKind,
    UnitKind,
    UseOfResult,
    Verification,
)

WORDS: dict[str, type[Word]] = {
    "等级": Grade, "完成可能性": Outlook, "项目属性": ProjectNature, "预算类型": BudgetKind, "类型": UnitKind, "类别": EvaluationKind, "评审结论": ReviewConclusion,
    "处理": MonitoringAction, "问题类别": FindingCategory, "方式": UseOfResult, "评价对象": SubjectKind, "核验意见": Verification, "公开属性": Disclosure, "时效": Validity,
}  # fmt: skip
ALIASES = {
    "等级": {"优秀": "优", "良好": "良", "中等": "中", "合格": "中", "较差": "差", "不合格": "差"},
    "完成可能性": {"不可能": "完全不可能", "能": "确定能", "可能": "有可能", "完全能": "确定能", "一定能": "确定能"},
    "项目属性": {"新增项目": "新增", "新建": "新增", "新建项目": "新增", "新增性项目": "新增", "延续项目": "延续", "延续性项目": "延续", "延续性": "延续", "一次性项目": "一次性", "常年性项目": "延续", "经常性项目": "延续", "常年性": "延续", "持续性": "延续",
                 "持续性项目": "延续", "阶段性项目": "一次性"},
    "处理": {"正常": "正常执行", "继续执行": "正常执行", "纠偏": "限期纠偏", "限期整改": "限期纠偏", "暂停拨款": "暂缓拨付", "收回": "收回资金"},
    "评审结论": {"退回": "退回修改", "合格": "通过"},
    "预算类型": {"一般公共预算资金": "一般公共预算", "政府性基金": "政府性基金预算", "国有资本经营": "国有资本经营预算", "社保基金": "社会保险基金预算"},
    "类别": {"自评": "单位自评", "财政重点评价": "财政评价", "部门重点评价": "部门评价"},
    "核验意见": {"不通过": "退回"},
}  # fmt: skip
_TICKED = "√☑✓✔■▣☒●"
_BOXES = "□☐○口"


@dataclass(frozen=True)
class Choice:
    """A word of a list; `is_guess` if another word stood there."""

    word: str
    is_guess: bool = False


def ticked(text: str) -> str | None:
    """The one ticked of several boxes; empty if none is; None if there are no boxes."""
    if re.fullmatch(f"[{_TICKED}]", text.strip()):
        return text.strip()
    if not re.search(f"[{_TICKED}{_BOXES}]", text):
        return None
    plain = re.sub(r"\s+", "", text)
    if not re.search(f"[{_TICKED}]", plain):
        return "" if re.search("[□☐]", plain) else None
    # `□√` is one ticked box. The tick may stand before the word or behind it: most boxes tell which.
    plain = re.sub(f"[{_BOXES}]+([{_TICKED}])", r"\1", plain)
    plain = re.sub(f"([{_TICKED}])[{_BOXES}]+$", r"\1", plain) if plain.count("√") == 1 else plain
    before = bool(re.match(f"[{_TICKED}{_BOXES}]", plain))
    pattern = rf"[{_TICKED}]([^{_TICKED}{_BOXES}]+)" if before else rf"([^{_TICKED}{_BOXES}]+)[{_TICKED}]"
    match = re.search(pattern, plain)
    return re.sub(r"^\d{1,2}[、.．]", "", match[1]).strip("，,、;；:：()（）") if match else ""


def read_choice(kind: str, text: str) -> Choice | None:
    """The word of the list `kind` that a cell names; None if it names none."""
    words = WORDS[kind].words()
    chosen = ticked(text)
    plain = re.sub(r"\s+", "", half_width(chosen if chosen is not None else text)).strip("。.;:\"“”‘’()")
    if plain in words:
        return Choice(plain, False)
    aliases = ALIASES.get(kind, {})
    if plain in aliases:
        return Choice(aliases[plain], aliases[plain] not in plain)
    inside = [word for word in words if word in plain]
    if len(inside) == 1 and not re.search("[不未非]" + inside[0], plain) and (len(inside[0]) > 1 or len(plain) <= 3):
        return Choice(inside[0], True)
    close = difflib.get_close_matches(plain, words, 1, 0.75)
    return Choice(close[0], True) if close else None


_GRADE = re.compile(r"[“\"‘]?([优良中差])[”\"’]?(?:秀|好|等)?(?:级|等级)?")


def read_grade(text: str) -> Choice | None:
    """A grade, alone or behind a score: `良`, `优秀`, `96（优）`."""
    plain = half_width(text).strip()
    if found := read_choice("等级", plain):
        return found
    match = re.search(r"[\"“(]([优良中差])[\"”)]|(?:等级|等次|为|评定为|：|:)\s*([优良中差])(?:秀|好|等)?$", plain) or (_GRADE.fullmatch(plain))
    if match:
        return Choice(next(part for part in match.groups() if part), False)
    return None
