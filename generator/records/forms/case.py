"""What a form is made for: a year, a unit, one of its dossiers; and what several forms take from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.engine.chinese import round_half_up
from generator.engine.form_sheets import Content, Formula, Kind, Look
from generator.records.dossier import Dossier, FundLine, Funds, ProjectDossier
from generator.records.forms.paper import Box
from generator.records.indicators import Objective
from generator.records.register import Register
from generator.records.results import objective_for
from generator.records.units import Unit
from generator.records.vocabulary import FundingSource

Row = tuple[Content, ...]
RATE_PLACES = 2  # of a percentage

# The rows of 项目资金 that the national form prints; other sources get a row of their own where a record has them.
FORM_SOURCES = (FundingSource.CURRENT_APPROPRIATION, FundingSource.CARRIED_OVER, FundingSource.OTHER)
PROJECT_LEVELS: tuple[Row, ...] = (
    ("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"),
    ("产出指标", "成本指标"), ("效益指标", "经济效益指标"), ("效益指标", "社会效益指标"), ("效益指标", "生态效益指标"),
    ("效益指标", "可持续影响指标"), ("满意度指标", "服务对象满意度指标"),
)  # fmt: skip
OVERALL_LEVELS: tuple[Row, ...] = (
    ("运行成本", "公用经费"), ("运行成本", "人员经费"), ("管理效率", "预算管理"), ("管理效率", "采购管理"), ("管理效率", "资产管理"),
    ("履职效能", None), ("履职效能", None), ("履职效能", None), ("社会效应", None), ("可持续发展能力", None), ("服务对象满意度", None),
)  # fmt: skip


@dataclass(frozen=True)
class FormCase:
    """One sheet's worth: without a dossier it is blank, without a unit nobody's yet."""

    register: Register
    unit: Unit | None = None
    dossier: Dossier | None = None

    @property
    def year(self) -> int:
        """The budget year."""
        return self.register.year

    @property
    def below(self) -> str:
        """What stands below the title."""
        return f"（{self.year}年度）"

    @property
    def department(self) -> Unit | None:
        """主管部门."""
        return self.register.department_of(self.unit) if self.unit else None

    @property
    def project(self) -> ProjectDossier | None:
        """The dossier, if it is a project's."""
        return self.dossier if isinstance(self.dossier, ProjectDossier) else None

    @property
    def filler(self) -> str:
        """The line above the table."""
        number = f"　　项目编号：{self.project.id}" if self.project else ""
        return f"填报单位：{self.unit.name if self.unit else ''}{number}"

    @property
    def implementing_unit(self) -> str:
        """实施单位: as stated, else the unit that spends the money."""
        stated = self.project.implementing_unit if self.project else ""
        return stated or (self.unit.name if self.unit else "")

    def name_of(self, fallback: str) -> str:
        """What the sheet is called."""
        return self.dossier.title if self.project and self.dossier else fallback


def objective_rows(dossier: Dossier | None) -> tuple[Objective, ...]:
    """The promises of the year; none without a dossier."""
    return dossier.objectives.indicators if dossier and dossier.objectives else ()


def self_lines(dossier: Dossier | None) -> list[Row]:
    """Levels, name, target, actual, weight, score, reason, measure of each row of the self-evaluation, completed from 绩效目标.

    Before there is a self-evaluation these are the rows of 绩效目标, and the rest is empty.
    """
    own = dossier.self_evaluation if dossier else None
    if dossier is None or own is None or not own.indicators:
        return [(*levels(row), row.name, text(row.target), None, row.weight, None, None, None) for row in objective_rows(dossier)]
    lines: list[Row] = []
    for row in own.indicators:
        promised = objective_for(dossier, row)
        lines.append(
            (
                row.dimension or (promised.dimension if promised else None),
                row.category or (promised.category if promised else None),
                row.name,
                text(row.target or (promised.target if promised else None)),
                text(row.actual),
                row.weight if row.weight is not None else (promised.weight if promised else None),
                row.score,
                row.shortfall_reason,
                row.improvement,
            )
        )
    return lines


def levels(row: Objective) -> Row:
    """一级 and 二级 as the record has them."""
    return row.dimension, row.category


def text(value: object) -> str | None:
    """A target or an actual as it is written; nothing stays nothing."""
    return None if value is None else str(value)


def blank_lines(levels_: Sequence[Row], columns: int) -> list[Row]:
    """Rows with nothing but their levels."""
    return [(*row, *(None,) * (columns - len(row))) for row in levels_]


def source_rows(funds: Funds | None) -> list[tuple[str, FundLine | None]]:
    """Label and line of each row below 年度资金总额: what the form prints, and what else the record has."""
    lines = list(funds.sources) if funds else []
    rows: list[tuple[str, FundLine | None]] = []
    for source in FORM_SOURCES:
        same = [line for line in lines if line.source is source]
        rows += [(line.name or source.value, line) for line in same] or [(source.value, None)]
    rows += [(line.name or line.source.value, line) for line in lines if line.source not in FORM_SOURCES]
    return rows


def rate_box(executed: str, budget: str, rate: Decimal | None, stated: Decimal | None, columns: int = 1) -> Box:
    """执行率 as the sheet works it out, rounded as the record states it; where the record states another, that one."""
    places = RATE_PLACES if stated is None else max(0, -int(stated.normalize().as_tuple().exponent))
    shown = None if rate is None else round_half_up(rate, Decimal(1).scaleb(-places - 2))
    if stated is not None and (shown is None or shown * 100 != stated):
        return Box(stated / 100, columns, 1, Look.ENTRY, Kind.RATE)
    formula = f'IF(OR({executed}="",{budget}="",{budget}=0),"",ROUND({executed}/{budget},{places + 2}))'
    return Box(Formula(formula, shown), columns, 1, Look.SUM, Kind.RATE)
