"""The closed vocabularies of the field, each in one place; the sources are named with each."""

from generator.records.fields import Word


class Grade(Word):
    """评价等级，财预〔2020〕10号 第十八条。"""

    EXCELLENT = "优"
    GOOD = "良"
    FAIR = "中"
    POOR = "差"


class BudgetKind(Word):
    """四本预算，预算法 第五条。"""

    GENERAL = "一般公共预算"
    GOVERNMENT_FUND = "政府性基金预算"
    STATE_CAPITAL = "国有资本经营预算"
    SOCIAL_INSURANCE = "社会保险基金预算"


class UnitKind(Word):
    """预算单位的类型。"""

    DEPARTMENT = "部门"
    SUBORDINATE = "二级单位"
    STREET = "街道"
    TOWN = "乡镇"


class SubjectKind(Word):
    """评价对象，财预〔2020〕10号 第二条、第四条。"""

    PROJECT = "项目"
    POLICY = "政策"
    SPECIAL_FUND = "专项资金"
    TRANSFER_PAYMENT = "转移支付"
    DEPARTMENT_OVERALL = "部门整体支出"
    STREET_FINANCE = "街道财政运行"


class ProjectNature(Word):
    """项目属性，绩效目标申报表。"""

    NEW = "新增"
    CONTINUING = "延续"
    ONE_OFF = "一次性"


class EvaluationKind(Word):
    """评价类别，财预〔2020〕10号 第四条。"""

    SELF = "单位自评"
    DEPARTMENT = "部门评价"
    FINANCE = "财政评价"


class FundingSource(Word):
    """资金来源，项目支出绩效自评表。"""

    CURRENT_APPROPRIATION = "当年财政拨款"
    CARRIED_OVER = "上年结转资金"
    FISCAL_ACCOUNT = "财政专户管理资金"
    OWN_FUNDS = "单位资金"
    OTHER = "其他资金"


class Comparison(Word):
    """指标性质，项目支出绩效自评表（四川式）。"""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="
    MORE_THAN = ">"
    LESS_THAN = "<"


class Direction(Word):
    """指标方向：正向以大为好，反向以小为好。"""

    FORWARD = "正向"
    REVERSE = "反向"


class ExAnteAspect(Word):
    """事前绩效评估五方面，中发〔2018〕34号。"""

    NECESSITY = "立项必要性"
    ECONOMY = "投入经济性"
    OBJECTIVE = "绩效目标合理性"
    FEASIBILITY = "实施方案可行性"
    FUNDING = "筹资合规性"


class ExAnteConclusion(Word):
    """事前绩效评估结论。"""

    PASSED = "通过"
    PASSED_AFTER_REVISION = "修改后通过"
    REJECTED = "不予通过"


class Outlook(Word):
    """完成目标可能性，财预〔2019〕136号 监控表。"""

    CERTAIN = "确定能"
    POSSIBLE = "有可能"
    IMPOSSIBLE = "完全不可能"


class MonitoringAction(Word):
    """监控结果的处理。"""

    NONE = "正常执行"
    CORRECT = "限期纠偏"
    SUSPEND = "暂缓拨付"
    RECOVER = "收回资金"


class ReviewConclusion(Word):
    """自评报告评审结论。"""

    ACCEPTED = "通过"
    RETURNED = "退回修改"


class FindingCategory(Word):
    """问题类别；阶段见 `stage`。"""

    BASIS = "立项依据不充分"
    OBJECTIVE_MISSING = "未按规定申报绩效目标"
    INDICATOR = "绩效指标设置不科学"
    BUDGETING = "预算编制不细不实"
    RULES = "制度规定不健全"
    ALLOCATION = "资金拨付不及时"
    EXECUTION = "预算执行率低"
    MISUSE = "资金使用不规范"
    PROCUREMENT = "采购合同验收不规范"
    RESPONSIBILITY = "项目责任不落实"
    FILES = "档案资料不完整"
    OUTPUT = "任务未完成"
    QUALITY = "质量不达标"
    DELAY = "进度滞后"
    COST = "成本超支"
    EFFECT = "效果不明显"
    SATISFACTION = "满意度偏低"
    IDLE = "闲置或重复建设"
    SUSTAINABILITY = "长效机制不完善"
    SELF_EVALUATION = "自评质量不高"
    COOPERATION = "不配合评价"
    USE_OF_RESULTS = "结果应用不到位"
    OTHER = "其他"

    @property
    def stage(self) -> str:
        """The stage of a project that a finding of this category belongs to."""
        index = list(FindingCategory).index(self)
        for stage, end in (("决策", 4), ("过程", 11), ("产出", 15), ("效益", 19), ("绩效管理", 22)):
            if index < end:
                return stage
        return "其他"


class UseOfResult(Word):
    """评价结果应用方式。"""

    PRIORITY = "优先保障"
    MAINTAIN = "合理保障"
    CONTROL = "控制新增"
    CUT = "调减预算"
    CANCEL = "取消安排"
    RECOVER = "收回统筹"
    POLICY = "政策调整"
    MERGE = "整合归并"
    SUSPEND = "暂缓拨付"
    ACCOUNTABILITY = "约谈问责"


# 财预〔2020〕10号 第二十七条: 优、良 support; 中、差 improve and cut.
SUPPORTING_USES = frozenset({UseOfResult.PRIORITY, UseOfResult.MAINTAIN, UseOfResult.CONTROL})
CUTTING_USES = frozenset({UseOfResult.CUT, UseOfResult.CANCEL, UseOfResult.RECOVER, UseOfResult.SUSPEND})


class Disclosure(Word):
    """公开属性，政府信息公开条例 第十三条至第十六条；没有默认值。"""

    PROACTIVE = "主动公开"
    ON_REQUEST = "依申请公开"
    WITHHELD = "不予公开"


class RectificationStatus(Word):
    """整改状态，由日期推算，从不填写。"""

    NOT_STARTED = "未整改"
    IN_PROGRESS = "整改中"
    REPORTED = "待核验"
    CLOSED = "已销号"


class Verification(Word):
    """整改核验意见。"""

    PASSED = "通过"
    RETURNED = "退回"


class DocumentKind(Word):
    """公文的种类；标题中的文种另见《党政机关公文处理工作条例》第八条。"""

    FEEDBACK = "绩效评价结果反馈意见函"
    RECTIFICATION = "限期整改的函"
    EX_ANTE = "事前绩效评估结果告知函"
    MONITORING = "绩效运行监控预警函"
    REVIEW = "自评报告评审意见函"
    REMINDER = "整改催办函"
    CLOSURE = "整改复核（销号）函"
    CORRECTION = "更正函"
    CIRCULAR = "绩效评价结果通报"
    ASSESSMENT = "预算绩效管理考核结果通报"
    REPORT = "年度预算绩效管理工作情况报告"


class Face(Word):
    """公文用字体的类别，GB/T 9704—2012。"""

    FANG = "仿宋"
    HEI = "黑体"
    KAI = "楷体"
    TITLE = "小标宋"
    SONG = "宋体"
