"""WordprocessingML as values: elements whose children stand in the order of the schema, made into text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from generator.problems import JixiaoError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# Word refuses a file whose properties stand in another order than the schema's sequence (ECMA-376 part 1, annex A.1).
# What we use of each sequence; a name that is not here is a mistake and raises.
ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr shd tabs kinsoku overflowPunct topLinePunct "
        "autoSpaceDE autoSpaceDN snapToGrid spacing ind jc textDirection outlineLvl sectPr"
    ),
    "rPr": "rStyle rFonts b bCs snapToGrid color spacing w kern sz szCs lang",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders tcMar textDirection vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType titlePg docGrid",
    "style": "name aliases basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr",
    "pBdr": "top left bottom right",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right",
    "tblCellMar": "top left bottom right",
    "tcMar": "top left bottom right",
    "font": "altName panose1 charset family pitch",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "compat": "balanceSingleByteDoubleByteWidth doNotExpandShiftReturn useFELayout compatSetting",
}
_RANK = {parent: {name: at for at, name in enumerate(names.split())} for parent, names in ORDER.items()}

# Header and footer references may stand in any order among themselves, and Word writes them as they come.
_ALIKE = {"footerReference": "headerReference"}

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Element:
    """One XML element; names carry their prefix."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple["Element | str", ...]

    def __str__(self) -> str:
        attributes = "".join(f" {name}={quoteattr(value)}" for name, value in self.attributes)
        if not self.children:
            return f"<{self.tag}{attributes}/>"
        content = "".join(_escape(child) if isinstance(child, str) else str(child) for child in self.children)
        return f"<{self.tag}{attributes}>{content}</{self.tag}>"


Child: TypeAlias = Element | None


def w(name: str, /, *children: Child, **attributes: object) -> Element:
    """An element of the main namespace; a child that is None is left out, properties are put in the schema's order."""
    kept: Iterable[Element] = [child for child in children if child]
    if name in _RANK:
        kept = sorted(kept, key=lambda child: _rank(name, child))
    return Element(f"w:{name}", tuple((f"w:{key}", str(value)) for key, value in attributes.items()), tuple(kept))


def flag(name: str, is_on: bool = True) -> Element:
    """A property that is on or off."""
    return w(name) if is_on else w(name, val=0)


def text_element(text: str) -> Element:
    """Words, with their blanks."""
    return Element("w:t", (("xml:space", "preserve"),), (text,))


def reference(name: str, kind: str, relationship: str) -> Element:
    """A header or footer of a section."""
    return Element(f"w:{name}", (("w:type", kind), ("r:id", relationship)), ())


def part(name: str, /, *children: Child) -> bytes:
    """A whole part of the package, ready to be saved."""
    root = w(name, *children)
    spaces = (("xmlns:w", W), ("xmlns:r", R))
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{Element(root.tag, spaces, root.children)}'.encode()


def _rank(parent: str, child: Element) -> int:
    name = child.tag.removeprefix("w:")
    return _RANK[parent][_ALIKE.get(name, name)]


def _escape(text: str) -> str:
    if found := _NOT_XML.search(text):
        raise JixiaoError(f"文字“{text}”里有不能存入 Word 文件的控制字符（U+{ord(found[0]):04X}）。请在数据文件中删去它。")
    return escape(text)
