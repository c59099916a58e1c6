"""一函多项: one letter for all projects of a department, from the record to paper and site."""

import shutil
from pathlib import Path

import pypdfium2
import pytest

from generator import pipeline
from generator.drafting import Selection
from generator.engine.workspace import Workspace
from generator.letters.composing import group
from generator.letters.document import Heading
from generator.problems import UsageError
from tests.letters.drafting import DAY, ROOT, draft, subject, text_of, words
from tests.workspaces import check_lines, edit

OFFICE, Y2024, Y2025 = "content/office.yml", "content/2024/projects/", "content/2025/projects/"
ONE_NUMBER = "江示财函〔2026〕99号, 发文日期: 2026-06-02, 签收日期: 2026-06-03"


@pytest.fixture
def merged(tmp_path: Path) -> Workspace:
    """The sample, sending one letter to each department."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    workspace = Workspace.open(tmp_path)
    edit(workspace, OFFICE, "  加盖印章: 是\n", "  加盖印章: 是\n  一函多项: 是\n")
    return workspace


def test_feedback_of_two_projects(golden):
    document = draft("反馈", subject(2025, "P2021-0102"), subject(2025, "P2025-102001"))

    golden("letters/feedback_merged.txt", text_of(document))
    assert [block.text for block in document.body if isinstance(block, Heading) and block.level == 1] == [
        "一、基本公共卫生服务补助资金",
        "二、硚南社区卫生服务中心家庭医生签约服务智能随访终端配置项目",
    ]


def test_how_several_are_named():
    project, school, overall = subject(2025, "P2022-0101"), subject(2025, "P2025-101001"), subject(2025, "U101")

    assert [group.scope(some) for some in ([project, school], [overall, project], [overall, overall])] == ["2个项目", "部门整体支出和1个项目", "2个单位整体支出"]
    assert [group.units(some) for some in ([project, overall], [project, school], [school, school])] == [
        "你单位",
        "你单位及所属示范区实验小学",
        "你单位所属示范区实验小学",
    ]
    assert [group.request(some) for some in ([project, overall], [project, school], [school, school], [school])] == [
        "请你单位",
        "请你单位并督促所属示范区实验小学",
        "请你单位督促所属示范区实验小学",
        "请你单位督促所属示范区实验小学",
    ]


def test_a_unit_that_the_projects_name_tells_is_not_told_twice():
    school = subject(2025, "P2025-101001")

    assert school.unit.label in school.name
    assert school.heading == school.name


def test_one_letter_for_each_department_and_the_old_ones_go(merged):
    edit(merged, OFFICE, "  一函多项: 是\n", "")
    before = pipeline.make_letters(merged, DAY, Selection(kind="监控预警"))
    assert {draft.letter.path.name for draft in before.drafts} >= {"monitoring-2026-P2022-0101.pdf", "monitoring-2026-P2026-101001.pdf"}

    edit(merged, OFFICE, "  加盖印章: 是\n", "  加盖印章: 是\n  一函多项: 是\n")
    report = pipeline.make_letters(merged, DAY, Selection())

    assert {path.name for path in report.removed} == {
        f"monitoring-2026-{project}{ending}" for project in ("P2022-0101", "P2026-101001") for ending in (".pdf", ".docx")
    }
    dossiers = {draft.letter.path.name: draft.dossiers for draft in report.drafts}
    assert dossiers["monitoring-2026-unit-101.pdf"] == ("P2022-0101", "P2026-101001")
    assert dossiers["monitoring-2026-P2023-0103.pdf"] == ("P2023-0103",)
    edit(merged, OFFICE, "  一函多项: 是\n", "")
    assert "monitoring-2026-unit-101.pdf" in {path.name for path in pipeline.make_letters(merged, DAY, Selection()).removed}


@pytest.mark.parametrize(
    "selection",
    [
        Selection(kind="监控预警", project="P2026-101001"),
        Selection(kind="监控预警", unit="示范区实验小学"),
        Selection(kind="监控预警", project="中小学课后服务补助"),
    ],
)
def test_a_merged_letter_is_chosen_by_any_of_its_dossiers(merged, selection):
    report = pipeline.make_letters(merged, DAY, selection)

    assert [draft.letter.document.name for draft in report.drafts] == ["monitoring-2026-unit-101"]


def test_nothing_chosen_is_told(merged):
    with pytest.raises(UsageError, match="没有符合条件的公文"):
        pipeline.make_letters(merged, DAY, Selection(kind="监控预警", project="P2020-0107"))


def told_together(workspace: Workspace) -> None:
    """The records of two departments say that one letter went out about two projects."""
    edit(workspace, f"{Y2025}P2021-0102.yml", "江示财函〔2026〕19号, 发文日期: 2026-06-02, 签收日期: 2026-06-03", ONE_NUMBER)
    edit(workspace, f"{Y2025}P2025-102001.yml", "江示财函〔2026〕9号, 发文日期: 2026-05-18, 签收日期: 2026-05-19", ONE_NUMBER)
    edit(workspace, f"{Y2024}P2020-0107.yml", "江示财函〔2025〕10号, 发文日期: 2025-05-23, 签收日期: 2025-05-26", "江示财函〔2025〕27号, 发文日期: 2025-07-22, 签收日期: 2025-07-23")


def test_what_went_out_apart_is_not_told_together(merged):
    apart = pipeline.make_letters(merged, DAY, Selection(kind="反馈", unit="102"))
    assert [draft.letter.document.name for draft in apart.drafts if draft.year == 2025] == ["feedback-2025-P2021-0102"]

    told_together(merged)
    together = pipeline.make_letters(merged, DAY, Selection(kind="反馈", unit="102"))
    assert [draft.letter.document.name for draft in together.drafts if draft.year == 2025] == ["feedback-2025-unit-102"]


def test_two_letters_of_one_department_have_two_names(merged):
    told_together(merged)
    for number in (1, 2):
        old = (merged.root / f"{Y2025}P2025-102001.yml").read_text(encoding="utf-8")
        new = old.replace("编号: P2025-102001", f"编号: P2025-10200{number + 1}").replace(ONE_NUMBER, "江示财函〔2026〕97号, 发文日期: 2026-05-20, 签收日期: 2026-05-21")
        (merged.root / f"{Y2025}P2025-10200{number + 1}.yml").write_text(new, encoding="utf-8")

    drafts = pipeline.make_letters(merged, DAY, Selection(kind="反馈", unit="102001")).drafts

    assert {draft.letter.document.name: draft.dossiers for draft in drafts if draft.year == 2025} == {
        "feedback-2025-unit-102": ("P2025-102002", "P2025-102003"),
        "feedback-2025-unit-102-2": ("P2021-0102", "P2025-102001"),
    }


def test_on_paper_each_annex_has_its_number_and_project(merged):
    told_together(merged)

    (drafted,) = pipeline.make_letters(merged, DAY, Selection(kind="反馈", project="P2025-102001")).drafts

    pages = [page.get_textpage().get_text_bounded().replace("\r\n", "") for page in pypdfium2.PdfDocument(drafted.letter.path)]
    text = "".join(pages)
    assert drafted.letter.path.name == "feedback-2025-unit-102.pdf"
    assert "附件：1.基本公共卫生服务补助资金绩效评价指标得分表2.基本公共卫生服务补助资金问题清单及整改台账3." in text
    assert [page[:3] for page in pages if page.startswith("附件")] == ["附件1", "附件2", "附件3", "附件4"]
    assert "对照附件4逐项研究整改措施" in text


def test_the_site_shows_a_letter_with_each_project_unless_one_of_them_is_closed(merged):
    told_together(merged)

    pipeline.build(merged, DAY)

    on_site = {path.name for path in (merged.site / "letters").rglob("*.pdf")}
    assert "feedback-2025-unit-102.pdf" in on_site
    for dossier in ("P2021-0102", "P2025-102001"):
        assert "feedback-2025-unit-102.pdf" in (merged.site / f"projects/{dossier}/2025.html").read_text(encoding="utf-8")
    # 就业补助资金 is 依申请公开; the pension project beside it is open.
    assert (merged.letters / "2024/feedback-2024-unit-107.pdf").is_file()
    assert "feedback-2024-unit-107.pdf" not in on_site
    assert "feedback-2024-unit-107.pdf" not in (merged.site / "projects/P2020-0107/2024.html").read_text(encoding="utf-8")
    assert not (merged.site / "years/2027.html").exists()
    assert (merged.site / "years/2026.html").is_file()


def test_one_number_for_several_is_in_order_only_under_this_setting(merged):
    told_together(merged)
    assert [line for line in check_lines(merged) if "C18" in line] == []

    edit(merged, f"{Y2025}P2023-0106.yml", "江示财函〔2026〕28号", "江示财函〔2026〕99号")
    assert len([line for line in check_lines(merged) if "C18" in line]) == 1

    edit(merged, OFFICE, "  一函多项: 是\n", "")
    assert len([line for line in check_lines(merged) if "C18" in line]) == 3


def test_a_single_one_reads_as_if_nothing_were_merged():
    assert "# " not in words(draft("反馈", subject(2025, "P2021-0102")))
    assert draft("反馈", subject(2025, "P2021-0102")).name == "feedback-2025-P2021-0102"
