"""简报: two pages, or one of few results, for a deputy who has ten minutes: what was evaluated, the best, the worst, money moved, what is still not put right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from generator.engine.chinese import close_up, format_amount, format_date, format_rate, format_score
from generator.engine.drawing import Bar, Share, draw_bars, draw_shares
from generator.engine.templates import make_environment, render_template
from generator.letters.composing.subject import DEMO_MARK, Subject, subject_of
from generator.letters.composing.year_document import planned
from generator.letters.composing.year_tables import by_score
from generator.letters.volume.material import Material
from generator.records.accounts import Stage
from generator.records.congress_totals import target_totals
from generator.records.deadlines import NOT_TOLD, days_overdue, item_due_on, status_of
from generator.records.dossier import BudgetDecision, Dossier
from generator.records.register import Register
from generator.records.results import result_grade, result_total
from generator.records.totals import ZERO, DecisionTotal, RectificationTotal, Totals
from generator.records.vocabulary import RectificationStatus

TEMPLATE = "print/briefing.html.jinja"
STYLE_TEMPLATE = "print/briefing.css"
TOLD = 5  # of the best, the worst, the greatest changes
FEW = 6  # so many results are all told, in one list: of them the best and the worst would be nearly the same
SHORT = 2  # with so few there is no page to fill
OPEN_ITEMS = 6  # what is not put right that two pages have room for
# Style sheets of the page don't reach into an SVG on paper, so its colours stand inside; every value is also written beside its shape.
PAPER_LOOK = (
    "<style>text{font-family:jixiao-hei;fill:#000}.jx-chart-track{fill:#e3e6ea}.jx-chart-bar{fill:#1f5a96}.jx-chart-tone-a{fill:#1e6b3a}"
    ".jx-chart-tone-b{fill:#1f5a96}.jx-chart-tone-c{fill:#8a5a00}.jx-chart-tone-d{fill:#a3261d}"
    ".jx-chart-word-a,.jx-chart-word-b,.jx-chart-word-c,.jx-chart-word-d{fill:#fff}</style>"
    '<g font-size="13" fill="#000">'
)


@dataclass(frozen=True)
class Fact:
    """A number to remember, and what it is the number of."""

    value: str
    unit: str
    name: str


@dataclass(frozen=True)
class Line:
    """A row of a list: who, what, and the numbers beside it."""

    who: str
    what: str
    values: tuple[str, ...]
    note: str = ""


def compose_briefing(material: Material, template_folders: Sequence[Path]) -> str:
    """The pages as HTML."""
    values = _final(material) if material.stage is Stage.FINAL else _budget(material)
    common: dict[str, object] = {
        "stage": material.stage.value,
        "district": material.office.district,
        "agency": material.office.name,
        "year": material.year,
        "meeting": material.submission.meeting,
        "day": format_date(material.day),
        "mark": DEMO_MARK if material.office.is_demo else "",
        "leaves_out_secret_units": material.statistics.leaves_out_secret_units,
        "unnamed": material.unnamed.count if material.stage is Stage.FINAL else 0,
        "following": "、".join(_following(material)),
    }
    late = _open_items(material.decided if material.stage is Stage.BUDGET else [(material.register, material.copies)], material)
    common |= {"open": late[:OPEN_ITEMS], "open_more": len(late[OPEN_ITEMS:])}
    return render_template(make_environment(template_folders), TEMPLATE, **common, **values)


def _following(material: Material) -> Iterator[str]:
    """What the tables behind the briefing list one by one."""
    if material.stage is Stage.BUDGET:
        if target_totals(material.register)[-1].count:
            yield "绩效目标"
        if material.applied.total.count:
            yield "评价结果的应用情况"
        return
    parts = (material.statistics.projects, material.statistics.overall)
    if any(part.totals.evaluated.count for part in parts):
        yield "评价结果"
    if any(part.decided.count for part in parts):
        yield "应用情况"
    if any(part.totals.rectification.items for part in parts):
        yield "整改情况"


# --- with the final accounts -------------------------------------------------------------------------------------------


def _final(material: Material) -> dict[str, object]:
    part = material.statistics.projects
    evaluated, rectified = part.totals.evaluated, part.rectification_told
    named = [one for one in by_score(material.projects) if material.is_named(one.dossier) and result_total(one.dossier) is not None]
    is_few = len(named) <= FEW
    count = len(named) if is_few else min(TOLD, len(named) // 2)  # nobody is among the best and the worst
    decided = [(one, one.dossier.budget_decision) for one in material.projects if material.is_named(one.dossier) and one.dossier.budget_decision]
    return {
        "facts": (
            Fact(str(evaluated.count), "个", "评价的项目"),
            Fact(format_amount(evaluated.budget), "万元", "涉及全年预算"),
            *(_means(part.totals) if evaluated.count > 1 else ()),
            Fact(str(part.totals.findings), "个", "发现的问题"),
            Fact(format_amount(part.totals.finding_amount), "万元", "问题涉及金额"),
        ),
        "groups": _bars("grades", "评价等级", [(group.name, Decimal(group.count), f"{group.count} 个") for group in part.graded]) if evaluated.count > 1 else "",
        "is_few": is_few,
        "is_short": evaluated.count <= SHORT,
        "best": [_scored(one, has_reason=is_few) for one in named[:count]],
        "worst": [] if is_few else [_scored(one, has_reason=True) for one in reversed(named[-count:])],
        "applied": part.decided,
        "budget_years": "、".join(map(str, part.budget_years)),
        "planned": planned(part, material.day),
        "money": _money(material.uses),
        "moved": _moved((one, decision) for one, decision in decided if decision),
        "rectified": rectified,
        "not_told": part.items_not_told,
        "not_told_word": NOT_TOLD,
        "progress": _progress(rectified),
    }


def _means(totals: Totals) -> Iterator[Fact]:
    """Of one result the mean would be its score, and the share all or nothing."""
    yield Fact(format_score(totals.average) if totals.average is not None else "—", "分", "平均得分")
    yield Fact(format_rate(totals.good_share) if totals.good_share is not None else "—", "", "优、良所占的比例")


def _scored(subject: Subject, *, has_reason: bool = False) -> Line:
    dossier, funds = subject.dossier, subject.dossier.funds
    score, grade = result_total(dossier) or ZERO, result_grade(dossier, subject.register.office)
    budget = format_amount(funds.adjusted_budget) if funds and funds.adjusted_budget is not None else "—"
    findings = dossier.evaluation.findings if dossier.evaluation else ()
    reason = close_up(findings[0].heading) if findings and has_reason else ""
    return Line(subject.unit.label, close_up(dossier.title), (budget, format_score(score), grade.value if grade else "—"), reason)


# --- with the budget ---------------------------------------------------------------------------------------------------


def _budget(material: Material) -> dict[str, object]:
    part, targets = material.statistics.projects, target_totals(material.register)
    applied = material.applied
    decided = [
        (subject_of(one, copies, material.day), one.budget_decision)
        for _, copies in material.decided
        for one in copies.projects
        if one.budget_decision and one.budget_decision.budget_year == material.year
    ]
    promised = sorted((material.subject(one) for one in material.copies.projects if one.objectives), key=lambda one: -_planned(one.dossier))
    return {
        "facts": (
            Fact(str(targets[-1].count), "个", "有绩效目标的项目"),
            Fact(format_amount(targets[-1].budget), "万元", "涉及年初预算"),
            Fact(str(targets[-1].indicators), "个", "绩效指标"),
            Fact(format_rate(part.objectives.rate) if part.objectives.rate is not None else "—", "", "绩效目标覆盖率"),
            *((Fact(str(part.ex_ante.count), "个", "事前评估的项目"), Fact(format_amount(part.ex_ante.reduced), "万元", "事前评估核减")) if part.ex_ante.count else ()),
        ),
        "groups": _bars("groups", "按预算类型", [(total.name, total.budget, f"{format_amount(total.budget)} 万元") for total in targets[:-1]]) if len(targets) > 2 else "",
        "is_few": len(promised) <= TOLD,
        "is_short": len(promised) <= SHORT,
        "best": [_promise(one) for one in promised[:TOLD]],
        "worst": [],
        "applied": applied.total,
        "budget_years": str(material.year),
        "planned": "拟" if material.year > material.day.year else "",
        "money": _money(applied.by_use),
        "moved": _moved((subject, decision) for subject, decision in decided if decision),
        "rectified": None,
        "not_told": 0,
        "progress": Markup(""),
    }


def _planned(dossier: Dossier) -> Decimal:
    return (dossier.funds.original_budget if dossier.funds else None) or ZERO


def _promise(subject: Subject) -> Line:
    objectives = subject.dossier.objectives
    return Line(subject.unit.label, close_up(subject.dossier.title), (format_amount(_planned(subject.dossier)),), close_up(objectives.annual) if objectives else "")


# --- what both have ----------------------------------------------------------------------------------------------------


def _moved(decided: Iterable[tuple[Subject, BudgetDecision]]) -> list[Line]:
    """The greatest changes of budgets, cuts and additions alike."""
    changed = [(subject, decision, decision.decided - decision.previous) for subject, decision in decided if decision.decided != decision.previous]
    changed.sort(key=lambda one: (-abs(one[2]), one[0].dossier.id))
    return [
        Line(
            subject.unit.label, close_up(subject.dossier.title), (format_amount(decision.previous), format_amount(decision.decided), f"{change:+,.2f}".rstrip("0").rstrip(".")),
            decision.use.value,
        )
        for subject, decision, change in changed[:TOLD]
    ]  # fmt: skip


def _open_items(registers: Iterable[tuple[Register, Register]], material: Material) -> list[Line]:
    """What was told to a unit and is neither done nor reported done: the longest overdue first."""
    found: list[tuple[int, str, Line]] = []
    for register, copies in registers:
        for dossier in copies.dossiers:
            original = register.by_id[dossier.id]  # dates of receipt are not public, and decide what is late
            headings = {one.number: one.heading for one in dossier.evaluation.findings} if dossier.evaluation else {}
            for item in dossier.rectification.items if dossier.rectification else ():
                if status_of(item) in (RectificationStatus.CLOSED, RectificationStatus.REPORTED):
                    continue
                late = days_overdue(item, original, material.office, material.day)
                if not late:
                    continue
                due = item_due_on(item, original, material.office, material.day)
                subject = subject_of(dossier, copies, material.day)
                what = f"{close_up(dossier.title)}：{close_up(headings.get(item.finding, item.requirement)).rstrip('。')}"
                found.append((-late, dossier.id, Line(subject.unit.label, what, (format_date(due), f"{late} 天"))))
    return [line for _, _, line in sorted(found, key=lambda one: one[:2])]


def _bars(key: str, title: str, rows: Sequence[tuple[str, Decimal, str]]) -> Markup:
    most = max((value for _, value, _ in rows), default=ZERO) or Decimal(1)
    bars = [Bar(name, value / most, Decimal(1), text) for name, value, text in rows]
    return _on_paper(draw_bars(f"briefing-{key}", title, "，".join(f"{name}{text}" for name, _, text in rows), bars))


def _money(decisions: Sequence[DecisionTotal]) -> Markup:
    """By how much budgets went down and up, by the way the results were used."""
    rows = [(one.use, one.decrease, f"减 {format_amount(one.decrease)} 万元") for one in decisions if one.decrease]
    rows += [(one.use, one.increase, f"增 {format_amount(one.increase)} 万元") for one in decisions if one.increase]
    return _bars("money", "预算增减", rows) if rows else Markup("")


def _progress(total: RectificationTotal) -> Markup:
    if not total.items:
        return Markup("")
    counts = (("已销号", total.closed, "a"), ("待核验", total.reported, "b"), ("整改中", total.in_progress, "c"), ("未整改", total.not_started, "d"))
    shares = [Share(name, Decimal(count) / total.items, tone) for name, count, tone in counts if count]
    return _on_paper(draw_shares("briefing-progress", "问题整改", "，".join(f"{name}{count}项" for name, count, _ in counts), [("整改", shares)]))


def _on_paper(drawing: Markup) -> Markup:
    return Markup(str(drawing).replace('<g fill="currentColor">', PAPER_LOOK))
