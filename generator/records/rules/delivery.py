"""Rules on sets of papers that went to the people's congress: numbered once, kept as they went, and the record agrees with the register."""

from collections.abc import Iterator

from generator.engine.chinese import format_date
from generator.problems import Severity
from generator.records.accounts import Stage
from generator.records.congress import Submission
from generator.records.congress_choice import is_open
from generator.records.delivery import closed_since, told_of, waiting_for
from generator.records.document_numbers import read_number
from generator.records.issued import IssuedDocument
from generator.records.register import file_of_congress
from generator.records.rules.rule import Violation, YearCase, year_rule

SOURCE = "发文登记"
MOST_NAMED = 5  # in one message


def _sets(case: YearCase) -> Iterator[tuple[Stage, Submission, IssuedDocument | None]]:
    """What the year sends, each with what of it stands in the register."""
    register = case.register
    for stage in Stage:
        if register.congress and (submission := register.congress.submission(stage)):
            yield stage, submission, register.issued.delivered(register.year, stage.value)


@year_rule("N21", Severity.ERROR, SOURCE)
def check_delivered_set_agrees_with_register(case: YearCase) -> Iterator[Violation]:
    """送交存档了的一套，资料里的发文字号和送交日期应与登记簿一致。"""
    file = file_of_congress(case.register.year)
    for stage, submission, document in _sets(case):
        if document is None:
            continue
        if submission.document_number != document.number:
            said = f"填的是“{submission.document_number}”，登记簿里是“{document.number}”"
            yield Violation((stage, "发文字号"), said, "以登记簿为准，删去这一项", file)
        if submission.submitted_on != document.issued_on:
            said = f"填的是 {format_date(submission.submitted_on)}，{document.number} 是 {format_date(document.issued_on)}送交的"
            yield Violation((stage, "送交日期"), said, f"以登记簿为准，改回 {document.issued_on}；送交错了的，用 jixiao void {document.number} --why 原因 作废以后重新送交", file)


@year_rule("N22", Severity.ERROR, SOURCE)
def check_number_of_letter_is_free(case: YearCase) -> Iterator[Violation]:
    """报送函的发文字号，不应是登记簿里别的公文的，不应是已作废的，也不应是别的函的。"""
    file = file_of_congress(case.register.year)
    letters = ((dossier.id, dossier.feedback.document_number) for dossier in case.register.dossiers if dossier.feedback)
    seen = {number: f"{dossier} 的反馈意见函" for dossier, number in letters if number}
    for stage, submission, delivered in _sets(case):
        number = submission.document_number
        document = case.register.issued.by_number(number) if number else None
        if document and not document.is_valid:
            yield Violation((stage, "发文字号"), f"“{number}”已作废", "删去发文字号，重新送交时由程序编号", file)
        elif document and document != delivered and (document.stage or not document.is_entered):  # one that was entered may be this very letter
            yield Violation((stage, "发文字号"), f"“{number}”在登记簿里是《{document.title}》", "核对发文字号；还没有给号的，删去这一项", file)
        elif number and number in seen:
            yield Violation((stage, "发文字号"), f"“{number}”是{seen[number]}的文号", "核对，改正其中一个", file)
        seen[number] = f"{stage}报送函"


@year_rule("N26", Severity.ERROR, "党政机关公文处理工作条例 第九条")
def check_number_is_of_the_sender(case: YearCase) -> Iterator[Violation]:
    """政府发的报送函，发文字号应由政府编，不应用财政局的机关代字。"""
    office = case.register.office
    for stage, submission, _ in _sets(case):
        number = read_number(submission.document_number) if submission.document_number else None
        is_own = number is not None and number.code in (office.codes.letter, office.codes.document)
        if stage is Stage.BUDGET and is_own and office.government_name != office.name:
            yield Violation(
                (stage, "发文字号"), f"“{number}”是{office.short_name}的文号，这份函由{office.government_name}发",
                "改成政府给的文号；还没有给的，删去这一项", file_of_congress(case.register.year),
            )  # fmt: skip


@year_rule("N23", Severity.WARNING, "预算法 第十四条；政府信息公开条例 第六条")
def check_what_was_sent_is_kept(case: YearCase) -> Iterator[Violation]:
    """送交了的一套应编号、登记、存档：以后公开的就是这一份，资料再变也不变。"""
    for stage, submission, document in _sets(case):
        if document or submission.submitted_on >= case.today:
            continue
        year = case.register.year
        is_shown, is_over = is_open(submission, case.today), submission.held_on < case.today
        shown = f"，网站{'上公开的是' if is_shown else '以后公开的会是'}依据现有资料编成的，不是送交的原样" if submission.approved_on else ""
        unsigned = "" if submission.document_number else "；报送函没有发文字号，印着“（未签发）”"
        yield Violation(
            (stage, "送交日期"), f"{format_date(submission.submitted_on)}送交的一套没有编号存档{shown}{unsigned}",
            f"与送出的核对无误后，用 jixiao volume {year} --for {stage} --deliver{' --after-meeting' if is_over else ''} 编号、登记、存档", file_of_congress(year),
        )  # fmt: skip


@year_rule("N24", Severity.WARNING, "保守国家秘密法；政府信息公开条例 第十四条至第十六条")
def check_delivered_set_may_be_public(case: YearCase) -> Iterator[Violation]:
    """送交的一套是一个整体：写有的资料、问题和预决算后来撤回、不再公开的，整套文件不上网。"""
    for stage, submission, document in _sets(case):
        if not document and not is_open(submission, case.today):
            continue
        if closed := closed_since(told_of(case.register, stage, submission, case.today), case.register, case.today):
            names = "、".join(closed[:MOST_NAMED]) + ("等" if len(closed) > MOST_NAMED else "")
            sent = f"{document.number} 送交的一套" if document else "送交了没有存档的一套"
            again = f"要公开其余内容的，用 jixiao void {document.number} --why 原因 作废，再重新成册、送交" if document else "要公开其余内容的，重新成册、送交存档"
            yield Violation(
                (stage,), f"{sent}写有现在不公开的 {names}，网站不提供它的文件", f"不该撤回的，恢复公开；{again}", file_of_congress(case.register.year)
            )


@year_rule("N25", Severity.WARNING, "预算法 第十四条")
def check_everything_bound_is_public_by_then(case: YearCase) -> Iterator[Violation]:
    """一套材料的公开日期，不应早于所装订的各部门预决算的公开日期：还没有公开的，不能随这一套先上网。"""
    for stage, submission, _ in _sets(case):
        on = submission.published_on
        waits = waiting_for(told_of(case.register, stage, submission, case.today), case.register, on) if on else ()
        if not on or not waits:
            continue
        said = [f"{one.label}（{format_date(one.published_on) if one.published_on else '没有填公开日期'}）" for one in waits]
        names = "、".join(said[:MOST_NAMED]) + (f"等{len(said)}份" if len(said) > MOST_NAMED else "")
        yield Violation(
            (stage, "公开日期"), f"这一天装订在里面的{names}还没有公开，网站等它们都公开以后才提供这一套的文件",
            "同一天公开的，核对各份的公开日期；不同一天的，在“预决算文件”里只列届时可以公开的（例如政府预决算），重新成册；已经送交的，等到都公开的那一天",
            file_of_congress(case.register.year),
        )  # fmt: skip
