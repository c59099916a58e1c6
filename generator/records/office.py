"""`office.yml`: the bureau, its numbers, its rules with their citations, and how its letters and site look.

Everything that differs from district to district stands here, not in code.
"""

from decimal import Decimal

from generator.records.fields import PUBLIC, Amount, Flag, Record, Score, Text, Year, field
from generator.records.vocabulary import Face, Grade, UseOfResult


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
    reminder_days: int = field("催办天数", "整改催办函发出之日起多少日内回复", audience=PUBLIC, unit="日", default=7, gt=0)
    monitoring_days: int = field("监控纠偏天数", "监控预警函发出之日起多少日内报送纠偏情况", audience=PUBLIC, unit="日", default=15, gt=0)
    closure_days: int = field("销号告知天数", "核验以后多少日内起草整改复核（销号）函，再早的视为已经告知", audience=PUBLIC, unit="日", default=180, gt=0)
    revision_days: int = field("自评修改天数", "自评报告退回、事前评估要求修改之日起多少日内重新报送", audience=PUBLIC, unit="日", default=10, gt=0)


class MonitoringRule(Record):
    """When monitoring gives warning: 双监控, 绩效目标实现程度 and 预算执行进度 (财预〔2019〕136号)."""

    basis: Citation | None = field("依据", "监控预警函引用的文件；不填写“预算绩效管理有关规定”", audience=PUBLIC, default=None)
    lag: Score = field("进度偏差", "执行率比序时进度低多少个百分点（含）即预警", audience=PUBLIC, unit="百分点", default=Decimal(10), ge=0, le=100)


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


class PageLook(Record):
    """What GB/T 9704—2012 calls 一般 or 推荐; what it calls 规定 cannot be set."""

    lines: int = field("每面行数", "第5.2.3条：一般22行", default=22, ge=18, le=26)
    cells: int = field("每行字数", "第5.2.3条：一般28字", default=28, ge=24, le=32)
    body_size: Score = field("正文字号", "第5.2.2条：一般3号，即16磅", unit="磅", default=Decimal(16), ge=14, le=18)
    title_size: Score = field("标题字号", "第7.3.1条：一般2号，即22磅", unit="磅", default=Decimal(22), ge=18, le=26)
    small_size: Score = field("版记字号", "抄送、印发机关、页码，第7.4.2、7.4.3、7.5条：一般4号，即14磅", unit="磅", default=Decimal(14), ge=12, le=16)
    body_face: Face = field("正文字体", "第5.2.2条：一般仿宋", default=Face.FANG)
    title_face: Face = field("标题字体", "第7.3.1条：一般小标宋", default=Face.TITLE)
    mark_face: Face = field("标志字体", "发文机关标志，第7.2.4条：推荐小标宋", default=Face.TITLE)
    mark_is_red: Flag = field("标志红色", "第7.2.4、10.1条：推荐红色", default=True)
    first_face: Face = field("一级标题字体", "第7.3.3条：一般黑体", default=Face.HEI)
    second_face: Face = field("二级标题字体", "第7.3.3条：一般楷体", default=Face.KAI)
    third_face: Face = field("三级标题字体", "第7.3.3条：一般仿宋", default=Face.FANG)
    fourth_face: Face = field("四级标题字体", "第7.3.3条：一般仿宋", default=Face.FANG)
    date_right: int = field("成文日期右空", "加盖印章时，第7.3.5.1条：一般右空四字", unit="字", default=4, ge=0, le=8)
    thick_rule: Score = field("版记粗线", "第7.4.1条：推荐0.35毫米", unit="毫米", default=Decimal("0.35"), gt=0, le=1)
    thin_rule: Score = field("版记细线", "第7.4.1条：推荐0.25毫米", unit="毫米", default=Decimal("0.25"), gt=0, le=1)


class LetterLook(Record):
    """Wording and look of the letters where the standard leaves a choice."""

    salutation: Text = field("称谓", "正文里对收文单位的称呼：你单位、贵单位", default="你单位")
    cites: tuple[Citation, ...] = field("评价依据", "反馈意见函第一段引用的文件，按顺序", min_length=1)
    copied: tuple[Text, ...] = field("抄送", "抄送机关", default=())
    is_sealed: Flag = field("加盖印章", "是：为印章留出位置；否：按不加盖印章排", default=True)
    is_merged: Flag = field("一函多项", "是：同一主管部门的同类函合成一件；否：一个项目一件", default=False)
    report_to: Text = field("报告主送", "年度工作情况报告的主送机关，只有一个", default="区人民政府")
    congress_to: Text = field("人大主送", "送决算草案的函主送的机构：人大常委会有关工作机构（预算法第七十八条）", default="区人大常委会预算工作委员会")
    standing_committee: Text = field("人大常委会", "提交预算草案初步方案的函主送的机构：人大常委会（预算法第四十四条）", default="区人大常委会")
    government: str = field("政府", "提交预算草案初步方案的函由政府发（预算法第四十四条），这里写政府的全称；不填用行政区加“人民政府”", default="")
    circular_to: Text = field("通报主送", "通报的主送机关", default="各街道办事处，区直各预算单位")
    has_consent: Flag = field("经政府同意", "是：通报写明“经区人民政府同意”；部门对下发指令性要求须经同意", default=True)
    praises_by_name: Flag = field("点名表扬", "是：通报写出好的单位和项目的名称", default=True)
    criticises_by_name: Flag = field("点名批评", "是：通报写出差的单位和项目的名称", default=False)
    joint_agencies: tuple[Text, ...] = field("联合发文机关", "与本局联合印发通报的机关，按顺序", default=())
    printing_agency: str = field("印发机关", "文件格式版记里的印发机关，不填用本局名称加“办公室”", default="")
    page: PageLook = field("版式", "国家标准里“一般”“推荐”的数值，不填即按标准", default_factory=lambda: PageLook.model_validate({}))
    fonts: dict[str, str] = field("字体", "自备字体文件：仿宋、黑体、楷体、小标宋、宋体 → 相对于工作区的路径", default_factory=dict)


class FeedbackChannel(Record):
    """One way for the public to say something."""

    name: Text = field("名称", "渠道，例如 电话、信箱、区长热线", audience=PUBLIC)
    value: Text = field("内容", "号码、地址或网址", audience=PUBLIC)
    note: str = field("说明", "受理时间、多久答复等", audience=PUBLIC, default="")


class MethodChange(Record):
    """A change of how evaluation is done, so that nobody compares years that cannot be compared."""

    year: Year = field("年度", "从哪个预算年度起", audience=PUBLIC)
    note: Text = field("说明", "改了什么，对比较有什么影响", audience=PUBLIC)


class SiteLook(Record):
    """What the site says of itself."""

    title: Text = field("标题", "网站名称", audience=PUBLIC)
    host: Text = field("主办单位", "主办单位", audience=PUBLIC)
    identifier: str = field("网站标识码", "政府网站标识码", audience=PUBLIC, default="")
    record_number: str = field("备案号", "ICP 备案号", audience=PUBLIC, default="")
    domain: str = field("网站域名", "门户网站的域名，写进页面标签 SiteDomain", audience=PUBLIC, default="")
    police_number: str = field("公安备案号", "公安机关备案号", audience=PUBLIC, default="")
    error_report: str = field("找错网址", "“我为政府网站找错”的网址，以 https:// 开头", audience=PUBLIC, default="", pattern=r"^https?://\S+$|^$")
    feedback_address: str = field("意见邮箱", "接收意见的邮箱；不填用联系方式里的邮箱", audience=PUBLIC, default="")
    channels: tuple[FeedbackChannel, ...] = field("意见渠道", "公众提意见的渠道；不填只有联系方式里的电话、邮箱、地址", audience=PUBLIC, default=())
    shows_timeliness: Flag = field("公开时限表", "是：各单位应公开事项和公开时间的对照表上网；否：只在检查时提示", default=False)
    prints_forms: Flag = field("表格PDF", "是：自评表、绩效目标表另做成 PDF 供下载", default=True)
    shows_drafts: Flag = field("公开未签发稿", "是：公开属性为主动公开的函，草稿也上网，注明是未签发稿或底稿；正式使用应为否", default=False)


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
    monitoring: MonitoringRule = field("监控", "绩效运行监控预警的规定", audience=PUBLIC, default_factory=lambda: MonitoringRule.model_validate({}))
    ex_ante_threshold: ExAnteThreshold = field("事前评估门槛", "事前绩效评估的金额门槛", audience=PUBLIC)
    method_changes: tuple[MethodChange, ...] = field("方法变化", "评价方法在哪一年有变化，写在历年比较旁边", audience=PUBLIC, default=())
    letters: LetterLook = field("公文", "公文用语和版式中可选择的部分")
    site: SiteLook = field("网站", "公开网站", audience=PUBLIC)

    @property
    def government_name(self) -> str:
        """The government that the bureau is of."""
        return self.letters.government or f"{self.district}人民政府"

    def policy_for(self, grade: Grade) -> GradePolicy | None:
        """What the district's rule says for a grade; None where it says nothing."""
        return next((policy for policy in self.result_policy.policies if policy.grade is grade), None)
