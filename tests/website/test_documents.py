"""Documents at the door and on their pages: what goes out, with what text and files, and what stays of those that are gone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run
from generator.engine.workspace import Workspace
from generator.letters.word.reading import TextKind
from generator.problems import JixiaoError
from generator.records.changes import Withdrawal
from generator.records.dossier import Feedback
from generator.records.library import DocumentDisclosures
from generator.records.register import Register
from generator.records.vocabulary import DocumentKind
from generator.website.door.documents import LetterFile, OutgoingFile, disclose_documents
from generator.website.door.public_document import PublicBlock, PublicCell, PublicDocument
from generator.website.door.public_site import PublicSite
from generator.website.search.rows import finder_rows
from tests.website.conftest import LETTER, TEXT, TODAY, disclosed, letter_for, load
from tests.website.reading import article, visible_text
from tests.workspaces import PROJECT, edit, make_workspace

CIRCULAR = "江示财发〔2026〕3号"
REVIEWED = {"审查人": "演示人员丁", "审查日期": "2026-10-10"}


def with_decisions(register: Register, *entries: dict[str, Any]) -> Register:
    values = [{"年度": 2025, "属性": "主动公开", **REVIEWED, **entry} for entry in entries]
    return replace(register, documents=DocumentDisclosures.model_validate({"公文": values}))


def with_dossier(register: Register, number: str, **changes: Any) -> Register:
    """The register with one dossier changed."""
    projects = tuple(one.model_copy(update=changes) if one.id == number else one for one in register.projects)
    return replace(register, projects=projects)


@pytest.fixture
def register(workspace: Workspace) -> Register:
    return load(workspace)[1]


@pytest.fixture
def circular(workspace: Workspace) -> LetterFile:
    letter = letter_for("P2023-0103", workspace.letters, kind=DocumentKind.CIRCULAR, title="关于2025年度评价结果的通报", document_number=CIRCULAR)
    return replace(letter, dossiers=(), name="2026-document-0003")


@pytest.fixture
def feedback(workspace: Workspace) -> LetterFile:
    return replace(letter_for("P2023-0103", workspace.letters), name="2026-letter-0021")


def states(register: Register, letters: Sequence[LetterFile], today: date = TODAY) -> list[str]:
    return [document.state for document in disclose_documents(register, letters, today=today)]


# --- what goes out ------------------------------------------------------------------------------------------------------


def test_document_goes_out_only_by_a_decision(register: Register, circular: LetterFile) -> None:
    assert states(register, [circular]) == []
    assert states(with_decisions(register, {"文种": "绩效评价结果通报"}), [circular]) == ["有效"]
    assert states(with_decisions(register, {"文种": "绩效评价结果通报", "发文字号": CIRCULAR}), [circular]) == ["有效"]
    assert states(with_decisions(register, {"文种": "绩效评价结果通报", "发文字号": "江示财发〔2026〕4号"}), [circular]) == []
    assert states(with_decisions(register, {"文种": "绩效评价结果通报", "年度": 2024}), [circular]) == []


def test_decision_about_one_number_goes_before_that_about_its_kind(register: Register, circular: LetterFile) -> None:
    both = with_decisions(register, {"文种": "绩效评价结果通报"}, {"文种": "绩效评价结果通报", "发文字号": CIRCULAR, "属性": "不予公开", "理由": "甲"})
    assert states(both, [circular]) == []


def test_day_of_publication_must_have_come(register: Register, circular: LetterFile) -> None:
    decided = with_decisions(register, {"文种": "绩效评价结果通报", "公开日期": "2026-11-22"})
    assert states(decided, [circular]) == []
    (document,) = disclose_documents(decided, [circular], today=date(2026, 11, 22))
    assert document.published_on == date(2026, 11, 22)


def test_letter_stays_inside_where_its_project_does(register: Register, feedback: LetterFile) -> None:
    assert states(register, [feedback]) == ["有效"]
    assert states(with_dossier(register, "P2023-0103", disclosure=None), [feedback]) == []
    reminder = replace(feedback, kind=DocumentKind.REMINDER)
    decided = with_decisions(register, {"文种": "整改催办函"})
    assert states(decided, [reminder]) == ["有效"]
    assert states(with_dossier(decided, "P2023-0103", disclosure=None), [reminder]) == []
    assert states(decided, [replace(reminder, dossiers=())]) == []  # nobody knows whom it is about
    assert states(decided, [replace(reminder, dossiers=("P2023-0103", "P-GONE"))]) == []


def test_letters_with_inner_scores_and_reasons_are_decided_one_by_one(register: Register, feedback: LetterFile) -> None:
    review = replace(feedback, kind=DocumentKind.REVIEW)
    assert states(with_decisions(register, {"文种": "自评报告评审意见函"}), [review]) == []
    own = {"文种": "自评报告评审意见函", "发文字号": review.document_number}
    assert states(with_decisions(register, own), [review]) == ["有效"]
    assert states(with_decisions(register, {**own, "审查人": ""}), [review]) == []


def test_documents_yml_cannot_open_a_feedback_letter_but_can_close_it(register: Register, feedback: LetterFile) -> None:
    entry = {"文种": "绩效评价结果反馈意见函", "发文字号": feedback.document_number}
    closed = with_dossier(register, "P2023-0103", feedback=None)
    assert states(with_decisions(closed, entry), [feedback]) == []
    assert states(with_decisions(register, {**entry, "属性": "不予公开", "理由": "甲"}), [feedback]) == []


def test_draft_goes_out_only_where_the_office_shows_drafts(register: Register, circular: LetterFile) -> None:
    decided = with_decisions(register, {"文种": "绩效评价结果通报"})
    draft = replace(circular, document_number="")
    (document,) = disclose_documents(decided, [draft], today=TODAY)
    assert (document.state, document.published_on, document.number) == ("未签发", None, "")
    site = register.office.site.model_copy(update={"shows_drafts": False})
    assert states(replace(decided, office=register.office.model_copy(update={"site": site})), [draft]) == []


def test_draft_of_a_letter_that_went_out_bears_the_number_of_the_records(register: Register, feedback: LetterFile) -> None:
    draft = replace(feedback, document_number="", issued_on=date(2026, 11, 21), name="feedback-2025-P2023-0103")
    (document,) = disclose_documents(register, [draft], today=TODAY)
    assert (document.state, document.is_sent, document.number, document.issued_on) == ("底稿", True, "江示财函〔2026〕21号", date(2026, 6, 8))
    assert document.published_on is None  # what is shown is not what went out

    unsent = with_dossier(register, "P2023-0103", feedback=Feedback.model_validate({"公开属性": "主动公开"}))
    (document,) = disclose_documents(unsent, [draft], today=TODAY)
    assert (document.state, document.is_sent, document.number) == ("未签发", False, "")
    again = replace(register, issued=archive_of(feedback))  # the number is that of a letter in the archive: this is the draft of a further one
    assert states(again, [draft]) == ["未签发"]


def test_draft_about_what_went_out_under_several_numbers_stays_inside(register: Register, feedback: LetterFile) -> None:
    other = next(one for one in register.projects if one.id == "P2023-0103")
    two = replace(register, projects=(*register.projects, other.model_copy(update={"project_id": "P-TWO"})))
    draft = replace(feedback, document_number="", dossiers=("P2023-0103", "P-TWO"))
    assert states(two, [draft]) == ["底稿"]
    for number in ("江示财函〔2026〕22号", ""):
        sent = Feedback.model_validate({"发文字号": number, "发文日期": "2026-06-08", "公开属性": "主动公开"})
        assert states(with_dossier(two, "P-TWO", feedback=sent), [draft]) == []


def test_number_of_a_letter_that_is_not_shown_leads_to_its_project(workspace: Workspace, feedback: LetterFile) -> None:
    page = "projects/P2023-0103/2025.html"

    def found(site: PublicSite) -> list[tuple[str, str]]:
        rows = finder_rows(site, {page, "letters/2025/2026-letter-0021.html"})
        return [(row.name, row.path) for row in rows if row.number == feedback.document_number]

    assert found(disclosed(workspace)) == [("生活垃圾分类收运评价结果反馈意见函（全文没有公开）", page)]
    assert found(disclosed(workspace, [feedback])) == [(feedback.title, "letters/2025/2026-letter-0021.html")]


def test_text_of_what_stays_inside_is_not_even_read(register: Register, circular: LetterFile, tmp_path: Path) -> None:
    word = tmp_path / "a.docx"
    word.write_bytes(b"PK")
    seen: list[Path] = []

    def read(path: Path) -> tuple[PublicBlock, ...]:
        seen.append(path)
        return ()

    letter = replace(circular, files=(OutgoingFile(word),))
    disclose_documents(register, [letter], today=TODAY, read_text=read)
    assert seen == []
    disclose_documents(with_decisions(register, {"文种": "绩效评价结果通报"}), [letter], today=TODAY, read_text=read)
    assert seen == [word]


def test_document_about_the_year_may_not_name_what_was_closed_since(register: Register, circular: LetterFile, tmp_path: Path) -> None:
    word = tmp_path / "a.docx"
    word.write_bytes(b"PK")
    closed = with_dossier(with_decisions(register, {"文种": "年度预算绩效管理工作情况报告"}), "P2023-0103", disclosure=None)
    report = replace(circular, kind=DocumentKind.REPORT, files=(OutgoingFile(word),))

    def read(path: Path) -> tuple[PublicBlock, ...]:
        return (PublicBlock("表格", rows=((PublicCell("生活垃圾分类收运"),),)),)

    with pytest.raises(JixiaoError, match=r"写有不公开的“生活垃圾分类收运”，网站没有生成。请在 content/documents\.yml"):
        disclose_documents(closed, [report], today=TODAY, read_text=read)


def test_circular_that_names_a_project_that_is_not_public_stays_inside(register: Register, circular: LetterFile) -> None:
    decided = with_decisions(register, {"文种": "绩效评价结果通报"})
    project = next(one for one in register.projects if one.id == "P2023-0103")
    assert project.disclosure
    on_request = project.disclosure.model_copy(update={"disclosure": "依申请公开"})
    assert states(with_dossier(decided, "P2023-0103", disclosure=on_request), [circular]) == []


def test_archived_file_that_was_changed_stops_the_build(register: Register, feedback: LetterFile) -> None:
    path = feedback.files[0].path
    good = replace(feedback, files=(OutgoingFile(path, sha256(LETTER).hexdigest()),))
    (document,) = disclose_documents(register, [good], today=TODAY)
    assert [(file.kind, file.size, file.sha256) for file in document.files] == [("PDF", len(LETTER), sha256(LETTER).hexdigest())]

    with pytest.raises(JixiaoError, match=r"存档文件 .*\.pdf 与登记簿的校验码不符，网站没有生成。请运行 jixiao verify"):
        disclose_documents(register, [replace(feedback, files=(OutgoingFile(path, "0" * 64),))], today=TODAY)


# --- what stays of those that are gone, and how they speak of each other ---------------------------------------------------


def test_void_letter_leaves_its_page_and_leads_to_the_one_sent_instead(register: Register, feedback: LetterFile) -> None:
    gone = replace(feedback, draft="feedback-2025-P2023-0103", voided_on=date(2026, 6, 9), voided_why="附件有误")
    again = replace(feedback, draft=gone.draft, document_number="江示财函〔2026〕22号", name="2026-letter-0022")

    first, second = disclose_documents(register, [gone, again], today=TODAY)

    assert (first.state, first.withdrawn_on, first.withdrawn_reason, first.files, first.text) == ("已作废", date(2026, 6, 9), "附件有误", (), ())
    assert first.replaced_by is not None
    assert (first.replaced_by.number, first.replaced_by.path) == (second.number, "letters/2025/2026-letter-0022.html")


def test_letter_and_its_correction_lead_to_each_other(register: Register, feedback: LetterFile) -> None:
    corrected = replace(feedback, is_corrected=True)
    correction = replace(
        feedback, kind=DocumentKind.CORRECTION, document_number="江示财函〔2026〕30号", name="2026-letter-0030", corrects=feedback.document_number
    )
    alone = disclose_documents(register, [correction], today=TODAY)  # nobody knows what it corrects
    assert alone == ()

    known = replace(register, issued=archive_of(feedback))
    first, second = disclose_documents(known, [corrected, correction], today=TODAY)

    assert (first.state, [one.number for one in first.corrected_by]) == ("已更正", ["江示财函〔2026〕30号"])
    assert second.corrects is not None
    assert second.corrects.path == first.path


def archive_of(letter: LetterFile) -> Any:
    """A register of issued documents that knows one letter, as far as the door asks."""

    class Known:
        documents = ()

        @staticmethod
        def by_number(number: str) -> Any:
            if number != letter.document_number:
                return None
            facts = {"kind": letter.kind, "budget_year": letter.year, "number": number, "dossiers": letter.dossiers, "corrects": "", "stage": ""}
            return type("Issued", (), facts)

    return Known


def test_withdrawn_document_says_when_and_why_and_nothing_else(register: Register, circular: LetterFile) -> None:
    entry = {"文种": "绩效评价结果通报", "发文字号": CIRCULAR, "撤回": {"日期": "2026-11-01", "理由": "附件有个人信息"}}
    decided = with_decisions(register, entry)
    assert states(decided, [circular], date(2026, 10, 31)) == ["有效"]
    (gone,) = disclose_documents(decided, [circular], today=TODAY)
    assert (gone.state, gone.title, gone.addressee, gone.withdrawn_reason) == ("已撤回", "绩效评价结果通报", "", "附件有个人信息")
    assert gone.path == "letters/2025/2026-document-0003.html"


def test_letter_about_a_withdrawn_project_is_withdrawn_with_it(register: Register, feedback: LetterFile) -> None:
    project = next(one for one in register.projects if one.id == "P2023-0103")
    assert project.disclosure
    withdrawal = Withdrawal.model_validate({"日期": "2026-11-01", "理由": "数据有误"})
    gone = project.disclosure.model_copy(update={"withdrawal": withdrawal})
    (document,) = disclose_documents(with_dossier(register, "P2023-0103", disclosure=gone), [feedback], today=TODAY)
    assert (document.state, document.withdrawn_reason, document.title, document.dossiers) == ("已撤回", "数据有误", "绩效评价结果反馈意见函", ())


# --- pages ----------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("letters/index.html", "letters"),
        ("letters/2025/2026-letter-0021.html", "letter"),
        ("letters/2025/2026-document-0002.html", "letter_void"),
    ],
)
def test_page_reads_as_agreed(letters_site: Workspace, golden: Callable[[str, str], None], path: str, name: str) -> None:
    golden(f"website/{name}.txt", visible_text(article((letters_site.site / path).read_text(encoding="utf-8"))))


def test_tables_of_a_letter_keep_heads_and_spans(letters_site: Workspace) -> None:
    html = (letters_site.site / "letters/2025/2026-letter-0021.html").read_text(encoding="utf-8")
    assert '<th scope="col">来源</th>' in html
    assert '<td rowspan="2">财政</td>' in html
    assert '<td class="jx-num">1,150.00</td>' in html
    assert "<h3>一、评价结论</h3>" in html
    assert "<h4>（一）得分</h4>" in html


def test_project_leads_to_its_letter_and_back(letters_site: Workspace) -> None:
    project = (letters_site.site / "projects/P2023-0103/2025.html").read_text(encoding="utf-8")
    letter = (letters_site.site / "letters/2025/2026-letter-0021.html").read_text(encoding="utf-8")
    assert 'href="../../letters/2025/2026-letter-0021.html"' in project
    assert 'href="../../projects/P2023-0103/2025.html"' in letter


def test_every_kind_of_text_has_a_place_on_the_page() -> None:
    assert {block.kind for block in TEXT} == {kind.value for kind in TextKind}


# --- from the archive -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A letter issued, corrected, and a second one voided; then the site."""
    workspace = make_workspace(tmp_path_factory.mktemp("issued") / "区")
    call(workspace, "letters")
    call(workspace, "issue", "feedback-2025-P-2025-0001", "--date", "2026-11-20")
    edit(workspace, PROJECT, "分值: 20, 得分: 17, 扣分原因", "分值: 20, 得分: 16, 扣分原因")
    call(workspace, "correct", "样财函〔2026〕1号")
    call(workspace, "issue", "correction-2026-letter-0001")
    call(workspace, "build")
    return workspace


def call(workspace: Workspace, *arguments: str) -> None:
    assert run(["-C", str(workspace.root), "--today", "2026-11-21", *arguments]) == 0


def page(workspace: Workspace, path: str) -> str:
    return visible_text((workspace.site / path).read_text(encoding="utf-8"))


def test_letter_page_has_the_words_of_the_archived_file(issued: Workspace) -> None:
    text = page(issued, "letters/2025/2026-letter-0001.html")
    assert "样财函〔2026〕1号" in text
    assert "经评价，该项目得90分，评价等级为“优”。" in text  # as it was sent; the record says 89 now
    for ending in ("pdf", "docx"):
        frozen = (issued.issued / f"2026/2026-letter-0001.{ending}").read_bytes()
        assert (issued.site / f"letters/2025/2026-letter-0001.{ending}").read_bytes() == frozen
        assert sha256(frozen).hexdigest() in text


def test_corrected_letter_says_so_and_keeps_its_words(issued: Workspace) -> None:
    assert "内容已经更正。更正见 样财函〔2026〕2号" in page(issued, "letters/2025/2026-letter-0001.html")
    assert "本件更正的是 样财函〔2026〕1号" in page(issued, "letters/2025/2026-letter-0002.html")


def test_no_undeclared_document_and_no_draft_is_on_the_site(issued: Workspace) -> None:
    names = {path.name for path in (issued.site / "letters/2025").iterdir()}
    assert names == {"index.html", *(f"2026-letter-000{number}.{ending}" for number in (1, 2) for ending in ("html", "pdf", "docx"))}


def test_void_letter_answers_at_its_address(issued: Workspace) -> None:
    call(issued, "void", "样财函〔2026〕1号", "--why", "附件有误")
    call(issued, "build")

    assert "本件已作废。2026年11月21日作废，原因：附件有误。正文和文件不再提供，这个网址保留。" in page(issued, "letters/2025/2026-letter-0001.html")
    assert not (issued.site / "letters/2025/2026-letter-0001.pdf").exists()
    assert "该项目得90分" not in page(issued, "letters/2025/2026-letter-0001.html")


def test_paragraphs_are_words_for_those_who_look_for_them(letters_site: Workspace) -> None:
    document = PublicDocument("", 2025, "", "", "", 0, 0, None, None, "", True, False, "", None, "", 0, (), TEXT, (), "")
    assert document.paragraphs[4] == "资金表 来源 金额 财政 1,150.00 30.00"
