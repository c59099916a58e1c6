"""What a reader sees of a page, as text."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset(["p", "h1", "h2", "h3", "li", "tr", "dt", "dd", "caption", "summary", "div", "section", "header", "footer", "nav", "figure", "svg", "ul", "ol", "dl"])
SILENT = frozenset({"title", "desc", "head", "style", "script"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag in ("td", "th"):
            self.parts.append("|")
        elif tag in ("text", "a"):
            self.parts.append(" ")
        elif tag == "br" or tag in BLOCKS:
            self.parts.append("\n" + {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def visible_text(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    lines = (re.sub(r" +", " ", line).strip() for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line and line != "-") + "\n"


def article(html: str) -> str:
    """The page without the frame that all pages share."""
    return html[html.index("<article") : html.index("</article>")]
