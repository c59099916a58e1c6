"""The commands for Excel: forms out, and the records of a year as a workbook."""

import difflib
from pathlib import Path
from typing import Any

import click

from generator import chinese_help
from generator.calling import Setting
from generator.form_folder import INTERNAL_FOLDER, FormRequest, WrittenForms, write_forms
from generator.problems import Problem
from generator.records.forms.kinds import FormKind
from generator.showing import command_name, progress, show_table
from generator.year_export import export_year

ROWS_ON_SCREEN = 20
MOST_NAMED = 5
KIND_NAMES = tuple(kind.value for kind in FormKind)
# The names that `tables` has for them.
TABLE_NAMES = {
    "监控表": FormKind.MONITORING, "绩效监控表": FormKind.MONITORING, "绩效目标表": FormKind.OBJECTIVES, "项目自评表": FormKind.PROJECT_SELF, "部门整体自评表": FormKind.OVERALL_SELF,
}  # fmt: skip


class Form(click.ParamType[FormKind]):
    """A form by its Chinese name, or by a part of it that no other form has."""

    name = "表"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> FormKind:
        """Find the form; tell the near ones."""
        if isinstance(value, FormKind):
            return value
        word = str(value).strip().strip("《》")
        if word in KIND_NAMES:
            return FormKind(word)
        if word in TABLE_NAMES:
            return TABLE_NAMES[word]
        holding = [name for name in KIND_NAMES if word and word in name]
        if len(holding) == 1:
            return FormKind(holding[0])
        near = holding or difflib.get_close_matches(word, KIND_NAMES, 3, 0.4) or [name for name in KIND_NAMES if set(word) & set(name) - set("表")][:3]
        hint = f"是否应为{'、'.join(f'“{name}”' for name in near)}？" if near else ""
        return self.fail(f"没有“{word}”这种表。{hint}可用的有：{'、'.join(KIND_NAMES)}。", param, ctx)


@click.command(cls=chinese_help.Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="文件夹")
@click.option("--kind", "kinds", type=Form(), multiple=True, metavar="表", help=f"只要这一种，可写多次：{'、'.join(KIND_NAMES)}。")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只要一个预算单位的，可写多次：编码、全称、简称或别名。")
@click.option("--year", type=click.IntRange(2000, 2100), metavar="年度", help="预算年度；不写时，绩效目标申报表是下一年，监控情况表是本年，其余是上一年。")
@click.option("--blank", is_flag=True, help="要空白表；同时写 --unit 的，填好单位名称。")
@click.option("--replace", is_flag=True, help="已有的同名文件重新生成；填过的内容会丢失。")
@click.pass_obj
def forms(setting: Setting, folder: Path, kinds: tuple[FormKind, ...], units: tuple[str, ...], year: int | None, blank: bool, replace: bool) -> None:
    """生成 Excel 表格，发给单位填报：已有的资料填好，其余空着。

    一个单位一种表一个文件，一个项目一张工作表。单位填好交回，用 import 读进来。评价评分表、自评报告评审表、结果应用表、预算单位名录是局内用的，放在“局内”文件夹里，不要发给单位。
    """
    request = FormRequest(tuple(dict.fromkeys(kinds)), units, year, blank, replace)
    _tell(write_forms(setting.workspace(), folder, request, setting.today, progress), folder)


def _tell(written: WrittenForms, folder: Path) -> None:
    rows = [
        [one.path.relative_to(folder).as_posix(), str(one.year), str(one.dossiers or "空白"), "" if one.is_new else "与已有的相同"] for one in written.files
    ]
    show_table("表格", ("文件", "年度", "填了几项", ""), rows, most=ROWS_ON_SCREEN, more=f"，见 {folder}", kept=("文件",))
    internal = sum(one.is_internal for one in written.files)
    click.echo(f"表格：{len(written.files)} 个，其中发单位 {len(written.files) - internal} 个，局内用 {internal} 个 → {folder}")
    if internal:
        click.echo(click.style("注意：", fg="yellow") + f"“{INTERNAL_FOLDER}”文件夹里的表有内部意见和得分，不要发给单位。")
    if written.secret_units:
        click.echo(f"涉密单位 {written.secret_units} 个，没有生成表格。")
    _tell_faults(written.faults, "表格里")


def _tell_faults(faults: tuple[Problem, ...], where: str) -> None:
    """Records that could not be read are missing, and that must be known."""
    if files := sorted({problem.file for problem in faults}):
        named = "、".join(files[:MOST_NAMED]) + ("等" if len(files) > MOST_NAMED else "")
        click.echo(click.style("注意：", fg="yellow") + f"{len(files)} 个资料文件有错误，{where}没有它们的内容：{named}。用 {command_name()} check 查看。")


@click.command(cls=chinese_help.Command)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="文件.xlsx")
@click.option("--year", type=click.IntRange(2000, 2100), metavar="年度", help="预算年度，默认是上一年。")
@click.option("--replace", is_flag=True, help="已有的同名文件换成新的。")
@click.pass_obj
def export(setting: Setting, file: Path, year: int | None, replace: bool) -> None:
    """导出：一个年度的全部资料存成 Excel，供排序、筛选。

    有汇总、项目、指标、问题和整改、结果应用、单位六张工作表。里面有内部资料，不得对外提供；没有涉密单位。导出的文件不能再导入，要改资料请用 forms 生成的表格。
    """
    if file.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"“{file.name}”的扩展名应为 .xlsx。")
    made = export_year(setting.workspace(), file, year, setting.today, replaces=replace)
    click.echo(f"已导出 {made.year} 年度的资料 → {file}")
    click.echo("  " + "，".join(f"{name} {count} 行" for name, count in made.rows) + "。")
    click.echo(click.style("注意：", fg="yellow") + "里面有内部资料，不得对外提供。")
    if made.secret_units:
        click.echo(f"涉密单位 {made.secret_units} 个，不在里面。")
    _tell_faults(made.faults, "导出的文件里")


COMMANDS = (forms, export)
