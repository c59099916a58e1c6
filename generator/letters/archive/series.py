"""What the series of numbers are called in the names of archived files; permanent."""

import difflib
from datetime import date

from generator.problems import UsageError
from generator.records.document_numbers import DocumentNumber
from generator.records.office import DocumentCodes

LETTER_SERIES, DOCUMENT_SERIES, OTHER_SERIES = "letter", "document", "other"


def series_of(number: DocumentNumber, issued_on: date, codes: DocumentCodes | None) -> str:
    """The series of a number that was given outside the program; UsageError for one that is most likely mistyped."""
    if number.year != issued_on.year:
        raise UsageError(f"“{number}”是 {number.year} 年的号，成文日期却是 {issued_on}。请核对，登记以后不能改。")
    series = {codes.letter: LETTER_SERIES, codes.document: DOCUMENT_SERIES} if codes else {}
    near = difflib.get_close_matches(number.code, series, 1, 0.6)
    if number.code not in series and near:
        raise UsageError(f"本局的机关代字是{'、'.join(series)}，没有“{number.code}”。是否应为“{near[0]}”？登记以后不能改。")
    return series.get(number.code, OTHER_SERIES)
