"""What citizens read, page by page."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.problems import JixiaoError
from generator.website.dates import PageDates
from generator.website.door.public_site import PublicSite
from generator.website.pages.page import format_size, linker, paragraphs
from generator.website.site import build_website
from tests.website.conftest import disclosed, letter_for
from tests.website.reading import article, visible_text

Golden = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("projects/P2023-0103/2025.html", "project"),
        ("projects/P2025-0201/2025.html", "project_not_evaluated"),
        ("units/103/2025-overall.html", "overall"),
        ("units/103/2025.html", "unit"),
        ("units/104/2025.html", "unit_without_records"),
        ("index.html", "home"),
        ("grades/2025.html", "grades"),
        ("about.html", "about"),
        ("rules/index.html", "rules"),
        ("rules/indicators.html", "indicators"),
        ("feedback.html", "feedback"),
        ("sitemap.html", "sitemap"),
    ],
)
def test_page_reads_as_agreed(built: Workspace, golden: Golden, path: str, name: str) -> None:
    html = (built.site / path).read_text(encoding="utf-8")
    golden(f"website/{name}.txt", visible_text(article(html)))


def test_frame_reads_as_agreed(built: Workspace, golden: Golden) -> None:
    html = (built.site / "projects/P2023-0103/2025.html").read_text(encoding="utf-8")
    golden("website/frame.txt", visible_text(html.replace(article(html), "<p>（正文）</p>")))


def test_no_page_has_an_empty_section(built: Workspace) -> None:
    for path in built.site.rglob("*.html"):
        lines = visible_text(path.read_text(encoding="utf-8")).splitlines()
        for line, following in itertools.pairwise(lines):
            assert not (line.startswith("## ") and following.startswith("## ")), f"{path.name}: {line}"


def test_every_page_says_that_the_data_are_made_up(built: Workspace) -> None:
    assert all("演示数据" in path.read_text(encoding="utf-8") for path in built.site.rglob("*.html"))


def test_headings_go_down_one_step_at_a_time(built: Workspace) -> None:
    for path in built.site.rglob("*.html"):
        levels = [len(line.split(" ")[0]) for line in visible_text(path.read_text(encoding="utf-8")).splitlines() if line.startswith("#")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), path


def test_two_builds_give_the_same_bytes(built: Workspace, workspace: Workspace) -> None:
    build_website(disclosed(workspace, [letter_for("P2023-0103", workspace.letters)]), workspace)

    assert contents(workspace.site) == contents(built.site)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_sitemap_lists_real_pages_with_the_days_they_changed(workspace: Workspace) -> None:
    config = (Path(__file__).parents[2] / "mkdocs.yml").read_text(encoding="utf-8")
    (workspace.root / "mkdocs.yml").write_text(config.replace('site_url: ""', "site_url: https://www.example.invalid/jx/"), encoding="utf-8")

    site = disclosed(workspace)
    build_website(site, workspace)

    sitemap = (workspace.site / "sitemap.xml").read_text(encoding="utf-8")
    pages = {path.relative_to(workspace.site).as_posix() for path in workspace.site.rglob("*.html")}
    assert {line.split("<loc>https://www.example.invalid/jx/")[1].split("<")[0] for line in sitemap.splitlines() if "<loc>" in line} == pages
    changed = {path: PageDates(site).of(path).changed for path in pages}
    told = re.findall(r"<loc>https://www.example.invalid/jx/([^<]+)</loc><lastmod>([^<]+)</lastmod>", sitemap)
    assert dict(told) == {path: day.isoformat() for path, day in changed.items() if day}
    assert dict(told)["projects/P2023-0103/2025.html"] == "2026-08-03"  # the day of the data, 2026-11-21, stands nowhere
    assert "about.html" not in dict(told)
    page = (workspace.site / "units/103/2025.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://www.example.invalid/jx/units/103/2025.html">' in page


def test_hand_written_html_is_cleaned(built: Workspace) -> None:
    html = article((built.site / "about.html").read_text(encoding="utf-8"))
    assert "<script" not in html
    assert "onclick" not in html
    assert "<b>粗</b>" in html


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("about.md", "# 关于\n\n见[没有](nothing.md)\n", "nothing.md"),
        ("about.md", "# 关于\n\n{{ 别的 }}\n", "不认识的"),
        ("about.md", "没有标题\n", "没有标题"),
        ("index.md", "# 首页\n", "重名"),
    ],
)
def test_faults_of_hand_written_pages_stop_the_build(workspace: Workspace, name: str, text: str, message: str) -> None:
    (workspace.content / "pages" / name).write_text(text, encoding="utf-8")

    with pytest.raises(JixiaoError, match=message):
        build_website(disclosed(workspace), workspace)

    assert not workspace.site.exists()


def test_another_hand_written_page_joins_the_menu(workspace: Workspace) -> None:
    (workspace.content / "pages" / "guide.md").write_text("# 阅读指南\n\n先看[关于](about.md)。\n", encoding="utf-8")

    build_website(disclosed(workspace), workspace)

    assert "阅读指南" in visible_text((workspace.site / "projects/P2023-0103/2025.html").read_text(encoding="utf-8"))
    assert (workspace.site / "guide.html").is_file()


def test_text_of_records_is_never_markup(workspace: Workspace) -> None:
    file = workspace.content / "2025/projects/P2025-0201.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("公厕改造", "<script>x</script>{{ 7*7 }}JIXIAO-公厕"), encoding="utf-8")
    registers = disclosed(workspace)

    with pytest.raises(JixiaoError, match="残留“JIXIAO-”"):
        build_website(registers, workspace)

    file.write_text(file.read_text(encoding="utf-8").replace("JIXIAO-", ""), encoding="utf-8")
    build_website(disclosed(workspace), workspace)
    html = (workspace.site / "projects/P2025-0201/2025.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;x&lt;/script&gt;{{ 7*7 }}公厕" in html
    assert "<script" not in article(html)


def one_year(site: PublicSite) -> PublicSite:
    return replace(site, registers=(replace(site.registers[0], years=(2024,)),))


def test_one_year_alone_is_a_site(workspace: Workspace) -> None:
    build_website(one_year(disclosed(workspace)), workspace)
    pages = {path.relative_to(workspace.site).as_posix() for path in workspace.site.rglob("*.html")}
    assert {page for page in pages if "2025" in page} == set()
    assert {"index.html", "years/2024.html", "units/103/index.html", "units/103/2024.html", "projects/P2023-0103/2024.html"} <= pages


def page_of(workspace: Workspace, path: str) -> str:
    build_website(disclosed(workspace), workspace)
    return visible_text((workspace.site / path).read_text(encoding="utf-8"))


def test_each_breakdown_of_the_money_adds_up_on_its_own(workspace: Workspace) -> None:
    file = workspace.content / "2025/units/103.yml"
    sources = "  来源明细:\n    - {来源: 当年财政拨款, 年初预算数: 22000, 全年预算数: 22350, 全年执行数: 18774}\n  支出构成:\n"
    file.write_text(file.read_text(encoding="utf-8").replace("  支出构成:\n", sources), encoding="utf-8")

    text = page_of(workspace, "units/103/2025-overall.html")

    first, second = text.index("资金来源（万元）"), text.index("支出构成（万元）")
    total = "|合计|22,000.00|22,350.00|18,774.00|84%"
    assert "|当年财政拨款|" in text[first:second]
    assert total in text[first:second]
    assert "|基本支出|" in text[second:]
    assert total in text[second:]


def test_money_without_a_breakdown_still_has_its_total(workspace: Workspace) -> None:
    file = workspace.content / "2025/units/103.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line for line in lines if "支出构成" not in line and "名称:" not in line), encoding="utf-8")

    text = page_of(workspace, "units/103/2025-overall.html")

    assert "资金（万元）" in text
    assert "|合计|22,000.00|22,350.00|18,774.00|84%" in text
    assert "支出构成" not in text


def test_indicators_outside_the_promise_are_named(workspace: Workspace) -> None:
    file = workspace.content / "2025/units/103.yml"
    promise = "绩效目标:\n  年度目标: 市容整洁\n  指标:\n    - {一级指标: 产出指标, 三级指标: 清扫面积, 指标值: ≥500万平方米, 分值: 50}\n自评:\n"
    file.write_text(file.read_text(encoding="utf-8").replace("自评:\n", promise, 1), encoding="utf-8")

    assert "2 项指标（含绩效目标以外的 1 项：市容投诉）中，达到目标 1 项" in page_of(workspace, "units/103/2025-overall.html")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一句没有说完，\n下一行接着说。\n", ("一句没有说完，下一行接着说。",)),
        ("第一段。\n第二段。", ("第一段。", "第二段。")),
        ("第一段\n\n第二段", ("第一段", "第二段")),
        ("use of\nEnglish", ("use of English",)),
        ("", ()),
    ],
)
def test_paragraphs(text: str, expected: tuple[str, ...]) -> None:
    assert paragraphs(text) == expected


def test_links_are_relative_to_the_page() -> None:
    assert linker("projects/P1/2025.html")("units/103/2025.html") == "../../units/103/2025.html"
    assert linker("index.html")("about.html") == "about.html"


@pytest.mark.parametrize(("size", "text"), [(17, "1 KB"), (52_000, "51 KB"), (3_300_000, "3.1 MB")])
def test_format_size(size: int, text: str) -> None:
    assert format_size(size) == text


def test_real_data_carry_no_demonstration_banner(workspace: Workspace) -> None:
    office = workspace.content / "office.yml"
    office.write_text(office.read_text(encoding="utf-8").replace("演示数据: 是", "演示数据: 否"), encoding="utf-8")
    (workspace.content / "2025/projects/P2023-0103.yml").unlink()  # its evaluator has 演示 in its name

    build_website(disclosed(workspace), workspace)

    assert not any("演示数据" in path.read_text(encoding="utf-8") for path in workspace.site.rglob("*.html"))
