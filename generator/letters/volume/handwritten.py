"""Figures typed by hand: a template of a paper for the congress may hold none, for every number must come from the records."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.problems import Problem, Severity

RULE = "N11"
TEMPLATES = ("letters/congress_*.md.jinja", "print/briefing.html.jinja")
# What is no figure of the text: Jinja's own parts, styles, tags, rules that are cited, clauses, the mark of a numbered item.
NO_TEXT = tuple(
    re.compile(pattern, re.DOTALL | re.MULTILINE)
    for pattern in (r"\{#.*?#\}", r"\{%.*?%\}", r"\{\{.*?\}\}", r"<style.*?</style>", r"<[^>]*>", r"《[^》]*》(（[^）]*号）)?", r"第[一二三四五六七八九十百0-9]+条", r"^1\. ")
)
FIGURE = re.compile(r"[0-9０-９]+(?:[.．][0-9]+)?%?|[一二两三四五六七八九十百千]+[万亿]?(?=个|项|家|份|分|万元|亿元|元|成|倍|％|%)")


def handwritten_figures(template_folders: Sequence[Path]) -> Iterator[Problem]:
    """Every figure that stands in a template itself; the template that is used is looked at, an office's own before ours."""
    seen: set[str] = set()
    for folder in template_folders:
        for pattern in TEMPLATES:
            for path in sorted(folder.glob(pattern)):
                name = path.relative_to(folder).as_posix()
                if name not in seen:
                    seen.add(name)
                    yield from _figures_in(path.read_text(encoding="utf-8"), f"templates/{name}")


def _figures_in(text: str, name: str) -> Iterator[Problem]:
    for pattern in NO_TEXT:
        text = pattern.sub(_blank, text)
    for match in FIGURE.finditer(text):
        before = text[: match.start()]
        line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
        yield Problem(
            RULE, Severity.ERROR, name, line, column, f"模板里手写了数字“{match[0]}”", "",
            "改用程序统计的值，例如 {{ 项目.评价.个数 }}；可用的词见模板开头的说明。引用的文件写成《名称》（文号）",
        )  # fmt: skip


def _blank(match: re.Match[str]) -> str:
    """As long as what it hides, so that places stay; a sign that is neither a figure nor a part of one."""
    return "".join("\n" if sign == "\n" else "·" for sign in match[0])
