"""What was planned: projects and overall expenditure, their money, what was promised, and how far it was within the year."""

from collections.abc import Iterator, Sequence

from generator.website.data.tables import DataTable, Field, FieldKind, Reference
from generator.website.dataset.columns import (
    OVERALL,
    PROJECT,
    Column,
    about_dossier,
    amount,
    count,
    day,
    line_table,
    lines,
    make_table,
    rate,
    said,
    score,
    section_table,
    yes_no,
)
from generator.website.door.addresses import page_address, stem_of
from generator.website.door.public import (
    PublicDossier,
    PublicExAnte,
    PublicFundLine,
    PublicMonitoring,
    PublicMonitoringRow,
    PublicObjective,
    PublicObjectives,
    PublicOpinion,
    PublicOverall,
    PublicProject,
)

TOTAL, BY_SOURCE, BY_PART = "合计", "资金来源", "支出构成"
NO_MONEY = PublicFundLine(TOTAL, None, None, None, None, None)


def tables_of(dossiers: Sequence[PublicDossier]) -> Iterator[DataTable]:
    """All tables, in the order of a project's life."""
    yield dossier_table(dossiers)
    yield _funds(dossiers)
    yield _ex_ante(dossiers)
    yield _opinions(dossiers)
    yield _objectives(dossiers)
    yield _indicators(dossiers)
    yield _whole_term(dossiers)
    yield _monitoring(dossiers)
    yield _monitoring_rows(dossiers)


def dossier_table(dossiers: Sequence[PublicDossier]) -> DataTable:
    """One row for each project and each unit's overall expenditure; all other tables refer to it."""
    columns: tuple[Column[PublicDossier], ...] = (
        *about_dossier(),
        Column(Field("unit_code", "单位编码", description="预算单位编码"), lambda one: one.unit.code),
        Column(Field("kind", "类别", description="项目，或一个单位的部门整体支出", choices=(PROJECT, OVERALL)), lambda one: OVERALL if one.is_overall else PROJECT),
        Column(Field("subject", "评价对象", description="项目、政策、专项资金等"), lambda one: one.subject if isinstance(one, PublicProject) else OVERALL),
        Column(Field("budget", "预算类型", description="属于四本预算中的哪一本"), lambda one: one.budget if isinstance(one, PublicProject) else None),
        Column(Field("nature", "项目属性", description="新增、延续、一次性"), lambda one: one.nature if isinstance(one, PublicProject) else None),
        Column(Field("period", "项目期", description="实施期限"), lambda one: one.period if isinstance(one, PublicProject) else None),
        Column(Field("domain", "领域", description="行业或领域"), lambda one: one.domain if isinstance(one, PublicProject) else None),
        Column(Field("implementing_unit", "实施单位", description="具体实施项目的单位"), lambda one: one.implementing_unit if isinstance(one, PublicProject) else None),
        Column(Field("purpose", "主要内容", description="钱用来做什么；部门整体支出为单位职责"), _purpose),
        Column(count("staff_quota", "编制人数", "部门整体支出：编制人数", "人"), lambda one: one.staff_quota if isinstance(one, PublicOverall) else None),
        Column(count("staff", "年末在职人数", "部门整体支出：年末在职人数", "人"), lambda one: one.staff if isinstance(one, PublicOverall) else None),
        Column(amount("original", "年初预算数"), lambda one: _money(one).original),
        Column(amount("adjusted", "全年预算数", "调整后的预算数"), lambda one: _money(one).adjusted),
        Column(amount("received", "到位数", "实际到位资金"), lambda one: _money(one).received),
        Column(amount("executed", "全年执行数"), lambda one: _money(one).executed),
        Column(rate("rate", "执行率", "全年执行数÷全年预算数"), lambda one: _money(one).rate),
        Column(rate("received_rate", "到位资金执行率", "全年执行数÷到位数"), lambda one: one.funds.received_rate if one.funds else None),
        Column(score("own_score", "自评得分", "单位自评的总分"), lambda one: one.self_evaluation.total if one.self_evaluation else None),
        Column(score("score", "评价得分", "评价的总分"), lambda one: one.score),
        Column(Field("grade", "评价等级", FieldKind.GRADE, "由评价得分按等级划分得出"), lambda one: one.grade),
        Column(count("findings", "发现问题", "公开的问题数"), lambda one: len(one.evaluation.findings) if one.evaluation else None),
        Column(count("items", "整改事项", "公开的整改事项数", "项"), lambda one: len(one.rectification)),
        Column(count("closed", "已销号", "已销号的整改事项数", "项"), lambda one: one.closed_count),
        Column(count("overdue", "逾期", "到数据日期已逾期而未销号的整改事项数", "项"), lambda one: one.overdue_count),
        Column(count("met", "达到目标的指标", "完成值达到目标值的指标数"), lambda one: one.met_count),
        Column(count("missed", "未达到目标的指标", "完成值没有达到目标值的指标数"), lambda one: one.missed_count),
        Column(Field("feedback_number", "反馈意见函文号", description="评价结果反馈意见函的发文字号"), lambda one: one.feedback.number if one.feedback else None),
        Column(day("feedback_on", "反馈日期", "评价结果反馈意见函的发文日期"), lambda one: one.feedback.issued_on if one.feedback else None),
        Column(day("published_on", "公开日期", "向社会公开的日期"), lambda one: one.published_on),
        Column(Field("page", "网页", description="网页地址，相对于网站首页所在的文件夹"), lambda one: page_address(stem_of(one))),
    )  # fmt: skip
    return make_table(
        "dossiers", "项目和部门整体支出", "公开的每个项目、每个单位的部门整体支出一行；其他表用“编号”对应到这里", columns, dossiers,
        primary_key=("dossier",), references=(Reference(("unit_code",), "units", ("code",)),),
    )  # fmt: skip


def _money(dossier: PublicDossier) -> PublicFundLine:
    return dossier.funds.total if dossier.funds else NO_MONEY


def _purpose(dossier: PublicDossier) -> str | None:
    if isinstance(dossier, PublicProject):
        return dossier.purpose
    return dossier.duties if isinstance(dossier, PublicOverall) else None


def _funds(dossiers: Sequence[PublicDossier]) -> DataTable:
    def pick(dossier: PublicDossier) -> Iterator[tuple[str, PublicFundLine]]:
        if dossier.funds:
            yield TOTAL, dossier.funds.total
            yield from ((BY_SOURCE, line) for line in dossier.funds.sources)
            yield from ((BY_PART, line) for line in dossier.funds.parts)

    columns: tuple[Column[tuple[str, PublicFundLine]], ...] = (
        Column(Field("breakdown", "分类", description="合计；或按资金来源、按支出构成分，各自加起来等于合计", choices=(TOTAL, BY_SOURCE, BY_PART)), lambda row: row[0]),
        Column(Field("line", "项"), lambda row: row[1].name),
        Column(amount("original", "年初预算数"), lambda row: row[1].original),
        Column(amount("adjusted", "全年预算数", "调整后的预算数"), lambda row: row[1].adjusted),
        Column(amount("received", "到位数", "实际到位资金"), lambda row: row[1].received),
        Column(amount("executed", "全年执行数"), lambda row: row[1].executed),
        Column(rate("rate", "执行率", "全年执行数÷全年预算数"), lambda row: row[1].rate),
    )
    return line_table("funds", "资金", "每个项目的资金：合计、按资金来源、按支出构成。合计行不能与其他行相加", columns, lines(dossiers, pick))


def _ex_ante(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicExAnte], ...] = (
        Column(day("assessed_on", "评估日期"), lambda one: one.assessed_on),
        Column(Field("method", "评估方式"), lambda one: one.method),
        Column(amount("requested", "申请金额"), lambda one: one.requested),
        Column(amount("proposed", "建议安排金额"), lambda one: one.proposed),
        Column(Field("conclusion", "结论", description="通过、修改后通过、不予通过"), lambda one: one.conclusion),
    )
    return section_table("ex-ante", "事前绩效评估", "立项之前的评估，每个项目一行", columns, dossiers, lambda one: one.ex_ante if isinstance(one, PublicProject) else None)


def _opinions(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicOpinion], ...] = (
        Column(Field("aspect", "方面", description="立项必要性、投入经济性、绩效目标合理性、实施方案可行性、筹资合规性"), lambda row: row.aspect),
        Column(Field("opinion", "意见"), lambda row: row.opinion),
    )
    found = lines(dossiers, lambda one: one.ex_ante.opinions if isinstance(one, PublicProject) and one.ex_ante else ())
    return line_table("ex-ante-opinions", "事前绩效评估意见", "事前绩效评估在各方面的意见", columns, found)


def _objectives(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicObjectives], ...] = (
        Column(Field("annual", "年度目标"), lambda one: one.annual),
        Column(Field("long_term", "中期目标"), lambda one: one.long_term),
        Column(day("approved_on", "批复日期", "绩效目标批复的日期"), lambda one: one.approved_on),
    )
    return section_table("objectives", "绩效目标", "年初承诺做到什么", columns, dossiers, lambda one: one.objectives)


def _indicators(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicObjective], ...] = (
        Column(Field("dimension", "一级指标"), lambda row: row.dimension),
        Column(Field("category", "二级指标"), lambda row: row.category),
        Column(Field("indicator", "三级指标"), lambda row: row.name),
        Column(Field("target", "指标值", description="承诺达到的值，按申报表的写法"), lambda row: row.target),
        Column(score("weight", "分值"), lambda row: row.weight),
        Column(yes_no("is_core", "核心指标"), lambda row: said(row.is_core)),
    )
    found = lines(dossiers, lambda one: one.objectives.indicators if one.objectives else ())
    return line_table("objective-indicators", "绩效目标指标", "绩效目标里的每个指标一行", columns, found)


def _whole_term(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicObjective], ...] = (
        Column(Field("dimension", "一级指标"), lambda row: row.dimension),
        Column(Field("category", "二级指标"), lambda row: row.category),
        Column(Field("indicator", "三级指标"), lambda row: row.name),
        Column(Field("target", "指标值", description="整个实施期承诺达到的值，按申报表的写法"), lambda row: row.target),
    )
    found = lines(dossiers, lambda one: one.objectives.long_term_indicators if one.objectives else ())
    return line_table("whole-term-indicators", "中期绩效指标", "整个实施期（中期）的每个指标一行", columns, found)


def _monitoring(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicMonitoring], ...] = (
        Column(day("as_of", "监控截止日"), lambda one: one.as_of),
        Column(amount("executed", "截至监控日执行数"), lambda one: one.executed),
        Column(amount("expected", "全年预计执行数"), lambda one: one.expected),
        Column(rate("rate", "执行率", "截至监控日执行数÷全年预算数"), lambda one: one.rate),
        Column(Field("action", "处理", description="正常执行、限期纠偏、暂缓拨付、收回资金"), lambda one: one.action),
    )
    return section_table("monitoring", "绩效运行监控", "年度中间的监控", columns, dossiers, lambda one: one.monitoring)


def _monitoring_rows(dossiers: Sequence[PublicDossier]) -> DataTable:
    columns: tuple[Column[PublicMonitoringRow], ...] = (
        Column(Field("indicator", "指标"), lambda row: row.name),
        Column(Field("progress", "截至监控日完成情况"), lambda row: row.progress),
        Column(Field("expected", "全年预计完成情况"), lambda row: row.expected),
        Column(Field("outlook", "完成目标可能性", description="确定能、有可能、完全不可能"), lambda row: row.outlook),
    )
    found = lines(dossiers, lambda one: one.monitoring.rows if one.monitoring else ())
    return line_table("monitoring-indicators", "绩效运行监控指标", "监控时每个指标的进度", columns, found)
