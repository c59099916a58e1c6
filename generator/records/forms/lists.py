"""结果应用表: what each result of a year means for the next budget; and 预算单位名录. Both are the bureau's own."""

from collections.abc import Sequence
from decimal import Decimal

from generator.engine.chinese import round_half_up
from generator.engine.form_sheets import Content, FormSheet, Formula, Help, Kind, Look
from generator.records.dossier import Dossier
from generator.records.forms import helps
from generator.records.forms.case import Row
from generator.records.forms.kinds import FormKind
from generator.records.forms.paper import Paper, TableColumn
from generator.records.register import Register
from generator.records.results import result_grade, result_total
from generator.records.totals import share_of
from generator.records.units import Unit

USE_WIDTHS = (5.0, 12.0, 16.0, 20.0, 7.0, 6.0, 10.0, 8.0, 12.0, 12.0, 11.0, 9.0, 22.0, 18.0, 14.0, 12.0)
UNIT_WIDTHS = (6.0, 14.0, 36.0, 24.0, 12.0, 16.0, 10.0, 8.0, 30.0)
USE_NOTES = "填表说明：1.局内用表，不发预算单位。2.得分、等级由评价结果得出，调整额、调整率自动计算。3.应用方式与本区规定的等级挂钩方式不同的，必须写偏离理由。"
UNIT_NOTES = "填表说明：1.编码3至12位数字，一经使用不再改变；撤销的单位保留。2.二级单位写主管部门的编码。3.来文中出现过的其他写法写在“别名”，用顿号隔开。"
SPARE_UNITS, BLANK_ROWS = 10, 15


def uses_sheet(register: Register, dossiers: Sequence[Dossier]) -> FormSheet:
    """One row a dossier that was evaluated or has a decision."""
    paper = Paper(USE_WIDTHS, is_landscape=True)
    paper.head(FormKind.USE_OF_RESULTS.value, f"（{register.year}年度评价结果）", f"依据：{register.office.result_policy.basis}", "局内资料　金额单位：万元")
    first = paper.row + 1
    known = Look.GIVEN if dossiers else Look.ENTRY
    money = helps.amount(f"I{first}")
    columns = (
        TableColumn("序号", Kind.WHOLE, look=Look.GIVEN), TableColumn("编号", look=known), TableColumn("预算单位", Kind.TEXT, look=known), TableColumn("项目名称", Kind.TEXT, look=known),
        TableColumn("得分", Kind.SCORE, look=known), TableColumn("等级", look=known), TableColumn("应用方式", help=helps.USE),
        TableColumn("预算年度", Kind.WHOLE, helps.year(f"H{first}", "预算年度")), TableColumn("上年预算", Kind.AMOUNT, money),
        TableColumn("安排预算", Kind.AMOUNT, money), TableColumn("调整额", Kind.AMOUNT, look=Look.SUM), TableColumn("调整率", Kind.RATE, look=Look.SUM),
        TableColumn("依据", Kind.TEXT, Help("依据", "办法名称、文号和条款。")), TableColumn("说明", Kind.TEXT, Help("说明", "为什么这样安排。")),
        TableColumn("偏离理由", Kind.TEXT, Help("偏离理由", "应用方式与等级对应的规定方式不同时必须填写。")), TableColumn("业务科室意见", Kind.TEXT),
    )  # fmt: skip
    paper.table_head(columns)
    paper.frozen_rows = paper.row - 1
    rows = [(number, *_use_row(register, dossier)) for number, dossier in enumerate(dossiers, 1)]
    first = paper.row
    spare = 0 if rows else BLANK_ROWS
    filled = [_with_change(row, first + place) for place, row in enumerate([*rows, *[(None,) * 14] * spare])]
    for row in filled:
        paper.line(*paper.boxes(columns, row), height=30)
    paper.note(USE_NOTES)
    return paper.sheet(FormKind.USE_OF_RESULTS.value)


def _use_row(register: Register, dossier: Dossier) -> Row:
    unit, decision = register.unit_of(dossier), dossier.budget_decision
    grade = result_grade(dossier, register.office)
    return (
        dossier.id, unit.label if unit else dossier.unit, dossier.title, result_total(dossier), grade.value if grade else None,
        decision.use.value if decision else None, decision.budget_year if decision else None, decision.previous if decision else None,
        decision.decided if decision else None, decision.basis if decision else None, decision.explanation if decision else None,
        decision.departure_reason if decision else None, decision.section_opinion if decision else None,
    )  # fmt: skip


def _with_change(row: Sequence[Content], place: int) -> tuple[Content | Formula, ...]:
    """The row with 调整额 and 调整率, which the sheet works out."""
    previous, decided = row[8], row[9]
    change = decided - previous if isinstance(previous, Decimal) and isinstance(decided, Decimal) else None
    share = share_of(change, previous) if change is not None and isinstance(previous, Decimal) else None
    amount = Formula(f'IF(OR(I{place}="",J{place}=""),"",J{place}-I{place})', change)
    rate = Formula(f'IF(OR(K{place}="",I{place}=0),"",ROUND(K{place}/I{place},4))', None if share is None else round_half_up(share, Decimal("0.0001")))
    return (*row[:10], amount, rate, *row[10:])


def units_sheet(units: Sequence[Unit]) -> FormSheet:
    """All units of the district."""
    paper = Paper(UNIT_WIDTHS, is_landscape=True)
    paper.head(FormKind.UNITS.value, "（一行一个单位）", "", "局内资料")
    first = paper.row + 1
    code = Help("单位编码", "3 至 12 位数字。", rule=f"AND(LEN(B{first})>=3,LEN(B{first})<=12)", error="编码是 3 至 12 位数字。")
    columns = (
        TableColumn("序号", Kind.WHOLE, look=Look.GIVEN), TableColumn("单位编码", help=code), TableColumn("单位名称", Kind.TEXT), TableColumn("简称", Kind.TEXT),
        TableColumn("类型", help=helps.UNIT_KIND),
        TableColumn("主管部门编码", help=Help("主管部门编码", "二级单位填主管部门的编码；部门、街道、乡镇不填。")),
        TableColumn("成立年度", Kind.WHOLE, helps.year(f"G{first}", "成立年度")), TableColumn("涉密", help=helps.SECRET),
        TableColumn("别名", Kind.TEXT, Help("别名", "来文中出现过的其他写法，几个之间用顿号隔开。")),
    )  # fmt: skip
    paper.table_head(columns)
    paper.frozen_rows = paper.row - 1
    rows: list[Row] = [
        (
            number, unit.code, unit.name, unit.short_name, unit.kind.value, unit.parent, unit.since, "是" if unit.is_secret else None,
            "、".join(unit.aliases),
        )
        for number, unit in enumerate(units, 1)
    ]  # fmt: skip
    paper.rows(columns, rows, SPARE_UNITS if rows else BLANK_ROWS)
    paper.note(UNIT_NOTES)
    return paper.sheet(FormKind.UNITS.value)
