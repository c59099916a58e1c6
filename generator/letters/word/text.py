"""Paragraphs and runs: words in a style; what differs from the style is passed as properties."""

import re
from collections.abc import Sequence

from generator.letters.paper.linebreak import FULL_WIDTH
from generator.letters.word.markup import Element, text_element, w
from generator.letters.word.styles import Style

_PIECES = re.compile(r"(\t|\n)")
_SIGNS = {"\t": "tab", "\n": "br"}


def run(text: str, style: Style | None = None) -> Element:
    """Words in one face; a tab and a line's end become Word's own.

    Signs that Chinese shares with Latin (“”‘’—…·) are told to be Chinese: else Word takes them from a Latin font.
    """
    properties = (
        w("rStyle", val=style.id) if style else None,
        w("rFonts", hint="eastAsia") if FULL_WIDTH.intersection(text) else None,
    )
    pieces = (w(_SIGNS[piece]) if piece in _SIGNS else text_element(piece) for piece in _PIECES.split(text) if piece)
    return w("r", w("rPr", *properties) if any(properties) else None, *pieces)


def paragraph(style: Style, content: str | Sequence[Element], *properties: Element) -> Element:
    """A paragraph of a style; text is one run."""
    runs = ((run(content),) if content else ()) if isinstance(content, str) else content
    return w("p", w("pPr", w("pStyle", val=style.id), *properties), *runs)


def with_properties(element: Element, *properties: Element) -> Element:
    """The paragraph with further properties."""
    old, *content = element.children
    if not isinstance(old, Element):
        raise TypeError("a paragraph begins with its properties")
    kept = tuple(child for child in old.children if isinstance(child, Element))
    return Element(element.tag, element.attributes, (w("pPr", *kept, *properties), *content))


def is_paragraph(element: Element) -> bool:
    """False for a table."""
    return element.tag == "w:p"
