"""What the pages say, read another way than the program does: with a parser of HTML, and compared by brute force."""

import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

NEW_LINE = frozenset(["article", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "ol", "p", "section", "summary", "table", "tbody", "td", "text", "tfoot", "th", "thead", "tr", "ul", "br", "svg", "details", "button", "input", "fieldset", "legend", "form", "img"])
NOT_SEARCHABLE = '<meta name="robots" content="noindex'
NOT_TEXT = ("jx-source", "jx-downloads", "jx-printed")  # what every page says of itself, and ways to files
LEFT_OUT = frozenset(["nav", "title", "desc", "script", "style", "select", "textarea"])


class _Article(HTMLParser):
    """Text of the article, a line for each box of text, without ways through the site and the note on the source."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = 0  # articles around the place; a page may have articles in its article
        self.left_out: list[str] = []
        self.apart: list[str] = []  # of the box that is out of the line, and of what is in it
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = dict(attrs).get("class") or ""
        if tag == "article":
            self.inside += 1
        if self.left_out or tag in LEFT_OUT or style in NOT_TEXT:
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
            self.inside -= 1

    def handle_data(self, data: str) -> None:
        if self.inside and not self.left_out:
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
    """The lines of every page that can be found: not of versions before a correction, of what was withdrawn, and of lists of all pages."""
    texts = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")) if path.name not in ("find.html", "sitemap.html")}
    return {path: lines_of(text) for path, text in texts.items() if NOT_SEARCHABLE not in text}


def pages_with(pages: dict[str, list[str]], *phrases: str) -> set[str]:
    """Brute force: the pages that hold all phrases."""
    return {path for path, lines in pages.items() if all(any(phrase in line for line in lines) for phrase in phrases)}


def listed_in(site: Path) -> list[str]:
    """The addresses that the finder lists."""
    packed = json.loads((site / "search/rows.js").read_text(encoding="utf-8").removeprefix("jixiao.rows(").removesuffix(");\n"))
    steps, entities = packed["rows"], packed["entities"]
    entity = year = 0
    paths = []
    for place, step in enumerate(steps["entity"]):
        entity, year = entity + step, year + steps["year"][place]
        path = packed["paths"][steps["path"][place]]
        paths.append(path.format(n=entities["number"][entity], u=packed["units"][entities["unit"][entity]][2], y=year))
    return paths
