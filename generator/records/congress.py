"""`<year>/congress.yml`: what of a year is sent to the people's congress, when, and when it came back approved.

Targets go with the draft budget, results with the draft final accounts (中发〔2018〕34号). In a district it is the government that submits
the first plan of the budget to the standing committee (预算法 第四十四条), and its 财政部门 that sends the draft final accounts to the
committee's working body (第七十八条), both thirty days before the session. Nothing of it is public before
the congress has approved (`批准日期`): until then it is 过程性信息.
"""

from decimal import Decimal

from generator.records.accounts import AttachedFile, Stage
from generator.records.dossier import DOCUMENT_NUMBER
from generator.records.fields import PUBLIC, Amount, Date, Record, Text, Year, field

FLOOR = Decimal(1000)  # 万元; ours: from here on a project is of interest to the whole district


class EvaluatorReport(Record):
    """The evaluator's own report on a project, bound in instead of the one that the program writes."""

    project: Text = field("项目", "项目编号；部门整体支出用 U 加单位编码", audience=PUBLIC)
    path: Text = field("路径", "评价报告全文（PDF），相对于 content/ 的路径，例如 attachments/2025/P2023-0103-report.pdf", audience=PUBLIC)


class Submission(Record):
    """One package for one session."""

    meeting: Text = field("会议", "审查的会议全称，例如 ×× 区第五届人民代表大会常务委员会第三十八次会议", audience=PUBLIC)
    held_on: Date = field("开会日期", "会议开始的日期", audience=PUBLIC)
    submitted_on: Date = field("送交日期", "会前三十日以前：预算由政府提交人大常委会，决算由财政部门送人大常委会有关工作机构；没有送的填打算送的日期。各项数据截至这一天", audience=PUBLIC)
    approved_on: Date | None = field("批准日期", "会议批准的日期；没有批准以前不填，不填就不公开", audience=PUBLIC, default=None)
    published_on: Date | None = field("公开日期", "向社会公开的日期，批准以后二十日以内", audience=PUBLIC, default=None)
    document_number: str = field("发文字号", "函的发文字号：随预算的是政府的函，由政府编号，编了填在这里；随决算的送交时由程序编号，不填，程序以外给了号的填在这里", audience=PUBLIC, default="", pattern=rf"{DOCUMENT_NUMBER}|^$")
    addressee: str = field("主送", "函的主送机构；不填时，预算用 office.yml 的“人大常委会”，决算用“人大主送”", audience=PUBLIC, default="")
    reporter: str = field("报告人", "写在报告标题下面的职务和姓名，例如 区财政局局长 ×××", audience=PUBLIC, default="")
    chosen: tuple[Text, ...] = field("选入项目", "附评价报告和绩效表的项目的编号（部门整体支出用 U 加单位编码）；不填由程序按规定选", audience=PUBLIC, default=())
    floor: Amount = field("选入金额", "由程序选时，除财政重点评价以外，预算达到这个金额（含）的也选入", audience=PUBLIC, unit="万元", default=FLOOR, ge=0)
    reports: tuple[EvaluatorReport, ...] = field("重点评价报告", "第三方机构的评价报告全文；没有列的由程序按资料写成", audience=PUBLIC, default=())
    files: tuple[AttachedFile, ...] = field("预决算文件", "装订在后面的预决算文件（PDF）；不填用这一年 budget 文件夹里各份材料的 PDF", audience=PUBLIC, default=())
    note: str = field("内部备注", "不公开", default="")


class Congress(Record):
    """A year before the congress: its draft budget, and a year and a half later its draft final accounts."""

    year: Year = field("年度", "预算年度，与所在文件夹一致", audience=PUBLIC)
    budget: Submission | None = field("预算", "随预算草案（初步方案）送人大常委会初步审查：绩效目标", audience=PUBLIC, default=None)
    final: Submission | None = field("决算", "随决算草案送人大常委会有关工作机构征求意见：评价结果", audience=PUBLIC, default=None)

    def submission(self, stage: Stage) -> Submission | None:
        """The package of one stage."""
        return self.budget if stage is Stage.BUDGET else self.final
