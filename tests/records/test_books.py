"""Budgets and final accounts as published: what is wrong with a book, and the exact words that say so."""

from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.records.accounts import Stage, table_rows
from generator.records.rules import RULES
from tests.budget_books import BUDGET, FINAL, SOUND_BOOKS, book, book_file, section, with_books
from tests.workspaces import UNITS, check_lines, edit, load_year, make_sound_workspace, write

BOOK = book_file("101")
LAST_TABLE = "    - {名称: 国有资本经营预算支出情况表, 位置: 第11页}\n"
FIRST_TABLE = "    - {名称: 部门收支总体情况表, 位置: 第3页}\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return with_books(make_sound_workspace(tmp_path))


def told(workspace: Workspace) -> list[str]:
    return [line.replace(BOOK, "101") for line in check_lines(workspace)]


def test_sound_books_break_no_rule(workspace: Workspace) -> None:
    assert check_lines(workspace) == []


# What is replaced in the book of 101, and everything that is then said.
CASES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "a file that is not there": (
        [("attachments/101.pdf", "attachments/101x.pdf")],
        ["101:8:20 错误 A02 预算 › 文件 › 第1项 › 路径：没有文件“attachments/101x.pdf” → 是否应为“attachments/101.pdf”？"],
    ),
    "a file of the records": (
        [("attachments/101.pdf", "attachments/../office.yml")],
        [
            "101:8:20 错误 A02 预算 › 文件 › 第1项 › 路径：路径“attachments/../office.yml”不在 attachments 文件夹里 → "
            "把文件放进 content/attachments，路径写成“attachments/文件名”，用斜杠“/”分隔"
        ],
    ),
    "tables not listed": (
        [(FIRST_TABLE, ""), ("    - {名称: 支出决算表, 位置: 第5页}\n", ""), (LAST_TABLE, "")],  # the last is due only where there is such money
        [
            "101:10:5 警告 A03 预算 › 表格：1 张应当公开的表没有列出：部门收支总体情况表 → 写明各表在哪个文件、哪一页；没有数据的写“空表: 是”，不编的写“不适用: 是”，并写说明",
            "101:29:5 警告 A03 决算 › 表格：1 张应当公开的表没有列出：支出决算表 → 写明各表在哪个文件、哪一页；没有数据的写“空表: 是”，不编的写“不适用: 是”，并写说明",
        ],
    ),
    "a table misspelt": (
        [("部门收支总体情况表", "部门收支情况总体表")],
        ["101:10:12 警告 A10 预算 › 表格 › 第1项 › 名称：规定的表里没有“部门收支情况总体表” → 是否应为“部门收支总体情况表”？"],
    ),
    "half-width quotation marks": (
        [("一般公共预算“三公”经费支出情况表", "一般公共预算'三公'经费支出情况表")],
        ["101:16:12 警告 A10 预算 › 表格 › 第7项 › 名称：规定的表里没有“一般公共预算'三公'经费支出情况表” → 是否应为“一般公共预算“三公”经费支出情况表”？"],
    ),
    "a table beyond the due ones": (
        [(FIRST_TABLE, FIRST_TABLE + "    - {名称: 项目支出绩效目标表, 位置: 第12页}\n    - {名称: 政府采购预算表, 位置: 第13页}\n")],
        [],
    ),
    "an empty table without a word": (
        [(FIRST_TABLE, "    - {名称: 部门收支总体情况表, 空表: 是}\n"), (LAST_TABLE, "    - {名称: 国有资本经营预算支出情况表, 不适用: 是}\n")],
        [
            "101:10:27 错误 A04 预算 › 表格 › 第1项 › 空表：“部门收支总体情况表”是空表，没有说明 → 补上“说明: …”，例如“本年度没有政府性基金预算安排的支出”",
            "101:18:32 错误 A04 预算 › 表格 › 第9项 › 不适用：“国有资本经营预算支出情况表”不适用，没有说明 → 补上“说明: …”，例如“本年度没有政府性基金预算安排的支出”",
        ],
    ),
    "empty and not applicable": (
        [(FIRST_TABLE, "    - {名称: 部门收支总体情况表, 空表: 是, 不适用: 是, 说明: 没有收支}\n")],
        ["101:10:35 错误 A04 预算 › 表格 › 第1项 › 不适用：“部门收支总体情况表”既写了空表又写了不适用 → 没有数据的留空表，不编这张表的留不适用"],
    ),
    "a table twice": (
        [(FIRST_TABLE, FIRST_TABLE * 2)],
        ["101:11:12 错误 A04 预算 › 表格 › 第2项 › 名称：“部门收支总体情况表”列了 2 次 → 只留一项"],
    ),
    "a file number out of range": (
        [("{名称: 部门收支总体情况表, 位置", "{名称: 部门收支总体情况表, 文件: 2, 位置")],
        ["101:10:27 错误 A05 预算 › 表格 › 第1项 › 文件：“部门收支总体情况表”写在第 2 个文件里，材料只有 1 个文件 → 改正文件编号，或补上文件"],
    ),
    "two files of one name, and tables in none": (
        [
            ("    - {名称: 全文, 路径: attachments/101.pdf}\n", "    - {名称: 全文, 路径: attachments/101.pdf}\n    - {名称: 表格, 路径: attachments/old/101.pdf}\n"),
            ("位置: 第3页}\n    - {名称: 部门收入", "文件: 1}\n    - {名称: 部门收入"),
            *((f"位置: 第{page}页}}\n    - {{名称: {name}", f"文件: 2}}\n    - {{名称: {name}") for page, name in ((4, "部门支出"), (5, "财政拨款收支"), (6, "一般公共预算支出"))),
            *((f"位置: 第{page}页}}\n    - {{名称: {name}", f"文件: 2}}\n    - {{名称: {name}") for page, name in ((7, "一般公共预算基本"), (8, "一般公共预算“"), (9, "政府性基金预算支出"))),
            ("位置: 第10页}\n    - {名称: 国有资本经营预算支出情况表", "空表: 是, 说明: 没有}\n    - {名称: 国有资本经营预算支出情况表"),
        ],
        [
            "101:8:20 错误 A02 预算 › 文件 › 第1项 › 路径：有两个文件都叫“101.pdf”，网址会相同 → 给其中一个文件改名",
            "101:9:20 错误 A02 预算 › 文件 › 第2项 › 路径：有两个文件都叫“101.pdf”，网址会相同 → 给其中一个文件改名",
            "101:19:7 错误 A05 预算 › 表格 › 第9项：没有写“国有资本经营预算支出情况表”在哪个文件里 → 补上“文件: 1”至“文件: 2”",
        ],
    ),
    "full-width signs in braces": (
        [(FIRST_TABLE, "    - {名称：部门收支总体情况表，位置：第3页}\n"), ("{名称: 部门收入总体情况表, 位置: 第4页}", "{名称: 部门收入总体情况表，位置：第4页，说明：见备注}")],
        [
            "101:10:10 错误 Y04 预算 › 表格 › 第1项 › 名称：“名称”后面是全角冒号“：” → 冒号、逗号都改成半角，后面空一格，即“名称: 部门收支总体情况表, 位置: 第3页”",
            "101:11:21 错误 Y04 预算 › 表格 › 第2项 › 名称：“位置”前面是全角逗号“，” → 冒号、逗号都改成半角，后面空一格，即“名称: 部门收入总体情况表, 位置: 第4页, 说明: 见备注”",
        ],
    ),
    "a key that no record knows, with full-width signs": (
        [(FIRST_TABLE, "    - {名称: 部门收支总体情况表, 页数：3，位置：第3页}\n")],
        ["101:10:23 错误 M02 预算 › 表格 › 第1项 › 页数：3，位置：第3页：“页数：3，位置：第3页”里是全角冒号“：” → 冒号、逗号都改成半角，后面空一格，即“页数: 3, 位置: 第3页”"],
    ),
    "amounts with commas": (
        [
            ("  支出合计: 900\n  基本支出: 600\n  项目支出: 300\n  三公经费: {因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行维护费: 6, 公务接待费: 1, 增减说明: 与上年持平}\n  含所属单位: [\"101001\"]\n决算",
             "  收入合计: 1,900.50\n  支出合计: 1，900\n  基本支出: ９００\n  项目支出: 9 00\n  含所属单位: [\"101001\"]\n决算"),
        ],
        [
            f"101:{line}:9 错误 M04 预算 › {key}：“{key}”的值“{value}”里有逗号、空格或全角字符 → 核对金额，写成“{right}”：不写逗号，小数点用“.”"
            for line, key, value, right in (
                (19, "收入合计", "1,900.50", "1900.50"), (20, "支出合计", "1，900", "1900"), (21, "基本支出", "９００", "900"), (22, "项目支出", "9 00", "900"),
            )
        ],
    ),
    "income that is not spent": (
        [
            ("  支出合计: 900\n  基本支出: 600\n  项目支出: 300\n  三公经费: {因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行维护费: 6, 公务接待费: 1, 增减说明: 与上年持平}\n  含所属单位: [\"101001\"]\n决算",
             "  收入合计: 1900.5\n  支出合计: 900\n  说明: 比上年略增\n  含所属单位: [\"101001\"]\n决算"),
            ("  支出合计: 900\n  基本支出", "  收入合计: 950\n  支出合计: 900\n  说明: 年末结转 50 万元\n  基本支出"),
        ],
        ["101:19:9 警告 A14 预算 › 收入合计：收入合计 1,900.5 万元，支出合计 900 万元，相差 1,000.5 万元 → 核对金额；有年初、年末结转结余的，在这一份的“说明”里写明"],
    ),
    "parts that don't add up": (
        [('  项目支出: 300\n  三公经费: {因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行维护费: 6, 公务接待费: 1, 增减说明: 与上年持平}\n  含所属单位: ["101001"]\n决算', '  项目支出: 290\n  含所属单位: ["101001"]\n决算')],
        [
            "101:19:9 警告 A06 预算 › 支出合计：支出合计 900 万元，基本支出与项目支出之和 890 万元，相差 10 万元 → "
            "核对金额；有其他支出的，在这一份的“说明”里写明是什么、多少"
        ],
    ),
    "three public expenses": (
        [
            ("公务接待费: 1, 增减说明: 与上年持平}\n  含所属单位: [\"101001\"]\n决算", "公务接待费: 1}\n  含所属单位: [\"101001\"]\n决算"),
            ("公务接待费: 1, 增减说明: 与上年持平}\n  含所属单位", "公务接待费: 1200, 增减说明: 接待增加}\n  含所属单位"),
        ],
        [
            "101:22:9 警告 A07 预算 › 三公经费：“三公”经费没有增减说明 → 补上“增减说明: …”：比上年增减多少，为什么；持平的写持平",
            "101:43:9 警告 A07 决算 › 三公经费：“三公”经费 1,206 万元，大于支出合计 900 万元 → 核对金额和单位（万元）",
            "101:43:9 警告 A07 决算 › 三公经费：“三公”经费决算 1,206 万元，超过预算 7 万元 → 核对金额；确已超支的，在“增减说明”里写明原因",
        ],
    ),
    "published before it was approved": (
        [("公开日期: 2025-02-20", "公开日期: 2025-02-01")],
        ["101:6:9 错误 A08 预算 › 公开日期：公开日期早于批复日期 2025年2月10日 → 核对两个日期"],
    ),
    "published and not to be published": (
        [("  公开日期: 2025-02-20\n", "  公开日期: 2025-02-20\n  不公开理由: 涉及国家秘密\n")],
        ["101:7:10 错误 A08 预算 › 不公开理由：写了不公开理由，又有公开日期 → 已经公开的删去“不公开理由”；公开以后收回的写“撤回”"],
    ),
    "withdrawn before it was published": (
        [("  公开日期: 2025-02-20\n", "  公开日期: 2025-02-20\n  撤回: {日期: 2025-02-11, 理由: 数据有误}\n")],
        ["101:7:7 错误 A08 预算 › 撤回：撤回的日期早于公开日期，或没有公开日期 → 核对两个日期；没有公开过的，删去“撤回”"],
    ),
    "corrections": (
        [
            (
                "  公开日期: 2025-02-20\n",
                "  公开日期: 2025-02-20\n  更正:\n    - {日期: 2027-02-20, 说明: 甲, 旧版文件: attachments/old.pdf}\n"
                "    - {日期: 2025-01-01, 说明: 乙, 保留旧版: 否}\n    - {日期: 2025-03-01, 说明: 丙}\n",
            )
        ],
        [
            "101:8:12 错误 A09 预算 › 更正 › 第1项 › 日期：更正的日期 2027年2月20日 还没有到，改动却已经在资料里 → 写实际更正的日期",
            "101:8:37 错误 A02 预算 › 更正 › 第1项 › 旧版文件：没有文件“attachments/old.pdf” → 是否应为“attachments/old/101.pdf”？",
            "101:9:12 错误 A09 预算 › 更正 › 第2项 › 日期：更正没有按日期先后排列 → 早的写在前面",
            "101:9:12 错误 A09 预算 › 更正 › 第2项 › 日期：更正的日期早于公开日期，或没有公开日期 → 公开以前的改动不算更正，删去这一项",
            "101:9:37 错误 A09 预算 › 更正 › 第2项 › 保留旧版：不保留旧版，没有理由 → 补上“不保留旧版理由: …”",
            "101:10:7 错误 A09 预算 › 更正 › 第3项：没有附更正以前的文件 → 把旧文件放进 attachments，写上“旧版文件: …”；旧版不宜再公开的，写“保留旧版: 否”和理由",
        ],
    ),
    "another year's title": (
        [("标题: 2025年度部门预算", "标题: 2024 年度部门预算")],
        ["101:4:7 警告 A11 预算 › 标题：标题写的是 2024 年，资料是 2025 年 → 核对标题和年度"],
    ),
    "final accounts before the year's end": (
        [("批复日期: 2026-08-20\n  公开日期: 2026-09-01", "批复日期: 2025-08-20\n  公开日期: 2025-09-01")],
        ["101:27:9 警告 A11 决算 › 公开日期：2025 年还没有结束，决算已经公开 → 核对公开日期和年度"],
    ),
    "a mobile number": (
        [("标题: 2025年度部门预算", "标题: 2025年度部门预算（联系人13800001234）")],
        ["101:4:7 错误 A12 预算 › 标题：公开的文字里有手机号码“138…34” → 删去"],
    ),
    "an identity number": (
        [("标题: 2025年度部门预算", "标题: 2025年度部门预算（11010519491231002X）")],
        ["101:4:7 错误 A12 预算 › 标题：公开的文字里有身份证号“110…2X” → 删去"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_rule(workspace: Workspace, name: str) -> None:
    edits, expected = CASES[name]
    write(workspace, "content/attachments/old/101.pdf", b"%PDF-1.7 another")

    for old, new in edits:
        edit(workspace, BOOK, old, new)

    assert told(workspace) == expected


def test_published_without_a_file(workspace: Workspace) -> None:
    edit(workspace, BOOK, "  文件:\n    - {名称: 全文, 路径: attachments/101.pdf}\n", "")
    assert told(workspace) == ["101:4:3 警告 A11 预算：有公开日期，没有附文件 → 把公开的文件放进 attachments，写上“文件: …”"]


def test_other_expenditure_is_explained(workspace: Workspace) -> None:
    edit(workspace, BOOK, "  支出合计: 900\n  基本支出: 600\n  项目支出: 300\n  三公经费: {因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行维护费: 6, 公务接待费: 1, 增减说明: 与上年持平}\n  含所属单位: [\"101001\"]\n决算",
         "  支出合计: 950\n  基本支出: 600\n  项目支出: 300\n  说明: 另有经营支出50万元。\n  含所属单位: [\"101001\"]\n决算")  # fmt: skip
    assert told(workspace) == []


def test_unknown_unit_and_one_that_did_not_exist(workspace: Workspace) -> None:
    write(workspace, book_file("999"), book("999", BUDGET))
    edit(workspace, UNITS, "    类型: 街道\n", "    类型: 街道\n    成立年度: 2026\n")
    found = [line for line in check_lines(workspace) if " A01 " in line]
    assert found == [
        "content/2025/budget/201.yml:2:7 错误 A01 预算单位：“样例街道办事处”2026 年才成立 → 核对年度，或改正 units.yml 里的成立年度",
        "content/2025/budget/999.yml:2:7 错误 A01 预算单位：名录里没有编码为“999”的单位 → 改正编码和文件名，或在 units.yml 里补上这个单位",
    ]


def test_secret_unit_publishes_nothing(workspace: Workspace) -> None:
    edit(workspace, UNITS, "    类型: 街道\n", "    类型: 街道\n    涉密: 是\n")
    assert [line for line in check_lines(workspace) if " A01 " in line] == [
        "content/2025/budget/201.yml:6:9 错误 A01 预算 › 公开日期：“样例街道办事处”是涉密单位，预决算不上网 → 删去公开日期，写明“不公开理由”",
        "content/2025/budget/201.yml:26:9 错误 A01 决算 › 公开日期：“样例街道办事处”是涉密单位，预决算不上网 → 删去公开日期，写明“不公开理由”",
    ]


def test_covered_units_are_below_and_silent(workspace: Workspace) -> None:
    write(workspace, book_file("101001"), book("101001", BUDGET))
    write(workspace, book_file("201"), book("201", BUDGET, FINAL + '  含所属单位: ["101001"]\n'))
    assert check_lines(workspace) == [
        "content/2025/budget/101.yml:23:11 错误 A13 预算 › 含所属单位 › 第1项：“样例区第一小学”自己公开了预算 → 从“含所属单位”里删去",
        "content/2025/budget/201.yml:43:11 错误 A13 决算 › 含所属单位 › 第1项：“101001”不是本部门的所属单位 → 填 units.yml 里主管部门是本部门的单位编码，带引号",
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("102", book("101", BUDGET), "102.yml:2:7 错误 Y15 预算单位：预算单位“101”与文件名“102”不一致 → 把文件改名为“101.yml”，或改正预算单位"),
        ("government", book("101", BUDGET), "government.yml:2:7 错误 Y15 预算单位：预算单位“101”与文件名“government”不一致 → 把文件改名为“101.yml”，或改正预算单位"),
        ("102", book("government", BUDGET), "102.yml 错误 Y15 没有写预算单位 → 补上“预算单位: \"102\"”；政府预决算的文件名是 government.yml"),
        ("区政府", book("government", BUDGET), "区政府.yml 错误 Y15 没有写预算单位 → 文件名用单位编码；政府预决算的文件名是 government.yml"),
        ("101", book("101", BUDGET, year=2024), "101.yml:1:5 错误 Y16 年度：年度“2024”与所在文件夹“2025”不一致 → 改成 2025，或把文件移到 2024 文件夹"),
    ],
)  # fmt: skip
def test_book_stands_under_its_name(tmp_path: Path, name: str, text: str, said: str) -> None:
    workspace = with_books(make_sound_workspace(tmp_path), {name: text})
    assert check_lines(workspace) == [f"content/2025/budget/{said}"]


def test_stray_file_beside_the_books_is_told(workspace: Workspace) -> None:
    write(workspace, "content/2025/budget/101.xlsx", b"PK")
    assert check_lines(workspace) == ["content/2025/budget/101.xlsx 错误 Y14 这个文件不会被读取 → 移到 attachments 文件夹，或删去"]


def test_damaged_book_is_not_told_as_missing(workspace: Workspace) -> None:
    edit(workspace, BOOK, "批复日期: 2025-02-10", "批复日期: 二月十日")
    assert told(workspace) == ["101:5:9 错误 M05 预算 › 批复日期：“批复日期”的值“二月十日”不是规定的日期写法 → 写成“2026-05-20”的样子"]


def test_register_holds_the_books(workspace: Workspace) -> None:
    register = load_year(workspace)
    assert [each.id for each in register.books] == ["101", "201", "government"]
    budget = register.book_of["101"].accounts(Stage.BUDGET)
    assert budget
    assert [row.state.value for row in table_rows(budget, register.book_of["101"].body, Stage.BUDGET)] == ["已公开"] * 9


def test_every_rule_of_books_has_a_case() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    rules = [rule for rule in RULES if rule.startswith("A")]
    assert rules
    assert [rule for rule in rules if f" {rule} " not in text] == []


def test_sections_without_dates_are_not_published_yet(tmp_path: Path) -> None:
    """A clerk prepares a book before the day: nothing is asked of it."""
    prepared = section(Stage.BUDGET, approved="", published="").replace("    - {名称: 部门收支总体情况表, 位置: 第3页}\n", "")
    workspace = with_books(make_sound_workspace(tmp_path), {**SOUND_BOOKS, "101": book("101", prepared)})
    assert [line for line in check_lines(workspace) if " A" in line] == []


# --- the examples of the docs ------------------------------------------------------------------------------------------


def example(heading: str) -> str:
    """The example below a heading of docs/writing-content.md."""
    docs = (Path(__file__).parents[2] / "docs/writing-content.md").read_text(encoding="utf-8")
    return docs.split(f"## {heading}\n")[1].split("```yaml\n")[1].split("```")[0]


def test_examples_of_the_docs_break_no_rule(workspace: Workspace) -> None:
    write(workspace, BOOK, example("预决算公开") + book("101", FINAL + '  含所属单位: ["101001"]\n').split('"101"\n')[1])
    write(workspace, "content/attachments/2025/101-budget.pdf", b"%PDF-1.7 an example")
    write(workspace, "content/holidays.yml", example("节假日"))
    assert check_lines(workspace) == []
    assert load_year(workspace).calendar.knows(2025)
    accounts = load_year(workspace).book_of["101"].budget
    assert accounts
    assert [row.name for row in table_rows(accounts, load_year(workspace).book_of["101"].body, Stage.BUDGET) if not row.is_due] == ["项目支出绩效目标表"]
