"""What a form says to those who fill it in: on the cell that they stand on, and when something else is entered."""

from generator.engine.form_sheets import Help
from generator.records.vocabulary import (
    BudgetKind,
    EvaluationKind,
    FindingCategory,
    Grade,
    MonitoringAction,
    Outlook,
    ProjectNature,
    ReviewConclusion,
    SubjectKind,
    UnitKind,
    UseOfResult,
    Verification,
)

YES_NO = ("是", "否")

TARGET = Help("指标值", "比较号、数字、单位写在一起，例如 ≥95%、=3个、≤120万元；定性指标直接写要求。")
ACTUAL = Help("实际完成值", "数字和单位写在一起，例如 96%、86个；定性指标写完成情况。单位与指标值一致。")
DIMENSION = Help("一级指标", "例如 产出指标、效益指标、满意度指标；与上一行相同时可以空着。")
CATEGORY = Help("二级指标", "例如 数量指标、质量指标、时效指标、成本指标；与上一行相同时可以空着。")
INDICATOR = Help("三级指标", "一行一个指标。行数不够时，在空行上插入行；不用的空行不必删去。")
REASON = Help("偏差原因分析", "没有达到指标值，或者超出较多时填写；达到的不填。")
IMPROVEMENT = Help("改进措施", "怎样改、什么时候改好；达到指标值的不填。")
EXPLANATION = Help("指标说明", "指标怎样计算、数据从哪里来。")
LONG_TEXT = Help("填写说明", "可以写多行：按住 Alt 再按回车换行。行高不够时可以拉高。")
ONE_A_LINE = Help("填写说明", "一条一行，不写序号：按住 Alt 再按回车换行。")
GRADE = Help("评价等级", "按得分和本区规定的分数线填写；可以不填，由得分定。", Grade.words())
NATURE = Help("项目属性", "从列表里选择。", ProjectNature.words())
BUDGET = Help("预算类型", "资金出自哪一本预算，从列表里选择。", BudgetKind.words())
SUBJECT = Help("评价对象", "从列表里选择；一般选“项目”。", tuple(word for word in SubjectKind.words() if word != SubjectKind.DEPARTMENT_OVERALL))
OUTLOOK = Help("完成目标可能性", "从列表里选择：确定能、有可能、完全不可能。", Outlook.words())
ACTION = Help("处理", "由财政部门填写，单位不填。", MonitoringAction.words())
CAUSE = Help("偏差原因分析", "有偏差时填写，说明是经费保障、制度保障、人员保障、硬件条件保障还是其他原因。")
PROGRESS = Help("执行情况", "到监控时点为止完成了多少，例如 建成 61 个。")
CORE = Help("核心指标", "最能说明项目效果的一两个指标填“是”，其余空着。", YES_NO)
KEY = Help("财政重点评价", "是否财政重点评价。", YES_NO)
EVALUATION_KIND = Help("评价类别", "从列表里选择。", (EvaluationKind.FINANCE.value, EvaluationKind.DEPARTMENT.value, EvaluationKind.SELF.value))
CONCLUSION = Help("评审结论", "从列表里选择：通过、退回修改。", ReviewConclusion.words())
FINDING = Help("问题类别", "从列表里选择最接近的一类。", FindingCategory.words())
VERIFICATION = Help("核验意见", "由财政部门填写：通过、退回。", Verification.words())
USE = Help("应用方式", "从列表里选择；与评价等级对应的规定方式不同的，要写偏离理由。", UseOfResult.words())
UNIT_KIND = Help("类型", "从列表里选择。", UnitKind.words())
SECRET = Help("涉密", "填“是”的单位不出现在公开网站上。", YES_NO)
MEASURE = Help("整改措施", "针对这个问题采取什么措施。")
EVIDENCE = Help("佐证材料", "写明材料名称，材料另附。")


def amount(first: str, note: str = "") -> Help:
    """Money in 万元; `first` is the first cell that it is for."""
    return Help("金额（万元）", f"只填数字，单位是万元：12.5 就是十二万五千元。{note}", rule=_number(first), error="这里填金额，只写数字，单位是万元，不能是负数。例如 1180 或 12.5。")


def score(first: str, weight: str) -> Help:
    """Points of an indicator that has its weight in the cell `weight`."""
    return Help(
        "得分", "填 0 到该指标分值之间的数字。", rule=f"AND(ISNUMBER({first}),{first}>=0,OR({weight}=\"\",{first}<={weight}))",
        error="得分应是 0 到分值之间的数字，不带“分”字。",
    )  # fmt: skip


def weight(first: str) -> Help:
    """The points that an indicator may get."""
    return Help("分值", "各项分值合计应为100，下面自动合计。", rule=f"AND(ISNUMBER({first}),{first}>=0,{first}<=100)", error="分值应是 0 到 100 之间的数字，不带“分”字。")


def day(first: str, name: str, note: str = "") -> Help:
    """A date."""
    return Help(name, f"写成 2026-03-20 的样子。{note}", rule=f"AND(ISNUMBER({first}),{first}>=36526,{first}<73051)", error="这里填日期，写成 2026-03-20 的样子。")


def year(first: str, name: str) -> Help:
    """A budget year."""
    return Help(name, "四位数字的年份，例如 2027。", rule=f"AND(ISNUMBER({first}),{first}>=2000,{first}<=2100)", error="这里填四位数字的年份，例如 2027。")


def count(first: str, name: str) -> Help:
    """A number of things or people."""
    return Help(name, "填整数。", rule=f"AND(ISNUMBER({first}),{first}>=0,{first}=INT({first}))", error="这里填整数，不带单位。")


def _number(first: str) -> str:
    return f"AND(ISNUMBER({first}),{first}>=0)"
