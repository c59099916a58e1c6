"""Every figure of a volume is the same wherever it stands, and none is typed by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.letters.document import OfficialDocument, Paragraph, Run, Table
from generator.letters.volume.compose import compose_volume
from generator.letters.volume.figures import Figure, dossier_figure, plain, year_figure
from generator.letters.volume.handwritten import handwritten_figures
from generator.letters.volume.inspection import inspect_volume
from generator.letters.volume.part import Volume
from generator.letters.volume.reconcile import RECORDS, compare, reconcile
from generator.letters.wording import Wording
from generator.problems import Severity
from generator.records.accounts import Stage
from tests.letters.volumes import TEMPLATES, budget, document, final, part, registers, words
from tests.letters.years import DAY, ROOT, wording

GARBAGE = dossier_figure(2025, "示范区城市管理执法局", "生活垃圾分类收运", "得分")


def with_document(volume: Volume, part_id: str, changed: OfficialDocument) -> Volume:
    return replace(volume, parts=tuple(replace(one, document=changed) if one.id == part_id else one for one in volume.parts))


def with_text(document: OfficialDocument, old: str, new: str) -> OfficialDocument:
    """The document with other words, as if somebody had edited them."""
    annexes = tuple(replace(annex, blocks=tuple(_block(block, old, new) for block in annex.blocks)) for annex in document.annexes)
    changed = replace(document, annexes=annexes)
    assert changed != document
    return changed


def _block(block: object, old: str, new: str) -> object:
    if isinstance(block, Paragraph):
        return replace(block, runs=tuple(Run(run.text.replace(old, new), run.is_strong) for run in block.runs))
    if isinstance(block, Table):
        rows = tuple(replace(row, cells=tuple(cell.replace(old, new) if isinstance(cell, str) else cell for cell in row.cells)) for row in block.rows)
        return replace(block, rows=rows)
    return block


def problems_of(volume: Volume, others: tuple[tuple[str, str, str], ...] = ()) -> list[str]:
    return [problem.message for problem in reconcile(volume, registers(), DAY, wording(), others=others).problems]


def test_both_volumes_of_the_sample_agree_with_everything() -> None:
    for volume, least in ((final(), 120), (budget(), 70)):
        result = inspect_volume(volume, registers(), DAY, wording(), template_folders=TEMPLATES)
        assert result.problems == ()
        assert len(result.rows) >= least
        assert all(row.agrees for row in result.rows)


def test_the_list_names_figure_value_and_places() -> None:
    result = reconcile(final(), registers(), DAY, wording())
    row = next(row for row in result.rows if row.name == GARBAGE)

    (value, places), *others = row.found
    assert (value, others) == ("83", [])
    assert places[0] == RECORDS
    for place in ("简报", "绩效评价结果汇总表", "绩效评价结果应用情况表", "财政重点绩效评价报告", "绩效评价结果通报", "反馈意见函江示财函〔2026〕21号"):
        assert any(place in one for one in places), place


@pytest.mark.parametrize(
    ("part_id", "old", "new", "name"),
    [
        ("report", "评价项目支出7个", "评价项目支出8个", "评价的个数"),
        ("report", "发现问题22个", "发现问题21个", "发现问题的个数"),
        ("report", "平均得分81.11分", "平均得分82分", "平均得分"),
        ("report", "安排13370万元", "安排13371万元", "结果应用的安排预算"),
        ("results", "3,722.70", "3,722.71", "“基本公共卫生服务补助资金”：全年执行数"),
        ("groups", "11,726.12", "11,726.13", "评价等级为“良”的全年预算数"),
        ("uses", "5,200.00", "5,300.00", "“城镇老旧小区改造”：安排预算"),
        ("form-P2022-0101", "2,460.00", "2,461.00", "“中小学课后服务补助”：全年预算数"),
        ("report", "未整改6项", "未整改7项", "整改状态为“未整改”的项数"),
        ("rectification", "6", "7", "整改状态为“未整改”的项数"),
        ("evaluation-P2023-0106", "得77.6分", "得76.6分", "“老年人助餐服务补贴”：得分"),
    ],
)
def test_a_figure_that_somebody_edited_is_found(part_id: str, old: str, new: str, name: str) -> None:
    volume = with_document(final(), part_id, with_text(document(final(), part_id), old, new))

    found = [message for message in problems_of(volume) if name in message]
    assert len(found) == 1
    assert "资料的统计" in found[0]


def test_the_state_of_a_finding_is_one_word_in_report_list_and_briefing() -> None:
    """Of 老年人助餐服务补贴 the unit had not been told on the volume's day: it is not blamed for what it does not know."""
    assert " | 尚未反馈" in words(final(), "evaluation-P2023-0106")
    assert "未整改" not in words(final(), "evaluation-P2023-0106")
    assert "另有3项尚未反馈" in (part(final(), "briefing").html or "")

    changed = with_text(document(final(), "evaluation-P2023-0106"), "尚未反馈", "未整改")
    found = [message for message in problems_of(with_document(final(), "evaluation-P2023-0106", changed)) if "整改状态" in message]
    assert len(found) == 3
    assert "“老年人助餐服务补贴”：问题1的整改状态：资料的统计是 尚未反馈" in found[0]


def test_the_briefing_is_read_too() -> None:
    volume = replace(final(), parts=tuple(replace(one, html=one.html.replace("<b>7</b>", "<b>9</b>", 1)) if one.html else one for one in final().parts))

    assert any("评价的个数" in message and "是 9" in message for message in problems_of(volume))


def test_figures_from_elsewhere_are_compared() -> None:
    assert problems_of(final(), ((GARBAGE, "83.0", "网站"),)) == []
    (message,) = problems_of(final(), ((GARBAGE, "84", "网站"),))
    assert message.endswith("；网站是 84")
    assert GARBAGE in message


def test_what_stands_once_is_not_compared() -> None:
    result = compare([Figure("甲", "1", "这里"), Figure("乙", "2", "这里"), Figure("乙", "3", "那里")])

    assert [(row.name, row.agrees) for row in result.rows] == [("乙", False)]
    (problem,) = result.problems
    assert (problem.rule, problem.severity, problem.message) == ("N12", Severity.ERROR, "同一个数不一样——乙：这里是 2；那里是 3")
    assert "重新生成" in problem.suggestion


def test_values_are_compared_without_their_dress() -> None:
    assert [plain(value) for value in ("1,180.00", "1180", "0.00", "-30.0", "93.5%", "良", " 83 ")] == ["1180", "1180", "0", "-30", "93.5%", "良", "83"]


def test_a_name_tells_year_and_day() -> None:
    assert year_figure(2025, DAY, "项目支出", "评价的个数") == "2025年度项目支出（截至2026年11月21日）：评价的个数"


# --- typed by hand -----------------------------------------------------------------------------------------------------


def test_our_templates_hold_no_figure() -> None:
    assert list(handwritten_figures(TEMPLATES)) == []


@pytest.mark.parametrize(
    ("text", "figure", "place"),
    [
        ("今年评价项目12个。", "12", "1:7"),
        ("占{{ 甲 }}的85.6%。", "85.6%", "1:10"),
        ("第一行\n涉及三百万元。", "三百万", "2:3"),
        ("发现问题十二个。", "十二", "1:5"),
    ],
)
def test_a_figure_in_a_template_is_told_with_its_place(text: str, figure: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "congress_report_final.md.jinja").write_text(text, encoding="utf-8")

    found = list(handwritten_figures((tmp_path, *TEMPLATES)))

    assert [(one.rule, one.place, one.message) for one in found] == [("N11", f"templates/letters/congress_report_final.md.jinja:{place}", f"模板里手写了数字“{figure}”")]


@pytest.mark.parametrize(
    "text",
    [
        "{# 2025 年 #}{% if 项目.个数 > 3 %}有{% endif %}{{ 项目.个数 }}个",
        "根据《项目支出绩效评价管理办法》（财预〔2020〕10号）第十四条、《预算法》第12条",
        "1. 一是抓好整改。\n1. 全年预算{{ 数|amount }}万元，进一步推进。",
        "<td class=\"h2\" style=\"width:30%\">甲</td><style>p { margin: 2pt }</style>",
    ],
)
def test_what_is_no_figure_of_the_text(text: str, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "congress_letter.md.jinja").write_text(text, encoding="utf-8")

    assert list(handwritten_figures((tmp_path,))) == []


def test_a_template_that_types_a_total_is_caught_twice(tmp_path: Path) -> None:
    """By the look at the template, and because the figure is not what the statistics say."""
    own = tmp_path / "letters"
    own.mkdir()
    ours = (ROOT / "templates/letters/congress_report_final.md.jinja").read_text(encoding="utf-8")
    (own / "congress_report_final.md.jinja").write_text(ours.replace("评价项目支出{{ 项目.评价.个数 }}个", "评价项目支出70个"), encoding="utf-8")
    folders = (tmp_path, *TEMPLATES)
    volume = compose_volume(registers(), 2025, Stage.FINAL, DAY, Wording(folders), content=ROOT / "content", template_folders=folders)

    result = inspect_volume(volume, registers(), DAY, wording(), template_folders=folders)

    assert sorted(problem.rule for problem in result.problems) == ["N11", "N12"]
