"""The letters as their readers get them: from the record to the words on paper."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from generator.engine.workspace import Workspace
from generator.letters.composing.subject import subject_of
from generator.letters.document import OfficialDocument, Paragraph, Table
from generator.letters.printing import PrintShop
from generator.letters.wording import Wording
from tests.letters.drafting import KINDS, ROOT, words
from tests.workspaces import OVERALL, PROJECT, TODAY, UNITS, edit, load_year, make_sound_workspace

VERIFIED = "      报告日期: 2026-01-15\n      核验意见: 通过\n      核验日期: 2026-01-20\n      销号日期: 2026-01-20\n"
REVIEWED = """评价:
  类别: 单位自评
  结果确定日期: 2025-12-10
  评价结论: 自评基本属实
"""


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    return make_sound_workspace(tmp_path / "区")


def compose(workspace: Workspace, word: str = "反馈", project: bool = True) -> OfficialDocument | None:
    register = load_year(workspace)
    dossier = register.projects[0] if project else next(one for one in register.overall if one.unit == "201")
    subject = subject_of(dossier, register, TODAY)
    return KINDS[word].compose((subject,), Wording(workspace.template_folders)) if KINDS[word].concerns(subject) else None


def body(workspace: Workspace) -> str:
    document = compose(workspace)
    assert document
    return words(document)


def print_one(workspace: Workspace, document: OfficialDocument, folder: Path) -> bytes:
    shop = PrintShop(workspace.template_folders, workspace.font_folders, {}, folder / "work")
    (letter,) = shop.print_all([document], {document.name: folder / "out"})
    return letter.path.read_bytes()


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\r", "\n") for page in pages]
    return "\n\f\n".join(texts) + "\n"


def test_feedback_letter(workspace, tmp_path, golden):
    document = compose(workspace)
    assert document

    pdf = print_one(workspace, document, tmp_path)

    golden("letters/feedback.txt", text_of(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert str(file.docinfo["/Title"]) == "关于反馈中小学课后服务项目2025年度财政重点绩效评价结果的函"
        assert str(file.docinfo["/Author"]) == "样例区财政局"


def test_rectification_letter(workspace, tmp_path, golden):
    edit(workspace, PROJECT, VERIFIED, "")
    document = compose(workspace, "整改")
    assert document

    golden("letters/rectification.txt", text_of(print_one(workspace, document, tmp_path)))


def test_no_rectification_letter_while_nothing_is_late(workspace):
    assert compose(workspace, "整改") is None


def test_a_draft_never_bears_the_number_of_the_record(workspace, tmp_path):
    document = compose(workspace)
    assert document
    assert document.is_draft

    text = text_of(print_one(workspace, document, tmp_path))

    assert "（未签发）" in text
    assert "样财函〔2025〕1号" not in text


def test_nothing_evaluated_no_letter(workspace):
    assert compose(workspace, project=False) is None


def test_a_subordinate_unit_is_written_to_through_its_department(workspace):
    edit(workspace, PROJECT, '预算单位: "101" ', '预算单位: "101001" ')

    document = compose(workspace)

    assert document
    assert document.addressee == "样例区教育局"
    assert "我局对你单位所属样例区第一小学中小学课后服务项目2025年度支出开展了财政重点绩效评价。" in words(document)
    assert "请你单位督促所属样例区第一小学对照附件2逐项研究整改措施" in words(document)


def test_the_salutation_is_a_setting(workspace):
    edit(workspace, "content/office.yml", "称谓: 你单位 ", "称谓: 贵单位 ")

    text = body(workspace)

    assert "贵单位" in text
    assert "你单位" not in text


def test_review_of_a_self_evaluation(workspace):
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    start, end = text.index("评价:\n"), text.index("反馈:\n")
    edited = text[:start] + REVIEWED + text[end : text.index("整改:\n")] + text[text.index("结果应用:\n") :]
    (workspace.root / PROJECT).write_text(edited, encoding="utf-8")

    document = compose(workspace)

    assert document
    assert document.title_text == "关于反馈中小学课后服务项目2025年度绩效自评复核结果的函"
    assert "我局对你单位报送的2025年度中小学课后服务项目绩效自评情况进行了复核。" in words(document)
    assert "经复核，该项目得96.5分，评价等级为“优”。" in words(document)
    assert "复核未发现需要整改的问题。" in words(document)
    assert [annex.title for annex in document.annexes] == ["绩效评价指标得分表"]
    (table,) = (block for block in document.body if isinstance(block, Table))
    assert table.rows[0].cells == ("预算执行", "10", "9.5", "95%")


def test_department_evaluation_and_overall_expenditure(workspace):
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    section = text[text.index("评价:\n") : text.index("反馈:\n")].replace("类别: 财政评价", "类别: 部门评价")
    edit(workspace, OVERALL, "公开:\n", section + "公开:\n")

    document = compose(workspace, project=False)

    assert document
    assert document.title_text == "关于反馈样例街道办事处部门整体支出2025年度部门绩效评价结果的函"
    assert "我局对你单位2025年度部门整体支出的部门绩效评价情况进行了审核。你单位部门整体支出全年预算1500万元" in words(document)


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        ("320", "拟安排320万元，与上年持平。"),
        ("350.5", "拟安排350.5万元，比上年增加30.5万元。"),
        ("300", "拟安排300万元，比上年减少20万元。"),
        ("0", "拟不再安排，比上年减少320万元。"),
    ],
)
def test_the_decision_is_told_with_its_change(workspace, decided, said):
    edit(workspace, PROJECT, "安排预算: 320", f"安排预算: {decided}")

    assert f"采取“合理保障”的方式，2027年度预算{said}" in body(workspace)


def test_deadline_is_absolute_and_counted_from_the_letters_own_date(workspace):
    assert "于2026年1月19日前将整改情况报告" in body(workspace)


def test_an_amount_that_the_fact_tells_is_not_told_twice(workspace):
    edit(workspace, PROJECT, "两所学校因场地不足没有满足全部报名需求。", "两所学校闲置设备 12.5 万元。\n      涉及金额: 12.5")
    assert body(workspace).count("12.5") == 1

    edit(workspace, PROJECT, "涉及金额: 12.5", "涉及金额: 30")
    assert "涉及金额30万元。" in body(workspace)


def test_a_workspace_has_its_own_wording(workspace):
    own = workspace.root / "templates" / "letters" / "feedback.md.jinja"
    own.parent.mkdir(parents=True)
    own.write_text("{{ 称谓 }}得{{ 总分|score }}分。\n\n特此函告。\n", encoding="utf-8")

    document = compose(workspace)

    assert document
    assert [block.text for block in document.body if isinstance(block, Paragraph)] == ["你单位得90分。", "特此函告。"]


def test_characters_that_the_body_face_lacks_are_reported(workspace, tmp_path):
    edit(workspace, UNITS, "名称: 样例区教育局", "名称: 样例区硚口教育局")
    document = compose(workspace)
    assert document

    shop = PrintShop(workspace.template_folders, workspace.font_folders, {}, tmp_path / "work")
    (letter,) = shop.print_all([document], {document.name: tmp_path / "out"})

    assert letter.substitutions == (("硚", "仿宋"),)


def test_word_uses_the_fonts_that_the_office_named(workspace, tmp_path):
    document = compose(workspace)
    assert document
    own = {"仿宋": ROOT / ".fonts/FandolFang-Regular.otf"}

    (letter,) = PrintShop(workspace.template_folders, workspace.font_folders, own, tmp_path / "work").print_all([document], {document.name: tmp_path})

    styles = zipfile.ZipFile(letter.word_path).read("word/styles.xml").decode()
    assert 'w:eastAsia="FandolFang R"' in styles
    assert 'w:eastAsia="仿宋_GB2312"' not in styles
    assert 'w:eastAsia="楷体_GB2312"' in styles
