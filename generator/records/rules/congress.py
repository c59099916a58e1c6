"""Rules on `<year>/congress.yml`: what goes to the people's congress, when, and that nothing closed goes with it."""

import difflib
import itertools
from collections.abc import Iterator

from generator.engine.chinese import format_date
from generator.problems import Severity
from generator.records.accounts import GOVERNMENT, AttachedFile, Stage
from generator.records.attachments import attachment_fault
from generator.records.congress import Submission
from generator.records.congress_choice import (
    DAYS_AFTER,
    DAYS_BEFORE,
    LAW,
    WAYS,
    due_before,
    has_papers,
    is_pdf,
    may_go_out,
    missing_papers,
    public_due_on,
    stands_on,
)
from generator.records.reading import Path
from generator.records.register import file_of, file_of_book, file_of_congress
from generator.records.rules.rule import Violation, YearCase, year_rule
from generator.records.vocabulary import Disclosure

PUBLISHING = "预算法 第十四条"
BOTH = "预算法 第四十四条、第七十八条"


def _submissions(case: YearCase) -> Iterator[tuple[Stage, Submission, str]]:
    """The packages of the year, each with its stage and its file."""
    congress = case.register.congress
    for stage in Stage:
        if congress and (submission := congress.submission(stage)):
            yield stage, submission, file_of_congress(case.register.year)


def _named(stage: Stage, submission: Submission) -> Iterator[tuple[Path, str]]:
    """Every dossier that the file names, with its place."""
    for index, number in enumerate(submission.chosen):
        yield (stage, "选入项目", index), number
    for index, report in enumerate(submission.reports):
        yield (stage, "重点评价报告", index, "项目"), report.project


@year_rule("N01", Severity.ERROR, "填写说明")
def check_named_dossiers_exist(case: YearCase) -> Iterator[Violation]:
    """选入的和附评价报告的项目，应是这一年有资料的，各写一次。"""
    numbers = case.register.by_id
    damaged = {one.file for one in case.register.damaged}
    for stage, submission, file in _submissions(case):
        seen: set[tuple[str, str]] = set()
        for path, number in _named(stage, submission):
            if number not in numbers:
                if f"content/{case.register.year}/projects/{number}.yml" in damaged:
                    continue  # told already: the dossier has errors
                near = difflib.get_close_matches(number, sorted(numbers), 1)
                yield Violation(path, f"{case.register.year} 年没有编号为“{number}”的资料", f"是否应为“{near[0]}”？" if near else "核对编号；部门整体支出写 U 加单位编码", file)
            elif (str(path[1]), number) in seen:
                yield Violation(path, f"“{number}”写了两次", "删去一个", file)
            seen.add((str(path[1]), number))


@year_rule("N02", Severity.ERROR, BOTH)
def check_dates_in_order(case: YearCase) -> Iterator[Violation]:
    """送交、开会、批准、公开依次在后；批准的日期不晚于今天。"""
    for stage, submission, file in _submissions(case):
        days = (("送交日期", submission.submitted_on), ("开会日期", submission.held_on), ("批准日期", submission.approved_on), ("公开日期", submission.published_on))
        known = [(name, day) for name, day in days if day]
        for (before, earlier), (name, day) in itertools.pairwise(known):
            if day < earlier and before == "送交日期":  # the session is fixed by others: what is late is the sending
                yield Violation((stage, before), f"送交日期晚于{name} {format_date(day)}", f"应在会前 {DAYS_BEFORE} 日{WAYS[stage]}；核对两个日期", file)
            elif day < earlier:
                yield Violation((stage, name), f"{name}早于{before} {format_date(earlier)}", "核对两个日期", file)
        if submission.approved_on and submission.approved_on > case.today:
            yield Violation((stage, "批准日期"), f"批准日期 {format_date(submission.approved_on)}还没有到", "会议批准以后再填；填了就会公开", file)
        if submission.published_on and not submission.approved_on:
            yield Violation((stage, "公开日期"), "有公开日期，没有批准日期", "会议批准以前不公开：补上批准日期，或删去公开日期", file)


@year_rule("N03", Severity.WARNING, BOTH)
def check_sent_in_time(case: YearCase) -> Iterator[Violation]:
    """会议举行的三十日以前，预算草案的初步方案由政府提交人大常委会，决算草案由财政部门送人大常委会有关工作机构。"""
    for stage, submission, file in _submissions(case):
        if due_before(submission) < submission.submitted_on <= submission.held_on:  # after the session it is another fault
            due = due_before(submission)
            late = (submission.submitted_on - due).days
            yield Violation(
                (stage, "送交日期"), f"送交日期比会前 {DAYS_BEFORE} 日的期限（{format_date(due)}）晚 {late} 天（{LAW[stage]}）",
                f"提前到 {format_date(due)}以前送交；已经送交的，核对日期", file,
            )  # fmt: skip


@year_rule("N04", Severity.WARNING, PUBLISHING)
def check_published_in_time(case: YearCase) -> Iterator[Violation]:
    """批准以后二十日以内应向社会公开。"""
    for stage, submission, file in _submissions(case):
        due = public_due_on(submission)
        if due is None:
            continue
        done = submission.published_on
        if done and done > due:
            yield Violation((stage, "公开日期"), f"公开日期比期限（批准后 {DAYS_AFTER} 日，{format_date(due)}）晚 {(done - due).days} 天", "核对日期；没有公开的提前公开", file)
        elif not done and case.today > due:
            yield Violation((stage, "批准日期"), f"批准后 {DAYS_AFTER} 日的公开期限 {format_date(due)}已过 {(case.today - due).days} 天，还没有公开", "公开后填“公开日期”", file)


@year_rule("N05", Severity.ERROR, "填写说明")
def check_files(case: YearCase) -> Iterator[Violation]:
    """装订的评价报告和预决算文件都在 attachments 文件夹里，是 PDF。"""
    for stage, submission, file in _submissions(case):
        attached = [((stage, "重点评价报告", at, "路径"), report.path) for at, report in enumerate(submission.reports)]
        attached += [((stage, "预决算文件", at, "路径"), one.path) for at, one in enumerate(submission.files)]
        for path, name in attached:
            if fault := attachment_fault(name, case.register.attachments):
                yield Violation(path, *fault, file)
            elif not is_pdf(AttachedFile.model_validate({"名称": "—", "路径": name})):
                yield Violation(path, f"“{name}”不是 PDF，装订不进去", "另存为 PDF，放进 attachments，改正路径", file)


@year_rule("N06", Severity.ERROR, "中发〔2018〕34号：绩效目标、评价结果随同预决算报送")
def check_chosen_have_papers(case: YearCase) -> Iterator[Violation]:
    """随预算选入的项目应有绩效目标，随决算选入的应有评价或自评；附评价报告的应有评价。"""
    for stage, submission, file in _submissions(case):
        for path, number in _named(stage, submission):
            dossier = case.register.by_id.get(number)
            if not dossier:
                continue
            if not has_papers(dossier, stage):
                lacks = "绩效目标" if stage is Stage.BUDGET else "评价，也没有自评"
                yield Violation(path, f"“{dossier.title}”没有{lacks}，没有可报送的", f"补上 {file_of(dossier)} 里的这一节，或删去这一项", file)
            elif path[1] == "重点评价报告" and not dossier.evaluation:
                yield Violation(path, f"“{dossier.title}”没有评价，却附了评价报告", f"补上 {file_of(dossier)} 的“评价”，或删去这一项", file)


@year_rule("N07", Severity.ERROR, "保守国家秘密法；政府信息公开条例 第十四条至第十六条")
def check_nothing_closed_goes_out(case: YearCase) -> Iterator[Violation]:
    """材料批准以后要公开：涉密单位的、不是主动公开的、已经撤回的资料不得选入，也不得附它的评价报告。"""
    for stage, submission, file in _submissions(case):
        for path, number in _named(stage, submission):
            dossier = case.register.by_id.get(number)
            if dossier and not may_go_out(dossier, case.register, stands_on(submission, case.today)):
                yield Violation(path, f"“{number}”不是主动公开的资料（涉密、不予公开、依申请公开、没有定公开属性，或已撤回）", "删去这一项；需要单独报送的，另按保密规定办理，不进这套材料", file)


@year_rule("N08", Severity.WARNING, "政府信息公开条例 第十四条至第十六条")
def check_attached_reports_hide_nothing(case: YearCase) -> Iterator[Violation]:
    """有不予公开的问题的项目，附的评价报告全文里不应有这些问题。"""
    for stage, submission, file in _submissions(case):
        for index, report in enumerate(submission.reports):
            dossier = case.register.by_id.get(report.project)
            closed = [one.number for one in dossier.evaluation.findings if one.disclosure is not Disclosure.PROACTIVE] if dossier and dossier.evaluation else []
            if closed:
                numbers = "、".join(map(str, closed))
                yield Violation(
                    (stage, "重点评价报告", index, "路径"), f"“{report.project}”的问题 {numbers} 不予公开，评价报告全文可能写了",
                    "换成删去这些问题的版本；或删去这一项，由程序按可以公开的资料写成", file,
                )  # fmt: skip


@year_rule("N09", Severity.ERROR, "预算法 第十四条、第七十九条")
def check_approval_is_the_same_everywhere(case: YearCase) -> Iterator[Violation]:
    """人大批准的日期，应与 budget 文件夹里政府预决算的批复日期相同。"""
    book = case.register.book_of.get(GOVERNMENT)
    for stage, submission, file in _submissions(case):
        accounts = book.accounts(stage) if book else None
        stated = accounts.approved_on if accounts else None
        if book and stated and submission.approved_on and stated != submission.approved_on:
            yield Violation((stage, "批准日期"), f"批准日期与 {file_of_book(book)} 的批复日期 {format_date(stated)}不一致", "核对，改正其中一个", file)


@year_rule("N10", Severity.WARNING, BOTH)
def check_nothing_is_missing(case: YearCase) -> Iterator[Violation]:
    """送交的材料应齐全：政府预决算草案、绩效目标表或评价结果、重点评价报告；缺的，函和封面里就不写。"""
    for stage, _, file in _submissions(case):
        for what in missing_papers(case.register, case.register.congress, stage, case.today):
            yield Violation((stage,), f"还缺{what}", "补齐资料；不附这一种的可以不理会，函里不会写它", file)

