"""Rules on the words of public texts."""

import re
from collections.abc import Iterator

from generator.records.document_numbers import LOOSE_NUMBER, correct_number
from generator.records.rules.rule import Case, Violation, notice, warning
from generator.records.walking import texts

NUMBERING = "GB/T 9704—2012 7.2.5"
BRACKETS = {"（": "）", "《": "》", "“": "”", "‘": "’", "〔": "〕", "【": "】", "〈": "〉"}
PLACEHOLDER = re.compile(r"[×xX]{2,}|[_＿]{2,}|TODO|待定|待补|待填|XXX", re.ASCII)


@warning("W01", NUMBERING, is_local=True)
def check_document_numbers(case: Case) -> Iterator[Violation]:
    """文中的发文字号应写成“机关代字〔年份〕顺序号号”：六角括号，不加“第”，不编虚位，不留空格。"""
    for path, text in texts(case.dossier, is_public=True):
        for match in LOOSE_NUMBER.finditer(text):
            correct = correct_number(match[0])
            if correct != match[0]:
                yield Violation(path, f"发文字号“{match[0]}”写法不对", f"改成“{correct}”")


@notice("W02", "GB/T 15834—2011", is_local=True)
def check_brackets_paired(case: Case) -> Iterator[Violation]:
    """括号、书名号、引号应成对。"""
    for path, text in texts(case.dossier, is_public=True):
        if sign := _unpaired(text):
            yield Violation(path, f"“{sign}”没有成对", "补上另一半")


def _unpaired(text: str) -> str:
    """The first bracket without its partner, or nothing; `1）` as a list number is no bracket."""
    open_signs: list[str] = []
    for place, sign in enumerate(text):
        if sign in BRACKETS:
            open_signs.append(sign)
        elif sign in BRACKETS.values():
            if open_signs and BRACKETS[open_signs[-1]] == sign:
                open_signs.pop()
            elif not (sign == "）" and place and text[place - 1].isdigit()):
                return sign
    return open_signs[-1] if open_signs else ""


@warning("W03", "公文处理实务", is_local=True)
def check_no_placeholders(case: Case) -> Iterator[Violation]:
    """公开的文字里不应留有“××”“待定”等占位。"""
    for path, text in texts(case.dossier, is_public=True):
        if match := PLACEHOLDER.search(text):
            yield Violation(path, f"文字里有占位“{match[0]}”", "补上实际内容")
