"""Documents to print, each built for what it shows."""

from datetime import date

from generator.letters.document import (
    Align,
    Annex,
    Block,
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

# Twenty-eight characters of dense ink: a full line of them shows where the type area begins and ends.
DENSE = "国" * 28


def paragraph(text: str, *, is_flush: bool = False) -> Paragraph:
    return Paragraph((Run(text),), is_flush)


def letter(body: tuple[Block, ...], **changes: object) -> OfficialDocument:
    values: dict[str, object] = {
        "name": "sample",
        "kind": "绩效评价结果反馈意见函",
        "form": DocumentForm.LETTER,
        "issuing_agency_mark": "江城市东湖区财政局",
        "title": ("江城市东湖区财政局", "关于反馈社区养老服务设施运营补贴项目", "绩效评价结果的函"),
        "addressee": "区民政局",
        "body": body,
        "issuing_agency": "江城市东湖区财政局",
        "issued_on": date(2025, 7, 8),
        "document_number": "东财绩函〔2025〕12号",
    }
    return OfficialDocument(**{**values, **changes})  # type: ignore[arg-type]


def full_text(lines: int, **changes: object) -> OfficialDocument:
    """A body of one flush paragraph that fills `lines` lines with dense ink."""
    return letter((paragraph(DENSE * lines, is_flush=True),), **changes)


def score_table(rows: int = 12) -> Table:
    columns = (
        Column("一级指标", 12),
        Column("二级指标", 14),
        Column("三级指标", 22),
        Column("分值", 8, Align.CENTRE),
        Column("得分", 8, Align.CENTRE),
        Column("扣分原因", 36),
    )
    names = ("决策", "过程", "产出", "效益")
    body = []
    for at in range(rows):
        group, place = divmod(at, 3)
        reason = "" if at % 4 else "绩效目标编制不够细化，部分指标未量化，与预算资金不匹配；年初目标值偏低，未能反映实际工作量。"
        body.append(
            TableRow(
                (
                    names[group % 4] if not place else Join.ABOVE,
                    f"第{group + 1}类" if not place else Join.ABOVE,
                    f"指标{at + 1}完成情况",
                    "8",
                    f"{7.5 - at % 3:g}",
                    reason,
                )
            )
        )
    body.append(TableRow(("合计", "", "", "100", "86.25", ""), is_total=True))
    return Table(columns, tuple(body), caption="项目支出绩效评价得分表")


REAL_BODY: tuple[Block, ...] = (
    paragraph(
        "根据《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）、《财政部关于印发〈项目支出绩效评价"
        "管理办法〉的通知》（财预〔2020〕10号）等规定，我局委托第三方机构对你局2024年度社区养老服务设施运营补贴项目"
        "开展了绩效评价。现将评价结果反馈如下。"
    ),
    Heading(1, "一、基本情况"),
    paragraph(
        "项目预算安排1,250.00万元，实际支出1,187.50万元，预算执行率95%。评价得分86.25分，评价等级为“良”。其中：硚口"
        "社区日间照料中心等12家机构获得补贴——占应补机构的80%……"
    ),
    Heading(1, "二、存在的问题"),
    Heading(2, "（一）绩效目标编制不够细化"),
    paragraph("部分指标未量化，与预算资金不匹配，详见附件1。联系邮箱jixiao.office-2025@example.gov.cn，网址见下。"),
    Heading(2, "（二）资金拨付不够及时"),
    Heading(3, "1.拨付时间"),
    paragraph("第三季度补贴资金于2024年12月27日拨付，晚于规定时间57天。"),
    Heading(4, "（1）原因"),
    Paragraph((Run("审核环节多。", is_strong=True), Run("区级审核平均用时21个工作日，较规定多6个工作日。"))),
    Heading(1, "三、有关要求"),
    paragraph("请你局于2025年8月8日前将整改情况书面报送我局，并按规定做好绩效信息公开工作。评价结果将作为2026年度预算安排的重要依据。"),
)


def real_letter(**changes: object) -> OfficialDocument:
    """What the office sends: every part of the standard in one letter."""
    values: dict[str, object] = {
        "annexes": (
            Annex("社区养老服务设施运营补贴项目绩效评价得分表", (score_table(24),)),
            Annex("绩效评价发现问题整改清单及整改情况反馈表（由项目主管部门填写并加盖公章）", (score_table(3), *REAL_BODY[:2])),
        ),
        "note": "此件依申请公开",
        "copied_agencies": (
            "区人大常委会财政经济工作委员会",
            "区审计局",
            "区人民政府办公室",
            "东湖区民政局社会福利和养老服务科",
            "区政务服务和大数据管理局",
        ),
        "marks": ("演示数据", "并非真实公文"),
    }
    return letter(REAL_BODY, **{**values, **changes})


def of_length(lines: int) -> OfficialDocument:
    """A sealed letter whose body fills `lines` lines of 28 characters."""
    return full_text(lines, note="此件依申请公开", copied_agencies=("区审计局",))


def draft() -> OfficialDocument:
    """Not signed yet, without a seal, with everything that may stand under the first red line."""
    return real_letter(
        document_number=None,
        classification="秘密★1年",
        urgency="特急",
        is_sealed=False,
        annexes=(),
        note="",
        marks=(),
        issuing_agency_mark="硚口区财政局",
    )


def circular(body: tuple[Block, ...] = REAL_BODY, **changes: object) -> OfficialDocument:
    """A 通报 in 文件格式."""
    values: dict[str, object] = {
        "kind": "绩效评价结果通报",
        "genre": Genre.CIRCULAR,
        "form": DocumentForm.DOCUMENT,
        "title": ("江城市东湖区财政局", "关于2024年度预算绩效评价结果", "的通报"),
        "addressee": "各街道办事处，区直各预算单位",
        "document_number": "东财绩〔2025〕3号",
        "copied_agencies": ("区人大常委会办公室", "区政府办公室", "区审计局"),
        "printing_agency": "江城市东湖区财政局办公室",
        "printed_on": date(2025, 7, 9),
        "note": "此件公开发布",
    }
    return letter(body, **{**values, **changes})


def full_document(lines: int, **changes: object) -> OfficialDocument:
    """A 通报 whose body fills `lines` lines with dense ink."""
    return circular((paragraph(DENSE * lines, is_flush=True),), **changes)


JOINT = ("江城市东湖区审计局", "江城市东湖区监察局", "江城市东湖区发展改革局", "江城市东湖区人事局")


def joint_circular(others: int = 2, **changes: object) -> OfficialDocument:
    """Issued by the bureau with `others` more."""
    return circular(**{"joint_agencies": JOINT[:others], **changes})


def report(**changes: object) -> OfficialDocument:
    """An upward document with two approvers, everything in its upper left corner, and a wide annex."""
    values: dict[str, object] = {
        "kind": "年度预算绩效管理工作情况报告",
        "genre": Genre.REPORT,
        "title": ("江城市东湖区财政局", "关于2024年度预算绩效管理工作情况", "的报告"),
        "addressee": "区人民政府",
        "document_number": "东财〔2025〕8号",
        "is_upward": True,
        "approvers": ("演示人员甲", "演示人乙"),
        "copy_number": "000012",
        "classification": "秘密★1年",
        "urgency": "特急",
        "annexes": (Annex("项目绩效评价结果汇总表", (wide_table(40),), is_landscape=True), Annex("评价得分表", (score_table(6),))),
    }
    return circular(**{**values, **changes})


def wide_table(rows: int) -> Table:
    """Ten columns, for a page on its side."""
    columns = (
        Column("序号", 5, Align.CENTRE),
        Column("项目名称", 22),
        Column("主管部门", 12),
        *(Column(name, 9, Align.RIGHT) for name in ("预算数（万元）", "执行数（万元）", "执行率", "得分", "上年得分", "等级")),
        Column("备注", 12),
    )
    line = ("社区养老服务设施运营补贴项目", "区民政局", "1,250.00", "1,187.50", "95%", "86.25", "83.5", "良")
    return Table(columns, tuple(TableRow((str(at), *line, "")) for at in range(1, rows + 1)))


def goal_form() -> tuple[Table, ...]:
    """A form of two tables that touch: labels in its rows, joins both ways, a head of two rows, a narrow label."""
    label = tuple(Column("", share) for share in (6, 14, 20, 20, 20, 20))
    above, left = Join.ABOVE, Join.LEFT
    basic = Table(
        label,
        (
            TableRow(
                (Cell("项目名称", is_label=True), left, "社区养老服务设施运营补贴", left, Cell("项目负责人", is_label=True), "演示人员甲")
            ),
            TableRow((Cell("主管部门", is_label=True), left, "区民政局", left, Cell("实施单位", is_label=True), "区养老服务中心")),
            TableRow(
                (
                    Cell("项目资金（万元）", is_label=True),
                    left,
                    "",
                    *(Cell(name, is_label=True) for name in ("年初预算数", "全年预算数", "全年执行数")),
                )
            ),
            TableRow((above, above, "年度资金总额", *(Cell(sum_, align=Align.RIGHT) for sum_ in ("1,250.00", "1,250.00", "1,187.50")))),
            TableRow((above, above, "其中：财政拨款", *(Cell(sum_, align=Align.RIGHT) for sum_ in ("1,000.00", "1,000.00", "987.50")))),
            TableRow(
                (
                    Cell("年度总体目标", is_label=True),
                    Cell("预期目标", is_label=True),
                    left,
                    left,
                    Cell("实际完成情况", is_label=True),
                    left,
                )
            ),
            TableRow(
                (above, "为全区12家社区日间照料中心提供运营补贴，提高养老服务水平。", left, left, "补贴已发放，服务老人3,200人次。", left)
            ),
        ),
    )
    head = (
        TableRow((Cell("绩效指标"), "一级指标", "二级指标", "三级指标", "指标值", left)),
        TableRow((above, above, above, above, "年度", "实际")),
    )
    names = ("数量指标", "质量指标", "时效指标")
    rows = [
        TableRow(
            (
                Cell("绩效指标", is_label=True) if not at else above,
                above if at % 6 else ("产出指标", "效益指标")[at // 6],
                names[at // 2 % 3] if at % 2 == 0 else above,
                f"指标{at + 1}完成情况",
                "≥95%",
                "96.5%",
            )
        )
        for at in range(12)
    ]
    indicators = Table(tuple(Column("", column.share, Align.CENTRE) for column in label), tuple(rows), head=head)
    return basic, indicators


def table_alone(**changes: object) -> OfficialDocument:
    """An annex printed alone."""
    title = "项目支出绩效目标表"
    values: dict[str, object] = {
        "kind": title,
        "genre": Genre.TABLE,
        "form": DocumentForm.TABLE,
        "title": (title,),
        "addressee": "",
        "document_number": None,
        "annexes": (Annex(title, goal_form()),),
    }
    return letter((), **{**values, **changes})


def every_sample() -> tuple[OfficialDocument, ...]:
    """For cutting the fonts once."""
    words = "附件正文。见下表：事项说明，整改完。过程管理制度建设和执行情况0123456789"
    return real_letter(), draft(), full_text(3), letter((paragraph(words),), title=(words,)), joint_circular(4), report(), table_alone()
