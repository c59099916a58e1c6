"""What stands behind the door: plain frozen values that anyone may read. Money is in 万元, scores are points, rates shares of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.records.totals import Totals
from generator.website.door.public_document import PublicDocument, PublicFile


@dataclass(frozen=True)
class PublicBand:
    """A grade and its scores: from `floor` on, below `ceiling` (None: up to full marks)."""

    grade: str
    floor: Decimal
    ceiling: Decimal | None


@dataclass(frozen=True)
class PublicPolicy:
    """What the district's rule says a grade means for the next budget."""

    grade: str
    uses: tuple[str, ...]
    statement: str


@dataclass(frozen=True)
class PublicOffice:
    """The bureau that evaluates and publishes, and the rules it works by."""

    name: str
    short_name: str
    district: str
    is_demo: bool
    section: str
    phone: str
    email: str
    address: str
    bands: tuple[PublicBand, ...]
    bands_basis: str
    policies: tuple[PublicPolicy, ...]
    policies_basis: str
    deadlines_basis: str
    feedback_days: int
    rectification_days: int
    site_title: str
    host: str
    identifier: str
    record_number: str
    police_number: str
    domain: str
    error_report: str  # where a reader reports a fault of the site: 我为政府网站找错
    feedback_email: str


@dataclass(frozen=True)
class PublicUnit:
    """A budget unit; `parent` is the code of the department above it, or empty."""

    code: str
    name: str
    label: str
    kind: str
    parent: str
    since: int | None

    def existed_in(self, year: int) -> bool:
        """Whether there was such a unit in the budget year."""
        return self.since is None or self.since <= year


@dataclass(frozen=True)
class PublicFundLine:
    """Money of one source, of one part, or of all; 万元."""

    name: str
    original: Decimal | None
    adjusted: Decimal | None
    received: Decimal | None
    executed: Decimal | None
    rate: Decimal | None  # 全年执行数 ÷ 全年预算数


@dataclass(frozen=True)
class PublicFunds:
    """The total and its breakdown: by source, and for a unit by basic and project expenditure."""

    total: PublicFundLine
    sources: tuple[PublicFundLine, ...]
    parts: tuple[PublicFundLine, ...]
    received_rate: Decimal | None  # 全年执行数 ÷ 到位数


@dataclass(frozen=True)
class PublicObjective:
    """One promised indicator."""

    dimension: str
    category: str
    name: str
    target: str
    weight: Decimal | None
    is_core: bool


@dataclass(frozen=True)
class PublicObjectives:
    """What was promised."""

    annual: str
    long_term: str
    approved_on: date | None
    indicators: tuple[PublicObjective, ...]
    long_term_indicators: tuple[PublicObjective, ...] = ()  # the last: the ledger's mark has a part of its own for it


@dataclass(frozen=True)
class PublicOpinion:
    """The opinion on one aspect before the money was granted."""

    aspect: str
    opinion: str


@dataclass(frozen=True)
class PublicExAnte:
    """事前绩效评估."""

    assessed_on: date
    method: str
    requested: Decimal | None
    proposed: Decimal | None
    opinions: tuple[PublicOpinion, ...]
    conclusion: str


@dataclass(frozen=True)
class PublicMonitoringRow:
    """How far one indicator was at the monitoring date."""

    name: str
    progress: str
    expected: str
    outlook: str


@dataclass(frozen=True)
class PublicMonitoring:
    """运行监控: progress of money and indicators within the year."""

    as_of: date
    executed: Decimal
    expected: Decimal | None
    rate: Decimal | None  # executed so far ÷ 全年预算数
    action: str
    rows: tuple[PublicMonitoringRow, ...]


@dataclass(frozen=True)
class PublicOutcome:
    """One indicator's target beside what the unit reported and what the evaluation verified."""

    dimension: str
    name: str
    target: str
    reported: str
    verified: str
    is_met: bool | None  # by the verified value where there is one; None: only a person can tell


@dataclass(frozen=True)
class PublicScoreRow:
    """One scored indicator."""

    dimension: str
    category: str
    name: str
    target: str
    actual: str
    weight: Decimal | None
    score: Decimal | None
    is_met: bool | None
    reason: str
    improvement: str


@dataclass(frozen=True)
class PublicDimension:
    """Weight and score of one 一级指标."""

    name: str
    weight: Decimal
    score: Decimal
    rate: Decimal


@dataclass(frozen=True)
class PublicGap:
    """What the unit said of itself beside what the evaluation found, for one 一级指标 or one indicator; rates are shares of one."""

    name: str
    own_weight: Decimal | None
    own_score: Decimal | None
    own_rate: Decimal | None
    weight: Decimal | None
    score: Decimal | None
    rate: Decimal | None
    reported: str = ""  # the value that the unit reported; of indicators only
    verified: str = ""  # the value that the evaluation found; of indicators only

    @property
    def difference(self) -> Decimal | None:
        """The unit's rate less the evaluation's: above zero, the unit thought better of itself."""
        return None if self.own_rate is None or self.rate is None else self.own_rate - self.rate


@dataclass(frozen=True)
class PublicComparison:
    """Self-evaluation against evaluation: totals in points, and what can be compared below them."""

    own_total: Decimal
    total: Decimal
    is_large: bool  # so far apart that it must be said
    dimensions: tuple[PublicGap, ...]
    indicators: tuple[PublicGap, ...]

    @property
    def difference(self) -> Decimal:
        """The unit's points less the evaluation's."""
        return self.own_total - self.total


@dataclass(frozen=True)
class PublicCorrection:
    """A change of something that was already public; `number` counts from 1, `old_path` is where the version before it stands."""

    number: int
    on: date
    note: str
    old_path: str
    old_reason: str  # why that version is not shown any more; empty where it is
    old_file: PublicFile | None = None  # of budget documents: the file at `old_path`


@dataclass(frozen=True)
class PublicSelfEvaluation:
    """What the unit says of itself."""

    submitted_on: date | None
    achieved: str
    rows: tuple[PublicScoreRow, ...]
    dimensions: tuple[PublicDimension, ...]
    total: Decimal | None
    problems: str
    improvements: str


@dataclass(frozen=True)
class PublicFinding:
    """A fault that the evaluation found."""

    number: int
    category: str
    stage: str
    heading: str
    fact: str
    basis: str
    amount: Decimal | None


@dataclass(frozen=True)
class PublicEvaluation:
    """The evaluation and its result."""

    kind: str
    is_review: bool  # the bureau's look at a self-evaluation, without a score table of its own
    is_key: bool
    key_reason: str  # why it is a 财政重点评价
    evaluator: str
    methods: tuple[str, ...]
    consulted_on: date | None
    concluded_on: date
    rows: tuple[PublicScoreRow, ...]
    dimensions: tuple[PublicDimension, ...]
    total: Decimal | None
    grade: str
    conclusion: str
    achievements: tuple[str, ...]
    findings: tuple[PublicFinding, ...]
    recommendations: tuple[str, ...]


@dataclass(frozen=True)
class PublicRectificationItem:
    """What was done about one finding; the status is computed on the data date."""

    finding: int
    heading: str
    requirement: str
    measure: str
    responsible_unit: str
    progress: str
    status: str
    due_on: date | None
    days_overdue: int
    closed_on: date | None


@dataclass(frozen=True)
class PublicDecision:
    """What the result meant for the next budget."""

    use: str
    budget_year: int
    previous: Decimal
    decided: Decimal
    basis: str
    explanation: str
    departure_reason: str

    @property
    def change(self) -> Decimal:
        """Decided less previous; a cut is negative."""
        return self.decided - self.previous

    @property
    def rate(self) -> Decimal | None:
        """Change ÷ previous; None where there was no budget before."""
        return self.change / self.previous if self.previous else None


@dataclass(frozen=True)
class PublicFeedback:
    """That a letter went to the unit, whether or not its text is published."""

    number: str
    issued_on: date | None


@dataclass(frozen=True)
class PublicYear:
    """The same project, or the same unit, in some year."""

    year: int
    title: str
    budget: Decimal | None
    executed: Decimal | None
    score: Decimal | None
    grade: str


@dataclass(frozen=True, kw_only=True)
class PublicDossier:
    """What projects and overall expenditure have in common."""

    id: str
    year: int
    title: str
    unit: PublicUnit
    funds: PublicFunds | None
    objectives: PublicObjectives | None
    monitoring: PublicMonitoring | None
    self_evaluation: PublicSelfEvaluation | None
    evaluation: PublicEvaluation | None
    outcomes: tuple[PublicOutcome, ...]
    rectification: tuple[PublicRectificationItem, ...]
    decision: PublicDecision | None
    feedback: PublicFeedback | None
    letters: tuple[PublicDocument, ...]
    years: tuple[PublicYear, ...]  # in order, this year among them
    published_on: date | None
    comparison: PublicComparison | None = None  # None unless unit and evaluation each gave a score
    corrections: tuple[PublicCorrection, ...] = ()

    @property
    def is_overall(self) -> bool:
        """True for a unit's overall expenditure."""
        return isinstance(self, PublicOverall)

    @property
    def score(self) -> Decimal | None:
        """The result's total."""
        return self.evaluation.total if self.evaluation else None

    @property
    def grade(self) -> str:
        """The result's grade, or empty."""
        return self.evaluation.grade if self.evaluation else ""

    @property
    def met_count(self) -> int:
        """Indicators that met their targets."""
        return sum(1 for outcome in self.outcomes if outcome.is_met)

    @property
    def missed_count(self) -> int:
        """Indicators that missed their targets."""
        return sum(1 for outcome in self.outcomes if outcome.is_met is False)

    @property
    def unpromised(self) -> tuple[str, ...]:
        """Indicators that were looked at though the promise doesn't list them; none where no promise is public."""
        promised = {row.name for row in self.objectives.indicators} if self.objectives else set()
        return tuple(outcome.name for outcome in self.outcomes if outcome.name not in promised) if promised else ()

    @property
    def closed_count(self) -> int:
        """Rectification items that are closed."""
        return sum(1 for item in self.rectification if item.closed_on)

    @property
    def overdue_count(self) -> int:
        """Rectification items that are late."""
        return sum(1 for item in self.rectification if item.days_overdue)


@dataclass(frozen=True, kw_only=True)
class PublicProject(PublicDossier):
    """One project in one budget year."""

    subject: str
    budget: str
    nature: str
    period: str
    domain: str
    implementing_unit: str
    purpose: str
    ex_ante: PublicExAnte | None


@dataclass(frozen=True, kw_only=True)
class PublicOverall(PublicDossier):
    """One unit's overall expenditure in one budget year."""

    duties: str
    staff_quota: int | None
    staff: int | None


@dataclass(frozen=True)
class PublicRegister:
    """All that the public may know of one budget year. Totals of projects and of overall expenditure never mix."""

    year: int
    years: tuple[int, ...]
    as_of: date
    office: PublicOffice
    units: tuple[PublicUnit, ...]
    projects: tuple[PublicProject, ...]
    overall: tuple[PublicOverall, ...]
    project_totals: Totals
    overall_totals: Totals
    unit_totals: Mapping[str, Totals]  # by unit code: its own projects, where it has any

    @property
    def is_demo(self) -> bool:
        """Whether every page must say that the data are made up."""
        return self.office.is_demo

    @property
    def dossiers(self) -> tuple[PublicDossier, ...]:
        """Projects, then overall expenditure."""
        return (*self.projects, *self.overall)
