"""Rules on documents that were issued: what they state should still be what the records say."""

from collections.abc import Iterator

from generator.problems import Severity
from generator.records.register import file_of
from generator.records.rules.rule import Violation, YearCase, year_rule
from generator.records.stated import moved_in
from generator.records.vocabulary import DocumentKind


@year_rule("R12", Severity.WARNING, "党政机关公文处理工作条例 第九条；发文登记")
def check_issued_documents_still_true(case: YearCase) -> Iterator[Violation]:
    """已签发公文所载的数据变了的，应当核实；确需更正的发更正函，已发公文不改。"""
    for document in case.register.issued.documents:
        if not document.is_valid or document.budget_year != case.register.year or document.kind == DocumentKind.CORRECTION:
            continue
        for moved in moved_in(document, case.register):
            if moved.path[:2] == ("评价", "各项得分"):
                continue  # follows from the scores, which are told
            old, new = moved.old or "（空）", moved.new or "（空）"
            dossier = case.register.by_id.get(moved.dossier)
            what = "" if dossier else f"{'的'.join(map(str, moved.path))}："  # a number of the year stands in no file
            yield Violation(
                moved.path if dossier else (),
                f"{what}《{document.title}》（{document.number}）所载为“{old}”，现为“{new}”",
                f"核对资料；确需更正的，用 jixiao correct {document.number} 起草更正函",
                file_of(dossier) if dossier else f"content/{case.register.year}",
            )


@year_rule("R13", Severity.ERROR, "发文登记")
def check_numbers_agree_with_register(case: YearCase) -> Iterator[Violation]:
    """资料里所填的发文字号和发文日期应与登记簿一致；由本程序签发的不必填写。"""
    for dossier in case.register.dossiers:
        letters = case.register.issued.valid_for(DocumentKind.FEEDBACK, dossier.id, dossier.year)
        feedback = dossier.feedback
        if not letters or not feedback:
            continue
        letter = letters[-1]
        if feedback.document_number != letter.number:
            yield Violation(
                ("反馈", "发文字号"), f"填的是“{feedback.document_number}”，登记簿里是“{letter.number}”", "以登记簿为准，删去这一项", file_of(dossier)
            )
        elif feedback.issued_on != letter.issued_on:
            yield Violation(
                ("反馈", "发文日期"), f"填的是 {feedback.issued_on}，登记簿里是 {letter.issued_on}", "以登记簿为准，删去这一项", file_of(dossier)
            )


@year_rule("R14", Severity.ERROR, "发文登记")
def check_numbers_used_elsewhere(case: YearCase) -> Iterator[Violation]:
    """资料里的发文字号不应是登记簿里别的公文的，也不应是已作废的。"""
    for dossier in case.register.dossiers:
        number = dossier.feedback.document_number if dossier.feedback else ""
        document = case.register.issued.by_number(number) if number else None
        if document is None:
            continue
        if not document.is_valid:
            yield Violation(("反馈", "发文字号"), f"“{number}”已作废", "删去发文字号和发文日期，重新签发", file_of(dossier))
        elif document.dossiers and dossier.id not in document.dossiers:
            yield Violation(("反馈", "发文字号"), f"“{number}”在登记簿里是《{document.title}》", "核对发文字号", file_of(dossier))
