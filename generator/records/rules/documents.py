"""Rules on `documents.yml`: which documents are public."""

from collections.abc import Iterator

from generator.problems import Severity
from generator.records.document_disclosure import INNER_KINDS, decision_for, paper_of, verdict_on
from generator.records.library import DocumentDisclosure
from generator.records.rules.rule import Violation, YearCase, year_rule
from generator.records.vocabulary import Disclosure, DocumentKind

FILE = "content/documents.yml"
REGULATION = "政府信息公开条例"


def _entries(case: YearCase) -> Iterator[tuple[int, DocumentDisclosure]]:
    """The entries about the year, with their places."""
    return ((index, entry) for index, entry in enumerate(case.register.documents.documents) if entry.year == case.register.year)


def _named(entry: DocumentDisclosure) -> str:
    return f"{entry.year}年度{entry.kind}{entry.number}"


@year_rule("Q01", Severity.ERROR, f"{REGULATION} 第十四条至第十六条")
def check_withheld_documents_with_reason(case: YearCase) -> Iterator[Violation]:
    """不主动公开的公文应写明理由。"""
    for index, entry in _entries(case):
        if entry.disclosure is not Disclosure.PROACTIVE and not entry.reason:
            yield Violation(("公文", index, "属性"), f"{_named(entry)}的公开属性是“{entry.disclosure}”，没有理由", "补上“理由: …”", FILE)


@year_rule("Q02", Severity.WARNING, f"{REGULATION} 第十七条；保守国家秘密法 第三十五条")
def check_documents_reviewed(case: YearCase) -> Iterator[Violation]:
    """公开公文前应经保密审查，审查日期不晚于公开日期。"""
    for index, entry in _entries(case):
        if entry.disclosure is not Disclosure.PROACTIVE:
            continue
        if not entry.reviewed_by or not entry.reviewed_on:
            yield Violation(("公文", index), f"{_named(entry)}主动公开，没有审查人或审查日期", "补上“审查人: …”和“审查日期: …”", FILE)
        elif entry.published_on and entry.published_on < entry.reviewed_on:
            yield Violation(("公文", index, "公开日期"), "公开日期早于审查日期", "核对两个日期", FILE)


@year_rule("Q03", Severity.ERROR, "发文登记")
def check_documents_known(case: YearCase) -> Iterator[Violation]:
    """写明发文字号的，登记簿里应有这件公文，种类和年度相同；没有资料的年度没有公文。"""
    register = case.register
    years = {register.year, *(row.year for row in register.other_years)}
    for index, entry in enumerate(register.documents.documents):
        if entry.year not in years and register.year == min(years):
            yield Violation(("公文", index, "年度"), f"没有 {entry.year} 年度的资料", "改正年度，或删去这一项", FILE)
        if entry.year != register.year or not entry.number:
            continue
        document = register.issued.by_number(entry.number)
        if document is None:
            yield Violation(("公文", index, "发文字号"), f"登记簿里没有“{entry.number}”", "用 jixiao register 核对文号；还没有签发的，不写文号", FILE)
        elif (document.kind, document.budget_year) != (entry.kind, entry.year):
            stands = f"{document.budget_year}年度{document.kind}" if document.budget_year else document.kind or "没有写明种类的公文"
            yield Violation(("公文", index, "发文字号"), f"“{entry.number}”在登记簿里是{stands}", "改正年度、文种或发文字号", FILE)


@year_rule("Q04", Severity.ERROR, "公文公开属性的唯一来源")
def check_documents_decided_once(case: YearCase) -> Iterator[Violation]:
    """一件公文只在一处定公开属性；反馈意见函写在项目资料的“反馈 › 公开属性”里，这里只能按文号不予公开或撤回。"""
    seen: set[tuple[str, str]] = set()
    for index, entry in _entries(case):
        if entry.kind is DocumentKind.FEEDBACK and not entry.number:
            yield Violation(("公文", index, "文种"), "反馈意见函的公开属性写在各项目的资料里", "删去这一项，在资料的“反馈 › 公开属性”里写", FILE)
        elif (entry.kind, entry.number) in seen:
            yield Violation(("公文", index), f"{_named(entry)}写了两次", "删去其中一项", FILE)
        seen.add((entry.kind, entry.number))


@year_rule("Q05", Severity.WARNING, f"{REGULATION} 第十四条至第十六条")
def check_documents_may_be_public(case: YearCase) -> Iterator[Violation]:
    """函是一个整体：写有没有公开的项目、不予公开的问题或内部信息的公文，定为主动公开也不上网。"""
    register = case.register
    issued = [one for one in register.issued.documents if one.budget_year == register.year and one.kind != DocumentKind.FEEDBACK]
    for index, entry in _entries(case):
        if entry.disclosure is not Disclosure.PROACTIVE or entry.kind is DocumentKind.FEEDBACK:
            continue
        papers = [paper for one in issued if decision_for(paper := paper_of(one), register) is entry]
        for paper in papers:
            if refusal := verdict_on(paper, register, case.today).refusal:
                why = f"{paper.number}定为主动公开，但{refusal}，不会上网"
                yield Violation(("公文", index, "属性"), why, "改为“不予公开”并写明理由，或先公开所述的全部内容", FILE)
        if not papers and entry.kind in INNER_KINDS and not entry.number:
            yield Violation(("公文", index, "属性"), f"{entry.kind}写有不上网的内容，须逐件决定", "签发以后写明发文字号、审查人和审查日期", FILE)


@year_rule("Q06", Severity.WARNING, "发文登记")
def check_documents_have_files(case: YearCase) -> Iterator[Violation]:
    """主动公开的公文应有存档文件；没有文件的补录不上网。"""
    for index, entry in _entries(case):
        document = case.register.issued.by_number(entry.number) if entry.number else None
        if entry.disclosure is Disclosure.PROACTIVE and document and not document.files:
            yield Violation(("公文", index, "发文字号"), f"{entry.number}是补录的，没有存档文件，不会上网", "补录时用 --file 存入 PDF", FILE)
