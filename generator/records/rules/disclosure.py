"""Rules on what may be public."""

import re
from collections.abc import Iterator

from generator.records.fields import Record
from generator.records.reading import Path
from generator.records.rules.rule import Case, Violation, error, notice, warning
from generator.records.vocabulary import Disclosure
from generator.records.walking import texts

REGULATION = "政府信息公开条例"
PRIVACY = "个人信息保护法 第二十八条、第三十四条；政府信息公开条例 第十五条"
DIGITS = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"
IDENTITY_NUMBER = re.compile(DIGITS.format(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx]"))
MOBILE_NUMBER = re.compile(DIGITS.format(r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}"))
BANK_ACCOUNT = re.compile(DIGITS.format(r"\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{1,3})?"))
# A number that its own words call an account, whatever its length.
NAMED_ACCOUNT = re.compile(r"(?:账号|帐号|账户|帐户|卡号)[^0-9，。；\n]{0,8}(\d[\d -]{6,28}\d)")
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643—1999


def is_identity_number(text: str) -> bool:
    """True if the last sign is the checksum that GB 11643—1999 gives for the first 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(IDENTITY_WEIGHTS, text[:17], strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def is_identity_number_like(text: str) -> bool:
    """True if the text has the form and the checksum of an identity number."""
    return bool(IDENTITY_NUMBER.fullmatch(text)) and is_identity_number(text)


def is_luhn_number(text: str) -> bool:
    """True if the number passes the Luhn check of bank cards (GB/T 15120)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


@warning("D01", f"{REGULATION} 第十七条")
def check_disclosure_decided(case: Case) -> Iterator[Violation]:
    """每份资料都应定明公开属性；没有定明的一律不公开。"""
    if not case.dossier.disclosure:
        yield Violation((), f"“{case.dossier.title}”没有公开属性，现按不公开处理", "补上“公开: 属性: …”")


@error("D02", f"{REGULATION} 第十四条至第十六条", is_local=True)
def check_withheld_with_reason(case: Case) -> Iterator[Violation]:
    """不主动公开的应写明理由。"""
    dossier = case.dossier
    decision = dossier.disclosure
    if decision and decision.disclosure is not Disclosure.PROACTIVE and not decision.reason:
        yield Violation(("公开", "属性"), f"公开属性是“{decision.disclosure}”，没有理由", "补上“理由: …”")
    feedback = dossier.feedback
    if feedback and feedback.disclosure and feedback.disclosure is not Disclosure.PROACTIVE and not feedback.withheld_reason:
        yield Violation(("反馈", "公开属性"), f"函的公开属性是“{feedback.disclosure}”，没有理由", "补上“不予公开理由: …”")
    for index, finding in enumerate(dossier.evaluation.findings if dossier.evaluation else ()):
        if finding.disclosure is not Disclosure.PROACTIVE and not finding.withheld_reason:
            yield Violation(("评价", "存在问题", index, "公开属性"), f"问题 {finding.number} 不公开，没有理由", "补上“不予公开理由: …”")


@warning("D03", f"{REGULATION} 第十七条；保守国家秘密法 第三十五条")
def check_reviewed(case: Case) -> Iterator[Violation]:
    """公开前应经保密审查，审查日期不晚于公开日期。"""
    decision = case.dossier.disclosure
    if not decision or decision.disclosure is not Disclosure.PROACTIVE:
        return
    if not decision.reviewed_on:
        yield Violation(("公开",), "主动公开的资料没有审查日期", "补上“审查人: …”和“审查日期: …”")
    elif decision.published_on and decision.published_on < decision.reviewed_on:
        yield Violation(("公开", "公开日期"), "公开日期早于审查日期", "核对两个日期")


@error("D04", f"{REGULATION} 第十四条")
def check_secret_unit(case: Case) -> Iterator[Violation]:
    """涉密单位的资料不得主动公开。"""
    unit, decision = case.register.unit_of(case.dossier), case.dossier.disclosure
    if unit and unit.is_secret and decision and decision.disclosure is Disclosure.PROACTIVE:
        yield Violation(("公开", "属性"), f"“{unit.label}”是涉密单位，资料却定为主动公开", "改为“不予公开”，并写明理由")


@notice("D09", f"{REGULATION} 第二十六条")
def check_day_of_publication(case: Case) -> Iterator[Violation]:
    """主动公开的资料，发布以前应写公开日期；没有的不能发布。演示数据不发布，不提示。"""
    decision = case.dossier.disclosure
    if decision and decision.disclosure is Disclosure.PROACTIVE and not decision.published_on and not case.office.is_demo:
        yield Violation(("公开",), "主动公开，没有公开日期，不能发布（publish）", "补上“公开日期: …”；现在还不公开的，写将来公开的日期，到那天才上网")


def _public_matches(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for path, text in texts(case.dossier, is_public=True):
        for match in pattern.finditer(text):
            yield path, match[0]


def _masked(text: str) -> str:
    return f"{text[:3]}…{text[-2:]}"


def private_matches(record: Record) -> Iterator[tuple[Path, str]]:
    """Numbers of persons in the public texts of any record, with what they are: what D05 to D07 look for in a dossier."""
    for path, text in texts(record, is_public=True):
        identity = {found for found in IDENTITY_NUMBER.findall(text) if is_identity_number(found)}
        cards = {found for found in BANK_ACCOUNT.findall(text) if is_luhn_number(found) and not is_identity_number_like(found)}
        kinds = (("身份证号", identity), ("手机号码", set(MOBILE_NUMBER.findall(text))), ("银行账号", cards | set(NAMED_ACCOUNT.findall(text))))
        for kind, found in kinds:
            for number in sorted(found):
                yield path, f"公开的文字里有{kind}“{_masked(number)}”"


@error("D05", PRIVACY, is_local=True)
def check_no_identity_numbers(case: Case) -> Iterator[Violation]:
    """公开的文字里不得有身份证号（按校验码识别）。"""
    for path, found in _public_matches(case, IDENTITY_NUMBER):
        if is_identity_number(found):
            yield Violation(path, f"公开的文字里有身份证号“{_masked(found)}”", "删去")


@error("D06", PRIVACY, is_local=True)
def check_no_mobile_numbers(case: Case) -> Iterator[Violation]:
    """公开的文字里不得有手机号码。"""
    for path, found in _public_matches(case, MOBILE_NUMBER):
        yield Violation(path, f"公开的文字里有手机号码“{_masked(found)}”", "删去，或改成办公电话")


@error("D07", PRIVACY, is_local=True)
def check_no_bank_accounts(case: Case) -> Iterator[Violation]:
    """公开的文字里不得有银行卡号（按校验码识别）或写明为账号的数字。"""
    for path, text in texts(case.dossier, is_public=True):
        cards = {found for found in BANK_ACCOUNT.findall(text) if is_luhn_number(found) and not is_identity_number_like(found)}
        for found in sorted(cards | set(NAMED_ACCOUNT.findall(text))):
            yield Violation(path, f"公开的文字里有银行账号“{_masked(found)}”", "删去")


@error("D08", f"{REGULATION} 第十四条至第十六条")
def check_letter_with_withheld_finding(case: Case) -> Iterator[Violation]:
    """函写着全部问题，所以有问题不予公开的，函也不得主动公开。"""
    feedback, evaluation = case.dossier.feedback, case.dossier.evaluation
    if not feedback or not evaluation or feedback.disclosure is not Disclosure.PROACTIVE:
        return
    withheld = [str(finding.number) for finding in evaluation.findings if finding.disclosure is not Disclosure.PROACTIVE]
    if withheld:
        yield Violation(("反馈", "公开属性"), f"问题 {'、'.join(withheld)} 不公开，含有它的函却定为主动公开", "把函改为“不予公开”，并写明理由")
