"""What goes out comes back: every form of every dossier of the sample, field by field, without a word of doubt."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pydantic import TypeAdapter

from generator.engine.chinese import round_half_up
from generator.engine.grids.reading import read_grids
from generator.engine.workspace import Workspace
from generator.records.dossier import Dossier, FundLine, OverallDossier, ProjectDossier
from generator.records.fields import Record
from generator.records.forms.books import FormFile
from generator.records.forms.case import FORM_SOURCES, self_lines
from generator.records.forms.kinds import FormKind
from generator.records.forms.monitoring import promise_of
from generator.records.indicators import ActualText, TargetText
from generator.records.intake.candidate import Candidate, Understood
from generator.records.intake.scanning.form_files import load_forms
from generator.records.intake.scanning.headings import Forms
from generator.records.intake.understanding.sheet import all_fates_told, understand
from generator.records.register import Register
from generator.records.results import execution_rate, result_total, self_total
from tests.records.forms.conftest import ROOT

Tree = dict[str, Any]
FUND_KEYS = {"original_budget": "年初预算数", "adjusted_budget": "全年预算数", "executed": "全年执行数"}
LINE = ("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "偏差原因", "改进措施")


@pytest.fixture(scope="module")
def forms() -> Forms:
    found, problems = load_forms(Workspace.open(ROOT).template_folders)
    assert not problems
    return found


@pytest.fixture(scope="module")
def read_back(content: dict[str, bytes], forms: Forms, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Understood]]:
    """Every file as it went out, read again."""
    folder = tmp_path_factory.mktemp("forms")
    return {name: list(understood(folder / f"{name}.xlsx", data, forms)) for name, data in content.items()}


def understood(path: Path, data: bytes, forms: Forms) -> Iterator[Understood]:
    path.write_bytes(data)
    for grid in read_grids(path):
        found = understand(grid, forms)
        assert all_fates_told(found, grid), f"{path.name} {grid.sheet}"
        yield found


# --- what a form of a dossier says ----------------------------------------------------------------------------------------


def of(record: Record | None, *keys: str) -> Tree:
    """Some fields of a record as YAML has them; what is not stated is not there."""
    if record is None:
        return {}
    found = {key: record[key] for key in keys}
    return {key: value for key, value in found.items() if value not in (None, "")}


def funds_of(dossier: Dossier, *names: str) -> Tree:
    funds = dossier.funds
    keys = [FUND_KEYS[name] for name in names]
    if funds is None:
        return {}
    first = [line for source in FORM_SOURCES for line in funds.sources if line.source is source]
    lines = [*first, *(line for line in funds.sources if line.source not in FORM_SOURCES)]
    found = {**of(funds, *keys), "来源明细": [{"来源": line.source, **of(line, *keys)} for line in lines if has_any(line, names)]}
    if isinstance(dossier, OverallDossier):
        found["支出构成"] = [{"名称": part.name, **of(part, *keys)} for part in funds.overall if has_any(part, names)]
    return found


def has_any(line: FundLine, names: tuple[str, ...]) -> bool:
    return any(getattr(line, name) is not None for name in names)


def self_evaluation(dossier: Dossier) -> Tree:
    own, rate = dossier.self_evaluation, execution_rate(dossier.funds)
    funds = funds_of(dossier, "original_budget", "adjusted_budget", "executed")
    if rate is not None:  # the form works it out; the record says it as it likes, so long as it is the same
        stated = dossier.funds.execution_rate if dossier.funds else None
        funds["执行率"] = stated if stated is not None else round_half_up(rate * 100)
    rows = [dict(zip(LINE, row, strict=True)) for row in self_lines(dossier)]
    promises = [{key: row[key] for key in ("一级指标", "二级指标", "三级指标", "指标值", "分值")} for row in rows]
    return {
        **(of(dossier, "主要职能", "编制人数", "在职人数") if isinstance(dossier, OverallDossier) else of(dossier, "项目名称")),
        "资金": funds,
        "绩效目标": {"年度目标": dossier.objectives.annual, "指标": promises} if dossier.objectives else {},
        "自评": {
            "执行率分值": Decimal(10),
            **of(own, "目标完成情况", "执行率分值", "执行率得分", "等级", "评价结论", "存在问题", "改进措施", "其他说明", "填报人", "联系电话", "报送日期"),
            "总分": self_total(dossier) if own else None,
            "指标": rows,
        },
    }


def objectives(dossier: Dossier) -> Tree:
    assert isinstance(dossier, ProjectDossier)
    found = dossier.objectives
    rows = [{**of(row, "一级指标", "二级指标", "三级指标", "指标值", "分值", "说明"), "核心指标": "是" if row.is_core else None} for row in found.indicators] if found else []
    return {
        **of(dossier, "项目名称", "项目属性", "项目期", "预算类型", "评价对象", "项目编码", "领域", "项目负责人", "项目概况"),
        "资金": funds_of(dossier, "original_budget"),
        "绩效目标": {
            **of(found, "年度目标", "中期目标"),
            "指标": rows,
            "中期指标": [of(row, "一级指标", "二级指标", "三级指标", "指标值") for row in found.long_term_indicators] if found else [],
        },
    }


def monitoring(dossier: Dossier) -> Tree:
    found = dossier.monitoring
    seen, promises = [], []
    for row in found.indicators if found else ():
        promised = promise_of(dossier, row)
        level = {"一级指标": row.dimension or (promised and promised.dimension), "二级指标": row.category or (promised and promised.category), "三级指标": row.name}
        seen.append({**level, **of(row, "执行情况", "全年预计", "完成可能性", "偏差原因", "备注")})
        if promised:
            promises.append({**level, **of(promised, "指标值")})
    if found is None:
        promises = [of(row, "一级指标", "二级指标", "三级指标", "指标值") for row in (dossier.objectives.indicators if dossier.objectives else ())]
    return {
        **of(dossier, "项目名称"),
        "资金": of(dossier.funds, "年初预算数"),
        "绩效目标": {**of(dossier.objectives, "年度目标"), "指标": promises},
        "运行监控": {**of(found, "截止日期", "已执行数", "全年预计执行数", "处理", "偏差原因", "改进举措"), "指标": seen},
    }


def evaluation(dossier: Dossier) -> Tree:
    found = dossier.evaluation
    assert found
    rows = [of(row, "一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "扣分原因") for row in found.indicators]
    told = {**of(found, "类别", "结果确定日期", "等级", "评价结论", "主要成效", "有关建议"), "重点评价": "是" if found.is_key else "否", "总分": result_total(dossier), "指标": rows}
    told["存在问题"] = [of(one, "编号", "类别", "标题", "事实", "依据", "涉及金额") for one in found.findings]
    return {**(of(dossier, "项目名称") if isinstance(dossier, ProjectDossier) else {}), "评价": told}


def review(dossier: Dossier) -> Tree:
    found = dossier.self_evaluation.review if dossier.self_evaluation else None
    assert found
    rows = [of(row, "方面", "分值", "得分", "扣分理由") for row in found.aspects]
    told = {**of(found, "评审日期", "结论", "评审意见", "评审人"), "评审表": rows}
    return {**(of(dossier, "项目名称") if isinstance(dossier, ProjectDossier) else {}), "自评": {"报告评审": told}}


def ledger(dossier: Dossier) -> Tree:
    findings = {one.number: one for one in dossier.evaluation.findings} if dossier.evaluation else {}
    items = dossier.rectification.items if dossier.rectification else ()
    keys = ("问题编号", "整改要求", "完成时限", "整改措施", "责任单位", "责任人", "整改情况", "佐证材料", "开始日期", "报告日期", "核验意见", "核验日期", "销号日期")
    return {
        **(of(dossier, "项目名称") if isinstance(dossier, ProjectDossier) else {}),
        "反馈": of(dossier.feedback, "发文字号"),
        "评价": {"存在问题": [of(findings[item.finding], "编号", "类别", "标题", "涉及金额") for item in items]},
        "整改": {"台账": [of(item, *keys) for item in items]},
    }


def use(dossier: Dossier) -> Tree:
    keys = ("方式", "预算年度", "上年预算", "安排预算", "依据", "说明", "偏离理由", "业务科室意见")
    return {**(of(dossier, "项目名称") if isinstance(dossier, ProjectDossier) else {}), "结果应用": of(dossier.budget_decision, *keys)}


EXPECTED: dict[FormKind, Callable[[Dossier], Tree]] = {
    FormKind.PROJECT_SELF: self_evaluation, FormKind.OVERALL_SELF: self_evaluation, FormKind.OBJECTIVES: objectives, FormKind.MONITORING: monitoring,
    FormKind.EVALUATION: evaluation, FormKind.REVIEW: review, FormKind.RECTIFICATION: ledger, FormKind.USE_OF_RESULTS: use,
}  # fmt: skip
MEASURES = {"指标值": TypeAdapter(TargetText), "实际完成值": TypeAdapter(ActualText)}


def flat(tree: Any, path: str = "") -> dict[str, str]:
    """Every leaf with its path, in one spelling: numbers without zeros behind, measures by their parts, texts without white."""
    found: dict[str, str] = {}
    for key, value in tree.items() if isinstance(tree, Mapping) else enumerate(tree):
        place = f"{path}/{key}"
        if key in MEASURES:
            if value not in (None, ""):
                found[place] = str(MEASURES[key].validate_python(value))
        elif key == "中期指标":  # beside the year's, so in its order
            found |= flat(sorted(value, key=lambda row: row["三级指标"]), place)
        elif isinstance(value, Mapping | list | tuple):
            found |= flat(value, place)
        elif value is not None and str(value) != "":
            found[place] = spelt(value)
    return found


def spelt(value: object) -> str:
    text = "是" if value is True else "".join(str(value).split())
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text


def candidates(results: list[Understood]) -> Iterator[Candidate]:
    for result in results:
        yield from result.candidates


# --- the way there and back ----------------------------------------------------------------------------------------------


def test_nothing_is_doubtful_in_a_form_of_our_own(read_back: dict[str, list[Understood]]) -> None:
    told = [f"{name} {note.cell} {note.code} {note.stands} {note.message}" for name, results in read_back.items() for result in results for note in result.notes]
    assert told == []
    assert {result.form for results in read_back.values() for result in results} == {kind.value for kind in FormKind}


@pytest.mark.parametrize("kind", EXPECTED)
def test_what_went_out_comes_back(kind: FormKind, register: Register, filled: dict[str, FormFile], read_back: dict[str, list[Understood]]) -> None:
    fields = 0
    found = {one.id: one for name, form in filled.items() if form.kind is kind for one in candidates(read_back[name])}
    due = [one for one in register.dossiers if one.id in found]
    assert sum(form.dossiers for form in filled.values() if form.kind is kind) == len(due)
    for dossier in due:
        if not has_section(kind, dossier):
            continue
        back = found[dossier.id]
        wanted = flat(EXPECTED[kind](dossier))
        assert flat(back.values) == wanted, dossier.id
        assert (back.year, back.title) == (register.year, dossier.title if isinstance(dossier, ProjectDossier) or back.title else "")
        fields += len(wanted)
    assert fields > 30


def has_section(kind: FormKind, dossier: Dossier) -> bool:
    """Whether a dossier has what the form is about; of one that has not, the form is empty there."""
    match kind:
        case FormKind.REVIEW:
            return bool(dossier.self_evaluation and dossier.self_evaluation.review)
        case FormKind.RECTIFICATION:
            return bool(dossier.rectification)
        case FormKind.USE_OF_RESULTS:
            return bool(dossier.budget_decision)
        case FormKind.OBJECTIVES | FormKind.MONITORING:
            return bool(dossier.objectives)
        case FormKind.PROJECT_SELF | FormKind.OVERALL_SELF:
            return bool(dossier.self_evaluation)
    return True


def test_the_list_of_units_comes_back(register: Register, read_back: dict[str, list[Understood]]) -> None:
    [back] = candidates(read_back["预算单位名录"])
    wanted = [
        {**of(unit, "编码", "名称", "简称", "类型", "主管部门", "成立年度"), "涉密": "是" if unit.is_secret else None, "别名": "、".join(unit.aliases)}
        for unit in register.units.values()
    ]
    rows = [{**row, "别名": "、".join(row.get("别名", []))} for row in back.values["单位"]]
    assert flat(rows) == flat(wanted)


FORMATS = (("xlsx:Calc MS Excel 2007 XML", "xlsx"), ("xls:MS Excel 97", "xls"))


@pytest.mark.parametrize(("how", "ending"), FORMATS)
def test_libreoffice_changes_nothing_of_what_comes_back(
    how: str, ending: str, content: dict[str, bytes], read_back: dict[str, list[Understood]], forms: Forms, office: Callable[..., dict[str, bytes]], tmp_path: Path
) -> None:
    names = [name for name in content if name.startswith("103")] + ["101示范区教育局-部门整体支出绩效自评表-2025", "结果应用表-2025", "预算单位名录"]
    saved = office({f"{name}.xlsx": content[name] for name in names}, how)
    for name in names:
        back = list(understood(tmp_path / f"{name}.{ending}", saved[f"{name}.{ending}"], forms))
        assert [flat(one.values) for one in candidates(back)] == [flat(one.values) for one in candidates(read_back[name])], name
        assert [one.id for one in candidates(back)] == [one.id for one in candidates(read_back[name])]
        assert [note for result in back for note in result.notes] == [], name


def test_rows_put_in_between_do_no_harm(content: dict[str, bytes], read_back: dict[str, list[Understood]], forms: Forms, tmp_path: Path) -> None:
    name = "103示范区城市管理执法局-项目支出绩效自评表-2025"
    book = load_workbook(BytesIO(content[name]))
    page = book["生活垃圾分类收运"]
    row = next(cell.row for cell in page["D"] if cell.value == "厨余垃圾日均分出量")
    _insert(page, row)
    for column, value in zip("BCDEFGH", ("效益指标", "生态效益指标", "可回收物回收量", "≥8吨", "9吨", 0, 0), strict=True):
        page[f"{column}{row}"] = value
    saved = BytesIO()
    book.save(saved)
    before = next(candidates(read_back[name]))
    after = next(candidates(list(understood(tmp_path / f"{name}.xlsx", saved.getvalue(), forms))))
    rows = after.values["自评"]["指标"]
    at = next(place for place, one in enumerate(rows) if one["三级指标"] == "可回收物回收量")
    assert at == 4
    assert rows[at]["实际完成值"] == "9吨"
    assert flat({"指标": [one for place, one in enumerate(rows) if place != at]}) == flat({"指标": before.values["自评"]["指标"]})
    before.values["资金"].pop("执行率")  # the library that put the row in keeps no results of formulas
    assert flat(after.values["资金"]) == flat(before.values["资金"])
    assert after.id == "P2023-0103"


def _insert(page: Any, row: int) -> None:
    """A row put in before this one, as a spreadsheet program does it: merged areas below move, those around it grow."""
    merged = [(area.min_row, area.max_row, area.min_col, area.max_col) for area in page.merged_cells.ranges]
    for first, last, left, right in merged:
        page.unmerge_cells(start_row=first, end_row=last, start_column=left, end_column=right)
    page.insert_rows(row)
    for first, last, left, right in merged:
        top, bottom = first + (first >= row), last + (last >= row)
        page.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


def test_a_form_filled_in_by_a_clerk_is_read(register: Register, content: dict[str, bytes], forms: Forms, office: Callable[..., dict[str, bytes]], tmp_path: Path) -> None:
    """A project that has promises and nothing else yet: the clerk writes what came of it, LibreOffice saves it, sums and all."""
    from generator.engine.form_workbook import form_workbook_bytes
    from generator.records.forms.books import form_files
    from tests.records.forms.conftest import DAY

    dossier = register.by_id["P2023-0103"]
    waiting = replace(register, projects=(dossier.model_copy(update={"self_evaluation": None, "evaluation": None}),), overall=())
    form = next(form_files(waiting, FormKind.PROJECT_SELF, [register.units["103"]]))
    book = load_workbook(BytesIO(form_workbook_bytes(form.book, made_on=DAY)))
    page = book.worksheets[0]
    row = next(cell.row for cell in page["D"] if cell.value == "分类投放准确率")
    page[f"F{row}"], page[f"H{row}"], page[f"I{row}"] = "82%", 15, "抽查两次"
    page["I7"] = 9.3
    saved = BytesIO()
    book.save(saved)
    back = office({"表.xlsx": saved.getvalue()}, "xlsx:Calc MS Excel 2007 XML")["表.xlsx"]
    one = next(candidates(list(understood(tmp_path / "表.xlsx", back, forms))))
    told = next(line for line in one.values["自评"]["指标"] if line["三级指标"] == "分类投放准确率")
    assert (told["实际完成值"], told["得分"], told["偏差原因"]) == ("82%", "15", "抽查两次")
    assert one.values["自评"]["总分"] == "24.3"  # LibreOffice worked it out
    assert one.values["自评"]["执行率得分"] == "9.3"
    assert (one.id, one.unit, one.year, one.title) == ("P2023-0103", "103", 2025, "生活垃圾分类收运")
