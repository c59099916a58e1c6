"""Rules: what a correct record is. Each is a small function with an ID, a severity and its source; its docstring is its text."""

from generator.records.rules import chain, disclosure, funds, office, scores, targets, wording
from generator.records.rules.rule import RULES, Case, Rule, YearCase, check_register

__all__ = ["RULES", "Case", "Rule", "YearCase", "chain", "check_register", "disclosure", "funds", "office", "scores", "targets", "wording"]
