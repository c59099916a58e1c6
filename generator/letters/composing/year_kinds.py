"""The documents about a whole year, a line each."""

from generator.letters.composing import assessment, circular, report
from generator.letters.composing.kinds import YearKind

YEAR_KINDS: tuple[YearKind, ...] = (
    YearKind("通报", circular.KIND, circular.STEM, circular.compose_circular),
    YearKind("考核通报", assessment.KIND, assessment.STEM, assessment.compose_assessment),
    YearKind("年度报告", report.KIND, report.STEM, report.compose_report),
)
