"""The commands of the issuing desk: issue, register, void, enter, correct, verify, status."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from generator import chinese_help, desk
from generator.calling import Day, Setting
from generator.engine.chinese import format_date
from generator.engine.files import write_bytes
from generator.letters.archive.archive import Archive
from generator.letters.archive.export import note, register_csv, register_xlsx
from generator.letters.archive.requests import EntryRequest
from generator.showing import command_name, progress, show_drafts, show_problems, show_table
from generator.status import status_of_workspace, status_workbook, texts_of

ROWS_ON_SCREEN = 15
_XLSX = click.option("--xlsx", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="另存为 Excel 文件。")


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _save(path: Path, content: bytes) -> None:
    write_bytes(path, content)
    click.echo(f"已另存：{path}")


@click.command(cls=chinese_help.Command)
@click.argument("drafts", nargs=-1, required=True, metavar="草稿…")
@click.option("--date", "on", type=Day(), metavar="日期", help="成文日期，即签发的日期，写成 2026-05-20；默认是今天。")
@click.option("--approver", "approvers", multiple=True, metavar="姓名", help="签发人；上行文必须写明，多人联合签发的写多次。")
@click.pass_obj
def issue(setting: Setting, drafts: tuple[str, ...], on: date | None, approvers: tuple[str, ...]) -> None:
    """签发：按所写的顺序给草稿编发文字号，登记并存档。

    草稿写文件名，不带扩展名，例如 feedback-2025-P2023-0103；用 status 查看有哪些。
    """
    workspace = setting.workspace()
    slip = desk.Slip(on or setting.today, setting.now(), approvers)
    issued = desk.issue(workspace, drafts, slip, setting.today, _say, progress)
    for sentence in issued.mended:
        click.echo(f"上次中断的签发：{sentence}")
    show_problems(issued.warnings)
    for remark in issued.remarks:
        click.echo(click.style("注意：", fg="yellow") + remark)
    for document in issued.documents:
        click.echo(f"{document.number}  {document.title}（{document.addressee}，{document.pages} 页）")
        for file in document.files:
            click.echo(f"    → {workspace.issued / file.path}")


@click.command(cls=chinese_help.Command)
@click.option("--year", type=int, metavar="年份", help="只看一年的发文字号。")
@_XLSX
@click.option("--csv", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="另存为 CSV 文件。")
@click.pass_obj
def register(setting: Setting, year: int | None, xlsx: Path | None, csv: Path | None) -> None:
    """查看发文登记簿，可另存为 Excel 或 CSV。"""
    workspace = setting.workspace()
    issued = Archive(workspace.issued).read()
    chosen = tuple(document for document in issued.documents if year in (None, document.year))
    rows = [[one.number, format_date(one.issued_on), one.kind or "（补录）", one.title, one.addressee, one.state, note(one)] for one in chosen]
    show_table("发文登记簿", ("发文字号", "成文日期", "种类", "标题", "主送", "状态", "说明"), rows, kept=("发文字号",))
    shown = replace(issued, documents=chosen)
    if xlsx is not None:
        _save(xlsx, register_xlsx(shown, office="", made_on=setting.today))
    if csv is not None:
        _save(csv, register_csv(shown))


@click.command(cls=chinese_help.Command)
@click.argument("number", metavar="发文字号")
@click.option("--why", required=True, metavar="原因", help="作废的原因，记入登记簿。")
@click.option("--date", "on", type=Day(), metavar="日期", help="作废的日期，默认是今天。")
@click.pass_obj
def void(setting: Setting, number: str, why: str, on: date | None) -> None:
    """作废一个发文字号：号不再使用，文件仍留在档案里。"""
    document = desk.void(setting.workspace(), number, why, on or setting.today, setting.now(), _say)
    if document.corrected_by:
        click.echo(click.style("注意：", fg="yellow") + f"{'、'.join(document.corrected_by)} 更正的就是这一件，仍然有效；不再需要的，也要作废。")
    click.echo(f"{document.number} 已作废：{why}。这个号不会再用；需要重发的，重新签发。")


@click.command(cls=chinese_help.Command)
@click.argument("number", metavar="发文字号")
@click.option("--title", required=True, metavar="标题", help="公文的标题。")
@click.option("--date", "on", type=Day(), required=True, metavar="日期", help="成文日期。")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), metavar="PDF", help="公文的 PDF，存入档案。")
@click.option("--kind", default="", metavar="种类", help="公文的种类，例如 绩效评价结果反馈意见函。")
@click.option("--to", "addressee", default="", metavar="主送", help="主送机关。")
@click.option("--year", "budget_year", type=int, metavar="年度", help="预算年度。")
@click.option("--project", "dossiers", multiple=True, metavar="编号", help="所涉项目的编号，可写多次。")
@click.pass_obj
def enter(
    setting: Setting, number: str, title: str, on: date, file: Path | None, kind: str, addressee: str, budget_year: int | None, dossiers: tuple[str, ...]
) -> None:
    """补录一个程序以外编的发文字号，以后的号接着它编。"""
    workspace = setting.workspace()
    request = EntryRequest(
        number, title, on, setting.now(), kind=kind, addressee=addressee, budget_year=budget_year, dossiers=dossiers, pdf=file
    )
    document = desk.enter(workspace, request, _say)
    click.echo(f"已补录：{document.number}  {document.title}")


@click.command(cls=chinese_help.Command)
@click.argument("number", metavar="发文字号")
@click.pass_obj
def correct(setting: Setting, number: str) -> None:
    """起草更正函：已签发的公文所载的数据变了，列明原文和更正后的内容。"""
    workspace = setting.workspace()
    report = desk.correct(workspace, number, setting.today, progress)
    show_drafts(workspace, report, workspace.letters)
    for one in report.drafts:
        click.echo(f"  {one.letter.path}")
        click.echo(f"  看过无误后签发：{command_name()} issue {one.letter.document.name}")


@click.command(cls=chinese_help.Command)
@click.option("--expect", "expected", default="", metavar="校验码", help="以前抄存的登记簿校验码（前16位即可），核对此后没有删改。")
@click.pass_obj
def verify(setting: Setting, expected: str) -> None:
    """核验发文登记簿和存档文件：有没有被改动、缺失、跳号。"""
    result = desk.verify(setting.workspace(), expected)
    show_problems(result.findings)
    if result.is_sound:
        click.echo(f"登记簿完好：{result.documents} 件公文，{result.lines} 行登记，存档文件与登记一致。")
    click.echo(f"登记簿校验码：{result.head[:16]}（可抄存在纸上，以后用 --expect 核对）")
    sys.exit(0 if result.is_sound else 1)


@click.command(cls=chinese_help.Command)
@_XLSX
@click.pass_obj
def status(setting: Setting, xlsx: Path | None) -> None:
    """看进度：待签发、待回复、已逾期、公开时限、送人大、已销号。

    待签发：哪些公文该发了。待回复：哪些单位还没有报整改情况。已逾期：哪些整改过了期限。公开时限：哪些预算、决算和绩效资料该公开了，或者已经晚了。送人大：人大的会议、送交和公开的期限，还缺什么。已销号：哪些问题改好了。以今天的日期为准，可用 --today 另定。
    """
    workspace = setting.workspace()
    standing = status_of_workspace(workspace, setting.today)
    more = "，用 --xlsx 另存为 Excel 查看" if xlsx is None else f"，见 {xlsx}"
    for sheet in standing.sheets:
        headings = [column.heading for column in sheet.columns]
        show_table(sheet.title, headings, list(texts_of(sheet)), most=ROWS_ON_SCREEN, more=more, kept=("草稿", "发文字号"))
        click.echo()
    if xlsx is not None:
        _save(xlsx, status_workbook(standing, setting.today))


COMMANDS = (status, issue, register, correct, void, enter, verify)
