"""What the terminal shows: problems, drafts, tables, progress. Words for people; nothing is decided here."""

import re
import shlex
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from tqdm import tqdm

from generator import pipeline
from generator.engine.workspace import Workspace
from generator.problems import Problem, Severity

R = TypeVar("R")

SECONDS_BEFORE_PROGRESS = 2
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
COMMAND = re.compile(r"\bjixiao (?=(?:status|issue|register|correct|void|enter|verify|check|letters|tables|build|publish|amend|volume|forms|export|import)\b)")
UNSAFE = re.compile(r"[\s'\"$&;()<>|*?`\\!#~]")
_workspace: ContextVar[str] = ContextVar("workspace", default="")
WIDTH_OF_A_FILE = 160  # where the output is no terminal


def progress(results: Iterator[R], *, total: int, label: str) -> Iterator[R]:
    """A bar for work of more than two seconds, on a terminal only."""
    bar = "{desc}：{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt}，剩余 {remaining}"
    return iter(tqdm(results, total=total, desc=label, delay=SECONDS_BEFORE_PROGRESS, disable=None, leave=False, bar_format=bar))


def show_problems(problems: tuple[Problem, ...], *, only_count: bool = False) -> None:
    """Each problem with its place and remedy, then how many of each severity."""
    if not only_count:
        for problem in problems:
            head = click.style(f"{problem.severity.value} {problem.rule}", fg=COLOURS[problem.severity], bold=True)
            field = f"{problem.field}：" if problem.field else ""
            click.echo(f"{problem.place}  {head}  {field}{problem.message}")
            if problem.suggestion:
                click.echo(f"    → {as_typed(problem.suggestion)}")
    counts = [f"{severity.value} {n} 个" for severity in Severity if (n := sum(p.severity is severity for p in problems))]
    if counts:
        click.echo(f"检查：{'，'.join(counts)}。" + (f"用 {command_name()} check 查看。" if only_count else ""))


def command_name() -> str:
    """How this very command is called from here, so that a hint can be copied."""
    called = Path(sys.argv[0])
    if shutil.which("jixiao"):
        name = "jixiao"
    elif called.parts[-2:] == ("generator", "__main__.py"):  # not installed as a command of its own
        name = f"{_quoted(sys.orig_argv[0])} -m generator"
    else:
        name = _quoted(str(called)) if called.stem == "jixiao" else "jixiao"
    folder = _workspace.get()
    return f"{name} -C {folder}" if folder else name


def remember_workspace(folder: Path) -> None:
    """The workspace that hints name, where it is not the folder that one is in."""
    _workspace.set("" if folder == Path() else _quoted(str(folder)))


def _quoted(name: str) -> str:
    """As a shell takes it; Chinese names need no quotes, whatever `shlex.quote` thinks."""
    return shlex.quote(name) if UNSAFE.search(name) else name


def as_typed(text: str) -> str:
    """A sentence with its commands as they must be typed here."""
    return COMMAND.sub(lambda _: f"{command_name()} ", text)


def show_drafts(workspace: Workspace, report: pipeline.BuildReport, folder: Path, what: str = "公文草稿") -> None:
    """How many drafts, how many of them new, where, and which characters had to borrow a face."""
    new_ones = sum(draft.letter.is_new for draft in report.drafts)
    click.echo(f"{what}：{len(report.drafts)} 份（PDF 和 Word），其中新增或有变动 {new_ones} 份 → {folder}")
    for path in report.removed:
        click.echo(f"  已删去不再需要的草稿：{workspace.relative(path)}")
    borrowed: dict[tuple[str, str], int] = {}
    for draft in report.drafts:
        for one in draft.letter.substitutions:
            borrowed[one] = borrowed.get(one, 0) + 1
    for (character, face), count in sorted(borrowed.items()):
        click.echo(f"  字形代用：{face}字体里没有“{character}”，{count} 份{what}用了思源宋体的字形；可在 office.yml 的“公文 › 字体”里改用本单位的字体。")


def show_table(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], *, most: int = 0, more: str = "", kept: Collection[str] = ()
) -> None:
    """A table with its title and count; of more than `most` rows the rest is only counted, and `more` says where it stands.

    Columns that are `kept` are never broken into lines: a person copies from them.
    """
    click.echo(click.style(f"{title}（{len(rows)}）", bold=True))
    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="")
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in kept)
    shown = rows[:most] if most else rows
    for row in shown:
        table.add_row(*map(Text, row))
    width = shutil.get_terminal_size((WIDTH_OF_A_FILE, 0)).columns if sys.stdout.isatty() else WIDTH_OF_A_FILE
    console = Console(width=width, highlight=False, color_system=None)
    with console.capture() as capture:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in capture.get().strip("\n").splitlines()))
    if len(shown) < len(rows):
        click.echo(f"  其余 {len(rows) - len(shown)} 项{more}。")
