"""Rules on `rules.yml`, and on files that records name to be published."""

from collections.abc import Iterable, Iterator

from generator.problems import Severity
from generator.records.accounts import AttachedFile
from generator.records.attachments import attachment_fault
from generator.records.reading import Path
from generator.records.register import Register
from generator.records.rules.rule import Violation, YearCase, year_rule

LIBRARY = "content/rules.yml"


def missing_files(files: Iterable[AttachedFile], path: Path, register: Register, file: str) -> Iterator[Violation]:
    """What is wrong with the files that a record attaches; `path` leads to their list in `file`."""
    for index, attached in enumerate(files):
        if fault := attachment_fault(attached.path, register.attachments):
            yield Violation((*path, index, "路径"), *fault, file)


@year_rule("L01", Severity.ERROR, "填写说明")
def check_rule_files(case: YearCase) -> Iterator[Violation]:
    """制度文件所附的文件都在 attachments 文件夹里。"""
    for index, rule in enumerate(case.register.library.documents):
        yield from missing_files(rule.files, ("制度文件", index, "文件"), case.register, LIBRARY)
