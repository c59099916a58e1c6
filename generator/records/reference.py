"""Reference pages that are made from the code, so that they cannot be out of date: rules and glossary."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from generator.problems import Severity
from generator.records.accounts import BudgetBook
from generator.records.calendar import Calendar
from generator.records.congress import Congress
from generator.records.dossier import OverallDossier, ProjectDossier
from generator.records.faults import model_of
from generator.records.fields import PUBLIC, Record, Word
from generator.records.issued import RULES as REGISTER_RULES
from generator.records.library import DocumentDisclosures, Library
from generator.records.office import Office
from generator.records.rules import RULES
from generator.records.units import UnitList

GROUPS = {
    "Y": "文件与格式（读取时检查）",
    "M": "填写（按模型检查）",
    "A": "预决算公开",
    "B": "本区规定",
    "C": "流程：事前评估、反馈、整改、结果应用",
    "D": "公开与个人信息",
    "F": "资金",
    "G": "公文的用语和行文规则",
    "H": "节假日",
    "L": "制度和附件",
    "N": "送人大的材料",
    "P": "公开时限",
    "Q": "公开的公文",
    "R": "发文登记簿和档案（R01 至 R11 由 jixiao verify 核验）",
    "S": "分值、得分、等级",
    "T": "绩效目标与指标",
    "V": "更正和撤回",
    "W": "公开文字",
}
# What reading and the model say; their place is in the code that reads, their words are here for people.
READING_RULES = {
    "Y01": "文件不超过 1 MB。",
    "Y02": "文件用 UTF-8 编码保存。",
    "Y03": "缩进不用制表符（Tab）。",
    "Y04": "键后用半角冒号加空格，花括号里各项用半角逗号隔开。",
    "Y05": "缩进和“-”后面不用全角空格。",
    "Y06": "合乎 YAML 格式；一节写错，不影响检查其余各节。",
    "Y07": "同一个键只写一次。",
    "Y08": "不用 YAML 的别名（&、*）。",
    "Y09": "不用 YAML 标签（!）。",
    "Y10": "一个文件一份资料。",
    "Y11": "文件最外层是若干“键: 值”。",
    "Y12": "键是一个词。",
    "Y13": "必需的文件齐全。",
    "Y14": "没有放错地方、不会被读取的文件。",
    "Y15": "编号与文件名一致；projects 里的文件名是项目编号，units 和 budget 里的是单位编码。",
    "Y16": "年度与文件夹一致。",
    "Y17": "单位编码不重复。",
    "Y18": "括号和列表不套 20 层以上。",
    "Y19": "没有看不见的字符（控制字符、零宽字符）。",
    "M01": "必填项都已填写。",
    "M02": "没有不认识的键。",
    "M03": "值在规定的词汇之内。",
    "M04": "数字写成数字。",
    "M05": "日期写成 2026-05-20 的样子。",
    "M06": "是非题填“是”或“否”。",
    "M07": "该是列表的写成列表，该是一组键的写成一组键。",
    "M08": "编码、编号、发文字号合乎规定的写法。",
    "M09": "数值在允许的范围之内。",
    "M10": "值合乎该项的其他要求。",
    "G06": "用语模板应写得对，各种公文都能成文。",
    "N11": "送人大的报告、函、简报的模板里不手写数字；数字都由程序统计。",
    "N12": "材料、通报、年度报告、反馈函、网站里同一个数应当相同。",
    "N13": "装订在送人大的材料里的 PDF 应当打得开、没有加密、没有损坏。",
    **REGISTER_RULES,
}


def rules_page() -> str:
    """`docs/rules.md`: every rule with severity, text and source."""
    lines = [
        "# 检查规则",
        "",
        "本页由程序生成（`jixiao docs`），请勿手工修改。错误使生成停止，警告请逐条核对，提示供参考。",
        "",
        "所引财预〔2020〕10号、财预〔2021〕101号的条号据通行文本，付印引用前请核对原文。",
    ]
    for prefix, title in GROUPS.items():
        lines += ["", f"## {title}", "", "| 编号 | 级别 | 规则 | 依据 |", "|---|---|---|---|"]
        lines += [f"| {rule_id} | {Severity.ERROR.value} | {text} | 填写说明 |" for rule_id, text in READING_RULES.items() if rule_id[0] == prefix]
        lines += [
            f"| {rule.id} | {rule.severity.value} | {rule.text} | {rule.source} |" for rule in sorted(RULES.values(), key=lambda r: r.id) if rule.id[0] == prefix
        ]
    return "\n".join(lines) + "\n"


def glossary_page() -> str:
    """`docs/glossary.md`: every key of the record files, its meaning, unit and audience."""
    lines = [
        "# 填写词汇",
        "",
        "本页由程序生成（`jixiao docs`），请勿手工修改。“公开”一栏为“是”的项目，在资料定为主动公开时才会上网；其余一律不上网。",
    ]
    seen: set[type[BaseModel]] = set()
    tops: dict[type[Record], str] = {
        Office: "office.yml", UnitList: "units.yml", ProjectDossier: "项目：年度/projects/编号.yml", OverallDossier: "部门整体支出：年度/units/编码.yml",
        BudgetBook: "预决算公开：年度/budget/编码.yml、年度/budget/government.yml", Calendar: "节假日：holidays.yml",
        Library: "制度和指标库：rules.yml", DocumentDisclosures: "公文的公开属性：documents.yml",
        Congress: "送人大的材料：年度/congress.yml",
    }  # fmt: skip
    for model, title in tops.items():
        lines += ["", f"## {title}"]
        lines += _section(model, "", seen)
    return "\n".join(lines) + "\n"


def _section(model: type[Record], heading: str, seen: set[type[BaseModel]]) -> Iterator[str]:
    if model in seen:
        return
    seen.add(model)
    if heading:
        yield from ("", f"### {heading}")
    yield from ("", "| 键 | 含义 | 必填 | 公开 | 英文名 |", "|---|---|---|---|---|")
    inner: list[tuple[type[Record], str]] = []
    for name, info in model.model_fields.items():
        extra: Any = info.json_schema_extra or {}
        unit = f"（{extra['x-单位']}）" if extra.get("x-单位") else ""
        words = _words(info.annotation)
        meaning = (info.description or "") + unit + (f"：{'、'.join(words)}" if words else "")
        required = "是" if info.is_required() else ""
        public = "是" if model.audience_of(name) is PUBLIC else ""
        yield f"| {info.alias} | {meaning} | {required} | {public} | `{name}` |"
        below = model_of(info.annotation)
        if below and issubclass(below, Record):
            inner.append((below, f"{heading} › {info.alias}" if heading else str(info.alias)))
    for below, title in inner:
        yield from _section(below, title, seen)


def _words(annotation: Any) -> tuple[str, ...]:
    """The vocabulary of a field, if it has one."""
    if isinstance(annotation, type) and issubclass(annotation, Word):
        return annotation.words()
    for part in getattr(annotation, "__args__", ()):
        if words := _words(part):
            return words
    return ()
