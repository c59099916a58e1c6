"""The issuing desk as a clerk meets it: from draft to number, register, correction, voiding, status."""

import csv
import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from generator.cli import run
from generator.engine.workspace import Workspace
from tests.workspaces import OFFICE, PROJECT, edit, make_workspace, write

DAY = ["--today", "2026-11-21"]
TEMPLATES = Path(__file__).parents[1] / "templates"
DRAFT = "feedback-2025-P-2025-0001"
FIRST = "样财函〔2026〕1号"
ARCHIVED = "content/issued/2026/2026-letter-0001"

Call = Callable[..., tuple[int, str]]


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    return make_workspace(tmp_path / "区")


@pytest.fixture
def call(workspace, capsys) -> Call:
    """Run a command in the workspace: exit status, and all that was said."""

    def run_it(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        status = run(["-C", str(workspace.root), *DAY, *arguments])
        said = capsys.readouterr()
        # Hints name the workspace, so that they can be copied.
        return status, (said.out + said.err).replace(f" -C {workspace.root}", "")

    return run_it


def words_of(pdf: Path) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    return re.sub(r"\s", "", "".join(pages))


def words_of_word(path: Path) -> str:
    return "".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def change_score(workspace: Workspace) -> None:
    """One point less in one indicator, and with it another grade."""
    edit(workspace, PROJECT, "分值: 20, 得分: 17, 扣分原因", "分值: 20, 得分: 16, 扣分原因")


def demand(workspace: Workspace) -> None:
    """The ledger stands in the sample before the letter goes out."""
    assert "整改要求: 满足全部报名需求" in (workspace.root / PROJECT).read_text(encoding="utf-8")


def test_issue_gives_a_number_and_freezes_both_files(workspace, call):
    assert call("letters")[0] == 0

    status, said = call("issue", DRAFT, "--date", "2026-11-20")

    assert status == 0
    assert f"{FIRST}  关于反馈中小学课后服务项目2025年度财政重点绩效评价结果的函（样例区教育局，5 页）" in said
    pdf, word = workspace.root / f"{ARCHIVED}.pdf", workspace.root / f"{ARCHIVED}.docx"
    assert FIRST in words_of(pdf)
    assert "2026年11月20日" in words_of(pdf)
    assert "未签发" not in words_of(pdf)
    assert FIRST in words_of_word(word)
    assert not (workspace.letters / "2025" / f"{DRAFT}.pdf").exists()
    assert not (workspace.letters / "2025" / f"{DRAFT}.docx").exists()


def test_the_days_of_the_letter_count_from_the_day_of_issue_not_from_a_planned_one(workspace, call):
    edit(workspace, PROJECT, "\n反馈:\n", "\n反馈:\n  发文日期: 2026-01-05\n")

    assert call("issue", DRAFT, "--date", "2026-11-20")[0] == 0

    assert "于2026年12月20日前" in words_of(workspace.root / f"{ARCHIVED}.pdf")


def test_an_issued_letter_is_no_draft_any_more_and_is_never_printed_again(workspace, call):
    call("issue", DRAFT)
    frozen = (workspace.root / f"{ARCHIVED}.pdf").read_bytes()

    status, said = call("issue", DRAFT)
    assert (status, said.splitlines()[0]) == (
        2,
        f"“{DRAFT}”已于2026-11-21以{FIRST}签发，不能再签发。数据变了，用 jixiao correct {FIRST} 起草更正函；发错了，先用 jixiao void {FIRST} --why 原因 作废。",
    )

    change_score(workspace)
    assert call("build")[0] == 0
    assert (workspace.root / f"{ARCHIVED}.pdf").read_bytes() == frozen
    assert not (workspace.letters / "2025" / f"{DRAFT}.pdf").exists()


def test_number_and_date_go_back_into_the_record_without_being_typed(workspace, call):
    call("issue", DRAFT, "--date", "2026-11-02")

    _, said = call("status")

    assert re.search(r"区教育局 +中小学课后服务 +样财函〔2026〕1号 +2026-12-02 +11 +1", said)


def test_the_site_shows_the_frozen_letter(workspace, call):
    call("issue", DRAFT)

    assert call("build")[0] == 0

    page = (workspace.site / "projects/P-2025-0001/2025.html").read_text(encoding="utf-8")
    assert FIRST in page
    assert (workspace.site / "letters/2025/2026-letter-0001.pdf").read_bytes() == (workspace.root / f"{ARCHIVED}.pdf").read_bytes()


def test_moved_data_is_told_with_field_old_value_and_new(workspace, call):
    call("issue", DRAFT)
    change_score(workspace)

    status, said = call("check")

    assert status == 0
    told = [line for line in said.splitlines() if "R12" in line]
    assert [re.sub(r"^.*?R12  ", "", line) for line in told] == [
        f"评价 › 总分：《关于反馈中小学课后服务项目2025年度财政重点绩效评价结果的函》（{FIRST}）所载为“90”，现为“89”",
        f"评价 › 等级：《关于反馈中小学课后服务项目2025年度财政重点绩效评价结果的函》（{FIRST}）所载为“优”，现为“良”",
        f"评价 › 指标 › 第6项 › 得分：《关于反馈中小学课后服务项目2025年度财政重点绩效评价结果的函》（{FIRST}）所载为“17”，现为“16”",
    ]
    assert all(re.match(rf"{PROJECT}:\d+:\d+ ", line) for line in told)


def test_a_correction_cites_the_number_and_says_what_changes(workspace, call):
    call("issue", DRAFT)
    change_score(workspace)

    status, said = call("correct", FIRST)
    assert status == 0
    assert "看过无误后签发：jixiao issue correction-2026-letter-0001" in said
    assert call("issue", "correction-2026-letter-0001")[0] == 0

    words = words_of(workspace.root / "content/issued/2026/2026-letter-0002.pdf")
    assert "关于更正样财函〔2026〕1号函有关内容的函" in words
    assert "《关于反馈中小学课后服务项目2025年度财政重点绩效评价结果的函》（样财函〔2026〕1号），经核实，有5处内容需要更正" in words
    assert "指标“家长接送负担”的得分17分16分" in words
    assert "评价等级由“优”变为“良”。原函中的结果应用意见相应更正为：根据《样例区区级预算绩效评价结果应用办法》（样财发〔2024〕1号），评价等级为良" in words
    assert "R12" not in call("check")[1]
    assert call("correct", FIRST) == (2, f"{FIRST} 所载的数据与现在的资料一致，没有要更正的。\n")


def test_circular_and_report_are_corrected_under_their_own_genre(workspace, call):
    call("issue", "circular-2025", "report-2025", "--approver", "演示人员甲")
    change_score(workspace)

    call("letters", "--kind", "更正")
    circular, report = (words_of(workspace.letters / f"2025/correction-2026-document-000{number}.pdf") for number in (1, 2))

    assert "关于更正样财发〔2026〕1号通报有关内容的通报" in circular
    assert "项目支出评价等级为“优”的个数1个0个" in circular
    assert "特此通报。" in circular
    assert "签发人：" in report
    assert "现将更正情况报告如下" in report
    assert "请" not in report
    assert "中小学课后服务" not in report  # the report told no project's result


def test_a_void_number_stays_used(workspace, call):
    call("issue", DRAFT)

    assert call("void", FIRST, "--why", "附件有误") == (0, f"{FIRST} 已作废：附件有误。这个号不会再用；需要重发的，重新签发。\n")
    status, said = call("issue", DRAFT)

    assert status == 0
    assert said.startswith("样财函〔2026〕2号  关于反馈")
    assert "样财函〔2026〕1号" in call("register")[1]
    assert "登记簿完好：2 件公文，3 行登记" in call("verify")[1]


def test_numbers_go_on_from_those_given_outside(workspace, call):
    assert call("enter", "样财函〔2026〕37号", "--title", "关于其他事项的函", "--date", "2026-03-01")[0] == 0

    assert call("issue", DRAFT)[1].startswith("样财函〔2026〕38号 ")
    assert call("enter", "样财函[2026]第39号", "--title", "甲", "--date", "2026-03-01")[1].startswith("发文字号“样财函[2026]第39号”写法不对：应写成“样财函〔2026〕39号”")


def test_a_number_in_the_records_is_never_given_again(workspace, call):
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    write(workspace, PROJECT.replace("0001", "0002"), text.replace("P-2025-0001", "P-2025-0002"))
    edit(workspace, PROJECT, "\n反馈:\n", "\n反馈:\n  发文字号: 样财函〔2026〕12号\n  发文日期: 2026-01-05\n")

    assert call("issue", DRAFT)[1].splitlines()[0] == (
        "P-2025-0001 的资料里已有发文字号 样财函〔2026〕12号，说明函已经发出，不能再签发。要列入登记簿，用 jixiao enter 样财函〔2026〕12号 补录。"
    )
    assert call("issue", "feedback-2025-P-2025-0002")[1].startswith("样财函〔2026〕13号 ")


def test_documents_and_letters_have_numbers_of_their_own_in_the_order_asked(workspace, call):
    status, said = call("issue", "report-2025", DRAFT, "circular-2025.pdf", "--approver", "演示人员甲")

    assert status == 0
    assert re.findall(r"^样财.*号", said, re.M) == ["样财发〔2026〕1号", FIRST, "样财发〔2026〕2号"]
    assert "签发人：演示人员甲" in words_of(workspace.issued / "2026/2026-document-0001.pdf")


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["feedback-2025-P-2025-001"], "没有待签发的草稿“feedback-2025-P-2025-001”。是否应为“feedback-2025-P-2025-0001”？"),
        (["全部"], "没有待签发的草稿“全部”。用 jixiao status 查看待签发的草稿。"),
        ([DRAFT, DRAFT], f"“{DRAFT}”写了两次。一件公文只能签发一次。"),
        ([DRAFT, "--date", "2026-11-22"], "成文日期 2026-11-22 还没有到。成文日期是签发的日期，请核对。"),
        (["report-2025"], "“report-2025”是上行文，要写明签发人：加上 --approver 姓名（GB/T 9704—2012 第7.2.6条）。"),
    ],
)
def test_what_cannot_be_issued_is_answered_and_nothing_is_written(workspace, call, arguments, answer):
    status, said = call("issue", *arguments)

    assert (status, said.splitlines()[0]) == (2, answer)
    assert not (workspace.issued / "register.jsonl").exists()


def test_what_was_seen_is_what_goes_out(workspace, call):
    call("letters")
    change_score(workspace)

    status, said = call("issue", DRAFT)

    assert (status, said) == (2, f"“{DRAFT}”的资料或用语在2026年11月21日生成草稿以后变了，签发的会与看过的不一样。请先运行 jixiao letters，重看草稿，再签发。\n")
    assert not (workspace.issued / "register.jsonl").exists()
    call("letters")
    assert call("issue", DRAFT)[0] == 0


def test_no_document_bears_a_day_before_what_it_tells_of(workspace, call):
    for draft, event in ((DRAFT, "评价结果确定日期"), ("circular-2025", "最后一项评价结果的确定日期")):
        status, said = call("issue", draft, "--date", "2025-12-01")
        assert (status, said) == (2, f"成文日期 2025-12-01 早于{event}（2025-12-10），“{draft}”不能签发。请核对 --date。\n")


def test_a_day_before_the_last_number_is_remarked(workspace, call):
    call("issue", "circular-2025", "--date", "2026-11-20")

    _, said = call("issue", "report-2025", "--date", "2026-11-01", "--approver", "演示人员甲")

    assert "注意：样财发〔2026〕2号 的成文日期 2026-11-01 早于上一号 样财发〔2026〕1号 的 2026-11-20，请核对。" in said


def test_wrong_records_stop_the_issue(workspace, call):
    edit(workspace, PROJECT, "得分: 8, 扣分原因: 缺少", "得分: 80, 扣分原因: 缺少")

    status, said = call("issue", DRAFT)

    assert status == 1
    assert "有错误，没有继续" in said
    assert not (workspace.issued / "register.jsonl").exists()


def test_register_as_table_for_excel_and_others(workspace, call, tmp_path):
    call("issue", DRAFT)

    assert call("register", "--xlsx", str(tmp_path / "r.xlsx"), "--csv", str(tmp_path / "r.csv"))[0] == 0

    (sheet,) = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets
    assert [cell.value for cell in sheet[2]][1:4] == [FIRST, "函", "绩效评价结果反馈意见函"]
    rows = list(csv.reader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8-sig"))))
    assert rows[1][1] == FIRST


def test_a_touched_register_is_refused_and_told(workspace, call):
    call("issue", DRAFT)
    file = workspace.issued / "register.jsonl"
    file.write_bytes(file.read_bytes().replace("样例区教育局".encode(), "样例区民政局".encode()))

    for command in (["verify"], ["check"], ["build"], ["issue", "circular-2025"]):
        status, said = call(*command)
        assert status == 1, command
        assert "content/issued/register.jsonl:1" in said
        assert "不要手工改登记簿" in said


def test_a_cut_register_is_found_with_the_hash_on_paper(workspace, call):
    call("issue", DRAFT)
    call("issue", "circular-2025")
    written_down = re.search(r"校验码：(\w{16})", call("verify")[1])[1]
    file = workspace.issued / "register.jsonl"
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])

    status, said = call("verify", "--expect", written_down)

    assert status == 1
    assert "R11" in said


def test_status_says_what_waits_and_what_is_late(workspace, call, tmp_path):
    _, said = call("status")
    assert re.search(r"feedback-2025-P-2025-0001 .* 2025-12-30 +已过326天", said)

    demand(workspace)
    call("issue", DRAFT, "--date", "2026-10-02")

    status, said = call("status", "--xlsx", str(tmp_path / "s.xlsx"))

    assert status == 0
    assert re.search(r"区教育局 +中小学课后服务 +样财函〔2026〕1号 +1 +满足全部报名需求 +2026-11-01 +20 +未整改", said)
    sheets = openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets
    assert [sheet.title for sheet in sheets] == ["待签发", "待回复", "已逾期", "公开时限", "送人大", "已销号"]
    assert [cell.value for cell in sheets[2][2]][6] == 20


def test_a_second_reminder_waits_for_the_answer_to_the_first(workspace, call):
    demand(workspace)
    call("issue", DRAFT, "--date", "2026-10-12")  # due on 2026-11-11
    assert call("issue", "reminder-2025-P-2025-0001", "--date", "2026-11-14")[0] == 0

    assert "reminder" not in call("status")[1]
    assert run(["-C", str(workspace.root), "--today", "2026-11-22", "issue", "reminder-2025-P-2025-0001-n2", "--date", "2026-11-22"]) == 0


def test_one_letter_for_several_projects(workspace, call):
    edit(workspace, OFFICE, "一函多项: 否", "一函多项: 是")
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    write(workspace, PROJECT.replace("0001", "0002"), text.replace("P-2025-0001", "P-2025-0002").replace("中小学课后服务", "营养改善计划"))

    status, said = call("issue", "feedback-2025-unit-101")

    assert status == 0
    assert said.startswith(f"{FIRST}  ")
    assert call("check")[0] == 0
    assert "feedback" not in call("status")[1].split("待回复")[0]


def test_words_that_a_letter_must_not_use_are_told(workspace, call):
    shutil.copytree(TEMPLATES / "letters", workspace.root / "templates/letters")
    edit(workspace, "templates/letters/feedback.md.jinja", "\n特此函告。", "\n请务必按期整改。特此函告。")
    edit(workspace, "templates/letters/report.md.jinja", "\n特此报告。", "\n妥否，请批示。\n\n特此报告。")

    status, said = call("check")

    assert status == 1
    assert re.search(r"公文 feedback-2025-P-2025-0001  警告 G01  正文第\d+段：函里有指令性用语“务必”", said)
    assert "公文 report-2025  错误 G02" in said
    assert call("issue", "report-2025", "--approver", "演示人员甲")[0] == 1
    assert call("issue", DRAFT)[0] == 0  # its own words only draw a warning


def test_a_broken_template_is_a_problem_among_others(workspace, call):
    shutil.copytree(TEMPLATES / "letters", workspace.root / "templates/letters")
    edit(workspace, "templates/letters/feedback.md.jinja", "\n特此函告。", "\n{{ 总风 }}特此函告。")

    status, said = call("check")

    assert status == 1
    assert "templates/letters  错误 G06" in said
    assert "这里没有“总风”这个词" in said
    assert "T13" in said  # what else there is to say of the records


# --- many at once, and killed ----------------------------------------------------------------------------------------


def many_projects(workspace: Workspace, count: int) -> list[str]:
    """So many evaluated projects, each with its draft; the names of the drafts."""
    text = (workspace.root / PROJECT).read_text(encoding="utf-8")
    for number in range(2, count + 1):
        write(workspace, PROJECT.replace("0001", f"{number:04d}"), text.replace("P-2025-0001", f"P-2025-{number:04d}"))
    return [f"feedback-2025-P-2025-{number:04d}" for number in range(1, count + 1)]


def start(workspace: Workspace, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "generator", "-C", str(workspace.root), *DAY, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])})


def test_twenty_processes_get_twenty_numbers(workspace, call):
    drafts = many_projects(workspace, 20)

    running = [start(workspace, "issue", draft) for draft in drafts]
    said = [process.communicate()[0].decode() for process in running]

    assert [process.returncode for process in running] == [0] * 20
    numbers = sorted(int(re.match(r"样财函〔2026〕(\d+)号", text)[1]) for text in said)
    assert numbers == list(range(1, 21))
    assert "登记簿完好：20 件公文，20 行登记" in call("verify")[1]


def test_killed_at_any_moment_the_register_verifies(workspace, call):
    drafts = many_projects(workspace, 12)
    moments = random.Random(9704)
    for draft in drafts:
        process = start(workspace, "issue", draft)
        time.sleep(moments.uniform(0.6, 2.2))  # from before the lock to after the last line
        process.send_signal(signal.SIGKILL)
        process.communicate()

    for draft in drafts:  # what was not issued is issued now; what was, is refused
        status, said = call("issue", draft)
        assert status == 0 or "不能再签发" in said, said

    assert "登记簿完好：12 件公文，12 行登记" in call("verify")[1]
    numbers = [row[1] for row in re.findall(r"()(样财函〔2026〕\d+号) ", call("register")[1])]
    assert sorted(numbers) == sorted(f"样财函〔2026〕{number}号" for number in range(1, 13))
