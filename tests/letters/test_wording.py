from pathlib import Path

import pytest

from generator.letters.document import Column, Heading, Paragraph, Run, Table
from generator.letters.wording import Wording, as_sentence, without_lone_numerals
from generator.problems import JixiaoError

TABLE = Table((Column("项目", 1.0),), ())


def compose(folder: Path, template: str, **values: object):
    (folder / "letters").mkdir(exist_ok=True)
    (folder / "letters" / "sample.md.jinja").write_text(template, encoding="utf-8")
    return Wording([folder]).compose("sample", values, {"得分": TABLE})


def test_markdown_becomes_headings_paragraphs_and_tables(tmp_path):
    blocks = compose(tmp_path, '# 一、结论\n\n得{{ 分 }}分，\n**等级为良**。\n\n{{ table("得分") }}\n\n## （一）问题。\n', 分=83)

    assert blocks == (
        Heading(1, "一、结论"),
        Paragraph((Run("得83分，"), Run("等级为良", is_strong=True), Run("。"))),
        TABLE,
        Heading(2, "（一）问题。"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "1. 不是列表",
        "# 不是标题",
        "- 不是项目",
        "*不是*强调，_也_不是",
        "<b>不是标签</b>&amp;",
        "[不是](链接)",
        "`不是代码` \\ |竖线|",
        "> 不是引文",
        "{{ 不是变量 }}{%不是语句%}",
    ],
)
def test_data_is_text_whatever_signs_it_holds(tmp_path, text):
    blocks = compose(tmp_path, "{{ 值 }}", 值=text)

    assert "".join(block.text for block in blocks) == text


def test_data_cannot_call_for_a_table(tmp_path):
    blocks = compose(tmp_path, "{{ 值 }}", 值="\ue000得分\ue001")

    assert blocks == (Paragraph((Run("得分"),)),)


def test_typed_spaces_and_line_breaks_do_not_reach_the_letter(tmp_path):
    blocks = compose(tmp_path, "{{ 值 }}", 值="为全区 86 个小区\n配置 A4 纸，完成 87.1% 的任务")

    assert blocks[0].text == "为全区86个小区配置A4纸，完成87.1%的任务"


@pytest.mark.parametrize(("typed", "printed"), [("完成", "完成。"), ("完成。", "完成。"), ("完成；", "完成。"), (" 完成。。 ", "完成。")])
def test_a_sentence_ends_once(typed, printed):
    assert as_sentence(typed) == printed


def test_faults_of_a_template_are_told_with_name_and_line(tmp_path):
    with pytest.raises(JixiaoError, match=r"模板 .*/letters/sample\.md\.jinja:2 有误：这里没有“没有这个词”这个词"):
        compose(tmp_path, "第一行\n{{ 没有这个词 }}")
    with pytest.raises(JixiaoError, match="用了没有的表“汇总”。可用：得分"):
        compose(tmp_path, '{{ table("汇总") }}')
    with pytest.raises(JixiaoError, match=r"公文正文不用的写法（ul）"):
        compose(tmp_path, "- 列表")


def test_templates_reach_nothing_but_their_values(tmp_path):
    with pytest.raises(JixiaoError, match="有误"):
        compose(tmp_path, "{{ 值.__class__.__mro__ }}", 值="甲")


def test_a_figure_after_the_third_levels_number_stands_apart(tmp_path):
    blocks = compose(tmp_path, "### 26所学校\n\n### 4.9万元\n\n### 学校\n\n## 二级\n\n1. 3人\n1. 人员\n\n# 一级\n\n1. 2025年\n1. 2026年\n")

    assert [block.text for block in blocks] == ["1. 26所学校", "2. 4.9万元", "3.学校", "（一）二级", "1. 3人", "2.人员", "一、一级", "（一）2025年", "（二）2026年"]


def test_a_lone_sub_heading_needs_no_number():
    blocks = (Heading(1, "一、问题"), Heading(2, "（一）评价发现的问题"), Heading(1, "二、要求"), Heading(2, "（一）整改"), Heading(3, "1.期限"), Heading(2, "（二）公开"))

    assert without_lone_numerals(blocks) == (
        Heading(1, "一、问题"), Heading(2, "评价发现的问题"), Heading(1, "二、要求"), Heading(2, "（一）整改"), Heading(3, "期限"), Heading(2, "（二）公开"),
    )  # fmt: skip
