"""What a reader sees of a page's body, as text. The pages are our own HTML or cleaned, so tags are well formed and a pattern will do."""

import html
import re
from collections.abc import Iterable, Iterator

# What is not the page's own text: ways through the site, what a browser does not show, and the note on the source at its end.
SILENT = re.compile(
    r"<!--.*?-->|<(nav|script|style|noscript|template|select|textarea|title|desc)\b.*?</\1\s*>|<footer class=\"jx-source\".*?</footer>"
    r"|<p class=\"jx-downloads\".*?</p>",
    re.DOTALL,
)
REST_OF_TAG = r"[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>"
# Elements that stand in the middle of a sentence; at every other a new piece of text begins.
IN_A_LINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strong|sub|sup|time|tspan|u|var|wbr)(?=[\s/>])"
    + REST_OF_TAG
)
FOR_LISTENERS = re.compile(r"<(span) class=\"jx-hidden\">(.*?)</\1>", re.DOTALL)  # taken out of the line, so not one phrase with it
TAG = re.compile(r"</?[a-zA-Z]" + REST_OF_TAG)
PIECE = 2000  # characters; what a result loads is bounded by it, however long the page


def visible_blocks(body: str) -> list[str]:
    """Paragraphs, headings and cells in their order. What stands in different blocks is not one phrase."""
    shown = FOR_LISTENERS.sub(r"<p>\2</p>", SILENT.sub("", body))
    texts = TAG.split(IN_A_LINE.sub("", shown))
    return [block for text in texts if (block := " ".join(html.unescape(text).split()))]


def cut_into_pieces(blocks: Iterable[str]) -> Iterator[list[str]]:
    """The blocks in pieces of at most `PIECE` characters; a longer block is a piece by itself."""
    piece: list[str] = []
    size = 0
    for block in blocks:
        if piece and size + len(block) > PIECE:
            yield piece
            piece, size = [], 0
        piece.append(block)
        size += len(block)
    if piece:
        yield piece
