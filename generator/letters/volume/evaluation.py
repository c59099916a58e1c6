"""重点评价报告 of a dossier, written from its record after the 报告参考提纲 of 财预〔2020〕10号."""

from collections.abc import Iterator
from decimal import Decimal

from generator.engine.chinese import close_up, format_score
from generator.letters.composing.subject import Subject
from generator.letters.composing.tables import dimension_table, score_table
from generator.letters.composing.year_tables import amount, rate
from generator.letters.document import Align, OfficialDocument, Table, TableRow
from generator.letters.forms.sheet import implementing_unit
from generator.letters.volume.material import Material
from generator.letters.volume.pieces import plain_document
from generator.letters.widths import column
from generator.letters.wording import Wording, without_lone_numerals
from generator.records.deadlines import standing_of
from generator.records.dossier import Dossier, FundLine, Objectives, ProjectDossier, Rectification
from generator.records.office import Office
from generator.records.results import ScoreRow, by_dimension, evaluation_rows, execution_rate, result_grade, result_total, self_total

KIND = "重点评价报告"
STEM = "congress_evaluation"


def compose_evaluation(dossier: Dossier, material: Material, wording: Wording) -> OfficialDocument:
    """The report on a redacted dossier that has an evaluation."""
    subject = material.subject(dossier)
    tables = {
        "资金": _funds_table(dossier),
        "目标": _objectives_table(dossier.objectives) if dossier.objectives else Table((), ()),
        "得分": dimension_table(dossier),
        "评分": score_table(dossier),
        "整改": _rectification_table(dossier, dossier.rectification, material) if dossier.rectification else Table((), ()),
    }
    body = without_lone_numerals(wording.compose(STEM, _values(subject, material), tables))
    title = (*subject.title_name, subject.period, subject.result_name.removesuffix("结果"), "报告")
    return plain_document(material, f"evaluation-{material.year}-{dossier.id}", KIND, tuple(piece for piece in title if piece), body)


def _values(subject: Subject, material: Material) -> dict[str, object]:
    dossier, office = subject.dossier, material.office
    evaluation, decision, own = dossier.evaluation, dossier.budget_decision, dossier.self_evaluation
    assert evaluation  # only what was evaluated has a report
    whole = material.register.by_id[dossier.id].evaluation
    rows = evaluation_rows(dossier)
    return {
        "名称": subject.name,
        "年度": material.year,
        "概况": dossier.purpose if isinstance(dossier, ProjectDossier) else getattr(dossier, "duties", "") or subject.name,
        "项目属性": dossier.nature.value if isinstance(dossier, ProjectDossier) and dossier.nature else "",
        "单位": close_up(subject.unit.name),
        "实施单位": implementing_unit(subject),
        "资金": dossier.funds,
        "目标": dossier.objectives,
        "评价": evaluation,
        "财政": office.short_name,
        "等级依据": office.bands_basis,
        "等级标准": list(_bands(office)),
        "报送日期": own.submitted_on if own else None,
        "总分": result_total(dossier),
        "等级": result_grade(dossier, office),
        "自评总分": self_total(dossier),
        "满分": sum((row.weight or Decimal(0) for row in rows), Decimal(0)),
        "指标数": len(rows),
        "各部分": [_dimension(name, rows, weight, score) for name, weight, score in ((d.dimension, d.weight, d.score) for d in by_dimension(rows))],
        "结果应用": decision,
        "拟": "拟" if decision and decision.budget_year > material.day.year else "",
        "未公开问题": len(whole.findings) - len(evaluation.findings) if whole else 0,
        "有台账": dossier.rectification is not None,
        "截至": material.day,
    }


def _bands(office: Office) -> Iterator[str]:
    """`优为90分（含）以上`, `良为80分（含）至90分`, `差为60分以下`."""
    above: Decimal | None = None
    bands = sorted(office.bands, key=lambda band: -band.floor)
    for band in bands:
        floor = format_score(band.floor)
        if above is None:
            yield f"{band.grade.value}为{floor}分（含）以上"
        elif band is bands[-1]:
            yield f"{band.grade.value}为{format_score(above)}分以下"
        else:
            yield f"{band.grade.value}为{floor}分（含）至{format_score(above)}分"
        above = band.floor


def _dimension(name: str, rows: tuple[ScoreRow, ...], weight: Decimal, score: Decimal) -> dict[str, object]:
    """A 一级指标 with the indicators that lost points."""
    lost = [
        {"名称": close_up(row.name), "分值": row.weight, "得分": row.score, "原因": close_up(row.reason).rstrip("。")}
        for row in rows
        if row.dimension == name and row.deduction > 0
    ]
    return {"名称": name, "分值": weight, "得分": score, "得分率": score / weight if weight else Decimal(0), "扣分": lost}


def _funds_table(dossier: Dossier) -> Table:
    """All of the money, then its sources."""
    funds = dossier.funds
    lines: list[tuple[str, FundLine]] = [("资金总额", funds)] if funds else []
    lines += [(source.source.value, source) for source in (funds.sources if funds else ())]
    lines += [(part.name, part) for part in (funds.overall if funds else ())]
    return Table(
        columns=(
            column("项目", 9, Align.LEFT), column("年初预算数（万元）", 7, Align.RIGHT), column("全年预算数（万元）", 7, Align.RIGHT),
            column("全年执行数（万元）", 7, Align.RIGHT), column("执行率", 4),
        ),
        rows=tuple(TableRow((name, *_money_cells(line))) for name, line in lines),
    )  # fmt: skip


def _money_cells(line: FundLine) -> tuple[str, ...]:
    return amount(line.original_budget), amount(line.adjusted_budget), amount(line.executed), rate(execution_rate(line))


def _objectives_table(objectives: Objectives) -> Table:
    return Table(
        columns=(column("一级指标", 5), column("二级指标", 7), column("三级指标", 13, Align.LEFT), column("指标值", 9)),
        rows=tuple(
            TableRow((one.dimension_name, close_up(one.category or ""), close_up(one.name), close_up(str(one.target or "")))) for one in objectives.indicators
        ),
    )


def _rectification_table(dossier: Dossier, rectification: Rectification, material: Material) -> Table:
    """What was demanded and how far it is; whose task it was inside the unit is not told."""
    whole = material.register.by_id[dossier.id]
    headings = {one.number: close_up(one.heading) for one in dossier.evaluation.findings} if dossier.evaluation else {}
    return Table(
        columns=(
            column("序号", 2.2), column("存在问题", 10, Align.LEFT), column("整改要求", 10, Align.LEFT), column("整改情况", 9, Align.LEFT), column("整改状态", 4),
        ),
        rows=tuple(
            TableRow((str(item.finding), headings.get(item.finding, ""), close_up(item.requirement), close_up(item.progress or item.measure), standing_of(item, whole)))
            for item in rectification.items
        ),
    )  # fmt: skip
