"""Where the work stands on a day: what waits for issue, who owes an answer, what is late, what was closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import pipeline
from generator.drafting import Draft, Selection, drafts_of
from generator.engine.sheets import ColumnKind, Sheet, SheetColumn, Value
from generator.engine.workbook import workbook_bytes
from generator.engine.workspace import Workspace
from generator.letters.wording import Wording
from generator.records.congress_calendar import Step, congress_steps
from generator.records.deadlines import feedback_due_on
from generator.records.loading import Loader
from generator.records.register import Register
from generator.records.standing import awaited_replies, closed_items, late_items
from generator.records.timeliness import Duty, State, duties_of
from generator.records.vocabulary import DocumentKind

DATE, NUMBER = ColumnKind.DATE, ColumnKind.NUMBER
UNIT, SUBJECT, LETTER = SheetColumn("单位", 24), SheetColumn("项目", 28), SheetColumn("发文字号", 22)
FINDING, DEMAND = SheetColumn("问题", 6, NUMBER), SheetColumn("整改要求", 40)
WAITING_COLUMNS = (
    SheetColumn("草稿", 34), SheetColumn("种类", 26), SheetColumn("主送", 24), SheetColumn("标题", 50), SheetColumn("应发日期", 12, DATE), SheetColumn("剩余天数", 10, NUMBER),
)  # fmt: skip
REPLY_COLUMNS = (UNIT, SUBJECT, LETTER, SheetColumn("回复期限", 12, DATE), SheetColumn("剩余天数", 10, NUMBER), SheetColumn("未报事项", 10, NUMBER))
LATE_COLUMNS = (UNIT, SUBJECT, LETTER, FINDING, DEMAND, SheetColumn("期限", 12, DATE), SheetColumn("逾期天数", 10, NUMBER), SheetColumn("目前状态", 10))
DUTY_COLUMNS = (
    UNIT, SheetColumn("年度", 6, NUMBER), SheetColumn("事项", 40), SheetColumn("起算日期", 12, DATE), SheetColumn("公开期限", 12, DATE), SheetColumn("剩余天数", 10, NUMBER), SheetColumn("说明", 40),
)  # fmt: skip
CONGRESS_COLUMNS = (
    SheetColumn("年度", 6, NUMBER), SheetColumn("阶段", 6), SheetColumn("会议", 44), SheetColumn("事项", 12), SheetColumn("期限", 12, DATE), SheetColumn("完成日期", 12, DATE),
    SheetColumn("剩余天数", 10, NUMBER), SheetColumn("状态", 8), SheetColumn("说明", 44),
)  # fmt: skip
SOON = 30  # days ahead that a duty to publish is shown
CLOSED_COLUMNS = (UNIT, SUBJECT, LETTER, FINDING, DEMAND, SheetColumn("销号日期", 12, DATE))


@dataclass(frozen=True)
class Status:
    """Six tables; the most urgent row of each comes first."""

    office: str
    waiting: Sheet
    replies: Sheet
    late: Sheet
    duties: Sheet
    congress: Sheet
    closed: Sheet

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """In the order of the work."""
        return self.waiting, self.replies, self.late, self.duties, self.congress, self.closed


Row = tuple[Value, ...]


def status_of_workspace(workspace: Workspace, today: date) -> Status:
    """Read all years and see where they stand; ContentError if the records are wrong."""
    checked, foundation = pipeline.sound_records(workspace, today)
    wording = Wording(workspace.template_folders)
    waiting, replies, late, duties, congress, closed = list[Row](), list[Row](), list[Row](), list[Row](), list[Row](), list[Row]()
    for register in pipeline.registers_of(Loader(workspace), foundation, checked.years[::-1], checked.rows):
        waiting += (_waiting(draft, register, today) for draft in drafts_of(register, today, wording, Selection()) if not _was_sent(draft, register))
        replies += ((one.unit, one.subject, one.number, one.due_on, one.days, one.open_items) for one in awaited_replies(register, today))
        late += ((one.unit, one.subject, one.number, one.finding, one.requirement, one.due_on, one.days, one.status) for one in late_items(register, today))
        duties += (_duty(duty, register, today) for duty in duties_of(register, today) if _is_pressing(duty, today))
        congress += map(_congress_step, congress_steps(register, today))
        closed += ((one.unit, one.subject, one.number, one.finding, one.requirement, one.closed_on) for one in closed_items(register))
    return Status(
        foundation.office.name,
        Sheet("待签发", WAITING_COLUMNS, sorted(waiting, key=lambda row: row[4] or date.max)),
        Sheet("待回复", REPLY_COLUMNS, sorted(replies, key=lambda row: (row[3] or date.max, str(row[0])))),
        Sheet("已逾期", LATE_COLUMNS, sorted(late, key=lambda row: (row[5] or date.max, str(row[0])))),
        Sheet("公开时限", DUTY_COLUMNS, sorted(duties, key=lambda row: (row[4] or date.max, str(row[0])))),
        Sheet("送人大", CONGRESS_COLUMNS, congress),
        Sheet("已销号", CLOSED_COLUMNS, sorted(closed, key=lambda row: row[5] or date.min, reverse=True)),
    )


def status_workbook(status: Status, made_on: date) -> bytes:
    """The same as a workbook for the section head."""
    return workbook_bytes(status.sheets, title=f"{status.office}预算绩效公文办理情况", made_on=made_on)


def texts_of(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """The rows as the terminal shows them."""
    for row in sheet.rows:
        yield tuple("" if value is None else f"已过{-value}天" if isinstance(value, int) and value < 0 else str(value) for value in row)


def _waiting(draft: Draft, register: Register, today: date) -> Row:
    document = draft.document
    due = [day for dossier in register.dossiers_of(draft.dossiers) if document.kind == DocumentKind.FEEDBACK and (day := feedback_due_on(dossier, register.office))]
    first = min(due, default=None)
    return document.name, document.kind, document.addressee, document.title_text, first, (first - today).days if first else None


def _is_pressing(duty: Duty, today: date) -> bool:
    """True for what is still missing past its day, or is due within a month."""
    return duty.state is State.MISSING or (duty.state is State.NOT_DUE and duty.due_on is not None and (duty.due_on - today).days <= SOON)


def _duty(duty: Duty, register: Register, today: date) -> Row:
    unit = register.units.get(duty.unit)
    owner = unit.label if unit else register.office.short_name if duty.title else register.office.district
    days = (duty.due_on - today).days if duty.due_on else None
    return owner, duty.year, f"{duty.subject}：{duty.title}" if duty.title else str(duty.subject), duty.started_on, duty.due_on, days, duty.reason


def _congress_step(step: Step) -> Row:
    return step.year, step.stage.value, step.meeting, step.task.value, step.due_on, step.done_on, step.days, step.state.value, step.note


def _was_sent(draft: Draft, register: Register) -> bool:
    """True for a feedback letter whose number the record states: it went out without this program."""
    if draft.document.kind != DocumentKind.FEEDBACK:
        return False
    return any(dossier.feedback and dossier.feedback.document_number for dossier in register.dossiers_of(draft.dossiers))
