"""What the pages say, read another way than the program does: with a parser of HTML, and compared by brute force."""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

NEW_LINE = frozenset(["article", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "ol", "p", "section", "summary", "table", "tbody", "td", "text", "tfoot", "th", "thead", "tr", "ul", "br", "svg", "details", "button", "input", "fieldset", "legend", "form", "img"])
LEFT_OUT = frozenset(["nav", "title", "desc", "script", "style", "select", "textarea"])


class _Article(HTMLParser):
    """Text of the article, a line for each box of text, without ways through the site and the note on the source."""

    def __init__(self) -> None:
        super().__init__()
        self.is_inside = False
        self.left_out: list[str] = []
        self.apart: list[str] = []  # of the box that is out of the line, and of what is in it
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = dict(attrs).get("class") or ""
        if tag == "article":
            self.is_inside = True
        if self.left_out or tag in LEFT_OUT or style == "jx-source":
            self.left_out += [tag] if tag not in ("img", "br", "input") else []
        elif tag in NEW_LINE:
            self.text += "\n"
        elif style == "jx-hidden":
            self.text += "\n"
            self.apart = [tag]

    def handle_endtag(self, tag: str) -> None:
        if self.left_out:
            self.left_out.pop()
        elif tag in NEW_LINE or self.apart == [tag]:
            self.text += "\n"
            self.apart = []
        if tag == "article":
            self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside and not self.left_out:
            self.text += data.replace("\n", " ")


def plain(text: str) -> str:
    """Width, case and white space make no difference to a reader who searches."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).lower())


def lines_of(html: str) -> list[str]:
    """The lines of a page's own text."""
    reader = _Article()
    reader.feed(html)
    return [line for raw in reader.text.splitlines() if (line := plain(raw))]


def pages_of(site: Path) -> dict[str, list[str]]:
    """The lines of every page that can be found."""
    paths = sorted(path for path in site.rglob("*.html") if path.name != "find.html")
    return {path.relative_to(site).as_posix(): lines_of(path.read_text(encoding="utf-8")) for path in paths}


def pages_with(pages: dict[str, list[str]], *phrases: str) -> set[str]:
    """Brute force: the pages that hold all phrases."""
    return {path for path, lines in pages.items() if all(any(phrase in line for line in lines) for phrase in phrases)}
