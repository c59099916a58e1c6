"""Rules on the words of composed documents: what a genre may say and how it ends."""

import re
from collections.abc import Iterator

from generator.problems import Severity
from generator.records.rules.rule import DocumentCase, Violation, document_rule

REGULATION = "党政机关公文处理工作条例"
LETTER, CIRCULAR, REPORT = "函", "通报", "报告"
# The bureau's peers take no orders from it, and the towns' governments must not be given any.
ORDERS = re.compile(r"请?遵照执行|务必|责令|[你贵](?:单位|局|委|办|街道|镇|乡|中心|校|院)必须|不得有误|限你")
REQUESTS = re.compile(r"请批示|请(?:予以?)?批复|请(?:予以?)?审批|请(?:予以?)?批准|请(?:予以?)?审定|妥否|当否|可否|请指示|如无不妥")
ENDINGS = {
    LETTER: re.compile(r"特此函告|特此函达|特此函复|请函复|请予支持|特此致函"),
    CIRCULAR: re.compile(r"特此通报"),
    REPORT: re.compile(r"特此报告|以上报告，请审阅|以上报告，请予审议"),
}


@document_rule("G01", Severity.WARNING, f"{REGULATION} 第八条、第十六条；公文处理实务")
def check_letters_give_no_orders(case: DocumentCase) -> Iterator[Violation]:
    """函是不相隶属机关之间的平行文，不用“请遵照执行”“务必”“你单位必须”等指令性用语。"""
    if case.genre == LETTER:
        yield from _found(case, ORDERS, "函里有指令性用语")


@document_rule("G02", Severity.ERROR, f"{REGULATION} 第十五条")
def check_reports_ask_nothing(case: DocumentCase) -> Iterator[Violation]:
    """报告中不得夹带请示事项，不用“请批示”“请批复”“妥否”等请示用语。"""
    if case.genre == REPORT:
        yield from _found(case, REQUESTS, "报告里有请示用语")


def _found(case: DocumentCase, pattern: re.Pattern[str], what: str) -> Iterator[Violation]:
    for number, paragraph in enumerate(case.paragraphs, start=1):
        for match in pattern.finditer(paragraph):
            around = paragraph[max(0, match.start() - 12) : match.end() + 12]
            remedy = f"改用语模板 templates/letters/{case.template} 里的这句话；是资料里的话，就改资料"
            yield Violation((f"正文第{number}段",), f"{what}“{match[0]}”（……{around}……）", remedy)


@document_rule("G03", Severity.WARNING, f"{REGULATION} 第九条；GB/T 9704—2012 7.3.1")
def check_title_names_genre(case: DocumentCase) -> Iterator[Violation]:
    """标题由发文机关、事由和文种组成，以文种结尾：“……的函”“……的通报”“……的报告”。"""
    if case.genre in ENDINGS and not case.title.endswith(f"的{case.genre}"):
        yield Violation(("标题",), f"标题“{case.title}”没有以“的{case.genre}”结尾", f"改成“……的{case.genre}”")


@document_rule("G04", Severity.NOTICE, "公文处理实务")
def check_ending(case: DocumentCase) -> Iterator[Violation]:
    """正文以与文种相称的结尾语结束：函用“特此函告”，通报用“特此通报”，报告用“特此报告”。"""
    pattern = ENDINGS.get(case.genre)
    if pattern and case.paragraphs and not pattern.search(case.paragraphs[-1]):
        yield Violation(("正文",), f"最后一段“{case.paragraphs[-1][:20]}”不是{case.genre}的结尾语", f"用“特此{'函告' if case.genre == LETTER else case.genre}。”结尾")


@document_rule("G05", Severity.ERROR, f"{REGULATION} 第十五条")
def check_upward_has_one_addressee(case: DocumentCase) -> Iterator[Violation]:
    """上行文原则上主送一个上级机关，不抄送下级机关。"""
    if case.is_upward and re.search("[、，,；]", case.addressee):
        yield Violation(("主送",), f"主送了多个机关“{case.addressee}”", "只写一个上级机关；其他上级机关用抄送")
