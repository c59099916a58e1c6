"""What the letters about one dossier have in common: names, titles, the tables of scores and of rectification."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.engine.chinese import close_up, format_date, format_rate, format_score
from generator.letters.document import Align, Column, DocumentForm, Join, OfficialDocument, PageStyle, Table, TableRow
from generator.problems import JixiaoError
from generator.records.deadlines import item_due_on, status_of
from generator.records.dossier import Dossier, OverallDossier, RectificationItem
from generator.records.office import Office
from generator.records.register import Register
from generator.records.results import ScoreRow, by_dimension, evaluation_rows
from generator.records.units import Unit
from generator.records.vocabulary import EvaluationKind

# A project's name that ends so is not followed by the word 项目.
SELF_EVIDENT = ("项目", "工程", "经费", "资金", "补助", "补贴", "政策", "专项", "支出", "活动")
DEMO_MARK = "演示数据，不是正式公文"


@dataclass(frozen=True)
class Subject:
    """A dossier with its unit and the department that letters about it go to."""

    dossier: Dossier
    register: Register
    unit: Unit
    department: Unit
    today: date

    @property
    def is_subordinate(self) -> bool:
        """True if the letter goes through the department above the unit."""
        return self.department.code != self.unit.code

    @property
    def name(self) -> str:
        """What is evaluated, fit to stand in a sentence: `生活垃圾分类收运项目`, `部门整体支出`."""
        if isinstance(self.dossier, OverallDossier):
            return "部门整体支出"
        return self.dossier.title if self.dossier.title.endswith(SELF_EVIDENT) else f"{self.dossier.title}项目"

    @property
    def title_name(self) -> tuple[str, ...]:
        """The same for a title, where the unit must be told too if the name says nothing of it."""
        if isinstance(self.dossier, OverallDossier):
            return (self.unit.label, "部门整体支出")
        return (self.name,)

    @property
    def period(self) -> str:
        """`2025年度`, or nothing where the name says so itself."""
        return "" if str(self.dossier.year) in self.name else f"{self.dossier.year}年度"

    @property
    def spending(self) -> str:
        """What was evaluated, in full: `生活垃圾分类收运项目2025年度支出`, `2025年度部门整体支出`."""
        return f"{self.period}{self.name}" if isinstance(self.dossier, OverallDossier) else f"{self.name}{self.period}支出"

    @property
    def short_name(self) -> str:
        """How the text goes on speaking of it."""
        return f"{self.register.office.letters.salutation}部门整体支出" if isinstance(self.dossier, OverallDossier) else "该项目"

    @property
    def result_name(self) -> str:
        """What the result is called: `财政重点绩效评价结果` and so on."""
        evaluation = self.dossier.evaluation
        if not evaluation:
            raise JixiaoError(f"{self.dossier.id} 还没有评价，不能成文。")
        if evaluation.kind is EvaluationKind.SELF:
            return "绩效自评复核结果"
        if evaluation.kind is EvaluationKind.DEPARTMENT:
            return "部门绩效评价结果"
        return "财政重点绩效评价结果" if evaluation.is_key else "财政绩效评价结果"

    @property
    def feedback_title(self) -> tuple[str, ...]:
        """Title of the feedback letter, in pieces between which a line may break."""
        return ("关于反馈", *self.title_name, self.period, self.result_name, "的函")


def subject_of(dossier: Dossier, register: Register, today: date) -> Subject:
    """Find unit and department; a rule has made sure that the unit is known."""
    unit = register.unit_of(dossier)
    if unit is None:
        raise JixiaoError(f"{dossier.id} 的预算单位“{dossier.unit}”不在名录中，不能成文。")
    return Subject(dossier, register, unit, register.department_of(unit), today)


def letter(subject: Subject, *, name: str, kind: str, title: tuple[str, ...], issued_on: date, body: Sequence, annexes: Sequence) -> OfficialDocument:  # type: ignore[type-arg]
    """A letter of the bureau in 信函格式 with everything that is the same in all of them."""
    office = subject.register.office
    feedback = subject.dossier.feedback
    return OfficialDocument(
        name=f"{name}-{subject.dossier.year}-{subject.dossier.id}",
        kind=kind,
        form=DocumentForm.LETTER,
        issuing_agency_mark=office.name,
        title=title,
        addressee=subject.department.name,
        body=tuple(body),
        issuing_agency=office.name,
        issued_on=issued_on,
        annexes=tuple(annexes),
        is_sealed=office.letters.is_sealed,
        note=f"联系科室：{office.contact.section}，联系电话：{office.contact.phone}",
        copied_agencies=(*office.letters.copied, *(feedback.copied if feedback else ())),
        marks=marks_of(office),
        style=style_of(office),
    )


def marks_of(office: Office) -> tuple[str, ...]:
    """What every page of the office's documents says above the text."""
    return (DEMO_MARK,) if office.is_demo else ()


def style_of(office: Office) -> PageStyle:
    """The office's choices where the standard leaves one."""
    look = office.letters.page
    return PageStyle(
        lines=look.lines,
        cells=look.cells,
        body_pt=float(look.body_size),
        title_pt=float(look.title_size),
        small_pt=float(look.small_size),
        body_face=look.body_face,
        title_face=look.title_face,
        mark_face=look.mark_face,
        mark_is_red=look.mark_is_red,
        heading_faces=(look.first_face, look.second_face, look.third_face, look.fourth_face),
        sealed_date_right_cells=look.date_right,
        imprint_thick_mm=float(look.thick_rule),
        imprint_thin_mm=float(look.thin_rule),
    )


def dimension_table(dossier: Dossier) -> Table:
    """Score by 一级指标 with its rate, and the total."""
    lines = by_dimension(evaluation_rows(dossier))
    weight = sum((line.weight for line in lines), Decimal(0))
    score = sum((line.score for line in lines), Decimal(0))
    return Table(
        columns=(
            Column("一级指标", 0.34, Align.CENTRE),
            Column("分值", 0.22, Align.CENTRE),
            Column("得分", 0.22, Align.CENTRE),
            Column("得分率", 0.22, Align.CENTRE),
        ),
        rows=(
            *(TableRow((line.dimension, format_score(line.weight), format_score(line.score), _rate(line.score, line.weight))) for line in lines),
            TableRow(("合计", format_score(weight), format_score(score), _rate(score, weight)), is_total=True),
        ),
    )


def _rate(score: Decimal, weight: Decimal) -> str:
    return format_rate(score / weight) if weight else "—"


def score_table(dossier: Dossier) -> Table:
    """Every indicator with target, actual, weight, score and why points were lost; joined cells where a level goes on."""
    rows = evaluation_rows(dossier)
    cells: list[TableRow] = []
    above: ScoreRow | None = None
    for row in rows:
        same_dimension = above is not None and above.dimension == row.dimension
        same_category = same_dimension and above is not None and above.category == row.category
        cells.append(
            TableRow(
                (
                    Join.ABOVE if same_dimension else row.dimension,
                    Join.ABOVE if same_category else row.category,
                    close_up(row.name),
                    close_up(str(row.target or "")),
                    close_up(str(row.actual or "")),
                    "" if row.weight is None else format_score(row.weight),
                    "" if row.score is None else format_score(row.score),
                    close_up(row.reason),
                )
            )
        )
        above = row
    weight = sum((row.weight or Decimal(0) for row in rows), Decimal(0))
    score = sum((row.score or Decimal(0) for row in rows), Decimal(0))
    cells.append(TableRow(("合计", "", "", "", "", format_score(weight), format_score(score), ""), is_total=True))
    reason = "偏差原因" if dossier.evaluation and dossier.evaluation.kind is EvaluationKind.SELF else "扣分原因"
    return Table(
        columns=(
            Column("一级指标", 0.08, Align.CENTRE),
            Column("二级指标", 0.12, Align.CENTRE),
            Column("三级指标", 0.19),
            Column("指标值", 0.12, Align.CENTRE),
            Column("完成值", 0.12, Align.CENTRE),
            Column("分值", 0.065, Align.CENTRE),
            Column("得分", 0.065, Align.CENTRE),
            Column(reason, 0.24),
        ),
        rows=tuple(cells),
    )


def ledger_table(subject: Subject, numbers: Collection[int] | None = None) -> Table:
    """The ledger form that the unit fills in: findings, demands, dates and measures so far are given, the rest is blank.

    `numbers` names the findings that are wanted; None wants all.
    """
    dossier = subject.dossier
    items: dict[int, RectificationItem] = {item.finding: item for item in dossier.rectification.items} if dossier.rectification else {}
    findings = dossier.evaluation.findings if dossier.evaluation else ()
    rows = []
    for finding in findings:
        if numbers is not None and finding.number not in numbers:
            continue
        item = items.get(finding.number)
        due = item_due_on(item, dossier, subject.register.office, subject.today) if item else None
        rows.append(
            TableRow(
                (
                    str(finding.number),
                    close_up(finding.heading),
                    close_up(item.requirement) if item else "",
                    close_up(item.measure) if item else "",
                    "",
                    format_date(due) if due else "",
                    "",
                )
            )
        )
    return Table(
        columns=(
            Column("序号", 0.07, Align.CENTRE),
            Column("存在问题", 0.19),
            Column("整改要求", 0.19),
            Column("整改措施", 0.17),
            Column("责任单位责任人", 0.115, Align.CENTRE),
            Column("完成时限", 0.115, Align.CENTRE),
            Column("整改情况", 0.15),
        ),
        rows=tuple(rows),
    )


def open_items_table(subject: Subject, items: Sequence[RectificationItem]) -> Table:
    """The items that a rectification notice demands, with where they stand and until when they were due."""
    headings = {finding.number: finding.heading for finding in subject.dossier.evaluation.findings} if subject.dossier.evaluation else {}
    return Table(
        columns=(
            Column("序号", 0.08, Align.CENTRE),
            Column("存在问题", 0.3),
            Column("整改要求", 0.31),
            Column("目前状态", 0.12, Align.CENTRE),
            Column("原定时限", 0.19, Align.CENTRE),
        ),
        rows=tuple(
            TableRow(
                (
                    str(item.finding),
                    close_up(headings.get(item.finding, "")),
                    close_up(item.requirement),
                    status_of(item).value,
                    format_date(item_due_on(item, subject.dossier, subject.register.office, subject.today)),
                )
            )
            for item in items
        ),
    )
