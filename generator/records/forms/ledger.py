"""整改台账: all findings of a unit that it was told of, one a row: the unit fills in measures and progress, the bureau its verdict."""

from collections.abc import Sequence

from generator.engine.form_sheets import Content, FormSheet, Kind, Look
from generator.records.dossier import Dossier, Finding, RectificationItem
from generator.records.forms import helps
from generator.records.forms.case import FormCase, Row
from generator.records.forms.kinds import FormKind
from generator.records.forms.paper import TALL, Paper, TableColumn

BLANK_ROWS = 8
NOTES = (
    "填表说明：1.一个问题一行，单位填写整改措施、责任单位、责任人、整改情况、佐证材料和日期。2.整改完成后填报告日期，佐证材料另附。"
    "3.灰色的格由财政部门填写：在“审阅”里点“撤销工作表保护”，没有密码。"
)


def sheet(case: FormCase, dossiers: Sequence[Dossier]) -> FormSheet:
    """The ledger of one unit."""
    rows = [row for dossier in dossiers for row in _rows(dossier)]
    first = 6
    day = {letter: helps.day(f"{letter}{first}", name) for letter, name in (("J", "完成时限"), ("P", "开始日期"), ("Q", "报告日期"), ("S", "核验日期"), ("T", "销号日期"))}
    known = Look.GIVEN if rows else Look.ENTRY
    columns = (
        TableColumn("序号", Kind.WHOLE, look=Look.GIVEN), TableColumn("项目编号", look=known), TableColumn("项目名称", Kind.TEXT, look=known),
        TableColumn("反馈文号", look=known), TableColumn("问题编号", Kind.WHOLE, look=known), TableColumn("问题类别", help=helps.FINDING, look=known),
        TableColumn("存在问题", Kind.TEXT, look=known), TableColumn("涉及金额\n（万元）", Kind.AMOUNT, look=known),
        TableColumn("整改要求", Kind.TEXT), TableColumn("完成时限", Kind.DATE, day["J"]),
        TableColumn("整改措施", Kind.TEXT, helps.MEASURE, group="由单位填写"), TableColumn("责任单位", Kind.TEXT, group="由单位填写"),
        TableColumn("责任人", group="由单位填写"), TableColumn("整改情况", Kind.TEXT, group="由单位填写"),
        TableColumn("佐证材料", Kind.TEXT, helps.EVIDENCE, group="由单位填写"), TableColumn("开始日期", Kind.DATE, day["P"], group="由单位填写"),
        TableColumn("报告日期", Kind.DATE, day["Q"], group="由单位填写"),
        TableColumn("核验意见", help=helps.VERIFICATION, group="由财政部门填写", look=known), TableColumn("核验日期", Kind.DATE, day["S"], group="由财政部门填写", look=known),
        TableColumn("销号日期", Kind.DATE, day["T"], group="由财政部门填写", look=known),
    )  # fmt: skip
    widths = (5.0, 11.5, 12.0, 11.0, 5.5, 10.0, 18.0, 10.0, 16.0, 11.0, 17.0, 9.0, 10.5, 17.0, 11.0, 11.0, 11.0, 6.0, 11.0, 11.0)
    paper = Paper(widths, is_landscape=True)
    paper.head(FormKind.RECTIFICATION.value, case.below, case.filler, "金额单位：万元")
    paper.table_head(columns)
    paper.frozen_rows = paper.row - 1
    paper.rows(columns, [(number, *row) for number, row in enumerate(rows, 1)], 0 if rows else BLANK_ROWS, height=TALL)
    paper.note(NOTES)
    return paper.sheet(FormKind.RECTIFICATION.value)


def _rows(dossier: Dossier) -> list[Row]:
    findings = {finding.number: finding for finding in dossier.evaluation.findings} if dossier.evaluation else {}
    if dossier.rectification:
        return [_row(dossier, findings.get(item.finding), item) for item in dossier.rectification.items]
    return [_row(dossier, finding, None) for finding in findings.values()]


def _row(dossier: Dossier, finding: Finding | None, item: RectificationItem | None) -> Row:
    number = dossier.feedback.document_number if dossier.feedback else ""
    told: Row = (
        dossier.id, dossier.title, number, finding.number if finding else item.finding if item else None, finding.category.value if finding else None,
        finding.heading if finding else None, finding.amount if finding else None,
    )  # fmt: skip
    if item is None:
        return (*told, *(None,) * 12)
    due: Content = item.due_on or (dossier.rectification.due_on if dossier.rectification else None)
    return (
        *told, item.requirement, due, item.measure, item.responsible_unit, item.responsible_person, item.progress, item.evidence,
        item.started_on, item.reported_on, item.verification.value if item.verification else None, item.verified_on, item.closed_on,
    )  # fmt: skip
