"""What each meaning of a heading is in the records: its place and how its cell is read. The files of variants use these names."""

from dataclasses import dataclass
from enum import Enum

from generator.records.intake.candidate import Path
from generator.records.intake.scanning.headings import OVERALL_KINDS, Kind


class Reader(Enum):
    """How the content of a cell is read."""

    TEXT = "文字"
    LINES = "几段文字"
    NAMES = "几个名称"
    MONEY = "金额"
    POINTS = "分数"
    RATE = "百分比"
    GRADE = "等级"
    DAY = "日期"
    CHOICE = "选项"
    COUNT = "个数"
    YEAR = "年份"
    FLAG = "是否"
    NUMBER = "文号"


@dataclass(frozen=True)
class Place:
    """Where a value stands in the record, and how it is read."""

    path: Path
    reader: Reader = Reader.TEXT
    choice: str = ""  # the list of words, if the reader is CHOICE


# Meanings that say whose form it is; they stand in the candidate itself.
IDENTITY = frozenset({"项目名称", "预算单位", "实施单位", "主管部门", "年度", "金额单位", "编号"})
# Personal and other things that the records have no place for, on purpose.
UNKEPT = "不保存"

_SELF, _MONITORING, _EVALUATION, _OBJECTIVES = ("自评",), ("运行监控",), ("评价",), ("绩效目标",)
_SELF_PLACES = {
    "目标完成情况": Place((*_SELF, "目标完成情况")), "总分": Place((*_SELF, "总分"), Reader.POINTS), "等级": Place((*_SELF, "等级"), Reader.GRADE), "评价结论": Place((*_SELF, "评价结论")),
    "存在问题": Place((*_SELF, "存在问题")), "改进措施": Place((*_SELF, "改进措施")), "其他说明": Place((*_SELF, "其他说明")), "填报人": Place((*_SELF, "填报人")),
    "联系电话": Place((*_SELF, "联系电话")), "报送日期": Place((*_SELF, "报送日期"), Reader.DAY), "执行率分值": Place((*_SELF, "执行率分值"), Reader.POINTS),
    "执行率得分": Place((*_SELF, "执行率得分"), Reader.POINTS),
}  # fmt: skip
_EVALUATION_PLACES = {
    "总分": Place((*_EVALUATION, "总分"), Reader.POINTS), "等级": Place((*_EVALUATION, "等级"), Reader.GRADE), "评价结论": Place((*_EVALUATION, "评价结论")),
    "评价类别": Place((*_EVALUATION, "类别"), Reader.CHOICE, "类别"), "结果确定日期": Place((*_EVALUATION, "结果确定日期"), Reader.DAY), "评价机构": Place((*_EVALUATION, "第三方机构", "名称")),
    "主要成效": Place((*_EVALUATION, "主要成效"), Reader.LINES), "有关建议": Place((*_EVALUATION, "有关建议"), Reader.LINES), "改进措施": Place((*_EVALUATION, "有关建议"), Reader.LINES),
    "评价方法": Place((*_EVALUATION, "评价方法"), Reader.LINES), "填报人": Place((*_EVALUATION, "第三方机构", "主评人")), "交换意见日期": Place((*_EVALUATION, "交换意见日期"), Reader.DAY),
    "重点理由": Place((*_EVALUATION, "重点理由")), "工作底稿摘记": Place((*_EVALUATION, "工作底稿摘记")), "重点评价": Place((*_EVALUATION, "重点评价"), Reader.FLAG), "存在问题": Place((*_EVALUATION, "工作底稿摘记")),
}  # fmt: skip
_MONITORING_PLACES = {
    "截止日期": Place((*_MONITORING, "截止日期"), Reader.DAY), "已执行数": Place((*_MONITORING, "已执行数"), Reader.MONEY), "全年预计执行数": Place((*_MONITORING, "全年预计执行数"), Reader.MONEY),
    "处理": Place((*_MONITORING, "处理"), Reader.CHOICE, "处理"), "偏差原因": Place((*_MONITORING, "偏差原因")), "存在问题": Place((*_MONITORING, "偏差原因")), "改进举措": Place((*_MONITORING, "改进举措")),
    "改进措施": Place((*_MONITORING, "改进举措")), "监控意见": Place((*_MONITORING, "监控意见")),
}  # fmt: skip
_REVIEW = (*_SELF, "报告评审")
_BY_KIND: dict[Kind, dict[str, Place]] = {
    Kind.PROJECT_SELF: _SELF_PLACES, Kind.OVERALL_SELF: _SELF_PLACES, Kind.EVALUATION: _EVALUATION_PLACES, Kind.RESULTS: _EVALUATION_PLACES, Kind.MONITORING: _MONITORING_PLACES,
    Kind.REVIEW: {
        "评审日期": Place((*_REVIEW, "评审日期"), Reader.DAY), "评审结论": Place((*_REVIEW, "结论"), Reader.CHOICE, "评审结论"), "评价结论": Place((*_REVIEW, "结论"), Reader.CHOICE, "评审结论"),
        "评审意见": Place((*_REVIEW, "评审意见")), "审核意见": Place((*_REVIEW, "评审意见")), "评审人": Place((*_REVIEW, "评审人")), "填报人": Place((*_REVIEW, "评审人")),
    },
    Kind.RECTIFICATION: {"整改期限": Place(("整改", "整改期限"), Reader.DAY), "反馈文号": Place(("反馈", "发文字号"), Reader.NUMBER)},
    Kind.OBJECTIVES: {"审核意见": Place((*_OBJECTIVES, "审核意见")), "批复日期": Place((*_OBJECTIVES, "批复日期"), Reader.DAY)},
    Kind.OVERALL_OBJECTIVES: {"审核意见": Place((*_OBJECTIVES, "审核意见")), "批复日期": Place((*_OBJECTIVES, "批复日期"), Reader.DAY)},
}  # fmt: skip
_PROJECT = {
    "项目编码": Place(("项目编码",)), "项目属性": Place(("项目属性",), Reader.CHOICE, "项目属性"), "项目期": Place(("项目期",)), "项目概况": Place(("项目概况",)), "项目负责人": Place(("项目负责人",)),
    "预算类型": Place(("预算类型",), Reader.CHOICE, "预算类型"), "领域": Place(("领域",)), "评价对象": Place(("评价对象",), Reader.CHOICE, "评价对象"),
}  # fmt: skip
_OVERALL = {"主要职能": Place(("主要职能",)), "编制人数": Place(("编制人数",), Reader.COUNT), "在职人数": Place(("在职人数",), Reader.COUNT)}
_COMMON = {
    "年度目标": Place((*_OBJECTIVES, "年度目标")), "中期目标": Place((*_OBJECTIVES, "中期目标")), "年初预算数": Place(("资金", "年初预算数"), Reader.MONEY),
    "全年预算数": Place(("资金", "全年预算数"), Reader.MONEY), "到位数": Place(("资金", "到位数"), Reader.MONEY), "全年执行数": Place(("资金", "全年执行数"), Reader.MONEY),
    "执行率": Place(("资金", "执行率"), Reader.RATE), "内部备注": Place(("内部备注",)),
}  # fmt: skip


def place_of(meaning: str, kind: Kind) -> Place | None:
    """Where a labelled value stands in a form of this kind; None if such a record has no place for it."""
    own = _BY_KIND.get(kind, {})
    if kind in OVERALL_KINDS:
        return own.get(meaning) or _OVERALL.get(meaning) or _COMMON.get(meaning)
    return own.get(meaning) or _PROJECT.get(meaning) or _COMMON.get(meaning)


def own_labels(kind: Kind) -> frozenset[str]:
    """The labels that have a place of their own in forms of a kind."""
    return frozenset(_BY_KIND.get(kind, {}))


LABELS = frozenset().union(IDENTITY, {UNKEPT}, _PROJECT, _OVERALL, _COMMON, *_BY_KIND.values())
TOTAL, PERIOD_TOTAL = "总额", "实施期总额"
SOURCES = ("当年财政拨款", "上年结转资金", "财政专户管理资金", "单位资金", "其他资金")
PARTS = ("基本支出", "项目支出")
FUND_ROWS = frozenset({TOTAL, PERIOD_TOTAL, *SOURCES, *PARTS})
AMOUNTS = ("年初预算数", "全年预算数", "到位数", "全年执行数")
FUND_COLUMNS = frozenset({*AMOUNTS, "分值", "执行率", "得分", "偏差原因", "已执行数", "全年预计执行数", "金额", "资金来源", "备注", UNKEPT})
INDICATOR_COLUMNS = frozenset(
    {"一级指标", "二级指标", "三级指标", "性质", "指标值", "调整指标值", "单位", "实际完成值", "完成率", "分值", "得分", "偏差原因", "改进措施", "说明", "核心指标", "方向", "执行情况", "全年预计",
     "完成可能性", "备注", "扣分原因", "偏差选项", "项目名称", "项目编码", "预算单位", "金额", "年度目标", "项目属性", UNKEPT}
)  # fmt: skip
PROJECT_COLUMNS = frozenset({"项目名称", "项目编码", "预算单位", "金额", "年度目标", "项目属性"})  # of a table of several projects: said once of each
LEVELS = ("一级指标", "二级指标", "三级指标")
# The section of indicators of each kind, and the columns that have a place in it.
SECTIONS: dict[Kind, tuple[Path, frozenset[str]]] = {
    Kind.PROJECT_SELF: ((*_SELF, "指标"), frozenset({"指标值", "实际完成值", "分值", "得分", "方向", "偏差原因", "改进措施"})),
    Kind.OVERALL_SELF: ((*_SELF, "指标"), frozenset({"指标值", "实际完成值", "分值", "得分", "方向", "偏差原因", "改进措施"})),
    Kind.OBJECTIVES: ((*_OBJECTIVES, "指标"), frozenset({"指标值", "分值", "方向", "核心指标", "说明"})),
    Kind.OVERALL_OBJECTIVES: ((*_OBJECTIVES, "指标"), frozenset({"指标值", "分值", "方向", "核心指标", "说明"})),
    Kind.MONITORING: ((*_MONITORING, "指标"), frozenset({"执行情况", "全年预计", "完成可能性", "偏差原因", "备注"})),
    Kind.EVALUATION: ((*_EVALUATION, "指标"), frozenset({"指标值", "实际完成值", "分值", "得分", "扣分原因"})),
}
LONG_TERM = (*_OBJECTIVES, "中期指标")

# Lists with one thing a row: `None` is what says whose row it is.
_LEDGER = {
    "问题编号": Place(("问题编号",), Reader.COUNT), "整改要求": Place(("整改要求",)), "完成时限": Place(("完成时限",), Reader.DAY), "整改措施": Place(("整改措施",)), "责任单位": Place(("责任单位",)),
    "责任人": Place(("责任人",)), "整改情况": Place(("整改情况",)), "佐证材料": Place(("佐证材料",)), "开始日期": Place(("开始日期",), Reader.DAY), "报告日期": Place(("报告日期",), Reader.DAY),
    "核验意见": Place(("核验意见",), Reader.CHOICE, "核验意见"), "退回理由": Place(("退回理由",)), "核验日期": Place(("核验日期",), Reader.DAY), "销号日期": Place(("销号日期",), Reader.DAY),
}  # fmt: skip
LISTS: dict[Kind, dict[str, Place]] = {
    Kind.RECTIFICATION: _LEDGER,
    Kind.REVIEW: {"方面": Place(("方面",)), "分值": Place(("分值",), Reader.POINTS), "得分": Place(("得分",), Reader.POINTS), "扣分理由": Place(("扣分理由",))},
    Kind.USE: {
        "方式": Place(("方式",), Reader.CHOICE, "方式"), "预算年度": Place(("预算年度",), Reader.YEAR), "上年预算": Place(("上年预算",), Reader.MONEY), "安排预算": Place(("安排预算",), Reader.MONEY),
        "依据": Place(("依据",)), "说明": Place(("说明",)), "偏离理由": Place(("偏离理由",)), "业务科室意见": Place(("业务科室意见",)),
    },
    Kind.UNITS: {
        "编码": Place(("编码",)), "名称": Place(("名称",)), "简称": Place(("简称",)), "类型": Place(("类型",), Reader.CHOICE, "类型"), "主管部门": Place(("主管部门",)),
        "涉密": Place(("涉密",), Reader.FLAG), "成立年度": Place(("成立年度",), Reader.YEAR), "别名": Place(("别名",), Reader.NAMES),
    },
    Kind.RESULTS: {
        "自评得分": Place((*_SELF, "总分"), Reader.POINTS), "自评等级": Place((*_SELF, "等级"), Reader.GRADE), "执行率": Place(("资金", "执行率"), Reader.RATE),
        "目标完成情况": Place((*_SELF, "目标完成情况")), "存在问题": Place((*_SELF, "存在问题")), "改进措施": Place((*_SELF, "改进措施")), "备注": Place(("内部备注",)),
        "得分": Place((*_EVALUATION, "总分"), Reader.POINTS), "等级": Place((*_EVALUATION, "等级"), Reader.GRADE), "全年预算数": Place(("资金", "全年预算数"), Reader.MONEY),
        "全年执行数": Place(("资金", "全年执行数"), Reader.MONEY), "年初预算数": Place(("资金", "年初预算数"), Reader.MONEY), "项目编码": Place(("项目编码",)), "评价机构": Place((*_EVALUATION, "第三方机构", "名称")),
        "评价类别": Place((*_EVALUATION, "类别"), Reader.CHOICE, "类别"), "评价对象": Place(("评价对象",), Reader.CHOICE, "评价对象"), "评价结论": Place((*_EVALUATION, "评价结论")),
        "有关建议": Place((*_EVALUATION, "有关建议"), Reader.LINES),
    },
}  # fmt: skip
LIST_PATHS: dict[Kind, Path] = {Kind.RECTIFICATION: ("整改", "台账"), Kind.REVIEW: (*_REVIEW, "评审表"), Kind.USE: ("结果应用",), Kind.UNITS: ("单位",), Kind.RESULTS: ()}
# What a ledger repeats of the evaluation: the findings that it answers.
FINDING = {
    "问题编号": Place(("编号",), Reader.COUNT), "问题类别": Place(("类别",), Reader.CHOICE, "问题类别"), "问题": Place(("标题",)), "涉及金额": Place(("涉及金额",), Reader.MONEY),
}  # fmt: skip
FINDINGS: Path = ("评价", "存在问题")
_WHOSE = frozenset({"项目名称", "预算单位", "年度", "编号", "反馈文号"})
LISTED: dict[Kind, frozenset[str]] = {
    kind: frozenset(columns) | {"序号", "合计", UNKEPT} | (frozenset() if kind is Kind.UNITS else _WHOSE) | (frozenset(FINDING) if kind is Kind.RECTIFICATION else frozenset({"得分", "等级"}) if kind is Kind.USE else frozenset()) for kind, columns in LISTS.items()
}
LIST_COLUMNS = frozenset({"序号", "合计", UNKEPT, *_WHOSE, *FINDING}).union(*(columns for columns in LISTS.values()))

# What is published of a budget or of final accounts.
_THREE = ("三公经费",)
ACCOUNTS: dict[str, Place] = {
    "收入合计": Place(("收入合计",), Reader.MONEY), "支出合计": Place(("支出合计",), Reader.MONEY), "基本支出": Place(("基本支出",), Reader.MONEY), "项目支出": Place(("项目支出",), Reader.MONEY),
    "因公出国（境）费": Place((*_THREE, "因公出国（境）费"), Reader.MONEY), "公务用车购置费": Place((*_THREE, "公务用车购置费"), Reader.MONEY), "公务用车运行维护费": Place((*_THREE, "公务用车运行维护费"), Reader.MONEY),
    "公务接待费": Place((*_THREE, "公务接待费"), Reader.MONEY), "增减说明": Place((*_THREE, "增减说明")), "机关运行经费": Place(("机关运行经费",), Reader.MONEY), "政府采购": Place(("政府采购",), Reader.MONEY),
    "说明": Place(("说明",)), "索引号": Place(("索引号",)), "文号": Place(("文号",)), "发布机构": Place(("发布机构",)), "公开日期": Place(("公开日期",), Reader.DAY), "时效": Place(("时效",), Reader.CHOICE, "时效"),
    "批复日期": Place(("批复日期",), Reader.DAY),
}  # fmt: skip
SUMS = ("三公合计", "公务用车合计")  # worked out from their parts; compared, not kept
ACCOUNT_ITEMS = frozenset({*ACCOUNTS, *SUMS})
SENTENCE_GROUPS = frozenset().union(LABELS, ACCOUNTS, FUND_ROWS, INDICATOR_COLUMNS, {"略去", *SUMS})
