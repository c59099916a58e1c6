"""Rules on what must be published by when; `records/timeliness.py` works it out."""

from collections.abc import Iterator

from generator.engine.chinese import format_date
from generator.problems import Severity
from generator.records.rules.calendar import HOLIDAYS, NOTICE
from generator.records.rules.rule import Violation, YearCase, year_rule
from generator.records.timeliness import UNITS, Duty, State, Subject, duties_of, unknown_years

LAWS = "预算法 第十四条；预算法实施条例 第六条；政府信息公开条例 第二十六条"
WITH_ACCOUNTS = {Subject.OBJECTIVES: Subject.BUDGET, Subject.SELF_EVALUATION: Subject.FINAL}


@year_rule("P01", Severity.WARNING, LAWS)
def check_published(case: YearCase) -> Iterator[Violation]:
    """应当公开的，期限到了都应公开。"""
    missing = [duty for duty in duties_of(case.register, case.today) if duty.state is State.MISSING]
    told = {(duty.unit, duty.subject) for duty in missing}
    for duty in missing:
        if (duty.unit, WITH_ACCOUNTS.get(duty.subject)) in told:
            continue  # what goes with the accounts is missing with them: one problem is enough
        late = f"期限是 {format_date(duty.due_on)}，已过 {duty.days} 天" if duty.due_on else duty.reason
        more = f"（{duty.reason}）" if duty.due_on and duty.reason else ""
        if duty.planned_on:
            yield Violation(
                duty.path, f"{_name(duty, case)}还没有公开：公开日期 {format_date(duty.planned_on)} 还没有到，{late}{more}",
                "已经公开的，改正公开日期；没有公开的，尽快公开", duty.file,
            )  # fmt: skip
            continue
        yield Violation(duty.path, f"{_name(duty, case)}还没有公开：{late}{more}", _remedy(duty), duty.file)


@year_rule("P02", Severity.NOTICE, LAWS)
def check_published_in_time(case: YearCase) -> Iterator[Violation]:
    """应当公开的，应在期限以内公开。"""
    late = [duty for duty in duties_of(case.register, case.today) if duty.state is State.LATE]
    told = {(duty.unit, duty.subject, duty.done_on) for duty in late}
    for duty in late:
        if (duty.unit, WITH_ACCOUNTS.get(duty.subject), duty.done_on) in told or not duty.done_on or not duty.due_on:
            continue
        more = f"（{duty.reason}）" if duty.reason else ""
        yield Violation(
            duty.path, f"{_name(duty, case)}迟公开 {duty.days} 天{more}：期限是 {format_date(duty.due_on)}，{format_date(duty.done_on)} 公开",
            "核对日期；确已迟了的，今后注意", duty.file,
        )  # fmt: skip


def _name(duty: Duty, case: YearCase) -> str:
    if duty.title:
        return f"“{duty.title}”"
    unit = case.register.units.get(duty.unit)
    return f"{unit.label} {duty.year} 年{duty.subject}" if unit else f"{duty.year} 年{duty.subject}"


def _remedy(duty: Duty) -> str:
    book = f"content/{duty.year}/budget/{duty.unit or 'government'}.yml"
    if duty.subject in (Subject.RESULT, Subject.DOCUMENT):
        return "尽快公开，改正公开日期"
    if duty.subject in WITH_ACCOUNTS:
        return f"随{WITH_ACCOUNTS[duty.subject]}公开，在它的“表格”里列出；或公开各项目的资料"
    if not duty.unit and not duty.file.endswith(".yml"):
        return f"公开后写进 {book}"
    if duty.file == UNITS:
        return f"公开后写进 {book}；由主管部门一并公开的，在主管部门的“含所属单位”里列出；不需要公开的写“不公开理由”"
    return "公开后填“公开日期”；不需要公开的写“不公开理由”"


@year_rule("P03", Severity.NOTICE, NOTICE)
def check_calendar_known(case: YearCase) -> Iterator[Violation]:
    """工作日的期限所跨的年度，应有节假日；没有的用周末推算。"""
    for year in unknown_years(case.register):
        yield Violation((), f"没有 {year} 年的节假日，{year} 年的工作日用周末推算", "通知发布后，照抄进 holidays.yml", HOLIDAYS)
