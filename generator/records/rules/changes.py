"""Rules on corrections and withdrawals: what was public changes in the open, with the version before it kept."""

from collections.abc import Iterator

from generator.engine.chinese import format_score
from generator.problems import Severity
from generator.records.changes import Correction
from generator.records.dossier import Dossier
from generator.records.register import EarlierVersion, Register, file_of, file_of_earlier
from generator.records.results import result_grade, result_total
from generator.records.rules.disclosure import REGULATION, check_no_bank_accounts, check_no_identity_numbers, check_no_mobile_numbers
from generator.records.rules.rule import Case, Violation, YearCase, error, year_rule
from generator.records.vocabulary import Disclosure

WEBSITE = "政府网站发展指引（国办发〔2017〕47号）：内容准确，网址不变"


def _corrections(dossier: Dossier) -> tuple[Correction, ...]:
    return dossier.disclosure.corrections if dossier.disclosure else ()


def _versions(register: Register) -> dict[str, list[EarlierVersion]]:
    found: dict[str, list[EarlierVersion]] = {}
    for version in register.earlier:
        found.setdefault(version.dossier.id, []).append(version)
    return found


@year_rule("V01", Severity.ERROR, WEBSITE)
def check_earlier_version_is_there(case: YearCase) -> Iterator[Violation]:
    """每一次更正都应留有更正前的文件；旧版不能再公开的，写明不保留旧版和理由。"""
    versions = _versions(case.register)
    for dossier in case.register.dossiers:
        there = {version.number for version in versions.get(dossier.id, ())}
        for number, correction in enumerate(_corrections(dossier), 1):
            if correction.keeps_old and number not in there:
                yield Violation(
                    ("公开", "更正", number - 1),
                    f"第 {number} 次更正没有更正前的文件",
                    f"把更正前的文件另存为 {file_of_earlier(dossier, number)}；旧版不能再公开的，写“保留旧版: 否”和“不保留旧版理由: …”",
                    file_of(dossier),
                )


@year_rule("V02", Severity.ERROR, WEBSITE)
def check_earlier_version_belongs_to_a_correction(case: YearCase) -> Iterator[Violation]:
    """每一个旧版文件都应对应现行资料里的一次更正，而且是当时公开过的。"""
    register = case.register
    damaged = {one.file for one in register.damaged}
    for version in register.earlier:
        current = register.by_id.get(version.dossier.id)
        if current is None:
            if file_of(version.dossier) not in damaged:
                yield Violation((), "现在没有这份资料", f"恢复 {file_of(version.dossier)}；不再公开的，在其中写“公开 › 撤回”", version.file)
        elif version.number > len(_corrections(current)):
            yield Violation(
                (), f"现行资料里没有第 {version.number} 次更正", f"在 {file_of(current)} 的“公开 › 更正”里写明日期和说明；不是旧版的，删去这个文件", version.file
            )
        elif not version.dossier.disclosure or version.dossier.disclosure.disclosure is not Disclosure.PROACTIVE:
            yield Violation(
                ("公开",), "旧版的公开属性不是“主动公开”，当时没有公开过", "旧版文件应照抄更正前的原样；没有公开过的改动不用写更正，删去这个文件和那次更正", version.file
            )


@year_rule("V03", Severity.ERROR, WEBSITE)
def check_something_was_corrected(case: YearCase) -> Iterator[Violation]:
    """旧版与它以后的一版应有不同。"""
    for number, versions in _versions(case.register).items():
        later = {version.number: version.dossier for version in versions}
        if current := case.register.by_id.get(number):
            later[len(_corrections(current)) + 1] = current
        for version in versions:
            following = later.get(version.number + 1)
            if following and _content(version.dossier) == _content(following):
                whom = "现行资料" if following is current else "后一个旧版"
                yield Violation(
                    (), f"旧版与{whom}完全相同，看不出更正了什么", f"旧版文件要在改动以前另存；请找回更正前的文件，或改正 {file_of(version.dossier)} 里要更正的数据", version.file
                )


@year_rule("V08", Severity.WARNING, WEBSITE)
def check_note_tells_the_result(case: YearCase) -> Iterator[Violation]:
    """更正使总分或等级变了的，更正说明应写明。"""
    for number, versions in _versions(case.register).items():
        current = case.register.by_id.get(number)
        corrections = _corrections(current) if current else ()
        stages = {version.number: version.dossier for version in versions}
        if current:
            stages[len(corrections) + 1] = current
        for index, correction in enumerate(corrections):
            old, new = stages.get(index + 1), stages.get(index + 2)
            if current and old and new and (changed := [one for one in _results(old, new, case) if one[2] not in correction.note]):
                what = "，".join(f"{name}由{before}变为{after}" for name, before, after in changed)
                yield Violation(("公开", "更正", index, "说明"), f"更正以后{what}，说明里没有写", "在说明里写上，公众先看总分和等级", file_of(current))


def _results(old: Dossier, new: Dossier, case: YearCase) -> Iterator[tuple[str, str, str]]:
    """Total and grade where they changed: what, before, after."""
    totals = result_total(old), result_total(new)
    if totals[0] is not None and totals[1] is not None and totals[0] != totals[1]:
        yield "总分", format_score(totals[0]), format_score(totals[1])
    grades = result_grade(old, case.register.office), result_grade(new, case.register.office)
    if grades[0] and grades[1] and grades[0] is not grades[1]:
        yield "等级", grades[0].value, grades[1].value


def _content(dossier: Dossier) -> Dossier:
    """What the dossier says, whatever is noted of its being public."""
    return dossier.model_copy(update={"disclosure": None})


@error("V04", WEBSITE)
def check_dates_of_corrections(case: Case) -> Iterator[Violation]:
    """更正应在公开以后，按先后写，日期不晚于今天。"""
    decision = case.dossier.disclosure
    if not decision or not decision.corrections:
        return
    if not decision.published_on:
        yield Violation(("公开", "更正"), "有更正，没有公开日期", "补上“公开日期: …”；没有公开过的资料，直接改，不用写更正")
        return
    earliest, what = decision.published_on, "公开日期"
    for index, correction in enumerate(decision.corrections):
        if correction.on > case.today:
            yield Violation(("公开", "更正", index, "日期"), f"更正日期 {correction.on} 还没有到", "填更正发布的日期；还没有发布的，到那一天再写")
        elif correction.on < earliest:
            yield Violation(("公开", "更正", index, "日期"), f"更正日期 {correction.on} 早于{what} {earliest}", "核对日期；几次更正按先后写")
        earliest, what = max(earliest, correction.on), "前一次更正"


@error("V05", f"{WEBSITE}；{REGULATION} 第十七条")
def check_withdrawal(case: Case) -> Iterator[Violation]:
    """撤回应在公开以后，日期不晚于今天；撤回的资料仍留在原处，网址才能说明何时、为何撤回。"""
    decision = case.dossier.disclosure
    if not decision or not decision.withdrawal:
        return
    withdrawal, published_on = decision.withdrawal, decision.published_on
    path = ("公开", "撤回", "日期")
    if not published_on:
        yield Violation(("公开", "撤回"), "有撤回，没有公开日期", "补上“公开日期: …”；没有公开过的，不写撤回，把公开属性改为“不予公开”并写明理由")
    elif withdrawal.on > case.today:
        yield Violation(path, f"撤回日期 {withdrawal.on} 还没有到", "填撤回的日期；到那一天再写")
    elif withdrawal.on < max([published_on, *(correction.on for correction in decision.corrections)]):
        yield Violation(path, f"撤回日期 {withdrawal.on} 早于公开日期或更正日期", "核对日期")


@error("V06", WEBSITE, is_local=True)
def check_words_of_corrections(case: Case) -> Iterator[Violation]:
    """不保留旧版应写明理由；“旧版文件”只用于预决算材料。"""
    for index, correction in enumerate(_corrections(case.dossier)):
        if not correction.keeps_old and not correction.old_reason:
            yield Violation(("公开", "更正", index, "保留旧版"), "不保留旧版，没有理由", "补上“不保留旧版理由: …”，写给公众看")
        if correction.keeps_old and correction.old_reason:
            yield Violation(("公开", "更正", index, "不保留旧版理由"), "写了不保留旧版的理由，旧版却仍保留", "补上“保留旧版: 否”，或删去理由")
        if correction.old_file:
            yield Violation(("公开", "更正", index, "旧版文件"), "“旧版文件”只用于预决算材料", f"删去；更正前的文件另存为 {file_of_earlier(case.dossier, index + 1)}")


@year_rule("V07", Severity.ERROR, f"{REGULATION} 第十四条、第十五条；个人信息保护法 第二十八条")
def check_earlier_version_may_be_shown(case: YearCase) -> Iterator[Violation]:
    """旧版也要上网：不得有身份证号、手机号码、银行账号，也不得有现在不予公开的问题。"""
    remedy = "旧版不改；在现行资料的这次更正里写“保留旧版: 否”和“不保留旧版理由: …”"
    for version in case.register.earlier:
        current = case.register.by_id.get(version.dossier.id)
        corrections = _corrections(current) if current else ()
        if current is None or version.number > len(corrections) or not corrections[version.number - 1].keeps_old:
            continue
        old = Case(version.dossier, case.register, case.today)
        for check in (check_no_identity_numbers, check_no_mobile_numbers, check_no_bank_accounts):
            for violation in check(old):
                yield Violation(violation.path, violation.message, remedy, version.file)
        closed = {one.number for one in current.evaluation.findings if one.disclosure is not Disclosure.PROACTIVE} if current.evaluation else set()
        for index, finding in enumerate(version.dossier.evaluation.findings if version.dossier.evaluation else ()):
            if finding.number in closed and finding.disclosure is Disclosure.PROACTIVE:
                yield Violation(("评价", "存在问题", index), f"问题 {finding.number} 现在不予公开，旧版里却还公开", remedy, version.file)
