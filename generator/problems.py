"""A problem is data: rule, severity, place, what is wrong and what to do. Text is made at the edge.

Two kinds of failure, and no third::

    JixiaoError
    ├── ContentError   the record is wrong: carries every problem found        exit status 1
    └── UsageError     the call or the machine is wrong: one message           exit status 2
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


class Severity(Enum):
    """How much a problem weighs: an error stops the build, a warning shows, a notice informs."""

    ERROR = "错误"
    WARNING = "警告"
    NOTICE = "提示"


@dataclass(frozen=True)
class Problem:
    """One fault in the content, with its place and its remedy.

    `line` and `column` count from 1; 0 means that the fault belongs to the file as a whole.
    `field` is the path of Chinese keys, such as `评价 › 指标 › 第3项 › 得分`.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    field: str = ""
    suggestion: str = ""

    @property
    def place(self) -> str:
        """`file:line:column`, the form that editors and terminals turn into a link."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"

    def as_dict(self) -> dict[str, Any]:
        """For `check --format json`."""
        return {**asdict(self), "severity": self.severity.value}


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by file, then line and column, then rule; drop exact repetitions."""
    return tuple(sorted(set(problems), key=lambda p: (p.file, p.line, p.column, p.rule, p.message, p.field)))


class JixiaoError(Exception):
    """Everything that the program says no to; the message is Chinese and meant for the user."""


class ContentError(JixiaoError):
    """The record has errors, so nothing may be built from it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sort_problems(problems)
        super().__init__(f"发现 {len(self.problems)} 个问题")


class UsageError(JixiaoError):
    """Wrong use of the command, or something the machine lacks."""
