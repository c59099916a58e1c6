"""Rules on the office's own settings."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from generator.problems import Severity
from generator.records.rules.rule import Violation, YearCase, year_rule
from generator.records.units import shared_names
from generator.records.vocabulary import CUTTING_USES, SUPPORTING_USES, Grade, UnitKind

# As the ministries write them; an older record number has eight figures, a newer one ten.
IDENTIFIER = re.compile(r"\d{10}", re.ASCII)
RECORD_NUMBER = re.compile(r"[\u4e00-\u9fff]ICP[备证]\d{6,12}号(-\d{1,3})?", re.ASCII)
POLICE_NUMBER = re.compile(r"[\u4e00-\u9fff]公网安备 ?\d{14}号", re.ASCII)
MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
WEB = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?([/?#]\S*)?")
LIKE_WEB = re.compile(r"(?i)www\.|https?\s*[:：]|^[a-z0-9-]+(\.[a-z0-9-]+)*\.(cn|com|net|org)\b")
LIKE_MAIL = re.compile(r"\w\s*[@＠]")  # `@示范区发布` is a name in other places
OFFICE, UNITS = "content/office.yml", "content/units.yml"
NATIONAL_BANDS = {Grade.EXCELLENT: Decimal(90), Grade.GOOD: Decimal(80), Grade.FAIR: Decimal(60), Grade.POOR: Decimal(0)}


@year_rule("B01", Severity.ERROR, "财预〔2020〕10号 第十八条")
def check_bands_complete(case: YearCase) -> Iterator[Violation]:
    """等级划分应包括优、良、中、差，下限依次降低，最低一级从 0 分起。"""
    bands = case.register.office.bands
    floors = [band.floor for band in bands]
    if [band.grade for band in bands] != list(Grade) or sorted(floors, reverse=True) != floors or len(set(floors)) != len(floors) or floors[-1] != 0:
        yield Violation(("等级划分",), "等级划分不完整，或没有从高到低排列", "按优、良、中、差各写一项，下限从高到低，差的下限为 0", OFFICE)


@year_rule("B02", Severity.WARNING, "财预〔2020〕10号 第十八条")
def check_bands_national(case: YearCase) -> Iterator[Violation]:
    """等级划分一般为 90 分优、80 分良、60 分中。"""
    for index, band in enumerate(case.register.office.bands):
        if band.floor != NATIONAL_BANDS[band.grade]:
            yield Violation(
                ("等级划分", index, "下限"), f"“{band.grade}”的下限是 {band.floor}，国家规定是 {NATIONAL_BANDS[band.grade]}", "核对本区规定", OFFICE
            )


@year_rule("B03", Severity.WARNING, "财预〔2020〕10号 第二十七条")
def check_mapping_national(case: YearCase) -> Iterator[Violation]:
    """优、良应予以支持，中、差应改进管理并核减预算；本区规定与此不同的应当核实。"""
    for index, policy in enumerate(case.register.office.result_policy.policies):
        uses = set(policy.uses)
        path = ("结果应用", "规定", index, "方式")
        if policy.grade in (Grade.EXCELLENT, Grade.GOOD) and not uses & SUPPORTING_USES:
            yield Violation(path, f"“{policy.grade}”只规定了{'、'.join(policy.uses)}，国家规定是根据情况予以支持", "核对本区办法原文，必要时请示修改", OFFICE)
        if policy.grade in (Grade.FAIR, Grade.POOR) and not uses & CUTTING_USES:
            yield Violation(path, f"“{policy.grade}”没有规定核减，国家规定是根据情况核减预算", "核对本区办法原文，必要时请示修改", OFFICE)


@year_rule("B04", Severity.ERROR, "财预〔2020〕10号 第二十七条")
def check_mapping_complete(case: YearCase) -> Iterator[Violation]:
    """每个等级都应有结果应用的规定，且只有一项。"""
    grades = [policy.grade for policy in case.register.office.result_policy.policies]
    missing = [grade for grade in Grade if grades.count(grade) != 1]
    if missing:
        yield Violation(("结果应用", "规定"), f"等级{'、'.join(missing)}的规定缺少或重复", "每个等级写一项", OFFICE)


@year_rule("B05", Severity.ERROR, "预算单位名录")
def check_parents(case: YearCase) -> Iterator[Violation]:
    """二级单位应有主管部门，主管部门应在名录中且不是二级单位。"""
    for index, unit in enumerate(case.register.units.values()):
        path = ("单位", index, "主管部门")
        parent = case.register.units.get(unit.parent)
        if unit.kind is UnitKind.SUBORDINATE and not parent:
            yield Violation(path, f"二级单位“{unit.label}”的主管部门“{unit.parent}”不在名录中", "填主管部门的编码", UNITS)
        elif unit.parent and parent and parent.kind is UnitKind.SUBORDINATE:
            yield Violation(path, f"“{unit.label}”的主管部门“{parent.label}”本身是二级单位", "改成一级预算单位的编码", UNITS)


@year_rule("B09", Severity.ERROR, "预算单位名录")
def check_unit_names(case: YearCase) -> Iterator[Violation]:
    """各单位的全称、简称、别名各不相同，否则来文里的写法分不清是哪个单位。"""
    for index, unit, other, name in shared_names(case.register.units.values()):
        yield Violation(("单位", index), f"“{name}”也是 {other.code} {other.name}的名称、简称或别名", f"改 {unit.code} 或 {other.code} 的简称、别名，使两个单位不同", UNITS)


@year_rule("B06", Severity.ERROR, "政府网站发展指引；互联网信息服务管理办法")
def check_site_numbers(case: YearCase) -> Iterator[Violation]:
    """网站标识码是 10 位数字；备案号、公安备案号按证书上的写法，没有的不填。"""
    site = case.register.office.site
    for key, value, pattern, remedy in (
        ("网站标识码", site.identifier, IDENTIFIER, "填 10 位数字，加英文引号"),
        ("备案号", site.record_number, RECORD_NUMBER, "照备案信息填，例如“示ICP备00000000号-1”"),
        ("公安备案号", site.police_number, POLICE_NUMBER, "照备案信息填，例如“示公网安备42000000000000号”"),
    ):
        if value and not pattern.fullmatch(value):
            yield Violation(("网站", key), f"“{value}”不是{key}的写法", f"{remedy}；还没有的，留空", OFFICE)


@year_rule("B07", Severity.ERROR, "填写说明")
def check_mail_addresses(case: YearCase) -> Iterator[Violation]:
    """网页上的邮箱要能点开写信：半角字母、数字和“@”。"""
    office = case.register.office
    for path, value in ((("网站", "意见邮箱"), office.site.feedback_address), (("联系方式", "邮箱"), office.contact.email)):
        if value and not MAIL.fullmatch(value):
            yield Violation(path, f"“{value}”不是邮箱地址", _half_width_mail(value), OFFICE)


@year_rule("B08", Severity.ERROR, "填写说明")
def check_channels(case: YearCase) -> Iterator[Violation]:
    """意见渠道里的网址以 https:// 开头，邮箱用半角“@”，否则网页上点不开。"""
    for index, channel in enumerate(case.register.office.site.channels):
        path, value = ("网站", "意见渠道", index, "内容"), channel.value
        if WEB.fullmatch(value) or MAIL.fullmatch(value):
            continue
        if LIKE_MAIL.search(value):
            yield Violation(path, f"“{value}”不是邮箱地址，网页上点不开", _half_width_mail(value), OFFICE)
        elif LIKE_WEB.search(value):
            whole = "https://" + re.sub(r"(?i)^\s*(https?)?[:：]?[/／]*", "", value)
            remedy = f"改成“{whole}”" if WEB.fullmatch(whole) else "只写网址，以 https:// 开头；其他的话写在“说明”里"
            yield Violation(path, f"“{value}”像是网址，网页上点不开", remedy, OFFICE)


def _half_width_mail(value: str) -> str:
    """The address in half-width signs, if it is one then."""
    mended = unicodedata.normalize("NFKC", value).replace("。", ".").replace(" ", "")
    return f"改成“{mended}”" if MAIL.fullmatch(mended) else "只写一个邮箱地址，例如“yijian@example.invalid”；没有的，删去这一项"
