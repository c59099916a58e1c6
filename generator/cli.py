"""`jixiao`: words in, problems and paths out, exit status."""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from generator import (
    __version__,
    chinese_help,
    desk_commands,
    exchange_commands,
    import_commands,
    pipeline,
    preview,
    publishing_commands,
    starter,
    volume_commands,
)
from generator.calling import Day, Setting
from generator.drafting import LETTER_WORDS, TABLE_WORDS, Selection
from generator.engine.files import write_text
from generator.engine.workspace import PACKAGED
from generator.problems import ContentError, JixiaoError, Severity, UsageError
from generator.records.reference import glossary_page, rules_page
from generator.records.schema import schema_texts
from generator.showing import as_typed, command_name, progress, remember_workspace, show_drafts, show_problems
from generator.website.vanishing import lost_addresses

FINE, CONTENT_WRONG, USE_WRONG = 0, 1, 2
NOBODY_READS = 141  # what a shell reports of a program that was ended by a closed pipe: 128 + SIGPIPE


@click.group(cls=chinese_help.Group, invoke_without_command=False)
@click.option("-C", "--workspace", "folder", type=click.Path(path_type=Path), default=Path(), metavar="文件夹", help="工作区所在的文件夹，默认是当前文件夹。")
@click.option("--today", type=Day(), metavar="日期", help="按这一天计算期限和逾期，写成 2026-05-20；默认是今天。")
@click.version_option(__version__, "--version", message="绩效公开 jixiao %(version)s", help="显示版本。")
@click.pass_context
def jixiao(context: click.Context, folder: Path, today: date | None) -> None:
    """绩效公开：一套资料，生成绩效评价公文和公开网站。"""
    context.obj = Setting(folder, today)
    remember_workspace(folder)


@jixiao.command(cls=chinese_help.Command)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.pass_obj
def new(setting: Setting, folder: Path) -> None:
    """新建一个工作区，里面有带说明的样例文件。"""
    written = starter.create(folder, year=setting.today.year - 1)
    click.echo(f"已新建工作区：{folder}（{len(written)} 个文件）")
    remember_workspace(folder)
    command = command_name()
    click.echo("下一步：")
    click.echo(f"  1. 按本区情况修改 {folder / 'content' / 'office.yml'} 和 {folder / 'content' / 'units.yml'}")
    click.echo(f"  2. 看过样例后，删去 {folder / 'content' / str(setting.today.year - 1)} 里的样例资料，换成本区的；样例是虚构的，不要公开")
    click.echo(f"  3. 检查：{command} check")
    click.echo(f"  4. 生成：{command} build")


@jixiao.command(cls=chinese_help.Command)
@click.option("--errors", "only_errors", is_flag=True, help="只看错误，不看警告和提示。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="输出格式：text 给人看（默认），json 给程序用。")
@click.pass_obj
def check(setting: Setting, only_errors: bool, form: str) -> None:
    """检查全部资料，一次列出所有问题。"""
    checked = pipeline.check(setting.workspace(), setting.today)
    problems = tuple(one for one in checked.problems if one.severity is Severity.ERROR) if only_errors else checked.problems
    if form == "json":
        click.echo(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
    else:
        show_problems(problems)
        if not problems:
            click.echo("没有发现错误。" if only_errors else "没有发现问题。")
        if checked.foundation is None:
            click.echo("office.yml、units.yml 或发文登记簿有错误，改好以前，各项目只检查了写法，规则还没有检查。")
        elif any(problem.severity is Severity.ERROR and problem.rule[0] in "YM" for problem in checked.problems):
            click.echo("有错误的文件，改好后请再检查一次：其余规则要等文件读得完整才能全部检查。")
    sys.exit(CONTENT_WRONG if checked.has_errors else FINE)


_UNIT = click.option("--unit", default="", metavar="单位", help="只生成一个预算单位的：编码、全称、简称或别名。")
_PROJECT = click.option("--project", default="", metavar="项目", help="只生成一个项目的：编号或全称。")


@jixiao.command(cls=chinese_help.Command)
@click.option("--kind", type=click.Choice(LETTER_WORDS), metavar="种类", help=f"只生成一种公文：{'、'.join(LETTER_WORDS)}。")
@_UNIT
@_PROJECT
@click.pass_obj
def letters(setting: Setting, kind: str | None, unit: str, project: str) -> None:
    """生成公文草稿（PDF 和 Word，标明未签发）。"""
    _make(setting, pipeline.make_letters, Selection(kind or "", unit, project), setting.workspace().letters, "公文草稿")


@jixiao.command(cls=chinese_help.Command)
@click.option("--kind", type=click.Choice(TABLE_WORDS), metavar="种类", help=f"只生成一种附表：{'、'.join(TABLE_WORDS)}。")
@_UNIT
@_PROJECT
@click.pass_obj
def tables(setting: Setting, kind: str | None, unit: str, project: str) -> None:
    """单独生成附表：自评表、目标表、台账、挂钩建议表等（PDF 和 Word）。"""
    _make(setting, pipeline.make_tables, Selection(kind or "", unit, project), setting.workspace().tables, "附表")


def _make(setting: Setting, make: Callable[..., pipeline.BuildReport], selection: Selection, folder: Path, what: str) -> None:
    """Make the documents selected and tell of them."""
    started = time.monotonic()
    workspace = setting.workspace()
    report = make(workspace, setting.today, selection, progress)
    show_problems(report.problems, only_count=True)
    show_drafts(workspace, report, folder, what)
    click.echo(f"用时 {time.monotonic() - started:.1f} 秒。")


@jixiao.command(cls=chinese_help.Command)
@click.pass_obj
def build(setting: Setting) -> None:
    """生成全部公文草稿和公开网站。"""
    started = time.monotonic()
    workspace = setting.workspace()
    report = pipeline.build(workspace, setting.today, progress)
    show_problems(report.problems, only_count=True)
    show_drafts(workspace, report, workspace.letters)
    if report.site:
        state = "" if report.is_site_new else "，与上次相同，没有重写"
        click.echo(f"网站：{report.site.pages} 个页面，{report.site.files} 个文件，{report.site.size / 1e6:.1f} MB{state} → {workspace.site / 'index.html'}")
    click.echo(f"用时 {time.monotonic() - started:.1f} 秒。")
    if report.lost:
        click.echo(click.style("网站没有更换：", fg="red", bold=True) + as_typed(lost_addresses(report.lost)), err=True)
        sys.exit(USE_WRONG)


for command in (*exchange_commands.COMMANDS, *import_commands.COMMANDS, *publishing_commands.COMMANDS, *volume_commands.COMMANDS, *desk_commands.COMMANDS):
    jixiao.add_command(command)


@jixiao.command("preview", cls=chinese_help.Command)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="端口", help="端口号，默认 8000；被占用时自动换一个。")
@click.pass_obj
def preview_command(setting: Setting, port: int) -> None:
    """在本机浏览器里看问题、草稿和网站；文件一改，自动重新生成。"""
    preview.serve(setting.workspace(), setting.today, port, click.echo)


@jixiao.command(cls=chinese_help.Command)
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[文件夹]")
def schema(folder: Path | None) -> None:
    """输出 JSON Schema，供编辑器提示和检查；给出文件夹时写成文件。"""
    texts = schema_texts()
    if folder is None:
        click.echo(json.dumps({name: json.loads(text) for name, text in texts.items()}, ensure_ascii=False, indent=1))
        return
    for name, text in texts.items():
        write_text(folder / name, text)
    click.echo(f"已写入 {len(texts)} 个文件 → {folder}")


@jixiao.command(cls=chinese_help.Command, hidden=True)
@click.option("--check", "only_check", is_flag=True, help="只检查是否最新。")
def docs(only_check: bool) -> None:
    """重新生成 docs/ 里由程序生成的部分（开发用）。"""
    folder = PACKAGED / "docs"
    pages = {"rules.md": rules_page(), "glossary.md": glossary_page(), **{f"schema/{name}": text for name, text in schema_texts().items()}}
    old = [name for name, text in pages.items() if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text]
    if only_check:
        if old:
            raise UsageError(f"docs/ 里这些文件不是最新的：{'、'.join(old)}。请运行 jixiao docs。")
        return
    for name, text in pages.items():
        write_text(folder / name, text)
    click.echo(f"更新了 {len(old)} 个文件。")


def run(arguments: list[str] | None = None) -> int:
    """Run the command; every failure becomes a sentence and an exit status, never a traceback."""
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # who read along has seen enough (`| head`); what is left to say goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    return status


def _run(arguments: list[str] | None) -> int:
    try:
        jixiao.main(args=arguments, prog_name="jixiao", standalone_mode=False)
    except ContentError as error:
        show_problems(tuple(sorted(error.problems, key=lambda one: one.severity is Severity.ERROR)))  # what stopped it is read last
        click.echo("有错误，没有继续。改正后再运行。", err=True)
        return CONTENT_WRONG
    except JixiaoError as error:
        click.echo(as_typed(str(error)), err=True)
        return USE_WRONG
    except click.ClickException as error:
        click.echo(chinese_help.explain(error), err=True)
        return USE_WRONG
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        return USE_WRONG
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else USE_WRONG
    except BrokenPipeError:
        raise
    except OSError as error:
        click.echo(f"读写文件出错：{error.strerror or error}（{error.filename or '未知文件'}）。请检查磁盘空间和权限。", err=True)
        return USE_WRONG
    except Exception:  # our own fault: the clerk gets a sentence, the engineer a file
        record = Path("jixiao-错误记录.txt").resolve()
        write_text(record, f"jixiao {__version__}\n{' '.join(arguments or sys.argv[1:])}\n\n{traceback.format_exc()}")
        click.echo(f"程序内部出错，资料没有改动。请把 {record} 发给维护人员。", err=True)
        return USE_WRONG
    return FINE


def main() -> None:
    """The entry point of `jixiao`."""
    sys.exit(run())
