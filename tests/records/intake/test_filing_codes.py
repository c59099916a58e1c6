"""The codes of filing stand in the documentation, and none is both a code of reading and of filing."""

import pytest

from generator.records.intake.codes import CODES, FILING_CODES
from tests.intake.documentation import agrees_with_docs


def test_the_codes_of_filing_are_told_in_the_documentation(request: pytest.FixtureRequest) -> None:
    lines = ["| 代码 | 性质 | 意思 | 怎么办 |", "|---|---|---|---|"]
    lines += [f"| {name} | {code.weight.value} | {code.meaning} | {code.todo} |" for name, code in sorted(FILING_CODES.items())]
    agrees_with_docs("filing codes", "\n".join(lines), request.config)


def test_reading_and_filing_share_no_code() -> None:
    assert not FILING_CODES.keys() & CODES.keys()
