"""The parts of `docs/import.md` that are written by tests: between `<!-- counts -->` and `<!-- /counts -->`, say."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs" / "import.md"


def agrees_with_docs(part: str, text: str, config: pytest.Config) -> None:
    """Compare a part with what it should be, or write it with `--update-golden`."""
    docs = DOCS.read_text(encoding="utf-8")
    between = re.compile(rf"(?<=<!-- {part} -->\n).*?(?=<!-- /{part} -->)", re.DOTALL)
    found = between.search(docs)
    assert found, part
    if config.getoption("--update-golden"):
        DOCS.write_text(between.sub(lambda _: f"{text}\n", docs), encoding="utf-8")
        return
    assert found[0] == f"{text}\n", f"docs/import.md, {part}: run with --update-golden, then read it"
