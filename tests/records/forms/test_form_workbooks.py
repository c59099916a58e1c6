"""The official forms as a clerk finds them in a spreadsheet program."""

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from generator.engine.form_sheets import FormSheet, Kind, Look
from generator.engine.form_workbook import form_workbook_bytes
from generator.records.dossier import Dossier, ProjectDossier
from generator.records.forms.books import BLANK, INTERNAL_KINDS, FormFile, form_files
from generator.records.forms.kinds import FORM_VERSION, MARKER_SHEET, FormKind, marked_id
from generator.records.register import Register
from generator.records.results import result_total, self_total
from generator.records.vocabulary import FindingCategory, Grade, Outlook, UseOfResult
from tests.records.forms.conftest import DAY

# The columns that the paper of each form has, as they stand on the sheet from left to right.
COLUMNS = {
    FormKind.PROJECT_SELF: ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    FormKind.OVERALL_SELF: ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    FormKind.OBJECTIVES: ("一级指标", "二级指标", "三级指标", "指标值", "分值", "核心指标", "指标说明"),
    FormKind.MONITORING: ("一级指标", "二级指标", "三级指标", "年度指标值", "1—7月执行情况", "全年预计完成情况", "偏差原因分析", "完成目标可能性", "备注"),
    FormKind.EVALUATION: ("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "扣分原因"),
    FormKind.REVIEW: ("序号", "评审方面", "评审要点", "分值", "得分", "扣分理由"),
    FormKind.RECTIFICATION: ("序号", "项目编号", "项目名称", "反馈文号", "问题编号", "问题类别", "存在问题", "整改要求", "完成时限", "由单位填写", "由财政部门填写"),
    FormKind.USE_OF_RESULTS: ("序号", "编号", "预算单位", "项目名称", "得分", "等级", "应用方式", "预算年度", "上年预算", "安排预算", "调整额", "调整率", "依据"),
    FormKind.UNITS: ("序号", "单位编码", "单位名称", "简称", "类型", "主管部门编码", "成立年度", "涉密", "别名"),
}


@pytest.fixture(scope="module")
def books(content: dict[str, bytes]) -> dict[str, Workbook]:
    """The files, opened; formulas as they are."""
    return {name: opened(data) for name, data in content.items()}


def opened(data: bytes, **options: bool) -> Workbook:
    return load_workbook(BytesIO(data), **options)


def text_of(sheet: FormSheet) -> str:
    """A sheet as a person reads it, row by row; what may be written into is in brackets."""
    lines: dict[int, list[str]] = {}
    for cell in sorted(sheet.cells, key=lambda one: (one.row, one.column)):
        value = "" if cell.value is None else f"{cell.value:.2%}" if cell.kind is Kind.RATE and isinstance(cell.value, Decimal) else str(cell.value).replace("\n", "↵")
        shown = f"[{value}]" if cell.look is Look.ENTRY else f"<{value}>" if cell.look in (Look.SUM, Look.HINT) else value
        span = f"×{cell.rows}" if cell.rows > 1 else ""
        lines.setdefault(cell.row, []).append(shown + span)
    return "\n".join(" | ".join(cells) for _, cells in sorted(lines.items())) + "\n"


@pytest.mark.parametrize("kind", FormKind)
def test_the_words_of_each_form_blank_and_filled(kind: FormKind, filled: dict[str, FormFile], blank: dict[FormKind, FormFile], golden: Callable[[str, str], None]) -> None:
    of_unit = next(form for form in filled.values() if (form.kind is kind and form.dossiers) or form.kind is kind is FormKind.UNITS)
    pages = [f"# {sheet.title}\n{text_of(sheet)}" for form in (of_unit, blank[kind]) for sheet in form.book.sheets[:1]]
    golden(f"forms/{kind.name.lower()}.txt", "\n".join(pages))


def test_the_same_records_give_the_same_bytes(filled: dict[str, FormFile], content: dict[str, bytes]) -> None:
    name = next(name for name in filled if "项目支出" in name)
    assert form_workbook_bytes(filled[name].book, made_on=DAY) == content[name]


def _row_of(sheet: FormSheet, heading: str) -> tuple[int, int]:
    row = next(cell.row for cell in sheet.cells if cell.value == heading)
    return row, row


@pytest.mark.parametrize("kind", FormKind)
def test_headings_stand_as_on_paper(kind: FormKind, blank: dict[FormKind, FormFile]) -> None:
    sheet = blank[kind].book.sheets[0]
    first, last = sheet.head_rows or _row_of(sheet, COLUMNS[kind][0])
    heads = [str(cell.value).replace("\n", "") for cell in sheet.cells if cell.row == first and cell.look is Look.LABEL]
    assert [head for head in heads if head in COLUMNS[kind]] == list(COLUMNS[kind])
    assert sheet.cells[0].value == kind.value
    assert sheet.cells[0].columns == len(sheet.widths)
    assert last - first in (0, 1)


def test_a_head_of_two_rows_is_merged(content: dict[str, bytes]) -> None:
    page = opened(content["103示范区城市管理执法局-项目支出绩效自评表-2025"])["生活垃圾分类收运"]
    by_text = {page.cell(area.min_row, area.min_col).value: area.coord for area in page.merged_cells.ranges}
    row = next(cell.row for cell in page["B"] if cell.value == "一级指标")
    assert by_text["一级指标"] == f"B{row}:B{row + 1}"
    assert by_text["偏差原因分析及改进措施"] == f"I{row}:J{row}"
    assert by_text["产出指标"] == f"B{row + 2}:B{row + 5}"
    assert by_text["项目支出绩效自评表"] == "A1:J1"


def test_words_are_locked_and_places_to_write_are_not(filled: dict[str, FormFile], books: dict[str, Workbook]) -> None:
    for name, form in filled.items():
        book = books[name]
        for sheet in form.book.sheets:
            page = book[sheet.title]
            assert page.protection.sheet
            assert page.protection.password is None
            assert not page.protection.insertRows  # False: rows may be inserted
            for cell in sheet.cells:
                for row in range(cell.row, cell.row + cell.rows):
                    for column in range(cell.column, cell.column + cell.columns):
                        assert page.cell(row, column).protection.locked == (cell.look is not Look.ENTRY), f"{name} {page.title} {page.cell(row, column).coordinate}"


def test_there_is_room_for_more_indicators(filled: dict[str, FormFile]) -> None:
    sheet = filled["103示范区城市管理执法局-项目支出绩效自评表-2025"].book.sheets[0]
    assert sheet.head_rows
    total = next(cell.row for cell in sheet.cells if cell.value == "总分")
    empty = [cell for cell in sheet.cells if cell.column == 4 and sheet.head_rows[1] < cell.row < total and cell.value is None]
    assert len(empty) == 4


def test_lists_hold_the_words_of_the_records(books: dict[str, Workbook]) -> None:
    def lists(name: str) -> set[str]:
        return {rule.formula1 for page in books[name].worksheets for rule in page.data_validations.dataValidation if rule.type == "list"}

    def of(words: type[Grade] | type[Outlook] | type[UseOfResult] | type[FindingCategory]) -> str:
        return f'"{",".join(words.words())}"'

    assert of(Grade) in lists("103示范区城市管理执法局-项目支出绩效自评表-2025")
    assert of(Outlook) in lists("103示范区城市管理执法局-监控情况表-2025")
    assert of(UseOfResult) in lists("结果应用表-2025")
    assert of(FindingCategory) in lists("103示范区城市管理执法局-整改台账-2025")


def test_help_is_chinese_short_enough_and_never_twice_on_a_cell(books: dict[str, Workbook]) -> None:
    for name, book in books.items():
        for page in book.worksheets:
            seen: set[str] = set()
            for rule in page.data_validations.dataValidation:
                assert rule.promptTitle, name
                assert 0 < len(rule.prompt or "") <= 255
                assert re.search("[一-鿿]", rule.prompt or "")
                assert len(rule.error or "") <= 225
                assert rule.error or rule.type is None, f"{name} {page.title} {rule.promptTitle}"
                assert len(rule.formula1 or "") <= 257
                cells = {place for area in rule.sqref.ranges for place in area.cells}
                assert not cells & seen, f"{name} {page.title} {sorted(cells & seen)}"
                seen |= cells


def test_numbers_are_numbers_and_dates_are_dates(content: dict[str, bytes]) -> None:
    page = opened(content["103示范区城市管理执法局-项目支出绩效自评表-2025"], data_only=True)["生活垃圾分类收运"]
    found = {str(cell.value): cell for row in page.iter_rows() for cell in row if cell.value is not None}
    assert found["1097.4"].number_format == "#,##0.00####"
    assert found["17.4"].value == 17.4
    assert found["0.93"].number_format == "0.00%"
    assert found["2026-03-20 00:00:00"].number_format == "yyyy-mm-dd"
    assert found["≥86个"].number_format == "@"
    assert found["=100%"].data_type == "s"  # no formula, and none when someone edits it
    assert found["=100%"].quotePrefix


def test_sums_are_there_for_those_who_do_not_compute(register: Register, filled: dict[str, FormFile], content: dict[str, bytes]) -> None:
    count = 0
    for name, form in filled.items():
        if form.kind not in (FormKind.PROJECT_SELF, FormKind.OVERALL_SELF, FormKind.EVALUATION):
            continue
        book = opened(content[name], data_only=True)
        for sheet in form.book.sheets:
            dossier = register.by_id.get(marked_id(form.book.marker, sheet.title))
            if dossier is None:
                continue
            total = result_total(dossier) if form.kind is FormKind.EVALUATION else self_total(dossier) if dossier.self_evaluation else None
            row = next(cell.row for cell in sheet.cells if cell.value == "总分")
            letter = "G" if form.kind is FormKind.EVALUATION else "H"
            stands = book[sheet.title][f"{letter}{row}"].value
            assert (Decimal(str(stands)) if stands not in (None, "") else None) == total, f"{name} {sheet.title}"
            count += total is not None
    assert count > 20


def test_libreoffice_comes_to_the_same_sums(content: dict[str, bytes], filled: dict[str, FormFile], office: Callable[..., dict[str, bytes]]) -> None:
    names = [name for name in filled if name.startswith("103")] + ["结果应用表-2025"]
    # A value that is not the formula's: only who works it out gets the right one.
    broken = {f"{name}.xlsx": _with_wrong_values(content[name]) for name in names}
    compared = 0
    for file, data in office(broken, "xlsx:Calc MS Excel 2007 XML").items():
        ours, theirs = opened(content[file.removesuffix(".xlsx")], data_only=True), opened(data, data_only=True)
        formulas = opened(content[file.removesuffix(".xlsx")])
        for page in formulas.worksheets[:-1]:
            for row in page.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        ours_value, theirs_value = (book[page.title][cell.coordinate].value for book in (ours, theirs))
                        assert _plain(ours_value) == _plain(theirs_value), f"{file} {page.title} {cell.coordinate} {cell.value}"
                        compared += 1
    assert compared > 60


def _with_wrong_values(data: bytes) -> bytes:
    """The file without what its formulas come to, so that a program has to work it out."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            copy.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) if name.startswith("xl/worksheets/") else part)
    return target.getvalue()


def _plain(value: object) -> object:
    return "" if value is None else round(float(value), 6) if isinstance(value, int | float) else value


def test_weights_that_are_not_a_hundred_are_told_in_words_and_in_colour(register: Register, content: dict[str, bytes]) -> None:
    page = opened(content["103示范区城市管理执法局-项目支出绩效自评表-2025"], data_only=True)["生活垃圾分类收运"]
    row = next(cell.row for cell in page["A"] if cell.value == "总分")
    assert page[f"I{row}"].value == "分值合计为100，正确"
    rules = {area.sqref: [rule.formula[0] for rule in rules] for area, rules in page.conditional_formatting._cf_rules.items()}
    assert any(f"$G${row}<>100" in formula for formulas in rules.values() for formula in formulas)
    form = next(form_files(register, FormKind.PROJECT_SELF, (), is_blank=True))
    hint = next(cell for cell in form.book.sheets[0].cells if cell.look is Look.HINT)
    assert hint.value == ""  # a blank form does not scold


@pytest.mark.parametrize("kind", FormKind)
def test_a_form_prints_on_a4_with_its_head_on_every_page(kind: FormKind, blank: dict[FormKind, FormFile]) -> None:
    page = opened(form_workbook_bytes(blank[kind].book, made_on=DAY)).worksheets[0]
    assert page.page_setup.paperSize == 9
    is_wide = kind in (FormKind.MONITORING, FormKind.RECTIFICATION, FormKind.USE_OF_RESULTS, FormKind.UNITS)
    assert page.page_setup.orientation == ("landscape" if is_wide else "portrait")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    head = blank[kind].book.sheets[0].head_rows
    assert page.print_title_rows == (f"${head[0]}:${head[1]}" if head else None)
    assert head or kind is FormKind.EVALUATION  # it has two tables: the head of one must not stand over the other
    end = max(cell.row + cell.rows - 1 for cell in blank[kind].book.sheets[0].cells)
    assert page.print_area.endswith(f"$A$1:${get_column_letter(len(blank[kind].book.sheets[0].widths))}${end}")
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_a_file_knows_unseen_what_it_is(register: Register, filled: dict[str, FormFile], content: dict[str, bytes]) -> None:
    name = "103示范区城市管理执法局-项目支出绩效自评表-2025"
    book = opened(content[name])
    assert book[MARKER_SHEET].sheet_state == "veryHidden"
    assert book.security.lockStructure
    marker = {row[0].value: row[1].value for row in book[MARKER_SHEET].iter_rows()}
    assert marker == {
        "表": "项目支出绩效自评表", "版本": FORM_VERSION, "年度": "2025", "预算单位": "103",
        "编号:生活垃圾分类收运": "P2023-0103", "编号:智慧公厕物联网管理平台": "P2025-1103",
    }  # fmt: skip
    assert marked_id(marker, "生活垃圾分类收运") == "P2023-0103"
    one = filled["101示范区教育局-部门整体支出绩效自评表-2025"].book
    assert marked_id(one.marker, one.sheets[0].title) == "U101"


def test_a_unit_gets_its_own_and_nothing_that_is_the_bureaus(register: Register, filled: dict[str, FormFile], content: dict[str, bytes]) -> None:
    checked = 0
    for name, form in filled.items():
        if form.kind in INTERNAL_KINDS:
            continue
        code = form.book.marker["预算单位"]
        text = b"".join(_parts(content[name])).decode()
        for dossier in register.dossiers:
            if dossier.unit != code:
                assert dossier.id not in text
                assert not isinstance(dossier, ProjectDossier) or dossier.purpose.strip() not in text
                continue
            for word in _bureaus_own(dossier):
                assert word not in text, f"{name}: {word}"
                checked += 1
    assert checked > 10


def _parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def _bureaus_own(dossier: Dossier) -> list[str]:
    """What the bureau wrote for itself about a dossier."""
    found = [dossier.internal_note]
    if dossier.objectives:
        found.append(dossier.objectives.review_opinion)
    if dossier.monitoring:
        found.append(dossier.monitoring.opinion)
    if dossier.self_evaluation and dossier.self_evaluation.review:
        found += [one.deduction_reason for one in dossier.self_evaluation.review.aspects]
    if dossier.evaluation:
        found.append(dossier.evaluation.working_notes)
    if dossier.budget_decision:
        found += [dossier.budget_decision.explanation, dossier.budget_decision.section_opinion]
    return [word for word in found if len(word) > 3]


def test_findings_that_the_unit_was_not_told_of_are_in_no_form(register: Register, content: dict[str, bytes]) -> None:
    dossier = register.by_id["U201"]  # its letter waits to be issued
    assert dossier.evaluation
    assert dossier.evaluation.findings
    asked_for = next(form_files(register, FormKind.RECTIFICATION, [register.units["201"]]))
    text = b"".join(_parts(form_workbook_bytes(asked_for.book, made_on=dossier.evaluation.concluded_on))).decode()
    assert dossier.evaluation.findings[0].heading not in text


def test_secret_units_have_no_forms(filled: dict[str, FormFile], content: dict[str, bytes]) -> None:
    assert not [name for name in filled if name.startswith("109")]
    for name, data in content.items():
        if filled[name].kind is not FormKind.UNITS:  # the list of units is the bureau's own and says who is secret
            assert "内部演示甲" not in b"".join(_parts(data)).decode(), name
            assert "人民武装部" not in b"".join(_parts(data)).decode(), name


def test_a_blank_form_with_a_unit_knows_the_unit(register: Register) -> None:
    form = next(form_files(register, FormKind.PROJECT_SELF, [register.units["103"]], is_blank=True))
    assert form.book.name == "103示范区城市管理执法局-项目支出绩效自评表-2025"
    assert form.book.marker["预算单位"] == "103"
    assert not [name for name in form.book.marker if name.startswith("编号")]
    texts = {cell.value for cell in form.book.sheets[0].cells}
    assert "江城市示范区城市管理执法局" in texts
    assert "生活垃圾分类收运" not in texts
    assert next(form_files(register, FormKind.PROJECT_SELF, (), is_blank=True)).book.name.startswith(BLANK)


def test_a_file_s_name_can_stand_on_any_disk(register: Register) -> None:
    """Windows takes no signs of its own and no trailing blank, Linux no more than 255 bytes."""
    unit = next(unit for unit in register.units.values() if not register.is_secret(unit))
    odd = unit.model_copy(update={"name": "甲/乙\\..:CON|*?<>\"" + "局" * 200, "short_name": ""})
    names = [form.book.name for kind in FormKind for form in form_files(register, kind, [odd])]
    assert len(set(names)) == len(FormKind)
    assert all(not re.search(r'[<>:"/\\|?*\x00-\x1f]|[ .]$', name) and len(f"{name}.xlsx".encode()) < 240 for name in names)
    assert not any(re.match(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", name) for name in names)
