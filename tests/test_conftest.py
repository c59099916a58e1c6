"""A golden file that is wrong, missing or orphaned must fail: a fixture that always agrees proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytest_plugins = ["pytester"]


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """A suite of one test that asks for golden/letter.txt to be 公开."""
    pytester.makeini("[pytest]\ntestpaths = .")
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile('def test_letter(golden): golden("letter.txt", "公开\\n")')
    pytester.mkdir("golden")
    return pytester


def run(suite: pytest.Pytester, *args: str) -> pytest.RunResult:
    return suite.runpytest_subprocess("-p", "no:cacheprovider", *args)


def write(suite: pytest.Pytester, name: str, text: str) -> None:
    (suite.path / "golden" / name).write_text(text, encoding="utf-8")


def test_a_different_golden_file_fails_and_shows_the_difference(suite: pytest.Pytester) -> None:
    write(suite, "letter.txt", "不公开\n")

    result = run(suite)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["-不公开", "+公开"])


def test_a_missing_golden_file_fails_and_says_how_to_make_it(suite: pytest.Pytester) -> None:
    result = run(suite)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["no tests/golden/letter.txt: run `make update-golden`, then read it"])


def test_updating_writes_the_file_that_the_next_run_accepts(suite: pytest.Pytester) -> None:
    assert run(suite, "--update-golden").ret == pytest.ExitCode.OK

    result = run(suite)

    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes(passed=1)


def test_an_orphan_fails_the_whole_suite_only(suite: pytest.Pytester) -> None:
    write(suite, "letter.txt", "公开\n")
    write(suite, "old.txt", "")

    whole = run(suite)
    part = run(suite, next(suite.path.glob("test_*.py")).name)

    whole.assert_outcomes(passed=1, errors=1)
    assert whole.ret == pytest.ExitCode.TESTS_FAILED
    whole.stdout.fnmatch_lines(["no test asks for these golden files, delete them:", "*golden/old.txt"])
    assert part.ret == pytest.ExitCode.OK


@pytest.mark.browser
def test_every_request_of_a_page_is_remembered(tmp_path: Path, chromium_page: Page) -> None:
    (tmp_path / "index.html").write_text('<img src="picture.png">', encoding="utf-8")

    chromium_page.goto((tmp_path / "index.html").as_uri())

    assert chromium_page.requests == [(tmp_path / name).as_uri() for name in ("index.html", "picture.png")]
