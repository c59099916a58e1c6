"""What the documents about a whole year have in common: 文件格式, the bureau's mark, and the numbers as the wording calls them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.letters.composing.blank import blank_letter
from generator.letters.composing.subject import Subject, subject_of
from generator.letters.document import Annex, Block, DocumentForm, Genre, OfficialDocument
from generator.letters.wording import plain_amount, without_lone_numerals
from generator.records.dossier import Dossier, OverallDossier
from generator.records.office import Office
from generator.records.register import Register
from generator.records.totals import DecisionTotal, GroupTotal
from generator.records.vocabulary import EvaluationKind, Grade
from generator.records.year_totals import PartStatistics

# In a sentence about the bureau's work, 单位自评 as a kind of evaluation is the review of it.
KIND_NAMES = {EvaluationKind.SELF.value: "单位自评复核"}
INNER_QUOTES = str.maketrans("“”", "‘’")  # quotes inside quotes, GB/T 15834
LOW_GRADES = (Grade.FAIR.value, Grade.POOR.value)


@dataclass(frozen=True)
class Heading:
    """What stands at the head of a document about a year: its file name, kind, 文种, title and addressee."""

    stem: str
    kind: str
    genre: Genre
    title: tuple[str, ...]
    addressee: str


def year_document(register: Register, today: date, heading: Heading, body: Sequence[Block], annexes: Sequence[Annex] = ()) -> OfficialDocument:
    """A document in 文件格式. A 报告 goes up to one addressee and is copied to nobody below; a 通报 may be issued jointly."""
    office = register.office
    is_upward = heading.genre is Genre.REPORT
    blank = blank_letter(
        office, name=f"{heading.stem}-{register.year}", kind=heading.kind, title=heading.title, addressee=heading.addressee, issued_on=today
    )
    return replace(
        blank,
        form=DocumentForm.DOCUMENT,
        genre=heading.genre,
        body=without_lone_numerals(body),
        annexes=tuple(annexes),
        copied_agencies=() if is_upward else blank.copied_agencies,
        joint_agencies=() if is_upward else office.letters.joint_agencies,
        is_upward=is_upward,
        printing_agency=printing_agency(office),
        printed_on=today,
    )


def printing_agency(office: Office) -> str:
    """印发机关: as the office says, else its own 办公室."""
    return office.letters.printing_agency or f"{office.name}办公室"


def subjects_of(dossiers: Sequence[Dossier], register: Register, today: date) -> list[Subject]:
    """The dossiers with their units, to be spoken of."""
    return [subject_of(dossier, register, today) for dossier in dossiers]


def owner_and_name(subject: Subject) -> str:
    """`示范区教育局“中小学课后服务补助”`, `示范区教育局部门整体支出`: whose it is and what."""
    if isinstance(subject.dossier, OverallDossier):
        return f"{subject.unit.label}{subject.name}"
    inner = subject.dossier.title.translate(INNER_QUOTES)
    return f"{subject.unit.label}“{inner}”"


def listed(subjects: Sequence[Subject], told: Callable[[Subject], str] = owner_and_name) -> str:
    """Names in one sentence."""
    return "、".join(map(told, subjects))


def counted(pairs: Sequence[tuple[str, int]], unit: str = "个") -> str:
    """`任务未完成7个、资金使用不规范5个`; what there is none of is left out."""
    return "、".join(f"{name}{count}{unit}" for name, count in pairs if count)


def changes(total: DecisionTotal) -> str:
    """By how much budgets go up and down: `增加620万元、减少740万元`."""
    parts = [f"{word}{plain_amount(value)}万元" for word, value in (("增加", total.increase), ("减少", total.decrease)) if value]
    return "、".join(parts) or "与上年持平"


def group_words(group: GroupTotal) -> dict[str, object]:
    """A group as the wording calls it."""
    return {"个数": group.count, "预算": group.budget, "执行": group.executed, "执行率": group.execution_rate}


def part_words(part: PartStatistics) -> dict[str, object]:
    """A part of the year, all projects or all overall expenditure, as the wording calls it; every number is from the totals."""
    totals, told = part.totals, part.rectification_told
    by_kind = [(KIND_NAMES.get(group.name, group.name), group.count) for group in part.by_kind]
    return {
        "全部": group_words(totals.recorded),
        "评价": group_words(totals.evaluated),
        "重点评价": group_words(part.key),
        "评价类别": counted(by_kind),
        "等级": {group.name: group_words(group) for group in totals.by_grade},
        "等级分布": counted([(f"“{group.name}”", group.count) for group in part.graded]),
        "预算类型数": sum(1 for group in totals.by_budget if group.count),
        "事前评估": part.ex_ante,
        "事前评估结论": counted(part.ex_ante.by_conclusion),
        "目标": part.objectives,
        "监控": part.monitoring.coverage,
        "监控处理": counted(part.monitoring.by_action),
        "监控收回": part.monitoring.recovered,
        "自评": part.self_evaluation.coverage,
        "自评评审": part.self_evaluation.reviewed,
        "自评退回": part.self_evaluation.returned,
        "自评偏高": part.self_evaluation.far_above,
        "第三方": part.third_parties,
        "问题": totals.findings,
        "问题金额": totals.finding_amount,
        "问题环节": counted([(f"{stage}环节" if stage != "其他" else "其他方面", count) for stage, count in part.findings_by_stage]),
        "主要问题": counted(part.main_categories),
        "较低": counted([(f"“{group.name}”的", group.count) for group in totals.by_grade if group.name in LOW_GRADES]),
        "整改": {
            "事项": totals.rectification.items, "已反馈": told.items, "未反馈": part.items_not_told, "逾期": told.overdue, "逾期个数": part.late,
            "已销号": told.closed,
            "状态": counted((("已销号", told.closed), ("待核验", told.reported), ("整改中", told.in_progress), ("未整改", told.not_started)), "项"),
        },
        "应用": part.decided,
        "应用增减": changes(part.decided),
        "应用年度": "、".join(str(year) for year in part.budget_years),
        "已反馈": part.told,
        "公开": part.disclosed,
    }  # fmt: skip


def planned(part: PartStatistics, today: date) -> str:
    """`拟` while a budget that the decisions are for has not begun."""
    return "拟" if any(year > today.year for year in part.budget_years) else ""
