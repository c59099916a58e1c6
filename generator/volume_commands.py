"""The command for the people's congress: volume, which binds a set, and with --deliver numbers and freezes it."""

import time

import click

from generator import chinese_help, delivering, pipeline
from generator.calling import Setting
from generator.engine.chinese import format_date
from generator.records.accounts import Stage
from generator.showing import command_name, progress, show_problems
from generator.volumes import MadeVolume

MOST_MOVED = 15  # figures that moved, shown one by one


@click.command(cls=chinese_help.Command)
@click.argument("year", type=int, metavar="年度")
@click.option("--for", "stage", type=click.Choice([stage.value for stage in Stage]), required=True, metavar="预算|决算", help="随预算草案还是随决算草案报送。")
@click.option("--deliver", "delivers", is_flag=True, help="送交：给报送函编发文字号，整套登记、存档；以后公开的就是这一套。")
@click.option("--approver", "approvers", multiple=True, metavar="姓名", help="送交时报送函的签发人，记入登记簿；多人的写多次。")
@click.option("--after-meeting", "is_after_meeting", is_flag=True, help="会后补存：会议已经开过，仍要把现在编成的一套编号存档；先与送出的核对。")
@click.pass_obj
def volume(setting: Setting, year: int, stage: str, delivers: bool, approvers: tuple[str, ...], is_after_meeting: bool) -> None:
    """成册：把送人大审查的材料装订成一个 PDF，另备逐份的文件夹和压缩包；看过以后用 --deliver 送交。

    会议、日期、选入的项目写在 content/年度/congress.yml。装订以前逐个核对材料、通报、报告、函和网站上的同名数字，有一个不一致就不装订；核对清单一并给出。送交以后不再重做：资料变了，送交的也不变。
    """
    started = time.monotonic()
    if delivers:
        _deliver(setting, delivering.Wanted(year, Stage(stage), setting.now(), approvers, is_after_meeting))
    elif kept := delivering.kept(setting.workspace(), year, Stage(stage), setting.today, progress):
        _show_kept(kept)
    else:
        made = pipeline.make_congress_volume(setting.workspace(), year, Stage(stage), setting.today, progress)
        _show_made(made)
        click.echo(f"看过无误后送交（编号、登记、存档）：{command_name()} volume {year} --for {stage} --deliver")
    click.echo(f"用时 {time.monotonic() - started:.1f} 秒。")


def _show_made(made: MadeVolume) -> None:
    show_problems(made.reconciliation.problems)
    for text in made.bound.remark_texts:
        _warn(text)
    rows = made.reconciliation.rows
    click.echo(f"核对：{len(rows)} 个数字，出处 {sum(len(where) for row in rows for _, where in row.found)} 处，全部一致 → {made.compared}")
    click.echo(f"合订本：{made.bound.pages} 页，{len(made.bound.parts)} 份材料，{made.bound.size / 1e6:.1f} MB → {made.bound.path}")
    click.echo(f"逐份：{made.folder.count} 个文件，其中文件清单 {len(made.folder.lists)} 个 → {made.folder.folder}")
    click.echo(f"打包：{made.folder.zip_path}")
    if made.unbound:
        _warn(f"未装订：{'、'.join(made.unbound)}。补上以后再成册；不装订的可以不理会。")
    show_problems(made.missing)


def _deliver(setting: Setting, wanted: delivering.Wanted) -> None:
    workspace = setting.workspace()
    delivered = delivering.deliver(workspace, wanted, setting.today, lambda sentence: click.echo(sentence, err=True), progress)
    for sentence in delivered.mended:
        click.echo(f"上次中断的签发：{sentence}")
    show_problems(delivered.warnings)
    for remark in delivered.remarks:
        _warn(remark)
    document = delivered.document
    click.echo(f"{document.number}  {document.title}（{document.addressee}，{document.pages} 页）")
    for file in document.files:
        click.echo(f"    → {workspace.issued / file.path}")
    click.echo(f"逐份：{delivered.parts}")
    click.echo(f"送出的就用这几个文件。人大批准以后，在 content/{wanted.year}/congress.yml 填批准日期和公开日期，网站公开的就是这一套，一个字节也不变。")


def _show_kept(kept: delivering.Kept) -> None:
    document = kept.document
    click.echo(f"{document.number}  {document.title}：已于{format_date(document.issued_on)}送交存档（{format_date(document.registered_on)}登记），不再重做。")
    for path in kept.files:
        click.echo(f"    → {path}")
    click.echo(f"逐份：{kept.parts}")
    if kept.is_same and not kept.moved:
        click.echo("现在的资料编成的与送交的相同。")
        return
    if kept.moved:
        _warn(f"送交以后资料变了，有 {len(kept.moved)} 个数字不同；送交的和公开的都不变。")
        for name, then, now in kept.moved[:MOST_MOVED]:
            click.echo(f"    {name}：送交的是 {then}，现在是 {now or '（没有）'}")
        if len(kept.moved) > MOST_MOVED:
            click.echo(f"    其余 {len(kept.moved) - MOST_MOVED} 个略。")
    else:
        _warn("送交以后资料或用语变了，数字都没有变；送交的和公开的都不变。")
    click.echo(f"要更正的：{command_name()} correct {document.number}；整套要换的，先作废：{command_name()} void {document.number} --why 原因")


def _warn(text: str) -> None:
    click.echo(click.style("注意：", fg="yellow") + text)


COMMANDS = (volume,)
