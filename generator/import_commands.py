"""The command that brings forms in: import."""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from generator import chinese_help, importing
from generator.calling import Setting
from generator.engine.files import write_bytes
from generator.import_filing import Wanted
from generator.import_report import report_bytes, sorted_notes
from generator.importing import Imported
from generator.problems import UsageError
from generator.records.fields import EARLIEST_YEAR, LATEST_YEAR
from generator.records.intake.candidate import Note, Weight
from generator.showing import as_typed, progress

NOTHING_AMISS, SOMETHING_AMISS = 0, 1
SHOWN_FILES, SHOWN_NOTES = 10, 6  # on screen; all stand in the report
EVERYWHERE = frozenset({"X71", "X73"})  # one answer settles it for all files
OF_FILES = frozenset({"X03"})  # many files may be refused for one reason: told once, with their names
OF_RECORDS = frozenset({"X83", "X84", "X85"})  # what is told of is a record, not what stands in a cell
COLOURS = {Weight.ERROR: "red", Weight.GUESS: "yellow", Weight.UNPLACED: "yellow", Weight.NOTICE: "cyan"}


@click.command("import", cls=chinese_help.Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@click.option("--dry-run", "is_dry", is_flag=True, help="只出报告，不写资料。")
@click.option("--replace", is_flag=True, help="与资料不同的，按表替换；不加时只列出，不改资料。")
@click.option("--year", type=click.IntRange(EARLIEST_YEAR, LATEST_YEAR), metavar="年度", help="表上没有写年度时，按这个年度；报告会记住它。")
@click.option("--alias", "aliases", multiple=True, metavar="来文写法=单位", help="把来文里单位的写法记入名录的别名，可写多次；单位写编码或全称。")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="报告写到哪里；默认是 build/import/ 里的“导入报告-日期.xlsx”。")
@click.pass_obj
def import_command(
    setting: Setting, paths: tuple[Path, ...], is_dry: bool, replace: bool, year: int | None, aliases: tuple[str, ...], report: Path | None
) -> None:
    """导入单位报来的表格：Excel、Word 都可以，一次可以导入整个文件夹。

    表里写的逐格读进资料；与资料不同的不改，列在报告里，加 --replace 才改。报告逐条写明哪个文件、哪张表、哪个单元格，点一下就到。

    资料必须有、表上没有的，列在报告的“待补充”里。填好以后导入报告本身，就补上了：

    jixiao import build/import/导入报告-2026-05-20.xlsx
    """
    started = time.monotonic()
    workspace = setting.workspace()
    pairs = tuple(_pair(alias) for alias in aliases)
    done = importing.import_forms(workspace, Wanted(paths, is_dry, replace, year, pairs), setting.today, progress, on_wait=click.echo)
    target = report or _free(workspace.build / "import", f"导入报告-{setting.today}")
    write_bytes(target, report_bytes(done.outcome, done.files, target.parent, setting.today, done.years))
    show_import(done)
    click.echo(f"报告：{target}")
    if done.outcome.missing:
        click.echo(as_typed(f"待补充 {len(done.outcome.missing)} 项：在报告的“待补充”里填好，再运行 jixiao import {target}"))
    click.echo(f"用时 {time.monotonic() - started:.1f} 秒。")
    sys.exit(SOMETHING_AMISS if done.has_errors else NOTHING_AMISS)


def _pair(alias: str) -> tuple[str, str]:
    written, sign, meant = alias.replace("＝", "=").partition("=")
    if not sign or not written.strip() or not meant.strip():
        raise UsageError(f"--alias {alias}：请写成“来文写法=单位”，例如 --alias 区教体局=101。")
    return written.strip(), meant.strip()


def _free(folder: Path, name: str) -> Path:
    """A report that may have been filled in is never overwritten."""
    path, count = folder / f"{name}.xlsx", 1
    while path.exists():
        count += 1
        path = folder / f"{name}-{count}.xlsx"
    return path


def show_import(done: Imported) -> None:
    """Counts, then file by file what a person must look at, the worst first; all of it stands in the report."""
    outcome = done.outcome
    cells = "，".join(f"{fate} {count} 格" for fate, count in done.fields.items())
    click.echo(click.style(f"读了 {done.read} 个文件，认出 {done.forms} 张表", bold=True) + (f"（{cells}）" if cells else "") + "。")
    if done.skipped:
        click.echo(f"没有读的文件 {done.skipped} 个（不是表格，或是打开表格时留下的临时文件）。")
    verb = "将写入" if done.is_dry else "写入"
    counts = [f"{verb} {len(done.changed)} 份资料"]
    counts += [f"与资料相同 {outcome.same} 份"] if outcome.same else []
    counts += [f"没有写入 {outcome.refused} 份"] if outcome.refused else []
    counts += [f"有读不懂的格、整张没有写入的表 {held} 张"] if (held := sum(note.code == "X94" for note in outcome.notes)) else []
    click.echo(click.style("，".join(counts) + "。", bold=True) + ("这是试运行，资料没有改动。" if done.is_dry else ""))
    _show_notes(outcome.notes)
    unwritten = [one for one in outcome.differences if not one.is_written]
    if unwritten:
        click.echo(click.style(f"与资料不同 {len(unwritten)} 处，没有写入", fg="red") + "（表对的，加 --replace 再导入）：")
        for one in unwritten[:SHOWN_NOTES]:
            click.echo(f"  {one.cell or ''}  {one.subject.title}  {one.field}：资料里是“{_short(one.recorded)}”，表上是“{_short(one.said)}”")
        if len(unwritten) > SHOWN_NOTES:
            click.echo(f"  其余 {len(unwritten) - SHOWN_NOTES} 处见报告“差异”。")


def _show_notes(notes: Sequence[Note]) -> None:
    """The errors, file by file, those with most of them first; what is the same in many places stands once."""
    errors = [note for note in sorted_notes(notes) if note.weight is Weight.ERROR]
    alike: dict[tuple[str, ...], list[Note]] = {}
    for note in errors:
        place = () if note.code in EVERYWHERE | OF_FILES else (note.cell.file,)
        alike.setdefault((note.code, note.stands, note.message, *place), []).append(note)
    by_file: dict[str, list[list[Note]]] = {}
    for group in alike.values():
        by_file.setdefault(group[0].cell.file, []).append(group)
    counted = Counter(note.cell.file for note in errors)
    files = sorted(by_file, key=lambda name: (-counted[name], name))
    for name in files[:SHOWN_FILES]:
        click.echo(click.style(name, bold=True) + f"（错误 {counted[name]} 处）")
        for group in by_file[name][:SHOWN_NOTES]:
            _show_note(group[0], len(group))
            if group[0].code in OF_FILES and len(group) > 1:
                others = [note.cell.file for note in group[1:]]
                click.echo(f"    同样的还有 {len(others)} 个文件：{'、'.join(others[:SHOWN_FILES])}{'等，见报告' if len(others) > SHOWN_FILES else ''}")
        if left := sum(map(len, by_file[name][SHOWN_NOTES:])):
            click.echo(f"  其余 {left} 处见报告。")
    if len(files) > SHOWN_FILES:
        click.echo(f"其余 {len(files) - SHOWN_FILES} 个有错误的文件见报告。")
    counts = [f"{weight.value} {count} 处" for weight in Weight if (count := sum(note.weight is weight for note in notes))]
    if counts:
        click.echo("，".join(counts) + "。")


def _show_note(note: Note, count: int) -> None:
    place = " › ".join(part for part in (note.cell.sheet, note.cell.area) if part)
    more = f"等 {count} 处" if count > 1 and note.code not in OF_FILES else ""
    stands = (f"{note.stands}：" if note.code in OF_RECORDS else f"写的是“{_short(note.stands)}”，") if note.stands else ""
    click.echo(f"  {place}{more}  {click.style(f'{note.weight.value} {note.code}', fg=COLOURS[note.weight], bold=True)}  {stands}{note.message}")
    if note.todo:
        click.echo(f"    → {as_typed(note.todo)}")


def _short(text: str, most: int = 30) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"


COMMANDS = (import_command,)
