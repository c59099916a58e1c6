"""Excel out and in again as a clerk does it: the commands, what they say, what they refuse."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.cli import run
from generator.engine.workspace import Workspace
from generator.records.loading import Loader
from generator.records.results import result_total, self_total
from generator.records.totals import total_up
from generator.records.year_totals import open_projects
from tests.workspaces import TODAY

ROOT = Path(__file__).parents[1]
DAY = ["--today", TODAY.isoformat()]
SELF = "103示范区城市管理执法局-项目支出绩效自评表-2025.xlsx"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace, for reading alone."""
    folder = tmp_path_factory.mktemp("区")
    shutil.copytree(ROOT / "content", folder / "content")
    return folder


def call(folder: Path, *arguments: str) -> int:
    return run(["-C", str(folder), *DAY, *arguments])


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_forms_of_a_unit_lie_apart_from_what_is_the_bureaus(sample, tmp_path, capsys):
    assert call(sample, "forms", str(tmp_path / "表"), "--unit", "示范区城管局", "--year", "2025") == 0

    assert files(tmp_path / "表") == sorted([
        "103示范区城市管理执法局-整改台账-2025.xlsx",
        "103示范区城市管理执法局-监控情况表-2025.xlsx",
        "103示范区城市管理执法局-绩效目标申报表-2025.xlsx",
        "103示范区城市管理执法局-部门整体支出绩效自评表-2025.xlsx",
        "103示范区城市管理执法局-项目支出绩效自评表-2025.xlsx",
        "局内/103示范区城市管理执法局-结果应用表-2025.xlsx",
        "局内/103示范区城市管理执法局-自评报告评审表-2025.xlsx",
        "局内/103示范区城市管理执法局-评价评分表-2025.xlsx",
        "局内/预算单位名录.xlsx",
    ])  # fmt: skip
    said = capsys.readouterr().out
    assert "表格：9 个，其中发单位 5 个，局内用 4 个" in said
    assert "不要发给单位" in said


def test_forms_and_units_by_the_names_that_people_use(sample, tmp_path):
    """The names that `tables` has, and the unit's without the district's."""
    kinds = ("绩效目标表", "监控表", "项目自评表", "部门整体自评表")
    assert call(sample, "forms", str(tmp_path / "表"), "--unit", "区城管局", "--year", "2025", *(word for kind in kinds for word in ("--kind", kind))) == 0
    assert [name.split("-")[1] for name in files(tmp_path / "表")] == ["监控情况表", "绩效目标申报表", "部门整体支出绩效自评表", "项目支出绩效自评表"]


def test_each_form_is_of_its_usual_year(sample, tmp_path):
    call(sample, "forms", str(tmp_path / "表"), "--unit", "102", "--kind", "绩效目标申报表", "--kind", "监控情况表", "--kind", "项目支出绩效自评表")

    assert [name.rpartition("-")[2] for name in files(tmp_path / "表")] == ["2026.xlsx", "2027.xlsx", "2025.xlsx"]


def test_what_went_out_changes_nothing_when_it_comes_back(sample, tmp_path, capsys):
    assert call(sample, "forms", str(tmp_path / "表"), "--year", "2025") == 0
    said = capsys.readouterr().out
    assert "涉密单位 1 个，没有生成表格。" in said

    assert call(sample, "import", str(tmp_path / "表"), "--dry-run") == 0

    said = capsys.readouterr().out
    assert "将写入 0 份资料" in said
    assert "错误" not in said


def test_a_filled_form_is_never_written_over_unasked(sample, tmp_path, capsys):
    arguments = ("forms", str(tmp_path), "--unit", "103", "--year", "2025", "--kind", "项目支出绩效自评表", "--kind", "监控情况表")
    assert call(sample, *arguments) == 0
    assert call(sample, *arguments) == 0  # the same again is no harm
    assert "与已有的相同" in capsys.readouterr().out
    (tmp_path / SELF).write_bytes(b"filled in by a person")
    (tmp_path / "103示范区城市管理执法局-监控情况表-2025.xlsx").unlink()

    assert call(sample, *arguments) == 2

    said = capsys.readouterr().err
    assert f"“{SELF}”" in said
    assert "--replace" in said
    assert files(tmp_path) == [SELF]  # nothing was written
    assert (tmp_path / SELF).read_bytes() == b"filled in by a person"
    assert call(sample, *arguments, "--replace") == 0
    assert load_workbook(tmp_path / SELF).sheetnames[0] == "生活垃圾分类收运"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "自评"), "是否应为“项目支出绩效自评表”、“部门整体支出绩效自评表”、“自评报告评审表”？"),
        (("--kind", "整改台帐"), "是否应为“整改台账”？"),
        (("--kind", "xyz"), "没有“xyz”这种表。可用的有：绩效目标申报表、"),
        (("--unit", "城管"), "没有单位“城管”。是否应为“示范区城管局”"),
        (("--unit", "109"), "是涉密单位"),
    ],
)
def test_a_slip_is_answered_with_what_is_near(sample, tmp_path, capsys, arguments, said):
    assert call(sample, "forms", str(tmp_path / "表"), *arguments) == 2

    assert said in capsys.readouterr().err
    assert not (tmp_path / "表").exists()


def test_a_part_of_a_name_is_enough_if_no_other_form_has_it(sample, tmp_path):
    assert call(sample, "forms", str(tmp_path), "--kind", "台账", "--unit", "103", "--year", "2025") == 0

    assert files(tmp_path) == ["103示范区城市管理执法局-整改台账-2025.xlsx"]


def test_blank_forms_are_for_anybody_or_for_a_unit(sample, tmp_path):
    call(sample, "forms", str(tmp_path), "--kind", "项目支出绩效自评表", "--blank")
    call(sample, "forms", str(tmp_path), "--kind", "项目支出绩效自评表", "--blank", "--unit", "103")

    assert files(tmp_path) == ["103示范区城市管理执法局-项目支出绩效自评表-2025.xlsx", "空白-项目支出绩效自评表-2025.xlsx"]


def test_records_that_cannot_be_read_are_named(sample, tmp_path, capsys):
    folder = tmp_path / "区"
    shutil.copytree(sample / "content", folder / "content")
    path = folder / "content/2025/projects/P2023-0103.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("项目属性: 延续", "项目属性: 延"), encoding="utf-8")

    assert call(folder, "forms", str(tmp_path / "表"), "--unit", "103", "--kind", "项目支出绩效自评表") == 0

    assert "1 个资料文件有错误，表格里没有它们的内容：content/2025/projects/P2023-0103.yml" in capsys.readouterr().out


# --- the records of a year as a workbook ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("out") / "资料.xlsx"
    assert call(sample, "export", str(path), "--year", "2025") == 0
    return path.read_bytes()


def rows_of(data: bytes, sheet: str) -> list[dict[str, object]]:
    page = load_workbook(BytesIO(data))[sheet]
    heads, *rows = page.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def test_the_workbook_of_a_year_sorts_and_filters(exported):
    book = load_workbook(BytesIO(exported))

    assert book.sheetnames == ["汇总", "项目", "指标", "问题和整改", "结果应用", "单位"]
    page = book["项目"]
    assert page.auto_filter.ref == page.dimensions
    assert page.freeze_panes == "D2"  # 编号, 类别 and 名称 stay
    heads = {cell.value: cell.column_letter for cell in page[1]}
    assert page[f"{heads['全年预算（万元）']}2"].number_format == "#,##0.00"
    assert page[f"{heads['执行率']}2"].number_format == "0.0%"
    assert page[f"{heads['结果确定日期']}2"].is_date
    assert "内部资料" in page.oddHeader.center.text


def test_its_numbers_are_those_of_letters_and_pages(sample, exported):
    loader = Loader(Workspace.open(sample))
    foundation = loader.foundation()
    assert foundation
    register = loader.year(foundation, 2025)
    rows = {row["编号"]: row for row in rows_of(exported, "项目")}

    for dossier in register.dossiers:
        if dossier.id in rows:
            for heading, score in (("自评得分", self_total(dossier)), ("评价得分", result_total(dossier))):
                assert rows[dossier.id][heading] == (float(score) if score is not None else None)
    totals = total_up(open_projects(register), register.office, TODAY)
    summary = rows_of(exported, "汇总")[0]
    assert (summary["个数"], summary["问题"], summary["已评价"]) == (totals.recorded.count, totals.findings, totals.evaluated.count)
    assert summary["涉及金额（万元）"] == float(totals.finding_amount)
    assert len(rows_of(exported, "问题和整改")) == sum(len(one.evaluation.findings) for one in register.dossiers if one.evaluation and one.id in rows)


def test_internal_fields_are_in_it_and_secret_units_are_not(exported):
    text = "\n".join(str(value) for sheet in ("项目", "指标", "问题和整改", "结果应用", "单位") for row in rows_of(exported, sheet) for value in row.values())

    assert "收运合同签订偏晚，已提醒。" in text  # 监控意见
    assert "同意。" in text  # 业务科室意见
    assert "内部演示甲" not in text
    assert "人民武装部" not in text


def test_the_same_records_give_the_same_workbook(sample, exported, tmp_path, capsys):
    path = tmp_path / "资料.xlsx"
    assert call(sample, "export", str(path), "--year", "2025") == 0
    assert path.read_bytes() == exported
    said = capsys.readouterr().out
    assert "不得对外提供" in said
    assert "涉密单位 1 个，不在里面。" in said


def test_export_refuses_what_it_cannot_do(sample, tmp_path, capsys):
    (tmp_path / "别的.xlsx").write_bytes(b"another's")

    assert call(sample, "export", str(tmp_path / "资料.xls")) == 2
    assert call(sample, "export", str(tmp_path / "资料.xlsx"), "--year", "2010") == 2
    assert call(sample, "export", str(tmp_path / "别的.xlsx")) == 2

    said = capsys.readouterr().err
    assert "扩展名应为 .xlsx" in said
    assert "没有 2010 年度的资料。有资料的年度：2024、2025、2026、2027" in said
    assert "--replace" in said
    assert (tmp_path / "别的.xlsx").read_bytes() == b"another's"
