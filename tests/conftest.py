"""Fixtures: golden files, and pages in a real Chromium."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

GOLDEN = Path(__file__).parent / "golden"

ASKED = pytest.StashKey[set[Path]]()
DESELECTED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ASKED] = set()
    config.stash[DESELECTED] = False


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    if items:
        items[0].config.stash[DESELECTED] = True


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/<path>`: `golden("letters/feedback.txt", text)`."""
    config = request.config

    def compare(path: str, text: str) -> None:
        file = GOLDEN / path
        config.stash[ASKED].add(file)
        if config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            return
        if not file.exists():
            pytest.fail(f"no tests/golden/{path}: run `make update-golden`, then read it", pytrace=False)
        expected = file.read_bytes().decode()  # bytes: reading as text would hide a change of line ends
        if text == expected:
            return
        diff = difflib.unified_diff(
            expected.splitlines(), text.splitlines(), f"tests/golden/{path}", "this build", lineterm=""
        )
        pytest.fail("\n".join(diff) or f"tests/golden/{path}: only line ends differ", pytrace=False)

    return compare


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail for a golden file that no test asked for: it would go stale unseen."""
    config = session.config
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.stash[DESELECTED]
    # After a failure a test may not have come as far as its golden file.
    if not whole or session.exitstatus != pytest.ExitCode.OK or config.option.collectonly:
        return
    orphans = sorted({file for file in GOLDEN.rglob("*") if file.is_file()} - config.stash[ASKED])
    if orphans:
        names = "\n".join(f"  {file.relative_to(GOLDEN.parent.parent)}" for file in orphans)
        report = pytest.TestReport(
            nodeid="tests/golden",
            location=("tests/golden", None, "orphans"),
            keywords={},
            outcome="failed",
            longrepr=f"no test asks for these golden files, delete them:\n{names}",
            when="teardown",
        )
        config.hook.pytest_runtest_logreport(report=report)  # so that the closing line counts it
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, started once for all tests.

    Playwright keeps an event loop running in this thread: from here on a test can't call asyncio.run().
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        message = "no Chromium on this machine: run `sh .ci/provision.sh --test`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    quiet = [  # root in a container has no sandbox; nothing may be asked of Chromium's own services
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def chromium_page(chromium: Browser) -> Iterator[Page]:
    """An empty page with a memory of its own; `page.requests` lists every address it asked for.

    The list hides Playwright's method of that name, which forgets all but the latest requests.
    """
    context = chromium.new_context()
    page = context.new_page()
    page.requests = []
    context.on("request", lambda request: page.requests.append(request.url))
    yield page
    context.close()
