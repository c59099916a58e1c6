"""The register as a table: 发文登记表, in XLSX for people and in CSV for other programs."""

from datetime import date

from generator.engine.chinese import format_date
from generator.engine.sheets import ColumnKind, Sheet, SheetColumn, Value, csv_bytes
from generator.engine.workbook import workbook_bytes
from generator.records.issued import IssuedDocument, IssuedRegister

TITLE = "发文登记表"
COLUMNS = (
    SheetColumn("序号", 5, ColumnKind.NUMBER),
    SheetColumn("发文字号", 20),
    SheetColumn("文种", 6),
    SheetColumn("种类", 18),
    SheetColumn("标题", 36),
    SheetColumn("主送机关", 23),
    SheetColumn("成文日期", 12, ColumnKind.DATE),
    SheetColumn("签发人", 11),
    SheetColumn("预算年度", 9, ColumnKind.NUMBER),
    SheetColumn("项目编号", 12),
    SheetColumn("页数", 5, ColumnKind.NUMBER),
    SheetColumn("状态", 7),
    SheetColumn("说明", 20),
)


def register_sheet(register: IssuedRegister) -> Sheet:
    """One row for each document, in the order of registration."""
    return Sheet(TITLE, COLUMNS, tuple(_row(place, document) for place, document in enumerate(register.documents, 1)))


def register_csv(register: IssuedRegister) -> bytes:
    """The table as CSV."""
    return csv_bytes(register_sheet(register))


def register_xlsx(register: IssuedRegister, *, office: str, made_on: date) -> bytes:
    """The table as XLSX, headed with the office's name."""
    return workbook_bytes([register_sheet(register)], title=f"{office}{TITLE}", made_on=made_on)


def _row(place: int, document: IssuedDocument) -> tuple[Value, ...]:
    return (
        place,
        document.number,
        document.genre,
        document.kind,
        document.title,
        document.addressee,
        document.issued_on,
        document.approver,
        document.budget_year,
        "、".join(document.dossiers),
        document.pages or None,
        document.state,
        note(document),
    )


def note(document: IssuedDocument) -> str:
    """说明: where the document comes from, what it corrects, what corrected it, why it is void."""
    parts = []
    if document.is_entered:
        parts.append("补录")
    if document.corrects:
        parts.append(f"更正{document.corrects}")
    if document.corrected_by:
        parts.append(f"已由{'、'.join(document.corrected_by)}更正")
    if document.voided:
        parts.append(f"{format_date(document.voided.on)}作废：{document.voided.why}")
    return "；".join(parts)
