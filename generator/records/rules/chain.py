"""Rules on the chain: ex-ante evaluation, feedback, rectification, use of results, and how the years join."""

import itertools
from collections.abc import Iterator
from pathlib import PurePath

from generator.engine.chinese import format_amount, format_date
from generator.problems import Severity
from generator.records.deadlines import days_overdue, feedback_due_on, item_due_on
from generator.records.dossier import Dossier, ProjectDossier
from generator.records.register import Register, file_of
from generator.records.results import result_grade
from generator.records.rules.rule import Case, Violation, YearCase, error, notice, warning, year_rule
from generator.records.vocabulary import (
    EvaluationKind,
    ExAnteConclusion,
    Grade,
    ProjectNature,
    UnitKind,
    UseOfResult,
    Verification,
)

METHOD = "项目支出绩效评价管理办法（财预〔2020〕10号）"
LATEST_USE = 3  # years: evaluated in the next year, used in the budget after that, with one year to spare
LOCAL_USE = "本区评价结果应用办法（office.yml）"


@error("C01", "预算单位名录")
def check_unit_known(case: Case) -> Iterator[Violation]:
    """预算单位应在名录中。"""
    if not case.register.unit_of(case.dossier):
        yield Violation(("预算单位",), f"名录里没有编码为“{case.dossier.unit}”的单位", "改正编码，或在 units.yml 里补上这个单位")


@error("C02", "预算单位名录")
def check_unit_existed(case: Case) -> Iterator[Violation]:
    """单位成立以前的年度不应有资料。"""
    unit = case.register.unit_of(case.dossier)
    if unit and unit.since and unit.since > case.dossier.year:
        yield Violation(("预算单位",), f"“{unit.label}”{unit.since} 年才成立", "核对年度，或改正 units.yml 里的成立年度")


@warning("C03", "本区事前绩效评估管理办法（office.yml）")
def check_ex_ante_given(case: Case) -> Iterator[Violation]:
    """新增项目达到门槛的，应有事前绩效评估。"""
    dossier = case.dossier
    if not isinstance(dossier, ProjectDossier) or dossier.nature is not ProjectNature.NEW or dossier.ex_ante or not dossier.funds:
        return
    amount = dossier.funds.original_budget or dossier.funds.adjusted_budget
    threshold = case.office.ex_ante_threshold.amount
    if amount is not None and amount >= threshold:
        yield Violation(
            ("项目属性",),
            f"新增项目 {format_amount(amount)} 万元，达到 {format_amount(threshold)} 万元的门槛，没有事前评估",
            "补上“事前评估”一节",
        )


@error("C04", "本区事前绩效评估管理办法（office.yml）")
def check_rejected_has_no_budget(case: Case) -> Iterator[Violation]:
    """事前评估不予通过的项目不得安排预算。"""
    dossier = case.dossier
    if not isinstance(dossier, ProjectDossier) or not dossier.ex_ante or dossier.ex_ante.conclusion is not ExAnteConclusion.REJECTED:
        return
    if dossier.funds and dossier.funds.adjusted_budget:
        yield Violation(("资金", "全年预算数"), "事前评估不予通过，却安排了预算", "核对事前评估结论和预算")


@warning("C05", LOCAL_USE)
def check_feedback_in_time(case: Case) -> Iterator[Violation]:
    """评价结果确定后，应在规定天数内反馈。"""
    dossier = case.dossier
    due = feedback_due_on(dossier, case.office)
    if not due or not dossier.evaluation:
        return
    feedback = dossier.feedback
    if feedback and feedback.document_number:
        if feedback.issued_on and feedback.issued_on > due:
            yield Violation(
                ("反馈", "发文日期"),
                f"结果 {format_date(dossier.evaluation.concluded_on)} 确定，{format_date(feedback.issued_on)} 才发文，超过期限 {(feedback.issued_on - due).days} 日",
                "核对日期；确已超期的，今后注意",
            )
    elif case.today > due:
        yield Violation(("评价", "结果确定日期"), f"反馈期限是 {format_date(due)}，已过 {(case.today - due).days} 日，还没有发文", "尽快签发反馈意见函")


@error("C06", METHOD + "第二十二条、第二十七条")
def check_feedback_after_result(case: Case) -> Iterator[Violation]:
    """反馈不得早于评价结果确定；签收不得早于发文；有文号的应有发文日期。"""
    dossier = case.dossier
    feedback, evaluation = dossier.feedback, dossier.evaluation
    if not feedback:
        return
    if feedback.document_number and not feedback.issued_on:
        yield Violation(("反馈",), f"有发文字号“{feedback.document_number}”，没有发文日期", "补上“发文日期: …”")
    if evaluation and feedback.issued_on and feedback.issued_on < evaluation.concluded_on:
        yield Violation(("反馈", "发文日期"), f"发文日期早于结果确定日期 {format_date(evaluation.concluded_on)}", "核对两个日期")
    if feedback.issued_on and feedback.received_on and feedback.received_on < feedback.issued_on:
        yield Violation(("反馈", "签收日期"), "签收日期早于发文日期", "核对两个日期")


@notice("C07", METHOD + "第二十二条")
def check_consulted(case: Case) -> Iterator[Violation]:
    """部门评价和财政评价在确定结果前，应与被评价单位交换意见。"""
    evaluation = case.dossier.evaluation
    if evaluation and evaluation.kind is not EvaluationKind.SELF and not evaluation.consulted_on:
        yield Violation(("评价",), "没有交换意见日期", "补上“交换意见日期: …”")
    if evaluation and evaluation.consulted_on and evaluation.consulted_on > evaluation.concluded_on:
        yield Violation(("评价", "交换意见日期"), "交换意见在结果确定之后", "核对两个日期")


@error("C08", "整改台账")
def check_findings_numbered(case: Case) -> Iterator[Violation]:
    """问题从 1 起依次编号，不重复、不跳号。"""
    evaluation = case.dossier.evaluation
    for index, finding in enumerate(evaluation.findings if evaluation else ()):
        if finding.number != index + 1:
            yield Violation(("评价", "存在问题", index, "编号"), f"第 {index + 1} 个问题的编号是 {finding.number}", f"改成 {index + 1}；整改台账里的问题编号同时改")


@error("C09", "整改台账")
def check_items_have_findings(case: Case) -> Iterator[Violation]:
    """整改台账的每一项都应对应一个问题。"""
    dossier = case.dossier
    numbers = {finding.number for finding in dossier.evaluation.findings} if dossier.evaluation else set()
    for index, item in enumerate(dossier.rectification.items if dossier.rectification else ()):
        if item.finding not in numbers:
            yield Violation(("整改", "台账", index, "问题编号"), f"存在问题里没有编号 {item.finding}", "改正问题编号")


@warning("C10", METHOD + "第二十七条")
def check_findings_followed_up(case: Case) -> Iterator[Violation]:
    """已反馈的每个问题都应列入整改台账。"""
    dossier = case.dossier
    if not dossier.evaluation or not dossier.feedback or not dossier.feedback.document_number:
        return
    followed = {item.finding for item in dossier.rectification.items} if dossier.rectification else set()
    for index, finding in enumerate(dossier.evaluation.findings):
        if finding.number not in followed:
            yield Violation(("评价", "存在问题", index), f"问题 {finding.number}“{finding.heading}”没有列入整改台账", "在“整改”的台账里补上一项")


@warning("C11", LOCAL_USE)
def check_rectification_in_time(case: Case) -> Iterator[Violation]:
    """整改应在期限内完成。"""
    dossier = case.dossier
    for index, item in enumerate(dossier.rectification.items if dossier.rectification else ()):
        if days := days_overdue(item, dossier, case.office, case.today):
            due = format_date(item_due_on(item, dossier, case.office, case.today))
            yield Violation(("整改", "台账", index), f"问题 {item.finding} 的整改期限是 {due}，已逾期 {days} 日", "催办；已完成的补上报告日期")


@error("C12", "整改台账", is_local=True)
def check_rectification_dates(case: Case) -> Iterator[Violation]:
    """整改的开始、报告、核验、销号日期应依次不早于前一个。"""
    dossier = case.dossier
    for index, item in enumerate(dossier.rectification.items if dossier.rectification else ()):
        steps = (("开始日期", item.started_on), ("报告日期", item.reported_on), ("核验日期", item.verified_on), ("销号日期", item.closed_on))
        known = [(key, day) for key, day in steps if day]
        for (earlier, first), (later, second) in itertools.pairwise(known):
            if second < first:
                yield Violation(("整改", "台账", index, later), f"{later}早于{earlier}", "核对两个日期")


@error("C13", "整改台账", is_local=True)
def check_closed_items_verified(case: Case) -> Iterator[Violation]:
    """核验通过才能销号。"""
    dossier = case.dossier
    for index, item in enumerate(dossier.rectification.items if dossier.rectification else ()):
        if item.closed_on and item.verification is not Verification.PASSED:
            yield Violation(("整改", "台账", index, "销号日期"), f"问题 {item.finding} 已销号，核验意见却不是“通过”", "补上核验意见，或删去销号日期")


@warning("C14", METHOD + "第二十七条；本区评价结果应用办法（office.yml）")
def check_decision_follows_policy(case: Case) -> Iterator[Violation]:
    """结果应用方式应在该等级规定的方式之内；不同的应写明偏离理由。"""
    dossier, grade = case.dossier, result_grade(case.dossier, case.office)
    decision = dossier.budget_decision
    policy = case.office.policy_for(grade) if grade else None
    if decision and policy and decision.use not in policy.uses and not decision.departure_reason:
        yield Violation(
            ("结果应用", "方式"), f"等级为“{grade}”，规定的方式是{'、'.join(policy.uses)}，这里是“{decision.use}”", "改正方式，或写明“偏离理由: …”"
        )


@error("C15", METHOD + "第二十七条")
def check_decision_amounts(case: Case) -> Iterator[Violation]:
    """结果应用的金额应与方式相符：调减的应减少，取消的应为零，优先保障的不应减少。"""
    decision = case.dossier.budget_decision
    if not decision:
        return
    change = decision.decided - decision.previous
    wrong = {
        UseOfResult.CUT: change >= 0 and decision.previous > 0,
        UseOfResult.CANCEL: decision.decided != 0,
        UseOfResult.PRIORITY: change < 0,
    }.get(decision.use, False)
    if wrong:
        yield Violation(
            ("结果应用", "安排预算"),
            f"方式是“{decision.use}”，预算却由 {format_amount(decision.previous)} 万元变为 {format_amount(decision.decided)} 万元",
            "核对方式和金额",
        )


@warning("C16", METHOD + "第二十七条")
def check_poor_results_used(case: Case) -> Iterator[Violation]:
    """等级为中、差的，反馈后应有结果应用意见。"""
    dossier, grade = case.dossier, result_grade(case.dossier, case.office)
    if grade in (Grade.FAIR, Grade.POOR) and dossier.feedback and dossier.feedback.document_number and not dossier.budget_decision:
        yield Violation((), f"“{dossier.title}”等级为“{grade}”，没有结果应用意见", "补上“结果应用”一节")


@warning("C17", "财预〔2020〕10号 第二十七条")
def check_decision_year(case: Case) -> Iterator[Violation]:
    """结果应当用于评价年度以后三年内的预算。"""
    decision = case.dossier.budget_decision
    if decision and decision.budget_year > case.dossier.year + LATEST_USE:
        yield Violation(("结果应用", "预算年度"), f"应用到 {decision.budget_year} 年预算，比项目年度 {case.dossier.year} 晚得太多", "核对预算年度")
    if decision and decision.budget_year <= case.dossier.year:
        yield Violation(("结果应用", "预算年度"), f"应用到 {decision.budget_year} 年预算，不晚于项目年度 {case.dossier.year}", "核对预算年度")


@warning("C21", "GB/T 9704—2012 7.2.5；发文字号登记")
def check_number_is_ours(case: Case) -> Iterator[Violation]:
    """反馈函的发文字号应使用本局函的机关代字，年份与发文日期一致。"""
    feedback = case.dossier.feedback
    if not feedback or not feedback.document_number:
        return
    letters, _, rest = feedback.document_number.partition("〔")
    if letters != case.office.codes.letter:
        yield Violation(("反馈", "发文字号"), f"机关代字“{letters}”不是本局函的代字“{case.office.codes.letter}”", "核对发文字号，或改正 office.yml 里的机关代字")
    if feedback.issued_on and rest[:4] != str(feedback.issued_on.year):
        yield Violation(("反馈", "发文字号"), f"发文字号的年份是 {rest[:4]}，发文日期在 {feedback.issued_on.year} 年", "核对发文字号和发文日期")


@notice("C22", "整改台账；反馈意见函附件")
def check_demands_before_feedback(case: Case) -> Iterator[Violation]:
    """签发反馈意见函以前，应在整改台账写明每个问题的整改要求，它印在函的附件里。"""
    dossier = case.dossier
    findings = dossier.evaluation.findings if dossier.evaluation else ()
    demanded = {item.finding for item in dossier.rectification.items} if dossier.rectification else set()
    missing = [str(finding.number) for finding in findings if finding.number not in demanded]
    if missing and not (dossier.feedback and dossier.feedback.document_number):
        yield Violation(("评价", "存在问题"), f"问题 {'、'.join(missing)} 还没有整改要求，函的附件里这一栏会是空的", "在“整改”的台账里补上“整改要求”")


@year_rule("C18", Severity.ERROR, "发文字号登记")
def check_numbers_once(case: YearCase) -> Iterator[Violation]:
    """一个发文字号只能用于一个函；一函多项的，同一主管部门同日发文的可以相同。"""
    seen: dict[str, Dossier] = {}
    for dossier in case.register.dossiers:
        number = dossier.feedback.document_number if dossier.feedback else ""
        if not number:
            continue
        first = seen.setdefault(number, dossier)
        if first is not dossier and not _is_one_letter(first, dossier, case.register):
            yield Violation(("反馈", "发文字号"), f"“{number}”已用于 {file_of(first)}", "核对发文登记，改正其中一个", file_of(dossier))


def _is_one_letter(one: Dossier, other: Dossier, register: Register) -> bool:
    """True if two dossiers may have been told of in one letter: the register says so, or 一函多项, one department, one day."""
    issued = register.issued.by_number(one.feedback.document_number) if one.feedback else None
    if issued and issued.dossiers:
        return {one.id, other.id} <= set(issued.dossiers)
    units = [register.unit_of(one), register.unit_of(other)]
    departments = {register.department_of(unit).code for unit in units if unit}
    days = {dossier.feedback.issued_on for dossier in (one, other) if dossier.feedback}
    return register.office.letters.is_merged and all(units) and len(departments) == 1 and len(days) == 1


@year_rule("C19", Severity.WARNING, "永久编号")
def check_names_over_years(case: YearCase) -> Iterator[Violation]:
    """同一编号在各年度应是同一单位的同一项目。"""
    earlier = {row.id: row for row in case.register.other_years if row.year < case.register.year}
    for dossier in case.register.projects:
        before = earlier.get(dossier.id)
        if before and before.unit != dossier.unit:
            yield Violation(("预算单位",), f"编号 {dossier.id} 在 {before.year} 年属于单位 {before.unit}", "核对编号；确已划转的请用新编号", file_of(dossier))
        elif before and before.title != dossier.name:
            yield Violation(("项目名称",), f"编号 {dossier.id} 在 {before.year} 年叫“{before.title}”", "核对编号和名称", file_of(dossier))


@year_rule("C20", Severity.NOTICE, "中发〔2018〕34号")
def check_overall_coverage(case: YearCase) -> Iterator[Violation]:
    """每个一级预算单位每年都应有部门整体支出绩效资料。"""
    if case.today.year <= case.register.year:
        return  # the year is still running
    present = {dossier.unit for dossier in case.register.overall} | {PurePath(damaged.file).stem for damaged in case.register.damaged}
    missing = [
        unit.label
        for unit in case.register.units.values()
        if unit.kind is not UnitKind.SUBORDINATE and not unit.is_secret and unit.code not in present and (unit.since or 0) <= case.register.year
    ]
    if missing:
        yield Violation((), f"{len(missing)} 个一级预算单位没有部门整体支出资料：{'、'.join(missing)}", "催报后放进 units 文件夹", f"content/{case.register.year}/units")


