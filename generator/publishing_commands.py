"""The commands of the information officer: publish, amend."""

import time
from datetime import date

import click

from generator import amending, chinese_help, publishing
from generator.calling import Day, Setting
from generator.showing import command_name, progress, show_drafts, show_problems
from generator.website.ledger import Change, Publication
from generator.website.published import DATA

SHOWN = 30  # addresses of one kind on screen; all stand in the ledger


@click.command(cls=chinese_help.Command)
@click.option("--retire", "retired", multiple=True, metavar="地址", help="停用一个已公开的文件，例如不再提供的 PDF（网页不能停用），可写多次。")
@click.pass_obj
def publish(setting: Setting, retired: tuple[str, ...]) -> None:
    """发布网站：核对已公开的网址一个不少，才换上新网站。

    少了已公开的网址，或者有资料没有公开日期，就不发布，原来的网站不动，并列出是哪个、怎样补。发布以后列出撤回、新增和变更的网址；公开以后改了数据、却没有写更正的，逐个列出。

    所有网址记在 content/published.tsv，由程序写，请不要手工修改，随资料一起备份。
    """
    started = time.monotonic()
    workspace = setting.workspace()
    done = publishing.publish(workspace, setting.today, retired, progress)
    show_problems(done.report.problems, only_count=True)
    show_drafts(workspace, done.report, workspace.letters)
    if done.report.site:
        click.echo(f"网站：{done.report.site.pages} 个页面，{done.report.site.files} 个文件 → {workspace.site / 'index.html'}")
    show_publication(done.publication)
    if done.undated:
        click.echo(click.style("没有公开日期：", fg="yellow") + f"{len(done.undated)} 份。正式发布以前，都要在“公开”里写上公开日期，否则不能发布：")
        _show("补填", done.undated)
    if done.publication.is_trial:
        click.echo(click.style("这是试发布：", fg="yellow") + "资料是演示数据，site/ 不要上传。把 office.yml 的“演示数据”改为“否”以后，地址台账从头记。")
    click.echo(f"地址台账：{workspace.published}")
    click.echo(f"用时 {time.monotonic() - started:.1f} 秒。")


def show_publication(publication: Publication) -> None:
    """What changed: first what a person must look at (gone, back, changed without a word), then what is new and what changed, open data last."""
    if publication.ends_trial:
        click.echo("以前用演示数据试发布的地址不算公开过，已从地址台账里去掉，这是第一次正式发布。")
    counts = f"新增 {len(publication.new)} 个地址，变更 {len(publication.changed)} 个，撤回 {len(publication.withdrawn)} 个"
    counts += f"，重新公开 {len(publication.restored)} 个" if publication.restored else ""
    click.echo(click.style(("首次发布：" if publication.is_first else "发布：") + counts + "。", bold=True))
    _show("撤回", publication.withdrawn)
    if publication.restored:
        click.echo(click.style("撤回过、现在又公开：", fg="yellow") + f"{len(publication.restored)} 个，请逐个核对。")
        _show("重新公开", publication.restored)
    _show("停用", publication.retired)
    _show_untold([change for change in publication.changed if not change.is_told])
    if not publication.is_first:
        _show("新增", publication.new)
    told = [change for change in publication.changed if change.is_told]
    _show("变更", [_named(change) for change in sorted(told, key=_by_weight) if not _is_data(change)])
    if data := [change for change in told if _is_data(change)]:
        click.echo(f"  变更  开放数据文件 {len(data)} 个（data/ 里，随上面的内容而变）")


def _show_untold(changes: list[Change]) -> None:
    if not changes:
        return
    click.echo(click.style("内容有变、没有更正说明：", fg="yellow") + f"{len(changes)} 个。资料公开以后改了数据的，应写更正（{command_name()} amend）。")
    for change in changes:  # each is to be looked at, so all are named
        click.echo(f"  {_named(change)}")
        if change.remedy:
            click.echo(f"    → {change.remedy}")


def _by_weight(change: Change) -> tuple[bool, bool]:
    """Records first, then other pages, then files: what a person has to look at stands before what follows from it."""
    return not change.parts, not change.address.endswith(".html")


def _is_data(change: Change) -> bool:
    return change.address.startswith(DATA)


def _named(change: Change) -> str:
    return change.address + (f"（{'、'.join(change.parts)}）" if change.parts else "")


def _show(kind: str, rows: "list[str] | tuple[str, ...]") -> None:
    for row in rows[:SHOWN]:
        click.echo(f"  {kind}  {row}")
    if len(rows) > SHOWN:
        click.echo(f"  {kind}  其余 {len(rows) - SHOWN} 个，见地址台账里当天的各行。")


@click.command(cls=chinese_help.Command)
@click.argument("dossier", metavar="编号")
@click.option("--year", type=int, required=True, metavar="年度", help="资料的预算年度。")
@click.option("--note", required=True, metavar="说明", help="更正了什么，登在网页上。只写事实：哪一项由多少改为多少。")
@click.option("--date", "on", type=Day(), metavar="日期", help="更正的日期，默认是今天。")
@click.pass_obj
def amend(setting: Setting, dossier: str, year: int, note: str, on: date | None) -> None:
    """更正已公开的资料：存下旧版，写上更正说明，然后由你改数据。

    “编号”写项目编号；部门整体支出写单位编码。例如：

    jixiao amend P2024-0104 --year 2025 --note 返修费用由14.1万元更正为11.4万元

    做完这一步，再改资料文件里的数据，检查（check），发布（publish）。还没有公开的资料直接改，不用更正。
    """
    workspace = setting.workspace()
    done = amending.amend(workspace, dossier, year, note, on or setting.today)
    click.echo(f"已把更正前的文件存为 {workspace.relative(done.earlier)}")
    click.echo(f"已在 {workspace.relative(done.file)} 的“公开 › 更正”里写上第 {done.number} 次更正。")
    if done.standing:
        click.echo(f"更正前是 {done.standing}。改动涉及得分的，总分和等级也可能变：变了，要在说明里一并写明。")
    click.echo(f"下一步：改正 {workspace.relative(done.file)} 里的数据，检查（{command_name()} check），再发布（{command_name()} publish）。")
    click.echo(f"不更正了：删去 {workspace.relative(done.earlier)}，再删去“更正”里的这一项。")


COMMANDS = (publish, amend)
