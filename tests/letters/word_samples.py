"""Documents of every form for the Word printer, each built for what it shows."""

from datetime import date

from generator.letters.document import (
    Align,
    Annex,
    Cell,
    Column,
    DocumentForm,
    Genre,
    Heading,
    Join,
    OfficialDocument,
    Paragraph,
    Run,
    Table,
    TableRow,
)
from tests.letters.samples import REAL_BODY, letter, paragraph, real_letter, score_table

BUREAU = "江城市东湖区财政局"


def wide_table(rows: int = 8) -> Table:
    """A ranking with two head rows, too wide for an upright sheet."""
    columns = tuple(
        Column("", share, align)
        for share, align in (
            (6, Align.CENTRE),
            (24, Align.LEFT),
            (14, Align.RIGHT),
            (14, Align.RIGHT),
            (14, Align.CENTRE),
            (28, Align.LEFT),
        )
    )
    head = (
        TableRow(("序号", "项目名称", "资金（万元）", Join.LEFT, "评价结果", "主要问题")),
        TableRow((Join.ABOVE, Join.ABOVE, "预算数", "执行数", Join.ABOVE, Join.ABOVE)),
    )
    body = tuple(
        TableRow(
            (str(at), f"社区养老服务设施运营补贴项目（第{at}批）", "1,250.00", "1,187.50", "良", "绩效目标编制不够细化，部分指标未量化。")
        )
        for at in range(1, rows + 1)
    )
    total = TableRow(("合计", Join.LEFT, "10,000.00", "9,500.00", "", ""), is_total=True)
    return Table(columns, (*body, total), head=head)


def form() -> tuple[Table, ...]:
    """A form to fill in: labels in the rows, joins both ways, two tables that touch."""
    label = Cell
    top = Table(
        (Column("", 20), Column("", 30), Column("", 20), Column("", 30)),
        (
            TableRow((label("项目名称", is_label=True), "社区养老服务设施运营补贴", Join.LEFT, Join.LEFT)),
            TableRow((label("主管部门", is_label=True), "区民政局", label("实施单位", is_label=True), "区养老服务中心")),
            TableRow(
                (
                    label("项目资金\n（万元）", is_label=True),
                    label("年度资金总额", is_label=True),
                    Cell("1,250.00", align=Align.RIGHT),
                    Join.LEFT,
                )
            ),
            TableRow((Join.ABOVE, label("其中：当年财政拨款", is_label=True), Cell("1,250.00", align=Align.RIGHT), Join.LEFT)),
        ),
    )
    bottom = Table(
        (Column("一级指标", 15), Column("二级指标", 20), Column("三级指标", 35), Column("指标值", 30, Align.CENTRE)),
        (
            TableRow(("产出", "数量", "补贴机构数", "≥12家")),
            TableRow((Join.ABOVE, "质量", "“达标”率", "100%")),
            TableRow(("效益", "社会", "受益老人数", "≥3000人")),
        ),
        blank_rows=2,
    )
    return top, bottom


def circular(**changes: object) -> OfficialDocument:
    """通报 with everything a 版头 and a 版记 may have."""
    values: dict[str, object] = {
        "name": "circular",
        "kind": "绩效评价结果通报",
        "form": DocumentForm.DOCUMENT,
        "genre": Genre.CIRCULAR,
        "issuing_agency_mark": f"{BUREAU}文件",
        "title": (BUREAU, "关于2024年度财政重点绩效评价结果", "的通报"),
        "addressee": "各街道办事处，区直各预算单位",
        "document_number": "东财绩〔2025〕8号",
        "copied_agencies": ("区人大常委会财政经济工作委员会", "区审计局"),
        "printing_agency": f"{BUREAU}办公室",
        "printed_on": date(2025, 7, 9),
        "annexes": (Annex("2024年度财政重点绩效评价结果汇总表", (wide_table(),), is_landscape=True),),
        "note": "此件公开发布",
        "marks": ("演示数据", "并非真实公文"),
        "body": REAL_BODY,
    }
    return letter(**{**values, **changes})  # type: ignore[arg-type]


def report(**changes: object) -> OfficialDocument:
    """报告 to the government: 上行文 with 签发人."""
    values: dict[str, object] = {
        "name": "report",
        "kind": "年度预算绩效管理工作情况报告",
        "genre": Genre.REPORT,
        "title": (BUREAU, "关于2024年度预算绩效管理工作情况", "的报告"),
        "addressee": "区人民政府",
        "document_number": "东财〔2025〕31号",
        "is_upward": True,
        "approvers": ("演示人员甲",),
        "copy_number": "000012",
        "classification": "秘密★1年",
        "urgency": "特急",
        "annexes": (),
        "copied_agencies": (),
    }
    return circular(**{**values, **changes})


def joint(**changes: object) -> OfficialDocument:
    """Three agencies together."""
    values: dict[str, object] = {
        "name": "joint",
        "joint_agencies": ("江城市东湖区民政局", "江城市东湖区审计局"),
        "annexes": (),
    }
    return circular(**{**values, **changes})


def lone_table() -> OfficialDocument:
    """A form printed without a letter."""
    return letter(
        (*form(),),
        name="form",
        kind="项目支出绩效目标表",
        form=DocumentForm.TABLE,
        genre=Genre.TABLE,
        title=("项目支出绩效目标表",),
        addressee="",
        issuing_agency_mark="",
        document_number=None,
        marks=("演示数据",),
    )


def with_forms() -> OfficialDocument:
    """A letter whose annexes are a turned table between two upright ones."""
    return real_letter(
        name="forms",
        annexes=(
            Annex("项目支出绩效目标表", form()),
            Annex("评价结果汇总表", (wide_table(4),), is_landscape=True),
            Annex("得分表", (score_table(6), Paragraph((Run("注：“—”表示不适用。"),)))),
        ),
    )


def every_document() -> tuple[OfficialDocument, ...]:
    """One of each."""
    draft = real_letter(
        name="draft",
        document_number=None,
        is_sealed=False,
        annexes=(),
        classification="秘密★1年",
        urgency="特急",
        issuing_agency_mark="硚口区财政局",
    )
    return (
        real_letter(name="letter"),
        draft,
        circular(),
        report(),
        joint(),
        joint(name="joint-unsealed", is_sealed=False, is_upward=True, approvers=("演示甲", "演示人员乙", "演示丙")),
        lone_table(),
        with_forms(),
        letter((Heading(1, "一、标题"), paragraph("短函。")), name="short", is_sealed=False),
    )
