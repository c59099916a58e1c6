"""One page of every kind, taken from a built site: what the tests in Chromium and the checkers of finished pages look at.

Two pages are of one kind if their addresses differ in numbers only: `projects/P2023-0103/2025.html` and
`projects/P2024-0104/2026.html`. So a new family of pages is looked at without a word here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

NUMBER = re.compile(r"P?\d+(?:[-_]\d+)*")
LENGTHS_APART = 3  # a kind whose shortest page is that much shorter has pages that say why there is nothing to show


def kind_of(path: str) -> str:
    """The address with its numbers left out: `projects/*/*-forms.html`."""
    return NUMBER.sub("*", path)


def kinds_of(site: Path) -> list[str]:
    """The longest page of each kind, and the shortest where it is another matter."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for path in site.rglob("*.html"):
        address = path.relative_to(site).as_posix()
        groups.setdefault(kind_of(address), []).append((path.stat().st_size, address))
    return sorted(set(_examples(groups)))


def _examples(groups: dict[str, list[tuple[int, str]]]) -> Iterator[str]:
    for pages in groups.values():
        (least, shortest), (most, longest) = min(pages), max(pages)
        yield longest
        if most > LENGTHS_APART * least:
            yield shortest
