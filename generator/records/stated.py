"""What an issued document states of the records, so that it is seen when they move afterwards.

A fact is a text under a key: the dossier's number, then the Chinese keys that lead to the value, parted by `/`:
`P2023-0103/评价/总分`. What belongs to the whole year has no number: `/项目支出/评价等级为“优”的个数`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from generator.engine.chinese import format_amount, format_rate, format_score
from generator.records.accounts import Stage
from generator.records.as_of import register_as_of
from generator.records.congress_choice import chosen_dossiers, may_go_out
from generator.records.congress_figures import part_figures
from generator.records.congress_totals import unit_totals
from generator.records.deadlines import rectification_due_on
from generator.records.delivery import KINDS as DELIVERED
from generator.records.dossier import Dossier, ProjectDossier
from generator.records.fields import PUBLIC, Record
from generator.records.issued import IssuedDocument
from generator.records.monitored import monitored_budget, risky_rows
from generator.records.named import is_named
from generator.records.reading import Path
from generator.records.register import Register
from generator.records.results import by_dimension, evaluation_rows, execution_rate, result_grade, result_total
from generator.records.totals import total_up
from generator.records.vocabulary import DocumentKind, EvaluationKind
from generator.records.year_totals import open_overall, open_projects, year_statistics

Facts = dict[str, str]
# Public, but no letter says them.
UNSTATED = frozenset(
    {
        ("评价", "重点理由"), ("评价", "评价方法"), ("评价", "结果确定日期"), ("评价", "总分"), ("评价", "等级"), ("评价", "存在问题", "类别"), ("结果应用", "依据"),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """A fact that is no longer as the document states it; an absent value is an empty text."""

    dossier: str
    path: Path
    old: str
    new: str


def stated_facts(kind: str, dossiers: Sequence[Dossier], register: Register, on: date) -> Facts:
    """What a document of this kind about these dossiers states, issued `on` the day given."""
    facts: Facts = {}
    for dossier in dossiers:
        for path, text in _DOSSIER_FACTS.get(kind, _nothing)(dossier, register, on):
            facts["/".join((dossier.id, *map(str, path)))] = text
    if kind in _YEAR_FACTS:
        facts |= {"/".join((owner, *map(str, path))): text for owner, path, text in _YEAR_FACTS[kind](register, on)}
    return facts


def moved_facts(stated: Mapping[str, str], now: Mapping[str, str]) -> tuple[Moved, ...]:
    """The facts that differ, in the order of the document, what is gone at the end."""
    keys = [*now, *(key for key in stated if key not in now)]
    return tuple(Moved(*_parted(key), stated.get(key, ""), now.get(key, "")) for key in keys if stated.get(key, "") != now.get(key, ""))


def moved_in(document: IssuedDocument, register: Register) -> tuple[Moved, ...]:
    """The facts of an issued document that the records of its year no longer bear out; one that was entered states none."""
    if not document.facts:
        return ()
    known = {tuple(key.split("/")[:2]) for key in document.facts}
    moved = moved_facts(document.facts, stated_facts(document.kind, register.dossiers_of(document.dossiers), register, document.issued_on))
    # A section that had nothing when the document went out was filled in later, as it should be: the document did not speak of it.
    return tuple(one for one in moved if one.old or (one.dossier, one.path[0]) in known)


def _parted(key: str) -> tuple[str, Path]:
    owner, *path = key.split("/")
    return owner, tuple(int(part) if part.isdigit() else part for part in path)


Fact = tuple[Path, str]


def _nothing(dossier: Dossier, register: Register, on: date) -> Iterator[Fact]:
    return iter(())


def _named(dossier: Dossier) -> Iterator[Fact]:
    yield ("项目名称",), dossier.title
    yield ("预算单位",), dossier.unit


def _leaves(value: Any, path: Path, *, is_internal_too: bool = False) -> Iterator[Fact]:
    """Every text, number and day in a record, as it stands; empty ones are left out."""
    if isinstance(value, Record) and type(value).__str__ is Record.__str__:
        for name, info in type(value).model_fields.items():
            inner = (*path, info.alias or name)
            if (is_internal_too or value.audience_of(name) is PUBLIC) and _kept(inner):
                yield from _leaves(getattr(value, name), inner, is_internal_too=is_internal_too)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index), is_internal_too=is_internal_too)
    elif value is not None and value != "":
        yield path, as_text(value)


def _kept(path: Path) -> bool:
    return tuple(part for part in path if isinstance(part, str)) not in UNSTATED


def as_text(value: object) -> str:
    """A value as facts and messages show it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _money(dossier: Dossier) -> Iterator[Fact]:
    if dossier.funds:
        yield from ((("资金", key), as_text(dossier.funds[key])) for key in ("全年预算数", "全年执行数") if dossier.funds[key] is not None)


def _result(dossier: Dossier, register: Register) -> Iterator[Fact]:
    total, grade = result_total(dossier), result_grade(dossier, register.office)
    if total is not None:
        yield ("评价", "总分"), as_text(total)
    if grade:
        yield ("评价", "等级"), grade.value


def _dimensions(dossier: Dossier) -> Iterator[Fact]:
    """The rows of the table of 各项得分, as it shows them."""
    lines = by_dimension(evaluation_rows(dossier))
    weight, score = sum((line.weight for line in lines), Decimal(0)), sum((line.score for line in lines), Decimal(0))
    for name, points, of in (*((line.dimension, line.score, line.weight) for line in lines), ("合计", score, weight)):
        rate = f"，得分率{format_rate(points / of)}" if of else ""
        yield ("评价", "各项得分", name), f"{format_score(points)}分（分值{format_score(of)}分{rate}）"


def _feedback(dossier: Dossier, register: Register, on: date) -> Iterator[Fact]:
    yield from _named(dossier)
    yield from _money(dossier)
    yield from _leaves(dossier.evaluation, ("评价",))
    yield from _result(dossier, register)
    yield from _dimensions(dossier)
    if (rate := execution_rate(dossier.funds)) is not None:
        yield ("资金", "执行率"), format_rate(rate)
    if dossier.evaluation and dossier.evaluation.kind is EvaluationKind.SELF:
        for row in evaluation_rows(dossier):
            if row.score is not None:
                yield row.path if row.path[-1] == "执行率得分" else (*row.path, "得分"), as_text(row.score)
    yield from _leaves(dossier.budget_decision, ("结果应用",))
    yield ("整改", "整改期限"), as_text(rectification_due_on(dossier, register.office, on))


def _demands(dossier: Dossier, register: Register, on: date) -> Iterator[Fact]:
    """All findings, not only the late ones that the letter lists: which are late changes with every report."""
    yield from _named(dossier)
    for index, finding in enumerate(dossier.evaluation.findings if dossier.evaluation else ()):
        yield ("评价", "存在问题", index, "标题"), finding.heading
    for index, item in enumerate(dossier.rectification.items if dossier.rectification else ()):
        yield ("整改", "台账", index, "整改要求"), item.requirement


def _closed(dossier: Dossier, register: Register, on: date) -> Iterator[Fact]:
    """Only what was closed by the day of the letter: more will be closed later, and that is no change of the letter."""
    yield from _named(dossier)
    closed = {item.finding for item in dossier.rectification.items if item.closed_on and item.closed_on <= on} if dossier.rectification else set()
    for index, finding in enumerate(dossier.evaluation.findings if dossier.evaluation else ()):
        if finding.number in closed:
            yield ("评价", "存在问题", index, "标题"), finding.heading
    for index, item in enumerate(dossier.rectification.items if dossier.rectification else ()):
        if item.finding in closed:
            yield ("整改", "台账", index, "销号日期"), as_text(item.closed_on)


def _ex_ante(dossier: Dossier, register: Register, on: date) -> Iterator[Fact]:
    yield from _named(dossier)
    if isinstance(dossier, ProjectDossier) and dossier.ex_ante:
        yield from _leaves(dossier.ex_ante, ("事前评估",))
        for index, opinion in enumerate(dossier.ex_ante.opinions):
            yield from _leaves(opinion.score, ("事前评估", "评估意见", index, "得分"))


def _monitoring(dossier: Dossier, register: Register, on: date) -> Iterator[Fact]:
    yield from _named(dossier)
    if (budget := monitored_budget(dossier)) is not None:
        yield ("资金", "全年预算数"), as_text(budget)
    if dossier.monitoring:
        yield from _leaves(dossier.monitoring.model_copy(update={"indicators": ()}), ("运行监控",))
        risky = risky_rows(dossier)
        for index, row in enumerate(dossier.monitoring.indicators):
            if row in risky:  # the others are only counted
                yield from _leaves(row, ("运行监控", "指标", index), is_internal_too=True)
        names = {row.name for row in risky}
        for index, objective in enumerate(dossier.objectives.indicators if dossier.objectives else ()):
            if objective.name in names:
                yield from _leaves(objective.target, ("绩效目标", "指标", index, "指标值"))


def _review(dossier: Dossier, register: Register, on: date) -> Iterator[Fact]:
    yield from _named(dossier)
    own = dossier.self_evaluation
    review = own.review if own else None
    if own and review:
        yield from _leaves(own.submitted_on, ("自评", "报送日期"))
        yield from _leaves(review.opinion, ("自评", "报告评审", "评审意见"))
        yield from _leaves(review.aspects, ("自评", "报告评审", "评审表"), is_internal_too=True)
        yield ("自评", "报告评审", "结论"), review.conclusion.value


_DOSSIER_FACTS: Mapping[str, Callable[[Dossier, Register, date], Iterator[Fact]]] = {
    DocumentKind.FEEDBACK: _feedback,
    DocumentKind.RECTIFICATION: _demands,
    DocumentKind.REMINDER: _demands,
    DocumentKind.CLOSURE: _closed,
    DocumentKind.EX_ANTE: _ex_ante,
    DocumentKind.MONITORING: _monitoring,
    DocumentKind.REVIEW: _review,
}

OwnedFact = tuple[str, Path, str]


def _known(dossiers: Iterable[Dossier], on: date) -> list[Dossier]:
    """The dossiers whose result was there on a day: what is concluded later does not make a document of that day wrong."""
    return [dossier for dossier in dossiers if dossier.evaluation and dossier.evaluation.concluded_on <= on]


def _results(register: Register, on: date) -> Iterator[OwnedFact]:
    """What a circular tells: the year's numbers, and the results and their use that it may tell by name."""
    yield from _numbers(register, on)
    for dossier in _known((*open_projects(register), *open_overall(register)), on):
        if is_named(dossier, register.office):
            decision = dossier.budget_decision
            used = ((("结果应用", key), as_text(decision[key])) for key in ("方式", "安排预算")) if decision else ()
            for path, text in (*_result(dossier, register), *_money(dossier), *used):
                yield dossier.id, path, text


def _numbers(register: Register, on: date) -> Iterator[OwnedFact]:
    """The year's results in numbers that stay: how far rectification has come changes every day, and is no fact of a document."""
    for name, dossiers in (("项目支出", _known(open_projects(register), on)), ("部门整体支出", _known(open_overall(register), on))):
        totals = total_up(dossiers, register.office, date(register.year, 12, 31))
        groups = [("评价", totals.evaluated), *((f"评价等级为“{group.name}”", group) for group in totals.by_grade)]
        groups += [(f"{group.name}评价", group) for group in totals.by_budget if group.count]
        for label, group in groups:
            yield "", (name, f"{label}的个数"), f"{group.count}个"
            yield "", (name, f"{label}的全年预算数"), f"{format_amount(group.budget)}万元"
            yield "", (name, f"{label}的全年执行数"), f"{format_amount(group.executed)}万元"
        yield "", (name, "评价发现问题的个数"), f"{totals.findings}个"
        yield "", (name, "评价发现问题的涉及金额"), f"{format_amount(totals.finding_amount)}万元"


def _delivered_results(register: Register, on: date) -> Iterator[OwnedFact]:
    """What a set for the congress tells of results: the year's numbers on its day, and every result that may go out, whatever the circular names."""
    known = register_as_of(register, on)
    statistics = year_statistics(known, on)
    for name, part in (("项目支出", statistics.projects), ("部门整体支出", statistics.overall)):
        groups = (("评价的执行率", part.totals.evaluated), *((f"评价等级为“{group.name}”的执行率", group) for group in part.graded))
        rates = [(what, format_rate(group.execution_rate)) for what, group in groups if group.execution_rate is not None]
        share = part.totals.good_share
        rates += [("优、良所占的比例", format_rate(share))] if share is not None else []
        for what, value in (*part_figures(part), *rates):
            yield "", (name, what), _counted(what, value)
    named = [dossier for dossier in (*open_projects(known), *open_overall(known)) if may_go_out(dossier, register, on)]
    numbers = frozenset(dossier.id for dossier in named)
    for total in unit_totals(open_projects(known), register.office, lambda dossier: dossier.id in numbers):
        if total.unit and total.average is not None:
            yield "", ("项目支出", f"{register.units[total.unit].label}的平均得分"), _counted("平均得分", format_score(total.average))
    for dossier in named:
        for path, text in (*_result(dossier, register), *_delivered_money(dossier)):
            yield dossier.id, path, text


# How the numbers of a set are counted, by the ends of their names.
_COUNTED = {("个数",): "个", ("项数", "整改事项"): "项", ("预算数", "执行数", "金额", "上年预算", "安排预算", "增加", "减少"): "万元", ("得分",): "分"}


def _counted(what: str, value: str) -> str:
    unit = next((unit for ends, unit in _COUNTED.items() if what.endswith(ends)), "")
    return f"{format_amount(Decimal(value))}{unit}" if unit == "万元" else f"{value}{unit}"


def _delivered_money(dossier: Dossier) -> Iterator[Fact]:
    """Amounts and use of the result, which the tables of a set print."""
    keys = ("年初预算数", "全年预算数", "全年执行数")
    if dossier.funds:
        yield from ((("资金", key), as_text(dossier.funds[key])) for key in keys if dossier.funds[key] is not None)
        if (rate := execution_rate(dossier.funds)) is not None:
            yield ("资金", "执行率"), format_rate(rate)
    if dossier.budget_decision:
        yield from ((("结果应用", key), as_text(dossier.budget_decision[key])) for key in ("方式", "上年预算", "安排预算"))


def _delivered_targets(register: Register, on: date) -> Iterator[OwnedFact]:
    """What a set for the congress tells of targets: those of the dossiers that were chosen, as they went with the draft budget."""
    submission = register.congress.submission(Stage.BUDGET) if register.congress else None
    for dossier in chosen_dossiers(register, submission, Stage.BUDGET, on) if submission else ():
        if dossier.funds and dossier.funds.original_budget is not None:
            yield dossier.id, ("资金", "年初预算数"), as_text(dossier.funds.original_budget)
        for path, text in _leaves(dossier.objectives, ("绩效目标",)):
            yield dossier.id, path, text


def _assessed(register: Register, on: date) -> Iterator[OwnedFact]:
    for dossier in open_overall(register):
        if dossier.assessment:
            for path, text in _leaves(dossier.assessment.items, ("考核", "考核表"), is_internal_too=True):
                yield dossier.id, path, text


_YEAR_FACTS: Mapping[str, Callable[[Register, date], Iterable[OwnedFact]]] = {
    DocumentKind.CIRCULAR: _results,
    DocumentKind.ASSESSMENT: _assessed,
    DocumentKind.REPORT: _numbers,
    DELIVERED[Stage.FINAL]: _delivered_results,
    DELIVERED[Stage.BUDGET]: _delivered_targets,
}
