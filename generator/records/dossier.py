"""A dossier: one project, or one unit's overall expenditure, in one budget year, its whole life in order.

绩效目标 → 运行监控 → 自评 → 评价 → 反馈 → 整改 → 结果应用 → 公开. Every section is optional.
"""

from decimal import Decimal

from generator.records.changes import Correction, Withdrawal
from generator.records.fields import PUBLIC, Amount, Date, Flag, Record, Score, Text, Year, field
from generator.records.indicators import EvaluationScore, Levels, Objective, SelfScore
from generator.records.vocabulary import (
    BudgetKind,
    Disclosure,
    EvaluationKind,
    ExAnteAspect,
    ExAnteConclusion,
    FindingCategory,
    FundingSource,
    Grade,
    MonitoringAction,
    Outlook,
    ProjectNature,
    ReviewConclusion,
    SubjectKind,
    UseOfResult,
    Verification,
)

DOCUMENT_NUMBER = r"^[一-鿿（）()、]{1,20}〔(19|20)\d{2}〕[1-9]\d*号$"  # GB/T 9704—2012, 7.2.5


class FundLine(Record):
    """Money of one source, or of all: what was planned, what came, what was spent."""

    original_budget: Amount | None = field("年初预算数", "年初批复的预算", audience=PUBLIC, unit="万元", default=None, ge=0)
    adjusted_budget: Amount | None = field("全年预算数", "调整后的全年预算", audience=PUBLIC, unit="万元", default=None, ge=0)
    received: Amount | None = field("到位数", "实际到位的资金", audience=PUBLIC, unit="万元", default=None, ge=0)
    executed: Amount | None = field("全年执行数", "全年实际支出", audience=PUBLIC, unit="万元", default=None, ge=0)


class SourcedFunds(FundLine):
    """Money of one source."""

    source: FundingSource = field("来源", "资金来源", audience=PUBLIC)
    name: str = field("名称", "表上的写法与来源不同时填写，例如 中央资金、市级资金", default="")


class Funds(FundLine):
    """资金: the totals as stated, and their parts.

    Two rates with two denominators, never mixed: 执行率 divides by 全年预算数 (自评表),
    到位资金执行率 divides by 到位数 (评价指标体系框架).
    """

    execution_rate: Score | None = field("执行率", "自评表所列执行率（全年执行数÷全年预算数），可不填", audience=PUBLIC, unit="%", default=None)
    received_execution_rate: Score | None = field(
        "到位资金执行率", "评价所列预算执行率（全年执行数÷到位数），可不填", audience=PUBLIC, unit="%", default=None
    )
    sources: tuple[SourcedFunds, ...] = field("来源明细", "按资金来源分列", audience=PUBLIC, default=())
    overall: tuple["ExpenditurePart", ...] = field("支出构成", "部门整体支出用：基本支出、项目支出", audience=PUBLIC, default=())


class ExpenditurePart(FundLine):
    """基本支出 or 项目支出 of a unit."""

    name: Text = field("名称", "基本支出、项目支出", audience=PUBLIC)


class ExAnteOpinion(Record):
    """The opinion on one of the five aspects."""

    aspect: ExAnteAspect = field("方面", "事前评估五方面之一", audience=PUBLIC)
    opinion: Text = field("意见", "评估意见", audience=PUBLIC)
    score: Score | None = field("得分", "该方面得分", unit="分", default=None, ge=0, le=100)


class ExAnteEvaluation(Record):
    """事前绩效评估。"""

    assessed_on: Date = field("评估日期", "评估日期", audience=PUBLIC)
    method: str = field("评估方式", "专家评审、第三方评估等", audience=PUBLIC, default="")
    requested: Amount | None = field("申请金额", "申请金额", audience=PUBLIC, unit="万元", default=None, ge=0)
    proposed: Amount | None = field("建议金额", "建议安排金额", audience=PUBLIC, unit="万元", default=None, ge=0)
    opinions: tuple[ExAnteOpinion, ...] = field("评估意见", "五方面意见", audience=PUBLIC, default=())
    conclusion: ExAnteConclusion = field("结论", "通过、修改后通过、不予通过", audience=PUBLIC)
    note: str = field("内部意见", "内部讨论意见，不公开", default="")


class Objectives(Record):
    """绩效目标申报表。"""

    annual: Text = field("年度目标", "年度总体目标", audience=PUBLIC)
    long_term: str = field("中期目标", "实施期总体目标", audience=PUBLIC, default="")
    indicators: tuple[Objective, ...] = field("指标", "绩效指标", audience=PUBLIC, min_length=1)
    long_term_indicators: tuple[Objective, ...] = field("中期指标", "实施期（中期、长期）的绩效指标", audience=PUBLIC, default=())
    approved_on: Date | None = field("批复日期", "随预算批复的日期", audience=PUBLIC, default=None)
    review_opinion: str = field("审核意见", "财政部门审核意见，不公开", default="")


class MonitoringRow(Levels):
    """One row of 绩效运行监控表."""

    progress: Text = field("执行情况", "截至监控时点的完成情况", audience=PUBLIC)
    expected: str = field("全年预计", "全年预计完成情况", audience=PUBLIC, default="")
    outlook: Outlook = field("完成可能性", "确定能、有可能、完全不可能", audience=PUBLIC)
    deviation_reason: str = field("偏差原因", "经费、制度、人员、硬件条件等", default="")
    note: str = field("备注", "表上的备注，不公开", default="")


class Monitoring(Record):
    """绩效运行监控: 绩效目标实现程度 and 预算执行进度 together."""

    as_of: Date = field("截止日期", "监控时点", audience=PUBLIC)
    executed: Amount = field("已执行数", "截至监控时点的执行数", audience=PUBLIC, unit="万元", ge=0)
    expected: Amount | None = field("全年预计执行数", "全年预计执行数", audience=PUBLIC, unit="万元", default=None, ge=0)
    indicators: tuple[MonitoringRow, ...] = field("指标", "监控指标", audience=PUBLIC, default=())
    action: MonitoringAction = field("处理", "正常执行、限期纠偏、暂缓拨付、收回资金", audience=PUBLIC)
    deviation_reason: str = field("偏差原因", "单位对偏差或者不能完成目标的原因分析，不公开", default="")
    proposals: str = field("改进举措", "单位的建议或者举措，不公开", default="")
    opinion: str = field("监控意见", "监控意见，不公开", default="")


class ReviewAspect(Record):
    """One of the six aspects in which a self-evaluation report is reviewed."""

    aspect: Text = field("方面", "文本规范性、绩效分析、问题分析、有关建议等六方面")
    weight: Score = field("分值", "该方面分值", unit="分", gt=0, le=100)
    score: Score = field("得分", "该方面得分", unit="分", ge=0, le=100)
    deduction_reason: str = field("扣分理由", "得分低于分值时必填", default="")


class SelfEvaluationReview(Record):
    """自评报告评审; internal until a letter says otherwise."""

    reviewed_on: Date = field("评审日期", "评审日期")
    aspects: tuple[ReviewAspect, ...] = field("评审表", "六方面评分", min_length=1)
    conclusion: ReviewConclusion = field("结论", "通过、退回修改")
    opinion: str = field("评审意见", "评审意见", default="")
    reviewer: str = field("评审人", "评审人，不公开", default="")


class SelfEvaluation(Record):
    """项目支出绩效自评表 or 部门整体支出绩效自评表。"""

    submitted_on: Date | None = field("报送日期", "报送财政部门的日期", audience=PUBLIC, default=None)
    achieved: str = field("目标完成情况", "年度总体目标实际完成情况", audience=PUBLIC, default="")
    execution_weight: Score = field("执行率分值", "预算执行率的分值，国家规定 10 分", audience=PUBLIC, unit="分", default=Decimal(10), ge=0, le=100)
    execution_score: Score | None = field("执行率得分", "预算执行率得分", audience=PUBLIC, unit="分", default=None, ge=0, le=100)
    indicators: tuple[SelfScore, ...] = field("指标", "各项指标的完成值和得分", audience=PUBLIC, default=())
    stated_total: Score | None = field("总分", "表上所填总分，用来核对", unit="分", default=None)
    stated_grade: Grade | None = field("等级", "表上所填等级，用来核对", default=None)
    conclusion: str = field("评价结论", "单位自己的评价结论，不公开", default="")
    problems: str = field("存在问题", "单位自己说的问题", audience=PUBLIC, default="")
    improvements: str = field("改进措施", "单位自己说的改进措施", audience=PUBLIC, default="")
    other_matters: str = field("其他说明", "表上“其他需要说明的事项”，不公开", default="")
    filled_by: str = field("填报人", "填报人，不公开", default="")
    phone: str = field("联系电话", "联系电话，不公开", default="")
    review: SelfEvaluationReview | None = field("报告评审", "自评报告评审", default=None)


class QualityScore(Record):
    """One line of the third party's quality sheet."""

    name: Text = field("项目", "前期准备、实施过程、报告质量、时效与服务")
    weight: Score = field("分值", "分值", unit="分", gt=0, le=100)
    score: Score = field("得分", "得分", unit="分", ge=0, le=100)
    reason: str = field("扣分理由", "扣分理由", default="")


class Evaluator(Record):
    """第三方评价机构 and the quality of its work; the quality is internal."""

    name: Text = field("名称", "受托机构名称", audience=PUBLIC)
    fee: Amount | None = field("委托费用", "委托费用", unit="万元", default=None, ge=0)
    lead: str = field("主评人", "主评人，不公开", default="")
    quality: tuple[QualityScore, ...] = field("质量考评", "第三方机构工作质量考评", default=())


class Finding(Record):
    """存在问题: fact, basis, amount; the number joins it to its rectification."""

    number: int = field("编号", "问题编号，从 1 起", audience=PUBLIC, gt=0)
    category: FindingCategory = field("类别", "问题类别", audience=PUBLIC)
    heading: Text = field("标题", "一句话概括，不带句号", audience=PUBLIC)
    fact: Text = field("事实", "查实的情况", audience=PUBLIC)
    basis: str = field("依据", "不符合的规定", audience=PUBLIC, default="")
    amount: Amount | None = field("涉及金额", "涉及金额", audience=PUBLIC, unit="万元", default=None, ge=0)
    disclosure: Disclosure = field("公开属性", "个别问题不公开时填“不予公开”", default=Disclosure.PROACTIVE)
    withheld_reason: str = field("不予公开理由", "不予公开时必填", default="")


class Evaluation(Record):
    """绩效评价: by the finance department, by the department, or the bureau's look at a self-evaluation."""

    kind: EvaluationKind = field("类别", "财政评价、部门评价；单位自评表示对自评的复核，指标取自自评", audience=PUBLIC)
    is_key: Flag = field("重点评价", "是否财政重点评价", audience=PUBLIC, default=False)
    key_reason: str = field("重点理由", "为什么列为财政重点评价：资金量大、群众关注等，写给市民看", audience=PUBLIC, default="")
    evaluator: Evaluator | None = field("第三方机构", "委托第三方时填写", audience=PUBLIC, default=None)
    methods: tuple[Text, ...] = field("评价方法", "成本效益分析法、比较法、因素分析法等", audience=PUBLIC, default=())
    consulted_on: Date | None = field("交换意见日期", "与被评价单位交换意见的日期", audience=PUBLIC, default=None)
    concluded_on: Date = field("结果确定日期", "评价结果确定的日期，反馈期限由此起算", audience=PUBLIC)
    indicators: tuple[EvaluationScore, ...] = field("指标", "评价评分表；类别为单位自评时不填", audience=PUBLIC, default=())
    stated_total: Score | None = field("总分", "评价报告所载总分，用来核对", unit="分", default=None)
    stated_grade: Grade | None = field("等级", "评价报告所载等级，用来核对", default=None)
    conclusion: Text = field("评价结论", "一两句话的总体结论", audience=PUBLIC)
    achievements: tuple[Text, ...] = field("主要成效", "每条一句或一段", audience=PUBLIC, default=())
    findings: tuple[Finding, ...] = field("存在问题", "查出的问题", audience=PUBLIC, default=())
    recommendations: tuple[Text, ...] = field("有关建议", "每条一句或一段", audience=PUBLIC, default=())
    working_notes: str = field("工作底稿摘记", "内部资料，不公开", default="")


class Feedback(Record):
    """反馈: the 绩效评价结果反馈意见函 that went, or is to go, to the unit."""

    document_number: str = field("发文字号", "已发出的函的发文字号，例如 样财函〔2025〕1号：六角括号，不加“第”，不编虚位", audience=PUBLIC, default="", pattern=rf"{DOCUMENT_NUMBER}|^$")
    issued_on: Date | None = field("发文日期", "函的成文日期；未发出时可填拟发日期", audience=PUBLIC, default=None)
    received_on: Date | None = field("签收日期", "单位签收的日期", default=None)
    disclosure: Disclosure | None = field("公开属性", "函本身的公开属性", audience=PUBLIC, default=None)
    withheld_reason: str = field("不予公开理由", "不予公开时必填", default="")
    copied: tuple[Text, ...] = field("抄送", "除办公室统一规定外另抄送的机关", default=())


class RectificationItem(Record):
    """One line of 整改台账; its status is computed from the dates, never stored."""

    finding: int = field("问题编号", "对应的问题编号", audience=PUBLIC, gt=0)
    requirement: Text = field("整改要求", "要求整改的事项", audience=PUBLIC)
    due_on: Date | None = field("完成时限", "不填时用整改期限", audience=PUBLIC, default=None)
    measure: str = field("整改措施", "单位的整改措施", audience=PUBLIC, default="")
    responsible_unit: str = field("责任单位", "责任单位或科室", audience=PUBLIC, default="")
    responsible_person: str = field("责任人", "责任人，不公开", default="")
    progress: str = field("整改情况", "整改落实情况", audience=PUBLIC, default="")
    evidence: str = field("佐证材料", "佐证材料，不公开", default="")
    started_on: Date | None = field("开始日期", "报送整改措施的日期", audience=PUBLIC, default=None)
    reported_on: Date | None = field("报告日期", "报告整改完成的日期", audience=PUBLIC, default=None)
    verification: Verification | None = field("核验意见", "通过、退回", audience=PUBLIC, default=None)
    return_reason: str = field("退回理由", "核验意见为退回时写明，写进复核函，不公开", default="")
    verified_on: Date | None = field("核验日期", "财政部门核验的日期", audience=PUBLIC, default=None)
    closed_on: Date | None = field("销号日期", "销号日期", audience=PUBLIC, default=None)


class Rectification(Record):
    """整改。"""

    due_on: Date | None = field("整改期限", "不填时由反馈日期和规定天数推算", audience=PUBLIC, default=None)
    items: tuple[RectificationItem, ...] = field("台账", "逐项对应问题", audience=PUBLIC, min_length=1)


class BudgetDecision(Record):
    """结果应用: what the result meant for the next budget."""

    use: UseOfResult = field("方式", "优先保障、合理保障、控制新增、调减预算、取消安排等", audience=PUBLIC)
    budget_year: Year = field("预算年度", "应用到哪一年的预算", audience=PUBLIC)
    previous: Amount = field("上年预算", "上年预算数", audience=PUBLIC, unit="万元", ge=0)
    decided: Amount = field("安排预算", "应用后安排的预算数", audience=PUBLIC, unit="万元", ge=0)
    basis: Text = field("依据", "办法名称、文号和条款", audience=PUBLIC)
    explanation: str = field("说明", "为什么这样安排", audience=PUBLIC, default="")
    departure_reason: str = field("偏离理由", "与等级对应的规定方式不同时必填", audience=PUBLIC, default="")
    section_opinion: str = field("业务科室意见", "内部意见，不公开", default="")


class DisclosureDecision(Record):
    """公开: whether this dossier is public, who says so and why; there is no default."""

    disclosure: Disclosure = field("属性", "主动公开、依申请公开、不予公开", audience=PUBLIC)
    reason: str = field("理由", "不是主动公开时必填", default="")
    reviewed_by: str = field("审查人", "保密审查人，不公开", default="")
    reviewed_on: Date | None = field("审查日期", "保密审查日期", default=None)
    published_on: Date | None = field("公开日期", "向社会公开的日期", audience=PUBLIC, default=None)
    corrections: tuple[Correction, ...] = field("更正", "公开以后的更正，按先后；更正前的文件存为 earlier 文件夹里的“编号.第几版.yml”", audience=PUBLIC, default=())
    withdrawal: Withdrawal | None = field("撤回", "公开以后的撤回：网址仍在，写明何时、为何撤回", audience=PUBLIC, default=None)


class Dossier(Record):
    """What projects and overall expenditure have in common."""

    year: Year = field("年度", "预算年度，与所在文件夹一致", audience=PUBLIC)
    unit: str = field("预算单位", "预算单位编码，3 至 12 位数字，带引号", audience=PUBLIC, pattern=r"^\d{3,12}$")
    funds: Funds | None = field("资金", "资金总额及来源", audience=PUBLIC, default=None)
    objectives: Objectives | None = field("绩效目标", "绩效目标及指标", audience=PUBLIC, default=None)
    monitoring: Monitoring | None = field("运行监控", "绩效运行监控", audience=PUBLIC, default=None)
    self_evaluation: SelfEvaluation | None = field("自评", "单位自评", audience=PUBLIC, default=None)
    evaluation: Evaluation | None = field("评价", "部门评价或财政评价", audience=PUBLIC, default=None)
    feedback: Feedback | None = field("反馈", "评价结果反馈", audience=PUBLIC, default=None)
    rectification: Rectification | None = field("整改", "问题整改", audience=PUBLIC, default=None)
    budget_decision: BudgetDecision | None = field("结果应用", "评价结果应用", audience=PUBLIC, default=None)
    disclosure: DisclosureDecision | None = field("公开", "公开属性及审查", audience=PUBLIC, default=None)
    internal_note: str = field("内部备注", "不公开", default="")

    @property
    def id(self) -> str:
        """Permanent and ASCII; the file name."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """The name of what is evaluated."""
        raise NotImplementedError


class ProjectDossier(Dossier):
    """One project (or policy, special fund, transfer payment) in one budget year."""

    project_id: str = field("编号", "永久编号，大写字母开头，只用大写字母、数字和“-”；与文件名一致，跨年度不变", audience=PUBLIC, pattern=r"^[A-Z][A-Z0-9-]{2,30}$")
    name: Text = field("项目名称", "项目全称", audience=PUBLIC)
    subject: SubjectKind = field("评价对象", "项目、政策、专项资金、转移支付、街道财政运行", audience=PUBLIC, default=SubjectKind.PROJECT)
    budget: BudgetKind = field("预算类型", "四本预算之一", audience=PUBLIC)
    nature: ProjectNature | None = field("项目属性", "新增、延续、一次性", audience=PUBLIC, default=None)
    domain: str = field("领域", "教育、卫生健康、城市管理等", audience=PUBLIC, default="")
    implementing_unit: str = field("实施单位", "与预算单位不同时填写", audience=PUBLIC, default="")
    purpose: Text = field("项目概况", "钱用来做什么，写给市民看", audience=PUBLIC)
    system_code: str = field("项目编码", "预算管理一体化系统里的项目编码，不公开", default="")
    period: str = field("项目期", "实施期限，例如 2024—2026 年", audience=PUBLIC, default="")
    project_lead: str = field("项目负责人", "不公开", default="")
    ex_ante: ExAnteEvaluation | None = field("事前评估", "事前绩效评估", audience=PUBLIC, default=None)

    @property
    def id(self) -> str:
        """The permanent number."""
        return self.project_id

    @property
    def title(self) -> str:
        """The project's name."""
        return self.name


class AssessmentItem(Record):
    """One line of the yearly assessment of a unit's performance management."""

    name: Text = field("项目", "考核内容")
    weight: Score = field("分值", "分值", unit="分", gt=0, le=100)
    score: Score = field("得分", "得分", unit="分", ge=0, le=100)
    reason: str = field("扣分理由", "扣分理由", default="")


class UnitAssessment(Record):
    """预算绩效管理考核; internal until a circular says otherwise."""

    assessed_on: Date = field("考核日期", "考核日期")
    items: tuple[AssessmentItem, ...] = field("考核表", "考核评分表", min_length=1)


class OverallDossier(Dossier):
    """部门整体支出 of one unit in one budget year; also carries the unit's yearly assessment."""

    duties: str = field("主要职能", "单位职责，写给市民看", audience=PUBLIC, default="")
    staff_quota: int | None = field("编制人数", "核定编制", audience=PUBLIC, unit="人", default=None, ge=0)
    staff: int | None = field("在职人数", "年末在职", audience=PUBLIC, unit="人", default=None, ge=0)
    assessment: UnitAssessment | None = field("考核", "预算绩效管理考核", default=None)

    @property
    def id(self) -> str:
        """The unit's code: a unit has one overall dossier a year."""
        return f"U{self.unit}"

    @property
    def title(self) -> str:
        """What is evaluated."""
        return SubjectKind.DEPARTMENT_OVERALL.value


Funds.model_rebuild()
