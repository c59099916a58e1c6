"""What a rule is, and how all rules are put to a register."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.problems import Problem, Severity
from generator.records.dossier import Dossier
from generator.records.office import Office
from generator.records.reading import Path, Place, name_path
from generator.records.register import Register, file_of
from generator.records.salvage import Damaged


@dataclass(frozen=True)
class Violation:
    """One place where a rule is broken; `path` leads to the value in its file."""

    path: Path
    message: str
    suggestion: str
    file: str = ""


@dataclass(frozen=True)
class Case:
    """One dossier before the rules, with what is known around it."""

    dossier: Dossier
    register: Register
    today: date

    @property
    def office(self) -> Office:
        """The bureau's settings."""
        return self.register.office


@dataclass(frozen=True)
class YearCase:
    """A whole year before the rules."""

    register: Register
    today: date


@dataclass(frozen=True)
class DocumentCase:
    """The words of a composed document before the rules."""

    name: str
    genre: str
    title: str
    addressee: str
    copied: tuple[str, ...]
    is_upward: bool
    paragraphs: tuple[str, ...]
    template: str = ""  # the file of its wording, below `templates/letters/`


@dataclass(frozen=True)
class Rule:
    """A rule with what `docs/rules.md` says of it."""

    id: str
    severity: Severity
    source: str
    text: str
    check: Callable[[Any], Iterator[Violation]]
    is_for_year: bool
    is_for_document: bool = False
    is_local: bool = False  # looks at one row or text at a time, so it may speak of the rest of a damaged dossier


RULES: dict[str, Rule] = {}
Check = Callable[[Any], Iterator[Violation]]


def _register(
    rule_id: str, severity: Severity, source: str, *, is_for_year: bool = False, is_for_document: bool = False, is_local: bool = False
) -> Callable[[Check], Check]:
    def add(check: Check) -> Check:
        if rule_id in RULES:
            raise ValueError(f"rule {rule_id} is defined twice")
        RULES[rule_id] = Rule(rule_id, severity, source, (check.__doc__ or "").strip(), check, is_for_year, is_for_document, is_local)
        return check

    return add


def error(rule_id: str, source: str, *, is_local: bool = False) -> Callable[[Check], Check]:
    """A rule for one dossier whose breach stops the build."""
    return _register(rule_id, Severity.ERROR, source, is_local=is_local)


def warning(rule_id: str, source: str, *, is_local: bool = False) -> Callable[[Check], Check]:
    """A rule for one dossier whose breach is shown."""
    return _register(rule_id, Severity.WARNING, source, is_local=is_local)


def notice(rule_id: str, source: str, *, is_local: bool = False) -> Callable[[Check], Check]:
    """A rule for one dossier whose breach is worth knowing."""
    return _register(rule_id, Severity.NOTICE, source, is_local=is_local)


def year_rule(rule_id: str, severity: Severity, source: str) -> Callable[[Check], Check]:
    """A rule for a whole year or for the settings."""
    return _register(rule_id, severity, source, is_for_year=True)


def document_rule(rule_id: str, severity: Severity, source: str) -> Callable[[Check], Check]:
    """A rule for the words of a composed document."""
    return _register(rule_id, severity, source, is_for_document=True)


def check_document(case: DocumentCase) -> Iterator[Problem]:
    """Put the rules of documents to one; its draft's name stands where a record's file does."""
    for rule in RULES.values():
        if rule.is_for_document:
            for violation in rule.check(case):
                yield Problem(rule.id, rule.severity, f"公文 {case.name}", 0, 0, violation.message, name_path(violation.path), violation.suggestion)


def check_register(register: Register, today: date, locate: Callable[[str, Path], Place]) -> Iterator[Problem]:
    """Put every rule to every dossier and to the year; `locate` finds the place of a field in its file."""
    for dossier in register.dossiers:  # file by file, so that each is read once for its places
        for rule in RULES.values():
            if not (rule.is_for_year or rule.is_for_document):
                yield from _problems(rule, rule.check(Case(dossier, register, today)), file_of(dossier), locate)
    for damaged in register.damaged:
        yield from _check_rest(damaged, register, today, locate)
    for rule in RULES.values():
        if rule.is_for_year:
            yield from _problems(rule, rule.check(YearCase(register, today)), "", locate)


def _check_rest(damaged: Damaged, register: Register, today: date, locate: Callable[[str, Path], Place]) -> Iterator[Problem]:
    """Put the sound rest of a dossier to the rules that did not look at a section which lost something.

    Only errors are told: warnings can wait until the file is whole, and some would be of its wounds.
    """
    dossier, seen = damaged.watched()
    for rule in RULES.values():
        if rule.is_for_year or rule.is_for_document or rule.severity is not Severity.ERROR:
            continue
        seen.clear()
        found = [replace(violation, path=damaged.origin(violation.path)) for violation in rule.check(Case(dossier, register, today))]
        if rule.is_local or not seen & damaged.affected:
            yield from _problems(rule, found, damaged.file, locate)


def _problems(rule: Rule, found: Iterable[Violation], file: str, locate: Callable[[str, Path], Place]) -> Iterator[Problem]:
    for violation in found:
        name = violation.file or file
        line = column = 0
        if violation.path:
            place = locate(name, violation.path)
            line, column = place.line, place.column
        yield Problem(rule.id, rule.severity, name, line, column, violation.message, name_path(violation.path), violation.suggestion)
