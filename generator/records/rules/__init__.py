"""Rules: what a correct record is. Each is a small function with an ID, a severity and its source; its docstring is its text."""

from generator.records.rules import chain, disclosure, funds, issued, library, manners, office, scores, targets, wording
from generator.records.rules.rule import RULES, Case, DocumentCase, Rule, YearCase, check_document, check_register

__all__ = [
    "RULES", "Case", "DocumentCase", "Rule", "YearCase", "chain", "check_document", "check_register", "disclosure", "funds", "issued", "library", "manners",
    "office", "scores", "targets", "wording",
]  # fmt: skip
