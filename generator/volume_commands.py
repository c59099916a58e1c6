"""The command for the people's congress: volume."""

import time

import click

from generator import chinese_help, pipeline
from generator.calling import Setting
from generator.records.accounts import Stage
from generator.showing import progress, show_problems


@click.command(cls=chinese_help.Command)
@click.argument("year", type=int, metavar="年度")
@click.option("--for", "stage", type=click.Choice([stage.value for stage in Stage]), required=True, metavar="预算|决算", help="随预算草案还是随决算草案报送。")
@click.pass_obj
def volume(setting: Setting, year: int, stage: str) -> None:
    """成册：把送人大审查的材料装订成一个 PDF，另备逐份的文件夹和压缩包。

    会议、日期、选入的项目写在 content/年度/congress.yml。装订以前逐个核对材料、通报、报告、函和网站上的同名数字，有一个不一致就不装订；核对清单一并给出。
    """
    started = time.monotonic()
    workspace = setting.workspace()
    made = pipeline.make_congress_volume(workspace, year, Stage(stage), setting.today, progress)
    show_problems(made.reconciliation.problems)
    for text in made.bound.remark_texts:
        click.echo(click.style("注意：", fg="yellow") + text)
    rows = made.reconciliation.rows
    click.echo(f"核对：{len(rows)} 个数字，出处 {sum(len(where) for row in rows for _, where in row.found)} 处，全部一致 → {made.compared}")
    click.echo(f"合订本：{made.bound.pages} 页，{len(made.bound.parts)} 份材料，{made.bound.size / 1e6:.1f} MB → {made.bound.path}")
    click.echo(f"逐份：{made.folder.count} 个文件，其中文件清单 {len(made.folder.lists)} 个 → {made.folder.folder}")
    click.echo(f"打包：{made.folder.zip_path}")
    show_problems(made.missing)
    click.echo(f"用时 {time.monotonic() - started:.1f} 秒。")


COMMANDS = (volume,)
