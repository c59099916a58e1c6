"""The tables of a budget year and of all years, each made once: pages show them, open data are written from them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from generator.records.totals import GroupTotal, Totals, share_of
from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Linked
from generator.website.door.public import PublicDossier, PublicProject, PublicRegister
from generator.website.door.public_site import PublicSite
from generator.website.pages.page import path_of, path_of_unit, path_of_year

COUNT = Field("projects", "项目数", FieldKind.INTEGER, "已评价的项目个数", unit="个")
SHARE = Field("share", "金额占比", FieldKind.RATE, "占已评价项目全年预算数合计的比例")
BUDGET = Field("budget", "全年预算数", FieldKind.AMOUNT, "调整后的全年预算数")
EXECUTED = Field("executed", "全年执行数", FieldKind.AMOUNT, "全年实际支出")
RATE = Field("execution_rate", "执行率", FieldKind.RATE, "全年执行数÷全年预算数")
SCORE = Field("score", "得分", FieldKind.SCORE, "评价得分，满分 100", missing="—")
GRADE = Field("grade", "等级", FieldKind.GRADE, "评价等级：优、良、中、差")
UNIT = Field("unit", "预算单位", description="花这笔钱的预算单位")
PROJECT = Field("project", "项目", description="项目名称")
PROJECT_ID = Field("project_id", "项目编号", description="永久编号，跨年度不变")
KIND_NAMES = {"单位自评": "单位自评（财政部门复核）"}  # what the bureau looked at is told with who evaluated


def tables_of(register: PublicRegister) -> tuple[DataTable, ...]:
    """All that the page of the year shows as tables."""
    return (
        grade_table(register), kind_table(register), budget_table(register), field_table(register), unit_table(register), finding_table(register),
        use_table(register), project_table(register), overall_table(register),
    )  # fmt: skip


# --- how much was evaluated --------------------------------------------------------------------------------------------


def _groups(key: str, title: str, description: str, heading: Field, groups: Iterable[tuple[Cell, GroupTotal]], whole: GroupTotal) -> DataTable:
    """Groups that together are the whole: how many, and their money."""
    return DataTable(
        key, title, description, (heading, COUNT, BUDGET, SHARE, EXECUTED, RATE),
        tuple((name, *_group_cells(group, whole)) for name, group in groups),
        primary_key=(heading.name,), total=("合计", *_group_cells(whole, whole)),
    )  # fmt: skip


def _group_cells(group: GroupTotal, whole: GroupTotal) -> tuple[Cell, ...]:
    executed = None if group.is_running else group.executed
    return group.count, group.budget, share_of(group.budget, whole.budget), executed, group.execution_rate


def grade_table(register: PublicRegister) -> DataTable:
    """By grade; results without a grade are told where there are any, so that the total closes."""
    totals = register.project_totals
    graded = [(group.name, group) for group in totals.by_grade]
    return _groups(
        "evaluated-by-grade", f"{register.year}年度已评价项目，按等级", "已评价项目的个数和资金，按评价等级分；不含部门整体支出",
        Field("grade", "等级", FieldKind.GRADE, "评价等级"), graded, totals.evaluated,
    )  # fmt: skip


def kind_table(register: PublicRegister) -> DataTable:
    """By who evaluated."""
    totals = register.project_totals
    return _groups(
        "evaluated-by-kind", f"{register.year}年度已评价项目，按谁来评价", "已评价项目的个数和资金，按评价类别分；不含部门整体支出",
        Field("kind", "评价类别", description="财政评价、部门评价、财政部门复核的单位自评"),
        [(KIND_NAMES.get(group.name, group.name), group) for group in totals.by_kind if group.count], totals.evaluated,
    )  # fmt: skip


def budget_table(register: PublicRegister) -> DataTable:
    """By the four budgets."""
    totals = register.project_totals
    return _groups(
        "evaluated-by-budget", f"{register.year}年度已评价项目，按预算类型", "已评价项目的个数和资金，按四本预算分；不含部门整体支出",
        Field("budget_kind", "预算类型", description="一般公共预算、政府性基金预算、国有资本经营预算、社会保险基金预算"),
        [(group.name, group) for group in totals.by_budget if group.count], totals.evaluated,
    )  # fmt: skip


def field_table(register: PublicRegister) -> DataTable:
    """By field, most money first."""
    totals = register.project_totals
    return _groups(
        "evaluated-by-field", f"{register.year}年度已评价项目，按领域", "已评价项目的个数和资金，按领域分；不含部门整体支出",
        Field("field", "领域", description="教育、卫生健康、城市管理等"), [(group.name, group) for group in totals.by_domain], totals.evaluated,
    )  # fmt: skip


def unit_table(register: PublicRegister) -> DataTable:
    """By unit, most evaluated money first; units without projects are not in it."""
    labels = {unit.code: unit for unit in register.units}
    whole = register.project_totals
    rows = sorted(register.unit_totals.items(), key=lambda pair: (-pair[1].evaluated.budget, pair[0]))
    return DataTable(
        "evaluated-by-unit", f"{register.year}年度各单位的项目和评价情况", "各预算单位公开的项目、评价的资金、平均得分、问题和整改；不含部门整体支出",
        (
            UNIT, Field("recorded", "公开项目", FieldKind.INTEGER, "公开的项目个数", unit="个"), COUNT_EVALUATED, EVALUATED_BUDGET,
            SHARE, AVERAGE, FINDINGS, Field("closed", "已销号", FieldKind.INTEGER, "已经改好并经核验销号的整改事项", unit="项"),
            Field("overdue", "逾期", FieldKind.INTEGER, "超过期限没有完成的整改事项", unit="项"),
            Field("unit_code", "单位编码", description="预算单位编码"),
        ),
        tuple(
            (Linked(labels[code].label, path_of_unit(labels[code], register.year)), *_unit_cells(totals, whole), code)
            for code, totals in rows
            if code in labels
        ),
        primary_key=("unit_code",), total=("合计", *_unit_cells(whole, whole), None),
    )  # fmt: skip


COUNT_EVALUATED = Field("evaluated", "已评价", FieldKind.INTEGER, "已评价的项目个数", unit="个")
EVALUATED_BUDGET = Field("evaluated_budget", "评价的资金", FieldKind.AMOUNT, "已评价项目的全年预算数合计")
AVERAGE = Field("average", "平均得分", FieldKind.SCORE, "已评价项目得分的简单平均", missing="—")
FINDINGS = Field("findings", "发现问题", FieldKind.INTEGER, "评价发现并公开的问题", unit="个")


def _unit_cells(totals: Totals, whole: Totals) -> tuple[Cell, ...]:
    return (
        totals.recorded.count, totals.evaluated.count, totals.evaluated.budget, share_of(totals.evaluated.budget, whole.evaluated.budget),
        totals.average, totals.findings, totals.rectification.closed, totals.rectification.overdue,
    )  # fmt: skip


# --- what was found, what it meant for the budget ----------------------------------------------------------------------


def finding_table(register: PublicRegister) -> DataTable:
    """Findings by category, the commonest first."""
    totals = register.project_totals
    return DataTable(
        "findings-by-category", f"{register.year}年度评价发现的问题，按类别", "评价发现并公开的问题，按类别和所在环节分；不含部门整体支出",
        (
            Field("category", "问题类别", description="问题类别"),
            Field("stage", "环节", description="决策、过程、产出、效益、绩效管理、其他"),
            Field("count", "问题数", FieldKind.INTEGER, "问题个数", unit="个"),
            Field("amount", "涉及金额", FieldKind.AMOUNT, "问题涉及的金额，没有金额的问题按零计"),
        ),
        tuple((group.name, group.stage, group.count, group.amount) for group in totals.finding_groups),
        primary_key=("category",), total=("合计", None, totals.findings, totals.finding_amount),
    )  # fmt: skip


USE = Field("use", "应用方式", description="评价结果怎样用于预算：优先保障、调减预算、取消安排等")
PREVIOUS = Field("previous", "上年预算", FieldKind.AMOUNT, "上年预算数")
DECIDED = Field("decided", "安排预算", FieldKind.AMOUNT, "应用评价结果以后安排的预算数")
INCREASE = Field("increase", "增加", FieldKind.AMOUNT, "比上年增加的预算")
DECREASE = Field("decrease", "减少", FieldKind.AMOUNT, "比上年减少的预算")


def use_table(register: PublicRegister, *, is_overall: bool = False) -> DataTable:
    """By the way that results were used."""
    totals = register.overall_totals if is_overall else register.project_totals
    what, count = ("部门整体支出", "单位") if is_overall else ("项目", "项目")
    previous = sum((decision.previous for decision in totals.decisions), Decimal(0))
    decided = sum((decision.decided for decision in totals.decisions), Decimal(0))
    return DataTable(
        "overall-results-by-use" if is_overall else "results-by-use", f"{register.year}年度{what}评价结果用于预算安排，按方式",
        f"{what}评价结果对下一年预算的影响，按应用方式分",
        (USE, Field("count", f"{count}数", FieldKind.INTEGER, f"{count}个数", unit="个"), PREVIOUS, DECIDED, INCREASE, DECREASE),
        tuple((one.use, one.count, one.previous, one.decided, one.increase, one.decrease) for one in totals.decisions),
        primary_key=("use",), total=("合计", totals.applied, previous, decided, totals.increase, totals.decrease),
    )  # fmt: skip


# --- every dossier -----------------------------------------------------------------------------------------------------


def result_cells(dossier: PublicDossier) -> tuple[Cell, ...]:
    """Grade, score, money: the cells for `RESULT_FIELDS`."""
    line = dossier.funds.total if dossier.funds else None
    return dossier.grade, dossier.score, line.adjusted if line else None, line.executed if line else None, line.rate if line else None


RESULT_FIELDS = (GRADE, SCORE, BUDGET, EXECUTED, RATE)


def project_table(register: PublicRegister, projects: Sequence[PublicProject] | None = None, key: str = "projects", title: str = "") -> DataTable:
    """The projects of the year, or some of them."""
    chosen = register.projects if projects is None else projects
    return DataTable(
        key, title or f"{register.year}年度公开的 {len(chosen)} 个项目", "公开的项目，每个一行：资金、评价结果、问题和整改",
        (
            PROJECT, *RESULT_FIELDS, Field("findings", "问题", FieldKind.INTEGER, "评价发现并公开的问题", unit="个"),
            Field("closed", "已销号", FieldKind.INTEGER, "已经改好并经核验销号的问题", unit="个"), UNIT,
            Field("field", "领域", description="教育、卫生健康、城市管理等"), Field("budget_kind", "预算类型", description="四本预算之一"), PROJECT_ID,
        ),
        tuple(
            (
                Linked(project.title, path_of(project)), *result_cells(project), len(project.evaluation.findings) if project.evaluation else None,
                project.closed_count if project.rectification else None, project.unit.label, project.domain, project.budget, project.id,
            )
            for project in chosen
        ),
        primary_key=("project_id",),
    )  # fmt: skip


def overall_table(register: PublicRegister, dossiers: Sequence[PublicDossier] | None = None, key: str = "overall", title: str = "") -> DataTable:
    """Overall expenditure of the units of the year, or of some."""
    chosen = register.overall if dossiers is None else dossiers
    return DataTable(
        key, title or f"{register.year}年度公开的部门整体支出绩效", "部门整体支出，每个单位一行；包含项目支出，不与项目合计相加",
        (UNIT, *RESULT_FIELDS, Field("unit_code", "单位编码", description="预算单位编码")),
        tuple((Linked(dossier.unit.label, path_of(dossier)), *result_cells(dossier), dossier.unit.code) for dossier in chosen),
        primary_key=("unit_code",),
    )  # fmt: skip


# --- all years ---------------------------------------------------------------------------------------------------------


def years_table(site: PublicSite) -> DataTable:
    """The public years side by side, the latest first; where the method changed, the row says so."""
    notes: dict[int, str] = {}
    for change in site.method_changes:
        notes[change.year] = "；".join(note for note in (notes.get(change.year, ""), change.note) if note)
    rows = []
    for register in reversed(site.registers):
        totals = register.project_totals
        put_right = totals.rectification
        results: tuple[Cell, ...] = (None,) * 5  # a year without results has none of these, rather than nothing of each
        if totals.evaluated.count:
            results = totals.evaluated.budget, totals.evaluated_share, totals.average, totals.good_share, totals.findings
        changes: tuple[Cell, ...] = (totals.increase, totals.decrease) if totals.applied else (None, None)
        rows.append(
            (
                Linked(register.year, path_of_year(register.year)), totals.recorded.count, totals.evaluated.count, *results,
                put_right.closed_share, *changes, notes.get(register.year, ""),
            )
        )  # fmt: skip
    return DataTable(
        "years", "各年度评价情况", "各预算年度公开的项目、评价、问题、整改和预算应用；不含部门整体支出",
        (
            Field("year", "预算年度", FieldKind.YEAR, "预算年度"),
            Field("recorded", "公开项目", FieldKind.INTEGER, "公开的项目个数", unit="个"), COUNT_EVALUATED,
            Field("evaluated_budget", "评价的资金", FieldKind.AMOUNT, "已评价项目的全年预算数合计", missing="—"),
            Field("evaluated_share", "占全部项目预算", FieldKind.RATE, "评价的资金÷公开的全部项目的全年预算数"), AVERAGE,
            Field("good_share", "优良比例", FieldKind.RATE, "等级为优和良的项目÷有等级的项目"), FINDINGS,
            Field("closed_share", "整改销号比例", FieldKind.RATE, "已销号的整改事项÷全部整改事项"),
            Field("increase", "预算增加", FieldKind.AMOUNT, "评价结果使下一年预算增加的金额", missing="—"),
            Field("decrease", "预算减少", FieldKind.AMOUNT, "评价结果使下一年预算减少的金额", missing="—"),
            Field("method", "评价方法的变化", description="从这一年起评价方法有什么变化；有变化的年度前后不宜直接比较"),
        ),
        tuple(rows), primary_key=("year",),
    )  # fmt: skip
