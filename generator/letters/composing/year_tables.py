"""Tables over all dossiers of a year: results, what they meant for the budget, and the counts by grade, budget and use."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from generator.engine.chinese import close_up, format_amount, format_rate, format_score
from generator.letters.composing.subject import Subject
from generator.letters.document import Align, CellContent, Column, Table, TableRow
from generator.letters.widths import across, column, total_row
from generator.records.dossier import Dossier, OverallDossier
from generator.records.results import execution_rate, result_grade, result_total
from generator.records.totals import DecisionTotal, GroupTotal, group_total, share_of, sum_of_decisions
from generator.records.vocabulary import UseOfResult
from generator.records.year_totals import PartStatistics

DASH = "—"
Named = Callable[[Dossier], bool]


def amount(value: Decimal | None) -> str:
    """An amount in a column of figures; a dash where there is none."""
    return DASH if value is None else format_amount(value, places=2)


def rate(value: Decimal | None) -> str:
    """A share of one in a table; a dash where there is none."""
    return DASH if value is None else format_rate(value)


def by_score(subjects: Sequence[Subject]) -> list[Subject]:
    """Dossiers by their results, best first; equal scores by number; those that were not scored at the end."""
    scored = [(result_total(subject.dossier), subject) for subject in subjects]
    scored.sort(key=lambda one: (one[0] is None, -(one[0] or Decimal(0)), one[1].dossier.id))
    return [subject for _, subject in scored]


def _score_and_grade(subject: Subject) -> tuple[str, str]:
    score, grade = result_total(subject.dossier), result_grade(subject.dossier, subject.register.office)
    return (format_score(score) if score is not None else DASH, grade.value if grade else DASH)


def _who(subject: Subject) -> tuple[str, ...]:
    """Unit and project; of overall expenditure the unit alone."""
    unit = close_up(subject.unit.label)
    return (unit,) if isinstance(subject.dossier, OverallDossier) else (unit, close_up(subject.dossier.title))


def _who_columns(subjects: Sequence[Subject], unit: float, project: float) -> tuple[Column, ...]:
    """A table of overall expenditure has no column for the project."""
    if all(isinstance(subject.dossier, OverallDossier) for subject in subjects):
        return (column("预算单位", unit + project, Align.LEFT),)
    return (column("预算单位", unit, Align.LEFT), column("项目名称", project, Align.LEFT))


def results_table(subjects: Sequence[Subject], named: Named, caption: str) -> Table:
    """评价结果汇总表: money, score and grade, best first; those not named are one row, so that the total closes."""
    rows = []
    ranked = by_score([subject for subject in subjects if subject.dossier.evaluation])
    who = _who_columns(ranked, 7, 9)
    for number, subject in enumerate((one for one in ranked if named(one.dossier)), start=1):
        funds = subject.dossier.funds
        rows.append(
            TableRow(
                (
                    str(number), *_who(subject), amount(funds.adjusted_budget if funds else None), amount(funds.executed if funds else None),
                    rate(execution_rate(funds)), *_score_and_grade(subject),
                )
            )
        )  # fmt: skip
    others = [subject.dossier for subject in ranked if not named(subject.dossier)]
    if others:
        rows.append(TableRow(_group_cells(f"其余{len(others)}个（未列名）", group_total("", others), len(who) + 1)))
    rows.append(total_row(_group_cells(f"合计（{len(ranked)}个）", group_total("", (one.dossier for one in ranked)), len(who) + 1)))
    return Table(
        columns=(
            column("序号", 2), *who, column("全年预算数（万元）", 5, Align.RIGHT), column("全年执行数（万元）", 5, Align.RIGHT),
            column("执行率", 3.2), column("得分", 2.8), column("等级", 2.2),
        ),
        rows=tuple(rows),
        caption=caption,
    )  # fmt: skip


def _group_cells(name: str, group: GroupTotal, columns: int) -> tuple[CellContent, ...]:
    return (*across(name, columns), amount(group.budget), amount(group.executed), rate(group.execution_rate), DASH, DASH)


def decisions_table(subjects: Sequence[Subject], named: Named, caption: str, *, is_internal: bool = False) -> Table:
    """结果与预算安排挂钩表: what each result meant for the budget; an internal one also cites the rule and the section's opinion."""
    used = by_score([subject for subject in subjects if subject.dossier.budget_decision])
    who = _who_columns(used, 5, 6.5) if is_internal else _who_columns(used, 6, 8)
    more = (column("依据条款", 4.2), column("业务科室意见", 4.2, Align.LEFT)) if is_internal else ()
    listed = [subject for subject in used if named(subject.dossier)]
    rows = [TableRow((str(number), *_who(one), *_decision_cells(one, is_internal=is_internal))) for number, one in enumerate(listed, start=1)]
    blanks = (DASH,) * len(more)
    others = [subject.dossier for subject in used if not named(subject.dossier)]
    if others:
        rows.append(TableRow((*across(f"其余{len(others)}个（未列名）", len(who) + 1), *_sum_cells(sum_of_decisions(others)), *blanks)))
    total = sum_of_decisions([subject.dossier for subject in used])
    rows.append(total_row((*across(f"合计（{total.count}个）", len(who) + 1), *_sum_cells(total), *blanks)))
    return Table(
        columns=(
            column("序号", 2), *who, column("得分", 2.2), column("等级", 2), column("应用方式", 4), column("预算年度", 2.2),
            column("上年预算（万元）", 4.8, Align.RIGHT), column("安排预算（万元）", 4.8, Align.RIGHT), column("增减额（万元）", 4.4, Align.RIGHT),
            column("增减率", 3), column("说明", 9, Align.LEFT), *more,
        ),
        rows=tuple(rows),
        caption=caption,
    )  # fmt: skip


def _decision_cells(subject: Subject, *, is_internal: bool) -> tuple[CellContent, ...]:
    decision = subject.dossier.budget_decision
    assert decision  # the caller chose those that have one
    change = decision.decided - decision.previous
    why = close_up("".join(part for part in (decision.explanation, decision.departure_reason) if part))
    return (
        *_score_and_grade(subject), decision.use.value, str(decision.budget_year),
        amount(decision.previous), amount(decision.decided), amount(change), rate(share_of(change, decision.previous)), why,
        *((_clause(subject), close_up(decision.section_opinion)) if is_internal else ()),
    )  # fmt: skip


def _clause(subject: Subject) -> str:
    """The clause alone where the decision rests on the office's rule, which the table's paper cites; else the basis in full."""
    decision = subject.dossier.budget_decision
    basis = close_up(decision.basis) if decision else ""
    return basis.removeprefix(close_up(str(subject.register.office.result_policy.basis))) or DASH


def _sum_cells(total: DecisionTotal) -> tuple[str, ...]:
    change = total.decided - total.previous
    return (DASH, DASH, DASH, DASH, amount(total.previous), amount(total.decided), amount(change), rate(share_of(change, total.previous)), DASH)


def groups_table(heading: str, groups: Sequence[GroupTotal], whole: GroupTotal) -> Table:
    """Groups with their shares of the whole; the total is the whole itself, not the sum of what was rounded."""
    rows = [_share_row(group.name, group, whole) for group in groups]
    rows.append(TableRow(_share_row("合计", whole, whole).cells, is_total=True))
    return Table(
        columns=(
            column(heading, 8.2), column("个数", 3), column("个数占比", 4.5), column("全年预算数（万元）", 6.5, Align.RIGHT),
            column("金额占比", 4.5), column("全年执行数（万元）", 6.5, Align.RIGHT), column("执行率", 4),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _share_row(name: str, group: GroupTotal, whole: GroupTotal) -> TableRow:
    shares = rate(share_of(group.count, whole.count)), rate(share_of(group.budget, whole.budget))
    return TableRow((name, str(group.count), shares[0], amount(group.budget), shares[1], amount(group.executed), rate(group.execution_rate)))


def uses_table(part: PartStatistics, uses: Sequence[DecisionTotal] | None = None) -> Table:
    """What the results meant for the budget, by the way they were used: in the order of the vocabulary, or as they are given."""
    total = part.decided
    rows = [_use_row(one.use, one) for one in (in_order(part.totals.decisions) if uses is None else uses)]
    rows.append(TableRow(_use_row("合计", total).cells, is_total=True))
    return Table(
        columns=(
            column("应用方式", 5), column("个数", 2.6), column("上年预算（万元）", 8.2, Align.RIGHT), column("安排预算（万元）", 8.2, Align.RIGHT),
            column("增加（万元）", 6.2, Align.RIGHT), column("减少（万元）", 6.2, Align.RIGHT),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _use_row(name: str, total: DecisionTotal) -> TableRow:
    return TableRow((name, str(total.count), amount(total.previous), amount(total.decided), amount(total.increase), amount(total.decrease)))


def in_order(decisions: Sequence[DecisionTotal]) -> list[DecisionTotal]:
    """From 优先保障 to 约谈问责, as the vocabulary has them."""
    order = UseOfResult.words()
    return sorted(decisions, key=lambda one: order.index(one.use))
