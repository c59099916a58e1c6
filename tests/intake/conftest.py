"""The thirty files written and read once; the table of what became of their fields, at the end of the run."""

import pytest

from tests.intake.counts import TABLE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What was understood of each record, so that it is seen without looking for it."""
    lines = config.stash.get(TABLE, ())
    if lines:
        terminalreporter.section("thirty disclosed forms: fields understood, noted, lost")
        for line in lines:
            terminalreporter.write_line(line)
