"""Rules, indicators and the ways to say something: what passes the door, and what stands on the pages."""

from dataclasses import replace
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.engine.workspace import Workspace
from generator.records.library import Library
from generator.website.door.library import disclose_indicators, disclose_rules
from generator.website.door.public_site import PublicChannel
from generator.website.site import build_website
from tests.website.conftest import TODAY, disclosed
from tests.website.marking import Marks, make
from tests.website.reading import visible_text

# What a field of a certain form holds in the library full of marks; `1` is its file in the workspace.
FIXED = {("AttachedFile", "path"): "attachments/rules/办法.pdf"}
# Public in the model, and on the site as a link that carries the name.
NOT_SHOWN = {"AttachedFile.path"}


def built_with(workspace: Workspace, library: Library, **changes: object) -> None:
    rules = disclose_rules(library, workspace, TODAY)
    site = replace(disclosed(workspace), rules=rules, indicators=disclose_indicators(library), **changes)
    build_website(site, workspace)


def page(workspace: Workspace, path: str) -> str:
    return (workspace.site / path).read_text(encoding="utf-8")


def test_pages_show_all_of_a_rule_and_of_an_indicator(workspace: Workspace) -> None:
    marks = Marks()
    library = Library.model_validate(make(Library, marks, FIXED))
    built_with(workspace, library)

    rules, indicators = page(workspace, "rules/index.html"), page(workspace, "rules/indicators.html")
    missing = {place for mark, place in marks.open.items() if mark not in (indicators if "LibraryIndicator" in place else rules)}
    assert missing <= NOT_SHOWN
    assert len(marks.open) >= 15
    # All of both is for the public; a field that is closed one day has to be looked for in every byte here.
    assert marks.closed == {}
    assert '<a href="../files/rules/办法.pdf">' in rules


def test_rule_stays_inside_until_its_day(workspace: Workspace) -> None:
    def rule(name: str, **more: object) -> dict[str, object]:
        return {"名称": name, "发布机构": "样例区财政局", "类别": "本区制度", **more}

    tomorrow = str(TODAY + timedelta(days=1))
    attached = workspace.content / "attachments/rules/未到公开日的文件.pdf"
    attached.write_bytes(b"%PDF-1.7 not yet public")
    early = rule("未到公开日的办法", 公开日期=tomorrow, 说明="未到公开日的说明", 文件=[{"名称": "全文", "路径": "attachments/rules/未到公开日的文件.pdf"}])
    library = Library.model_validate({"制度文件": [early, rule("已经公开的办法", 公开日期=str(TODAY)), rule("没有写日期的办法")]})

    assert [one.title for one in disclose_rules(library, workspace, TODAY)] == ["已经公开的办法", "没有写日期的办法"]
    built_with(workspace, library)
    files = [path for path in workspace.site.rglob("*") if path.is_file()]
    assert not any("未到公开日" in path.name or "未到公开日".encode() in path.read_bytes() for path in files)
    assert not any(b"not yet public" in path.read_bytes() for path in files)
    assert [one.title for one in disclose_rules(library, workspace, TODAY + timedelta(days=1))] == ["未到公开日的办法", "已经公开的办法", "没有写日期的办法"]


def test_text_of_rules_is_never_markup(workspace: Workspace) -> None:
    evil = "<script>alert(1)</script>"
    rule = dict.fromkeys(("名称", "文号", "发布机构", "类别", "索引号", "说明"), evil)
    indicator = dict.fromkeys(("领域", "一级指标", "二级指标", "三级指标", "指标解释", "计量单位", "参考值", "数据来源"), evil)
    built_with(workspace, Library.model_validate({"制度文件": [rule], "指标库": [indicator]}))

    for path in ("rules/index.html", "rules/indicators.html"):
        assert "<script>alert" not in page(workspace, path)
        assert "&lt;script&gt;alert" in page(workspace, path)


def test_library_without_entries_says_so(workspace: Workspace) -> None:
    built_with(workspace, Library())

    assert "还没有公开的指标。" in visible_text(page(workspace, "rules/indicators.html"))
    assert "等级和结果应用" in visible_text(page(workspace, "rules/index.html"))


# --- ways to say something ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "href"),
    [
        ("https://www.example.invalid/mailbox", "https://www.example.invalid/mailbox"),
        ("yijian@example.invalid", "mailto:yijian@example.invalid"),
        ("0000-0000 0000", "tel:000000000000"),
        ("12345", "tel:12345"),
        ("示范大道1号", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_channel_leads_where_a_click_can_lead(value: str, href: str) -> None:
    assert PublicChannel("渠道", value, "").href == href


def test_mail_is_begun_for_the_reader(workspace: Workspace) -> None:
    built_with(workspace, Library())

    html = page(workspace, "projects/P2023-0103/2025.html")
    mail = urlsplit(unescape(html.partition('<a href="mailto:')[2].partition('"')[0].join(("mailto:", ""))))
    asked = parse_qs(mail.query)
    assert mail.path == "jixiao@example.invalid"
    assert asked["subject"] == ["意见：生活垃圾分类收运（2025年度）"]
    assert "网页：" in asked["body"][0]
    assert "projects/P2023-0103/2025.html" in asked["body"][0]
    assert "我的意见或疑问：\r\n" in asked["body"][0]


def test_configured_channels_stand_in_their_order(workspace: Workspace) -> None:
    channels = (PublicChannel("区长信箱", "https://www.example.invalid/mailbox", "5 个工作日内答复"), PublicChannel("当面提", "示范大道1号", ""))
    build_website(replace(disclosed(workspace), channels=channels), workspace)

    text = visible_text(page(workspace, "feedback.html"))
    assert text.index("区长信箱") < text.index("5 个工作日内答复") < text.index("当面提") < text.index("写邮件") < text.index("寄信、送信")
    assert "绩效管理科）" not in text  # the phone of the office stands only where no channel is named
