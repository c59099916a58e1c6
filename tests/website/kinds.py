"""One page of every kind, taken from a built site: what the tests in Chromium and the checkers of finished pages look at.

Two pages are of one kind if their addresses differ in numbers only, as `projects/P2023-0103/2025.html` and
`projects/P2024-0104/2026.html` do, and if they have the same sections: a page that says why nothing is shown is another
kind than the page it stands for. So a new family of pages is looked at without a word here.
"""

import re
from collections.abc import Iterable
from pathlib import Path

NUMBER = re.compile(r"P?\d+(?:[-_]\d+)*")
SECTION = re.compile(r'<h2 id="([^"]+)"')


def kind_of(path: str) -> str:
    """The address with its numbers left out: `projects/*/*-forms.html`."""
    return NUMBER.sub("*", path)


def kinds_of(site: Path) -> list[str]:
    """The longest page of each kind."""
    longest: dict[tuple[str, frozenset[str]], tuple[int, str]] = {}
    for path, html in pages_of(site):
        kind = (kind_of(path), frozenset(SECTION.findall(html)))
        longest[kind] = max(longest.get(kind, (0, "")), (len(html), path))
    return sorted(path for _, path in longest.values())


def pages_of(site: Path) -> Iterable[tuple[str, str]]:
    """All pages by address."""
    return [(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))]
