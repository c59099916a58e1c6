"""How many facts of each record were understood, noted and lost: for the end of a test run and for `docs/import.md`."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from tests.intake.comparison import Verdict
from tests.intake.facts import Fact
from tests.intake.layouts import papers
from tests.intake.records import records

TABLE = pytest.StashKey[Sequence[str]]()
Counts = Mapping[str, Counter[Verdict]]
KINDS = {
    "project self-evaluation": "项目自评", "unit overall self-evaluation": "整体自评", "target": "目标申报", "monitoring": "监控",
    "list of results": "结果清单", "key evaluation": "重点评价", "budget or final accounts": "预决算",
}  # fmt: skip


def total(counts: Counts) -> Counter[Verdict]:
    return sum(counts.values(), Counter())


def share(count: Counter[Verdict]) -> float:
    return count[Verdict.UNDERSTOOD] / count.total()


def _percent(count: Counter[Verdict]) -> str:
    return f"{100 * share(count):.1f}%"


def terminal_lines(counts: Counts) -> list[str]:
    """One record a line, then the sum."""
    named = (*((number, count) for number, count in counts.items()), ("all", total(counts)))
    return [f"{name:>4} {count.total():5d} fields {_percent(count):>6}  " + "  ".join(f"{verdict.name.lower()} {count[verdict]}" for verdict in Verdict)
            for name, count in named]  # fmt: skip


def chinese_table(counts: Counts) -> str:
    """The table of `docs/import.md`."""
    lines = ["| 记录 | 种类 | 文件 | 字段 | 读入 | 说明 | 丢失 | 读入率 |", "|---|---|---|---:|---:|---:|---:|---:|"]
    for number, count in counts.items():
        ending = papers()[number].file.rsplit(".", 1)[1]
        lines.append(f"| {number} | {KINDS[records()[number]['kind']]} | .{ending} | {_row(count)} |")
    lines.append(f"| **合计** | 30 份 |  | {_row(total(counts))} |")
    return "\n".join(lines)


def _row(count: Counter[Verdict]) -> str:
    return " | ".join([str(count.total()), *(str(count[verdict]) for verdict in Verdict), _percent(count)])


WORDS = {
    "unit": "单位", "year": "年度", "funds": "资金", "rows": "行", "facts": "事实", "extra": "其他列", "raw": "原文", "executed": "执行数", "indicators": "指标", "amount_in_menu": "目录里的金额",
    "results_list": "清单", "documents_cited": "引用文件", "execution_rate": "执行率",
}  # fmt: skip


def noted_table(noted: Mapping[str, Sequence[Fact]]) -> str:
    """The fields that were not read, one by one, so that a reader can judge."""
    lines = ["| 记录 | 哪一项 | 原来是 |", "|---|---|---|"]
    lines += [f"| {number} | {_where(fact)} | {fact.says} |" for number, facts in noted.items() for fact in facts]
    return "\n".join(lines)


def _where(fact: Fact) -> str:
    steps = [str(step + 1) if isinstance(step, int) else WORDS.get(step, step) for step in fact.place[1:]]
    return " › ".join(step for step in steps if step != "行")
