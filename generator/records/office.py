"""`office.yml`: the bureau, its numbers, its rules with their citations, and how its letters and site look.

Everything that differs from district to district stands here, not in code.
"""

from generator.records.fields import PUBLIC, Amount, Flag, Record, Score, Text, field
from generator.records.vocabulary import Grade, UseOfResult


class Citation(Record):
    """A rule that a letter cites: title first, then number."""

    title: Text = field("名称", "文件名称，不带书名号", audience=PUBLIC)
    number: str = field("文号", "发文字号，例如 财预〔2020〕10号；法律不填", audience=PUBLIC, default="")

    def __str__(self) -> str:
        return f"《{self.title}》" + (f"（{self.number}）" if self.number else "")


class GradeBand(Record):
    """One grade and the score from which on it is given."""

    grade: Grade = field("等级", "优、良、中、差", audience=PUBLIC)
    floor: Score = field("下限", "达到这个分数（含）即为该等级", audience=PUBLIC, unit="分", ge=0, le=100)


class GradePolicy(Record):
    """What a grade means for the next budget."""

    grade: Grade = field("等级", "优、良、中、差", audience=PUBLIC)
    uses: tuple[UseOfResult, ...] = field("方式", "该等级可用的结果应用方式", audience=PUBLIC, min_length=1)
    statement: Text = field("意见", "写进反馈意见函的一句话", audience=PUBLIC)


class ResultPolicy(Record):
    """评价结果与预算安排挂钩的规定。"""

    basis: Citation = field("依据", "挂钩办法的名称和文号", audience=PUBLIC)
    policies: tuple[GradePolicy, ...] = field("规定", "每个等级一项", audience=PUBLIC, min_length=1)


class Deadlines(Record):
    """Days counted by the calendar."""

    basis: Citation = field("依据", "期限出自哪个文件", audience=PUBLIC)
    feedback_days: int = field("反馈天数", "评价结果确定后多少日内反馈", audience=PUBLIC, unit="日", gt=0)
    rectification_days: int = field("整改天数", "反馈之日起多少日内报送整改情况", audience=PUBLIC, unit="日", gt=0)
    final_days: int = field("限期整改天数", "限期整改的函发出之日起多少日内报送", audience=PUBLIC, unit="日", gt=0)


class ExAnteThreshold(Record):
    """From which amount on a new project needs an ex-ante evaluation."""

    basis: Citation = field("依据", "门槛出自哪个文件", audience=PUBLIC)
    amount: Amount = field("金额", "新增项目达到这个金额（含）须做事前绩效评估", audience=PUBLIC, unit="万元", ge=0)


class DocumentCodes(Record):
    """机关代字, one per series of numbers."""

    letter: Text = field("函", "函的机关代字，例如 江示财函", audience=PUBLIC)
    document: Text = field("文件", "通报、报告等文件的机关代字", audience=PUBLIC)


class Contact(Record):
    """How the public and the units reach the section; an office's, never a person's."""

    section: Text = field("科室", "联系科室", audience=PUBLIC)
    phone: Text = field("电话", "办公电话", audience=PUBLIC)
    email: str = field("邮箱", "办公邮箱", audience=PUBLIC, default="")
    address: str = field("地址", "办公地址", audience=PUBLIC, default="")


class LetterLook(Record):
    """Wording and look of the letters where the standard leaves a choice."""

    salutation: Text = field("称谓", "正文里对收文单位的称呼：你单位、贵单位", default="你单位")
    cites: tuple[Citation, ...] = field("评价依据", "反馈意见函第一段引用的文件，按顺序", min_length=1)
    copied: tuple[Text, ...] = field("抄送", "抄送机关", default=())
    is_sealed: Flag = field("加盖印章", "是：为印章留出位置；否：按不加盖印章排", default=True)
    fonts: dict[str, str] = field("字体", "自备字体文件：仿宋、黑体、楷体、小标宋、宋体 → 相对于工作区的路径", default_factory=dict)


class SiteLook(Record):
    """What the site says of itself."""

    title: Text = field("标题", "网站名称", audience=PUBLIC)
    host: Text = field("主办单位", "主办单位", audience=PUBLIC)
    identifier: str = field("网站标识码", "政府网站标识码", audience=PUBLIC, default="")
    record_number: str = field("备案号", "ICP 备案号", audience=PUBLIC, default="")
    shows_drafts: Flag = field("公开未签发稿", "是：公开属性为主动公开的函，未签发也上网并注明；正式使用应为否", default=False)


class Office(Record):
    """The finance bureau that evaluates, sends and publishes."""

    name: Text = field("名称", "发文机关全称", audience=PUBLIC)
    short_name: Text = field("简称", "规范化简称", audience=PUBLIC)
    district: Text = field("行政区", "区的名称", audience=PUBLIC)
    is_demo: Flag = field("演示数据", "是：每页注明“演示数据”", audience=PUBLIC, default=False)
    codes: DocumentCodes = field("机关代字", "发文字号用的机关代字", audience=PUBLIC)
    contact: Contact = field("联系方式", "绩效管理科室的联系方式", audience=PUBLIC)
    bands: tuple[GradeBand, ...] = field("等级划分", "从高到低", audience=PUBLIC, min_length=1)
    bands_basis: Citation = field("等级依据", "等级划分出自哪个文件", audience=PUBLIC)
    result_policy: ResultPolicy = field("结果应用", "等级与预算安排挂钩的规定", audience=PUBLIC)
    deadlines: Deadlines = field("期限", "反馈和整改的期限", audience=PUBLIC)
    ex_ante_threshold: ExAnteThreshold = field("事前评估门槛", "事前绩效评估的金额门槛", audience=PUBLIC)
    letters: LetterLook = field("公文", "公文用语和版式中可选择的部分")
    site: SiteLook = field("网站", "公开网站", audience=PUBLIC)

    def policy_for(self, grade: Grade) -> GradePolicy | None:
        """What the district's rule says for a grade; None where it says nothing."""
        return next((policy for policy in self.result_policy.policies if policy.grade is grade), None)
